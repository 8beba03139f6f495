//! A key or a signature in the chain is below today's minimum (RFC 9325 §4.5).
//!
//! A warning while the certificates are still taken, an error where they were refused for it. A root's signature of
//! itself proves nothing and is not looked at.

use super::reading::advice::TELL_ADMINISTRATOR;
use super::reading::{brief, failed, found, passed};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Certificate, CertificateFault, Evidence};
use crate::locale::Text;

/// The least size of an RSA key in bits.
const RSA_MINIMUM: u32 = 2048;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/weak-certificate"),
    severity: Severity::Warning,
    title: Text { en: "The certificate of {host} is too weak", zh_cn: "{host} 的证书强度不足" },
    explanation: Text {
        en: "A key or a signature in the server's chain of certificates is weaker than what counts as safe today. \
             More and more programs refuse such certificates: RSA with 2048 bits and SHA-256 are the least.",
        zh_cn: "服务器证书链中的密钥或签名低于如今的安全标准。越来越多的程序会拒绝这类证书：至少要用 2048 位的 RSA 和 SHA-256。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Make a new key (ECDSA P-256, or RSA with 2048 bits or more), get a new certificate for it, \
                     and reload the mail service.",
                zh_cn: "生成新的密钥（ECDSA P-256，或 2048 位以上的 RSA），重新申请证书，并重新加载邮件服务。",
            },
            command: Some("sudo certbot certonly --standalone --key-type ecdsa -d {host}"),
            link: None,
            when: When::Always,
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor reads the keys and signatures of the certificates. If a key is weaker than RSA with \
             2048 bits, or a signature weaker than SHA-256, it is this.",
        zh_cn: "smtp-doctor 会查看证书的密钥和签名。如果密钥弱于 2048 位 RSA，或者签名弱于 SHA-256，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        dh key too small
        dh_key_too_small
        ee key too small
        ee_key_too_small
        ca key too small
        ca_key_too_small
        key too small
        certificate verify failed & too small
        certificate verify failed & too weak
        ca md too weak
        ca_md_too_weak
        md too weak
        certificate key too weak
        certificate verify failed: ee certificate key too weak
        certificate verify failed: ca certificate key too weak
        certificate verify failed: ca signature digest algorithm too weak
        digest algorithm too weak
        signature digest algorithm too weak
        does not conform to algorithm constraints
        conform to algorithm constraints
        algorithm constraints check failed
        insecure algorithm
        x509: cannot verify signature: insecure algorithm
        certificate chain uses insecure algorithm
        insecure algorithm & certificate
        ssl_error_weak_server_ephemeral_dh_key
        ssl_error_weak_server_cert_key
        mozilla_pkix_error_inadequate_key_size
        sec_error_cert_signature_algorithm_disabled
        diffie-hellman prime sent by the server is not acceptable
        prime & not acceptable
        bit keys are insecure
        ephemeral diffie-hellman & weak
        ephemeral dh & weak
        dh keypair
        prime size must be multiple of 64
        0a00018a
        141a318a
        0a00018f
        140ab18f
        0a00018e
        140ab18e
        1024-bit & certificate
        sha-1 & certificate
        sha1withrsa
        密钥太短
        密钥过短
        密钥强度
        证书强度
        密钥太小
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let refused = failed(evidence).filter_map(|(index, attempt, tls)| {
        let what = tls.faults.iter().find_map(|fault| match fault {
            CertificateFault::Weak { what } => Some(what),
            _ => None,
        })?;
        let text = Text {
            en: "The certificate is refused because of {what}",
            zh_cn: "证书因 {what} 而被拒绝",
        };
        let proof = Proof::new(text, vec![("what", brief(what))]);
        Some(found(index, attempt, proof).as_severe_as(Severity::Error))
    });
    let taken = passed(evidence).filter_map(|(index, attempt, tls)| {
        let mut proofs = tls.chain.iter().filter_map(weakness);
        let first = found(index, attempt, proofs.next()?);
        Some(proofs.fold(first, Match::and))
    });
    refused.chain(taken).collect()
}

fn weakness(certificate: &Certificate) -> Option<Proof> {
    let subject = ("subject", brief(&certificate.subject));
    if let Some(bits) = certificate.key.bits.filter(|bits| *bits < RSA_MINIMUM)
        && certificate.key.algorithm == "RSA"
    {
        let text = Text {
            en: "The RSA key of {subject} has {bits} bits",
            zh_cn: "{subject} 的 RSA 密钥只有 {bits} 位",
        };
        return Some(Proof::new(text, vec![subject, ("bits", bits.to_string())]));
    }
    let signature = certificate.signature.to_ascii_lowercase();
    let broken = ["sha1", "sha-1", "md5", "md2"].iter().any(|hash| signature.contains(hash));
    if broken && !certificate.self_signed {
        let text = Text {
            en: "The certificate {subject} is signed with {signature}",
            zh_cn: "证书 {subject} 的签名算法是 {signature}",
        };
        return Some(Proof::new(text, vec![subject, ("signature", brief(&certificate.signature))]));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::faulty;
    use super::*;
    use crate::evidence::sample::{certificate, healthy, passed, tls};
    use crate::evidence::{PublicKey, Tls};
    use crate::plan::Security;

    fn taken(change: fn(&mut Tls)) -> Vec<Match> {
        let mut evidence = healthy(465, Security::Implicit);
        let mut tls = tls();
        change(&mut tls);
        evidence.attempts[0].tls = passed(tls);
        told_by(&evidence)
    }

    #[test]
    fn a_refusal_for_weakness_is_an_error() {
        let found = told_by(&faulty(vec![CertificateFault::Weak { what: "RSA 1024".into() }]));
        assert_eq!(found[0].severity, Some(Severity::Error));
    }

    #[test]
    fn a_weak_chain_that_passed_is_a_warning() {
        let found = taken(|tls| {
            tls.chain[0].key = PublicKey { algorithm: "RSA".into(), bits: Some(1024) };
            tls.chain[1].signature = "sha1WithRSAEncryption".into();
        });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, None);
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn a_good_chain_and_the_signature_of_a_root_are_none() {
        assert!(taken(|_| {}).is_empty());
        let rooted = |tls: &mut Tls| {
            let mut root = certificate("Example Root", "Example Root");
            root.signature = "sha1WithRSAEncryption".into();
            tls.chain.push(root);
        };
        assert!(taken(rooted).is_empty());
    }
}
