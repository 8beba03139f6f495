//! The issuer has withdrawn the certificate.
//!
//! Known from what the server itself staples to the handshake (OCSP), where the issuer has provably signed it; nothing
//! is fetched. A revoked certificate is refused although its dates are good.

use super::reading::advice::TELL_ADMINISTRATOR;
use super::reading::{brief, failed, found, minute};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, Revocation, Staple};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-revoked"),
    severity: Severity::Error,
    title: Text { en: "The certificate of {host} has been revoked", zh_cn: "{host} 的证书已被吊销" },
    explanation: Text {
        en: "The authority that issued the certificate has withdrawn it before its end. \
             It does so when the key may have been stolen or the certificate was issued by mistake. \
             Programs that learn of it end the connection.",
        zh_cn: "签发机构在证书到期之前吊销了它，常见原因是密钥可能泄露，或者当初签发有误。得知证书被吊销的程序都会断开连接。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Make a new key, get a new certificate for it, and reload the mail service. \
                     Ask the issuer why the old one was revoked.",
                zh_cn: "生成新的密钥，重新申请证书，并重新加载邮件服务；再向签发机构查明旧证书被吊销的原因。",
            },
            command: Some("sudo certbot certonly --standalone --force-renewal -d {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Send no password to this server until it has a new certificate.",
                zh_cn: "在服务器换上新证书之前，不要向它发送密码。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor reads the statement of the issuer (OCSP) that the server sends along. If it says that \
             the certificate is revoked, it is this.",
        zh_cn: "smtp-doctor 会查看服务器随握手附带的签发机构声明（OCSP）。如果其中说证书已被吊销，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate revoked
        certificate verify failed & revoked
        certificate has been revoked
        certificate is revoked
        certificate was revoked
        cert_revoked
        certificate_revoked
        certificate: revoked
        certrevoked
        certificaterevokedexception
        sec_error_revoked_certificate
        0x80092010
        crypt_e_revoked
        certificate was explicitly revoked
        alert certificate revoked
        chain & certificate & revoked
        证书已吊销
        证书已被吊销
        证书被吊销
        证书已撤销
        zertifikat wurde gesperrt
        certificat a été révoqué
        certificado ha sido revocado
        証明書は失効
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter(|(_, _, tls)| tls.faults.contains(&CertificateFault::Revoked))
        .map(|(index, attempt, tls)| {
            let proof = match tls.chain.first() {
                Some(leaf) => Proof::new(
                    Text {
                        en: "The issuer {issuer} says that the certificate {subject} is revoked",
                        zh_cn: "签发者 {issuer} 声明证书 {subject} 已被吊销",
                    },
                    vec![("issuer", brief(&leaf.issuer)), ("subject", brief(&leaf.subject))],
                ),
                None => Proof::new(
                    Text {
                        en: "The certificate is reported as revoked", zh_cn: "证书被声明为已吊销"
                    },
                    Vec::new(),
                ),
            };
            let found = found(index, attempt, proof);
            tls.staple.as_ref().and_then(since).into_iter().fold(found, Match::and)
        })
        .collect()
}

/// Since when, and why, where the issuer says it.
fn since(staple: &Staple) -> Option<Proof> {
    let Some(Revocation::Revoked { since, reason }) = &staple.status else { return None };
    let text = match reason {
        Some(_) => Text {
            en: "It is revoked since {since}, for the reason {reason}",
            zh_cn: "吊销时间为 {since}，原因是 {reason}",
        },
        None => Text { en: "It is revoked since {since}", zh_cn: "吊销时间为 {since}" },
    };
    let reason = reason.iter().map(|reason| ("reason", brief(reason)));
    Some(Proof::new(text, [("since", minute(*since))].into_iter().chain(reason).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::faulty;
    use super::*;

    #[test]
    fn a_revoked_certificate_is_told() {
        assert_eq!(told_by(&faulty(vec![CertificateFault::Revoked])).len(), 1);
    }

    #[test]
    fn an_expired_one_is_another_cause() {
        assert!(told_by(&faulty(vec![CertificateFault::Expired { at: 0 }])).is_empty());
    }
}
