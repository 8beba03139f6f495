//! What the results come to together: counts, and the causes of the failures.

use std::collections::BTreeMap;
use std::time::Duration;

use super::examination::Told;
use crate::diagnose::Verdict;
use crate::exit::Status;
use crate::locale::{Lang, Text, fill};
use crate::report::Strictness;

/// The counts. What it holds is bounded by the catalogue.
#[derive(Debug, Default)]
pub(super) struct Tally {
    passed: u64,
    warned: u64,
    failed: u64,
    /// Lines that name no target.
    faults: u64,
    /// What a former output holds, and how much of it failed.
    skipped: u64,
    skipped_failed: u64,
    causes: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Counts a result.
    pub(super) fn count(&mut self, told: &Told) {
        let Told::Verdict(verdict, cause) = told else {
            self.faults += 1;
            return;
        };
        match verdict {
            Verdict::Pass => self.passed += 1,
            Verdict::Warn => self.warned += 1,
            Verdict::Fail => {
                self.failed += 1;
                *self.causes.entry(cause.unwrap_or_default()).or_default() += 1;
            }
        }
    }

    /// Counts what a former output holds.
    pub(super) fn skip(&mut self, failed: bool) {
        self.skipped += 1;
        self.skipped_failed += u64::from(failed);
    }

    /// How many targets have been examined.
    pub(super) fn examined(&self) -> u64 {
        self.passed + self.warned + self.failed
    }

    /// How many lines name no target.
    pub(super) fn faults(&self) -> u64 {
        self.faults
    }

    /// Whether any line was of use.
    pub(super) fn is_useful(&self) -> bool {
        self.examined() + self.skipped > 0
    }

    /// How the run ends when the list has come to its end.
    pub(super) fn status(&self, strictness: Strictness) -> Status {
        let failed = self.failed + self.skipped_failed + self.faults > 0;
        let warned = self.warned > 0 && strictness == Strictness::WarningsFail;
        if failed || warned { Status::Failed } else { Status::Healthy }
    }

    /// What matters while it goes on, in a few words.
    pub(super) fn brief(&self, took: Duration, lang: Lang) -> String {
        let args = [
            ("examined", self.examined().to_string()),
            ("rate", rate(self.examined(), took)),
            ("failed", (self.failed + self.faults).to_string()),
        ];
        fill(BRIEF.in_lang(lang), &args)
    }

    /// The counts in one line.
    pub(super) fn line(&self, took: Duration, lang: Lang) -> String {
        let mut line = fill(
            COUNTS.in_lang(lang),
            &[
                ("examined", self.examined().to_string()),
                ("rate", rate(self.examined(), took)),
                ("passed", self.passed.to_string()),
                ("warned", self.warned.to_string()),
                ("failed", self.failed.to_string()),
            ],
        );
        if self.faults > 0 {
            line.push_str(&fill(FAULTS.in_lang(lang), &[("faults", self.faults.to_string())]));
        }
        if self.skipped > 0 {
            let args = [("skipped", self.skipped.to_string()), ("before", self.skipped_failed.to_string())];
            line.push_str(&fill(SKIPPED.in_lang(lang), &args));
        }
        line
    }

    /// The causes of the failures, the most frequent first: its name and its count.
    pub(super) fn causes(&self, lang: Lang) -> Vec<(&'static str, u64)> {
        let named = |cause: &&'static str| if cause.is_empty() { UNKNOWN.in_lang(lang) } else { *cause };
        let mut causes: Vec<_> = self.causes.iter().map(|(cause, count)| (named(cause), *count)).collect();
        causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        causes
    }

    /// The summary at the end.
    pub(super) fn summary(&self, took: Duration, lang: Lang) -> String {
        let mut out = format!("{} · {}\n", self.line(took, lang), clock(took));
        for (cause, count) in self.causes(lang) {
            out.push_str(&format!("{count:>8}  {cause}\n"));
        }
        out
    }
}

/// How many a second.
fn rate(count: u64, took: Duration) -> String {
    #[expect(clippy::cast_precision_loss, reason = "it is shown with two digits")]
    let rate = count as f64 / took.as_secs_f64().max(0.001);
    if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") }
}

/// A time as a clock shows it.
pub(super) fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

static BRIEF: Text = Text {
    en: "{examined} examined, {rate}/s · fail {failed}",
    zh_cn: "已检查 {examined} 个，每秒 {rate} 个 · 失败 {failed}",
};
static COUNTS: Text = Text {
    en: "{examined} examined, {rate}/s · pass {passed} · warn {warned} · fail {failed}",
    zh_cn: "已检查 {examined} 个，每秒 {rate} 个 · 正常 {passed} · 有警告 {warned} · 失败 {failed}",
};
static FAULTS: Text = Text { en: " · bad lines {faults}", zh_cn: " · 无效行 {faults}" };
static SKIPPED: Text = Text {
    en: " · done before {skipped} (failed {before})",
    zh_cn: " · 此前已完成 {skipped}（失败 {before}）",
};
static UNKNOWN: Text = Text { en: "(no known cause)", zh_cn: "（原因不明）" };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted_and_causes_ranked() {
        let mut tally = Tally::default();
        tally.count(&Told::Verdict(Verdict::Pass, None));
        tally.count(&Told::Verdict(Verdict::Warn, None));
        assert_eq!(tally.status(Strictness::WarningsPass), Status::Healthy);
        assert_eq!(tally.status(Strictness::WarningsFail), Status::Failed);
        tally.count(&Told::Verdict(Verdict::Fail, Some("dns/timeout")));
        for _ in 0..2 {
            tally.count(&Told::Verdict(Verdict::Fail, Some("tcp/refused")));
        }
        tally.skip(true);
        tally.count(&Told::Fault);
        assert_eq!(tally.status(Strictness::WarningsPass), Status::Failed);
        assert_eq!(
            tally.summary(Duration::from_secs(125), Lang::En),
            "5 examined, 0.0/s · pass 1 · warn 1 · fail 3 · bad lines 1 · done before 1 (failed 1) · 0:02:05\n       2  tcp/refused\n       1  dns/timeout\n"
        );
    }
}
