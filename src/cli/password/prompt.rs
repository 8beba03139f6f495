//! A password that is asked for on the terminal. Whatever ends the asking, the terminal shows again what is typed.

#[cfg(unix)]
mod silence;

use std::io;

use zeroize::Zeroizing;

use super::Whose;
use crate::cli::env::{Env, Stream};
use crate::cli::error::{Complaint, Error};
use crate::cli::runtime;
use crate::cli::signal;
use crate::escape::visible_within;
use crate::locale::{Text, fill};
#[cfg(unix)]
use silence::Silence;

/// The most characters of a user or server in the prompt.
const SHOWN: usize = 120;

/// Asks, without showing what is typed. The prompt says who the password is for and where it goes.
pub(super) fn ask(whose: &Whose<'_>, env: &Env) -> Result<Zeroizing<String>, Error> {
    if env.stdin() != Stream::Terminal && env.stderr() != Stream::Terminal {
        return Err(Error::usage(&NO_TERMINAL));
    }
    let places =
        [("user", visible_within(whose.user, SHOWN)), ("server", visible_within(whose.server, SHOWN))];
    match typed(&fill(PROMPT.in_lang(whose.lang), &places))? {
        Ok(password) => Ok(Zeroizing::new(password)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Error::interrupted()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Zeroizing::default()),
        Err(_) => Err(Error::usage(&NO_TERMINAL)),
    }
}

/// What is typed behind the prompt. A signal that would end the process here, with the terminal left silent, ends the
/// waiting in its place.
#[cfg(unix)]
fn typed(prompt: &str) -> Result<io::Result<String>, Error> {
    let runtime = runtime::start()?;
    let ended = signal::instead_of_any(&runtime);
    Ok(Silence::begin(prompt).and_then(|silence| {
        let typed = silence.typed()?;
        let read = runtime.block_on(async {
            tokio::select! {
                biased;
                () = ended => Err(io::ErrorKind::Interrupted.into()),
                read = typed => read.unwrap_or(Err(io::ErrorKind::UnexpectedEof.into())),
            }
        });
        if read.is_err() {
            silence.forget();
        }
        read
    }))
}

#[cfg(not(unix))]
fn typed(prompt: &str) -> Result<io::Result<String>, Error> {
    // An interrupt must not kill the process here: the terminal would be left without its echo.
    drop(signal::instead(&runtime::start()?));
    Ok(rpassword::prompt_password(prompt))
}

static PROMPT: Text =
    Text { en: "Password of {user} for {server}: ", zh_cn: "{user} 在 {server} 的密码：" };
static NO_TERMINAL: Complaint = Complaint {
    what: Text {
        en: "--ask-password: there is no terminal to ask on.",
        zh_cn: "--ask-password：没有可供询问的终端。",
    },
    form: Text {
        en: "Without one use --password-stdin, --password-env VAR, --password-file FILE or --password-command CMD.",
        zh_cn: "没有终端时请用 --password-stdin、--password-env 变量、--password-file 文件 或 --password-command 命令。",
    },
};
