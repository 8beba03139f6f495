//! EXTERNAL (RFC 4422 appendix A): the server knows the client by its certificate; what is said is only whom to act as.

use zeroize::Zeroizing;

use super::{Response, Unexpected};
use crate::plan;

/// One attempt with EXTERNAL.
#[derive(Debug)]
pub struct External<'a> {
    login: &'a plan::Login,
    sent: bool,
}

impl<'a> External<'a> {
    pub(super) fn new(login: &'a plan::Login) -> Self {
        Self { login, sent: false }
    }

    /// The identity to act as. Without one, the server takes that of the certificate.
    pub(super) fn identity(&mut self) -> Response {
        self.sent = true;
        Zeroizing::new(self.login.user.as_bytes().to_vec())
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        match (self.sent, challenge) {
            (false, []) => Ok(self.identity()),
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
    fn it_says_whom_to_act_as_and_no_secret() {
        let login = test_login("tim", "secret");
        let mut machine = External::new(&login);
        assert_eq!(machine.respond(b"who?"), Err(Unexpected));
        assert_eq!(*machine.respond(b"").unwrap(), b"tim");
        assert!(machine.is_complete());
        assert_eq!(machine.respond(b""), Err(Unexpected));
    }
}
