//! The server does not send the certificate between its own and a known root.
//!
//! Browsers and some mail programs fetch or remember it, most libraries do not: so it works in one place and fails in
//! another, and the client is blamed.

use super::reading::advice::{SHOW_CHAIN, SHOW_CHAIN_OVER_STARTTLS, TELL_ADMINISTRATOR};
use super::reading::{brief, failed, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Completion, Evidence, Tls};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-missing-intermediate"),
    severity: Severity::Error,
    title: Text {
        en: "{host} sends an incomplete chain of certificates",
        zh_cn: "{host} 发出的证书链不完整",
    },
    explanation: Text {
        en: "The server does not send the certificate of {issuer}, which links its own to a trusted root. \
             Browsers often find the missing link by themselves. Most programs that send mail do not, and refuse.",
        zh_cn: "服务器没有发出中间证书 {issuer}，它的证书因此无法连到可信的根证书。\
                浏览器往往会自行补全，大多数发信程序则不会，于是拒绝连接。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Give the mail service the whole chain: `fullchain.pem`, not `cert.pem`; then reload it. For Postfix:",
                zh_cn: "给邮件服务配置完整的证书链：用 `fullchain.pem`，不要用 `cert.pem`，然后重新加载。Postfix 的命令是：",
            },
            command: Some(
                "sudo postconf -e 'smtpd_tls_chain_files=/etc/letsencrypt/live/{host}/privkey.pem,\
                 /etc/letsencrypt/live/{host}/fullchain.pem' && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "With other software: the whole chain goes into `tls_certificate` (Exim) or `ssl_certificate` (nginx). \
                     On Exchange, import {issuer} into the computer's store “Intermediate Certification Authorities”.",
                zh_cn: "使用其他软件时，Exim 把完整的证书链配在 `tls_certificate`，nginx 配在 `ssl_certificate`。\
                        Exchange 则把 {issuer} 导入计算机的“中间证书颁发机构”存储区。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        SHOW_CHAIN,
        SHOW_CHAIN_OVER_STARTTLS,
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the certificates that the server sends. If the one between the server's own \
             and a known root is missing, it is this.",
        zh_cn: "smtp-doctor 会查看服务器发出了哪些证书。如果缺少服务器证书与已知根证书之间的中间证书，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        unable_to_verify_leaf_signature
        unable to verify the first certificate
        unable to verify leaf signature
        certificate verify failed: unable to verify the first certificate
        certificate verify failed (unable to verify the first certificate)
        verify error:num=21
        verify return code: 21
        num=21:unable to verify
        unable to get local issuer certificate
        unable_to_get_issuer_cert_locally
        partialchain
        certificate is invalid & partialchain
        0x800b010a
        cert_e_chaining
        certificate chain could not be built to a trusted root
        incomplete certificate chain
        incomplete chain
        certificate chain is incomplete
        chain is incomplete
        certificate chain incomplete
        missing intermediate
        intermediate certificate & missing
        intermediate certificate & not sent
        path building failed
        证书链不完整
        缺少中间证书
        缺少中间 ca
        无法建立到信任根颁发机构的证书链
        无法将证书链
        zertifikatkette & unvollständig
        zwischenzertifikat
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let (issuer, url) = tls.faults.iter().find_map(|fault| missing(fault, tls))?;
            let sent = Text {
                en: "The certificate of {issuer} is missing from what the server sends (certificates sent: {sent})",
                zh_cn: "服务器发出了 {sent} 张证书，其中没有 {issuer} 的证书",
            };
            let args = vec![("sent", tls.chain.len().to_string()), ("issuer", brief(issuer))];
            let found = found(index, attempt, Proof::new(sent, args)).with("issuer", brief(issuer));
            let named = url.map(|url| named(&brief(url)));
            let fetched = tls.fetched.as_ref().map(outcome);
            Some(named.into_iter().chain(fetched).fold(found, Match::and))
        })
        .collect()
}

/// The issuer whose certificate is missing, and where it can be had. A chain that ends at an unknown issuer lacks one
/// where what was fetched has led on to a known root.
fn missing<'a>(fault: &'a CertificateFault, tls: &'a Tls) -> Option<(&'a str, Option<&'a str>)> {
    match (fault, &tls.fetched) {
        (CertificateFault::MissingIntermediate { issuer, url }, _) => Some((issuer, url.as_deref())),
        (CertificateFault::UntrustedIssuer { .. }, Some(Completion { whole: true, found, urls, .. })) => {
            Some((found.first()?.subject.as_str(), urls.first().map(String::as_str)))
        }
        _ => None,
    }
}

/// What came of looking for it.
fn outcome(completion: &Completion) -> Proof {
    let text = match (completion.whole, completion.found.is_empty()) {
        (true, _) => Text {
            en: "With what was fetched from there ({count}), the chain leads to a root that this machine trusts: \
                 nothing else is wrong with it",
            zh_cn: "加上从该地址取得的 {count} 张证书，证书链就能连到本机信任的根证书，此外没有别的问题",
        },
        (false, false) => Text {
            en: "Even with what was fetched from there ({count}), the chain leads to no root that this machine trusts",
            zh_cn: "即使加上从该地址取得的 {count} 张证书，证书链仍连不到本机信任的根证书",
        },
        (false, true) => Text {
            en: "No certificate that fits could be fetched from there",
            zh_cn: "从该地址没有取得合用的证书",
        },
    };
    Proof::new(text, vec![("count", completion.found.len().to_string())])
}

fn named(url: &str) -> Proof {
    let text = Text {
        en: "The server's certificate says where its issuer's can be found: {url}",
        zh_cn: "服务器证书注明了签发者证书的地址：{url}",
    };
    Proof::new(text, vec![("url", url.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::judged;
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{certificate, tls};

    fn leaf_alone(fault: CertificateFault) -> Vec<Match> {
        let chain = vec![certificate("smtp.example.com", "Example CA")];
        told_by(&judged(Tls { chain, faults: vec![fault], ..tls() }))
    }

    #[test]
    fn a_leaf_alone_is_told_with_the_place_of_its_issuer() {
        let url = Some("http://ca.example/ca.der".to_owned());
        let found = leaf_alone(CertificateFault::MissingIntermediate { issuer: "CN=Example CA".into(), url });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
        assert!(found[0].proof[1].args.contains(&("url", "http://ca.example/ca.der".to_owned())));
    }

    #[test]
    fn an_unknown_root_is_another_cause() {
        let fault = CertificateFault::UntrustedIssuer { issuer: "CN=Example CA".into() };
        assert!(leaf_alone(fault).is_empty());
    }
}
