//! An SPF record (RFC 7208): which terms it has, what they cost, and the first one that is none.

/// An SPF record without a fault.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Spf {
    /// The other names whose records it brings in, in their order: `include:` and `redirect=`. One with a `%` in it is
    /// filled in by the receiver (macros, RFC 7208 §7).
    pub references: Vec<String>,
    /// How many terms make a receiver ask the DNS (RFC 7208 §4.6.4), without what the references cost themselves.
    pub lookups: usize,
    /// What becomes of a server that no other term names.
    pub rest: Option<Qualifier>,
    /// Whether a term names any server at all.
    pub names_servers: bool,
    /// Whether it has `ptr`, which should not be used (RFC 7208 §5.5).
    pub ptr: bool,
    /// Whether it hands over to another record by `redirect=`.
    pub redirects: bool,
}

/// What a term makes of the servers it names.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Qualifier {
    /// `+`: they may send.
    #[default]
    Pass,
    /// `-`: they may not.
    Fail,
    /// `~`: they probably may not.
    SoftFail,
    /// `?`: nothing is said.
    Neutral,
}

/// Whether a TXT record is an SPF record (RFC 7208 §4.5).
pub fn is_spf(text: &str) -> bool {
    let version = text.get(..6).filter(|version| version.eq_ignore_ascii_case("v=spf1"));
    version.is_some() && matches!(text.as_bytes().get(6), None | Some(b' '))
}

/// Reads an SPF record.
///
/// # Errors
/// The first term that breaks the rules.
pub fn read(text: &str) -> Result<Spf, &str> {
    let mut spf = Spf::default();
    let (mut redirect, mut explains) = (None, false);
    let terms = text.get(6..).unwrap_or_default();
    for term in terms.split(' ').filter(|term| !term.is_empty()) {
        if let Some((name, value)) = modifier(term) {
            let known = name.to_ascii_lowercase();
            let fits = match known.as_str() {
                "redirect" => is_domain(value) && redirect.replace(value).is_none(),
                "exp" => is_domain(value) && !std::mem::replace(&mut explains, true),
                _ => is_macro_string(value),
            };
            if !fits {
                return Err(term);
            }
            continue;
        }
        mechanism(term, &mut spf).ok_or(term)?;
    }
    if let Some(target) = redirect.filter(|_| spf.rest.is_none()) {
        spf.redirects = true;
        spf.lookups += 1;
        spf.refer(target);
    }
    Ok(spf)
}

impl Spf {
    fn refer(&mut self, target: &str) {
        self.references.push(target.trim_end_matches('.').to_ascii_lowercase());
    }
}

/// `name=value`, where it is one: a mechanism may hold an equals sign behind its colon.
fn modifier(term: &str) -> Option<(&str, &str)> {
    let (name, value) = term.split_once('=')?;
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (starts && name.chars().all(fits)).then_some((name, value))
}

/// Takes a mechanism in; none where it is no mechanism. What stands behind `all` is never looked at by a receiver
/// (RFC 7208 §5.1), but must be well-formed.
fn mechanism(term: &str, spf: &mut Spf) -> Option<()> {
    let (qualifier, term) = match term.as_bytes().first()? {
        b'+' => (Qualifier::Pass, &term[1..]),
        b'-' => (Qualifier::Fail, &term[1..]),
        b'~' => (Qualifier::SoftFail, &term[1..]),
        b'?' => (Qualifier::Neutral, &term[1..]),
        _ => (Qualifier::Pass, term),
    };
    let end = term.find([':', '/']).unwrap_or(term.len());
    let (name, rest) = term.split_at(end);
    let domain = rest.strip_prefix(':');
    let name = name.to_ascii_lowercase();
    let (fits, asks) = match name.as_str() {
        "all" => (rest.is_empty(), false),
        "include" | "exists" => (domain.is_some_and(is_domain), true),
        "a" | "mx" => (is_domain_with_prefix(rest), true),
        "ptr" => (rest.is_empty() || domain.is_some_and(is_domain), true),
        "ip4" => (domain.is_some_and(|network| is_network::<std::net::Ipv4Addr>(network, 32)), false),
        "ip6" => (domain.is_some_and(|network| is_network::<std::net::Ipv6Addr>(network, 128)), false),
        _ => (false, false),
    };
    if !fits {
        return None;
    }
    if spf.rest.is_some() {
        return Some(());
    }
    spf.lookups += usize::from(asks);
    spf.ptr |= name == "ptr";
    match (name.as_str(), domain) {
        ("all", _) => spf.rest = Some(qualifier),
        ("include", Some(target)) => spf.refer(target),
        _ => {}
    }
    spf.names_servers |= name != "all" && qualifier != Qualifier::Fail;
    Some(())
}

/// What may stand behind `a` and `mx`: `[:domain][/length][//length]`.
fn is_domain_with_prefix(rest: &str) -> bool {
    let (domain, lengths) = match rest.find('/') {
        // A slash may stand inside a macro: `%{d/}`.
        Some(at) if !rest[..at].ends_with("%{") && !rest[at..].contains('}') => rest.split_at(at),
        _ => (rest, ""),
    };
    let named = domain.is_empty() || domain.strip_prefix(':').is_some_and(is_domain);
    let (v4, v6) = match lengths.strip_prefix("//") {
        Some(v6) => ("", v6),
        None => lengths
            .strip_prefix('/')
            .unwrap_or_default()
            .split_once("//")
            .map_or_else(|| (lengths.strip_prefix('/').unwrap_or_default(), ""), |(v4, v6)| (v4, v6)),
    };
    let whole = lengths.is_empty() || !(v4.is_empty() && v6.is_empty());
    named && whole && (v4.is_empty() || is_length(v4, 32)) && (v6.is_empty() || is_length(v6, 128))
}

