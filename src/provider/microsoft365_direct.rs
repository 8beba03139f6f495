//! Direct Send and connectors of Microsoft 365: devices that give mail to the inbound server of their own domain.
//!
//! Its host is the MX of each domain, so it has no endpoint here.

use super::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "microsoft365-direct",
    name: Text { en: "Microsoft 365 Direct Send", zh_cn: "Microsoft 365 Direct Send" },
    domains: &[],
    endpoints: &[],
    banners: &["mail.protection.outlook.com"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::NoLogin,
    secret_page: None,
    help_page: Some(
        "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365",
    ),
    notes: &[
        Note {
            about: &["auth/not-offered", "auth/mechanism-unsupported", "smtp/inbound-only"],
            text: Text {
                en: "The server is the MX of your domain (….mail.protection.outlook.com) on port 25, and it takes no \
                     login. Mail with a login goes to smtp.office365.com, port 587.",
                zh_cn: "服务器是你的域名的 MX（….mail.protection.outlook.com），端口 25，不能登录。\
                        要登录发信，请用 smtp.office365.com 的 587 端口。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/relay-denied", "auth/ip-not-allowed"],
            text: Text {
                en: "It delivers to mailboxes of your own organisation only. Mail to others needs a connector with \
                     your IP address or certificate.",
                zh_cn: "它只投递到本组织的邮箱。要发到外部，管理员须建立连接器，登记你的 IP 地址或证书。",
            },
            since: None,
            link: Some("https://support.microsoft.com/kb/3169958"),
        },
        Note {
            about: &["send/policy-rejected", "send/rejected"],
            text: Text {
                en: "An administrator can refuse Direct Send for the whole organisation (RejectDirectSend). The \
                     answer is then 550 5.7.68.",
                zh_cn: "管理员可以为整个组织拒绝 Direct Send（RejectDirectSend），这时会答复 550 5.7.68。",
            },
            since: Some("2025"),
            link: Some(
                "https://techcommunity.microsoft.com/blog/exchange/introducing-more-control-over-direct-send-in-exchange-online/4408790",
            ),
        },
    ],
    replies: &[
        ReplyRule { code: 550, words: &["direct send not allowed"], cause: "send/policy-rejected" },
        ReplyRule { code: 550, words: &["tenantattribution"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 550, words: &["relay access denied attr"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 504, words: &["unrecognized authentication type"], cause: "smtp/inbound-only" },
        ReplyRule { code: 451, words: &["server busy", "(as"], cause: "send/rate-limited" },
    ],
};
