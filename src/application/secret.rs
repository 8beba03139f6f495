//! What kind of secret goes where the password goes.

use crate::locale::Text;
use crate::provider::SecretKind;

/// A sentence on the kind of secret. Where that is not known there is one only if a placeholder has to be replaced.
pub(super) fn note(kind: Option<SecretKind>, placeholder: bool) -> Option<Text> {
    let Some(kind) = kind else { return placeholder.then_some(YOUR_OWN) };
    Some(match kind {
        SecretKind::Password => {
            Text { en: "The password is that of the mailbox.", zh_cn: "密码填邮箱的登录密码。" }
        }
        SecretKind::AppPassword => Text {
            en: "The password is an app password made for this program; the login password is refused.",
            zh_cn: "密码填应用专用密码；填登录密码会被拒绝。",
        },
        SecretKind::PasswordOrAppPassword => Text {
            en: "The password is that of the mailbox, or an app password once two-step verification is on.",
            zh_cn: "密码填邮箱的登录密码；开启两步验证后，要填应用专用密码。",
        },
        SecretKind::AuthorizationCode => Text {
            en: "The password is the authorisation code (授权码) made in the web mail; the login password is refused.",
            zh_cn: "密码填在网页版邮箱里生成的授权码；填登录密码会被拒绝。",
        },
        SecretKind::OAuth => Text {
            en: "This provider takes OAuth 2.0 access tokens only: with a password the login is refused.",
            zh_cn: "这家服务商只接受 OAuth 2.0 访问令牌，填密码无法登录。",
        },
        SecretKind::SmtpKey => Text {
            en: "The password is the SMTP key or password made in the provider's console, not that of the account.",
            zh_cn: "密码填在服务商控制台生成的 SMTP 密钥或密码，不是账号的登录密码。",
        },
        SecretKind::NoLogin => Text {
            en: "This provider takes no login here: leave user name and password empty.",
            zh_cn: "这家服务商在这里不接受登录，用户名和密码都留空。",
        },
    })
}

const YOUR_OWN: Text =
    Text { en: "Put the password in place of YOUR_PASSWORD.", zh_cn: "请把 YOUR_PASSWORD 换成密码。" };
