//! How a refusal of MAIL, RCPT or DATA is read: by the patterns of the cause that asks.

use crate::catalog::{Cause, Match, Proof};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// The places where a reply after the login means a cause.
pub(super) fn told(evidence: &Evidence, cause: &Cause) -> Vec<Match> {
    let stages = [Stage::Mail, Stage::Rcpt, Stage::Data];
    let attempts = evidence.attempts.iter().enumerate();
    let refusals =
        attempts.flat_map(|(index, attempt)| stages.map(|stage| (index, stage, attempt.failure(stage))));
    let told = refusals.filter_map(|(index, stage, failure)| match failure {
        Some(Failure::Rejected { reply }) if cause.symptoms.iter().any(|pattern| pattern.fits(reply)) => {
            let text = Text { en: "The server answers: {reply}", zh_cn: "服务器答复：{reply}" };
            Some(Match::attempt(index, stage, Proof::new(text, vec![("reply", reply.shown(200))])))
        }
        _ => None,
    });
    told.collect()
}
