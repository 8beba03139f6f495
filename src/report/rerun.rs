//! The command that examines the same thing again: from the plan alone, without a secret.

use std::net::Ipv6Addr;

use super::shell::word;
use crate::plan::{Family, InClear, Issuers, Limits, PlanRecord, Platform, Route, Security, TlsMode};

/// `smtp-doctor HOST:PORT USER --ask-password --tls …` for one route; none where a value cannot be quoted.
pub(super) fn rerun(
    plan: &PlanRecord,
    route: Route,
    user: Option<&str>,
    platform: Platform,
) -> Option<String> {
    let mut words = vec!["smtp-doctor".to_owned(), word(&endpoint(&plan.target.host, route.port), platform)?];
    let by_certificate =
        plan.login.as_ref().is_some_and(|login| login.mechanism.as_deref() == Some("EXTERNAL"));
    // A login by certificate needs neither a name nor a password.
    if let Some(user) = user.filter(|user| !(by_certificate && user.is_empty())) {
        words.push(word(user, platform)?);
        words.extend((!by_certificate).then(|| "--ask-password".to_owned()));
    }
    words.extend(tls(route).map(str::to_owned));
    for option in options(plan) {
        words.push(written(option, platform)?);
    }
    Some(words.join(" "))
}

/// A command about another port or name that a remedy has written, sent the way this examination went. What the command
/// says itself stays.
pub(super) fn same_way(plan: &PlanRecord, command: &str, platform: Platform) -> Option<String> {
    let said: Vec<&str> = command.split(' ').collect();
    let family = |option| matches!(option, "-4" | "-6");
    let is_said = |option| said.contains(&option) || (family(option) && said.iter().copied().any(family));
    let missing =
        way(plan).into_iter().chain(pinned(plan, said.get(1))).filter(|(option, _)| !is_said(option));
    let missing = missing.map(|option| written(option, platform)).collect::<Option<Vec<_>>>()?;
    Some([vec![command.to_owned()], missing].concat().join(" "))
}

fn written((option, value): (&str, Option<String>), platform: Platform) -> Option<String> {
    Some(match value {
        None => option.to_owned(),
        Some(value) => format!("{option} {}", word(&value, platform)?),
    })
}

/// The addresses given by hand, for the port that a command names; those of all ports where it names none.
fn pinned(plan: &PlanRecord, endpoint: Option<&&str>) -> Vec<(&'static str, Option<String>)> {
    let host = &plan.target.host;
    let named = endpoint.copied().unwrap_or_default();
    let port = match named.strip_prefix(host.as_str()) {
        Some("") => None,
        Some(rest) => match rest.strip_prefix(':').and_then(|port| port.parse::<u16>().ok()) {
            Some(port) => Some(port),
            None => return Vec::new(),
        },
        None => return Vec::new(),
    };
    let mut pins: Vec<String> = Vec::new();
    for pin in plan.resolution.pins.iter().filter(|pin| pin.host == *host) {
        let pin = format!("{}:{}:{}", pin.host, port.unwrap_or(pin.port), pin.address);
        if !pins.contains(&pin) {
            pins.push(pin);
        }
    }
    pins.into_iter().map(|pin| ("--resolve", Some(pin))).collect()
}

/// Host and port as they are written together, an IPv6 address in brackets.
pub(super) fn endpoint(host: &str, port: u16) -> String {
    match host.parse::<Ipv6Addr>() {
        Ok(address) => format!("[{address}]:{port}"),
        Err(_) => format!("{host}:{port}"),
    }
}

/// The option that leads to this route; the automatic choice needs none.
fn tls(route: Route) -> Option<&'static str> {
    if Route::new(route.port, TlsMode::Required) == route {
        return Some("--tls");
    }
    match route.security {
        Security::Implicit => Some("--tls=implicit"),
        Security::StartTls => Some("--tls=starttls"),
        Security::Plain => Some("--tls=none"),
        Security::Opportunistic | Security::Detect => None,
    }
}

