//! What the service tells of itself: how many probes, how they ended, and whether its file could be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use crate::diagnose::Verdict;

/// The counts. What it holds is bounded by the modules.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    probes: BTreeMap<(String, &'static str), u64>,
    refused: BTreeMap<&'static str, u64>,
    reloaded: bool,
}

/// The text format that somebody reads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    /// That of Prometheus, version 0.0.4.
    Plain,
    /// `OpenMetrics` 1.0.
    Open,
}

impl Form {
    /// The form that a reader prefers. Prometheus names `OpenMetrics` first where it reads it.
    pub(super) fn accepted(accept: &str) -> Self {
        if accept.contains("application/openmetrics-text") { Self::Open } else { Self::Plain }
    }

    /// Its media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain; version=0.0.4; charset=utf-8",
            Self::Open => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

impl Counts {
    /// A probe has ended.
    pub(super) fn probed(&self, module: &str, verdict: Verdict) {
        let word = match verdict {
            Verdict::Pass => "pass",
            Verdict::Warn => "warn",
            Verdict::Fail => "fail",
        };
        self.change(|numbers| *numbers.probes.entry((module.to_owned(), word)).or_default() += 1);
    }

    /// A request was not answered by a probe.
    pub(super) fn refused(&self, reason: &'static str) {
        self.change(|numbers| *numbers.refused.entry(reason).or_default() += 1);
    }

    /// The file was read, or could not be.
    pub(super) fn reloaded(&self, well: bool) {
        self.change(|numbers| numbers.reloaded = well);
    }

    fn change(&self, change: impl FnOnce(&mut Numbers)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The metrics, with the number of probes that are under way.
    pub(super) fn render(&self, under_way: usize, form: Form) -> String {
        let numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        let version = env!("CARGO_PKG_VERSION");
        head(&mut out, "exporter_build_info", "gauge", "The version of the exporter.", form);
        _ = writeln!(out, "smtp_doctor_exporter_build_info{{version=\"{version}\"}} 1");
        head(&mut out, "exporter_probes", "counter", "The probes that have ended.", form);
        for ((module, verdict), count) in &numbers.probes {
            let module = module.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            _ = writeln!(
                out,
                "smtp_doctor_exporter_probes_total{{module=\"{module}\",verdict=\"{verdict}\"}} {count}"
            );
        }
        head(&mut out, "exporter_refused", "counter", "The requests that no probe answered.", form);
        for (reason, count) in &numbers.refused {
            _ = writeln!(out, "smtp_doctor_exporter_refused_total{{reason=\"{reason}\"}} {count}");
        }
        head(&mut out, "exporter_probes_under_way", "gauge", "The probes that are under way.", form);
        _ = writeln!(out, "smtp_doctor_exporter_probes_under_way {under_way}");
        let reloaded = u8::from(numbers.reloaded);
        head(
            &mut out,
            "exporter_config_last_reload_successful",
            "gauge",
            "Whether the file could be read.",
            form,
        );
        _ = writeln!(out, "smtp_doctor_exporter_config_last_reload_successful {reloaded}");
        if form == Form::Open {
            out.push_str("# EOF\n");
        }
        out
    }
}

/// The head of a family. In `OpenMetrics` a counter is named without the end of its sample.
fn head(out: &mut String, name: &str, kind: &str, help: &str, form: Form) {
    let end = if kind == "counter" && form == Form::Plain { "_total" } else { "" };
    _ = writeln!(out, "# HELP smtp_doctor_{name}{end} {help}\n# TYPE smtp_doctor_{name}{end} {kind}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_hold_the_same_numbers() {
        let counts = Counts::default();
        counts.probed("a\"b", Verdict::Fail);
        counts.probed("a\"b", Verdict::Fail);
        counts.refused("busy");
        counts.reloaded(true);
        let plain = counts.render(3, Form::Plain);
        let open = counts.render(3, Form::Open);
        let sample = "smtp_doctor_exporter_probes_total{module=\"a\\\"b\",verdict=\"fail\"} 2\n";
        for text in [&plain, &open] {
            assert!(text.contains(sample) && text.contains("under_way 3\n"), "{text}");
        }
        assert!(plain.contains("# TYPE smtp_doctor_exporter_refused_total counter\n"));
        assert!(open.contains("# TYPE smtp_doctor_exporter_refused counter\n") && open.ends_with("# EOF\n"));
        let samples = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(samples(&plain), samples(&open));
    }

    #[test]
    fn the_form_is_what_is_accepted() {
        let prometheus =
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
        assert_eq!(Form::accepted(prometheus), Form::Open);
        assert_eq!(Form::accepted("*/*"), Form::Plain);
    }
}
