//! The whole report in one line, for the forms that have room for no more.

use super::view::View;
use crate::catalog::Severity;

/// What a report comes to, in one line.
#[derive(Debug)]
pub(super) struct Headline<'a> {
    /// What is the matter, or what works.
    pub(super) title: &'a str,
    /// The code of the cause, where one was found.
    pub(super) code: Option<&'static str>,
    /// The failure, where no cause explains it.
    pub(super) failure: Option<&'a str>,
}

/// What a report comes to.
pub(super) fn headline<'a>(view: &'a View) -> Headline<'a> {
    let words = view.words;
    let told = view.root().or_else(|| {
        let mut warnings = view.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        warnings.next()
    });
    let only = |title| Headline { title, code: None, failure: None };
    match (told, &view.unexplained, &view.conclusion) {
        (Some(finding), _, _) => {
            Headline { title: &finding.title, code: Some(finding.code.0), failure: None }
        }
        _ if view.report.evidence.interrupted => only(words.verdict_interrupted),
        (None, Some(unexplained), _) => {
            Headline { failure: unexplained.evidence.first().map(String::as_str), ..only(&unexplained.title) }
        }
        (None, None, Some(last)) => only(&last.text),
        (None, None, None) => only(words.verdict_unfinished),
    }
}
