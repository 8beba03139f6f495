//! Mastodon.

use super::block::Block;
use super::quote::env;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "mastodon",
    name: "Mastodon",
    aliases: &[],
    file: Text { en: "`.env.production`", zh_cn: ".env.production" },
    source: "https://docs.joinmastodon.org/admin/config/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "SMTP_TLS is TLS from the first byte; STARTTLS must be off then.",
            zh_cn: "SMTP_TLS 是隐式 TLS（一连上就加密），同时必须关闭 STARTTLS。",
        }),
        Encryption::StartTls => Some(Text {
            en: "SMTP_TLS=true would begin with TLS, which this port does not understand; `always` insists on \
                 STARTTLS.",
            zh_cn: "SMTP_TLS=true 会先做 TLS 握手，这个端口不支持；always 表示必须用 STARTTLS 加密。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let (tls, start_tls) = match submission.encryption {
        Encryption::Implicit => (true, "never"),
        Encryption::StartTls => (false, "always"),
        Encryption::Plain => (false, "never"),
    };
    Block::new()
        .line(format!("SMTP_SERVER={}", env(&submission.host)))
        .line(format!("SMTP_PORT={}", submission.port))
        .line(format!("SMTP_TLS={tls}"))
        .line(format!("SMTP_ENABLE_STARTTLS={start_tls}"))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("SMTP_AUTH_METHOD={}", submission.mechanism().in_ruby()))
                .line(format!("SMTP_LOGIN={}", env(user)))
                .line(format!("SMTP_PASSWORD='{PASSWORD}'"))
        })
        .given(submission.user.is_none().then_some("SMTP_AUTH_METHOD=none"), Block::line)
        .line(format!("SMTP_FROM_ADDRESS={}", env(submission.sender())))
        .end()
}
