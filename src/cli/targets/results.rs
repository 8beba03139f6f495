//! Where the results go: standard output, a whole line at a time.

use std::io::{self, Write as _};
use std::path::Path;

use same_file::Handle;

use crate::cli::error::Error;
use crate::cli::output;

/// The lines that are ready for standard output.
#[derive(Default)]
pub(super) struct Results {
    /// Lines that are to be written.
    pub(super) text: String,
}

impl Results {
    /// Ends the line with which a former output breaks off, where this one is written behind it.
    pub(super) fn mend(&mut self, former: &Path) -> Result<(), Error> {
        if is_stdout(former) {
            self.text.push('\n');
            self.write()?;
        }
        Ok(())
    }

    /// Writes them. Says whether anybody takes them.
    pub(super) fn write(&mut self) -> Result<bool, Error> {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(self.text.as_bytes()).and_then(|()| stdout.flush());
        self.text.clear();
        match written {
            Ok(()) => Ok(true),
            Err(error) if output::is_closed(&error) => Ok(false),
            Err(error) => Err(output::unwritable(&error)),
        }
    }
}

/// Whether standard output goes into this file.
fn is_stdout(path: &Path) -> bool {
    let (Ok(here), Ok(there)) = (Handle::stdout(), Handle::from_path(path)) else { return false };
    here == there
}
