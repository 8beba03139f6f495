//! What keeps smtp-doctor from doing its work: a command line that is wrong, or a machine that refuses.
//!
//! An error names the fault, quotes the value and shows the right form, in the user's language. The sentences stand
//! where the check is; this file only knows how they are put together. No secret is ever a value here.

use std::io;

use super::option::nearest;
use crate::escape::visible_within;
use crate::exit::Status;
use crate::locale::{Lang, Text, fill, named};

/// The most characters of a value that are quoted.
const QUOTED: usize = 120;

/// The sentences of an error.
pub(crate) struct Complaint {
    /// What is wrong.
    pub(crate) what: Text,
    /// What is right; a line each.
    pub(crate) form: Text,
}

/// An error, with the values that its sentences speak of.
pub(crate) struct Error {
    status: Status,
    complaint: &'static Complaint,
    values: Vec<(&'static str, Value)>,
    listed: Vec<&'static str>,
    meant: Option<String>,
    place: Option<&'static Text>,
}

/// A value in a sentence.
pub(crate) enum Value {
    /// The same in every language.
    Plain(String),
    /// Words of ours.
    Words(&'static Text),
    /// Several, to be listed.
    List(Vec<String>),
}

impl Error {
    /// The command line is wrong.
    pub(crate) fn usage(complaint: &'static Complaint) -> Self {
        Self::of(Status::Usage, complaint)
    }

    /// smtp-doctor cannot do its work.
    pub(crate) fn internal(complaint: &'static Complaint) -> Self {
        Self::of(Status::Internal, complaint)
    }

    /// The user stopped it before there was anything to report.
    pub(crate) fn interrupted() -> Self {
        Self::of(Status::Interrupted, &STOPPED)
    }

    fn of(status: Status, complaint: &'static Complaint) -> Self {
        Self { status, complaint, values: Vec::new(), listed: Vec::new(), meant: None, place: None }
    }

    /// Fills the place `name`.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Names what may have been meant by a word that is none of `known`.
    pub(crate) fn near(mut self, typed: &str, known: impl IntoIterator<Item = &'static str>) -> Self {
        self.meant = nearest(typed, known).map(str::to_owned);
        self
    }

    /// Says where it stands, before what is wrong.
    pub(crate) fn at(mut self, place: &'static Text) -> Self {
        self.place = Some(place);
        self
    }

    /// Lists names of ours below, a line each.
    pub(crate) fn listing(mut self, names: impl Iterator<Item = &'static str>) -> Self {
        self.listed.extend(names);
        self
    }

    /// How the process ends.
    pub(crate) fn status(&self) -> Status {
        self.status
    }

    /// What is wrong, and what is right, a line each.
    pub(crate) fn told(&self, lang: Lang) -> (String, Vec<String>) {
        let args: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.in_lang(lang))).collect();
        let form = self.complaint.form.in_lang(lang).lines().map(|line| fill(line, &args)).collect();
        let what = fill(self.complaint.what.in_lang(lang), &args);
        match self.place {
            Some(place) => (named(lang, fill(place.in_lang(lang), &args), what), form),
            None => (what, form),
        }
    }

    /// The error as it is shown on standard error.
    pub(crate) fn render(&self, lang: Lang) -> String {
        let (what, form) = self.told(lang);
        let mut out = format!("{}\n", named(lang, "smtp-doctor", what));
        if let Some(meant) = &self.meant {
            let meant = fill(MEANT.in_lang(lang), &[("meant", meant.clone())]);
            out.extend(["  ", &meant, "\n"]);
        }
        for line in form {
            out.extend(["  ", &line, "\n"]);
        }
        for name in &self.listed {
            out.push_str("    ");
            out.push_str(name);
            out.push('\n');
        }
        if self.status == Status::Usage {
            out.push_str("  ");
            out.push_str(MORE.in_lang(lang));
            out.push('\n');
        }
        out
    }
}

