//! The signs: each is a character, a colour and a word for those who see neither.

use maud::{Markup, html};

use super::words;
use crate::catalog::Severity;
use crate::locale::Lang;
use crate::report::stage::StageStatus;

/// What a sign says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mark {
    /// All is well.
    Good,
    /// It wants attention.
    Doubtful,
    /// It failed.
    Bad,
    /// Worth knowing.
    Note,
    /// It did not come to that.
    Left,
}

impl Mark {
    /// The character. The selector behind it asks for the form of text and not of a picture.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Good => "✔\u{fe0e}",
            Self::Doubtful => "!",
            Self::Bad => "✘\u{fe0e}",
            Self::Note => "·",
            Self::Left => "–",
        }
    }

    /// The class.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Doubtful => "doubtful",
            Self::Bad => "bad",
            Self::Note => "note",
            Self::Left => "left",
        }
    }

    /// The word for it.
    pub(super) fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Good => words::PASSED,
            Self::Doubtful => words::DOUBTFUL,
            Self::Bad => words::FAILED,
            Self::Note => words::NOTED,
            Self::Left => words::LEFT,
        }
        .in_lang(lang)
    }

    /// The sign as it stands in the page.
    pub(super) fn shown(self, lang: Lang) -> Markup {
        html! {
            span class=(format!("mark {}", self.class())) role="img" aria-label=(self.word(lang)) { (self.sign()) }
        }
    }
}

/// A sentence in which what stands between backquotes is to be typed or found as it is.
pub(super) fn prose(text: &str) -> Markup {
    let mut rest = text;
    html! {
        @while let Some((before, quoted, behind)) = quotation(rest) {
            @let () = rest = behind;
            (before) code { (quoted) }
        }
        (rest)
    }
}

/// What stands before the first pair of backquotes, between them and behind them.
fn quotation(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (quoted, behind) = rest.split_once('`')?;
    (!quoted.trim().is_empty()).then_some((before, quoted, behind))
}

impl From<StageStatus> for Mark {
    fn from(status: StageStatus) -> Self {
        match status {
            StageStatus::Pass => Self::Good,
            StageStatus::Warn => Self::Doubtful,
            StageStatus::Fail => Self::Bad,
            StageStatus::Unreached | StageStatus::NotAsked => Self::Left,
        }
    }
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Bad,
            Severity::Warning => Self::Doubtful,
            Severity::Info => Self::Note,
        }
    }
}
