//! What was typed, and what the environment adds to it: words, not yet their meaning.
//!
//! It knows which options there are and refuses to know what their values mean; that is [`super::plan`]'s. There is no
//! `Debug` here on purpose: a word may be a password.

mod misread;
mod scan;

pub(crate) use scan::{COMMANDS, Command, mistyped};

use std::ffi::{OsStr, OsString};

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::env::Env;
use super::error::{Complaint, Error};
use super::option::{FORMAT, LANG, OPTIONS, Opt, Serves, Takes};
use crate::locale::{Lang, Text};

/// The parser's names for the words that are no options.
const WORDS: [&str; 4] = ["word 0", "word 1", "word 2", "word 3"];

/// The parser's name for the words of an error text.
const TEXT: &str = "text";

/// What the command line asks for.
pub(crate) enum Request {
    /// The help page of a command.
    Help(Command),
    /// The version.
    Version,
    /// A command to be run.
    Run(Command, Args),
}

/// The words and options of a command.
pub(crate) struct Args {
    words: Vec<String>,
    text: Vec<OsString>,
    given: Vec<Given>,
}

/// An option as it was given once.
#[derive(Clone)]
pub(crate) struct Given {
    opt: &'static Opt,
    value: OsString,
    origin: Origin,
}

/// Where an option was given. What is typed wins over what the environment says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Origin {
    /// On the command line.
    CommandLine,
    /// By an environment variable.
    Environment,
}

/// The language in which this command line is to be answered, whatever else is wrong with it.
pub(crate) fn lang(argv: &[OsString], env: &Env) -> Lang {
    let variable = env.variable(&LANG.variable()).and_then(OsStr::to_str);
    let asked = scan::value(argv, &LANG).or(variable);
    asked.and_then(Lang::from_tag).unwrap_or_else(|| env.lang())
}

/// Whether this command line is to be answered as a monitoring system reads it, whatever else is wrong with it.
pub(crate) fn is_for_monitoring(argv: &[OsString], env: &Env) -> bool {
    let variable = env.variable(&FORMAT.variable()).and_then(OsStr::to_str);
    let asked = scan::value(argv, &FORMAT).or(variable);
    asked.is_some_and(|name| name.trim().eq_ignore_ascii_case("nagios"))
}

/// Reads the command line.
pub(crate) fn parse(argv: &[OsString], env: &Env) -> Result<Request, Error> {
    let (command, words) = scan::command(argv);
    match parser(command).try_get_matches_from(&words) {
        Ok(matches) => Ok(Request::Run(command, Args::of(command, matches, env))),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => Ok(Request::Help(command)),
        Err(error) if error.kind() == ErrorKind::DisplayVersion => Ok(Request::Version),
        Err(error) => Err(misread::explain(&error, command, &words)),
    }
}

impl Args {
    fn of(command: Command, mut matches: ArgMatches, env: &Env) -> Self {
        let words =
            WORDS[..most_words(command)].iter().map_while(|place| matches.remove_one(place)).collect();
        let text = match command {
            Command::Explain => matches.remove_many(TEXT).into_iter().flatten().collect(),
            _ => Vec::new(),
        };
        let mut given = Vec::new();
        for opt in options(command) {
            let before = given.len();
            let given_as = |value: &OsStr, origin| Given { opt, value: value.to_os_string(), origin };
            match opt.takes {
                Takes::Nothing if matches.get_flag(opt.long) => {
                    given.push(given_as("1".as_ref(), Origin::CommandLine));
                }
                Takes::Count if matches.get_count(opt.long) > 0 => {
                    let count = matches.get_count(opt.long).to_string();
                    given.push(given_as(count.as_ref(), Origin::CommandLine));
                }
                Takes::Optional { .. } | Takes::Value(_) | Takes::Values(_) => {
                    let values = matches.get_many::<OsString>(opt.long).into_iter().flatten();
                    given.extend(values.map(|value| given_as(value, Origin::CommandLine)));
                }
                Takes::Nothing | Takes::Count | Takes::Help | Takes::Version => {}
            }
            let variable = env.variable(&opt.variable());
            if let Some(value) = variable.filter(|_| given.len() == before) {
                given.push(given_as(value, Origin::Environment));
            }
        }
        Self { words, text, given }
    }

    /// A command line made of words and options that were given elsewhere.
    pub(crate) fn made(words: Vec<String>, given: Vec<Given>) -> Self {
        Self { words, text: Vec::new(), given }
    }

    /// What was given, but for these options.
    pub(crate) fn but(&self, left: &[&Opt]) -> Vec<Given> {
        let is_left = |given: &&Given| left.iter().any(|opt| opt.long == given.opt.long);
        self.given.iter().filter(|given| !is_left(given)).cloned().collect()
    }

