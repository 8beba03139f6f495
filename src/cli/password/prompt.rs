//! A password that is asked for on the terminal.

use std::io;

use zeroize::Zeroizing;

use super::Whose;
use crate::cli::env::{Env, Stream};
use crate::cli::error::{Complaint, Error};
use crate::cli::runtime;
use crate::cli::{output, signal};
use crate::escape::visible_within;
use crate::locale::{Text, fill};

/// The most characters of a user or server in the prompt.
const SHOWN: usize = 120;

/// Asks, without showing what is typed. The prompt says who the password is for and where it goes.
pub(super) fn ask(whose: &Whose<'_>, env: &Env) -> Result<Zeroizing<String>, Error> {
    if env.stdin() != Stream::Terminal && env.stderr() != Stream::Terminal {
        return Err(Error::usage(&NO_TERMINAL));
    }
    // An interrupt must not kill the process here: the terminal would be left without its echo.
    signal::claim(&runtime::start()?);
    let places =
        [("user", visible_within(whose.user, SHOWN)), ("server", visible_within(whose.server, SHOWN))];
    match rpassword::prompt_password(fill(PROMPT.in_lang(whose.lang), &places)) {
        Ok(password) => Ok(Zeroizing::new(password)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Error::interrupted()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            output::note("\n");
            Ok(Zeroizing::default())
        }
        Err(_) => Err(Error::usage(&NO_TERMINAL)),
    }
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