fn is_network<A: std::str::FromStr>(network: &str, longest: u8) -> bool {
    let (address, length) = network.split_once('/').map_or((network, None), |(a, l)| (a, Some(l)));
    address.parse::<A>().is_ok() && length.is_none_or(|length| is_length(length, longest))
}

fn is_length(text: &str, longest: u8) -> bool {
    let plain = text == "0" || !text.starts_with('0');
    plain && text.chars().all(|c| c.is_ascii_digit()) && text.parse::<u8>().is_ok_and(|n| n <= longest)
}

/// A domain, possibly with macros, which ends in a label that is no number, or in a macro (RFC 7208 §7.1).
fn is_domain(text: &str) -> bool {
    if !is_macro_string(text) || text.is_empty() {
        return false;
    }
    if text.ends_with('}') {
        return true;
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    text.rsplit_once('.').is_some_and(|(before, last)| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let digits = last.chars().all(|c| c.is_ascii_digit());
        let hyphens = last.starts_with('-') || last.ends_with('-');
        !before.is_empty() && !last.is_empty() && last.chars().all(fits) && !digits && !hyphens
    }) && !text.starts_with('.')
        && !text.contains("..")
}

/// Visible ASCII in which every `%` begins a macro.
fn is_macro_string(text: &str) -> bool {
    if !text.chars().all(|c| c.is_ascii_graphic()) {
        return false;
    }
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let behind = &rest[at + 1..];
        rest = match behind.as_bytes().first() {
            Some(b'%' | b'_' | b'-') => &behind[1..],
            Some(b'{') => match behind[1..].split_once('}') {
                Some((inside, after)) if is_macro(inside) => after,
                _ => return false,
            },
            _ => return false,
        };
    }
    true
}

/// The inside of `%{…}`: a letter, digits, `r`, delimiters.
fn is_macro(inside: &str) -> bool {
    let mut chars = inside.chars();
    let letter = chars.next().is_some_and(|c| "slodiphcrtv".contains(c.to_ascii_lowercase()));
    let rest = chars.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(['r', 'R']).unwrap_or(rest);
    letter && rest.chars().all(|c| ".-+,/_=".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        for record in [
            "v=spf1 +all",
            "v=spf1 a -all",
            "v=spf1 a:example.org -all",
            "v=spf1 mx -all",
            "v=spf1 mx/30 mx:example.org/30 -all",
            "v=spf1 ptr -all",
            "v=spf1 ip4:192.0.2.128/28 -all",
            "v=spf1 include:example.com include:example.net -all",
            "v=spf1 redirect=_spf.example.com",
            "v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d} -all",
            "v=spf1 mx -all exp=explain._spf.%{d}",
            "v=spf1 a/24//64 ip6:2001:db8::/32 ?all",
            "v=spf1 -ALL",
            "v=spf1",
            "v=spf1  moo=cow.%{d} ~all ",
        ] {
            assert!(is_spf(record), "{record}");
            assert!(read(record).is_ok(), "{record}: {:?}", read(record));
        }
    }

    #[test]
    fn what_breaks_the_rules_is_named() {
        for (record, term) in [
            ("v=spf1 ipv4:192.0.2.1 -all", "ipv4:192.0.2.1"),
            ("v=spf1 ip4:192.0.2 -all", "ip4:192.0.2"),
            ("v=spf1 ip4:192.0.2.0/33 -all", "ip4:192.0.2.0/33"),
            ("v=spf1 include: example.com -all", "include:"),
            ("v=spf1 include -all", "include"),
            ("v=spf1 include:localhost -all", "include:localhost"),
            ("v=spf1 a:%{x} -all", "a:%{x}"),
            ("v=spf1 mx, -all", "mx,"),
            ("v=spf1 -all;", "-all;"),
            ("v=spf1 redirect=a.test redirect=b.test", "redirect=b.test"),
            ("v=spf1 a/ -all", "a/"),
            ("v=spf1 – all", "–"),
            ("v=spf1 all:example.com", "all:example.com"),
        ] {
            assert_eq!(read(record), Err(term), "{record}");
        }
    }

    #[test]
    fn other_texts_are_no_spf_records() {
        for text in ["", "v=spf10", "v=spf1;", "spf1 -all", "v=spf2.0/pra -all", "\"v=spf1 -all\"", "v=spf钥"]
        {
            assert!(!is_spf(text), "{text}");
        }
    }

    #[test]
    fn terms_are_counted() {
        let spf = read("v=spf1 ip4:192.0.2.1 a mx ptr include:A.test. exists:%{i}.b.test ~all").unwrap();
        assert_eq!((spf.lookups, spf.ptr, spf.rest), (5, true, Some(Qualifier::SoftFail)));
        assert_eq!((spf.references, spf.names_servers), (vec!["a.test".to_owned()], true));
        let ignored = read("v=spf1 -all include:a.test redirect=b.test").unwrap();
        assert_eq!((ignored.lookups, ignored.references.len(), ignored.redirects), (0, 0, false));
        assert!(!ignored.names_servers);
        let redirected = read("v=spf1 redirect=b.test").unwrap();
        assert_eq!((redirected.lookups, redirected.redirects), (1, true));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "(v=spf1 )?([-+~?]?(a|mx|ptr|ip4|include|all|exp|redirect)?[:=/%{}.a-z0-9é ]{0,12} ?){0,6}") {
            let _ = (is_spf(&text), read(&text));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = (is_spf(&text), read(&text));
        }
    }
}
