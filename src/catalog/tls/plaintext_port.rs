//! TLS from the first byte was asked of a port that begins in plain SMTP.
//!
//! The commonest mistake of all in sending mail, and the one most often taken for something else: clients report it as
//! `wrong version number` or as a handshake failure, and people go looking for certificates, ciphers and versions.

use super::reading::{broken, found, greeting_in_clear, other_order};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::{SUBMISSIONS, Security};
use crate::smtp::Protocol;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/plaintext-port"),
    severity: Severity::Error,
    title: Text {
        en: "Port {port} begins in plain SMTP, not with SSL",
        zh_cn: "{port} 端口以明文开始，不能直接建立 SSL连接",
    },
    explanation: Text {
        en: "On port {port}, {host} begins in plain SMTP; encryption starts only after the command STARTTLS, if at all. \
             A program set to SSL sends a TLS handshake at once and cannot read the plain answer. \
             Many programs then report `wrong version number`, but certificates and TLS versions are not at fault.",
        zh_cn: "{host} 的 {port} 端口一开始用明文 SMTP 通信；即使支持加密，也要等 STARTTLS 命令之后才开始。\
                程序按 SSL 方式一连上就握手，收到的却是明文，于是失败。\
                很多程序此时报 `wrong version number`，其实与证书和 TLS 版本无关。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Keep port {starttls_here} and choose STARTTLS in place of SSL: the server offers it there.",
                zh_cn: "端口仍用 {starttls_here}，把加密方式从 SSL 改为 STARTTLS，服务器在此端口提供 STARTTLS。",
            },
            command: Some("smtp-doctor {host}:{starttls_here} --tls=starttls"),
            link: None,
            when: When::With("starttls_here"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Choose a port and the encryption that goes with it: 465 with SSL, 587 with STARTTLS. \
                     This command shows whether the server has STARTTLS on 587:",
                zh_cn: "端口与加密方式要对应：465 用 SSL，587 用 STARTTLS。下面的命令可以查出这台服务器在 587 端口是否支持 STARTTLS：",
            },
            command: Some("smtp-doctor {host}:587 --tls=starttls"),
            link: None,
            when: When::Neither("starttls_here", "working_port"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In the application, choose the setting that means STARTTLS: nodemailer `secure: false`, \
                     Django `EMAIL_USE_TLS = True` with `EMAIL_USE_SSL = False`, PHPMailer `SMTPSecure = 'tls'`. \
                     `secure: true`, `smtps` and SSL mean TLS from the first byte; \
                     `secure: false` does not mean unencrypted.",
                zh_cn: "在应用里选择表示 STARTTLS 的设置：nodemailer 用 `secure: false`，\
                        Django 用 `EMAIL_USE_TLS = True` 且 `EMAIL_USE_SSL = False`，PHPMailer 用 `SMTPSecure = 'tls'`。\
                        `secure: true`、`smtps` 和 SSL 都表示一连上就用 TLS；`secure: false` 并不等于不加密。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Or keep SSL and use port {ssl_port}, which is meant for it.",
                zh_cn: "或者保留 SSL，改用专供 SSL 的 {ssl_port} 端口。",
            },
            command: Some("smtp-doctor {host}:{ssl_port} --tls=implicit"),
            link: None,
            when: When::With("ssl_port"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor opens the port both ways. If the answer to the TLS hello begins with `220 \
             `, or the port greets in plain text, it is this.",
        zh_cn: "smtp-doctor 会用两种方式连接这个端口。如果服务器对 TLS 握手的回应以 `220 ` 开头，\
                或者端口用明文发出问候，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        wrong version number
        ssl routines & wrong version number
        wrong_version_number
        0a00010b
        1408f10b
        get_server_hello:unknown protocol
        unknown protocol
        unknown_protocol
        140770fc
        first record does not look like a tls handshake
        unsupported or unrecognized ssl message
        unrecognized ssl message, plaintext connection
        unrecognized ssl message
        token supplied to the function is invalid
        0x80090308
        handshake failed due to an unexpected packet format
        cannot determine the frame size or a corrupted frame was received
        an unexpected tls packet was received
        tls packet with unexpected length
        ssl_error_rx_record_too_long
        packet length too long
        packet_length_too_long
        0a0000c6
        1408f0c6
        record_layer_failure
        record layer failure
        oversized record received
        received corrupt message
        invalidcontenttype
        tls_validate_record_header
        unsupported_record_type
        tls_alert & unexpected_message
        client alert: fatal - unexpected message
        in state hello & unexpected message
        an invalid ssl record was received
        -0x7200
        typically reserved for plain-text connections
        ssl attempted over a non-ssl socket
        554 smtp synchronization error
        port which does not support ssl/tls
        plain-text port
        plaintext port
        bad record type
        ssl23_get_server_hello
        tls handshake failed
        ssl_connect returned=1
        由于意外的数据包格式
        意外的数据包格式
        无法确定帧大小
        给函数提供的标志无效
        提供给函数的标志无效
        提供给函数的令牌无效
        版本号错误
        错误的版本号
        tls握手失败
        tls 握手失败
        ssl握手失败
        ssl 握手失败
        ssl连接失败
        ssl 连接失败
        ssl 连接错误
        unerwarteten paketformat
        übergebene token ist ungültig
        format de paquet inattendu
        jeton fourni à la fonction n'est pas valide
        関数に提供されたトークンは無効です
        ssl & 587 & fail
        ssl:// & :587
        ssl:// & :25
        ssl:// & :2525
        smtps & :587
        record overflow
        unexpected tls packet
        invalid tls record
        gnutls_e_unexpected_packet_length
        ssl3_get_record
        not an ssl/tls record
        not a tls record
        the handshake failed due to an unexpected packet format
        unexpected packet format
        an error occurred while attempting to establish an ssl or tls connection
        ",
    )],
    supersedes: &[Code("tls/handshake-timeout"), Code("tls/handshake-reset"), Code("smtp/not-smtp")],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter(|(_, attempt, _)| attempt.spoken == Security::Implicit)
        .filter_map(|(index, attempt, failure)| {
            let greeting = greeting_in_clear(evidence, index).map(|reply| greeted(&reply.shown(120)));
            let proof = match failure {
                Failure::NotTls { first_bytes, protocol: Some(Protocol::Smtp) } => {
                    answered_in_clear(&first_bytes.shown(120))
                }
                Failure::TimedOut { .. } | Failure::Closed { .. } | Failure::Reset => greeting?,
                _ => return None,
            };
            let mut found = found(index, attempt, proof);
            let ehlo = other_order(evidence, index).and_then(|other| other.ehlo.facts());
            if ehlo.is_some_and(|ehlo| ehlo.capabilities.has("STARTTLS")) {
                found = found.and(starttls_offered()).with("starttls_here", attempt.route.port.to_string());
            }
            if attempt.route.port != SUBMISSIONS {
                found = found.with("ssl_port", SUBMISSIONS.to_string());
            }
            Some(found)
        })
        .collect()
}

