//! The commands, one file each, and what they share: the way from evidence to an exit status.

pub(crate) mod applications;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod explain;
mod kept_back;
pub(crate) mod man;
pub(crate) mod providers;
pub(crate) mod replay;

use std::borrow::Cow;

use super::error::{Complaint, Error};
use super::output;
use super::plan::{ConfigFor, Names, Output};
use super::results::Results;
use crate::diagnose::diagnose;
use crate::evidence::Evidence;
use crate::exit::Status;
use crate::locale::Text;
use crate::report::{Color, Format, Report, Style, plugin, render, status};
use crate::scrub::scrub;

/// Keeps what was observed where that was asked for, shows it, and says how the run ended. A file that cannot be written
/// does not keep the result from being shown.
fn conclude(mut results: Results, evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    let evidence = &*named(evidence, output)?;
    let recorded = results.record(evidence);
    let diagnosis = diagnose(evidence);
    let application = match output.config_for {
        Some(ConfigFor::Application(application)) => Some(application),
        Some(ConfigFor::List) | None => None,
    };
    let strictness = output.strictness;
    let report = Report { application, strictness, ..Report::new(evidence, &diagnosis) };
    let show = || output::write(&render(output.format, &report, output.lang, output.style()), output.color);
    // A monitoring system takes one answer, and that is the trouble with a file where there is one.
    let is_for_monitoring = output.format == Format::Nagios;
    if !is_for_monitoring {
        show()?;
    }
    let plain = Style { color: Color::Plain, ..output.style() };
    let filled = results.fill(|format| render(format, &report, output.lang, plain));
    let summarised = match &output.summary {
        Some(path) => {
            let text = render(Format::Markdown, &report, output.lang, plain);
            output::append(path, &text).map_err(|error| {
                Error::internal(&NO_SUMMARY).with("file", path.display().to_string()).with("reason", &error)
            })
        }
        None => Ok(()),
    };
    recorded.and(filled).and(summarised)?;
    if is_for_monitoring {
        show()?;
        return Ok(Status::Plugin(plugin(&report)));
    }
    Ok(status(&report, strictness))
}

/// The evidence with its names, or with stand-ins where that was asked for: before anything of it is written.
fn named<'a>(evidence: &'a Evidence, output: &Output) -> Result<Cow<'a, Evidence>, Error> {
    match output.names {
        Names::Shown => Ok(Cow::Borrowed(evidence)),
        Names::Scrubbed => scrub(evidence).map(Cow::Owned).map_err(|_| Error::internal(&UNSCRUBBED)),
    }
}

static UNSCRUBBED: Complaint = Complaint {
    what: Text {
        en: "--scrub: the names in this examination cannot be replaced, so nothing of it is shown.",
        zh_cn: "--scrub：无法替换这次检查中的名称，因此不显示任何内容。",
    },
    form: Text {
        en: "This is a fault of smtp-doctor; please report it.",
        zh_cn: "这是 smtp-doctor 自身的错误，请报告给开发者。",
    },
};
static NO_SUMMARY: Complaint = Complaint {
    what: Text {
        en: "GITHUB_STEP_SUMMARY: “{file}” cannot be written: {reason}.",
        zh_cn: "GITHUB_STEP_SUMMARY：无法写入“{file}”：{reason}。",
    },
    form: Text {
        en: "The runner sets this variable; unset it, and no summary is written.",
        zh_cn: "这个变量由运行器设置；取消它就不会写摘要。",
    },
};
