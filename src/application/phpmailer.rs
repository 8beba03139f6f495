//! `PHPMailer`.

use super::block::Block;
use super::quote::single;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "phpmailer",
    name: "PHPMailer",
    aliases: &["php"],
    file: Text { en: "your PHP code", zh_cn: "你的 PHP 代码" },
    source: "https://github.com/PHPMailer/PHPMailer",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "This port needs ENCRYPTION_SMTPS ('ssl'); ENCRYPTION_STARTTLS ('tls') would wait in vain.",
            zh_cn: "这个端口要用 ENCRYPTION_SMTPS（'ssl'）；用 ENCRYPTION_STARTTLS（'tls'）会一直等到超时。",
        }),
        Encryption::StartTls => Some(Text {
            en: "ENCRYPTION_STARTTLS is 'tls'; with ENCRYPTION_SMTPS ('ssl') PHP reports “wrong version \
                 number” on this port.",
            zh_cn: "ENCRYPTION_STARTTLS 即 'tls'；用 ENCRYPTION_SMTPS（'ssl'），PHP 会报 wrong version number。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    lines(submission, "").line(format!("$mail->setFrom({});", single(submission.sender()))).end()
}

/// The settings of a `PHPMailer`, without the sender, each line behind `indent`. `WordPress` has one inside.
pub(super) fn lines(submission: &Submission, indent: &str) -> Block {
    let set = |field: &str, value: &str| format!("{indent}$mail->{field} = {value};");
    let tls = match submission.encryption {
        Encryption::Implicit => set("SMTPSecure", "PHPMailer\\PHPMailer\\PHPMailer::ENCRYPTION_SMTPS"),
        Encryption::StartTls => set("SMTPSecure", "PHPMailer\\PHPMailer\\PHPMailer::ENCRYPTION_STARTTLS"),
        Encryption::Plain => format!("{}\n{}", set("SMTPSecure", "''"), set("SMTPAutoTLS", "false")),
    };
    Block::new()
        .line(format!("{indent}$mail->isSMTP();"))
        .line(set("Host", &single(&submission.url_host())))
        .line(set("Port", &submission.port.to_string()))
        .line(tls)
        .line(set("SMTPAuth", if submission.user.is_some() { "true" } else { "false" }))
        .given(submission.user.as_deref(), |block, user| {
            block.line(set("Username", &single(user))).line(set("Password", &single(PASSWORD)))
        })
}
