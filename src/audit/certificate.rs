//! The checks of the certificate: key, signature, names, dates, and whether it is the same everywhere.

use time::Duration;

use super::view::{BETWEEN, Verdict, host, ports};
use super::{Check, Level, Seen};
use crate::evidence::{Attempt, Certificate, CertificateFault, Evidence, Tls};
use crate::locale::Text;

/// The longest validity of a certificate of a public authority that is issued from 2026-03-15 on, in days.
const LONGEST_DAYS: i64 = 200;

pub(super) static CHECKS: &[&Check] =
    &[&KEY, &SIGNATURE, &EXPIRY, &BEGUN, &CHAIN, &NAME, &NAMES, &LIFETIME, &ALIKE];

static KEY: Check = Check {
    id: "B42",
    title: Text {
        en: "The key has RSA 2048 bits or P-256 at least",
        zh_cn: "密钥不低于 RSA 2048 位或 P-256",
    },
    source: "RFC 9325 §4.5",
    remedy: Text {
        en: "Have a certificate issued for a new key: ECDSA P-256, or RSA with 2048 bits or more. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`, `tls_privatekey`.",
        zh_cn: "用新密钥重新申请证书：ECDSA P-256，或 2048 位以上的 RSA。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`、`tls_privatekey`。",
    },
    made: |evidence| ports(evidence, key),
};

static SIGNATURE: Check = Check {
    id: "B43",
    title: Text {
        en: "The certificates are signed with SHA-256 or better",
        zh_cn: "证书用 SHA-256 或更强的算法签名",
    },
    source: "RFC 9325 §4.5, RFC 9155",
    remedy: Text {
        en: "Have the certificate issued anew by an authority that signs with SHA-256, and serve the chain that belongs to it. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`.",
        zh_cn: "向使用 SHA-256 签名的机构重新申请证书，并部署与之配套的证书链。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`。",
    },
    made: |evidence| ports(evidence, signature),
};

static EXPIRY: Check = Check {
    id: "B44",
    title: Text { en: "The certificate does not expire soon", zh_cn: "证书不会很快到期" },
    source: "RFC 5280 §4.1.2.5",
    remedy: Text {
        en: "Renew the certificate, and let the renewal reload the mail service. Postfix: `certbot renew --deploy-hook 'postfix reload'`. Exim reads the files anew by itself.",
        zh_cn: "更新证书，并让更新程序重新加载邮件服务。Postfix：`certbot renew --deploy-hook 'postfix reload'`。Exim 会自动重新读取文件。",
    },
    made: |evidence| ports(evidence, expiry),
};

static BEGUN: Check = Check {
    id: "B45",
    title: Text { en: "The certificate is valid already", zh_cn: "证书已经生效" },
    source: "RFC 5280 §4.1.2.5",
    remedy: Text {
        en: "Serve a certificate that is valid today, and check the clocks of both sides. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`.",
        zh_cn: "部署当前有效的证书，并检查双方的时钟。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`。",
    },
    made: |evidence| ports(evidence, begun),
};

static CHAIN: Check = Check {
    id: "B46",
    title: Text { en: "The chain is complete and in order", zh_cn: "证书链完整且顺序正确" },
    source: "RFC 8446 §4.4.2",
    remedy: Text {
        en: "Serve the server's own certificate first, then each issuer's, without the root. Postfix: `smtpd_tls_chain_files` with `fullchain.pem`. Exim: `tls_certificate` with `fullchain.pem`.",
        zh_cn: "先放服务器自己的证书，再依次放各级签发者的证书，不放根证书。Postfix：`smtpd_tls_chain_files` 使用 `fullchain.pem`。Exim：`tls_certificate` 使用 `fullchain.pem`。",
    },
    made: |evidence| ports(evidence, chain),
};

static NAME: Check = Check {
    id: "B47",
    title: Text { en: "The certificate is for the host", zh_cn: "证书与服务器域名相符" },
    source: "RFC 7817 §3, RFC 9525 §6",
    remedy: Text {
        en: "Have the certificate issued for every name that clients are told to use. Several names need one certificate with all of them. Postfix also has `tls_server_sni_maps`, Exim `tls_certificate` with `$tls_in_sni`.",
        zh_cn: "为所有告知用户的服务器域名申请证书，多个域名可以放进同一张证书。Postfix 还可以用 `tls_server_sni_maps`，Exim 可以在 `tls_certificate` 中用 `$tls_in_sni`。",
    },
    made: |evidence| ports(evidence, name),
};

static NAMES: Check = Check {
    id: "B48",
    title: Text {
        en: "The names stand in subjectAltName", zh_cn: "域名写在证书的 subjectAltName 中"
    },
    source: "RFC 9525 §2",
    remedy: Text {
        en: "Have the certificate issued with subjectAltName; today's clients do not look at the common name. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`.",
        zh_cn: "重新申请带 subjectAltName 的证书，如今的客户端不再看通用名称（CN）。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`。",
    },
    made: |evidence| ports(evidence, names),
};

