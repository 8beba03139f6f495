//! The secret, or the user name, is of another kind than the one for SMTP: an API key, an IAM secret, an account password.
//!
//! Services for bulk mail hand out several kinds of keys, and answer to the wrong one as to a mistyped one. It is told by
//! the form of what was given and the provider's rule, never by its value.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::plan::LoginRecord;
use crate::provider::Provider;
use crate::smtp::Reply;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/wrong-credential-kind"),
    severity: Severity::Error,
    title: Text {
        en: "{host} wants credentials of another kind",
        zh_cn: "所用凭证的类型不符合 {host} 的要求",
    },
    explanation: Text {
        en: "For SMTP the service wants a key or password made for that purpose. It refuses every other one, \
             such as the account password or a key for something else, even if it is correct.",
        zh_cn: "该服务要求使用专供 SMTP 的密钥或密码。别的凭证（例如账号密码或其他用途的密钥）即使本身正确，也会被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make SMTP credentials in the SES console, under SMTP settings, in the region of {host}. Access \
                     keys of IAM do not work.",
                zh_cn: "在 SES 控制台的“SMTP 设置”中，为 {host} 所在的区域创建 SMTP 凭证。IAM 的访问密钥不能使用。",
            },
            command: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"),
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the word apikey as user name. As password, use an API key with the permission “Mail Send”; \
                     it begins with SG.",
                zh_cn: "用户名填写 apikey 这个词，密码填写具有“Mail Send”权限的 API 密钥，它以 SG. 开头。",
            },
            command: None,
            link: Some("https://app.sendgrid.com/settings/api_keys"),
            when: When::With("at_sendgrid"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the SMTP login and an SMTP key (xsmtpsib-…) from the SMTP page at Brevo; an API key \
                     (xkeysib-…) does not work.",
                zh_cn: "使用 Brevo 的 SMTP 页面上的登录名和 SMTP 密钥（xsmtpsib-…），API 密钥（xkeysib-…）不能使用。",
            },
            command: None,
            link: Some("https://app.brevo.com/settings/keys/smtp"),
            when: When::With("at_brevo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In Exmail's web page open 设置 → 邮箱绑定, make a client password (客户端专用密码), and log in with it.",
                zh_cn: "在腾讯企业邮网页版的“设置 → 邮箱绑定”中生成客户端专用密码，用它登录。",
            },
            command: None,
            link: None,
            when: When::With("at_exmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Copy the SMTP user name and the SMTP password or key from the provider's page for SMTP \
                     settings. Do not use the login of the web page.",
                zh_cn: "从服务商的 SMTP 设置页面复制 SMTP 用户名和 SMTP 密码（或密钥），不要使用登录网页的账号密码。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "This is the page for it: {secret_page}", zh_cn: "对应页面：{secret_page}"
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Then test again.", zh_cn: "然后重新测试。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares the form of user name and secret, never their value, with what the \
             provider hands out for SMTP. It is this when they look like another kind of key and the \
             login is refused.",
        zh_cn: "smtp-doctor 只比较用户名和密码的形式（不看内容）与服务商发放的 SMTP 凭证是否一致。如果看起来是另一类密钥，而登录被拒，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { codes: 435..=435, enhanced: &["4.7.8"], words: &[] },
    Pattern {
        codes: 535..=535,
        enhanced: &[],
        words: &[
            &["authentication failed", "system busy"],
            &["invalid api key"],
            &["api key", "invalid"],
            &["smtp key"],
        ],
    },
];

/// Refusals whose whole text is this: Postal's, for what is no key of its own.
const WHOLE: [&str; 2] = ["invalid credential", "denied"];

/// Whether a reply is one of [`WHOLE`].
pub(super) fn is_the_whole_answer(reply: &Reply) -> bool {
    reply.code == 535 && WHOLE.contains(&reply.text().trim().to_lowercase().as_str())
}

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter_map(|refusal| {
        let named = refusal.means == CAUSE.code;
        let fault =
            refusal.provider.zip(refusal.login).and_then(|(provider, login)| fault(provider.id, login));
        match fault {
            Some(text) if named || refusal.judges_credentials() => {
                Some(refusal.shown().and(Proof::new(text, Vec::new())))
            }
            None if named => Some(refusal.shown()),
            _ => None,
        }
    });
    told.collect()
}

