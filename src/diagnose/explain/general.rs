//! What a refusal means that no rule knows: by its enhanced code, else by its reply code, at its stage.
//!
//! The tables follow RFC 3463, RFC 5248 and the IANA registry of enhanced status codes, RFC 5321 §4.2 and RFC 4954 §6,
//! and the ranges that Microsoft documents for its own use. They name causes; the more likely stands first.

use crate::evidence::Stage;
use crate::smtp::EnhancedCode;

/// How sure the first cause of an enhanced code is: less than a phrase of some length.
const BY_ENHANCED: f64 = 0.38;
/// How sure the first cause of a reply code is.
const BY_REPLY: f64 = 0.24;
/// What each further cause of a row loses.
const NEXT: f64 = 0.8;

/// Causes by the codes of a text, with how sure they are.
pub(super) fn causes(
    replies: &[u16],
    enhanced: &[EnhancedCode],
    stage: Option<Stage>,
) -> Vec<(&'static str, f64)> {
    let mut found: Vec<(&'static str, f64)> = Vec::new();
    let mut add = |row: &[&'static str], start: f64| {
        let mut sure = start;
        for cause in row {
            if !found.iter().any(|(known, _)| known == cause) {
                found.push((cause, sure));
            }
            sure *= NEXT;
        }
    };
    let reply = replies.first().copied();
    for code in enhanced.iter().take(2) {
        add(by_enhanced(*code, reply, stage), BY_ENHANCED);
    }
    for code in replies.iter().take(2) {
        add(by_reply(*code, stage), BY_REPLY);
    }
    found
}

#[expect(clippy::match_same_arms, reason = "the rows stand in the order of the codes")]
fn by_enhanced(code: EnhancedCode, reply: Option<u16>, stage: Option<Stage>) -> &'static [&'static str] {
    let passing = code.class == 4;
    let auth = stage == Some(Stage::Auth);
    match (code.subject, code.detail) {
        (1, 1 | 10) => &["send/recipient-unknown", "send/recipient-rejected"],
        (1, 2) => &["send/recipient-unknown"],
        (1, 3) => &["client/address-malformed", "send/recipient-unknown"],
        (1, 4..=6) => &["send/recipient-rejected", "send/recipient-unknown"],
        (1, 7..=9) => &["send/sender-rejected", "client/address-malformed"],
        (1, 90) => &["send/quota-exceeded"],
        (1, _) => &["send/recipient-rejected", "send/sender-rejected", "send/recipient-unknown"],
        (2, 1) => &["send/recipient-rejected", "send/recipient-unknown", "send/rate-limited"],
        (2, 2) => &["send/mailbox-full"],
        (2, 3) => &["send/message-too-large"],
        (2, 122 | 121) => &["send/rate-limited", "send/recipient-rejected"],
        (2, 252) => &["send/sender-not-owned"],
        (2, _) => &["send/recipient-rejected", "send/mailbox-full"],
        (3, 2) if passing => &["smtp/service-unavailable", "smtp/greeting-busy", "send/rate-limited"],
        (3, 3) => &["client/protocol-error", "smtp/server-error"],
        (3, 4) => &["send/message-too-large"],
        (3, _) => &["smtp/server-error", "send/temporary-failure", "smtp/service-unavailable"],
        (4, 1) => &["send/recipient-rejected", "send/temporary-failure"],
        (4, 5) if !passing => &["send/quota-exceeded", "send/rate-limited"],
        (4, 4 | 310 | 312) => &["send/recipient-unknown", "send/sender-rejected", "smtp/server-error"],
        (4, 6 | 14) => &["send/rejected", "smtp/server-error"],
        (4, _) if passing => &["send/temporary-failure", "smtp/server-error"],
        (4, _) => &["send/recipient-rejected", "smtp/server-error", "send/rejected"],
        (5, 3) => &["send/too-many-recipients", "send/rate-limited"],
        (5, 6) => &["auth/token-rejected", "client/protocol-error"],
        (5, 1) if reply == Some(503) && auth => &["auth/not-offered", "client/protocol-error"],
        (5, 4 | 2) if reply == Some(504) && !auth => &["smtp/helo-rejected", "client/protocol-error"],
        (5, 4) if auth => &["auth/mechanism-unsupported", "client/protocol-error"],
        (5, _) => &["client/protocol-error", "client/address-malformed", "smtp/helo-rejected"],
        (6, 7..=10) => &["send/smtputf8-unsupported"],
        (6, _) => &["send/content-rejected"],
        (7, detail) => by_policy(detail, passing, reply),
        _ => &[],
    }
}

