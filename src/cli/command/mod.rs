//! The commands, one file each, and what they share: the runtime, and the way from evidence to an exit status.

pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod replay;

use std::io;

use tokio::runtime::{Builder, Runtime};

use super::error::{Complaint, Error};
use super::output;
use super::plan::Output;
use crate::diagnose::diagnose;
use crate::evidence::Evidence;
use crate::exit::Status;
use crate::locale::Text;
use crate::report::{Report, render, status};

/// How many pairs of file descriptors a run with every connection takes.
const PIPES: usize = 12;

/// What smtp-doctor runs on: one thread is enough for a dozen connections.
pub(crate) fn runtime() -> Result<Runtime, Error> {
    let runtime = room().and_then(|()| Builder::new_current_thread().enable_all().build());
    runtime.map_err(|error| Error::internal(&NO_RUNTIME).with("reason", &error))
}

/// Whether a runtime and a connection find enough file descriptors: tokio panics where its own fall short.
fn room() -> io::Result<()> {
    let pipes: io::Result<Vec<_>> = (0..PIPES).map(|_| io::pipe()).collect();
    pipes.map(drop)
}

/// Shows the evidence and says how the run ended.
fn deliver(evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    output::write(&render(output.format, &report, output.lang, output.style()), output.color)?;
    Ok(status(&report, output.strictness))
}

static NO_RUNTIME: Complaint = Complaint {
    what: Text {
        en: "The system does not give what network connections need: {reason}.",
        zh_cn: "系统没有提供建立网络连接所需的资源：{reason}。",
    },
    form: Text {
        en: "Close programs that hold many files or connections, then run it again.",
        zh_cn: "请关闭占用大量文件或连接的程序，再运行一次。",
    },
};
