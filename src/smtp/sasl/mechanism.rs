//! The mechanisms of ours: their names, and which of them is used.

use super::hash::Hash;

/// A mechanism that smtp-doctor can use.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mechanism {
    /// A proof that the secret is known, bound to the TLS session, from both sides (RFC 5802, RFC 7677).
    ScramPlus(Hash),
    /// A proof that the secret is known, from both sides (RFC 5802, RFC 7677).
    Scram(Hash),
    /// The user and the secret in one message (RFC 4616).
    Plain,
    /// The user and the secret as answers to two prompts (draft-murchison-sasl-login).
    Login,
    /// A proof that the secret is known, from our side (RFC 2195).
    CramMd5,
    /// An OAuth 2.0 token, in the form that Google and Microsoft made up.
    Xoauth2,
    /// An OAuth 2.0 token, in the form of RFC 7628.
    OauthBearer,
    /// The certificate of the client, as TLS has shown it (RFC 4422 appendix A).
    External,
}

/// What the connection is good for when a mechanism is chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Channel {
    /// Nothing is encrypted.
    Clear,
    /// TLS.
    Secured,
    /// TLS, and there is something to bind a login to it.
    Bound,
}

impl Mechanism {
    /// Every mechanism of ours.
    pub const ALL: [Self; 12] = [
        Self::ScramPlus(Hash::Sha512),
        Self::ScramPlus(Hash::Sha256),
        Self::ScramPlus(Hash::Sha1),
        Self::Scram(Hash::Sha512),
        Self::Scram(Hash::Sha256),
        Self::Scram(Hash::Sha1),
        Self::Plain,
        Self::Login,
        Self::CramMd5,
        Self::Xoauth2,
        Self::OauthBearer,
        Self::External,
    ];

    /// What is chosen without being asked for, the strongest first (RFC 4954 §4). Under TLS, CRAM-MD5 protects from
    /// nobody but wants the server to keep the password itself, and so it comes last.
    const UNDER_TLS: [Self; 9] = [
        Self::ScramPlus(Hash::Sha512),
        Self::ScramPlus(Hash::Sha256),
        Self::ScramPlus(Hash::Sha1),
        Self::Scram(Hash::Sha512),
        Self::Scram(Hash::Sha256),
        Self::Scram(Hash::Sha1),
        Self::Plain,
        Self::Login,
        Self::CramMd5,
    ];

    /// The same without TLS, where PLAIN and LOGIN show the secret to everybody on the way.
    const IN_CLEAR: [Self; 6] = [
        Self::Scram(Hash::Sha512),
        Self::Scram(Hash::Sha256),
        Self::Scram(Hash::Sha1),
        Self::CramMd5,
        Self::Plain,
        Self::Login,
    ];