static LIFETIME: Check = Check {
    id: "B51",
    title: Text {
        en: "The certificate is valid for 200 days at most", zh_cn: "证书的有效期不超过 200 天"
    },
    source: "CA/Browser Forum SC-081v3",
    remedy: Text {
        en: "Renew by machine (ACME) and more often. Public authorities issue no longer ones since 2026-03-15; for one of your own it is only advice. Postfix: `certbot renew --deploy-hook 'postfix reload'`. Exim reads the files anew by itself.",
        zh_cn: "用 ACME 自动、更频繁地更新。自 2026-03-15 起公共机构不再签发更长的证书；自建机构的证书可酌情处理。Postfix：`certbot renew --deploy-hook 'postfix reload'`。Exim 会自动重新读取文件。",
    },
    made: |evidence| ports(evidence, lifetime),
};

static ALIKE: Check = Check {
    id: "B54",
    title: Text { en: "Every port has the same certificate", zh_cn: "各端口使用同一张证书" },
    source: "RFC 9325 §3.9",
    remedy: Text {
        en: "Serve the same certificate everywhere, so that none is forgotten at renewal. Postfix: set `smtpd_tls_chain_files` in main.cf only, not by `-o` in master.cf. Exim: one `tls_certificate`.",
        zh_cn: "各处使用同一张证书，以免更新时遗漏。Postfix：只在 main.cf 中设置 `smtpd_tls_chain_files`，不在 master.cf 中用 `-o` 另设。Exim：只用一个 `tls_certificate`。",
    },
    made: |evidence| host(alike(evidence)),
};

/// The session and the server's own certificate.
pub(super) fn own(attempt: &Attempt) -> Option<(&Tls, &Certificate)> {
    let tls = attempt.tls.facts()?;
    Some((tls, tls.chain.first()?))
}

fn key(attempt: &Attempt) -> Option<Verdict> {
    let key = &own(attempt)?.1.key;
    let least = match key.algorithm.as_str() {
        "RSA" => 2048,
        "EC" => 256,
        "Ed25519" | "Ed448" => return Some(Verdict::Sound),
        _ => return None,
    };
    let bits = key.bits?;
    let seen =
        || Seen::new(Level::Fault, &SMALL_KEY).with("key", &key.algorithm).with("bits", bits.to_string());
    Some(Verdict::of((bits < least).then(seen)))
}

fn signature(attempt: &Attempt) -> Option<Verdict> {
    let (tls, _) = own(attempt)?;
    // What a root signs itself with counts for nothing.
    let signed = tls.chain.iter().filter(|certificate| !certificate.self_signed);
    let weak = |certificate: &&Certificate| {
        let name = certificate.signature.to_ascii_lowercase();
        name.contains("sha1") || name.contains("md5") || name.contains("md2")
    };
    let found = signed.clone().find(weak);
    signed.clone().next()?;
    Some(Verdict::of(found.map(|certificate| {
        Seen::new(Level::Fault, &WEAK_SIGNATURE)
            .with("subject", crate::escape::visible_within(&certificate.subject, 100))
            .with("algorithm", crate::escape::visible_within(&certificate.signature, 60))
    })))
}

fn expiry(attempt: &Attempt) -> Option<Verdict> {
    let (tls, own) = own(attempt)?;
    let left = own.not_after - tls.judged_at;
    let whole = own.not_after - own.not_before;
    // Short-lived certificates are renewed late by design: they get a share of their own life.
    let short = whole <= Duration::days(100);
    let soon = if short { Duration::days(15).min(whole / 4) } else { Duration::days(30) };
    let urgent = Duration::days(7).min(whole / 8);
    let end = own.not_after.date().to_string();
    let seen = if left.is_negative() {
        Some(Seen::new(Level::Fault, &EXPIRED).with("end", end))
    } else if left < soon {
        let level = if left < urgent { Level::Fault } else { Level::Advice };
        Some(Seen::new(level, &ENDS).with("end", end).with("days", left.whole_days().to_string()))
    } else {
        None
    };
    Some(Verdict::of(seen))
}

fn begun(attempt: &Attempt) -> Option<Verdict> {
    let (tls, own) = own(attempt)?;
    let start = own.not_before.date().to_string();
    let early = own.not_before > tls.judged_at;
    Some(Verdict::of(early.then(|| Seen::new(Level::Fault, &EARLY).with("start", start))))
}

