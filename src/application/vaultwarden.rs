//! Vaultwarden.

use super::block::Block;
use super::quote::env;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "vaultwarden",
    name: "Vaultwarden",
    aliases: &["bitwarden", "bitwardenrs"],
    file: Text { en: "`.env` or the environment of the container", zh_cn: ".env 或容器的环境变量" },
    source: "https://github.com/dani-garcia/vaultwarden/wiki/SMTP-Configuration",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit | Encryption::StartTls => Some(Text {
            en: "force_tls is TLS from the first byte, starttls is STARTTLS. What was saved on the admin page \
                 overrides this. For docker --env-file, leave the quotes out: it takes them for a part of the value.",
            zh_cn: "force_tls 是隐式 TLS（一连上就加密），starttls 是 STARTTLS。管理页面里保存过的值优先于这里。用 docker --env-file 时要去掉引号，否则引号会成为值的一部分。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let security = match submission.encryption {
        Encryption::Implicit => "force_tls",
        Encryption::StartTls => "starttls",
        Encryption::Plain => "off",
    };
    Block::new()
        .line(format!("SMTP_HOST={}", env(&submission.host)))
        .line(format!("SMTP_PORT={}", submission.port))
        .line(format!("SMTP_SECURITY={security}"))
        .line(format!("SMTP_FROM={}", env(submission.sender())))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("SMTP_USERNAME={}", env(user))).line(format!("SMTP_PASSWORD='{PASSWORD}'"))
        })
        .end()
}
