//! NHN Cloud's mail service for applications.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "nhn",
    name: Text { en: "NHN Cloud Email", zh_cn: "NHN Cloud Email" },
    domains: &[],
    endpoints: &[
        Endpoint::implicit("smtp-mail.nhncloudservice.com", 465),
        Endpoint::implicit("smtp-mail.nhncloudservice.com", 2465),
        Endpoint::start_tls("smtp-mail.nhncloudservice.com", 587),
        Endpoint::start_tls("smtp-mail.nhncloudservice.com", 2587),
        Endpoint::start_tls("smtp-mail.nhncloudservice.com", 25),
        Endpoint::implicit("smtp-mail.cloud.toast.com", 465),
        Endpoint::implicit("smtp-mail.cloud.toast.com", 2465),
        Endpoint::start_tls("smtp-mail.cloud.toast.com", 587),
        Endpoint::start_tls("smtp-mail.cloud.toast.com", 2587),
        Endpoint::start_tls("smtp-mail.cloud.toast.com", 25),
    ],
    banners: &["nhncloudservice.com", "toast.com", "toastoven.net"],
    mx: &[],
    user: UserName::Given,
    secret: SecretKind::SmtpKey,
    secret_page: None,
    help_page: Some("https://docs.nhncloud.com/ko/Notification/Email/ko/smtp-guide/"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/username-form"],
            text: Text {
                en: "The user name is the AppKey of the Email service and the password is its \
                     SecretKey. The login of the console does not work.",
                zh_cn: "用户名是 Email 服务的 AppKey，密码是它的 SecretKey。控制台的登录账号不能用。",
            },
            since: None,
            link: Some("https://docs.nhncloud.com/ko/Notification/Email/ko/smtp-guide/"),
        },
        Note {
            about: &["send/sender-unverified", "send/sender-not-owned"],
            text: Text {
                en: "The sender's domain must be verified in the console of the Email service.",
                zh_cn: "发件人地址的域名必须在 Email 服务的控制台里验证过。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
