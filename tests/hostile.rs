//! Servers that mean harm, or are broken as if they did. Each row is what such a server sends, as data; it is played
//! at every place where it can stand, on each kind of route, whole and in pieces.
//!
//! Whatever comes, the examination ends in time, names the cause, sends the password once at most and only under
//! verified TLS, and shows nothing that acts on a terminal. The rows are named after no one's test suite: T is about
//! the start of TLS, P about the form of replies, R about time and memory, U about what a person sees, S about logins.
//!
//! `tests/rows.tsv` lists every row, these and those of certificates (X), of what the user hands over (I), of messages
//! (M) and of names (N), and where each is proved. What came of the rows that are played here is written to a file
//! below the target directory; `scripts/hostile-rows` makes the table of all rows of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "hostile/edges.rs"]
mod edges;
#[path = "support/forms.rs"]
mod forms;
#[path = "hostile/row.rs"]
mod row;
#[path = "hostile/rows.rs"]
mod rows;
#[path = "support/schema.rs"]
mod schema;
#[path = "hostile/table.rs"]
mod table;
#[path = "support/wellformed.rs"]
mod wellformed;

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use forms::forms;
use futures_util::{FutureExt as _, StreamExt as _};
use row::{HOST, Row, Told, Way, is_forged};
use schema::{faults_of, schema};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::escape::acts_unseen;
use smtp_doctor::examine::examine;
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Cut, Endpoint, Phase, RunningWorld, USER, World};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::{Envelope, InClear, Limits, Login, Plan, Route};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::probe::{OwnRoots, Setting, Trust};
use smtp_doctor::report::{Color, Detail, Format, Report, Strictness, Style, render, status};
use smtp_doctor::secret::Secret;
use smtp_doctor::stage::Stage;
use table::{Oracle, Played, note};

const LIMITS: Limits =
    Limits { stage: Duration::from_secs(4), deadline: Duration::from_secs(20), retries: 0, connections: 12 };

/// What a row gets that was late: the machine may be busy with others.
const PATIENT: Limits = Limits { stage: Duration::from_secs(12), deadline: Duration::from_mins(1), ..LIMITS };

/// How much later than its deadline an examination may end on a machine that is busy with others.
const SLACK: Duration = Duration::from_secs(1);

/// The most that may be kept of a run, as it would be recorded: what a server sends has no end.
const KEPT: usize = 128 * 1024;

/// How many are played at a time. Under Wine each call of a socket goes through another process, for all of them.
const AT_A_TIME: usize = if cfg!(windows) { 8 } else { 24 };

/// The most bytes that are sent one by one.
const BYTE_BY_BYTE: usize = 400;

/// One playing of a row.
#[derive(Clone)]
struct Case<'a> {
    row: &'a Row,
    way: Way,
    cut: Cut,
    name: String,
    endpoint: Endpoint,
}

/// What is wrong, and with what.
type Fault = (Oracle, String);

fn cases(row: &Row) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for (place, (way, service)) in row.services().into_iter().enumerate() {
        let Some(service) = service else {
            let name = format!("{} {way:?}", row.id);
            cases.push(Case { row, way, cut: Cut::Whole, name, endpoint: Endpoint::Silent });
            continue;
        };
        for cut in row.cuts.iter().copied() {
            if cut == Cut::Bytes && row.length() > BYTE_BY_BYTE {
                continue;
            }
            let endpoint = Endpoint::Serve(Box::new(service.clone().cut(cut)));
            let name = format!("{} {way:?} {place} {cut:?}", row.id);
            cases.push(Case { row, way, cut, name, endpoint });
        }
    }
    cases
}

fn plan(row: &Row, way: Way, limits: Limits, world: &RunningWorld) -> Plan {
    let (user, password) = row.login.clone();
    let envelope = Envelope { from: USER.to_owned(), to: vec!["you@lab.test".to_owned()] };
    Plan {
        routes: vec![Route::new(way.port(), way.mode())],
        login: Some(Login {
            user,
            secret: Secret::new(password).unwrap(),
            mechanism: row.mechanism.map(str::to_owned),
            in_clear: InClear::Refused,
        }),
        envelope: row.has_envelope().then_some(envelope),
        extra_roots: vec![world.authority.clone().into_bytes()],
        limits,
        until: if row.has_envelope() { Stage::Rcpt } else { Stage::Auth },
        ..Plan::of(&format!("{HOST}:{}", way.port())).unwrap()
    }
}

