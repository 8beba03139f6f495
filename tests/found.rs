//! What the fuzzer once found stays found: its inputs (`tests/found/DOOR`) and its seeds (`fuzz/seeds/DOOR`) go through
//! the same doors again.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/doors/mod.rs"]
mod doors;

use std::fs;
use std::path::{Path, PathBuf};

use doors::{DOORS, door};

/// The folders of a place, each with the name of its door.
fn folders(place: &str) -> Vec<(String, PathBuf)> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    let folders = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
    folders
        .filter(|path| path.is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect()
}

/// Sends every file of a place through its door. How many there were.
fn sent(place: &str) -> usize {
    let mut count = 0;
    for (name, folder) in folders(place) {
        let open = door(&name);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // A door that breaks says by what.
            println!("{}", path.display());
            open(&fs::read(&path).unwrap());
            count += 1;
        }
    }
    count
}

#[test]
fn what_was_found_stays_found() {
    assert!(sent("tests/found") > 0);
}

#[test]
fn every_door_has_seeds_that_pass_it() {
    let seeded = folders("fuzz/seeds");
    for (name, _) in DOORS {
        assert!(seeded.iter().any(|(known, _)| known == name), "{name} has no seeds");
    }
    assert!(sent("fuzz/seeds") > DOORS.len());
}

#[test]
fn every_door_is_a_target_of_the_fuzzer() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml")).unwrap();
    let targets: Vec<&str> = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""))
        .collect();
    let doors: Vec<&str> = DOORS.iter().map(|(name, _)| *name).collect();
    assert_eq!(targets, doors);
}
