//! Another protocol lives on the port.
//!
//! Its first bytes tell which. Where they belong to TLS, a handshake that succeeds makes it `tls/implicit-port`; here it
//! is told only when that was not shown. Where TLS was expected and SMTP came, it is `tls/plaintext-port`. A server that
//! greets as SMTP does and refuses EHLO may say whose commands it wants.

use super::dialogue::SHOWN;
use super::other_order::{self, OtherOrder};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::{SMTP, SUBMISSION, SUBMISSIONS, Security};
use crate::smtp::Protocol;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/not-smtp"),
    severity: Severity::Error,
    title: Text {
        en: "Port {port} of {host} speaks {protocol}, not SMTP",
        zh_cn: "{host} 的 {port} 端口用的是 {protocol}，不是 SMTP",
    },
    explanation: Text {
        en: "The service on this port is not for sending mail, so a mail program and the server cannot \
             understand each other. The port or the host is wrong, or something on the way answers in place \
             of the server.",
        zh_cn: "这个端口上的服务不是发信服务，邮件程序和服务器无法对话。要么端口或主机名写错了，要么途中有别的设备替服务器应答。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use a port for sending mail: this one is for reading it.",
                zh_cn: "改用发信的端口：这个端口是用来收信的。",
            },
            command: Some("smtp-doctor {host}:465"),
            link: None,
            when: When::With("is_reading"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use a mail port: this one serves web pages.",
                zh_cn: "改用邮件端口：这个端口是用来访问网页的。",
            },
            command: Some("smtp-doctor {host}:465"),
            link: None,
            when: When::With("is_http"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in where the network asks for it, as in a hotel, or switch the proxy off, and test \
                     again: a web server that answers on a mail port often stands in between.",
                zh_cn: "如果当前网络需要网页登录（例如酒店），请先登录；如果使用代理，请关闭代理；然后再测试。\
                        邮件端口上出现网页服务，往往是途中的设备在应答。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::With("web_between"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try TLS from the first byte (SSL): the port seems to want it.",
                zh_cn: "改用 SSL连接（隐式 TLS）再试一次：这个端口似乎要求它。",
            },
            command: Some("smtp-doctor {host}:{port} --tls=implicit"),
            link: None,
            when: When::With("is_tls"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the submission port: LMTP is for deliveries inside a mail system, from one of its servers to \
                     the next.",
                zh_cn: "改用发信端口：LMTP 只用于邮件系统内部，由一台服务器把邮件交给下一台。",
            },
            command: None,
            link: None,
            when: When::With("is_lmtp"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Leave the port out: then the submission ports of the host are examined, 465 and 587 \
             first of all.",
                zh_cn: "不写端口再运行一次：这样会检查该主机的发信端口，首先是 465 和 587。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check which service listens on port {port} of the server, and whether a port forwarding \
             leads to the wrong one.",
                zh_cn: "查看服务器的 {port} 端口由哪个服务监听，端口转发是否指向了错误的服务。",
            },
            command: Some("ss -ltnp 'sport = :{port}'"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the first bytes from the port, and where it is silent at its answer to a TLS hello. \
             If they belong to another protocol, such as HTTP, IMAP, POP3, SSH or FTP, or a refusal of EHLO asks for the \
             commands of LMTP or FTP, it is this.",
        zh_cn: "smtp-doctor 查看端口发来的最初几个字节；端口不出声时，查看它对 TLS 握手的回应。如果它们属于别的协议（如 HTTP、IMAP、POP3、SSH、FTP），或者服务器拒绝 EHLO 时要求使用 LMTP 或 FTP 的命令，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[
        Code("smtp/greeting-timeout"),
        Code("smtp/greeting-closed"),
        Code("smtp/ehlo-unsupported"),
        Code("smtp/helo-rejected"),
        Code("tcp/reset"),
    ],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    WANTS_USER,
    Pattern::said(
        "
    http/1.1 400
    http/1.0 400
    http/1.1 200
    http/1.0 200
    http/1.1 30
    http/1.0 30
    <!doctype & smtp
    <html & smtp
    ssh-2.0
    ssh-1.99
    * ok [capability
    * ok imap
    * ok dovecot
    * ok gimap
    * ok microsoft exchange imap4
    imap4rev1
    * bye
    +ok pop3
    +ok dovecot
    +ok gpop
    +ok microsoft exchange pop3
    +ok & ready
    +ok & pop
    ftp server ready
    vsftpd
    proftpd
    filezilla server
    pure-ftpd
    ftp service
    use lhlo
    lhlo command required
    expected lhlo
    220 & lmtp
    mysql_native_password
    caching_sha2_password
    rfb 003
    not an smtp server
    protocol & not smtp
    is not & smtp server
    ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| told_of(evidence, index, attempt))
        .collect()
}

