//! The forms in which a report is written: one list, a line each, from which the command line and the tests are made.

/// A form in which a report is written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For people who listen: the same without columns, colour and signs. It is no form of its own but the text as
    /// `--plain` asks for it.
    Plain,
    /// For programs: one object of `smtp-doctor/report/v1`.
    Json,
    /// The same object on one line.
    Jsonl,
    /// For continuous integration: `JUnit` XML.
    Junit,
    /// For test harnesses: Test Anything Protocol, version 14.
    Tap,
    /// For monitoring: the output of a plugin of Nagios and its kin.
    Nagios,
    /// For Prometheus: metrics as text.
    OpenMetrics,
    /// For GitHub Actions: workflow commands.
    Github,
    /// For tickets and chats.
    Markdown,
    /// For a browser: one page that is complete in itself.
    Html,
}

impl Format {
    /// Every form with its name, in the order in which they are listed.
    pub const ALL: &[(&str, Self)] = &[
        ("text", Self::Text),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("junit", Self::Junit),
        ("tap", Self::Tap),
        ("nagios", Self::Nagios),
        ("openmetrics", Self::OpenMetrics),
        ("github", Self::Github),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
    ];

    /// The form with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// The same for people who listen: `--plain`.
    #[must_use]
    pub fn heard(self) -> Self {
        if self == Self::Text { Self::Plain } else { self }
    }

    /// Whether explanations and lists of providers have this form too: there, nothing passes or fails.
    pub fn fits_pages(self) -> bool {
        matches!(self, Self::Text | Self::Plain | Self::Json | Self::Jsonl | Self::Markdown)
    }
}
