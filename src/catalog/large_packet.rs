//! The orders to find out whether large packets pass, one for each system and family of addresses, shared by the causes
//! in which small exchanges pass and a large one stalls.
//!
//! A packet of 1500 bytes carries 1472 bytes of an echo over IPv4, and 1452 over IPv6.

use super::{Match, Remedy, When, Who};
use crate::evidence::Attempt;
use crate::locale::Text;
use crate::plan::Platform;

/// Carried by a match for which [`over_ipv4`] is not to be advised.
pub(super) const OTHER: &str = "other_ping";
/// Carried by a match for which [`over_ipv6`] is to be advised.
pub(super) const V6: &str = "ping_v6";

const TEXT: Text = Text {
    en: "See whether large packets pass. If a plain `ping` is answered and this one is not, lower the MTU of this \
         machine's network, for example to 1400.",
    zh_cn: "检查大数据包能否通过。如果普通的 `ping` 有应答，而下面的命令没有，就调低本机网络的 MTU，例如 1400。",
};

/// Over IPv4.
pub(super) const fn over_ipv4(platform: Platform, when: When) -> Remedy {
    let command = match platform {
        Platform::Windows => "ping -4 -n 3 -f -l 1472 {host}",
        Platform::MacOs => "ping -c 3 -D -s 1472 {host}",
        Platform::Linux | Platform::Other => "ping -4 -c 3 -M do -s 1472 {host}",
    };
    order(command, when)
}

/// Over IPv6.
pub(super) const fn over_ipv6(platform: Platform, when: When) -> Remedy {
    let command = match platform {
        // No router may cut a packet of IPv6 up: nothing needs to forbid it.
        Platform::Windows => "ping -6 -n 3 -l 1452 {host}",
        Platform::MacOs => "ping6 -c 3 -D -s 1452 {host}",
        Platform::Linux | Platform::Other => "ping -6 -c 3 -M do -s 1452 {host}",
    };
    order(command, when)
}

const fn order(command: &'static str, when: When) -> Remedy {
    Remedy { who: Who::You, text: TEXT, command: Some(command), link: None, when }
}

/// Whether a connection goes over IPv6. Through a proxy nobody knows.
pub(super) fn is_ipv6(attempt: &Attempt) -> bool {
    let peer = attempt.tcp.facts().and_then(|tcp| tcp.peer);
    peer.is_some_and(|peer| peer.is_ipv6())
}

/// Whether a connection goes through a proxy.
pub(super) fn is_proxied(attempt: &Attempt) -> bool {
    attempt.tcp.facts().is_some_and(|tcp| tcp.via.is_some())
}

/// With what makes the orders fit the connection.
pub(super) fn fitted(found: Match, attempt: &Attempt) -> Match {
    match (is_proxied(attempt), is_ipv6(attempt)) {
        // An echo does not go through a proxy.
        (true, _) => found.with(OTHER, ""),
        (false, true) => found.with(OTHER, "").with(V6, ""),
        (false, false) => found,
    }
}
