//! Examinations with something to tell, and a cause that exists in tests only.

use crate::catalog::{Cause, Code, Match, Proof, Remedy, Scope, Severity, When, Who, find};
use crate::diagnose::{Diagnosis, Finding};
use crate::evidence::sample::{
    attempt, closed, failed, failed_with, healthy, no_tcp, passed, rejected, reply,
};
use crate::evidence::{
    Auth, Connection, Evidence, Exchange, Failure, Mail, NoResolution, Outcome, Rcpt, Recipient, Stage,
};
use crate::locale::Text;
use crate::plan::{Envelope, Platform, Route, Security};
use crate::provider::{Note, Provider, SecretKind, UserName};
use crate::report::Report;
use crate::smtp::ServerText;

/// A provider with something to know about authentication.
pub(super) static PROVIDER: Provider = Provider {
    id: "example",
    name: Text { en: "Example Mail", zh_cn: "示例邮箱" },
    domains: &["example.com"],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/*"],
            text: Text {
                en: "The login password of the mailbox is no longer taken.",
                zh_cn: "不再接受邮箱的登录密码。",
            },
            since: Some("2022-05-30"),
            link: Some("https://example.com/news"),
        },
        Note {
            about: &["tcp/refused"],
            text: Text { en: "Not about this.", zh_cn: "与此无关。" },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};

/// A root cause with every kind of remedy.
pub(super) static APP_PASSWORD: Cause = Cause {
    code: Code("auth/app-password-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes application passwords only", zh_cn: "{host} 只接受应用专用密码"
    },
    explanation: Text {
        en: "The server knows the user but refuses the password of the account. \
             A program needs a password that was made for it.",
        zh_cn: "服务器认得这个用户，但拒绝账户的登录密码。程序需要使用专门为它生成的密码。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make an application password for {user}.",
                zh_cn: "为 {user} 生成应用专用密码。",
            },
            command: None,
            link: Some("https://example.com/app-passwords"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use it in place of the login password, and run:",
                zh_cn: "用它代替登录密码，再运行：",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Only on Windows.", zh_cn: "仅限 Windows。" },
            command: None,
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Never given: {nobody_knows}.", zh_cn: "不会出现：{nobody_knows}。" },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text { en: "See the log for {helo}.", zh_cn: "在日志中查找 {helo}。" },
            command: Some("grep -F {helo} /var/log/mail.log"),
            link: None,
            when: When::OffWindows,
        },
    ],
    settled_by: Text { en: "", zh_cn: "" },
    symptoms: &[],
    supersedes: &[],
    told_by: |_| Vec::new(),
};

/// A warning.
pub(super) static EXPIRING: Cause = Cause {
    code: Code("tls/certificate-expiring"),
    severity: Severity::Warning,
    title: Text { en: "The certificate ends soon", zh_cn: "证书即将到期" },
    explanation: Text { en: "It ends in {days} days.", zh_cn: "还有 {days} 天到期。" },
    remedies: &[Remedy {
        who: Who::Administrator,
        text: Text { en: "Renew the certificate.", zh_cn: "续期证书。" },
        command: None,
        link: None,
        when: When::Always,
    }],
    settled_by: Text { en: "", zh_cn: "" },
    symptoms: &[],
    supersedes: &[],
    told_by: |_| Vec::new(),
};

/// A finding at a stage of an attempt.
pub(super) fn finding(cause: &'static Cause, index: usize, stage: Stage, proof: Proof) -> Finding {
    Finding { cause, severity: cause.severity, matched: Match::attempt(index, stage, proof) }
}

/// A diagnosis without any finding.
pub(super) fn nothing_found() -> Diagnosis {
    Diagnosis { primary: 0, findings: Vec::new(), unexplained: Vec::new() }
}

/// One route of an examination, refused.
pub(super) fn refused(index: usize) -> Finding {
    let cause = find(Code("tcp/refused")).unwrap();
    let proof = Proof::new(
        Text { en: "{address} refuses port {port}", zh_cn: "{address} 拒绝 {port} 端口" },
        Vec::new(),
    );
    finding(cause, index, Stage::Tcp, proof)
}

/// Two routes: 465 refuses the login, 587 the connection; IPv6 is slow and the certificate ends soon.
pub(super) fn rich() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.duration_ms = 412.4;
    let submission = Route { port: 587, security: Security::Opportunistic };
    evidence.plan.routes.push(submission);
    evidence.plan.target.port = None;
    evidence.plan.target.input = "smtp.example.com".into();
    evidence.attempts.push(attempt(submission));
    evidence.attempts[1] = crate::evidence::Attempt::new(submission);
    evidence.attempts[1].tcp = no_tcp(Failure::Refused);
    let primary = &mut evidence.attempts[0];
    if let Outcome::Passed { facts, .. } = &mut primary.tcp {
        let failure = Failure::TimedOut { after_ms: 250, fragment: ServerText::default() };
        let address = "2001:db8:4003:c00::6c".parse().unwrap();
        facts.connections.push(Connection { address, failure: Some(failure), ms: 250.0 });
    }
    let refusal = reply(
        534,
        "5.7.9 Application-specific password required.\n5.7.9 Learn more at https://example.com/x",
    );
    primary.auth = Outcome::Failed {
        failure: Failure::Rejected { reply: refusal.clone() },
        facts: Some(Auth {
            mechanism: Some("PLAIN".into()),
            offered: vec!["PLAIN".into(), "LOGIN".into()],
            reply: Some(refusal),
            ..Auth::default()
        }),
        ms: 1_234.0,
    };
    primary.dialogue = dialogue();
    let proof = Proof::new(
        Text {
            en: "The server answers AUTH PLAIN with: {reply}",
            zh_cn: "服务器对 AUTH PLAIN 答复：{reply}",
        },
        vec![("reply", "534 5.7.9 Application-specific password required.".to_owned())],
    );
    let mut root = finding(&APP_PASSWORD, 0, Stage::Auth, proof);
    root.matched = root.matched.and(Proof::new(
        Text { en: "The password is not 16 letters long", zh_cn: "所给的密码不是 16 个字母" },
        Vec::new(),
    ));
    let proof = Proof::new(
        Text { en: "It ends on {date}", zh_cn: "它于 {date} 到期" },
        vec![("date", "2026-12-01".into())],
    );
    let mut warning = finding(&EXPIRING, 0, Stage::Tls, proof);
    warning.matched = warning.matched.with("days", "8");
    let mut other = refused(1);
    other.severity = Severity::Warning;
    (evidence, Diagnosis { primary: 0, findings: vec![root, warning, other], unexplained: Vec::new() })
}

/// The dialogue of the rich examination.
fn dialogue() -> Vec<Exchange> {
    let client = |line: &str, at_ms| Exchange::Client { line: line.into(), at_ms };
    let server = |text: &str, at_ms| Exchange::Server { text: ServerText::new(text), at_ms };
    vec![
        Exchange::Secured { at_ms: 20.0 },
        server("220 smtp.example.com ESMTP\r\n", 30.4),
        client("EHLO [192.0.2.9]", 30.5),
        server("250-smtp.example.com\r\n250-SIZE 36700160\r\n250 AUTH PLAIN LOGIN", 41.0),
        client("AUTH PLAIN <redacted>", 41.1),
        server(
            "534-5.7.9 Application-specific password required.\r\n534 5.7.9 Learn more \u{1b}[31m\r\n",
            1_275.0,
        ),
    ]
}

/// A failure that no cause explains.
pub(super) fn unexplained() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(587, Security::StartTls);
    let attempt = &mut evidence.attempts[0];
    attempt.starttls = failed(rejected(454, "4.7.0 TLS not available due to local problem"));
    attempt.tls = Outcome::Unreached { after: Stage::StartTls };
    attempt.ehlo_again = Outcome::Unreached { after: Stage::StartTls };
    attempt.auth = Outcome::Unreached { after: Stage::StartTls };
    let unexplained = vec![(Some(0), Stage::StartTls)];
    (evidence, Diagnosis { unexplained, ..nothing_found() })
}

/// The name does not exist, so nothing was tried.
pub(super) fn no_name() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.dns = failed(Failure::NoResolution(NoResolution::NameNotFound));
    evidence.attempts.clear();
    (evidence, Diagnosis { unexplained: vec![(None, Stage::Dns)], ..nothing_found() })
}

/// Two healthy routes, without a login.
pub(super) fn two_routes() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(465, Security::Implicit);
    let submission = Route { port: 587, security: Security::Opportunistic };
    evidence.plan.target.port = None;
    evidence.plan.login = None;
    evidence.plan.routes.push(submission);
    evidence.attempts.push(attempt(submission));
    for attempt in &mut evidence.attempts {
        attempt.auth = Outcome::NotPlanned;
    }
    (evidence, nothing_found())
}

/// Interrupted while the server was to greet.
pub(super) fn interrupted() -> (Evidence, Diagnosis) {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.interrupted = true;
    let attempt = &mut evidence.attempts[0];
    attempt.greeting = failed(Failure::Interrupted);
    attempt.ehlo = Outcome::Unreached { after: Stage::Greeting };
    attempt.auth = Outcome::Unreached { after: Stage::Greeting };
    (evidence, Diagnosis { unexplained: vec![(Some(0), Stage::Greeting)], ..nothing_found() })
}

/// The same evil text in every place that a server, a recording or a match can fill.
pub(super) fn hostile(evil: &str) -> (Evidence, Diagnosis) {
    let (mut evidence, mut diagnosis) = rich();
    evidence.version = evil.into();
    evidence.plan.target.input = evil.into();
    evidence.plan.target.host = evil.into();
    evidence.plan.helo = Some(evil.into());
    if let Some(login) = &mut evidence.plan.login {
        login.user = evil.into();
        login.mechanism = Some(evil.into());
    }
    evidence.plan.envelope = Some(Envelope { from: evil.into(), to: vec![evil.into()] });
    evidence.plan.until = Stage::Rcpt;
    if let Outcome::Passed { facts, .. } = &mut evidence.dns {
        facts.name = evil.into();
        facts.aliases = vec![evil.into()];
    }
    let attempt = &mut evidence.attempts[0];
    if let Outcome::Passed { facts, .. } = &mut attempt.tls {
        for field in [&mut facts.version, &mut facts.cipher_suite, &mut facts.group] {
            *field = Some(evil.into());
        }
        facts.server_name = evil.into();
        for certificate in &mut facts.chain {
            certificate.subject = evil.into();
            certificate.names = vec![evil.into()];
            certificate.sha256 = evil.into();
        }
    }
    if let Outcome::Passed { facts, .. } = &mut attempt.ehlo {
        facts.announced = evil.into();
        facts.capabilities.keywords = vec![format!("AUTH {evil}"), evil.into()];
        facts.reply.lines = vec![ServerText::new(evil)];
    }
    attempt.greeting = failed(Failure::Closed { fragment: ServerText::new(evil) });
    attempt.auth = failed_with(
        Failure::Other { os_code: None, text: evil.into() },
        Auth {
            mechanism: Some(evil.into()),
            offered: vec![evil.into()],
            reply: Some(reply(535, evil)),
            ..Auth::default()
        },
    );
    attempt.mail = passed(Mail { from: evil.into(), reply: reply(250, evil) });
    let recipients = vec![Recipient { to: evil.into(), reply: reply(550, evil) }];
    attempt.rcpt = failed_with(rejected(550, evil), Rcpt { recipients });
    attempt.dialogue.push(Exchange::Client { line: evil.into(), at_ms: 1.0 });
    attempt.dialogue.push(Exchange::Server { text: ServerText::new(evil), at_ms: 2.0 });
    evidence.attempts[1].tcp = no_tcp(closed());
    evidence.attempts[1].greeting = failed(Failure::NotOffered { offered: vec![evil.into()] });
    for finding in &mut diagnosis.findings {
        let values = ["days", "user", "host", "helo"];
        finding.matched.args.extend(values.map(|name| (name, evil.to_owned())));
        for proof in &mut finding.matched.proof {
            proof.args.insert(0, ("reply", evil.into()));
        }
    }
    finding_of_run(&mut diagnosis);
    (evidence, diagnosis)
}

fn finding_of_run(diagnosis: &mut Diagnosis) {
    if let Some(last) = diagnosis.findings.last_mut() {
        last.matched.scope = Scope::Run;
    }
}

/// A report of a host that the sample provider runs.
pub(super) fn report<'a>(evidence: &'a Evidence, diagnosis: &'a Diagnosis) -> Report<'a> {
    Report { provider: Some(&PROVIDER), ..Report::new(evidence, diagnosis) }
}
