//! The IPv6 addresses of the host fail while IPv4 serves.
//!
//! It is the fault that other failures are taken for, as many applications report the last address they tried. So it
//! is a warning, told only where IPv4 works; a machine that has no IPv6 at all is merely worth knowing.

use std::net::{IpAddr, Ipv4Addr};

use super::address::{connected, fallen_behind, is_without_ipv6, observed};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Scope, Severity, When, Who};
use crate::evidence::{Connection, Evidence, Stage, Tcp, behind_nat64};
use crate::locale::{Args, Text};
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/ipv6-broken"),
    severity: Severity::Warning,
    title: Text { en: "IPv6 to {host} fails, IPv4 works", zh_cn: "{host} 的 IPv6 不通，IPv4 正常" },
    explanation: Text {
        en: "The server has IPv6 addresses, and none of them accepts a connection from here. Applications \
             that try IPv6 first are slow, and those that try nothing else fail.",
        zh_cn: "服务器有 IPv6 地址，但从本机都无法连接。优先使用 IPv6 的程序会变慢，\
                只尝试 IPv6 的程序会失败。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Set the application that sends to IPv4, often called “prefer IPv4” or family 4. A test \
             over IPv4 alone shows whether that is enough.",
                zh_cn: "让发信的程序使用 IPv4（设置项通常叫“优先 IPv4”或 family 4）。可以先只用 IPv4 测试，\
                确认这样就够了。",
            },
            command: Some("smtp-doctor {host}:{port} -4"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Repair the NAT64 of this network: its nameserver hands out addresses for {nat64} that lead \
                     nowhere. As IPv4 works here, DNS64 may as well be left out.",
                zh_cn: "修复本网络的 NAT64：DNS 服务器为 {nat64} 生成的地址无法连通。既然这里的 IPv4 可用，也可以关闭 DNS64。",
            },
            command: None,
            link: None,
            when: When::With("nat64"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check whether IPv6 works on this machine at all; if not, switch it off or have it \
             repaired.",
                zh_cn: "检查本机的 IPv6 是否可用；如果不可用，请关闭或修复它。",
            },
            command: Some("ping -6 {host}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check whether this machine, or the container, has an IPv6 address and a default route.",
                zh_cn: "检查本机或容器有没有 IPv6 地址和默认路由。",
            },
            command: Some("ip -6 route"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check whether IPv6 works on this machine at all; if not, set it to link-local only.",
                zh_cn: "检查本机的 IPv6 是否可用；如果不可用，请把它设为“仅本地链接”。",
            },
            command: Some("ping6 {host}"),
            link: None,
            when: When::On(Platform::MacOs),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Repair the IPv6 route, or allow outgoing mail ports over IPv6: some hosters block them \
                     there only.",
                zh_cn: "修复 IPv6 路由，或者放行 IPv6 的邮件端口：有些主机商只在 IPv6 上封禁这些端口。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects to each IPv6 and IPv4 address separately. If all IPv6 ones fail while an \
             IPv4 one connects, it is this.",
        zh_cn: "smtp-doctor 会分别连接每个 IPv6 和 IPv4 地址。如果 IPv6 全部失败，而 IPv4 能连上，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        r#"
        network is unreachable
        cannot assign requested address
        can't assign requested address
        enetunreach & local (:::0)
        eaddrnotavail & local (:::0)
        ehostunreach & local (:::0)
        etimedout & local (:::0)
        network is unreachable & [2a
        network is unreachable & [260
        network is unreachable & [240
        network is unreachable & [2001:
        network is unreachable & "2a
        network is unreachable & "260
        network is unreachable & "2404:
        network is unreachable & "2001:
        no route to host & [2a
        no route to host & [260
        no route to host & [2001:
        cannot assign requested address & [2
        enetunreach 2a00:
        enetunreach 2a01:
        enetunreach 2607:
        enetunreach 2603:
        enetunreach 2404:
        enetunreach 2001:
        address family not supported
        eafnosupport
        10047
        wsaeafnosupport
        incompatible with the requested protocol was used
        使用了与请求的协议不兼容的地址
        connect & v4 works
        connect & ipv4 works
        connect & works over ipv4
        connect & works with ipv4
        ipv6 & unreachable
        ipv6 & timed out
        ipv6 & timeout
        ipv6 & not supported
        ipv6 & 不通
        ipv6 & 超时
        ipv6 & 不可达
        "#,
    )],
    supersedes: &[],
    told_by,
};

const MADE_UP: Text = Text {
    en: "{made_up} is no address of the server: this network made it up for {stands_for} (NAT64 and DNS64)",
    zh_cn: "{made_up} 不是服务器的地址，而是本网络为 {stands_for} 生成的（NAT64/DNS64）",
};

/// The first address and what it stands for, where every one is of a NAT64.
fn made_up(six: &[&Connection]) -> Option<(IpAddr, Ipv4Addr)> {
    let all: Option<Vec<_>> = six.iter().map(|one| Some((one.address, behind_nat64(one.address)?))).collect();
    all?.first().copied()
}

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let told = |(index, tcp): (usize, &Tcp)| {
        let six: Vec<_> = tcp.connections.iter().filter(|one| one.address.is_ipv6()).collect();
        let behind = fallen_behind(tcp, IpAddr::is_ipv6);
        let four = tcp.connections.iter().find(|one| one.address.is_ipv4() && one.failure.is_none())?;
        if six.is_empty() || behind.len() < six.len() {
            return None;
        }
        let has_none = six.iter().all(|one| is_without_ipv6(evidence.platform, one));
        let mut proof = observed(evidence.platform, behind.into_iter());
        proof.push(connected(four));
        let severity = has_none.then_some(Severity::Info);
        let mut args = Args::new();
        // The addresses of a NAT64 are made up by the network: the server has none.
        if let Some((address, stands_for)) = made_up(&six) {
            args.push(("nat64", stands_for.to_string()));
            let known = vec![("made_up", address.to_string()), ("stands_for", stands_for.to_string())];
            proof.push(Proof::new(MADE_UP, known));
        }
        Some(Match { scope: Scope::Attempt(index), stage: Stage::Tcp, severity, proof, args })
    };
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| attempt.tcp.passed().map(|tcp| (index, tcp)))
        .filter_map(told)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tcp::address::tests::{race, silent_for};
    use crate::evidence::{Failure, Unreachable};

    const SIX: &str = "2001:db8::1";
    const FOUR: &str = "192.0.2.1";

    #[test]
    fn silent_ipv6_beside_ipv4_is_a_warning() {
        let found = told_by(&race(&[(SIX, Some(silent_for(1_000))), (FOUR, None)]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, None);
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn a_nat64_that_leads_nowhere_is_named() {
        let found = told_by(&race(&[("64:ff9b::c000:201", Some(silent_for(1_000))), (FOUR, None)]));
        assert_eq!(found[0].args, [("nat64", "192.0.2.1".to_owned())]);
        assert_eq!(found[0].proof.last().unwrap().text.en, MADE_UP.en);
        let own = told_by(&race(&[(SIX, Some(silent_for(1_000))), (FOUR, None)]));
        assert!(own[0].args.is_empty());
    }

    #[test]
    fn a_machine_without_ipv6_is_merely_worth_knowing() {
        for failure in
            [Failure::Unreachable { to: Unreachable::Network }, Failure::NoResources { os_code: 99 }]
        {
            let found = told_by(&race(&[(SIX, Some(failure)), (FOUR, None)]));
            assert_eq!(found[0].severity, Some(Severity::Info));
        }
    }

    #[test]
    fn ipv6_that_works_or_had_no_time_is_not_told() {
        let refused = Some(Failure::Refused);
        for ends in [
            [(SIX, Some(silent_for(20))), (FOUR, None)],
            [(SIX, None), (FOUR, None)],
            [("192.0.2.2", refused.clone()), (FOUR, None)],
            [(SIX, refused), ("2001:db8::2", None)],
        ] {
            assert!(told_by(&race(&ends)).is_empty(), "{ends:?}");
        }
    }
}
