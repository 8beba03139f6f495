//! The terminal while it does not show what is typed.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::thread;

use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr, tcsetattr,
};
use tokio::sync::oneshot;

/// The terminal, silent for as long as this lives.
pub(super) struct Silence {
    terminal: File,
    before: Termios,
}

impl Silence {
    /// Writes the prompt and silences the terminal of this process.
    pub(super) fn begin(prompt: &str) -> io::Result<Self> {
        let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
        terminal.write_all(prompt.as_bytes())?;
        let before = tcgetattr(&terminal)?;
        let mut silent = before.clone();
        // Not by lines, as a line of a terminal is shorter than some tokens. Without signals of its own: who stops the
        // program here would get a shell that is silent.
        silent.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG;
        silent.special_codes[SpecialCodeIndex::VMIN] = 1;
        silent.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(&terminal, OptionalActions::Now, &silent)?;
        Ok(Self { terminal, before })
    }

    /// What is typed, up to the end of the line. It is read on a thread of its own, which nobody has to wait for.
    pub(super) fn typed(&self) -> io::Result<oneshot::Receiver<io::Result<String>>> {
        let input = self.terminal.try_clone()?;
        let (tell, told) = oneshot::channel();
        thread::Builder::new().name("prompt".to_owned()).spawn(move || {
            let input = rpassword::ConfigBuilder::new().input_reader(input).output_discard().build();
            _ = tell.send(rpassword::read_password_with_config(input));
        })?;
        Ok(told)
    }

    /// Takes away what was typed and not read: the half of a password is not for the shell.
    pub(super) fn forget(&self) {
        _ = tcflush(&self.terminal, QueueSelector::IFlush);
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        // A terminal that is gone has nothing to be put back.
        _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
        _ = self.terminal.write_all(b"\n");
    }
}
