//! The provider takes only an authorisation code (授权码), never the password of the web mail.
//!
//! Chinese providers mean it by many a refusal, some of which list every reason they can think of. A code that was revoked,
//! mistyped or made for another account is refused alike.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::provider::{Provider, SecretKind};

use super::bad_credentials::{self, GO_HOME};
use super::refusal::{self, Refusal};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/authorization-code-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} wants an authorisation code, not the web mail password",
        zh_cn: "{host} 要求使用授权码，不接受邮箱登录密码",
    },
    explanation: Text {
        en: "Programs cannot log in here with the password of the web mail. The provider wants an \
             authorisation code (授权码), which is made in the web mail's settings. A code that is mistyped \
             or revoked is refused in the same way.",
        zh_cn: "服务商不允许程序用邮箱登录密码登录，要求使用授权码。授权码在网页版邮箱的设置中生成。授权码输错或已失效时，答复也相同。",
    },
    remedies: &[
        GO_HOME,
        Remedy {
            who: Who::You,
            text: Text {
                en: "In QQ Mail's web page open 设置 → 账号, switch the SMTP service on, choose 生成授权码 \
                     (generate code), and copy the 16 letters.",
                zh_cn: "登录 QQ 邮箱网页版：设置 → 账号 → 开启 SMTP 服务 → 生成授权码，复制得到的 16 个字母。",
            },
            command: None,
            link: Some("https://help.mail.qq.com/detail/108/1023"),
            when: When::With("at_qq"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If you did use a code, make a new one: a changed QQ password revokes every code.",
                zh_cn: "如果所用的已经是授权码，请重新生成一个：修改 QQ 密码后，原有的授权码全部失效。",
            },
            command: None,
            link: None,
            when: When::With("at_qq"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In the NetEase web mail open 设置 → POP3/SMTP/IMAP, switch the SMTP service on, choose 新增授权密码 \
                     (new code), and copy the code at once: it is shown only once.",
                zh_cn: "登录网易邮箱网页版：设置 → POP3/SMTP/IMAP → 开启 SMTP 服务 → 新增授权密码，立即复制授权码，它只显示一次。",
            },
            command: None,
            link: None,
            when: When::With("at_netease"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If you did use a code, it may have expired or been deleted: make a new one on the same page.",
                zh_cn: "如果所用的已经是授权码，它可能已过期或已被删除，请在同一页面重新生成。",
            },
            command: None,
            link: None,
            when: When::With("at_netease"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In the web mail's settings for POP3, IMAP and SMTP, switch the SMTP service on and make an \
                     authorisation code.",
                zh_cn: "在网页版邮箱的 POP3/IMAP/SMTP 设置中开启 SMTP 服务，并生成授权码。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the code in place of the password in every program that sends mail, then test again.",
                zh_cn: "在所有发信程序中用授权码代替密码，然后重新测试。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Without("other_host"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply asks for an \
             authorisation code, or when the provider takes nothing else (QQ: the given password is not \
             16 letters).",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复要求授权码，或者服务商只接受授权码（QQ 邮箱：所给的密码不是 16 个字母），就是这个原因。",
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
            login.reqcode
            authorization code
            authorisation code
            authorized code
            authorization password
            授权码
            授权密码
            授權碼
            account is abnormal & service is not open & password is incorrect
            ",
    },
    Pattern::said(
        "
        authorization code
        授权码
        客户端授权密码
        login fail. please enter your authorization code
        authorize code
        auth-code
        client authorization
        客户端授权
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter_map(|refusal| {
        let by_rule = rule(refusal);
        let meant = refusal.means == CAUSE.code || (refusal.is_general() && by_rule.is_some());
        meant.then(|| {
            bad_credentials::sent_home(refusal, by_rule.into_iter().fold(refusal.shown(), Match::and))
        })
    });
    told.collect()
}

/// What the provider's rule says of the secret. A code of QQ has sixteen letters, so that a refused one can be told
/// from a password; the codes of others cannot.
fn rule(refusal: &Refusal<'_>) -> Option<Proof> {
    let provider = refusal.provider?;
    if provider.secret != SecretKind::AuthorizationCode {
        return None;
    }
    if !refusal.is_by("qq") {
        let text = Text {
            en: "{provider} takes nothing but an authorisation code from programs",
            zh_cn: "{provider} 只允许程序用授权码登录",
        };
        return Some(Proof::new(text, Vec::new()));
    }
    let text = Text {
        en: "The given password is not the 16 letters of an authorisation code",
        zh_cn: "所给的密码不是 16 个字母的授权码",
    };
    let cannot_be_one = refusal.login.is_some_and(|login| !login.shape.sixteen_letters);
    cannot_be_one.then(|| Proof::new(text, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    use crate::catalog::auth::sample::{GMAIL, NETEASE, QQ, refused, with_login};
    use crate::evidence::Failure;
    use crate::evidence::sample::failed;
    use crate::smtp::{Reply, ServerText};

    #[test]
    fn the_demand_is_told_in_any_language() {
        assert_eq!(told_by(&refused(535, "Please enter your authorization code to login.")).len(), 1);
        assert_eq!(told_by(&refused(535, "Error: 请使用授权码登录。")).len(), 1);
        let mut evidence = refused(535, "");
        let line = ServerText::new([b"Error: ", &*GB18030.encode("请使用授权码登录").0].concat());
        let reply = Reply { code: 535, lines: vec![line], quirks: Vec::new() };
        evidence.attempts[0].auth = failed(Failure::Rejected { reply });
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn a_plain_refusal_is_told_by_the_provider() {
        let evidence = with_login(refused(535, "Error: authentication failed"), "me@qq.com", "hunter2");
        assert_eq!(told_at(&evidence, Some(&QQ))[0].proof.len(), 2);
        let elsewhere = &told_at(&evidence, Some(&NETEASE))[0];
        assert_eq!(elsewhere.proof.len(), 3);
        assert!(elsewhere.args.contains(&("other_host", "smtp.qq.com".to_owned())));
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_refused_code_of_qq_is_a_wrong_one() {
        let evidence =
            with_login(refused(535, "Error: authentication failed"), "me@qq.com", "abcdefghijklmnop");
        assert!(told_at(&evidence, Some(&QQ)).is_empty());
    }
}
