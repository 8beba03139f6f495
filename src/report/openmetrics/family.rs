//! A metric family as it is written: its help, its type, its samples.

use std::fmt::Write as _;

use crate::escape::visible_within;
use crate::report::view::View;

/// How much a label holds, in characters.
const LABEL: usize = 200;

/// The labels of a sample beside its target, in alphabetical order, and its value.
pub(super) type Sample = (Vec<(&'static str, String)>, f64);

/// A metric family.
pub(super) struct Family {
    /// Its name.
    pub(super) name: &'static str,
    /// What it means.
    pub(super) help: &'static str,
    /// Its samples in one report.
    pub(super) samples: fn(&View) -> Vec<Sample>,
}

impl Family {
    /// Writes it, where there is any sample.
    pub(super) fn write(&self, out: &mut String, views: &[&View]) {
        let name = self.name;
        let mut head = format!("# HELP {name} {}\n# TYPE {name} gauge\n", self.help);
        for view in views {
            for (labels, value) in (self.samples)(view) {
                out.push_str(&std::mem::take(&mut head));
                _ = write!(out, "{name}{{target=\"{}\"", escaped(&view.target()));
                for (label, text) in labels {
                    _ = write!(out, ",{label}=\"{}\"", escaped(&text));
                }
                _ = writeln!(out, "}} {value}");
            }
        }
    }
}

/// A label's value: these three have a meaning there.
fn escaped(text: &str) -> String {
    visible_within(text, LABEL).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
