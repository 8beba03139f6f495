//! Zimbra: software that companies run under names of their own.

use super::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "zimbra",
    name: Text { en: "Zimbra", zh_cn: "Zimbra" },
    domains: &[],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::PasswordOrAppPassword,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address. Some servers also take the part before \
                     the @.",
                zh_cn: "用户名是完整的邮箱地址，有些服务器也接受 @ 前面的部分。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials"],
            text: Text {
                en: "Once two-factor authentication is on, other programs need an application passcode, made \
                     in the preferences.",
                zh_cn: "打开双重验证后，其他程序要使用在“首选项”中生成的应用专用密码。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "Zimbra refuses a locked or closed account in the same words as a wrong password. Only the \
                     administrator sees the difference.",
                zh_cn: "账号被锁定或关闭时，Zimbra 的答复与密码错误时一样，只有管理员能看出区别。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 535,
        words: &["authentication failed: authentication failure"],
        cause: "auth/bad-credentials",
    }],
};