/// What is of another kind, by the rules of the providers.
fn fault(id: &str, login: &LoginRecord) -> Option<Text> {
    let prefix = login.shape.key_prefix.as_deref();
    match (id, prefix) {
        ("ses", Some("AKIA")) => Some(Text {
            en: "The given password begins like a user name of SES (AKIA): the two may be swapped",
            zh_cn: "所给的密码以 SES 用户名的前缀 AKIA 开头，用户名和密码可能填反了",
        }),
        ("ses", _) if login.shape.forty_characters => Some(Text {
            en: "The given password has the form of an IAM secret access key (40 characters), not of an SMTP password",
            zh_cn: "所给的密码符合 IAM 秘密访问密钥的形式（40 个字符），不是 SMTP 密码",
        }),
        ("ses", _) if !login.user.trim().starts_with("AKIA") => Some(Text {
            en: "SMTP user names of SES begin with AKIA, and the given one does not",
            zh_cn: "SES 的 SMTP 用户名以 AKIA 开头，而所给的不是",
        }),
        ("sendgrid", found) if found != Some("SG.") => Some(Text {
            en: "API keys of SendGrid begin with SG., and the given password does not",
            zh_cn: "SendGrid 的 API 密钥以 SG. 开头，而所给的密码不是",
        }),
        ("brevo", Some("xkeysib-")) => Some(Text {
            en: "The given password is an API key of Brevo (xkeysib-), not an SMTP key (xsmtpsib-)",
            zh_cn: "所给的密码是 Brevo 的 API 密钥（xkeysib-），不是 SMTP 密钥（xsmtpsib-）",
        }),
        ("resend", found) if found != Some("re_") => Some(Text {
            en: "API keys of Resend begin with re_, and the given password does not",
            zh_cn: "Resend 的 API 密钥以 re_ 开头，而所给的密码不是",
        }),
        ("mailgun", Some("key-")) => Some(Text {
            en: "The given password is an API key of Mailgun (key-), not the password of an SMTP user",
            zh_cn: "所给的密码是 Mailgun 的 API 密钥（key-），不是 SMTP 用户的密码",
        }),
        ("mailersend", Some("mlsn.")) => Some(Text {
            en: "The given password is an API token of MailerSend (mlsn.), not the password of an SMTP user",
            zh_cn: "所给的密码是 MailerSend 的 API 令牌（mlsn.），不是 SMTP 用户的密码",
        }),
        ("postmark" | "mailjet", _) if login.user.contains('@') => Some(Text {
            en: "{provider} wants a key as user name, and a mail address was given",
            zh_cn: "{provider} 要求用密钥作为用户名，而所给的是邮箱地址",
        }),
        (_, Some(found)) => foreign(id, found),
        (_, None) => None,
    }
}

/// A key that only another service hands out, or a token where a password is wanted.
fn foreign(id: &str, prefix: &str) -> Option<Text> {
    match prefix {
        "SG." if id != "sendgrid" => Some(Text {
            en: "The given password is an API key of SendGrid (SG.), and this is {provider}",
            zh_cn: "所给的密码是 SendGrid 的 API 密钥（SG.），而这里是 {provider}",
        }),
        "xsmtpsib-" | "xkeysib-" if id != "brevo" => Some(Text {
            en: "The given password is a key of Brevo, and this is {provider}",
            zh_cn: "所给的密码是 Brevo 的密钥，而这里是 {provider}",
        }),
        "ya29." => Some(Text {
            en: "The given password is an OAuth 2.0 access token of Google, which needs XOAUTH2",
            zh_cn: "所给的密码是 Google 的 OAuth 2.0 访问令牌，需要使用 XOAUTH2 登录",
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{BREVO, GMAIL, SENDGRID, SES, refused, with_login};

    fn told(provider: &'static Provider, user: &str, secret: &str) -> usize {
        let evidence = with_login(refused(535, "Authentication Credentials Invalid"), user, secret);
        told_at(&evidence, Some(provider)).len()
    }

    #[test]
    fn keys_of_another_kind_are_told_by_their_form() {
        assert_eq!(told(&SES, "AKIAIOSFODNN7EXAMPLE", &"a".repeat(40)), 1);
        assert_eq!(told(&SES, "me@example.com", &"a".repeat(44)), 1);
        assert_eq!(told(&SENDGRID, "apikey", "hunter2"), 1);
        assert_eq!(told(&BREVO, "me@example.com", "xkeysib-0"), 1);
        assert_eq!(told(&GMAIL, "me@gmail.com", "SG.0"), 1);
    }

    #[test]
    fn keys_of_the_right_kind_are_not() {
        assert_eq!(told(&SES, "AKIAIOSFODNN7EXAMPLE", &"a".repeat(44)), 0);
        assert_eq!(told(&SENDGRID, "apikey", "SG.0"), 0);
        assert_eq!(told(&BREVO, "me@example.com", "xsmtpsib-0"), 0);
        assert_eq!(told(&GMAIL, "me@gmail.com", "hunter2"), 0);
    }

    #[test]
    fn replies_that_mean_it_are_told() {
        assert_eq!(told_by(&refused(435, "4.7.8 Error: authentication failed:")).len(), 1);
        assert_eq!(told_by(&refused(535, "Invalid credential")).len(), 1);
        assert!(told_by(&refused(535, "5.7.8 Invalid credentials")).is_empty());
        assert!(told_by(&refused(454, "4.7.0 Temporary authentication failure")).is_empty());
    }

    #[test]
    fn a_refusal_for_another_reason_says_nothing_of_the_key() {
        let evidence = with_login(refused(454, "4.7.0 Too many login attempts"), "apikey", "hunter2");
        assert!(told_at(&evidence, Some(&SENDGRID)).is_empty());
    }
}
