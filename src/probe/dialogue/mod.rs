//! The dialogue on a connection: it does what the session says, keeps the time, and writes down what happened.

mod record;
mod redaction;
mod transmit;

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::spawn_blocking;
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

use super::bounds::{elapsed, timed_out};
use super::classify;
use super::net::Net;
use super::run::Run;
use super::tap::{FirstBytes, Tap};
use super::tls::{self, Handshake, NameSent};
use crate::evidence::{Attempt, Auth, Exchange, Failure, Outcome, Recipient, Tcp, Tls};
use crate::smtp::sasl::{Key, Toil};
use crate::smtp::{Protection, Script, ServerText, Session, Step};
use crate::stage::Stage;

/// How long a goodbye may take.
const FAREWELL: Duration = Duration::from_millis(50);
/// The most that one read takes.
const CHUNK: usize = 4096;

/// A connection, in clear or under TLS.
#[derive(Debug)]
enum Wire {
    Clear(Tap),
    Secured(Box<TlsStream<Tap>>),
    Gone,
}

/// A dialogue under way.
#[derive(Debug)]
pub(super) struct Dialogue<'r, 'a, N> {
    run: &'r Run<'a, N>,
    place: Option<usize>,
    /// Whether the server is told by which name it is called.
    pub(super) name: NameSent,
    session: Session<'a>,
    wire: Wire,
    first: FirstBytes,
    attempt: Attempt,
    /// The recipients that have been answered.
    recipients: Vec<Recipient>,
    /// When the connection was asked for.
    origin: Instant,
    /// When the stage under way began.
    since: Instant,
    /// From when on the limit of the stage counts: in the course of a message, from the last part that was taken.
    counted: Instant,
}

impl<'r, 'a, N: Net> Dialogue<'r, 'a, N> {
    /// A dialogue on a connection in clear. The greeting was due from the second of the `times` on.
    pub(super) fn new(
        run: &'r Run<'a, N>,
        place: Option<usize>,
        stream: (Tap, FirstBytes),
        script: Script<'a>,
        attempt: Attempt,
        times: (Instant, Instant),
    ) -> Self {
        let (origin, since) = times;
        let (tap, first) = stream;
        let session = Session::new(script, Protection::Clear);
        let recipients = Vec::new();
        let (wire, counted) = (Wire::Clear(tap), since);
        let name = NameSent::Sent;
        Self { run, place, name, session, wire, first, attempt, recipients, origin, since, counted }
    }

    /// A dialogue on a connection whose handshake is done.
    pub(super) fn secured(
        run: &'r Run<'a, N>,
        place: Option<usize>,
        handshake: Handshake,
        first: FirstBytes,
        script: Script<'a>,
        attempt: Attempt,
        origin: Instant,
    ) -> Self {
        let mut session = Session::new(script, handshake.protection());
        session.bind(handshake.binding());
        let wire = handshake.stream.map_or(Wire::Gone, Wire::Secured);
        let (recipients, since) = (Vec::new(), Instant::now());
        let counted = since;
        let name = NameSent::Sent;
        let mut dialogue =
            Self { run, place, name, session, wire, first, attempt, recipients, origin, since, counted };
        dialogue.record_tls(handshake.outcome);
        dialogue
    }

    /// What is known so far.
    pub(super) fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Goes on until credentials are due, or to the end.
    pub(super) async fn go_on(&mut self) {
        loop {
            if let Some(stage) = self.session.stage() {
                self.run.waits(self.place, self.attempt.route.port, Some(stage));
            }
            match self.session.step() {
                Step::Send { bytes, shown } => {
                    self.said(&shown);
                    if let Err(failure) = self.send(&bytes).await {
                        return self.lose(failure);
                    }
                }
                Step::Transmit { bytes, shown } => {
                    self.said(&shown);
                    match self.transmit(&bytes).await {
                        Ok(None) => self.session.transmitted(),
                        Ok(Some(early)) if early.is_empty() => self.session.close(),
                        Ok(Some(early)) => self.session.receive(&early),
                        Err(failure) => return self.lose(failure),
                    }
                }
                Step::Receive => match self.read().await {
                    Ok(bytes) if bytes.is_empty() => self.session.close(),
                    Ok(bytes) => self.session.receive(&bytes),
                    Err(failure) => return self.lose(failure),
                },
                Step::Toil(toil) => match self.toil(toil).await {
                    Ok(key) => self.session.provide(key),
                    Err(failure) => return self.lose(failure),
                },
                Step::Secure => self.secure().await,
                Step::Answered { to, reply } => {
                    let reply = self.heard(reply);
                    self.recipients.push(Recipient { to, reply });
                }
                Step::Ended(ended) => self.record(ended),
                Step::Ready | Step::Finished => {
                    return self.run.waits(self.place, self.attempt.route.port, None);
                }
            }
        }
    }

