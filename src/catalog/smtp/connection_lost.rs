//! The connection ends while the answer to a command is awaited.
//!
//! A refusal comes as a reply; here none comes. Some servers hang up after a refused login, so what they said last is
//! kept in the proof. The end of a connection inside the TLS handshake belongs to `tls`.

use super::dialogue::{FailedCommand, SHOWN, failed_commands, last_words};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/connection-lost"),
    severity: Severity::Error,
    title: Text {
        en: "{host} ends the connection after {command}",
        zh_cn: "{host} 在 {command} 之后断开了连接",
    },
    explanation: Text {
        en: "The connection ended before {command} was answered. The server rejected the client without \
             saying why, crashed, or something on the way cut the connection.",
        zh_cn: "{command} 还没有得到答复，连接就断开了。\
                可能是服务器没有说明原因就拒绝了客户端、服务器程序崩溃，或者途中的设备切断了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look in the mailboxes of the recipients before you send the message again: it may \
                     have been delivered.",
                zh_cn: "重新发送之前，先到收件人邮箱里看一看：邮件可能已经送达。",
            },
            command: None,
            link: None,
            when: When::With("delivery_unknown"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Announce a full host name: some servers hang up on names such as `localhost`.",
                zh_cn: "改报完整的主机名：有些服务器遇到 `localhost` 之类的名称会直接断开。",
            },
            command: Some("smtp-doctor {host}:{port} --helo {domain}"),
            link: None,
            when: When::With("at_ehlo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check user name and password: some servers hang up on a login that they reject.",
                zh_cn: "核对用户名和密码：有些服务器拒绝登录时会直接断开。",
            },
            command: None,
            link: None,
            when: When::With("at_auth"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test from another network, such as a mobile hotspot: if it works there, the network here \
             or its address is the reason.",
                zh_cn: "换一个网络（例如手机热点）再试一次：如果那边正常，原因就在当前的网络或它的地址。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Check whether a firewall, VPN or mail scanner cuts SMTP connections on port {port}.",
                zh_cn: "检查防火墙、VPN 或邮件扫描软件是否会切断 {port} 端口的 SMTP 连接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look in the log of the mail server for what happened at the time of this connection.",
                zh_cn: "在邮件服务器的日志里查看这次连接时发生了什么。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor notes which command was sent last. If the connection ends without a reply to \
             it, although the server had greeted, it is this.",
        zh_cn: "smtp-doctor 记录最后发出的命令。如果服务器已经问候过，却没有答复这条命令就断开连接，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    r#"
    connection closed before receiving
    unexpected socket close
    connection unexpectedly closed
    connection closed unexpectedly
    smtpserverdisconnected
    unexpectedly disconnected
    unexpectedly dropped the connection
    lost connection with & while sending
    lost connection with & while receiving
    lost connection with & while performing
    lost connection with
    lost connection after
    lost connection while
    eoferror
    end of file reached
    [eof]
    exception reading response
    has been closed unexpectedly
    but got empty code
    but got code ""
    net_io_connectionclosed
    unexpectedly closed the connection
    server unexpectedly closed
    remote host closed connection
    closed connection in response to
    server closed the connection
    server has closed the connection
    server closed connection
    connection was closed by the server
    server disconnected
    server dropped connection
    connection dropped
    incomplete response
    response reading failed
    recv failure
    smtp & : eof
    sendmail & : eof
    unexpected end of file
    broken pipe
    server not connected
    please run connect() first
    connection lost
    connexion perdue
    verbindung verloren
    verbindung unerwartet
    connexion fermée
    conexión cerrada
    连接意外关闭
    连接被意外
    连接已断开
    连接中断
    意外断开
    远程服务器断开
    接続が切断
    connection was dropped by remote host
    connection terminated
    connection aborted
    remote side closed
    closed by remote host
    closed by remote server
    closed by the remote
    server unexpectedly terminated
    peer closed connection
    socket is closed
    socket has been closed
    connection is closed
    not connected to server
    unexpected end of stream
    premature end
    session terminated
    stream closed
    server hung up
    hung up on us
    "#,
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_commands(evidence).filter_map(|failed| told_of(&failed)).collect()
}

fn told_of(failed: &FailedCommand<'_>) -> Option<Match> {
    let text = match failed.failure {
        Failure::Closed { .. } => Text {
            en: "The server closes the connection while the answer to {command} is awaited",
            zh_cn: "等待 {command} 的答复时，对方关闭了连接",
        },
        Failure::Reset => Text {
            en: "The connection is reset while the answer to {command} is awaited",
            zh_cn: "等待 {command} 的答复时，连接被重置",
        },
        _ => return None,
    };
    let proof = Proof::new(text, vec![("command", failed.command())]);
    let mut found = Match::attempt(failed.index, failed.stage, proof).with("command", failed.command());
    if let Failure::Closed { fragment } = failed.failure
        && !fragment.is_empty()
    {
        let text =
            Text { en: "The answer had begun with: {fragment}", zh_cn: "答复只来了开头：{fragment}" };
        found = found.and(Proof::new(text, vec![("fragment", fragment.shown(SHOWN))]));
    }
    if let Some(unknown) = failed.delivery_unknown() {
        found = found.and(unknown).with("delivery_unknown", "");
    }
    if let Some(words) = last_words(failed.attempt) {
        let text = Text {
            en: "Before that the server had said: {words}",
            zh_cn: "服务器此前最后说的是：{words}",
        };
        found = found.and(Proof::new(text, vec![("words", words)]));
    }
    Some(match failed.stage {
        Stage::Ehlo | Stage::EhloAgain => found.with("at_ehlo", "yes"),
        Stage::Auth => found.with("at_auth", "yes"),
        _ => found,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Exchange;
    use crate::evidence::sample::{closed, failed, healthy};
    use crate::plan::Security;
    use crate::smtp::ServerText;

    #[test]
    fn the_command_is_named() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].auth = failed(closed());
        let found = told_by(&evidence);
        assert_eq!(found[0].args, [("command", "AUTH".to_owned()), ("at_auth", "yes".to_owned())]);
        evidence.attempts[0].auth = failed(Failure::Reset);
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn a_message_that_was_sent_whole_may_be_delivered() {
        use crate::evidence::Data;
        use crate::evidence::sample::failed_with;
        use crate::smtp::Handed;
        for (handed, proofs) in [(Handed::Whole, 2), (Handed::Part, 1)] {
            let mut evidence = healthy(465, Security::Implicit);
            evidence.attempts[0].data = failed_with(closed(), Data { handed, ..Data::default() });
            let found = told_by(&evidence);
            assert_eq!((found[0].proof.len(), found[0].args[0].1.as_str()), (proofs, "DATA"));
        }
    }

    #[test]
    fn the_last_words_are_kept() {
        let mut evidence = healthy(465, Security::Implicit);
        let fragment = ServerText::new(*b"250-mail");
        evidence.attempts[0].ehlo = failed(Failure::Closed { fragment });
        let text = ServerText::new(*b"220 mail.example.com\r\n");
        evidence.attempts[0].dialogue.push(Exchange::Server { text, at_ms: 1.0 });
        assert_eq!(told_by(&evidence)[0].proof.len(), 3);
    }

    #[test]
    fn an_end_at_the_greeting_or_in_tls_is_another_cause() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(closed());
        evidence.attempts[0].tls = failed(closed());
        assert!(told_by(&evidence).is_empty());
    }
}
