//! A running program as other programs of the machine see it: its memory, its words and its variables, and those of what
//! it has started.

use std::collections::BTreeSet;
use std::fs;

pub(crate) struct Watch {
    process: u32,
    has_offspring: bool,
    peak: u64,
    worked: Option<u64>,
    words: BTreeSet<Vec<u8>>,
    variables: BTreeSet<Vec<u8>>,
    others: BTreeSet<Vec<u8>>,
}

impl Watch {
    pub(crate) fn new(process: u32, has_offspring: bool) -> Self {
        let none = BTreeSet::new;
        Self {
            process,
            has_offspring,
            peak: 0,
            worked: None,
            words: none(),
            variables: none(),
            others: none(),
        }
    }

    /// Looks at it, and tells whether it has done nothing since the last time.
    pub(crate) fn glance(&mut self) -> bool {
        let of = |process: u32, what: &str| fs::read(format!("/proc/{process}/{what}"));
        self.words.extend(of(self.process, "cmdline"));
        // Without the rights of the administrator there is nothing to be seen, which is as it should be.
        self.variables.extend(of(self.process, "environ"));
        if self.has_offspring {
            let offspring = self.offspring();
            for child in &offspring {
                self.others.extend(of(*child, "cmdline"));
                self.others.extend(of(*child, "environ"));
            }
            // It ends before the examination begins.
            self.has_offspring = !offspring.is_empty() || self.others.is_empty();
        }
        let status = fs::read_to_string(format!("/proc/{}/status", self.process)).unwrap_or_default();
        let field = |name| status.lines().find_map(|line: &str| line.strip_prefix(name));
        let peak = field("VmHWM:").and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        self.peak = self.peak.max(peak.unwrap_or_default());
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process)).unwrap_or_default();
        let behind: Vec<&str> =
            stat.rsplit_once(')').map_or("", |parts| parts.1).split_whitespace().collect();
        let time = |at: usize| behind.get(at).and_then(|text| text.parse::<u64>().ok());
        let worked = time(11).zip(time(12)).map(|(user, system)| user + system);
        let is_still = behind.first() == Some(&"S") && worked == self.worked;
        self.worked = worked;
        is_still
    }

    /// The most memory it took, in kibibytes.
    pub(crate) fn peak(&self) -> u64 {
        self.peak
    }

    /// What was seen.
    pub(crate) fn seen(&self) -> [(&'static str, Vec<u8>); 3] {
        let all = |seen: &BTreeSet<Vec<u8>>| seen.iter().flatten().copied().collect::<Vec<u8>>();
        assert!(!self.has_offspring, "the program for the password was not seen to its end");
        [("cmdline", all(&self.words)), ("environ", all(&self.variables)), ("a child", all(&self.others))]
    }

    /// What it has started, and what that has started.
    fn offspring(&self) -> Vec<u32> {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let processes = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let parent = |process: u32| {
            let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
            stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()
        };
        let parents: Vec<(u32, u32)> =
            processes.filter_map(|process| Some((process, parent(process)?))).collect();
        let mut found = vec![self.process];
        let mut at = 0;
        while let Some(of) = found.get(at).copied() {
            found.extend(parents.iter().filter(|(_, parent)| *parent == of).map(|(process, _)| *process));
            at += 1;
        }
        found.split_off(1)
    }
}
