//! Naver of Korea.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "naver",
    name: Text { en: "Naver", zh_cn: "Naver（네이버）" },
    domains: &["naver.com"],
    endpoints: &[Endpoint::implicit("smtp.naver.com", 465), Endpoint::start_tls("smtp.naver.com", 587)],
    banners: &["naver.com"],
    mx: &["mx1.naver.com", "mx2.naver.com", "mx3.naver.com"],
    user: UserName::AddressOrLocalPart,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://nid.naver.com/user2/help/2StepVerif?m=viewManageSettings"),
    help_page: Some("https://help.naver.com/service/30029/contents/21342?osType=PC&lang=ko"),
    notes: &[
        Note {
            about: &[
                "auth/app-password-required",
                "auth/bad-credentials",
                "auth/smtp-disabled",
                "auth/wrong-credential-kind",
            ],
            text: Text {
                en: "Naver wants an app password of 12 characters, which needs 2-step verification. Other \
                     programs can no longer use the password of the account.",
                zh_cn: "Naver 要用 12 位的应用专用密码登录，先打开两步验证才能生成。其他程序已不能使用账号密码。",
            },
            since: Some("2025-06"),
            link: Some("https://nid.naver.com/user2/help/2StepVerif?m=viewManageSettings"),
        },
        Note {
            about: &["auth/app-password-required", "auth/bad-credentials", "auth/smtp-disabled"],
            text: Text {
                en: "POP3/SMTP or IMAP/SMTP must be switched on in the mail settings. If it is off, Naver's \
                     refusal is the same as for a wrong password. If all seems right, switch it off, save, and \
                     switch it on again.",
                zh_cn: "要在邮箱设置中打开 POP3/SMTP 或 IMAP/SMTP。没有打开时，Naver 的答复与密码错误时一样；\
                      如果看起来都正确，请关闭、保存，再重新打开。",
            },
            since: None,
            link: Some("https://help.naver.com/service/30029/contents/21342?osType=PC&lang=ko"),
        },
        Note {
            about: &["send/sender-not-owned"],
            text: Text {
                en: "The sender must be the Naver address that logs in.",
                zh_cn: "发件人地址必须是登录所用的 Naver 地址。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[
        ReplyRule { code: 535, words: &["not accepted", "nsmtp"], cause: "auth/app-password-required" },
        ReplyRule { code: 554, words: &["sender address is unauthorized"], cause: "send/sender-not-owned" },
    ],
};