    /// The word at a place, counted from 0. An empty one counts as none: old scripts pass `""` for what they lack.
    pub(crate) fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(String::as_str).filter(|word| !word.is_empty())
    }

    /// The words of an error text, as bytes of the system: they need not be UTF-8.
    pub(crate) fn text(&self) -> &[OsString] {
        &self.text
    }

    /// An option that is given a value.
    pub(crate) fn one(&self, opt: &Opt) -> Option<&Given> {
        self.all(opt).last()
    }

    /// An option that may be given several times.
    pub(crate) fn all(&self, opt: &Opt) -> impl DoubleEndedIterator<Item = &Given> {
        self.given.iter().filter(move |given| given.opt.long == opt.long)
    }

    /// An option without a value, if it is on. In the environment `0`, `false`, `no` and `off` mean that it is not.
    pub(crate) fn on(&self, opt: &Opt) -> Result<Option<&Given>, Error> {
        let Some(given) = self.one(opt) else { return Ok(None) };
        match given.text()?.trim().to_ascii_lowercase().as_str() {
            "1" | "true" | "yes" | "on" => Ok(Some(given)),
            "0" | "false" | "no" | "off" | "" => Ok(None),
            _ => Err(Error::usage(&NOT_A_SWITCH).with("name", given.name()).with("value", given.text()?)),
        }
    }
}

impl Given {
    /// An option as if it were typed.
    pub(crate) fn typed(opt: &'static Opt, value: impl Into<OsString>) -> Self {
        Self { opt, value: value.into(), origin: Origin::CommandLine }
    }

    /// The value as text.
    pub(crate) fn text(&self) -> Result<&str, Error> {
        self.value.to_str().ok_or_else(|| Error::usage(&NOT_TEXT).with("name", self.name()))
    }

    /// The value as bytes of the system: a path.
    pub(crate) fn raw(&self) -> &OsStr {
        &self.value
    }

    /// Where it was given.
    pub(crate) fn origin(&self) -> Origin {
        self.origin
    }

    /// What the user calls it: the option, or the variable that stood for it.
    pub(crate) fn name(&self) -> String {
        match self.origin {
            Origin::CommandLine => format!("--{}", self.opt.long),
            Origin::Environment => self.opt.variable(),
        }
    }
}

/// The options that a command knows.
pub(crate) fn options(command: Command) -> impl Iterator<Item = &'static Opt> {
    let serves = move |opt: &&Opt| match opt.serves {
        Serves::Examination => command == Command::Examine,
        Serves::Explanation => command == Command::Explain,
        Serves::Observation => matches!(command, Command::Examine | Command::Replay | Command::Demo),
        Serves::Diagnosis => matches!(command, Command::Examine | Command::Replay),
        Serves::Many => matches!(command, Command::Examine | Command::Serve),
        Serves::Service => command == Command::Serve,
        Serves::Report => matches!(command, Command::Examine | Command::Replay | Command::Demo),
        Serves::Result => !matches!(command, Command::Serve | Command::Completions | Command::Man),
        Serves::Every => true,
    };
    OPTIONS.iter().copied().filter(serves)
}

fn parser(command: Command) -> clap::Command {
    clap::Command::new("smtp-doctor")
        .version(env!("CARGO_PKG_VERSION"))
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .args(
            WORDS[..most_words(command)]
                .iter()
                .map(|place| Arg::new(place).value_parser(value_parser!(String))),
        )
        .args(options(command).map(argument))
        .args((command == Command::Explain).then(|| {
            Arg::new(TEXT).num_args(0..).action(ArgAction::Append).value_parser(value_parser!(OsString))
        }))
}

fn most_words(command: Command) -> usize {
    match command {
        Command::Examine | Command::Providers => WORDS.len(),
        Command::Replay | Command::Demo | Command::Completions => 1,
        Command::Explain | Command::Serve | Command::Man => 0,
    }
}

fn argument(opt: &'static Opt) -> Arg {
    let arg = Arg::new(opt.long).long(opt.long);
    let arg = match opt.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    let value = value_parser!(OsString);
    match opt.takes {
        Takes::Nothing => arg.action(ArgAction::SetTrue),
        Takes::Count => arg.action(ArgAction::Count),
        Takes::Help => arg.action(ArgAction::Help),
        Takes::Version => arg.action(ArgAction::Version),
        Takes::Optional { bare, .. } => {
            arg.num_args(0..=1).require_equals(true).default_missing_value(bare).value_parser(value)
        }
        Takes::Value(_) => arg.allow_negative_numbers(true).value_parser(value),
        Takes::Values(_) => arg.action(ArgAction::Append).value_parser(value),
    }
}

static NOT_A_SWITCH: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is neither on nor off.",
        zh_cn: "{name} 的值“{value}”既不是开也不是关。",
    },
    form: Text { en: "Write 1 for on or 0 for off.", zh_cn: "1 表示开，0 表示关。" },
};
static NOT_TEXT: Complaint = Complaint {
    what: Text {
        en: "The value of {name} is not valid UTF-8.", zh_cn: "{name} 的值不是有效的 UTF-8。"
    },
    form: Text {
        en: "Type it again, or set the terminal to UTF-8.",
        zh_cn: "请重新输入，或把终端的编码设为 UTF-8。",
    },
};

#[cfg(test)]
mod tests;
