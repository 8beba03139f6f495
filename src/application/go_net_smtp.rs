//! The package net/smtp of Go.

use super::block::Block;
use super::quote::json;
use super::submission::Mechanism;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "go",
    name: "Go net/smtp",
    aliases: &["golang", "netsmtp"],
    file: Text { en: "your Go code", zh_cn: "你的 Go 代码" },
    source: "https://pkg.go.dev/net/smtp",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    let named = submission.mechanism.is_some() && submission.user.is_some();
    if named && submission.mechanism() == Mechanism::Login {
        return Some(Text {
            en: "net/smtp has no LOGIN: where the server does not offer PLAIN, use go-mail (--config-for go-mail).",
            zh_cn: "net/smtp 不支持 LOGIN：服务器不提供 PLAIN 时请改用 go-mail（--config-for go-mail）。",
        });
    }
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "smtp.SendMail never begins with TLS and would wait in vain on this port, so the connection is \
                 opened by hand.",
            zh_cn: "smtp.SendMail 不会先做 TLS 握手，在这个端口上会一直等到超时，所以要自己建立连接。",
        }),
        Encryption::StartTls => Some(Text {
            en: "smtp.SendMail uses STARTTLS by itself, and PlainAuth sends no password without it.",
            zh_cn: "smtp.SendMail 会自动使用 STARTTLS；没有加密时 PlainAuth 不会发送密码。",
        }),
        Encryption::Plain => submission.user.as_ref().map(|_| Text {
            en: "PlainAuth refuses to send a password unencrypted to any host but localhost.",
            zh_cn: "除 localhost 以外，PlainAuth 拒绝在未加密的连接上发送密码。",
        }),
    }
}

fn settings(submission: &Submission) -> String {
    let (host, endpoint) = (json(&submission.host), json(&submission.endpoint()));
    let block = Block::new().given(submission.user.as_deref(), |block, user| {
        block.line(format!("auth := smtp.PlainAuth(\"\", {}, {}, {host})", json(user), json(PASSWORD)))
    });
    let sender = json(submission.sender());
    let auth = if submission.user.is_some() { "auth" } else { "nil" };
    if !submission.is_implicit() {
        return block.line(format!("err := smtp.SendMail({endpoint}, {auth}, {sender}, to, message)")).end();
    }
    block
        .line(format!("conn, err := tls.Dial(\"tcp\", {endpoint}, &tls.Config{{ServerName: {host}}})"))
        .line("if err != nil { return err }")
        .line(format!("client, err := smtp.NewClient(conn, {host})"))
        .line("if err != nil { return err }")
        .given(submission.user.as_ref(), |block, _| {
            block.line("if err := client.Auth(auth); err != nil { return err }")
        })
        .line(format!("if err := client.Mail({sender}); err != nil {{ return err }}"))
        .line("// client.Rcpt(…), client.Data(), client.Quit()")
        .end()
}
