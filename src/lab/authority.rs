//! A certificate authority made on the spot, and the good and bad certificates that it hands out.
//!
//! Every date counts from the moment of making, so that an expired certificate stays expired and a good one good. The
//! authority knows what a certificate is, not who will dislike it.

use std::sync::Arc;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
};
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use super::crowd;
use super::statement::{Said, der, statement};
use super::witness::Witness;
use super::{Log, TlsService};

/// Where the intermediate certificate could be had, as its leaves say (RFC 5280 §4.2.2.1).
const ISSUER_URL: &str = "http://ca.lab.test/intermediate.cer";

/// How many bytes may come with the first message of a later session.
const EARLY_DATA: u32 = 16_384;

/// A certificate for those who name the host, and another for those who do not.
#[derive(Debug)]
struct ByName {
    named: Arc<CertifiedKey>,
    unnamed: Arc<CertifiedKey>,
}

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(if hello.server_name().is_some() { &self.named } else { &self.unnamed }))
    }
}

/// A root, an intermediate below it, and the moment from which their certificates are dated.
#[derive(Debug)]
pub struct Authority {
    root: Issuer,
    intermediate: Issuer,
    now: OffsetDateTime,
    provider: Arc<CryptoProvider>,
}

/// What is right or wrong with a certificate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Nothing is wrong; the chain is sent up to the root.
    Good,
    /// It ended 30 days ago.
    Expired,
    /// It begins in 7 days.
    NotYetValid,
    /// It ends in 7 days.
    ExpiringSoon,
    /// It is good, but for this name.
    OtherName(String),
    /// It is good for a client that names the host (SNI); any other gets one for this name.
    WhenNamed(String),
    /// It is for this name where a client names the host (SNI); any other gets a good one.
    WhenUnnamed(String),
    /// It signs itself and claims to be an authority, as the `req -x509` of OpenSSL makes it.
    SelfSigned,
    /// It signs itself and is no authority.
    SelfSignedLeaf,
    /// An authority of this name issued it that nobody trusts. Its root is sent along.
    UnknownIssuer(String),
    /// It is good, but the intermediate between it and the root is not sent.
    MissingIntermediate,
    /// It is for clients only (extendedKeyUsage).
    WrongPurpose,
    /// Its name stands in the subject alone, and not among the names it is for (subjectAltName).
    CommonNameOnly,
    /// It has no subject: its names say it all.
    NoSubject,
    /// It is good, and beside it the root, the intermediate twice and a stranger are sent, in this order.
    Surplus,
    /// It is good, and the statement of its issuer that is sent along says so.
    Stapled,
    /// It is revoked, and the statement of its issuer that is sent along says so.
    Revoked,
    /// It says that it comes with a statement of its issuer (RFC 7633), and comes without.
    MustStaple,
    /// Its issuer may only issue for names below `other.test` (nameConstraints).
    OutsideConstraint,
    /// Its issuer is one of so many authorities of the same name that certify each other in a ring.
    Ring(usize),
    /// It is good, and for so many other names too.
    Names(usize),
}

/// The versions of TLS that a server speaks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Versions {
    /// TLS 1.2 and TLS 1.3.
    #[default]
    Both,
    /// TLS 1.2 alone.
    Tls12,
    /// TLS 1.3 alone.
    Tls13,
    /// TLS 1.3 alone, and later sessions may begin with data.
    EarlyData,
}

