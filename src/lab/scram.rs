//! The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677).

use std::num::NonZeroU32;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::Account;
use crate::smtp::sasl::Hash;

const HASH: Hash = Hash::Sha256;
const SALT: &[u8] = b"salt of the lab";
const ITERATIONS: NonZeroU32 = NonZeroU32::MIN.saturating_add(4095);

/// One login under way.
pub(super) struct Exchange {
    /// What the client's first message says of channel binding.
    header: String,
    /// The messages so far, as they are signed.
    signed: String,
    /// The nonce of both sides.
    nonce: String,
    /// What the server has kept of the password.
    salted: Vec<u8>,
}

impl Exchange {
    /// Takes the client's first message; the answer to it is beside.
    pub(super) fn begin(message: &str, account: &Account) -> Option<(Self, String)> {
        let bare = message.find(",,").map(|at| at + 2)?;
        let (header, bare) = message.split_at(bare);
        let (user, nonce) = bare.strip_prefix("n=")?.split_once(",r=")?;
        let nonce = format!("{nonce}of-the-lab");
        let first = format!("r={nonce},s={},i={ITERATIONS}", BASE64.encode(SALT));
        let salted = HASH.salted(account.password.as_bytes(), SALT, ITERATIONS).to_vec();
        let signed = format!("{bare},{first}");
        (user == account.user).then(|| (Self { header: header.to_owned(), signed, nonce, salted }, first))
    }

    /// Takes the client's proof; the server's signature, where it is right and bound to this session if to any.
    pub(super) fn finish(&self, message: &str, exporter: Option<&[u8]>) -> Option<String> {
        let (without_proof, proof) = message.rsplit_once(",p=")?;
        let bound = if self.header.starts_with("p=tls-exporter,") { exporter? } else { &[] };
        let input = BASE64.encode([self.header.as_bytes(), bound].concat());
        if without_proof != format!("c={input},r={}", self.nonce) {
            return None;
        }
        let signed = format!("{},{without_proof}", self.signed);
        let client_key = HASH.hmac(&self.salted, b"Client Key");
        let stored_key = HASH.digest(&client_key);
        let signature = HASH.hmac(&stored_key, signed.as_bytes());
        let given: Vec<u8> =
            BASE64.decode(proof).ok()?.iter().zip(&**signature).map(|(a, b)| a ^ b).collect();
        let server_key = HASH.hmac(&self.salted, b"Server Key");
        let answer = format!("v={}", BASE64.encode(&*HASH.hmac(&server_key, signed.as_bytes())));
        (*HASH.digest(&given) == *stored_key).then_some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Service;

    #[test]
    fn a_wrong_proof_and_another_user_are_refused() {
        let account = Service::submission("h").account;
        assert!(Exchange::begin("n,,n=nobody,r=abc", &account).is_none());
        let (exchange, first) = Exchange::begin(&format!("n,,n={},r=abc", account.user), &account).unwrap();
        assert!(first.starts_with("r=abcof-the-lab,s="));
        assert_eq!(exchange.finish("c=biws,r=abcof-the-lab,p=AAAA", None), None);
        assert_eq!(exchange.finish("", None), None);
    }
}
