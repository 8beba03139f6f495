//! The other routes of the run in a line each, and which route to use.

use super::Report;
use super::failure::sentence;
use super::places::tls_word;
use super::stage::{self, name};
use crate::catalog::{Code, Scope, Severity};
use crate::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use crate::locale::{Lang, Strings, fill, named};
use crate::plan::{ALTERNATE, SMTP, SUBMISSION, SUBMISSIONS, Security};

/// A route that is not told in full.
#[derive(Debug)]
pub(super) struct OtherRoute {
    /// The attempt.
    pub(super) scope: Scope,
    /// Its port.
    pub(super) port: u16,
    /// How it was encrypted.
    pub(super) security: Security,
    /// How it ended.
    pub(super) status: OtherStatus,
    /// The cause of its failure, if one was found.
    pub(super) root_cause: Option<Code>,
    /// How it ended, in words.
    pub(super) summary: String,
}

impl OtherRoute {
    /// All of it in a line: the port, how it ended, and the code of the cause.
    pub(super) fn line(&self, lang: Lang) -> String {
        let mut line = named(lang, self.port, &self.summary);
        line.extend(self.root_cause.map(|code| format!(" [{}]", code.0)));
        line
    }
}

/// How another route ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum OtherStatus {
    /// It works.
    Pass,
    /// It failed.
    Fail,
    /// It was not gone to its end.
    Skip,
}

/// The route to use.
#[derive(Debug)]
pub(super) struct Recommendation {
    /// Its port.
    pub(super) port: u16,
    /// When TLS starts.
    pub(super) security: Security,
    /// The mechanism that logged in.
    pub(super) auth: Option<String>,
}

impl Recommendation {
    /// How TLS starts, as `--tls` takes it.
    pub(super) fn tls(&self) -> &'static str {
        tls_word(self.security)
    }
}

/// Every route but the one that is told in full; none where already the name failed.
pub(super) fn others(report: &Report, words: &Strings) -> Vec<OtherRoute> {
    if matches!(report.evidence.dns, Outcome::Failed { .. }) {
        return Vec::new();
    }
    let attempts = report.evidence.attempts.iter().enumerate();
    attempts
        .filter(|(index, _)| *index != report.diagnosis.primary && !report.evidence.is_informative(*index))
        .map(|(index, attempt)| other(report, index, attempt, words))
        .collect()
}

/// The best of the routes that work and are encrypted (RFC 8314 §3: implicit TLS first).
pub(super) fn recommended<'a>(report: &Report<'a>) -> Option<&'a Attempt> {
    let evidence = report.evidence;
    let works = |attempt: &Attempt| stage::is_whole(evidence, attempt) && attempt.tls.passed().is_some();
    // Mail between servers goes to port 25 without a login: who offers none there takes no submissions.
    let takes_submissions = |index: usize, attempt: &Attempt| {
        let offered = attempt.last_ehlo().map(|ehlo| ehlo.capabilities.mechanisms());
        !evidence.is_informative(index) || offered.is_some_and(|offered| !offered.is_empty())
    };
    let attempts = evidence.attempts.iter().enumerate();
    let fit = attempts.filter(|(index, attempt)| works(attempt) && takes_submissions(*index, attempt));
    fit.map(|(_, attempt)| attempt).min_by_key(|attempt| rank(attempt))
}

/// The route to use, in short.
pub(super) fn recommendation(report: &Report) -> Option<Recommendation> {
    let best = recommended(report)?;
    Some(Recommendation {
        port: best.route.port,
        security: best.spoken,
        auth: best.auth.passed().and_then(|auth| auth.mechanism.clone()),
    })
}

fn other(report: &Report, index: usize, attempt: &Attempt, words: &Strings) -> OtherRoute {
    let (status, summary) = match attempt.first_failure() {
        Some((stage, failure)) => {
            let args =
                [("stage", name(words, stage).to_owned()), ("failure", sentence(words, stage, failure))];
            (OtherStatus::Fail, fill(words.stage_failure, &args))
        }
        None if stage::is_whole(report.evidence, attempt) => {
            (OtherStatus::Pass, words.other_works.to_owned())
        }
        None if lacks_only(report.evidence, attempt, Stage::Auth) => {
            (OtherStatus::Skip, words.other_no_login.to_owned())
        }
        None if lacks_only(report.evidence, attempt, Stage::Mail) => {
            (OtherStatus::Skip, words.other_no_envelope.to_owned())
        }
        None => (OtherStatus::Skip, words.other_unfinished.to_owned()),
    };
    OtherRoute {
        scope: Scope::Attempt(index),
        port: attempt.route.port,
        security: attempt.spoken,
        status,
        root_cause: cause(report, index, attempt),
        summary,
    }
}

/// The cause of the failure of another route.
fn cause(report: &Report, index: usize, attempt: &Attempt) -> Option<Code> {
    let (stage, failure) = attempt.first_failure()?;
    let diagnosis = report.diagnosis;
    // A cause on a route that is not needed may have been made a warning.
    let mut own = diagnosis.findings.iter().filter(|finding| {
        let here = finding.matched.scope == Scope::Attempt(index) && finding.matched.stage == stage;
        here && finding.severity >= Severity::Warning
    });
    // What stops both routes alike is found once, on the one that is told in full.
    let explained =
        *failure != Failure::Interrupted && !diagnosis.unexplained.contains(&(Some(index), stage));
    let shared = || diagnosis.root().filter(|root| explained && root.matched.stage == stage);
    own.next().or_else(shared).map(|finding| finding.cause.code)
}

/// Whether all went well up to the login or the sender, which were tried elsewhere.
fn lacks_only(evidence: &Evidence, attempt: &Attempt, last: Stage) -> bool {
    let mut before = attempt.road().iter().take_while(|stage| **stage != Stage::Auth);
    let tried = |attempt: &Attempt| match last {
        Stage::Auth => attempt.auth.ms().is_some(),
        _ => attempt.mail.ms().is_some(),
    };
    let elsewhere = evidence.attempts.iter().any(tried);
    elsewhere && before.all(|stage| attempt.passed(*stage))
}

fn rank(attempt: &Attempt) -> (u8, u8) {
    let by_security = match attempt.spoken {
        Security::Implicit => 0,
        Security::StartTls | Security::Opportunistic | Security::Detect | Security::Plain => 1,
    };
    let by_port = match attempt.route.port {
        SUBMISSIONS => 0,
        SUBMISSION => 1,
        ALTERNATE => 2,
        SMTP => 4,
        _ => 3,
    };
    (by_security, by_port)
}
