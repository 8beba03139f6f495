//! From command lines to plans, and what is said of those that mean nothing.

use std::ffi::OsString;
use std::time::Duration;

use super::*;
use crate::cli::args::{Request, parse};
use crate::cli::env::Env;
use crate::exit::Status;
use crate::locale::Lang;
use crate::plan::{Family, InClear, Route, Security, TlsMode};
use crate::report::{Color, Format, Strictness};

fn outcome(line: &[&str], env: &[(&str, &str)]) -> Result<(Draft, Output), Error> {
    let env = Env::of(env);
    let typed: Vec<OsString> = line.iter().map(OsString::from).collect();
    let Request::Run(_, args) = parse(&typed, &env)? else { panic!("not a command: {line:?}") };
    Ok((draft(&args, Lang::En)?, output(&args, &env)?))
}

fn made(line: &[&str], env: &[(&str, &str)]) -> (Draft, Output) {
    outcome(line, env).unwrap_or_else(|error| panic!("{line:?}: {}", error.render(Lang::En)))
}

fn plan(line: &str) -> Plan {
    made(&line.split_whitespace().collect::<Vec<_>>(), &[]).0.plan
}

/// What is said of a line that is wrong; both languages must hold each of `parts`.
fn said(line: &[&str], parts: &[&str]) -> String {
    let Err(error) = outcome(line, &[]) else { panic!("taken: {line:?}") };
    assert_eq!(error.status(), Status::Usage, "{line:?}");
    let (en, zh) = (error.render(Lang::En), error.render(Lang::ZhCn));
    assert_ne!(en, zh);
    for part in parts {
        assert!(en.contains(part), "{part:?} is not in: {en}");
        assert!(zh.contains(part), "{part:?} is not in: {zh}");
    }
    for text in [&en, &zh] {
        assert!(!text.contains('{') && !text.contains('}'), "an unfilled place: {text}");
    }
    en
}

#[test]
fn the_routes_of_a_line() {
    let all = |mode| [465, 587, 2525, 25].map(|port| Route::new(port, mode)).to_vec();
    let one = |port, security| vec![Route { port, security }];
    for (line, routes) in [
        ("host", all(TlsMode::Auto)),
        ("host --tls", all(TlsMode::Required)),
        ("host --tls=implicit", one(465, Security::Implicit)),
        ("host --tls=starttls", one(587, Security::StartTls)),
        ("host --tls=none", one(587, Security::Plain)),
        ("host:465", one(465, Security::Implicit)),
        ("host:587", one(587, Security::Opportunistic)),
        ("host:1025", one(1025, Security::Detect)),
        ("host:587 --tls", one(587, Security::StartTls)),
        ("host:2465 u p ssl", one(2465, Security::Implicit)),
        ("host:587 u p TRUE", one(587, Security::StartTls)),
        ("host:587 u p false", one(587, Security::Plain)),
        ("host:587 u p true --tls", one(587, Security::StartTls)),
        ("smtp://host", all(TlsMode::Auto)),
        ("smtps://host", one(465, Security::Implicit)),
        ("smtps://host:2465 --tls", one(2465, Security::Implicit)),
        ("submission://host", one(587, Security::StartTls)),
        ("submission://host --tls=none", one(587, Security::Plain)),
    ] {
        assert_eq!(plan(line).routes, routes, "{line}");
    }
}

#[test]
fn limits_have_defaults_that_fit_each_other() {
    let limits = plan("host").limits;
    assert_eq!((limits.stage, limits.deadline), (Duration::from_secs(30), Duration::from_mins(1)));
    assert_eq!(plan("host --timeout 45").limits.deadline, Duration::from_secs(90));
    assert_eq!(plan("host --timeout 5").limits.deadline, Duration::from_mins(1));
    let limits = plan("host --timeout 5 --deadline 7 --retries 2").limits;
    assert_eq!((limits.deadline, limits.retries), (Duration::from_secs(7), 2));
}

#[test]
fn only_goes_as_far_as_the_last_stage_named() {
    assert_eq!(plan("host").until, Stage::Auth);
    assert_eq!(plan("host:465 --only tls").until, Stage::Tls);
    assert_eq!(plan("host:465 --only tls,ehlo").until, Stage::Ehlo);
    assert_eq!(plan("host:587 --only tls,ehlo").until, Stage::Tls);
    assert_eq!(plan("host --only dns --only TCP").until, Stage::Tcp);
}

