//! Logins: what is asked for, what is granted, what is refused.

use smtp_doctor::lab::{Answer, Kind, Service, Step};

use crate::row::{At, HOST, LOGIN, Row, Way, bytes, row, send, server, steps};

/// Logins.
pub(crate) fn rows() -> Vec<Row> {
    const UNDER_TLS: &[Way] = &[Way::Implicit, Way::StartTls];
    const LOGIN_ONLY: &[&str] = &["AUTH LOGIN"];
    let offered = |id: &str, service: fn(Way) -> Service| server(id, UNDER_TLS, service);
    let mut rows = vec![
        server("S01", &[Way::Clear], Way::service).without(LOGIN),
        offered("S02", |way| way.service().certified(Kind::SelfSigned))
            .told_as("tls/certificate-self-signed")
            .without(LOGIN),
        offered("S02 name", |way| way.service().certified(Kind::OtherName("other.lab.test".to_owned())))
            .told_as("tls/certificate-name-mismatch")
            .without(LOGIN),
        offered("S05", |way| {
            way.service().answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH CRAM-MD5 PLAIN"]))
        }),
        offered("S05 rubbish", |way| {
            let rubbish =
                Answer(vec![Step::Challenge(b"334 Rubbish\r\n".to_vec()), send("501 cancelled\r\n")]);
            way.service()
                .answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH CRAM-MD5 PLAIN"]))
                .answering_under_tls("AUTH", rubbish)
        })
        .told_as("smtp/malformed-reply"),
        offered("S18", |way| {
            way.service()
                .answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH GSSAPI EXTERNAL ANONYMOUS NTLM"]))
        })
        .told_as("auth/mechanism-unsupported")
        .without(LOGIN),
        row("S09", At::Auth, Answer(vec![Step::Challenge(b"334 \r\n".to_vec()), send("501 x\r\n")]))
            .told_as("smtp/malformed-reply"),
        row("S09 silent", At::Auth, Answer(vec![Step::Challenge(b"334 \r\n".to_vec()), Step::Hold]))
            .told_as("smtp/malformed-reply"),
        offered("S10", |way| {
            // The password is asked for, then the user name.
            let prompts = Answer(vec![
                Step::Challenge(b"334 UGFzc3dvcmQ6\r\n".to_vec()),
                Step::Challenge(b"334 VXNlcm5hbWU6\r\n".to_vec()),
                send("501 x\r\n"),
            ]);
            way.service()
                .answering_under_tls("EHLO", Answer::ehlo(HOST, LOGIN_ONLY))
                .answering_under_tls("AUTH", prompts)
        })
        .told_as("smtp/malformed-reply"),
        offered("S11", |way| {
            way.service()
                .answering_under_tls("EHLO", Answer::ehlo(HOST, LOGIN_ONLY))
                .answering_under_tls("AUTH", Answer::reply("235 ok"))
        })
        .told_as("smtp/malformed-reply"),
        row("S15", At::Auth, bytes("535 5.7.8 no\r\n")).told_as("auth/bad-credentials"),
        row("S17 FIN", At::Auth, steps([Step::Close])).told_as("smtp/connection-lost"),
        row("S17 RST", At::Auth, steps([Step::Reset])).told_as("smtp/connection-lost"),
        offered("S21", |way| way.service().answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH"])))
            .told_as("auth/not-offered")
            .without(LOGIN),
        offered("S21 unknown", |way| {
            way.service().answering_under_tls("EHLO", Answer::ehlo(HOST, &["AUTH X-SECRET"]))
        })
        .told_as("auth/mechanism-unsupported")
        .without(LOGIN),
        row("S22", At::Auth, bytes("235 ok\r\n250 x\r\n235 ok\r\n")),
    ];
    for challenge in ["=AAA", "AAA=BBB", "a b", "!!", "=", "A"] {
        let rubbish =
            Answer(vec![Step::Challenge(format!("334 {challenge}\r\n").into_bytes()), send("501 x\r\n")]);
        rows.push(row(&format!("S06 {challenge}"), At::Auth, rubbish).told_as("smtp/malformed-reply"));
    }
    let answers = [
        ("432 4.7.12 password transition", "auth/mechanism-unsupported"),
        ("454 4.7.0 later", "auth/temporary-failure"),
        ("530 5.7.0 Must issue a STARTTLS command first", "auth/tls-required"),
        ("538 5.7.11 encryption required", "auth/tls-required"),
        ("504 5.5.4 unrecognized type", "auth/mechanism-unsupported"),
        ("500 5.5.6 line too long", "auth/mechanism-unsupported"),
        ("500 no", "auth/mechanism-unsupported"),
        ("502 no", "auth/mechanism-unsupported"),
        ("503 no", "auth/not-offered"),
        ("504 no", "auth/mechanism-unsupported"),
        ("421 4.3.2 later", "auth/temporary-failure"),
    ];
    for (answer, code) in answers {
        rows.push(row(&format!("S16 {answer}"), At::Auth, Answer::reply(answer)).told_as(code));
    }
    rows
}
