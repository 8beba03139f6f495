//! What a program has started, and what that has started: who only ends the program leaves them running.
//!
//! A program that has made itself independent, as an agent does that keeps keys, is no offspring any more.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// The processes below this one, those it started itself first.
pub(super) fn of(process: u32) -> Vec<i32> {
    let Ok(process) = i32::try_from(process) else { return Vec::new() };
    let parents = parents();
    let mut found = vec![process];
    let mut at = 0;
    while let Some(parent) = found.get(at) {
        let children: Vec<i32> =
            parents.iter().filter(|(_, of)| of == parent).map(|(process, _)| *process).collect();
        found.extend(children);
        at += 1;
    }
    found.split_off(1)
}

/// Kills them.
pub(super) fn kill(processes: &[i32]) {
    for process in processes.iter().filter_map(|process| Pid::from_raw(*process)) {
        // It may have ended by itself.
        _ = kill_process(process, Signal::KILL);
    }
}

/// Every process that can be seen, with its parent.
fn parents() -> Vec<(i32, i32)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let processes = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    processes.filter_map(|process| Some((process, parent(process)?))).collect()
}

/// The parent as `/proc/PID/stat` has it: the second field behind the name, which may hold anything.
fn parent(process: i32) -> Option<i32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
