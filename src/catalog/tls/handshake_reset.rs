//! The connection ends in the middle of the handshake, without a word of why.
//!
//! A firewall that dislikes encrypted mail, a server that cannot load its certificate, a list of banned addresses: all
//! end so. What the server says on the same port in clear tells `tls/plaintext-port` apart, and what it takes of hellos
//! made by hand an old server.

use super::client_certificate_required::wants_client_certificate;
use super::reading::{Acceptance, acceptance, broken, choice_proof, found, greeting_in_clear};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
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
        en: "Port {port} is open, but the connection is cut before it is encrypted, and no reason is given. \
             Either the server cannot begin TLS, or a firewall or security software on the way cuts the connection.",
        zh_cn: "{port} 端口可以连接，但还没有完成加密，连接就被切断，而且没有说明原因。\
                要么服务器无法启用 TLS，要么途中的防火墙或安全软件切断了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try from another network, such as a phone's hotspot. If it works there, the administrator of the first \
                     network must let encrypted connections to {host} port {port} through without inspection.",
                zh_cn: "换一个网络再试，例如手机热点。如果成功，请原来网络的管理员放行到 {host} 的 {port} 端口的加密连接，不做内容检查。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "For one attempt, switch off any VPN, and the mail and SSL scanning of security software.",
                zh_cn: "暂时关闭 VPN，以及安全软件的邮件扫描和 SSL 扫描，再试一次。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Look for a firewall or load balancer that drops a ClientHello of more than one packet, as it is since \
                     post-quantum key exchange (X25519MLKEM768) came, and update it.",
                zh_cn: "检查防火墙或负载均衡是否丢弃超过一个数据包的 ClientHello（使用后量子密钥交换 X25519MLKEM768 后就会这样），\
                        并升级它。",
            },
            command: None,
            link: Some("https://tldr.fail/"),
            when: When::With("small_works"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try the other port with its own way of encryption: 465 with SSL, 587 with STARTTLS.",
                zh_cn: "换另一个端口和对应的加密方式：465 用 SSL，587 用 STARTTLS。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look into the mail server's log at the time of the attempt. A certificate or key that cannot be read, \
                     or a ban of the sending address, ends the handshake in this way.",
                zh_cn: "查看邮件服务器当时的日志：证书或私钥无法读取，或者发信机器的地址被封禁，都会这样中断握手。",
            },
            command: Some("sudo journalctl -u postfix --since '10 minutes ago'"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor notes where in the handshake the connection ends. If it ends without giving a reason, \
             and the port does not speak plain SMTP either, it is this.",
        zh_cn: "smtp-doctor 会记录连接在握手的哪一步中断。如果没有说明原因就中断，而这个端口也不是以明文 SMTP 开始，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        client network socket disconnected before secure tls connection was established
        before secure tls connection was established
        ssl_error_syscall
        ssl_error_zero_return
        ssl_error_eof
        unexpected eof while reading
        unexpected_eof_while_reading
        eof occurred in violation of protocol
        0a000126
        remote host terminated the handshake
        remote host closed connection during handshake
        connection closed during handshake
        connection reset & handshake
        connection closed & handshake
        econnreset & handshake
        econnreset & tls
        reset by peer & ssl
        connection reset by peer & ssl
        connection reset by peer & starttls
        forcibly closed & handshake
        ssl handshake has read 0 bytes
        unexpected eof or 0 bytes from the transport stream
        remote party has closed the transport stream
        tls connection was non-properly terminated
        tls handshake eof
        peer closed connection without sending tls close_notify
        error in the pull function
        ssl_connect error to & lost connection
        ssl_connect error to & connection reset
        ssl_connect error to
        ssl_connect syscall
        ssl_connect syscall returned=5
        ssleoferror
        sslzeroreturnerror
        pr_end_of_file_error
        pr_connect_reset_error
        handshake & closed by remote
        ssl peer shut down incorrectly
        ssl handshake aborted
        starttls & unexpected eof
        starttls & connection reset
        tls handshake failed
        tls handshake error
        tls negotiation failed
        ssl handshake failed
        handshake failed
        error during ssl handshake
        ssl or tls connection
        a call to sspi failed
        4.7.0 tls handshake failed
        从传输流收到意外的 eof
        远程方已关闭传输流
        tls失败
        tls 失败
        握手失败
        握手期间 & 关闭
        tls握手失败
        tls 握手失败
        ssl连接失败
        ssl 连接失败
        unerwartetes eof oder 0 bytes
        transportdatenstrom
        flux de transport
        secuencia de transporte
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
            let told = found(index, attempt, Proof::new(text, Vec::new()));
            match acceptance(evidence, index) {
                Acceptance::Old(_) | Acceptance::Unusual(_) | Acceptance::Unnamed(_) => None,
                Acceptance::Usual(taken) => {
                    let told = told.and(choice_proof(taken)).and(Proof::new(SMALL, Vec::new()));
                    Some(told.with("small_works", ""))
                }
                Acceptance::Nothing | Acceptance::Unknown => Some(told),
            }
        })
        .collect()
}

const SMALL: Text = Text {
    en: "So a smaller handshake is answered: something on the way, or the server, does not bear the size or the \
         novelty of the usual one",
    zh_cn: "可见较小的握手能得到回应：途中的设备或服务器承受不了常规握手的大小或新内容",
};

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{broken, good_in_the_other_order, surveyed, taken};
    use super::*;
    use crate::evidence::sample::{closed, failed, healthy, timed_out};
    use crate::tls::{Offer, Version};

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
    fn an_old_server_is_told_apart_and_a_smaller_handshake_is_told() {
        let asked = |version, suite| vec![(Offer::up_to(Version::Tls12), Ok(taken(version, suite)))];
        assert!(told_by(&surveyed(closed(), asked(Version::Tls10, 0x0035))).is_empty());
        assert!(told_by(&surveyed(closed(), asked(Version::Tls12, 0x0035))).is_empty());
        let told = told_by(&surveyed(Failure::Reset, asked(Version::Tls12, 0xC02F)));
        assert_eq!(told[0].proof.last().unwrap().text, SMALL);
    }

    #[test]
    fn a_port_that_greets_in_clear_and_silence_are_other_causes() {
        let mut evidence = broken(587, closed());
        evidence.follow_ups.push(good_in_the_other_order(587, Security::Opportunistic));
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&broken(465, timed_out())).is_empty());
    }
}
