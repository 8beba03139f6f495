//! The secret, or the user name, is of another kind than the one for SMTP: an API key, an IAM secret, an account password.
//!
//! Services for bulk mail hand out several kinds of keys, and answer to the wrong one as to a mistyped one. It is told by
//! the form of what was given and the provider's rule, never by its value.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::provider::Provider;
use crate::smtp::Reply;

use super::{key_form, refusal};

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
        en: "smtp-doctor compares the form of the given user name and secret with what the provider hands out for \
             SMTP. If the server refuses the login and the form is that of another key or account, it is this.",
        zh_cn: "smtp-doctor 会把所给用户名和密码的形式与服务商为 SMTP 发放的凭证比较。如果服务器拒绝登录，\
                而其形式属于别的密钥或账号，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { codes: 435..=435, enhanced: "4.7.8", words: "authentication failed" },
    Pattern {
        codes: 535..=535,
        enhanced: "",
        words: "
            authentication failed & system busy
            invalid api key
            api key & invalid
            smtp key
            smtp credentials are
            iam credentials
            secret access key
            api key
            smtp token
            smtp username and smtp password
            not your aws
            generate smtp credentials
            smtp 密码
            smtp密码
            ",
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
        let fault = refusal
            .provider
            .zip(refusal.login)
            .and_then(|(provider, login)| key_form::fault(provider.id, login));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{BREVO, GMAIL, PLAIN, SENDGRID, SES, refused, with_login};
    use crate::provider::{UserName, by_id};

    static ZEPTOMAIL: Provider =
        Provider { id: "zeptomail", user: UserName::Literal("emailapikey"), ..PLAIN };

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

    fn told_of(id: &str, user: &str, secret: &str) -> usize {
        let evidence = with_login(refused(535, "5.7.8 Error: credentials refused"), user, secret);
        told_at(&evidence, by_id(id)).len()
    }

    const UUID: &str = "a1b2c3d4-0000-4000-8000-0123456789ab";

    #[test]
    fn names_and_keys_are_held_to_what_each_provider_hands_out() {
        let faults = [
            ("ses", "ASIAIOSFODNN7EXAMPLE", "secret"),
            ("sendgrid", "apikey", "re_abc"),
            ("postmark", "me@example.com", UUID),
            ("postmark", "apikey", UUID),
            ("mailjet", "me", "0123456789abcdef0123456789abcdef"),
            ("mailtrap-sandbox", "api", "0123456789abcd"),
            ("mailersend", "me@example.com", "secret"),
            ("mailersend", "MS_abc@example.com", "mlsn.abc"),
            ("smtp2go", "me", "api-0123456789ABCDEF"),
            ("oracle", "me@example.com", "secret"),
            ("scaleway", "SCWABCDEFGHJKLMNPQRS", UUID),
            ("scaleway", "me@example.com", UUID),
            ("plunk", "plunk", "pk_abc"),
            ("resend", "resend", "secret"),
            ("brevo", "me@example.com", "the password of the account"),
            ("mailgun", "postmaster@example.com", "key-abc"),
            ("infomaniak", "me@ik.me", "xsmtpsib-abc"),
        ];
        for (id, user, secret) in faults {
            assert_eq!(told_of(id, user, secret), 1, "{id} {user} {secret}");
        }
    }

    #[test]
    fn names_and_keys_as_they_are_handed_out_may_still_be_mistyped() {
        let faultless = [
            ("ses", "AKIAIOSFODNN7EXAMPLE", "BAbcdefghijklmnopqrstuvwxyz0123456789abcdefg"),
            ("postmark", UUID, UUID),
            ("postmark", "PM-T-outbound-abc", "secret"),
            ("mailjet", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
            ("mailtrap-sandbox", "0123456789abcd", "0123456789abcd"),
            ("mailtrap", "api", "0123456789abcdef0123456789abcdef"),
            ("mailersend", "MS_abc@example.com", "mssp.abc"),
            ("smtp2go", "me", "secret"),
            ("oracle", "ocid1.user.oc1..a@ocid1.tenancy.oc1..b.c.com", "secret"),
            ("scaleway", UUID, UUID),
            ("plunk", "plunk", "sk_abc"),
            ("resend", "resend", "re_abc"),
            ("brevo", "abc001@smtp-brevo.com", "xsmtpsib-abc"),
            ("mailgun", "postmaster@example.com", "0123abcd-0123abcd"),
            ("infomaniak", "me@ik.me", "hunter2"),
        ];
        for (id, user, secret) in faultless {
            assert_eq!(told_of(id, user, secret), 0, "{id} {user} {secret}");
        }
    }

    #[test]
    fn the_token_of_zeptomail_has_no_word_before_it() {
        let told =
            |secret| told_at(&with_login(refused(535, "no"), "emailapikey", secret), Some(&ZEPTOMAIL)).len();
        assert_eq!(told("Zoho-enczapikey wSsVR60"), 1);
        assert_eq!(told("wSsVR60"), 0);
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
