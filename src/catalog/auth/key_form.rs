//! The forms of the user names and keys that services for applications hand out, and what a given one betrays.
//!
//! It looks at the user name and at the shape of the secret, never at the secret, and knows no reply.

use crate::locale::Text;
use crate::plan::LoginRecord;

/// What is of another kind, by the rules of the providers: first by the user name, which may be looked at, then by the
/// shape of the secret.
pub(super) fn fault(id: &str, login: &LoginRecord) -> Option<Text> {
    let prefix = login.shape.key_prefix.as_deref();
    let by_secret = || by_secret(id, prefix).or_else(|| foreign(id, prefix?));
    // A secret where the user name belongs, and so the other way round, says more than a user name of another form.
    match (id, prefix) {
        ("ses", Some("AKIA")) => Some(Text {
            en: "The given password begins like a user name of SES (AKIA): the two may be swapped",
            zh_cn: "所给的密码以 SES 用户名的前缀 AKIA 开头，用户名和密码可能填反了",
        }),
        ("ses", _) if login.shape.forty_characters => Some(Text {
            en: "The given password has the form of an IAM secret access key (40 characters), not of an SMTP password",
            zh_cn: "所给的密码符合 IAM 秘密访问密钥的形式（40 个字符），不是 SMTP 密码",
        }),
        _ => by_user(id, login.user.trim()).or_else(by_secret),
    }
}

/// What the user name says, at providers that hand out names of a form of their own.
fn by_user(id: &str, user: &str) -> Option<Text> {
    match id {
        "ses" if user.starts_with("ASIA") => Some(Text {
            en: "The given user name is a temporary access key of AWS (ASIA), which SMTP does not take",
            zh_cn: "所给的用户名是 AWS 的临时访问密钥（ASIA 开头），SMTP 不接受它",
        }),
        "ses" if !user.starts_with("AKIA") => Some(Text {
            en: "SMTP user names of SES begin with AKIA, and the given one does not",
            zh_cn: "SES 的 SMTP 用户名以 AKIA 开头，而所给的不是",
        }),
        "postmark" if !is_uuid(user) && !user.starts_with("PM-") => Some(Text {
            en: "Postmark wants the Server API token, or the access key of an SMTP token, as user name too; the given \
                 one is neither",
            zh_cn: "Postmark 要求用户名也填写 Server API token 或 SMTP token 的 access key，而所给的两者都不是",
        }),
        "mailjet" if !is_hex(user, 32) => Some(Text {
            en: "User names of Mailjet are API keys of 32 digits and letters from a to f, and the given one is not",
            zh_cn: "Mailjet 的用户名是由 32 位数字和字母 a 到 f 组成的 API 密钥，而所给的不是",
        }),
        "mailtrap-sandbox" if matches!(user, "api" | "smtp@mailtrap.io") => Some(Text {
            en: "The given user name is the one for live.smtp.mailtrap.io; each test inbox has a user name of its own",
            zh_cn: "所给的用户名属于 live.smtp.mailtrap.io，而每个测试收件箱都有自己的用户名",
        }),
        "mailersend" if !user.starts_with("MS_") => Some(Text {
            en: "SMTP user names of MailerSend begin with MS_, and the given one does not",
            zh_cn: "MailerSend 的 SMTP 用户名以 MS_ 开头，而所给的不是",
        }),
        "oracle" if !user.starts_with("ocid1.user.") => Some(Text {
            en: "SMTP user names of Oracle Cloud begin with ocid1.user., and the given one does not",
            zh_cn: "Oracle Cloud 的 SMTP 用户名以 ocid1.user. 开头，而所给的不是",
        }),
        "scaleway" if user.starts_with("SCW") => Some(Text {
            en: "The given user name is the access key of an API key (SCW), and Scaleway wants the ID of the project",
            zh_cn: "所给的用户名是 API 密钥的 access key（SCW 开头），而 Scaleway 要求填写项目 ID",
        }),
        "scaleway" if !is_uuid(user) => Some(Text {
            en: "Scaleway wants the ID of the project as user name, and the given one does not have its form",
            zh_cn: "Scaleway 要求用项目 ID 作为用户名，而所给的不是这种形式",
        }),
        _ => None,
    }
}

