//! The server's own certificate signs itself: nobody vouches for it.
//!
//! What a mail server is installed with until somebody gives it a real certificate. Security software on the path shows
//! itself in the same way; see `tls/intercepted`.

use super::reading::advice::TELL_ADMINISTRATOR;
use super::reading::{brief, failed, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-self-signed"),
    severity: Severity::Error,
    title: Text {
        en: "The certificate of {host} is self-signed", zh_cn: "{host} 的证书是自签名证书"
    },
    explanation: Text {
        en: "The server's certificate was not issued by an authority, so nobody confirms that the server is {host}. \
             Programs that check certificates end the connection before any password or mail is sent.",
        zh_cn: "证书不是由机构签发的，而是自己签发给自己，没有人能证明服务器就是 {host}。\
                凡是校验证书的程序都会断开连接，密码和邮件都不会发出。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Replace it with a certificate of a public authority; Let's Encrypt issues them free of charge.",
                zh_cn: "换成公共机构签发的证书，Let's Encrypt 可以免费签发。",
            },
            command: Some("sudo certbot certonly --standalone -d {host}"),
            link: Some("https://letsencrypt.org/getting-started/"),
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If there is such a certificate already, make the mail service use it: often it still has the one it was \
                     installed with. For Postfix:",
                zh_cn: "如果已经有正式证书，请把它配置到邮件服务：邮件服务用的往往还是安装时自带的证书。Postfix 的命令是：",
            },
            command: Some(
                "sudo postconf -e 'smtpd_tls_chain_files=/etc/letsencrypt/live/{host}/privkey.pem,\
                 /etc/letsencrypt/live/{host}/fullchain.pem' && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the server is your own and keeps this certificate, trust exactly this one, here and in the application. \
                     Copy its file from the server itself; do not take what the connection shows.",
                zh_cn: "如果服务器是自己的，并打算继续使用这张证书，请在这里和应用里只信任这一张。\
                        证书文件要从服务器上直接复制，不要使用连接时收到的证书。",
            },
            command: Some("smtp-doctor {host}:{port} --ca-file server.pem"),
            link: None,
            when: When::Always,
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor reads the chain that the server sends. If the server's own certificate \
             signs itself, it is this.",
        zh_cn: "smtp-doctor 会查看服务器发出的证书链。如果服务器自己的证书由它自己签名，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        depth_zero_self_signed_cert
        self signed certificate
        self-signed certificate
        certificate verify failed: self signed certificate
        certificate verify failed: self-signed certificate
        certificate verify failed (self signed certificate)
        certificate verify failed (self-signed certificate)
        certificate verify failed & self signed certificate
        certificate verify failed & self-signed certificate
        verify error:num=18
        num=18:self
        error 18 at 0 depth
        selfsigned_peer
        mozilla_pkix_error_self_signed_cert
        certificate is self-signed
        certificate is self signed
        self-signed cert
        self signed cert
        selfsignedcertificate
        causedasendentity
        自签名证书
        自签名的证书
        自签证书
        selbstsigniert
        selbst signiert
        auto-signé
        autosigné
        autofirmado
        autoassinado
        autofirmato
        самоподписанный
        自己署名
        ",
    )],
    supersedes: &[Code("tls/certificate-untrusted")],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter(|(_, _, tls)| tls.faults.contains(&CertificateFault::SelfSigned))
        .map(|(index, attempt, tls)| {
            let proof = match tls.chain.first() {
                Some(leaf) => Proof::new(
                    Text {
                        en: "Subject and issuer of the server's certificate are the same: {subject}",
                        zh_cn: "服务器证书的使用者和签发者相同：{subject}",
                    },
                    vec![("subject", brief(&leaf.subject))],
                ),
                None => Proof::new(
                    Text {
                        en: "The server's certificate signs itself", zh_cn: "服务器的证书由它自己签名"
                    },
                    Vec::new(),
                ),
            };
            found(index, attempt, proof)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{certificate, tls};

    #[test]
    fn a_certificate_that_signs_itself_is_told() {
        let chain = vec![certificate("mail.local", "mail.local")];
        let faults = vec![CertificateFault::SelfSigned, CertificateFault::NameMismatch];
        let found = told_by(&judged(Tls { chain, faults, ..tls() }));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof[0].args, [("subject", "CN=mail.local".to_owned())]);
    }

    #[test]
    fn an_unknown_issuer_is_another_cause() {
        let fault = CertificateFault::UntrustedIssuer { issuer: "CN=Example Root".into() };
        assert!(told_by(&faulty(vec![fault])).is_empty());
    }
}
