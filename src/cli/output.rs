//! Standard output and standard error. A pipe that the reader closed is no fault of ours and stays quiet.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::error::{Complaint, Error};
use crate::locale::Text;
use crate::report::Color;

/// Writes the result to standard output, all of it at once.
pub(crate) fn write(text: &str, color: Color) -> Result<(), Error> {
    let choice = match color {
        // It is passed on as it is. On Windows the console is told to understand it; where that is one of old, which
        // cannot, its own colours are set.
        Color::Ansi => ColorChoice::Always,
        Color::Plain => ColorChoice::Never,
    };
    let mut stdout = AutoStream::new(io::stdout().lock(), choice);
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if !is_closed(&error) => Err(unwritable(&error)),
        _ => Ok(()),
    }
}

/// Whether the reader of a pipe has gone.
pub(crate) fn is_closed(error: &io::Error) -> bool {
    /// `ERROR_PIPE_NOT_CONNECTED`, for which Rust has no kind.
    const NOT_CONNECTED: i32 = 233;
    error.kind() == io::ErrorKind::BrokenPipe || cfg!(windows) && error.raw_os_error() == Some(NOT_CONNECTED)
}

/// Standard output cannot be written.
pub(crate) fn unwritable(error: &io::Error) -> Error {
    Error::internal(&NO_STDOUT).with("reason", error)
}

/// Adds a text to the end of a file.
pub(crate) fn append(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Writes a note to standard error. Where that fails there is nobody left to tell.
pub(crate) fn note(text: &str) {
    // The progress line needs a console that understands escapes, which on Windows has to be asked for.
    let mut stderr = AutoStream::always_ansi(io::stderr().lock());
    _ = stderr.write_all(text.as_bytes());
    _ = stderr.flush();
}

static NO_STDOUT: Complaint = Complaint {
    what: Text { en: "The result cannot be written: {reason}.", zh_cn: "无法写出结果：{reason}。" },
    form: Text { en: "Check where standard output goes.", zh_cn: "请检查标准输出指向哪里。" },
};
