//! The checks of what the server takes of hellos made by hand: old versions, weak suites, small groups.

use super::view::{Verdict, surveys};
use super::{Check, Level, Seen};
use crate::evidence::{Taken, TlsHello};
use crate::locale::Text;
use crate::tls::{Exchange, Naming, Suites, Version};

/// The fewest bits of a prime for Diffie-Hellman.
const PRIME_BITS: u32 = 2048;

pub(super) static CHECKS: &[&Check] = &[&OLD_VERSIONS, &SSL, &WEAK_SUITES, &BOUND, &COMPRESSION, &GROUP_SIZE];

static OLD_VERSIONS: Check = Check {
    id: "B37",
    title: Text { en: "TLS 1.1 and 1.0 are refused", zh_cn: "拒绝 TLS 1.1 和 1.0" },
    source: "RFC 9325 §3.1.1, RFC 8996",
    remedy: Text {
        en: "Take TLS 1.2 and newer only. Postfix: `smtpd_tls_protocols = >=TLSv1.2` and `smtpd_tls_mandatory_protocols = >=TLSv1.2`. Exim: `openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`.",
        zh_cn: "只接受 TLS 1.2 及更新的版本。Postfix：`smtpd_tls_protocols = >=TLSv1.2` 和 `smtpd_tls_mandatory_protocols = >=TLSv1.2`。Exim：`openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            // A server that chooses an old version where a newer one was offered has no newer one.
            let old = |hello: &&TlsHello| {
                usual(hello)
                    && (matches!(hello.offer.newest, Version::Tls10 | Version::Tls11)
                        || hello.taken().is_some_and(|taken| taken.choice.version < Version::Tls12))
            };
            answered(hellos, old, |taken| {
                let version = taken.choice.version;
                (version > Version::Ssl30)
                    .then(|| Seen::new(Level::Fault, &OLD).with("version", version.name()))
            })
        })
    },
};

static SSL: Check = Check {
    id: "B38",
    title: Text { en: "SSL 3.0 is refused", zh_cn: "拒绝 SSL 3.0" },
    source: "RFC 7568, RFC 9325 §3.1.1",
    remedy: Text {
        en: "Take TLS 1.2 and newer only, and update the TLS library. Postfix: `smtpd_tls_protocols = >=TLSv1.2`. Exim: `openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`.",
        zh_cn: "只接受 TLS 1.2 及更新的版本，并升级 TLS 库。Postfix：`smtpd_tls_protocols = >=TLSv1.2`。Exim：`openssl_options = +no_sslv3 +no_tlsv1 +no_tlsv1_1`。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            let ssl = |hello: &&TlsHello| {
                let chosen = hello.taken().is_some_and(|taken| taken.choice.version == Version::Ssl30);
                usual(hello) && (hello.offer.newest == Version::Ssl30 || chosen)
            };
            answered(hellos, ssl, |_| Some(Seen::new(Level::Fault, &OLD).with("version", "SSL 3.0")))
        })
    },
};

static WEAK_SUITES: Check = Check {
    id: "B40",
    title: Text {
        en: "NULL, export, DES, RC4 and anonymous suites are refused",
        zh_cn: "拒绝 NULL、出口级、DES、RC4 和匿名的加密套件",
    },
    source: "RFC 9325 §4.1",
    remedy: Text {
        en: "Take strong suites only. Postfix: `smtpd_tls_ciphers = high`, `smtpd_tls_mandatory_ciphers = high` and `smtpd_tls_exclude_ciphers = aNULL, eNULL, EXPORT, DES, 3DES, RC4, MD5`. Exim: `tls_require_ciphers = HIGH:!aNULL:!3DES`.",
        zh_cn: "只接受强加密套件。Postfix：`smtpd_tls_ciphers = high`、`smtpd_tls_mandatory_ciphers = high`，以及 `smtpd_tls_exclude_ciphers = aNULL, eNULL, EXPORT, DES, 3DES, RC4, MD5`。Exim：`tls_require_ciphers = HIGH:!aNULL:!3DES`。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            let weak = |hello: &&TlsHello| matches!(hello.offer.suites, Suites::Broken | Suites::Outdated);
            answered(hellos, weak, |taken| {
                let suite = taken.choice.suite;
                // A client that checks certificates never offers these, so nothing comes of them.
                let anonymous = suite.parts().is_some_and(|(exchange, _)| exchange == Exchange::Anonymous);
                let level = if anonymous { Level::Note } else { Level::Fault };
                let text = if anonymous { &ANONYMOUS } else { &WEAK };
                Some(Seen::new(level, text).with("suite", suite.name()))
            })
        })
    },
};

