//! What holds for the whole table of providers.

use std::collections::HashSet;

use super::*;
use crate::evidence::sample::reply;
use crate::locale::Lang;

const FAMILIES: [&str; 8] = ["dns", "tcp", "tls", "starttls", "smtp", "auth", "send", "client"];

/// The hosts of two providers at once.
const SHARED: [&str; 1] = ["smtp.gmail.com"];

fn links(provider: &Provider) -> impl Iterator<Item = &'static str> {
    let pages = [provider.secret_page, provider.help_page];
    pages.into_iter().chain(provider.notes.iter().map(|note| note.link)).flatten()
}

fn texts(provider: &Provider) -> impl Iterator<Item = Text> {
    std::iter::once(provider.name).chain(provider.notes.iter().map(|note| note.text))
}

#[test]
fn every_file_is_registered_once_under_its_own_name() {
    let source = include_str!("mod.rs");
    let listed: Vec<String> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix('&')?.strip_suffix("::PROVIDER,"))
        .map(|module| module.replace('_', "-"))
        .collect();
    let ids: Vec<&str> = PROVIDERS.iter().map(|provider| provider.id).collect();
    assert_eq!(listed, ids);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    let others = ["mod find;", "mod near;", "mod tests;"];
    let modules = source.lines().filter(|line| line.starts_with("mod ") && !others.contains(line)).count();
    assert_eq!(modules, ids.len());
}

#[test]
fn hosts_and_domains_are_in_lower_case_and_belong_to_one_provider() {
    let mut hosts = HashSet::new();
    let mut domains = HashSet::new();
    for provider in PROVIDERS {
        // Who has no host says why.
        assert!(!provider.endpoints.is_empty() || !provider.notes.is_empty(), "{}", provider.id);
        let own: HashSet<&str> = provider.endpoints.iter().map(|endpoint| endpoint.host).collect();
        for name in own.iter().chain(provider.domains).chain(provider.banners).chain(provider.mx) {
            assert_eq!(*name, name.to_ascii_lowercase());
            assert!(name.contains('.') && !name.starts_with('.') && !name.ends_with('.'), "{name}");
        }
        for host in own {
            assert!(hosts.insert(host) || SHARED.contains(&host), "{host}");
        }
        for domain in provider.domains {
            assert!(domains.insert(*domain), "{domain}");
        }
    }
}

#[test]
fn every_endpoint_says_when_tls_starts() {
    for endpoint in PROVIDERS.iter().flat_map(|provider| provider.endpoints) {
        let settled = [Security::Implicit, Security::StartTls, Security::Plain];
        assert!(settled.contains(&endpoint.security), "{endpoint:?}");
        assert_eq!(
            endpoint.port == 465,
            endpoint.security == Security::Implicit && endpoint.port != 994,
            "{endpoint:?}"
        );
    }
}

#[test]
fn every_text_is_there_in_every_language() {
    for provider in PROVIDERS {
        assert!(links(provider).all(|link| link.starts_with("https://")), "{}", provider.id);
        for text in texts(provider) {
            for lang in Lang::ALL {
                let text = text.in_lang(lang);
                assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{text}");
            }
        }
        for note in provider.notes {
            assert!(note.text.en.ends_with('.') && note.text.zh_cn.ends_with('。'), "{}", note.text.en);
            assert!(note.since.is_none_or(|since| matches!(since.len(), 4 | 7 | 10)), "{:?}", note.since);
        }
    }
}

#[test]
fn causes_are_named_by_code() {
    for provider in PROVIDERS {
        let about = provider.notes.iter().flat_map(|note| note.about.iter().copied());
        for code in about.chain(provider.replies.iter().map(|rule| rule.cause)) {
            let (family, fault) = code.split_once('/').unwrap();
            assert!(FAMILIES.contains(&family) && !fault.is_empty(), "{code}");
        }
        for rule in provider.replies {
            assert!((400..600).contains(&rule.code) && !rule.words.is_empty(), "{rule:?}");
            assert!(rule.words.iter().all(|word| *word == word.to_lowercase()), "{rule:?}");
        }
    }
}

#[test]
fn no_rule_hides_behind_an_earlier_one() {
    for provider in PROVIDERS {
        for (at, rule) in provider.replies.iter().enumerate() {
            let refusal = reply(rule.code, &rule.words.join(" "));
            assert_eq!(provider.reads(&refusal), Some(rule.cause), "{} {rule:?} ({at})", provider.id);
        }
    }
}

#[test]
fn providers_are_found_by_host_and_by_domain() {
    let host = |host| by_host(host).map(|provider| provider.id);
    assert_eq!(host("smtp.gmail.com"), Some("gmail"));
    assert_eq!(host("SMTP.QQ.COM."), Some("qq"));
    assert_eq!(host("smtp.163.com"), Some("netease-163"));
    assert_eq!(host("smtp-mail.outlook.com"), Some("outlook"));
    assert_eq!(host("email-smtp.eu-west-1.amazonaws.com"), Some("ses"));
    assert_eq!(host("ec2-192-0-2-1.compute.amazonaws.com"), None);
    assert_eq!(host("email-smtp.amazonaws.com"), None);
    assert_eq!(host("smtp.example.com"), None);
    assert_eq!(host("127.0.0.1"), None);
    let domain = |domain| by_domain(domain).map(|provider| provider.id);
    assert_eq!(domain("Gmail.com"), Some("gmail"));
    assert_eq!(domain("foxmail.com"), Some("qq"));
    assert_eq!(domain("163.com"), Some("netease-163"));
    assert_eq!(domain("hotmail.com"), Some("outlook"));
    assert_eq!(domain("yahoo.co.jp"), Some("yahoo-japan"));
}

