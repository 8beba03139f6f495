//! Plain SMTP or STARTTLS was asked of a port that wants TLS from the first byte.
//!
//! Both sides wait for the other to speak, so it looks like a slow server: `Greeting never received`, `EOF`, a read
//! timeout. A longer timeout never helps. What tells it is that a ClientHello is answered.

use super::reading::other_order;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::{SUBMISSION, Security};
use crate::smtp::Protocol;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/implicit-port"),
    severity: Severity::Error,
    title: Text {
        en: "Port {port} wants SSL from the first byte", zh_cn: "{port} 端口要求一连上就用 SSL"
    },
    explanation: Text {
        en: "On port {port}, {host} waits for a TLS handshake and says nothing before it. \
             A program set to STARTTLS or to no encryption waits for a greeting that never comes. \
             A longer timeout does not help.",
        zh_cn: "{host} 要求连上 {port} 端口后立即进行 TLS 握手，在此之前什么也不发。\
                程序按 STARTTLS 或不加密的方式等待问候语，却永远等不到。加大超时时间没有用。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Keep port {port} and choose SSL (TLS from the first byte) in place of STARTTLS or no encryption.",
                zh_cn: "端口仍用 {port}，把加密方式改为 SSL（一连上就用 TLS），不要选 STARTTLS 或“无加密”。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=implicit"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In the application, choose the setting that means TLS from the first byte: nodemailer `secure: true`, \
                     Django `EMAIL_USE_SSL = True` with `EMAIL_USE_TLS = False`, PHPMailer `SMTPSecure = 'ssl'`, \
                     Python `smtplib.SMTP_SSL`. Where a program calls it TLS or `secure: false`, it means STARTTLS.",
                zh_cn: "在应用里选择表示一连上就用 TLS 的设置：nodemailer 用 `secure: true`，\
                        Django 用 `EMAIL_USE_SSL = True` 且 `EMAIL_USE_TLS = False`，PHPMailer 用 `SMTPSecure = 'ssl'`，\
                        Python 用 `smtplib.SMTP_SSL`。在这些程序里，TLS 或 `secure: false` 指的是 STARTTLS。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Or keep STARTTLS and use port {starttls_port}, which is meant for it.",
                zh_cn: "或者保留 STARTTLS，改用专供 STARTTLS 的 {starttls_port} 端口。",
            },
            command: Some("smtp-doctor {host}:{starttls_port} --tls=starttls"),
            link: None,
            when: When::With("starttls_port"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor waits for a greeting and then connects to the same port with TLS. If the greeting \
             never comes and TLS is answered at once, it is this.",
        zh_cn: "smtp-doctor 会先等待问候，再用 TLS 连接同一端口。如果一直没有问候，\
                而 TLS 握手立即得到回应，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        r#"
        greeting never received
        connection unexpectedly closed
        connection unexpectedly closed: timed out
        smtpserverdisconnected
        unexpected socket close
        connection closed unexpectedly
        smtp server has unexpectedly disconnected
        server has unexpectedly disconnected
        server unexpectedly closed
        unexpectedly closed the connection
        expected response code & but got an empty
        expected response code & empty response
        expected response code & but got empty
        expected response code 220 but got code ""
        but got code ""
        server sent an empty reply
        incomplete response
        timed out waiting for server ready message
        net::readtimeout
        readtimeout
        read timed out
        read timeout
        sockettimeoutexception: read timed out
        response: -1
        smtp host & response: -1
        [eof]
        eoferror
        end of file reached
        : eof
        error: eof
        eof
        unexpected eof
        smtpexception & operation has timed out
        system.net.mail & timed out
        receiving the initial server greeting
        no greeting
        did not receive greeting
        waiting for greeting
        waiting for the greeting
        waiting for server greeting
        timeout & greeting
        timed out & greeting
        timeout & banner
        client wrappermode
        smtps wrappermode
        smtp_tls_wrappermode
        without being connected
        short response
        \x15\x03
        \u0015\u0003
        response reading failed
        timeout & 465
        timed out & 465
        没有收到问候
        未收到问候
        等待问候
        意外关闭了连接
        意外断开
        连接意外关闭
        no error, mail just hangs
        hang & 465
        465 & gives no answer
        465 & no answer
        465 & no response
        465 & timed out & greeting
        unexpected eof on smtp
        no apparent error
        465 & nothing happens
        465 & times out waiting
        starttls & 465
        plain & 465
        465 & 无响应
        465 & 卡住
        bad greeting & [eof]
        could not connect to smtp host & port: 465 & response: -1
        "#,
    )],
    supersedes: &[
        Code("smtp/greeting-timeout"),
        Code("smtp/greeting-closed"),
        Code("smtp/not-smtp"),
        Code("tcp/reset"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter(|(_, attempt)| attempt.spoken != Security::Implicit)
        .filter_map(|(index, attempt)| {
            let other = other_order(evidence, index);
            if other.is_some_and(speaks_another_protocol_inside) {
                return None;
            }
            let handshake = other.filter(|other| answers_a_client_hello(other)).map(answered);
            let proof = match attempt.greeting.failure()? {
                Failure::NotSmtp { protocol: Protocol::Tls, first_bytes } => {
                    Some(in_tls(&first_bytes.shown(40)))
                }
                Failure::TimedOut { after_ms, .. } => handshake.is_some().then(|| silent(*after_ms)),
                Failure::Closed { .. } | Failure::Reset => handshake.is_some().then(ended),
                _ => None,
            }?;
            let mut found = Match::attempt(index, Stage::Greeting, proof);
            if let Some(handshake) = handshake {
                found = found.and(handshake);
            }
            if attempt.route.port != SUBMISSION {
                found = found.with("starttls_port", SUBMISSION.to_string());
            }
            Some(found)
        })
        .collect()
}

/// An alert is an answer too: only TLS sends one.
fn answers_a_client_hello(other: &Attempt) -> bool {
    let agreed = other.tls.facts().is_some_and(|tls| tls.version.is_some());
    agreed || matches!(other.tls.failure(), Some(Failure::Alert { .. }))
}

/// HTTPS and IMAPS begin with TLS as well; then the port is wrong, not the mode.
fn speaks_another_protocol_inside(other: &Attempt) -> bool {
    matches!(other.greeting.failure(), Some(Failure::NotSmtp { .. }))
}

fn answered(other: &Attempt) -> Proof {
    let version = other.tls.facts().and_then(|tls| tls.version.clone());
    match version {
        Some(version) => Proof::new(
            Text {
                en: "A TLS handshake on the same port is answered: {version}",
                zh_cn: "在同一端口直接进行 TLS 握手，服务器有回应：{version}",
            },
            vec![("version", version)],
        ),
        None => Proof::new(
            Text {
                en: "A TLS handshake on the same port is answered by TLS",
                zh_cn: "在同一端口直接进行 TLS 握手，服务器以 TLS 回应",
            },
            Vec::new(),
        ),
    }
}

fn silent(after_ms: u64) -> Proof {
    let text = Text {
        en: "Without TLS, the server sends no greeting in {seconds} seconds",
        zh_cn: "不用 TLS 时，服务器在 {seconds} 秒内没有发来问候语",
    };
    Proof::new(text, vec![("seconds", after_ms.div_ceil(1000).to_string())])
}

fn ended() -> Proof {
    let text = Text {
        en: "Without TLS, the server ends the connection before any greeting",
        zh_cn: "不用 TLS 时，服务器没有发问候语就断开连接",
    };
    Proof::new(text, Vec::new())
}

fn in_tls(bytes: &str) -> Proof {
    let text = Text {
        en: "In place of a greeting the server sends a TLS record: {bytes}",
        zh_cn: "服务器发来的不是问候语，而是 TLS 数据：{bytes}",
    };
    Proof::new(text, vec![("bytes", bytes.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, good_in_the_other_order, in_the_other_order};
    use super::*;
    use crate::evidence::sample::{attempt, closed, failed, failed_with, healthy, timed_out, tls};
    use crate::plan::Route;
    use crate::smtp::ServerText;

    fn without_greeting(port: u16, failure: Failure) -> Evidence {
        let mut evidence = healthy(port, Security::Plain);
        evidence.attempts[0].greeting = failed(failure);
        evidence
    }

    fn not_smtp(protocol: Protocol) -> Failure {
        Failure::NotSmtp { protocol, first_bytes: ServerText::new(*b"\x15\x03\x01\x00\x02\x02\x46") }
    }

    #[test]
    fn silence_in_clear_and_a_handshake_tell_it() {
        for failure in [timed_out(), closed(), Failure::Reset] {
            let mut evidence = without_greeting(465, failure);
            assert!(told_by(&evidence).is_empty());
            evidence.follow_ups.push(good_in_the_other_order(465, Security::Implicit));
            let found = told_by(&evidence);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].args, [("starttls_port", "587".to_owned())]);
        }
    }

    #[test]
    fn a_bad_certificate_or_an_alert_is_an_answer_as_well() {
        let mut other = attempt(Route { port: 465, security: Security::Implicit });
        other.tls = failed_with(Failure::Certificate, tls());
        let mut evidence = without_greeting(465, timed_out());
        evidence.follow_ups.push(in_the_other_order(other.clone()));
        assert_eq!(told_by(&evidence).len(), 1);

        other.tls = failed(alert(70));
        evidence.follow_ups[0] = in_the_other_order(other);
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn a_tls_record_tells_it_by_itself() {
        assert_eq!(told_by(&without_greeting(465, not_smtp(Protocol::Tls))).len(), 1);
        assert!(told_by(&without_greeting(465, not_smtp(Protocol::Http))).is_empty());
    }

    #[test]
    fn silence_both_ways_or_http_inside_is_none() {
        let mut other = attempt(Route { port: 465, security: Security::Implicit });
        other.tls = failed(timed_out());
        let mut evidence = without_greeting(465, timed_out());
        evidence.follow_ups.push(in_the_other_order(other.clone()));
        assert!(told_by(&evidence).is_empty());

        other = attempt(Route { port: 443, security: Security::Implicit });
        other.greeting = failed(not_smtp(Protocol::Http));
        evidence.follow_ups[0] = in_the_other_order(other);
        assert!(told_by(&evidence).is_empty());
    }
}
