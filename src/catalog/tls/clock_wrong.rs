//! The clock of this machine is off, so good certificates look expired or not yet valid.
//!
//! Claimed only where something beside the certificates contradicts the clock: the date in the server's greeting, at
//! which the certificates would hold, or a date from before this program existed.

use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::reading::advice::{SET_CLOCK_LINUX, SET_CLOCK_MACOS, SET_CLOCK_WINDOWS};
use super::reading::{date_in, found, greeting, handshakes, minute};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, Tls};
use crate::locale::Text;

/// No copy of this program ran before this moment.
const FIRST_BUILT: OffsetDateTime = datetime!(2026-01-01 00:00 UTC);

/// Clocks that differ by less are right enough for certificates, and servers are careless about their time zone.
const TOLERANCE: Duration = Duration::DAY;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/clock-wrong"),
    severity: Severity::Error,
    title: Text { en: "The clock of this machine is wrong", zh_cn: "本机时钟不准" },
    explanation: Text {
        en: "This machine's clock says {now}, which is not the true time. \
             Programs judge certificates by that clock and refuse good ones. Nothing is wrong with the server.",
        zh_cn: "本机时钟显示 {now}，与真实时间不符。程序靠本机时钟判断证书是否有效，时钟不准，有效的证书也会被拒绝。服务器没有问题。",
    },
    remedies: &[
        SET_CLOCK_LINUX,
        SET_CLOCK_WINDOWS,
        SET_CLOCK_MACOS,
        Remedy {
            who: Who::You,
            text: Text {
                en: "In a virtual machine or a container, set the clock of the host. \
                     A machine that loses the time whenever it is switched off needs a new battery on its main board.",
                zh_cn: "如果是虚拟机或容器，请校准宿主机的时钟。如果机器一断电时间就丢失，请更换主板电池。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text { en: "Then run the examination again.", zh_cn: "然后重新检查。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares this machine's clock with a time that the server states. If the \
             two contradict each other and the certificate holds at the server's time, it is this.",
        zh_cn: "smtp-doctor 会把本机时钟与服务器给出的时间对照。如果两者不符，而按服务器的时间证书有效，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        your clock & certificate
        local clock & certificate
        clock is off
        clock & ahead & certificate
        clock & behind & certificate
        clock & wrong
        check your system clock
        check your clock
        system clock is wrong
        system clock is incorrect
        system time is wrong
        system time is incorrect
        clock is wrong
        clock skew
        current time 1970
        current time 1970 & is before
        current time 1970 & x509: certificate has expired or is not yet valid
        current time 2000 & x509: certificate has expired or is not yet valid
        not yet valid
        not_yet_valid
        系统时间不正确
        系统时间 & 不准
        系统时间错误
        时钟不准
        时间不同步
        本机时间 & 证书
        系统时间 & 证书
        ",
    )],
    supersedes: &[Code("tls/certificate-expired"), Code("tls/certificate-not-yet-valid")],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let local = evidence.started_at;
    handshakes(evidence)
        .filter_map(|(index, attempt, tls)| {
            let (proof, severity) = match contradiction(evidence, tls) {
                Some(server) => (contradicted(local, server), Severity::Error),
                None => (too_early(local), severity_of_early_clock(local, tls)?),
            };
            Some(found(index, attempt, proof).with("now", minute(local)).as_severe_as(severity))
        })
        .collect()
}

/// The server's time, where it is another than the local one and would make every date of the certificates right.
fn contradiction(evidence: &Evidence, tls: &Tls) -> Option<OffsetDateTime> {
    let others = evidence.follow_ups.iter().map(|follow_up| &follow_up.attempt);
    let server = evidence
        .attempts
        .iter()
        .chain(others)
        .filter_map(greeting)
        .find_map(|reply| date_in(&reply.text()))?;
    let faulty: Vec<usize> = tls.faults.iter().filter_map(dated).collect();
    let holds = |at: &usize| {
        tls.chain
            .get(*at)
            .is_some_and(|certificate| certificate.not_before <= server && server <= certificate.not_after)
    };
    let apart = (server - evidence.started_at).abs() > TOLERANCE;
    (apart && !faulty.is_empty() && faulty.iter().all(holds)).then_some(server)
}

