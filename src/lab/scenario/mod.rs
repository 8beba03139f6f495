//! Worlds in which one thing is wrong, by the code of that thing, and healthy ones.
//!
//! A scenario says how the server is to be examined and brings the world about. What an examination finds in it is
//! for the tests to say.

mod auth;
mod dns;
mod message;
pub mod moved;
mod provider;
mod send;
mod smtp;
mod starttls;
mod tcp;
mod tls;

use super::{PASSWORD, Service, USER, World};
use crate::plan::TlsMode;

/// The host in most scenarios.
pub const HOST: &str = "smtp.lab.test";

/// A world, and how to examine the server in it.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// The code of what is wrong; none when nothing is.
    pub code: Option<&'static str>,
    /// What tells it from other scenarios of the same code; the first of them has none.
    pub variant: Option<&'static str>,
    /// The mail address whose server is to be found, in place of the host.
    pub mailbox: Option<&'static str>,
    /// The host to examine.
    pub host: &'static str,
    /// The port to examine.
    pub port: u16,
    /// The TLS mode to ask for.
    pub mode: TlsMode,
    /// The user name and the password to log in with.
    pub login: Option<(&'static str, &'static str)>,
    /// The sender and the recipients to check.
    pub envelope: Option<(&'static str, &'static [&'static str])>,
    /// The message to send to the recipients, as the file of an application.
    pub message: Option<&'static str>,
    /// The only mechanism to use.
    pub mechanism: Option<&'static str>,
    /// The fingerprint that the certificate or its key must have.
    pub pin: Option<&'static str>,
    /// The URL of the proxy to go through.
    pub proxy: Option<&'static str>,
    /// The name to announce.
    pub helo: Option<&'static str>,
    /// The root certificates of the machine.
    pub roots: Roots,
    /// Makes the world.
    pub world: fn() -> World,
}

/// The root certificates of a machine in the lab.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Roots {
    /// That of the lab's authority.
    Lab,
    /// None at all.
    None,
}

/// Every scenario, by family.
pub static SCENARIOS: &[&[Scenario]] = &[
    &[IMPLICIT, SUBMISSION, ENVELOPE],
    dns::SCENARIOS,
    tcp::SCENARIOS,
    tls::SCENARIOS,
    starttls::SCENARIOS,
    smtp::SCENARIOS,
    auth::SCENARIOS,
    send::SENDER,
    send::RECIPIENT,
    send::LIMIT,
    send::REPUTATION,
    message::SCENARIOS,
];

/// A healthy server with TLS from the first byte; the pattern of the others.
const IMPLICIT: Scenario = Scenario {
    code: None,
    variant: None,
    mailbox: None,
    host: HOST,
    port: 465,
    mode: TlsMode::Auto,
    login: Some((USER, PASSWORD)),
    envelope: None,
    message: None,
    mechanism: None,
    pin: None,
    proxy: None,
    helo: None,
    roots: Roots::Lab,
    world: || healthy(HOST),
};

/// A healthy server with STARTTLS; the pattern of the others.
const SUBMISSION: Scenario = Scenario { variant: Some("starttls"), port: 587, ..IMPLICIT };

/// A healthy server that takes a message for this envelope.
const ENVELOPE: Scenario =
    Scenario { variant: Some("envelope"), envelope: Some((USER, &["you@lab.test"])), ..IMPLICIT };

/// Every scenario.
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    SCENARIOS.iter().flat_map(|family| family.iter())
}

/// The first scenario of a code; of no code, the first healthy one.
pub fn find(code: Option<&str>) -> Option<&'static Scenario> {
    all().find(|scenario| scenario.code == code)
}

impl Scenario {
    /// What it is called: its code, with its variant behind a colon.
    pub fn name(&self) -> String {
        let code = self.code.unwrap_or("healthy");
        self.variant.map_or_else(|| code.to_owned(), |variant| format!("{code}:{variant}"))
    }

    /// A scenario of a code, otherwise like this one.
    const fn of(self, code: &'static str) -> Self {
        Self { code: Some(code), variant: None, ..self }
    }

    /// The same, as a variant.
    const fn variant(self, variant: &'static str) -> Self {
        Self { variant: Some(variant), ..self }
    }

    /// The same, in this world.
    const fn world(self, world: fn() -> World) -> Self {
        Self { world, ..self }
    }
}

/// A world in which nothing is wrong.
fn healthy(host: &str) -> World {
    World::of(host, &[World::ADDRESS])
        .serving(465, Service::submissions(host))
        .serving(587, Service::submission(host))
}

/// A world with this server on port 465 and nothing beside it.
fn on_465(service: Service) -> World {
    World::of(HOST, &[World::ADDRESS]).serving(465, service)
}

