//! Public authorities: how they sign themselves in certificates, and by which names CAA records allow them.

/// The words in the name of an issuer, and the domains by which it is allowed (RFC 8659 §4.2), as the authorities publish
/// them in their certification practice statements.
const AUTHORITIES: &[(&str, &[&str])] = &[
    ("O=Let's Encrypt", &["letsencrypt.org"]),
    ("O=Google Trust Services", &["pki.goog"]),
    ("O=DigiCert", &["digicert.com", "symantec.com", "geotrust.com", "rapidssl.com", "thawte.com"]),
    ("O=Sectigo", &["sectigo.com", "comodo.com", "comodoca.com", "usertrust.com", "trust-provider.com"]),
    ("O=ZeroSSL", &["sectigo.com"]),
    ("O=GlobalSign", &["globalsign.com"]),
    ("O=Amazon", &["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"]),
    ("O=GoDaddy.com", &["godaddy.com", "starfieldtech.com"]),
    ("O=Starfield Technologies", &["starfieldtech.com", "godaddy.com"]),
    ("O=Buypass", &["buypass.com", "buypass.no"]),
    ("O=SSL Corporation", &["ssl.com"]),
    ("O=Actalis", &["actalis.it"]),
    ("O=HARICA", &["harica.gr"]),
    ("O=Hellenic Academic and Research Institutions CA", &["harica.gr"]),
    ("O=TrustAsia", &["trustasia.com", "digicert.com", "sectigo.com"]),
    ("O=IdenTrust", &["identrust.com"]),
];

/// The domains by which an issuer is allowed; none of one that is not known here.
pub(super) fn domains(issuer: &str) -> Option<&'static [&'static str]> {
    AUTHORITIES.iter().find(|(words, _)| issuer.contains(words)).map(|(_, domains)| *domains)
}

/// The authority that a CAA record allows, written `0 issue "letsencrypt.org; parameters"`; empty where it allows none.
pub(super) fn allowed(record: &str) -> Option<&str> {
    let (_, rest) = record.split_once(' ')?;
    let (tag, value) = rest.split_once(' ')?;
    let issues = tag.eq_ignore_ascii_case("issue") || tag.eq_ignore_ascii_case("issuewild");
    let value = value.trim_matches('"').split(';').next()?.trim().trim_end_matches('.');
    (issues && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_allowed_is_read_from_the_record() {
        assert_eq!(allowed("0 issue \"letsencrypt.org; validationmethods=dns-01\""), Some("letsencrypt.org"));
        assert_eq!(allowed("128 issuewild \"pki.goog\""), Some("pki.goog"));
        for none in ["0 issue \";\"", "0 issue \"\"", "0 iodef \"mailto:a@example.com\"", "0", ""] {
            assert_eq!(allowed(none), None, "{none}");
        }
    }

    #[test]
    fn an_authority_is_known_by_its_organisation() {
        assert_eq!(domains("C=US, O=Let's Encrypt, CN=R11"), Some(&["letsencrypt.org"][..]));
        assert_eq!(domains("CN=Example CA"), None);
    }
}
