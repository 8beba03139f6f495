//! `smtp-doctor providers [NAME | HOST | ADDRESS]`: what is known of the providers, without any network.

use crate::cli::args::Args;
use crate::cli::env::Env;
use crate::cli::error::Error;
use crate::cli::{output, plan};
use crate::exit::Status;
use crate::report::Format;
use crate::report::providers::{Listing, render};

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let shown = plan::page(args, env)?;
    let words: Vec<&str> = (0..).map_while(|place| args.word(place)).collect();
    let listing = if words.is_empty() { Listing::all() } else { Listing::of(&words.join(" ")) };
    let text = render(shown.format, &listing, shown.lang, shown.style());
    if listing.is_empty() && matches!(shown.format, Format::Text | Format::Plain) {
        output::note(&text);
    } else {
        output::write(&text, shown.color)?;
    }
    // A program learns from the status, too, that nothing was found.
    Ok(if listing.is_empty() { Status::Failed } else { Status::Healthy })
}
