//! How many file descriptors there are for connections: as many as are needed, where the system allows it.

/// What the program itself keeps open.
const OWN: u64 = 64;

/// The most that one examination has open at a time: the ports of submission side by side, and its questions to
/// nameservers.
const EACH: u64 = 8;

/// How many examinations may run at a time, at most as many as are wanted.
pub(crate) fn room_for(wanted: usize) -> usize {
    let needed = OWN + EACH * wanted as u64;
    let given = raised(needed);
    if given >= needed {
        return wanted;
    }
    usize::try_from(given.saturating_sub(OWN) / EACH).unwrap_or(wanted).max(1)
}

/// The limit, raised to what is needed or as far as may be.
#[cfg(unix)]
fn raised(needed: u64) -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let Some(current) = limit.current else { return u64::MAX };
    if current >= needed {
        return current;
    }
    let wanted = limit.maximum.map_or(needed, |maximum| maximum.min(needed));
    let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
    if raised.is_ok() { wanted } else { current }
}

#[cfg(not(unix))]
fn raised(_needed: u64) -> u64 {
    u64::MAX
}