/// The commands of another protocol in a refusal of EHLO: LMTP (RFC 2033 §4.1) and FTP (RFC 959 §4.1.1).
const WANTS_LHLO: Pattern = Pattern { codes: 500..=599, enhanced: "", words: "lhlo" };
const WANTS_USER: Pattern = Pattern { codes: 500..=599, enhanced: "", words: "login with user and pass" };
/// What a server says of itself in its greeting.
const GREETS_AS_LMTP: Pattern = Pattern { codes: 220..=220, enhanced: "", words: "lmtp" };
const GREETS_AS_SMTP: Pattern = Pattern { codes: 220..=220, enhanced: "", words: "smtp" };

/// The protocol that a server shows when it refuses EHLO.
fn told_at_ehlo(index: usize, attempt: &Attempt) -> Option<Match> {
    let Some(Failure::Rejected { reply }) = attempt.ehlo.failure() else { return None };
    let greeting = attempt.greeting.passed().map(|greeting| &greeting.reply);
    let says = |pattern: &Pattern| greeting.is_some_and(|greeting| pattern.fits(greeting));
    let lmtp =
        WANTS_LHLO.fits(reply) || (reply.is_permanent() && says(&GREETS_AS_LMTP) && !says(&GREETS_AS_SMTP));
    let protocol = if lmtp {
        "LMTP"
    } else if WANTS_USER.fits(reply) {
        Protocol::Ftp.name()
    } else {
        return None;
    };
    let refusal =
        Text { en: "The server answers EHLO with: {reply}", zh_cn: "服务器对 EHLO 答复：{reply}" };
    let proof = Proof::new(refusal, vec![("reply", reply.shown(SHOWN))]);
    let found = Match::attempt(index, Stage::Ehlo, proof).with("protocol", protocol);
    let found = greeting.into_iter().fold(found, |found, greeting| {
        let text = Text { en: "Its greeting was: {reply}", zh_cn: "它的问候是：{reply}" };
        found.and(Proof::new(text, vec![("reply", greeting.shown(SHOWN))]))
    });
    Some(if lmtp { found.with("is_lmtp", "yes") } else { found })
}

