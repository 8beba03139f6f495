//! What is told of two ports: one in full, the other in a line, and which of them to use.

use std::time::Duration;

use serde_json::{Value, json};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Endpoint, Service, World};
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{Detail, Format, Report, Strictness, Style, render, status};

use crate::world::{HOST, both, go, login, plan, v4};

/// A report in its forms.
struct Told {
    status: Status,
    en: String,
    zh_cn: String,
    quiet: [String; 2],
    json: Value,
}

/// What is told of two ports, with this password if any.
async fn told(implicit: Endpoint, starttls: Endpoint, password: Option<&str>) -> Told {
    let world = World::of(HOST, &[v4(1)]).with(465, implicit).with(587, starttls).start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.limits.stage = Duration::from_millis(1500);
    match password {
        Some(RIGHT) => {}
        password => plan.login = password.map(login),
    }
    let run = go(&world, &plan).await;
    let diagnosis = diagnose(&run.evidence);
    let report = Report::new(&run.evidence, &diagnosis);
    let text = |lang, detail| render(Format::Text, &report, lang, Style { detail, ..Style::default() });
    Told {
        status: status(&report, Strictness::WarningsPass),
        en: text(Lang::En, Detail::Normal),
        zh_cn: text(Lang::ZhCn, Detail::Normal),
        quiet: Lang::ALL.map(|lang| text(lang, Detail::Verdict)),
        json: serde_json::from_str(&render(Format::Json, &report, Lang::En, Style::default())).unwrap(),
    }
}

const RIGHT: &str = "right";

fn implicit() -> Endpoint {
    Endpoint::Serve(Box::new(Service::submissions(HOST)))
}

fn starttls() -> Endpoint {
    Endpoint::Serve(Box::new(Service::submission(HOST)))
}

impl Told {
    /// Asserts that the text holds each of these lines, whatever columns they stand in.
    fn says(&self, lines: &[&str]) {
        for text in [&self.en, &self.zh_cn] {
            assert!(!text.contains("Attention") && !text.contains("注意"), "{text}");
        }
        let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let all: Vec<String> = self.en.lines().chain(self.zh_cn.lines()).map(squeezed).collect();
        for wanted in lines {
            let found = all.iter().filter(|line| line.as_str() == *wanted).count();
            assert_eq!(found, 1, "{wanted} in {all:#?}");
        }
    }

    /// Asserts the verdict, the port that is told in full, the other port, and the port to use.
    fn comes_to(&self, verdict: &str, port: u16, other: (u16, &str, Option<&str>), recommended: &Value) {
        let json = &self.json;
        assert_eq!((&json["verdict"], &json["target"]["port"]), (&json!(verdict), &json!(port)));
        let one = &json["others"][0];
        let wanted = json!({"port": other.0, "status": other.1, "root_cause": other.2});
        for field in ["port", "status", "root_cause"] {
            assert_eq!(one[field], wanted[field], "{one}");
        }
        assert_eq!(json["others"].as_array().map(Vec::len), Some(1));
        assert_eq!(&json["recommendation"], recommended);
        for line in &self.quiet {
            assert!(line.contains(&format!(" {HOST}:{port} ")) && line.lines().count() == 1, "{line}");
        }
    }
}

fn to_use(port: u16, tls: &str, auth: Option<&str>) -> Value {
    json!({"host": HOST, "port": port, "tls": tls, "auth": auth})
}

#[tokio::test]
async fn both_ports_are_good() {
    let told = told(implicit(), starttls(), Some(RIGHT)).await;
    told.comes_to("pass", 465, (587, "skip", None), &to_use(465, "implicit", Some("PLAIN")));
    told.says(&[
        "– 587 STARTTLS · works up to the login, which is tried on one port only",
        "– 587 STARTTLS · 登录之前都正常，登录只在一个端口上试",
        "Advice Use port 465 with implicit TLS, which RFC 8314 prefers.",
        "建议 使用 465 端口和隐式 TLS，这是 RFC 8314 的首选。",
        "Result Connection, encryption and login work.",
        "结论 连接、加密和登录都正常。",
    ]);
    assert_eq!(told.status, Status::Healthy);
}

#[tokio::test]
async fn both_ports_are_good_and_nobody_logs_in() {
    let told = told(implicit(), starttls(), None).await;
    told.comes_to("pass", 465, (587, "pass", None), &to_use(465, "implicit", None));
    told.says(&["✔ 587 STARTTLS · works as well", "✔ 587 STARTTLS · 也可用"]);
    assert!(
        told.en.contains("smtp-doctor smtp.lab.test:465 USER --ask-password --tls --ca-file ca.pem\n"),
        "{}",
        told.en
    );
}

#[tokio::test]
async fn one_port_is_silent() {
    let told = told(Endpoint::Silent, starttls(), Some(RIGHT)).await;
    let other = (465, "fail", Some("tcp/port-blocked"));
    told.comes_to("warn", 587, other, &to_use(587, "starttls", Some("PLAIN")));
    told.says(&["Advice Use port 587 with STARTTLS.", "建议 使用 587 端口和 STARTTLS。"]);
    for text in [&told.en, &told.zh_cn] {
        let line = text.lines().find(|line| line.contains("tcp/port-blocked")).unwrap();
        assert!(line.starts_with("  ✘ 465 ") && text.matches("tcp/port-blocked").count() == 1, "{text}");
    }
    assert_eq!(told.status, Status::Healthy);
}

#[tokio::test]
async fn one_port_is_closed() {
    let told = told(implicit(), Endpoint::Refuse, Some(RIGHT)).await;
    let other = (587, "fail", Some("tcp/refused"));
    told.comes_to("warn", 465, other, &to_use(465, "implicit", Some("PLAIN")));
    told.says(&[
        "✘ 587 TCP: connection refused tcp/refused",
        "✘ 587 TCP：连接被拒绝 tcp/refused",
        "Advice Use port 465 with implicit TLS, which RFC 8314 prefers.",
    ]);
    assert!(told.quiet[0].starts_with("! "), "{:?}", told.quiet);
}

#[tokio::test]
async fn the_password_is_wrong() {
    let told = told(implicit(), starttls(), Some("quite another")).await;
    told.comes_to("fail", 465, (587, "skip", None), &Value::Null);
    told.says(&["– 587 STARTTLS · works up to the login, which is tried on one port only"]);
    assert_eq!(told.json["root_cause"], "auth/bad-credentials");
    assert!(!told.en.contains("Advice") && !told.zh_cn.contains("建议"));
    assert!(
        told.quiet.iter().all(|line| line.starts_with("✘ ") && line.ends_with("  auth/bad-credentials\n"))
    );
    assert_eq!(told.status, Status::Auth);
}

#[tokio::test]
async fn both_ports_are_closed() {
    let told = told(Endpoint::Refuse, Endpoint::Refuse, Some(RIGHT)).await;
    told.comes_to("fail", 465, (587, "fail", Some("tcp/refused")), &Value::Null);
    told.says(&["✘ 587 TCP: connection refused tcp/refused"]);
    assert_eq!((told.status, &told.json["root_cause"]), (Status::Tcp, &json!("tcp/refused")));
}
