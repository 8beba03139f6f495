//! This one port is swallowed on the way while the host answers on another.
//!
//! It is taken for a slow or dead server, for an IPv6 fault, or for a local firewall that was then found to be open:
//! inbound rules and a test from elsewhere prove nothing. The open sibling port is the proof. Many firewalls drop the
//! packets; some send back that the host is unreachable.

use super::address::{told, unconnected};
use super::timeout::SILENCE;
use super::{firewall, second_opinion, sibling};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::SMTP;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/port-blocked"),
    severity: Severity::Error,
    title: Text {
        en: "Port {port} of {host} is blocked on the way",
        zh_cn: "到 {host} 的 {port} 端口被拦截",
    },
    explanation: Text {
        en: "{host} accepts connections on port {open_port}, but no connection to port {port} gets through. \
             Name and network are in order: a firewall on this machine, in the network or in front of the \
             server stops this port. A longer timeout does not help.",
        zh_cn: "{host} 的 {open_port} 端口可以连接，而 {port} 端口的连接过不去。域名和网络都正常：\
                本机、网络或服务器一侧的防火墙拦截了这个端口。延长超时时间没有用。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port {open_port}: it accepts connections from here.",
                zh_cn: "改用 {open_port} 端口，从本机可以连接。",
            },
            command: Some("smtp-doctor {host}:{open_port}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Lift the block on port 25 for this machine. Most clouds, hosters and Internet providers \
             close it against spam and open it on request only. Without it, send through 465 or 587.",
                zh_cn: "为本机解封 25 端口。为防垃圾邮件，大多数云厂商、主机商和宽带运营商按规定封禁它，\
                        申请后才会开放；不能解封时，只能改用 465 或 587 端口发信。",
            },
            command: None,
            link: None,
            when: When::With("port_25"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow outgoing connections to port {port} in the company firewall, the cloud's security \
                     group or the VPN; some VPNs and hosters block mail ports.",
                zh_cn: "在公司防火墙、云安全组或 VPN 中放行到 {port} 端口的出站连接；\
                        有些 VPN 和主机商会封禁邮件端口。",
            },
            command: None,
            link: None,
            when: When::Without("port_25"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Prove it to the network's administrator with a common tool: `telnet {host} {port}` hangs \
             or fails, `telnet {host} {open_port}` connects.",
                zh_cn: "用通用工具向网络管理员演示：`telnet {host} {port}` 没有反应或失败，\
                        而 `telnet {host} {open_port}` 能连上。",
            },
            command: Some("telnet {host} {port}"),
            link: None,
            when: When::OffWindows,
        },
        second_opinion::WINDOWS,
        firewall::WINDOWS,
        firewall::LINUX,
        firewall::MACOS,
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check that the server is meant to serve port {port} and that its own firewall allows it.",
                zh_cn: "确认服务器是否在 {port} 端口提供服务，服务器自己的防火墙是否放行。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor tries the other mail ports of the same address. If one of them connects \
             while this port is silent, it is this.",
        zh_cn: "smtp-doctor 会尝试同一地址的其他邮件端口。如果别的端口能连上，而这个端口没有应答，\
                就是这个原因。",
    },
    symptoms: &[
        SILENCE,
        Pattern::said(
            "
            etimedout & :25
            etimedout & port 25
            etimedout & :465
            etimedout & port 465
            etimedout & :587
            etimedout & port 587
            connection timed out & :25
            connection timed out & port 25
            connection timed out & :465
            connection timed out & port 465
            connection timed out & :587
            connection timed out & port 587
            connection timeout & :25
            connection timeout & port 25
            connection timeout & :465
            connection timeout & port 465
            connection timeout & :587
            connection timeout & port 587
            connect timed out & :25
            connect timed out & port 25
            connect timeout & :25
            connect timeout & port 25
            operation timed out & :25
            operation timed out & port 25
            i/o timeout & :25
            i/o timeout & port 25
            i/o timeout & :465
            i/o timeout & port 465
            i/o timeout & :587
            i/o timeout & port 587
            timed out & :25
            timed out & port 25
            timed out & :465
            timed out & port 465
            timed out & :587
            timed out & port 587
            timeout & :25
            timeout & port 25
            timeout & :465
            timeout & port 465
            timeout & :587
            timeout & port 587
            opentimeout & :25
            opentimeout & port 25
            did not properly respond after a period of time & :25
            did not properly respond after a period of time & port 25
            did not properly respond after a period of time & :465
            did not properly respond after a period of time & port 465
            did not properly respond after a period of time & :587
            did not properly respond after a period of time & port 587
            connection timed out & port: 25
            连接方在一段时间后没有正确答复 & :25
            连接方在一段时间后没有正确答复 & :465
            连接方在一段时间后没有正确答复 & :587
            超时 & :25
            超时 & 25 端口
            超时 & 25端口
            超时 & 端口 25
            超时 & 465
            超时 & 587
            network is unreachable & :25
            network is unreachable & port 25
            enetunreach & :25
            times out & port
            times out & 587
            times out & 465
            port 25 & blocked
            port 25 is blocked
            port 465 & blocked
            port 587 & blocked
            port 25 & block outbound
            port 25 & firewall
            outbound port 25
            outbound smtp & blocked
            smtp ports are blocked
            smtp port & blocked
            isp blocks port
            blocks outbound smtp
            25端口 & 封
            25 端口 & 封
            25端口 & 禁
            25 端口 & 禁
            端口 & 被封
            端口 & 屏蔽
            端口 & 被拦截
            防火墙 & 端口
            (110)
            ssl连接失败
            ssl 连接失败
            smtp connect() failed
            no smtp servers were available
            port is blocked
            ports are blocked
            blocks port
            blocked by the isp
            isp blocks
            blocks outgoing smtp
            smtp is blocked
            mail port is blocked
            cannot connect & 25
            unable to connect & :25
            could not connect & :25
            failed to connect & :25
            cannot connect & 587
            cannot connect & 465
            unable to connect & :587
            could not connect & :587
            unable to connect & :465
            could not connect & :465
            failed to connect & :587
            failed to connect & :465
            security group & mail
            port 25 & vps
            port 25 & cloud
            端口被封
            端口 & 封禁
            25端口
            25 端口
            安全组
            ",
        ),
    ],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter(|(_, failure)| is_swallowed(failure))
        .filter_map(|(index, failure)| {
            let open = sibling::open_port(evidence, index)?;
            let mut found = told(evidence, index, failure).with("open_port", open.to_string());
            found.proof.extend(sibling::observed(evidence, index));
            let port = evidence.attempts[index].route.port;
            Some(if port == SMTP { found.with("port_25", port.to_string()) } else { found })
        })
        .collect()
}

