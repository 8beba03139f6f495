//! A ClientHello (RFC 8446 §4.1.2; RFC 5246 §7.4.1.2; RFC 6101 §5.6.1.2).

use super::bytes::{block, numbers};
use super::{Group, Naming, Offer, Suites, Version};

/// Says that renegotiation is done safely, where there are no extensions (RFC 5746 §3.3).
const SECURE_RENEGOTIATION: u16 = 0x00FF;

/// Signature algorithms, the usual ones first; the last ones are with SHA-1.
const SIGNATURES: [u16; 16] = [
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080A, 0x080B, 0x0401, 0x0501,
    0x0601, 0x0203, 0x0201,
];

/// The length below which, and from the half of it on, servers are known to hang (RFC 7685 §4).
const AWKWARD: usize = 512;

/// The record with the ClientHello of an offer. The key itself is left for later: a server of TLS 1.3 then says which
/// group it wants it of (RFC 8446 §4.2.8), and that is all that is asked.
pub fn write(offer: &Offer, host: &str, random: [u8; 32]) -> Vec<u8> {
    let legacy = offer.newest.min(Version::Tls12).number();
    let mut hello = numbers([legacy]);
    hello.extend(random);
    // A session to resume, where middle boxes expect one (RFC 8446 Appendix D.4).
    match offer.newest {
        Version::Tls13 => {
            hello.push(32);
            hello.extend(random.iter().rev());
        }
        _ => hello.push(0),
    }
    let mut suites: Vec<u16> = offer.suites().iter().map(|suite| suite.0).collect();
    if offer.newest == Version::Ssl30 {
        suites.push(SECURE_RENEGOTIATION);
    }
    hello.extend(block(&numbers(suites)));
    let compresses = offer.newest < Version::Tls13 && offer.suites == Suites::Usual;
    hello.extend(if compresses { &[2, 1, 0][..] } else { &[1, 0] });
    if offer.newest > Version::Ssl30 {
        let mut extensions = extensions(offer, host);
        let length = 4 + hello.len() + 2 + extensions.len();
        if (AWKWARD / 2..AWKWARD).contains(&length) {
            extensions.extend(extension(21, &vec![0; (AWKWARD - length).saturating_sub(4)]));
        }
        hello.extend(block(&extensions));
    }
    let mut message = vec![1, 0];
    message.extend(block(&hello));
    let record = offer.newest.min(Version::Tls10).number();
    [&[22][..], &record.to_be_bytes(), &block(&message)].concat()
}

fn extensions(offer: &Offer, host: &str) -> Vec<u8> {
    let mut all = Vec::new();
    let is_name = !host.is_empty() && host.parse::<std::net::IpAddr>().is_err();
    if offer.naming == Naming::Named && is_name && host.len() < 256 {
        let name = [&[0][..], &block(host.as_bytes())].concat();
        all.extend(extension(0, &block(&name)));
    }
    let groups = numbers(offer.groups.iter().map(|group: &Group| group.0));
    all.extend(extension(10, &block(&groups)));
    if offer.newest >= Version::Tls12 {
        all.extend(extension(13, &block(&numbers(SIGNATURES))));
    }
    if offer.newest == Version::Tls13 {
        all.extend(extension(43, &[2, 3, 4]));
        all.extend(extension(45, &[1, 1]));
        all.extend(extension(51, &block(&[])));
    } else {
        // Points uncompressed (RFC 8422 §5.1.2), the extended master secret (RFC 7627) and safe renegotiation.
        all.extend(extension(11, &[1, 0]));
        all.extend(extension(23, &[]));
        all.extend(extension(0xFF01, &[0]));
    }
    all
}

fn extension(kind: u16, content: &[u8]) -> Vec<u8> {
    [&kind.to_be_bytes()[..], &block(content)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::bytes::Bytes;

    /// The version, the number of suites, the methods of compression and the extensions of a written hello.
    fn read(record: &[u8]) -> (u16, usize, Vec<u8>, Vec<u16>) {
        let mut record = Bytes(record);
        assert_eq!(record.u8(), Some(22));
        record.u16().unwrap();
        let mut message = record.block(2).unwrap();
        assert!(record.0.is_empty());
        assert_eq!(message.u8(), Some(1));
        let mut hello = message.block(3).unwrap();
        assert!(message.0.is_empty());
        let version = hello.u16().unwrap();
        hello.take(32).unwrap();
        hello.block(1).unwrap();
        let suites = hello.block(2).unwrap().0.len() / 2;
        let compression = hello.block(1).unwrap().0.to_vec();
        let mut kinds = Vec::new();
        if let Some(mut extensions) = hello.block(2) {
            while let Some(kind) = extensions.u16() {
                extensions.block(2).unwrap();
                kinds.push(kind);
            }
        }
        assert!(hello.0.is_empty());
        (version, suites, compression, kinds)
    }

    #[test]
    fn each_version_has_its_own_form() {
        let hello = |version| read(&write(&Offer::up_to(version), "smtp.example.com", [7; 32]));
        let (version, _, compression, kinds) = hello(Version::Tls13);
        assert_eq!((version, compression), (0x0303, vec![0]));
        assert!(kinds.contains(&43) && kinds.contains(&51) && kinds.contains(&0));
        let (version, suites, compression, kinds) = hello(Version::Tls12);
        assert_eq!((version, compression), (0x0303, vec![1, 0]));
        assert!(suites > 40 && !kinds.contains(&43) && kinds.contains(&13));
        let (version, _, _, kinds) = hello(Version::Tls10);
        assert!(version == 0x0301 && !kinds.contains(&13));
        let (version, _, _, kinds) = hello(Version::Ssl30);
        assert!(version == 0x0300 && kinds.is_empty());
    }

    #[test]
    fn a_name_is_sent_only_where_there_is_one() {
        let kinds = |offer: Offer, host| read(&write(&offer, host, [7; 32])).3;
        let offer = || Offer::up_to(Version::Tls12);
        assert!(kinds(offer(), "smtp.example.com").contains(&0));
        assert!(!kinds(offer(), "192.0.2.1").contains(&0));
        assert!(!kinds(offer().unnamed(), "smtp.example.com").contains(&0));
    }

    #[test]
    fn no_hello_has_a_length_at_which_servers_hang() {
        for version in Version::ALL {
            for host in ["a.de", "a-very-long-name-of-a-server.in-the-middle-of.nowhere.example.com"] {
                let length = write(&Offer::up_to(version), host, [7; 32]).len() - 5;
                assert!(!(256..512).contains(&length), "{version:?}: {length}");
            }
        }
    }
}
