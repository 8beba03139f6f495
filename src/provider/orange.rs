//! Orange of France.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "orange",
    name: Text { en: "Orange", zh_cn: "Orange 邮箱（法国）" },
    domains: &["orange.fr", "wanadoo.fr"],
    endpoints: &[Endpoint::implicit("smtp.orange.fr", 465), Endpoint::start_tls("smtp.orange.fr", 587)],
    banners: &["orange.fr", "wanadoo.fr"],
    mx: &["smtp-in.orange.fr"],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://assistance.orange.fr/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address, and the password is that of the address.",
                zh_cn: "用户名是完整的邮箱地址，密码是该邮箱的密码。",
            },
            since: None,
            link: Some("https://assistance.orange.fr/"),
        },
        Note {
            about: &["smtp/*", "send/*"],
            text: Text {
                en: "Orange's refusals end with a code such as OFR_506, which its support knows.",
                zh_cn: "Orange 的拒绝答复以 OFR_506 这样的编号结尾，可凭编号询问客服。",
            },
            since: None,
            link: Some("https://assistance.orange.fr/"),
        },
    ],
    replies: &[
        ReplyRule {
            code: 550,
            words: &["client host blocked for spamming issues"],
            cause: "send/ip-blocklisted",
        },
        ReplyRule { code: 550, words: &["mail rejete"], cause: "send/spam-rejected" },
        ReplyRule {
            code: 421,
            words: &["too many connections, slow down", "ofr"],
            cause: "send/rate-limited",
        },
    ],
};
