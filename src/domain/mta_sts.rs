//! MTA-STS (RFC 8461): the record that announces a policy, and the policy. It holds for mail to the domain, between
//! servers; submission has no part in it.

use super::announced::{Announcement, AnnouncementFault};
use super::{Observation, Topic};
use crate::evidence::SenderDomain;
use crate::locale::Text;

/// The longest that a policy may be kept, in seconds (RFC 8461 §3.2).
pub const LONGEST_AGE: u32 = 31_557_600;
/// The longest identifier of a policy.
const LONGEST_ID: usize = 32;
/// The most patterns that are read.
const MOST_PATTERNS: usize = 64;

/// What a policy asks of senders (RFC 8461 §5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StsMode {
    /// Nothing is delivered without a good certificate.
    Enforce,
    /// Failures are reported only.
    Testing,
    /// The domain has given MTA-STS up.
    None,
}

/// A policy (RFC 8461 §3.2).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StsPolicy {
    /// What it asks of senders.
    pub mode: StsMode,
    /// How long it may be kept, in seconds.
    pub max_age: u32,
    /// The names that its mail servers may have, in lower case: `mx.example.com`, `*.example.com`.
    pub mx: Vec<String>,
}

impl StsPolicy {
    /// Whether it names a mail server. An asterisk stands for one label (RFC 8461 §4.1).
    pub fn names(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        self.mx.iter().any(|pattern| match pattern.strip_prefix("*.") {
            Some(parent) => {
                host.split_once('.').is_some_and(|(label, rest)| !label.is_empty() && rest == parent)
            }
            None => *pattern == host,
        })
    }
}

/// What is wrong with a policy.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StsPolicyFault {
    /// A line is no pair of key and value, or its value does not fit.
    Line(String),
    /// A key that must be there is missing.
    Missing(&'static str),
}

/// Where the record of a domain stands.
pub fn sts_name(domain: &str) -> String {
    format!("_mta-sts.{domain}")
}

/// The identifier of the policy that the TXT records announce; none where they announce none.
///
/// # Errors
/// When senders pass the announcement over.
pub fn read_sts_record(records: &[String]) -> Result<Option<&str>, AnnouncementFault> {
    POLICY.read(records)
}

/// The announcement of a policy.
static POLICY: Announcement = Announcement {
    topic: Topic::MtaSts,
    version: "STSv1",
    tag: "id",
    fits: |id| (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric()),
    unknown: (UNANSWERED, NONE),
    good: (ANNOUNCED, "id"),
    bad: (SEVERAL, MALFORMED),
};

/// Reads a policy. Keys that are not known are passed over; of a key given again, the first counts, `mx` apart.
///
/// # Errors
/// When senders pass it over.
pub fn read_sts_policy(text: &str) -> Result<StsPolicy, StsPolicyFault> {
    let (mut version, mut mode, mut max_age, mut mx) = (None, None, None, Vec::new());
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        if line.trim().is_empty() {
            continue;
        }
        let bad = || StsPolicyFault::Line(line.to_owned());
        let (key, said) = line.split_once(':').ok_or_else(bad)?;
        let said = said.trim();
        match key.trim() {
            "version" => {
                version.get_or_insert(Some(said).filter(|said| *said == "STSv1").ok_or_else(bad)?);
            }
            "mode" => {
                let read = match said {
                    "enforce" => StsMode::Enforce,
                    "testing" => StsMode::Testing,
                    "none" => StsMode::None,
                    _ => return Err(bad()),
                };
                mode.get_or_insert(read);
            }
            "max_age" => {
                let digits = !said.is_empty() && said.len() <= 10 && said.bytes().all(|b| b.is_ascii_digit());
                let age = said.parse::<u32>().ok().filter(|age| digits && *age <= LONGEST_AGE);
                max_age.get_or_insert(age.ok_or_else(bad)?);
            }
            "mx" => {
                let pattern = said.to_ascii_lowercase();
                if !is_pattern(&pattern) {
                    return Err(bad());
                }
                if mx.len() < MOST_PATTERNS {
                    mx.push(pattern);
                }
            }
            _ => {}
        }
    }
    version.ok_or(StsPolicyFault::Missing("version"))?;
    let mode = mode.ok_or(StsPolicyFault::Missing("mode"))?;
    let max_age = max_age.ok_or(StsPolicyFault::Missing("max_age"))?;
    if mx.is_empty() && mode != StsMode::None {
        return Err(StsPolicyFault::Missing("mx"));
    }
    Ok(StsPolicy { mode, max_age, mx })
}

/// Whether a text names a mail server, or all of one domain.
fn is_pattern(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(fits)
}

/// What the record says, where it was asked for.
pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    POLICY.observe(sender, &sts_name(&sender.domain))
}