static BOUND: Check = Check {
    id: "B55",
    title: Text {
        en: "TLS 1.2 sessions are bound to their handshake", zh_cn: "TLS 1.2 会话与握手绑定"
    },
    source: "RFC 9325 §3.5, RFC 7627, RFC 5746",
    remedy: Text {
        en: "Update the TLS library: OpenSSL has both since 1.1.0. Postfix and Exim need to be built with it and restarted.",
        zh_cn: "升级 TLS 库：OpenSSL 从 1.1.0 起两者都支持。Postfix 和 Exim 需要使用新库并重启。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            answered(
                hellos,
                |hello| is_1_2(hello),
                |taken| {
                    let bound = taken.choice.extended_master_secret && taken.choice.secure_renegotiation;
                    (!bound).then(|| Seen::new(Level::Fault, &UNBOUND))
                },
            )
        })
    },
};

static COMPRESSION: Check = Check {
    id: "B56",
    title: Text { en: "TLS does not compress", zh_cn: "TLS 不压缩" },
    source: "RFC 9325 §3.3",
    remedy: Text {
        en: "Turn compression off. Postfix: `tls_ssl_options = NO_COMPRESSION`. Exim: `openssl_options = +no_compression`.",
        zh_cn: "关闭压缩。Postfix：`tls_ssl_options = NO_COMPRESSION`。Exim：`openssl_options = +no_compression`。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            answered(
                hellos,
                |hello| is_1_2(hello),
                |taken| taken.choice.compressed.then(|| Seen::new(Level::Advice, &COMPRESSED)),
            )
        })
    },
};

static GROUP_SIZE: Check = Check {
    id: "B57",
    title: Text {
        en: "Diffie-Hellman uses 2048 bits or more", zh_cn: "Diffie-Hellman 使用 2048 位以上"
    },
    source: "RFC 9325 §4.1, §7.2",
    remedy: Text {
        en: "Use a larger group, or none. Postfix: `smtpd_tls_dh1024_param_file = auto`. Exim: `tls_dhparam = ike23`.",
        zh_cn: "使用更大的参数，或停用。Postfix：`smtpd_tls_dh1024_param_file = auto`。Exim：`tls_dhparam = ike23`。",
    },
    made: |evidence| {
        surveys(evidence, |hellos| {
            let dhe = |hello: &&TlsHello| hello.offer.suites == Suites::FiniteField;
            answered(hellos, dhe, |taken| {
                let small = taken.choice.prime_bits.filter(|bits| *bits < PRIME_BITS)?;
                Some(Seen::new(Level::Fault, &SMALL_PRIME).with("bits", small.to_string()))
            })
        })
    },
};

/// Whether a hello offers what is in common use, and names the server.
fn usual(hello: &TlsHello) -> bool {
    hello.offer.suites == Suites::Usual && hello.offer.naming == Naming::Named
}

/// Whether a hello was taken in TLS 1.2, so that its answer tells of that version.
pub(super) fn is_1_2(hello: &TlsHello) -> bool {
    usual(hello)
        && hello.offer.newest == Version::Tls12
        && hello.taken().is_some_and(|taken| taken.choice.version == Version::Tls12)
}

/// What the answers to certain hellos come to: nothing where none of them was answered.
pub(super) fn answered(
    hellos: &[&TlsHello],
    wanted: impl Fn(&&TlsHello) -> bool,
    seen: impl Fn(&Taken) -> Option<Seen>,
) -> Option<Verdict> {
    let told: Vec<&&TlsHello> = hellos
        .iter()
        .filter(|hello| wanted(hello) && (hello.taken().is_some() || hello.refusal().is_some()))
        .collect();
    if told.is_empty() {
        return None;
    }
    let found = told.iter().filter_map(|hello| seen(hello.taken()?));
    Some(Verdict::of(found.max_by_key(|seen| seen.level)))
}

static OLD: Text = Text {
    en: "The server still takes {version}, whose protection can be broken.",
    zh_cn: "服务器仍接受 {version}，其保护可以被破解。",
};
static WEAK: Text =
    Text { en: "The server takes the suite {suite}.", zh_cn: "服务器接受加密套件 {suite}。" };
