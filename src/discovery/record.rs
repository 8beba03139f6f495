//! SRV records (RFC 2782), as a line each: `0 1 465 smtp.example.com`.

use crate::evidence::{Offer, Told};
use crate::plan::{Security, read_host};

/// The most servers that are taken.
const MOST: usize = 8;

/// What SRV records say. Of the same priority the heaviest comes first, so that every run comes to the same.
pub fn read_srv(records: &[String], security: Security) -> Told {
    let mut read: Vec<(u16, u16, Offer)> = Vec::new();
    let mut declined = false;
    for record in records {
        let fields: Vec<&str> = record.split(' ').collect();
        let [priority, weight, port, target] = fields[..] else { continue };
        declined |= target == ".";
        let number = |field: &str| field.parse::<u16>().ok();
        let (Some(priority), Some(weight), Some(port), Ok(host)) =
            (number(priority), number(weight), number(port).filter(|port| *port > 0), read_host(target))
        else {
            continue;
        };
        read.push((priority, weight, Offer { host, port, security: Some(security), user: None }));
    }
    read.sort_by(|(priority, weight, _), (other, heavier, _)| (priority, heavier).cmp(&(other, weight)));
    let servers: Vec<Offer> = read.into_iter().map(|(.., offer)| offer).take(MOST).collect();
    match (servers.is_empty(), declined) {
        (false, _) => Told::Servers { servers },
        (true, true) => Told::Declined,
        (true, false) => Told::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_lowest_priority_comes_first_and_then_the_heaviest() {
        let records = ["10 0 465 c.test", "0 1 465 b.test", "0 9 587 A.test", "x", "0 0 0 d.test"];
        let Told::Servers { servers } = read_srv(&records.map(str::to_owned), Security::Implicit) else {
            panic!()
        };
        let hosts: Vec<&str> = servers.iter().map(|server| server.host.as_str()).collect();
        assert_eq!(hosts, ["a.test", "b.test", "c.test"]);
        assert_eq!(read_srv(&["0 0 0 .".to_owned()], Security::Implicit), Told::Declined);
        assert_eq!(read_srv(&[], Security::StartTls), Told::Nothing);
    }

    proptest! {
        #[test]
        fn no_record_makes_it_panic(records in prop::collection::vec("[0-9 .a-z]{0,40}", 0..9)) {
            _ = read_srv(&records, Security::Implicit);
        }
    }
}
