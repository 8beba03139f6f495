//! The stages of the road that is told in full, in its order: how each ended, and in a few words what was seen.

use super::Report;
use super::summary::summary;
use crate::catalog::Severity;
use crate::escape::visible_within;
use crate::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use crate::locale::{Strings, fill};

/// How much a summary holds, in characters.
const SUMMARY: usize = 300;

/// One stage as it is reported.
#[derive(Debug)]
pub(super) struct StageLine {
    /// The stage.
    pub(super) stage: Stage,
    /// How it ended.
    pub(super) status: StageStatus,
    /// How long it took, in milliseconds.
    pub(super) ms: Option<f64>,
    /// What was seen, or why it was not gone through. One line.
    pub(super) summary: String,
}

/// How a stage ended, findings taken into account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum StageStatus {
    /// All is well.
    Pass,
    /// It passed and something wants attention.
    Warn,
    /// It failed.
    Fail,
    /// It was not reached.
    Unreached,
    /// It was not to be gone through.
    NotAsked,
}

/// How far an outcome came, whatever was observed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Course {
    NotPlanned,
    Unreached(Stage),
    Passed,
    Failed,
}

/// DNS and the stages of the attempt.
pub(super) fn lines(report: &Report, attempt: &Attempt, words: &Strings) -> Vec<StageLine> {
    let mut failed = None;
    let mut lines = Vec::new();
    for stage in stages(report.evidence, attempt) {
        let course = course(report.evidence, attempt, stage);
        let line = match course {
            Course::Passed | Course::Failed => StageLine {
                stage,
                status: status(report, stage, course),
                ms: ms(report.evidence, attempt, stage),
                summary: visible_within(&summary(report.evidence, attempt, stage, words), SUMMARY),
            },
            Course::NotPlanned | Course::Unreached(_) => {
                skipped(report.evidence, attempt, stage, course, failed, words)
            }
        };
        if course == Course::Failed {
            failed = failed.or(Some(stage));
        }
        lines.push(line);
    }
    lines
}

/// Whether the name and every stage that was to be gone through passed.
pub(super) fn is_whole(evidence: &Evidence, attempt: &Attempt) -> bool {
    let fits = |stage: Stage| match course(evidence, attempt, stage) {
        Course::Passed => true,
        Course::NotPlanned => why_not_asked(evidence, attempt, stage).is_some(),
        Course::Unreached(_) | Course::Failed => false,
    };
    stages(evidence, attempt).all(fits)
}

/// The word for a stage in a line for people.
pub(super) fn name(words: &Strings, stage: Stage) -> &'static str {
    match stage {
        Stage::Dns => "DNS",
        Stage::Tcp => "TCP",
        Stage::Tls => "TLS",
        Stage::Greeting => words.stage_greeting,
        Stage::Ehlo | Stage::EhloAgain => "EHLO",
        Stage::StartTls => "STARTTLS",
        Stage::Auth => words.stage_auth,
        Stage::Mail => "MAIL",
        Stage::Rcpt => "RCPT",
        Stage::Data => "DATA",
    }
}

/// The stages of a report. Those of an envelope belong to it only when there was one to check.
pub(super) fn stages(evidence: &Evidence, attempt: &Attempt) -> impl Iterator<Item = Stage> {
    let last = match (&evidence.plan.envelope, evidence.plan.until) {
        (_, Stage::Data) => Stage::Data,
        (Some(envelope), _) if envelope.to.is_empty() => Stage::Mail,
        (Some(_), _) => Stage::Rcpt,
        (None, _) => Stage::Auth,
    };
    let road = attempt.road();
    let length = road.iter().position(|stage| *stage == last).map_or(road.len(), |at| at + 1);
    std::iter::once(Stage::Dns).chain(road[..length].iter().copied())
}

