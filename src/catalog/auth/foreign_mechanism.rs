//! What mechanisms mean that a password alone does not serve.

use crate::catalog::Proof;
use crate::locale::Text;

/// What those of the offered mechanisms mean that are known and that no password serves.
pub(super) fn meanings(offered: &[String]) -> impl Iterator<Item = Proof> {
    offered.iter().filter_map(|name| {
        let name = name.as_str();
        MEANINGS
            .iter()
            .find(|(names, _)| names.contains(&name))
            .map(|(_, meaning)| Proof::new(*meaning, vec![("mechanism", name.to_owned())]))
    })
}

static MEANINGS: [(&[&str], Text); 9] = [
    (
        &["NTLM"],
        Text {
            en: "{mechanism} is for Windows accounts inside a company network",
            zh_cn: "{mechanism} 用于公司内网的 Windows 账号",
        },
    ),
    (
        &["GSSAPI", "GSS-SPNEGO", "KERBEROS_V4"],
        Text {
            en: "{mechanism} uses the sign-in of a company network (Kerberos), without a password of its own",
            zh_cn: "{mechanism} 使用公司内网的登录状态（Kerberos），不需要单独的密码",
        },
    ),
    (
        &["DIGEST-MD5"],
        Text {
            en: "{mechanism} has been declared obsolete, and most programs no longer have it",
            zh_cn: "{mechanism} 已被宣布作废，大多数程序不再支持",
        },
    ),
    (
        &["XOAUTH"],
        Text {
            en: "{mechanism} takes tokens of OAuth 1.0, which are no longer in use",
            zh_cn: "{mechanism} 使用 OAuth 1.0 令牌，现已不再使用",
        },
    ),
    (
        &["XOAUTH2", "OAUTHBEARER"],
        Text {
            en: "{mechanism} takes an OAuth 2.0 access token, not a password",
            zh_cn: "{mechanism} 使用 OAuth 2.0 访问令牌，不接受密码",
        },
    ),
    (
        &["EXTERNAL"],
        Text {
            en: "{mechanism} takes a certificate of the client in place of a password",
            zh_cn: "{mechanism} 用客户端证书代替密码",
        },
    ),
    (
        &["ANONYMOUS"],
        Text {
            en: "{mechanism} logs in nobody in particular",
            zh_cn: "{mechanism} 是匿名登录，不确认任何账号",
        },
    ),
    (
        &["OTP", "SKEY", "SECURID"],
        Text {
            en: "{mechanism} takes passwords that are good for one login each",
            zh_cn: "{mechanism} 使用一次性密码",
        },
    ),
    (
        &["SRP", "GS2-KRB5", "GS2-KRB5-PLUS", "SCRAM-SHA-224", "SCRAM-SHA-384", "SCRAM-SHA3-512"],
        Text {
            en: "{mechanism} is a mechanism that hardly any mail program has",
            zh_cn: "{mechanism} 是几乎没有邮件程序支持的认证方式",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::sasl::Mechanism;

    #[test]
    fn what_is_known_is_told_and_the_rest_passed_over() {
        let offered = ["NTLM", "X-OWN", "GSSAPI"].map(str::to_owned);
        let told: Vec<Proof> = meanings(&offered).collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[1].args, [("mechanism", "GSSAPI".to_owned())]);
    }

    #[test]
    fn what_a_password_serves_is_not_foreign() {
        let served = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"].map(str::to_owned);
        assert!(served.iter().all(|name| Mechanism::named(name).is_some()));
        assert_eq!(meanings(&served).count(), 0);
    }
}
