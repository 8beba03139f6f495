//! Prometheus Alertmanager.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// The port on which every version begins with TLS.
const IMPLICIT: u16 = 465;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "alertmanager",
    name: "Alertmanager",
    aliases: &["prometheus", "prometheusalertmanager"],
    file: Text { en: "`alertmanager.yml`", zh_cn: "alertmanager.yml" },
    source: "https://prometheus.io/docs/alerting/latest/configuration/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit if submission.port != IMPLICIT => Some(Text {
            en: "Versions before 0.31 begin with TLS on port 465 only and do not know smtp_force_implicit_tls.",
            zh_cn: "0.31 之前的版本只在 465 端口上使用隐式 TLS（一连上就加密），不认识 smtp_force_implicit_tls。",
        }),
        Encryption::Implicit => Some(Text {
            en: "Port 465 is encrypted from the first byte; smtp_require_tls asks for STARTTLS on top and fails here.",
            zh_cn: "465 端口从一开始就加密；smtp_require_tls 要求的是 STARTTLS，在这里设为 true 会失败。",
        }),
        Encryption::StartTls | Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let forced = submission.is_implicit() && submission.port != IMPLICIT;
    Block::new()
        .line("global:")
        .line(format!("  smtp_smarthost: {}", json(&submission.endpoint())))
        .line(format!("  smtp_from: {}", json(submission.sender())))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("  smtp_auth_username: {}", json(user)))
                .line(format!("  smtp_auth_password: {}", json(PASSWORD)))
        })
        .line(format!("  smtp_require_tls: {}", submission.is_start_tls()))
        .given(forced.then_some("  smtp_force_implicit_tls: true"), Block::line)
        .end()
}
