//! What a server lets later sessions do, told by the tickets that it hands out (RFC 8446 §4.6.1). No ticket is ever kept
//! or used: no session is resumed here.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio_rustls::rustls::NamedGroup;
use tokio_rustls::rustls::client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue};
use tokio_rustls::rustls::pki_types::ServerName;

/// Notes of the tickets of one session.
#[derive(Debug, Default)]
pub(super) struct Tickets {
    early_data: AtomicU32,
}

impl Tickets {
    /// How many bytes a later session may send before the server has answered; 0 where no ticket lets it.
    pub(super) fn early_data(&self) -> u32 {
        self.early_data.load(Ordering::Relaxed)
    }
}

impl ClientSessionStore for Tickets {
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}

    fn insert_tls13_ticket(&self, _: ServerName<'static>, ticket: Tls13ClientSessionValue) {
        self.early_data.fetch_max(ticket.max_early_data_size(), Ordering::Relaxed);
    }

    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        None
    }
}
