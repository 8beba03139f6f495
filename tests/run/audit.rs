//! The health of a server, looked into by one more session a port.

use std::collections::BTreeMap;
use std::time::Duration;

use smtp_doctor::audit::{Level, findings, health};
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::{Ask, Came, Evidence, Sought};
use smtp_doctor::exit::Status;
use smtp_doctor::lab::{
    Answer, Clients, Kind, Phase, Records, Service, Step, Tls, TlsService, Versions, World,
};
use smtp_doctor::plan::{Audit, FollowUps, Route, Sender, TlsMode};
use smtp_doctor::report::{Report, Strictness, status};

use crate::world::{HOST, Run, both, exit, go, patient, plan, v4};

/// A server that wants a login before anything else.
fn strict(service: Service) -> Service {
    let wanted = || Answer::reply("530 5.7.0 Authentication required");
    service.answering_under_tls("MAIL", wanted()).answering("VRFY", Answer::reply("252 2.0.0 postmaster"))
}

/// An audit of a host with these services, and what its log holds.
async fn audited(on_465: Service, on_587: Service) -> (Run, Vec<String>) {
    let world = World::of(HOST, &[v4(1)]).serving(465, on_465).serving(587, on_587).start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.audit = Audit::Asked;
    let run = go(&world, &plan).await;
    (run, world.log.lines())
}

fn sound() -> (Service, Service) {
    (strict(Service::submissions(HOST)), strict(Service::submission(HOST)))
}

/// The checks that found more than notes.
fn found(evidence: &Evidence) -> Vec<(&'static str, Level)> {
    let told = findings(evidence).into_iter().filter(|found| found.seen.level > Level::Note);
    told.map(|found| (found.check.id, found.seen.level)).collect()
}

#[tokio::test]
async fn a_sound_server_has_no_faults_and_the_audit_is_short() {
    let (on_465, on_587) = sound();
    let (run, lines) = audited(on_465, on_587).await;
    assert_eq!(found(&run.evidence), [], "{:?}", run.evidence.audit);
    assert!(run.took < patient(Duration::from_secs(2)), "{:?}", run.took);
    let audit = run.evidence.audit.as_ref().unwrap();
    assert_eq!((audit.connections, run.connections), (12, 12));
    let health = health(&run.evidence);
    let sound: Vec<&str> = health.sound.iter().map(|check| check.id).collect();
    for id in [
        "B21", "B22", "B23", "B24", "B25", "B26", "B29", "B30", "B31", "B32", "B37", "B38", "B40", "B41",
        "B50", "B53", "B57", "B58", "B61",
    ] {
        assert!(sound.contains(&id), "{id}: {sound:?} {:?}", audit.sessions);
    }
    // Nobody logs in but the examination itself, and no message is ever handed over.
    assert!(!lines.iter().any(|line| line == "DATA" || line.starts_with("BDAT")), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("AUTH ")).count(), 2, "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("MAIL ")).count(), 3, "{lines:?}");
    assert_eq!(exit(&run.evidence), Status::Healthy);
}

#[tokio::test]
async fn the_connection_that_carries_the_secret_carries_nothing_else() {
    // T25.
    let (on_465, on_587) = sound();
    let world = World::of(HOST, &[v4(1)]).serving(465, on_465).serving(587, on_587).start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.audit = Audit::Asked;
    go(&world, &plan).await;
    let received = world.log.received();
    let verb = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).split(' ').next().unwrap_or_default().to_ascii_uppercase()
    };
    let secret = received.iter().find(|entry| entry.bytes.starts_with(b"AUTH PLAIN A")).unwrap();
    let beside = received
        .iter()
        .filter(|entry| entry.connection == secret.connection && entry.phase == Phase::Secured);
    let verbs: Vec<String> = beside.map(|entry| verb(&entry.bytes)).collect();
    assert_eq!(verbs, ["EHLO", "AUTH", "QUIT"]);
}

