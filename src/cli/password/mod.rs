//! The ways to give a password: exactly one of them, and none that has to be seen by others.
//!
//! Choosing a way touches nothing; [`Way::obtain`] then reads, runs or asks. No message quotes what was read.

mod command;
mod prompt;
mod read;

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::args::{Args, Given, Origin};
use super::env::{Env, Stream};
use super::error::{Complaint, Error};
use super::option;
use crate::locale::{Lang, Text};
use crate::secret::{Secret, SecretFault};

/// The place of the password among the words, counted from 0.
const PASSWORD_WORD: usize = 2;

/// The most bytes of a password.
const MOST: usize = 4096;

/// A way to give a password.
pub(crate) enum Way {
    /// As the third word.
    Word(Zeroizing<String>),
    /// In the URL.
    Url(Zeroizing<String>),
    /// By standard input.
    Stdin,
    /// In an environment variable.
    Variable(String),
    /// In a file.
    File(PathBuf),
    /// By a program.
    Command(String),
    /// On the terminal.
    Prompt,
    /// Not at all: the client certificate stands in its place.
    Certificate,
}

/// For whom a password is.
pub(crate) struct Whose<'a> {
    /// The user.
    pub(crate) user: &'a str,
    /// The server, with its port where one was given.
    pub(crate) server: &'a str,
    /// The language to ask in.
    pub(crate) lang: Lang,
}

/// The way that was chosen, and whether by the command line. More than one is an error.
pub(crate) fn choose(args: &Args, url: Option<String>) -> Result<Option<(Way, Origin)>, Error> {
    let mut typed: Vec<Way> = Vec::new();
    typed.extend(args.word(PASSWORD_WORD).map(|word| Way::Word(Zeroizing::new(word.to_owned()))));
    typed.extend(url.map(|password| Way::Url(Zeroizing::new(password))));
    let mut named: Vec<Way> = Vec::new();
    let mut add = |given: Option<&Given>, way: Way| match given.map(Given::origin) {
        Some(Origin::CommandLine) => typed.push(way),
        Some(Origin::Environment) => named.push(way),
        None => {}
    };
    add(args.on(&option::PASSWORD_STDIN)?, Way::Stdin);
    if let Some(given) = args.one(&option::PASSWORD_ENV) {
        add(Some(given), Way::Variable(given.text()?.to_owned()));
    }
    if let Some(given) = args.one(&option::PASSWORD_FILE) {
        add(Some(given), Way::File(given.raw().into()));
    }
    if let Some(given) = args.one(&option::PASSWORD_COMMAND) {
        add(Some(given), Way::Command(given.text()?.to_owned()));
    }
    add(args.on(&option::ASK_PASSWORD)?, Way::Prompt);
    // What is typed wins over what the environment says.
    let (ways, origin) =
        if typed.is_empty() { (named, Origin::Environment) } else { (typed, Origin::CommandLine) };
    if ways.len() > 1 {
        let listed: Vec<String> = ways.iter().map(|way| way.name().to_owned()).collect();
        return Err(Error::usage(&TWO_WAYS).with("ways", listed));
    }
    Ok(ways.into_iter().next().map(|way| (way, origin)))
}

impl Way {
    /// What the user calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Word(_) => "PASSWORD",
            Self::Url(_) => "URL",
            Self::Stdin => "--password-stdin",
            Self::Variable(_) => "--password-env",
            Self::File(_) => "--password-file",
            Self::Command(_) => "--password-command",
            Self::Prompt => "--ask-password",
            Self::Certificate => "--cert",
        }
    }

    /// Whether others can see the password in the process list.
    pub(crate) fn is_seen(&self) -> bool {
        matches!(self, Self::Word(_) | Self::Url(_))
    }

    /// Whether it is read from standard input.
    pub(crate) fn reads_stdin(&self) -> bool {
        matches!(self, Self::Stdin)
    }

    /// The password.
    pub(crate) fn obtain(self, whose: &Whose<'_>, env: &Env) -> Result<Secret, Error> {
        let name = self.name();
        let is_needed = !matches!(self, Self::Certificate);
        let password = match self {
            Self::Word(password) | Self::Url(password) => password,
            Self::Stdin if env.stdin() == Stream::Terminal => return Err(Error::usage(&STDIN_IS_TERMINAL)),
            Self::Stdin => read::stdin()?,
            Self::Variable(variable) => read::variable(&variable, env)?,
            Self::File(path) => read::file(&path)?,
            Self::Command(command) => command::run(&command)?,
            Self::Prompt => prompt::ask(whose, env)?,
            Self::Certificate => Zeroizing::default(),
        };
        if password.is_empty() && is_needed {
            return Err(Error::usage(&EMPTY).with("way", name));
        }
        // `Secret` takes a plain string over and wipes it; the copy here is wiped too.
        Secret::new(password.to_string()).map_err(|fault| {
            let complaint = match fault {
                SecretFault::LineBreak => &LINE_BREAK,
                SecretFault::Nul => &NUL,
            };
            Error::usage(complaint).with("way", name)
        })
    }
}

