//! Politeness by host: what may begin, and what waits because enough is going on at its host.
//!
//! A host that is busy keeps no other from its turn, within the look-ahead that the caller grants.

use std::collections::{HashMap, VecDeque};

use super::entry::Entry;

/// The targets that have been read and not begun.
#[derive(Debug)]
pub(super) struct Queue {
    per_host: usize,
    ready: VecDeque<Entry>,
    hosts: HashMap<String, Host>,
    waiting: usize,
}

#[derive(Debug, Default)]
struct Host {
    /// How many of its targets are ready or under way.
    begun: usize,
    waiting: VecDeque<Entry>,
}

impl Queue {
    /// At most so many targets of a host at a time.
    pub(super) fn new(per_host: usize) -> Self {
        Self { per_host, ready: VecDeque::new(), hosts: HashMap::new(), waiting: 0 }
    }

    /// Takes a target in.
    pub(super) fn push(&mut self, entry: Entry) {
        let host = self.hosts.entry(entry.host.clone()).or_default();
        if host.begun < self.per_host {
            host.begun += 1;
            self.ready.push_back(entry);
        } else {
            self.waiting += 1;
            host.waiting.push_back(entry);
        }
    }

    /// The next target that may begin.
    pub(super) fn pop(&mut self) -> Option<Entry> {
        self.ready.pop_front()
    }

    /// A target of this host is done.
    pub(super) fn done(&mut self, host: &str) {
        let Some(known) = self.hosts.get_mut(host) else { return };
        if let Some(next) = known.waiting.pop_front() {
            self.waiting -= 1;
            self.ready.push_back(next);
            return;
        }
        known.begun -= 1;
        if known.begun == 0 {
            self.hosts.remove(host);
        }
    }

    /// Whether a target may begin.
    pub(super) fn is_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// How many targets have been read and not begun.
    pub(super) fn len(&self) -> usize {
        self.ready.len() + self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(target: &str, line: u64) -> Entry {
        Entry::read(target, line, 0).unwrap_or_else(|_| panic!("{target}"))
    }

    fn lines(queue: &mut Queue) -> Vec<u64> {
        std::iter::from_fn(|| queue.pop()).map(|entry| entry.line).collect()
    }

    #[test]
    fn a_busy_host_waits_and_holds_up_nobody() {
        let mut queue = Queue::new(2);
        for (at, host) in ["a.test:25", "a.test:465", "a.test:587", "A.test", "b.test"].iter().enumerate() {
            queue.push(entry(host, at as u64 + 1));
        }
        assert_eq!(lines(&mut queue), [1, 2, 5]);
        assert_eq!(queue.len(), 2);
        queue.done("b.test");
        assert!(!queue.is_ready());
        queue.done("a.test");
        assert_eq!(lines(&mut queue), [3]);
        queue.done("a.test");
        assert_eq!(lines(&mut queue), [4]);
        queue.done("a.test");
        queue.done("a.test");
        assert!(queue.hosts.is_empty() && queue.len() == 0);
    }
}
