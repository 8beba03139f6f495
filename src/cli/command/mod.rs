//! The commands, one file each, and what they share: the way from evidence to an exit status.

pub(crate) mod applications;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod explain;
mod kept_back;
pub(crate) mod man;
pub(crate) mod providers;
pub(crate) mod replay;

use super::error::{Complaint, Error};
use super::output;
use super::plan::{ConfigFor, Output};
use super::record::Recording;
use crate::diagnose::diagnose;
use crate::evidence::Evidence;
use crate::exit::Status;
use crate::locale::Text;
use crate::report::{Report, render, status};

/// Keeps what was observed where that was asked for, shows it, and says how the run ended.
fn conclude(recording: Option<Recording>, evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    // A recording that fails does not keep the result from being shown.
    let recorded = recording.map_or(Ok(()), |recording| record(recording, evidence));
    let status = deliver(evidence, output)?;
    recorded.map(|()| status)
}

fn record(recording: Recording, evidence: &Evidence) -> Result<(), Error> {
    let json = evidence.to_json().map_err(|_| Error::internal(&UNWRITABLE))?;
    recording.finish(&json)
}

/// Shows the evidence and says how the run ended.
fn deliver(evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    let diagnosis = diagnose(evidence);
    let application = match output.config_for {
        Some(ConfigFor::Application(application)) => Some(application),
        Some(ConfigFor::List) | None => None,
    };
    let report = Report { application, ..Report::new(evidence, &diagnosis) };
    output::write(&render(output.format, &report, output.lang, output.style()), output.color)?;
    Ok(status(&report, output.strictness))
}

static UNWRITABLE: Complaint = Complaint {
    what: Text {
        en: "--record: the examination has no JSON form.",
        zh_cn: "--record：检查结果无法写成 JSON。",
    },
    form: Text {
        en: "This is a fault of smtp-doctor; please report it.",
        zh_cn: "这是 smtp-doctor 自身的错误，请报告给开发者。",
    },
};
