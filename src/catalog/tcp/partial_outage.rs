//! Some addresses of the host take no connection while others of the same family do.
//!
//! It shows as mail that fails now and then, and is taken for a shaky network: an application that tries only the first
//! address fails whenever the nameserver puts a dead one first.

use std::net::IpAddr;

use super::address::{connected, fallen_behind, observed};
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Remedy, Scope, Severity, When, Who};
use crate::evidence::{Connection, Evidence, Stage, Tcp};
use crate::locale::{Args, Text};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/partial-outage"),
    severity: Severity::Warning,
    title: Text {
        en: "Some addresses of {host} do not connect", zh_cn: "{host} 的部分地址无法连接"
    },
    explanation: Text {
        en: "The name has several addresses, and some do not connect on port {port}: {listed}. Mail goes or \
             fails by chance, depending on which address an application tries first.",
        zh_cn: "该名称有多个地址，其中一部分在 {port} 端口无法连接：{listed}。\
                能否发信取决于程序先尝试哪个地址，因此时好时坏。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Bring the service back on {listed}, or take these addresses out of the DNS.",
                zh_cn: "恢复 {listed} 上的服务，或者从 DNS 中删除这些地址。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Examine {broken} alone, and from another network as well, before you report it.",
                zh_cn: "先单独检查 {broken}，并换一个网络再查一次，然后再向对方反映。",
            },
            command: Some("smtp-doctor {host}:{port} --resolve {host}:{port}:{broken}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Try every address of the name before giving up.",
                zh_cn: "让程序依次尝试该名称的所有地址，全部失败后才报错。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects to each address of the host name separately. If some connect and others do \
             not, it is this.",
        zh_cn: "smtp-doctor 会分别连接该主机名的每个地址。如果有的能连上，有的连不上，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        intermittent & timed out
        intermittent & timeout
        intermittent & connection refused
        intermittently & connect
        sometimes & connection timed out
        sometimes & connection refused
        one of the addresses & timed out
        some addresses & unreachable
        round robin & connection
        偶尔 & 连接超时
        偶发 & 超时
        间歇性 & 超时
        时好时坏
        部分 ip & 无法连接
        部分地址 & 无法连接
        有时 & 连接失败
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let told = |(index, tcp): (usize, &Tcp)| {
        let (behind, winner) = outage(tcp)?;
        let listed: Vec<String> = behind.iter().map(|one| one.address.to_string()).collect();
        let mut proof = observed(evidence.platform, behind.iter().copied());
        proof.push(connected(winner));
        let args: Args = vec![("broken", listed.first()?.clone()), ("listed", listed.join(BETWEEN))];
        Some(Match { scope: Scope::Attempt(index), stage: Stage::Tcp, severity: None, proof, args })
    };
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| attempt.tcp.passed().map(|tcp| (index, tcp)))
        .filter_map(told)
        .collect()
}

/// The addresses that fail in a family in which another works, with that one.
fn outage(tcp: &Tcp) -> Option<(Vec<&Connection>, &Connection)> {
    let families: [fn(&IpAddr) -> bool; 2] = [IpAddr::is_ipv4, IpAddr::is_ipv6];
    families.into_iter().find_map(|is_of_family| {
        let behind = fallen_behind(tcp, is_of_family);
        let winner =
            tcp.connections.iter().find(|one| one.failure.is_none() && is_of_family(&one.address))?;
        (!behind.is_empty()).then_some((behind, winner))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tcp::address::tests::{race, silent_for};
    use crate::evidence::Failure;
    use crate::evidence::sample::{healthy, no_tcp};
    use crate::plan::Security;

    #[test]
    fn dead_addresses_beside_a_live_one_are_listed() {
        let found = told_by(&race(&[
            ("192.0.2.1", Some(Failure::Refused)),
            ("192.0.2.2", Some(silent_for(2_000))),
            ("192.0.2.3", None),
        ]));
        assert_eq!(found.len(), 1);
        assert!(found[0].args.contains(&("listed", "192.0.2.1 · 192.0.2.2".into())));
        assert_eq!(found[0].proof.len(), 3);
    }

    #[test]
    fn another_family_is_another_matter() {
        assert!(told_by(&race(&[("2001:db8::1", Some(Failure::Refused)), ("192.0.2.1", None)])).is_empty());
    }

    #[test]
    fn a_whole_outage_is_told_by_its_failure() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert!(told_by(&evidence).is_empty());
    }
}
