//! The mail service of Azure Communication Services, for applications.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

const PAGE: &str = "https://learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication";

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "azure-communication",
    name: Text { en: "Azure Communication Services", zh_cn: "Azure 通信服务" },
    domains: &[],
    endpoints: &[Endpoint::start_tls("smtp.azurecomm.net", 587)],
    banners: &["azurecomm.net"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: Some("https://portal.azure.com/"),
    help_page: Some(PAGE),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/username-form", "auth/wrong-credential-kind"],
            text: Text {
                en: "The user name is an SMTP username made in the Azure portal, or of the form \
                     resource.application-id.tenant-id. The password is a client secret of the Entra \
                     application; it expires.",
                zh_cn: "用户名是在 Azure 门户里创建的 SMTP 用户名，或者写成“资源名.应用程序 ID.租户 ID”。密码是 Entra 应用程序的客户端密码，会过期。",
            },
            since: None,
            link: Some(PAGE),
        },
        Note {
            about: &["auth/mechanism-unsupported", "auth/bad-credentials"],
            text: Text {
                en: "Some applications succeed here with AUTH LOGIN only, not with AUTH PLAIN.",
                zh_cn: "有些程序在这里只能用 AUTH LOGIN 登录，用 AUTH PLAIN 会失败。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["auth/ip-not-allowed", "auth/smtp-disabled", "send/account-restricted"],
            text: Text {
                en: "The Entra application needs a role on the Communication Services resource, such as \
                     “Communication and Email Service Owner”.",
                zh_cn: "Entra 应用程序要在通信服务资源上分配角色，例如“Communication and Email Service Owner”。",
            },
            since: None,
            link: Some(PAGE),
        },
    ],
    replies: &[ReplyRule {
        code: 535,
        words: &["authentication unsuccessful"],
        cause: "auth/bad-credentials",
    }],
};
