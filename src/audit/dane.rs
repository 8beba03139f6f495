//! The checks of DANE: the TLSA records of the ports against the certificates that are sent there.

use super::view::{BETWEEN, Verdict};
use super::{Check, Level, Observed, Seen};
use crate::evidence::{Dane, DaneVerdict, Evidence, TlsaAnswer};
use crate::locale::Text;

/// The most of a record that is shown.
const SHOWN: usize = 24;

pub(super) static CHECKS: &[&Check] = &[&FITS, &SIGNED, &SPARE];

static FITS: Check = Check {
    id: "B08",
    title: Text {
        en: "The TLSA records, where there are any, fit the certificate",
        zh_cn: "如果发布了 TLSA 记录，记录与证书一致",
    },
    source: "RFC 6698 §2.1, RFC 7671 §5, RFC 7672 §3.1",
    remedy: Text {
        en: "Publish a record `3 1 1` with the SHA-256 of the public key that the server uses, in a zone signed by DNSSEC, before the key is put to use; or remove the records. The digest: `openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform der | sha256sum`.",
        zh_cn: "在经 DNSSEC 签名的区域中发布 `3 1 1` 记录，内容为服务器所用公钥的 SHA-256，并在更换密钥之前发布新记录；否则请删除这些记录。计算方法：`openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform der | sha256sum`。",
    },
    made: |evidence| ports(evidence, fits),
};

static SIGNED: Check = Check {
    id: "B08-DNSSEC",
    title: Text {
        en: "The DNSSEC signatures of the TLSA records are valid",
        zh_cn: "TLSA 记录的 DNSSEC 签名有效",
    },
    source: "RFC 4035 §5.3, RFC 7672 §2.1",
    remedy: Text {
        en: "Sign the zone again, and check that the DS record at the registrar belongs to the key in use; see `delv NAME TLSA`.",
        zh_cn: "重新签名该区域，并确认注册商处的 DS 记录与正在使用的密钥一致；可用 `delv 记录名 TLSA` 查看。",
    },
    made: |evidence| ports(evidence, signed),
};

static SPARE: Check = Check {
    id: "B09",
    title: Text {
        en: "A second TLSA record is there for the next key",
        zh_cn: "为下一个密钥准备了第二条 TLSA 记录",
    },
    source: "RFC 7671 §8.1, RFC 7671 §8.4",
    remedy: Text {
        en: "Publish a second record early: one for the next key, or `2 1 1` for the authority. A certificate that is replaced then breaks nothing.",
        zh_cn: "提前发布第二条记录：对应下一个密钥，或者用 `2 1 1` 对应签发机构。这样更换证书时不会中断。",
    },
    made: |evidence| ports(evidence, spare),
};

fn ports(evidence: &Evidence, judge: fn(&Dane) -> Option<Verdict>) -> Vec<Observed> {
    let observed = evidence.dane.iter().filter_map(|dane| {
        let seen = judge(dane)?.seen();
        Some(Observed { port: Some(dane.port), seen })
    });
    observed.collect()
}

fn fits(dane: &Dane) -> Option<Verdict> {
    let seen = |level, text: &Text| Seen::new(level, text).with("name", &dane.name);
    let seen = match dane.verdict() {
        DaneVerdict::Matches | DaneVerdict::RollsOver => return Some(Verdict::Sound),
        DaneVerdict::Absent | DaneVerdict::Bogus | DaneVerdict::Unknown => return None,
        DaneVerdict::Mismatch => seen(Level::Fault, &MISMATCH).with("records", shown(dane)),
        DaneVerdict::Unusable => seen(Level::Advice, &UNUSABLE).with("records", shown(dane)),
        DaneVerdict::Insecure => seen(Level::Advice, &INSECURE),
    };
    Some(Verdict::Found(seen))
}

fn signed(dane: &Dane) -> Option<Verdict> {
    let extended = match &dane.tlsa {
        TlsaAnswer::Secure { .. } => return Some(Verdict::Sound),
        TlsaAnswer::Bogus { extended } => extended,
        _ => return None,
    };
    let text = if extended.is_some() { &BOGUS_BECAUSE } else { &BOGUS };
    let mut seen = Seen::new(Level::Fault, text).with("name", &dane.name);
    if let Some(extended) = extended {
        seen = seen.with("because", extended.name().map_or_else(|| extended.code.to_string(), str::to_owned));
    }
    Some(Verdict::Found(seen))
}

