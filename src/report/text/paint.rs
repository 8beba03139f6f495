//! Colour, or none: the only place that writes escape sequences.

use anstyle::{AnsiColor, Style};

use crate::report::Color;

/// Paints text, or leaves it plain.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Paint(pub(in crate::report) Color);

/// What a text is, as far as colour goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::report) enum Tone {
    /// All is well.
    Good,
    /// It failed.
    Bad,
    /// It wants attention.
    Doubtful,
    /// It is of less interest.
    Faint,
    /// It is a heading.
    Strong,
}

impl Paint {
    /// A text in a tone.
    pub(in crate::report) fn paint(self, tone: Tone, text: &str) -> String {
        if self.0 == Color::Plain || text.is_empty() {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Doubtful => AnsiColor::Yellow.on_default(),
            Tone::Faint => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
        };
        format!("{style}{text}{style:#}")
    }
}
