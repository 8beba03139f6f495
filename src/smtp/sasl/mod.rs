//! SASL mechanisms (RFC 4422) as small machines: challenge in, response out.
//!
//! A machine is used for one attempt and then dropped. What it returns is wiped when dropped. What it needs beside
//! the login comes from outside as [`Terms`], so that the same bytes make the same dialogue.

mod bearer;
mod binding;
mod cram_md5;
mod external;
mod hash;
mod login;
mod mechanism;
mod plain;
mod reason;
mod scram;
mod toil;

pub use binding::{BindingKind, ChannelBinding};
pub use hash::Hash;
pub use mechanism::{Channel, Mechanism};
pub use reason::Reason;
pub use toil::{Key, Toil};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::plan::Login;

/// Bytes of a response before base64.
pub type Response = Zeroizing<Vec<u8>>;

/// Random bytes that no other login has.
pub type Nonce = [u8; 18];

/// A machine knows no answer to a challenge.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unexpected;

/// Why a machine does not answer a challenge. The attempt must be cancelled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Objection {
    /// The mechanism knows no such challenge.
    Unexpected,
    /// The server has not proved what it must.
    Unproven(Unproven),
}

/// How a server failed to prove that it knows the secret too (RFC 5802 §3).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unproven {
    /// It sent no signature.
    NoSignature,
    /// It sent a wrong one.
    WrongSignature,
}

/// Why success is not believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doubt {
    /// Nothing has been sent yet that it could rest on.
    Premature,
    /// The server has not proved what it must.
    Unproven(Unproven),
}

/// What an attempt needs beside the login.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'t> {
    /// Random bytes.
    pub nonce: Nonce,
    /// What the login can be bound to.
    pub binding: Option<&'t ChannelBinding>,
    /// What the server offers.
    pub offered: &'t [String],
}

