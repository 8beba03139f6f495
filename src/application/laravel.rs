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
            en: "MAIL_SCHEME is smtps or smtp, never ssl or tls. Where config/mail.php names MAIL_ENCRYPTION \
                 (Laravel 10, early 11), set that to ssl.",
            zh_cn: "MAIL_SCHEME 只能是 smtps 或 smtp，不能写 ssl 或 tls。config/mail.php 里写的是 MAIL_ENCRYPTION 时（Laravel 10、早期的 11），改写 MAIL_ENCRYPTION=ssl。",
        }),
        Encryption::StartTls => Some(Text {
            en: "MAIL_SCHEME=smtp encrypts with STARTTLS; never write tls. Where config/mail.php names \
                 MAIL_ENCRYPTION (Laravel 10, early 11), set that to tls.",
            zh_cn: "MAIL_SCHEME=smtp 会用 STARTTLS 加密，不能写 tls。config/mail.php 里写的是 MAIL_ENCRYPTION 时（Laravel 10、早期的 11），改写 MAIL_ENCRYPTION=tls。",
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
            block.line(format!("MAIL_USERNAME={}", env(user))).line(format!("MAIL_PASSWORD='{PASSWORD}'"))
        })
        .line(format!("MAIL_FROM_ADDRESS={}", env(submission.sender())))
        .end()
}
