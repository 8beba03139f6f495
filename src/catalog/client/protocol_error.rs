//! The application sends commands out of order or malformed.
//!
//! Taken for a fault of the server, which only says that it cannot follow. No examination tells it: smtp-doctor keeps
//! the order of RFC 5321 by itself, so a dialogue that passes here points at the application.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/protocol-error"),
    severity: Severity::Error,
    title: Text { en: "The application breaks the rules of SMTP", zh_cn: "应用没有遵守 SMTP 协议" },
    explanation: Text {
        en: "The server answers that a command came too early or out of order, or that it cannot read the \
             command. Connection and password may be fine: the application or something on the way garbles the \
             dialogue.",
        zh_cn: "服务器的答复表示命令来得太早、顺序不对，或者无法识别。连接和密码可能都没有问题，是应用或途中的软件打乱了会话。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the same server with smtp-doctor. If it passes, the application is at fault: update it and \
                     its mail library.",
                zh_cn: "用 smtp-doctor 检查同一台服务器。如果正常，问题就在应用：请升级应用和它的邮件库。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Send EHLO again after STARTTLS. Read every line of a reply (after `250-` more follows, \
                     `250 ` is the last line) before the next command. End each line with CR LF.",
                zh_cn: "STARTTLS 之后要重新发送 EHLO；读完答复的每一行（`250-` 表示还有，`250 ` 表示结束）再发下一条命令；\
                        每行都以 CR LF 结尾。",
            },
            command: None,
            link: Some("https://www.rfc-editor.org/rfc/rfc5321"),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Begin each message with MAIL FROM, and send RSET after one that failed. Share no \
                     connection between threads. Send AUTH only once in a session.",
                zh_cn: "每封邮件都从 MAIL FROM 开始，失败之后先发 RSET。不要让多个线程共用一个连接，一次会话只发送一次 AUTH。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "For a test, switch off the mail scanning of antivirus software and firewalls: it can \
                     alter commands. Switch it on again afterwards.",
                zh_cn: "暂时关闭杀毒软件和防火墙的邮件扫描再测试，它们可能改动命令。测试之后请重新打开。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look in the application's SMTP log for the command that was refused. If that command is out of \
             order or garbled, and smtp-doctor passes on the same server, it is this.",
        zh_cn: "在应用的 SMTP 日志中查看被拒绝的是哪条命令：如果命令顺序不对或者内容错乱，而 smtp-doctor 检查同一台服务器正常，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        talk too soon
        break rules
        bad sequence of commands
        auth command used when not advertised
        need mail command
        need rcpt command
        need mail before
        need rcpt
        need helo
        send helo first
        send helo/ehlo first
        send ehlo first
        ehlo/helo first
        helo/ehlo first
        hello first
        nested mail command
        sender already specified
        sender already given
        already authenticated
        mail first
        improper use of smtp command pipelining
        improper command pipelining
        protocol synchronization error
        synchronization error
        too many syntax or protocol errors
        too many unrecognized commands
        too many invalid commands
        too many nonmail commands
        too many bad commands
        too many errors from
        unrecognized command
        unrecognised command
        command not recognized
        command unrecognized
        command not understood
        unknown command
        syntax error, command unrecognized
        syntax error in parameters or arguments
        error: bad syntax
        bad command sequence
        commands out of sequence
        command out of sequence
        line too long
        protocol violation
        protocol error
        unexpected response & 250
        命令顺序
        命令序列
        无法识别的命令
        语法错误 & 命令
        smtp protocol synchronization
        protocol synchronization
        mail transaction protocol command
        out of sequence
        no data after bdat
        commands allowed to pipeline
        no parameters allowed
        optional argument not permitted
        rcpt first
        ehlo first
        wrong sequence
        invalid sequence
        sequence error
        unexpected command
        invalid command
        bad command
        illegal command
        unimplemented command
        command parameter
        命令错误
        命令无效
        not accepted before
        invalid input from
        ",
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn a_command_out_of_order_is_read() {
        assert!(shows(&CAUSE, "503 5.5.1 Error: need MAIL command"));
        assert!(shows(&CAUSE, "503 AUTH command used when not advertised"));
        assert!(shows(&CAUSE, "554 SMTP synchronization error"));
    }

    #[test]
    fn a_refusal_of_the_login_is_something_else() {
        assert!(!shows(&CAUSE, "535 5.7.8 Error: authentication failed"));
        assert!(!shows(&CAUSE, "530 5.7.0 Must issue a STARTTLS command first"));
    }
}
