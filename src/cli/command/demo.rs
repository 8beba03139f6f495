//! `smtp-doctor demo [CODE]`: an examination of a made-up server that has the fault with this code.

use super::{deliver, seam};
use crate::cli::args::Args;
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::{plan, trace};
use crate::exit::Status;
use crate::locale::Text;

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let output = plan::output(args, env)?;
    trace::begin(&output);
    let code = args.word(0);
    match seam::demo(code) {
        Some(evidence) => deliver(&evidence, &output),
        None => Err(Error::usage(&NO_DEMO).with("code", code.unwrap_or_default())),
    }
}

static NO_DEMO: Complaint = Complaint {
    what: Text { en: "There is no demonstration of “{code}”.", zh_cn: "没有“{code}”的演示。" },
    form: Text {
        en: "Write the code of a cause as reports show it, for example: smtp-doctor demo tcp/refused",
        zh_cn: "请写报告中所示的原因代码，例如：smtp-doctor demo tcp/refused",
    },
};
