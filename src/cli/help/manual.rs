//! The manual page, in the language of man pages (man(7)), from the same sentences as the help page.

use unicode_width::UnicodeWidthChar as _;

use super::layout::pieces;
use super::text::{
    ABOUT, COMMAND_ROWS, COMMANDS, ENVIRONMENT, ENVIRONMENT_LINES, EXAMPLE_LINES, EXAMPLES, STATUS,
    STATUS_ROWS, USAGE, USAGE_LINES, WORD_ROWS, WORDS,
};
use super::{HEADINGS, option_row, title};
use crate::cli::option::OPTIONS;
use crate::locale::{Lang, Text};

/// The page.
pub(crate) fn manual(lang: Lang) -> String {
    let mut page = Page { lang, out: String::new() };
    page.out.push_str(&format!(
        ".TH SMTP-DOCTOR 1 \"\" \"smtp-doctor {}\" \"{}\"\n",
        env!("CARGO_PKG_VERSION"),
        page.text(USER_COMMANDS.in_lang(lang))
    ));
    // Lines that end ragged and words that are never divided: commands stay what they are.
    page.out.push_str(".nh\n.ad l\n");
    page.section(&NAME);
    page.line(&format!("smtp-doctor \\- {}", page.text(ABOUT.in_lang(lang).trim_end_matches(['.', '。']))));
    page.section(&USAGE);
    page.as_it_is(USAGE_LINES.in_lang(lang));
    page.section(&WORDS);
    page.rows(WORD_ROWS.iter().map(|(name, help)| (name.in_lang(lang).to_owned(), *help)));
    page.section(&OPTIONS_HEAD);
    for heading in HEADINGS {
        page.out.push_str(&format!(".SS \"{}\"\n", page.text(title(heading).in_lang(lang))));
        let options = OPTIONS.iter().filter(|opt| opt.heading == heading);
        page.rows(options.map(|opt| (option_row(opt, lang).name.trim_start().to_owned(), opt.help)));
    }
    page.section(&COMMANDS);
    page.rows(COMMAND_ROWS.iter().map(|(name, help)| (name.in_lang(lang).to_owned(), *help)));
    page.section(&ENVIRONMENT);
    let paragraph = ENVIRONMENT_LINES.in_lang(lang);
    page.line(&page.text(paragraph));
    page.section(&STATUS);
    page.rows(STATUS_ROWS.iter().map(|(name, help)| (name.in_lang(lang).to_owned(), *help)));
    page.section(&EXAMPLES);
    page.as_it_is(EXAMPLE_LINES.in_lang(lang));
    page.out
}

/// A page under way.
struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn section(&mut self, title: &Text) {
        let title = title.in_lang(self.lang).to_uppercase();
        self.line(&format!(".SH \"{}\"", escaped(&title)));
    }

    /// Names in bold, and what they mean.
    fn rows(&mut self, rows: impl Iterator<Item = (String, Text)>) {
        for (name, help) in rows {
            let help = self.text(help.in_lang(self.lang));
            self.line(&format!(".TP\n\\fB{}\\fR\n{help}", escaped(&name)));
        }
    }

    /// Lines that are not filled.
    fn as_it_is(&mut self, lines: &str) {
        self.line(".nf");
        for line in lines.lines() {
            self.line(&if line.is_empty() { ".sp".to_owned() } else { escaped(line) });
        }
        self.line(".fi");
    }

    /// A text that may be broken beside Chinese characters, which no formatter knows by itself.
    fn text(&self, text: &str) -> String {
        match self.lang {
            Lang::En => escaped(text),
            Lang::ZhCn => {
                let wide = |c: char| c.width() == Some(2);
                let mut out = String::new();
                for piece in pieces(text) {
                    let beside_wide = out.chars().next_back().is_some_and(wide) || piece.starts_with(wide);
                    out.push_str(if beside_wide && !out.is_empty() { "\\:" } else { "" });
                    out.push_str(&escaped(piece));
                }
                out
            }
        }
    }
}

/// A text of which nothing is taken for a request, and whose signs stay those of a keyboard.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with(['.', '\'']) {
        out.push_str("\\&");
    }
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '"' => out.push_str("\\(dq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            c => out.push(c),
        }
    }
    out
}

static USER_COMMANDS: Text = Text { en: "User Commands", zh_cn: "用户命令" };
static NAME: Text = Text { en: "Name", zh_cn: "名称" };
static OPTIONS_HEAD: Text = Text { en: "Options", zh_cn: "选项" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_request() {
        assert_eq!(escaped(".x 'y' \"z\" a\\b -c"), "\\&.x \\(aqy\\(aq \\(dqz\\(dq a\\eb \\-c");
    }

    #[test]
    fn every_option_has_its_paragraph() {
        for lang in Lang::ALL {
            let page = manual(lang);
            for opt in OPTIONS {
                let name = escaped(&format!("--{}", opt.long));
                assert!(page.lines().any(|line| line.starts_with("\\fB") && line.contains(&name)), "{name}");
            }
        }
    }
}
