//! `GitLab`, as the Linux package (Omnibus) installs it.

use super::block::Block;
use super::quote::single;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "gitlab",
    name: "GitLab",
    aliases: &["gitlabomnibus", "omnibus"],
    file: Text {
        en: "`/etc/gitlab/gitlab.rb`, then run `gitlab-ctl reconfigure`",
        zh_cn: "/etc/gitlab/gitlab.rb，然后运行 gitlab-ctl reconfigure",
    },
    source: "https://docs.gitlab.com/omnibus/settings/smtp/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "With smtp_tls = true, smtp_enable_starttls_auto must be false: the two together fail.",
            zh_cn: "smtp_tls 为 true 时，smtp_enable_starttls_auto 必须为 false，二者同时开启会失败。",
        }),
        Encryption::StartTls => Some(Text {
            en: "smtp_tls = true would begin with TLS, which this port does not understand (wrong version number).",
            zh_cn: "smtp_tls = true 会先做 TLS 握手，这个端口不支持（报 wrong version number）。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let set = |name: &str, value: &str| format!("gitlab_rails['{name}'] = {value}");
    let truth = |is: bool| if is { "true" } else { "false" };
    Block::new()
        .line(set("smtp_enable", "true"))
        .line(set("smtp_address", &single(&submission.host)))
        .line(set("smtp_port", &submission.port.to_string()))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(set("smtp_authentication", &single(submission.mechanism().in_ruby())))
                .line(set("smtp_user_name", &single(user)))
                .line(set("smtp_password", &single(PASSWORD)))
        })
        .line(set("smtp_tls", truth(submission.is_implicit())))
        .line(set("smtp_enable_starttls_auto", truth(submission.is_start_tls())))
        .given((submission.encryption != Encryption::Plain).then_some("'peer'"), |block, mode| {
            block.line(set("smtp_openssl_verify_mode", mode))
        })
        .line(set("gitlab_email_from", &single(submission.sender())))
        .end()
}
