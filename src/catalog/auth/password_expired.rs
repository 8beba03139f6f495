//! The password is right and must be changed before it counts again.
//!
//! It is told by the reply alone; most servers do not tell it apart from a wrong password.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/password-expired"),
    severity: Severity::Error,
    title: Text { en: "{host} wants the password changed first", zh_cn: "{host} 要求先修改密码" },
    explanation: Text {
        en: "The password has expired, or it no longer meets the server's rules. The server lets nobody log in \
             with it any more.",
        zh_cn: "密码已过期，或者不再符合服务器的规则。修改密码之前无法登录。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Log in to the web mail, choose a new and stronger password, and enter it in every program \
                     that sends mail.",
                zh_cn: "登录网页版邮箱，设置一个强度更高的新密码，并在所有发信程序中更新。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Reset the password of {user}. If only programs use this account, let its password never expire.",
                zh_cn: "重置 {user} 的密码。如果账号只供程序使用，可以设为密码永不过期。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Then test with the new password.", zh_cn: "然后用新密码重新测试。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply says that the password \
             has expired, must be changed or is too weak.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复说明密码已过期、必须修改或过于简单，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        password expired
        password has expired
        password is expired
        expired password
        password must be changed
        must change & password
        password needs to be changed
        password is too simple
        password too simple
        password is too weak
        密码 & 过期
        密码 & 过于简单
        密码 & 太简单
        弱密码
        密码强度
        ",
}];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;

    #[test]
    fn an_expired_password_is_told() {
        assert_eq!(told_by(&refused(535, "5.7.8 Password expired")).len(), 1);
        assert_eq!(
            told_by(&refused(535, "5.7.0 ...authentication rejected: your password is too simple")).len(),
            1
        );
        assert_eq!(told_by(&refused(535, "密码已过期，请修改密码")).len(), 1);
    }

    #[test]
    fn a_wrong_password_is_not_expired() {
        assert!(
            told_by(&refused(
                535,
                "5.7.8 Wrong password. Forgot it? Reset your password at https://mail.example"
            ))
            .is_empty()
        );
        assert!(told_by(&refused(534, "5.7.9 Authentication mechanism is too weak")).is_empty());
    }
}
