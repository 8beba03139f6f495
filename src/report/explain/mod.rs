//! What is said of an error text, a code or a log: one view, and a renderer for each format.
//!
//! It refuses to know how causes are found. Text from outside is redacted by the engine and made harmless here.

mod json;
mod markdown;
mod page;
mod place;
mod plain;
#[cfg(test)]
mod tests;
mod text;
mod view;
mod words;

pub use page::{PageName, index, page};

use super::json::Form;
use super::{Format, Style};
use crate::catalog::{Cause, Code};
use crate::diagnose::explain::{Explanation, Summary};
use crate::exit::Status;
use crate::locale::Lang;
use crate::plan::Platform;

/// What was explained.
#[derive(Clone, Copy, Debug)]
pub enum Explained<'a> {
    /// A code: its page.
    Code(&'static Cause),
    /// What looks like a code and is none.
    Unknown(&'a Unknown),
    /// An error text.
    Text(&'a Explanation),
    /// A log.
    Log(&'a Summary),
}

/// A code that there is not.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// What was typed.
    pub typed: String,
    /// The codes that may be meant, the nearest first.
    pub near: Vec<Code>,
}

impl Explained<'_> {
    /// How the run ends: whether anything was recognised.
    pub fn status(&self) -> Status {
        let recognised = match self {
            Self::Code(_) => true,
            Self::Unknown(_) => false,
            Self::Text(explanation) => !explanation.hits.is_empty(),
            Self::Log(summary) => !summary.errors.is_empty(),
        };
        if recognised { Status::Healthy } else { Status::Failed }
    }
}

/// The explanation in one format and language, its last line ended. Where nothing passes or fails, the forms that say
/// so have nothing to say ([`Format::fits_pages`]): they are text.
pub fn render_explained(
    format: Format,
    explained: Explained<'_>,
    lang: Lang,
    style: Style,
    platform: Platform,
) -> String {
    let view = view::View::new(explained, lang, platform);
    match format {
        Format::Json => json::render(&view, Form::Lines),
        Format::Jsonl => json::render(&view, Form::Line),
        Format::Markdown => markdown::render(&view, style),
        Format::Plain => plain::render(&view, style.detail),
        _ => text::render(&view, style),
    }
}
