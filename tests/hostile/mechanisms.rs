//! What a server can do to a single mechanism, and with what it has been told.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use smtp_doctor::lab::{Answer, Mechanism, PASSWORD, Service, Signature, Step, USER};

use crate::forms::forms;
use crate::row::{At, HOST, LOGIN, Row, Way, bytes, row, send, server};

const UNDER_TLS: &[Way] = &[Way::Implicit, Way::StartTls];
const MALFORMED: &str = "smtp/malformed-reply";

/// Mechanisms.
pub(crate) fn rows() -> Vec<Row> {
    // Byte by byte nothing new would show here, and the lists of mechanisms are long.
    [scram(), prompts(), tokens(), echoes(), others()].into_iter().flatten().map(Row::in_two).collect()
}

fn offering(way: Way, mechanisms: &str) -> Service {
    way.service().answering_under_tls("EHLO", Answer::ehlo(HOST, &[&format!("AUTH {mechanisms}")]))
}

fn by_scram(way: Way, first: &'static str) -> Service {
    let answer = Answer(vec![Step::Authenticate(Mechanism::ScramFirst(first))]);
    offering(way, "SCRAM-SHA-256 PLAIN LOGIN").answering_under_tls("AUTH", answer)
}

fn challenge(text: impl AsRef<[u8]>) -> Step {
    Step::Challenge(format!("334 {}\r\n", BASE64.encode(text)).into_bytes())
}

