//! The causes of the family `tcp`.

mod address;
mod firewall;
mod ipv6_broken;
mod local_denied;
mod no_buffer_space;
mod os_error;
mod partial_outage;
mod port_blocked;
mod proxy_failed;
mod refused;
mod reset;
mod second_opinion;
mod sibling;
mod timeout;
mod unreachable;

use super::Cause;

/// Every cause of this family.
pub static CAUSES: &[&Cause] = &[
    &refused::CAUSE,
    &timeout::CAUSE,
    &port_blocked::CAUSE,
    &unreachable::CAUSE,
    &reset::CAUSE,
    &ipv6_broken::CAUSE,
    &partial_outage::CAUSE,
    &no_buffer_space::CAUSE,
    &local_denied::CAUSE,
    &proxy_failed::CAUSE,
];
