//! `smtp-doctor --targets FILE`: many targets, examined side by side, a line of JSON for each as soon as it is ready.
//!
//! What is held at a time is bounded, whatever the length of the list: so many examinations, so many targets read
//! ahead for the sake of busy hosts, and a result until it is written.

mod entry;
mod examination;
mod fit;
mod meter;
mod net;
mod queue;
mod results;
mod resume;
mod shard;
mod source;
mod tally;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc::{Receiver, UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{MissedTickBehavior, interval};

use super::args::{Args, Origin};
use super::crew::Crew;
use super::env::Env;
use super::error::{Complaint, Error};
use super::option::{self, Opt};
use super::plan::{self, Detail, Output};
use super::progress::Screen;
use super::{descriptors, output, runtime, signal, trace};
use crate::exit::Status;
use crate::locale::{Text, fill};
use crate::probe::Trust;
use crate::probe::cancel::Cancel;
use crate::probe::net::System;
use crate::report::spoken;
pub(crate) use fit::none_are_meant;

use examination::{Outcome, Shared, examine, fault};
use fit::{PASSWORDS, SINGLE, fits};
use meter::{Meter, OFTEN};
use net::Machine;
use queue::Queue;
use results::Results;
use resume::Done;
use shard::Shard;
use source::{Item, Source};
use tally::Tally;

/// How many targets are examined at a time, and how many of one host.
const CONCURRENCY: usize = 100;
const PER_HOST: usize = 2;
/// How many examinations may wait for an address beside those that are under way.
const PARKED: usize = 256;
/// How many targets are read ahead for each that may be under way.
const AHEAD: usize = 8;
/// How many bad lines are told to people; all of them are in the results.
const TOLD_FAULTS: u64 = 20;

/// The options that are read once, or are about the list.
const ONCE: [&Opt; 7] = [
    &option::TARGETS,
    &option::CONCURRENCY,
    &option::PER_HOST,
    &option::RESUME,
    &option::SHARD,
    &option::FORMAT,
    &option::CA_FILE,
];

/// Whether there is a list of targets. One that the environment names for every run gives way to a target that is
/// typed.
pub(crate) fn are_named(args: &Args) -> bool {
    let typed = |args: &Args| args.word(0).is_some();
    args.one(&option::TARGETS).is_some_and(|given| given.origin() == Origin::CommandLine || !typed(args))
}

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let given = args.one(&option::TARGETS).ok_or_else(|| Error::usage(&NO_TARGET))?;
    fits(args)?;
    let look = plan::output(args, env)?;
    let is_heard = args.on(&option::PLAIN)?.is_some();
    trace::begin(&look);
    let wanted = plan::number(args, &option::CONCURRENCY, 1..=10_000)?.map_or(CONCURRENCY, |n| n as usize);
    let per_host = plan::number(args, &option::PER_HOST, 1..=10_000)?.map_or(PER_HOST, |n| n as usize);
    let part = args.one(&option::SHARD).map_or(Ok(Shard::WHOLE), Shard::read)?;
    let trust = Trust::for_many(&env.own_roots(), &plan::extra_roots(args)?);
    let source = Source::open(given.text()?)?;
    let former = args.one(&option::RESUME).map(|given| PathBuf::from(given.raw()));
    let done = former.as_deref().map_or(Ok(Done::default()), Done::read)?;
    let concurrency = descriptors::room_for(wanted);
    if concurrency < wanted {
        let args = [("wanted", wanted.to_string()), ("granted", concurrency.to_string())];
        output::note(&fill(FEWER.in_lang(look.lang), &args));
    }
    let mut results = Results::default();
    if let Some(path) = former.filter(|_| done.torn) {
        results.mend(&path)?;
    }
    let left: Vec<&Opt> = ONCE.into_iter().chain(PASSWORDS).chain(SINGLE).collect();
    let shared = Arc::new(Shared {
        options: Args::made(Vec::new(), args.but(&left)),
        lang: look.lang,
        env: env.clone(),
        trust,
        machine: Arc::new(Machine::new(System { hosts_file: env.hosts_file() }, concurrency, per_host)),
        list: source.name.clone(),
    });
    let runtime = runtime::start()?;
    let (handle, cancel) = Cancel::new();
    let early = signal::relay(handle, &runtime);
    let drawn = look.progress == Screen::Terminal && !matches!(look.detail, Detail::Trace | Detail::Verdict);
    let meter = Meter::new(drawn, source.bytes, look.lang);
    let (send, receive) = unbounded_channel();
    let mut run = Run {
        lines: Some(source.begin(part, done)?),
        queue: Queue::new(per_host),
        crew: Crew::gather(concurrency)?,
        under_way: 0,
        most: concurrency + PARKED.min(concurrency),
        ahead: concurrency * AHEAD,
        send,
        receive,
        results,
        tally: Tally::default(),
        meter,
        broken: None,
        shared,
    };
    let began = Instant::now();
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = run.go(cancel) => ended,
            never = early.pass_on() => match never {},
        }
    });
    run.meter.clear();
    runtime.shutdown_background();
    let ended = ended?;
    if !matches!(ended, Ended::Unheard) && look.detail != Detail::Verdict {
        let summary = run.tally.summary(began.elapsed(), look.lang);
        output::note(&if is_heard { spoken(&summary, look.lang) } else { summary });
    }
    run.status(ended, &look, part)
}

