//! Discourse, as its container is set up.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "discourse",
    name: "Discourse",
    aliases: &[],
    file: Text {
        en: "`containers/app.yml`, below `env:`, then run `./launcher rebuild app`",
        zh_cn: "containers/app.yml 的 env: 之下，然后运行 ./launcher rebuild app",
    },
    source: "https://github.com/discourse/discourse/blob/main/config/discourse_defaults.conf",
    comment: "  # ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "Without DISCOURSE_SMTP_FORCE_TLS, Discourse waits in vain on this port for an unencrypted \
                 greeting.",
            zh_cn: "不写 DISCOURSE_SMTP_FORCE_TLS，Discourse 会在这个端口上等待明文问候，直到超时。",
        }),
        Encryption::StartTls => Some(Text {
            en: "DISCOURSE_SMTP_FORCE_TLS belongs to port 465; here STARTTLS encrypts.",
            zh_cn: "DISCOURSE_SMTP_FORCE_TLS 用于 465 端口；这里由 STARTTLS 加密。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let set = |name: &str, value: &str| format!("  DISCOURSE_{name}: {value}");
    let truth = |is: bool| if is { "true" } else { "false" };
    Block::new()
        .line(set("SMTP_ADDRESS", &json(&submission.host)))
        .line(set("SMTP_PORT", &submission.port.to_string()))
        .line(set("SMTP_FORCE_TLS", truth(submission.is_implicit())))
        .line(set("SMTP_ENABLE_START_TLS", truth(submission.is_start_tls())))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(set("SMTP_AUTHENTICATION", submission.mechanism().in_ruby()))
                .line(set("SMTP_USER_NAME", &json(user)))
                .line(set("SMTP_PASSWORD", &json(PASSWORD)))
        })
        .line(set("NOTIFICATION_EMAIL", &json(submission.sender())))
        .end()
}
