//! `-vv`: the developer's trace on standard error.
//!
//! Only spans and events of this program are shown. Those of the libraries stay off: they could carry a secret.

use tracing_subscriber::EnvFilter;

use super::plan::{Detail, Output};

/// Turns the trace on where it was asked for.
pub(crate) fn begin(output: &Output) {
    if output.detail != Detail::Trace {
        return;
    }
    _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("smtp_doctor=trace"))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}
