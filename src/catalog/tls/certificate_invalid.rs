//! The certificate has a defect that none of the other causes names.
//!
//! Made for another purpose, malformed, wrongly signed, without a name in subjectAltName, or served with a key that is
//! not its own.

use super::reading::advice::{SHOW_CHAIN, SHOW_CHAIN_OVER_STARTTLS, TELL_ADMINISTRATOR};
use super::reading::{brief, failed, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, Tls};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-invalid"),
    severity: Severity::Error,
    title: Text { en: "The certificate of {host} is defective", zh_cn: "{host} 的证书本身有缺陷" },
    explanation: Text {
        en: "The certificate cannot prove that the server is {host}, whoever issued it. \
             Programs that check certificates end the connection before any password or mail is sent.",
        zh_cn: "无论由谁签发，这张证书都不能证明服务器就是 {host}。\
                凡是校验证书的程序都会断开连接，密码和邮件都不会发出。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Give the mail service the private key that belongs to the certificate: these two commands must print \
                     the same public key.",
                zh_cn: "为邮件服务配置与证书配对的私钥：下面两条命令输出的公钥必须相同。",
            },
            command: Some(
                "openssl x509 -noout -pubkey -in fullchain.pem; openssl pkey -pubout -in privkey.pem",
            ),
            link: None,
            when: When::With("key_mismatch"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Get a certificate that has {host} in subjectAltName (its list of names): the common name alone no \
                     longer counts.",
                zh_cn: "重新签发证书，把 {host} 写进 subjectAltName（使用者可选名称）；只写通用名（CN）已不再有效。",
            },
            command: None,
            link: None,
            when: When::With("no_san"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Replace it with a certificate for TLS servers, issued by a public authority, \
                     and reload the mail service.",
                zh_cn: "换成公共机构签发的 TLS 服务器证书，并重新加载邮件服务。",
            },
            command: Some("sudo certbot certonly --standalone -d {host}"),
            link: Some("https://letsencrypt.org/getting-started/"),
            when: When::Always,
        },
        TELL_ADMINISTRATOR,
        SHOW_CHAIN,
        SHOW_CHAIN_OVER_STARTTLS,
    ],
    settled_by: Text {
        en: "smtp-doctor checks the certificate itself: its purpose, its signature, its list of names. If one \
             of them is at fault, no matter who issued the certificate, it is this.",
        zh_cn: "smtp-doctor 会检查证书本身：用途、签名和名称列表。如果其中有错，而且与由谁签发无关，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        unable to locate peer certificate cn
        rsa_padding & invalid padding
        unsupported certificate purpose
        unsuitable certificate purpose
        invalid_purpose
        invalid purpose
        certificate relies on legacy common name field
        x509: certificate relies on legacy common name
        certificate is not valid for any names
        x509: certificate is not valid for any names
        x509: certificate specifies an incompatible key usage
        incompatible key usage
        unhandled critical extension
        x509: unhandled critical extension
        unsupportedcriticalextension
        x509: malformed
        x509: invalid
        x509: negative serial number
        failed to parse certificate from server
        certificate signature failure
        cert_signature_failure
        certificate signature is invalid
        certificate: badsignature
        certificate: badencoding
        badencoding
        badsignature
        unsupportedcertversion
        certificate: causedasendentity
        ca used as end entity
        invalid ca certificate
        certificate verify failed & invalid ca certificate
        certificate verify failed & purpose
        invalid_ca
        path length constraint exceeded
        missing authority key identifier
        missing subject key identifier
        basic constraints of ca cert not marked critical
        certificate verify failed: missing authority key identifier
        certificate verify failed: basic constraints
        key usage violation
        keyusage does not allow
        extended key usage does not permit
        certificate is not valid for requested usage
        certificate is not valid for the requested usage
        0x800b0110
        cert_e_wrong_usage
        sec_error_inadequate_cert_type
        sec_error_inadequate_key_usage
        sec_error_bad_der
        sec_error_bad_signature
        sec_error_extension
        certificate is malformed
        malformed certificate
        asn1 & certificate
        not authorized to sign for this name
        permitted subtree violation
        name constraints & certificate
        certificateparsingexception
        empty issuer dn
        no subjectaltname
        without subjectaltname
        certificate chain violates
        证书格式错误
        证书的用途
        证书用途
        证书签名无效
        证书损坏
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let mut defects = tls.faults.iter().filter_map(|fault| defect(fault, tls));
            let (first, argument) = defects.next()?;
            let mut found = found(index, attempt, first);
            found.args.extend(argument);
            for (proof, argument) in defects {
                found = found.and(proof);
                found.args.extend(argument);
            }
            Some(found)
        })
        .collect()
}

/// A defect with the argument that picks its remedy.
fn defect(fault: &CertificateFault, tls: &Tls) -> Option<(Proof, Option<(&'static str, String)>)> {
    match fault {
        CertificateFault::Invalid { reason } => {
            let text = Text {
                en: "The check of the certificate says: {reason}",
                zh_cn: "证书校验的结果：{reason}",
            };
            Some((Proof::new(text, vec![("reason", brief(reason))]), None))
        }
        CertificateFault::KeyMismatch => {
            let text = Text {
                en: "The key with which the server signs the handshake is not that of its certificate",
                zh_cn: "服务器在握手时签名所用的密钥与证书不配对",
            };
            Some((Proof::new(text, Vec::new()), Some(("key_mismatch", String::from("1")))))
        }
        CertificateFault::NameMismatch => {
            let leaf = tls.chain.first().filter(|leaf| leaf.names.is_empty())?;
            let text = Text {
                en: "The certificate {subject} has no name in subjectAltName (the list of names it is for)",
                zh_cn: "证书 {subject} 的 subjectAltName（使用者可选名称）里没有任何名称",
            };
            Some((
                Proof::new(text, vec![("subject", brief(&leaf.subject))]),
                Some(("no_san", String::from("1"))),
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::sample::tls;

    #[test]
    fn every_defect_is_told_once() {
        let invalid = CertificateFault::Invalid { reason: "not for servers".into() };
        let found = told_by(&faulty(vec![invalid, CertificateFault::KeyMismatch]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
        assert_eq!(found[0].args, [("key_mismatch", "1".to_owned())]);
    }

    #[test]
    fn a_certificate_without_names_is_defective() {
        let mut tls = tls();
        tls.chain[0].names.clear();
        tls.faults = vec![CertificateFault::NameMismatch];
        assert_eq!(told_by(&judged(tls))[0].args[0].0, "no_san");
    }

    #[test]
    fn a_certificate_for_other_names_is_not() {
        assert!(told_by(&faulty(vec![CertificateFault::NameMismatch])).is_empty());
        assert!(told_by(&faulty(vec![CertificateFault::Revoked])).is_empty());
    }
}
