//! Free of France.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "free-fr",
    name: Text { en: "Free", zh_cn: "Free 邮箱（法国）" },
    domains: &["free.fr"],
    endpoints: &[Endpoint::implicit("smtp.free.fr", 465), Endpoint::start_tls("smtp.free.fr", 587)],
    banners: &["free.fr", "proxad.net"],
    mx: &["mx1.free.fr", "mx2.free.fr"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: Some("https://assistance.free.fr/articles/609"),
    notes: &[
        Note {
            about: &["auth/smtp-disabled", "auth/not-offered", "auth/bad-credentials"],
            text: Text {
                en: "Authenticated SMTP must be switched on in the subscriber's area. It takes effect only \
                     after a while.",
                zh_cn: "要先在用户专区打开带认证的 SMTP（SMTP authentifié），过一段时间才生效。",
            },
            since: None,
            link: Some("https://assistance.free.fr/articles/609"),
        },
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "By Free's own instructions, the user name is the part before the @. The password is that \
                     of the mailbox.",
                zh_cn: "按 Free 的说明，用户名是 @ 前面的部分。密码是该邮箱的密码。",
            },
            since: None,
            link: Some("https://assistance.free.fr/articles/609"),
        },
    ],
    replies: &[],
};
