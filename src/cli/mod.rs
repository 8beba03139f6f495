//! The command line: the only room that touches arguments, environment, terminal and files.
//!
//! What was typed (`args`) becomes what is meant (`plan`), a `command` carries it out, and what stands in the way
//! is an `error` in the user's language. It refuses to know what evidence means.

mod args;
mod command;
mod crew;
mod descriptors;
mod env;
mod error;
mod file;
mod help;
mod option;
mod output;
mod password;
mod picture;
mod plan;
mod progress;
mod results;
mod runtime;
mod serve;
mod signal;
mod targets;
mod trace;
mod tree;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::exit::{Plugin, Status};
use crate::locale::{Text, fill};
use crate::plan::Platform;
use crate::report::{Color, plugin_unknown, shell_word};
use args::{Command, Request};
use env::Env;
use error::Error;

/// Runs smtp-doctor as the process was asked to.
pub fn main() -> ExitCode {
    picture::forbid();
    let env = Env::here();
    let line: Vec<OsString> = std::env::args_os().skip(1).collect();
    let status = run(&line, &env).unwrap_or_else(|error| {
        let said = error.render(args::lang(&line, &env));
        if !args::is_for_monitoring(&line, &env) {
            output::note(&said);
            return error.status();
        }
        // A monitoring system reads standard output only, and knows no other numbers.
        _ = output::write(&plugin_unknown(&said), Color::Plain);
        Status::Plugin(Plugin::Unknown)
    });
    ExitCode::from(status.number())
}

/// A file as a word of the command that the user is to run; a word in its place where it cannot be one.
fn file_word(file: &str) -> String {
    let given = if file.starts_with('-') { format!("./{file}") } else { file.to_owned() };
    shell_word(&given, Platform::HERE).unwrap_or_else(|| "FILE".to_owned())
}

static MISTYPED: Text = Text {
    en: "note: “{typed}” is examined as a host. If you mean the command: smtp-doctor {meant}\n",
    zh_cn: "提示：“{typed}”被当作主机名检查。如果想用命令，请写：smtp-doctor {meant}\n",
};

fn run(line: &[OsString], env: &Env) -> Result<Status, Error> {
    match args::parse(line, env)? {
        Request::Help(command) => {
            let page = help::page(command, args::lang(line, env), env.columns());
            output::write(&page, Color::Plain)?;
            Ok(Status::Healthy)
        }
        Request::Version => {
            output::write(concat!("smtp-doctor ", env!("CARGO_PKG_VERSION"), "\n"), Color::Plain)?;
            Ok(Status::Healthy)
        }
        Request::Run(Command::Examine, args) if targets::are_named(&args) => targets::run(&args, env),
        Request::Run(Command::Examine, args) => {
            targets::none_are_meant(&args)?;
            let meant = args.word(0).and_then(args::mistyped);
            if let Some(meant) = meant {
                let lang = args::lang(line, env);
                let typed = ("typed", args.word(0).unwrap_or_default().to_owned());
                output::note(&fill(MISTYPED.in_lang(lang), &[typed, ("meant", meant.to_owned())]));
            }
            command::examine::run(&args, env)
        }
        Request::Run(Command::Completions, args) => command::completions::run(&args, env),
        Request::Run(Command::Man, args) => command::man::run(&args, env),
        Request::Run(Command::Replay, args) => command::replay::run(&args, env),
        Request::Run(Command::Demo, args) => command::demo::run(&args, env),
        Request::Run(Command::Explain, args) => command::explain::run(&args, env),
        Request::Run(Command::Providers, args) => command::providers::run(&args, env),
        Request::Run(Command::Serve, args) => serve::run(&args, env),
    }
}
