//! What the fuzzer once found stays found: its inputs (`tests/found/DOOR`) and its seeds (`fuzz/seeds/DOOR`) go through
//! the same doors again.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "a door that breaks says by what")]

#[path = "support/doors/mod.rs"]
mod doors;

use std::fs;
use std::path::{Path, PathBuf};

use doors::{DOORS, Door, door};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

/// How often the seeds of each door are edited.
const EDITED: u32 = 60;

/// The folders of a place, each with the name of its door.
fn folders(place: &str) -> Vec<(String, PathBuf)> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    // Where nothing was found, there is no folder.
    let entries = fs::read_dir(&place).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().path())
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
            println!("{}", path.display());
            open(&fs::read(&path).unwrap());
            count += 1;
        }
    }
    count
}

#[test]
fn what_was_found_stays_found() {
    let count = sent("tests/found");
    println!("{count} inputs");
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

/// One edit of a seed: where, of how many bytes, and what stands there then.
type Edit = (Index, u8, Vec<u8>);

fn edited(mut seed: Vec<u8>, edits: Vec<Edit>, other: &[u8]) -> Vec<u8> {
    for (at, length, new) in edits {
        let begin = at.index(seed.len() + 1);
        let end = (begin + usize::from(length)).min(seed.len());
        // What another seed has at about this place fits more often than what nobody ever sent.
        let foreign =
            other.get(begin..).filter(|_| new.is_empty()).map(|rest| rest[..rest.len().min(24)].to_vec());
        seed.splice(begin..end, foreign.unwrap_or(new));
    }
    seed
}

fn edit(name: &str, open: Door, cases: u32) {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name)).unwrap();
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        Just(b"\r\n".to_vec()),
        Just(vec![0x1e]),
        Just("授权码\u{202e}\u{1b}[2J".as_bytes().to_vec()),
    ];
    let edits = prop::collection::vec((any::<Index>(), 0_u8..12, bytes), 1..6);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let result = runner.run(
        &(any::<Index>(), any::<Index>(), edits),
        |(one, other, edits): (Index, Index, Vec<Edit>)| {
            open(&edited(one.get(&seeds).clone(), edits, other.get(&seeds).as_slice()));
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{name}: {error}");
    }
}

#[test]
fn seeds_that_somebody_has_edited_pass_every_door() {
    let cases = std::env::var("DOOR_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(EDITED);
    std::thread::scope(|scope| {
        for (name, open) in DOORS {
            scope.spawn(move || edit(name, open, cases));
        }
    });
}

/// What a server says at a time: replies as they should be and as they are, and bytes of no kind.
fn turn() -> impl Strategy<Value = Vec<u8>> {
    let known: [&[u8]; 24] = [
        b"220 mx\r\n",
        b"250-mx\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n",
        b"250-mx\r\n250-PIPELINING\r\n250-CHUNKING\r\n250 AUTH SCRAM-SHA-256 CRAM-MD5 XOAUTH2\r\n",
        b"250 ok\r\n",
        b"250 ok\n",
        b"250-a\r\n",
        b"250-a\rb\x00\r\n250 \xff\r\n",
        b"235 2.7.0 ok\r\n",
        b"334 \r\n",
        b"334 VXNlcm5hbWU6\r\n",
        b"334 eyJzdGF0dXMiOiI0MDEifQ==\r\n",
        b"334 cj1Cd2NIQndjSEJ3Y0hCd2NIQndjSEJ3Y0hCd2NIeCxzPWMyRnNkQT09LGk9MQ==\r\n",
        b"354 go\r\n",
        b"421 bye\r\n",
        b"454 no\r\n",
        b"500 what\r\n",
        b"535 5.7.8 no\r\n",
        b"550 5.1.1 nobody\r\n",
        b"\r\n",
        b"\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x15\x03\x03\x00\x02\x02\x28",
        b"J\x00\x00\x00\n8.0.1\x00",
        b"25",
    ];
    let part = prop_oneof![
        8 => prop::sample::select(known.map(<[u8]>::to_vec).to_vec()),
        1 => prop::collection::vec(any::<u8>().prop_filter("ends a turn", |byte| *byte != 0x1e), 0..40),
        1 => (0_usize..13_000).prop_map(|length| [vec![b'2'; 3], vec![b'-'; length]].concat()),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// Apart from what a client cannot know: whether more comes behind a whole reply.
    #[test]
    fn a_dialogue_is_the_same_however_its_bytes_are_cut(
        (route, who, mechanism, cut) in (any::<u8>(), any::<u8>(), 0_u8..24, 0_u8..60),
        talk in prop::collection::vec(turn(), 0..9),
    ) {
        let part = [route, who, mechanism, cut];
        door("session")(&[&part[..], &talk.join(&0x1e)].concat());
    }
}
