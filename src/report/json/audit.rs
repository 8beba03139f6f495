//! The health of the server, for programs.

use serde::Serialize;

use crate::audit::Level;
use crate::report::audit::{AuditLine, AuditView, CheckLine};

#[derive(Debug, Serialize)]
pub(super) struct Audit {
    connections: usize,
    findings: Vec<Finding>,
    passed: Vec<Check>,
    not_made: Vec<Check>,
}

#[derive(Debug, Serialize)]
struct Finding {
    id: &'static str,
    level: &'static str,
    title: &'static str,
    seen: String,
    ports: Vec<u16>,
    remedy: String,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct Check {
    id: &'static str,
    title: &'static str,
    source: &'static str,
}

impl Audit {
    /// The wire form of the section.
    pub(super) fn of(view: &AuditView) -> Self {
        Self {
            connections: view.connections,
            findings: view.findings.iter().map(Finding::of).collect(),
            passed: view.sound.1.iter().map(Check::of).collect(),
            not_made: view.unmade.1.iter().map(Check::of).collect(),
        }
    }
}

impl Finding {
    fn of(line: &AuditLine) -> Self {
        Self {
            id: line.id,
            level: match line.level {
                Level::Fault => "fault",
                Level::Advice => "advice",
                Level::Note => "note",
            },
            title: line.title,
            seen: line.seen.clone(),
            ports: line.ports.clone(),
            remedy: line.remedy.clone(),
            source: line.source,
        }
    }
}

impl Check {
    fn of(line: &CheckLine) -> Self {
        Self { id: line.id, title: line.title, source: line.source }
    }
}
