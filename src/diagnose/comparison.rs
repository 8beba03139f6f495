//! What the same host did elsewhere: on another port, at another address; and what an unrelated host did.
//!
//! No cause asks for it. It says of any of them how far it reaches, and where mail goes meanwhile.

use crate::catalog::{Match, Proof, Remedy, Scope, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, FollowUp, Question, Stage};
use crate::locale::Text;
use crate::plan::Security;

/// What to do first where another port of the host does what this one does not.
pub static USE_OTHER_PORT: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Use port {working_port} of {host} instead: encryption and certificate are in order there. Whether \
             a login works there has not been tried.",
        zh_cn: "改用 {host} 的 {working_port} 端口：那里的加密和证书都正常。在那里能否登录还没有试过。",
    },
    command: Some("{rerun_elsewhere}"),
    link: None,
    when: When::With("working_port"),
};

/// Adds to a root cause what the questions about its attempt showed.
pub(super) fn add(found: &mut Match, evidence: &Evidence) {
    let Scope::Attempt(about) = found.scope else { return };
    let Some(attempt) = evidence.attempts.get(about) else { return };
    let Some((stage, failure)) = attempt.first_failure() else { return };
    let mut alike = Vec::new();
    for follow_up in evidence.follow_ups_about(about) {
        match &follow_up.question {
            Question::OtherPort { route } if does_better(stage, &follow_up.attempt) => {
                let port = route.port.to_string();
                found.proof.push(Proof::new(PORT_WORKS, vec![("working_port", port.clone())]));
                if !found.args.iter().any(|(name, _)| *name == "working_port") {
                    // A port that is only known of need not be advised beside one that was seen to work.
                    found.args.retain(|(name, _)| !ONLY_KNOWN.contains(name));
                    found.args.push(("working_port", port));
                }
            }
            Question::OtherPort { route } if fails_alike(stage, failure, follow_up) => {
                alike.push(route.port.to_string());
            }
            Question::OtherAddress { address } => {
                let text = if does_better(stage, &follow_up.attempt) {
                    ADDRESS_WORKS
                } else if fails_alike(stage, failure, follow_up) {
                    ADDRESS_FAILS
                } else {
                    continue;
                };
                found.proof.push(Proof::new(text, vec![("other_address", address.to_string())]));
            }
            Question::Reference { host, port } => {
                let text = if follow_up.is_yes() { REFERENCE_ANSWERS } else { REFERENCE_SILENT };
                let args = vec![("reference_host", host.clone()), ("reference_port", port.to_string())];
                found.proof.push(Proof::new(text, args));
            }
            _ => {}
        }
    }
    if !alike.is_empty() {
        found.proof.push(Proof::new(PORTS_FAIL, vec![("ports", alike.join("/"))]));
    }
}

/// The arguments by which a cause advises a port that this run has not gone to.
const ONLY_KNOWN: [&str; 3] = ["tls_port", "ssl_port", "starttls_port"];

/// Whether an answer got past the stage that failed, under TLS.
fn does_better(stage: Stage, answer: &Attempt) -> bool {
    let whole = answer.first_failure().is_none() && answer.last_ehlo().is_some();
    let encrypted = answer.passed(Stage::Tls);
    let takes_login = answer.last_ehlo().is_some_and(|ehlo| !ehlo.capabilities.mechanisms().is_empty());
    match stage {
        Stage::Tls | Stage::StartTls => whole && encrypted,
        Stage::Auth => whole && encrypted && takes_login,
        _ => whole,
    }
}

/// Whether an answer failed at the same stage and in the same way. TLS and STARTTLS are one: a port without either
/// fails alike.
fn fails_alike(stage: Stage, failure: &Failure, answer: &FollowUp) -> bool {
    let same = |other: &Failure| std::mem::discriminant(other) == std::mem::discriminant(failure);
    let plain = matches!(stage, Stage::StartTls) && answer.attempt.spoken == Security::Plain;
    plain
        || answer
            .attempt
            .first_failure()
            .is_some_and(|(other_stage, other)| other_stage == stage && same(other))
}

