//! A first look at the words on the command line: which is an option, which belongs to one, which stands alone.
//!
//! It is needed before the parser runs: the language of its complaints may itself be an option, a word such as `demo`
//! is a command only where no other word came before, and a word that may be a password must not be quoted.

use std::ffi::{OsStr, OsString};

use crate::cli::option::{self, Opt, Takes};

/// The command that is to be run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Command {
    /// The examination of a server.
    Examine,
    /// A recorded examination, diagnosed again.
    Replay,
    /// An examination of a made-up server.
    Demo,
    /// An error text, a code or a log, explained.
    Explain,
    /// What is known of the providers.
    Providers,
    /// The service for monitoring.
    Serve,
    /// A script for a shell that completes what is typed.
    Completions,
    /// The manual page.
    Man,
}

/// The commands by their names, in the order of the help page. What has no name is an examination.
pub(crate) const COMMANDS: [(&str, Command); 7] = [
    ("replay", Command::Replay),
    ("demo", Command::Demo),
    ("explain", Command::Explain),
    ("providers", Command::Providers),
    ("serve", Command::Serve),
    ("completions", Command::Completions),
    ("man", Command::Man),
];

/// The word that asks for a help page, as other programs take it.
const HELP: &str = "help";

/// The shortest word that is taken for a command with a slip in it: shorter ones are hosts.
const SHORTEST: usize = 4;

/// The command that may have been meant by a word that stands in the place of a host.
pub(crate) fn mistyped(word: &str) -> Option<&'static str> {
    let is_bare = word.chars().count() >= SHORTEST && word.chars().all(|c| c.is_ascii_alphabetic());
    let names = COMMANDS.iter().map(|(name, _)| *name).filter(|name| name.len() >= SHORTEST);
    option::nearest(word, names).filter(|_| is_bare)
}

/// A word, or an option with its value.
enum Token<'a> {
    /// A word that stands alone, with its place.
    Word(usize),
    /// An option and, where it was given one, its value.
    Known(&'static Opt, Option<&'a str>),
    /// What looks like an option and is none.
    Unknown,
}

/// The command, and the words without the one that names it.
pub(crate) fn command(argv: &[OsString]) -> (Command, Vec<OsString>) {
    let first = tokens(argv).into_iter().find_map(|token| match token {
        Token::Word(at) => Some(at),
        _ => None,
    });
    let called = |word: &OsString| {
        COMMANDS.iter().find(|(name, _)| word.to_str() == Some(name)).map(|(_, command)| *command)
    };
    if let Some(at) = first.filter(|at| argv[*at] == HELP) {
        let about = argv.get(at + 1).and_then(called).unwrap_or(Command::Examine);
        let mut rest = argv[..at].to_vec();
        rest.push("--help".into());
        return (about, rest);
    }
    let named = first.and_then(|at| Some((called(&argv[at])?, at)));
    let mut rest = argv.to_vec();
    let Some((command, at)) = named else { return (Command::Examine, rest) };
    rest.remove(at);
    if command == Command::Explain {
        rest[at..].iter_mut().for_each(quote);
    }
    (command, rest)
}

/// Keeps an error text that begins with a hyphen from being read as an option: no option has a space in its name.
fn quote(word: &mut OsString) {
    let text = word.as_encoded_bytes();
    let name = text.split(|b| matches!(b, b'=' | b'\n')).next().unwrap_or_default();
    if text.starts_with(b"-") && name.iter().any(|b| matches!(b, b' ' | b'\t')) {
        let mut quoted = OsString::from(" ");
        quoted.push(&*word);
        *word = quoted;
    }
}

/// The last value that an option is given.
pub(crate) fn value<'a>(argv: &'a [OsString], wanted: &Opt) -> Option<&'a str> {
    tokens(argv).into_iter().rev().find_map(|token| match token {
        Token::Known(opt, value) if opt.long == wanted.long => value,
        _ => None,
    })
}

/// How many words stand before the first unknown option.
pub(crate) fn words_before_unknown(argv: &[OsString]) -> usize {
    let before = tokens(argv).into_iter().take_while(|token| !matches!(token, Token::Unknown));
    before.filter(|token| matches!(token, Token::Word(_))).count()
}

