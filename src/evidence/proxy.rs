//! What was observed of the proxy through which a connection went, or did not go.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use super::Failure;
use crate::smtp::ServerText;

/// A connection that goes through a proxy. Which one it is stands in the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Via {
    /// The address of the proxy that took the connection.
    pub address: SocketAddr,
    /// What it answered to the wish for the server.
    pub answer: ProxyAnswer,
}

/// What a proxy answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "speaks")]
pub enum ProxyAnswer {
    /// SOCKS5.
    Socks {
        /// The reply code (RFC 1928 §6): 0 is a yes.
        code: u8,
    },
    /// HTTP.
    Http {
        /// The status: a yes begins with 2.
        status: u16,
        /// What stands behind it.
        #[serde(default, skip_serializing_if = "ServerText::is_empty")]
        reason: ServerText,
        /// The ways to log in that it names (`Proxy-Authenticate`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        schemes: Vec<String>,
    },
}

/// Why a proxy made no connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "because")]
pub enum ProxyFault {
    /// Its name has no address.
    NoAddress,
    /// It could not be connected to.
    Unreached {
        /// Why.
        how: Box<Failure>,
    },
    /// It took the connection and gave no whole answer within the limit.
    Silent {
        /// The limit in milliseconds.
        after_ms: u64,
    },
    /// It hung up before it answered.
    Closed,
    /// What it said is not the protocol that was asked for.
    Foreign {
        /// Its first bytes.
        first_bytes: ServerText,
    },
    /// It takes none of the ways to log in that were offered (RFC 1928 §3).
    NoMethod,
    /// It refuses user name and password (RFC 1929 §2).
    Login,
    /// It answered with a refusal.
    Answered {
        /// The answer.
        answer: ProxyAnswer,
    },
}

impl ProxyAnswer {
    /// The answer in a line, as its protocol puts it.
    pub fn shown(&self) -> String {
        match self {
            Self::Socks { code } => match socks_word(*code) {
                Some(word) => format!("SOCKS5 {code} ({word})"),
                None => format!("SOCKS5 {code}"),
            },
            Self::Http { status, reason, .. } if reason.is_empty() => format!("HTTP {status}"),
            Self::Http { status, reason, .. } => format!("HTTP {status} {}", reason.shown(SHOWN)),
        }
    }
}

/// How much of the reason of a proxy is shown, in characters.
const SHOWN: usize = 100;

/// The words of RFC 1928 §6 for a reply code.
fn socks_word(code: u8) -> Option<&'static str> {
    Some(match code {
        0 => "succeeded",
        1 => "general SOCKS server failure",
        2 => "connection not allowed by ruleset",
        3 => "Network unreachable",
        4 => "Host unreachable",
        5 => "Connection refused",
        6 => "TTL expired",
        7 => "Command not supported",
        8 => "Address type not supported",
        _ => return None,
    })
}