/// Plays a case and says what came of it.
async fn play(case: Case<'_>, limits: Limits, schema: &jsonschema::Validator) -> Played {
    let (row, name) = (case.row, case.name.clone());
    match AssertUnwindSafe(played(case, limits, schema)).catch_unwind().await {
        Ok(played) => played,
        Err(_) => Played::lost(row, name, (Oracle::Calm, "it panicked".to_owned())),
    }
}

async fn played(case: Case<'_>, limits: Limits, schema: &jsonschema::Validator) -> Played {
    let Case { row, way, cut, name, endpoint } = case;
    let world = World::of(HOST, &[World::ADDRESS]).with(way.port(), endpoint);
    let world = world.start().await.unwrap();
    let plan = plan(row, way, limits, &world);
    let setting =
        Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = examine(&plan, setting, &Unwatched).await;
    let took = started.elapsed();
    let diagnosis = diagnose(&evidence);
    let report = Report::new(&evidence, &diagnosis);
    let told = diagnosis.findings.first().map(|finding| finding.cause.code.0);
    let status = status(&report, Strictness::WarningsPass);
    let kept = evidence.to_json().unwrap();
    let mut faults = Vec::new();
    let longest = row.longest().unwrap_or(limits.deadline) + SLACK;
    faults.extend((took > longest).then(|| (Oracle::Time, format!("it took {took:?}"))));
    let size = kept.len();
    faults.extend((size > KEPT).then(|| (Oracle::Memory, format!("{size} bytes are kept"))));
    faults.extend(misled(row, way, &report, status).map(|fault| (Oracle::Cause, fault)));
    faults.extend(shown(row, cut, &report, kept, schema));
    faults.extend(sent(row, &world));
    Played { ids: table::ids(&row.id), name, told, status: Some(status), took, kept: size, faults }
}

/// What is wrong with the diagnosis.
fn misled(row: &Row, way: Way, report: &Report<'_>, ended: Status) -> Option<String> {
    let diagnosis = report.diagnosis;
    let found = diagnosis.findings.first().map(|finding| finding.cause.code);
    if let Told::Raw(wanted) = row.told(way) {
        let right = found.is_none() && ended == wanted && !diagnosis.unexplained.is_empty();
        // Without a cause, the report still says what it means and who can find out more.
        let silent = Lang::ALL.into_iter().find(|lang| {
            let words = lang.strings();
            let text = render(Format::Text, report, *lang, Style::default());
            let administrator = words.who_administrator.split("{text}").next().unwrap_or_default();
            !text.contains(words.label_meaning) || !text.contains(administrator)
        });
        return (!right || silent.is_some())
            .then(|| format!("{found:?} with {ended:?}, {silent:?} silent, in place of something raw"));
    }
    let (wanted, status) = match (row.told(way), found) {
        (Told::Raw(_), _) => (None, ended),
        (Told::Healthy, found) => (None, found.map_or(Status::Healthy, Status::of_code)),
        (Told::Code(code), found) => (Some(code), found.map_or(Status::Failed, Status::of_code)),
    };
    let right = found.map(|code| code.0) == wanted && ended == status && diagnosis.unexplained.is_empty();
    let dialogue = report.evidence.attempts.first().map(|attempt| &attempt.dialogue);
    (!right).then(|| {
        format!(
            "{found:?} with {ended:?}, unexplained {:?}, in place of {wanted:?}: {dialogue:?}",
            diagnosis.unexplained
        )
    })
}

/// What is wrong with what is shown and kept. Pieces change nothing of a form that shows less than the text.
fn shown(
    row: &Row,
    cut: Cut,
    report: &Report<'_>,
    kept: String,
    schema: &jsonschema::Validator,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut texts = vec![kept];
    for lang in Lang::ALL {
        let json = render(Format::Json, report, lang, Style::default());
        faults.extend(faults_of(&json, schema));
        faults.extend(untreated(row, lang, report, &json));
        texts.push(json);
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            let style = Style { color: Color::Plain, detail, ..Style::default() };
            let text = render(Format::Text, report, lang, style);
            faults.extend(text.lines().filter(|line| is_forged(line)).map(str::to_owned));
            texts.push(text);
        }
        let others =
            Format::ALL.iter().filter(|(name, _)| cut == Cut::Whole && !["text", "json"].contains(name));
        for (name, format) in others.chain([&("plain", Format::Plain)]) {
            let style = Style { color: Color::Plain, detail: Detail::Dialogue, ..Style::default() };
            let text = render(*format, report, lang, style);
            faults
                .extend(wellformed::faults(name, &text).into_iter().map(|fault| format!("{name}: {fault}")));
            faults.extend(text.lines().filter(|line| is_forged(line)).map(|line| format!("{name}: {line}")));
            texts.push(text);
        }
    }
    for text in &texts {
        if let Some(c) = text.chars().find(|c| (c.is_control() && *c != '\n') || acts_unseen(*c)) {
            faults.push(format!("{c:?} is shown: {text}"));
        }
    }
    let mut faults: Vec<Fault> = faults.into_iter().map(|fault| (Oracle::Sight, fault)).collect();
    let (user, password) = &row.login;
    let forms = forms(user, password);
    for text in texts {
        let leaked = forms.iter().filter(|form| text.contains(form.as_str()));
        faults.extend(leaked.map(|form| (Oracle::Secret, format!("{form} is shown: {text}"))));
    }
    faults
}

