//! The validity of a certificate in the chain has ended.
//!
//! Mostly a renewal that never reached the mail service: the file is new, the running program still holds the old one.
//! A local clock that runs ahead looks the same; see `tls/clock-wrong`.

use super::reading::advice::{SHOW_CHAIN, SHOW_CHAIN_OVER_STARTTLS, TELL_ADMINISTRATOR};
use super::reading::{brief, day, days_between, failed, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, Tls};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-expired"),
    severity: Severity::Error,
    title: Text { en: "The certificate of {host} has expired", zh_cn: "{host} 的证书已过期" },
    explanation: Text {
        en: "A certificate that {host} sends was valid until {ended}. \
             Programs that check certificates end the connection before any password or mail is sent.",
        zh_cn: "{host} 发出的证书有效期到 {ended} 为止。凡是校验证书的程序都会断开连接，密码和邮件都不会发出。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Renew the certificate and reload the mail service: until it is reloaded, it sends the old one.",
                zh_cn: "更新证书，并重新加载邮件服务；不重新加载，它发出的仍是旧证书。",
            },
            command: Some("sudo certbot renew --deploy-hook 'systemctl reload postfix'"),
            link: Some("https://eff-certbot.readthedocs.io/en/stable/using.html"),
            when: When::Without("intermediate"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Replace the expired intermediate certificate {intermediate} with the issuer's current one: \
                     send `fullchain.pem` as the issuer delivers it today.",
                zh_cn: "用签发机构现在提供的中间证书替换已过期的 {intermediate}，即改用最新的 `fullchain.pem`。",
            },
            command: None,
            link: None,
            when: When::With("intermediate"),
        },
        TELL_ADMINISTRATOR,
        SHOW_CHAIN,
        SHOW_CHAIN_OVER_STARTTLS,
        Remedy {
            who: Who::You,
            text: Text {
                en: "If {today} is not today's date, this machine's clock is wrong: set it right and try again.",
                zh_cn: "如果今天不是 {today}，说明本机时钟不准，请校准后再试。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the dates of every certificate that the server sends. If one of them has \
             expired and the clock of this machine is right, it is this.",
        zh_cn: "smtp-doctor 会查看服务器发出的每张证书的有效期。如果其中一张已经过期，而本机时钟准确，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate & has expired
        certificate has expired
        cert_has_expired
        certificate expired
        certificate_expired
        certificate is expired
        certificate: expired
        certificate verify failed: certificate has expired
        certificate verify failed & certificate has expired
        certificate verify failed (certificate has expired)
        sslv3 alert certificate expired
        alert certificate expired
        x509: certificate has expired or is not yet valid
        certificateexpiredexception
        pkix path validation failed & expired
        validity check failed
        nottimevalid
        certificate is invalid & nottimevalid
        0x80090328
        0x800b0101
        cert_e_expired
        sec_e_cert_expired
        received certificate has expired
        not within its validity period
        not within its validity period when verifying against the current system clock
        sec_error_expired_certificate
        sec_error_expired_issuer_certificate
        certificate chain uses expired certificate
        expired certificate
        certexpired
        cert_expired
        certificate was expired
        certificate & expired & notafter
        num=10:certificate has expired
        old certificate & renew
        certificate & after renewal
        serves the old certificate
        still the old certificate
        旧证书
        -9814
        证书已过期
        证书过期
        证书已经过期
        证书有效期已过
        证书不在有效期内
        不在有效期内 & 证书
        收到的证书已过期
        服务器证书已过期
        zertifikat ist abgelaufen
        zertifikat & abgelaufen
        certificat a expiré
        certificat & expiré
        certificado ha caducado
        certificado ha expirado
        certificado & caducado
        certificado expirou
        証明書の有効期限が切れ
        証明書 & 有効期限
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let expired: Vec<usize> = tls.faults.iter().filter_map(place).collect();
            let mut proofs = expired.iter().filter_map(|at| ended(tls, *at));
            let first = *expired.first()?;
            let mut found = found(index, attempt, proofs.next()?);
            for proof in proofs {
                found = found.and(proof);
            }
            let certificate = tls.chain.get(first)?;
            found = found.with("ended", day(certificate.not_after)).with("today", day(tls.judged_at));
            let intermediate = (first > 0).then(|| brief(&certificate.subject));
            Some(match intermediate {
                Some(subject) => found.with("intermediate", subject),
                None => found,
            })
        })
        .collect()
}

fn place(fault: &CertificateFault) -> Option<usize> {
    match fault {
        CertificateFault::Expired { at } => Some(*at),
        _ => None,
    }
}

fn ended(tls: &Tls, at: usize) -> Option<Proof> {
    let certificate = tls.chain.get(at)?;
    let text = if at == 0 {
        Text {
            en: "The server's certificate {subject} ended on {ended}; this machine's date is {today} (days past: {days})",
            zh_cn: "服务器证书 {subject} 的有效期到 {ended} 为止，本机日期是 {today}，已过期 {days} 天",
        }
    } else {
        Text {
            en: "The intermediate certificate {subject} ended on {ended}; \
                 this machine's date is {today} (days past: {days})",
            zh_cn: "中间证书 {subject} 的有效期到 {ended} 为止，本机日期是 {today}，已过期 {days} 天",
        }
    };
    let args = vec![
        ("subject", brief(&certificate.subject)),
        ("ended", day(certificate.not_after)),
        ("today", day(tls.judged_at)),
        ("days", days_between(tls.judged_at, certificate.not_after).to_string()),
    ];
    Some(Proof::new(text, args))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::sample::tls;

    #[test]
    fn an_expired_leaf_is_told_with_its_date() {
        let mut tls = tls();
        tls.chain[0].not_after = datetime!(2026-11-20 00:00 UTC);
        tls.faults = vec![CertificateFault::Expired { at: 0 }, CertificateFault::NameMismatch];
        let found = told_by(&judged(tls));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].args, [("ended", "2026-11-20".to_owned()), ("today", "2026-11-23".to_owned())]);
        assert!(found[0].proof[0].args.contains(&("days", "3".to_owned())));
    }

    #[test]
    fn an_expired_intermediate_is_named() {
        let found = told_by(&faulty(vec![CertificateFault::Expired { at: 1 }]));
        assert!(found[0].args.contains(&("intermediate", "CN=Example CA".to_owned())));
    }

    #[test]
    fn other_faults_and_a_place_outside_the_chain_are_none() {
        assert!(told_by(&faulty(vec![CertificateFault::NotYetValid { at: 0 }])).is_empty());
        assert!(told_by(&faulty(vec![CertificateFault::Expired { at: 9 }])).is_empty());
    }
}
