//! The validity of a certificate in the chain has not begun.
//!
//! Authorities hardly ever issue such a certificate: far more often the local clock is behind. Where something else
//! contradicts the clock as well, it is `tls/clock-wrong`.

use super::reading::advice::{SET_CLOCK_LINUX, SET_CLOCK_MACOS, SET_CLOCK_WINDOWS, TELL_ADMINISTRATOR};
use super::reading::{brief, day, days_between, failed, found, minute};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-not-yet-valid"),
    severity: Severity::Error,
    title: Text { en: "The certificate of {host} is not valid yet", zh_cn: "{host} 的证书尚未生效" },
    explanation: Text {
        en: "A certificate that {host} sends is valid only from {begins}, which is still ahead by this machine's clock. \
             Either that clock is behind, or the certificate was put in place too early.",
        zh_cn: "{host} 发出的证书从 {begins} 起才有效，而本机时钟还没有到那时。可能是本机时钟慢了，也可能是证书启用得太早。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check this machine's clock first: it says {now}.",
                zh_cn: "先核对本机时钟：它显示 {now}。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        SET_CLOCK_LINUX,
        SET_CLOCK_WINDOWS,
        SET_CLOCK_MACOS,
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If the clock is right, go on with the previous certificate until {begins}.",
                zh_cn: "如果时钟没有错，在 {begins} 之前继续使用原来的证书。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor reads the dates of every certificate that the server sends. If one of them is not \
             valid yet and the clock of this machine is right, it is this.",
        zh_cn: "smtp-doctor 会查看服务器发出的每张证书的有效期。如果其中一张还没有开始生效，\
                而本机时钟准确，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate is not yet valid
        certificate not yet valid
        cert_not_yet_valid
        certificatenotyetvalidexception
        certificate verify failed: certificate is not yet valid
        certificate verify failed & certificate is not yet valid
        x509: certificate has expired or is not yet valid & is before
        certificate: notvalidyet
        notvalidyet
        certnotvalidyet
        certificate_not_yet_valid
        not yet valid certificate
        not yet activated
        mozilla_pkix_error_not_yet_valid_certificate
        num=9:certificate is not yet valid
        notbefore & certificate
        证书尚未生效
        证书还未生效
        证书还没有生效
        证书未生效
        zertifikat & noch nicht gültig
        certificat & pas encore valide
        certificado & aún no es válido
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let at = tls.faults.iter().find_map(place)?;
            let certificate = tls.chain.get(at)?;
            let text = Text {
                en: "The certificate {subject} begins on {begins}; this machine's clock says {now} (days ahead: {days})",
                zh_cn: "证书 {subject} 从 {begins} 起生效，本机时钟是 {now}，还差 {days} 天",
            };
            let args = vec![
                ("subject", brief(&certificate.subject)),
                ("begins", day(certificate.not_before)),
                ("now", minute(tls.judged_at)),
                ("days", days_between(certificate.not_before, tls.judged_at).to_string()),
            ];
            let found = found(index, attempt, Proof::new(text, args));
            Some(found.with("begins", day(certificate.not_before)).with("now", minute(tls.judged_at)))
        })
        .collect()
}

fn place(fault: &CertificateFault) -> Option<usize> {
    match fault {
        CertificateFault::NotYetValid { at } => Some(*at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::sample::tls;

    #[test]
    fn a_certificate_from_tomorrow_is_told() {
        let mut tls = tls();
        tls.chain[0].not_before = datetime!(2026-11-25 00:00 UTC);
        tls.faults = vec![CertificateFault::NotYetValid { at: 0 }];
        let found = told_by(&judged(tls));
        assert_eq!(found.len(), 1);
        assert!(found[0].args.contains(&("begins", "2026-11-25".to_owned())));
        assert!(found[0].args.contains(&("now", "2026-11-23 03:00 UTC".to_owned())));
    }

    #[test]
    fn an_expired_one_is_another_cause() {
        assert!(told_by(&faulty(vec![CertificateFault::Expired { at: 0 }])).is_empty());
    }
}
