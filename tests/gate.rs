//! The gate of secrets: the program itself, as users run it, against every row of the hostile servers. The password
//! comes out nowhere, in no writing: not on standard output or standard error, in no report, in no recording, in no
//! process list. Beside that, each run stays within its time and its memory and ends with a status that is documented.
//!
//! What came of each run is written to a table below the target directory.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what was measured is for whoever asks cargo for it")]

#[path = "faults/bench.rs"]
#[expect(dead_code, reason = "the tests of faults use the rest")]
mod bench;
#[path = "support/forms.rs"]
mod forms;
#[path = "hostile/row.rs"]
#[expect(dead_code, reason = "the tests of hostile servers use the rest")]
mod row;
#[path = "hostile/rows.rs"]
mod rows;
#[path = "gate/run.rs"]
mod run;
#[path = "gate/watch.rs"]
mod watch;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use bench::HOST;
use forms::forms;
use futures_util::StreamExt as _;
use row::{Told, WAYS, Way};
use run::{By, Case, Ran, Surroundings};
use smtp_doctor::exit::Status;

/// How many runs at a time.
const AT_A_TIME: usize = 16;

/// What a run may take beside one against a good server, in kibibytes.
const MARGIN: u64 = 16 * 1024;

/// How much later than its deadline a run may end on a machine that is busy with others: it also starts and reports.
const SLACK: Duration = Duration::from_secs(5);

/// The rows, each once: the ways to the server, to give the password and to write the result go round.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (at, row) in rows::all().into_iter().enumerate() {
        let mut services = row.services();
        let (way, service) = services.swap_remove(at % services.len());
        let told = row.told(way);
        cases.push(Case { at, way, service, told, by: By::ALL[at % By::ALL.len()], row: Some(row) });
    }
    cases
}

/// What is wrong with a run.
fn faults(case: &Case, ran: &Ran, healthy: u64) -> Vec<String> {
    let mut faults = Vec::new();
    let (user, password) = case.login();
    for (sink, bytes) in &ran.sinks {
        for form in forms(&user, &password).into_iter().chain(inner(&password)) {
            // The password as a word is in the process list, and in a variable it is in that of its own process.
            if (*sink != "cmdline" || case.by != By::Word) && (*sink != "environ" || case.by != By::Variable)
            {
                let found = memchr::memmem::find(bytes, form.as_bytes());
                faults.extend(found.map(|at| format!("{form:?} in {sink}: {}", around(bytes, at))));
            }
        }
        if memchr::memmem::find(bytes, b"panicked").is_some() {
            faults.push(format!("it panicked: {}", String::from_utf8_lossy(bytes)));
        }
    }
    if ran.peak > healthy + MARGIN {
        faults.push(format!("{} KiB beside {healthy} KiB", ran.peak));
    }
    if ran.took > run::DEADLINE + SLACK {
        faults.push(format!("it took {:?}", ran.took));
    }
    let (told, status) = match case.told {
        Told::Healthy => (None, Status::Healthy),
        Told::Code(code) => (Some(code), Status::of_code(smtp_doctor::catalog::Code(code))),
        Told::Raw(status) => (None, status),
    };
    let is_plugin = case.format() == "nagios";
    let documented =
        if is_plugin { ran.status < Some(3) } else { ran.status == Some(status.number().into()) };
    if ran.cause.as_deref() != told || !documented {
        faults.push(format!("{:?} with {:?} in place of {told:?} with {status:?}", ran.cause, ran.status));
    }
    faults
}

/// What of the password stands in base64 whatever stands around it.
fn inner(password: &str) -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let mut found = Vec::new();
    for (ahead, shared) in [(0, 0), (1, 2), (2, 3)] {
        let text = format!("{}{password}", &"xx"[..ahead]);
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            found.push(engine.encode(&text)[shared..text.len() * 8 / 6].to_owned());
        }
    }
    found
}

fn around(bytes: &[u8], at: usize) -> String {
    String::from_utf8_lossy(&bytes[at.saturating_sub(60)..bytes.len().min(at + 100)]).into_owned()
}

#[tokio::test]
async fn no_row_brings_the_password_out() {
    let surroundings = Surroundings::new();
    // The least that a good server takes, whatever the way.
    let mut healthy = u64::MAX;
    for (at, way) in WAYS.into_iter().enumerate() {
        let told = if way == Way::Clear { Told::Code("auth/plaintext-refused") } else { Told::Healthy };
        let case = Case { at, way, service: Some(way.service()), told, by: By::File, row: None };
        let ran = run::run(&case, &surroundings).await;
        assert_eq!(faults(&case, &ran, ran.peak), [""; 0]);
        assert!(ran.peak > 4096, "{} KiB cannot be", ran.peak);
        healthy = healthy.min(ran.peak);
    }
    let played = futures_util::stream::iter(cases()).map(async |case| {
        let ran = run::run(&case, &surroundings).await;
        (case, ran)
    });
    let mut played: Vec<(Case, Ran)> = played.buffer_unordered(AT_A_TIME).collect().await;
    played.sort_by_key(|(case, _)| case.at);
    // On a machine that is busy with others a good answer may come too late: that alone is played again, by itself.
    for (case, ran) in &mut played {
        let is_late = ran.cause.as_ref().is_some_and(|cause| cause.ends_with("-timeout"));
        if is_late && !matches!(case.told, Told::Code(code) if code.ends_with("-timeout")) {
            let again = run::run(case, &surroundings).await;
            ran.sinks.extend(again.sinks.iter().cloned());
            *ran = Ran { sinks: std::mem::take(&mut ran.sinks), ..again };
        }
    }
    let mut table = "row\tway\tpassword by\tformat\tstatus\tcause\tpeak KiB\tms\n".to_owned();
    let mut wrong = Vec::new();
    for (case, ran) in &played {
        writeln!(
            table,
            "{}\t{:?}\t{:?}\t{}\t{}\t{}\t{}\t{}",
            case.name(),
            case.way,
            case.by,
            case.format(),
            ran.status.unwrap_or(-1),
            ran.cause.as_deref().unwrap_or("-"),
            ran.peak,
            ran.took.as_millis()
        )
        .unwrap();
        let faults = faults(case, ran, healthy);
        if !faults.is_empty() {
            wrong.push((case.name(), case.way, case.by, faults));
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gate.tsv");
    std::fs::write(&path, table).unwrap();
    let most = played.iter().map(|(_, ran)| ran.peak).max().unwrap();
    let longest = played.iter().map(|(_, ran)| ran.took).max().unwrap();
    let bytes: usize = played.iter().flat_map(|(_, ran)| &ran.sinks).map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{} rows in {} ways to give a password: {} wrong, {} MiB searched; peak {most} KiB beside {healthy} KiB; longest {longest:?}",
        played.len(),
        By::ALL.len(),
        wrong.len(),
        bytes >> 20,
    );
    assert!(wrong.is_empty(), "{} of {} are wrong: {wrong:#?}", wrong.len(), played.len());
}

#[test]
fn each_sink_and_each_format_is_there() {
    assert!(cases().len() > 300, "{}", cases().len());
    assert_eq!(HOST, row::HOST);
}