fn told_of(evidence: &Evidence, index: usize, attempt: &Attempt) -> Option<Match> {
    if let Some(found) = told_at_ehlo(index, attempt) {
        return Some(found);
    }
    let (stage, protocol, bytes) = match (attempt.greeting.failure(), attempt.tls.failure()) {
        (Some(Failure::NotSmtp { protocol, first_bytes }), _) => (Stage::Greeting, *protocol, first_bytes),
        (_, Some(Failure::NotTls { protocol: Some(protocol), first_bytes }))
            if attempt.spoken == Security::Implicit =>
        {
            (Stage::Tls, *protocol, first_bytes)
        }
        // A port that waits for a request says what it is once it gets one.
        (Some(Failure::TimedOut { .. } | Failure::Closed { .. } | Failure::Reset), _) => {
            let (protocol, first_bytes) = other_order::stranger(evidence, index)?;
            (Stage::Greeting, protocol, first_bytes)
        }
        _ => return None,
    };
    let answers_tls = OtherOrder::about(evidence, index) == OtherOrder::Works;
    if protocol == Protocol::Smtp || (protocol == Protocol::Tls && answers_tls) {
        return None;
    }
    let proof = Proof::new(
        Text {
            en: "The first bytes from port {port} belong to {protocol}: {bytes}",
            zh_cn: "{port} 端口发来的最初几个字节属于 {protocol}：{bytes}",
        },
        vec![("protocol", protocol.name().into()), ("bytes", bytes.shown(80))],
    );
    let found = Match::attempt(index, stage, proof).with("protocol", protocol.name());
    let is_mail_port = matches!(attempt.route.port, SMTP | SUBMISSION | SUBMISSIONS);
    Some(match protocol {
        Protocol::Imap | Protocol::Pop3 if !is_mail_port => found.with("is_reading", "yes"),
        Protocol::Http if is_mail_port => found.with("web_between", "yes"),
        Protocol::Http => found.with("is_http", "yes"),
        Protocol::Tls => found.with("is_tls", "yes"),
        _ => found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::diagnose;
    use crate::evidence::Greeting;
    use crate::evidence::Question;
    use crate::evidence::sample::{attempt, failed, follow_up, healthy, passed, rejected, reply, timed_out};
    use crate::plan::Route;
    use crate::smtp::ServerText;

    fn not_smtp(protocol: Protocol, bytes: &[u8]) -> Evidence {
        let mut evidence = healthy(587, Security::Plain);
        let first_bytes = ServerText::new(bytes);
        evidence.attempts[0].greeting = failed(Failure::NotSmtp { protocol, first_bytes });
        evidence
    }

    #[test]
    fn the_protocol_is_named() {
        let mut evidence = not_smtp(Protocol::Imap, b"* OK IMAP4 ready\r\n");
        assert_eq!(told_by(&evidence)[0].args, [("protocol", "IMAP".to_owned())]);
        evidence.attempts[0].route.port = 143;
        let found = told_by(&evidence);
        assert_eq!(found[0].args, [("protocol", "IMAP".to_owned()), ("is_reading", "yes".to_owned())]);
        let mut evidence = healthy(443, Security::Implicit);
        let first_bytes = ServerText::new(*b"HTTP/1.1 400 Bad Request");
        evidence.attempts[0].tls = failed(Failure::NotTls { first_bytes, protocol: Some(Protocol::Http) });
        assert_eq!(told_by(&evidence)[0].stage, Stage::Tls);
    }

    #[test]
    fn smtp_where_tls_was_expected_is_another_cause() {
        let mut evidence = healthy(587, Security::Implicit);
        let first_bytes = ServerText::new(*b"220 mail.example.com ESMTP");
        evidence.attempts[0].tls = failed(Failure::NotTls { first_bytes, protocol: Some(Protocol::Smtp) });
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_refusal_of_ehlo_names_the_protocol_by_its_commands() {
        for (greeting, code, text, protocol) in [
            ("mail.example.com LMTP Dovecot ready", 502, "5.5.2 Unknown command, use LHLO", Some("LMTP")),
            ("mail.example.com Cyrus LMTP v3.4 server ready", 500, "Unrecognized command", Some("LMTP")),
            ("mail.example.com ready", 500, "5.5.1 Use LHLO", Some("LMTP")),
            ("Welcome", 530, "Please login with USER and PASS.", Some("FTP")),
            ("mail.example.com ESMTP and LMTP", 502, "5.5.2 EHLO not recognized", None),
            ("mail.example.com LMTP", 421, "4.3.2 Busy", None),
            ("mail.example.com ESMTP", 530, "5.7.0 Authentication required", None),
        ] {
            let mut evidence = healthy(587, Security::Plain);
            evidence.attempts[0].greeting = passed(Greeting { reply: reply(220, greeting) });
            evidence.attempts[0].ehlo = failed(rejected(code, text));
            let diagnosis = diagnose(&evidence);
            let root = diagnosis.root().filter(|root| root.cause.code == CAUSE.code);
            let named = root.map(|root| root.matched.args[0].1.as_str());
            assert_eq!(named, protocol, "{greeting} {text}");
            assert!(root.is_none() || diagnosis.findings.len() == 1, "{greeting} {text}");
        }
    }

    #[test]
    fn a_silent_port_that_answers_the_hello_of_tls_is_what_it_answers() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(timed_out());
        assert!(told_by(&evidence).is_empty());
        let route = Route { port: 587, security: Security::Implicit };
        let mut other = attempt(route);
        let first_bytes = ServerText::new(*b"HTTP/1.1 400 Bad Request");
        other.tls = failed(Failure::NotTls { first_bytes, protocol: Some(Protocol::Http) });
        evidence.follow_ups.push(follow_up(Question::OtherOrder { route }, other));
        let found = told_by(&evidence);
        assert_eq!((found[0].stage, found[0].args[0].1.as_str()), (Stage::Greeting, "HTTP"));
    }

    #[test]
    fn tls_that_works_is_another_cause() {
        let mut evidence = not_smtp(Protocol::Tls, b"\x15\x03\x01\x00\x02\x02\x46");
        assert_eq!(told_by(&evidence).len(), 1);
        let route = Route { port: 587, security: Security::Implicit };
        evidence.follow_ups.push(follow_up(Question::OtherOrder { route }, attempt(route)));
        assert!(told_by(&evidence).is_empty());
    }
}
