//! Threads that wait for many examinations at once, each with a runtime of its own.
//!
//! An examination stays on one thread, so a thread a processor takes more from the machine than one runtime with
//! several threads would, and nothing in an examination has to be shared.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tokio::runtime::Builder;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{LocalSet, spawn_local};

use super::error::{Complaint, Error};
use crate::locale::Text;

/// Enough for the depth of an examination in a build without optimisation.
const STACK: usize = 8 * 1024 * 1024;

/// Work on one thread.
type Work = Pin<Box<dyn Future<Output = ()>>>;
/// What makes the work, on the thread where it stays.
type Task = Box<dyn FnOnce() -> Work + Send>;

/// The threads. When it is dropped they drop what they have, and end.
pub(crate) struct Crew {
    hands: Vec<UnboundedSender<Task>>,
    next: AtomicUsize,
}

impl Crew {
    /// Starts one thread a processor, but no more than are of use.
    pub(crate) fn gather(most: usize) -> Result<Self, Error> {
        let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let hands = (0..processors.min(most).max(1)).map(|_| hand()).collect::<io::Result<Vec<_>>>();
        let hands = hands.map_err(|error| Error::internal(&NO_THREADS).with("reason", &error))?;
        Ok(Self { hands, next: AtomicUsize::new(0) })
    }

    /// Gives work to the next thread.
    pub(crate) fn give<W>(&self, task: impl FnOnce() -> W + Send + 'static)
    where
        W: Future<Output = ()> + 'static,
    {
        let next = self.next.fetch_add(1, Ordering::Relaxed) % self.hands.len();
        let task: Task = Box::new(move || Box::pin(task()));
        // A thread ends only when the crew does.
        _ = self.hands[next].send(task);
    }
}

fn hand() -> io::Result<UnboundedSender<Task>> {
    let (give, take) = unbounded_channel();
    let runtime = Builder::new_current_thread().enable_all().build()?;
    thread::Builder::new().name("examiner".to_owned()).stack_size(STACK).spawn(move || {
        LocalSet::new().block_on(&runtime, work(take));
        // A lookup by the operating system cannot be cancelled and must not delay the end.
        runtime.shutdown_background();
    })?;
    Ok(give)
}

async fn work(mut tasks: UnboundedReceiver<Task>) {
    while let Some(task) = tasks.recv().await {
        spawn_local(task());
    }
}

static NO_THREADS: Complaint = Complaint {
    what: Text {
        en: "The system does not give the threads that many targets need: {reason}.",
        zh_cn: "系统没有提供检查多个目标所需的线程：{reason}。",
    },
    form: Text {
        en: "Close other programs, or raise the limit of processes (`ulimit -u`).",
        zh_cn: "请关闭其他程序，或提高进程数上限（ulimit -u）。",
    },
};