/// Whom a server lets in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Clients {
    /// Any client.
    #[default]
    Any,
    /// Any client, though each is asked for a certificate; one of another authority is refused.
    Asked,
    /// Clients with a certificate of the authority.
    Certified,
}

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// A chain as it is sent, and the key of its first certificate.
pub(super) type Chain = (Vec<CertificateDer<'static>>, KeyPair);

impl Authority {
    /// Makes an authority whose certificates are dated from `now`.
    pub fn new(now: OffsetDateTime) -> anyhow::Result<Self> {
        let now = now.replace_nanosecond(0).context("the time of an authority")?;
        let root = new_root("smtp-doctor lab root", now)?;
        let below = issuer_params("smtp-doctor lab intermediate", now)?;
        let intermediate = Issuer::signed_by(below, KeyPair::generate()?, &root)?;
        Ok(Self { root, intermediate, now, provider: Arc::new(aws_lc_rs::default_provider()) })
    }

    /// The certificate of the root, in PEM.
    pub fn pem(&self) -> String {
        self.root.pem()
    }

    /// The certificate of the intermediate, in DER.
    pub fn intermediate(&self) -> &[u8] {
        self.intermediate.der()
    }

    /// A certificate for a client, with those of its issuers and its key, in PEM.
    pub fn client(&self, name: &str, kind: &Kind) -> anyhow::Result<String> {
        let (chain, key) = self.signed(name, kind, ExtendedKeyUsagePurpose::ClientAuth)?;
        let block = |der: &CertificateDer<'_>| {
            format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64.encode(der))
        };
        Ok(chain.iter().map(block).collect::<String>() + &key.serialize_pem())
    }

    /// The configuration of a TLS server. What certificates clients show it is kept in the log.
    pub fn server_config(&self, tls: &TlsService, log: &Log) -> anyhow::Result<ServerConfig> {
        let TlsService { host, kind, versions, clients } = tls;
        let (chain, key) = self.chain(host, kind)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let builder = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&versions.supported())?;
        let builder = match clients {
            Clients::Any => builder.with_no_client_auth(),
            Clients::Asked | Clients::Certified => {
                let mut roots = RootCertStore::empty();
                roots.add(self.root.der().clone())?;
                let provider = Arc::clone(&self.provider);
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                let verifier = match clients {
                    Clients::Asked => verifier.allow_unauthenticated(),
                    Clients::Any | Clients::Certified => verifier,
                };
                let witness = Witness { judge: verifier.build()?, log: log.clone() };
                builder.with_client_cert_verifier(Arc::new(witness))
            }
        };
        let said = match kind {
            Kind::Stapled => Some(Said::Good),
            Kind::Revoked => Some(Said::Revoked),
            _ => None,
        };
        let staple = said.map(|said| {
            statement(said, &chain[0], self.intermediate.der(), self.intermediate.key(), self.now)
        });
        let mut config = if let Some(unnamed) = self.unnamed(host, kind)? {
            let named = CertifiedKey::from_der(chain, key, &self.provider)?;
            builder.with_cert_resolver(Arc::new(ByName { named: named.into(), unnamed: unnamed.into() }))
        } else {
            builder.with_single_cert_with_ocsp(chain, key, staple.transpose()?.unwrap_or_default())?
        };
        if *versions == Versions::EarlyData {
            config.max_early_data_size = EARLY_DATA;
        }
        Ok(config)
    }

    /// The certificate for those who do not name the host, where that is another one.
    fn unnamed(&self, host: &str, kind: &Kind) -> anyhow::Result<Option<CertifiedKey>> {
        let kind = match kind {
            Kind::WhenNamed(other) => Kind::OtherName(other.clone()),
            Kind::WhenUnnamed(_) => Kind::Good,
            _ => return Ok(None),
        };
        let (chain, key) = self.chain(host, &kind)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(Some(CertifiedKey::from_der(chain, key, &self.provider)?))
    }

    fn chain(&self, host: &str, kind: &Kind) -> anyhow::Result<Chain> {
        let purpose = match kind {
            Kind::WrongPurpose => ExtendedKeyUsagePurpose::ClientAuth,
            _ => ExtendedKeyUsagePurpose::ServerAuth,
        };
        self.signed(host, kind, purpose)
    }

    fn signed(&self, host: &str, kind: &Kind, purpose: ExtendedKeyUsagePurpose) -> anyhow::Result<Chain> {
        let key = KeyPair::generate()?;
        let name = if let Kind::OtherName(other) | Kind::WhenUnnamed(other) = kind { other } else { host };
        let mut params = leaf_params(name, &self.dates(kind))?;
        params.extended_key_usages = vec![purpose];
        if let Kind::SelfSigned | Kind::SelfSignedLeaf = kind {
            if *kind == Kind::SelfSigned {
                params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
                params.key_usages.clear();
                params.extended_key_usages.clear();
            }
            let leaf = params.self_signed(&key)?;
            return Ok((vec![leaf.der().clone()], key));
        }
        match kind {
            Kind::CommonNameOnly => params.subject_alt_names.clear(),
            Kind::NoSubject => params.distinguished_name = DistinguishedName::new(),
            Kind::MustStaple => params.custom_extensions.push(must_staple()),
            Kind::Names(count) => params.subject_alt_names.extend(crowd::names(*count)?),
            Kind::Ring(count) => return crowd::ring(&params, key, *count, self.now),
            _ => {}
        }
        params.use_authority_key_identifier_extension = true;
        if *kind == Kind::OutsideConstraint {
            let mut below = issuer_params("smtp-doctor lab constrained", self.now)?;
            below.name_constraints = Some(NameConstraints {
                permitted_subtrees: vec![GeneralSubtree::DnsName("other.test".to_owned())],
                excluded_subtrees: Vec::new(),
            });
            let below = Issuer::signed_by(below, KeyPair::generate()?, &self.root)?;
            return Ok((vec![params.signed_by(&key, &below)?.der().clone(), below.der().clone()], key));
        }
        if let Kind::UnknownIssuer(issuer) = kind {
            let stranger = new_root(issuer, self.now)?;
            let leaf = params.signed_by(&key, &stranger)?;
            return Ok((vec![leaf.der().clone(), stranger.der().clone()], key));
        }
        params.custom_extensions.push(authority_information_access());
        let mut chain = vec![params.signed_by(&key, &self.intermediate)?.der().clone()];
        if *kind == Kind::Surplus {
            chain.push(self.root.der().clone());
            chain.push(self.intermediate.der().clone());
            chain.push(self.intermediate.der().clone());
            chain.push(new_root("smtp-doctor lab stranger", self.now)?.der().clone());
        } else if *kind != Kind::MissingIntermediate {
            chain.push(self.intermediate.der().clone());
        }
        Ok((chain, key))
    }

    /// The first and the last moment of a certificate.
    fn dates(&self, kind: &Kind) -> (OffsetDateTime, OffsetDateTime) {
        let (from, to) = match kind {
            Kind::Expired => (-120, -30),
            Kind::NotYetValid => (7, 97),
            Kind::ExpiringSoon => (-83, 7),
            _ => (-30, 60),
        };
        (self.now + Duration::days(from), self.now + Duration::days(to))
    }
}

