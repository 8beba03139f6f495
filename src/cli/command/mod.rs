//! The commands, one file each, and what they share: the way from evidence to an exit status.

pub(crate) mod applications;
pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod explain;
pub(crate) mod providers;
pub(crate) mod replay;

use std::borrow::Cow;

use super::error::{Complaint, Error};
use super::output;
use super::plan::{ConfigFor, Names, Output};
use super::record::Recording;
use crate::diagnose::diagnose;
use crate::evidence::Evidence;
use crate::exit::Status;
use crate::locale::Text;
use crate::report::{Report, render, status};
use crate::scrub::scrub;

/// Keeps what was observed where that was asked for, shows it, and says how the run ended.
fn conclude(recording: Option<Recording>, evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    let evidence = &*named(evidence, output)?;
    // A recording that fails does not keep the result from being shown.
    let recorded = recording.map_or(Ok(()), |recording| record(recording, evidence));
    let status = deliver(evidence, output)?;
    recorded.map(|()| status)
}

/// The evidence with its names, or with stand-ins where that was asked for: before anything of it is written.
fn named<'a>(evidence: &'a Evidence, output: &Output) -> Result<Cow<'a, Evidence>, Error> {
    match output.names {
        Names::Shown => Ok(Cow::Borrowed(evidence)),
        Names::Scrubbed => scrub(evidence).map(Cow::Owned).map_err(|_| Error::internal(&UNSCRUBBED)),
    }
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

static UNSCRUBBED: Complaint = Complaint {
    what: Text {
        en: "--scrub: the names in this examination cannot be replaced, so nothing of it is shown.",
        zh_cn: "--scrub：无法替换这次检查中的名称，因此不显示任何内容。",
    },
    form: Text {
        en: "This is a fault of smtp-doctor; please report it.",
        zh_cn: "这是 smtp-doctor 自身的错误，请报告给开发者。",
    },
};
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
