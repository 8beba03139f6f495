//! PLAIN (RFC 4616): `NUL user NUL secret` in one message.

use zeroize::Zeroizing;

use super::{Response, Unexpected};
use crate::plan;

/// One attempt with PLAIN.
#[derive(Debug)]
pub struct Plain<'a> {
    login: &'a plan::Login,
    sent: bool,
}

impl<'a> Plain<'a> {
    pub(super) fn new(login: &'a plan::Login) -> Self {
        Self { login, sent: false }
    }

    /// The message, without an authorisation identity.
    pub(super) fn message(&mut self) -> Response {
        self.sent = true;
        let (user, secret) = (self.login.user.as_bytes(), self.login.secret.expose().as_bytes());
        Zeroizing::new([b"\0", user, b"\0", secret].concat())
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        match (self.sent, challenge) {
            (false, []) => Ok(self.message()),
            _ => Err(Unexpected),
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::sasl::test_login;

    #[test]
    fn the_message_of_rfc_4616() {
        let login = test_login("tim", "tanstaaftanstaaf");
        let mut machine = Plain::new(&login);
        assert_eq!(*machine.message(), b"\0tim\0tanstaaftanstaaf");
        assert!(machine.is_complete());
    }

    #[test]
    fn it_answers_one_empty_challenge_only() {
        let login = test_login("tim", "secret");
        let mut machine = Plain::new(&login);
        assert_eq!(machine.respond(b"who?"), Err(Unexpected));
        assert_eq!(*machine.respond(b"").unwrap(), b"\0tim\0secret");
        assert_eq!(machine.respond(b""), Err(Unexpected));
    }
}
