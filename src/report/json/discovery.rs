//! The search for the server of a mail address, for programs.

use serde::Serialize;

use super::v1::tenths;
use crate::escape::visible;
use crate::report::discovery::{DiscoveryView, SourceLine, SourceStatus};
use crate::report::places::tls_word;

#[derive(Debug, Serialize)]
pub(super) struct Discovery {
    address: String,
    chosen: Option<Chosen>,
    sources: Vec<Source>,
}

#[derive(Debug, Serialize)]
struct Chosen {
    host: String,
    source: &'static str,
    user: Option<String>,
}

#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the interface")]
struct Source {
    source: &'static str,
    asked: String,
    status: &'static str,
    text: String,
    servers: Vec<Server>,
    duration_ms: f64,
}

#[derive(Debug, Serialize)]
struct Server {
    host: String,
    port: u16,
    tls: &'static str,
}

impl Discovery {
    /// The wire form of the section.
    pub(super) fn of(view: &DiscoveryView) -> Self {
        Self {
            address: view.address.clone(),
            chosen: view.chosen.as_ref().map(|chosen| Chosen {
                host: chosen.host.clone(),
                source: chosen.source,
                user: chosen.user.clone(),
            }),
            sources: view.lines.iter().map(Source::of).collect(),
        }
    }
}

impl Source {
    fn of(line: &SourceLine) -> Self {
        let server = |offer: &crate::evidence::Offer| Server {
            host: visible(&offer.host),
            port: offer.port,
            tls: offer.security.map_or("auto", tls_word),
        };
        Self {
            source: line.id,
            asked: line.asked.clone(),
            status: match line.status {
                SourceStatus::Agrees => "agrees",
                SourceStatus::Differs => "differs",
                SourceStatus::Silent => "silent",
                SourceStatus::Failed => "failed",
                SourceStatus::Late => "late",
            },
            text: line.text.clone(),
            servers: line.servers.iter().map(server).collect(),
            duration_ms: tenths(line.ms),
        }
    }
}
