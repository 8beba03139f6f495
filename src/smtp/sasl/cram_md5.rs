//! CRAM-MD5 (RFC 2195): a challenge, and its MD5 under the secret.
//!
//! The server proves nothing, and whoever hears both sides can try passwords at home.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use zeroize::Zeroizing;

use super::{Response, Unexpected};
use crate::plan;

/// One attempt with CRAM-MD5.
#[derive(Debug)]
pub struct CramMd5<'a> {
    login: &'a plan::Login,
    sent: bool,
}

impl<'a> CramMd5<'a> {
    pub(super) fn new(login: &'a plan::Login) -> Self {
        Self { login, sent: false }
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        if self.sent || challenge.is_empty() {
            return Err(Unexpected);
        }
        let secret = self.login.secret.expose().as_bytes();
        let mut mac = Hmac::<Md5>::new_from_slice(secret).map_err(|_| Unexpected)?;
        mac.update(challenge);
        let mut response = format!("{} ", self.login.user);
        for byte in mac.finalize().into_bytes() {
            response += &format!("{byte:02x}");
        }
        self.sent = true;
        Ok(Zeroizing::new(response.into_bytes()))
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
    fn the_example_of_rfc_2195() {
        let login = test_login("tim", "tanstaaftanstaaf");
        let mut machine = CramMd5::new(&login);
        let challenge = b"<1896.697170952@postoffice.reston.mci.net>";
        let response = machine.respond(challenge).unwrap();
        assert_eq!(*response, b"tim b913a602c7eda7a495b4e6e7334d3890");
        assert!(machine.is_complete());
        assert_eq!(machine.respond(challenge), Err(Unexpected));
    }

    #[test]
    fn there_is_nothing_to_say_to_an_empty_challenge() {
        let login = test_login("tim", "secret");
        let mut machine = CramMd5::new(&login);
        assert_eq!(machine.respond(b""), Err(Unexpected));
        assert!(!machine.is_complete());
    }
}