#[test]
fn who_does_not_get_to_log_in_is_not_asked_for_a_password() {
    assert!(made(&["host", "user", "--only", "ehlo"], &[]).0.login.is_none());
    assert!(made(&["host", "user", "pw"], &[]).0.login.is_some());
    assert!(made(&["host", "", ""], &[]).0.login.is_none());
}

#[test]
fn resolution_and_names() {
    let plan = plan(
        "host -4 --dns-server 192.0.2.53 --dns-server [2001:db8::1]:5353,2001:db8::2 \
         --resolve Host:465:[::1] --resolve host:465:192.0.2.1 --helo Mail.Example.COM",
    );
    let servers: Vec<String> = plan.resolution.servers.iter().map(ToString::to_string).collect();
    assert_eq!(servers, ["192.0.2.53:53", "[2001:db8::1]:5353", "[2001:db8::2]:53"]);
    assert_eq!(plan.resolution.pins[0].host, "host");
    assert_eq!(plan.resolution.pins[0].address.to_string(), "::1");
    assert_eq!(plan.helo.as_deref(), Some("mail.example.com"));
    assert_eq!(plan.family, Family::V4);
    assert_eq!(self::plan("host --helo [IPv6:::1]").helo.as_deref(), Some("[IPv6:::1]"));
}

#[test]
fn what_is_typed_wins_over_the_environment() {
    let env = [
        ("SMTP_DOCTOR_TLS", "none"),
        ("SMTP_DOCTOR_IPV6", "1"),
        ("SMTP_DOCTOR_PASSWORD_ENV", "X"),
        ("SMTP_DOCTOR_VERBOSE", "2"),
    ];
    let (draft, output) = made(&["host:587", "user", "pw", "true", "-4", "-q"], &env);
    assert_eq!(draft.plan.routes[0].security, Security::StartTls);
    assert_eq!(draft.plan.family, Family::V4);
    assert_eq!(draft.login.map(|login| login.way.name()), Some("PASSWORD"));
    assert_eq!(output.detail, Detail::Verdict);
    let (draft, output) = made(&["smtps://host"], &env);
    assert_eq!(draft.plan.routes[0].security, Security::Implicit);
    assert!(draft.login.is_none());
    assert_eq!(output.detail, Detail::Trace);
}

#[test]
fn an_envelope_is_checked_where_it_is_named() {
    let asked = |line: &[&str], env: &[(&str, &str)]| {
        let (draft, _) = made(line, env);
        let envelope = draft.plan.envelope.map(|envelope| (envelope.from, envelope.to.join(" ")));
        (draft.plan.until, draft.login.is_some(), envelope)
    };
    let of = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
    let (me, you) = ("me@a.test", "you@b.test");
    assert_eq!(asked(&["h"], &[]), (Stage::Auth, false, None));
    assert_eq!(asked(&["h", me, "pw", "--to", you], &[]), (Stage::Rcpt, true, of(me, you)));
    assert_eq!(asked(&["smtp://me%40a.test:pw@h", "--to", you], &[]), (Stage::Rcpt, true, of(me, you)));
    let several = ["h", "--from", "<>", "--to", "a@b.test, \"c,d\"@e.test", "--to", "<f@g.test>"];
    assert_eq!(asked(&several, &[]), (Stage::Rcpt, false, of("", "a@b.test \"c,d\"@e.test f@g.test")));
    assert_eq!(asked(&["h", "--from", ""], &[]), (Stage::Mail, false, of("", "")));
    assert_eq!(
        asked(&["h", "--from", me, "--to", you, "--only", "mail"], &[]),
        (Stage::Mail, false, of(me, you))
    );
    let early = asked(&["h", me, "pw", "--to", you, "--only", "ehlo"], &[]);
    assert_eq!(early, (Stage::Ehlo, false, of(me, you)));
    let env = [("SMTP_DOCTOR_FROM", me), ("SMTP_DOCTOR_TO", "you@b.test,x@b.test")];
    assert_eq!(asked(&["h"], &env), (Stage::Rcpt, false, of(me, "you@b.test x@b.test")));
    assert_eq!(asked(&["h", "--to", you], &env), (Stage::Rcpt, false, of(me, you)));
}

