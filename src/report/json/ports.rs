//! What each port shows, for programs.

use serde::Serialize;

use super::v1::tenths;
use crate::report::ports::{CertificateState, PortView};

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the interface")]
pub(super) struct Port {
    port: u16,
    tls: &'static str,
    informative: bool,
    state: &'static str,
    addresses_tried: usize,
    addresses_open: usize,
    tls_version: Option<String>,
    starttls: Option<bool>,
    auth: Option<Vec<String>>,
    certificate: Option<&'static str>,
    certificate_days_left: Option<i64>,
    duration_ms: Option<f64>,
}

impl Port {
    /// The wire form of a port.
    pub(super) fn of(view: &PortView) -> Self {
        Self {
            port: view.port,
            tls: view.tls,
            informative: view.informative,
            state: view.state.name(),
            addresses_tried: view.tried,
            addresses_open: view.reachable,
            tls_version: view.version.clone(),
            starttls: view.starttls,
            auth: view.auth.clone(),
            certificate: view.certificate.map(CertificateState::name),
            certificate_days_left: match view.certificate {
                Some(CertificateState::Good(days)) => Some(days),
                _ => None,
            },
            duration_ms: view.ms.map(tenths),
        }
    }
}
