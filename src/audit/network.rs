//! The checks of addresses and ports, and of the time that it takes to get through.

use super::view::{BETWEEN, Verdict, host, ports};
use super::{Check, Level, Seen};
use crate::evidence::{Attempt, Connection, Evidence, Failure};
use crate::locale::Text;
use crate::plan::{SUBMISSION, SUBMISSIONS};

/// An address that was given up after less was not really tried: another one had answered meanwhile.
const HARDLY_TRIED_MS: u64 = 1000;
/// The way to the first reply under TLS should take no longer.
const SLOW_MS: f64 = 2000.0;

pub(super) static CHECKS: &[&Check] = &[&EVERY_ADDRESS, &IPV6, &BOTH_PORTS, &PROMPT];

static EVERY_ADDRESS: Check = Check {
    id: "B02",
    title: Text { en: "Every address takes connections", zh_cn: "每个地址都能连接" },
    source: "RFC 5321 §5.1",
    remedy: Text {
        en: "Start the mail service on these addresses and open the port for them, or take the addresses out of the DNS. Postfix: `inet_interfaces`. Exim: `local_interfaces`.",
        zh_cn: "在这些地址上启动邮件服务并放行端口，或从 DNS 中删除这些地址。Postfix：`inet_interfaces`。Exim：`local_interfaces`。",
    },
    made: |evidence| ports(evidence, every_address),
};

static IPV6: Check = Check {
    id: "B04",
    title: Text { en: "IPv6 works as well as IPv4", zh_cn: "IPv6 与 IPv4 同样可用" },
    source: "RFC 8305 §1",
    remedy: Text {
        en: "Let the mail service listen on IPv6 and open the port for it, or take the AAAA record out of the DNS. Postfix: `inet_protocols = all`. Exim: `disable_ipv6 = false`.",
        zh_cn: "让邮件服务也监听 IPv6 并放行端口，或从 DNS 中删除 AAAA 记录。Postfix：`inet_protocols = all`。Exim：`disable_ipv6 = false`。",
    },
    made: |evidence| ports(evidence, ipv6),
};

static BOTH_PORTS: Check = Check {
    id: "B12",
    title: Text { en: "Both ports for submission are open", zh_cn: "两个提交端口都开放" },
    source: "RFC 8314 §3.3",
    remedy: Text {
        en: "Open both ports: 465 with TLS from the first byte, 587 with STARTTLS. Postfix: `submissions` and `submission` in master.cf. Exim: `daemon_smtp_ports = 25 : 465 : 587` and `tls_on_connect_ports = 465`.",
        zh_cn: "两个端口都要开放：465 一开始就加密，587 使用 STARTTLS。Postfix：master.cf 中的 `submissions` 和 `submission`。Exim：`daemon_smtp_ports = 25 : 465 : 587` 和 `tls_on_connect_ports = 465`。",
    },
    made: |evidence| host(both_ports(evidence)),
};

static PROMPT: Check = Check {
    id: "B60",
    title: Text {
        en: "The first reply under TLS comes within two seconds",
        zh_cn: "两秒之内得到加密后的首个应答",
    },
    source: "RFC 5321 §4.5.3.2",
    remedy: Text {
        en: "Find out what takes the time: reverse DNS lookups and block lists before the greeting are usual. Postfix: `postscreen_greet_wait`, `smtpd_peername_lookup`. Exim: `host_lookup`, `rfc1413_query_timeout = 0s`.",
        zh_cn: "查明时间花在哪里：常见的是发出问候之前的反向 DNS 查询和黑名单查询。Postfix：`postscreen_greet_wait`、`smtpd_peername_lookup`。Exim：`host_lookup`、`rfc1413_query_timeout = 0s`。",
    },
    made: |evidence| ports(evidence, prompt),
};

/// An address that was really tried and does not take the connection. What this machine lacks a route to says nothing
/// of the server.
fn is_dead(connection: &Connection) -> bool {
    match &connection.failure {
        Some(Failure::Refused | Failure::Reset) => true,
        Some(Failure::TimedOut { after_ms, .. }) => *after_ms >= HARDLY_TRIED_MS,
        _ => false,
    }
}

fn every_address(attempt: &Attempt) -> Option<Verdict> {
    let tcp = attempt.tcp.passed()?;
    let dead = tcp.connections.iter().filter(|connection| is_dead(connection));
    let dead: Vec<String> = dead.map(|connection| connection.address.to_string()).collect();
    let seen =
        (!dead.is_empty()).then(|| Seen::new(Level::Advice, &DEAD).with("addresses", dead.join(BETWEEN)));
    Some(Verdict::of(seen))
}

fn ipv6(attempt: &Attempt) -> Option<Verdict> {
    let tcp = attempt.tcp.passed()?;
    let works = |connection: &&Connection| connection.failure.is_none();
    let (v6, v4): (Vec<_>, Vec<_>) =
        tcp.connections.iter().partition(|connection| connection.address.is_ipv6());
    if v6.iter().copied().any(|connection| works(&connection)) {
        return Some(Verdict::Sound);
    }
    let told = !v6.is_empty()
        && v6.iter().all(|connection| is_dead(connection))
        && v4.iter().copied().any(|connection| works(&connection));
    told.then(|| Verdict::Found(Seen::new(Level::Advice, &NO_IPV6)))
}

fn both_ports(evidence: &Evidence) -> Option<Verdict> {
    let at = |port: u16| evidence.attempts.iter().find(|attempt| attempt.route.port == port);
    let (implicit, starttls) = (at(SUBMISSIONS)?, at(SUBMISSION)?);
    // What was not tried is not known.
    if [implicit, starttls].into_iter().any(|attempt| attempt.tcp.ms().is_none()) {
        return None;
    }
    let closed = [implicit, starttls].into_iter().filter(|attempt| attempt.tcp.failure().is_some());
    let closed: Vec<&Attempt> = closed.collect();
    match closed.as_slice() {
        [] => Some(Verdict::Sound),
        [one] => {
            let port = one.route.port.to_string();
            Some(Verdict::Found(Seen::new(Level::Advice, &CLOSED).with("port", port)))
        }
        _ => None,
    }
}

fn prompt(attempt: &Attempt) -> Option<Verdict> {
    attempt.tls.facts()?.version.as_ref()?;
    let last = attempt.ehlo_again.passed().or_else(|| attempt.ehlo.passed());
    last?;
    let stages = [
        attempt.tcp.ms(),
        attempt.greeting.ms(),
        attempt.ehlo.ms(),
        attempt.starttls.ms(),
        attempt.tls.ms(),
        attempt.ehlo_again.ms(),
    ];
    let took: f64 = stages.into_iter().flatten().sum();
    let seconds = format!("{:.1}", took / 1000.0);
    Some(Verdict::of((took > SLOW_MS).then(|| Seen::new(Level::Advice, &SLOW).with("seconds", seconds))))
}

static DEAD: Text = Text {
    en: "Some addresses of the name take no connection: {addresses}.",
    zh_cn: "该域名的部分地址无法连接：{addresses}。",
};
static NO_IPV6: Text = Text {
    en: "The name has IPv6 addresses, and only IPv4 takes connections.",
    zh_cn: "该域名有 IPv6 地址，但只有 IPv4 能连接。",
};
static CLOSED: Text = Text {
    en: "Port {port} takes no connection, so clients that know only this port cannot submit mail.",
    zh_cn: "端口 {port} 无法连接，只支持该端口的客户端无法提交邮件。",
};
static SLOW: Text = Text {
    en: "The way to the first reply under TLS takes {seconds} s.",
    zh_cn: "到加密后的首个应答共用了 {seconds} 秒。",
};
