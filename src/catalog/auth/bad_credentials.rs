//! The server refuses the user name or the password and gives no other reason.
//!
//! It is what remains: a refusal for good (5yz) that no other cause of this family reads. A provider's rule or the form of
//! the secret often tells more; those causes supersede this one.

mod words;

use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::provider::{Provider, UserName, by_domain};
use crate::smtp::Reply;

use super::refusal::{self, Refusal, TRY_WEAKER};
use words::SYMPTOMS;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/bad-credentials"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses the user name or the password", zh_cn: "{host} 拒绝了用户名或密码"
    },
    explanation: Text {
        en: "The server refuses the login and does not say why: the user name is wrong, the password is wrong, \
             or this account may not log in by SMTP.",
        zh_cn: "服务器拒绝了登录，但没有说明原因：可能是用户名错误，可能是密码错误，也可能是该账号不允许通过 SMTP 登录。",
    },
    remedies: &[
        GO_HOME,
        TRY_WEAKER,
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make a new app password of 16 letters: even one of the right form may be revoked or belong to \
                     another account. A changed account password revokes them all.",
                zh_cn: "重新生成应用专用密码（16 个字母）：现有的即使格式正确，也可能已失效，或者属于另一个账号。修改账号密码会使所有应用专用密码失效。",
            },
            command: None,
            link: Some("https://myaccount.google.com/apppasswords"),
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make a new authorisation code of 16 letters: even one of the right form may be revoked or \
                     belong to another account. A changed QQ password revokes them all.",
                zh_cn: "重新生成授权码（16 个字母）：现有的即使格式正确，也可能已失效，或者属于另一个账号。修改 QQ 密码会使所有授权码失效。",
            },
            command: None,
            link: Some("https://help.mail.qq.com/detail/108/1023"),
            when: When::With("at_qq"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make a new API key with the permission “Mail Send”, and use it as the password.",
                zh_cn: "重新创建具有“Mail Send”权限的 API 密钥，用它作为密码。",
            },
            command: None,
            link: Some("https://app.sendgrid.com/settings/api_keys"),
            when: When::With("at_sendgrid"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the SMTP credentials were made in the region of {host}: they are refused in any other. \
                     If the region is right, copy them again or make new ones.",
                zh_cn: "确认 SMTP 凭证是在 {host} 所在的区域创建的，用在其他区域会被拒绝。如果区域没错，请重新复制或重新创建凭证。",
            },
            command: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html"),
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Copy the SMTP login and the SMTP key again from the SMTP page at Brevo.",
                zh_cn: "从 Brevo 的 SMTP 页面重新复制登录名和 SMTP 密钥。",
            },
            command: None,
            link: Some("https://app.brevo.com/settings/keys/smtp"),
            when: When::With("at_brevo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in with the same user name and password at outlook.office.com. If that fails too, correct \
                     them: the user name is the sign-in name, which may differ from the mail address.",
                zh_cn: "用同样的用户名和密码登录 outlook.office.com。如果同样失败，请改正：用户名是登录名，可能与邮箱地址不同。",
            },
            command: None,
            link: Some("https://outlook.office.com"),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If it works there, see whether multi-factor authentication or a policy applies to {user}. Such \
                     an account needs an app password or OAuth 2.0 for SMTP.",
                zh_cn: "如果网页能登录，请查看 {user} 是否启用了多重身份验证或受策略限制。这样的账号要用应用专用密码或 OAuth 2.0 才能通过 SMTP 登录。",
            },
            command: None,
            link: None,
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make an app password in Yahoo's account security: the password of the account is refused.",
                zh_cn: "在 Yahoo 的“帐户安全”中生成应用专用密码，账号密码会被拒绝。",
            },
            command: None,
            link: Some("https://login.yahoo.com/account/security"),
            when: When::With("at_yahoo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make a new app-specific password of 16 letters: even one of the right form may be revoked or \
                     belong to another account. A changed password of the Apple account revokes them all.",
                zh_cn: "重新生成 App 专用密码（16 个字母）：现有的即使格式正确，也可能已失效，或者属于另一个账户。修改 Apple 账户密码会使所有 App 专用密码失效。",
            },
            command: None,
            link: Some("https://support.apple.com/HT204397"),
            when: When::With("at_icloud"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If secure login is on, make a client password (客户端专用密码) in Exmail's web page, under \
                     设置 → 邮箱绑定, and use it in place of the mailbox password.",
                zh_cn: "如果已开启安全登录，请在腾讯企业邮网页版的“设置 → 邮箱绑定”中生成客户端专用密码，用它代替邮箱密码。",
            },
            command: None,
            link: None,
            when: When::With("at_exmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch the IMAP/SMTP service on in Exmail's web page, under 设置 → 收发信设置: without it every \
                     login gets this reply.",
                zh_cn: "在腾讯企业邮网页版的“设置 → 收发信设置”中开启 IMAP/SMTP 服务，没有开启时得到的也是这个答复。",
            },
            command: None,
            link: None,
            when: When::With("at_exmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in to the web mail with exactly this user name and password. If that fails too, reset \
                     the password.",
                zh_cn: "用完全相同的用户名和密码登录网页版邮箱。如果同样失败，请重置密码。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If it works there, see whether the provider wants an app password or an authorisation code \
                     from programs, and whether SMTP is switched on.",
                zh_cn: "如果网页能登录，请查看服务商是否要求程序使用应用专用密码或授权码，以及 SMTP 服务是否已开启。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the user name letter by letter: {user}. Most servers want the whole mail address.",
                zh_cn: "逐字核对用户名：{user}。大多数服务器要求填写完整的邮箱地址。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the user name letter by letter: {user}",
                zh_cn: "逐字核对用户名：{user}",
            },
            command: None,
            link: None,
            when: When::Without("name_settled"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On your own server, test the password without SMTP and read the log.",
                zh_cn: "如果是自己的服务器，请绕过 SMTP 测试密码，并查看日志。",
            },
            command: Some("sudo doveadm auth test {user}"),
            link: None,
            when: When::With("at_other"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor logs in once and reads the reply. If the login is carried out properly and refused \
             for no other reason, and the known rules of the provider offer no better explanation, it is this.",
        zh_cn: "smtp-doctor 登录一次并查看答复。如果认证过程完整，服务器拒绝时没有给出别的原因，从服务商的已知规则也找不到更好的解释，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// Log in where the address is at home.
pub(super) const GO_HOME: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Use the server of the address's own provider: {other_host}",
        zh_cn: "改用该邮箱所属服务商的服务器：{other_host}",
    },
    command: Some("smtp-doctor {other_host} {user} --ask-password"),
    link: None,
    when: When::With("other_host"),
};

