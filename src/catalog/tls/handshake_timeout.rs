//! The handshake stalls: the connection stays open and nothing comes.
//!
//! Small packets pass and large ones vanish where the path's MTU is smaller than believed, and the handshake is the
//! first large thing on a connection. A port that waits for plain SMTP stalls as well; where it greets in clear it is
//! `tls/plaintext-port`.

use super::reading::{broken, found, greeting_in_clear};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::{Platform, Security};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/handshake-timeout"),
    severity: Severity::Error,
    title: Text { en: "The TLS handshake with {host} stalls", zh_cn: "与 {host} 的 TLS 握手超时" },
    explanation: Text {
        en: "Port {port} is open, but the TLS handshake is not finished within {seconds} seconds. \
             The network may lose large packets (its MTU is too small for them), a firewall may hold the handshake \
             back, or the server may be overloaded.",
        zh_cn: "{port} 端口可以连接，但 TLS 握手在 {seconds} 秒内没有完成。\
                可能是网络丢弃了大数据包（MTU 问题），可能是防火墙拦住了握手，也可能是服务器过载。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try without VPN, or from another network such as a phone's hotspot.",
                zh_cn: "关闭 VPN 再试，或换一个网络，例如手机热点。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: MEASURE,
            command: Some("ping -c 3 -M do -s 1472 {host}"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: MEASURE,
            command: Some("ping -n 3 -f -l 1472 {host}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: MEASURE,
            command: Some("ping -c 3 -D -s 1472 {host}"),
            link: None,
            when: When::On(Platform::MacOs),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the network is slow, allow more time.",
                zh_cn: "如果网络很慢，请增加超时时间。",
            },
            command: Some("smtp-doctor {host}:{port} --timeout 120"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Let ICMP “fragmentation needed” pass or lower the MSS at the router. \
                     Let TLS to {host} port {port} through without inspection.",
                zh_cn: "放行 ICMP“需要分片”报文，或在路由器上调低 MSS。到 {host} 的 {port} 端口的 TLS 连接不做检查。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor measures how long the handshake takes. If the port is open, but the handshake does \
             not end within the time limit and the port does not speak plain SMTP either, it is this.",
        zh_cn: "smtp-doctor 会测量握手所用的时间。如果端口能连上，握手却直到超时也没有完成，而这个端口也不是以明文 SMTP 开始，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        tls handshake timeout
        tls handshake timed out
        ssl handshake timed out
        ssl handshake timeout
        handshake timed out
        handshake timeout
        handshake operation timed out
        _ssl.c & handshake operation timed out
        ssl connection timeout
        ssl connection timed out
        timeout during tls handshake
        timed out during handshake
        timed out during tls
        timeout & handshake
        tls negotiation & timed out
        tls negotiation & timeout
        ssl_connect error to & connection timed out
        starttls & timed out
        握手超时
        tls握手超时
        tls 握手超时
        握手 & 超时
        starttls & 超时
        ",
    )],
    supersedes: &[],
    told_by,
};

const MEASURE: Text = Text {
    en: "See whether large packets pass. If a plain `ping` is answered and this one is not, lower the MTU of this \
         machine's network, for example to 1400.",
    zh_cn: "检查大数据包能否通过。如果普通的 `ping` 有应答，而下面的命令没有，就调低本机网络的 MTU，例如 1400。",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter(|(index, attempt, _)| {
            attempt.spoken == Security::StartTls || greeting_in_clear(evidence, *index).is_none()
        })
        .filter_map(|(index, attempt, failure)| {
            let Failure::TimedOut { after_ms, .. } = failure else { return None };
            let seconds = after_ms.div_ceil(1000).to_string();
            let text = match attempt.spoken {
                Security::StartTls => Text {
                    en: "After STARTTLS was accepted, the handshake is not finished in {seconds} seconds",
                    zh_cn: "STARTTLS 已被接受，随后的握手在 {seconds} 秒内没有完成",
                },
                _ => Text {
                    en: "The connection is open, and the handshake is not finished in {seconds} seconds",
                    zh_cn: "连接已建立，握手在 {seconds} 秒内没有完成",
                },
            };
            let proof = Proof::new(text, vec![("seconds", seconds.clone())]);
            Some(found(index, attempt, proof).with("seconds", seconds))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{broken, good_in_the_other_order, in_the_other_order};
    use super::*;
    use crate::evidence::sample::{attempt, closed, failed, timed_out};
    use crate::plan::Route;

    #[test]
    fn silence_in_the_handshake_is_told() {
        let mut evidence = broken(465, timed_out());
        assert!(told_by(&evidence)[0].args.contains(&("seconds", "30".to_owned())));

        let mut silent = attempt(Route { port: 465, security: Security::Plain });
        silent.greeting = failed(timed_out());
        evidence.follow_ups.push(in_the_other_order(silent));
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn a_port_that_greets_in_clear_and_an_end_are_other_causes() {
        let mut evidence = broken(587, timed_out());
        evidence.follow_ups.push(good_in_the_other_order(587, Security::Opportunistic));
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&broken(465, closed())).is_empty());
    }
}
