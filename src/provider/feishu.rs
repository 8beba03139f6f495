//! Feishu Mail, called Lark Mail abroad.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "feishu",
    name: Text { en: "Feishu Mail (Lark Mail)", zh_cn: "飞书邮箱" },
    domains: &[],
    endpoints: &[Endpoint::implicit("smtp.feishu.cn", 465), Endpoint::implicit("smtp.larksuite.com", 465)],
    banners: &["feishu.cn", "larksuite.com", "larkoffice.com", "qq.com"],
    mx: &[
        "mx1.feishu.cn",
        "mx2.feishu.cn",
        "mx3.feishu.cn",
        "mx1.larksuite.com",
        "mx2.larksuite.com",
        "mx3.larksuite.com",
    ],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: Some("https://www.feishu.cn/hc/"),
    notes: &[
        Note {
            about: &[
                "auth/wrong-credential-kind",
                "auth/bad-credentials",
                "auth/app-password-required",
                "auth/smtp-disabled",
            ],
            text: Text {
                en: "Feishu wants the password that the mail settings make for IMAP and SMTP. The \
                     administrator has to allow third-party clients.",
                zh_cn: "飞书邮箱要用在邮箱设置里为 IMAP 和 SMTP 生成的专用密码登录，并且管理员要允许第三方客户端。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/wrong-credential-kind", "auth/bad-credentials"],
            text: Text {
                en: "Feishu (smtp.feishu.cn) and Lark (smtp.larksuite.com) are separate: the host has \
                     to be that of your organisation.",
                zh_cn: "飞书（smtp.feishu.cn）和 Lark（smtp.larksuite.com）互不相通，主机名要与所在组织一致。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[ReplyRule {
        code: 535,
        words: &["authentication failed", "system busy"],
        cause: "auth/wrong-credential-kind",
    }],
};
