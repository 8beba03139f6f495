//! A certificate read from its DER form into plain facts.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use time::OffsetDateTime;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey as ParsedKey;
use x509_parser::time::ASN1Time;

use super::proven;
use crate::evidence::{Certificate, PublicKey};

/// OID of AIA caIssuers (RFC 5280 §4.2.2.1).
const CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";
/// OID of the TLS feature extension (RFC 7633 §4.1).
const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
/// `status_request` as an INTEGER in DER: the feature that asks for a staple.
const STATUS_REQUEST: [u8; 3] = [0x02, 0x01, 0x05];

/// The facts of a certificate; none where it is not one.
pub(super) fn read(der: &[u8]) -> Option<Certificate> {
    let (_, parsed) = X509Certificate::from_der(der).ok()?;
    let self_issued = parsed.issuer().as_raw() == parsed.subject().as_raw();
    Some(Certificate {
        subject: parsed.subject().to_string(),
        issuer: parsed.issuer().to_string(),
        names: names(&parsed),
        not_before: moment(&parsed.validity().not_before),
        not_after: moment(&parsed.validity().not_after),
        key: key(&parsed),
        signature: signature(&parsed),
        self_signed: self_issued
            && proven::holds(&[b"signs itself", der], || parsed.verify_signature(None).is_ok()),
        authority: parsed.is_ca(),
        issuer_url: issuer_url(&parsed),
        sha256: sha256(der),
        spki_sha256: Some(sha256(parsed.public_key().raw)),
        usages: usages(&parsed),
        path_length: path_length(&parsed),
        must_staple: must_staple(&parsed),
    })
}

pub(super) fn moment(time: &ASN1Time) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(time.timestamp()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

fn names(parsed: &X509Certificate<'_>) -> Vec<String> {
    let extension = parsed.subject_alternative_name().ok().flatten();
    let names = extension.iter().flat_map(|extension| &extension.value.general_names);
    names
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => address(bytes).map(|address| address.to_string()),
            _ => None,
        })
        .collect()
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    match bytes.len() {
        4 => <[u8; 4]>::try_from(bytes).ok().map(|octets| Ipv4Addr::from(octets).into()),
        16 => <[u8; 16]>::try_from(bytes).ok().map(|octets| Ipv6Addr::from(octets).into()),
        _ => None,
    }
}

fn key(parsed: &X509Certificate<'_>) -> PublicKey {
    let info = parsed.public_key();
    let oid = info.algorithm.algorithm.to_id_string();
    match info.parsed() {
        Ok(ParsedKey::RSA(key)) => {
            PublicKey { algorithm: "RSA".into(), bits: u32::try_from(key.key_size()).ok() }
        }
        Ok(ParsedKey::EC(point)) => {
            PublicKey { algorithm: "EC".into(), bits: u32::try_from(point.key_size()).ok() }
        }
        _ if oid == "1.3.101.112" => PublicKey { algorithm: "Ed25519".into(), bits: Some(256) },
        _ if oid == "1.3.101.113" => PublicKey { algorithm: "Ed448".into(), bits: Some(456) },
        _ => PublicKey { algorithm: oid, bits: None },
    }
}

/// The name of the signature algorithm (RFC 3279, 4055, 5758, 8410), else its object identifier.
fn signature(parsed: &X509Certificate<'_>) -> String {
    let oid = parsed.signature_algorithm.algorithm.to_id_string();
    let name = match oid.as_str() {
        "1.2.840.113549.1.1.4" => "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
        "1.2.840.113549.1.1.10" => "RSASSA-PSS",
        "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "1.2.840.10045.4.1" => "ecdsa-with-SHA1",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        _ => return oid,
    };
    name.to_owned()
}

fn issuer_url(parsed: &X509Certificate<'_>) -> Option<String> {
    parsed.iter_extensions().find_map(|extension| {
        let ParsedExtension::AuthorityInfoAccess(access) = extension.parsed_extension() else { return None };
        access.accessdescs.iter().find_map(|description| match &description.access_location {
            GeneralName::URI(url) if description.access_method.to_id_string() == CA_ISSUERS => {
                Some((*url).to_owned())
            }
            _ => None,
        })
    })
}

pub(super) fn sha256(der: &[u8]) -> String {
    hexadecimal(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der).as_ref())
}

fn usages(parsed: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(extension)) = parsed.extended_key_usage() else { return Vec::new() };
    let usage = extension.value;
    let known = [
        (usage.any, "anyExtendedKeyUsage"),
        (usage.server_auth, "serverAuth"),
        (usage.client_auth, "clientAuth"),
        (usage.code_signing, "codeSigning"),
        (usage.email_protection, "emailProtection"),
        (usage.time_stamping, "timeStamping"),
        (usage.ocsp_signing, "OCSPSigning"),
    ];
    let known = known.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name.to_owned());
    known.chain(usage.other.iter().map(ToString::to_string)).collect()
}

fn path_length(parsed: &X509Certificate<'_>) -> Option<u32> {
    parsed.basic_constraints().ok().flatten()?.value.path_len_constraint
}

fn must_staple(parsed: &X509Certificate<'_>) -> bool {
    parsed.iter_extensions().any(|extension| {
        extension.oid.to_id_string() == TLS_FEATURE
            && extension.value.windows(STATUS_REQUEST.len()).any(|bytes| bytes == STATUS_REQUEST)
    })
}

/// Bytes as they are written in small hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}
