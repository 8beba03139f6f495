//! Whole dialogues, and the challenges of logins.

use std::panic::Location;

use smtp_doctor::plan::{Envelope, InClear, Login, Message, Origin, Security};
use smtp_doctor::secret::Secret;
use smtp_doctor::smtp::sasl::{BindingKind, ChannelBinding, Mechanism, Terms};
use smtp_doctor::smtp::{Ended, Protection, Script, Session, Step};
use smtp_doctor::stage::Stage;

use super::cut::{cuts, fields, first, pieces};
use super::{SECRET, USER, assert_still, leaks};

/// Random bytes that are always the same.
const NONCE: [u8; 18] = [7; 18];
/// More steps than any dialogue has.
const STEPS: usize = 20_000;
/// A server that wants more is only waited for.
const HASHED: u32 = 5_000;

/// What a dialogue came to.
#[derive(Debug, Default, PartialEq)]
struct Told {
    sent: Vec<String>,
    wire: Vec<u8>,
    answered: Vec<String>,
    ended: Vec<Ended>,
}

/// How it was played.
enum Played {
    /// To its end.
    Through(Told),
    /// The client spoke behind this cut of this turn, when it could not know that there was more.
    Ahead { turn: usize, cut: usize },
}

/// The part of the client, by four bytes.
#[derive(Clone, Copy)]
struct Part {
    route: u8,
    who: u8,
    mechanism: u8,
    cut: u8,
}

impl Part {
    fn read(bytes: &[u8]) -> (Self, &[u8]) {
        let (route, bytes) = first(bytes);
        let (who, bytes) = first(bytes);
        let (mechanism, bytes) = first(bytes);
        let (cut, bytes) = first(bytes);
        (Self { route, who, mechanism, cut }, bytes)
    }

    fn security(self) -> Security {
        match self.route % 5 {
            0 => Security::Implicit,
            1 => Security::StartTls,
            2 => Security::Opportunistic,
            3 => Security::Plain,
            _ => Security::Detect,
        }
    }

    /// What TLS comes to.
    fn tls(self) -> Protection {
        if self.who & 1 == 0 { Protection::Verified } else { Protection::Unverified }
    }

    fn protection(self) -> Protection {
        if self.security() == Security::Implicit { self.tls() } else { Protection::Clear }
    }

    fn login(self) -> Option<Login> {
        (self.who & 2 == 0).then(|| Login {
            user: USER.to_owned(),
            secret: Secret::new(SECRET.to_owned()).unwrap(),
            mechanism: self.asked().map(|mechanism| mechanism.name().to_owned()),
            in_clear: if self.who & 4 == 0 { InClear::Refused } else { InClear::Allowed },
        })
    }

    fn asked(self) -> Option<Mechanism> {
        Mechanism::ALL.get(usize::from(self.mechanism)).copied()
    }

    fn envelope(self) -> Option<Envelope> {
        let to = ["you@lab.test", "everybody@lab.test", "nobody@lab.test"];
        let count = usize::from(self.who >> 3 & 3);
        (self.who & 0x20 == 0).then(|| Envelope {
            from: USER.to_owned(),
            to: to.iter().take(count).map(|to| (*to).to_owned()).collect(),
        })
    }

    fn message(self) -> Option<Message> {
        let text = "From: me@lab.test\r\nDate: now\r\n\r\n.\r\nAUTH PLAIN in the text\r\n";
        (self.who & 0x40 == 0).then(|| Message::new(text.into(), Origin::File))
    }

    fn binding(self) -> Option<ChannelBinding> {
        let binding = ChannelBinding { kind: BindingKind::TlsExporter, data: vec![9; 32] };
        (self.who & 0x80 == 0).then_some(binding)
    }
}

/// The dialogue comes to the same however the bytes of each turn are cut; the password stays where it must.
pub(crate) fn session(bytes: &[u8]) {
    let (part, bytes) = Part::read(bytes);
    let turns: Vec<&[u8]> = fields(bytes).collect();
    let whole: Vec<Vec<usize>> = turns.iter().map(|_| Vec::new()).collect();
    let Played::Through(whole) = play(part, &turns, &whole) else {
        panic!("{}: ahead of a turn that is whole", Location::caller())
    };
    guarded(part, &whole);
    let mut places: Vec<Vec<usize>> = turns.iter().map(|turn| cuts(turn.len(), part.cut)).collect();
    loop {
        match play(part, &turns, &places) {
            Played::Through(told) => return assert_eq!(told, whole),
            Played::Ahead { turn, cut } => _ = places[turn].remove(cut),
        }
    }
}

