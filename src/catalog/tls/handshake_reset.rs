//! The connection ends in the middle of the handshake, without a word of why.
//!
//! A firewall that dislikes encrypted mail, a server that cannot load its certificate, a list of banned addresses: all
//! end so. What the server says on the same port in clear tells `tls/plaintext-port` apart.

use super::client_certificate_required::wants_client_certificate;
use super::reading::{broken, found, greeting_in_clear};
use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::Security;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/handshake-reset"),
    severity: Severity::Error,
    title: Text {
        en: "The connection to {host} ends during the TLS handshake",
        zh_cn: "与 {host} 的连接在 TLS 握手途中中断",
    },
    explanation: Text {
        en: "Port {port} is open, but the connection is cut before encryption is agreed on, and no reason is given. \
             Either the server cannot begin TLS, or a firewall or security software between here and there cuts it.",
        zh_cn: "{port} 端口可以连接，但加密尚未谈妥，连接就被切断，对方没有说明原因。\
                要么服务器无法启用 TLS，要么途中的防火墙或安全软件切断了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try from another network, such as a phone's hotspot. If it works there, the first network cuts the connection.",
                zh_cn: "换一个网络再试，例如手机热点。如果成功，就是原来的网络切断了连接。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch the mail and SSL scan of security software and any VPN off for one attempt.",
                zh_cn: "暂时关闭安全软件的邮件扫描、SSL 扫描以及 VPN，再试一次。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try the other way of encryption: SSL on 465, STARTTLS on 587.",
                zh_cn: "换另一种加密方式：465（SSL）或 587（STARTTLS）。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look into the mail server's log at the time of the attempt: certificate and key that cannot be read, \
                     or a ban of this address, end the handshake so.",
                zh_cn: "查看邮件服务器在该时刻的日志：证书或私钥无法读取，或者该地址被封禁，都会这样中断握手。",
            },
            command: Some("sudo journalctl -u postfix --since '10 minutes ago'"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Let encrypted connections to {host} port {port} through without inspection.",
                zh_cn: "放行到 {host} 的 {port} 端口的加密连接，不做内容检查。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter(|(index, attempt, _)| {
            attempt.spoken == Security::StartTls || greeting_in_clear(evidence, *index).is_none()
        })
        .filter(|(_, attempt, _)| !wants_client_certificate(attempt))
        .filter_map(|(index, attempt, failure)| {
            let text = match (failure, attempt.spoken) {
                (Failure::Reset, Security::StartTls) => Text {
                    en: "After STARTTLS was accepted, the connection is reset during the handshake",
                    zh_cn: "STARTTLS 已被接受，随后连接在握手途中被重置",
                },
                (Failure::Reset, _) => Text {
                    en: "The connection is reset during the handshake",
                    zh_cn: "连接在握手途中被重置",
                },
                (Failure::Closed { .. }, Security::StartTls) => Text {
                    en: "After STARTTLS was accepted, the connection is closed during the handshake",
                    zh_cn: "STARTTLS 已被接受，随后连接在握手途中被关闭",
                },
                (Failure::Closed { .. }, _) => Text {
                    en: "The connection is closed during the handshake",
                    zh_cn: "连接在握手途中被关闭",
                },
                _ => return None,
            };
            Some(found(index, attempt, Proof::new(text, Vec::new())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{broken, good_in_the_other_order};
    use super::*;
    use crate::evidence::sample::{closed, failed, healthy, timed_out};

    #[test]
    fn an_end_in_the_handshake_is_told_on_both_ways() {
        for failure in [Failure::Reset, closed()] {
            assert_eq!(told_by(&broken(465, failure.clone())).len(), 1);
            let mut evidence = healthy(587, Security::StartTls);
            evidence.attempts[0].tls = failed(failure);
            assert!(told_by(&evidence)[0].args.contains(&("over_starttls", "587".to_owned())));
        }
    }

    #[test]
    fn a_port_that_greets_in_clear_and_silence_are_other_causes() {
        let mut evidence = broken(587, closed());
        evidence.follow_ups.push(good_in_the_other_order(587, Security::Opportunistic));
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&broken(465, timed_out())).is_empty());
    }
}