    /// Its registered name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ScramPlus(Hash::Sha512) => "SCRAM-SHA-512-PLUS",
            Self::ScramPlus(Hash::Sha256) => "SCRAM-SHA-256-PLUS",
            Self::ScramPlus(Hash::Sha1) => "SCRAM-SHA-1-PLUS",
            Self::Scram(Hash::Sha512) => "SCRAM-SHA-512",
            Self::Scram(Hash::Sha256) => "SCRAM-SHA-256",
            Self::Scram(Hash::Sha1) => "SCRAM-SHA-1",
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::CramMd5 => "CRAM-MD5",
            Self::Xoauth2 => "XOAUTH2",
            Self::OauthBearer => "OAUTHBEARER",
            Self::External => "EXTERNAL",
        }
    }

    /// The mechanism with a name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mechanism| mechanism.name().eq_ignore_ascii_case(name))
    }

    /// The strongest of ours that the server offers, or the one that the user asks for if it is offered. What takes
    /// no password is never chosen unasked.
    pub fn choose(offered: &[String], only: Option<&str>, channel: Channel) -> Option<Self> {
        let usable = |mechanism: &Self| channel == Channel::Bound || !matches!(mechanism, Self::ScramPlus(_));
        let is_offered = |mechanism: &Self| offered.iter().any(|name| name == mechanism.name());
        let candidates: Vec<Self> = match (only, channel) {
            (Some(name), _) => Self::named(name).into_iter().collect(),
            (None, Channel::Clear) => Self::IN_CLEAR.to_vec(),
            (None, Channel::Secured | Channel::Bound) => Self::UNDER_TLS.to_vec(),
        };
        candidates.into_iter().find(|mechanism| usable(mechanism) && is_offered(mechanism))
    }

    /// Whether the secret is an OAuth 2.0 token.
    pub fn takes_token(self) -> bool {
        matches!(self, Self::Xoauth2 | Self::OauthBearer)
    }

    /// Whether the server must have kept the password, or a value made of it for this very mechanism. A server that
    /// has only another hash of it refuses a right password.
    pub fn needs_stored_secret(self) -> bool {
        matches!(self, Self::ScramPlus(_) | Self::Scram(_) | Self::CramMd5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(offered: &[&str], only: Option<&str>, channel: Channel) -> Option<&'static str> {
        let offered: Vec<String> = offered.iter().map(|name| (*name).to_owned()).collect();
        Mechanism::choose(&offered, only, channel).map(Mechanism::name)
    }

    #[test]
    fn the_strongest_mutual_one_is_chosen() {
        let all: Vec<&str> = Mechanism::ALL.iter().rev().map(|mechanism| mechanism.name()).collect();
        assert_eq!(chosen(&all, None, Channel::Bound), Some("SCRAM-SHA-512-PLUS"));
        assert_eq!(chosen(&all, None, Channel::Secured), Some("SCRAM-SHA-512"));
        assert_eq!(chosen(&all, None, Channel::Clear), Some("SCRAM-SHA-512"));
        let dovecot = ["PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"];
        assert_eq!(chosen(&dovecot, None, Channel::Bound), Some("SCRAM-SHA-256"));
        let old = ["LOGIN", "CRAM-MD5", "PLAIN", "DIGEST-MD5"];
        assert_eq!(chosen(&old, None, Channel::Secured), Some("PLAIN"));
        assert_eq!(chosen(&old, None, Channel::Clear), Some("CRAM-MD5"));
        assert_eq!(chosen(&["CRAM-MD5", "LOGIN"], None, Channel::Secured), Some("LOGIN"));
    }

    #[test]
    fn the_user_may_choose_among_what_is_offered() {
        let both = ["LOGIN", "PLAIN", "XOAUTH2"];
        assert_eq!(chosen(&both, None, Channel::Bound), Some("PLAIN"));
        assert_eq!(chosen(&both, Some("login"), Channel::Bound), Some("LOGIN"));
        assert_eq!(chosen(&both, Some("XOAUTH2"), Channel::Bound), Some("XOAUTH2"));
        assert_eq!(chosen(&["PLAIN"], Some("LOGIN"), Channel::Bound), None);
    }

    #[test]
    fn what_takes_no_password_is_not_chosen_unasked() {
        for offered in [&["XOAUTH2", "OAUTHBEARER"][..], &["EXTERNAL"], &["NTLM"], &[]] {
            assert_eq!(chosen(offered, None, Channel::Bound), None);
        }
        assert_eq!(chosen(&["EXTERNAL"], Some("EXTERNAL"), Channel::Secured), Some("EXTERNAL"));
    }

    #[test]
    fn nothing_is_bound_where_there_is_nothing_to_bind_to() {
        let plus = ["SCRAM-SHA-256-PLUS"];
        assert_eq!(chosen(&plus, Some("SCRAM-SHA-256-PLUS"), Channel::Secured), None);
        assert_eq!(chosen(&plus, None, Channel::Clear), None);
    }

    #[test]
    fn every_name_is_read_again() {
        for mechanism in Mechanism::ALL {
            assert_eq!(Mechanism::named(&mechanism.name().to_ascii_lowercase()), Some(mechanism));
        }
    }

    #[test]
    fn what_proves_the_password_needs_it_or_a_value_made_of_it() {
        let named = |fits: fn(Mechanism) -> bool| {
            let fitting = Mechanism::ALL.into_iter().filter(move |mechanism| fits(*mechanism));
            fitting.map(Mechanism::name).collect::<Vec<_>>()
        };
        let stored = [
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1",
            "CRAM-MD5",
        ];
        assert_eq!(named(Mechanism::needs_stored_secret), stored);
        assert_eq!(named(Mechanism::takes_token), ["XOAUTH2", "OAUTHBEARER"]);
    }
}