fn skipped(
    evidence: &Evidence,
    attempt: &Attempt,
    stage: Stage,
    course: Course,
    failed: Option<Stage>,
    words: &Strings,
) -> StageLine {
    let line = |status, summary| StageLine { stage, status, ms: None, summary };
    let after = match course {
        Course::Unreached(after) => Some(after),
        _ => failed,
    };
    match (why_not_asked(evidence, attempt, stage), after) {
        (Some(NotAsked::NoLogin), _) => line(StageStatus::NotAsked, words.skip_no_login.to_owned()),
        (None, Some(after)) if attempt.failure(after) == Some(&Failure::Interrupted) => {
            line(StageStatus::Unreached, words.failed_interrupted.to_owned())
        }
        (None, Some(after)) => {
            let summary = fill(words.skip_after, &[("stage", name(words, after).to_owned())]);
            line(StageStatus::Unreached, summary)
        }
        (None, None) => line(StageStatus::Unreached, words.other_unfinished.to_owned()),
        (Some(NotAsked::Later), _) => line(StageStatus::NotAsked, words.skip_not_asked.to_owned()),
    }
}

/// Why a stage is not part of a run.
enum NotAsked {
    NoLogin,
    Later,
}

fn why_not_asked(evidence: &Evidence, attempt: &Attempt, stage: Stage) -> Option<NotAsked> {
    let place = |wanted: Stage| stages(evidence, attempt).position(|stage| stage == wanted);
    // EHLO is asked for by one name and may come twice.
    let until = match evidence.plan.until {
        Stage::Ehlo => place(Stage::EhloAgain).or_else(|| place(Stage::Ehlo)),
        until => place(until),
    };
    if until.is_some_and(|until| place(stage).is_some_and(|place| place > until)) {
        return Some(NotAsked::Later);
    }
    (stage == Stage::Auth && evidence.plan.login.is_none()).then_some(NotAsked::NoLogin)
}

fn status(report: &Report, stage: Stage, course: Course) -> StageStatus {
    if course == Course::Failed {
        return StageStatus::Fail;
    }
    let told = report.diagnosis.findings.iter();
    let here =
        told.filter(|finding| finding.matched.stage == stage && report.is_told_here(finding.matched.scope));
    match here.map(|finding| finding.severity).max() {
        Some(Severity::Error) => StageStatus::Fail,
        Some(Severity::Warning) => StageStatus::Warn,
        Some(Severity::Info) | None => StageStatus::Pass,
    }
}

fn course(evidence: &Evidence, attempt: &Attempt, stage: Stage) -> Course {
    match stage {
        Stage::Dns => course_of(&evidence.dns),
        Stage::Tcp => course_of(&attempt.tcp),
        Stage::Tls => course_of(&attempt.tls),
        Stage::Greeting => course_of(&attempt.greeting),
        Stage::Ehlo => course_of(&attempt.ehlo),
        Stage::StartTls => course_of(&attempt.starttls),
        Stage::EhloAgain => course_of(&attempt.ehlo_again),
        Stage::Auth => course_of(&attempt.auth),
        Stage::Mail => course_of(&attempt.mail),
        Stage::Rcpt => course_of(&attempt.rcpt),
        Stage::Data => course_of(&attempt.data),
    }
}

fn course_of<T>(outcome: &Outcome<T>) -> Course {
    match outcome {
        Outcome::NotPlanned => Course::NotPlanned,
        Outcome::Unreached { after } => Course::Unreached(*after),
        Outcome::Passed { .. } => Course::Passed,
        Outcome::Failed { .. } => Course::Failed,
    }
}

/// How long a stage took, in milliseconds.
pub(super) fn ms(evidence: &Evidence, attempt: &Attempt, stage: Stage) -> Option<f64> {
    match stage {
        Stage::Dns => evidence.dns.ms(),
        Stage::Tcp => attempt.tcp.ms(),
        Stage::Tls => attempt.tls.ms(),
        Stage::Greeting => attempt.greeting.ms(),
        Stage::Ehlo => attempt.ehlo.ms(),
        Stage::StartTls => attempt.starttls.ms(),
        Stage::EhloAgain => attempt.ehlo_again.ms(),
        Stage::Auth => attempt.auth.ms(),
        Stage::Mail => attempt.mail.ms(),
        Stage::Rcpt => attempt.rcpt.ms(),
        Stage::Data => attempt.data.ms(),
    }
}
