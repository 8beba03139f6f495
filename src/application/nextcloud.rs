//! Nextcloud.

use super::block::Block;
use super::quote::single;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "nextcloud",
    name: "Nextcloud",
    aliases: &[],
    file: Text {
        en: "`config/config.php`, inside the array `$CONFIG`",
        zh_cn: "config/config.php，写在 $CONFIG 数组里",
    },
    source: "https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/email_configuration.html",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "'ssl' is TLS from the first byte. The old value 'tls' no longer has a meaning.",
            zh_cn: "'ssl' 是隐式 TLS（一连上就加密）；旧的取值 'tls' 已不再有效。",
        }),
        Encryption::StartTls => Some(Text {
            en: "'' does not mean unencrypted: Nextcloud uses STARTTLS by itself where the server offers it.",
            zh_cn: "'' 不等于不加密：服务器提供 STARTTLS 时，Nextcloud 会自动使用。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let set = |name: &str, value: &str| format!("'{name}' => {value},");
    let (local, domain) = submission.sender().rsplit_once('@').unwrap_or((submission.sender(), ""));
    Block::new()
        .line(set("mail_smtpmode", "'smtp'"))
        .line(set("mail_smtphost", &single(&submission.url_host())))
        .line(set("mail_smtpport", &submission.port.to_string()))
        .line(set("mail_smtpsecure", if submission.is_implicit() { "'ssl'" } else { "''" }))
        .line(set("mail_smtpauth", if submission.user.is_some() { "true" } else { "false" }))
        .given(submission.user.as_deref(), |block, user| {
            block.line(set("mail_smtpname", &single(user))).line(set("mail_smtppassword", &single(PASSWORD)))
        })
        .line(set("mail_from_address", &single(local)))
        .line(set("mail_domain", &single(domain)))
        .end()
}
