//! How often an error text is explained rightly, measured on replies of servers and on errors as they were reported.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the table of misses is what it is for")]

use std::fmt::Write as _;

use smtp_doctor::catalog::causes;
use smtp_doctor::diagnose::explain::{Explainer, Load, Log, Place, read_place};

const REPLIES: &str = include_str!("explain/replies.tsv");
const CASES: &str = include_str!("explain/cases.tsv");

/// The rows of which nobody can tell the label from the text and the table of causes: the text says too little, or the
/// label contradicts what the table says of such a text. It was drawn up with the engine's answers in view, and holds
/// some rows that are hit by luck; so both numbers are told, and the one of all rows is the one without judgement.
const UNDECIDABLE: &str = include_str!("explain/undecidable.tsv");

/// The parts of a hundred that are explained rightly at least: by the first cause, and by one of the first three.
#[derive(Clone, Copy)]
struct Floor {
    first: usize,
    three: usize,
}

/// How many texts there are, and how many are explained rightly.
#[derive(Default)]
struct Tally {
    texts: usize,
    first: usize,
    three: usize,
}

impl Tally {
    fn count(&mut self, place: Option<usize>) {
        self.texts += 1;
        self.first += usize::from(place == Some(0));
        self.three += usize::from(place.is_some_and(|place| place < 3));
    }

    fn percent(&self) -> Floor {
        let of = |count: usize| count * 100 / self.texts.max(1);
        Floor { first: of(self.first), three: of(self.three) }
    }

    fn hold(&self, name: &str, floor: &Floor) {
        let Floor { first, three } = self.percent();
        println!("{name}: {} texts, first {first} %, among three {three} %", self.texts);
        assert!(first >= floor.first && three >= floor.three, "{name}: explained worse than before");
    }
}

/// The ids of the rows that are undecidable, with their texts and labels.
fn undecidable() -> Vec<(&'static str, &'static str, &'static str)> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, text, label, why] = cells[..] else { panic!("{line}") };
        assert!(why.ends_with('.'), "{id}: it is not said why");
        (id, text, label)
    };
    UNDECIDABLE.lines().skip(1).map(row).collect()
}

struct Row<'a> {
    id: &'a str,
    source: &'a str,
    text: String,
    cause: &'a str,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| names.iter().position(|known| *known == name).unwrap();
    let [id, source, text, cause] = ["id", "source", "text", "cause"].map(column);
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        // The tables write the breaks between the lines of a reply out.
        Row {
            id: cells[id],
            source: cells[source],
            text: cells[text].replace("\\n", "\n"),
            cause: cells[cause],
        }
    });
    rows.collect()
}

/// Whether the explainer is told from which server a text came.
#[derive(Clone, Copy, PartialEq)]
enum Server {
    Unknown,
    Named,
}

/// The server of a row, where its source names one: `QQ Mail (smtp.qq.com)`.
fn server(row: &Row) -> Option<Place> {
    let (_, rest) = row.source.split_once('(')?;
    let host = rest.split([')', ' ', ',', '/']).find(|word| word.contains('.'))?;
    read_place(host)
}

/// Holds all rows to one floor, and those that can be decided to another.
fn measured(name: &str, table: &str, at: Server, all: &Floor, decidable: &Floor) {
    let explainer = Explainer::new(Load::Text);
    let open = undecidable();
    let (mut every, mut decided) = (Tally::default(), Tally::default());
    let mut misses = String::new();
    for row in rows(table).iter().filter(|row| row.cause.contains('/')) {
        assert!(causes().any(|cause| cause.code.0 == row.cause), "{}: {}", row.id, row.cause);
        let place = server(row).filter(|_| at == Server::Named);
        let found = explainer.explain(row.text.as_bytes(), place.as_ref());
        let place = found.hits.iter().position(|hit| hit.cause.code.0 == row.cause);
        let is_open = open.iter().any(|(id, ..)| *id == row.id);
        every.count(place);
        if !is_open {
            decided.count(place);
        }
        if place != Some(0) {
            let named: Vec<String> =
                found.hits.iter().take(3).map(|hit| format!("{} {:.2}", hit.cause.code, hit.score)).collect();
            let text: String = row.text.chars().take(110).collect();
            let place = place.map_or("-".to_owned(), |place| (place + 1).to_string());
            let mark = if is_open { "undecidable" } else { "MISSED" };
            writeln!(misses, "{place} {mark} {} {} <- {named:?}\n      {text:?}", row.id, row.cause).unwrap();
        }
    }
    println!("{misses}");
    every.hold(&format!("{name}, all"), all);
    decided.hold(&format!("{name}, decidable"), decidable);
}

#[test]
fn replies_are_explained() {
    let (all, decidable) = (Floor { first: 89, three: 98 }, Floor { first: 99, three: 100 });
    measured("replies", REPLIES, Server::Unknown, &all, &decidable);
}

#[test]
fn replies_of_a_server_that_is_named_are_explained() {
    let (all, decidable) = (Floor { first: 90, three: 98 }, Floor { first: 99, three: 100 });
    measured("replies, server named", REPLIES, Server::Named, &all, &decidable);
}

#[test]
fn errors_as_reported_are_explained() {
    let (all, decidable) = (Floor { first: 73, three: 90 }, Floor { first: 98, three: 98 });
    measured("cases", CASES, Server::Unknown, &all, &decidable);
}

#[test]
fn what_is_undecidable_is_a_row_of_a_table() {
    let known: Vec<&str> = REPLIES.lines().chain(CASES.lines()).collect();
    for (id, text, label) in undecidable() {
        let is_it = |line: &&&str| {
            line.starts_with(&format!("{id}\t")) && line.ends_with(&format!("\t{text}\t{label}"))
        };
        assert_eq!(known.iter().filter(is_it).count(), 1, "{id}");
    }
}

/// The lines of a log that are listed as errors, each read as a log of its own.
fn listed(log: &str) -> Vec<&str> {
    let explainer = Explainer::new(Load::Log);
    let is_listed = |line: &&str| {
        let mut reading = Log::new(&explainer, None);
        reading.feed(line.as_bytes());
        reading.finish().recognised == 1
    };
    log.lines().filter(is_listed).collect()
}

#[test]
fn the_numbers_of_healthy_lines_are_no_codes() {
    assert_eq!(listed(include_str!("explain/healthy.log")), [""; 0]);
}

#[test]
fn a_code_alone_tells_of_a_refusal_where_a_server_speaks() {
    let log = include_str!("explain/refused.log");
    assert_eq!(listed(log), log.lines().collect::<Vec<_>>());
}
