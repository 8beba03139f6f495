//! Causes that say the same: where a text names one of them, these are the others that it may be.
//!
//! A text tells the symptom, and several causes share one. What tells them apart is an examination; until then the
//! ones that are often behind the same words are named too, further down.

use super::rules::Fitting;
use super::{Facts, Hit, score};
use crate::catalog::{Code, find};
use crate::provider::{SecretKind, by_mx};

/// A cause that a text names, and the causes that often hide behind the same words, the more frequent first.
const TABLE: &[(&str, &[&str])] = &[
    ("dns/name-not-found", &["dns/resolver-unreachable", "dns/malformed-host"]),
    ("dns/server-failure", &["dns/resolver-unreachable", "dns/name-not-found"]),
    ("dns/resolver-unreachable", &["dns/name-not-found"]),
    ("tcp/timeout", &["tcp/port-blocked", "smtp/greeting-timeout"]),
    ("tcp/port-blocked", &["tcp/timeout"]),
    ("tcp/refused", &["client/config-not-applied"]),
    ("tcp/unreachable", &["tcp/ipv6-broken", "tcp/port-blocked"]),
    ("tls/certificate-untrusted", &["client/ca-bundle-missing", "tls/intercepted"]),
    ("tls/certificate-self-signed", &["tls/certificate-untrusted", "tls/intercepted"]),
    ("tls/certificate-name-mismatch", &["smtp/redirected", "tls/intercepted"]),
    ("tls/handshake-reset", &["tls/plaintext-port", "tls/no-common-cipher"]),
    ("smtp/greeting-timeout", &["tls/implicit-port", "tcp/port-blocked"]),
    ("smtp/greeting-closed", &["tls/implicit-port", "smtp/greeting-busy"]),
    ("smtp/connection-lost", &["tls/implicit-port", "smtp/service-unavailable"]),
    ("smtp/service-unavailable", &["smtp/greeting-busy", "send/rate-limited"]),
    ("smtp/server-error", &["send/rate-limited", "send/temporary-failure"]),
    ("starttls/not-offered", &["starttls/stripped", "tls/implicit-port"]),
    ("starttls/refused", &["starttls/temporary-failure", "starttls/not-offered"]),
    (
        "auth/bad-credentials",
        &["auth/wrong-credential-kind", "auth/credential-mangled", "auth/username-form"],
    ),
    ("auth/mechanism-unsupported", &["auth/smtp-disabled", "smtp/inbound-only"]),
    ("auth/not-offered", &["auth/tls-required", "smtp/inbound-only"]),
    ("auth/tls-required", &["auth/not-offered"]),
    ("auth/login-blocked", &["auth/app-password-required"]),
    ("auth/too-many-attempts", &["auth/bad-credentials"]),
    ("send/relay-denied", &["send/auth-required"]),
    ("send/auth-required", &["send/relay-denied"]),
    ("send/sender-unverified", &["send/sender-not-owned"]),
    ("send/sender-not-owned", &["send/sender-unverified"]),
    ("send/sender-rejected", &["send/sender-not-owned"]),
    ("send/too-many-recipients", &["send/rate-limited"]),
    ("send/rate-limited", &["smtp/greeting-busy", "send/quota-exceeded"]),
    ("send/recipient-unknown", &["send/recipient-rejected"]),
    ("send/recipient-rejected", &["send/recipient-unknown"]),
    ("send/spam-rejected", &["send/content-rejected"]),
    ("send/content-rejected", &["send/spam-rejected"]),
    ("send/policy-rejected", &["send/spam-rejected"]),
    ("send/greylisted", &["send/temporary-failure"]),
];

/// Adds the causes that say the same as the best one.
pub(super) fn add(hits: &mut Vec<Hit>, fitting: &[Fitting], facts: &Facts) {
    let best = hits.iter().max_by(|one, other| one.score.total_cmp(&other.score)).cloned();
    let Some(best) = best else { return };
    wanted_secrets(hits, fitting, facts);
    let code = best.cause.code.0;
    let asked = matches!(code, "auth/mechanism-unsupported" | "auth/not-offered");
    let inbound = facts.place.host.iter().chain(&facts.names).any(|name| by_mx(name).is_some());
    if asked && inbound {
        raise(hits, "smtp/inbound-only", (best.score * score::INBOUND).min(0.97), &best);
    }
    let mut score = best.score * score::KIN;
    for kin in TABLE.iter().filter(|(known, _)| *known == code).flat_map(|(_, kin)| *kin) {
        raise(hits, kin, score, &best);
        score *= score::FURTHER_KIN;
    }
}

/// Adds what a refused password means at a provider that takes no passwords of accounts: it says the same for both.
fn wanted_secrets(hits: &mut Vec<Hit>, fitting: &[Fitting], facts: &Facts) {
    let refused = |code: Code| code.0 == "auth/bad-credentials";
    let Some(plain) = hits.iter().find(|hit| refused(hit.cause.code)).cloned() else { return };
    let own = fitting.iter().filter(|one| refused(one.cause.code) && one.score >= plain.score / 2.0);
    for provider in facts.providers.iter().copied().chain(own.filter_map(|one| one.provider)) {
        if let Some((code, part)) = wanted(provider.secret) {
            raise(hits, code, (plain.score * part).min(0.97), &plain);
        }
    }
}

/// The cause that a refused password has where another kind of secret is wanted, and what it is worth beside it.
fn wanted(secret: SecretKind) -> Option<(&'static str, f64)> {
    match secret {
        SecretKind::AppPassword => Some(("auth/app-password-required", score::ONLY_SECRET)),
        SecretKind::AuthorizationCode => Some(("auth/authorization-code-required", score::ONLY_SECRET)),
        SecretKind::OAuth => Some(("auth/oauth-required", score::ONLY_SECRET)),
        SecretKind::SmtpKey => Some(("auth/wrong-credential-kind", score::WANTED_SECRET)),
        SecretKind::PasswordOrAppPassword => Some(("auth/app-password-required", score::WANTED_SECRET)),
        SecretKind::Password | SecretKind::NoLogin => None,
    }
}

fn raise(hits: &mut Vec<Hit>, code: &'static str, score: f64, from: &Hit) {
    match hits.iter_mut().find(|hit| hit.cause.code.0 == code) {
        Some(hit) => hit.score = hit.score.max(score),
        None => hits.extend(find(Code(code)).map(|cause| Hit { cause, score, signs: from.signs.clone() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_causes_once() {
        for (at, (code, kin)) in TABLE.iter().enumerate() {
            assert!(!kin.contains(code) && !kin.is_empty(), "{code}");
            assert!(!TABLE[..at].iter().any(|(before, _)| before == code), "{code}");
        }
    }
}
