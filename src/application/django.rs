//! Django, with the names that go until Django 6 and those that come with 6.1.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "django",
    name: "Django",
    aliases: &[],
    file: Text { en: "`settings.py`", zh_cn: "settings.py" },
    source: "https://docs.djangoproject.com/en/stable/topics/email/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "EMAIL_USE_SSL is TLS from the first byte; EMAIL_USE_TLS is STARTTLS. Only one of them may be True.",
            zh_cn: "EMAIL_USE_SSL 是隐式 TLS（一连上就加密），EMAIL_USE_TLS 是 STARTTLS，二者只能有一个为 True。",
        }),
        Encryption::StartTls => Some(Text {
            en: "EMAIL_USE_TLS is STARTTLS; EMAIL_USE_SSL is TLS from the first byte. Only one of them may be True.",
            zh_cn: "EMAIL_USE_TLS 是 STARTTLS，EMAIL_USE_SSL 是隐式 TLS（一连上就加密），二者只能有一个为 True。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let truth = |is: bool| if is { "True" } else { "False" };
    let (ssl, tls) = (truth(submission.is_implicit()), truth(submission.is_start_tls()));
    let (host, port) = (json(&submission.host), submission.port);
    let login = submission.user.as_deref();
    let options = login.map_or_else(String::new, |user| {
        format!(" \"username\": {}, \"password\": {},", json(user), json(PASSWORD))
    });
    Block::new()
        .line("EMAIL_BACKEND = \"django.core.mail.backends.smtp.EmailBackend\"")
        .line(format!("EMAIL_HOST = {host}"))
        .line(format!("EMAIL_PORT = {port}"))
        .line(format!("EMAIL_USE_SSL = {ssl}"))
        .line(format!("EMAIL_USE_TLS = {tls}"))
        .given(login, |block, user| {
            block
                .line(format!("EMAIL_HOST_USER = {}", json(user)))
                .line(format!("EMAIL_HOST_PASSWORD = {}", json(PASSWORD)))
        })
        .line(format!("DEFAULT_FROM_EMAIL = {}", json(submission.sender())))
        .line("SERVER_EMAIL = DEFAULT_FROM_EMAIL")
        .line("")
        .line(format!("# {}", MAILERS.in_lang(submission.lang)))
        .line("# MAILERS = {\"default\": {\"BACKEND\": \"django.core.mail.backends.smtp.EmailBackend\", \"OPTIONS\": {")
        .line(format!(
            "#     \"host\": {host}, \"port\": {port}, \"use_ssl\": {ssl}, \"use_tls\": {tls},{options}"
        ))
        .line("# }}}")
        .end()
}

/// Read in <https://docs.djangoproject.com/en/6.1/howto/mailers-migration/>.
const MAILERS: Text = Text {
    en: "From Django 6.1 on this takes the place of the EMAIL_* settings, which end with Django 7.0:",
    zh_cn: "从 Django 6.1 起改用下面的写法；EMAIL_* 到 Django 7.0 将被移除：",
};
