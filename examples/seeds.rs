//! Writes what the fuzzer begins with: `cargo run --example seeds -- fuzz/seeds`
//!
//! Dialogues, replies and lists of capabilities are those of the lab's scenarios, flights those of its server, error
//! texts those of `tests/explain`. What no server of the lab says is written down here.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use smtp_doctor::evidence::{Evidence, Exchange};
use smtp_doctor::lab::{LIMITS, Scenario, Service, World, scenario};
use smtp_doctor::plan::Security;
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::net::Net as _;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::tls::{Offer, Version, write};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Between the turns of a server, and between fields.
const SEPARATOR: u8 = 0x1e;
/// Of this many error texts one is taken.
const EVERY: usize = 12;

/// Seeds by the name of their door.
type Seeds = BTreeMap<&'static str, Vec<Vec<u8>>>;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("usage: seeds FOLDER")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut seeds = Seeds::new();
    runtime.block_on(async {
        played(&mut seeds).await?;
        flights(&mut seeds).await
    })?;
    texts(&mut seeds)?;
    written(&mut seeds);
    for (door, mut all) in seeds {
        all.sort();
        all.dedup();
        let folder = Path::new(&folder).join(door);
        fs::create_dir_all(&folder)?;
        for (number, bytes) in all.iter().enumerate() {
            fs::write(folder.join(format!("{number:03}")), bytes)?;
        }
    }
    Ok(())
}

/// What servers of the lab say, one scenario of each cause.
async fn played(seeds: &mut Seeds) -> anyhow::Result<()> {
    let mut first: Vec<&Scenario> = Vec::new();
    for scenario in scenario::all() {
        if !first.iter().any(|known| known.code == scenario.code) {
            first.push(scenario);
        }
    }
    for some in first.chunks(8) {
        let runs = some.iter().map(|scenario| scenario.rehearse(LIMITS, &Unwatched, Cancel::never()));
        for (scenario, evidence) in some.iter().zip(futures_util::future::join_all(runs).await) {
            let evidence = evidence.with_context(|| scenario.name())?;
            said(scenario, &evidence, seeds);
        }
    }
    Ok(())
}

fn said(scenario: &Scenario, evidence: &Evidence, seeds: &mut Seeds) {
    let Some(attempt) = evidence.attempts.first() else { return };
    let mut turns: Vec<Vec<u8>> = vec![Vec::new()];
    for exchange in &attempt.dialogue {
        match exchange {
            Exchange::Server { text, .. } => {
                let reply = [text.bytes(), b"\r\n"].concat();
                seeds.entry("reply").or_default().push([b"\x03", &reply[..]].concat());
                turns.last_mut().into_iter().for_each(|turn| turn.extend_from_slice(&reply));
            }
            Exchange::Client { .. } => turns.push(Vec::new()),
            Exchange::Secured { .. } => {}
        }
    }
    if turns.concat().is_empty() {
        return;
    }
    let talk = turns.join(&SEPARATOR);
    let route = match attempt.route.security {
        Security::Implicit => 0,
        Security::StartTls => 1,
        Security::Opportunistic => 2,
        Security::Plain => 3,
        Security::Detect => 4,
    };
    let who = if scenario.login.is_some() { 0 } else { 2 }
        | if scenario.envelope.is_some() { 0x08 } else { 0x20 }
        | if scenario.message.is_some() { 0 } else { 0x40 };
    seeds.entry("session").or_default().push([&[route, who, 0xff, 5], &talk[..]].concat());
    if attempt.route.security != Security::Implicit {
        seeds.entry("loopback").or_default().push([&[3], &talk[..]].concat());
    }
    if let Some(ehlo) = attempt.last_ehlo() {
        let lines = [ehlo.capabilities.name.clone()].into_iter().chain(ehlo.capabilities.keywords.clone());
        seeds.entry("capabilities").or_default().push(lines.collect::<Vec<_>>().join("\n").into_bytes());
    }
}

/// The first flight of the lab's server, of each version.
async fn flights(seeds: &mut Seeds) -> anyhow::Result<()> {
    let world = World::of("smtp.lab.test", &[World::ADDRESS]);
    let world = world.serving(465, Service::submissions("smtp.lab.test")).start().await?;
    for version in [Version::Tls13, Version::Tls12, Version::Tls10, Version::Ssl30] {
        let mut stream = world.net.connect((World::ADDRESS, 465).into()).await?;
        stream.write_all(&write(&Offer::up_to(version), "smtp.lab.test", [7; 32])).await?;
        let mut flight = vec![0; 4096];
        let length = stream.read(&mut flight).await?;
        flight.truncate(length);
        seeds.entry("hello").or_default().push([b"\x07", &flight[..]].concat());
    }
    let certificate = world.authority.split("-----BEGIN PRIVATE KEY").next().unwrap_or_default();
    seeds.entry("identity").or_default().push(certificate.as_bytes().to_vec());
    Ok(())
}

/// Error texts that people have met.
fn texts(seeds: &mut Seeds) -> anyhow::Result<()> {
    let table = fs::read_to_string("tests/explain/cases.tsv")?;
    let texts: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').nth(3)).collect();
    for text in texts.iter().step_by(EVERY) {
        seeds.entry("explain").or_default().push(text.as_bytes().to_vec());
    }
    for some in texts.chunks(texts.len() / 4 + 1) {
        let mut log = vec![9];
        for text in some.iter().step_by(EVERY) {
            writeln!(log, "Jan  1 00:00:00 mx postfix/smtp[1]: {text}")?;
        }
        seeds.entry("log").or_default().push(log);
    }
    Ok(())
}