/// A cause that nobody is told what to do about.
fn untreated(row: &Row, lang: Lang, report: &Report<'_>, json: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let remedies = value["findings"][0]["remedies"].as_array().map_or(0, Vec::len);
    let untreated = !report.diagnosis.findings.is_empty() && remedies == 0;
    untreated.then(|| format!("{} has no remedy in {lang:?}", row.id))
}

/// What is wrong with what was sent.
fn sent(row: &Row, world: &RunningWorld) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (user, password) = &row.login;
    let forms = forms(user, password);
    for received in world.log.received() {
        let text = String::from_utf8_lossy(&received.bytes).into_owned();
        let leaked = forms.iter().any(|form| text.contains(form.as_str()));
        if leaked && (received.phase != Phase::Secured || row.keeps_the_password()) {
            faults.push((Oracle::Secret, format!("sent in {:?}: {text}", received.phase)));
        }
    }
    let lines = world.log.lines();
    let logins = lines.iter().filter(|line| line.starts_with("AUTH")).count();
    if logins > 1 {
        faults.push((Oracle::Calm, format!("{logins} logins")));
    }
    let envelope: &[&str] = if row.has_envelope() { &["DATA"] } else { &["MAIL", "RCPT", "DATA"] };
    let never = row.never.iter().chain(envelope);
    faults.extend(
        never
            .filter(|verb| lines.iter().any(|line| line.starts_with(**verb)))
            .map(|verb| (Oracle::Secret, format!("{verb} was sent: {lines:?}"))),
    );
    if world.log.connections() > LIMITS.connections {
        faults.push((Oracle::Calm, format!("{} connections", world.log.connections())));
    }
    faults
}

/// Plays all of these. What is late, and nothing else, is played again by itself and with more time.
async fn survive(rows: Vec<Row>) {
    let schema = schema();
    let cases: Vec<Case<'_>> = rows.iter().flat_map(cases).collect();
    let first = futures_util::stream::iter(cases.into_iter().map(|case| {
        let (again, played) = (case.clone(), play(case, LIMITS, &schema));
        played.map(|played| (again, played))
    }));
    let first: Vec<(Case<'_>, Played)> = first.buffer_unordered(AT_A_TIME).collect().await;
    let (all, mut wrong) = (first.len(), Vec::new());
    for (case, mut played) in first {
        if played.is_late() {
            played = play(case, PATIENT, &schema).await;
        }
        note(&played);
        if !played.faults.is_empty() {
            wrong.push((played.name, played.faults));
        }
    }
    table::write();
    assert!(wrong.is_empty(), "{} of {all} are wrong: {wrong:#?}", wrong.len());
}

#[test]
fn every_row_is_proved() {
    let rows = rows::all();
    let played = rows.iter().flat_map(|row| table::ids(&row.id)).collect();
    assert_eq!(table::gaps(&played), [""; 0]);
}

#[tokio::test]
async fn the_start_of_tls_is_not_deceived() {
    survive(rows::tls::rows()).await;
}

#[tokio::test]
async fn a_handshake_that_comes_to_nothing_is_understood() {
    survive(rows::handshake::rows()).await;
}

#[tokio::test]
async fn the_form_of_replies_confuses_nobody() {
    survive(rows::replies::rows()).await;
}

#[tokio::test]
async fn time_and_memory_are_bounded() {
    survive(rows::bounds::rows()).await;
}

#[tokio::test]
async fn what_a_person_sees_cannot_be_forged() {
    survive(rows::sight::rows()).await;
}

#[tokio::test]
async fn a_login_is_neither_stolen_nor_repeated() {
    survive(rows::logins::rows()).await;
}

#[tokio::test]
async fn no_mechanism_is_abused() {
    survive(rows::mechanisms::rows()).await;
}