/// X.7.Y: security and policy.
#[expect(clippy::match_same_arms, reason = "the rows stand in the order of the codes")]
fn by_policy(detail: u16, passing: bool, reply: Option<u16>) -> &'static [&'static str] {
    match detail {
        0 | 1 | 3 if reply == Some(535) => &["auth/bad-credentials"],
        0 if reply == Some(454) => &["auth/temporary-failure", "starttls/temporary-failure"],
        0 if reply == Some(421) => &["smtp/service-unavailable", "send/rate-limited", "smtp/greeting-busy"],
        0 | 1 if reply == Some(530) => &["send/auth-required", "send/tls-required"],
        0 if passing => &["send/rate-limited", "send/temporary-failure", "send/policy-rejected"],
        0 => &["send/policy-rejected", "send/spam-rejected", "send/rejected"],
        1 if passing => &["send/greylisted", "send/rate-limited", "send/policy-rejected"],
        1 => &["send/policy-rejected", "send/relay-denied", "send/spam-rejected"],
        2 => &["send/recipient-rejected", "send/policy-rejected"],
        3 => &["auth/bad-credentials", "send/auth-required"],
        4 => &["auth/mechanism-unsupported"],
        8 => &["auth/bad-credentials"],
        9 => &["auth/app-password-required", "auth/oauth-required", "auth/mechanism-unsupported"],
        10 | 11 => &["auth/tls-required", "send/tls-required"],
        12 => &["auth/password-expired"],
        13 => &["auth/account-locked"],
        14 => &["auth/login-blocked", "send/policy-rejected"],
        16 => &["send/message-too-large"],
        17 | 18 => &["send/recipient-rejected"],
        20..=24 | 26 | 29 | 32 => &["send/domain-unauthenticated"],
        25 => &["send/ptr-missing"],
        27 => &["send/sender-rejected"],
        28 => &["send/rate-limited"],
        30 => &["send/tls-required"],
        // What Microsoft has given meanings of its own.
        51 => &["auth/ip-not-allowed", "send/policy-rejected"],
        54 => &["send/relay-denied", "send/auth-required"],
        57 => &["send/auth-required"],
        60 => &["send/sender-not-owned"],
        64 => &["auth/ip-not-allowed", "send/relay-denied"],
        66 => &["tls/version-too-old"],
        68 => &["send/relay-denied", "auth/ip-not-allowed"],
        124 | 129 | 133..=136 | 193 => &["send/recipient-rejected", "send/policy-rejected"],
        139 => &["auth/smtp-disabled", "auth/oauth-required", "auth/login-blocked"],
        321 => &["send/tls-required", "starttls/not-offered"],
        500..=699 if passing => &["send/rate-limited", "send/ip-blocklisted", "smtp/greeting-busy"],
        501..=503 => &["send/account-restricted", "send/spam-rejected"],
        505 => &["send/recipient-rejected"],
        506 => &["smtp/helo-rejected"],
        507 | 511 | 513 | 606..=699 | 708 => &["send/ip-blocklisted", "send/policy-rejected"],
        508 => &["send/rate-limited"],
        509 | 515 => &["send/domain-unauthenticated"],
        510 => &["send/recipient-rejected", "send/policy-rejected"],
        512 => &["send/content-rejected"],
        700..=799 => &["send/account-restricted"],
        850..=899 => &["send/ip-blocklisted", "send/rate-limited"],
        _ => &["send/policy-rejected"],
    }
}

