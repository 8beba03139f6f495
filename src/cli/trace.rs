//! `-vv`: the developer's trace on standard error.
//!
//! Only spans and events of this program are shown. Those of the libraries stay off: they could carry a secret.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use super::plan::{Detail, Output};

/// Turns the trace on where it was asked for.
pub(crate) fn begin(output: &Output) {
    if output.detail != Detail::Trace {
        return;
    }
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let ours = Targets::new().with_target("smtp_doctor", Level::TRACE);
    _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
}
