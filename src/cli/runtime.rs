//! What the waiting runs on.

use std::io;

use tokio::runtime::{Builder, Runtime};

use super::error::{Complaint, Error};
use crate::locale::Text;

/// How many pairs of file descriptors a run with every connection takes.
const PIPES: usize = 12;

/// What smtp-doctor runs on: one thread is enough for a dozen connections.
pub(crate) fn start() -> Result<Runtime, Error> {
    let runtime = room().and_then(|()| Builder::new_current_thread().enable_all().build());
    runtime.map_err(|error| Error::internal(&NO_RUNTIME).with("reason", &error))
}

/// Whether a runtime and a connection find enough file descriptors: tokio panics where its own fall short.
fn room() -> io::Result<()> {
    let pipes: io::Result<Vec<_>> = (0..PIPES).map(|_| io::pipe()).collect();
    pipes.map(drop)
}

static NO_RUNTIME: Complaint = Complaint {
    what: Text {
        en: "The system does not give what network connections need: {reason}.",
        zh_cn: "系统没有提供建立网络连接所需的资源：{reason}。",
    },
    form: Text {
        en: "Close programs that hold many files or connections, then try again.",
        zh_cn: "请关闭占用大量文件或连接的程序，再运行一次。",
    },
};
