//! Uptime Kuma: the fields of a notification.

use super::block::Block;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "uptime-kuma",
    name: "Uptime Kuma",
    aliases: &["kuma"],
    file: Text {
        en: "the web page: Settings > Notifications > Setup Notification > Email (SMTP)",
        zh_cn: "网页：设置 > 通知 > 设置通知，类型选 Email (SMTP)",
    },
    source: "https://github.com/louislam/uptime-kuma/blob/master/src/components/notifications/SMTP.vue",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "Leave Ignore TLS Error off: it would accept any certificate.",
            zh_cn: "Ignore TLS Error 不要打开：打开后任何证书都会被接受。",
        }),
        Encryption::StartTls => Some(Text {
            en: "“None / STARTTLS” encrypts with STARTTLS as long as Disable STARTTLS stays off.",
            zh_cn: "选“None / STARTTLS”会用 STARTTLS 加密，前提是不打开 Disable STARTTLS。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let secure = if submission.is_implicit() { "TLS (465)" } else { "None / STARTTLS (25, 587)" };
    Block::new()
        .line(format!("Hostname: {}", submission.host))
        .line(format!("Port: {}", submission.port))
        .line(format!("Security: {secure}"))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("Username: {user}")).line(format!("Password: {PASSWORD}"))
        })
        .line(format!("From Email: {}", submission.sender()))
        .end()
}
