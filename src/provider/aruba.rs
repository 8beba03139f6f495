//! Aruba of Italy, with its certified mail (PEC).

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "aruba",
    name: Text { en: "Aruba", zh_cn: "Aruba" },
    domains: &["aruba.it", "pec.it"],
    endpoints: &[Endpoint::implicit("smtps.aruba.it", 465), Endpoint::implicit("smtps.pec.aruba.it", 465)],
    banners: &["aruba.it"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: None,
    notes: &[
        Note {
            about: &["auth/username-form", "auth/bad-credentials"],
            text: Text {
                en: "The user name is the whole mail address. A certified mailbox (PEC) uses \
                     smtps.pec.aruba.it, an ordinary one smtps.aruba.it.",
                zh_cn: "用户名是完整的邮箱地址。认证邮箱（PEC）用 smtps.pec.aruba.it，普通邮箱用 smtps.aruba.it。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "With a certified mailbox (PEC), the sender must be the mailbox that logs in.",
                zh_cn: "使用认证邮箱（PEC）时，发件人地址必须是登录的邮箱。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