fn answered_in_clear(bytes: &str) -> Proof {
    let text = Text {
        en: "The server answers the TLS handshake in plain text: {bytes}",
        zh_cn: "服务器用明文回应 TLS 握手：{bytes}",
    };
    Proof::new(text, vec![("bytes", bytes.to_owned())])
}

fn greeted(greeting: &str) -> Proof {
    let text = Text {
        en: "Without TLS, the same port answers: {greeting}",
        zh_cn: "不用 TLS 时，同一端口答复：{greeting}",
    };
    Proof::new(text, vec![("greeting", greeting.to_owned())])
}

fn starttls_offered() -> Proof {
    let text =
        Text { en: "On that port the server offers STARTTLS", zh_cn: "服务器在该端口提供 STARTTLS" };
    Proof::new(text, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{broken, good_in_the_other_order, in_the_other_order};
    use super::*;
    use crate::evidence::Stage;
    use crate::evidence::sample::{attempt, closed, failed, rejected, timed_out};
    use crate::plan::Route;
    use crate::smtp::ServerText;

    fn plain(protocol: Protocol) -> Failure {
        Failure::NotTls { first_bytes: ServerText::new(*b"220 mx ESMTP\r\n"), protocol: Some(protocol) }
    }

    #[test]
    fn plain_bytes_tell_it_and_the_follow_up_names_the_way() {
        let mut evidence = broken(587, plain(Protocol::Smtp));
        assert_eq!(told_by(&evidence)[0].args, [("ssl_port", "465".to_owned())]);

        evidence.follow_ups.push(good_in_the_other_order(587, Security::Opportunistic));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].stage, Stage::Tls);
        assert_eq!(found[0].args, [("starttls_here", "587".to_owned()), ("ssl_port", "465".to_owned())]);
        assert_eq!(found[0].proof.len(), 2);
        assert_eq!(found[0].proof[0].args[0].1, "220 mx ESMTP\\r\\n");
    }

    #[test]
    fn a_silent_server_that_greets_in_clear_is_one_too() {
        for failure in [timed_out(), closed(), Failure::Reset] {
            let mut evidence = broken(25, failure);
            assert!(told_by(&evidence).is_empty());
            evidence.follow_ups.push(good_in_the_other_order(25, Security::Plain));
            assert_eq!(told_by(&evidence).len(), 1);
        }
        let mut evidence = broken(25, timed_out());
        let mut refusing = attempt(Route { port: 25, security: Security::Plain });
        refusing.greeting = failed(rejected(554, "5.7.1 No service"));
        evidence.follow_ups.push(in_the_other_order(refusing));
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn another_protocol_or_a_server_silent_both_ways_is_none() {
        assert!(told_by(&broken(587, plain(Protocol::Ftp))).is_empty());
        let mut evidence = broken(465, timed_out());
        let mut silent = attempt(Route { port: 465, security: Security::Opportunistic });
        silent.spoken = Security::Opportunistic;
        silent.greeting = failed(timed_out());
        evidence.follow_ups.push(in_the_other_order(silent));
        assert!(told_by(&evidence).is_empty());
    }
}
