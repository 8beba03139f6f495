//! `--config-for list`: the applications whose settings can be shown, and where those go.

use crate::application::APPLICATIONS;
use crate::cli::error::Error;
use crate::cli::output;
use crate::exit::Status;
use crate::locale::Lang;
use crate::report::Color;

/// Names them all, a line each.
pub(crate) fn list(lang: Lang) -> Result<Status, Error> {
    let longest = APPLICATIONS.iter().map(|application| application.id.len()).max().unwrap_or_default();
    let mut out = String::new();
    for application in APPLICATIONS {
        let (id, name, file) = (application.id, application.name, application.file.in_lang(lang));
        out.push_str(&format!("{id:longest$}  {name} · {file}\n"));
    }
    output::write(&out, Color::Plain)?;
    Ok(Status::Healthy)
}
