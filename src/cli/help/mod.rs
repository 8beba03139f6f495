//! The help page, made from the list of options.

mod explain;
mod layout;
mod manual;
mod text;

use crate::cli::args::{self, Command, options};
use crate::cli::option::{COLOR, HELP, Heading, LANG, OPTIONS, Opt, PLAIN, QUIET, Takes};
use crate::locale::{Lang, Text};
use layout::{Row, table};
use text::{
    COMMANDS, CONNECTION, ENVELOPE, ENVIRONMENT, ENVIRONMENT_LINES, EXAMPLE_LINES, EXAMPLES, EXTENT, LOGIN,
    MANY, MESSAGE, OUTPUT, STATUS, STATUS_ROWS, USAGE, USAGE_LINES, WORD_ROWS, WORDS,
};

/// The page is no wider than this, however wide the terminal is.
const WIDEST: usize = 100;
/// The width where nobody says how wide the terminal is.
const USUAL: usize = 80;

pub(crate) use manual::manual;
pub(crate) use text::{ABOUT, COMMAND_ROWS};

/// The groups of options, in their order.
const HEADINGS: [Heading; 7] = [
    Heading::Connection,
    Heading::Login,
    Heading::Envelope,
    Heading::Message,
    Heading::Extent,
    Heading::Many,
    Heading::Output,
];

/// The help page of a command; those without one of their own share the main page.
pub(crate) fn page(command: Command, lang: Lang, columns: Option<usize>) -> String {
    let width = columns.unwrap_or(USUAL).min(WIDEST);
    match command {
        Command::Explain => explain::page(lang, width),
        Command::Examine => main_page(lang, width),
        Command::Replay
        | Command::Demo
        | Command::Providers
        | Command::Serve
        | Command::Completions
        | Command::Man => command_page(command, lang, width),
    }
}

fn main_page(lang: Lang, width: usize) -> String {
    let mut page = format!("smtp-doctor {}\n", env!("CARGO_PKG_VERSION"));
    about(&mut page, &ABOUT, width, lang);
    let texts =
        |rows: &[(Text, Text)]| rows.iter().map(|(name, help)| Row::of(name, help, lang)).collect::<Vec<_>>();
    section(&mut page, &USAGE, &USAGE_LINES, lang);
    rows(&mut page, &WORDS, &texts(WORD_ROWS), width, lang);
    for heading in HEADINGS {
        let options = OPTIONS.iter().filter(|opt| opt.heading == heading);
        rows(
            &mut page,
            title(heading),
            &options.map(|opt| option_row(opt, lang)).collect::<Vec<_>>(),
            width,
            lang,
        );
    }
    rows(&mut page, &COMMANDS, &texts(COMMAND_ROWS), width, lang);
    open(&mut page, &ENVIRONMENT, lang);
    for line in layout::wrap(ENVIRONMENT_LINES.in_lang(lang), width.saturating_sub(2)) {
        page.extend(["  ", &line, "\n"]);
    }
    rows(&mut page, &STATUS, &texts(STATUS_ROWS), width, lang);
    section(&mut page, &EXAMPLES, &EXAMPLE_LINES, lang);
    page
}

/// What it is for.
fn about(page: &mut String, about: &Text, width: usize, lang: Lang) {
    for line in layout::wrap(about.in_lang(lang), width) {
        page.extend([&line, "\n"]);
    }
}

/// The page of a command that has nothing to say beside its purpose and its options.
fn command_page(command: Command, lang: Lang, width: usize) -> String {
    let known = args::COMMANDS.iter().zip(COMMAND_ROWS).find(|((_, known), _)| *known == command);
    let Some(((name, _), (_, about))) = known else { return main_page(lang, width) };
    let mut page = format!("smtp-doctor {name}\n");
    self::about(&mut page, about, width, lang);
    let usage = USAGE_LINES.in_lang(lang).lines().find(|line| line.split(' ').nth(1) == Some(name));
    open(&mut page, &USAGE, lang);
    page.extend(["  ", usage.unwrap_or_default(), "\n"]);
    // The others are understood, for the environment may name them, and change nothing.
    let matters = |opt: &&Opt| match command {
        Command::Completions | Command::Man => [LANG.long, HELP.long].contains(&opt.long),
        // Its results have the forms of their readers.
        Command::Serve => ![COLOR.long, PLAIN.long, QUIET.long].contains(&opt.long),
        _ => true,
    };
    let known: Vec<&Opt> = options(command).filter(matters).collect();
    for heading in HEADINGS {
        let of_heading: Vec<Row> =
            known.iter().filter(|opt| opt.heading == heading).map(|opt| option_row(opt, lang)).collect();
        if !of_heading.is_empty() {
            rows(&mut page, title(heading), &of_heading, width, lang);
        }
    }
    let examples: Vec<&str> = EXAMPLE_LINES
        .in_lang(lang)
        .lines()
        .filter(|line| line.contains(&format!("smtp-doctor {name}")))
        .collect();
    if !examples.is_empty() {
        open(&mut page, &EXAMPLES, lang);
        for line in examples {
            page.extend(["  ", line, "\n"]);
        }
    }
    page
}