/// A world with this server on port 587 and nothing beside it.
fn on_587(service: Service) -> World {
    World::of(HOST, &[World::ADDRESS]).serving(587, service)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::SocketAddr;
    use std::time::Duration;

    use tokio::time::timeout;

    use super::super::RunningWorld;
    use super::super::caller::Caller;
    use super::*;
    use crate::probe::net::Net as _;

    /// What the examination of a server and its follow-ups can meet; the other codes need more than a world.
    const CODES: &[(&str, &str)] = &[
        (
            "dns",
            "name-not-found no-address server-failure resolver-unreachable bogus-address no-submission-service split-answers",
        ),
        (
            "tcp",
            "refused timeout port-blocked unreachable reset ipv6-broken partial-outage \
             no-buffer-space local-denied proxy-failed",
        ),
        (
            "tls",
            "plaintext-port implicit-port certificate-expired certificate-not-yet-valid clock-wrong \
             certificate-name-mismatch certificate-self-signed certificate-untrusted \
             certificate-missing-intermediate certificate-revoked certificate-invalid pin-mismatch intercepted version-too-old \
             no-common-cipher handshake-reset handshake-timeout sni-rejected \
             client-certificate-required no-trust-store certificate-expiring",
        ),
        ("starttls", "not-offered stripped refused temporary-failure injection"),
        (
            "smtp",
            "greeting-timeout greeting-closed greeting-rejected greeting-busy not-smtp redirected \
             helo-rejected ehlo-unsupported malformed-reply connection-lost reply-timeout \
             service-unavailable server-error inbound-only",
        ),
        (
            "auth",
            "bad-credentials app-password-required authorization-code-required oauth-required \
             smtp-disabled not-offered tls-required mechanism-unsupported username-form \
             wrong-credential-kind credential-mangled too-many-attempts account-locked \
             login-blocked ip-not-allowed password-expired temporary-failure plaintext-refused \
             server-unproven certificate-rejected",
        ),
        (
            "send",
            "auth-required tls-required sender-not-owned sender-unverified sender-rejected relay-denied \
             recipient-unknown recipient-rejected mailbox-full quota-exceeded rate-limited \
             too-many-recipients greylisted message-too-large spam-rejected ip-blocklisted ptr-missing \
             domain-unauthenticated account-restricted smtputf8-unsupported policy-rejected \
             temporary-failure rejected",
        ),
        ("send", "message-malformed"),
    ];

    #[test]
    fn every_code_has_a_scenario_and_every_scenario_its_own_name() {
        let first = all().filter(|scenario| scenario.variant.is_none());
        let mut codes: Vec<&str> = first.filter_map(|scenario| scenario.code).collect();
        codes.dedup();
        let family = |(family, faults): &(&str, &str)| {
            faults.split(' ').map(|fault| format!("{family}/{fault}")).collect::<Vec<_>>()
        };
        assert_eq!(codes, CODES.iter().flat_map(family).collect::<Vec<_>>());
        let names: BTreeSet<String> = all().map(Scenario::name).collect();
        assert_eq!(names.len(), all().count());
        for code in codes {
            assert_eq!(find(Some(code)).unwrap().variant, None, "{code}");
        }
        assert_eq!(find(None).unwrap().name(), "healthy");
    }

    #[tokio::test]
    async fn every_world_comes_about() {
        for scenario in all() {
            if let Err(error) = (scenario.world)().start().await {
                panic!("{}: {error:#}", scenario.name());
            }
        }
    }

    /// The world of a scenario, and a client on its port in the phase where logins are taken.
    async fn enter(code: Option<&str>) -> (RunningWorld, Caller) {
        let scenario = find(code).unwrap();
        let running = (scenario.world)().start().await.unwrap();
        let address = SocketAddr::new(World::ADDRESS, scenario.port);
        let mut caller = Caller::Clear(running.net.connect(address).await.unwrap());
        if scenario.port == 465 {
            caller = caller.secure(scenario.host, &running.authority).await.unwrap();
        }
        caller.reply().await;
        (running, caller)
    }

    #[tokio::test]
    async fn the_healthy_one_takes_the_login() {
        let (_running, mut caller) = enter(None).await;
        let reply = caller.ask("AUTH PLAIN AG1lQGxhYi50ZXN0AGNvcnJlY3QgaG9yc2U=").await;
        assert_eq!(reply, "235 2.7.0 Authentication successful");
    }

    #[tokio::test]
    async fn a_name_in_brackets_is_refused_and_another_passes() {
        let (_running, mut caller) = enter(Some("smtp/helo-rejected")).await;
        assert!(caller.ask("EHLO [127.0.0.1]").await.starts_with("501 "));
        assert!(caller.ask("EHLO a.lab.test").await.starts_with("250-"));
    }

    #[tokio::test]
    async fn bytes_are_glued_behind_the_reply_to_starttls() {
        let (_running, mut caller) = enter(Some("starttls/injection")).await;
        assert!(caller.ask("STARTTLS").await.starts_with("220 "));
        assert!(caller.reply().await.starts_with("250-"));
    }

    #[tokio::test]
    async fn a_login_is_refused_with_each_mechanism_and_in_gbk() {
        let (_running, mut caller) = enter(Some("auth/authorization-code-required")).await;
        let refused = caller.ask("AUTH PLAIN AGEAYg==").await;
        assert!(refused.starts_with("535 Error: ") && refused.contains('\u{fffd}'), "{refused}");
        caller.ask("AUTH LOGIN").await;
        caller.ask("YQ==").await;
        assert_eq!(caller.ask("Yg==").await, refused);
    }

    #[tokio::test]
    async fn a_client_without_a_certificate_is_told_so() {
        let scenario = |name: &str| all().find(|scenario| scenario.name() == name).unwrap();
        let address = SocketAddr::new(World::ADDRESS, 465);
        let running = (scenario("tls/client-certificate-required").world)().start().await.unwrap();
        let caller = Caller::Clear(running.net.connect(address).await.unwrap());
        let mut caller = caller.secure(HOST, &running.authority).await.unwrap();
        assert!(caller.failure().await.contains("CertificateRequired"));
        let running = (scenario("tls/client-certificate-required:tls-1.2").world)().start().await.unwrap();
        let caller = Caller::Clear(running.net.connect(address).await.unwrap());
        let failed = caller.secure(HOST, &running.authority).await.unwrap_err();
        assert!(failed.contains("CertificateRequired"), "{failed}");
    }

    #[tokio::test]
    async fn what_is_silent_stays_silent() {
        let running = (find(Some("tcp/timeout")).unwrap().world)().start().await.unwrap();
        let connecting = running.net.connect(SocketAddr::new(World::ADDRESS, 465));
        assert!(timeout(Duration::from_millis(50), connecting).await.is_err());
    }
}