#[tokio::test]
async fn no_session_is_refused_more_than_five_times() {
    for greeting in ["220", "554"] {
        let no = || Answer::reply("550 5.5.1 no");
        let service = || {
            let mut service =
                Service::submission(HOST).greeting(Answer::reply(&format!("{greeting} {HOST}")));
            for command in ["AUTH", "MAIL", "VRFY", "NOOP", "RSET", "XDOCTOR"] {
                service = service.answering(command, no());
            }
            service.answering("QUIT", no())
        };
        let (run, _) = audited(Service::submissions(HOST), service()).await;
        let mut refused: BTreeMap<u16, usize> = BTreeMap::new();
        for session in &run.evidence.audit.as_ref().unwrap().sessions {
            let bad =
                session.trials.iter().filter(|trial| trial.reply().is_some_and(|reply| reply.code >= 400));
            *refused.entry(session.port).or_default() += bad.count();
        }
        assert!(refused.values().all(|count| *count <= 5), "{refused:?}");
        assert!(run.connections <= 12);
    }
}

#[tokio::test]
async fn commands_in_clear_that_count_under_tls_are_found() {
    let (on_465, on_587) = sound();
    let keeping = Answer::reply("220 2.0.0 Ready to start TLS").then(Step::StartTlsKeepingMore);
    let (run, _) = audited(on_465, on_587.answering_in_clear("STARTTLS", keeping)).await;
    assert_eq!(found(&run.evidence), [("B23", Level::Fault)]);
    // A fault is a warning of the run, and a failure only where warnings are.
    let diagnosis = diagnose(&run.evidence);
    let report = Report::new(&run.evidence, &diagnosis);
    assert_eq!(status(&report, Strictness::WarningsPass), Status::Healthy);
    assert_eq!(status(&report, Strictness::WarningsFail), Status::Failed);
}

/// What a check found, and where.
fn seen(evidence: &Evidence, id: &str) -> Vec<(Level, Vec<u16>)> {
    let told = findings(evidence).into_iter().filter(|found| found.check.id == id);
    told.map(|found| (found.seen.level, found.ports)).collect()
}

#[tokio::test]
async fn a_message_that_is_begun_in_clear_ends_with_tls() {
    let begun = |service: Service| service.answering_in_clear("MAIL", Answer::reply("250 2.1.0 Ok"));
    let (on_465, on_587) = sound();
    let forgetful = begun(on_587).answering_under_tls("RCPT", Answer::reply("503 5.5.1 need MAIL command"));
    let (run, lines) = audited(on_465, forgetful).await;
    assert_eq!(found(&run.evidence), [], "{:?}", run.evidence.audit);
    let sessions = &run.evidence.audit.as_ref().unwrap().sessions;
    assert!(sessions.iter().any(|session| session.reply(Ask::RcptWithoutMail).is_some()));
    assert!(!lines.iter().any(|line| line == "DATA"), "{lines:?}");

    let (on_465, on_587) = sound();
    let (run, _) = audited(on_465, begun(on_587)).await;
    assert_eq!(found(&run.evidence), [("B24", Level::Fault)], "{:?}", run.evidence.audit);
    assert_eq!(seen(&run.evidence, "B24"), [(Level::Fault, vec![587])]);
}

#[tokio::test]
async fn who_begins_tls_between_messages_only_is_asked_again() {
    let (on_465, on_587) = sound();
    let mut on_587 = on_587.answering_in_clear("MAIL", Answer::reply("250 2.1.0 Ok"));
    // Each STARTTLS is refused: what counts is that the refusal is taken for one, and in step.
    on_587 = on_587.answering_in_clear("STARTTLS", Answer::reply("503 5.5.1 not now"));
    let (run, lines) = audited(on_465, on_587).await;
    let sessions = &run.evidence.audit.as_ref().unwrap().sessions;
    let on_587 = sessions.iter().find(|session| session.port == 587).unwrap();
    let codes: Vec<_> =
        on_587.trials.iter().filter_map(|trial| Some((trial.ask, trial.reply()?.code))).collect();
    assert_eq!(
        codes[codes.len() - 2..],
        [(Ask::MailInClear, 250), (Ask::StartTlsWithMore, 503)],
        "{codes:?}"
    );
    assert_eq!(lines.iter().filter(|line| *line == "STARTTLS").count(), 3, "{lines:?}");
}

