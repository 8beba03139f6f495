//! One target of the list, from its entry to its line of the result.

use std::ffi::OsString;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;

use super::entry::Entry;
use super::net::{Machine, Seat};
use crate::cli::args::{Args, Given};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::option::{self, Opt};
use crate::cli::plan;
use crate::diagnose::{Verdict, diagnose};
use crate::escape::visible_within;
use crate::examine::find_and_examine;
use crate::locale::{Lang, Text};
use crate::probe::cancel::Cancel;
use crate::probe::watch::Unwatched;
use crate::probe::{Setting, Trust};
use crate::report::{self, Format, Report, Style, render};

/// The ways to give a password: those of the command line are for targets with a user and no way of their own.
const PASSWORDS: [&Opt; 2] = [&option::PASSWORD_ENV, &option::PASSWORD_FILE];
/// The most of a sentence that a result quotes.
const QUOTED: usize = 400;

/// What all examinations share.
pub(super) struct Shared {
    /// The options, but for those about the list and those read once.
    pub(super) options: Args,
    pub(super) lang: Lang,
    pub(super) env: Env,
    pub(super) trust: Trust,
    pub(super) machine: Arc<Machine>,
    /// What a result calls the list.
    pub(super) list: String,
}

/// A result.
pub(super) struct Outcome {
    /// The line to be written, ended.
    pub(super) text: String,
    /// What it comes to.
    pub(super) told: Told,
    /// The entry's host.
    pub(super) host: String,
    /// The entry's bytes.
    pub(super) bytes: u64,
    /// What is said to people, where there is no examination.
    pub(super) note: Option<String>,
}

/// What a result comes to.
#[derive(Debug)]
pub(super) enum Told {
    /// An examination, and its root cause.
    Verdict(Verdict, Option<&'static str>),
    /// No examination: the line is wrong.
    Fault,
}

/// Examines a target.
pub(super) async fn examine(entry: Entry, place: OwnedSemaphorePermit, shared: Arc<Shared>) -> Outcome {
    let mut plan = match planned(&entry, &shared) {
        Ok(plan) => plan,
        Err(error) => return fault(&shared.list, entry.line, &error, shared.lang).of(entry),
    };
    let net = Seat::new(Arc::clone(&shared.machine), place);
    let setting = Setting { net: &net, trust: shared.trust.clone(), cancel: Cancel::never() };
    let evidence = find_and_examine(&mut plan, setting, &Unwatched).await;
    let diagnosis = diagnose(&evidence);
    let place = report::Entry { line: entry.line, user: entry.name.user.as_deref() };
    let report = Report { entry: Some(place), ..Report::new(&evidence, &diagnosis) };
    let text = render(Format::Jsonl, &report, shared.lang, Style::default());
    let told = Told::Verdict(report.verdict, diagnosis.root().map(|root| root.cause.code.0));
    Outcome { text, told, host: String::new(), bytes: 0, note: None }.of(entry)
}

/// The plan for a target, by the same rules as for one on the command line.
fn planned(entry: &Entry, shared: &Shared) -> Result<crate::plan::Plan, Error> {
    let word = |word: &Option<String>| word.clone().unwrap_or_default();
    let words = vec![entry.target.clone(), word(&entry.user), String::new(), word(&entry.tls)];
    let is_given = |opt: &&Opt| shared.options.one(opt).is_some();
    let password = PASSWORDS.iter().chain(&[&option::CERT]).any(is_given);
    if entry.user.is_some() && entry.password_env.is_none() && !password && !entry.target.contains("://") {
        return Err(Error::usage(&NO_PASSWORD));
    }
    let given = match (&entry.password_env, &entry.name.user) {
        (Some(variable), _) => {
            let mut given = shared.options.but(&PASSWORDS);
            given.push(Given::typed(&option::PASSWORD_ENV, OsString::from(variable)));
            given
        }
        (None, None) => shared.options.but(&PASSWORDS),
        (None, Some(_)) => shared.options.but(&[]),
    };
    let draft = plan::draft(&Args::made(words, given), shared.lang)?;
    let mut plan = draft.plan;
    if let Some(login) = draft.login {
        plan.login = Some(login.complete(&plan.target.input, shared.lang, &shared.env)?);
    }
    Ok(plan)
}

impl Outcome {
    fn of(self, entry: Entry) -> Self {
        Self { host: entry.host, bytes: entry.bytes, ..self }
    }
}

/// The result for a line that names no target.
pub(super) fn fault(list: &str, line: u64, error: &Error, lang: Lang) -> Outcome {
    let (what, form) = error.told(lang);
    let wire = Fault {
        schema: "smtp-doctor/entry-fault/v1",
        version: env!("CARGO_PKG_VERSION"),
        entry: Place { list: visible_within(list, QUOTED), line },
        verdict: "fail",
        error: Wrong { what: &what, form: &form },
    };
    let mut text = serde_json::to_string(&wire).unwrap_or_default();
    text.push('\n');
    let list = if list == "-" { "stdin".to_owned() } else { visible_within(list, QUOTED) };
    let mut note = format!("{list}:{line}: {what}\n");
    for line in &form {
        note.push_str(&format!("  {line}\n"));
    }
    Outcome { text, told: Told::Fault, host: String::new(), bytes: 0, note: Some(note) }
}

/// `smtp-doctor/entry-fault/v1`: what stands in place of a report for a line that names no target.
#[derive(Serialize)]
struct Fault<'a> {
    schema: &'static str,
    version: &'static str,
    entry: Place,
    verdict: &'static str,
    error: Wrong<'a>,
}

#[derive(Serialize)]
struct Place {
    list: String,
    line: u64,
}

#[derive(Serialize)]
struct Wrong<'a> {
    what: &'a str,
    form: &'a [String],
}

static NO_PASSWORD: Complaint = Complaint {
    what: Text {
        en: "A user is named, but no variable with the password.",
        zh_cn: "写了用户名，却没有写密码变量。",
    },
    form: Text {
        en: "The form is: TARGET USER PASSWORD-ENV\nIf all users have the same password, --password-env or --password-file gives it.",
        zh_cn: "格式为：目标 用户名 密码变量\n若所有用户的密码相同，可用 --password-env 或 --password-file 给出。",
    },
};