fn scram() -> Vec<Row> {
    let first = |id: &str, service: fn(Way) -> Service| server(id, UNDER_TLS, service);
    vec![
        first("S12 another nonce", |way| by_scram(way, "r=abc,s=c2FsdA==,i=4096")).told_as(MALFORMED),
        first("S12 our nonce alone", |way| by_scram(way, "r={nonce},s=c2FsdA==,i=4096")).told_as(MALFORMED),
        first("S12 no salt", |way| by_scram(way, "r={nonce}x,s=,i=4096")).told_as(MALFORMED),
        first("S12 i=0", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=0")).told_as(MALFORMED),
        first("S12 i=1000001", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=1000001")).told_as(MALFORMED),
        first("S12 i=2^31", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=2147483648")).told_as(MALFORMED),
        first("S12 m=", |way| by_scram(way, "m=x,r={nonce}x,s=c2FsdA==,i=4096")).told_as(MALFORMED),
        first("S12 no signature", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=4096"))
            .told_as("auth/server-unproven"),
        first("S12 no signature, i=1", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=1"))
            .told_as("auth/server-unproven"),
        first("S12 hard work", |way| by_scram(way, "r={nonce}x,s=c2FsdA==,i=1000000"))
            .told_as("auth/server-unproven")
            .whole(),
        first("S12 another signature", |way| {
            let answer = Answer(vec![Step::Authenticate(Mechanism::Scram(Signature::Wrong))]);
            offering(way, "SCRAM-SHA-256 PLAIN LOGIN").answering_under_tls("AUTH", answer)
        })
        .told_as("auth/server-unproven"),
        first("S12 at once", |way| {
            offering(way, "SCRAM-SHA-256 PLAIN LOGIN").answering_under_tls("AUTH", Answer::reply("235 ok"))
        })
        .told_as(MALFORMED),
    ]
}

fn prompts() -> Vec<Row> {
    let login = |id: &str, service: fn(Way) -> Service| server(id, UNDER_TLS, service).by("LOGIN");
    vec![
        login("S04", |way| {
            let answer = Answer(vec![Step::Authenticate(Mechanism::Login)]);
            offering(way, "LOGIN").answering_under_tls("AUTH", answer)
        }),
        login("S07", |way| {
            let prompt = Step::Challenge(b"334\r\n".to_vec());
            way.service().answering_under_tls("AUTH", Answer(vec![prompt, send("235 ok\r\n")]))
        }),
        login("S10 third", |way| {
            let prompts = Answer(vec![challenge("Password:"), challenge("Password:"), send("235 ok\r\n")]);
            way.service().answering_under_tls("AUTH", prompts)
        })
        .told_as(MALFORMED),
        login("S11 user only", |way| {
            let prompts = Answer(vec![challenge("Username:"), send("235 ok\r\n")]);
            way.service().answering_under_tls("AUTH", prompts)
        })
        .told_as(MALFORMED),
        login("S11 at once", |way| {
            let glued = [b"334 UGFzc3dvcmQ6\r\n235 ok\r\n".to_vec()].concat();
            way.service().answering_under_tls("AUTH", Answer(vec![Step::Challenge(glued), Step::Hold]))
        })
        .told_as(MALFORMED)
        .whole(),
        server("S09 CRAM-MD5 twice", UNDER_TLS, |way| {
            let twice = Answer(vec![challenge("<1@h>"), challenge("<2@h>"), send("235 ok\r\n")]);
            offering(way, "CRAM-MD5").answering_under_tls("AUTH", twice)
        })
        .told_as(MALFORMED),
        server("S06 CRAM-MD5 without a challenge", UNDER_TLS, |way| {
            let empty = Answer(vec![Step::Challenge(b"334 \r\n".to_vec()), send("235 ok\r\n")]);
            offering(way, "CRAM-MD5").answering_under_tls("AUTH", empty)
        })
        .told_as(MALFORMED),
    ]
}

fn tokens() -> Vec<Row> {
    const TOKEN: &str = "ya29.c4nary/tok3n-with_enough+length~to.be.cut==";
    let mut rows = Vec::new();
    let refusing = |told: &[u8]| Answer(vec![challenge(told), send("535 5.7.8 no\r\n")]);
    for mechanism in ["XOAUTH2", "OAUTHBEARER"] {
        let server = |id: &str, service: fn(Way) -> Service| {
            server(&format!("S14 {id} {mechanism}"), UNDER_TLS, service)
                .by(mechanism)
                .logging_in(USER, TOKEN)
                .told_as("auth/token-rejected")
                .whole()
        };
        rows.push(server("status", |way| {
            let told = br#"{"status":"invalid_token","scope":"\u001b[2J\u202e\r\n[PASS] all good"}"#;
            let answer = Answer(vec![challenge(told), send("535 5.7.8 no\r\n")]);
            offering(way, "XOAUTH2 OAUTHBEARER PLAIN").answering_under_tls("AUTH", answer)
        }));
        rows.push(
            server("echo", |way| {
                let told = format!(r#"{{"status":"{TOKEN}","schemes":"x{TOKEN}","scope":"bad {TOKEN}"}}"#);
                let last = format!("535 5.7.8 {}\r\n", BASE64.encode(&told));
                let answer = Answer(vec![challenge(told), send(last)]);
                offering(way, "XOAUTH2 OAUTHBEARER").answering_under_tls("AUTH", answer)
            })
            .whole(),
        );
        rows.push(
            server("twice", |way| {
                let told = br#"{"status":"400"}"#;
                let answer = Answer(vec![challenge(told), challenge(told), send("535 5.7.8 no\r\n")]);
                offering(way, "XOAUTH2 OAUTHBEARER").answering_under_tls("AUTH", answer)
            })
            .told_as(MALFORMED),
        );
        rows.push(
            server("yes after no", |way| {
                let told = br#"{"status":"400"}"#;
                let answer = Answer(vec![challenge(told), send("235 ok\r\n")]);
                offering(way, "XOAUTH2 OAUTHBEARER").answering_under_tls("AUTH", answer)
            })
            .told_as(MALFORMED),
        );
    }
    for form in forms(USER, TOKEN) {
        let answer = refusing(format!(r#"{{"status":"400","scope":"{form}"}}"#).as_bytes());
        let echo = format!("535-5.7.8 {form}\r\n535 5.7.8 {}\r\n", &form[..form.len() - 3]);
        for (id, plays) in [("challenge", answer), ("refusal", bytes(echo))] {
            // The server offers PLAIN and LOGIN alone; the token is tried as a password.
            let row = row(&format!("S14 {id} {form}"), At::Auth, plays).whole().logging_in(USER, TOKEN);
            let code = if id == "challenge" { MALFORMED } else { "auth/bad-credentials" };
            rows.push(row.told_as(code));
        }
    }
    rows
}

/// The password where a server may put it.
fn echoes() -> Vec<Row> {
    let mut rows = Vec::new();
    for form in forms(USER, PASSWORD) {
        let text = format!("550 5.7.1 sender refused <{form}> x{form}\r\n");
        let id = format!("U10 {form}");
        rows.push(row(&id, At::Mail, bytes(&text)).told_as("send/sender-rejected").whole());
        let text = format!("550 5.1.1 user unknown <{form}> x{form}\r\n");
        rows.push(row(&id, At::Rcpt, bytes(&text)).told_as("send/recipient-unknown").whole());
        let list =
            format!("250-{HOST} {form}\r\n250-{form}\r\n250-STARTTLS\r\n250 AUTH {form} LOGIN X{form}\r\n");
        rows.push(row(&id, At::Ehlo, bytes(list)).whole());
        let challenge = Answer(vec![challenge(format!("<{form}>")), send("501 no\r\n")]);
        rows.push(row(&id, At::Auth, challenge).told_as(MALFORMED).whole());
        let (head, tail) = form.split_at(form.len() / 2);
        let wrapped = format!("535-5.7.8 bad\r\n535-{head}\r\n535 {tail}\r\n");
        rows.push(row(&id, At::Auth, bytes(wrapped)).told_as("auth/bad-credentials").whole());
    }
    rows
}

fn others() -> Vec<Row> {
    let long = "u".repeat(255);
    let answers = [
        ("534 5.7.9 mechanism is too weak", "auth/mechanism-unsupported"),
        ("500 5.5.6 line too long", "auth/mechanism-unsupported"),
        ("503 5.5.1 authentication not enabled", "auth/not-offered"),
        ("421 4.7.0 shutting down", "auth/temporary-failure"),
    ];
    let mut rows: Vec<Row> = answers
        .into_iter()
        .map(|(answer, code)| row(&format!("S16 {answer}"), At::Auth, Answer::reply(answer)).told_as(code))
        .collect();
    rows.extend([
        server("S03", UNDER_TLS, |way| {
            // A server that names another one is not followed, and not the less the one that was named.
            way.service()
                .greeting(Answer::reply("220 other.lab.test ESMTP"))
                .answering_under_tls("EHLO", Answer::ehlo("evil.lab.test", &["AUTH PLAIN LOGIN"]))
        }),
        server("S08", UNDER_TLS, |way| {
            let long = format!("334 {}\r\n", "QUFB".repeat(250_000));
            way.service()
                .answering_under_tls("AUTH", Answer(vec![Step::Challenge(long.into_bytes()), Step::Hold]))
        })
        .told_as(MALFORMED)
        .whole(),
        server("S08 12289", UNDER_TLS, |way| {
            let long = format!("334 {}A\r\n", "QUFB".repeat(3072));
            way.service()
                .answering_under_tls("AUTH", Answer(vec![Step::Challenge(long.into_bytes()), Step::Hold]))
        })
        .told_as(MALFORMED)
        .whole(),
        server("S13", UNDER_TLS, |way| offering(way, "DIGEST-MD5 NTLM GSSAPI KERBEROS_V4"))
            .told_as("auth/mechanism-unsupported")
            .without(LOGIN),
        server("S19", UNDER_TLS, |way| {
            let login = Answer(vec![Step::Authenticate(Mechanism::Plain)]);
            let mut service = offering(way, "PLAIN").answering_under_tls("AUTH", login);
            service.account.user = "u".repeat(255);
            service.account.password = "p".repeat(255);
            service
        })
        .logging_in(&long, &"p".repeat(255)),
        row("S22 MAIL", At::Mail, bytes("250 ok\r\n250 ok\r\n250 ok\r\n")).told_as(MALFORMED).whole(),
    ]);
    rows
}
