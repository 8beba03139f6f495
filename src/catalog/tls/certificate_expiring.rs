//! A certificate in the chain still holds, but ends soon.
//!
//! A certificate that renews itself is replaced weeks before its end: one so close to it mostly shows a renewal that
//! has failed, or one that the mail service was not told of.

use time::Duration;

use super::reading::advice::{SHOW_CHAIN, SHOW_CHAIN_OVER_STARTTLS};
use super::reading::{brief, day, days_between, found, passed};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Certificate, Evidence};
use crate::locale::Text;

/// How soon is soon at most: a certificate of 90 days or more should have been replaced long before.
const SOON: Duration = Duration::days(14);
/// Of a short life, the last part of so many is soon: one of six days is replaced every few days, and is not expiring
/// for most of its life.
const LAST_OF: i32 = 3;
/// How soon is soon in any case: a life of a few hours still leaves time to look.
const SOON_ENOUGH: Duration = Duration::hours(1);

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-expiring"),
    severity: Severity::Warning,
    title: Text {
        en: "The certificate of {host} expires on {ends}", zh_cn: "{host} 的证书将于 {ends} 过期"
    },
    explanation: Text {
        en: "Mail can still be sent. After {ends} programs will refuse the certificate, and mail can no longer be sent.",
        zh_cn: "现在还能发信。{ends} 之后，程序会拒绝这张证书，邮件将发不出去。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Renew the certificate and reload the mail service. Find out why that has not happened by itself.",
                zh_cn: "更新证书并重新加载邮件服务，再查明为什么没有自动更新。",
            },
            command: Some("sudo certbot renew --deploy-hook 'systemctl reload postfix'"),
            link: Some("https://eff-certbot.readthedocs.io/en/stable/using.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Tell the administrator of {host} before {ends}.",
                zh_cn: "在 {ends} 之前告知 {host} 的管理员。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        SHOW_CHAIN,
        SHOW_CHAIN_OVER_STARTTLS,
    ],
    settled_by: Text {
        en: "smtp-doctor reads the dates of every certificate that the server sends. If one of them expires \
             within 14 days, or is in the last third of a life shorter than six weeks, it is this.",
        zh_cn: "smtp-doctor 会查看服务器发出的每张证书的有效期。如果其中一张在 14 天内到期，\
                或者有效期不足六周而只剩最后三分之一，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate will expire
        certificate expires in
        certificate is about to expire
        certificate is expiring
        certificate expiring
        certificate expires soon
        expires soon & certificate
        will expire on & certificate
        days until & certificate
        ssl_cert_expiry
        certificate & expires in & days
        certificate & expire in & day
        证书即将过期
        证书即将到期
        证书快到期
        证书将于
        证书 & 天后过期
        证书 & 天后到期
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    passed(evidence)
        .filter_map(|(index, attempt, tls)| {
            let sent = tls.chain.iter().filter(|certificate| !certificate.self_signed);
            let ending = sent.filter(|certificate| {
                let left = certificate.not_after - tls.judged_at;
                !left.is_negative() && left <= soon(certificate)
            });
            let first = ending.min_by_key(|certificate| certificate.not_after)?;
            let text = Text {
                en: "The certificate {subject} ends on {ends} (days left: {days})",
                zh_cn: "证书 {subject} 的有效期到 {ends} 为止，还剩 {days} 天",
            };
            let args = vec![
                ("subject", brief(&first.subject)),
                ("ends", day(first.not_after)),
                ("days", days_between(first.not_after, tls.judged_at).to_string()),
            ];
            Some(found(index, attempt, Proof::new(text, args)).with("ends", day(first.not_after)))
        })
        .collect()
}

/// How long before its end a certificate counts as expiring.
fn soon(certificate: &Certificate) -> Duration {
    let life = certificate.not_after - certificate.not_before;
    (life / LAST_OF).min(SOON).max(SOON_ENOUGH)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::evidence::sample::{healthy, passed, tls};
    use crate::evidence::{CertificateFault, Failure, Tls};
    use crate::plan::Security;

    fn ending(at: time::OffsetDateTime) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        let mut tls = tls();
        tls.chain[0].not_after = at;
        evidence.attempts[0].tls = passed(tls);
        evidence
    }

    #[test]
    fn an_end_within_a_fortnight_is_told() {
        let found = told_by(&ending(datetime!(2026-12-01 00:00 UTC)));
        assert_eq!(found[0].args, [("ends", "2026-12-01".to_owned())]);
        assert!(found[0].proof[0].args.contains(&("days", "7".to_owned())));
    }

    #[test]
    fn a_later_end_is_not() {
        assert!(told_by(&ending(datetime!(2026-12-08 03:00 UTC))).is_empty());
    }

    #[test]
    fn a_short_life_is_ending_in_its_last_third() {
        let of_six_days = |left: Duration| {
            let mut evidence = ending(datetime!(2026-11-23 03:00 UTC) + left);
            if let crate::evidence::Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tls {
                facts.chain[0].not_before = facts.chain[0].not_after - Duration::hours(160);
            }
            !told_by(&evidence).is_empty()
        };
        assert!(!of_six_days(Duration::hours(80)));
        assert!(!of_six_days(Duration::hours(60)));
        assert!(of_six_days(Duration::hours(50)));
        assert!(of_six_days(Duration::minutes(10)));
    }

    #[test]
    fn an_end_that_is_past_is_another_cause() {
        let mut evidence = ending(datetime!(2026-11-20 00:00 UTC));
        assert!(told_by(&evidence).is_empty());
        let faults = vec![CertificateFault::Expired { at: 0 }];
        evidence.attempts[0].tls =
            crate::evidence::sample::failed_with(Failure::Certificate, Tls { faults, ..tls() });
        assert!(told_by(&evidence).is_empty());
    }
}