#[tokio::test]
async fn clients_without_sni_and_early_data_are_looked_at() {
    let other = || Kind::WhenNamed("mail.other.test".to_owned());
    let (on_465, on_587) = sound();
    let (run, _) = audited(on_465.certified(other()), on_587).await;
    assert_eq!(seen(&run.evidence, "B53"), [(Level::Note, vec![465])]);
    assert_eq!(exit(&run.evidence), Status::Healthy);

    let (on_465, on_587) = sound();
    let early = Tls::Serve(TlsService {
        host: HOST.to_owned(),
        kind: Kind::Good,
        versions: Versions::EarlyData,
        clients: Clients::Any,
    });
    let (run, _) = audited(on_465.with_tls(early), on_587).await;
    assert_eq!(seen(&run.evidence, "B58"), [(Level::Advice, vec![465])]);
}

#[tokio::test]
async fn sessions_of_tls_1_2_that_are_not_bound_to_their_handshake_are_found() {
    // X24: a ServerHello of TLS 1.2 without extensions, and its end.
    let hello = [&[2, 0, 0, 38, 3, 3][..], &[7; 32], &[0, 0xc0, 0x2f, 0], &[14, 0, 0, 0]].concat();
    let length = u16::try_from(hello.len()).unwrap().to_be_bytes();
    let flight = [&[22, 3, 3][..], &length, &hello].concat();
    let tls = || Tls::Raw(Answer(vec![Step::Send(flight.clone()), Step::Hold]));
    for port in [465, 587] {
        let (on_465, on_587) = sound();
        let service = if port == 465 { on_465 } else { on_587 }.with_tls(tls());
        let world = World::of(HOST, &[v4(1)]).serving(port, service).start().await.unwrap();
        let mut plan = plan(&world, &[Route::new(port, TlsMode::Required)]);
        plan.audit = Audit::Asked;
        let run = go(&world, &plan).await;
        assert_eq!(seen(&run.evidence, "B55"), [(Level::Fault, vec![port])], "{:?}", run.evidence.follow_ups);
        assert_eq!(exit(&run.evidence), Status::Tls);
    }
}

#[tokio::test]
async fn a_client_that_is_turned_away_for_its_haste_could_inject_nothing() {
    let (on_465, on_587) = sound();
    let away = Answer::reply("220 go").then(Step::StartTls);
    let (run, _) = audited(on_465, on_587.answering_in_clear("STARTTLS", away)).await;
    assert_eq!(found(&run.evidence), []);
}

#[tokio::test]
async fn an_open_relay_is_found() {
    let open = || Answer::reply("250 2.1.0 Ok");
    let (on_465, on_587) = sound();
    let (run, lines) =
        audited(on_465.answering_under_tls("MAIL", open()), on_587.answering_under_tls("MAIL", open())).await;
    assert_eq!(found(&run.evidence), [("B29", Level::Fault), ("B30", Level::Fault)]);
    assert!(lines.contains(&"RSET".to_owned()));
    let ports = findings(&run.evidence).into_iter().find(|found| found.check.id == "B30").unwrap().ports;
    assert_eq!(ports, [465, 587]);
}