fn section(page: &mut String, title: &Text, lines: &Text, lang: Lang) {
    open(page, title, lang);
    for line in lines.in_lang(lang).lines() {
        let indent = if line.is_empty() { "" } else { "  " };
        page.extend([indent, line, "\n"]);
    }
}

fn rows(page: &mut String, title: &Text, rows: &[Row], width: usize, lang: Lang) {
    open(page, title, lang);
    page.push_str(&table(rows, width));
}

fn open(page: &mut String, title: &Text, lang: Lang) {
    page.push('\n');
    page.push_str(title.in_lang(lang));
    page.push_str(Text { en: ":\n", zh_cn: "：\n" }.in_lang(lang));
}

fn option_row(opt: &Opt, lang: Lang) -> Row {
    let letter = opt.short.map_or_else(|| "    ".to_owned(), |letter| format!("-{letter}, "));
    let value = opt.value_name().map(|name| name.in_lang(lang)).unwrap_or_default();
    let value = match opt.takes {
        Takes::Optional { .. } => format!("[={value}]"),
        _ if value.is_empty() => String::new(),
        _ => format!(" {value}"),
    };
    Row { name: format!("{letter}--{}{value}", opt.long), help: opt.help.in_lang(lang).to_owned() }
}

fn title(heading: Heading) -> &'static Text {
    match heading {
        Heading::Connection => &CONNECTION,
        Heading::Login => &LOGIN,
        Heading::Envelope => &ENVELOPE,
        Heading::Message => &MESSAGE,
        Heading::Extent => &EXTENT,
        Heading::Many => &MANY,
        Heading::Output => &OUTPUT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_folded_on_a_narrow_terminal() {
        use unicode_width::UnicodeWidthStr as _;
        for lang in Lang::ALL {
            for command in [Command::Examine, Command::Explain, Command::Serve] {
                let page = page(command, lang, Some(60));
                // Usage and examples are to be copied; an address in the help of --proxy cannot be folded.
                let sentences =
                    page.lines().filter(|line| !line.contains("smtp-doctor ") && !line.contains("://"));
                for line in sentences.filter(|line| !line.trim_start().starts_with('#')) {
                    assert!(line.width() <= 60, "{line}");
                }
            }
        }
    }

    #[test]
    fn every_option_is_on_the_page_once() {
        for lang in Lang::ALL {
            let page = page(Command::Examine, lang, None);
            for opt in OPTIONS {
                let name = format!("--{}", opt.long);
                // The names of the options, and nothing else, start in the seventh column.
                let found = page.lines().filter(|line| {
                    let rest = line.get(6..).and_then(|rest| rest.strip_prefix(&name));
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '[']))
                });
                assert_eq!(found.count(), 1, "{name}\n{page}");
            }
        }
    }

    #[test]
    fn the_page_of_a_command_has_its_options_and_no_other() {
        for lang in Lang::ALL {
            for (name, command) in args::COMMANDS {
                let page = page(command, lang, None);
                assert!(page.starts_with(&format!("smtp-doctor {name}\n")), "{page}");
                assert!(page.contains("--lang"), "{page}");
            }
            let demo = page(Command::Demo, lang, None);
            assert!(demo.contains("--record") && !demo.contains("--timeout"), "{demo}");
            assert!(demo.contains("smtp-doctor demo auth/bad-credentials"), "{demo}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        use unicode_width::UnicodeWidthStr as _;
        for lang in Lang::ALL {
            for (columns, width) in [(None, USUAL), (Some(400), WIDEST)] {
                let commands = args::COMMANDS.map(|(_, command)| command);
                for command in commands.into_iter().chain([Command::Examine]) {
                    for line in page(command, lang, columns).lines() {
                        assert!(line.width() <= width, "{line}");
                    }
                }
            }
        }
    }
}
