//! SASL mechanisms (RFC 4422) as small machines: challenge in, response out.
//!
//! A machine is used for one attempt and then dropped. What it returns is wiped when dropped.

mod login;
mod plain;

use zeroize::Zeroizing;

use crate::plan::Login;

/// A mechanism that smtp-doctor can use.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mechanism {
    /// The user and the secret in one message (RFC 4616).
    Plain,
    /// The user and the secret as answers to two prompts (draft-murchison-sasl-login).
    Login,
}

/// Bytes of a response before base64.
pub type Response = Zeroizing<Vec<u8>>;

/// Why a machine does not answer a challenge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unexpected;

impl Mechanism {
    /// Every mechanism of ours, the preferred one first: PLAIN needs one round trip less than LOGIN.
    pub const ALL: [Self; 2] = [Self::Plain, Self::Login];

    /// Its registered name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
        }
    }

    /// The mechanism with a name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mechanism| mechanism.name().eq_ignore_ascii_case(name))
    }

    /// The first of ours that the server offers and the user admits.
    pub fn choose(offered: &[String], only: Option<&str>) -> Option<Self> {
        let admitted = |mechanism: &Self| only.is_none_or(|name| mechanism.name().eq_ignore_ascii_case(name));
        let is_offered = |mechanism: &Self| offered.iter().any(|name| name == mechanism.name());
        Self::ALL.into_iter().find(|mechanism| admitted(mechanism) && is_offered(mechanism))
    }

    /// A machine for one attempt.
    pub fn start(self, login: &Login) -> Machine<'_> {
        match self {
            Self::Plain => Machine::Plain(plain::Plain::new(login)),
            Self::Login => Machine::Login(login::Login::new(login)),
        }
    }
}

/// One attempt with one mechanism.
#[derive(Debug)]
pub enum Machine<'a> {
    /// PLAIN.
    Plain(plain::Plain<'a>),
    /// LOGIN.
    Login(login::Login<'a>),
}

impl Machine<'_> {
    /// What goes with the AUTH command itself (RFC 4954 §4).
    pub fn initial(&mut self) -> Response {
        match self {
            Self::Plain(machine) => machine.message(),
            Self::Login(machine) => machine.user(),
        }
    }

    /// The answer to a challenge.
    ///
    /// # Errors
    /// [`Unexpected`] when the mechanism knows no answer: the attempt must be cancelled.
    pub fn respond(&mut self, challenge: &[u8]) -> Result<Response, Unexpected> {
        match self {
            Self::Plain(machine) => machine.respond(challenge),
            Self::Login(machine) => machine.respond(challenge),
        }
    }

    /// Whether everything that proves the user has been sent.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Plain(machine) => machine.is_complete(),
            Self::Login(machine) => machine.is_complete(),
        }
    }
}

#[cfg(test)]
pub(crate) fn test_login(user: &str, secret: &str) -> Login {
    Login {
        user: user.into(),
        secret: crate::secret::Secret::new(secret.into()).unwrap(),
        mechanism: None,
        in_clear: crate::plan::InClear::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn plain_is_preferred_and_the_user_may_choose() {
        let both = offered(&["LOGIN", "PLAIN", "XOAUTH2"]);
        assert_eq!(Mechanism::choose(&both, None), Some(Mechanism::Plain));
        assert_eq!(Mechanism::choose(&both, Some("login")), Some(Mechanism::Login));
        assert_eq!(Mechanism::choose(&offered(&["NTLM"]), None), None);
        assert_eq!(Mechanism::choose(&offered(&["PLAIN"]), Some("LOGIN")), None);
    }
}
