//! The chain ends at an issuer that this machine does not trust.
//!
//! The issuer may be a company's own authority, or a public one whose root is missing from an old store. An empty
//! store, an interceptor and an incomplete chain look alike and are causes of their own.

use super::reading::advice::TELL_ADMINISTRATOR;
use super::reading::{brief, failed, found, is_public_authority};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, PublicTrust, Tls};
use crate::locale::Text;
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-untrusted"),
    severity: Severity::Error,
    title: Text {
        en: "This machine does not trust the issuer of {host}'s certificate",
        zh_cn: "本机不信任 {host} 证书的签发机构",
    },
    explanation: Text {
        en: "The server's certificate leads to {issuer}, which is not among the authorities that this machine trusts. \
             So no trusted authority confirms that the server is {host}, and programs end the connection.",
        zh_cn: "服务器证书最终由 {issuer} 签发，它不在本机信任的机构之中。\
                没有可信的机构证明这台服务器就是 {host}，程序于是断开连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "{public_issuer} is a public authority, so this machine's root certificates are too old: update them. \
                     On Debian and Ubuntu:",
                zh_cn: "{public_issuer} 是公共机构，说明本机的根证书过旧，请更新。Debian 和 Ubuntu 的命令是：",
            },
            command: Some("sudo apt-get update && sudo apt-get install --only-upgrade ca-certificates"),
            link: None,
            when: When::With("public_issuer"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the issuer is your company's own, get its root certificate from the IT department and try with it.",
                zh_cn: "如果签发者是公司自己的机构，请向 IT 部门索取其根证书，用它再试。",
            },
            command: Some("smtp-doctor {host}:{port} --ca-file company-root.pem"),
            link: None,
            when: When::Without("public_issuer"),
        },
        Remedy {
            who: Who::You,
            text: INSTALL,
            command: Some(
                "sudo cp company-root.pem /usr/local/share/ca-certificates/company-root.crt && sudo update-ca-certificates",
            ),
            link: None,
            when: When::With("install_on_linux"),
        },
        Remedy {
            who: Who::You,
            text: INSTALL,
            command: Some("certutil -addstore -f Root company-root.pem"),
            link: None,
            when: When::With("install_on_windows"),
        },
        Remedy {
            who: Who::You,
            text: INSTALL,
            command: Some(
                "sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain company-root.pem",
            ),
            link: None,
            when: When::With("install_on_macos"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If people outside the company send through this server, use a certificate of a public authority.",
                zh_cn: "如果公司以外的人也要用这台服务器发信，请换成公共机构签发的证书。",
            },
            command: None,
            link: Some("https://letsencrypt.org/getting-started/"),
            when: When::Without("public_issuer"),
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor follows the chain to its end. If it is complete and ends at an issuer that \
             is not in this machine's store of root certificates, it is this.",
        zh_cn: "smtp-doctor 会沿着证书链查到末端。如果证书链完整，末端的签发机构却不在本机的根证书库中，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate signed by unknown authority
        x509: certificate signed by unknown authority
        unable to get local issuer certificate
        certificate verify failed: unable to get local issuer certificate
        certificate verify failed (unable to get local issuer certificate)
        unable_to_get_issuer_cert_locally
        unable_to_get_issuer_cert
        unable to get issuer certificate
        self signed cert
        self-signed cert
        self signed certificate in
        self-signed certificate in
        self_signed_cert_in_
        pkix path building failed
        suncertpathbuilderexception
        validatorexception
        unable to find valid certification path to requested target
        unable to find valid certification path
        certificate verify failed
        certificate_verify_failed
        certificate verify error
        sslcertverificationerror
        unknown_ca
        unknown ca
        tlsv1 alert unknown ca
        0x80090325
        sec_e_untrusted_root
        issued by an authority that is not trusted
        remotecertificatechainerrors
        certificate is invalid
        to the validation procedure
        remotecertificatevalidationcallback
        untrustedroot
        certificate is invalid & untrustedroot
        0x800b0109
        cert_e_untrustedroot
        root certificate which is not trusted
        not trusted by the trust provider
        certificate presented by the server is not trusted by the system
        sec_error_unknown_issuer
        sec_error_untrusted_issuer
        unknownissuer
        issuer is unknown
        hasn't got a known issuer
        issuer is not recognized
        issuer has been marked as not trusted
        certificate is not trusted
        certificate was not trusted
        certificate not trusted
        certificate is untrusted
        not trusted certificate
        untrusted certificate
        untrusted issuer
        server certificate not trusted
        server certificate not verified
        certificate verification failed
        certificate verification problem
        certificate validation failed
        could not verify certificate
        trust anchor for certification path not found
        peer certificate cannot be authenticated
        ssl certificate problem
        convert socket to tls
        connect with starttls
        certificate not authorised
        certificate not authorized
        bad_cert & unknown_ca
        err_cert_authority_invalid
        -9807
        不受信任的颁发机构
        颁发机构不受信任
        证书链是由不受信任的颁发机构颁发的
        根据验证过程，远程证书无效
        远程证书无效
        不受信任的证书
        证书不受信任
        证书不可信
        证书校验失败
        证书验证失败
        证书无效
        zertifikat & nicht vertrauenswürdig
        remotezertifikat ist ungültig
        zertifizierungsstelle & nicht vertrauenswürdig
        certificat distant n'est pas valide
        certificat & n'est pas approuvée
        certificado remoto no es válido
        certificado & no es de confianza
        certificado remoto é inválido
        リモート証明書は無効です
        信頼されていない機関
        certificates cannot be validated
        certificate cannot be validated
        unable to verify certificate
        cannot verify certificate
        untrusted root
        certificate authority is not trusted
        invalidcertificate(unknownissuer)
        alert unknown ca
        remote certificate is invalid
        certificate is invalid according to the validation procedure
        no trusted certificate found
        trust anchor
        root ca is not trusted
        certificat & non fiable
        ",
    )],
    supersedes: &[],
    told_by,
};

