//! `smtp-doctor TARGET …`: one server is examined.

use super::{applications, conclude, kept_back};
use crate::cli::args::Args;
use crate::cli::env::{Env, Stream};
use crate::cli::error::Error;
use crate::cli::file_word;
use crate::cli::output;
use crate::cli::plan::{self, Detail, Draft, KeptBack, Output};
use crate::cli::progress::{Progress, Screen};
use crate::cli::results::Results;
use crate::cli::{runtime, signal, trace};
use crate::escape::visible;
use crate::evidence::Evidence;
use crate::examine::find_and_examine;
use crate::exit::Status;
use crate::locale::{Lang, Text, fill};
use crate::plan::{Plan, deceptive};
use crate::probe::cancel::Cancel;
use crate::probe::net::System;
use crate::probe::{Setting, Trust};

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let output = plan::output(args, env)?;
    if output.config_for == Some(plan::ConfigFor::List) {
        return applications::list(&output);
    }
    let draft = plan::draft(args, output.lang)?;
    trace::begin(&output);
    Results::rehearse(&output)?;
    let kept_back = draft.kept_back.clone();
    let mut plan = complete(draft, env, output.lang)?;
    let results = Results::begin(&output)?;
    let evidence = watched(&mut plan, env, &output)?;
    let status = conclude(results, &evidence, &output);
    if let Some(KeptBack { user }) = kept_back {
        kept_back::tell(&evidence, user.as_deref(), output.lang);
    }
    status
}

/// The plan with its password.
fn complete(draft: Draft, env: &Env, lang: Lang) -> Result<Plan, Error> {
    let Draft { mut plan, login, exposed, .. } = draft;
    if let Some(file) = exposed {
        let args = [("file", visible(&file)), ("word", file_word(&file))];
        output::note(&fill(EXPOSED.in_lang(lang), &args));
    }
    if let Some(seen) = deceptive(&plan.target.host) {
        let args = [("seen", visible(&seen)), ("host", plan.target.host.clone())];
        output::note(&fill(TWO_SCRIPTS.in_lang(lang), &args));
    }
    if let Some(login) = login {
        if login.way.is_seen() && env.stderr() == Stream::Terminal {
            output::note(SEEN.in_lang(lang));
        }
        plan.login = Some(login.complete(&plan.target.input, lang, env)?);
    }
    Ok(plan)
}

/// The examination, with the progress shown meanwhile and interrupts heard.
fn watched(plan: &mut Plan, env: &Env, output: &Output) -> Result<Evidence, Error> {
    let runtime = runtime::start()?;
    let trust = Trust::begin(&env.own_roots(), plan);
    let net = System { hosts_file: env.hosts_file() };
    let is_traced = output.detail == Detail::Trace;
    let progress = Progress::new(output.lang, if is_traced { Screen::None } else { output.progress });
    let (handle, cancel) = Cancel::new();
    let early = signal::relay(handle, &runtime);
    let evidence = runtime.block_on(async {
        let examination = find_and_examine(plan, Setting { net: &net, trust, cancel }, &progress);
        tokio::pin!(examination);
        tokio::select! {
            evidence = &mut examination => evidence,
            () = progress.draw() => examination.await,
            never = early.pass_on() => match never {},
        }
    });
    progress.clear();
    // A lookup by the operating system cannot be cancelled and must not delay the end.
    runtime.shutdown_background();
    Ok(evidence)
}

static EXPOSED: Text = Text {
    en: "note: every user of this machine can read the private key in “{file}”. Run: chmod 600 {word}\n",
    zh_cn: "提示：本机的所有用户都能读取“{file}”中的私钥。请运行：chmod 600 {word}\n",
};
static TWO_SCRIPTS: Text = Text {
    en: "note: “{seen}” holds letters of another alphabet that look like Latin ones; in the DNS it is {host}. \
             If that is not the server you mean, stop, and type its name by hand.\n",
    zh_cn: "提示：“{seen}”中混有形似拉丁字母的其他文字的字母，它在 DNS 中是 {host}。如果这不是你要连接的服务器，请停止，并手工输入服务器名。\n",
};
static SEEN: Text = Text {
    en: "note: the password is on the command line, where other users of this machine can see it. \
             --ask-password, --password-stdin, --password-env, --password-file and --password-command avoid \
             that.\n",
    zh_cn: "提示：密码写在命令行上，本机的其他用户可以看到。改用 --ask-password、--password-stdin、--password-env、--password-file 或 --password-command 可以避免。\n",
};
