//! `smtp-doctor demo [CODE]`: a server inside this program, on loopback, with its own authority, is examined: a
//! healthy one, or one that has the fault with this code.

use super::conclude;
use crate::cli::args::Args;
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::progress::Progress;
use crate::cli::results::Results;
use crate::cli::{output, plan, runtime, signal, trace};
use crate::exit::Status;
use crate::lab::{LIMITS, Scenario, scenario};
use crate::locale::{Text, fill};
use crate::probe::cancel::Cancel;

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let shown = plan::output(args, env)?;
    trace::begin(&shown);
    let code = args.word(0);
    let Some(scenario) = named(code) else {
        let code = code.unwrap_or_default();
        return Err(Error::usage(&NO_DEMO).with("code", code).near(code, playable()).listing(playable()));
    };
    let results = Results::begin(&shown)?;
    let runtime = runtime::start()?;
    let progress = Progress::new(shown.lang, shown.progress);
    let (handle, cancel) = Cancel::new();
    let early = signal::relay(handle, &runtime);
    let evidence = runtime.block_on(async {
        let rehearsal = scenario.rehearse(LIMITS, &progress, cancel);
        tokio::pin!(rehearsal);
        tokio::select! {
            evidence = &mut rehearsal => evidence,
            () = progress.draw() => rehearsal.await,
            never = early.pass_on() => match never {},
        }
    });
    progress.clear();
    runtime.shutdown_background();
    let evidence = evidence.map_err(|error| Error::internal(&NO_LAB).with("reason", format!("{error:#}")))?;
    let about = if scenario.code.is_some() { &BROKEN } else { &HEALTHY };
    let code = scenario.code.unwrap_or_default().to_owned();
    output::note(&fill(about.in_lang(shown.lang), &[("code", code)]));
    conclude(results, &evidence, &shown)
}

/// The scenario with a name: a code, or a code with a variant behind a colon; without one, the healthy one.
fn named(name: Option<&str>) -> Option<&'static Scenario> {
    match name {
        None | Some("healthy") => scenario::find(None),
        Some(name) => scenario::all().find(|scenario| scenario.name() == name),
    }
}

/// The codes that can be shown, once each.
pub(crate) fn playable() -> impl Iterator<Item = &'static str> {
    scenario::all().filter(|scenario| scenario.variant.is_none()).filter_map(|scenario| scenario.code)
}

static HEALTHY: Text = Text {
    en: "demo: a healthy server on this machine, made up for this run. To see a fault: smtp-doctor demo \
             auth/bad-credentials\n\n",
    zh_cn: "演示：本机临时搭建的一台正常服务器。要看故障的样子：\
                smtp-doctor demo auth/bad-credentials\n\n",
};
static BROKEN: Text = Text {
    en: "demo: a server on this machine, made up for this run, with the fault {code}\n\n",
    zh_cn: "演示：本机临时搭建的一台服务器，带有故障 {code}\n\n",
};
static NO_DEMO: Complaint = Complaint {
    what: Text { en: "There is no demonstration of “{code}”.", zh_cn: "没有“{code}”的演示。" },
    form: Text {
        en: "Write one of these codes, for example: smtp-doctor demo auth/bad-credentials",
        zh_cn: "请写下列代码之一，例如：smtp-doctor demo auth/bad-credentials",
    },
};
static NO_LAB: Complaint = Complaint {
    what: Text {
        en: "The server for the demonstration cannot be started: {reason}.",
        zh_cn: "无法启动演示用的服务器：{reason}。",
    },
    form: Text {
        en: "It needs the loopback address 127.0.0.1; check that programs may listen there.",
        zh_cn: "它需要本机回环地址 127.0.0.1，请检查是否允许程序在此监听。",
    },
};
