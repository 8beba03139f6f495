//! The server wants a login before it takes this mail, and nobody has logged in.
//!
//! A refusal to relay means the same where the server offers a login that was not used. A refusal of the login itself
//! belongs to `auth`; a login that may not use the sender is `send/sender-not-owned`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/auth-required"),
    severity: Severity::Error,
    title: Text { en: "{host} wants a login first", zh_cn: "{host} 要求先登录" },
    explanation: Text {
        en: "The server takes mail only from those who log in with user name and password. Nobody logged in \
             before this mail was sent, so it is refused.",
        zh_cn: "服务器只接收已登录用户的邮件。发送这封邮件之前没有用用户名和密码登录，所以被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch on SMTP authentication in the sending program and enter user name and password. \
                     The option is often called “My outgoing server (SMTP) requires authentication”.",
                zh_cn: "在发信程序中启用 SMTP 认证，填写用户名和密码。这个选项常叫作“我的发送服务器要求验证”。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port 465 with SSL or port 587 with STARTTLS. Port 25 is for mail between servers and \
                     often takes no logins.",
                zh_cn: "改用 465 端口（SSL）或 587 端口（STARTTLS）。25 端口用于服务器之间的邮件，常常不提供登录。",
            },
            command: None,
            link: None,
            when: When::With("port_25"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Check that the program really sends AUTH: many libraries skip the login \
                     without a word when user name or password is empty, or when the connection \
                     is not encrypted.",
                zh_cn: "确认程序确实发送了 AUTH：用户名或密码为空，或者连接没有加密时，很多程序库会悄悄跳过登录。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If this one machine is to send without a login, add its IP address, and no more than \
                     that, to `mynetworks` (Postfix), `relay_from_hosts` (Exim) or to a receive connector that \
                     allows anonymous relay (Exchange).",
                zh_cn: "如果确实要让这台机器免登录发信，请只把它的 IP 地址加入 `mynetworks`（Postfix）、`relay_from_hosts`（Exim），或加入允许匿名中继的接收连接器（Exchange）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor checks whether a login took place before MAIL FROM. If none did, and the server asks \
             for one or refuses to relay although its EHLO lists AUTH, it is this.",
        zh_cn: "smtp-doctor 查看 MAIL FROM 之前是否登录过。如果没有登录，而服务器要求登录，或者 EHLO 列出了 AUTH 却拒绝中继，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            authentication required
            authentication is required
            authentication needed
            authentication is needed
            authorization is required
            requires authentication
            require authentication
            must authenticate
            you must be authenticated
            user must be authenticated
            client must be authenticated
            need to authenticate
            please authenticate
            relay access denied & please authenticate
            authenticate first
            auth first
            and auth first
            not logged in
            sender address rejected & not logged in
            requires a secure connection or the client was not authenticated
            must log in
            must login
            log in first
            login first
            login required
            please login
            client was not authenticated
            client not authenticated
            not authenticated to send
            user not authenticated
            sender not authenticated
            you don't authenticate
            you do not authenticate
            unauthenticated senders
            unauthenticated mail
            unauthenticated user
            unauthenticated commands
            unauthenticated relay
            without authentication
            unless authenticated
            smtp auth is required
            smtp auth required
            turn on smtp authentication
            turned on in your email client
            pop before smtp
            pop-before-smtp
            check for new mail first
            account is a local account
            authentifizierung erforderlich
            anmeldung erforderlich
            authentification requise
            autenticación requerida
            requiere autenticación
            requiere autenticacion
            autenticação requerida
            autenticação necessária
            認証が必要
            请先登录
            需要登录
            尚未登录
            未登录
            需要身份验证
            需要认证
            未通过身份验证
            要求身份验证
            too many unauthenticated
            relay access denied - please
            don't authenticate or
            was not authenticated
            log in before
            login before
            authenticate before
            authenticated smtp
            smtp authentication first
            requires login
            authentication before
            sign in first
            you are not logged in
            not authenticated
            please use smtp auth
            use authentication
            need auth
            auth required
            auth is required
            authorization required
            anonymous mail
            anonymous users
            authenticate to send
            authentifiez
            authentification obligatoire
            authentifier
            nicht authentifiziert
            nicht angemeldet
            melden sie sich
            autenticarse
            autenticazione richiesta
            требуется авторизация
            требуется аутентификация
            ログインして
            先进行认证
            请先认证
            请认证
            必须认证
            未认证
            send auth command first
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.57", words: "" },
    Pattern { codes: 530..=530, enhanced: "", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{
        assert_told, assert_untold, not_logged_in, refused_mail, refused_rcpt, without_auth,
    };

    #[test]
    fn a_demand_for_a_login_is_told() {
        assert_told(
            &CAUSE,
            refused_mail,
            &[
                (
                    530,
                    "5.7.57 Client not authenticated to send mail. [HOST.example 2026-01-01T00:00:00.000Z]",
                ),
                (530, "5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"),
                (
                    530,
                    "5.7.0 Authentication Required. For more information, go to https://support.google.com/accounts/troubleshooter/2402620 - gsmtp",
                ),
                (530, "SMTP authentication is required."),
                (550, "Unauthenticated mail not allowed from this range"),
                (550, "Unauthenticated senders not allowed"),
                (502, "Mailfrom account is a local account"),
                (503, "AUTH first (#5.5.1)"),
                (503, "Error: need EHLO and AUTH first !"),
                (553, "authentication is required,smtp4,abc"),
                (421, "Error: too many unauthenticated commands"),
                (530, "5.7.1 nothing more"),
                (501, "5.7.0 Authentication required. Please authenticate with CRAM MD5 or AUTH Login."),
            ],
        );
    }

    #[test]
    fn other_needs_are_not() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[
                (530, "5.7.0 Must issue a STARTTLS command first"),
                (530, "From/Sender name is not valid"),
                (553, "5.7.1 <me@example.com>: Sender address rejected: not owned by user you@example.com"),
                (550, "5.7.60 SMTP; Client does not have permissions to send as this sender"),
            ],
        );
    }

    #[test]
    fn a_refusal_to_relay_is_told_where_a_login_is_offered_and_none_took_place() {
        let evidence = not_logged_in(refused_rcpt(454, "4.7.1 <you@example.org>: Relay access denied"));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert!(found[0].args.iter().any(|(name, _)| *name == "not_logged_in"));
        assert!(told_by(&refused_rcpt(554, "5.7.1 <you@example.org>: Relay access denied")).is_empty());
        let evidence = without_auth(refused_rcpt(554, "5.7.1 <you@example.org>: Relay access denied"));
        assert!(told_by(&evidence).is_empty());
    }
}
