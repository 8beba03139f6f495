//! Examinations of the lab that show what no scenario does: many ports, the search for the server, the sender's domain,
//! the health of the server, several recipients, and texts that mean harm.

use std::net::IpAddr;

use smtp_doctor::evidence::Evidence;
use smtp_doctor::examine::find_and_examine;
use smtp_doctor::lab::{Answer, Endpoint, Kind, LIMITS, PASSWORD, Records, Service, USER, World};
use smtp_doctor::plan::{Audit, Envelope, InClear, Login, Mailbox, Plan, Route, SIBLINGS, Sender, TlsMode};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::secret::Secret;
use smtp_doctor::stage::Stage;

const HOST: &str = "smtp.lab.test";

/// All of them, by name.
pub(crate) async fn all() -> anyhow::Result<Vec<(&'static str, Evidence)>> {
    Ok(vec![("everything", everything().await?), ("ports", ports().await?), ("hostile", hostile().await?)])
}

fn v4(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

fn texts(text: &str) -> Records {
    Records::Texts(vec![text.to_owned()])
}

/// An address, whose server is found, with the sender's domain, two recipients and an audit.
async fn everything() -> anyhow::Result<Evidence> {
    let refused = Answer::reply("550 5.1.1 <nobody@lab.test>: Recipient address rejected: User unknown");
    let busy = |service: Service| service.answering_under_tls("RCPT", refused.clone());
    let mut world = World::of(HOST, &[v4(1), v4(2)])
        .serving(465, busy(Service::submissions(HOST)))
        .serving(587, busy(Service::submission(HOST)))
        .elsewhere(Endpoint::Refuse);
    let key = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";
    world.zone.names.extend([
        ("_submissions._tcp.lab.test".to_owned(), Records::Services(vec![(0, 1, 465, HOST.to_owned())])),
        ("_submission._tcp.lab.test".to_owned(), Records::Services(vec![(0, 1, 587, HOST.to_owned())])),
        (
            "lab.test".to_owned(),
            Records::Mail(
                vec![(10, "mx1.lab.test".to_owned())],
                vec![
                    "v=spf1 ip4:198.51.100.0/24 include:spf.protection.outlook.com -all".to_owned(),
                    "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ".to_owned(),
                ],
            ),
        ),
        ("_dmarc.lab.test".to_owned(), texts("v=DMARC1; p=none; rua=mailto:dmarc@lab.test")),
        ("s2024._domainkey.lab.test".to_owned(), texts(&format!("v=DKIM1; k=rsa; p={key}"))),
    ]);
    examined(world, &[465, 587], |plan| {
        plan.mailbox = Mailbox::read("me@lab.test", TlsMode::Auto);
        "lab.test".clone_into(&mut plan.target.host);
        "me@lab.test".clone_into(&mut plan.target.input);
        plan.envelope = Some(Envelope {
            from: USER.to_owned(),
            to: vec!["nobody@lab.test".to_owned(), "somebody.else@partner.example".to_owned()],
        });
        plan.until = Stage::Rcpt;
        plan.sender = Some(Sender { domain: "lab.test".to_owned(), selectors: vec!["s2024".to_owned()] });
        plan.helo = Some("laptop-of-alice.corp.lab.test".to_owned());
        plan.audit = Audit::Asked;
    })
    .await
}

/// The four ports of a host, of which no two do the same.
async fn ports() -> anyhow::Result<Evidence> {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, Service::submissions(HOST).certified(Kind::Expired))
        .serving(587, Service::submission(HOST))
        .with(25, Endpoint::Silent)
        .elsewhere(Endpoint::Refuse);
    examined(world, &SIBLINGS, |_| ()).await
}

/// A server whose texts mean harm to a terminal, a page and their reader.
async fn hostile() -> anyhow::Result<Evidence> {
    let long = "x".repeat(600);
    let reply = format!(
        "535-<script>alert(1)</script> <img src=https://evil.test/x.png onerror=alert(2)> \u{1b}[2J\u{202e}\r\n\
         535-\"'></pre></details><style>*{{display:none}}</style> &lt;b&gt; javascript:alert(3)\r\n\
         535-{long}\r\n535 5.7.8 {}",
        "授权码错误".repeat(60)
    );
    let banner = format!("220 <svg/onload=alert(4)> {}", "ＭＡＩＬ服务".repeat(40));
    let service =
        Service::submissions(HOST).greeting(Answer::reply(&banner)).answering("AUTH", Answer::reply(&reply));
    examined(World::of(HOST, &[v4(1)]).serving(465, service), &[465], |_| ()).await
}

async fn examined(world: World, ports: &[u16], change: impl FnOnce(&mut Plan)) -> anyhow::Result<Evidence> {
    let world = world.start().await?;
    let secret = Secret::new(PASSWORD.to_owned()).map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    let mut plan = Plan {
        routes: ports.iter().map(|port| Route::new(*port, TlsMode::Auto)).collect(),
        login: Some(Login { user: USER.to_owned(), secret, mechanism: None, in_clear: InClear::Refused }),
        extra_roots: vec![world.authority.clone().into_bytes()],
        limits: LIMITS,
        ..Plan::of(HOST)?
    };
    change(&mut plan);
    let setting =
        Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    Ok(find_and_examine(&mut plan, setting, &Unwatched).await)
}
