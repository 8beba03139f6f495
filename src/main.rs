//! The command `smtp-doctor`.

use std::process::ExitCode;

fn main() -> ExitCode {
    smtp_doctor::cli::main()
}
