//! The SPF records that domains bring in whose mail goes through a provider.
//!
//! Only providers that keep the sender's own domain in the envelope stand here, and only where they name the record.
//! Mail services with a return path of their own need nothing in the sender's SPF record.

use super::Provider;
use super::find::is_under;

/// The identity of a provider, the name that it asks to include, and the domains under which such names lie.
static RECORDS: &[(&str, &str, &[&str])] = &[
    ("gmail", "_spf.google.com", &["google.com"]),
    ("google-workspace", "_spf.google.com", &["google.com"]),
    ("google-relay", "_spf.google.com", &["google.com"]),
    (
        "microsoft365",
        "spf.protection.outlook.com",
        &["protection.outlook.com", "protection.office365.us", "protection.partner.outlook.cn"],
    ),
    ("exmail", "spf.mail.qq.com", &["qq.com"]),
    ("netease-qiye", "spf.163.com", &["163.com", "netease.com"]),
    ("aliyun-qiye", "spf.qiye.aliyun.com", &["aliyun.com", "mxhichina.com", "alibabacloud.com"]),
    ("fastmail", "spf.messagingengine.com", &["messagingengine.com"]),
    ("proton", "_spf.protonmail.ch", &["protonmail.ch"]),
    ("icloud", "icloud.com", &["icloud.com"]),
    ("hostinger", "_spf.mail.hostinger.com", &["hostinger.com"]),
    ("titan", "spf.titan.email", &["titan.email"]),
    ("privateemail", "spf.privateemail.com", &["privateemail.com"]),
    ("ovh", "mx.ovh.com", &["ovh.com", "ovh.net"]),
];

impl Provider {
    /// The name that the SPF record of a domain includes where its mail goes through this provider.
    pub fn spf_include(&self) -> Option<&'static str> {
        self.spf().map(|(include, _)| include)
    }

    /// Whether a name that an SPF record includes is one of this provider.
    pub fn has_spf(&self, name: &str) -> bool {
        self.spf().is_some_and(|(_, domains)| domains.iter().any(|domain| is_under(name, domain)))
    }

    fn spf(&self) -> Option<(&'static str, &'static [&'static str])> {
        let known = RECORDS.iter().find(|(id, ..)| *id == self.id)?;
        Some((known.1, known.2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::{by_host, by_id};

    #[test]
    fn every_row_belongs_to_a_provider_and_knows_its_own_name() {
        for (id, include, _) in RECORDS {
            let provider = by_id(id).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(provider.spf_include(), Some(*include), "{id}");
            assert!(provider.has_spf(include), "{id}");
        }
    }

    #[test]
    fn a_service_with_its_own_return_path_asks_for_none() {
        for host in ["smtp.sendgrid.net", "smtp.postmarkapp.com"] {
            assert_eq!(by_host(host).unwrap().spf_include(), None);
        }
        let office = by_host("smtp.office365.com").unwrap();
        assert!(office.has_spf("spf.protection.outlook.com") && !office.has_spf("_spf.google.com"));
    }
}
