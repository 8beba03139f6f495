//! What no server of the lab can play, made from a recorded case by changing what differs.

use anyhow::Context as _;
use smtp_doctor::evidence::{Dane, Data, Evidence, Failure, Fit, Outcome, PublicKey, Tls, Tlsa, TlsaAnswer};
use smtp_doctor::plan::UserForm;
use smtp_doctor::smtp::{Reply, ServerText};

use super::Cases;

/// Adds the cases made by hand.
pub(crate) fn add(cases: &mut Cases) -> anyhow::Result<()> {
    let like = |code: &str| cases.get(code).cloned().with_context(|| code.to_owned());
    let made = [
        ("dns/malformed-host", malformed_host(like("dns/name-not-found")?)),
        ("tls/dane-mismatch", dane(like("healthy")?)),
        ("tls/weak-certificate", weak(like("healthy")?)),
        ("auth/token-rejected", token(like("auth/bad-credentials")?)),
        ("send/content-rejected", content(like("send/relay-denied")?)),
    ];
    cases.extend(made);
    Ok(())
}

/// The host was given with the comma behind it.
fn malformed_host(mut evidence: Evidence) -> Evidence {
    evidence.plan.target.host.push(',');
    evidence.plan.target.input = format!("{}:465", evidence.plan.target.host);
    evidence
}

/// The TLSA record of the port names another key.
fn dane(mut evidence: Evidence) -> Evidence {
    evidence.dane = evidence
        .attempts
        .iter()
        .map(|attempt| {
            let record =
                Tlsa { usage: 3, selector: 1, matching: 1, data: "5e".repeat(32), fit: Fit::Different };
            let (port, host) = (attempt.route.port, &evidence.plan.target.host);
            let tlsa = TlsaAnswer::Secure { records: vec![record] };
            Dane { port, name: format!("_{port}._tcp.{host}"), tlsa, ms: 12.0 }
        })
        .collect();
    evidence
}

/// The key of the certificate is a short one.
fn weak(mut evidence: Evidence) -> Evidence {
    if let Some(leaf) = tls(&mut evidence).and_then(|tls| tls.chain.first_mut()) {
        leaf.key = PublicKey { algorithm: "RSA".into(), bits: Some(1024) };
    }
    evidence
}

/// The secret was an OAuth token that has expired.
fn token(mut evidence: Evidence) -> Evidence {
    evidence.plan.target.host = "smtp.gmail.com".into();
    evidence.plan.target.input = "smtp.gmail.com:465".into();
    if let Some(login) = &mut evidence.plan.login {
        login.user = "me@gmail.com".into();
        login.user_form = UserForm::of(&login.user);
        login.mechanism = Some("XOAUTH2".into());
    }
    let refused = reply(
        535,
        &[
            "5.7.8 Username and Password not accepted. For more information, go to",
            "5.7.8  https://support.google.com/mail/?p=BadCredentials 5b1f17b1804b1-4300sm20 - gsmtp",
        ],
    );
    for attempt in &mut evidence.attempts {
        if let Outcome::Failed { failure, facts: Some(auth), .. } = &mut attempt.auth {
            auth.mechanism = Some("XOAUTH2".into());
            auth.offered = ["LOGIN", "PLAIN", "XOAUTH2", "OAUTHBEARER"].map(str::to_owned).to_vec();
            auth.reply = Some(refused.clone());
            *failure = Failure::Rejected { reply: refused.clone() };
        }
    }
    evidence
}

/// Sender and recipient are taken, and the message is refused.
fn content(mut evidence: Evidence) -> Evidence {
    let refused = reply(
        552,
        &[
            "5.7.0 This message was blocked because its content presents a potential",
            "5.7.0 security issue. Please visit",
            "5.7.0  https://support.google.com/mail/?p=BlockedMessage to review our message",
            "5.7.0 content and attachment content guidelines. 5b1f17b1804b1-4300sm20 - gsmtp",
        ],
    );
    for attempt in &mut evidence.attempts {
        if let Outcome::Failed { facts: Some(mut rcpt), ms, .. } = attempt.rcpt.clone() {
            for recipient in &mut rcpt.recipients {
                recipient.reply = reply(250, &["2.1.5 Ok"]);
            }
            attempt.rcpt = Outcome::Passed { facts: rcpt, ms };
            let failure = Failure::Rejected { reply: refused.clone() };
            attempt.data = Outcome::Failed {
                failure,
                facts: Some(Data { reply: Some(refused.clone()), ..Data::default() }),
                ms,
            };
        }
    }
    evidence
}

fn tls(evidence: &mut Evidence) -> Option<&mut Tls> {
    match &mut evidence.attempts.first_mut()?.tls {
        Outcome::Passed { facts, .. } | Outcome::Failed { facts: Some(facts), .. } => Some(facts),
        _ => None,
    }
}

fn reply(code: u16, lines: &[&str]) -> Reply {
    let lines = lines.iter().map(|line| ServerText::new(line.as_bytes())).collect();
    Reply { code, lines, quirks: Vec::new() }
}
