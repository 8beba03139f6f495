//! The command `smtp-doctor`.

fn main() {}
