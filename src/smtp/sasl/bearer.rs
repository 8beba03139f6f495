//! XOAUTH2 (Google's and Microsoft's) and OAUTHBEARER (RFC 7628): an access token in one message.
//!
//! A server that refuses the token may say why in a challenge. It waits for an answer that means nothing, and only
//! then refuses.

use zeroize::Zeroizing;

use super::{Reason, Response, Unexpected};
use crate::plan;

/// What stands between the parts of a message (RFC 7628 §3.1, `kvsep`).
const SEPARATOR: &str = "\u{1}";

/// One attempt with a token.
#[derive(Debug)]
pub struct Bearer<'a> {
    login: &'a plan::Login,
    form: Form,
    state: State,
    reason: Option<Reason>,
}

/// How the message is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    /// `user=`, as Google and Microsoft have it.
    Xoauth2,
    /// With a header of GS2, as RFC 7628 has it.
    OauthBearer,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    Start,
    Sent,
    Refused,
}

impl<'a> Bearer<'a> {
    pub(super) fn new(login: &'a plan::Login, form: Form) -> Self {
        Self { login, form, state: State::Start, reason: None }
    }

    /// The message with the token.
    pub(super) fn message(&mut self) -> Response {
        self.state = State::Sent;
        let head = match self.form {
            Form::Xoauth2 => format!("user={}", self.login.user),
            Form::OauthBearer => format!("n,a={},", super::saslname(&self.login.user)),
        };
        let token = self.login.secret.expose();
        let message = [&head, SEPARATOR, "auth=Bearer ", token, SEPARATOR, SEPARATOR].concat();
        Zeroizing::new(message.into_bytes())
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        match (self.state, challenge) {
            (State::Start, []) => Ok(self.message()),
            (State::Sent, [_, ..]) => {
                self.state = State::Refused;
                self.reason = Reason::of_token(challenge);
                let nothing = match self.form {
                    Form::Xoauth2 => "",
                    Form::OauthBearer => SEPARATOR,
                };
                Ok(Zeroizing::new(nothing.as_bytes().to_vec()))
            }
            _ => Err(Unexpected),
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.state == State::Sent
    }

    /// Whether the answer to the last challenge meant nothing.
    pub(super) fn is_refused(&self) -> bool {
        self.state == State::Refused
    }

    pub(super) fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as BASE64;

    use super::*;
    use crate::smtp::sasl::test_login;

    #[test]
    fn the_message_that_google_shows() {
        let login = test_login("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
        let message = Bearer::new(&login, Form::Xoauth2).message();
        let wire = "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==";
        assert_eq!(BASE64.encode(&*message), wire);
    }

    #[test]
    fn the_message_of_rfc_7628() {
        let login = test_login("a=b,c@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
        let message = Bearer::new(&login, Form::OauthBearer).message();
        let wanted =
            b"n,a=a=3Db=2Cc@example.com,\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01";
        assert_eq!(&**message, wanted);
    }

    #[test]
    fn a_refusal_is_acknowledged_once() {
        // RFC 7628 §4.3.
        let told = br#"{"status":"invalid_token","scope":"example_scope","openid-configuration":"https://example.com/.well-known/openid-configuration"}"#;
        let login = test_login("me", "token");
        for (form, nothing) in [(Form::Xoauth2, &b""[..]), (Form::OauthBearer, b"\x01")] {
            let mut machine = Bearer::new(&login, form);
            machine.message();
            assert!(machine.is_complete());
            assert_eq!(**machine.respond(told).unwrap(), *nothing);
            assert!(!machine.is_complete());
            let Some(Reason::Token { status, scope, .. }) = machine.reason() else { panic!("no reason") };
            assert_eq!((status.as_str(), scope.as_deref()), ("invalid_token", Some("example_scope")));
            assert_eq!(machine.respond(told), Err(Unexpected));
        }
    }

    #[test]
    fn the_token_is_sent_once() {
        let login = test_login("me", "token");
        let mut machine = Bearer::new(&login, Form::Xoauth2);
        machine.respond(b"").unwrap();
        assert_eq!(machine.respond(b""), Err(Unexpected));
    }
}