impl Versions {
    fn supported(self) -> Vec<&'static SupportedProtocolVersion> {
        match self {
            Self::Both => vec![&version::TLS13, &version::TLS12],
            Self::Tls12 => vec![&version::TLS12],
            Self::Tls13 | Self::EarlyData => vec![&version::TLS13],
        }
    }
}

fn new_root(name: &str, now: OffsetDateTime) -> anyhow::Result<Issuer> {
    Ok(Issuer::self_signed(issuer_params(name, now)?, KeyPair::generate()?)?)
}

/// An issuer is valid for so long that a clock which is years off still finds it valid: only leaves are at fault.
pub(super) fn issuer_params(name: &str, now: OffsetDateTime) -> anyhow::Result<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name = common_name(name);
    params.not_before = now - Duration::days(3650);
    params.not_after = now + Duration::days(3650);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn leaf_params(
    host: &str,
    (not_before, not_after): &(OffsetDateTime, OffsetDateTime),
) -> anyhow::Result<CertificateParams> {
    let mut params = CertificateParams::new(vec![host.to_owned()])?;
    params.distinguished_name = common_name(host);
    params.not_before = *not_before;
    params.not_after = *not_after;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    Ok(params)
}

/// The extension that asks for a staple: the feature `status_request` (RFC 7633 §4).
fn must_staple() -> CustomExtension {
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 24], der(0x30, &[0x02, 0x01, 0x05]))
}

fn common_name(common: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common);
    name
}

/// The extension that names where the issuer's certificate can be had, in DER by hand.
fn authority_information_access() -> CustomExtension {
    /// id-ad-caIssuers, 1.3.6.1.5.5.7.48.2.
    const CA_ISSUERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];
    let method = der(0x06, CA_ISSUERS);
    let location = der(0x86, ISSUER_URL.as_bytes());
    let description = der(0x30, &[method, location].concat());
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], der(0x30, &description))
}

#[cfg(test)]
mod tests {
    use tokio_rustls::rustls::CertificateError::{self, ExpiredContext, NotValidForNameContext};
    use tokio_rustls::rustls::client::WebPkiServerVerifier;
    use tokio_rustls::rustls::client::danger::ServerCertVerifier;
    use tokio_rustls::rustls::pki_types::{ServerName, UnixTime};
    use tokio_rustls::rustls::{Error, OtherError};
    use x509_parser::prelude::FromDer as _;

    use super::*;

    fn verdict(kind: &Kind) -> Result<(), CertificateError> {
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let (chain, _) = authority.chain("smtp.lab.test", kind).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(authority.root.der().clone()).unwrap();
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), authority.provider);
        let name = ServerName::try_from("smtp.lab.test").unwrap();
        let judged =
            verifier.build().unwrap().verify_server_cert(&chain[0], &chain[1..], &name, &[], UnixTime::now());
        match judged {
            Ok(_) => Ok(()),
            Err(Error::InvalidCertificate(error)) => Err(error),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn each_kind_has_its_own_fault() {
        assert_eq!(verdict(&Kind::Good), Ok(()));
        assert_eq!(verdict(&Kind::ExpiringSoon), Ok(()));
        assert!(matches!(verdict(&Kind::Expired), Err(ExpiredContext { .. })));
        assert!(matches!(verdict(&Kind::NotYetValid), Err(CertificateError::NotValidYetContext { .. })));
        let other = Kind::OtherName("mail.other.test".to_owned());
        assert!(matches!(verdict(&other), Err(NotValidForNameContext { .. })));
        let unknown = Err(CertificateError::UnknownIssuer);
        assert_eq!(verdict(&Kind::UnknownIssuer("Nobody's root".to_owned())), unknown);
        assert_eq!(verdict(&Kind::MissingIntermediate), unknown);
        assert_eq!(verdict(&Kind::SelfSignedLeaf), unknown);
        assert!(matches!(verdict(&Kind::SelfSigned), Err(CertificateError::Other(OtherError(_)))));
        assert!(matches!(verdict(&Kind::WrongPurpose), Err(CertificateError::InvalidPurposeContext { .. })));
    }

    #[test]
    fn a_leaf_names_where_its_issuer_can_be_had() {
        let authority = Authority::new(OffsetDateTime::now_utc()).unwrap();
        let (chain, _) = authority.chain("smtp.lab.test", &Kind::MissingIntermediate).unwrap();
        assert_eq!(chain.len(), 1);
        let (_, leaf) = x509_parser::certificate::X509Certificate::from_der(&chain[0]).unwrap();
        let shown = format!("{:?}", leaf.extensions());
        assert!(shown.contains(ISSUER_URL), "{shown}");
    }
}
