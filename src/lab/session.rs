//! One connection of a server in the lab: reads the client's lines and plays the answers.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use tokio::net::TcpStream;
use tokio::task::yield_now;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use super::log::{Log, Phase, Received};
use super::scram::Exchange;
use super::wire::Wire;
use super::{Answer, Cut, Mechanism, Order, Service, Signature, Step, Tls};

/// The longest line that is read; a longer one ends the connection (RFC 5321 §4.5.3.1 lets it).
const LINE: usize = 16 * 1024;

/// The most bytes of a message.
const MESSAGE: usize = 64 * 1024 * 1024;

/// Between two cuts, so that they arrive apart.
const BETWEEN_CUTS: Duration = Duration::from_millis(1);

/// What a server plays, the same for all of its connections.
pub(super) struct Part {
    pub(super) service: Service,
    pub(super) acceptor: Option<TlsAcceptor>,
    pub(super) meant: Option<SocketAddr>,
    pub(super) log: Log,
}

/// One connection.
pub(super) struct Session {
    connection: usize,
    wire: Wire,
    /// What came behind the last line.
    ahead: Vec<u8>,
}

/// Whether the connection goes on.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Flow {
    On,
    Over,
}

impl Session {
    /// Plays the part on a connection until one side ends it. A client that goes away early is no fault.
    pub(super) async fn run(stream: TcpStream, part: &Part) {
        let connection = part.log.open();
        let mut session = Self { connection, wire: Wire::Clear(stream), ahead: Vec::new() };
        let _ = session.converse(part).await;
    }

    async fn converse(&mut self, part: &Part) -> io::Result<()> {
        if part.service.order == Order::Handshake && self.secure(part).await? == Flow::Over {
            return Ok(());
        }
        let unknown = Answer::unknown();
        let mut answer = &part.service.greeting;
        let (mut line, mut ehlo) = (Vec::new(), Vec::new());
        while self.play(answer, &line, part).await? == Flow::On {
            let Some(next) = self.line(part).await? else {
                self.wire.close().await;
                break;
            };
            line = next;
            if line.to_ascii_uppercase().starts_with(b"EHLO") {
                ehlo.clone_from(&line);
            }
            answer = part.service.answer_after(&ehlo, &line, self.wire.is_secured()).unwrap_or(&unknown);
        }
        Ok(())
    }

    /// Plays the answer to a line.
    async fn play(&mut self, answer: &Answer, line: &[u8], part: &Part) -> io::Result<Flow> {
        for step in &answer.0 {
            let flow = match step {
                Step::Send(bytes) => self.send(bytes, part).await?,
                Step::Drip(bytes, pause) => self.drip(bytes, *pause).await?,
                Step::Flood(bytes) => self.flood(bytes).await?,
                Step::Pause(pause) => {
                    sleep(*pause).await;
                    Flow::On
                }
                Step::Challenge(bytes) => self.challenge(bytes, part).await?.map_or(Flow::Over, |_| Flow::On),
                Step::Authenticate(mechanism) => self.authenticate(*mechanism, line, part).await?,
                Step::Message => self.message(part).await?,
                Step::Chunk => self.chunk(line, part).await?,
                Step::StartTls => self.secure(part).await?,
                Step::StartTlsKeepingMore => {
                    let more = std::mem::take(&mut self.ahead);
                    let flow = self.secure(part).await?;
                    self.ahead = more;
                    flow
                }
                Step::Close => {
                    self.wire.close().await;
                    Flow::Over
                }
                Step::Sever => {
                    self.wire.sever().await;
                    Flow::Over
                }
                Step::Reset => {
                    self.wire.reset();
                    Flow::Over
                }
                Step::Hold => {
                    self.wire.swallow().await;
                    Flow::Over
                }
            };
            if flow == Flow::Over {
                return Ok(Flow::Over);
            }
        }
        Ok(Flow::On)
    }

    async fn send(&mut self, bytes: &[u8], part: &Part) -> io::Result<Flow> {
        let size = match part.service.cut {
            Cut::Whole => bytes.len(),
            Cut::Halves => bytes.len().div_ceil(2),
            Cut::Bytes => 1,
        };
        for (at, piece) in bytes.chunks(size.max(1)).enumerate() {
            if at > 0 {
                sleep(BETWEEN_CUTS).await;
            }
            self.wire.write(piece).await?;
        }
        Ok(Flow::On)
    }