const UNANSWERED: Text = Text {
    en: "No nameserver says whether {name} has a record",
    zh_cn: "没有 DNS 服务器答复 {name} 是否有记录",
};
const NONE: Text = Text {
    en: "{domain} announces no policy (MTA-STS), so servers that bring mail to it need no good certificate; sending is \
         not affected",
    zh_cn: "{domain} 没有声明 MTA-STS 策略，其他服务器向它投递邮件时不要求有效证书；这不影响发信",
};
const ANNOUNCED: Text = Text {
    en: "{name} announces the policy {id} for mail that comes to the domain",
    zh_cn: "{name} 声明了策略 {id}，适用于发到该域名的邮件",
};
const SEVERAL: Text = Text {
    en: "{name} has several MTA-STS records; there may be only one, so other servers pass them over",
    zh_cn: "{name} 有多条 MTA-STS 记录，而只能有一条，其他服务器会忽略它们",
};
const MALFORMED: Text = Text {
    en: "The MTA-STS record at {name} breaks the rules, so other servers pass it over: {record}",
    zh_cn: "{name} 的 MTA-STS 记录不合语法，其他服务器会忽略它：{record}",
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Weight;
    use crate::domain::sample::domain;

    fn record(record: &str) -> Result<Option<String>, AnnouncementFault> {
        read_sts_record(&["other".to_owned(), record.to_owned()]).map(|id| id.map(str::to_owned))
    }

    #[test]
    fn a_record_gives_the_identifier_of_a_policy() {
        assert_eq!(record("v=STSv1; id=20160831085700Z;"), Ok(Some("20160831085700Z".into())));
        assert_eq!(record("v=STSv1;id=1"), Ok(Some("1".into())));
        assert_eq!(record("unrelated"), Ok(None));
        let long = format!("v=STSv1; id={}", "a".repeat(33));
        for bad in ["v=STSv1;", "v=STSv1; id=;", "v=STSv1 id=1", "v=stsv1; id=1", "v=STSv1; id=a-b;", &long] {
            assert_eq!(record(bad), Err(AnnouncementFault::Malformed), "{bad}");
        }
        let twice = ["v=STSv1; id=1".to_owned(), "v=STSv1; id=2".to_owned()];
        assert_eq!(read_sts_record(&twice), Err(AnnouncementFault::Several));
    }

    #[test]
    fn a_policy_is_read_with_either_end_of_line() {
        let expected = StsPolicy {
            mode: StsMode::Enforce,
            max_age: 604_800,
            mx: vec!["mail.example.com".into(), "*.example.net".into()],
        };
        for end in ["\n", "\r\n"] {
            let lines = [
                "version: STSv1",
                "mode: enforce",
                "mx: Mail.example.com",
                "mx: *.example.net",
                "max_age: 604800",
                "new: thing",
                "",
            ];
            assert_eq!(read_sts_policy(&lines.join(end)), Ok(expected.clone()));
        }
        assert!(read_sts_policy("version: STSv1\nmode: none\nmax_age: 86400").is_ok());
    }

    #[test]
    fn a_policy_that_senders_pass_over() {
        let base = "version: STSv1\nmode: testing\nmx: a.test\nmax_age: 1";
        assert!(read_sts_policy(base).is_ok());
        for (line, missing) in [
            ("version: STSv1\n", "version"),
            ("mode: testing\n", "mode"),
            ("mx: a.test\n", "mx"),
            ("\nmax_age: 1", "max_age"),
        ] {
            let fault = read_sts_policy(&base.replace(line, ""));
            assert_eq!(fault, Err(StsPolicyFault::Missing(missing)), "{line}");
        }
        for bad in
            ["<html>", "mode: off", "max_age: 31557601", "max_age: +1", "mx: *", "mx: a.*.test", "version: 2"]
        {
            let text = format!("{bad}\n{base}");
            assert_eq!(read_sts_policy(&text), Err(StsPolicyFault::Line(bad.into())), "{bad}");
        }
    }

    #[test]
    fn an_asterisk_stands_for_one_label() {
        let policy = StsPolicy {
            mode: StsMode::Enforce,
            max_age: 1,
            mx: vec!["mx.example.com".into(), "*.example.net".into()],
        };
        for named in ["mx.example.com", "MX.example.com.", "a.example.net"] {
            assert!(policy.names(named), "{named}");
        }
        for other in ["example.com", "a.mx.example.com", "example.net", ".example.net", "a.b.example.net", ""]
        {
            assert!(!policy.names(other), "{other}");
        }
    }

    #[test]
    fn what_the_record_says_is_told() {
        let told = |records: &[&str]| {
            let seen = observe(&domain(&[("_mta-sts.example.com", records)], &[]));
            seen.into_iter().map(|seen| (seen.weight, seen.text)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[]), [(Weight::Note, NONE)]);
        assert_eq!(told(&["v=STSv1; id=1"]), [(Weight::Good, ANNOUNCED)]);
        assert_eq!(told(&["v=STSv1"]), [(Weight::Doubtful, MALFORMED)]);
        assert_eq!(told(&["v=STSv1; id=1", "v=STSv1; id=1"]), [(Weight::Doubtful, SEVERAL)]);
        assert!(observe(&domain(&[], &[])).is_empty());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(text in any::<String>(), lines in "(version|mode|mx|max_age)[: a-zA-Z0-9*.\r\n-]{0,80}") {
            _ = read_sts_policy(&text);
            _ = read_sts_policy(&lines).map(|policy| policy.names(&text));
            _ = read_sts_record(&[text, format!("v=STSv1;{lines}")]);
        }
    }
}
