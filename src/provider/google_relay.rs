//! The SMTP relay of Google Workspace, which knows senders by address or login.

use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "google-relay",
    name: Text { en: "Google Workspace SMTP relay", zh_cn: "Google Workspace SMTP 中继" },
    domains: &[],
    endpoints: &[
        Endpoint::start_tls("smtp-relay.gmail.com", 587),
        Endpoint::implicit("smtp-relay.gmail.com", 465),
        Endpoint::start_tls("smtp-relay.gmail.com", 25),
    ],
    banners: &["google.com", "gmail.com"],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://myaccount.google.com/apppasswords"),
    help_page: Some("https://support.google.com/a/answer/6140680"),
    notes: &[
        Note {
            about: &["smtp/helo-rejected", "smtp/connection-lost", "smtp/service-unavailable"],
            text: Text {
                en: "The relay wants one of your own domains in EHLO. To “localhost” or a bare IP address it \
             answers 421 “Try again later”, which is no rate limit.",
                zh_cn: "该中继要求在 EHLO 中报出你自己的域名。对“localhost”或裸 IP 地址，\
                它会答复 421“Try again later”，这并不是限流。",
            },
            since: None,
            link: Some("https://support.google.com/a/answer/6140680"),
        },
        Note {
            about: &["auth/ip-not-allowed", "send/relay-denied"],
            text: Text {
                en: "The administrator of the domain registers the sending IP address for the relay, \
                     or requires a login.",
                zh_cn: "由域的管理员登记发信的 IP 地址，或者要求登录。",
            },
            since: None,
            link: Some("https://support.google.com/a/answer/6140680"),
        },
    ],
    replies: &[
        ReplyRule { code: 421, words: &["try again later", "(ehlo)"], cause: "smtp/helo-rejected" },
        ReplyRule { code: 421, words: &["not in whitelist"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 550, words: &["smtp relay limit exceeded"], cause: "send/quota-exceeded" },
        ReplyRule { code: 550, words: &["mail sending denied"], cause: "send/account-restricted" },
        ReplyRule {
            code: 534,
            words: &["application-specific password"],
            cause: "auth/app-password-required",
        },
        ReplyRule { code: 534, words: &["web browser"], cause: "auth/login-blocked" },
        ReplyRule { code: 535, words: &["web browser"], cause: "auth/login-blocked" },
        ReplyRule {
            code: 535,
            words: &["username and password not accepted"],
            cause: "auth/bad-credentials",
        },
        ReplyRule { code: 454, words: &["too many login attempts"], cause: "auth/too-many-attempts" },
        ReplyRule { code: 454, words: &["temporary system problem"], cause: "auth/temporary-failure" },
        ReplyRule {
            code: 504,
            words: &["unrecognized authentication type"],
            cause: "auth/mechanism-unsupported",
        },
        ReplyRule {
            code: 504,
            words: &["xoauth is no longer supported"],
            cause: "auth/mechanism-unsupported",
        },
    ],
};