    async fn drip(&mut self, bytes: &[u8], pause: Duration) -> io::Result<Flow> {
        for byte in bytes {
            self.wire.write(&[*byte]).await?;
            sleep(pause).await;
        }
        Ok(Flow::On)
    }

    async fn flood(&mut self, bytes: &[u8]) -> io::Result<Flow> {
        loop {
            self.wire.write(bytes).await?;
            // On a single thread the client gets its turn between two writes.
            yield_now().await;
        }
    }

    async fn challenge(&mut self, bytes: &[u8], part: &Part) -> io::Result<Option<Vec<u8>>> {
        self.send(bytes, part).await?;
        self.line(part).await
    }

    /// Leads the dialogue of a mechanism and judges what came. `line` is the AUTH command.
    async fn authenticate(&mut self, mechanism: Mechanism, line: &[u8], part: &Part) -> io::Result<Flow> {
        let prompts: &[&[u8]] = match mechanism {
            Mechanism::Scram(signature) => return self.scram(signature, line, part).await,
            Mechanism::ScramFirst(template) => return self.scram_first(template, line, part).await,
            Mechanism::Plain => &[b"334 \r\n"],
            Mechanism::Login => &[b"334 VXNlcm5hbWU6\r\n", b"334 UGFzc3dvcmQ6\r\n"],
        };
        let initial = line.split(|byte| *byte == b' ').nth(2);
        let mut responses = Vec::new();
        for (at, prompt) in prompts.iter().enumerate() {
            let response = match initial {
                Some(initial) if at == 0 => initial.to_vec(),
                _ => match self.challenge(prompt, part).await? {
                    Some(response) => response,
                    None => return Ok(Flow::Over),
                },
            };
            if response == b"*" {
                return self.send(b"501 5.7.0 Authentication aborted\r\n", part).await;
            }
            let Ok(decoded) = BASE64.decode(&response) else {
                return self.send(b"501 5.5.2 Error: malformed authentication response\r\n", part).await;
            };
            responses.push(decoded);
        }
        let account = &part.service.account;
        let right = match (mechanism, responses.as_slice()) {
            (Mechanism::Plain, [response]) => {
                let parts: Vec<&[u8]> = response.split(|byte| *byte == 0).collect();
                parts.get(1..) == Some(&[account.user.as_bytes(), account.password.as_bytes()])
            }
            (Mechanism::Login, [user, password]) => {
                *user == account.user.as_bytes() && *password == account.password.as_bytes()
            }
            _ => false,
        };
        self.send(if right { &account.accepted } else { &account.refused }, part).await
    }

    /// Answers the first message of SCRAM by another, and takes any proof.
    async fn scram_first(&mut self, template: &str, line: &[u8], part: &Part) -> io::Result<Flow> {
        let first = line.split(|byte| *byte == b' ').nth(2).and_then(|first| BASE64.decode(first).ok());
        let first = String::from_utf8(first.unwrap_or_default()).unwrap_or_default();
        let nonce = first.split_once(",r=").map_or("", |(_, nonce)| nonce);
        let asked = format!("334 {}\r\n", BASE64.encode(template.replace("{nonce}", nonce)));
        let account = &part.service.account;
        match self.challenge(asked.as_bytes(), part).await? {
            Some(line) if line == b"*" => self.send(b"501 5.7.0 Authentication aborted\r\n", part).await,
            Some(_) => self.send(&account.accepted, part).await,
            None => Ok(Flow::Over),
        }
    }