/// What the start of the secret says, at providers whose keys begin alike.
fn by_secret(id: &str, prefix: Option<&str>) -> Option<Text> {
    match (id, prefix) {
        ("sendgrid", found) if found != Some("SG.") => Some(Text {
            en: "API keys of SendGrid begin with SG., and the given password does not",
            zh_cn: "SendGrid 的 API 密钥以 SG. 开头，而所给的密码不是",
        }),
        ("brevo", Some("xkeysib-")) => Some(Text {
            en: "The given password is an API key of Brevo (xkeysib-), not an SMTP key (xsmtpsib-)",
            zh_cn: "所给的密码是 Brevo 的 API 密钥（xkeysib-），不是 SMTP 密钥（xsmtpsib-）",
        }),
        ("brevo", None) => Some(Text {
            en: "SMTP keys of Brevo begin with xsmtpsib-, and the given password does not",
            zh_cn: "Brevo 的 SMTP 密钥以 xsmtpsib- 开头，而所给的密码不是",
        }),
        ("resend", found) if found != Some("re_") => Some(Text {
            en: "API keys of Resend begin with re_, and the given password does not",
            zh_cn: "Resend 的 API 密钥以 re_ 开头，而所给的密码不是",
        }),
        ("mailgun", Some("key-")) => Some(Text {
            en: "The given password is an API key of Mailgun (key-), not the password of an SMTP user",
            zh_cn: "所给的密码是 Mailgun 的 API 密钥（key-），不是 SMTP 用户的密码",
        }),
        ("mailersend", Some("mlsn.")) => Some(Text {
            en: "The given password is an API token of MailerSend (mlsn.), not the password of an SMTP user",
            zh_cn: "所给的密码是 MailerSend 的 API 令牌（mlsn.），不是 SMTP 用户的密码",
        }),
        ("smtp2go", Some("api-")) => Some(Text {
            en: "The given password is an API key of SMTP2GO (api-), not the password of an SMTP user",
            zh_cn: "所给的密码是 SMTP2GO 的 API 密钥（api-），不是 SMTP 用户的密码",
        }),
        ("plunk", Some("pk_")) => Some(Text {
            en: "The given password is the public API key of Plunk (pk_), and the secret one (sk_) is wanted",
            zh_cn: "所给的密码是 Plunk 的公开 API 密钥（pk_），而这里要用私密密钥（sk_）",
        }),
        ("zeptomail", Some("Zoho-enczapikey")) => Some(Text {
            en: "The given password carries the word Zoho-enczapikey, which belongs to the API and not to the token",
            zh_cn: "所给的密码带有 Zoho-enczapikey 这个词，它是调用 API 时用的前缀，不是令牌的一部分",
        }),
        _ => None,
    }
}

/// A key that only another service hands out, or a token where a password is wanted.
fn foreign(id: &str, prefix: &str) -> Option<Text> {
    match prefix {
        "SG." if id != "sendgrid" => Some(Text {
            en: "The given password is an API key of SendGrid (SG.), and this is {provider}",
            zh_cn: "所给的密码是 SendGrid 的 API 密钥（SG.），而这里是 {provider}",
        }),
        "xsmtpsib-" | "xkeysib-" if id != "brevo" => Some(Text {
            en: "The given password is a key of Brevo, and this is {provider}",
            zh_cn: "所给的密码是 Brevo 的密钥，而这里是 {provider}",
        }),
        "mlsn." if id != "mailersend" => Some(Text {
            en: "The given password is an API token of MailerSend (mlsn.), and this is {provider}",
            zh_cn: "所给的密码是 MailerSend 的 API 令牌（mlsn.），而这里是 {provider}",
        }),
        "ya29." => Some(Text {
            en: "The given password is an OAuth 2.0 access token of Google, which needs XOAUTH2",
            zh_cn: "所给的密码是 Google 的 OAuth 2.0 访问令牌，需要使用 XOAUTH2 登录",
        }),
        _ => None,
    }
}

/// Whether a name has the form `8-4-4-4-12` of a UUID.
fn is_uuid(name: &str) -> bool {
    let groups: Vec<&str> = name.split('-').collect();
    let lengths = [8, 4, 4, 4, 12];
    groups.len() == lengths.len() && groups.iter().zip(lengths).all(|(group, length)| is_hex(group, length))
}

fn is_hex(name: &str, length: usize) -> bool {
    name.len() == length && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_names_are_known() {
        assert!(is_uuid("a1b2c3d4-0000-4000-8000-0123456789AB"));
        assert!(!is_uuid("a1b2c3d4-0000-4000-8000") && !is_uuid("g1b2c3d4-0000-4000-8000-0123456789ab"));
        assert!(is_hex("0123456789abcdef", 16) && !is_hex("0123456789abcdef", 32) && !is_hex("xyz", 3));
    }
}
