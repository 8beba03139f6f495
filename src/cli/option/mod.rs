//! The options: a plain list of what can be typed, with its help in every language.
//!
//! The parser, the environment and the help page are all made from this list, so an option that is not built is
//! nowhere, and one that is built is everywhere. What a value must look like is checked in [`super::plan`].

mod connection;
mod envelope;
mod extent;
mod known;
mod login;
mod many;
mod message;
mod output;

pub(crate) use connection::{
    AT, CA_FILE, COMPARE_WITH, DNS_SERVER, DNS_TRUST_ANCHOR, FETCH_ISSUERS, HELO, IPV4, IPV6, PIN, PROXY,
    RESOLVE, TLS,
};
pub(crate) use envelope::{DKIM_SELECTOR, FROM, TO};
pub(crate) use extent::{AUDIT, DEADLINE, ONLY, QUICK, RETRIES, TIMEOUT};
pub(crate) use known::nearest;
pub(crate) use login::{
    ALLOW_PLAINTEXT_AUTH, ASK_PASSWORD, AUTH, CERT, KEY, PASSWORD_COMMAND, PASSWORD_ENV, PASSWORD_FILE,
    PASSWORD_STDIN,
};
pub(crate) use many::{CONCURRENCY, CONFIG, LISTEN, PER_HOST, RESUME, SHARD, TARGETS};
pub(crate) use message::{ATTACH, BODY, EML, SEND, SUBJECT};
pub(crate) use output::{
    COLOR, CONFIG_FOR, FORMAT, HELP, LANG, OUTPUT, PLAIN, QUIET, RECORD, SCRUB, STRICT, TIMING, VERBOSE,
    VERSION,
};

use crate::locale::Text;

/// Every option, in the order of the help page.
pub(crate) static OPTIONS: &[&Opt] = &[
    &TLS,
    &HELO,
    &CA_FILE,
    &PIN,
    &FETCH_ISSUERS,
    &DNS_SERVER,
    &DNS_TRUST_ANCHOR,
    &RESOLVE,
    &PROXY,
    &COMPARE_WITH,
    &IPV4,
    &IPV6,
    &AT,
    &PASSWORD_STDIN,
    &PASSWORD_ENV,
    &PASSWORD_FILE,
    &PASSWORD_COMMAND,
    &ASK_PASSWORD,
    &AUTH,
    &CERT,
    &KEY,
    &ALLOW_PLAINTEXT_AUTH,
    &FROM,
    &DKIM_SELECTOR,
    &TO,
    &SEND,
    &SUBJECT,
    &BODY,
    &ATTACH,
    &EML,
    &TIMEOUT,
    &DEADLINE,
    &RETRIES,
    &ONLY,
    &QUICK,
    &AUDIT,
    &TARGETS,
    &CONCURRENCY,
    &PER_HOST,
    &RESUME,
    &SHARD,
    &LISTEN,
    &CONFIG,
    &FORMAT,
    &OUTPUT,
    &RECORD,
    &SCRUB,
    &CONFIG_FOR,
    &LANG,
    &COLOR,
    &PLAIN,
    &STRICT,
    &TIMING,
    &VERBOSE,
    &QUIET,
    &HELP,
    &VERSION,
];

/// An option.
pub(crate) struct Opt {
    /// Its name behind `--`.
    pub(crate) long: &'static str,
    /// Its letter behind `-`.
    pub(crate) short: Option<char>,
    /// What stands behind it.
    pub(crate) takes: Takes,
    /// Where it stands on the help page.
    pub(crate) heading: Heading,
    /// The commands that know it.
    pub(crate) serves: Serves,
    /// What it does.
    pub(crate) help: Text,
}

/// What stands behind an option.
pub(crate) enum Takes {
    /// Nothing: it is there or not.
    Nothing,
    /// Nothing: how often it is there counts.
    Count,
    /// `=VALUE`, or nothing, which means `bare`.
    Optional {
        /// What the help page calls the value.
        name: Text,
        /// What it means without one.
        bare: &'static str,
    },
    /// A value; the last one counts.
    Value(Text),
    /// A value each time it is given; all count.
    Values(Text),
    /// Nothing: the help page is shown and all is done.
    Help,
    /// Nothing: the version is shown and all is done.
    Version,
}

/// The groups on the help page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Heading {
    /// How the server is reached.
    Connection,
    /// Who logs in, and how.
    Login,
    /// Whether sender and recipients are accepted.
    Envelope,
    /// What is sent to them.
    Message,
    /// How far the examination goes, and how long.
    Extent,
    /// How many targets are dealt with.
    Many,
    /// What comes out.
    Output,
}

/// The commands that know an option.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Serves {
    /// The examination of a server only.
    Examination,
    /// The commands that show an examination: a new one, a recorded one, the demonstration.
    Observation,
    /// The explanation of an error text only.
    Explanation,
    /// The commands that tell of a real server: an examination and a recorded one.
    Diagnosis,
    /// The commands that deal with many targets: an examination and the service.
    Many,
    /// The service only.
    Service,
    /// The commands that end in a report: an examination, a recorded one, the demonstration.
    Report,
    /// The commands whose result has several forms: all but the service, the completions and the manual page.
    Result,
    /// Every command.
    Every,
}

impl Opt {
    /// The name of the environment variable that may stand for it.
    pub(crate) fn variable(&self) -> String {
        format!("SMTP_DOCTOR_{}", self.long.replace('-', "_").to_ascii_uppercase())
    }

    /// Whether a value of its own argument follows it on the command line.
    pub(crate) fn takes_next_word(&self) -> bool {
        matches!(self.takes, Takes::Value(_) | Takes::Values(_))
    }

    /// What the help page calls the value, if there can be one.
    pub(crate) fn value_name(&self) -> Option<&Text> {
        match &self.takes {
            Takes::Optional { name, .. } | Takes::Value(name) | Takes::Values(name) => Some(name),
            Takes::Nothing | Takes::Count | Takes::Help | Takes::Version => None,
        }
    }
}

/// The option with a name, without its hyphens.
pub(crate) fn by_long(long: &str) -> Option<&'static Opt> {
    OPTIONS.iter().copied().find(|opt| opt.long == long)
}

/// The option with a letter.
pub(crate) fn by_short(short: char) -> Option<&'static Opt> {
    OPTIONS.iter().copied().find(|opt| opt.short == Some(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_unique() {
        for (at, opt) in OPTIONS.iter().enumerate() {
            for other in &OPTIONS[..at] {
                assert_ne!(opt.long, other.long);
                assert!(opt.short.is_none() || opt.short != other.short, "-{:?}", opt.short);
            }
        }
    }

    #[test]
    fn options_of_a_group_stand_together() {
        let mut headings: Vec<Heading> = OPTIONS.iter().map(|opt| opt.heading).collect();
        headings.dedup();
        let order = [
            Heading::Connection,
            Heading::Login,
            Heading::Envelope,
            Heading::Message,
            Heading::Extent,
            Heading::Many,
            Heading::Output,
        ];
        assert_eq!(headings, order);
    }

    #[test]
    fn help_is_a_phrase_without_a_full_stop() {
        for opt in OPTIONS {
            assert!(!opt.help.en.ends_with('.') && !opt.help.zh_cn.ends_with('。'), "--{}", opt.long);
            assert!(!opt.help.en.is_empty() && !opt.help.zh_cn.is_empty(), "--{}", opt.long);
        }
    }

    #[test]
    fn the_variable_of_an_option() {
        assert_eq!(DNS_SERVER.variable(), "SMTP_DOCTOR_DNS_SERVER");
    }
}