/// One attempt with one mechanism.
#[derive(Debug)]
pub enum Machine<'a> {
    /// PLAIN.
    Plain(plain::Plain<'a>),
    /// LOGIN.
    Login(login::Login<'a>),
    /// CRAM-MD5.
    CramMd5(cram_md5::CramMd5<'a>),
    /// SCRAM, bound or not.
    Scram(Box<scram::Scram<'a>>),
    /// XOAUTH2 and OAUTHBEARER.
    Bearer(bearer::Bearer<'a>),
    /// EXTERNAL.
    External(external::External<'a>),
}

impl Mechanism {
    /// A machine for one attempt.
    pub fn start<'a>(self, login: &'a Login, terms: &Terms<'_>) -> Machine<'a> {
        match self {
            Self::Plain => Machine::Plain(plain::Plain::new(login)),
            Self::Login => Machine::Login(login::Login::new(login)),
            Self::CramMd5 => Machine::CramMd5(cram_md5::CramMd5::new(login)),
            Self::ScramPlus(hash) => {
                Machine::Scram(Box::new(scram::Scram::new(login, hash, scram::Header::bound(terms), terms)))
            }
            Self::Scram(hash) => {
                Machine::Scram(Box::new(scram::Scram::new(login, hash, scram::Header::unbound(terms), terms)))
            }
            Self::Xoauth2 => Machine::Bearer(bearer::Bearer::new(login, bearer::Form::Xoauth2)),
            Self::OauthBearer => Machine::Bearer(bearer::Bearer::new(login, bearer::Form::OauthBearer)),
            Self::External => Machine::External(external::External::new(login)),
        }
    }
}

impl Machine<'_> {
    /// What goes with the AUTH command itself (RFC 4954 §4), if the client is the one to begin.
    pub fn initial(&mut self) -> Option<Response> {
        match self {
            Self::Plain(machine) => Some(machine.message()),
            Self::Login(machine) => Some(machine.user()),
            Self::CramMd5(_) => None,
            Self::Scram(machine) => Some(machine.first()),
            Self::Bearer(machine) => Some(machine.message()),
            Self::External(machine) => Some(machine.identity()),
        }
    }

    /// The answer to a challenge.
    ///
    /// # Errors
    /// [`Objection`] when there is no answer: the attempt must be cancelled.
    pub fn respond(&mut self, challenge: &[u8]) -> Result<Response, Objection> {
        let response = match self {
            Self::Plain(machine) => machine.respond(challenge),
            Self::Login(machine) => machine.respond(challenge),
            Self::CramMd5(machine) => machine.respond(challenge),
            Self::Scram(machine) => return machine.respond(challenge),
            Self::Bearer(machine) => machine.respond(challenge),
            Self::External(machine) => machine.respond(challenge),
        };
        Ok(response?)
    }

    /// The work that a challenge asks for. Where it is not done aside, the answer takes as long.
    pub fn toil(&self, challenge: &[u8]) -> Option<Toil> {
        match self {
            Self::Scram(machine) => machine.toil(challenge),
            _ => None,
        }
    }

    /// Takes what came of the work for the challenge that is answered next.
    pub fn provide(&mut self, key: Key) {
        if let Self::Scram(machine) = self {
            machine.provide(key);
        }
    }

    /// Whether success can be believed: all that proves the user has been sent, and the server has proved what it
    /// must.
    ///
    /// # Errors
    /// [`Doubt`] when it cannot.
    pub fn accept(&self) -> Result<(), Doubt> {
        let complete = match self {
            Self::Plain(machine) => machine.is_complete(),
            Self::Login(machine) => machine.is_complete(),
            Self::CramMd5(machine) => machine.is_complete(),
            Self::Scram(machine) => return machine.accept(),
            Self::Bearer(machine) => machine.is_complete(),
            Self::External(machine) => machine.is_complete(),
        };
        if complete { Ok(()) } else { Err(Doubt::Premature) }
    }

    /// Whether the server has said no in a challenge, and waits for an answer that means nothing.
    pub fn is_refused(&self) -> bool {
        match self {
            Self::Scram(machine) => machine.reason().is_some(),
            Self::Bearer(machine) => machine.is_refused(),
            Self::Plain(_) | Self::Login(_) | Self::CramMd5(_) | Self::External(_) => false,
        }
    }

    /// Why the server refuses, where a challenge told.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Scram(machine) => machine.reason(),
            Self::Bearer(machine) => machine.reason(),
            Self::Plain(_) | Self::Login(_) | Self::CramMd5(_) | Self::External(_) => None,
        }
    }

    /// How often the server wants the secret hashed.
    pub fn iterations(&self) -> Option<u32> {
        match self {
            Self::Scram(machine) => machine.iterations(),
            _ => None,
        }
    }
}

impl From<Unexpected> for Objection {
    fn from(_: Unexpected) -> Self {
        Self::Unexpected
    }
}

/// A name inside a message of GS2 or SCRAM (RFC 5801 §4, `saslname`).
fn saslname(name: &str) -> String {
    name.replace('=', "=3D").replace(',', "=2C")
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
    use proptest::prelude::*;

    use super::*;

    const TERMS: Terms<'_> = Terms { nonce: [7; 18], binding: None, offered: &[] };

    proptest! {
        #[test]
        fn any_challenge_is_survived(challenges: Vec<Vec<u8>>, lead in any::<bool>(), user: String) {
            let binding = ChannelBinding { kind: BindingKind::TlsExporter, data: vec![1; 32] };
            let login = test_login(&user, "p\u{e4}ss");
            for mechanism in Mechanism::ALL {
                let mut machine = mechanism.start(&login, &Terms { binding: Some(&binding), ..TERMS });
                if lead {
                    machine.initial();
                }
                for challenge in &challenges {
                    let _ = machine.respond(challenge);
                }
                let _ = (machine.accept(), machine.reason(), machine.is_refused(), machine.iterations());
            }
        }

        #[test]
        fn a_secret_is_never_sent_to_an_unknown_challenge(challenge in prop::collection::vec(any::<u8>(), 1..40)) {
            // Whatever comes before anything was sent is not answered by what shows the secret.
            let login = test_login("me", "very-secret");
            for mechanism in [Mechanism::Plain, Mechanism::Xoauth2, Mechanism::OauthBearer] {
                prop_assert!(mechanism.start(&login, &TERMS).respond(&challenge).is_err());
            }
        }
    }

    #[test]
    fn no_success_is_believed_before_anything_was_sent() {
        let login = test_login("me", "secret");
        for mechanism in Mechanism::ALL {
            assert_eq!(mechanism.start(&login, &TERMS).accept(), Err(Doubt::Premature));
        }
    }

    #[test]
    fn nothing_of_the_secret_shows_in_a_machine() {
        let login = test_login("me", "hunter2");
        for mechanism in Mechanism::ALL {
            let mut machine = mechanism.start(&login, &TERMS);
            machine.initial();
            assert!(!format!("{machine:?}").contains("hunter2"));
        }
    }
}
