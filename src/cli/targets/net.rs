//! The machine as many examinations share it: what it is set to is read once, and nobody crowds an address.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::probe::net::{Admission, Net, System};

/// What all examinations share.
#[derive(Debug)]
pub(super) struct Machine {
    system: System,
    nameservers: Vec<SocketAddr>,
    hosts_file: Option<Vec<u8>>,
    gate: Arc<Gate>,
    /// The places of the examinations that are under way.
    pub(super) places: Arc<Semaphore>,
}

impl Machine {
    /// The machine, with so many examinations at a time, and so many at one address.
    pub(super) fn new(system: System, concurrency: usize, per_address: usize) -> Self {
        Self {
            nameservers: system.nameservers(),
            hosts_file: system.hosts_file(),
            system,
            gate: Arc::new(Gate { per_address, addresses: Mutex::default() }),
            places: Arc::new(Semaphore::new(concurrency)),
        }
    }
}

/// The machine as one examination sees it.
#[derive(Debug)]
pub(super) struct Seat {
    machine: Arc<Machine>,
    place: RefCell<Option<OwnedSemaphorePermit>>,
}

impl Seat {
    /// An examination that has a place.
    pub(super) fn new(machine: Arc<Machine>, place: OwnedSemaphorePermit) -> Self {
        Self { machine, place: RefCell::new(Some(place)) }
    }
}

impl Net for Seat {
    async fn connect(&self, address: SocketAddr) -> io::Result<TcpStream> {
        self.machine.system.connect(address).await
    }

    fn now(&self) -> OffsetDateTime {
        self.machine.system.now()
    }

    fn nameservers(&self) -> Vec<SocketAddr> {
        self.machine.nameservers.clone()
    }

    fn hosts_file(&self) -> Option<Vec<u8>> {
        self.machine.hosts_file.clone()
    }

    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        self.machine.system.lookup(name).await
    }

    /// Whoever waits for an address gives the place to another meanwhile.
    async fn admit(&self, addresses: &[IpAddr]) -> Admission {
        let gate = &self.machine.gate;
        if let Some(passes) = gate.enter_now(addresses) {
            return Admission(Some(Box::new(passes)));
        }
        drop(self.place.take());
        let passes = gate.enter(addresses).await;
        let place = Arc::clone(&self.machine.places).acquire_owned().await;
        self.place.replace(place.ok());
        Admission(Some(Box::new(passes)))
    }
}

/// How many are at an address.
#[derive(Debug)]
struct Gate {
    per_address: usize,
    addresses: Mutex<HashMap<IpAddr, Arc<Semaphore>>>,
}

/// The leave to be at an address.
#[derive(Debug)]
struct Pass {
    gate: Arc<Gate>,
    address: IpAddr,
    permit: Option<OwnedSemaphorePermit>,
}

impl Gate {
    /// Leave for all of the addresses, if it can be had without waiting.
    fn enter_now(self: &Arc<Self>, addresses: &[IpAddr]) -> Option<Vec<Pass>> {
        addresses
            .iter()
            .map(|address| self.pass(*address, self.of(*address).try_acquire_owned().ok()?))
            .collect()
    }

    /// Leave for all of the addresses. Everybody asks in the same order, so that nobody waits in a circle.
    async fn enter(self: &Arc<Self>, addresses: &[IpAddr]) -> Vec<Pass> {
        let mut passes = Vec::new();
        for address in addresses {
            if let Ok(permit) = self.of(*address).acquire_owned().await {
                passes.extend(self.pass(*address, permit));
            }
        }
        passes
    }

    fn of(&self, address: IpAddr) -> Arc<Semaphore> {
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Semaphore::new(self.per_address));
        Arc::clone(addresses.entry(address).or_insert_with(new))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands at the end of a chain of options")]
    fn pass(self: &Arc<Self>, address: IpAddr, permit: OwnedSemaphorePermit) -> Option<Pass> {
        Some(Pass { gate: Arc::clone(self), address, permit: Some(permit) })
    }
}

impl Drop for Pass {
    /// Forgets an address at which nobody is and for which nobody waits.
    fn drop(&mut self) {
        drop(self.permit.take());
        let mut addresses = self.gate.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if addresses.get(&self.address).is_some_and(|known| Arc::strong_count(known) == 1) {
            addresses.remove(&self.address);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    fn addresses(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[tokio::test]
    async fn an_address_takes_so_many_and_is_forgotten_when_they_are_gone() {
        let system = System { hosts_file: "/nonexistent".into() };
        let machine = Arc::new(Machine::new(system, 3, 2));
        let place = || Arc::clone(&machine.places).try_acquire_owned();
        let here = addresses(&["192.0.2.1", "192.0.2.2"]);
        let seats: Vec<Seat> = (0..3).map(|_| Seat::new(Arc::clone(&machine), place().unwrap())).collect();
        assert!(place().is_err());
        let first = seats[0].admit(&here).await;
        let second = seats[1].admit(&here[1..]).await;
        let mut third = Box::pin(seats[2].admit(&here));
        assert!(timeout(Duration::from_millis(20), &mut third).await.is_err());
        // It waits without its place.
        let borrowed = place().unwrap();
        drop((first, borrowed));
        drop(timeout(Duration::from_secs(1), third).await.unwrap());
        drop(second);
        assert!(machine.gate.addresses.lock().unwrap().is_empty());
    }
}