/// What no server of the lab says.
fn written(seeds: &mut Seeds) {
    let mut put = |door, texts: &[&[u8]]| {
        seeds.entry(door).or_default().extend(texts.iter().map(|text| text.to_vec()));
    };
    put("reply", &[b"\x00220 a\n\n250-x\r250 y\r\n", b"\x01535 5.7.8 \xb4\xed\xce\xf3\r\n421 bye\r\n"]);
    put("hello", &[b"\x01\x15\x03\x03\x00\x02\x02\x28", b"\x01HTTP/1.1 400 Bad Request\r\n\r\n"]);
    put(
        "message",
        &[b"From: a@b.test\r\nSubject: x\r\n\r\n.\r\n..\r\n", b"a\n.\nb", b"To: \xe6\x88\x91\r\n\r\n\xff"],
    );
    put(
        "sasl",
        &[
            b"\x03\x00r=BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHserver,s=c2FsdHNhbHQ=,i=4096\x1ev=AAAA",
            b"\x04\x01r=BwcHBwcHBwcHBwcHBwcHBwcHBwcHserver,s=c2FsdHNhbHQ=,i=4096\x1ee=invalid-proof",
            b"\x00\x00r=BwcHBwcHBwcHBwcHBwcHBwcHBwcHserver,s=c2FsdA==,i=1\x1ev=AAAA",
            b"\x08\x00<1896.697170952@postoffice.example.net>",
            b"\x07\x00Username:\x1ePassword:",
            b"\x07\x02User Name\x00\x1ePassword\x00",
            b"\x09\x00{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.lab.test/\"}",
            b"\x0a\x00{\"status\":\"invalid_token\",\"openid-configuration\":\"https://lab.test/\"}",
        ],
    );
    put("redact", &[b"\x00\x80535 you said  and that is wrong", b"\x05\x20\xff\x00AAAA====", b"\x02\x00x"]);
    put(
        "escape",
        &[b"\x05220 \x1b[2J\xe2\x80\xae\xe6\x9c\x8d", b"\xff\xb7\xfe\xce\xf1\xc6\xf7", b"\x00\\x41\\"],
    );
    put(
        "target",
        &[
            b"smtp.example.com:587",
            b"smtps://me%40x:p%3Aw%2Fd12345@smtp.example.com:465/",
            b"[2001:db8::1]:25",
            "smtp+starttls://\u{4f8b}\u{5b50}.\u{6d4b}\u{8bd5}".as_bytes(),
            b"submission://user:password@[::1]",
            b"xn--fsqu00a.xn--0zwm56d.",
        ],
    );
    put(
        "argument",
        &[
            b"<\"a b\"@example.com>",
            b"me@[192.0.2.1]",
            b"socks5h://me:p%20w@[::1]:1080/",
            b"SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            b"eyJhbGciOiJub25lIn0.eyJleHAiOjEsImF1ZCI6WyJhIl0sInNjb3BlIjoiYSBiIiwidXBuIjoibWUifQ.c2ln",
            "\u{6211}@\u{4f8b}\u{5b50}.\u{6d4b}\u{8bd5}".as_bytes(),
        ],
    );
    put(
        "discovery",
        &[
            b"\x00<?xml version=\"1.0\"?><clientConfig version=\"1.1\"><emailProvider id=\"lab.test\">\
              <outgoingServer type=\"smtp\"><hostname>smtp.%EMAILDOMAIN%</hostname><port>465</port>\
              <socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer>\
              </emailProvider></clientConfig>",
            b"\x01<Autodiscover><Response><Account><Protocol><Type>SMTP</Type><Server>smtp.lab.test</Server>\
              <Port>587</Port><Encryption>TLS</Encryption><LoginName>me</LoginName></Protocol></Account>\
              </Response></Autodiscover>",
            b"\x020 1 465 smtp.lab.test.\n10 0 587 other.lab.test\n0 0 0 .",
        ],
    );
    put(
        "domain",
        &[
            b"\x00v=spf1 a mx ip4:192.0.2.0/24 include:_spf.lab.test -all\x1ev=DMARC1; p=reject; rua=mailto:a@lab.test\
              \x1ev=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC=\x1ev=STSv1; id=20260101T000000;\
              \x1ev=TLSRPTv1; rua=mailto:tls@lab.test\x1e10 mx.lab.test\
              \x1eversion: STSv1\nmode: enforce\nmx: *.lab.test\nmax_age: 604800\n",
            b"\x01v=spf1 redirect=%{d}.lab.test exp=x.lab.test\nv=spf1 ~all\x1e\x1e\x1e\x1e\x1e0 .",
        ],
    );
    put(
        "loopback",
        &[
            b"\x00\x05\x02\x1e\x01\x00\x1e\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00220 mx\r\n",
            b"\x01\x05\x00\x1e\x05\x05\x00\x01\x00\x00\x00\x00\x00\x00",
            b"\x02HTTP/1.1 200 OK\r\n\r\n220 mx\r\n\x1e250 mx\r\n",
            b"\x02HTTP/1.1 407 no\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n",
            b"\x04\x15\x03\x03\x00\x02\x02\x28",
            b"\x05220 mx\r\n\x1e250-mx\r\n250 AUTH PLAIN\r\n",
        ],
    );
}