/// What was read as a password: one line, whose end is cut off.
fn line(mut bytes: Zeroizing<Vec<u8>>, way: &'static str) -> Result<Zeroizing<String>, Error> {
    if bytes.len() > MOST {
        return Err(Error::usage(&TOO_LONG).with("way", way));
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
    if bytes.contains(&b'\n') {
        return Err(Error::usage(&TWO_LINES).with("way", way));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(Error::usage(&NOT_UTF8).with("way", way)),
    }
}

static TWO_WAYS: Complaint = Complaint {
    what: Text {
        en: "The password is given in several ways: {ways}.",
        zh_cn: "密码以多种方式给出：{ways}。",
    },
    form: Text { en: "Choose one of them.", zh_cn: "请只用其中一种。" },
};
static STDIN_IS_TERMINAL: Complaint = Complaint {
    what: Text {
        en: "--password-stdin: standard input is the terminal, which would show the password.",
        zh_cn: "--password-stdin：标准输入是终端，密码会显示出来。",
    },
    form: Text {
        en: "On the terminal use --ask-password; or write: PROGRAM | smtp-doctor … --password-stdin",
        zh_cn: "在终端上请用 --ask-password；或者写成：程序 | smtp-doctor … --password-stdin",
    },
};
static EMPTY: Complaint = Complaint {
    what: Text { en: "{way} gives an empty password.", zh_cn: "{way} 给出的密码是空的。" },
    form: Text { en: "Check where the password comes from.", zh_cn: "请检查密码的来源。" },
};
static TOO_LONG: Complaint = Complaint {
    what: Text {
        en: "{way} gives more than 4096 bytes.", zh_cn: "{way} 给出的内容超过 4096 字节。"
    },
    form: Text {
        en: "Give the password alone, in a single line.", zh_cn: "请只给出密码本身，只占一行。"
    },
};
static TWO_LINES: Complaint = Complaint {
    what: Text { en: "{way} gives more than one line.", zh_cn: "{way} 给出的内容不止一行。" },
    form: Text {
        en: "Give the password alone, in a single line.", zh_cn: "请只给出密码本身，只占一行。"
    },
};
static NOT_UTF8: Complaint = Complaint {
    what: Text {
        en: "What {way} gives is not valid UTF-8.", zh_cn: "{way} 给出的内容不是有效的 UTF-8。"
    },
    form: Text { en: "Save the password as UTF-8.", zh_cn: "请把密码保存为 UTF-8。" },
};
static LINE_BREAK: Complaint = Complaint {
    what: Text {
        en: "The password that {way} gives holds a line break.",
        zh_cn: "{way} 给出的密码中有换行符。",
    },
    form: Text {
        en: "Remove it: no SMTP server accepts one, and often it was copied along.",
        zh_cn: "请去掉它：SMTP 服务器都不接受换行符，多半是复制时带上的。",
    },
};
static NUL: Complaint = Complaint {
    what: Text {
        en: "The password that {way} gives holds a NUL.",
        zh_cn: "{way} 给出的密码中有空字符（NUL）。",
    },
    form: Text {
        en: "If it comes from a file, save that as UTF-8, not as UTF-16.",
        zh_cn: "如果密码来自文件，请把文件保存为 UTF-8，不要用 UTF-16。",
    },
};

#[cfg(test)]
mod tests;
