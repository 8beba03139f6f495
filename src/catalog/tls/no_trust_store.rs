//! This machine has no root certificates, so no certificate of any server can be trusted.
//!
//! Common in slim containers, and where `SSL_CERT_FILE` names a file that is not there. It looks as if every provider
//! had a bad certificate at once.

use super::reading::{failed, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::visible_within;
use crate::evidence::{CertificateFault, Evidence, Tls};
use crate::locale::Text;
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/no-trust-store"),
    severity: Severity::Error,
    title: Text { en: "This machine has no root certificates", zh_cn: "本机没有任何根证书" },
    explanation: Text {
        en: "Root certificates say which authorities to trust. This machine has none, so it can check the certificate \
             of no server and refuses every encrypted connection. {host} is probably not at fault.",
        zh_cn: "根证书决定信任哪些机构。本机一张也没有，任何服务器的证书都无法校验，所有加密连接都会被拒绝。问题多半不在 {host}。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Install the root certificates. On Debian and Ubuntu:",
                zh_cn: "安装根证书。Debian 和 Ubuntu 的命令是：",
            },
            command: Some("sudo apt-get update && sudo apt-get install ca-certificates"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Or, on RHEL, Rocky Linux and Fedora:",
                zh_cn: "RHEL、Rocky Linux 和 Fedora 则用：",
            },
            command: Some("sudo dnf install ca-certificates"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If `SSL_CERT_FILE` or `SSL_CERT_DIR` is set, let it name a file or folder that exists, or unset it.",
                zh_cn: "如果设置了环境变量 `SSL_CERT_FILE` 或 `SSL_CERT_DIR`，请让它指向存在的文件或目录，或者取消该变量。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "For a container, install `ca-certificates` in the image (Alpine: `apk add ca-certificates`). \
                     Into an empty image (`FROM scratch`), copy `/etc/ssl/certs/ca-certificates.crt`.",
                zh_cn: "如果是容器，请在镜像里安装 `ca-certificates`（Alpine 用 `apk add ca-certificates`）。\
                        空镜像（`FROM scratch`）则复制 `/etc/ssl/certs/ca-certificates.crt`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor loads the root certificates of this machine. If there is none, it is this.",
        zh_cn: "smtp-doctor 会读取本机的根证书。如果一张也没有，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        failed to load system roots and no roots provided
        failed to load system roots
        system roots & x509
        no native root ca certificates found
        no native root
        no ca certificates were loaded from the system
        no root certificates
        no root certificate
        could not load platform certs
        could not load native certs
        could not load root certificates
        unable to load trust store
        trustanchors parameter must be non-empty
        no trust anchors
        notrustanchors
        cannot set x509 system trust
        x509 system trust
        system trust store & empty
        ca-certificates.crt & no such file
        ca-certificates & not installed
        /etc/ssl/certs & no such file
        ssl_cert_file & no such file
        empty root store
        root certificates are missing
        没有根证书
        根证书 & 为空
        根证书库为空
        未安装 ca-certificates
        没有安装 ca-certificates
        ",
    )],
    supersedes: &[
        Code("tls/certificate-untrusted"),
        Code("tls/certificate-missing-intermediate"),
        Code("tls/intercepted"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(trust) = evidence.trust.as_ref().filter(|trust| trust.roots == 0) else {
        return Vec::new();
    };
    failed(evidence)
        .filter(|(_, _, tls)| depends_on_roots(tls))
        .map(|(index, attempt, _)| {
            let text = Text {
                en: "Usable root certificates on this machine: 0",
                zh_cn: "本机可用的根证书数量：0",
            };
            let found = found(index, attempt, Proof::new(text, Vec::new()));
            match trust.errors.first() {
                Some(error) => found.and(unread(error)),
                None => found,
            }
        })
        .collect()
}

/// Whether more roots could have changed the verdict. A certificate that signs itself is refused with any.
fn depends_on_roots(tls: &Tls) -> bool {
    use CertificateFault::{MissingIntermediate, UntrustedIssuer};
    tls.faults.iter().any(|fault| matches!(fault, UntrustedIssuer { .. } | MissingIntermediate { .. }))
}

/// What went wrong while the store was read.
fn unread(error: &str) -> Proof {
    let text = Text { en: "Reading them says: {error}", zh_cn: "读取时的错误：{error}" };
    Proof::new(text, vec![("error", visible_within(error, 200))])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::faulty;
    use super::*;
    use crate::evidence::TrustStore;

    fn empty() -> TrustStore {
        TrustStore { roots: 0, given: 0, errors: vec!["No such file or directory".into()] }
    }

    fn untrusted() -> Evidence {
        faulty(vec![CertificateFault::UntrustedIssuer { issuer: "CN=Example Root".into() }])
    }

    #[test]
    fn an_empty_store_is_told() {
        let mut evidence = untrusted();
        evidence.trust = Some(empty());
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn a_store_with_roots_or_a_fault_that_needs_none_is_not() {
        assert!(told_by(&untrusted()).is_empty());
        let mut evidence = faulty(vec![CertificateFault::SelfSigned]);
        evidence.trust = Some(empty());
        assert!(told_by(&evidence).is_empty());
    }
}
