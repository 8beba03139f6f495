//! What a server says in a challenge about why it refuses, before it does.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why a server refuses, as far as a challenge tells.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "of")]
pub enum Reason {
    /// A token (RFC 7628 §3.2.2; XOAUTH2 has the same).
    Token {
        /// The kind of fault: `invalid_token`, or an HTTP status such as `401`.
        status: String,
        /// The kinds of token that the server takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        schemes: Option<String>,
        /// The scope that a token must have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<String>,
    },
    /// A proof of SCRAM (RFC 5802 §7, `server-error-value`).
    Proof {
        /// The word for it, such as `invalid-proof`.
        error: String,
    },
}

impl Reason {
    /// The reason in a challenge that refuses a token: an object in JSON.
    pub(super) fn of_token(challenge: &[u8]) -> Option<Self> {
        let told: Value = serde_json::from_slice(challenge).ok()?;
        let field = |name: &str| match told.get(name)? {
            Value::String(value) if !value.is_empty() => Some(value.clone()),
            Value::Number(value) => Some(value.to_string()),
            _ => None,
        };
        Some(Self::Token { status: field("status")?, schemes: field("schemes"), scope: field("scope") })
    }

    /// The same reason with its texts changed.
    pub fn map(self, change: impl Fn(String) -> String) -> Self {
        match self {
            Self::Token { status, schemes, scope } => Self::Token {
                status: change(status),
                schemes: schemes.map(&change),
                scope: scope.map(&change),
            },
            Self::Proof { error } => Self::Proof { error: change(error) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_servers_send() {
        let google = br#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#;
        assert_eq!(
            Reason::of_token(google),
            Some(Reason::Token {
                status: "400".into(),
                schemes: Some("Bearer".into()),
                scope: Some("https://mail.google.com/".into()),
            })
        );
        let number = Reason::of_token(br#"{"status":401,"scope":null}"#);
        assert_eq!(number, Some(Reason::Token { status: "401".into(), schemes: None, scope: None }));
    }

    #[test]
    fn anything_else_is_no_reason() {
        for told in [&b""[..], b"[]", b"no", b"{}", br#"{"status":{}}"#, br#"{"status":""}"#, b"\xff"] {
            assert_eq!(Reason::of_token(told), None);
        }
        assert_eq!(Reason::of_token("[".repeat(5000).as_bytes()), None);
    }

    #[test]
    fn every_text_of_a_reason_can_be_changed() {
        let changed = |reason: Reason| reason.map(|text| format!("<{text}>"));
        let token = Reason::Token { status: "401".into(), schemes: Some("bearer".into()), scope: None };
        assert_eq!(
            changed(token),
            Reason::Token { status: "<401>".into(), schemes: Some("<bearer>".into()), scope: None }
        );
        let proof = Reason::Proof { error: "invalid-proof".into() };
        assert_eq!(changed(proof), Reason::Proof { error: "<invalid-proof>".into() });
    }
}