fn tokens(argv: &[OsString]) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < argv.len() {
        let text = argv[at].to_str().unwrap_or_default();
        if text == "--" {
            // A word after it is never a command: `smtp-doctor -- demo` examines a host named demo.
            tokens.push(Token::Unknown);
            break;
        }
        if let Some(long) = text.strip_prefix("--") {
            let (name, value) =
                long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            match option::by_long(name) {
                Some(opt) if value.is_none() && opt.takes_next_word() => {
                    let value = argv.get(at + 1).filter(|next| !is_option(next));
                    at += usize::from(value.is_some());
                    tokens.push(Token::Known(opt, value.and_then(|value| value.to_str())));
                }
                Some(opt) => tokens.push(Token::Known(opt, value)),
                None => tokens.push(Token::Unknown),
            }
        } else if let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            tokens.extend(letters.chars().map(|letter| match option::by_short(letter) {
                Some(opt) if !matches!(opt.takes, Takes::Value(_) | Takes::Values(_)) => {
                    Token::Known(opt, None)
                }
                _ => Token::Unknown,
            }));
        } else {
            tokens.push(Token::Word(at));
        }
        at += 1;
    }
    tokens
}

/// Whether a word behind an option that wants a value is an option itself, as the parser sees it.
fn is_option(word: &OsStr) -> bool {
    let text = word.to_str().unwrap_or_default();
    text.len() > 1 && text.starts_with('-') && text.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::option::LANG;

    fn argv(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    #[test]
    fn a_command_is_the_first_word_only() {
        let found = |line: &str| command(&argv(line)).0;
        assert_eq!(found("demo"), Command::Demo);
        assert_eq!(found("providers qq"), Command::Providers);
        assert_eq!(found("--lang en -q replay x.json"), Command::Replay);
        assert_eq!(found("--lang=en demo auth/x"), Command::Demo);
        assert_eq!(found("--helo demo host"), Command::Examine);
        assert_eq!(found("host demo demo"), Command::Examine);
        assert_eq!(found("--tls demo"), Command::Demo);
        assert_eq!(found("explain 535 --format json"), Command::Explain);
        assert_eq!(found("completions zsh"), Command::Completions);
        assert_eq!(found("--lang zh-CN man"), Command::Man);
        assert_eq!(
            command(&argv("--lang zh-CN help explain")),
            (Command::Explain, argv("--lang zh-CN --help"))
        );
        assert_eq!(found("-- demo"), Command::Examine);
        assert_eq!(command(&argv("-q demo x")).1, argv("-q x"));
    }

    #[test]
    fn a_command_with_a_slip_in_it_is_seen_and_a_host_is_not() {
        for (typed, meant) in [("explian", "explain"), ("reply", "replay"), ("completion", "completions")] {
            assert_eq!(mistyped(typed), Some(meant));
        }
        for host in ["mail", "smtp", "localhost", "mx", "demo.test", "demos:25", "web", "relay1"] {
            assert_eq!(mistyped(host), None, "{host}");
        }
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        assert_eq!(value(&argv("host --bogus --lang zh-CN --help"), &LANG), Some("zh-CN"));
        assert_eq!(value(&argv("host --lang=en --lang=zh"), &LANG), Some("zh"));
        assert_eq!(value(&argv("host --lang"), &LANG), None);
        assert_eq!(value(&argv("host --timeout --lang zh-CN"), &LANG), Some("zh-CN"));
        assert_eq!(value(&argv("host --record - --retries -1 --lang zh-CN"), &LANG), Some("zh-CN"));
        assert_eq!(value(&argv("host --lang --timeout --lang=zh-CN"), &LANG), Some("zh-CN"));
    }

    #[test]
    fn words_before_an_unknown_option_are_counted() {
        assert_eq!(words_before_unknown(&argv("host user -secret")), 2);
        assert_eq!(words_before_unknown(&argv("host --timeout 3 --bogus")), 1);
    }
}