#[test]
fn the_domain_of_a_sender_that_was_typed_is_read() {
    let domain = |line: &[&str]| {
        let sender = made(line, &[]).0.plan.sender;
        sender.map(|sender| (sender.domain, sender.selectors.join(" ")))
    };
    let of = |domain: &str, selectors: &str| Some((domain.to_owned(), selectors.to_owned()));
    assert_eq!(domain(&["h", "me@a.test", "pw", "--to", "you@b.test"]), None);
    assert_eq!(domain(&["h", "--from", "me@localhost"]), None);
    assert_eq!(domain(&["h", "--from", "me@a.test"]), None);
    assert_eq!(domain(&["h", "--from", "me@例子.测试"]), of("xn--fsqu00a.xn--0zwm56d", ""));
    let keys =
        ["h", "--from", "me@a.com", "--dkim-selector", "S1", "--dkim-selector=k._b", "--dkim-selector", "s1"];
    assert_eq!(domain(&keys), of("a.com", "s1 k._b"));
}

#[test]
fn how_it_is_shown() {
    let (_, output) =
        made(&["h", "--format", "JSON", "--lang", "zh_CN", "--color=always", "--strict", "-v"], &[]);
    assert_eq!((output.format, output.lang, output.color), (Format::Json, Lang::ZhCn, Color::Ansi));
    assert_eq!((output.detail, output.strictness), (Detail::Dialogue, Strictness::WarningsFail));
}

#[test]
fn a_secret_in_clear_is_asked_for_by_name() {
    let (draft, _) = made(&["h", "u", "p", "--allow-plaintext-auth", "--auth", "login"], &[]);
    let login = draft.login.and_then(|login| login.complete("h", Lang::En, &Env::of(&[])).ok()).unwrap();
    assert_eq!((login.mechanism.as_deref(), login.in_clear), (Some("LOGIN"), InClear::Allowed));
    assert_eq!(login.secret.expose(), "p");
}

#[test]
fn each_wrong_value_is_quoted_and_its_form_shown() {
    said(&[], &["smtp-doctor "]);
    said(&["h", "--timeout", "soon"], &["--timeout", "soon", "3600"]);
    said(&["h", "--timeout", "0"], &["“0”"]);
    said(&["h", "--timeout", "+5"], &["+5"]);
    said(&["h", "--deadline", "86401"], &["86401", "86400"]);
    said(&["h", "--retries", "11"], &["11", "10"]);
    said(&["h", "--only", "data"], &["data", "starttls"]);
    said(&["h", "--only", ","], &["--only"]);
    said(&["h", "--only", "mail"], &["--from"]);
    said(&["h", "--only", "rcpt", "--from", ""], &["--to"]);
    said(&["h", "--to", "you@example.org"], &["--from"]);
    said(&["h", "me", "pw", "--to", "you@example.org"], &["--from"]);
    said(&["h", "--from", "me"], &["--from", "“me”", "@"]);
    said(&["h", "--from", "a@b", "--to", " , "], &["--to"]);
    said(&["h", "--from", "Me <a@b.test>"], &["Me <a@b.test>"]);
    said(&["h", "--from", "a@b..c"], &["a@b..c"]);
    said(&["h", "--dkim-selector", "s1"], &["--dkim-selector", "--from"]);
    said(&["h", "--from", "a@b.test", "--dkim-selector", "a b"], &["“a b”", "s="]);
    said(&["h", "--tls=maybe"], &["maybe", "--tls=starttls"]);
    said(&["h", "--auth", "NTLM"], &["NTLM", "PLAIN", "SCRAM-SHA-256"]);
    said(&["h", "--helo", "a b"], &["a b", "[192.0.2.1]"]);
    said(&["h", "--helo", "a\r\nb"], &["a\\r\\nb"]);
    said(&["h", "--helo", "192.0.2.1"], &["--helo [192.0.2.1]"]);
    said(&["h", "--dns-server", "dns.example"], &["dns.example", "[2001:db8::53]:53"]);
    said(&["h", "--dns-server", "192.0.2.1:0"], &["192.0.2.1:0"]);
    said(&["h", "--resolve", "h:465"], &["h:465"]);
    said(&["h", "--resolve", "h:0:192.0.2.1"], &["h:0:192.0.2.1"]);
    said(&["h", "--format", "xml"], &["xml", "json"]);
    said(&["h", "--lang", "klingon"], &["klingon", "zh-CN"]);
    said(&["h", "--color", "blue"], &["blue", "never"]);
    said(&["h", "--ca-file", "/no/such.pem"], &["/no/such.pem", "--ca-file"]);
    said(&["h", "-4", "-6"], &["-4", "-6"]);
    said(&["h", "-q", "-v"], &["-q", "-v"]);
    said(&["[::1]:25", "-4"], &["::1", "-4"]);
}

