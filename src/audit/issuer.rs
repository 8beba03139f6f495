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

/// The authorities that CAA records allow to issue a certificate, one with a wildcard or one without; none where the
/// records leave that to all (RFC 8659 §4.2, §4.3). A record is written `0 issue "letsencrypt.org; parameters"`; one that
/// names nobody allows nobody.
pub(super) fn allowed(records: &[String], wildcard: bool) -> Option<Vec<&str>> {
    let of = |wanted: &str| -> Vec<&str> {
        let properties = records.iter().filter_map(|record| record.split_once(' ')?.1.split_once(' '));
        let values = properties.filter(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
        let domains = values.map(|(_, value)| value.trim_matches('"').split(';').next().unwrap_or_default());
        domains.map(|domain| domain.trim().trim_end_matches('.')).collect()
    };
    let wild = if wildcard { of("issuewild") } else { Vec::new() };
    let counts = if wild.is_empty() { of("issue") } else { wild };
    let named = |name: &&str| !name.is_empty();
    (!counts.is_empty()).then(|| counts.into_iter().filter(named).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who may issue a certificate without a wildcard, and one with.
    fn read(records: &[&str]) -> [Option<Vec<String>>; 2] {
        let records: Vec<String> = records.iter().map(|record| (*record).to_owned()).collect();
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        [false, true].map(|wildcard| allowed(&records, wildcard).map(owned))
    }

    #[test]
    fn who_is_allowed_is_read_from_the_records() {
        let only = |name: &str| Some(vec![name.to_owned()]);
        let le = "0 issue \"letsencrypt.org; validationmethods=dns-01\"";
        assert_eq!(read(&[le]), [only("letsencrypt.org"), only("letsencrypt.org")]);
        assert_eq!(read(&[le, "128 issuewild \"pki.goog.\""]), [only("letsencrypt.org"), only("pki.goog")]);
        // What is said of wildcards says nothing of the others.
        assert_eq!(read(&["0 issuewild \";\""]), [None, Some(Vec::new())]);
        for nobody in ["0 issue \";\"", "0 ISSUE \"\""] {
            assert_eq!(read(&[nobody]), [Some(Vec::new()), Some(Vec::new())], "{nobody}");
        }
        for unrestricted in ["0 iodef \"mailto:a@example.com\"", "0", ""] {
            assert_eq!(read(&[unrestricted]), [None, None], "{unrestricted}");
        }
    }

    #[test]
    fn an_authority_is_known_by_its_organisation() {
        assert_eq!(domains("C=US, O=Let's Encrypt, CN=R11"), Some(&["letsencrypt.org"][..]));
        assert_eq!(domains("CN=Example CA"), None);
    }
}
