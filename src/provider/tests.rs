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
    let others = ["mod find;", "mod near;", "mod spf;", "mod tests;"];
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
        // Some services have more ports than the usual ones; what these mean is the same everywhere.
        match endpoint.port {
            465 | 994 | 2465 | 8465 => assert_eq!(endpoint.security, Security::Implicit, "{endpoint:?}"),
            25 | 587 | 2525 | 2587 => assert_ne!(endpoint.security, Security::Implicit, "{endpoint:?}"),
            _ => {}
        }
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

#[test]
fn refusals_of_services_for_applications_and_of_hosting_are_read() {
    let cases = [
        ("ses", 554, "Message rejected: Email address is not verified.", "send/sender-unverified"),
        (
            "ses",
            554,
            "Access denied: User `arn:aws:iam::1:user/a' is not authorized to perform `ses:SendRawEmail'",
            "send/policy-rejected",
        ),
        ("sendgrid", 451, "Authentication failed: Maximum credits exceeded", "send/quota-exceeded"),
        (
            "sendgrid",
            550,
            "The from address does not match a verified Sender Identity",
            "send/sender-unverified",
        ),
        ("mailgun", 421, "Domain a.mailgun.org is not allowed to send: Sandbox", "send/account-restricted"),
        (
            "mailgun",
            421,
            "Domain a is not allowed to send: the domain is unverified",
            "send/sender-unverified",
        ),
        ("mailjet", 435, "4.7.8 Error: authentication failed:", "auth/wrong-credential-kind"),
        ("sparkpost", 550, "5.7.1 Unconfigured Sending Domain <app.example.com>", "send/sender-unverified"),
        ("mailtrap", 550, "5.7.1 Sending from domain gmail.com is not allowed", "send/sender-unverified"),
        ("mailtrap-sandbox", 535, "5.7.0 The email limit is reached. Please upgrade", "auth/account-locked"),
        ("smtp2go", 550, "From header sender domain not verified.", "send/sender-unverified"),
        (
            "mailersend",
            450,
            "You have reached trial account unique recipients limit. #MS42225",
            "send/account-restricted",
        ),
        (
            "oracle",
            535,
            "Authorization failed: Envelope From address a@b not authorized",
            "send/sender-unverified",
        ),
        ("oracle", 455, "Maximum messages sent per day reached : limit is 200", "send/quota-exceeded"),
        ("scaleway", 535, "5.7.8 Permission denied", "auth/wrong-credential-kind"),
        ("plunk", 550, "This domain is not associated with your account", "send/sender-unverified"),
        ("ionos", 554, "Transaction failed\nReject due to policy restrictions.", "send/content-rejected"),
        ("hostinger", 554, "5.7.1 Disabled by user from hPanel", "send/account-restricted"),
        ("godaddy", 535, "Authentication not allowed on IBSMTP Servers. IB401", "smtp/inbound-only"),
        (
            "tiscali",
            535,
            "5.7.0 ...authentication rejected: your password is too simple",
            "auth/password-expired",
        ),
        ("naver", 535, "5.7.1 Username and Password not accepted abc - nsmtp", "auth/app-password-required"),
        ("naver-works", 554, "5.7.1 The sender address is unauthorized", "send/sender-not-owned"),
        (
            "postfix-dovecot",
            553,
            "5.7.1 <a>: Sender address rejected: not owned by user b",
            "send/sender-not-owned",
        ),
        ("hmailserver", 530, "SMTP authentication is required.", "send/auth-required"),
    ];
    for (id, code, text, cause) in cases {
        assert_eq!(by_id(id).unwrap().reads(&reply(code, text)), Some(cause), "{id} {code} {text}");
    }
    assert_eq!(by_id("ses").unwrap().reads(&reply(535, "Authentication Credentials Invalid")), None);
    assert_eq!(by_id("mailtrap").unwrap().reads(&reply(550, "5.1.1 No such user")), None);
}

#[test]
fn services_with_many_hosts_are_known_by_each() {
    let host = |host| by_host(host).map(|provider| provider.id);
    assert_eq!(host("email-smtp-fips.us-east-1.amazonaws.com"), Some("ses"));
    assert_eq!(host("smtp.email.eu-frankfurt-1.oci.oraclecloud.com"), Some("oracle"));
    assert_eq!(host("heracles.mxrouting.net"), Some("mxroute"));
    assert_eq!(host("gator4095.hostgator.com"), Some("cpanel"));
    assert_eq!(host("pro1.mail.ovh.net"), Some("ovh"));
    assert_eq!(host("live.smtp.mailtrap.io"), Some("mailtrap"));
    assert_eq!(host("sandbox.smtp.mailtrap.io"), Some("mailtrap-sandbox"));
    assert_eq!(host("hostgator.com"), None);
    assert_eq!(by_mx("mx1.titan.email").map(|provider| provider.id), Some("titan"));
}
