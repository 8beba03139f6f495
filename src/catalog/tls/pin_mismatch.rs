//! The certificate has none of the fingerprints that the user named (`--pin`).
//!
//! Mostly the certificate was renewed with a new key; an interceptor whose root this machine trusts shows in no other
//! way.

use super::reading::{brief, failed, found, interceptor};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Certificate, CertificateFault, Evidence, PublicTrust, Tls};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/pin-mismatch"),
    severity: Severity::Error,
    title: Text {
        en: "The certificate of {host} is not the expected one",
        zh_cn: "{host} 的证书不是指定的那一张",
    },
    explanation: Text {
        en: "A certain certificate or public key was asked for by its fingerprint, and the server shows another. \
             Either it was replaced, or something on the way answers in the server's place. \
             Programs that hold on to the old fingerprint end the connection.",
        zh_cn: "这里按指纹指定了证书或公钥，而服务器出示的是另一张证书。可能是证书换过了，也可能是途中有设备冒充服务器应答。\
                仍按旧指纹校验的程序会断开连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask the administrator of {host}, by telephone or in person, whether the certificate was replaced, \
                     and have the new fingerprint read out. Send no password before that.",
                zh_cn: "通过电话或当面向 {host} 的管理员确认证书是否换过，并核对新的指纹。在此之前不要发送密码。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If it was replaced, put the new fingerprint into the settings of the application, \
                     and check it with that.",
                zh_cn: "如果确实换过，把应用程序设置中的指纹改成新的，再用它检查一遍。",
            },
            command: Some("smtp-doctor {host}:{port} --pin {key}"),
            link: None,
            when: When::With("key"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Keep the key when the certificate is renewed: then the fingerprint of the public key stays the same.",
                zh_cn: "更新证书时沿用原来的密钥，公钥的指纹就不会变。",
            },
            command: Some("sudo certbot renew --reuse-key"),
            link: Some("https://eff-certbot.readthedocs.io/en/stable/using.html"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares the SHA-256 fingerprints of the certificate and of its public key with those given \
             by --pin. If none of them fits, it is this.",
        zh_cn: "smtp-doctor 会把证书及其公钥的 SHA-256 指纹与 --pin 给出的指纹对照。如果都不相符，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        public key does not match pinned public key
        pinned public key
        certificate pinning failure
        pin verification failed
        certificate fingerprint does not match
        fingerprint does not match
        fingerprint mismatch
        fingerprint did not match
        fingerprints do not match
        err_ssl_pinned_key_not_in_cert_chain
        mozilla_pkix_error_key_pinning_failure
        certificate has changed & fingerprint
        证书指纹不匹配
        证书指纹不一致
        指纹 & 不匹配 & 证书
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter(|(_, _, tls)| tls.faults.contains(&CertificateFault::PinMismatch))
        .filter_map(|(index, attempt, tls)| {
            let own = tls.chain.first()?;
            let found = found(index, attempt, shown(own));
            let found = match &own.spki_sha256 {
                Some(key) => found.and(key_shown(key)).with("key", key.as_str()),
                None => found,
            };
            let found = issued(own, tls).into_iter().fold(found, Match::and);
            let wanted = &evidence.plan.server_certificate.pins;
            Some(wanted.iter().fold(found, |found, pin| found.and(asked_for(pin.as_hex()))))
        })
        .collect()
}

fn shown(own: &Certificate) -> Proof {
    let text = Text {
        en: "The server shows the certificate {subject} with the fingerprint {sha256}",
        zh_cn: "服务器出示证书 {subject}，其指纹为 {sha256}",
    };
    Proof::new(text, vec![("subject", brief(&own.subject)), ("sha256", brief(&own.sha256))])
}

fn key_shown(key: &str) -> Proof {
    let text =
        Text { en: "Its public key has the fingerprint {sha256}", zh_cn: "其公钥的指纹为 {sha256}" };
    Proof::new(text, vec![("sha256", brief(key))])
}

/// What the issuer says for something on the way: its name, or that no public authority stands behind it.
fn issued(own: &Certificate, tls: &Tls) -> Option<Proof> {
    let issuer = ("issuer", brief(&own.issuer));
    if tls.mozilla == Some(PublicTrust::Trusted) {
        return None;
    }
    if let Some(product) = interceptor(&own.issuer) {
        let text = Text {
            en: "Its issuer {issuer} has the name of {product}, which opens encrypted connections to look into them",
            zh_cn: "它的签发者 {issuer} 是 {product} 使用的名称，它会解开加密连接以检查内容",
        };
        return Some(Proof::new(text, vec![issuer, ("product", product.name.to_owned())]));
    }
    let text = Text {
        en: "Its issuer {issuer} is no public authority: Mozilla's list of roots does not trust it",
        zh_cn: "它的签发者 {issuer} 不是公共机构：Mozilla 的根证书列表不信任它",
    };
    tls.mozilla.map(|_| Proof::new(text, vec![issuer]))
}

fn asked_for(pin: &str) -> Proof {
    let text = Text { en: "The fingerprint asked for is {sha256}", zh_cn: "指定的指纹为 {sha256}" };
    Proof::new(text, vec![("sha256", pin.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::sample::{certificate, tls};
    use crate::plan::Fingerprint;

    #[test]
    fn another_certificate_is_told_with_both_fingerprints() {
        let mut evidence = faulty(vec![CertificateFault::PinMismatch]);
        evidence.plan.server_certificate.pins = Fingerprint::read(&"ab".repeat(32)).into_iter().collect();
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert!(found[0].proof.last().unwrap().args.contains(&("sha256", "ab".repeat(32))));
    }

    #[test]
    fn an_interceptor_that_this_machine_trusts_is_named() {
        let chain = vec![certificate("smtp.example.com", "Kaspersky Anti-Virus Personal Root")];
        let by = |mozilla| {
            let faults = vec![CertificateFault::PinMismatch];
            let found = told_by(&judged(Tls { chain: chain.clone(), faults, mozilla, ..tls() }));
            found[0].proof.iter().any(|proof| proof.args.contains(&("product", "Kaspersky".to_owned())))
        };
        assert!(by(None) && by(Some(PublicTrust::Untrusted)) && !by(Some(PublicTrust::Trusted)));
    }

    #[test]
    fn an_untrusted_certificate_that_nobody_named_is_another_cause() {
        assert!(told_by(&faulty(vec![CertificateFault::SelfSigned])).is_empty());
    }
}
