//! SCRAM (RFC 5802, RFC 7677): both sides prove that they know the secret, and neither sends it.
//!
//! Success counts only when the server's signature is right: without it, the server may be anybody who says yes.

mod message;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU32;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::hash::{Hash, Output};
use super::{ChannelBinding, Doubt, Key, Objection, Reason, Response, Terms, Toil, Unexpected, Unproven};
use crate::plan;
use message::{Final, First};

/// One attempt with SCRAM.
pub struct Scram<'a> {
    login: &'a plan::Login,
    hash: Hash,
    header: Header,
    nonce: String,
    state: State,
    /// What has been made of the secret for the challenge that is to be answered.
    key: Option<Key>,
    iterations: Option<u32>,
    reason: Option<Reason>,
}

/// What our first message says about channel binding (RFC 5802 §7, `gs2-header`), with what is bound.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Header {
    /// We bind nothing.
    Unable,
    /// We could, and the server seems not to: if it can, somebody has changed its list.
    Able,
    /// We do.
    Bound(ChannelBinding),
}

enum State {
    Start,
    FirstSent,
    /// Our proof is sent. The server answers with this signature, if it knows the secret.
    ProofSent(Output),
    Proved,
    Refused,
}

impl Header {
    /// For a mechanism that binds.
    pub(super) fn bound(terms: &Terms<'_>) -> Self {
        terms.binding.map_or(Self::Unable, |binding| Self::Bound(binding.clone()))
    }

    /// For a mechanism that does not bind (RFC 5802 §6).
    pub(super) fn unbound(terms: &Terms<'_>) -> Self {
        let server_binds = terms.offered.iter().any(|name| name.ends_with("-PLUS"));
        if terms.binding.is_some() && !server_binds { Self::Able } else { Self::Unable }
    }

    fn text(&self) -> String {
        match self {
            Self::Unable => "n,,".to_owned(),
            Self::Able => "y,,".to_owned(),
            Self::Bound(binding) => format!("p={},,", binding.kind.name()),
        }
    }

    /// The header again, with the bytes that are bound.
    fn input(&self) -> Vec<u8> {
        let data = match self {
            Self::Bound(binding) => binding.data.as_slice(),
            Self::Unable | Self::Able => &[],
        };
        [self.text().as_bytes(), data].concat()
    }
}

impl<'a> Scram<'a> {
    pub(super) fn new(login: &'a plan::Login, hash: Hash, header: Header, terms: &Terms<'_>) -> Self {
        Self::with_nonce(login, hash, header, BASE64.encode(terms.nonce))
    }

    fn with_nonce(login: &'a plan::Login, hash: Hash, header: Header, nonce: String) -> Self {
        Self { login, hash, header, nonce, state: State::Start, key: None, iterations: None, reason: None }
    }

    /// Our first message: who we are, and our random text.
    pub(super) fn first(&mut self) -> Response {
        self.state = State::FirstSent;
        Zeroizing::new([self.header.text(), self.first_bare()].concat().into_bytes())
    }

    fn first_bare(&self) -> String {
        format!("n={},r={}", super::saslname(&prepared(&self.login.user)), self.nonce)
    }

    pub(super) fn respond(&mut self, challenge: &[u8]) -> Result<Response, Objection> {
        let message = std::str::from_utf8(challenge).map_err(|_| Unexpected)?;
        match &self.state {
            State::Start if message.is_empty() => Ok(self.first()),
            State::FirstSent => Ok(self.prove(message)?),
            State::ProofSent(wanted) => {
                let objection = match Final::read(message)? {
                    Final::Signature(given) if verify_slices_are_equal(wanted, &given).is_ok() => None,
                    Final::Signature(_) => Some(Objection::Unproven(Unproven::WrongSignature)),
                    Final::Error(error) => {
                        self.reason = Some(Reason::Proof { error });
                        None
                    }
                };
                self.state = match (objection, &self.reason) {
                    (None, None) => State::Proved,
                    _ => State::Refused,
                };
                // RFC 4954 §4: what the server adds to its verdict is answered by an empty line.
                objection.map_or_else(|| Ok(Response::default()), Err)
            }
            State::Start | State::Proved | State::Refused => Err(Objection::Unexpected),
        }
    }

    /// The work that a challenge asks for, if it does and it has not been done.
    pub(super) fn toil(&self, challenge: &[u8]) -> Option<Toil> {
        let message = std::str::from_utf8(challenge).ok()?;
        let due = matches!(self.state, State::FirstSent) && self.key.is_none();
        let First { salt, iterations, .. } = First::read(message, &self.nonce).ok().filter(|_| due)?;
        Some(self.hashing(salt, iterations))
    }

    /// Takes what came of it.
    pub(super) fn provide(&mut self, key: Key) {
        self.key = Some(key);
    }

    fn hashing(&self, salt: Vec<u8>, iterations: NonZeroU32) -> Toil {
        let secret = Zeroizing::new(prepared(self.login.secret.expose()).into_owned());
        Toil { hash: self.hash, secret, salt, iterations }
    }

    /// Our second message: the proof that we know the secret.
    fn prove(&mut self, server_first: &str) -> Result<Response, Unexpected> {
        let First { nonce, salt, iterations } = First::read(server_first, &self.nonce)?;
        self.iterations = Some(iterations.get());
        let Key(salted) = self.key.take().unwrap_or_else(|| self.hashing(salt, iterations).done());
        let client_key = self.hash.hmac(&salted, b"Client Key");
        let server_key = self.hash.hmac(&salted, b"Server Key");
        let without_proof = format!("c={},r={nonce}", BASE64.encode(self.header.input()));
        let signed = [self.first_bare().as_str(), server_first, &without_proof].join(",");
        let signature = self.hash.hmac(&self.hash.digest(&client_key), signed.as_bytes());
        let proof: Output = Zeroizing::new(client_key.iter().zip(&**signature).map(|(a, b)| a ^ b).collect());
        self.state = State::ProofSent(self.hash.hmac(&server_key, signed.as_bytes()));
        let encoded = Zeroizing::new(BASE64.encode(&*proof));
        Ok(Zeroizing::new(format!("{without_proof},p={}", *encoded).into_bytes()))
    }

    pub(super) fn accept(&self) -> Result<(), Doubt> {
        match self.state {
            State::Proved => Ok(()),
            State::Start | State::FirstSent => Err(Doubt::Premature),
            State::ProofSent(_) | State::Refused => Err(Doubt::Unproven(Unproven::NoSignature)),
        }
    }

    pub(super) fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    pub(super) fn iterations(&self) -> Option<u32> {
        self.iterations
    }
}

impl fmt::Debug for Scram<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scram")
            .field("hash", &self.hash)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// A text as both sides write it alike (RFC 4013). What the profile forbids goes as it is, as with most clients:
/// the server may have it stored that way, and is the one to judge.
fn prepared(text: &str) -> Cow<'_, str> {
    stringprep::saslprep(text).unwrap_or(Cow::Borrowed(text))
}
