//! The server takes OAuth 2.0 tokens and no password of any kind.
//!
//! It looks like a wrong password, but no password, and no app password either, is of use.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::provider::{Provider, SecretKind};

use super::refusal::{self, Refusal, takes_token, with_provider};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/oauth-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes no password for this account, only OAuth 2.0",
        zh_cn: "{host} 只允许该账号用 OAuth 2.0 登录，不接受密码",
    },
    explanation: Text {
        en: "Login with a password is switched off for this account. The program must log in by OAuth 2.0, \
             where a token takes the place of the password. Neither another password nor an app password helps.",
        zh_cn: "该账号已停用密码登录。程序必须通过 OAuth 2.0 登录，也就是用访问令牌代替密码。换密码或改用应用专用密码都没有用。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Add the account again in the program and choose “Sign in with Microsoft” (OAuth 2.0), or use a \
                     program that offers it.",
                zh_cn: "在程序中重新添加账号，选择“使用 Microsoft 账户登录”（OAuth 2.0）。如果程序不支持，请换用支持的程序。",
            },
            command: None,
            link: None,
            when: When::With("at_outlook"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Get a token with the scope https://outlook.office.com/SMTP.Send and log in by XOAUTH2. To test it, \
                     give it where the password is asked for:",
                zh_cn: "取得权限范围为 https://outlook.office.com/SMTP.Send 的令牌，用 XOAUTH2 登录。测试令牌时，在提示输入密码处填写令牌：",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth XOAUTH2"),
            link: Some(
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            when: When::With("at_outlook"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "See whether security defaults or an authentication policy block passwords (basic authentication) \
                     for {user}. While Microsoft still permits it, SMTP AUTH can be allowed for that mailbox.",
                zh_cn: "查看安全默认值或身份验证策略是否禁止 {user} 用密码登录（基本身份验证）。在 Microsoft 仍然允许期间，可以为该邮箱开放 SMTP AUTH。",
            },
            command: None,
            link: Some("https://aka.ms/smtp_auth_disabled"),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Get a token with the scope https://outlook.office.com/SMTP.Send and log in by XOAUTH2. To test it, \
                     give it where the password is asked for:",
                zh_cn: "取得权限范围为 https://outlook.office.com/SMTP.Send 的令牌，用 XOAUTH2 登录。测试令牌时，在提示输入密码处填写令牌：",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth XOAUTH2"),
            link: Some(
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Choose OAuth 2.0 (“Sign in with …”) in the program in place of the password, or use a program \
                     that offers it.",
                zh_cn: "在程序中选择 OAuth 2.0（“使用……登录”）代替密码；如果程序不支持，请换用支持的程序。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Log in by XOAUTH2 or OAUTHBEARER with an access token. To test one, give it where the password is \
                     asked for:",
                zh_cn: "用访问令牌通过 XOAUTH2 或 OAUTHBEARER 登录。测试令牌时，在提示输入密码处填写令牌：",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth XOAUTH2"),
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the program cannot do OAuth 2.0, send by another provider or a relay that takes a password \
                     or key.",
                zh_cn: "如果程序不支持 OAuth 2.0，请改用接受密码或密钥的其他服务商或中继服务器。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the login methods that the server offers and at its reply. It is this \
             when only OAuth 2.0 is offered, when the reply says that basic authentication is disabled, \
             or when the provider takes no passwords at all.",
        zh_cn: "smtp-doctor 查看服务器提供的认证方式和答复。如果只提供 OAuth 2.0，或答复说明基本认证已停用，或服务商根本不接受密码，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[
        Code("auth/bad-credentials"),
        Code("auth/temporary-failure"),
        Code("auth/app-password-required"),
        Code("auth/mechanism-unsupported"),
        Code("auth/username-form"),
        Code("auth/wrong-credential-kind"),
    ],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            security defaults policy
            basic authentication is disabled
            basic authentication is not supported
            basic auth & disabled
            oauth & required
            use oauth
            must use oauth
            modern authentication
            password authentication is disabled
            password authentication is not
            multi-factor
            ",
    },
    Pattern::said(
        "
        basic authentication is disabled
        basic authentication is not supported
        basic auth is disabled
        basic authentication has been disabled
        basic authentication has been retired
        basic auth has been
        basic auth is no longer
        password login is disabled
        plain authentication is disabled
        oauth2 required
        use oauth2
        requires oauth
        legacy authentication
        basicauthblocked
        basicauthentication
        authentication methods are disabled
        基本身份验证
        请使用oauth
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refused =
        refusal::refusals(evidence, provider).into_iter().filter_map(|refusal| by_refusal(&refusal));
    let offered = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let Some(Failure::NotOffered { offered }) = attempt.auth.failure() else {
            return None;
        };
        let login = evidence.plan.login.as_ref()?;
        let token_given = login.mechanism.as_deref().is_some_and(takes_token);
        if offered.is_empty() || token_given || !offered.iter().all(|mechanism| takes_token(mechanism)) {
            return None;
        }
        let proof = Proof::new(
            Text {
                en: "The server offers {offered} only, and a password was given",
                zh_cn: "服务器只提供 {offered}，而所给的是密码",
            },
            vec![("offered", offered.join(" "))],
        );
        Some(with_provider(Match::attempt(index, Stage::Auth, proof), provider))
    });
    refused.chain(offered).collect()
}

