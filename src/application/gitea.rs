//! Gitea and Forgejo, from Gitea 1.18 on.

use super::block::Block;
use super::quote::ini;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "gitea",
    name: "Gitea / Forgejo",
    aliases: &["forgejo"],
    file: Text { en: "`app.ini`", zh_cn: "app.ini" },
    source: "https://docs.gitea.com/administration/config-cheat-sheet",
    comment: "; ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit | Encryption::StartTls => Some(Text {
            en: "PROTOCOL is smtps (TLS from the first byte) or smtp+starttls; a password with special characters stays in the backquotes.",
            zh_cn: "PROTOCOL 写 smtps（隐式 TLS，一连上就加密）或 smtp+starttls；密码含特殊符号时要留在反引号里。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let protocol = match submission.encryption {
        Encryption::Implicit => "smtps",
        Encryption::StartTls => "smtp+starttls",
        Encryption::Plain => "smtp",
    };
    Block::new()
        .line("[mailer]")
        .line("ENABLED = true")
        .line(format!("PROTOCOL = {protocol}"))
        .line(format!("SMTP_ADDR = {}", ini(&submission.host)))
        .line(format!("SMTP_PORT = {}", submission.port))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("USER = {}", ini(user))).line(format!("PASSWD = `{PASSWORD}`"))
        })
        .line(format!("FROM = {}", ini(submission.sender())))
        .end()
}
