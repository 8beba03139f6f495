//! The commands, one file each, and what they share: the way from evidence to an exit status.

pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod replay;

use super::error::Error;
use super::output;
use super::plan::Output;
use crate::diagnose::diagnose;
use crate::evidence::Evidence;
use crate::exit::Status;
use crate::report::{Report, render, status};

/// Shows the evidence and says how the run ended.
fn deliver(evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    output::write(&render(output.format, &report, output.lang, output.style()), output.color)?;
    Ok(status(&report, output.strictness))
}
