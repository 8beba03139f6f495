//! The stand-ins: the same for the same thing, numbered as they are first met.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What stands for what.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    given: BTreeMap<(Kind, String), usize>,
    count: BTreeMap<Kind, usize>,
}

/// What is numbered together.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Kind {
    /// The part of an address before the `@`, or a name to log in with.
    User,
    /// A domain that somebody has registered.
    Domain,
    /// A label of a host.
    Label,
    /// A name of a person or an organisation, as certificates have it.
    Name,
    /// A number in hexadecimal.
    Hex,
    /// What a server calls a message or a session.
    Id,
    /// Addresses of IPv4, by the network that their stand-ins lie in.
    V4([u8; 3]),
    /// Addresses of IPv6, by the network that their stand-ins lie in.
    V6(u16),
}

impl StandIns {
    /// The number of a thing.
    pub(super) fn number(&mut self, kind: Kind, of: &str) -> usize {
        let key = (kind, of.to_lowercase());
        if let Some(known) = self.given.get(&key) {
            return *known;
        }
        let count = self.count.entry(kind).or_default();
        *count += 1;
        self.given.insert(key, *count);
        *count
    }

    /// The stand-in of an address, of the same kind as the address: private space stays private space.
    pub(super) fn address(&mut self, address: IpAddr) -> IpAddr {
        match address {
            IpAddr::V4(v4) => self.v4(v4).into(),
            IpAddr::V6(v6) => self.v6(v6).into(),
        }
    }

    fn v4(&mut self, address: Ipv4Addr) -> Ipv4Addr {
        let network = match address.octets() {
            _ if address.is_loopback() || address.is_multicast() || address.is_broadcast() => return address,
            [0, ..] => return address,
            [10, ..] => [10, 0, 0],
            [172, 16..=31, ..] => [172, 16, 0],
            [192, 168, ..] => [192, 168, 0],
            [169, 254, ..] => [169, 254, 0],
            [100, 64..=127, ..] => [100, 64, 0],
            [198, 18 | 19, ..] => [198, 18, 0],
            _ => [192, 0, 2],
        };
        let number = self.number(Kind::V4(network), &address.to_string()) - 1;
        let [one, two, three] = network;
        let last = low_byte(number % 254) + 1;
        let page = low_byte((number / 254) % 256);
        match network {
            // The documentation networks (RFC 5737), one after the other.
            [192, 0, 2] => match page % 3 {
                0 => Ipv4Addr::new(192, 0, 2, last),
                1 => Ipv4Addr::new(198, 51, 100, last),
                _ => Ipv4Addr::new(203, 0, 113, last),
            },
            _ => Ipv4Addr::new(one, two, three + page, last),
        }
    }

    fn v6(&mut self, address: Ipv6Addr) -> Ipv6Addr {
        let segments = address.segments();
        if address.is_loopback() || address.is_unspecified() || address.is_multicast() {
            return address;
        }
        if let Some(v4) = address.to_ipv4_mapped() {
            return self.v4(v4).to_ipv6_mapped();
        }
        if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
            let [one, two, three, four] =
                self.v4(Ipv4Addr::from(low_half(segments[6], segments[7]))).octets();
            let pair = |high, low| u16::from_be_bytes([high, low]);
            return Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, pair(one, two), pair(three, four));
        }
        let network = match segments[0] {
            0xfc00..=0xfdff => 0xfd00,
            0xfe80..=0xfebf => 0xfe80,
            _ => 0x2001,
        };
        let number = self.number(Kind::V6(network), &address.to_string());
        let second = if network == 0x2001 { 0xdb8 } else { 0 };
        let last = u16::try_from(number).unwrap_or(u16::MAX);
        Ipv6Addr::new(network, second, 0, 0, 0, 0, 0, last)
    }
}

fn low_byte(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn low_half(high: u16, low: u16) -> u32 {
    u32::from(high) << 16 | u32::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_has_the_same_and_another_has_another() {
        let mut names = StandIns::default();
        assert_eq!(names.number(Kind::User, "alice"), 1);
        assert_eq!(names.number(Kind::User, "bob"), 2);
        assert_eq!(names.number(Kind::User, "ALICE"), 1);
        assert_eq!(names.number(Kind::Domain, "alice"), 1);
    }

    #[test]
    fn an_address_keeps_its_kind() {
        let mut names = StandIns::default();
        let mut stand_in = |address: &str| names.address(address.parse().unwrap()).to_string();
        assert_eq!(stand_in("85.13.1.7"), "192.0.2.1");
        assert_eq!(stand_in("85.13.1.8"), "192.0.2.2");
        assert_eq!(stand_in("85.13.1.7"), "192.0.2.1");
        assert_eq!(stand_in("10.7.3.9"), "10.0.0.1");
        assert_eq!(stand_in("198.19.4.4"), "198.18.0.1");
        assert_eq!(stand_in("127.0.0.1"), "127.0.0.1");
        assert_eq!(stand_in("2a00:1450::5"), "2001:db8::1");
        assert_eq!(stand_in("fd12:3456::1"), "fd00::1");
        assert_eq!(stand_in("64:ff9b::5509:107"), "64:ff9b::c000:203");
        assert_eq!(stand_in("::1"), "::1");
    }
}
