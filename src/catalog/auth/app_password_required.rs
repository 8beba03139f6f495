//! The provider takes only a password made for one application.
//!
//! The password of the account is right in a browser and refused here, which is why it is mistaken for a mistyped one. It is
//! told by the reply, or by a general refusal of a password that cannot be an app password.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::provider::Provider;

use super::bad_credentials;
use super::refusal::{self, Refusal};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/app-password-required"),
    severity: Severity::Error,
    title: Text {
        en: "{host} wants an app password, not the account password",
        zh_cn: "{host} 要求使用应用专用密码，不接受账号密码",
    },
    explanation: Text {
        en: "The provider does not let programs log in with the password of the account. It wants an app \
             password, which is made in the account's security settings for one program.",
        zh_cn: "服务商不允许程序用账号密码登录，要求使用应用专用密码，也就是在账号的安全设置中专门为某个程序生成的密码。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Turn on two-step verification for this Google account, then make an app password: 16 letters.",
                zh_cn: "先为该 Google 账号打开两步验证，再生成应用专用密码（16 个字母）。",
            },
            command: None,
            link: Some("https://myaccount.google.com/apppasswords"),
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Generate an app password on Yahoo's page “Account security”.",
                zh_cn: "在 Yahoo 的“帐户安全”页面生成应用专用密码。",
            },
            command: None,
            link: Some("https://login.yahoo.com/account/security"),
            when: When::With("at_yahoo"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Make an app-specific password at account.apple.com, under Sign-In and Security.",
                zh_cn: "在 account.apple.com 的“登录与安全”中生成 App 专用密码，也就是 Apple 的应用专用密码。",
            },
            command: None,
            link: Some("https://support.apple.com/HT204397"),
            when: When::With("at_icloud"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In Exmail's web page open 设置 → 邮箱绑定, turn on 安全登录 (secure login), and make a client \
                     password (客户端专用密码).",
                zh_cn: "登录腾讯企业邮网页版：设置 → 邮箱绑定 → 开启安全登录 → 生成客户端专用密码。",
            },
            command: None,
            link: None,
            when: When::With("at_exmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In the account's security settings, turn on two-step verification if asked to, and make an \
                     app password for mail.",
                zh_cn: "在账号的安全设置中生成用于邮件的应用专用密码；如有提示，先打开两步验证。",
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "This is the page for it: {secret_page}", zh_cn: "生成页面：{secret_page}"
            },
            command: None,
            link: None,
            when: When::With("at_other"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use it in place of the account password, without spaces, in every program that sends mail. \
                     Then test again.",
                zh_cn: "在所有发信程序中用它代替账号密码，不要带空格，然后重新测试。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the page for app passwords is missing, the organisation's administrator or Google's Advanced \
                     Protection forbids them. Then only OAuth 2.0 is left.",
                zh_cn: "如果看不到应用专用密码页面，说明组织的管理员或 Google 的“高级保护计划”禁用了它，这时只能改用 OAuth 2.0。",
            },
            command: None,
            link: None,
            when: When::With("at_gmail"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the login. It is this when the reply asks for an app \
             password, or when the provider takes only such passwords and the given one cannot be one \
             (Gmail and iCloud: 16 letters).",
        zh_cn: "smtp-doctor 查看登录的答复。如果答复要求应用专用密码，或者服务商只接受应用专用密码，而所给的密码不可能是（Gmail 和 iCloud 为 16 个字母），就是这个原因。",
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
            application-specific
            app-specific
            app password
            app-password
            application password
            applicationpassword
            invalidsecondfactor
            #auth005
            parol prilozheniya
            пароль приложения
            пароли приложений
            two-factor
            2-step verification
            two-step
            secure mail key
            专用密码
            客户端安全密码
            ",
    },
    Pattern::said(
        "
        application-specific password required
        application-specific password
        invalidsecondfactor
        application password is required
        app password required
        需要应用专用密码
        应用专用密码
        客户端专用密码
        less secure app
        less secure apps
        app specific password
        application specific password
        app-passwords
        use an app password
        generate an app password
        device password
        external password
        third-party password
        third party password
        client password
        2fa
        two factor
        multi factor
        2-factor
        app passwort
        anwendungsspezifisch
        mot de passe d'application
        mots de passe d'application
        contraseña de aplicación
        password per app
        senha de app
        アプリパスワード
        アプリ パスワード
        应用密码
        应用专用
        安全密码
        第三方客户端密码
        独立密码
        ",
    ),
];

/// The providers whose app passwords always have sixteen letters, with hyphens or spaces between or not.
const SIXTEEN_LETTERS: [&str; 2] = ["gmail", "icloud"];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter_map(|refusal| {
        let cannot_be_one = cannot_be_one(refusal);
        let general = refusal.is_general() && bad_credentials::home(refusal).is_none();
        let meant = refusal.means == CAUSE.code || (general && cannot_be_one);
        meant.then(|| if cannot_be_one { refusal.shown().and(wrong_form()) } else { refusal.shown() })
    });
    told.collect()
}

fn cannot_be_one(refusal: &Refusal<'_>) -> bool {
    SIXTEEN_LETTERS.iter().any(|id| refusal.is_by(id))
        && refusal.login.is_some_and(|login| !login.shape.sixteen_letters)
}

fn wrong_form() -> Proof {
    Proof::new(
        Text {
            en: "The given password is not the 16 letters of an app password",
            zh_cn: "所给的密码不是 16 个字母的应用专用密码",
        },
        Vec::new(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, PLAIN, refused, refused_by, with_login};

    static YAHOO: Provider = Provider { id: "yahoo", ..PLAIN };

    #[test]
    fn the_demand_is_told() {
        assert_eq!(told_by(&refused(534, "5.7.9 Application-specific password required.")).len(), 1);
        assert_eq!(told_by(&refused(535, "NEOBHODIM parol prilozheniya")).len(), 1);
        assert_eq!(told_by(&refused(535, "请使用客户端专用密码登录")).len(), 1);
        assert_eq!(
            told_at(&refused(535, "5.7.0 (#AUTH005) Too many bad auth attempts."), Some(&YAHOO)).len(),
            1
        );
    }

    #[test]
    fn a_general_refusal_of_an_account_password_is_told_by_its_form() {
        let evidence = with_login(refused(535, "5.7.8 not accepted"), "me@gmail.com", "Tr0ub4dor&3");
        let found = told_at(&evidence, Some(&GMAIL));
        assert_eq!(found[0].proof.len(), 2);
        assert!(told_at(&evidence, None).is_empty());
        assert!(told_at(&evidence, Some(&YAHOO)).is_empty());
    }

    #[test]
    fn an_address_of_another_provider_wants_no_app_password_here() {
        let evidence = with_login(refused(535, "5.7.8 not accepted"), "me@qq.com", "Tr0ub4dor&3");
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
    }

    #[test]
    fn a_refused_app_password_and_a_refused_token_are_something_else() {
        let evidence = with_login(refused(535, "5.7.8 not accepted"), "me@gmail.com", "abcd efgh ijkl mnop");
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
        let evidence = with_login(refused_by("XOAUTH2", 535, "5.7.8 not accepted"), "me@gmail.com", "ya29.x");
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
    }
}
