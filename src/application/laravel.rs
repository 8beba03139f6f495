//! Laravel, from version 11 on.

use super::block::Block;
use super::quote::env;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "laravel",
    name: "Laravel",
    aliases: &[],
    file: Text {
        en: "`.env`, then run `php artisan config:clear`",
        zh_cn: ".env，然后运行 php artisan config:clear",
    },
    source: "https://laravel.com/docs/mail",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "MAIL_SCHEME is smtps or smtp, never ssl or tls. Laravel 10 and older: MAIL_ENCRYPTION=ssl instead.",
            zh_cn: "MAIL_SCHEME 只能是 smtps 或 smtp，不能写 ssl 或 tls。Laravel 10 及更早版本改写 MAIL_ENCRYPTION=ssl。",
        }),
        Encryption::StartTls => Some(Text {
            en: "MAIL_SCHEME=smtp encrypts with STARTTLS; tls is no scheme. Laravel 10 and older: MAIL_ENCRYPTION=tls instead.",
            zh_cn: "MAIL_SCHEME=smtp 会用 STARTTLS 加密，不能写 tls。Laravel 10 及更早版本改写 MAIL_ENCRYPTION=tls。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    Block::new()
        .line("MAIL_MAILER=smtp")
        .line(format!("MAIL_SCHEME={}", if submission.is_implicit() { "smtps" } else { "smtp" }))
        .line(format!("MAIL_HOST={}", env(&submission.url_host())))
        .line(format!("MAIL_PORT={}", submission.port))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("MAIL_USERNAME={}", env(user))).line(format!("MAIL_PASSWORD=\"{PASSWORD}\""))
        })
        .line(format!("MAIL_FROM_ADDRESS={}", env(submission.sender())))
        .end()
}