/// Whether the failure is what a firewall in between makes of a connection, silently or by a report.
fn is_swallowed(failure: &Failure) -> bool {
    matches!(failure, Failure::TimedOut { .. } | Failure::DeadlinePassed | Failure::Unreachable { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Unreachable;
    use crate::evidence::sample::{healthy, no_tcp, open_sibling, silent_sibling, timed_out};
    use crate::plan::Security;

    fn failing(port: u16, failure: Failure) -> Evidence {
        let mut evidence = healthy(port, Security::Opportunistic);
        evidence.attempts[0].tcp = no_tcp(failure);
        evidence
    }

    #[test]
    fn silence_beside_an_open_port_is_told() {
        let mut evidence = failing(25, timed_out());
        evidence.follow_ups = vec![silent_sibling(2525), open_sibling(587)];
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].args, [("open_port", "587".to_owned()), ("port_25", "25".to_owned())]);
        assert_eq!(found[0].proof[1].args, [("open_port", "587".to_owned())]);
    }

    #[test]
    fn a_report_of_no_route_beside_an_open_port_is_a_firewall_too() {
        let mut evidence = failing(587, Failure::Unreachable { to: Unreachable::Host });
        evidence.follow_ups = vec![open_sibling(465)];
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn silence_everywhere_is_no_block_of_one_port() {
        let mut evidence = failing(25, timed_out());
        evidence.follow_ups = vec![silent_sibling(587)];
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_refusal_is_no_block() {
        let mut evidence = failing(25, Failure::Refused);
        evidence.follow_ups = vec![open_sibling(587)];
        assert!(told_by(&evidence).is_empty());
    }
}
