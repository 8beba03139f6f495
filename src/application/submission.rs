//! What an application is to be told: a way to a server, and who logs in there.

use crate::locale::Lang;
use crate::provider::SecretKind;

use super::SENDER;

/// A way to submit mail.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The host: a name, or an address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// When TLS starts.
    pub encryption: Encryption,
    /// Who logs in; none where the server takes mail without a login.
    pub user: Option<String>,
    /// The sender's address, where it is known.
    pub from: Option<String>,
    /// The SASL mechanism, in capitals, where it is known.
    pub mechanism: Option<String>,
    /// The kind of secret, where the provider is known.
    pub secret: Option<SecretKind>,
    /// The language of the comments.
    pub lang: Lang,
}

/// When TLS starts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encryption {
    /// With the first byte.
    Implicit,
    /// By STARTTLS, which is insisted on.
    StartTls,
    /// Never.
    Plain,
}

impl Submission {
    /// Whether TLS starts with the first byte.
    pub(super) fn is_implicit(&self) -> bool {
        self.encryption == Encryption::Implicit
    }

    /// Whether TLS starts by STARTTLS.
    pub(super) fn is_start_tls(&self) -> bool {
        self.encryption == Encryption::StartTls
    }

    /// The host as it stands in a URL: an IPv6 address in brackets.
    pub(super) fn url_host(&self) -> String {
        if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() }
    }

    /// Host and port.
    pub(super) fn endpoint(&self) -> String {
        format!("{}:{}", self.url_host(), self.port)
    }

    /// The sender's address, or what stands in its place.
    pub(super) fn sender(&self) -> &str {
        self.from.as_deref().unwrap_or(SENDER)
    }

    /// The mechanism for an application that has to be told one. Those of the largest providers all know LOGIN.
    pub(super) fn mechanism(&self) -> Mechanism {
        match self.mechanism.as_deref() {
            Some("PLAIN") => Mechanism::Plain,
            Some("CRAM-MD5") => Mechanism::CramMd5,
            _ => Mechanism::Login,
        }
    }
}

/// The mechanisms that every application with a setting for them has a word for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mechanism {
    /// PLAIN (RFC 4616).
    Plain,
    /// LOGIN.
    Login,
    /// CRAM-MD5 (RFC 2195).
    CramMd5,
}

impl Mechanism {
    /// The word that Ruby's mail library has for it.
    pub(super) fn in_ruby(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Login => "login",
            Self::CramMd5 => "cram_md5",
        }
    }
}
