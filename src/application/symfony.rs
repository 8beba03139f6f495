//! Symfony Mailer.

use super::quote::url;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "symfony",
    name: "Symfony",
    aliases: &["symfonymailer"],
    file: Text { en: "`.env.local`", zh_cn: ".env.local" },
    source: "https://symfony.com/doc/current/mailer.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match (&submission.user, submission.encryption) {
        (None, _) => None,
        (Some(_), Encryption::StartTls) => Some(Text {
            en: "User name and password are percent-encoded: @ is %40, # is %23, $ is %24, + is %2B, / is %2F, : is %3A, \
                 % is %25. Before Symfony 7.3 require_tls has no effect.",
            zh_cn: "用户名和密码要做百分号编码：@ 写 %40，# 写 %23，$ 写 %24，+ 写 %2B，/ 写 %2F，: 写 %3A，% 写 %25。require_tls 从 Symfony 7.3 起才起作用。",
        }),
        (Some(_), _) => Some(Text {
            en: "User name and password are percent-encoded: @ is %40, # is %23, $ is %24, + is %2B, / is %2F, : is %3A, \
                 % is %25.",
            zh_cn: "用户名和密码要做百分号编码：@ 写 %40，# 写 %23，$ 写 %24，+ 写 %2B，/ 写 %2F，: 写 %3A，% 写 %25。",
        }),
    }
}

fn settings(submission: &Submission) -> String {
    let (scheme, query) = match submission.encryption {
        Encryption::Implicit => ("smtps", ""),
        Encryption::StartTls => ("smtp", "?require_tls=true"),
        Encryption::Plain => ("smtp", "?auto_tls=false"),
    };
    let login =
        submission.user.as_deref().map_or_else(String::new, |user| format!("{}:{PASSWORD}@", url(user)));
    format!("MAILER_DSN='{scheme}://{login}{}{query}'\n", submission.endpoint())
}