/// Everything else that was asked for and is not the default.
fn options(plan: &PlanRecord) -> Vec<(&'static str, Option<String>)> {
    let mut options = Vec::new();
    if let Some(login) = &plan.login {
        options.extend(login.mechanism.clone().map(|mechanism| ("--auth", Some(mechanism))));
        options.extend((login.in_clear == InClear::Allowed).then_some(("--allow-plaintext-auth", None)));
    }
    // Where the file lies is not recorded.
    options.extend(plan.client_certificate.as_ref().map(|_| ("--cert", Some("client.pem".to_owned()))));
    let asked = &plan.server_certificate;
    options.extend(asked.pins.iter().map(|pin| ("--pin", Some(pin.to_string()))));
    options.extend((asked.issuers == Issuers::Fetched).then_some(("--fetch-issuers", None)));
    if let Some(envelope) = &plan.envelope {
        let from = if envelope.from.is_empty() { "<>".to_owned() } else { envelope.from.clone() };
        options.push(("--from", Some(from)));
        let selectors = plan.sender.iter().flat_map(|sender| &sender.selectors);
        options.extend(selectors.map(|selector| ("--dkim-selector", Some(selector.clone()))));
        options.extend(envelope.to.iter().map(|to| ("--to", Some(to.clone()))));
    }
    options.extend(plan.helo.clone().map(|name| ("--helo", Some(name))));
    options.extend(way(plan));
    options.extend(plan.resolution.pins.iter().map(|pin| {
        let pin = format!("{}:{}:{}", pin.host, pin.port, pin.address);
        ("--resolve", Some(pin))
    }));
    let (limits, usual) = (plan.limits, Limits::default());
    options.extend((limits.stage != usual.stage && limits.stage.subsec_nanos() == 0).then(|| {
        let seconds = limits.stage.as_secs().to_string();
        ("--timeout", Some(seconds))
    }));
    options.extend((!plan.audit.is_left()).then_some(("--audit", None)));
    options
        .extend((limits.retries != usual.retries).then(|| ("--retries", Some(limits.retries.to_string()))));
    options
}

