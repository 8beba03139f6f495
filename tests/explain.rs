//! How often an error text is explained rightly, measured on replies of servers and on errors as they were reported.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "the table of misses is what it is for")]

use std::fmt::Write as _;

use smtp_doctor::catalog::{Code, find};
use smtp_doctor::diagnose::explain::{Explainer, Load, Log, Place, read_place};

const REPLIES: &str = include_str!("explain/replies.tsv");

/// The parts of a hundred that are explained rightly at least: by the first cause, and by one of the first three.
struct Floor {
    first: usize,
    three: usize,
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

fn measured(name: &str, table: &str, at: Server, floor: &Floor) {
    let explainer = Explainer::new(Load::Text);
    let rows: Vec<Row> = rows(table).into_iter().filter(|row| row.cause.contains('/')).collect();
    let (mut first, mut three, mut unbuilt) = (0, 0, 0);
    let mut misses = String::new();
    for row in &rows {
        if find(Code(Box::leak(row.cause.to_owned().into_boxed_str()))).is_none() {
            unbuilt += 1;
            continue;
        }
        let place = server(row).filter(|_| at == Server::Named);
        let found = explainer.explain(row.text.as_bytes(), place.as_ref());
        let place = found.hits.iter().position(|hit| hit.cause.code.0 == row.cause);
        first += usize::from(place == Some(0));
        three += usize::from(place.is_some_and(|place| place < 3));
        if place != Some(0) {
            let named: Vec<String> =
                found.hits.iter().take(3).map(|hit| format!("{} {:.2}", hit.cause.code, hit.score)).collect();
            let text: String = row.text.chars().take(110).collect();
            let place = place.map_or("-".to_owned(), |place| (place + 1).to_string());
            writeln!(misses, "{place} {} {} <- {named:?}\n      {text:?}", row.id, row.cause).unwrap();
        }
    }
    let known = rows.len() - unbuilt;
    let percent = |count: usize| count * 100 / known.max(1);
    println!("{misses}");
    println!(
        "{name}: {known} texts ({unbuilt} of causes that are not built), first {} %, among three {} %",
        percent(first),
        percent(three)
    );
    assert!(
        percent(first) >= floor.first && percent(three) >= floor.three,
        "{name} is explained worse than before"
    );
}

#[test]
fn replies_are_explained() {
    measured("replies", REPLIES, Server::Unknown, &Floor { first: 89, three: 97 });
}

#[test]
fn replies_of_a_server_that_is_named_are_explained() {
    measured("replies, server named", REPLIES, Server::Named, &Floor { first: 90, three: 97 });
}

#[test]
fn errors_as_reported_are_explained() {
    let cases = include_str!("explain/cases.tsv");
    measured("cases", cases, Server::Unknown, &Floor { first: 72, three: 90 });
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