    /// Goes on with the credentials and the envelope, where the dialogue has come so far.
    pub(super) async fn authenticate(&mut self) {
        self.since = Instant::now();
        self.counted = self.since;
        self.session.authenticate();
        self.go_on().await;
    }

    /// Says goodbye without waiting for the answer, and hands over what was observed.
    pub(super) async fn finish(mut self) -> Attempt {
        // The server waits for a ClientHello by now, and reads nothing else.
        if matches!(self.wire, Wire::Clear(_)) && self.attempt.starttls.passed().is_some() {
            return self.attempt;
        }
        let bounds = &self.run.bounds;
        let _ = bounds.within(FAREWELL, self.hear_the_rest()).await;
        for (at, words) in self.session.farewell().iter().enumerate() {
            if at > 0 {
                let _ = bounds.within(FAREWELL, self.read()).await;
            }
            let _ = bounds.within(FAREWELL, self.write(words.as_bytes())).await;
        }
        self.attempt
    }

    /// The connection in clear on which the server now waits for a ClientHello, or where the way to it ended.
    pub(super) fn into_clear(self) -> Result<(Tap, FirstBytes), Box<Attempt>> {
        match self.wire {
            Wire::Clear(tap) if self.attempt.starttls.passed().is_some() => Ok((tap, self.first)),
            _ => Err(Box::new(self.attempt)),
        }
    }

    /// Reads the answers that are due and tell nothing any more.
    async fn hear_the_rest(&mut self) {
        while self.session.is_owed_replies() {
            while let Some(reply) = self.session.late_reply() {
                self.heard(reply);
            }
            if !self.session.is_owed_replies() {
                return;
            }
            match self.read().await {
                Ok(bytes) if !bytes.is_empty() => self.session.receive(&bytes),
                _ => return,
            }
        }
    }

    /// Ends the stage under way because more waiting would tell nothing.
    pub(super) fn give_up(&mut self) {
        let failure = timed_out(self.since.elapsed(), self.redacted_cut(&self.session.fragment()));
        self.lose(failure);
    }

    /// Notes what is said, a line for each command.
    fn said(&mut self, shown: &str) {
        let at_ms = elapsed(self.origin);
        // An empty line is an answer too (RFC 4954 §4).
        let lines = shown.split("\r\n").map(|line| Exchange::Client { line: line.to_owned(), at_ms });
        self.attempt.dialogue.extend(lines);
    }