#[expect(clippy::match_same_arms, reason = "the rows stand in the order of the codes")]
fn by_reply(code: u16, stage: Option<Stage>) -> &'static [&'static str] {
    match (code, stage) {
        (421 | 450 | 451 | 452, Some(Stage::Greeting)) => {
            &["smtp/greeting-busy", "smtp/service-unavailable", "send/rate-limited"]
        }
        (521 | 550 | 553 | 554 | 571, Some(Stage::Greeting)) => {
            &["smtp/greeting-rejected", "send/ip-blocklisted", "send/ptr-missing"]
        }
        (501 | 504 | 550 | 553 | 554, Some(Stage::Ehlo | Stage::EhloAgain)) => {
            &["smtp/helo-rejected", "smtp/greeting-rejected"]
        }
        (500 | 502, Some(Stage::Ehlo)) => &["smtp/ehlo-unsupported"],
        (454 | 451 | 421, Some(Stage::StartTls)) => &["starttls/temporary-failure"],
        (500..=599, Some(Stage::StartTls)) => &["starttls/refused", "starttls/not-offered"],
        (432, Some(Stage::Auth)) => &["auth/password-expired"],
        (400..=499, Some(Stage::Auth)) => &["auth/temporary-failure", "auth/too-many-attempts"],
        (500 | 502 | 503, Some(Stage::Auth)) => {
            &["auth/not-offered", "client/protocol-error", "auth/tls-required"]
        }
        (504, Some(Stage::Auth)) => &["auth/mechanism-unsupported"],
        (530, Some(Stage::Auth)) => &["auth/tls-required", "send/tls-required"],
        (550 | 554 | 553 | 501, Some(Stage::Auth)) => &["auth/bad-credentials", "auth/smtp-disabled"],
        (550 | 551, Some(Stage::Rcpt)) => {
            &["send/recipient-unknown", "send/recipient-rejected", "send/relay-denied"]
        }
        (552, Some(Stage::Rcpt)) => &["send/mailbox-full", "send/quota-exceeded"],
        (553, Some(Stage::Rcpt)) => &["send/recipient-rejected", "client/address-malformed"],
        (554, Some(Stage::Rcpt)) => &["send/relay-denied", "send/recipient-rejected"],
        (550 | 553 | 554 | 501, Some(Stage::Mail)) => &["send/sender-rejected", "send/sender-not-owned"],
        (550 | 554 | 552, Some(Stage::Data)) => {
            &["send/content-rejected", "send/spam-rejected", "send/rejected"]
        }
        (421, _) => &["smtp/service-unavailable", "smtp/greeting-busy", "send/rate-limited"],
        (432, _) => &["auth/password-expired", "send/rate-limited"],
        (450, _) => &["send/temporary-failure", "send/greylisted", "send/rate-limited"],
        (451, _) => &["send/temporary-failure", "smtp/server-error", "send/greylisted"],
        (452, _) => &["send/too-many-recipients", "send/mailbox-full", "send/rate-limited"],
        (454, _) => &["auth/temporary-failure", "starttls/temporary-failure"],
        (500 | 502 | 503 | 555, _) => &["client/protocol-error", "send/auth-required"],
        (501, _) => &["client/address-malformed", "client/protocol-error", "smtp/helo-rejected"],
        (504, _) => &["auth/mechanism-unsupported", "smtp/helo-rejected", "client/protocol-error"],
        (523 | 538, _) => &["auth/tls-required"],
        (525, _) => &["auth/account-locked"],
        (526 | 535, _) => &["auth/bad-credentials"],
        (530, _) => &["send/auth-required", "send/tls-required", "auth/tls-required"],
        (534, _) => &["auth/app-password-required", "auth/login-blocked", "auth/oauth-required"],
        (521, _) => &["smtp/inbound-only", "smtp/greeting-rejected"],
        (550, _) => &["send/recipient-unknown", "send/rejected", "send/policy-rejected"],
        (551, _) => &["send/relay-denied", "send/recipient-rejected"],
        (552, _) => &["send/message-too-large", "send/mailbox-full", "send/quota-exceeded"],
        (553, _) => &["send/sender-not-owned", "send/sender-rejected", "client/address-malformed"],
        (554, _) => &["send/rejected", "send/spam-rejected", "smtp/greeting-rejected"],
        (556, _) => &["send/recipient-unknown"],
        (571, _) => &["send/policy-rejected", "send/ip-blocklisted"],
        (400..=499, _) => &["send/temporary-failure", "smtp/server-error"],
        (500..=599, _) => &["send/rejected", "send/policy-rejected"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