fn by_refusal(refusal: &Refusal<'_>) -> Option<Match> {
    let by_rule = refusal.provider.is_some_and(|provider| provider.secret == SecretKind::OAuth);
    if refusal.means != CAUSE.code && !(refusal.is_general() && by_rule) {
        return None;
    }
    let found = refusal.shown();
    if !by_rule {
        return Some(found);
    }
    let text = Text {
        en: "{provider} takes OAuth 2.0 only, and a password was given",
        zh_cn: "{provider} 只接受 OAuth 2.0 登录，而所给的是密码",
    };
    Some(found.and(Proof::new(text, Vec::new())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, OUTLOOK, refused, refused_by, unsent};
    use crate::plan::Security;

    fn offering(mechanisms: &[&str]) -> Evidence {
        let offered = mechanisms.iter().map(|mechanism| (*mechanism).to_owned()).collect();
        unsent(Security::StartTls, Failure::NotOffered { offered })
    }

    #[test]
    fn the_switched_off_password_is_told() {
        let text = "5.7.139 Authentication unsuccessful, basic authentication is disabled. [X]";
        assert_eq!(told_by(&refused(535, text)).len(), 1);
        assert_eq!(told_by(&refused(550, "5.7.30 Basic authentication is not supported")).len(), 1);
    }

    #[test]
    fn any_refusal_of_a_password_is_told_by_the_provider() {
        let evidence =
            refused(535, "5.7.139 Authentication unsuccessful, the user credentials were incorrect.");
        assert_eq!(told_at(&evidence, Some(&OUTLOOK))[0].proof.len(), 2);
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
        assert!(told_at(&refused_by("XOAUTH2", 535, "5.7.3 no"), Some(&OUTLOOK)).is_empty());
    }

    #[test]
    fn a_list_of_token_mechanisms_alone_is_told() {
        assert_eq!(told_by(&offering(&["XOAUTH2", "OAUTHBEARER"])).len(), 1);
        assert!(told_by(&offering(&["NTLM", "XOAUTH2"])).is_empty());
        assert!(told_by(&offering(&[])).is_empty());
        let mut evidence = offering(&["XOAUTH2"]);
        evidence.plan.login.as_mut().unwrap().mechanism = Some("OAUTHBEARER".into());
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn smtp_switched_off_for_a_mailbox_is_something_else() {
        let text =
            "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.";
        assert!(told_at(&refused(535, text), Some(&OUTLOOK)).is_empty());
    }
}
