//! A password from the output of a program.
//!
//! The program runs without a shell, without input, for a limited time, at whose end it and what it has started are
//! killed; what it writes to standard error is shown. Its arguments are never quoted in a message: one of them may be a
//! secret.

#[cfg(target_os = "linux")]
mod offspring;

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::{sleep, timeout};
use zeroize::Zeroizing;

use super::{MOST, line};
use crate::cli::error::{Complaint, Error};
use crate::cli::{runtime, signal};
use crate::locale::Text;

/// The longest that the program may take; a person may have to unlock a key store.
const LIMIT: Duration = Duration::from_secs(30);

/// How long output is awaited once the program has ended: a child of its own may hold the pipe open for ever.
const GRACE: Duration = Duration::from_millis(500);

/// The most that is read.
const MOST_READ: u64 = MOST as u64 + 1;

/// The first line that the program writes.
pub(super) fn run(command: &str) -> Result<Zeroizing<String>, Error> {
    let words = shell_words::split(command).map_err(|_| Error::usage(&BAD_QUOTES))?;
    let Some((program, arguments)) = words.split_first() else { return Err(Error::usage(&NO_PROGRAM)) };
    let runtime = runtime::start()?;
    let ended = signal::instead(&runtime);
    let said = runtime.block_on(async {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                Error::usage(&NOT_STARTED).with("program", program.as_str()).with("reason", &error)
            })?;
        // It stays open to the end: who writes to a pipe that is closed ends by itself, and its children stay.
        let mut stdout = child.stdout.take();
        let said = tokio::select! {
            biased;
            () = ended => Err(Error::interrupted()),
            said = timeout(LIMIT, output(&mut child, stdout.as_mut(), program)) => {
                said.unwrap_or_else(|_| Err(Error::usage(&TOO_SLOW).with("program", program.as_str())))
            }
        };
        if said.as_ref().is_ok_and(|said| said.len() <= MOST) {
            return said;
        }
        end(child);
        said
    });
    runtime.shutdown_background();
    line(said?, "--password-command")
}

/// Ends a program of which nothing is wanted any more, with what it has started.
fn end(mut child: Child) {
    #[cfg(target_os = "linux")]
    let offspring = child.id().map(offspring::of).unwrap_or_default();
    // It may have ended by itself.
    _ = child.start_kill();
    #[cfg(target_os = "linux")]
    offspring::kill(&offspring);
}

async fn output(
    child: &mut Child,
    stdout: Option<&mut ChildStdout>,
    program: &str,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let mut said = Zeroizing::new(Vec::with_capacity(MOST + 2));
    let failed =
        |error: &std::io::Error| Error::usage(&NOT_STARTED).with("program", program).with("reason", error);
    let mut ended = None;
    if let Some(stdout) = stdout {
        let mut limited = stdout.take(MOST_READ);
        let mut chunk = Zeroizing::new([0; 1024]);
        loop {
            tokio::select! {
                read = limited.read(&mut *chunk) => match read.map_err(|error| failed(&error))? {
                    0 => break,
                    length => said.extend_from_slice(&chunk[..length]),
                },
                status = child.wait(), if ended.is_none() => ended = Some(status.map_err(|error| failed(&error))?),
                () = sleep(GRACE), if ended.is_some() => break,
            }
        }
    }
    if said.len() > MOST {
        return Ok(said);
    }
    let status = match ended {
        Some(status) => status,
        None => child.wait().await.map_err(|error| failed(&error))?,
    };
    if status.success() {
        return Ok(said);
    }
    let number = status.code().map_or_else(|| "?".to_owned(), |code| code.to_string());
    Err(Error::usage(&FAILED).with("program", program).with("number", number))
}

static BAD_QUOTES: Complaint = Complaint {
    what: Text {
        en: "--password-command: a quotation mark is opened and not closed.",
        zh_cn: "--password-command：有一个引号没有配对。",
    },
    form: Text {
        en: "For example: --password-command 'pass show \"mail/me\"'",
        zh_cn: "例如：--password-command 'pass show \"mail/me\"'",
    },
};
static NO_PROGRAM: Complaint = Complaint {
    what: Text {
        en: "--password-command names no program.", zh_cn: "--password-command 没有给出程序。"
    },
    form: Text {
        en: "For example: --password-command 'pass show mail'",
        zh_cn: "例如：--password-command 'pass show mail'",
    },
};
static NOT_STARTED: Complaint = Complaint {
    what: Text {
        en: "--password-command: “{program}” cannot be run: {reason}.",
        zh_cn: "--password-command：无法运行“{program}”：{reason}。",
    },
    form: Text {
        en: "Name a program, not a command built into the shell; for those write: sh -c '…', on Windows: cmd /c …\nPut a path with \
             backslashes in single quotation marks.",
        zh_cn: "请写程序名，不要写 shell 内部命令；需要时写成：sh -c '…'，Windows 上写成：cmd /c …\n路径中有反斜杠时，\
                请用单引号括起来。",
    },
};
static TOO_SLOW: Complaint = Complaint {
    what: Text {
        en: "--password-command: “{program}” has not ended after 30 seconds.",
        zh_cn: "--password-command：“{program}”运行了 30 秒仍未结束。",
    },
    form: Text {
        en: "Run it by itself to see what it waits for; it gets no input.",
        zh_cn: "请单独运行它，看看它在等什么；它得不到任何输入。",
    },
};
static FAILED: Complaint = Complaint {
    what: Text {
        en: "--password-command: “{program}” failed with status {number}.",
        zh_cn: "--password-command：“{program}”失败，退出状态为 {number}。",
    },
    form: Text { en: "Run it by itself to see why.", zh_cn: "请单独运行它，查看原因。" },
};
