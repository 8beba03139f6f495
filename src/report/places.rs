//! The values of the places that every sentence may use.

use std::net::IpAddr;
use std::time::Duration;

use super::Report;
use super::rerun::rerun;
use crate::catalog::Scope;
use crate::evidence::Attempt;
use crate::locale::{Args, Lang};
use crate::plan::{Family, PlanRecord, Route, SUBMISSIONS, Security, TlsMode};

/// The least that a stage is given where more time is to show whether a server is slow or dead.
pub(super) const PATIENCE: Duration = Duration::from_secs(90);
/// The most that `--timeout` takes.
const MOST: Duration = Duration::from_hours(1);

/// The values of the general places, for a sentence about `scope`. What is not known has no entry.
pub(super) fn places(report: &Report, scope: Scope, lang: Lang) -> Args {
    let evidence = report.evidence;
    let plan = &evidence.plan;
    let attempt = match scope {
        Scope::Run => report.primary(),
        Scope::Attempt(index) => evidence.attempts.get(index),
    };
    let route = attempt.map_or_else(|| first_route(report), |attempt| attempt.route);
    let user = user(plan);
    // For a command that announces another name.
    let unnamed = PlanRecord { helo: None, ..plan.clone() };
    // For a command that goes without the proxy, and one that takes addresses of either family.
    let direct = PlanRecord { proxy: None, ..plan.clone() };
    let any_family = PlanRecord { family: Family::Any, ..plan.clone() };
    // For a command that waits longer.
    let mut patient = plan.clone();
    patient.limits.stage = plan.limits.stage.saturating_mul(3).clamp(PATIENCE, MOST);
    let known = [
        ("host", Some(plan.target.host.clone())),
        ("port", Some(route.port.to_string())),
        ("address", Some(address(report, attempt))),
        ("tls", Some(tls_word(route.security).to_owned())),
        ("user", user.map(str::to_owned)),
        ("domain", domain(report, user)),
        ("provider", report.provider.map(|provider| provider.name.in_lang(lang).to_owned())),
        ("helo", helo(report, attempt)),
        ("timeout", Some(seconds(plan.limits.stage))),
        ("rerun", rerun(plan, route, user, evidence.platform)),
        ("rerun_unnamed", rerun(&unnamed, route, user, evidence.platform)),
        ("rerun_direct", rerun(&direct, route, user, evidence.platform)),
        ("rerun_any_family", rerun(&any_family, route, user, evidence.platform)),
        ("rerun_patient", rerun(&patient, route, user, evidence.platform)),
    ];
    known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The command that examines the same thing on another port that works, where there is one.
pub(super) fn rerun_elsewhere(report: &Report, scope: Scope, found: &Args) -> Option<String> {
    let (_, port) = found.iter().find(|(name, _)| *name == "working_port")?;
    let plan = &report.evidence.plan;
    let used = match scope {
        Scope::Attempt(index) => report.evidence.attempts.get(index)?.route,
        Scope::Run => first_route(report),
    };
    let mode = match used.security {
        Security::Implicit | Security::StartTls => TlsMode::Required,
        Security::Opportunistic | Security::Detect | Security::Plain => TlsMode::Auto,
    };
    rerun(plan, Route::new(port.parse().ok()?, mode), user(plan), report.evidence.platform)
}

/// The word for a way to encrypt, as `--tls` takes it.
pub(super) fn tls_word(security: Security) -> &'static str {
    match security {
        Security::Implicit => TlsMode::Implicit.word(),
        Security::StartTls => TlsMode::StartTls.word(),
        Security::Plain => TlsMode::None.word(),
        Security::Opportunistic | Security::Detect => TlsMode::Auto.word(),
    }
}