static ANONYMOUS: Text = Text {
    en: "The server takes the suite {suite}, which proves no identity. Clients that check certificates never offer it.",
    zh_cn: "服务器接受加密套件 {suite}，它不能证明服务器的身份。校验证书的客户端不会使用它。",
};
static UNBOUND: Text = Text {
    en: "In TLS 1.2 the server lacks the extended master secret or secure renegotiation.",
    zh_cn: "在 TLS 1.2 中，服务器缺少扩展主密钥或安全重协商。",
};
static COMPRESSED: Text = Text {
    en: "The server compresses inside TLS, which can give away secrets.",
    zh_cn: "服务器在 TLS 中压缩数据，可能泄露机密。",
};
static SMALL_PRIME: Text = Text {
    en: "Diffie-Hellman uses a prime of {bits} bits, which can be broken.",
    zh_cn: "Diffie-Hellman 使用 {bits} 位的素数，可以被破解。",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::checks;
    use crate::evidence::sample::healthy;
    use crate::evidence::{Failure, HelloAnswer};
    use crate::plan::Security;
    use crate::tls::{Choice, Offer, Suite};

    fn choice(version: Version, suite: u16) -> Choice {
        Choice {
            version,
            suite: Suite(suite),
            group: None,
            prime_bits: None,
            signature: None,
            compressed: false,
            extended_master_secret: true,
            secure_renegotiation: true,
        }
    }

    /// The level of what a check finds in the answer to an offer; nothing inside where it was not made.
    fn told(id: &str, offer: Offer, choice: Option<Choice>) -> Option<Vec<Level>> {
        let answer = match choice {
            Some(choice) => HelloAnswer::Taken(Taken { choice, key: None, unnamed: None }),
            None => HelloAnswer::Refused { failure: Failure::Reset },
        };
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].hellos = vec![TlsHello { offer, answer, ms: 1.0 }];
        let observed = (checks().find(|check| check.id == id).unwrap().made)(&evidence);
        let seen = observed.iter().filter_map(|one| one.seen.as_ref()).map(|seen| seen.level).collect();
        (!observed.is_empty()).then_some(seen)
    }

    #[test]
    fn old_versions_and_weak_suites() {
        let fault = Some(vec![Level::Fault]);
        let sound = Some(Vec::new());
        let old = || Offer::up_to(Version::Tls11);
        assert_eq!(told("B37", old(), Some(choice(Version::Tls10, 0x002f))), fault);
        assert_eq!(told("B37", old(), None), sound);
        assert_eq!(told("B37", Offer::up_to(Version::Tls12), None), None);
        // What is chosen from all versions tells as much.
        let all = || Offer::up_to(Version::Tls12);
        assert_eq!(told("B37", all(), Some(choice(Version::Tls11, 0xc009))), fault);
        assert_eq!(told("B38", all(), Some(choice(Version::Ssl30, 0x002f))), fault);
        assert_eq!(told("B37", all(), Some(choice(Version::Tls12, 0xc02f))), None);
        assert_eq!(told("B38", Offer::up_to(Version::Ssl30), Some(choice(Version::Ssl30, 0x002f))), fault);
        assert_eq!(told("B38", Offer::up_to(Version::Ssl30), None), sound);
        let outdated = || Offer::up_to(Version::Tls12).with(Suites::Outdated);
        assert_eq!(told("B40", outdated(), Some(choice(Version::Tls12, 0x0005))), fault);
        assert_eq!(told("B40", outdated(), None), sound);
        // TLS_DH_anon_WITH_AES_128_CBC_SHA
        let broken = Offer::up_to(Version::Tls12).with(Suites::Broken);
        assert_eq!(told("B40", broken, Some(choice(Version::Tls12, 0x0034))), Some(vec![Level::Note]));
    }

    #[test]
    fn what_tls_1_2_comes_with() {
        let offer = || Offer::up_to(Version::Tls12);
        let good = choice(Version::Tls12, 0xc02f);
        assert_eq!(told("B55", offer(), Some(good.clone())), Some(Vec::new()));
        let unbound = Choice { extended_master_secret: false, ..good.clone() };
        assert_eq!(told("B55", offer(), Some(unbound)), Some(vec![Level::Fault]));
        assert_eq!(told("B55", offer(), None), None);
        let compressed = Choice { compressed: true, ..good.clone() };
        assert_eq!(told("B56", offer(), Some(compressed)), Some(vec![Level::Advice]));
        let small = |bits| Choice { prime_bits: Some(bits), ..good.clone() };
        let dhe = || offer().with(Suites::FiniteField);
        assert_eq!(told("B57", dhe(), Some(small(1024))), Some(vec![Level::Fault]));
        assert_eq!(told("B57", dhe(), Some(small(2048))), Some(Vec::new()));
        assert_eq!(told("B57", dhe(), None), Some(Vec::new()));
    }
}