/// Whether a reply says in words that user name or password are wrong.
pub(super) fn is_worded(reply: &Reply) -> bool {
    SYMPTOMS.iter().any(|pattern| !pattern.words.is_empty() && pattern.fits(reply))
}

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter(|refusal| refusal.is_general()).map(|refusal| {
        let found = refusal.with_weaker(sent_home(refusal, refusal.shown()));
        if name_is_settled(refusal) { found.with("name_settled", "") } else { found }
    });
    told.collect()
}

/// Whether there is nothing in the user name to check that another remedy does not say: it is a fixed word or one that
/// was handed out, or its form is not known.
fn name_is_settled(refusal: &Refusal<'_>) -> bool {
    refusal.provider.is_none_or(|provider| {
        matches!(provider.user, UserName::Literal(_) | UserName::Given) || provider.id == "microsoft365"
    })
}

/// The host where the address that logs in is at home, where that is another provider's.
pub(super) fn home(refusal: &Refusal<'_>) -> Option<&'static str> {
    let home = refusal.login.and_then(|login| by_domain(login.user.trim().rsplit_once('@')?.1))?;
    elsewhere(refusal.provider?, home)
}

/// A match with the host where the address is at home. What this provider wants of its own users is then of no use.
pub(super) fn sent_home(refusal: &Refusal<'_>, mut found: Match) -> Match {
    let Some(host) = home(refusal) else { return found };
    found.args.retain(|(name, _)| !name.starts_with("at_"));
    found.and(belongs_to(host)).with("other_host", host)
}

/// The host of another provider than the one examined, where the address is at home.
fn elsewhere(here: &Provider, home: &Provider) -> Option<&'static str> {
    let same = home.id == here.id || home.endpoints.iter().any(|endpoint| here.endpoints.contains(endpoint));
    let host = home.endpoints.first()?.host;
    (!same && !host.starts_with('.')).then_some(host)
}

