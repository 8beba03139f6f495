//! A client certificate that a server was shown: how it refused it, and how that is said.
//!
//! It refuses to know what a server does that was shown none.

use super::day;
use crate::catalog::{Match, Pattern, Proof};
use crate::escape::visible_within;
use crate::evidence::{Attempt, Evidence, Failure, Presentation, Stage};
use crate::locale::Text;
use crate::plan::{ClientCertificateRecord, Security};
use crate::smtp::Reply;

/// How much of a reply or a name is shown.
const SHOWN: usize = 200;
/// `handshake_failure`, as a TLS 1.2 server says it (RFC 5246 §7.4.6).
const HANDSHAKE_FAILURE: u8 = 40;
/// `bad_certificate`, `unsupported_certificate`, `certificate_revoked`, `certificate_expired`, `certificate_unknown`,
/// `unknown_ca`, `access_denied` and `decrypt_error` (RFC 8446 §6.2): what a server has against a certificate that it was
/// shown. The last one comes where the issuer has the name of a known one and another key.
pub(crate) const REFUSALS: [u8; 8] = [42, 43, 44, 45, 46, 48, 49, 51];

/// A reply that says it in words.
pub(crate) const SAID: Pattern =
    Pattern { codes: Pattern::REFUSAL, enhanced: "", words: "client certificate" };

/// The certificate that the server of an attempt was shown, if it was shown one.
pub(crate) fn presented<'e>(
    evidence: &'e Evidence,
    attempt: &Attempt,
) -> Option<&'e ClientCertificateRecord> {
    let presentation = attempt.tls.facts().and_then(|tls| tls.client_certificate);
    evidence.plan.client_certificate.as_ref().filter(|_| presentation == Some(Presentation::Presented))
}

/// What there is to say of the certificate that was shown, added to a match.
pub(crate) fn told_of(own: &ClientCertificateRecord, evidence: &Evidence, found: Match) -> Match {
    let found = found.with("presented", subject(own));
    if own.not_after < evidence.started_at {
        return found.and(ended_on(own)).with("ended", day(own.not_after));
    }
    found
}

/// The stage of the first thing that is read under TLS.
pub(crate) fn first_read(attempt: &Attempt) -> Option<Stage> {
    match attempt.spoken {
        Security::Implicit => Some(Stage::Greeting),
        Security::StartTls => Some(Stage::EhloAgain),
        Security::Plain | Security::Opportunistic | Security::Detect => None,
    }
}

/// Where and how the server refused the certificate that it was shown.
pub(crate) fn refusal_of(own: &ClientCertificateRecord, attempt: &Attempt) -> Option<(Stage, Proof)> {
    let first_read = first_read(attempt)?;
    [Stage::Tls, first_read].into_iter().find_map(|stage| match attempt.failure(stage)? {
        Failure::Alert { number, name } if REFUSALS.contains(number) => {
            Some((stage, refused(own, *number, name)))
        }
        Failure::Alert { number: HANDSHAKE_FAILURE, .. } | Failure::Closed { .. } | Failure::Reset
            if stage == Stage::Tls =>
        {
            Some((stage, ended_with(own)))
        }
        Failure::Rejected { reply } if SAID.fits(reply) => Some((stage, said_of(own, reply))),
        _ => None,
    })
}

fn subject(own: &ClientCertificateRecord) -> String {
    visible_within(&own.subject, SHOWN)
}

fn refused(own: &ClientCertificateRecord, number: u8, name: &str) -> Proof {
    let text = Text {
        en: "The server gets the client certificate {presented} and refuses it by alert {number} ({alert})",
        zh_cn: "服务器收到客户端证书 {presented}，用警报 {number}（{alert}）拒绝了它",
    };
    let alert = visible_within(name, SHOWN);
    Proof::new(text, vec![("presented", subject(own)), ("number", number.to_string()), ("alert", alert)])
}

fn ended_with(own: &ClientCertificateRecord) -> Proof {
    let text = Text {
        en: "The server asks for a client certificate, gets {presented}, and ends the connection",
        zh_cn: "服务器索要客户端证书，收到 {presented}，随即断开连接",
    };
    Proof::new(text, vec![("presented", subject(own))])
}

fn said_of(own: &ClientCertificateRecord, reply: &Reply) -> Proof {
    let text = Text {
        en: "The server gets the client certificate {presented} and answers: {reply}",
        zh_cn: "服务器收到客户端证书 {presented}，答复：{reply}",
    };
    Proof::new(text, vec![("presented", subject(own)), ("reply", reply.shown(SHOWN))])
}

fn ended_on(own: &ClientCertificateRecord) -> Proof {
    let text = Text {
        en: "By the clock of this machine the client certificate has ended on {ended}",
        zh_cn: "按本机时钟，该客户端证书已在 {ended} 过期",
    };
    Proof::new(text, vec![("ended", day(own.not_after))])
}
