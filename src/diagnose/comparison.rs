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
    use crate::evidence::sample::{
        attempt, ehlo, failed, follow_up, healthy, no_tcp, open_sibling, passed, timed_out,
    };
    use crate::plan::Route;

    fn alert() -> Failure {
        Failure::Alert { number: 40, name: "handshake_failure".into() }
    }

    fn proofs(evidence: &Evidence) -> Vec<&'static str> {
        let diagnosis = diagnose(evidence);
        diagnosis.root().unwrap().matched.proof.iter().map(|proof| proof.text.en).collect()
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
    }
}