#[test]
fn inbound_servers_are_known() {
    let mx = |host| by_mx(host).map(|provider| provider.id);
    assert_eq!(mx("example-com.mail.protection.outlook.com"), Some("microsoft365"));
    assert_eq!(mx("alt1.aspmx.l.google.com"), Some("google-workspace"));
    assert_eq!(mx("alt4.gmail-smtp-in.l.google.com"), Some("gmail"));
    assert_eq!(mx("outlook-com.olc.protection.outlook.com"), Some("outlook"));
    assert_eq!(mx("mxbiz1.qq.com"), Some("exmail"));
    assert_eq!(mx("mxw.qiye.aliyun.com"), Some("aliyun-qiye"));
    assert_eq!(mx("smtp.qiye.aliyun.com"), None);
    assert_eq!(mx("mx.example.com"), None);
}

#[test]
fn servers_of_a_provider_are_known_by_their_own_names() {
    let gmail = by_id("gmail").unwrap();
    assert!(gmail.runs("mx.google.com") && gmail.runs("smtp.gmail.com"));
    assert!(!gmail.runs("notgoogle.com") && !gmail.runs("google.com.example.net"));
    assert!(by_id("qq").unwrap().runs("newxmesmtplogicsvrszc2-0.qq.com"));
    assert_eq!(by_id("ses").unwrap().submission(), None);
    assert_eq!(by_id("outlook").unwrap().submission().map(|endpoint| endpoint.port), Some(587));
}

#[test]
fn refusals_are_read_as_their_provider_means_them() {
    let reads = |id, code, text| by_id(id).unwrap().reads(&reply(code, text));
    let cases = [
        ("gmail", 534, "5.7.9 Application-specific password required.", "auth/app-password-required"),
        ("gmail", 534, "5.7.9 Please log in with your web browser", "auth/login-blocked"),
        ("gmail", 535, "5.7.8 Username and Password not accepted.", "auth/bad-credentials"),
        ("google-relay", 421, "4.7.0 Try again later, closing connection. (EHLO) x", "smtp/helo-rejected"),
        ("qq", 535, "Error: 请使用授权码登录。", "auth/authorization-code-required"),
        ("qq", 535, "Login Fail. Please enter your authorization code", "auth/authorization-code-required"),
        ("netease-163", 550, "User has no permission", "auth/smtp-disabled"),
        ("netease-126", 550, "用户无权登陆", "auth/smtp-disabled"),
        ("aliyun-qiye", 526, "Authentication failure[1]", "auth/too-many-attempts"),
        ("aliyun-qiye", 526, "Authentication failure[0]", "auth/bad-credentials"),
        ("outlook", 535, "5.7.139 basic authentication is disabled.", "auth/oauth-required"),
        ("microsoft365", 535, "SmtpClientAuthentication is disabled for the Tenant", "auth/smtp-disabled"),
        ("yahoo", 535, "5.7.0 (#AUTH005) Too many bad auth attempts.", "auth/app-password-required"),
    ];
    for (id, code, text, cause) in cases {
        assert_eq!(reads(id, code, text), Some(cause), "{id} {code} {text}");
    }
    let cases = [
        (
            "microsoft365-direct",
            550,
            "5.7.64 TenantAttribution; Relay Access Denied SMTP.",
            "auth/ip-not-allowed",
        ),
        ("microsoft365-hve", 501, "5.5.124 Unable to parse XOAUTH2", "auth/token-rejected"),
        ("exchange-server", 530, "5.7.57 Client was not authenticated", "send/auth-required"),
        ("aliyun-qiye", 450, "\"MAIL FROM\" mailbox unavailable", "send/sender-not-owned"),
        ("aliyun-directmail", 561, "Honeypot rcptto [@out060104]", "send/spam-rejected"),
        ("zeptomail", 535, "Authentication Failed.", "auth/wrong-credential-kind"),
        ("proton", 553, "5.7.1 <a@b>: Sender address rejected: not logged in", "send/auth-required"),
        ("t-online", 550, "5.7.0 Message considered as spam or virus, rejected", "send/spam-rejected"),
        ("netease-126", 553, "Requested action not taken: no smtp MX only", "smtp/inbound-only"),
        ("icloud", 550, "5.7.1 [CS01] Message rejected due to local policy.", "send/spam-rejected"),
    ];
    for (id, code, text, cause) in cases {
        assert_eq!(reads(id, code, text), Some(cause), "{id} {code} {text}");
    }
    assert_eq!(reads("gmail", 535, "5.7.8 something new"), None);
    assert_eq!(reads("gmail", 421, "Try again later (EHLO)"), None);
}