impl Value {
    fn in_lang(&self, lang: Lang) -> String {
        match self {
            Self::Plain(text) => visible_within(text, QUOTED),
            Self::Words(text) => text.in_lang(lang).to_owned(),
            Self::List(items) => {
                let comma = Text { en: ", ", zh_cn: "、" }.in_lang(lang);
                items.iter().map(|item| visible_within(item, QUOTED)).collect::<Vec<_>>().join(comma)
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&'static Text> for Value {
    fn from(text: &'static Text) -> Self {
        Self::Words(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(items: Vec<String>) -> Self {
        Self::List(items)
    }
}

impl From<&io::Error> for Value {
    /// Why the system refused: in words of ours where the kind is common, else in those of the system.
    fn from(error: &io::Error) -> Self {
        let words = match error.kind() {
            io::ErrorKind::NotFound => &NOT_FOUND,
            io::ErrorKind::PermissionDenied => &NOT_PERMITTED,
            io::ErrorKind::IsADirectory => &A_FOLDER,
            io::ErrorKind::NotADirectory => &NOT_A_FOLDER,
            io::ErrorKind::StorageFull => &FULL,
            io::ErrorKind::ReadOnlyFilesystem => &READ_ONLY,
            _ => return Self::Plain(error.to_string()),
        };
        Self::Words(words)
    }
}

static STOPPED: Complaint = Complaint {
    what: Text { en: "Interrupted.", zh_cn: "已中断。" },
    form: Text { en: "Nothing was examined.", zh_cn: "没有进行任何检查。" },
};
static MEANT: Text = Text { en: "Did you mean {meant}?", zh_cn: "是不是想写 {meant}？" };
static MORE: Text = Text {
    en: "`smtp-doctor --help` shows every option.",
    zh_cn: "运行 smtp-doctor --help 可查看全部选项。",
};
static NOT_FOUND: Text = Text { en: "no such file or folder", zh_cn: "没有这个文件或目录" };
static NOT_PERMITTED: Text = Text { en: "permission is denied", zh_cn: "没有权限" };
static A_FOLDER: Text = Text { en: "it is a folder", zh_cn: "这是一个目录" };
static NOT_A_FOLDER: Text =
    Text { en: "a part of the path is not a folder", zh_cn: "路径中有一部分不是目录" };
static FULL: Text = Text { en: "the disk is full", zh_cn: "磁盘已满" };
static READ_ONLY: Text = Text { en: "the file system is read-only", zh_cn: "文件系统为只读" };

#[cfg(test)]
mod tests {
    use super::*;

    static WRONG: Complaint = Complaint {
        what: Text { en: "{name}: “{value}” is wrong.", zh_cn: "{name} 的值“{value}”不对。" },
        form: Text { en: "One.\nTwo {list}.", zh_cn: "一。\n二：{list}。" },
    };

    #[test]
    fn an_error_quotes_harmlessly_and_shows_the_form() {
        let error = Error::usage(&WRONG)
            .with("name", "--x")
            .with("value", "a\u{1b}[2J{name}")
            .with("list", vec!["A".to_owned(), "B".to_owned()]);
        assert_eq!(
            error.render(Lang::En),
            "smtp-doctor: --x: “a\\x1b[2J{name}” is wrong.\n  One.\n  Two A, B.\n  `smtp-doctor --help` shows every option.\n"
        );
        assert_eq!(
            error.render(Lang::ZhCn),
            "smtp-doctor：--x 的值“a\\x1b[2J{name}”不对。\n  一。\n  二：A、B。\n  运行 smtp-doctor --help 可查看全部选项。\n"
        );
    }

    #[test]
    fn a_long_value_is_cut() {
        let error = Error::internal(&WRONG).with("value", "x".repeat(500)).with("name", "--x");
        assert!(error.render(Lang::En).lines().next().unwrap().chars().count() < 180);
        assert!(!error.render(Lang::En).contains("--help"));
    }
}