#[tokio::test]
async fn a_login_in_clear_is_found_and_never_made() {
    let (on_465, on_587) = sound();
    let offered = ["STARTTLS", "AUTH PLAIN LOGIN"];
    let prompt = Answer(vec![
        Step::Challenge(b"334 \r\n".to_vec()),
        Step::Send(b"501 5.7.0 Authentication aborted\r\n".to_vec()),
    ]);
    let on_587 = on_587.offering_in_clear(HOST, &offered).answering_in_clear("AUTH", prompt);
    let (run, _) = audited(on_465, on_587).await;
    assert_eq!(found(&run.evidence), [("B25", Level::Fault), ("B26", Level::Fault)]);
    let sessions = &run.evidence.audit.as_ref().unwrap().sessions;
    let on_587 = sessions.iter().find(|session| session.port == 587).unwrap();
    assert!(on_587.trial(Ask::Quit).is_some_and(|trial| matches!(trial.came, Came::Reply { .. })));
}

#[tokio::test]
async fn a_server_that_hangs_up_or_is_silent_keeps_nobody() {
    for answer in [Answer(vec![Step::Close]), Answer(vec![Step::Reset]), Answer::silence()] {
        let (on_465, on_587) = sound();
        let (run, _) = audited(on_465.answering("XDOCTOR", answer.clone()), on_587).await;
        assert_eq!(exit(&run.evidence), Status::Healthy);
        assert!(run.took < Duration::from_secs(6), "{:?}", run.took);
    }
}

#[tokio::test]
async fn a_quick_audit_looks_at_what_was_seen_anyway() {
    let world = World::of(HOST, &[v4(1)])
        .serving(465, Service::submissions(HOST).certified(Kind::Expired))
        .serving(587, Service::submission(HOST))
        .start()
        .await
        .unwrap();
    let mut plan = plan(&world, &both());
    (plan.audit, plan.follow_ups) = (Audit::Asked, FollowUps::Left);
    let run = go(&world, &plan).await;
    assert_eq!(run.connections, 2);
    assert!(found(&run.evidence).contains(&("B44", Level::Fault)), "{:?}", found(&run.evidence));
}

#[tokio::test]
async fn what_the_dns_says_around_the_server_is_looked_at() {
    let (on_465, on_587) = sound();
    let mut world = World::of(HOST, &[v4(1)]).serving(465, on_465).serving(587, on_587);
    world.zone.names.extend([
        ("_submissions._tcp.lab.test".to_owned(), Records::Services(vec![(0, 1, 465, HOST.to_owned())])),
        ("_submission._tcp.lab.test".to_owned(), Records::Services(vec![(0, 1, 465, HOST.to_owned())])),
        ("lab.test".to_owned(), Records::Issuer("ca.lab.test".to_owned())),
    ]);
    let world = world.start().await.unwrap();
    let mut plan = plan(&world, &both());
    plan.audit = Audit::Asked;
    plan.sender = Some(Sender { domain: "lab.test".to_owned(), selectors: Vec::new() });
    let run = go(&world, &plan).await;
    let names = run.evidence.audit.as_ref().unwrap().names.as_ref().unwrap();
    let caa = names.answer("lab.test", Sought::Caa).and_then(|answer| answer.known()).unwrap();
    assert_eq!(caa, ["0 issue \"ca.lab.test\""]);
    // The record of STARTTLS leads to the port that begins with TLS. The issuer is none of the public ones.
    assert_eq!(seen(&run.evidence, "B05"), [(Level::Advice, vec![])]);
    assert_eq!(seen(&run.evidence, "B06"), []);
    assert_eq!(seen(&run.evidence, "B10"), [(Level::Note, vec![])]);
    let health = health(&run.evidence);
    assert!(health.sound.iter().any(|check| check.id == "B06"));
    // The nameserver of the lab passes no signatures on, so nothing is said of them.
    assert!(health.unmade.iter().any(|check| check.id == "B07"));
    assert_eq!(run.connections, 12);
    let again = Evidence::from_json(&run.evidence.to_json().unwrap()).unwrap();
    assert_eq!(again.audit, run.evidence.audit);
}
