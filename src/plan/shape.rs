//! What can be said of a user name and a secret without saying them.
//!
//! Only yes and no, never a length or a character: the shape may be recorded and shown. Of a token that describes
//! itself, what it says is kept beside ([`TokenShape`]).

use serde::{Deserialize, Serialize};

use super::TokenShape;
use crate::escape::acts_unseen;

/// What can be said of a secret without saying it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct SecretShape {
    /// Nothing at all.
    pub empty: bool,
    /// White space at the start or the end.
    pub outer_space: bool,
    /// Starts and ends with the same quotation mark.
    pub quoted: bool,
    /// Full-width forms such as `ａ` or `１` (U+FF01 to U+FF5E) or an ideographic space.
    pub full_width: bool,
    /// A character that cannot be seen, such as a zero-width space or a byte order mark.
    pub invisible: bool,
    /// A character outside ASCII.
    pub non_ascii: bool,
    /// A word that stands for a value that was never filled in.
    pub placeholder: Option<Placeholder>,
    /// Sixteen letters, in groups of four or not: the form of an app password and of a QQ authorisation code.
    pub sixteen_letters: bool,
    /// The start of a well-known kind of key, if it has one.
    pub key_prefix: Option<String>,
    /// Forty characters of base64: the form of an AWS secret access key.
    pub forty_characters: bool,
    /// Three parts of base64url with dots between: the form of a JSON Web Token.
    pub three_parts: bool,
    /// What it says of itself, where it is given as an access token and can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenShape>,
}

/// A word that stands where a value should.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placeholder {
    /// `undefined`, as JavaScript writes a missing value.
    Undefined,
    /// `null`, `None` or `nil`.
    Null,
    /// `your-password`, `password`, `changeme` and the like, from a manual.
    Manual,
    /// `${VAR}`, `$VAR`, `%VAR%` or `{{ var }}`: a variable that nothing replaced.
    Variable,
}

/// The starts of keys that providers hand out, so that one kind can be told from another.
const KEY_PREFIXES: [&str; 13] = [
    "SG.",
    "xsmtpsib-",
    "xkeysib-",
    "re_",
    "key-",
    "AKIA",
    "md-",
    "ya29.",
    "mlsn.",
    "api-",
    "sk_",
    "pk_",
    "Zoho-enczapikey",
];

impl SecretShape {
    /// The shape of a secret.
    pub fn of(secret: &str) -> Self {
        let bare: String = secret.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        Self {
            empty: secret.is_empty(),
            outer_space: secret.trim() != secret,
            quoted: is_quoted(secret),
            full_width: secret.chars().any(is_full_width),
            invisible: secret.chars().any(|c| acts_unseen(c) || c.is_control()),
            non_ascii: !secret.is_ascii(),
            placeholder: Placeholder::of(secret),
            sixteen_letters: bare.len() == 16 && bare.bytes().all(|b| b.is_ascii_alphabetic()),
            key_prefix: KEY_PREFIXES.iter().find(|p| secret.starts_with(**p)).map(|p| (*p).to_owned()),
            forty_characters: secret.len() == 40
                && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/' || b == b'+'),
            three_parts: secret.starts_with("eyJ") && secret.matches('.').count() == 2,
            token: None,
        }
    }

    /// The shape of a secret that is used by a mechanism.
    pub fn used_by(mechanism: Option<&str>, secret: &str) -> Self {
        // There is no secret, which is no fault of it.
        if mechanism == Some("EXTERNAL") {
            return Self::default();
        }
        let is_token = matches!(mechanism, Some("XOAUTH2" | "OAUTHBEARER"));
        Self { token: is_token.then(|| TokenShape::of(secret)).flatten(), ..Self::of(secret) }
    }

    /// Whether something happened to it on its way here.
    pub fn is_mangled(&self) -> bool {
        self.empty
            || self.outer_space
            || self.quoted
            || self.full_width
            || self.invisible
            || self.placeholder.is_some()
    }
}

