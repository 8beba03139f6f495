//! `smtp-doctor man`: the manual page, to be installed or read at once.

use crate::cli::args::Args;
use crate::cli::env::{Env, Stream};
use crate::cli::error::Error;
use crate::cli::{help, output, plan};
use crate::exit::Status;
use crate::locale::Text;
use crate::report::Color;

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let lang = plan::output(args, env)?.lang;
    output::write(&help::manual(lang), Color::Plain)?;
    if env.stdout() == Stream::Terminal {
        output::note(HOW.in_lang(lang));
    }
    Ok(Status::Healthy)
}

static HOW: Text = Text {
    en: "note: to read it: smtp-doctor man | man -l -\n      to install it: smtp-doctor man | sudo tee \
         /usr/local/share/man/man1/smtp-doctor.1 > /dev/null\n",
    zh_cn: "提示：阅读：smtp-doctor man | man -l -\n      安装：smtp-doctor man | sudo tee \
            /usr/local/share/man/zh_CN/man1/smtp-doctor.1 > /dev/null\n",
};
