//! The table of rows: where each is proved, and what came of those that are played here.
//!
//! What is written is what ran and nothing else. A row of which a part was not played, because only some of the tests
//! ran, stands there with the playings that there were.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use smtp_doctor::exit::Status;

use crate::row::Row;

/// The rows with what the server does, and where each is proved.
const ROWS: &str = include_str!("../rows.tsv");
/// How many rows there are under each letter.
const COUNTS: [(&str, usize); 9] =
    [("T", 28), ("P", 20), ("R", 20), ("U", 14), ("S", 22), ("X", 24), ("I", 13), ("M", 5), ("N", 6)];
/// The proof of a row that is played here.
const PLAYED: &str = "played";

static TALLIES: Mutex<BTreeMap<String, Tally>> = Mutex::new(BTreeMap::new());

/// What a playing is judged by.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Oracle {
    /// O1: no form of the secret leaves but under verified TLS, and none is shown.
    Secret,
    /// O2: the limits of time hold.
    Time,
    /// O3: what is kept is bounded. The memory of the process is measured from outside.
    Memory,
    /// O4: nothing that acts reaches any form of report.
    Sight,
    /// O5: the cause is the right one, with a remedy and its status.
    Cause,
    /// O6: no panic, no second login, no more connections than allowed.
    Calm,
}

const ORACLES: [Oracle; 6] =
    [Oracle::Secret, Oracle::Time, Oracle::Memory, Oracle::Sight, Oracle::Cause, Oracle::Calm];

/// What came of one playing.
pub(crate) struct Played {
    pub(crate) ids: Vec<String>,
    pub(crate) name: String,
    pub(crate) told: Option<&'static str>,
    pub(crate) status: Option<Status>,
    pub(crate) took: Duration,
    pub(crate) kept: usize,
    pub(crate) faults: Vec<(Oracle, String)>,
}

impl Played {
    /// One that came to no end.
    pub(crate) fn lost(row: &Row, name: String, fault: (Oracle, String)) -> Self {
        let (took, kept) = (Duration::ZERO, 0);
        Self { ids: ids(&row.id), name, told: None, status: None, took, kept, faults: vec![fault] }
    }

    /// Whether a slow machine may be all that is wrong with it.
    pub(crate) fn is_late(&self) -> bool {
        let late = |(oracle, _): &(Oracle, String)| matches!(oracle, Oracle::Time | Oracle::Cause);
        !self.faults.is_empty() && self.faults.iter().all(late)
    }
}

/// What came of all playings of a row.
#[derive(Debug, Default)]
struct Tally {
    playings: usize,
    told: BTreeSet<String>,
    longest: Duration,
    kept: usize,
    wrong: BTreeSet<Oracle>,
}

/// The rows of the table that a row belongs to, by the first word of its name.
pub(crate) fn ids(name: &str) -> Vec<String> {
    let first = name.split(' ').next().unwrap_or_default();
    first.split('/').map(|id| id.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned()).collect()
}

/// Adds a playing to the table.
pub(crate) fn note(played: &Played) {
    let mut tallies = TALLIES.lock().unwrap_or_else(PoisonError::into_inner);
    for id in &played.ids {
        let tally = tallies.entry(id.clone()).or_default();
        tally.playings += 1;
        let status = played.status.map(Status::number);
        let told = match (played.told, status) {
            (Some(code), _) => code.to_owned(),
            (None, Some(0)) => "healthy".to_owned(),
            (None, Some(status)) => format!("shown as it came ({status})"),
            (None, None) => "nothing".to_owned(),
        };
        tally.told.insert(told);
        tally.longest = tally.longest.max(played.took);
        tally.kept = tally.kept.max(played.kept);
        tally.wrong.extend(played.faults.iter().map(|(oracle, _)| *oracle));
    }
}

/// Writes what there is so far: a line for each row, with its playings, what was told, the longest time in
/// milliseconds, the most bytes kept, and the oracle that each was judged by, in capitals where it objects.
pub(crate) fn write() {
    let tallies = TALLIES.lock().unwrap_or_else(PoisonError::into_inner);
    let mut out = String::new();
    for (id, tally) in &*tallies {
        let told = tally.told.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let oracles =
            ORACLES.map(|oracle| if tally.wrong.contains(&oracle) { "WRONG" } else { "ok" }).join("\t");
        let Tally { playings, longest, kept, .. } = tally;
        writeln!(out, "{id}\t{playings}\t{told}\t{}\t{kept}\t{oracles}", longest.as_millis()).unwrap();
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("hostile-rows.tsv"), out).unwrap();
}

/// What is wrong with the table, of which these rows are played.
pub(crate) fn gaps(played: &BTreeSet<String>) -> Vec<String> {
    let mut gaps = Vec::new();
    let mut listed = BTreeSet::new();
    for line in ROWS.lines().filter(|line| !line.starts_with('#')) {
        let &[id, does, proofs] = line.split('\t').collect::<Vec<_>>().as_slice() else {
            gaps.push(format!("not a row: {line}"));
            continue;
        };
        if does.is_empty() || !listed.insert(id.to_owned()) {
            gaps.push(format!("{id} is listed twice, or does nothing"));
        }
        let claimed = proofs.split("; ").any(|proof| proof == PLAYED);
        if claimed != played.contains(id) {
            gaps.push(format!("{id} is played: {}, and listed so: {claimed}", played.contains(id)));
        }
        let named = proofs.split("; ").filter(|proof| *proof != PLAYED);
        gaps.extend(named.filter(|proof| !is_there(proof)).map(|proof| format!("{id}: there is no {proof}")));
    }
    let wanted = COUNTS
        .iter()
        .flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number:02}")))
        .collect::<BTreeSet<_>>();
    gaps.extend(wanted.symmetric_difference(&listed).map(|id| format!("{id} is not listed, or is no row")));
    gaps.extend(played.difference(&listed).map(|id| format!("{id} is played and not listed")));
    gaps
}

/// Whether a test, `path::name`, or a case of a script, `path "title"`, is where it is said to be.
fn is_there(proof: &str) -> bool {
    let read = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    if let Some((path, title)) = proof.strip_suffix('"').and_then(|proof| proof.split_once(" \"")) {
        return read(path).is_ok_and(|text| text.contains(&format!("'{title}'")));
    }
    let Some((path, name)) = proof.split_once("::") else { return false };
    let Ok(text) = read(path) else { return false };
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    let heads = [format!("fn {name}("), format!("async fn {name}(")];
    let at = lines.iter().position(|line| heads.iter().any(|head| line.starts_with(head.as_str())));
    let mut attributes = at.map_or(&lines[..0], |at| &lines[..at]).iter().rev();
    attributes
        .find(|line| !line.starts_with("//"))
        .is_some_and(|line| ["#[test]", "#[tokio::test"].iter().any(|attribute| line.starts_with(attribute)))
}