impl Placeholder {
    /// The placeholder that a value is, if it is one.
    pub fn of(value: &str) -> Option<Self> {
        let word = value.trim().to_ascii_lowercase();
        match word.as_str() {
            "undefined" => return Some(Self::Undefined),
            "null" | "none" | "nil" | "(null)" => return Some(Self::Null),
            "password"
            | "your-password"
            | "your_password"
            | "yourpassword"
            | "your-email-password"
            | "changeme"
            | "change-me"
            | "<password>"
            | "xxx"
            | "xxxx"
            | "xxxxxx"
            | "your-app-password"
            | "your_app_password"
            | "授权码"
            | "密码"
            | "你的密码"
            | "你的授权码" => {
                return Some(Self::Manual);
            }
            _ => {}
        }
        let wrapped = |open: &str, close: &str| {
            word.len() > open.len() + close.len() && word.starts_with(open) && word.ends_with(close)
        };
        let variable = wrapped("${", "}") || wrapped("{{", "}}") || wrapped("%", "%") || wrapped("$(", ")");
        variable.then_some(Self::Variable)
    }
}

/// The form of a user name.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct UserForm {
    /// `name@domain`.
    pub address: bool,
    /// `DOMAIN\name`.
    pub windows: bool,
    /// White space at the start or the end.
    pub outer_space: bool,
    /// Starts and ends with the same quotation mark.
    pub quoted: bool,
    /// Full-width forms such as `＠`.
    pub full_width: bool,
    /// A character that cannot be seen.
    pub invisible: bool,
    /// A word that stands for a value that was never filled in.
    pub placeholder: Option<Placeholder>,
}

impl UserForm {
    /// The form of a user name.
    pub fn of(user: &str) -> Self {
        Self {
            address: user
                .split_once('@')
                .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')),
            windows: user.contains('\\'),
            outer_space: user.trim() != user,
            quoted: is_quoted(user),
            full_width: user.chars().any(is_full_width),
            invisible: user.chars().any(|c| acts_unseen(c) || c.is_control()),
            placeholder: Placeholder::of(user),
        }
    }

    /// Whether something happened to it on its way here.
    pub fn is_mangled(&self) -> bool {
        self.outer_space || self.quoted || self.full_width || self.invisible || self.placeholder.is_some()
    }
}

fn is_quoted(value: &str) -> bool {
    let mut chars = value.chars();
    let pair = (chars.next(), chars.next_back());
    matches!(
        pair,
        (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('`'), Some('`')) | (Some('“'), Some('”'))
    )
}

fn is_full_width(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mangled_secret_is_told_by_its_shape() {
        assert!(SecretShape::of(" secret").outer_space);
        assert!(SecretShape::of("\"secret\"").quoted);
        assert!(SecretShape::of("ｓecret").full_width);
        assert!(SecretShape::of("sec\u{200b}ret").invisible);
        assert_eq!(SecretShape::of("undefined").placeholder, Some(Placeholder::Undefined));
        assert_eq!(SecretShape::of("${SMTP_PASSWORD}").placeholder, Some(Placeholder::Variable));
        assert!(!SecretShape::of("Tr0ub4dor&3").is_mangled());
    }

    #[test]
    fn kinds_of_secret_are_told_by_their_shape() {
        assert!(SecretShape::of("abcd efgh ijkl mnop").sixteen_letters);
        assert!(SecretShape::of("abcdefghijklmnop").sixteen_letters);
        assert!(!SecretShape::of("abcdefghijklmno1").sixteen_letters);
        assert_eq!(SecretShape::of("SG.abc").key_prefix.as_deref(), Some("SG."));
        assert_eq!(SecretShape::of("Zoho-enczapikey abc").key_prefix.as_deref(), Some("Zoho-enczapikey"));
        assert_eq!(SecretShape::of("mlsn").key_prefix, None);
        assert!(SecretShape::of(&"a".repeat(40)).forty_characters);
    }

    #[test]
    fn forms_of_a_user_name() {
        assert!(UserForm::of("me@example.com").address);
        assert!(!UserForm::of("me").address);
        assert!(UserForm::of("CORP\\me").windows);
        assert!(UserForm::of("me＠example.com").full_width);
    }
}