fn chain(attempt: &Attempt) -> Option<Verdict> {
    let (tls, own) = own(attempt)?;
    let missing = tls.faults.iter().find_map(|fault| match fault {
        CertificateFault::MissingIntermediate { issuer, .. } => Some(issuer),
        _ => None,
    });
    if let Some(issuer) = missing {
        let issuer = crate::escape::visible_within(issuer, 100);
        return Some(Verdict::Found(Seen::new(Level::Fault, &INCOMPLETE).with("issuer", issuer)));
    }
    if own.self_signed {
        return None;
    }
    let out_of_order = tls.chain.windows(2).any(|pair| pair[0].issuer != pair[1].subject);
    let root = tls.chain.iter().skip(1).any(|certificate| certificate.self_signed);
    Some(Verdict::of(match (out_of_order, root) {
        (true, _) => Some(Seen::new(Level::Advice, &OUT_OF_ORDER)),
        (false, true) => Some(Seen::new(Level::Note, &ROOT_SENT)),
        (false, false) => None,
    }))
}

fn name(attempt: &Attempt) -> Option<Verdict> {
    let (tls, own) = own(attempt)?;
    let mismatch = tls.faults.contains(&CertificateFault::NameMismatch);
    let names: Vec<String> =
        own.names.iter().take(3).map(|name| crate::escape::visible_within(name, 80)).collect();
    let names = if names.is_empty() { "–".to_owned() } else { names.join(BETWEEN) };
    let host = crate::escape::visible_within(&tls.server_name, 80);
    let seen = || Seen::new(Level::Fault, &OTHER_NAME).with("names", names).with("host", host);
    Some(Verdict::of(mismatch.then(seen)))
}

fn names(attempt: &Attempt) -> Option<Verdict> {
    let (_, own) = own(attempt)?;
    Some(Verdict::of(own.names.is_empty().then(|| Seen::new(Level::Fault, &NO_NAMES))))
}

fn lifetime(attempt: &Attempt) -> Option<Verdict> {
    let (_, own) = own(attempt)?;
    let days = (own.not_after - own.not_before).whole_days();
    let seen = || Seen::new(Level::Note, &LONG).with("days", days.to_string());
    Some(Verdict::of((days > LONGEST_DAYS).then(seen)))
}

fn alike(evidence: &Evidence) -> Option<Verdict> {
    let counted = evidence.attempts.iter().enumerate().filter(|(index, _)| !evidence.is_informative(*index));
    let shown: Vec<&Certificate> =
        counted.filter_map(|(_, attempt)| own(attempt)).map(|(_, certificate)| certificate).collect();
    let (first, rest) = shown.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let differs = rest.iter().any(|other| other.sha256 != first.sha256);
    Some(Verdict::of(differs.then(|| Seen::new(Level::Note, &DIFFERENT))))
}

static SMALL_KEY: Text = Text {
    en: "The key of the certificate is too small: {key} with {bits} bits.",
    zh_cn: "证书的密钥太短：{key} {bits} 位。",
};
static WEAK_SIGNATURE: Text = Text {
    en: "The certificate of {subject} is signed with {algorithm}, which can be forged.",
    zh_cn: "{subject} 的证书用 {algorithm} 签名，这种签名可以伪造。",
};
static EXPIRED: Text =
    Text { en: "The certificate expired on {end}.", zh_cn: "证书已于 {end} 到期。" };
static ENDS: Text = Text {
    en: "The certificate expires on {end}; whole days left: {days}.",
    zh_cn: "证书将于 {end} 到期，还剩 {days} 天。",
};
static EARLY: Text =
    Text { en: "The certificate is not valid before {start}.", zh_cn: "证书要到 {start} 才生效。" };
static INCOMPLETE: Text = Text {
    en: "The server does not send the certificate of {issuer}, which clients need.",
    zh_cn: "服务器没有发送客户端所需的 {issuer} 的证书。",
};
static OUT_OF_ORDER: Text = Text {
    en: "The certificates are not in order: each should be followed by that of its issuer.",
    zh_cn: "证书的顺序不对：每张证书之后应是其签发者的证书。",
};
static ROOT_SENT: Text = Text {
    en: "The server sends the root certificate too; it only costs time.",
    zh_cn: "服务器连根证书也一起发送，这只会浪费时间。",
};
static OTHER_NAME: Text = Text {
    en: "The certificate is for {names}, not for {host}.",
    zh_cn: "证书是给 {names} 的，不是给 {host} 的。",
};
static NO_NAMES: Text = Text {
    en: "The certificate has no subjectAltName, so it is good for no host.",
    zh_cn: "证书没有 subjectAltName，因此对任何服务器都无效。",
};
static LONG: Text = Text {
    en: "The certificate is valid for {days} days in all.",
    zh_cn: "证书的有效期共 {days} 天。",
};
static DIFFERENT: Text =
    Text { en: "The ports have different certificates.", zh_cn: "各端口使用的证书不同。" };
