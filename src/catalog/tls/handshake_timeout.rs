//! The handshake stalls: the connection stays open and nothing comes.
//!
//! Small packets pass and large ones vanish where the path's MTU is smaller than believed, and the handshake is the
//! first large thing on a connection. A port that waits for plain SMTP stalls as well; where it greets in clear it is
//! `tls/plaintext-port`.

use super::reading::{broken, found, greeting_in_clear};
use crate::catalog::large_packet::{OTHER, V6, fitted, over_ipv4, over_ipv6};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Question};
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
        over_ipv4(Platform::Linux, When::WithoutOn(OTHER, Platform::Linux)),
        over_ipv4(Platform::Windows, When::WithoutOn(OTHER, Platform::Windows)),
        over_ipv4(Platform::MacOs, When::WithoutOn(OTHER, Platform::MacOs)),
        over_ipv6(Platform::Linux, When::WithOn(V6, Platform::Linux)),
        over_ipv6(Platform::Windows, When::WithOn(V6, Platform::Windows)),
        over_ipv6(Platform::MacOs, When::WithOn(V6, Platform::MacOs)),
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
            let found = fitted(found(index, attempt, proof).with("seconds", seconds), attempt);
            Some(with_sizes(found, evidence, index))
        })
        .collect()
}

/// With what the rest of the run says of small packets and large ones: a few lines of SMTP fit into a small one, the
/// certificates of a server never do.
fn with_sizes(mut found: Match, evidence: &Evidence, index: usize) -> Match {
    let others = evidence.attempts.iter().enumerate().filter(|(other, _)| *other != index);
    // Another address has a path of its own.
    let asked = evidence
        .follow_ups_about(index)
        .filter(|asked| !matches!(asked.question, Question::OtherAddress { .. } | Question::Reference { .. }))
        .map(|asked| &asked.attempt);
    let others: Vec<&Attempt> = others.map(|(_, attempt)| attempt).chain(asked).collect();
    let port = |attempt: &Attempt| vec![("other_port", attempt.route.port.to_string())];
    let shaken = |attempt: &&&Attempt| attempt.tls.facts().is_some_and(|tls| tls.version.is_some());
    if let Some(other) = others.iter().find(shaken) {
        found.proof.push(Proof::new(LARGE_PASS, port(other)));
        return found.with(OTHER, "");
    }
    let stalls = |attempt: &Attempt| {
        attempt.starttls.passed().is_some() && matches!(attempt.tls.failure(), Some(Failure::TimedOut { .. }))
    };
    if stalls(&evidence.attempts[index]) {
        return found.and(Proof::new(SMALL_PASS, Vec::new()));
    }
    match others.iter().find(|attempt| stalls(attempt)) {
        Some(other) => found.and(Proof::new(SMALL_PASS_THERE, port(other))),
        None => found,
    }
}

const SMALL_PASS: Text = Text {
    en: "The short lines before it pass, and the first long answer, with the certificates, does not come: large \
         packets may get lost on the way (MTU)",
    zh_cn: "之前的短数据都能收到，第一段长数据（证书）却没有到达：大数据包可能在途中丢失（MTU 问题）",
};
const SMALL_PASS_THERE: Text = Text {
    en: "On port {other_port} short lines pass, and the handshake stalls there too: large packets may get lost on \
         the way (MTU)",
    zh_cn: "{other_port} 端口上短数据都能收到，握手同样卡住：大数据包可能在途中丢失（MTU 问题）",
};
const LARGE_PASS: Text = Text {
    en: "On port {other_port} the handshake works, so large packets do pass: it is this port that is held back",
    zh_cn: "{other_port} 端口上握手正常，说明大数据包可以通过：受阻的只是这个端口",
};

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{broken, good_in_the_other_order, in_the_other_order};
    use super::*;
    use crate::evidence::FollowUp;
    use crate::evidence::sample::{attempt, closed, failed, healthy, timed_out};
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
    fn small_exchanges_that_pass_point_to_the_size_of_packets() {
        let last = |evidence: &Evidence| {
            let found = told_by(evidence);
            let names: Vec<&str> = found[0].args.iter().map(|(name, _)| *name).collect();
            (found[0].proof.last().unwrap().text.en, names.contains(&OTHER))
        };
        // The dialogue that led to the handshake was short lines.
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].tls = failed(timed_out());
        assert_eq!(last(&evidence), (SMALL_PASS.en, false));
        // From the first byte TLS, and the other port stalls where its short lines end.
        let stalled = evidence.attempts[0].clone();
        let mut evidence = broken(465, timed_out());
        evidence.follow_ups.push(FollowUp {
            about: 0,
            question: Question::OtherPort { route: stalled.route },
            attempt: stalled,
        });
        assert_eq!(last(&evidence), (SMALL_PASS_THERE.en, false));
        // The other port works: it is not the size.
        let works = healthy(587, Security::StartTls).attempts.remove(0);
        evidence.follow_ups[0].attempt = works;
        assert_eq!(last(&evidence), (LARGE_PASS.en, true));
    }

    #[test]
    fn the_order_to_measure_fits_the_family_of_the_address() {
        let mut evidence = broken(465, timed_out());
        if let Some(tcp) = evidence.attempts[0].tcp.facts_mut() {
            tcp.peer = Some("[2001:db8::1]:465".parse().unwrap());
        }
        assert!(told_by(&evidence)[0].args.iter().any(|(name, _)| *name == V6));
    }

    #[test]
    fn a_port_that_greets_in_clear_and_an_end_are_other_causes() {
        let mut evidence = broken(587, timed_out());
        evidence.follow_ups.push(good_in_the_other_order(587, Security::Opportunistic));
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&broken(465, closed())).is_empty());
    }
}
