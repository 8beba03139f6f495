//! The receiver cannot prove that the mail comes from the domain it claims: SPF, DKIM or DMARC fails.
//!
//! It is taken for a wrong password, as the replies speak of authentication. This is the authentication of a domain by
//! DNS records, not the login of a user.

mod words;

pub(super) use words::PATTERNS;

use super::{origin, refusal, sender_rejected};
use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
use crate::domain::{Observation, Topic, Weight, faults};
use crate::evidence::{Evidence, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/domain-unauthenticated"),
    severity: Severity::Error,
    title: Text {
        en: "The sender's domain does not vouch for its mail (SPF, DKIM, DMARC)",
        zh_cn: "发件域名未能为邮件提供有效验证（SPF、DKIM、DMARC）",
    },
    explanation: Text {
        en: "The receiver asks the DNS of the sender's domain whether this server may send for it \
             (SPF), whether the message carries the domain's signature (DKIM), and what to do if \
             neither holds (DMARC). Where the answer is no, the mail is refused or taken for spam. Login \
             and password are not meant.",
        zh_cn: "收件方通过发件域名的 DNS 检查：这台服务器是否有权代发（SPF）、邮件是否带有该域名的签名（DKIM）、两者都不符时如何处理（DMARC）。检查不通过，邮件就会被拒收或当作垃圾邮件。这与登录和密码无关。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Correct the sender address: its domain {missing_domain} does not exist. If it is right, register \
                     the domain again, or have its nameservers repaired.",
                zh_cn: "改正发件人地址：域名 {missing_domain} 不存在。如果域名没有写错，请续费或重新注册，或修复它的 DNS 服务器。",
            },
            command: Some("nslookup -type=ns {missing_domain}"),
            link: None,
            when: When::With("missing_domain"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Correct the SPF record of {sender_domain}: one TXT record that begins with `v=spf1`, names every \
                     server that sends, needs at most 10 DNS lookups and ends in `~all` or `-all`.",
                zh_cn: "改正 {sender_domain} 的 SPF 记录：只保留一条以 `v=spf1` 开头的 TXT 记录，写明所有发信服务器，DNS 查询不超过 10 次，以 `~all` 或 `-all` 结尾。",
            },
            command: Some("nslookup -type=txt {sender_domain}"),
            link: None,
            when: When::With("spf_broken"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish the DKIM key again, exactly as the signing system shows it, under the selector that it \
                     signs with.",
                zh_cn: "重新发布 DKIM 公钥：内容与签名系统给出的完全一致，名称使用它签名时的选择器。",
            },
            command: None,
            link: None,
            when: When::With("dkim_broken"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish for {sender_domain} an SPF record that names every server that sends, and a DMARC record \
                     at `_dmarc.{sender_domain}`, `v=DMARC1; p=none` to begin with.",
                zh_cn: "为 {sender_domain} 发布一条写明所有发信服务器的 SPF 记录，并在 `_dmarc.{sender_domain}` 发布 DMARC 记录，可先用 `v=DMARC1; p=none`。",
            },
            command: None,
            link: Some("https://support.google.com/mail/answer/81126"),
            when: When::With("nothing_published"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Send through the provider that hosts the sender's domain, and use a sender address of the \
                     account you log in with. Mail from a free address such as @gmail.com or @yahoo.com is \
                     mostly refused when another server sends it.",
                zh_cn: "通过托管发件域名的服务商发送，发件人使用登录账号自己的地址。用 @gmail.com、@qq.com 这类免费邮箱地址从别的服务器发信，大多会被拒收。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look at the SPF record of {sender_domain}: one TXT record that begins with `v=spf1` and \
                     names every server that sends, for example `v=spf1 include:_spf.provider.example -all`. \
                     There may be only one such record.",
                zh_cn: "查看 {sender_domain} 的 SPF 记录：应有且只有一条以 `v=spf1` 开头的 TXT 记录，写明所有发信服务器，例如 `v=spf1 include:_spf.provider.example -all`。",
            },
            command: Some("nslookup -type=txt {sender_domain}"),
            link: None,
            when: When::With("sender_domain"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look at the DMARC record of {sender_domain}. While you repair SPF and DKIM, it can \
                     stand at `v=DMARC1; p=none`.",
                zh_cn: "查看 {sender_domain} 的 DMARC 记录。修复 SPF 和 DKIM 期间，可先设为 `v=DMARC1; p=none`。",
            },
            command: Some("nslookup -type=txt _dmarc.{sender_domain}"),
            link: None,
            when: When::With("sender_domain"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish in the DNS of the sender's domain: one SPF record as TXT (`v=spf1 \
                     include:… -all`) that names every sending server, and a DMARC record as TXT at \
                     `_dmarc` (`v=DMARC1; p=none` to begin with).",
                zh_cn: "在发件域名的 DNS 中发布：一条 SPF 的 TXT 记录（`v=spf1 include:… -all`），写明所有发信服务器；一条位于 `_dmarc` 的 DMARC 的 TXT 记录（可先用 `v=DMARC1; p=none`）。",
            },
            command: None,
            link: Some("https://support.google.com/mail/answer/81126"),
            when: When::Without("sender_domain"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Switch DKIM signing on where the mail is sent and publish the key it shows at \
                     `SELECTOR._domainkey`. The signing domain (`d=`) must be that of the From address or its \
                     parent domain. On your own server use OpenDKIM or Rspamd; at Microsoft 365, Google \
                     Workspace and mail services it is a setting.",
                zh_cn: "在发信系统中启用 DKIM 签名，并把它给出的公钥发布到 `SELECTOR._domainkey`。签名域名（`d=`）必须是 From 地址的域名或其上级域名。自建服务器可用 OpenDKIM 或 Rspamd；Microsoft 365、Google Workspace 和邮件发送服务在后台设置中启用。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If mail is refused after forwarding, rewrite the envelope sender (SRS) on the \
                     forwarding server and do not change the message.",
                zh_cn: "如果是转发后被拒，请在转发的服务器上改写信封发件人（SRS），并且不要改动邮件内容。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the message. It is this when the reply speaks of SPF, DKIM, \
             DMARC or an unauthenticated sender. With --from, the DNS records of the sender's domain then show \
             which of them is broken.",
        zh_cn: "smtp-doctor 查看服务器对邮件的答复。如果答复提到 SPF、DKIM、DMARC 或发件人未经验证，就是这个原因。加上 --from 时，还会查发件域名的 DNS 记录，看哪一项有错。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// By the reply, with the published records as further proof; or by those records alone, which is a warning: whether
/// the receiver refuses the mail is the receiver's to say.
fn told_by(evidence: &Evidence) -> Vec<Match> {
    let faults = evidence.sender.as_ref().map(faults).unwrap_or_default();
    let told = refusal::told(evidence, &CAUSE).into_iter();
    let told = told.map(|found| with_faults(origin::with_sender_domain(found, evidence), &faults));
    let told: Vec<Match> = told.collect();
    if !told.is_empty() {
        return told;
    }
    // A refusal of the address itself shows the same, and says more.
    if faults.iter().any(is_missing) && !refusal::told(evidence, &sender_rejected::CAUSE).is_empty() {
        return Vec::new();
    }
    let by_records = published(&faults).map(|found| origin::with_sender_domain(found, evidence));
    by_records.into_iter().collect()
}

/// Whether the fault is that there is no such domain.
fn is_missing(fault: &Observation) -> bool {
    fault.topic == Topic::Name
}

fn published(faults: &[Observation]) -> Option<Match> {
    let (first, rest) = faults.split_first()?;
    let found = Match::run(Stage::Mail, proof(first)).as_severe_as(Severity::Warning);
    let found = rest.iter().fold(found, |found, fault| found.and(proof(fault)));
    Some(marked(found, faults))
}

fn with_faults(found: Match, faults: &[Observation]) -> Match {
    let found = faults.iter().fold(found, |found, fault| found.and(proof(fault)));
    marked(found, faults)
}

/// With what the remedies ask about: which records are at fault.
fn marked(mut found: Match, faults: &[Observation]) -> Match {
    for fault in faults {
        if is_missing(fault) {
            for (_, domain) in fault.args.iter().filter(|(name, _)| *name == "domain") {
                found = found.with("missing_domain", domain.clone());
            }
        }
        let flag = match (fault.topic, fault.weight) {
            (Topic::Spf, Weight::Broken) => "spf_broken",
            (Topic::Dkim, Weight::Broken) => "dkim_broken",
            (Topic::Spf, Weight::Absent) => "nothing_published",
            _ => continue,
        };
        if !found.args.iter().any(|(name, _)| *name == flag) {
            found = found.with(flag, "");
        }
    }
    found
}

fn proof(fault: &Observation) -> Proof {
    Proof::new(fault.text, fault.args.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Scope;
    use crate::catalog::send::said::refused;
    use crate::domain::sample::{domain, missing};
    use crate::evidence::sample::healthy;
    use crate::plan::Security;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (
                550,
                "5.7.26 Unauthenticated email from example.com is not accepted due to
5.7.26 domain's DMARC policy.",
            ),
            (
                421,
                "4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the authenticated SPF or DKIM organizational domain.",
            ),
            (
                550,
                "5.7.509 Access denied, sending domain [EXAMPLE.JP] does not pass DMARC verification and has a DMARC policy of reject.",
            ),
            (550, "5.7.1 Email rejected per DMARC policy for example.com"),
            (
                550,
                "5.7.23 <you@example.org>: Recipient address rejected: Message rejected due to: SPF fail - not authorized.",
            ),
            (
                550,
                "<you@gmx.net>: Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner",
            ),
            (
                554,
                "5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes",
            ),
            (550, "MI:SPF"),
            (550, "SPF check failed. https://service.mail.qq.com/detail/122/72"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "Unauthenticated mail not allowed from this range"),
            (554, "Message not allowed - [PH01] Email not accepted for policy reasons."),
            (554, "Transaction failed: Duplicate header 'DKIM-Signature'."),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }

    #[test]
    fn the_records_of_the_sender_are_looked_up() {
        let found = told_by(&refused(550, "5.7.26 no"));
        assert!(found[0].args.contains(&("sender_domain", "example.com".to_owned())));
    }

    #[test]
    fn broken_records_alone_are_a_warning() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.sender = Some(domain(&[("example.com", &["v=spf1 mx -all", "v=spf1 a -all"])], &["s"]));
        let found = told_by(&evidence);
        assert_eq!(
            (found.len(), found[0].severity, found[0].scope),
            (1, Some(Severity::Warning), Scope::Run)
        );
        assert!(found[0].args.contains(&("spf_broken", String::new())));
        evidence.sender = Some(domain(&[("example.com", &["v=spf1 mx -all"])], &[]));
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_domain_that_does_not_exist_is_a_warning_of_its_own() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.sender = Some(missing("b.com"));
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].severity, found[0].proof.len()), (1, Some(Severity::Warning), 1));
        assert!(found[0].args.contains(&("missing_domain", "b.com".into())));
    }

    #[test]
    fn records_prove_what_the_reply_says() {
        let mut evidence = refused(550, "5.7.26 no");
        evidence.sender = Some(domain(&[("example.com", &[]), ("_dmarc.example.com", &[])], &[]));
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].severity, found[0].proof.len()), (1, None, 3));
        assert!(found[0].args.contains(&("nothing_published", String::new())));
    }
}
