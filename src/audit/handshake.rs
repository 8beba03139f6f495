//! The checks of how a session begins: with forward secrecy, for whom, and with nothing that can be sent twice.

use super::suites::{answered, is_1_2};
use super::view::{BETWEEN, Verdict, sessions, surveys};
use super::{Check, Level, Seen};
use crate::escape::visible_within;
use crate::evidence::{AuditSession, TlsHello};
use crate::locale::Text;
use crate::tls::{Bulk, Exchange, Naming, Suites};

/// How many names of a certificate are shown.
const NAMES: usize = 3;

pub(super) static CHECKS: &[&Check] = &[&FORWARD_ONLY, &UNNAMED, &EARLY_DATA];

static FORWARD_ONLY: Check = Check {
    id: "B41",
    title: Text {
        en: "In TLS 1.2 suites without forward secrecy are refused",
        zh_cn: "TLS 1.2 中拒绝没有前向保密的加密套件",
    },
    source: "RFC 9325 §4.1",
    remedy: Text {
        en: "Offer suites with ECDHE and AES-GCM or ChaCha20 first, and none with static RSA. Postfix: `smtpd_tls_exclude_ciphers = kRSA, aNULL` and `tls_preempt_cipherlist = yes`. Exim: `tls_require_ciphers = HIGH:!aNULL:!kRSA` and `openssl_options = +cipher_server_preference`.",
        zh_cn: "优先提供使用 ECDHE 以及 AES-GCM 或 ChaCha20 的套件，不提供静态 RSA 套件。Postfix：`smtpd_tls_exclude_ciphers = kRSA, aNULL` 和 `tls_preempt_cipherlist = yes`。Exim：`tls_require_ciphers = HIGH:!aNULL:!kRSA` 和 `openssl_options = +cipher_server_preference`。",
    },
    made: |evidence| surveys(evidence, forward_only),
};

static UNNAMED: Check = Check {
    id: "B53",
    title: Text {
        en: "Clients that do not name the server (SNI) get the same service",
        zh_cn: "不发送服务器名称（SNI）的客户端同样得到服务",
    },
    source: "RFC 9325 §3.7, RFC 6066 §3",
    remedy: Text {
        en: "Mail clients of today name the server; old devices do not. For them make the certificate of this host the default one. Postfix: `smtpd_tls_chain_files`, with the others in `tls_server_sni_maps`. Exim: what `tls_certificate` comes to when `$tls_in_sni` is empty.",
        zh_cn: "如今的邮件客户端会发送服务器名称，旧设备则不会。为了它们，请把本服务器的证书设为默认证书。Postfix：默认证书在 `smtpd_tls_chain_files`，其他证书在 `tls_server_sni_maps`。Exim：`$tls_in_sni` 为空时 `tls_certificate` 的值。",
    },
    made: |evidence| surveys(evidence, unnamed),
};

static EARLY_DATA: Check = Check {
    id: "B58",
    title: Text {
        en: "No session begins with early data (0-RTT)",
        zh_cn: "会话不接受提前发送的数据（0-RTT）",
    },
    source: "RFC 9325 §3.10, RFC 8446 §8",
    remedy: Text {
        en: "Turn early data off at the proxy or load balancer before the mail server: SMTP has no use for it, and what is sent so can be sent again by others. Postfix and Exim never take it.",
        zh_cn: "在邮件服务器前面的代理或负载均衡设备上关闭 0-RTT：SMTP 用不到它，而这样发送的数据可能被他人重放。Postfix 和 Exim 本身从不接受。",
    },
    made: |evidence| sessions(evidence, |session, _| early_data(session)),
};

fn forward_only(hellos: &[&TlsHello]) -> Option<Verdict> {
    let chosen = answered(
        hellos,
        |hello| is_1_2(hello),
        |taken| {
            let suite = taken.choice.suite;
            // Everything was offered, what is preferred today first.
            let poor =
                suite.parts().is_some_and(|(exchange, bulk)| exchange == Exchange::Rsa || bulk == Bulk::Cbc);
            poor.then(|| Seen::new(Level::Advice, &CHOSEN).with("suite", suite.name()))
        },
    );
    let taken = answered(
        hellos,
        |hello| hello.offer.suites == Suites::StaticKey,
        |taken| Some(Seen::new(Level::Note, &TAKEN).with("suite", taken.choice.suite.name())),
    );
    match (chosen, taken) {
        (Some(Verdict::Found(seen)), _) => Some(Verdict::Found(seen)),
        (_, taken) => taken,
    }
}

fn unnamed(hellos: &[&TlsHello]) -> Option<Verdict> {
    // Only where the same hello with the name is taken does it tell of the name.
    hellos.iter().find(|hello| is_1_2(hello))?;
    let without =
        |hello: &&&TlsHello| hello.offer.naming == Naming::Unnamed && hello.offer.suites == Suites::Usual;
    let hello = hellos.iter().find(without)?;
    if hello.refusal().is_some() {
        return Some(Verdict::Found(Seen::new(Level::Note, &TURNED_AWAY)));
    }
    let shown = hello.taken()?.unnamed.as_ref()?;
    let names: Vec<String> = shown.names.iter().take(NAMES).map(|name| visible_within(name, 80)).collect();
    let names = if names.is_empty() { "–".to_owned() } else { names.join(BETWEEN) };
    let seen = || Seen::new(Level::Note, &OTHER_CERTIFICATE).with("names", names);
    Some(Verdict::of((!shown.for_host).then(seen)))
}