fn spare(dane: &Dane) -> Option<Verdict> {
    match dane.verdict() {
        DaneVerdict::RollsOver => Some(Verdict::Sound),
        DaneVerdict::Matches if dane.tlsa.records().len() > 1 => Some(Verdict::Sound),
        DaneVerdict::Matches => {
            Some(Verdict::Found(Seen::new(Level::Note, &ALONE).with("records", shown(dane))))
        }
        _ => None,
    }
}

/// The records, each cut to what tells it from others.
fn shown(dane: &Dane) -> String {
    let records = dane.tlsa.records().iter().map(|record| {
        let text = record.shown();
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    });
    records.collect::<Vec<_>>().join(BETWEEN)
}

static MISMATCH: Text = Text {
    en: "No TLSA record at {name} fits the certificate: {records}. Clients and servers that use DANE refuse to send here.",
    zh_cn: "{name} 的 TLSA 记录与证书都不一致：{records}。使用 DANE 的客户端和服务器会拒绝向这里发信。",
};
static UNUSABLE: Text = Text {
    en: "The TLSA records at {name} are of a kind that mail does not use: {records}.",
    zh_cn: "{name} 的 TLSA 记录属于邮件不使用的类型：{records}。",
};
static INSECURE: Text = Text {
    en: "The TLSA records at {name} stand in a zone without DNSSEC, so they do not count.",
    zh_cn: "{name} 的 TLSA 记录所在的区域没有 DNSSEC 签名，因此不起作用。",
};
static BOGUS: Text = Text {
    en: "The DNSSEC signatures of {name} are not valid. Clients and servers that use DANE cannot send here.",
    zh_cn: "{name} 的 DNSSEC 签名无效。使用 DANE 的客户端和服务器无法向这里发信。",
};
static BOGUS_BECAUSE: Text = Text {
    en: "The DNSSEC signatures of {name} are not valid ({because}). Clients and servers that use DANE cannot send here.",
    zh_cn: "{name} 的 DNSSEC 签名无效（{because}）。使用 DANE 的客户端和服务器无法向这里发信。",
};
static ALONE: Text = Text {
    en: "There is one TLSA record only: {records}.",
    zh_cn: "只有一条 TLSA 记录：{records}。",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::healthy;
    use crate::evidence::{ExtendedError, Fit, Tlsa};
    use crate::plan::Security;

    /// The levels that a check found, and whether it was made.
    fn made(check: &Check, tlsa: TlsaAnswer) -> (bool, Option<Level>) {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.dane = vec![Dane { port: 465, name: "_465._tcp.smtp.example.com".into(), tlsa, ms: 1.0 }];
        let observed = (check.made)(&evidence).pop();
        (observed.is_some(), observed.and_then(|observed| observed.seen).map(|seen| seen.level))
    }

    fn record(fit: Fit) -> Tlsa {
        Tlsa { usage: 3, selector: 1, matching: 1, data: "ab".repeat(32), fit }
    }

    #[test]
    fn what_a_client_with_dane_refuses_is_a_fault() {
        let matched = record(Fit::Matched { at: 0 });
        let secure = |records: &[Tlsa]| TlsaAnswer::Secure { records: records.to_vec() };
        assert_eq!(made(&FITS, secure(std::slice::from_ref(&matched))), (true, None));
        assert_eq!(made(&FITS, secure(&[record(Fit::Different)])), (true, Some(Level::Fault)));
        assert_eq!(made(&SIGNED, TlsaAnswer::Bogus { extended: None }), (true, Some(Level::Fault)));
        let extended = Some(ExtendedError { code: 7, text: String::new() });
        assert_eq!(made(&SIGNED, TlsaAnswer::Bogus { extended }), (true, Some(Level::Fault)));
        let insecure = TlsaAnswer::Insecure { records: vec![record(Fit::Different)] };
        assert_eq!(made(&FITS, insecure), (true, Some(Level::Advice)));
        assert_eq!(made(&FITS, TlsaAnswer::Absent), (false, None));
        assert_eq!(made(&FITS, TlsaAnswer::Stripped), (false, None));
    }

    #[test]
    fn a_second_record_is_prepared_for_a_change() {
        let matched = record(Fit::Matched { at: 0 });
        let secure = |records: &[Tlsa]| TlsaAnswer::Secure { records: records.to_vec() };
        assert_eq!(made(&SPARE, secure(std::slice::from_ref(&matched))), (true, Some(Level::Note)));
        assert_eq!(made(&SPARE, secure(&[matched, record(Fit::Different)])), (true, None));
        assert_eq!(made(&SPARE, secure(&[record(Fit::Different)])), (false, None));
    }
}
