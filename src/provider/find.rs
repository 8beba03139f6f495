//! Which provider is meant: by its host, a domain, an inbound server, or by what a user remembers of its name.

use std::net::IpAddr;

use super::near::{SERVICES, nearest_host, nearest_name};
use super::{PROVIDERS, Provider};

/// What was found for the words of a user.
#[derive(Debug)]
pub enum Found {
    /// This one is meant.
    One(&'static Provider),
    /// One of these may be meant.
    Several(Vec<&'static Provider>),
    /// Nothing fits, but this host or name may have been meant.
    Mistyped(&'static str),
    /// Nothing fits.
    Nothing,
}

/// The names that people know and the provider itself does not use, or no longer, as [`bare`] makes them.
const ALIASES: [(&str, &str); 14] = [
    ("腾讯企业邮箱", "exmail"),
    ("qq企业邮箱", "exmail"),
    ("企业微信", "exmail"),
    ("企业微信邮箱", "exmail"),
    ("阿里云企业邮箱", "aliyun-qiye"),
    ("腾讯邮箱", "qq"),
    ("谷歌邮箱", "gmail"),
    ("苹果邮箱", "icloud"),
    ("雅虎邮箱", "yahoo"),
    ("163邮箱", "netease-163"),
    ("126邮箱", "netease-126"),
    ("o365", "microsoft365"),
    ("office365", "microsoft365"),
    ("微软邮箱", "outlook"),
];
/// What says of a name in Chinese that it is one of mail.
const MAIL: [&str; 2] = ["邮箱", "邮件"];

/// The provider that runs a host. An address belongs to no provider: on loopback anybody may listen.
pub fn by_host(host: &str) -> Option<&'static Provider> {
    let host = lower(host);
    if host.parse::<IpAddr>().is_ok() {
        return None;
    }
    PROVIDERS.iter().copied().find(|provider| provider.endpoints.iter().any(|endpoint| endpoint.is_on(&host)))
}

/// The provider of the addresses of a domain.
pub fn by_domain(domain: &str) -> Option<&'static Provider> {
    let domain = lower(domain);
    PROVIDERS.iter().copied().find(|provider| provider.domains.contains(&domain.as_str()))
}

/// The provider whose inbound server a host is: mail for others is not submitted there.
pub fn by_mx(host: &str) -> Option<&'static Provider> {
    let host = lower(host);
    let known = PROVIDERS.iter().copied().find(|provider| provider.mx.iter().any(|mx| is_under(&host, mx)));
    known.filter(|_| by_host(&host).is_none())
}

/// The provider with a name.
pub fn by_id(id: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().copied().find(|provider| provider.id == id)
}

/// The provider that a user means by its stable name, its name in any language or a part of it, a host with or without
/// a port, a mail address, a domain, or the name of an inbound server.
pub fn search(words: &str) -> Found {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return Found::Nothing;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == bare(&words)).map(|(_, id)| *id);
    let named = |provider: &&Provider| {
        provider.id == words
            || alias == Some(provider.id)
            || [provider.name.en, provider.name.zh_cn].iter().any(|name| bare(name) == bare(&words))
    };
    if let Some(provider) = PROVIDERS.iter().copied().find(named) {
        return Found::One(provider);
    }
    let host = host_of(&words);
    if let Some(provider) = of_host(host) {
        return Found::One(provider);
    }
    match by_part(&words).as_slice() {
        [] => {}
        [provider] => return Found::One(provider),
        several => return Found::Several(several.to_vec()),
    }
    // `网易邮箱` and `163邮箱` say what everything here is.
    if let Some(words) = MAIL.iter().find_map(|mail| words.strip_suffix(mail)).filter(|rest| !rest.is_empty())
    {
        return search(words);
    }
    // The domain of an address, or one that stands alone, is a host without its first label.
    let near = nearest_name(&words)
        .or_else(|| nearest_host(host))
        .or_else(|| host.contains('.').then(|| nearest_host(&format!("smtp.{host}")))?);
    near.map_or(Found::Nothing, Found::Mistyped)
}

/// A name as it is compared: in small letters, without the spaces that Chinese writes or leaves out.
fn bare(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect()
}

/// What a user writes, without what stands around the host: `smtps://me@smtp.example.com:465/`.
fn host_of(words: &str) -> &str {
    let rest = words.split_once("://").map_or(words, |(_, rest)| rest);
    let rest = rest.split('/').next().unwrap_or_default();
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.trim_end_matches('.')
}

