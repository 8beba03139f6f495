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
    ("tcp/timeout", &["tls/implicit-port", "smtp/greeting-timeout"]),
    ("tcp/port-blocked", &["tcp/timeout", "tls/implicit-port"]),
    ("tcp/refused", &["client/config-not-applied", "tcp/port-blocked"]),
    ("tcp/reset", &["tls/plaintext-port", "smtp/connection-lost"]),
    ("tcp/unreachable", &["tcp/ipv6-broken", "tcp/port-blocked"]),
    ("tcp/ipv6-broken", &["tcp/unreachable", "tcp/port-blocked"]),
    ("tls/plaintext-port", &["client/tls-mode-mismatch", "tls/implicit-port"]),
    ("tls/implicit-port", &["smtp/connection-lost", "smtp/helo-rejected"]),
    (
        "tls/certificate-untrusted",
        &["tls/certificate-self-signed", "tls/intercepted", "client/ca-bundle-missing"],
    ),
    ("tls/certificate-self-signed", &["tls/certificate-untrusted", "tls/intercepted"]),
    ("tls/certificate-name-mismatch", &["smtp/redirected", "tls/intercepted"]),
    ("tls/certificate-expired", &["tls/clock-wrong"]),
    ("tls/handshake-reset", &["tls/plaintext-port", "tls/no-common-cipher"]),
    ("tls/no-common-cipher", &["tls/version-too-old", "tls/plaintext-port"]),
    ("tls/version-too-old", &["tls/no-common-cipher"]),
    ("smtp/greeting-timeout", &["tls/implicit-port", "tcp/port-blocked"]),
    ("smtp/greeting-closed", &["tls/implicit-port", "smtp/greeting-busy"]),
    ("smtp/greeting-rejected", &["send/ip-blocklisted", "send/ptr-missing"]),
    ("smtp/connection-lost", &["tls/implicit-port", "smtp/helo-rejected"]),
    ("smtp/reply-timeout", &["tcp/port-blocked", "tls/implicit-port"]),
    ("smtp/service-unavailable", &["smtp/greeting-busy", "send/rate-limited"]),
    ("smtp/server-error", &["send/temporary-failure", "send/rate-limited"]),
    ("starttls/not-offered", &["starttls/stripped", "tls/implicit-port"]),
    ("starttls/refused", &["starttls/temporary-failure", "starttls/not-offered"]),
    ("starttls/temporary-failure", &["starttls/refused", "tls/no-common-cipher"]),
    (
        "auth/bad-credentials",
        &["auth/wrong-credential-kind", "auth/credential-mangled", "auth/app-password-required"],
    ),
    ("auth/mechanism-unsupported", &["auth/smtp-disabled", "smtp/inbound-only"]),
    ("auth/not-offered", &["auth/tls-required", "auth/mechanism-unsupported"]),
    ("auth/tls-required", &["auth/not-offered", "auth/mechanism-unsupported", "send/tls-required"]),
    ("auth/login-blocked", &["auth/app-password-required"]),
    ("auth/account-locked", &["send/account-restricted"]),
    ("auth/too-many-attempts", &["send/rate-limited", "auth/bad-credentials"]),
    ("send/relay-denied", &["send/auth-required", "auth/ip-not-allowed"]),
    ("send/auth-required", &["send/relay-denied"]),
    ("send/tls-required", &["auth/tls-required"]),
    ("send/sender-unverified", &["send/sender-not-owned"]),
    ("send/sender-not-owned", &["send/sender-rejected", "send/sender-unverified"]),
    ("send/sender-rejected", &["send/sender-not-owned", "send/sender-unverified"]),
    ("send/recipient-unknown", &["send/recipient-rejected", "send/relay-denied"]),
    ("send/recipient-rejected", &["send/recipient-unknown"]),
    ("send/mailbox-full", &["send/quota-exceeded"]),
    ("send/quota-exceeded", &["send/rate-limited", "send/account-restricted"]),
    ("send/too-many-recipients", &["send/rate-limited"]),
    ("send/rate-limited", &["smtp/greeting-busy", "send/quota-exceeded"]),
    ("send/spam-rejected", &["send/content-rejected", "send/ip-blocklisted"]),
    ("send/content-rejected", &["send/spam-rejected"]),
    ("send/ip-blocklisted", &["send/ptr-missing", "send/spam-rejected"]),
    ("send/ptr-missing", &["send/ip-blocklisted"]),
    ("send/domain-unauthenticated", &["send/spam-rejected"]),
    ("send/account-restricted", &["send/spam-rejected"]),
    ("send/policy-rejected", &["send/spam-rejected", "send/ip-blocklisted"]),
    ("send/greylisted", &["send/temporary-failure"]),
    ("send/temporary-failure", &["send/rate-limited", "send/greylisted"]),
    ("send/rejected", &["send/policy-rejected", "client/protocol-error"]),
    ("client/protocol-error", &["send/rejected"]),
    ("client/plain-auth-refused", &["auth/tls-required", "starttls/not-offered"]),
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
    // What stands in the table of subjects has its companions there.
    if best.score <= score::VAGUE {
        if facts.place.host.as_deref().is_some_and(is_loopback) {
            raise(hits, "tcp/refused", best.score + 0.01, &best);
        }
        return;
    }
    if facts.challenged {
        raise(hits, "auth/token-rejected", (best.score + 0.01).min(0.995), &best);
    }
    // A silent port is more often a blocked one than a dead server; only trying its siblings tells.
    let dead = hits.iter().find(|hit| hit.cause.code.0 == "tcp/timeout").map(|hit| hit.score);
    if let Some(dead) = dead.filter(|_| matches!(code, "tcp/timeout" | "tcp/port-blocked")) {
        raise(hits, "tcp/port-blocked", (dead + 0.01).min(0.97), &best);
    }
    if facts.odd_host && code == "dns/name-not-found" {
        raise(hits, "dns/malformed-host", (best.score + 0.01).min(0.97), &best);
    }
    let mut score = best.score * score::KIN;
    for kin in TABLE.iter().filter(|(known, _)| *known == code).flat_map(|(_, kin)| *kin) {
        raise(hits, kin, score, &best);
        score *= score::FURTHER_KIN;
    }
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
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
mod tests;
