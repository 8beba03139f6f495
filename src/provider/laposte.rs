//! La Poste of France.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "laposte",
    name: Text { en: "Laposte.net", zh_cn: "Laposte.net 邮箱（法国）" },
    domains: &["laposte.net"],
    endpoints: &[Endpoint::implicit("smtp.laposte.net", 465), Endpoint::start_tls("smtp.laposte.net", 587)],
    banners: &["laposte.net"],
    mx: &[],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://aide.laposte.net/"),
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "By Laposte.net's own instructions, the user name is the part before the @.",
                zh_cn: "按 Laposte.net 的说明，用户名是 @ 前面的部分。",
            },
            since: None,
            link: Some("https://aide.laposte.net/"),
        },
        Note {
            about: &["smtp/*", "send/*"],
            text: Text {
                en: "Laposte.net's refusals carry a code such as LPN007_405, which its support knows.",
                zh_cn: "Laposte.net 的拒绝答复带有 LPN007_405 这样的编号，可凭编号询问客服。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 421,
        words: &["too many connections, slow down", "lpn"],
        cause: "send/rate-limited",
    }],
};