/// The provider of a host or domain, or of a domain above it.
fn of_host(host: &str) -> Option<&'static Provider> {
    let endpoint = || {
        let mut all = PROVIDERS.iter().copied();
        all.find(|provider| provider.endpoints.iter().any(|endpoint| endpoint.is_on(host)))
    };
    endpoint().or_else(|| by_mx(host)).or_else(|| above(host).find_map(by_domain)).or_else(|| {
        let mut all = PROVIDERS.iter().copied();
        all.find(|provider| host.contains('.') && provider.runs(host))
    })
}

/// A name and every name above it that has two labels at least.
fn above(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |name| name.split_once('.').map(|(_, rest)| rest))
        .filter(|name| name.contains('.'))
}

/// The providers in whose names every word stands, or that have a domain or host with a label of just these words.
fn by_part(words: &str) -> Vec<&'static Provider> {
    let is_meant = |provider: &&Provider| {
        let names = format!("{} {} {}", provider.id, provider.name.en, provider.name.zh_cn).to_lowercase();
        let hosts = provider.endpoints.iter().map(|endpoint| endpoint.host);
        let own = provider.domains.iter().chain(provider.banners).copied();
        let mut labels = hosts.chain(own).flat_map(|name| {
            // The top-level domain says nothing.
            name.rsplit('.').skip(1)
        });
        words.split_whitespace().all(|word| names.contains(word))
            || (!SERVICES.contains(&words) && labels.any(|label| label == words))
    };
    PROVIDERS.iter().copied().filter(is_meant).collect()
}

/// Whether a name is a domain or lies under it. Both are in lower case.
pub(super) fn is_under(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A name as it is compared: in lower case and without the dot of the root.
pub(super) fn lower(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(words: &str) -> Option<&'static str> {
        match search(words) {
            Found::One(provider) => Some(provider.id),
            _ => None,
        }
    }

    #[test]
    fn a_provider_is_found_by_all_that_is_known_of_it() {
        for (words, id) in [
            ("qq", "qq"),
            ("QQ Mail", "qq"),
            ("QQ 邮箱", "qq"),
            ("飞书", "feishu"),
            ("QQ邮箱", "qq"),
            ("163邮箱", "netease-163"),
            ("139邮箱", "china-mobile-139"),
            ("icloud邮箱", "icloud"),
            ("腾讯企业邮箱", "exmail"),
            ("企业微信", "exmail"),
            ("阿里云企业邮箱", "aliyun-qiye"),
            ("office 365", "microsoft365"),
            ("smtp.qq.com", "qq"),
            ("smtp.qq.com:465", "qq"),
            ("smtps://me@smtp.qq.com:465/", "qq"),
            ("me@foxmail.com", "qq"),
            ("foxmail.com", "qq"),
            ("Windowslive", "outlook"),
            ("apple", "icloud"),
            ("t-online", "t-online"),
            ("google relay", "google-relay"),
            ("smtp.gmail.com", "gmail"),
            ("imap.gmail.com", "gmail"),
            ("alt1.aspmx.l.google.com", "google-workspace"),
            ("example-com.mail.protection.outlook.com", "microsoft365"),
            ("email-smtp.eu-west-1.amazonaws.com", "ses"),
            ("127.0.0.1:1025", "proton-bridge"),
            ("me@tuta.com", "tuta"),
            ("smtp.gmx.com", "gmx"),
        ] {
            assert_eq!(one(words), Some(id), "{words}");
        }
    }

    #[test]
    fn every_provider_is_found_by_its_names() {
        for provider in PROVIDERS {
            for words in [provider.id, provider.name.en, provider.name.zh_cn] {
                assert_eq!(one(words), Some(provider.id), "{words}");
            }
        }
    }

    #[test]
    fn several_are_listed_and_slips_are_seen_through() {
        assert!(matches!(search("microsoft"), Found::Several(all) if all.len() >= 3));
        assert!(matches!(search("google"), Found::Several(all) if all[0].id == "gmail" && all.len() == 3));
        assert!(matches!(search("网易"), Found::Several(all) if all.len() == 4));
        assert!(matches!(search("网易邮箱"), Found::Several(all) if all.len() == 4));
        assert!(matches!(search("smtp.gmial.com"), Found::Mistyped("smtp.gmail.com")));
        assert!(matches!(search("me@gmial.com"), Found::Mistyped("smtp.gmail.com")));
        assert!(matches!(search("outlok"), Found::Mistyped("outlook")));
        for nothing in ["", "  ", "example.com", "me@example.com", "no such thing", "@", ":", "://"] {
            assert!(matches!(search(nothing), Found::Nothing), "{nothing}");
        }
    }
}
