//! The server refuses a login by client certificate (EXTERNAL).
//!
//! Servers answer it with the words for a wrong password, and no password was sent: it is the certificate, or what the
//! server makes of it.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/certificate-rejected"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses the login by client certificate",
        zh_cn: "{host} 拒绝了客户端证书登录",
    },
    explanation: Text {
        en: "The login was by client certificate (EXTERNAL), and no password was sent. The server does not know the \
             certificate, takes another user name from it, or does not let this user log in that way.",
        zh_cn: "这次登录用的是客户端证书（EXTERNAL），没有发送密码。服务器可能不认得这张证书，可能从证书中读出了别的用户名，也可能不允许该用户这样登录。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the certificate is the one made for this server and this user, and that the user name, \
                     where one is given, is written as in the certificate. This shows what it says:",
                zh_cn: "确认这张证书是为该服务器和该用户签发的；如果填写了用户名，应与证书中的一致。查看证书内容：",
            },
            command: Some("openssl x509 -in client.pem -noout -subject -issuer -enddate -ext subjectAltName"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "See that the server takes the user name from the certificate, trusts the authority that issued it, and \
                     lets this user log in by EXTERNAL. In Dovecot these are the settings:",
                zh_cn: "确认服务器会从证书中读取用户名，信任签发它的机构，并且允许该用户用 EXTERNAL 登录。在 Dovecot 中查看这些设置：",
            },
            command: Some("doveconf auth_ssl_username_from_cert auth_mechanisms ssl_ca"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If this account has a password, log in with it: the server offers {password_offered} too.",
                zh_cn: "如果该账号有密码，也可以用密码登录：服务器同样提供 {password_offered}。",
            },
            command: Some("smtp-doctor {host}:{port} {user} --ask-password"),
            link: None,
            when: When::With("password_offered"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor logs in by client certificate and reads the reply. If the server refuses the login and gives no \
             other reason than for a wrong password, it is this.",
        zh_cn: "smtp-doctor 用客户端证书登录并查看答复。如果服务器拒绝登录，给出的理由又和密码错误时一样，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        sasl external authentication failed
        sasl external & failed
        auth external & 535
        auth external & failed
        auth external & rejected
        external authentication failed
        mechanism external & failed
        certificate authentication failed
        certificate login failed
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, refusal::provider(evidence)).into_iter();
    let told = refusals.filter(|refusal| refusal.means == CAUSE.code).map(|refusal| {
        let takes_password = |name: &&String| matches!(name.as_str(), "PLAIN" | "LOGIN");
        match refusal.offered.iter().find(takes_password) {
            Some(offered) => refusal.shown().with("password_offered", offered),
            None => refusal.shown(),
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused, refused_by};
    use crate::evidence::Outcome;

    #[test]
    fn a_refused_certificate_is_no_wrong_password() {
        let mut evidence = refused_by("EXTERNAL", 535, "5.7.8 Error: authentication failed");
        assert_eq!(told_by(&evidence).len(), 1);
        let offered = |evidence: &Evidence| {
            told_by(evidence)[0].args.iter().any(|(name, _)| *name == "password_offered")
        };
        assert!(!offered(&evidence));
        if let Outcome::Failed { facts: Some(auth), .. } = &mut evidence.attempts[0].auth {
            auth.offered = vec!["EXTERNAL".into(), "PLAIN".into()];
        }
        assert!(offered(&evidence));
    }

    #[test]
    fn a_refused_password_a_passing_fault_and_an_unknown_mechanism_are_something_else() {
        assert!(told_by(&refused(535, "5.7.8 Error: authentication failed")).is_empty());
        assert!(told_by(&refused_by("EXTERNAL", 454, "4.7.0 Temporary authentication failure")).is_empty());
        assert!(told_by(&refused_by("EXTERNAL", 504, "5.5.4 no")).is_empty());
    }
}
