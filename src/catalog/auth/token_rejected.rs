//! The OAuth 2.0 token is refused: it has expired, or is for another account, scope or audience.
//!
//! Some servers answer with the very words they have for a wrong password; the mechanism shows that it was a token. Others
//! give the reason in the challenge before the refusal. A token that describes itself may show it as well.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::{refusal, token_reading};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/token-rejected"),
    severity: Severity::Error,
    title: Text { en: "{host} refuses the OAuth 2.0 token", zh_cn: "{host} 拒绝了 OAuth 2.0 令牌" },
    explanation: Text {
        en: "The access token does not open this mailbox. It may have expired (most last an hour), or was made \
             for another account, scope (set of rights) or service.",
        zh_cn: "这个访问令牌不能用来登录该邮箱：它可能已过期（有效期通常只有一小时），也可能是为别的账号、权限范围或服务签发的。",
    },
    remedies: &[
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Ask for the scope {lacking}, and let the account grant it again: a refresh token keeps the scopes \
                     that were granted first.",
                zh_cn: "申请权限范围 {lacking}，并让该账号重新授权：刷新令牌只保留当初授予的权限范围。",
            },
            command: None,
            link: None,
            when: When::With("lacking"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Log in as {account}, or get a token for the account {user}. For a shared mailbox, an \
                     administrator must let {account} send as it.",
                zh_cn: "改用 {account} 登录，或者取得账号 {user} 的令牌。如果是共享邮箱，须由管理员授予 {account} 代表它发送的权限。",
            },
            command: None,
            link: None,
            when: When::With("account"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Let the program get a new token before the old one ends: this one ended at {expired}.",
                zh_cn: "让程序在令牌到期之前换取新令牌：这个令牌已于 {expired} 到期。",
            },
            command: None,
            link: None,
            when: When::With("expired"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Get a new access token with the refresh token and test it at once. Give it where the password is \
                     asked for:",
                zh_cn: "用刷新令牌重新取得访问令牌，并立即测试，在提示输入密码处填写令牌：",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth XOAUTH2"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Ask for the scope https://mail.google.com/: the narrower gmail.send is not enough for SMTP.",
                zh_cn: "申请权限范围 https://mail.google.com/，只有 gmail.send 还不能使用 SMTP。",
            },
            command: None,
            link: Some("https://developers.google.com/workspace/gmail/imap/xoauth2-protocol"),
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Ask for the scope https://outlook.office.com/SMTP.Send; a token for graph.microsoft.com is \
                     refused.",
                zh_cn: "申请权限范围 https://outlook.office.com/SMTP.Send，为 graph.microsoft.com 签发的令牌会被拒绝。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            when: When::With("at_outlook"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Ask for the scope https://outlook.office.com/SMTP.Send; a token for graph.microsoft.com is \
                     refused.",
                zh_cn: "申请权限范围 https://outlook.office.com/SMTP.Send，为 graph.microsoft.com 签发的令牌会被拒绝。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "A program that logs in by itself (client credentials) asks for \
                     https://outlook.office365.com/.default and needs the application permission SMTP.SendAsApp.",
                zh_cn: "如果程序以自身身份登录（客户端凭据流），请申请 https://outlook.office365.com/.default，并为应用授予应用程序权限 SMTP.SendAsApp。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "See whether SMTP AUTH is switched on for the mailbox: without it, even a good token is refused.",
                zh_cn: "查看该邮箱是否已开启 SMTP AUTH，没有开启时有效的令牌也会被拒绝。",
            },
            command: None,
            link: Some("https://aka.ms/smtp_auth_disabled"),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the user name {user} is the account that granted the token.",
                zh_cn: "确认用户名 {user} 就是授权该令牌的账号。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor logs in with the token. It reads the reply, and the reason that some servers send \
             before the reply. It is this when a login by OAuth 2.0 is refused.",
        zh_cn: "smtp-doctor 用令牌登录，查看答复以及部分服务器事先给出的原因。如果 OAuth 2.0 登录被拒，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            invalid_token
            invalid token
            invalid access token
            access token & expired
            token expired
            token has expired
            token is expired
            token & revoked
            invalid_grant
            invalid xoauth2
            aadsts
            oauth & invalid
            oauth & failed
            ",
    },
    Pattern::said(
        r#"
        invalid_grant
        aadsts
        xoauth2 authentication failed
        invalid xoauth2
        oauth2 authentication failed
        token has been expired or revoked
        token has expired
        access token expired
        xoauth2 & failed
        xoauth2 & refused
        oauth & token & invalid
        令牌 & 过期
        令牌 & 无效
        invalid xoauth2 auth data
        "status":"400"
        "status":"401"
        "schemes":"bearer"
        eyjzdgf0dxmi
        token is invalid
        token is not valid
        token invalid
        token rejected
        token has been revoked
        expired token
        expired access token
        bad token
        invalid_client
        insufficient scope
        wrong scope
        scope is not
        invalid bearer
        xoauth2 authentication unsuccessful
        oauth2 token
        refresh token
        accesstoken
        授权令牌
        "#,
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let provider = refusal::provider(evidence);
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter(|refusal| refusal.means == CAUSE.code).map(|refusal| {
        token_reading::read(refusal.shown(), evidence, &evidence.attempts[refusal.index], provider)
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, refused_by};
    use crate::evidence::{Outcome, Reason};

    #[test]
    fn a_refused_token_is_told_whatever_the_words() {
        assert_eq!(told_by(&refused_by("XOAUTH2", 535, "5.7.3 Authentication unsuccessful")).len(), 1);
        assert_eq!(
            told_by(&refused_by("OAUTHBEARER", 535, "5.7.8 Username and Password not accepted")).len(),
            1
        );
        assert_eq!(told_by(&refused(501, "5.5.124 Invalid XOAUTH2 auth data")).len(), 1);
    }

    #[test]
    fn the_challenge_gives_the_reason() {
        let mut evidence = refused_by("XOAUTH2", 535, "5.7.1 no");
        if let Outcome::Failed { facts: Some(auth), .. } = &mut evidence.attempts[0].auth {
            auth.challenge = Some(Reason::Token {
                status: "400".into(),
                schemes: Some("Bearer".into()),
                scope: Some("https://mail.google.com/".into()),
            });
        }
        let found = told_by(&evidence);
        assert_eq!(found[0].proof[1].args[1].1, "https://mail.google.com/");
    }

    #[test]
    fn a_refused_password_and_a_passing_fault_are_no_refused_token() {
        assert!(told_by(&refused(535, "5.7.3 Authentication unsuccessful")).is_empty());
        assert!(
            told_by(&refused(535, "The provided authorization grant is invalid, expired, or revoked"))
                .is_empty()
        );
        assert!(told_by(&refused_by("XOAUTH2", 454, "4.7.0 Temporary authentication failure")).is_empty());
    }
}
