//! What happened to each address, as observations. It refuses to know what that means.

use std::net::IpAddr;
use std::time::Duration;

use super::os_error::{is_no_address, named};
use crate::catalog::{Match, Proof, Scope};
use crate::evidence::{Connection, Evidence, Failure, Stage, Tcp, Unreachable};
use crate::locale::{Args, Text};
use crate::plan::Platform;

/// The most addresses that one finding quotes.
const LINES: usize = 6;
/// An address that had less time than this is not held to be silent, in milliseconds.
const PATIENCE_MS: u64 = 250;
/// What fails sooner than this never left the machine or its network, in milliseconds.
const AT_ONCE_MS: f64 = 100.0;

/// The attempts that got no connection, with why.
pub(super) fn unconnected(evidence: &Evidence) -> impl Iterator<Item = (usize, &Failure)> {
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| attempt.tcp.failure().map(|failure| (index, failure)))
}

/// A match of an attempt that got no connection, proved by what happened to each address.
pub(super) fn told(evidence: &Evidence, index: usize, failure: &Failure) -> Match {
    let connections = evidence.attempts[index].tcp.facts().map_or(&[][..], |tcp| &tcp.connections);
    let mut proof = observed(evidence.platform, connections.iter());
    if proof.is_empty() {
        proof.push(observation(evidence.platform, evidence.plan.target.host.clone(), failure));
    }
    Match { scope: Scope::Attempt(index), stage: Stage::Tcp, severity: None, proof, args: Args::new() }
}

/// What happened to those of the addresses that failed.
pub(super) fn observed<'a>(
    platform: Platform,
    connections: impl Iterator<Item = &'a Connection>,
) -> Vec<Proof> {
    connections
        .filter_map(|one| Some(observation(platform, one.address.to_string(), one.failure.as_ref()?)))
        .take(LINES)
        .collect()
}

/// The addresses of a family that are known to fail while another address took the connection. One that had not
/// answered yet when the race was won counts only if it had far more time than the winner needed.
pub(super) fn fallen_behind(tcp: &Tcp, is_of_family: fn(&IpAddr) -> bool) -> Vec<&Connection> {
    let winner = tcp.connections.iter().filter(|one| one.failure.is_none()).map(|one| one.ms);
    let winner = Duration::try_from_secs_f64(winner.fold(0.0, f64::max) / 1_000.0).unwrap_or_default();
    tcp.connections
        .iter()
        .filter(|one| is_of_family(&one.address))
        .filter(|one| match &one.failure {
            None | Some(Failure::Interrupted | Failure::DeadlinePassed) => false,
            Some(Failure::TimedOut { after_ms, .. }) => {
                *after_ms >= PATIENCE_MS && Duration::from_millis(*after_ms) >= winner * 3
            }
            Some(_) => true,
        })
        .collect()
}

/// Whether the connection failed at once because this machine has no IPv6.
pub(super) fn is_without_ipv6(platform: Platform, connection: &Connection) -> bool {
    let has_no_way = match &connection.failure {
        Some(Failure::Unreachable { .. }) => true,
        Some(Failure::NoResources { os_code }) => is_no_address(platform, *os_code),
        _ => false,
    };
    connection.address.is_ipv6() && connection.ms < AT_ONCE_MS && has_no_way
}

/// Whether every address that was tried is an IPv6 address and failed at once because this machine has no IPv6.
pub(super) fn is_all_without_ipv6(evidence: &Evidence, index: usize) -> bool {
    let connections = evidence.attempts[index].tcp.facts().map_or(&[][..], |tcp| &tcp.connections);
    !connections.is_empty() && connections.iter().all(|one| is_without_ipv6(evidence.platform, one))
}

/// An observation that an address took the connection.
pub(super) fn connected(connection: &Connection) -> Proof {
    Proof::new(
        Text {
            en: "{peer} accepts the connection on port {port} after {ms} ms",
            zh_cn: "{peer} 的 {port} 端口在 {ms} 毫秒后接受连接",
        },
        vec![("peer", connection.address.to_string()), ("ms", format!("{:.0}", connection.ms))],
    )
}

