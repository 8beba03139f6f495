//! What a known provider expects, held against what the examination used.
//!
//! It names no cause: it shows, beside the one that was found, which setting differs from the provider's own.

use crate::catalog::{Match, Proof, Scope};
use crate::evidence::{Attempt, Evidence};
use crate::locale::Text;
use crate::plan::Security;
use crate::provider::{Endpoint, by_host};

/// Adds to a root cause how port and encryption differ from those of the provider.
pub(super) fn add(found: &mut Match, evidence: &Evidence) {
    let Scope::Attempt(about) = found.scope else { return };
    let Some(attempt) = evidence.attempts.get(about) else { return };
    let host = &evidence.plan.target.host;
    let Some(provider) = by_host(host) else { return };
    let expected: Vec<&Endpoint> = provider.endpoints_on(host).collect();
    if expected.iter().any(|endpoint| suits(endpoint, attempt)) {
        return;
    }
    let named: Vec<String> = expected.iter().map(|endpoint| shown(endpoint)).collect();
    let args = vec![
        ("expected", named.join(SEPARATOR)),
        ("used", format!("{} {}", attempt.route.port, word(attempt.spoken))),
    ];
    found.proof.push(Proof::new(DIFFERS, args));
}

/// What stands between two settings in a sentence, in every language alike.
const SEPARATOR: &str = " / ";

fn suits(endpoint: &Endpoint, attempt: &Attempt) -> bool {
    let security = match attempt.spoken {
        // What was left open is not at odds with anything.
        Security::Opportunistic | Security::Detect => endpoint.security,
        security => security,
    };
    endpoint.port == attempt.route.port && endpoint.security == security
}

fn shown(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.port, word(endpoint.security))
}

/// The name of a way to encrypt, which is the same in every language.
fn word(security: Security) -> &'static str {
    match security {
        Security::Implicit => "SSL/TLS",
        Security::StartTls => "STARTTLS",
        Security::Opportunistic | Security::Detect => "auto",
        Security::Plain => "plain",
    }
}

const DIFFERS: Text = Text {
    en: "{provider} wants {expected} at {host}; this run used {used}",
    zh_cn: "{provider} 的 {host} 应使用 {expected}，而这次用的是 {used}",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Match;
    use crate::evidence::Stage;
    use crate::evidence::sample::healthy;

    fn told(host: &str, port: u16, security: Security) -> Vec<Proof> {
        let mut evidence = healthy(port, security);
        evidence.attempts[0].spoken = security;
        evidence.plan.target.host = host.into();
        let first = Proof::new(Text { en: "", zh_cn: "" }, Vec::new());
        let mut found = Match::attempt(0, Stage::Tls, first);
        add(&mut found, &evidence);
        found.proof.split_off(1)
    }

    #[test]
    fn another_port_than_the_providers_is_shown() {
        let shown = told("smtp.gmail.com", 587, Security::Implicit);
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].args[1], ("used", "587 SSL/TLS".to_owned()));
        assert!(shown[0].args[0].1.contains("465 SSL/TLS"));
    }

    #[test]
    fn what_the_provider_expects_and_what_nobody_knows_is_not() {
        assert!(told("smtp.gmail.com", 465, Security::Implicit).is_empty());
        assert!(told("smtp.gmail.com", 587, Security::StartTls).is_empty());
        assert!(told("smtp.example.com", 587, Security::Implicit).is_empty());
    }

    #[test]
    fn what_was_left_open_is_at_odds_with_a_port_only() {
        for open in [Security::Opportunistic, Security::Detect] {
            assert!(told("smtp.gmail.com", 465, open).is_empty());
            let shown = told("smtp.gmail.com", 2525, open);
            assert_eq!(shown[0].args[1], ("used", "2525 auto".to_owned()));
        }
    }

    #[test]
    fn every_service_of_the_host_is_named() {
        let shown = told("SMTP.Gmail.com.", 465, Security::Plain);
        let args = [("expected", "465 SSL/TLS / 587 STARTTLS"), ("used", "465 plain")];
        assert_eq!(shown[0].args, args.map(|(name, value)| (name, value.to_owned())));
    }
}
