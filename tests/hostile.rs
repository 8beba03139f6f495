//! Servers that mean harm, or are broken as if they did. Each row is what such a server sends, as data; it is played
//! at every place where it can stand, on each kind of route, whole and in pieces.
//!
//! Whatever comes, the examination ends in time, names the cause, sends the password once at most and only under
//! verified TLS, and shows nothing that acts on a terminal. The rows are named after no one's test suite: T is about
//! the start of TLS, P about the form of replies, R about time and memory, U about what a person sees, S about logins.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "hostile/bounds.rs"]
mod bounds;
#[path = "support/forms.rs"]
mod forms;
#[path = "hostile/handshake.rs"]
mod handshake;
#[path = "hostile/logins.rs"]
mod logins;
#[path = "hostile/mechanisms.rs"]
mod mechanisms;
#[path = "hostile/replies.rs"]
mod replies;
#[path = "hostile/row.rs"]
mod row;
#[path = "support/schema.rs"]
mod schema;
#[path = "hostile/sight.rs"]
mod sight;
#[path = "hostile/tls.rs"]
mod tls;

use std::time::{Duration, Instant};

use forms::forms;
use futures_util::StreamExt as _;
use row::{HOST, Row, Told, Way, is_forged};
use schema::{faults_of, schema};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::escape::acts_unseen;
use smtp_doctor::evidence::Evidence;
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

const LIMITS: Limits =
    Limits { stage: Duration::from_secs(4), deadline: Duration::from_secs(20), retries: 0, connections: 12 };

/// How much later than its deadline an examination may end on a machine that is busy with others.
const SLACK: Duration = Duration::from_secs(1);

/// How many are played at a time. Under Wine each call of a socket goes through another process, for all of them.
const AT_A_TIME: usize = if cfg!(windows) { 8 } else { 24 };

/// The most bytes that are sent one by one.
const BYTE_BY_BYTE: usize = 400;

/// One playing of a row.
struct Case<'a> {
    row: &'a Row,
    way: Way,
    name: String,
    endpoint: Endpoint,
}

fn cases(row: &Row) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for (place, (way, service)) in row.services().into_iter().enumerate() {
        let Some(service) = service else {
            let name = format!("{} {way:?}", row.id);
            cases.push(Case { row, way, name, endpoint: Endpoint::Silent });
            continue;
        };
        for cut in row.cuts.iter().copied() {
            if cut == Cut::Bytes && row.length() > BYTE_BY_BYTE {
                continue;
            }
            let endpoint = Endpoint::Serve(Box::new(service.clone().cut(cut)));
            let name = format!("{} {way:?} {place} {cut:?}", row.id);
            cases.push(Case { row, way, name, endpoint });
        }
    }
    cases
}

fn plan(row: &Row, way: Way, world: &RunningWorld) -> Plan {
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
        limits: LIMITS,
        until: if row.has_envelope() { Stage::Rcpt } else { Stage::Auth },
        ..Plan::of(&format!("{HOST}:{}", way.port())).unwrap()
    }
}

/// Plays a case and says what is wrong.
async fn play(case: Case<'_>, schema: &jsonschema::Validator) -> (String, Vec<String>) {
    let world = World::of(HOST, &[World::ADDRESS]).with(case.way.port(), case.endpoint);
    let world = world.start().await.unwrap();
    let plan = plan(case.row, case.way, &world);
    let setting =
        Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel: Cancel::never() };
    let started = Instant::now();
    let evidence = examine(&plan, setting, &Unwatched).await;
    let mut faults = Vec::new();
    if started.elapsed() > LIMITS.deadline + SLACK {
        faults.push(format!("it took {:?}", started.elapsed()));
    }
    faults.extend(misled(case.row, case.way, &evidence));
    faults.extend(shown(case.row, &evidence, schema));
    faults.extend(sent(case.row, &world));
    (case.name, faults)
}