#[test]
fn each_wrong_target_is_named() {
    said(&["host:99999"], &["99999", "65535"]);
    said(&["host:smtp"], &["smtp"]);
    said(&["http://host"], &["smtps://"]);
    said(&["a:b:c"], &["a:b:c", "[2001:db8::1]:465"]);
    said(&["[::1"], &["[::1"]);
    said(&["a..b"], &["a..b"]);
    said(&["-- x"], &[]);
    said(&["smtp.qq.com\u{ff1a}465"], &["U+FF1A", "12"]);
    said(&["h\r\nDATA"], &["h\\r\\nDATA"]);
}

#[test]
fn an_address_is_a_server_to_be_found() {
    let found = made(&["me@Example.com", "me@example.com", "secret", "--tls"], &[]).0;
    let mailbox = found.plan.mailbox.unwrap();
    assert_eq!((mailbox.address(), mailbox.mode), ("me@example.com".to_owned(), TlsMode::Required));
    assert!(found.login.is_none() && found.plan.envelope.is_none());
    assert_eq!(found.plan.sender.unwrap().domain, "example.com");
    said(&["me@example.com", "--from", "me@example.com", "--to", "you@b.test"], &["--to"]);
    assert!(made(&["h"], &[]).0.plan.mailbox.is_none());
}

#[test]
fn contradictions_are_told() {
    said(&["h", "u", "p", "true", "--tls=none"], &["none", "required"]);
    said(&["smtps://h", "--tls=starttls"], &["smtps://", "--tls", "starttls"]);
    said(&["smtp://a:pw@h", "b"], &["“a”", "“b”"]);
    said(&["h", "u", "pw", "--ask-password"], &["PASSWORD", "--ask-password"]);
    said(&["smtp://u:pw@h", "--password-stdin"], &["URL", "--password-stdin"]);
    said(&["h", "--ask-password"], &["--ask-password"]);
    said(&["h", "u"], &["--ask-password"]);
    said(&["h", "u\nv", "pw"], &["u\\nv"]);
}

#[test]
fn no_message_holds_a_secret() {
    for line in [
        &["h", "u", "canary", "canary"][..],
        &["h", "u", "canary", "--ask-password"],
        &["h", "", "canary"],
        &["h", "u\r", "canary"],
        &["smtp://u:canary@h:x"],
        &["smtp://u:canary@"],
        &["smtp://u:canary%zz@h"],
        &["smtp://u:can@ary/canary@h"],
        &["smtp://u:p/canary@h"],
        &["u:canary@h:25"],
        &["u:canary@h.example"],
        &["u:canary@h:25:1"],
        &["http://u:canary@h"],
    ] {
        assert!(!said(line, &[]).contains("canary"), "{line:?}");
    }
}

#[test]
fn files_with_certificates_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let made = rcgen::generate_simple_self_signed(vec!["h".to_owned()]).unwrap();
    let good = at("good.pem", &made.cert.pem());
    let (draft, _) = self::made(&["h", "--ca-file", &good], &[]);
    assert_eq!(draft.plan.extra_roots.len(), 1);
    said(&["h", "--ca-file", &at("empty.pem", "hello")], &["empty.pem", "BEGIN CERTIFICATE"]);
    let key = made.signing_key.serialize_pem();
    said(&["h", "--ca-file", &at("key.pem", &key)], &["key.pem", "BEGIN CERTIFICATE"]);
    let broken = made.cert.pem().replacen("MII", "AAA", 1);
    said(&["h", "--ca-file", &at("broken.pem", &broken)], &["broken.pem"]);
}

