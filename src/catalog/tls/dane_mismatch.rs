//! The server's certificate is none of those that the TLSA records of its port name (RFC 7671).
//!
//! It is taken for a fault of some senders only: those that use DANE refuse, all others see nothing. A certificate was
//! renewed with a new key, and the record in the DNS still names the old one.

use super::reading::brief;
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{DaneVerdict, Evidence, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/dane-mismatch"),
    severity: Severity::Warning,
    title: Text {
        en: "The TLSA record of {host} does not fit its certificate",
        zh_cn: "{host} 的 TLSA 记录与证书不一致",
    },
    explanation: Text {
        en: "A TLSA record says in the DNS which certificate belongs to a port (DANE). The server shows another one, \
             so senders that check it refuse to deliver, while all others notice nothing.",
        zh_cn: "TLSA 记录在 DNS 中声明某个端口应使用哪个证书（DANE）。服务器出示的是另一个证书，\
                因此会检查它的发信方拒绝投递，其他发信方则毫无察觉。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish a TLSA record `3 1 1` with the SHA-256 of the public key in use. This prints it:",
                zh_cn: "发布一条 `3 1 1` 的 TLSA 记录，内容为当前公钥的 SHA-256。以下命令可以算出：",
            },
            command: Some(
                "openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform der | sha256sum",
            ),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Keep the key when the certificate is renewed, or publish the record of the next key some days \
                     before it is used.",
                zh_cn: "续期证书时沿用原来的密钥，或者在启用新密钥前几天先发布它的记录。",
            },
            command: Some("sudo certbot renew --reuse-key"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If nobody looks after the TLSA records, remove them: none at all harms less than a wrong one.",
                zh_cn: "如果无人维护 TLSA 记录，请删除它们：没有记录也好过错误的记录。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Tell the administrator of {host} that its TLSA record and its certificate do not fit.",
                zh_cn: "告诉 {host} 的管理员：TLSA 记录与证书不一致。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "With --audit, smtp-doctor checks the TLSA records and their DNSSEC signatures itself. If the signatures \
             hold and no record fits the certificate, it is this.",
        zh_cn: "使用 --audit 时，smtp-doctor 会自行检查 TLSA 记录及其 DNSSEC 签名。\
                如果签名有效，而没有一条记录与证书一致，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        no matching dane tlsa records
        dane & tlsa & mismatch
        tlsa & not match
        tlsa & does not match
        tlsa-invalid
        failed dane validation
        dane validation & failed
        dane verification failed
        dane attempt failed
        certificate verify failed & dane
        dane error
        dane-required
        tlsa lookup error
        tlsa lookup defer
        tlsa records unusable
        tlsa records & unusable
        dane required but not available
        4.7.323
        5.7.323
        tlsa 记录 & 不匹配
        tlsa 记录 & 不一致
        dane 验证失败
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let wrong = evidence.dane.iter().filter(|dane| dane.verdict() == DaneVerdict::Mismatch);
    let told = wrong.filter_map(|dane| {
        let attempts = &evidence.attempts;
        let index = attempts.iter().position(|attempt| attempt.route.port == dane.port)?;
        let own = attempts[index].tls.facts()?.chain.first()?;
        let records: Vec<String> = dane.tlsa.records().iter().map(|record| brief(&record.shown())).collect();
        let published =
            Proof::new(PUBLISHED, vec![("name", dane.name.clone()), ("records", records.join(BETWEEN))]);
        let shown = Proof::new(SHOWN, vec![("subject", brief(&own.subject)), ("sha256", own.sha256.clone())]);
        Some(Match::attempt(index, Stage::Tls, published).and(shown))
    });
    told.collect()
}

const PUBLISHED: Text = Text {
    en: "The signed TLSA records at {name} are: {records}",
    zh_cn: "{name} 处经签名的 TLSA 记录：{records}",
};
const SHOWN: Text = Text {
    en: "None of them fits the certificate {subject}, SHA-256 {sha256}",
    zh_cn: "没有一条与证书 {subject} 一致，其 SHA-256 为 {sha256}",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::healthy;
    use crate::evidence::{Dane, Fit, Tlsa, TlsaAnswer};
    use crate::plan::Security;

    fn told(tlsa: TlsaAnswer) -> Vec<Match> {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.dane = vec![Dane { port: 465, name: "_465._tcp.smtp.example.com".into(), tlsa, ms: 1.0 }];
        told_by(&evidence)
    }

    fn record(fit: Fit) -> Tlsa {
        Tlsa { usage: 3, selector: 1, matching: 1, data: "ab".repeat(32), fit }
    }

    #[test]
    fn records_that_fit_nothing_are_told() {
        let found = told(TlsaAnswer::Secure { records: vec![record(Fit::Different)] });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn a_change_of_keys_and_records_without_signatures_are_none() {
        let both = vec![record(Fit::Different), record(Fit::Matched { at: 0 })];
        assert!(told(TlsaAnswer::Secure { records: both }).is_empty());
        assert!(told(TlsaAnswer::Insecure { records: vec![record(Fit::Different)] }).is_empty());
        assert!(told(TlsaAnswer::Absent).is_empty());
        assert!(told(TlsaAnswer::Secure { records: vec![record(Fit::Uncompared)] }).is_empty());
    }
}