fn play(part: Part, turns: &[&[u8]], places: &[Vec<usize>]) -> Played {
    let (login, envelope, message) = (part.login(), part.envelope(), part.message());
    let script = Script {
        announced: "[192.0.2.9]".to_owned(),
        security: part.security(),
        until: if part.route & 0x80 == 0 { Stage::Data } else { Stage::Auth },
        login: login.as_ref(),
        envelope: envelope.as_ref(),
        nonce: NONCE,
        message: message.as_ref(),
    };
    let mut session = Session::new(script, part.protection());
    if part.protection() != Protection::Clear {
        session.bind(part.binding());
    }
    let mut told = Told::default();
    let mut turn = 0;
    let mut rest: Vec<&[u8]> = Vec::new();
    let mut taken = 0;
    for _ in 0..STEPS {
        let step = session.step();
        if !rest.is_empty() && !matches!(step, Step::Receive) {
            return Played::Ahead { turn: turn - 1, cut: taken - 1 };
        }
        match step {
            Step::Send { bytes, shown } => {
                told.wire.extend_from_slice(&bytes);
                told.sent.push(shown);
            }
            Step::Transmit { bytes, shown } => {
                assert!(bytes.ends_with(b"\r\n"));
                told.sent.push(shown);
                session.transmitted();
            }
            Step::Receive => {
                if rest.is_empty() && turn < turns.len() {
                    rest = pieces(turns[turn], &places[turn]);
                    rest.reverse();
                    turn += 1;
                    taken = 0;
                }
                taken += 1;
                match rest.pop() {
                    Some(piece) => session.receive(piece),
                    None if turn < turns.len() => {}
                    None => session.close(),
                }
            }
            Step::Toil(toil) if toil.iterations() > HASHED => session.abandon(),
            Step::Toil(toil) => session.provide(toil.done()),
            Step::Secure => {
                session.secure(part.tls());
                session.bind(part.binding());
            }
            Step::Answered { to, reply } => told.answered.push(format!("{to} {reply:?}")),
            Step::Ended(ended) => told.ended.push(ended),
            Step::Ready => session.authenticate(),
            Step::Finished => {
                let _ = (session.known_fault(), session.auth_under_way(), session.handover());
                assert!(session.farewell().len() <= 2);
                return Played::Through(told);
            }
        }
    }
    panic!("the dialogue does not end: {told:?}")
}

/// What is sent and what is shown of it.
fn guarded(part: Part, told: &Told) {
    let wire = String::from_utf8_lossy(&told.wire);
    assert!(wire.is_empty() || wire.ends_with("\r\n"));
    for line in wire.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
        assert!(line.len() <= 12_288);
    }
    let logins = wire.split("\r\n").filter(|line| line.starts_with("AUTH ")).count();
    assert!(logins <= 1, "{wire}");
    let trusted = part.who & 4 != 0;
    let secured = wire.split("\r\n").position(|line| line == "STARTTLS");
    let protected =
        part.tls() == Protection::Verified && (part.protection() != Protection::Clear || secured.is_some());
    assert!(logins == 0 || trusted || protected, "{wire}");
    for shown in &told.sent {
        assert_still(&shown.replace("\r\n", "\n"));
        assert_eq!(leaks(shown), [""; 0]);
    }
    assert!(told.ended.len() <= 9, "{:?}", told.ended);
}

/// Challenges of any form: the secret goes in no form of it where the mechanism does not send it, and no success is
/// believed that nobody has proved.
pub(crate) fn sasl(bytes: &[u8]) {
    let (which, bytes) = first(bytes);
    let (how, bytes) = first(bytes);
    let mechanism = Mechanism::ALL[usize::from(which) % Mechanism::ALL.len()];
    let part = Part { route: 0, who: 0, mechanism: which % 12, cut: 0 };
    let login = part.login().unwrap();
    let binding = part.binding().filter(|_| how & 1 == 0);
    let offered = [mechanism.name().to_owned()];
    let mut machine =
        mechanism.start(&login, &Terms { nonce: NONCE, binding: binding.as_ref(), offered: &offered });
    // What a server says of the password by itself comes back to it in its own nonce.
    if !leaks(&String::from_utf8_lossy(bytes)).is_empty() {
        return;
    }
    let mut sent = Vec::new();
    if how & 2 == 0 {
        sent.extend(machine.initial());
    }
    for challenge in fields(bytes).take(12) {
        if let Some(toil) = machine.toil(challenge) {
            if toil.iterations() > HASHED {
                return;
            }
            machine.provide(toil.done());
        }
        match machine.respond(challenge) {
            Ok(response) => sent.push(response),
            Err(_) => break,
        }
    }
    let proves = matches!(mechanism, Mechanism::Scram(_) | Mechanism::ScramPlus(_));
    if proves || matches!(mechanism, Mechanism::CramMd5 | Mechanism::External) {
        for response in &sent {
            let text = String::from_utf8_lossy(response);
            assert_eq!(leaks(&text), [""; 0], "{mechanism:?}");
        }
    }
    assert!(!proves || machine.accept().is_err(), "{mechanism:?} believes a stranger");
    assert!(!format!("{machine:?}").contains(SECRET));
    let _ = (machine.is_refused(), machine.iterations());
    if let Some(reason) = machine.reason() {
        let json = serde_json::to_string(reason).unwrap();
        assert!(json.len() <= 16 * 1024, "{}", json.len());
    }
}
