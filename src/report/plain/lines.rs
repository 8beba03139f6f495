//! Lines for a voice: a word in place of a mark, one fact after the other, no columns.
//!
//! No line begins with what came from outside: a word of ours stands before it.

use crate::locale::{self, COLON, Lang, Text};

/// How a thing came out, in a word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::report) enum Word {
    /// All is well.
    Ok,
    /// It failed.
    Failed,
    /// It wants attention.
    Warning,
    /// It was not done, or nothing is known of it.
    NotRun,
    /// It is worth knowing.
    Note,
}

impl Word {
    fn in_lang(self, lang: Lang) -> &'static str {
        let text = match self {
            Self::Ok => Text { en: "ok", zh_cn: "正常" },
            Self::Failed => Text { en: "failed", zh_cn: "失败" },
            Self::Warning => Text { en: "warning", zh_cn: "警告" },
            Self::NotRun => Text { en: "not run", zh_cn: "未运行" },
            Self::Note => Text { en: "note", zh_cn: "注" },
        };
        text.in_lang(lang)
    }
}

/// A page under way.
#[derive(Debug)]
pub(in crate::report) struct Lines {
    /// Its language.
    pub(in crate::report) lang: Lang,
    out: String,
}

impl Lines {
    /// An empty page.
    pub(in crate::report) fn new(lang: Lang) -> Self {
        Self { lang, out: String::new() }
    }

    /// The page.
    pub(in crate::report) fn finish(self) -> String {
        self.out
    }

    /// Words of ours, or what a user will copy: as it is.
    pub(in crate::report) fn verbatim(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// A sentence.
    pub(in crate::report) fn say(&mut self, text: &str) {
        let text = self.spoken(text);
        self.verbatim(&text);
    }

    /// A heading, with an empty line before it.
    pub(in crate::report) fn heading(&mut self, text: &str) {
        self.gap();
        let colon = COLON.in_lang(self.lang).trim_end();
        self.verbatim(&format!("{text}{colon}"));
    }

    /// What something is called, and what it is.
    pub(in crate::report) fn pair(&mut self, name: &str, text: &str) {
        let line = locale::named(self.lang, name, self.spoken(text));
        self.verbatim(&line);
    }

    /// How something came out.
    pub(in crate::report) fn marked(&mut self, word: Word, text: &str) {
        self.pair(word.in_lang(self.lang), text);
    }

    /// How something with a name came out.
    pub(in crate::report) fn named(&mut self, word: Word, name: &str, text: &str) {
        let name = format!("{} {name}", word.in_lang(self.lang));
        self.pair(&name, text);
    }

    /// An empty line, unless one stands there.
    pub(in crate::report) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Several facts as one.
    pub(in crate::report) fn facts(&self, facts: &[String]) -> String {
        let facts = facts.iter().filter(|fact| !fact.is_empty()).map(String::as_str);
        facts.collect::<Vec<_>>().join(self.between())
    }

    /// A word in parentheses behind a text; the text alone where there is none.
    pub(in crate::report) fn aside(&self, text: &str, aside: &str) -> String {
        if aside.is_empty() { text.to_owned() } else { locale::aside(self.lang, text, aside) }
    }

    fn spoken(&self, text: &str) -> String {
        spoken(text, self.lang)
    }

    fn between(&self) -> &'static str {
        BETWEEN.in_lang(self.lang)
    }
}

/// A text without the signs that stand between facts: a voice names each of them.
pub(crate) fn spoken(text: &str, lang: Lang) -> String {
    let until = Text { en: " to ", zh_cn: " 至 " }.in_lang(lang);
    text.replace(" · ", BETWEEN.in_lang(lang)).replace(" – ", until)
}

const BETWEEN: Text = Text { en: "; ", zh_cn: "；" };