/// A duration in seconds, with up to two decimals.
pub(super) fn seconds(time: Duration) -> String {
    let written = format!("{:.2}", time.as_secs_f64());
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The route that is spoken of where no attempt was made.
pub(super) fn first_route(report: &Report) -> Route {
    let plan = &report.evidence.plan;
    let port = plan.target.port.unwrap_or(SUBMISSIONS);
    plan.routes.first().copied().unwrap_or_else(|| Route::new(port, TlsMode::Auto))
}

/// Who logs in. A login by certificate may be without a name.
fn user(plan: &PlanRecord) -> Option<&str> {
    plan.login.as_ref().map(|login| login.user.as_str()).filter(|user| !user.is_empty())
}

/// The address in use, else the first one tried, else the first one known, else the host.
fn address(report: &Report, attempt: Option<&Attempt>) -> String {
    let tcp = attempt.and_then(|attempt| attempt.tcp.facts());
    let used = tcp.and_then(|tcp| tcp.peer).map(|peer| peer.ip());
    used.or_else(|| tcp?.connections.first().map(|connection| connection.address))
        .or_else(|| named(report, attempt))
        .map_or_else(|| report.evidence.plan.target.host.clone(), |address| address.to_string())
}

fn named(report: &Report, attempt: Option<&Attempt>) -> Option<IpAddr> {
    let port = attempt.map_or_else(|| first_route(report), |attempt| attempt.route).port;
    let dns = report.evidence.dns_for(port)?;
    dns.addresses.first().copied()
}

/// The domain of the user's address, else the one the host stands in.
fn domain(report: &Report, user: Option<&str>) -> Option<String> {
    let of_user = user.and_then(|user| user.rsplit_once('@')).map(|(_, domain)| domain);
    if let Some(domain) = of_user.filter(|domain| domain.contains('.')) {
        return Some(domain.to_owned());
    }
    let target = &report.evidence.plan.target;
    if target.address().is_some() {
        return None;
    }
    let (_, parent) = target.host.split_once('.')?;
    Some(if parent.contains('.') { parent } else { &target.host }.to_owned())
}

/// The name that was or is to be announced.
fn helo(report: &Report, attempt: Option<&Attempt>) -> Option<String> {
    let announced = attempt.and_then(Attempt::last_ehlo).map(|ehlo| ehlo.announced.clone());
    report.evidence.plan.helo.clone().or(announced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::Diagnosis;
    use crate::evidence::Evidence;
    use crate::evidence::sample::healthy;

    fn value(evidence: &Evidence, name: &str) -> Option<String> {
        let diagnosis = Diagnosis { primary: 0, findings: Vec::new(), unexplained: Vec::new() };
        let found = places(&Report::new(evidence, &diagnosis), Scope::Run, Lang::En);
        found.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    #[test]
    fn what_is_known_is_filled() {
        let evidence = healthy(465, Security::Implicit);
        let known = ["host", "port", "address", "tls", "user", "domain", "helo", "timeout"]
            .map(|name| value(&evidence, name).unwrap());
        let wanted = [
            "smtp.example.com",
            "465",
            "192.0.2.1",
            "implicit",
            "me@example.com",
            "example.com",
            "[192.0.2.9]",
            "30",
        ];
        assert_eq!(known, wanted);
    }

    #[test]
    fn another_name_or_port_keeps_the_rest_of_the_command() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.plan.helo = Some("localhost".into());
        let command = "smtp-doctor smtp.example.com:587 me@example.com --ask-password --tls";
        assert_eq!(value(&evidence, "rerun_unnamed").as_deref(), Some(command));
        let diagnosis = Diagnosis { primary: 0, findings: Vec::new(), unexplained: Vec::new() };
        let report = Report::new(&evidence, &diagnosis);
        let there = |port: &str| {
            let found = vec![("working_port", port.to_owned())];
            rerun_elsewhere(&report, Scope::Attempt(0), &found)
        };
        let command = "smtp-doctor smtp.example.com:465 me@example.com --ask-password --tls --helo localhost";
        assert_eq!(there("465").as_deref(), Some(command));
        assert_eq!(there("x"), None);
        assert_eq!(rerun_elsewhere(&report, Scope::Attempt(0), &Args::new()), None);
    }

    #[test]
    fn more_time_is_more_than_there_was() {
        let mut evidence = healthy(465, Security::Implicit);
        for (had, given) in [(2, 90), (30, 90), (60, 180), (3600, 3600)] {
            evidence.plan.limits.stage = Duration::from_secs(had);
            let command = value(&evidence, "rerun_patient").unwrap();
            assert!(command.ends_with(&format!("--tls --timeout {given}")), "{command}");
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.login = None;
        evidence.plan.target.host = "192.0.2.1".into();
        evidence.attempts.clear();
        assert_eq!(value(&evidence, "user"), None);
        assert_eq!(value(&evidence, "domain"), None);
        assert_eq!(value(&evidence, "helo"), None);
        assert_eq!(value(&evidence, "provider"), None);
        assert_eq!(value(&evidence, "port").as_deref(), Some("465"));
    }

    #[test]
    fn a_host_stands_in_a_domain() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.login = None;
        assert_eq!(value(&evidence, "domain").as_deref(), Some("example.com"));
        evidence.plan.target.host = "example.org".into();
        assert_eq!(value(&evidence, "domain").as_deref(), Some("example.org"));
    }
}
