//! msmtp.

use super::block::Block;
use super::quote::msmtp;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "msmtp",
    name: "msmtp",
    aliases: &["msmtprc"],
    file: Text {
        en: "`~/.msmtprc`, which only you may read (`chmod 600`), or `/etc/msmtprc`",
        zh_cn: "~/.msmtprc（用 chmod 600 设为只有自己可读），或 /etc/msmtprc",
    },
    source: "https://marlam.de/msmtp/msmtp.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "`tls on` alone means STARTTLS; TLS from the first byte needs `tls_starttls off` as well.",
            zh_cn: "只写 tls on 表示 STARTTLS；要用隐式 TLS（一连上就加密），还必须写 tls_starttls off。",
        }),
        Encryption::StartTls => Some(Text {
            en: "`tls_starttls on` insists on STARTTLS; with `off` msmtp would begin with TLS.",
            zh_cn: "tls_starttls on 表示必须用 STARTTLS 加密；写 off 则会先做 TLS 握手。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let block = Block::new()
        .line("account default")
        .line(format!("host {}", msmtp(&submission.host)))
        .line(format!("port {}", submission.port));
    let block = match submission.encryption {
        Encryption::Implicit => block.line("tls on").line("tls_starttls off"),
        Encryption::StartTls => block.line("tls on").line("tls_starttls on"),
        Encryption::Plain => block.line("tls off"),
    };
    let auth = match (&submission.user, submission.encryption) {
        (None, _) => "auth off",
        (Some(_), Encryption::Plain) => "auth plain",
        (Some(_), _) => "auth on",
    };
    block
        .line(auth)
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("user {}", msmtp(user))).line(format!("password {PASSWORD}"))
        })
        .line(format!("from {}", msmtp(submission.sender())))
        .end()
}
