//! Logins by mechanisms that prove the server too, and by tokens.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Auth, Evidence, Failure, Reason};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Mechanism, PASSWORD, Service, Signature, Step, Tls, Versions, World};
use smtp_doctor::plan::{Login, Plan, Route, TlsMode};

use crate::world::{HOST, exit, go, login, plan, v4};

const SCRAM: &str = "AUTH PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS";

/// A server that offers mechanisms and answers AUTH so.
fn service(port: u16, offered: &str, answer: Answer) -> Service {
    let service = if port == 465 { Service::submissions(HOST) } else { Service::submission(HOST) };
    service.answering_under_tls("AUTH", answer).offering_under_tls(HOST, &[offered])
}

fn proving() -> Answer {
    Answer(vec![Step::Authenticate(Mechanism::Scram(Signature::Right))])
}

async fn examined(port: u16, service: Service, login: Login) -> Evidence {
    let world = World::of(HOST, &[v4(1)]).serving(port, service).start().await.unwrap();
    let plan = Plan { login: Some(login), ..plan(&world, &[Route::new(port, TlsMode::Required)]) };
    go(&world, &plan).await.evidence
}

fn auth(evidence: &Evidence) -> &Auth {
    evidence.attempts[0].auth.facts().unwrap()
}

fn by(mechanism: &str, secret: &str) -> Login {
    Login { mechanism: Some(mechanism.to_owned()), ..login(secret) }
}

#[tokio::test]
async fn the_strongest_login_is_bound_to_the_session() {
    for port in [465, 587] {
        let evidence = examined(port, service(port, SCRAM, proving()), login(PASSWORD)).await;
        assert_eq!(exit(&evidence), Status::Healthy);
        let auth = auth(&evidence);
        assert_eq!(auth.mechanism.as_deref(), Some("SCRAM-SHA-256-PLUS"));
        assert_eq!((auth.binding.as_deref(), auth.iterations), (Some("tls-exporter"), Some(4096)));
    }
}

#[tokio::test]
async fn below_tls_1_3_nothing_is_bound() {
    let mut service = service(465, SCRAM, proving());
    if let Tls::Serve(tls) = &mut service.tls {
        tls.versions = Versions::Tls12;
    }
    let evidence = examined(465, service, login(PASSWORD)).await;
    assert_eq!(exit(&evidence), Status::Healthy);
    let auth = auth(&evidence);
    assert_eq!((auth.mechanism.as_deref(), auth.binding.as_deref()), (Some("SCRAM-SHA-256"), None));
}

#[tokio::test]
async fn a_list_without_bound_mechanisms_is_taken_at_its_word() {
    let service = service(465, "AUTH PLAIN SCRAM-SHA-256", proving());
    let evidence = examined(465, service, login(PASSWORD)).await;
    assert_eq!(exit(&evidence), Status::Healthy);
    assert_eq!(auth(&evidence).mechanism.as_deref(), Some("SCRAM-SHA-256"));
}

#[tokio::test]
async fn nothing_weaker_follows_a_refusal() {
    let evidence = examined(465, service(465, SCRAM, proving()), login("wrong horse")).await;
    assert!(
        matches!(evidence.attempts[0].auth.failure(), Some(Failure::Rejected { reply }) if reply.code == 535)
    );
    assert_eq!(exit(&evidence), Status::Auth);
    let tries =
        evidence.attempts[0].dialogue.iter().filter(|line| format!("{line:?}").contains("AUTH SCRAM"));
    assert_eq!(tries.count(), 1);
}

#[tokio::test]
async fn a_refused_token_is_told_by_the_challenge_and_by_itself() {
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    let token = format!(
        "{}.{}.c2lnbmF0dXJl",
        part(r#"{"alg":"RS256"}"#),
        part(r#"{"exp":1000000000,"scp":"Mail.Send"}"#)
    );
    let told = format!(r#"{{"status":"401","schemes":"bearer","scope":"smtp.send","echo":"{token}"}}"#);
    let challenge = format!("334 {}\r\n", STANDARD.encode(told));
    let refused = || {
        Answer(vec![
            Step::Challenge(challenge.clone().into_bytes()),
            Step::Send(b"535 5.7.8 Username and Password not accepted\r\n".to_vec()),
        ])
    };
    for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
        let service = service(465, "AUTH PLAIN XOAUTH2 OAUTHBEARER", refused());
        let evidence = examined(465, service, by(mechanism, &token)).await;
        let reason = Reason::Token {
            status: "401".into(),
            schemes: Some("bearer".into()),
            scope: Some("smtp.send".into()),
        };
        assert_eq!(auth(&evidence).challenge, Some(reason));
        let diagnosis = diagnose(&evidence);
        let found = &diagnosis.findings[0];
        assert_eq!(found.cause.code.0, "auth/token-rejected");
        // The reply, the challenge, the end and the scope.
        assert_eq!(found.matched.proof.len(), 4, "{:?}", found.matched.proof);
        let kept = evidence.to_json().unwrap();
        for part in token.split('.') {
            assert!(!kept.contains(part), "{part}");
        }
    }
}