fn observation(platform: Platform, peer: String, failure: &Failure) -> Proof {
    let mut args: Args = vec![("peer", peer)];
    let text = match failure {
        Failure::TimedOut { after_ms, .. } => {
            args.push(("waited", Duration::from_millis(*after_ms).as_secs_f64().to_string()));
            Text {
                en: "{peer} does not answer on port {port} within {waited} s",
                zh_cn: "{peer} 的 {port} 端口在 {waited} 秒内没有应答",
            }
        }
        Failure::DeadlinePassed => Text {
            en: "{peer} had not answered on port {port} when the time for the whole run was up",
            zh_cn: "到整次检查的时限为止，{peer} 的 {port} 端口没有应答",
        },
        Failure::Refused => Text {
            en: "{peer} refuses the connection to port {port}",
            zh_cn: "{peer} 拒绝了 {port} 端口的连接",
        },
        Failure::Reset => Text {
            en: "The connection to {peer} port {port} is reset",
            zh_cn: "到 {peer} 的 {port} 端口的连接被重置",
        },
        Failure::Unreachable { to: Unreachable::Network } => Text {
            en: "This machine knows no route to the network of {peer} (ENETUNREACH)",
            zh_cn: "本机没有到 {peer} 所在网络的路由（ENETUNREACH）",
        },
        Failure::Unreachable { to: Unreachable::Host } => Text {
            en: "{peer} is reported as unreachable (EHOSTUNREACH)",
            zh_cn: "网络报告 {peer} 不可达（EHOSTUNREACH）",
        },
        Failure::Denied { os_code } => {
            args.push(("error", named(platform, *os_code)));
            Text {
                en: "The operating system forbids the connection to {peer} port {port}: {error}",
                zh_cn: "操作系统禁止连接 {peer} 的 {port} 端口：{error}",
            }
        }
        Failure::NoResources { os_code } => {
            args.push(("error", named(platform, *os_code)));
            Text {
                en: "The operating system cannot open a connection to {peer}: {error}",
                zh_cn: "操作系统无法建立到 {peer} 的连接：{error}",
            }
        }
        Failure::Other { text, .. } => {
            args.push(("reason", text.clone()));
            Text {
                en: "The connection to {peer} port {port} fails: {reason}",
                zh_cn: "连接 {peer} 的 {port} 端口失败：{reason}",
            }
        }
        _ => Text {
            en: "The connection to {peer} port {port} fails",
            zh_cn: "连接 {peer} 的 {port} 端口失败",
        },
    };
    Proof::new(text, args)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{healthy, passed};
    use crate::plan::Security;
    use crate::smtp::ServerText;

    /// An examination whose connections ended as told, and in which one of them is in use.
    pub(in crate::catalog::tcp) fn race(ends: &[(&str, Option<Failure>)]) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        let connections = ends
            .iter()
            .map(|(address, failure)| Connection {
                address: address.parse().unwrap(),
                failure: failure.clone(),
                ms: 10.0,
            })
            .collect();
        evidence.attempts[0].tcp =
            passed(Tcp { peer: None, local: None, via: None, connections, retries: 0 });
        evidence
    }

    /// Silence for some milliseconds.
    pub(in crate::catalog::tcp) fn silent_for(after_ms: u64) -> Failure {
        Failure::TimedOut { after_ms, fragment: ServerText::default() }
    }

    #[test]
    fn an_attempt_without_a_record_of_addresses_is_told_by_its_host() {
        let mut evidence = race(&[]);
        evidence.attempts[0].tcp = Outcome::Failed { failure: Failure::Refused, facts: None, ms: 1.0 };
        let found = told(&evidence, 0, &Failure::Refused);
        assert_eq!(found.proof[0].args, [("peer", "smtp.example.com".to_owned())]);
    }

    #[test]
    fn an_address_that_had_no_time_is_not_behind() {
        let behind = |after_ms| {
            let evidence = race(&[("192.0.2.1", None), ("192.0.2.2", Some(silent_for(after_ms)))]);
            fallen_behind(evidence.attempts[0].tcp.passed().unwrap(), IpAddr::is_ipv4).len()
        };
        assert_eq!(behind(50), 0);
        assert_eq!(behind(500), 1);
    }
}
