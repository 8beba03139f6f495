//! No route leads to any address of the host.
//!
//! It is often taken for an IPv6 fault, as the last address tried is the one an application reports; it is told only
//! where no address is left. Where another port of the host answers there is a route, and a firewall denies it:
//! that is `tcp/port-blocked`.

use super::address::{is_all_without_ipv6, told, unconnected};
use super::{firewall, second_opinion, sibling};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/unreachable"),
    severity: Severity::Error,
    title: Text { en: "There is no route to {host}", zh_cn: "网络无法到达 {host}" },
    explanation: Text {
        en: "This machine, or a router on the way, reports that the addresses of {host} cannot be reached. \
             The network is down or lacks a route, or a firewall sends this report in place of the server's \
             answer.",
        zh_cn: "本机或途中的路由器报告：{host} 的地址不可达。可能是网络断开、缺少路由，\
                或者防火墙用这种报告拒绝了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use IPv4: only IPv6 addresses were tried, and this machine has no IPv6. Leave out `-6`, \
                     or name a host that has an IPv4 address.",
                zh_cn: "改用 IPv4：尝试过的都是 IPv6 地址，而本机没有 IPv6 网络。请去掉 `-6`，\
                        或换用有 IPv4 地址的主机。",
            },
            command: Some("smtp-doctor {host}:{port} -4"),
            link: None,
            when: When::With("ipv6_only"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that this machine is connected to the network and has a default gateway; connect \
             or leave the VPN.",
                zh_cn: "检查本机是否已联网、有没有默认网关；按需要连接或断开 VPN。",
            },
            command: Some("ipconfig /all"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that this machine is connected to the network and has a default route; connect or \
             leave the VPN. For a container, check which networks it belongs to.",
                zh_cn: "检查本机是否已联网、有没有默认路由；按需要连接或断开 VPN。在容器里，\
                        请检查它加入了哪些网络。",
            },
            command: Some("ip route"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that this machine is connected to the network and has a default route; connect or \
             leave the VPN.",
                zh_cn: "检查本机是否已联网、有没有默认路由；按需要连接或断开 VPN。",
            },
            command: Some("netstat -rn"),
            link: None,
            when: When::On(Platform::MacOs),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See where on the way the packets stop.",
                zh_cn: "检查路由，看数据包在哪一段中断。",
            },
            command: Some("tracert {host}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See where on the way the packets stop.",
                zh_cn: "检查路由，看数据包在哪一段中断。",
            },
            command: Some("traceroute {host}"),
            link: None,
            when: When::OffWindows,
        },
        firewall::WINDOWS,
        firewall::LINUX,
        firewall::MACOS,
        second_opinion::WINDOWS,
        second_opinion::ELSEWHERE,
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Provide a route from this machine to {host} and allow its connections to port {port}.",
                zh_cn: "为本机提供到 {host} 的路由，并放行到 {port} 端口的连接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects to every address of the host. If for each of them this machine or \
             a router reports that there is no route, it is this.",
        zh_cn: "smtp-doctor 会连接主机的每个地址。如果本机或路由器对每个地址都报告“不可达”，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        enetunreach
        ehostunreach
        enetdown
        ehostdown
        network is unreachable
        network unreachable
        no route to host
        noroutetohostexception
        host is unreachable
        host unreachable
        host is down
        network is down
        10050
        10051
        10064
        10065
        wsaenetunreach
        wsaehostunreach
        operation was attempted to an unreachable network
        operation was attempted to an unreachable host
        0x800ccc13
        os error 101
        os error 113
        向一个无法连接的网络尝试了一个套接字操作
        套接字操作尝试一个无法连接的主机
        网络不可达
        网络不可访问
        没有到主机的路由
        主机不可达
        das netzwerk ist nicht erreichbar
        keine route zum zielrechner
        nicht erreichbaren netzwerk
        le réseau n'est pas accessible
        aucun chemin d'accès pour atteindre l'hôte cible
        la red es inaccesible
        no existe ninguna ruta hasta
        rete non raggiungibile
        a rede está fora de alcance
        сеть недоступна
        нет маршрута до узла
        ネットワークに到達できません
        ホストへの経路がありません
        到達できないネットワーク
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter(|(index, failure)| {
            matches!(failure, Failure::Unreachable { .. }) || is_all_without_ipv6(evidence, *index)
        })
        .filter(|(index, _)| sibling::open_port(evidence, *index).is_none())
        .map(|(index, failure)| {
            let found = told(evidence, index, failure);
            if is_all_without_ipv6(evidence, index) { found.with("ipv6_only", "") } else { found }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{healthy, no_tcp, open_sibling, timed_out};
    use crate::evidence::{Outcome, Unreachable};
    use crate::plan::Security;

    const NO_ROUTE: Failure = Failure::Unreachable { to: Unreachable::Network };

    fn failing(failure: Failure) -> Evidence {
        let mut evidence = healthy(587, Security::Opportunistic);
        evidence.attempts[0].tcp = no_tcp(failure);
        evidence
    }

    #[test]
    fn a_missing_route_is_told() {
        let found = told_by(&failing(NO_ROUTE));
        assert_eq!(found.len(), 1);
        assert!(found[0].args.is_empty());
    }

    #[test]
    fn a_machine_without_ipv6_is_told_so() {
        let mut evidence = failing(Failure::NoResources { os_code: 99 });
        if let Outcome::Failed { facts: Some(tcp), .. } = &mut evidence.attempts[0].tcp {
            tcp.connections[0].address = "2001:db8::1".parse().unwrap();
        }
        assert_eq!(told_by(&evidence)[0].args, [("ipv6_only", String::new())]);
    }

    #[test]
    fn an_open_sibling_shows_that_there_is_a_route() {
        let mut evidence = failing(NO_ROUTE);
        evidence.follow_ups.push(open_sibling(465));
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn silence_is_no_report() {
        assert!(told_by(&failing(timed_out())).is_empty());
    }
}
