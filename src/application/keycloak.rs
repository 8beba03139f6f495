//! Keycloak: the mail settings of a realm.

use super::block::Block;
use super::quote::{json, shell};
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "keycloak",
    name: "Keycloak",
    aliases: &[],
    file: Text {
        en: "a shell where `kcadm.sh` is logged in; in the admin console: Realm settings > Email",
        zh_cn: "已用 kcadm.sh 登录的 shell；在管理控制台里对应 Realm settings > Email",
    },
    source: "https://www.keycloak.org/docs/latest/server_admin/index.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "In the admin console: Enable SSL on, Enable StartTLS off.",
            zh_cn: "在管理控制台里：打开 Enable SSL，关闭 Enable StartTLS。",
        }),
        Encryption::StartTls => Some(Text {
            en: "In the admin console: Enable StartTLS on, Enable SSL off.",
            zh_cn: "在管理控制台里：打开 Enable StartTLS，关闭 Enable SSL。",
        }),
        Encryption::Plain => None,
    }
}

/// Every value is a JSON string, as the realm has them: what looks like a number would be read as one.
fn settings(submission: &Submission) -> String {
    let truth = |is: bool| if is { "true" } else { "false" };
    let port = submission.port.to_string();
    let mut fields = vec![
        ("host", submission.host.as_str()),
        ("port", &port),
        ("ssl", truth(submission.is_implicit())),
        ("starttls", truth(submission.is_start_tls())),
        ("from", submission.sender()),
        ("auth", truth(submission.user.is_some())),
    ];
    if let Some(user) = &submission.user {
        fields.extend([("user", user.as_str()), ("password", PASSWORD)]);
    }
    let last = fields.len() - 1;
    let mut block = Block::new().line("kcadm.sh update realms/YOUR_REALM \\");
    for (at, (name, value)) in fields.into_iter().enumerate() {
        let assignment = shell(&format!("smtpServer.{name}={}", json(value)));
        block = block.line(format!("  -s {assignment}{}", if at < last { " \\" } else { "" }));
    }
    block.end()
}
