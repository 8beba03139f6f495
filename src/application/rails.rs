//! Ruby on Rails, from version 7 on.

use super::block::Block;
use super::quote::single;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "rails",
    name: "Ruby on Rails",
    aliases: &["ruby", "actionmailer"],
    file: Text { en: "`config/environments/production.rb`", zh_cn: "config/environments/production.rb" },
    source: "https://guides.rubyonrails.org/action_mailer_basics.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "`tls: true` is TLS from the first byte; together with enable_starttls it is an error.",
            zh_cn: "tls: true 是隐式 TLS（一连上就加密），不能与 enable_starttls 同时使用。",
        }),
        Encryption::StartTls => Some(Text {
            en: "enable_starttls insists on STARTTLS; enable_starttls_auto goes on unencrypted where the \
                 server offers none.",
            zh_cn: "enable_starttls 表示必须用 STARTTLS 加密；enable_starttls_auto 在服务器不提供时会明文发送。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let tls = match submission.encryption {
        Encryption::Implicit => "  tls: true,",
        Encryption::StartTls => "  enable_starttls: true,",
        Encryption::Plain => "  enable_starttls_auto: false,",
    };
    Block::new()
        .line("config.action_mailer.delivery_method = :smtp")
        .line("config.action_mailer.smtp_settings = {")
        .line(format!("  address: {},", single(&submission.host)))
        .line(format!("  port: {},", submission.port))
        .line(tls)
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("  authentication: :{},", submission.mechanism().in_ruby()))
                .line(format!("  user_name: {},", single(user)))
                .line(format!("  password: {},", single(PASSWORD)))
        })
        .line("}")
        .line(format!("config.action_mailer.default_options = {{ from: {} }}", single(submission.sender())))
        .end()
}
