//! The provider takes this login for suspicious and holds it until its owner confirms it.
//!
//! The password is right, or at least not what is wrong: the place, the program or the account is new to the provider, or a
//! rule of the organisation forbids this way of logging in.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/login-blocked"),
    severity: Severity::Error,
    title: Text {
        en: "{host} blocks the login as suspicious", zh_cn: "{host} 认为此次登录可疑，已将其拦截"
    },
    explanation: Text {
        en: "The provider does not trust this login. The place, the program or the account may be new to it, or \
             a security rule does not allow the login. It goes on refusing until the owner confirms in a web \
             browser, or the rule is changed.",
        zh_cn: "服务商不信任此次登录：登录地点、程序或账号可能是新的，也可能有安全规则不允许。在本人用浏览器确认或规则放行之前，它会一直拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in to Gmail with a web browser, best from this same network, and confirm that the login was \
                     yours. Then use an app password.",
                zh_cn: "用浏览器登录 Gmail（最好使用同一网络），确认是本人操作，然后改用应用专用密码。",
            },
            command: None,
            link: Some("https://support.google.com/mail/?p=WebLoginRequired"),
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look up this login in the Entra sign-in log, which names the policy that refused it (security \
                     defaults, Conditional Access). Exclude the account from it, or use OAuth 2.0.",
                zh_cn: "在 Entra 的登录日志中查看这次登录，其中写明了拒绝它的策略（安全默认值、条件访问）。把该账号排除在策略之外，或者改用 OAuth 2.0。",
            },
            command: None,
            link: None,
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Sign in to the web mail with a browser, best from this same network, and finish what it \
                     asks: terms of use, phone number, security check.",
                zh_cn: "用浏览器登录网页版邮箱，最好使用同一网络，并完成页面要求的操作：同意条款、验证手机号、安全检查。",
            },
            command: None,
            link: None,
            when: When::Without("at_gmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Then test again from the same machine.",
                zh_cn: "然后在同一台机器上重新测试。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the sending machine is in another country, allow that place in the account's security \
                     settings.",
                zh_cn: "如果发信的机器在别的国家或地区，请在账号的安全设置中允许该地点。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply asks for a login by \
             web browser, speaks of a suspicious login or place, or names a security rule.",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复要求用浏览器登录，提到可疑或异地登录，或指出安全规则，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[Code("auth/bad-credentials"), Code("auth/temporary-failure")],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { codes: 534..=534, enhanced: "5.7.14", words: "" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            web browser
            webloginrequired
            continuesignin
            suspicious
            unusual & login
            unusual & sign
            verify your & account
            verify your identity
            accept eula
            did not meet the criteria
            conditional access
            from this location
            from your country
            异地登录
            异常登录
            安全验证
            登录环境
            ",
    },
    Pattern::said(
        "
        please log in with your web browser
        please log in via your web browser
        webloginrequired
        blocked sign-in attempt
        suspicious login
        异地登录
        登录环境异常
        log in through your web browser
        log in via your web browser
        log in with your web browser
        log in on the web
        please log in on
        sign in on the web
        confirm it's you
        unrecognized device
        new location
        security challenge
        critical security alert
        blocked sign in
        sign-in was blocked
        login was blocked
        login blocked
        blocked login
        blocked your sign
        异常登陆
        登录保护
        登录限制
        异地登陆
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::refused;

    #[test]
    fn a_hold_is_told() {
        assert_eq!(
            told_by(&refused(534, "5.7.9 Please log in with your web browser and then try again.")).len(),
            1
        );
        assert_eq!(told_by(&refused(534, "5.7.14 Please log in via your web browser")).len(), 1);
        assert_eq!(told_by(&refused(535, "5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.")).len(), 1);
        assert_eq!(told_by(&refused(535, "检测到异地登录，请在网页上验证")).len(), 1);
    }

    #[test]
    fn a_demand_for_an_app_password_is_no_hold() {
        assert!(told_by(&refused(534, "5.7.9 Application-specific password required.")).is_empty());
        assert!(told_by(&refused(535, "5.7.8 Authentication failed")).is_empty());
    }
}
