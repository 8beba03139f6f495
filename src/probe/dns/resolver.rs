//! A resolver for one nameserver, and what its errors mean.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::TrustAnchors;
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::{Hosts, Resolver};

use super::QUERY_LIMIT;
use crate::evidence::DnsAnswer;
use crate::probe::datagram::Sockets;

/// A resolver that knows one nameserver and asks it once.
pub(in crate::probe) fn resolver(
    server: SocketAddr,
    sockets: Sockets,
) -> Result<Resolver<Sockets>, NetError> {
    build(server, sockets, None)
}

/// A resolver that checks every signature up to the anchors.
pub(super) fn validating(
    server: SocketAddr,
    sockets: Sockets,
    anchors: Arc<TrustAnchors>,
) -> Result<Resolver<Sockets>, NetError> {
    build(server, sockets, Some(anchors))
}

fn build(
    server: SocketAddr,
    sockets: Sockets,
    anchors: Option<Arc<TrustAnchors>>,
) -> Result<Resolver<Sockets>, NetError> {
    let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
    for connection in &mut connections {
        connection.port = server.port();
    }
    let config =
        ResolverConfig::from_name_servers(vec![NameServerConfig::new(server.ip(), true, connections)]);
    let mut builder = Resolver::builder_with_config(config, sockets);
    if let Some(anchors) = anchors {
        builder = builder.with_trust_anchor(anchors);
    }
    let options = builder.options_mut();
    options.attempts = 0;
    options.timeout = QUERY_LIMIT;
    options.use_hosts_file = ResolveHosts::Never;
    options.cache_size = 0;
    options.os_port_selection = cfg!(windows);
    let mut resolver = builder.build()?;
    resolver.set_hosts(Arc::new(Hosts::default()));
    Ok(resolver)
}

/// What an error means. Where a socket failed, the library's own words hide what the system said.
pub(in crate::probe) fn refusal(error: &NetError, trouble: Option<io::Error>) -> DnsAnswer {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NXDomain => {
            DnsAnswer::NameNotFound
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) if none.response_code == ResponseCode::NoError => {
            DnsAnswer::NoData
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) => code(none.response_code),
        NetError::Dns(DnsError::ResponseCode(response_code)) => code(*response_code),
        NetError::Timeout => DnsAnswer::NoAnswer,
        other => match trouble {
            // Windows tells a closed port by WSAECONNRESET.
            Some(error)
                if matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset) =>
            {
                DnsAnswer::PortClosed
            }
            Some(error) => DnsAnswer::Unsent { reason: error.to_string() },
            None => DnsAnswer::Unsent { reason: other.to_string() },
        },
    }
}

/// The mnemonic of a response code (RFC 1035 §4.1.1 and the IANA registry).
pub(super) fn code(code: ResponseCode) -> DnsAnswer {
    let code = match code {
        ResponseCode::FormErr => "FORMERR".to_owned(),
        ResponseCode::ServFail => "SERVFAIL".to_owned(),
        ResponseCode::NotImp => "NOTIMP".to_owned(),
        ResponseCode::Refused => "REFUSED".to_owned(),
        other => format!("RCODE {}", u16::from(other)),
    };
    DnsAnswer::Code { code }
}

/// The address in a record of one.
pub(super) fn address(data: &RData) -> Option<IpAddr> {
    match data {
        RData::A(address) => Some(address.0.into()),
        RData::AAAA(address) => Some(address.0.into()),
        _ => None,
    }
}
