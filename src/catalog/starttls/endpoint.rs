//! What is known of the host's own ports: from its provider, and from the other ways gone in the same run.

use crate::evidence::{Evidence, Stage};
use crate::plan::Security;
use crate::provider::{Endpoint, by_host};

/// The submission services that the provider of a host is known to run on that very host.
pub(super) fn known(host: &str) -> Vec<Endpoint> {
    by_host(host).map_or_else(Vec::new, |provider| provider.endpoints_on(host).copied().collect())
}

/// Whether the host is known to offer STARTTLS on a port.
pub(super) fn offers_starttls(endpoints: &[Endpoint], port: u16) -> bool {
    endpoints.iter().any(|endpoint| endpoint.port == port && endpoint.security == Security::StartTls)
}

/// A port of the host that encrypts from the first byte: one that did so in this run, else one that is known to.
pub(super) fn encrypted_port(evidence: &Evidence, endpoints: &[Endpoint]) -> Option<u16> {
    let proved = evidence
        .attempts
        .iter()
        .find(|attempt| attempt.spoken == Security::Implicit && attempt.passed(Stage::Tls))
        .map(|attempt| attempt.route.port);
    let known = endpoints.iter().find(|endpoint| endpoint.security == Security::Implicit);
    proved.or_else(|| known.map(|endpoint| endpoint.port))
}

/// Whether the host was seen to take no connection on a port.
pub(super) fn is_closed(evidence: &Evidence, port: u16) -> bool {
    let mut seen = evidence.attempts.iter().filter(|attempt| attempt.route.port == port).peekable();
    seen.peek().is_some() && seen.all(|attempt| attempt.tcp.failure().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{attempt, healthy};
    use crate::plan::Route;

    const ENDPOINTS: [Endpoint; 2] = [
        Endpoint::new("smtp.example.com", 587, Security::StartTls),
        Endpoint::new("ssl.example.com", 465, Security::Implicit),
    ];

    #[test]
    fn an_endpoint_belongs_to_its_host() {
        let ports = |host| known(host).iter().map(|endpoint| endpoint.port).collect::<Vec<_>>();
        assert_eq!(ports("smtp.163.com"), [465, 994, 25]);
        assert!(ports("email-smtp.eu-west-1.amazonaws.com").contains(&2587));
        assert!(ports("mail.example.com").is_empty());
        assert!(offers_starttls(&ENDPOINTS, 587));
        assert!(!offers_starttls(&ENDPOINTS, 465));
    }

    #[test]
    fn a_port_that_encrypted_in_this_run_is_best() {
        let mut evidence = healthy(587, Security::StartTls);
        assert_eq!(encrypted_port(&evidence, &[]), None);
        assert_eq!(encrypted_port(&evidence, &ENDPOINTS[1..]), Some(465));
        evidence.attempts.push(attempt(Route { port: 4650, security: Security::Implicit }));
        assert_eq!(encrypted_port(&evidence, &ENDPOINTS[1..]), Some(4650));
    }
}
