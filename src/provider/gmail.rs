//! Gmail, and the mailboxes of Google Workspace, which use the same servers.

use super::google_workspace::ADMINISTERED;
use super::{Endpoint, Note, Provider, ReplyRule, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "gmail",
    name: Text { en: "Gmail", zh_cn: "Gmail" },
    domains: &["gmail.com", "googlemail.com"],
    endpoints: &[Endpoint::implicit("smtp.gmail.com", 465), Endpoint::start_tls("smtp.gmail.com", 587)],
    banners: &["google.com", "gmail.com"],
    mx: &["gmail-smtp-in.l.google.com"],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: Some("https://myaccount.google.com/apppasswords"),
    help_page: Some("https://support.google.com/mail/answer/7126229"),
    notes: &[
        Note {
            about: &[
                "auth/app-password-required",
                "auth/bad-credentials",
                "auth/wrong-credential-kind",
                "auth/login-blocked",
                "auth/oauth-required",
            ],
            text: Text {
                en: "Google no longer offers “less secure apps” for personal accounts. Use an app password or \
             OAuth 2.0.",
                zh_cn: "Google 已对个人账号取消“允许不够安全的应用”，这个开关不复存在。\
                请改用应用专用密码或 OAuth 2.0。",
            },
            since: Some("2022-05-30"),
            link: Some("https://support.google.com/accounts/answer/185833"),
        },
        Note {
            about: &["auth/bad-credentials"],
            text: Text {
                en: "An app password needs 2-Step Verification to be on. It has 16 letters and is \
                     entered without spaces.",
                zh_cn: "生成应用专用密码之前，要先打开两步验证。它由 16 个字母组成，填写时不带空格。",
            },
            since: None,
            link: Some("https://support.google.com/accounts/answer/185833"),
        },
        ADMINISTERED,
        Note {
            about: &["send/quota-exceeded"],
            text: Text {
                en: "A personal account may send to about 500 recipients a day. The limit lifts by itself within \
                     24 hours.",
                zh_cn: "个人账号每天大约只能发给 500 个收件人。超限后，24 小时内会自动恢复。",
            },
            since: None,
            link: Some("https://support.google.com/mail/answer/22839"),
        },
    ],
    replies: REPLIES,
};

/// What the refusals of these servers mean.
pub(super) const REPLIES: &[ReplyRule] = &[
    ReplyRule { code: 534, words: &["application-specific password"], cause: "auth/app-password-required" },
    ReplyRule { code: 534, words: &["web browser"], cause: "auth/login-blocked" },
    ReplyRule { code: 535, words: &["web browser"], cause: "auth/login-blocked" },
    ReplyRule { code: 535, words: &["username and password not accepted"], cause: "auth/bad-credentials" },
    ReplyRule { code: 454, words: &["too many login attempts"], cause: "auth/too-many-attempts" },
    ReplyRule { code: 454, words: &["temporary system problem"], cause: "auth/temporary-failure" },
    ReplyRule {
        code: 504,
        words: &["unrecognized authentication type"],
        cause: "auth/mechanism-unsupported",
    },
    ReplyRule { code: 504, words: &["xoauth is no longer supported"], cause: "auth/mechanism-unsupported" },
    ReplyRule {
        code: 550,
        words: &["user has exceeded the number of messages"],
        cause: "send/quota-exceeded",
    },
    ReplyRule { code: 550, words: &["sending limit exceeded"], cause: "send/quota-exceeded" },
    ReplyRule { code: 552, words: &["potential security issue"], cause: "send/content-rejected" },
    ReplyRule { code: 452, words: &["too many recipients"], cause: "send/too-many-recipients" },
];