    async fn send(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let left = self.left();
        if matches!(self.wire, Wire::Gone) {
            return Err(Failure::Closed { fragment: ServerText::default() });
        }
        let bounds = &self.run.bounds;
        bounds.within(left, self.write(bytes)).await?.map_err(|error| self.broken(&error))
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.wire {
            Wire::Clear(stream) => stream.write_all(bytes).await,
            Wire::Secured(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Wire::Gone => Ok(()),
        }
    }

    async fn read(&mut self) -> Result<Vec<u8>, Failure> {
        let bounds = &self.run.bounds;
        let left = self.left();
        let mut buffer = vec![0; CHUNK];
        let read = match &mut self.wire {
            Wire::Clear(stream) => bounds.within(left, stream.read(&mut buffer)).await,
            Wire::Secured(stream) => bounds.within(left, stream.read(&mut buffer)).await,
            Wire::Gone => return Ok(Vec::new()),
        };
        match read {
            Ok(Ok(length)) => {
                buffer.truncate(length);
                Ok(buffer)
            }
            // A peer that ends TLS without close_notify has closed the connection all the same.
            Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Vec::new()),
            Ok(Err(error)) => Err(self.broken(&error)),
            Err(Failure::TimedOut { .. }) => {
                Err(timed_out(bounds.stage(), self.redacted_cut(&self.session.fragment())))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Does a server's work beside, so that it keeps neither the clock nor the user's wish to stop waiting.
    async fn toil(&self, toil: Toil) -> Result<Key, Failure> {
        let done = self.run.bounds.within(self.left(), spawn_blocking(|| toil.done())).await?;
        done.map_err(|error| classify::io(&error.into(), elapsed(self.since)))
    }

    /// What is left of the limit of the stage under way.
    fn left(&self) -> Duration {
        self.run.bounds.stage().saturating_sub(self.counted.elapsed())
    }

    /// The failure of a connection that broke. An alert that came late belongs to the handshake.
    fn broken(&mut self, error: &io::Error) -> Failure {
        if let Some(alert) = tls::late_alert(error)
            && let Outcome::Passed { facts, ms } | Outcome::Failed { facts: Some(facts), ms, .. } =
                &self.attempt.tls
        {
            self.attempt.tls = Outcome::Failed { failure: alert, facts: Some(facts.clone()), ms: *ms };
            return Failure::Closed { fragment: ServerText::default() };
        }
        classify::io(error, elapsed(self.since))
    }

    async fn secure(&mut self) {
        let Wire::Clear(stream) = std::mem::replace(&mut self.wire, Wire::Gone) else { return };
        self.first.forget();
        let handshake = self.run.handshake(stream, &self.first, self.name).await;
        let protection = handshake.protection();
        let binding = handshake.binding();
        let completed = handshake.stream.is_some();
        self.record_tls(handshake.outcome);
        if let Some(stream) = handshake.stream {
            self.wire = Wire::Secured(stream);
        }
        if completed {
            self.session.secure(protection);
            self.session.bind(binding);
        } else {
            self.session.abandon();
        }
    }

    fn record_tls(&mut self, outcome: Outcome<Tls>) {
        if outcome.facts().is_some_and(|facts| facts.version.is_some()) {
            self.attempt.dialogue.push(Exchange::Secured { at_ms: elapsed(self.origin) });
        }
        self.attempt.tls = outcome;
        self.next_stage(Stage::Tls);
    }

    /// The connection is of no use any more: the stage under way has failed.
    fn lose(&mut self, failure: Failure) {
        let ms = elapsed(self.since);
        let stage = self.session.stage();
        let failure = match (failure, self.session.known_fault()) {
            (failure @ (Failure::Interrupted | Failure::DeadlinePassed), _) | (failure, None) => failure,
            (_, Some(fault)) => self.failure(fault),
        };
        // A reset while the server had already said goodbye is told by what it said.
        self.wire = Wire::Gone;
        match stage {
            Some(Stage::Greeting) => self.attempt.greeting = failed(failure, ms),
            Some(Stage::Ehlo) => self.attempt.ehlo = failed(failure, ms),
            Some(Stage::StartTls) => self.attempt.starttls = failed(failure, ms),
            Some(Stage::Tls) => self.attempt.tls = failed(failure, ms),
            Some(Stage::EhloAgain) => self.attempt.ehlo_again = failed(failure, ms),
            Some(Stage::Auth) => {
                let facts = self.session.auth_under_way().map(|(mechanism, _)| Auth {
                    mechanism: Some(mechanism.name().to_owned()),
                    offered: self.offered(),
                    ..self.noted()
                });
                self.attempt.auth = Outcome::Failed { failure, facts, ms };
            }
            Some(Stage::Mail) => self.attempt.mail = failed(failure, ms),
            Some(Stage::Rcpt) => {
                let facts = Some(self.answers());
                self.attempt.rcpt = Outcome::Failed { failure, facts, ms };
            }
            Some(Stage::Data) => {
                let facts = Some(record::data(self.session.handover(), None));
                self.attempt.data = Outcome::Failed { failure, facts, ms };
            }
            Some(Stage::Dns | Stage::Tcp) | None => {}
        }
        self.session.abandon();
        if let Some(stage) = stage {
            self.next_stage(stage);
        }
    }

    fn next_stage(&mut self, ended: Stage) {
        self.since = Instant::now();
        self.counted = self.since;
        self.run.ended(self.place, self.attempt.route.port, ended);
    }
}

impl<N> Dialogue<'_, '_, N> {
    /// Keeps what has become of the connections.
    pub(super) fn set_tcp(&mut self, tcp: Outcome<Tcp>) {
        self.attempt.tcp = tcp;
    }
}

fn failed<T>(failure: Failure, ms: f64) -> Outcome<T> {
    Outcome::Failed { failure, facts: None, ms }
}
