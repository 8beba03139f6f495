//! `WordPress`, which sends by `PHPMailer` and lets a plugin set it up.

use super::phpmailer::lines;
use super::quote::single;
use super::{Application, Encryption, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "wordpress",
    name: "WordPress",
    aliases: &["wp", "wpmail"],
    file: Text {
        en: "a new file `wp-content/mu-plugins/smtp.php`",
        zh_cn: "新建文件 wp-content/mu-plugins/smtp.php",
    },
    source: "https://developer.wordpress.org/reference/hooks/phpmailer_init/",
    comment: "// ",
    opening: "<?php",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "In a plug-in such as WP Mail SMTP, choose the encryption SSL; TLS means STARTTLS there.",
            zh_cn: "若用 WP Mail SMTP 之类的插件，加密方式选 SSL；那里的 TLS 指 STARTTLS。",
        }),
        Encryption::StartTls => Some(Text {
            en: "In a plug-in such as WP Mail SMTP, choose the encryption TLS, which means STARTTLS there.",
            zh_cn: "若用 WP Mail SMTP 之类的插件，加密方式选 TLS，那里指 STARTTLS。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let sender = single(submission.sender());
    format!(
        "add_action( 'phpmailer_init', function ( $mail ) {{\n{}}} );\n\
         add_filter( 'wp_mail_from', function () {{ return {sender}; }} );\n",
        lines(submission, "    ").end()
    )
}
