//! The last word on a run without a root cause: only what was checked is said to work.

use super::rerun::rerun;
use super::route::recommended;
use super::{Report, stage};
use crate::discovery::choose;
use crate::evidence::{Attempt, Stage};
use crate::locale::{Strings, fill};

/// What a user is told to type in place of a name that was not given.
const USER: &str = "USER";

/// The last word.
#[derive(Debug)]
pub(super) struct Conclusion {
    /// What works, or why nothing can be said.
    pub(super) text: String,
    /// What stands before the command, or why there is none.
    pub(super) further: Option<String>,
    /// How to check what was not checked.
    pub(super) command: Option<String>,
}

/// The last word on the road that is told in full; none where a diagnosis has it.
pub(super) fn conclusion(report: &Report, attempt: &Attempt, words: &Strings) -> Option<Conclusion> {
    let only = |text: &str| Some(Conclusion { text: text.to_owned(), further: None, command: None });
    if report.evidence.interrupted {
        return only(words.result_interrupted);
    }
    if report.diagnosis.root().is_some() || !report.is_whole() {
        return None;
    }
    let plan = &report.evidence.plan;
    let encrypted = attempt.tls.passed().is_some();
    let before = match (attempt.auth.passed().is_some(), encrypted) {
        (true, true) => words.result_login,
        (true, false) => words.result_login_in_clear,
        (false, true) => words.result_no_login,
        (false, false) => words.result_no_login_in_clear,
    };
    let checked = match (attempt.mail.passed(), attempt.rcpt.passed()) {
        _ if attempt.data.passed().is_some() => Some(words.result_message),
        (_, Some(_)) => Some(words.result_recipients),
        (Some(_), None) => Some(words.result_sender),
        (None, None) => None,
    };
    if let Some(checked) = checked {
        return only(&fill(checked, &[("before", before.to_owned())]));
    }
    if attempt.auth.passed().is_some() {
        return only(before);
    }
    if plan.until != Stage::Auth {
        let stage = stage::name(words, plan.until).to_owned();
        let sentence = match (is_there(plan.until, attempt), encrypted) {
            (true, _) => words.result_until,
            (false, true) => words.result_until_no_starttls,
            (false, false) => words.result_until_no_tls,
        };
        return only(&fill(sentence, &[("stage", stage)]));
    }
    let (further, command) = login_check(report, recommended(report).unwrap_or(attempt), words);
    Some(Conclusion { text: before.to_owned(), further, command })
}

/// Whether the last stage that was asked for took place: not every road has STARTTLS, or TLS.
fn is_there(until: Stage, attempt: &Attempt) -> bool {
    match until {
        Stage::StartTls => attempt.starttls.passed().is_some(),
        Stage::Tls => attempt.tls.passed().is_some(),
        _ => true,
    }
}

/// How to check the login on a road where there is one to check.
fn login_check(report: &Report, attempt: &Attempt, words: &Strings) -> (Option<String>, Option<String>) {
    let offers = attempt.last_ehlo().map(|ehlo| &ehlo.capabilities);
    if offers.is_none_or(|offers| offers.mechanisms().is_empty()) {
        // A server may keep its login for those who encrypt, and here nobody has asked it to.
        let may_come = attempt.tls.passed().is_none() && offers.is_some_and(|offers| offers.has("STARTTLS"));
        let port = ("port", attempt.route.port.to_string());
        return ((!may_come).then(|| fill(words.result_no_auth, &[port])), None);
    }
    let evidence = report.evidence;
    let user = evidence.discovery.as_ref().and_then(choose).and_then(|choice| choice.user);
    let command =
        rerun(&evidence.plan, attempt.route, Some(user.as_deref().unwrap_or(USER)), evidence.platform);
    (command.as_ref().map(|_| words.result_check_login.to_owned()), command)
}