fn early_data(session: &AuditSession) -> Option<Verdict> {
    let bytes = session.early_data?;
    let seen = || Seen::new(Level::Advice, &EARLY).with("bytes", bytes.to_string());
    Some(Verdict::of((bytes > 0).then(seen)))
}

static CHOSEN: Text = Text {
    en: "Of all suites of TLS 1.2 the server chooses {suite}.",
    zh_cn: "客户端提供了 TLS 1.2 的全部套件，服务器却选择 {suite}。",
};
static TAKEN: Text = Text {
    en: "The server also takes {suite}: who gets its key later can read such sessions.",
    zh_cn: "服务器也接受 {suite}：日后得到私钥的人可以解密这样的会话。",
};
static TURNED_AWAY: Text = Text {
    en: "The server turns away clients that do not name it.",
    zh_cn: "服务器拒绝不发送服务器名称的客户端。",
};
static OTHER_CERTIFICATE: Text = Text {
    en: "Clients that do not name the server get a certificate for {names}, and refuse it.",
    zh_cn: "不发送服务器名称的客户端得到的是 {names} 的证书，因而会拒绝。",
};
static EARLY: Text = Text {
    en: "The server lets a later session send {bytes} bytes before it has answered.",
    zh_cn: "服务器允许以后的会话在收到应答之前就发送 {bytes} 字节。",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::checks;
    use crate::evidence::sample::healthy;
    use crate::evidence::{AuditEvidence, Failure, HelloAnswer, Shown, Taken};
    use crate::plan::Security;
    use crate::tls::{Choice, Offer, Suite, Version};

    const GCM: u16 = 0xc02f;
    const RSA_GCM: u16 = 0x009c;
    const ECDHE_CBC: u16 = 0xc013;

    fn taken(offer: Offer, suite: u16, unnamed: Option<Shown>) -> TlsHello {
        let choice = Choice {
            version: Version::Tls12,
            suite: Suite(suite),
            group: None,
            prime_bits: None,
            signature: None,
            compressed: false,
            extended_master_secret: true,
            secure_renegotiation: true,
        };
        TlsHello { offer, answer: HelloAnswer::Taken(Taken { choice, key: None, unnamed }), ms: 1.0 }
    }

    fn refused(offer: Offer) -> TlsHello {
        TlsHello { offer, answer: HelloAnswer::Refused { failure: Failure::Reset }, ms: 1.0 }
    }

    /// The levels of what a check finds; none where it was not made.
    fn told(id: &str, hellos: Vec<TlsHello>) -> Option<Vec<Level>> {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].hellos = hellos;
        let observed = (checks().find(|check| check.id == id).unwrap().made)(&evidence);
        let seen = observed.iter().filter_map(|one| one.seen.as_ref()).map(|seen| seen.level).collect();
        (!observed.is_empty()).then_some(seen)
    }

    fn usual() -> Offer {
        Offer::up_to(Version::Tls12)
    }

    #[test]
    fn suites_without_forward_secrecy() {
        let fixed = || usual().with(Suites::StaticKey);
        let told = |hellos| told("B41", hellos);
        assert_eq!(told(vec![taken(usual(), GCM, None), refused(fixed())]), Some(vec![]));
        let both = vec![taken(usual(), GCM, None), taken(fixed(), RSA_GCM, None)];
        assert_eq!(told(both), Some(vec![Level::Note]));
        for poor in [RSA_GCM, ECDHE_CBC] {
            let hellos = vec![taken(usual(), poor, None), refused(fixed())];
            assert_eq!(told(hellos), Some(vec![Level::Advice]), "{poor:x}");
        }
        // What the server prefers says nothing of what it takes besides.
        assert_eq!(told(vec![taken(usual(), GCM, None)]), None);
    }

    #[test]
    fn clients_that_do_not_name_the_server() {
        let named = || taken(usual(), GCM, None);
        let shown = |for_host| Some(Shown { names: vec!["other.example".into()], for_host });
        let unnamed = |for_host| taken(usual().unnamed(), GCM, shown(for_host));
        let told = |hellos| told("B53", hellos);
        assert_eq!(told(vec![named(), unnamed(true)]), Some(vec![]));
        assert_eq!(told(vec![named(), unnamed(false)]), Some(vec![Level::Note]));
        assert_eq!(told(vec![named(), refused(usual().unnamed())]), Some(vec![Level::Note]));
        // A server that takes no TLS 1.2 at all refuses for that.
        assert_eq!(told(vec![refused(usual()), refused(usual().unnamed())]), None);
        assert_eq!(told(vec![named()]), None);
    }

    #[test]
    fn early_data_is_told_by_the_tickets() {
        let told = |early_data: Option<u32>| {
            let mut evidence = healthy(465, Security::Implicit);
            let session = AuditSession { about: 0, port: 465, trials: Vec::new(), early_data, ms: 1.0 };
            evidence.audit = Some(AuditEvidence { sessions: vec![session], ..AuditEvidence::default() });
            (EARLY_DATA.made)(&evidence).pop().map(|observed| observed.seen.map(|seen| seen.level))
        };
        assert_eq!(told(Some(0)), Some(None));
        assert_eq!(told(Some(16384)), Some(Some(Level::Advice)));
        assert_eq!(told(None), None);
    }
}
