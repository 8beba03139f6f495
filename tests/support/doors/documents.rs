//! What the DNS and web servers say: records of a domain, and documents that name servers.

use smtp_doctor::discovery::{absence, choose, disagreements, read_autoconfig, read_autodiscover, read_srv};
use smtp_doctor::domain::{
    faults, key_name, observations, parents, policy_name, references, rpt_name, sts_name,
};
use smtp_doctor::domain::{read_sts_policy, read_sts_record, spf};
use smtp_doctor::evidence::{
    Discovery, Fetch, Fetched, Lookup, Offer, Records, SenderDomain, Sought, Source, SourceKind, StsDocument,
    Told,
};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{Mailbox, Security, TlsMode, read_host};
use smtp_doctor::probe::is_anchor;

use super::cut::{fields, first};

const DOMAIN: &str = "lab.test";

/// The servers that a document or records name are few, and hosts that can be.
pub(crate) fn discovery(bytes: &[u8]) {
    let (which, bytes) = first(bytes);
    let mailbox = Mailbox::read("me@lab.test", TlsMode::Auto).unwrap();
    let told = match which % 3 {
        0 => read_autoconfig(bytes, &mailbox),
        1 => read_autodiscover(bytes, &mailbox),
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let records: Vec<String> = text.lines().map(str::to_owned).collect();
            let told = read_srv(&records, Security::Implicit);
            match told {
                Told::Servers { servers } => Ok(servers),
                _ => return,
            }
        }
    };
    let told = match told {
        Ok(servers) => {
            servers.iter().for_each(can_be);
            assert!((1..=8).contains(&servers.len()));
            Told::Servers { servers }
        }
        Err(because) => Told::Unreadable { because },
    };
    let source = |kind, told| Source { kind, asked: DOMAIN.to_owned(), told, ms: 1.0 };
    let sources = vec![source(SourceKind::Autoconfig, told), source(SourceKind::Ispdb, Told::Nothing)];
    let discovery = Discovery { mailbox, sources, ms: 2.0 };
    match choose(&discovery) {
        Some(choice) => _ = disagreements(&discovery, &choice),
        None => _ = absence(&discovery),
    }
}

fn whole(bytes: usize) -> Fetched {
    Fetched::Whole { from: None, status: 200, content_type: Some("text/plain".to_owned()), bytes }
}

fn can_be(offer: &Offer) {
    assert_eq!(read_host(&offer.host).as_deref(), Ok(offer.host.as_str()));
    assert_ne!(offer.port, 0);
}

/// The records of a sender's domain, whatever stands in them, are told in both languages.
pub(crate) fn domain(bytes: &[u8]) {
    let (which, bytes) = first(bytes);
    let text = String::from_utf8_lossy(bytes);
    let names =
        [DOMAIN.to_owned(), policy_name(DOMAIN), key_name("s1", DOMAIN), sts_name(DOMAIN), rpt_name(DOMAIN)];
    let kinds = [Sought::Txt, Sought::Txt, Sought::Txt, Sought::Txt, Sought::Txt];
    let places = names.iter().zip(kinds).chain([(&names[0], Sought::Mx)]);
    let mut records = fields(bytes)
        .map(|field| String::from_utf8_lossy(field).split('\n').map(str::to_owned).collect::<Vec<String>>());
    let lookups: Vec<Lookup> = places
        .map(|(name, kind)| {
            let answer = match records.next() {
                Some(records) => Records::Found { records },
                None => Records::NoData,
            };
            Lookup { name: name.clone(), kind, answer }
        })
        .collect();
    let policy = records.next().map(|lines| lines.join("\n"));
    let sender = SenderDomain {
        domain: DOMAIN.to_owned(),
        selectors: vec!["s1".to_owned()],
        server: "smtp.lab.test".to_owned(),
        lookups,
        sts_policy: policy.filter(|_| which & 1 == 0).map(|text| StsDocument {
            fetch: Fetch { url: "https://mta-sts.lab.test/".to_owned(), outcome: whole(text.len()), ms: 1.0 },
            text: Some(text),
        }),
    };
    let all = observations(&sender);
    let bad = faults(&sender);
    assert!(bad.len() <= all.len());
    for seen in all {
        for lang in Lang::ALL {
            assert!(!seen.text.in_lang(lang).is_empty());
        }
    }
    assert!(references(&sender).len() <= text.len());
    if let Ok(read) = spf::read(&text) {
        assert!(read.references.len() <= read.lookups);
    }
    if let Ok(policy) = read_sts_policy(&text) {
        assert!(policy.max_age <= 31_557_600);
        let _ = policy.names("mx.lab.test");
    }
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Ok(Some(id)) = read_sts_record(&lines) {
        assert!((1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
    assert!(parents(&text).len() <= text.len() + 1);
    let _ = is_anchor(&text);
}