/// How the server is found, reached and trusted, whatever is asked of it.
fn way(plan: &PlanRecord) -> Vec<(&'static str, Option<String>)> {
    let mut options = Vec::new();
    // Where the file lies is not recorded.
    options.extend(plan.extra_roots.then(|| ("--ca-file", Some("ca.pem".to_owned()))));
    options.extend(match plan.family {
        Family::Any => None,
        Family::V4 => Some(("-4", None)),
        Family::V6 => Some(("-6", None)),
    });
    options.extend(plan.resolution.servers.first().map(|server| ("--dns-server", Some(server.to_string()))));
    let anchor = plan.resolution.anchor.as_ref();
    options.extend(anchor.map(|_| ("--dns-trust-anchor", Some("anchor.key".to_owned()))));
    // Its credentials are recorded nowhere.
    options.extend(plan.proxy.as_ref().map(|proxy| {
        let url = proxy.to_string();
        let url = if proxy.login { url.replacen("://", "://user:password@", 1) } else { url };
        ("--proxy", Some(url))
    }));
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::healthy;
    use crate::plan::{ClientCertificateRecord, Envelope, Fingerprint, Proxy, Sender, ServerCertificate};

    fn command(change: impl FnOnce(&mut PlanRecord), port: u16, security: Security) -> Option<String> {
        let mut plan = healthy(port, security).plan;
        change(&mut plan);
        let user = plan.login.as_ref().map(|login| login.user.clone());
        rerun(&plan, Route { port, security }, user.as_deref(), Platform::Linux)
    }

    #[test]
    fn it_leads_to_the_same_route() {
        let plain = |port, security| command(|_| (), port, security).unwrap();
        let start = "smtp-doctor smtp.example.com";
        assert_eq!(
            plain(465, Security::Implicit),
            format!("{start}:465 me@example.com --ask-password --tls")
        );
        assert_eq!(
            plain(587, Security::StartTls),
            format!("{start}:587 me@example.com --ask-password --tls")
        );
        assert_eq!(plain(587, Security::Opportunistic), format!("{start}:587 me@example.com --ask-password"));
        assert!(plain(587, Security::Implicit).ends_with(" --tls=implicit"));
        assert!(plain(465, Security::StartTls).ends_with(" --tls=starttls"));
        assert!(plain(25, Security::Plain).ends_with(" --tls=none"));
    }

    #[test]
    fn it_asks_for_the_same_things() {
        let full = command(
            |plan| {
                plan.target.host = "::1".into();
                plan.login = None;
                plan.envelope =
                    Some(Envelope { from: "me@example.com".into(), to: vec!["you@example.org".into()] });
                plan.sender = Some(Sender { domain: "example.com".into(), selectors: vec!["s1".into()] });
                plan.server_certificate = ServerCertificate {
                    pins: Fingerprint::read(&"ab".repeat(32)).into_iter().collect(),
                    issuers: Issuers::Fetched,
                };
                plan.helo = Some("[192.0.2.9]".into());
                plan.proxy = Proxy::read("http://me:secret@p.test:3128").ok().map(|proxy| proxy.record);
                plan.family = Family::V6;
                plan.limits.stage = std::time::Duration::from_secs(5);
                plan.limits.retries = 2;
            },
            465,
            Security::Implicit,
        );
        let pin = "ab".repeat(32);
        let wanted = format!(
            "smtp-doctor '[::1]:465' --tls --pin {pin} --fetch-issuers --from me@example.com --dkim-selector s1 --to you@example.org --helo '[192.0.2.9]' -6 --proxy http://user:password@p.test:3128 --timeout 5 --retries 2"
        );
        assert_eq!(full, Some(wanted));
    }

    #[test]
    fn a_login_by_certificate_asks_for_no_password() {
        let external = |user: &str| {
            command(
                |plan| {
                    let login = plan.login.as_mut().unwrap();
                    (login.user, login.mechanism) = (user.to_owned(), Some("EXTERNAL".to_owned()));
                    plan.client_certificate = Some(ClientCertificateRecord {
                        subject: "CN=me".into(),
                        not_after: time::OffsetDateTime::UNIX_EPOCH,
                    });
                },
                465,
                Security::Implicit,
            )
            .unwrap()
        };
        let end = "--tls --auth EXTERNAL --cert client.pem";
        assert_eq!(external(""), format!("smtp-doctor smtp.example.com:465 {end}"));
        assert_eq!(external("me"), format!("smtp-doctor smtp.example.com:465 me {end}"));
    }

    #[test]
    fn a_user_that_cannot_be_quoted_gives_no_command() {
        let broken =
            command(|plan| plan.login.as_mut().unwrap().user = "me\u{202e}".into(), 465, Security::Implicit);
        assert_eq!(broken, None);
    }

    #[test]
    fn a_command_about_another_port_goes_the_same_way() {
        let mut plan = healthy(587, Security::StartTls).plan;
        let there = |plan: &PlanRecord, command: &str| same_way(plan, command, Platform::Linux).unwrap();
        let bare = "smtp-doctor smtp.example.com:465 --tls=implicit";
        assert_eq!(there(&plan, bare), bare);
        plan.extra_roots = true;
        plan.proxy = Proxy::read("socks5://p.test:1080").ok().map(|proxy| proxy.record);
        plan.family = Family::V4;
        let pin = |port, address: &str| crate::plan::Pin {
            host: "smtp.example.com".into(),
            port,
            address: address.parse().unwrap(),
        };
        plan.resolution.pins = vec![pin(587, "192.0.2.7"), pin(25, "192.0.2.7")];
        let way = "--ca-file ca.pem -4 --proxy socks5://p.test:1080";
        let at_465 = "--resolve smtp.example.com:465:192.0.2.7";
        assert_eq!(there(&plan, bare), format!("{bare} {way} {at_465}"));
        let whole = "smtp-doctor smtp.example.com";
        let pins = "--resolve smtp.example.com:587:192.0.2.7 --resolve smtp.example.com:25:192.0.2.7";
        assert_eq!(there(&plan, whole), format!("{whole} {way} {pins}"));
        for other in ["smtp-doctor smtp.example.community:465", "smtp-doctor mail.example.com"] {
            assert_eq!(there(&plan, other), format!("{other} {way}"));
        }
        let own = "smtp-doctor smtp.example.com:587 -6 --ca-file company-root.pem --proxy http://p.test:1";
        assert_eq!(there(&plan, own), format!("{own} --resolve smtp.example.com:587:192.0.2.7"));
    }

    #[test]
    fn what_was_trusted_beside_the_machine_is_named_again() {
        let command = command(|plan| plan.extra_roots = true, 465, Security::Implicit).unwrap();
        assert!(command.ends_with("--tls --ca-file ca.pem"), "{command}");
    }
}