const INSTALL: Text = Text {
    en: "If it works with that root, install it on the machine. Programs with a list of roots of their own \
         (Java `cacerts`, Node.js `NODE_EXTRA_CA_CERTS`, PHP `openssl.cafile`) need it there as well.",
    zh_cn: "如果这样可以，就把该根证书装到本机。自带根证书列表的程序\
            （Java 的 `cacerts`、Node.js 的 `NODE_EXTRA_CA_CERTS`、PHP 的 `openssl.cafile`）也要加入它。",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let issuer = tls.faults.iter().find_map(issuer)?;
            // Then something is missing in between, and the root is known.
            if tls.fetched.as_ref().is_some_and(|fetched| fetched.whole) {
                return None;
            }
            let text = Text {
                en: "The chain ends at {issuer}, which is not in this machine's trust store",
                zh_cn: "证书链止于 {issuer}，它不在本机的信任列表中",
            };
            let mut found = found(index, attempt, Proof::new(text, vec![("issuer", brief(issuer))]));
            if let Some(trust) = &evidence.trust {
                found = found.and(roots(trust.roots));
            }
            found = tls.mozilla.map(by_mozilla).into_iter().fold(found, Match::and);
            found = if is_public(issuer, tls) {
                found.with("public_issuer", brief(issuer))
            } else {
                found.with(install_on(evidence.platform), "")
            };
            Some(found.with("issuer", brief(issuer)))
        })
        .collect()
}

/// Whether the issuer is a public authority. Its name says so only where Mozilla's roots were not asked: anybody can
/// take a name.
fn is_public(issuer: &str, tls: &Tls) -> bool {
    match tls.mozilla {
        Some(verdict) => verdict == PublicTrust::Trusted,
        None => is_public_authority(issuer),
    }
}

fn by_mozilla(verdict: PublicTrust) -> Proof {
    let text = match verdict {
        PublicTrust::Trusted => Text {
            en: "Mozilla's list of authorities, built into smtp-doctor, does trust this chain: this machine's list is \
                 old, or lacks one",
            zh_cn: "smtp-doctor 内置的 Mozilla 根证书列表信任这条证书链：本机的列表过旧，或者缺了一项",
        },
        PublicTrust::Untrusted => Text {
            en: "Mozilla's list of authorities, built into smtp-doctor, does not trust this chain either",
            zh_cn: "smtp-doctor 内置的 Mozilla 根证书列表也不信任这条证书链",
        },
    };
    Proof::new(text, Vec::new())
}

/// The name under which the remedies know how a root is installed.
fn install_on(platform: Platform) -> &'static str {
    match platform {
        Platform::Linux => "install_on_linux",
        Platform::Windows => "install_on_windows",
        Platform::MacOs => "install_on_macos",
        Platform::Other => "install_elsewhere",
    }
}

fn issuer(fault: &CertificateFault) -> Option<&str> {
    match fault {
        CertificateFault::UntrustedIssuer { issuer } => Some(issuer),
        _ => None,
    }
}

fn roots(count: usize) -> Proof {
    let text = Text {
        en: "Root certificates in this machine's trust store: {roots}",
        zh_cn: "本机信任列表中的根证书数量：{roots}",
    };
    Proof::new(text, vec![("roots", count.to_string())])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::sample::tls;

    fn by(issuer: &str) -> Vec<Match> {
        told_by(&faulty(vec![CertificateFault::UntrustedIssuer { issuer: issuer.into() }]))
    }

    #[test]
    fn an_unknown_issuer_is_told() {
        let found = by("CN=Example Corp Root");
        assert_eq!(found.len(), 1);
        assert!(found[0].args.contains(&("issuer", "CN=Example Corp Root".to_owned())));
        assert!(found[0].args.iter().any(|(name, _)| name.starts_with("install_")));
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn a_public_issuer_points_to_an_old_store() {
        let found = by("C=US,O=Internet Security Research Group,CN=ISRG Root X1");
        assert!(found[0].args.iter().any(|(name, _)| *name == "public_issuer"));
    }

    #[test]
    fn the_word_of_mozilla_counts_for_more_than_a_name() {
        let by = |issuer: &str, verdict| {
            let faults = vec![CertificateFault::UntrustedIssuer { issuer: issuer.into() }];
            let found = told_by(&judged(Tls { faults, mozilla: Some(verdict), ..tls() }));
            assert_eq!(found[0].proof.len(), 3);
            found[0].args.iter().any(|(name, _)| *name == "public_issuer")
        };
        assert!(!by("O=Internet Security Research Group", PublicTrust::Untrusted));
        assert!(by("CN=A New Public Root", PublicTrust::Trusted));
    }

    #[test]
    fn a_missing_intermediate_is_another_cause() {
        let fault = CertificateFault::MissingIntermediate { issuer: "CN=Example CA".into(), url: None };
        assert!(told_by(&faulty(vec![fault])).is_empty());
    }
}