/// What is wrong with the diagnosis.
fn misled(row: &Row, way: Way, evidence: &Evidence) -> Option<String> {
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let ended = status(&report, Strictness::WarningsPass);
    let found = diagnosis.findings.first().map(|finding| finding.cause.code);
    if let Told::Raw(wanted) = row.told(way) {
        let right = found.is_none() && ended == wanted && !diagnosis.unexplained.is_empty();
        // Without a cause, the report still says what it means and who can find out more.
        let silent = Lang::ALL.into_iter().find(|lang| {
            let words = lang.strings();
            let text = render(Format::Text, &report, *lang, Style::default());
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
    let dialogue = evidence.attempts.first().map(|attempt| &attempt.dialogue);
    (!right).then(|| {
        format!(
            "{found:?} with {ended:?}, unexplained {:?}, in place of {wanted:?}: {dialogue:?}",
            diagnosis.unexplained
        )
    })
}

/// What is wrong with what is shown and kept.
fn shown(row: &Row, evidence: &Evidence, schema: &jsonschema::Validator) -> Vec<String> {
    let mut faults = Vec::new();
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    let mut texts = vec![evidence.to_json().unwrap()];
    for lang in Lang::ALL {
        let json = render(Format::Json, &report, lang, Style::default());
        faults.extend(faults_of(&json, schema));
        texts.push(json);
        for detail in [Detail::Verdict, Detail::Normal, Detail::Dialogue] {
            let style = Style { color: Color::Plain, detail, ..Style::default() };
            let text = render(Format::Text, &report, lang, style);
            if let Some(c) = text.chars().find(|c| (c.is_control() && *c != '\n') || acts_unseen(*c)) {
                faults.push(format!("{c:?} is shown: {text}"));
            }
            faults.extend(text.lines().filter(|line| is_forged(line)).map(str::to_owned));
            texts.push(text);
        }
    }
    let (user, password) = &row.login;
    for text in texts {
        let leaked = forms(user, password).into_iter().filter(|form| text.contains(form));
        faults.extend(leaked.map(|form| format!("{form} is shown: {text}")));
    }
    faults
}

/// What is wrong with what was sent.
fn sent(row: &Row, world: &RunningWorld) -> Vec<String> {
    let mut faults = Vec::new();
    let (user, password) = &row.login;
    for received in world.log.received() {
        let text = String::from_utf8_lossy(&received.bytes).into_owned();
        let leaked = forms(user, password).into_iter().any(|form| text.contains(&form));
        if leaked && (received.phase != Phase::Secured || row.keeps_the_password()) {
            faults.push(format!("sent in {:?}: {text}", received.phase));
        }
    }
    let lines = world.log.lines();
    let logins = lines.iter().filter(|line| line.starts_with("AUTH")).count();
    if logins > 1 {
        faults.push(format!("{logins} logins"));
    }
    let envelope: &[&str] = if row.has_envelope() { &["DATA"] } else { &["MAIL", "RCPT", "DATA"] };
    let never = row.never.iter().chain(envelope);
    faults.extend(
        never
            .filter(|verb| lines.iter().any(|line| line.starts_with(**verb)))
            .map(|verb| format!("{verb} was sent: {lines:?}")),
    );
    if world.log.connections() > LIMITS.connections {
        faults.push(format!("{} connections", world.log.connections()));
    }
    faults
}

/// Plays all of these.
async fn survive(rows: Vec<Row>) {
    let schema = schema();
    let cases: Vec<Case<'_>> = rows.iter().flat_map(cases).collect();
    let all = cases.len();
    let played = futures_util::stream::iter(cases.into_iter().map(|case| play(case, &schema)));
    let played: Vec<(String, Vec<String>)> = played.buffer_unordered(AT_A_TIME).collect().await;
    let wrong: Vec<_> = played.into_iter().filter(|(_, faults)| !faults.is_empty()).collect();
    assert!(wrong.is_empty(), "{} of {all} are wrong: {wrong:#?}", wrong.len());
}

#[tokio::test]
async fn the_start_of_tls_is_not_deceived() {
    survive(tls::rows()).await;
}

#[tokio::test]
async fn a_handshake_that_comes_to_nothing_is_understood() {
    survive(handshake::rows()).await;
}

#[tokio::test]
async fn the_form_of_replies_confuses_nobody() {
    survive(replies::rows()).await;
}

#[tokio::test]
async fn time_and_memory_are_bounded() {
    survive(bounds::rows()).await;
}

#[tokio::test]
async fn what_a_person_sees_cannot_be_forged() {
    survive(sight::rows()).await;
}

#[tokio::test]
async fn a_login_is_neither_stolen_nor_repeated() {
    survive(logins::rows()).await;
}

#[tokio::test]
async fn no_mechanism_is_abused() {
    survive(mechanisms::rows()).await;
}