/// A run under way.
struct Run {
    /// What is left of the list.
    lines: Option<Receiver<Item>>,
    queue: Queue,
    crew: Crew,
    /// How many examinations have begun and not ended, those that wait for an address included.
    under_way: usize,
    most: usize,
    ahead: usize,
    send: UnboundedSender<Outcome>,
    receive: UnboundedReceiver<Outcome>,
    results: Results,
    tally: Tally,
    meter: Meter,
    broken: Option<Error>,
    shared: Arc<Shared>,
}

/// How a run has ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Ended {
    /// With the list.
    Whole,
    /// By the user.
    Interrupted,
    /// Nobody takes the results any more.
    Unheard,
}

impl Run {
    async fn go(&mut self, mut cancel: Cancel) -> Result<Ended, Error> {
        let mut ticks = interval(OFTEN);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let places = Arc::clone(&self.shared.machine.places);
        while self.lines.is_some() || self.queue.len() > 0 || self.under_way > 0 {
            let begins = self.queue.is_ready() && self.under_way < self.most;
            let reads = self.queue.len() < self.ahead;
            tokio::select! {
                biased;
                () = cancel.cancelled() => {
                    // What is ready is written; the rest is dropped.
                    _ = self.take_results();
                    return Ok(Ended::Interrupted);
                }
                Some(outcome) = self.receive.recv() => {
                    self.take(outcome);
                    if !self.take_results()? {
                        return Ok(Ended::Unheard);
                    }
                }
                _ = ticks.tick() => self.meter.draw(&self.tally),
                Ok(place) = Arc::clone(&places).acquire_owned(), if begins => {
                    if let Some(entry) = self.queue.pop() {
                        self.under_way += 1;
                        let (send, shared) = (self.send.clone(), Arc::clone(&self.shared));
                        self.crew.give(move || async move {
                            _ = send.send(examine(entry, place, shared).await);
                        });
                    }
                }
                item = next(&mut self.lines), if reads && self.lines.is_some() => match item {
                    Some(item) => if !self.read(item)? {
                        return Ok(Ended::Unheard);
                    },
                    None => self.lines = None,
                },
            }
        }
        Ok(Ended::Whole)
    }

    /// Takes in what a line comes to. Says whether anybody takes the results.
    fn read(&mut self, item: Item) -> Result<bool, Error> {
        match item {
            Item::Entry(entry) => self.queue.push(entry),
            Item::Done(bytes, failed) => {
                self.meter.advance(bytes);
                self.tally.skip(failed);
            }
            Item::Fault(line, bytes, error) => {
                self.meter.advance(bytes);
                let outcome = fault(&self.shared.list, line, &error, self.shared.lang);
                self.count(outcome);
                return self.write();
            }
            Item::Broken(error) => self.broken = Some(error),
        }
        Ok(true)
    }

    /// Takes every result that is ready, and writes them. Says whether anybody takes them.
    fn take_results(&mut self) -> Result<bool, Error> {
        while let Ok(outcome) = self.receive.try_recv() {
            self.take(outcome);
        }
        self.write()
    }

    fn take(&mut self, outcome: Outcome) {
        self.under_way -= 1;
        self.queue.done(&outcome.host);
        self.meter.advance(outcome.bytes);
        self.count(outcome);
    }

    fn count(&mut self, outcome: Outcome) {
        self.tally.count(&outcome.told);
        if let Some(note) = outcome.note.filter(|_| self.tally.faults() <= TOLD_FAULTS) {
            self.meter.aside(|| output::note(&note));
        }
        self.results.text.push_str(&outcome.text);
    }

    fn write(&mut self) -> Result<bool, Error> {
        let results = &mut self.results;
        self.meter.aside(|| results.write())
    }

    fn status(self, ended: Ended, look: &Output, shard: Shard) -> Result<Status, Error> {
        if ended == Ended::Interrupted {
            return Ok(Status::Interrupted);
        }
        if let Some(error) = self.broken {
            return Err(error);
        }
        if ended == Ended::Whole && !self.tally.is_useful() {
            match self.tally.faults() {
                0 if shard != Shard::WHOLE => return Ok(Status::Healthy),
                0 => return Err(Error::usage(&NO_TARGET)),
                _ => return Err(Error::usage(&NOTHING_USABLE)),
            }
        }
        Ok(self.tally.status(look.strictness))
    }
}

async fn next(lines: &mut Option<Receiver<Item>>) -> Option<Item> {
    lines.as_mut()?.recv().await
}

static FEWER: Text = Text {
    en: "note: the system grants file descriptors for {granted} examinations at a time, not for {wanted}. `ulimit -n` raises that.\n",
    zh_cn: "提示：系统允许的文件描述符只够同时检查 {granted} 个目标，不够 {wanted} 个。可用 ulimit -n 提高上限。\n",
};
static NO_TARGET: Complaint = Complaint {
    what: Text { en: "The list holds no target.", zh_cn: "列表中没有目标。" },
    form: Text {
        en: "Write a target a line: TARGET [USER [PASSWORD-ENV]]",
        zh_cn: "请每行写一个目标：目标 [用户名 [密码变量]]",
    },
};
static NOTHING_USABLE: Complaint = Complaint {
    what: Text { en: "No line of the list is usable.", zh_cn: "列表中没有一行可用。" },
    form: Text {
        en: "Write a target a line: TARGET [USER [PASSWORD-ENV]]",
        zh_cn: "请每行写一个目标：目标 [用户名 [密码变量]]",
    },
};