const PORT_WORKS: Text = Text {
    en: "On port {working_port} of the same host, encryption and certificate are in order, and the server answers \
         EHLO; a login was not tried there",
    zh_cn: "同一主机的 {working_port} 端口上，加密和证书都正常，服务器也应答了 EHLO；在那里没有尝试登录",
};
const PORTS_FAIL: Text = Text {
    en: "Other ports of the host fail in the same way: {ports}",
    zh_cn: "该主机的其他端口同样失败：{ports}",
};
const ADDRESS_WORKS: Text = Text {
    en: "At another address of the same name, {other_address}, it works: only the machine behind {address} is at fault",
    zh_cn: "同一主机名的另一个地址 {other_address} 正常，只有 {address} 这台机器有问题",
};
const ADDRESS_FAILS: Text = Text {
    en: "At another address of the same name, {other_address}, it fails in the same way",
    zh_cn: "同一主机名的另一个地址 {other_address} 同样失败",
};
const REFERENCE_ANSWERS: Text = Text {
    en: "The unrelated host {reference_host} accepts connections on port {reference_port}, so this network does \
         not block the port as such",
    zh_cn: "与此无关的主机 {reference_host} 的 {reference_port} 端口可以连接，说明当前网络并没有封锁这个端口",
};
const REFERENCE_SILENT: Text = Text {
    en: "The unrelated host {reference_host} cannot be reached on port {reference_port} either",
    zh_cn: "与此无关的主机 {reference_host} 的 {reference_port} 端口也连不上",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::diagnose;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{
        attempt, closed, ehlo, failed, follow_up, healthy, no_tcp, open_sibling, passed, rejected, tcp_to,
        timed_out,
    };
    use crate::plan::Route;

    fn alert() -> Failure {
        Failure::Alert { number: 40, name: "handshake_failure".into() }
    }

    fn proofs(evidence: &Evidence) -> Vec<&'static str> {
        let diagnosis = diagnose(evidence);
        diagnosis.root().unwrap().matched.proof.iter().map(|proof| proof.text.en).collect()
    }

    /// What is told of `root` beside a first proof: for each proof its text and its first value.
    fn told(evidence: &Evidence) -> Vec<(Text, String)> {
        let stage = evidence.attempts[0].first_failure().unwrap().0;
        let mut found = Match::attempt(0, stage, Proof::new(PORT_WORKS, Vec::new()));
        add(&mut found, evidence);
        found.proof.drain(1..).map(|proof| (proof.text, proof.args[0].1.clone())).collect()
    }

    /// What is told where the first attempt broke off so, and the other port made this of it.
    fn other_port(break_off: fn(&mut Attempt), answer: Attempt) -> Vec<(Text, String)> {
        let mut evidence = healthy(587, Security::StartTls);
        break_off(&mut evidence.attempts[0]);
        let question = Question::OtherPort { route: answer.route };
        evidence.follow_ups.push(follow_up(question, answer));
        told(&evidence)
    }

    fn at(port: u16, security: Security, change: impl FnOnce(&mut Attempt)) -> Attempt {
        let mut attempt = attempt(Route { port, security });
        change(&mut attempt);
        attempt
    }

    fn no_tls(attempt: &mut Attempt) {
        attempt.tls = failed(alert());
    }

    fn no_starttls(attempt: &mut Attempt) {
        attempt.starttls = failed(Failure::NotOffered { offered: Vec::new() });
    }

    fn no_auth(attempt: &mut Attempt) {
        attempt.auth = failed(Failure::NotOffered { offered: Vec::new() });
    }

    fn no_greeting(attempt: &mut Attempt) {
        attempt.greeting = failed(timed_out());
    }

    #[test]
    fn a_port_works_that_gets_past_what_failed_under_tls() {
        let works = |port: u16| vec![(PORT_WORKS, port.to_string())];
        let plain = || at(2525, Security::Plain, |_| ());
        let encrypted = || at(465, Security::Implicit, |_| ());
        let mute = || at(465, Security::Implicit, |answer| answer.ehlo = Outcome::default());
        let deaf = || at(465, Security::Implicit, |answer| answer.ehlo = failed(rejected(550, "no")));
        let closed_to_logins =
            || at(465, Security::Implicit, |answer| answer.ehlo = passed(ehlo("SIZE 1000")));
        for (break_off, answer, expected) in vec![
            (no_tls as fn(&mut Attempt), encrypted(), works(465)),
            (no_tls, closed_to_logins(), works(465)),
            (no_tls, plain(), Vec::new()),
            (no_tls, mute(), Vec::new()),
            (no_tls, deaf(), Vec::new()),
            (no_starttls, encrypted(), works(465)),
            (no_auth, encrypted(), works(465)),
            (no_auth, plain(), Vec::new()),
            (no_auth, mute(), Vec::new()),
            (no_auth, closed_to_logins(), Vec::new()),
            (no_greeting, plain(), works(2525)),
            (no_greeting, mute(), Vec::new()),
        ] {
            assert_eq!(other_port(break_off, answer.clone()), expected, "{answer:?}");
        }
    }

    #[test]
    fn a_port_fails_alike_at_the_same_stage_in_the_same_way() {
        let alike = |port: u16| vec![(PORTS_FAIL, port.to_string())];
        let closing = |attempt: &mut Attempt| attempt.tls = failed(closed());
        let holds = |break_off: fn(&mut Attempt), answer: Attempt, expected: Vec<(Text, String)>| {
            assert_eq!(other_port(break_off, answer.clone()), expected, "{answer:?}");
        };
        holds(no_tls, at(465, Security::Implicit, no_tls), alike(465));
        holds(no_tls, at(465, Security::Implicit, closing), Vec::new());
        holds(closing, at(465, Security::Implicit, closing), alike(465));
        holds(closing, at(465, Security::Implicit, |answer| answer.greeting = failed(closed())), Vec::new());
        holds(no_starttls, at(465, Security::Implicit, no_tls), Vec::new());
        holds(no_starttls, at(2525, Security::StartTls, no_starttls), alike(2525));
        holds(no_starttls, at(2525, Security::Plain, |_| ()), alike(2525));
        holds(no_tls, at(2525, Security::Plain, |_| ()), Vec::new());
    }

    #[test]
    fn of_two_ports_that_work_the_first_is_advised_and_those_that_fail_are_told_together() {
        let mut evidence = healthy(2525, Security::StartTls);
        no_tls(&mut evidence.attempts[0]);
        let mut about = |port, security, change: fn(&mut Attempt)| {
            let answer = at(port, security, change);
            evidence.follow_ups.push(follow_up(Question::OtherPort { route: answer.route }, answer));
            evidence.clone()
        };
        about(465, Security::Implicit, |_| ());
        let both = about(587, Security::StartTls, |_| ());
        let mut found = Match::attempt(0, Stage::Tls, Proof::new(PORT_WORKS, Vec::new()));
        add(&mut found, &both);
        assert_eq!(found.args, [("working_port", "465".to_owned())]);
        assert_eq!(found.proof.len(), 3);
        about(25, Security::StartTls, no_tls);
        let all = about(26, Security::StartTls, no_tls);
        assert_eq!(told(&all)[2..], [(PORTS_FAIL, "25/26".to_owned())]);
    }

    #[test]
    fn an_address_that_fails_in_another_way_tells_nothing() {
        let mut evidence = healthy(465, Security::Implicit);
        no_tls(&mut evidence.attempts[0]);
        let question = Question::OtherAddress { address: "192.0.2.2".parse().unwrap() };
        evidence.follow_ups.push(follow_up(question, at(465, Security::Implicit, no_greeting)));
        assert!(told(&evidence).is_empty());
    }

    #[test]
    fn a_port_that_works_is_told_and_advised() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(alert());
        let route = Route { port: 587, security: Security::Opportunistic };
        evidence.follow_ups.push(follow_up(Question::OtherPort { route }, attempt(route)));
        let diagnosis = diagnose(&evidence);
        let root = &diagnosis.root().unwrap().matched;
        assert!(root.proof.iter().any(|proof| proof.text == PORT_WORKS));
        assert!(root.args.contains(&("working_port", "587".to_owned())));
    }

    #[test]
    fn only_the_port_that_works_is_advised() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.plan.target.host = "smtp.gmail.com".into();
        evidence.attempts[0].ehlo = passed(ehlo("SIZE 1000"));
        evidence.attempts[0].starttls = failed(Failure::NotOffered { offered: Vec::new() });
        let advised = |evidence: &Evidence| {
            let diagnosis = diagnose(evidence);
            let args = diagnosis.root().unwrap().matched.args.iter();
            args.map(|(name, _)| *name).filter(|name| name.ends_with("_port")).collect::<Vec<_>>()
        };
        assert_eq!(advised(&evidence), ["tls_port"]);
        let route = Route { port: 465, security: Security::Implicit };
        evidence.follow_ups.push(follow_up(Question::OtherPort { route }, attempt(route)));
        assert_eq!(advised(&evidence), ["working_port"]);
    }

    #[test]
    fn a_port_that_fails_alike_is_told_and_not_advised() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(alert());
        let route = Route { port: 587, security: Security::Opportunistic };
        let mut other = attempt(route);
        other.tls = failed(alert());
        evidence.follow_ups.push(follow_up(Question::OtherPort { route }, other));
        assert!(proofs(&evidence).contains(&PORTS_FAIL.en));
        assert!(!proofs(&evidence).contains(&PORT_WORKS.en));
    }

    #[test]
    fn one_machine_of_several_is_told_from_all() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(alert());
        let address = "192.0.2.2".parse().unwrap();
        let route = evidence.attempts[0].route;
        evidence.follow_ups.push(follow_up(Question::OtherAddress { address }, attempt(route)));
        assert!(proofs(&evidence).contains(&ADDRESS_WORKS.en));
        evidence.follow_ups[0].attempt.tls = failed(alert());
        assert!(proofs(&evidence).contains(&ADDRESS_FAILS.en));
    }

    #[test]
    fn an_unrelated_host_tells_a_block_of_the_port() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        evidence.follow_ups.push(open_sibling(465));
        let question = Question::Reference { host: "mail.example.net".into(), port: 587 };
        let mut other = Attempt::new(evidence.attempts[0].route);
        other.tcp = no_tcp(timed_out());
        evidence.follow_ups.push(follow_up(question, other));
        assert!(proofs(&evidence).contains(&REFERENCE_SILENT.en));
        evidence.follow_ups[1].attempt.tcp = tcp_to(587);
        assert_eq!(told(&evidence), [(REFERENCE_ANSWERS, "mail.example.net".to_owned())]);
    }
}