#[test]
fn a_server_is_compared_with_another_only() {
    let reference = |line: &str| plan(line).reference.map(|target| (target.host, target.port));
    assert_eq!(reference("h.test --compare-with o.test:25"), Some(("o.test".to_owned(), Some(25))));
    for other in ["h.test", "H.Test:25"] {
        said(&["h.test:465", "--compare-with", other], &["--compare-with"]);
    }
}

#[test]
fn a_client_certificate_is_read_with_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let pair = || rcgen::generate_simple_self_signed(vec!["me".to_owned()]).unwrap();
    let (own, other) = (pair(), pair());
    let cert = at("own.pem", &own.cert.pem());
    let key = at("own.key", &own.signing_key.serialize_pem());
    let both = at("both.pem", &(own.signing_key.serialize_pem() + &own.cert.pem()));
    let foreign = at("foreign.key", &other.signing_key.serialize_pem());
    let locked = at("locked.key", &own.signing_key.serialize_pem().replace("PRIV", "ENCRYPTED PRIV"));
    let plan_of = |line: &[&str], env: &[(&str, &str)]| made(line, env).0.plan.client_certificate;

    assert!(plan_of(&["h"], &[]).is_none());
    assert!(plan_of(&["h", "--cert", &both], &[]).is_some());
    assert!(plan_of(&["h", "--cert", &cert, "--key", &key], &[]).is_some());
    assert!(plan_of(&["h"], &[("SMTP_DOCTOR_CERT", &cert), ("SMTP_DOCTOR_KEY", &key)]).is_some());
    assert!(plan_of(&["h"], &[("SMTP_DOCTOR_KEY", &key)]).is_none());

    said(&["h", "--key", &key], &["--key", "--cert"]);
    said(&["h", "--cert", &cert], &["--cert", "own.pem", "--key client.key"]);
    said(&["h", "--cert", &key], &["--cert", "own.key", "BEGIN CERTIFICATE"]);
    said(&["h", "--cert", "nowhere.pem"], &["--cert", "nowhere.pem"]);
    said(&["h", "--cert", &cert, "--key", &foreign], &["--key", "foreign.key", "own.pem"]);
    said(&["h", "--cert", &cert, "--key", &locked], &["--key", "locked.key", "openssl pkey"]);
}

#[test]
fn external_needs_a_certificate_and_no_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("both.pem");
    let own = rcgen::generate_simple_self_signed(vec!["me".to_owned()]).unwrap();
    std::fs::write(&path, own.signing_key.serialize_pem() + &own.cert.pem()).unwrap();
    let cert = path.to_str().unwrap();
    said(&["h", "--auth", "EXTERNAL"], &["EXTERNAL", "--cert"]);
    said(&["h", "u", "--auth", "external"], &["EXTERNAL", "--cert"]);
    said(&["h", "u", "pw", "--auth", "EXTERNAL", "--cert", cert], &["EXTERNAL", "PASSWORD"]);
    let login = |line: &[&str], env: &[(&str, &str)]| made(line, env).0.login.map(|login| login.way.name());
    assert_eq!(login(&["h", "--auth", "EXTERNAL", "--cert", cert], &[]), Some("--cert"));
    assert_eq!(login(&["h", "u", "--auth", "EXTERNAL", "--cert", cert], &[]), Some("--cert"));
    assert_eq!(login(&["h", "--cert", cert], &[]), None);
    assert_eq!(login(&["h"], &[("SMTP_DOCTOR_AUTH", "EXTERNAL")]), None);
}

#[test]
fn a_certain_certificate_can_be_asked_for() {
    let hex = "ab".repeat(32);
    let asked = made(
        &[
            "smtp.example.com",
            "--pin",
            &hex,
            "--pin",
            "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "--fetch-issuers",
        ],
        &[],
    );
    let asked = asked.0.plan.server_certificate;
    assert_eq!(asked.pins.len(), 2);
    assert_eq!(asked.pins[0].as_hex(), hex);
    assert_eq!(asked.issuers, crate::plan::Issuers::Fetched);
    assert!(plan("smtp.example.com").server_certificate.is_any());
}
