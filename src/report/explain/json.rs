//! `smtp-doctor/explain/v1`: a field is never renamed, removed or given another meaning here.
//!
//! The form is written down in `schema/explain-v1.schema.json`, and every output is checked against it.

use serde::Serialize;

use super::view::{ErrorView, MatchView, Named, Subject, View};
use crate::catalog::Who;
use crate::report::finding::RemedyView;
use crate::report::json::{Form, written};

/// One object, its last line ended.
pub(super) fn render(view: &View, form: Form) -> String {
    written(match form {
        Form::Lines => serde_json::to_string_pretty(&Wire::of(view)),
        Form::Line => serde_json::to_string(&Wire::of(view)),
    })
}

#[derive(Debug, Serialize)]
struct Wire<'a> {
    schema: &'static str,
    version: &'static str,
    matches: Vec<Match<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decoded: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mistaken_for: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    may_really_be: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recognised: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unlisted: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<Error<'a>>>,
}

#[derive(Debug, Serialize)]
struct Match<'a> {
    code: &'static str,
    score: f64,
    title: &'a str,
    explanation: &'a str,
    settled_by: &'a str,
    command: &'a str,
    signs: &'a [String],
    remedies: Vec<Remedy<'a>>,
}

#[derive(Debug, Serialize)]
struct Remedy<'a> {
    text: &'a str,
    command: Option<&'a str>,
    link: Option<&'static str>,
    who: &'static str,
}

#[derive(Debug, Serialize)]
struct Error<'a> {
    line: u64,
    count: u64,
    text: &'a str,
    matches: Vec<Match<'a>>,
}

impl<'a> Wire<'a> {
    fn of(view: &'a View) -> Self {
        let mut wire = Self {
            schema: "smtp-doctor/explain/v1",
            version: env!("CARGO_PKG_VERSION"),
            matches: matches(&view.matches),
            text: None,
            decoded: None,
            server: None,
            mistaken_for: None,
            may_really_be: None,
            suggestions: None,
            lines: None,
            recognised: None,
            unlisted: None,
            errors: None,
        };
        match &view.subject {
            Subject::Code(related) => {
                wire.mistaken_for = Some(codes(&related.symptoms));
                wire.may_really_be = Some(codes(&related.roots));
            }
            Subject::Unknown { typed, near } => {
                wire.text = Some(typed.clone());
                wire.suggestions = Some(codes(near));
            }
            Subject::Text { text, decoded, server, .. } => {
                wire.text = Some(text.join("\n"));
                wire.decoded = decoded.as_deref();
                wire.server = server.as_deref();
            }
            Subject::Log { lines, recognised, unlisted, errors } => {
                wire.lines = Some(*lines);
                wire.recognised = Some(*recognised);
                wire.unlisted = Some(*unlisted);
                wire.errors = Some(errors.iter().map(Error::of).collect());
            }
        }
        wire
    }
}

fn codes(named: &[Named]) -> Vec<&'static str> {
    named.iter().map(|one| one.code.0).collect()
}

fn matches(matches: &[MatchView]) -> Vec<Match<'_>> {
    matches.iter().map(Match::of).collect()
}

impl<'a> Match<'a> {
    fn of(view: &'a MatchView) -> Self {
        Self {
            code: view.code.0,
            score: view.score,
            title: &view.title,
            explanation: &view.explanation,
            settled_by: view.settled_by,
            command: &view.command,
            signs: &view.signs,
            remedies: view.remedies.iter().map(Remedy::of).collect(),
        }
    }
}

impl<'a> Remedy<'a> {
    fn of(remedy: &'a RemedyView) -> Self {
        Self {
            text: &remedy.text,
            command: remedy.command.as_deref(),
            link: remedy.link,
            who: match remedy.who {
                Who::You => "you",
                Who::Administrator => "administrator",
                Who::Provider => "provider",
                Who::Developer => "developer",
                Who::Network => "network",
            },
        }
    }
}

impl<'a> Error<'a> {
    fn of(error: &'a ErrorView) -> Self {
        Self { line: error.line, count: error.count, text: &error.text, matches: matches(&error.matches) }
    }
}