fn belongs_to(host: &str) -> Proof {
    let text = Text {
        en: "The user name is an address of another provider, whose server is {other_host}",
        zh_cn: "用户名是另一家服务商的邮箱地址，那家的服务器是 {other_host}",
    };
    Proof::new(text, vec![("other_host", host.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, PLAIN, QQ, SENDGRID, refused, refused_by, with_login};
    use crate::evidence::Outcome;
    use crate::plan::Security;
    use crate::provider::Endpoint;

    static HOME: Provider = Provider {
        id: "home",
        endpoints: &[Endpoint::new("smtp.home.example", 465, Security::Implicit)],
        ..PLAIN
    };

    #[test]
    fn a_refusal_without_a_reason_is_told() {
        assert_eq!(told_by(&refused(535, "5.7.8 Error: authentication failed: UGFzc3dvcmQ6")).len(), 1);
        assert_eq!(told_by(&refused(526, "Authentication failure[0]")).len(), 1);
        assert_eq!(told_by(&refused(554, "something nobody has seen")).len(), 1);
    }

    #[test]
    fn a_proof_that_is_refused_may_be_the_server_s_lack() {
        let weaker = |mechanism, offered: &[&str]| {
            let mut evidence = refused_by(mechanism, 535, "5.7.8 no");
            if let Outcome::Failed { facts: Some(auth), .. } = &mut evidence.attempts[0].auth {
                auth.offered = offered.iter().map(|name| (*name).to_owned()).collect();
            }
            let found = told_by(&evidence).remove(0);
            found.args.into_iter().find(|(name, _)| *name == "weaker_offered").map(|(_, value)| value)
        };
        assert_eq!(weaker("SCRAM-SHA-256", &["SCRAM-SHA-256", "LOGIN", "PLAIN"]).as_deref(), Some("PLAIN"));
        assert_eq!(weaker("CRAM-MD5", &["CRAM-MD5", "LOGIN"]).as_deref(), Some("LOGIN"));
        assert_eq!(weaker("SCRAM-SHA-1", &["SCRAM-SHA-1"]), None);
        assert_eq!(weaker("PLAIN", &["PLAIN", "LOGIN"]), None);
    }

    #[test]
    fn a_refused_code_of_the_right_form_is_told() {
        let evidence = with_login(refused(535, "5.7.8 no"), "me@qq.com", "abcdefghijklmnop");
        assert_eq!(told_at(&evidence, Some(&QQ)).len(), 1);
    }

    #[test]
    fn a_name_that_was_handed_out_is_not_to_be_checked_by_letters() {
        let settled = |provider| {
            told_at(&refused(535, "5.7.8 no"), provider)[0]
                .args
                .iter()
                .any(|(name, _)| *name == "name_settled")
        };
        assert!(settled(Some(&SENDGRID)) && settled(None));
        assert!(!settled(Some(&GMAIL)));
    }

    #[test]
    fn an_address_of_another_provider_is_sent_home() {
        assert_eq!(elsewhere(&GMAIL, &HOME), Some("smtp.home.example"));
        assert_eq!(elsewhere(&HOME, &HOME), None);
        assert_eq!(elsewhere(&HOME, &QQ), None);
    }

    #[test]
    fn a_passing_fault_a_reason_and_a_refused_mechanism_are_something_else() {
        assert!(told_by(&refused(454, "4.7.0 Temporary authentication failure")).is_empty());
        assert!(told_by(&refused(534, "5.7.9 Application-specific password required")).is_empty());
        assert!(told_by(&refused(504, "5.7.4 Unrecognized authentication type")).is_empty());
    }
}