/// A clock from before this program existed makes young certificates look as if they were not valid yet. One that has
/// expired even by such a clock has expired indeed, and is left to be told.
fn severity_of_early_clock(local: OffsetDateTime, tls: &Tls) -> Option<Severity> {
    let expired = tls.faults.iter().any(|fault| matches!(fault, CertificateFault::Expired { .. }));
    if local >= FIRST_BUILT || expired {
        return None;
    }
    let early = tls.faults.iter().any(|fault| matches!(fault, CertificateFault::NotYetValid { .. }));
    Some(if early { Severity::Error } else { Severity::Warning })
}

fn dated(fault: &CertificateFault) -> Option<usize> {
    match fault {
        CertificateFault::Expired { at } | CertificateFault::NotYetValid { at } => Some(*at),
        _ => None,
    }
}

fn contradicted(local: OffsetDateTime, server: OffsetDateTime) -> Proof {
    let text = Text {
        en: "The server's greeting says that it is {server_time}, a time at which its certificates are valid; \
             this machine's clock says {now}",
        zh_cn: "服务器的问候语显示时间是 {server_time}，按这个时间证书有效；本机时钟却是 {now}",
    };
    Proof::new(text, vec![("server_time", minute(server)), ("now", minute(local))])
}

fn too_early(local: OffsetDateTime) -> Proof {
    let text = Text {
        en: "This machine's clock says {now}, a time before this program existed",
        zh_cn: "本机时钟是 {now}，那时本程序还不存在",
    };
    Proof::new(text, vec![("now", minute(local))])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::judged;
    use super::*;
    use crate::evidence::Greeting;
    use crate::evidence::sample::{passed, reply, tls};

    fn with(faults: Vec<CertificateFault>, greeting: &str) -> Evidence {
        let mut evidence = judged(Tls { faults, ..tls() });
        evidence.attempts[0].greeting = passed(Greeting { reply: reply(220, greeting) });
        evidence
    }

    #[test]
    fn a_greeting_that_contradicts_the_clock_tells_it() {
        let early = vec![CertificateFault::NotYetValid { at: 0 }];
        let found = told_by(&with(early, "mx ESMTP Exim 4.96 Wed, 25 Nov 2026 03:00:00 +0000"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Some(Severity::Error));
        assert!(found[0].args.contains(&("now", "2026-11-23 03:00 UTC".to_owned())));
    }

    #[test]
    fn a_server_that_agrees_or_says_nothing_tells_nothing() {
        let early = || vec![CertificateFault::NotYetValid { at: 0 }];
        assert!(told_by(&with(early(), "mx ESMTP Exim 4.96 Mon, 23 Nov 2026 12:00:00 +0000")).is_empty());
        assert!(told_by(&with(early(), "mx ESMTP Postfix")).is_empty());
        assert!(told_by(&with(Vec::new(), "mx ESMTP Wed, 25 Nov 2026 03:00:00 +0000")).is_empty());
    }

    #[test]
    fn a_server_time_at_which_the_certificate_would_not_hold_either_tells_nothing() {
        let expired = vec![CertificateFault::Expired { at: 0 }];
        assert!(told_by(&with(expired, "mx ESMTP Exim Tue, 23 Nov 2027 03:00:00 +0000")).is_empty());
    }

    #[test]
    fn a_clock_from_before_this_program_is_wrong() {
        let mut evidence = with(vec![CertificateFault::NotYetValid { at: 0 }], "mx ESMTP");
        evidence.started_at = datetime!(1970-01-01 00:05 UTC);
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Error));

        let mut evidence = with(vec![CertificateFault::Expired { at: 0 }], "mx ESMTP");
        evidence.started_at = datetime!(2025-12-31 00:05 UTC);
        assert!(told_by(&evidence).is_empty());

        let mut evidence = with(Vec::new(), "mx ESMTP");
        evidence.started_at = datetime!(2025-12-31 00:05 UTC);
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Warning));
    }
}
