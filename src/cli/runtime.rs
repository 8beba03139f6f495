//! What the waiting runs on.

use tokio::runtime::{Builder, Runtime};

use super::error::{Complaint, Error};
use crate::locale::Text;

/// What smtp-doctor runs on: one thread is enough for a dozen connections.
pub(crate) fn start() -> Result<Runtime, Error> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Error::internal(&NO_RUNTIME).with("reason", &error))
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
