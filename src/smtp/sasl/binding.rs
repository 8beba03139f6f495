//! What ties a login to the TLS session that it goes through (RFC 5056).

use std::fmt;

/// Bytes that both ends of one TLS session know, and nobody between two sessions.
#[derive(Clone, Eq, PartialEq)]
pub struct ChannelBinding {
    /// What kind of bytes they are.
    pub kind: BindingKind,
    /// The bytes.
    pub data: Vec<u8>,
}

/// A kind of channel binding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BindingKind {
    /// Keying material exported from the session (RFC 9266).
    TlsExporter,
    /// The hash of the server's certificate (RFC 5929 §4).
    TlsServerEndPoint,
}

impl BindingKind {
    /// Its registered name.
    pub fn name(self) -> &'static str {
        match self {
            Self::TlsExporter => "tls-exporter",
            Self::TlsServerEndPoint => "tls-server-end-point",
        }
    }
}

impl fmt::Debug for ChannelBinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChannelBinding").field("kind", &self.kind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binding_shows_its_kind_and_not_its_bytes() {
        let binding = ChannelBinding { kind: BindingKind::TlsExporter, data: vec![1, 2, 3] };
        assert_eq!(format!("{binding:?}"), "ChannelBinding { kind: TlsExporter, .. }");
    }
}
