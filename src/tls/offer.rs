//! What a ClientHello offers, in the few words in which it is recorded.

use serde::{Deserialize, Serialize};

use super::{Group, Suite, Version};

/// What a ClientHello offers.
///
/// Up to TLS 1.2 a client names the newest version that it has, and a server may choose any older one (RFC 5246
/// Appendix E): its answer tells the newest that both have. TLS 1.3 is offered by itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The newest version.
    pub newest: Version,
    /// The cipher suites.
    pub suites: Suites,
    /// The groups for the exchange of keys.
    pub groups: Vec<Group>,
    /// Whether the server is named.
    pub naming: Naming,
}

/// A choice of cipher suites. No choice has more than 64: there are servers that drop a longer list.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suites {
    /// All that ever were in common use, sound and outdated alike, and compression, which went with them.
    Usual,
    /// Those without a purpose in any time of use: no encryption, no authentication, export grade, single DES.
    Broken,
    /// RC4 and triple DES.
    Outdated,
    /// Those with Diffie-Hellman over the numbers, whose size the server chooses.
    FiniteField,
    /// Those without forward secrecy or without authenticated encryption, but none of the outdated or broken ones.
    Plain,
    /// Those in which the client encrypts the key for the certificate, without forward secrecy; none of the outdated or
    /// broken ones.
    StaticKey,
}

/// Whether a ClientHello names the server (RFC 6066 §3).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// It does, where the host has a name.
    Named,
    /// It does not.
    Unnamed,
}

impl Offer {
    /// Everything in common use up to a version, or TLS 1.3 with everything that belongs to it.
    pub fn up_to(newest: Version) -> Self {
        let groups = match newest {
            Version::Tls13 => Group::CURRENT.to_vec(),
            _ => Group::CLASSIC.to_vec(),
        };
        Self { newest, suites: Suites::Usual, groups, naming: Naming::Named }
    }

    /// The same with other suites.
    pub fn with(self, suites: Suites) -> Self {
        Self { suites, ..self }
    }

    /// The same with these groups only.
    pub fn over(self, groups: Vec<Group>) -> Self {
        Self { groups, ..self }
    }

    /// The same without the server's name.
    pub fn unnamed(self) -> Self {
        Self { naming: Naming::Unnamed, ..self }
    }

    /// The cipher suites in the order in which they are offered.
    pub fn suites(&self) -> Vec<Suite> {
        Suite::known().filter(|suite| suite.is_of(self.newest) && self.suites.holds(*suite)).collect()
    }
}

impl Suites {
    /// Whether a suite belongs to the choice. In TLS 1.3 there is no choice: all of its suites belong to any.
    fn holds(self, suite: Suite) -> bool {
        use super::{Bulk, Exchange};
        let Some((exchange, bulk)) = suite.parts() else { return false };
        let broken = matches!(bulk, Bulk::Null | Bulk::Export | Bulk::Des) || exchange == Exchange::Anonymous;
        let outdated = matches!(bulk, Bulk::Rc4 | Bulk::TripleDes);
        match self {
            _ if exchange == Exchange::Tls13 => true,
            Self::Usual => !broken,
            Self::Broken => broken,
            Self::Outdated => outdated && !broken,
            Self::FiniteField => exchange == Exchange::Dhe && !broken,
            Self::Plain => {
                let weak = exchange == Exchange::Rsa || bulk == Bulk::Cbc;
                weak && !broken && !outdated
            }
            Self::StaticKey => exchange == Exchange::Rsa && !broken && !outdated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_too_long_for_old_servers_and_none_is_empty() {
        use Suites::{Broken, FiniteField, Outdated, Plain, StaticKey, Usual};
        for version in Version::ALL {
            for suites in [Usual, Broken, Outdated, FiniteField, Plain, StaticKey] {
                let offered = Offer::up_to(version).with(suites).suites();
                assert!((1..=64).contains(&offered.len()), "{version:?} {suites:?}: {}", offered.len());
            }
        }
    }

    #[test]
    fn an_old_version_is_offered_with_suites_of_its_time() {
        let names: Vec<_> = Offer::up_to(Version::Ssl30).suites().iter().map(|suite| suite.name()).collect();
        assert!(names.contains(&"TLS_RSA_WITH_AES_128_CBC_SHA".to_owned()), "{names:?}");
        assert!(!names.iter().any(|name| name.contains("GCM") || name.contains("SHA256")), "{names:?}");
        let current = Offer::up_to(Version::Tls13).suites();
        assert_eq!(current.len(), 5, "{current:?}");
    }

    #[test]
    fn an_offer_is_recorded_in_few_words() {
        let offer = Offer::up_to(Version::Tls12).over(vec![Group::X25519]).unnamed();
        let json = serde_json::to_string(&offer).unwrap();
        assert_eq!(json, r#"{"newest":"TLS 1.2","suites":"usual","groups":[29],"naming":"unnamed"}"#);
        assert_eq!(serde_json::from_str::<Offer>(&json).unwrap(), offer);
    }
}