    /// Leads the dialogue of SCRAM, whose client sends its first message with the command.
    async fn scram(&mut self, signature: Signature, line: &[u8], part: &Part) -> io::Result<Flow> {
        let account = &part.service.account;
        let exporter = self.wire.exporter();
        let text = |bytes: &[u8]| BASE64.decode(bytes).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let first = line.split(|byte| *byte == b' ').nth(2).and_then(text);
        let Some((exchange, server_first)) = first.and_then(|first| Exchange::begin(&first, account)) else {
            return self.send(b"501 5.5.2 Error: malformed authentication response\r\n", part).await;
        };
        let asked = format!("334 {}\r\n", BASE64.encode(server_first));
        let Some(proof) = self.challenge(asked.as_bytes(), part).await? else { return Ok(Flow::Over) };
        if proof == b"*" {
            return self.send(b"501 5.7.0 Authentication aborted\r\n", part).await;
        }
        let signed = text(&proof).and_then(|proof| exchange.finish(&proof, exporter.as_deref()));
        let shown = match (signed, signature) {
            (None, _) => return self.send(&account.refused, part).await,
            (Some(_), Signature::Missing) => return self.send(&account.accepted, part).await,
            (Some(signed), Signature::Right) => signed,
            (Some(_), Signature::Wrong) => format!("v={}", BASE64.encode([7; 32])),
        };
        let shown = format!("334 {}\r\n", BASE64.encode(shown));
        match self.challenge(shown.as_bytes(), part).await? {
            Some(line) if line == b"*" => self.send(b"501 5.7.0 Authentication aborted\r\n", part).await,
            Some(_) => self.send(&account.accepted, part).await,
            None => Ok(Flow::Over),
        }
    }

    /// Takes a message up to its last dot, as strictly as RFC 5321 §4.5.2 has it.
    async fn message(&mut self, part: &Part) -> io::Result<Flow> {
        let mut message = Vec::new();
        loop {
            while let Some(end) = self.ahead.windows(2).position(|pair| pair == b"\r\n") {
                let line: Vec<u8> = self.ahead.drain(..end + 2).collect();
                if line == b".\r\n" {
                    part.log.keep(message);
                    return Ok(Flow::On);
                }
                message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            }
            if self.read_on(message.len()).await? == Flow::Over {
                return Ok(Flow::Over);
            }
        }
    }

    /// Takes a chunk of the size that the command names (RFC 3030).
    async fn chunk(&mut self, line: &[u8], part: &Part) -> io::Result<Flow> {
        let named = std::str::from_utf8(line).ok().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let Some(size) = named else { return Ok(Flow::Over) };
        while self.ahead.len() < size {
            if self.read_on(0).await? == Flow::Over {
                return Ok(Flow::Over);
            }
        }
        let chunk = self.ahead.drain(..size).collect();
        part.log.keep(chunk);
        Ok(Flow::On)
    }

    /// Reads more of a message of which so much is taken already.
    async fn read_on(&mut self, taken: usize) -> io::Result<Flow> {
        let mut piece = vec![0; 16 * 1024];
        let count = self.wire.read(&mut piece).await?;
        self.ahead.extend_from_slice(&piece[..count]);
        Ok(if count == 0 || taken + self.ahead.len() > MESSAGE { Flow::Over } else { Flow::On })
    }

    /// Speaks TLS from here on, as the service does.
    async fn secure(&mut self, part: &Part) -> io::Result<Flow> {
        // What came in clear behind STARTTLS must not count as said under TLS (RFC 3207 §6).
        self.ahead.clear();
        let first = self.wire.peek().await?;
        self.record(Phase::Handshake, &first, part);
        match (&part.service.tls, &part.acceptor) {
            (Tls::Raw(answer), _) => {
                self.wire.read(&mut vec![0; LINE]).await?;
                if Box::pin(self.play(answer, &[], part)).await? == Flow::On {
                    self.wire.close().await;
                }
                Ok(Flow::Over)
            }
            (Tls::Serve(_), Some(acceptor)) => {
                self.wire.secure(acceptor).await;
                Ok(if self.wire.is_secured() { Flow::On } else { Flow::Over })
            }
            (Tls::Serve(_), None) => Ok(Flow::Over),
        }
    }

    /// The next line without its end; none when the client has ended the connection or the line is too long.
    async fn line(&mut self, part: &Part) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.ahead.drain(..=end).collect();
                line.truncate(line.len() - if line.ends_with(b"\r\n") { 2 } else { 1 });
                let phase = if self.wire.is_secured() { Phase::Secured } else { Phase::Clear };
                self.record(phase, &line, part);
                return Ok(Some(line));
            }
            let mut piece = [0; 4096];
            let count = self.wire.read(&mut piece).await?;
            if count == 0 || self.ahead.len() > LINE {
                return Ok(None);
            }
            self.ahead.extend_from_slice(&piece[..count]);
        }
    }

    fn record(&self, phase: Phase, bytes: &[u8], part: &Part) {
        let (at, connection) = (part.meant, self.connection);
        part.log.push(Received { at, connection, phase, bytes: bytes.to_vec() });
    }
}
