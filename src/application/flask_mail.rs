//! Flask-Mail.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "flask-mail",
    name: "Flask-Mail",
    aliases: &["flask"],
    file: Text { en: "your Flask configuration", zh_cn: "Flask 的配置代码" },
    source: "https://flask-mail.readthedocs.io/en/latest/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    (submission.encryption != Encryption::Plain).then_some(Text {
        en: "MAIL_USE_SSL is TLS from the first byte, MAIL_USE_TLS is STARTTLS; never set both. Set them \
             before Mail(app).",
        zh_cn: "MAIL_USE_SSL 是隐式 TLS（一连上就加密），MAIL_USE_TLS 是 STARTTLS，不能同时为 True；要写在 Mail(app) 之前。",
    })
}

fn settings(submission: &Submission) -> String {
    let truth = |is: bool| if is { "True" } else { "False" };
    Block::new()
        .line("app.config.update(")
        .line(format!("    MAIL_SERVER={},", json(&submission.host)))
        .line(format!("    MAIL_PORT={},", submission.port))
        .line(format!("    MAIL_USE_SSL={},", truth(submission.is_implicit())))
        .line(format!("    MAIL_USE_TLS={},", truth(submission.is_start_tls())))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("    MAIL_USERNAME={},", json(user)))
                .line(format!("    MAIL_PASSWORD={},", json(PASSWORD)))
        })
        .line(format!("    MAIL_DEFAULT_SENDER={},", json(submission.sender())))
        .line(")")
        .end()
}
