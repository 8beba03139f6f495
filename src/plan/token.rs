//! What an access token says of itself, without the token.
//!
//! Some tokens are JSON Web Tokens (RFC 7519): their middle part can be read by anybody who has them. Of that part,
//! only what tells why a server refuses the token is kept. The signature is neither checked nor kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

/// The longest token that is read.
const TOKEN_LIMIT: usize = 32 * 1024;
/// The longest value that is kept, in bytes.
const VALUE_LIMIT: usize = 256;
/// The most values of one list that are kept.
const LIST_LIMIT: usize = 32;

/// What an access token says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct TokenShape {
    /// When it ends (`exp`).
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
    /// The services that it is for (`aud`).
    pub audience: Vec<String>,
    /// What it allows (`scp`, `scope`, `roles`).
    pub scopes: Vec<String>,
    /// Whose it is (`upn`, `preferred_username`, `email` or `unique_name`).
    pub account: Option<String>,
}

impl TokenShape {
    /// What a token says, if it is a JSON Web Token.
    pub fn of(token: &str) -> Option<Self> {
        let parts: Vec<&str> = token.trim().split('.').collect();
        let [header, claims, _signature] = parts.as_slice() else { return None };
        if token.len() > TOKEN_LIMIT {
            return None;
        }
        let (_, claims) = (object(header)?, object(claims)?);
        let account = ["upn", "preferred_username", "email", "unique_name"];
        Some(Self {
            expires_at: claims.get("exp").and_then(moment),
            audience: claims.get("aud").map(|value| values(value, &[])).unwrap_or_default(),
            scopes: ["scp", "scope", "roles"]
                .iter()
                .filter_map(|name| claims.get(name))
                .flat_map(|value| values(value, &[' ']))
                .take(LIST_LIMIT)
                .collect(),
            account: account.iter().find_map(|name| claims.get(name)).and_then(short),
        })
    }
}

fn object(part: &str) -> Option<Value> {
    let decoded = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
    serde_json::from_slice(&decoded).ok().filter(Value::is_object)
}

/// A number of seconds since 1970 (RFC 7519 §2, `NumericDate`), and none before: such dates cannot all be written.
fn moment(value: &Value) -> Option<OffsetDateTime> {
    #[expect(clippy::cast_possible_truncation, reason = "what is out of range is no date and gives none")]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    OffsetDateTime::from_unix_timestamp(seconds).ok().filter(|at| *at >= OffsetDateTime::UNIX_EPOCH)
}

/// The values of a list, or of a text that is one or is divided by separators.
fn values(value: &Value, separators: &[char]) -> Vec<String> {
    let fits = |value: &&str| !value.is_empty() && value.len() <= VALUE_LIMIT;
    match value {
        Value::String(text) => {
            text.split(separators).filter(fits).take(LIST_LIMIT).map(str::to_owned).collect()
        }
        Value::Array(list) => list.iter().take(LIST_LIMIT).filter_map(short).collect(),
        _ => Vec::new(),
    }
}

fn short(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty() && text.len() <= VALUE_LIMIT).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;

    fn token(claims: &str) -> String {
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        format!("{}.{}.c2lnbmF0dXJl", part(r#"{"alg":"RS256","typ":"JWT"}"#), part(claims))
    }

    #[test]
    fn a_token_of_microsoft_is_read() {
        let shape = TokenShape::of(&token(
            r#"{"aud":"https://graph.microsoft.com","exp":1795406400,"scp":"Mail.Send SMTP.Send","upn":"me@example.com","name":"Me"}"#,
        ));
        let wanted = TokenShape {
            expires_at: Some(datetime!(2026-11-23 04:00 UTC)),
            audience: vec!["https://graph.microsoft.com".into()],
            scopes: vec!["Mail.Send".into(), "SMTP.Send".into()],
            account: Some("me@example.com".into()),
        };
        assert_eq!(shape, Some(wanted));
    }

    #[test]
    fn a_token_of_an_application_has_roles() {
        let shape =
            TokenShape::of(&token(r#"{"aud":["a","b"],"exp":1795406400.5,"roles":["SMTP.SendAsApp"]}"#));
        let shape = shape.unwrap();
        assert_eq!((shape.audience.len(), shape.scopes.as_slice()), (2, &["SMTP.SendAsApp".to_owned()][..]));
        assert_eq!(shape.account, None);
    }

    #[test]
    fn nothing_of_the_token_itself_is_kept() {
        let token = token(r#"{"exp":1795406400,"jti":"unique","nonce":"secret"}"#);
        let kept = serde_json::to_string(&TokenShape::of(&token)).unwrap();
        for part in token.split('.').chain(["unique", "secret"]) {
            assert!(!kept.contains(part), "{kept}");
        }
        assert_eq!(serde_json::from_str::<Option<TokenShape>>(&kept).unwrap(), TokenShape::of(&token));
    }

    #[test]
    fn anything_else_is_no_such_token() {
        for secret in ["", "ya29.a0Af", "a.b.c", "eyJ.eyJ.x", "pass.word.1", "eyJhIjoxfQ.W10.x"] {
            assert_eq!(TokenShape::of(secret), None, "{secret}");
        }
        assert_eq!(TokenShape::of(&token(&format!(r#"{{"upn":"{}"}}"#, "x".repeat(40_000)))), None);
        let shape = TokenShape::of(&token(r#"{"exp":1e300,"aud":7,"scp":null,"upn":[]}"#));
        assert_eq!(shape, Some(TokenShape::default()));
        assert_eq!(TokenShape::of(&token(r#"{"exp":-99999999999}"#)), Some(TokenShape::default()));
    }

    proptest! {
        #[test]
        fn any_claims_are_survived(claims: String, secret: String) {
            _ = TokenShape::of(&token(&claims));
            _ = TokenShape::of(&secret);
        }
    }
}
