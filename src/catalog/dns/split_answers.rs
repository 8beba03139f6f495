//! The nameservers of this machine do not say the same of the name.
//!
//! It is taken for a fault that comes and goes: whichever nameserver is asked first decides. Different public addresses
//! are no sign of it, as large services give every region its own; a name that only one knows is, and so is an internal
//! address beside a public one.

use std::net::IpAddr;

use super::nameserver::observation;
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{DnsAnswer, DnsQuery, Evidence, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/split-answers"),
    severity: Severity::Warning,
    title: Text {
        en: "The nameservers of this machine do not agree on {host}",
        zh_cn: "本机的几个 DNS 服务器对 {host} 的答复不一致",
    },
    explanation: Text {
        en: "One nameserver knows the name and another denies it, or one gives an internal address and another a \
             public one. Which of them is asked first decides whether mail can be sent.",
        zh_cn: "有的 DNS 服务器能解析这个名称，有的却说不存在；或者一个给出内网地址，另一个给出公网地址。\
                能不能发信取决于先问到哪一个。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Set this machine to the nameservers of one network only: those of the company or its VPN for \
                     an internal name, else those of the provider.",
                zh_cn: "本机只使用同一个网络的 DNS 服务器：内网名称用公司或 VPN 的，其他用网络服务商的。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Examine the server through the nameserver that knows it, {knowing}: if that works, put it first.",
                zh_cn: "改用能解析它的 DNS 服务器 {knowing} 再检查：如果正常，请把它排在第一位。",
            },
            command: Some("smtp-doctor {host}:{port} --dns-server {knowing}"),
            link: None,
            when: When::With("knowing"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Make every nameserver that is handed to machines answer alike for {host}: add the record where it \
                     is missing, or forward the zone.",
                zh_cn: "让分配给各台机器的每个 DNS 服务器对 {host} 给出相同的答复：在缺少记录的服务器上补上，\
                        或者转发该区域。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "With --audit, smtp-doctor asks each nameserver of this machine apart. If one gives an address and another says that \
             there is none, or one gives an internal address and another a public one, it is this.",
        zh_cn: "使用 --audit 时，smtp-doctor 会分别查询本机的每个 DNS 服务器。如果一个给出地址、另一个说没有，\
                或者一个给出内网地址、另一个给出公网地址，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        split dns
        split-dns
        split horizon & dns
        split-horizon & dns
        intermittent & could not resolve
        intermittent & nxdomain
        sometimes & could not resolve host
        dns 答复不一致
        dns 解析结果不一致
        ",
    )],
    supersedes: &[Code("dns/name-not-found"), Code("dns/no-address")],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(dns) = evidence.dns.facts() else { return Vec::new() };
    let Some((one, other)) = at_odds(&dns.queries) else { return Vec::new() };
    let mut found = Match::run(Stage::Dns, observation(one)).and(observation(other));
    let failed = dns.addresses.is_empty();
    if failed {
        found = found.as_severe_as(Severity::Error).with("knowing", one.server.clone());
    }
    vec![found]
}

/// Two answers that cannot both be right: one with addresses, and one against it.
fn at_odds(queries: &[DnsQuery]) -> Option<(&DnsQuery, &DnsQuery)> {
    let knowing = |query: &&DnsQuery| matches!(query.answer, DnsAnswer::Addresses { .. });
    let one = queries.iter().find(knowing)?;
    let others = queries.iter().filter(|query| query.server != one.server);
    let against = |other: &&DnsQuery| match &other.answer {
        DnsAnswer::NameNotFound => true,
        // Only of the same kind: a name may well have addresses of one family only.
        DnsAnswer::NoData => {
            let theirs = queries.iter().filter(|query| query.server == other.server);
            other.kind == one.kind && !theirs.clone().any(|query| knowing(&query))
        }
        DnsAnswer::Addresses { addresses } => inside(addresses) != inside(given(one)),
        _ => false,
    };
    others.clone().find(against).map(|other| (one, other))
}

fn given(query: &DnsQuery) -> &[IpAddr] {
    match &query.answer {
        DnsAnswer::Addresses { addresses } => addresses,
        _ => &[],
    }
}

/// Whether all addresses belong to a network of one's own.
fn inside(addresses: &[IpAddr]) -> bool {
    addresses.iter().all(|address| match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_loopback() || v6.is_unicast_link_local(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::{NoResolution, Outcome, RecordKind};

    /// What is told when nameserver 53 and nameserver 54 say this to A.
    fn told(first: DnsAnswer, second: DnsAnswer) -> Vec<Match> {
        let mut evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        if let Outcome::Failed { facts: Some(dns), .. } = &mut evidence.dns {
            let ask = |last: u8, answer| DnsQuery {
                server: format!("192.0.2.{last}:53"),
                kind: RecordKind::A,
                answer,
                ms: 1.0,
                second_look: None,
            };
            dns.queries = vec![ask(53, first), ask(54, second)];
        }
        told_by(&evidence)
    }

    fn addresses(list: &[&str]) -> DnsAnswer {
        DnsAnswer::Addresses { addresses: list.iter().map(|address| address.parse().unwrap()).collect() }
    }

    #[test]
    fn a_name_that_one_knows_and_another_denies() {
        for denial in [DnsAnswer::NameNotFound, DnsAnswer::NoData] {
            let found = told(denial, addresses(&["192.0.2.1"]));
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].severity, Some(Severity::Error));
            assert!(found[0].args.contains(&("knowing", "192.0.2.54:53".to_owned())));
        }
    }

    #[test]
    fn an_internal_address_beside_a_public_one() {
        assert_eq!(told(addresses(&["10.0.0.5"]), addresses(&["203.0.113.5"])).len(), 1);
        assert!(told(addresses(&["203.0.113.9"]), addresses(&["203.0.113.5"])).is_empty());
        assert!(told(addresses(&["10.0.0.5"]), addresses(&["192.168.0.5"])).is_empty());
    }

    #[test]
    fn silence_and_failure_contradict_nobody() {
        for answer in [DnsAnswer::NoAnswer, DnsAnswer::Code { code: "SERVFAIL".into() }] {
            assert!(told(answer, addresses(&["192.0.2.1"])).is_empty());
        }
        assert!(told(DnsAnswer::NameNotFound, DnsAnswer::NoData).is_empty());
    }
}
