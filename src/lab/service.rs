//! A mail server, as data: its greeting, its answer to each command, its TLS, and who may log in.
//!
//! It begins healthy, and a scenario replaces what it wants to go wrong.

use super::script::{Answer, Cut, Mechanism, Step};
use super::{Clients, Kind, Versions};

/// A mail server.
#[derive(Clone, Debug)]
pub struct Service {
    /// Whether it greets or waits for a ClientHello.
    pub order: Order,
    /// What it says first.
    pub greeting: Answer,
    /// Its answers by the start of a command in capitals, the first that fits. `EHLO [` fits `EHLO [127.0.0.1]`.
    pub answers: Vec<(&'static str, Answer)>,
    /// The answers under TLS that differ; looked at first.
    pub under_tls: Vec<(&'static str, Answer)>,
    /// The answers that the announced name changes: the start of the EHLO, that of the command, and what is answered
    /// then; looked at before all others.
    pub after_ehlo: Vec<(&'static str, &'static str, Answer)>,
    /// How it speaks TLS.
    pub tls: Tls,
    /// Who may log in.
    pub account: Account,
    /// How it cuts what it sends.
    pub cut: Cut,
}

/// Who speaks first on a new connection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// The server, by its greeting.
    Greeting,
    /// The client, by a ClientHello.
    Handshake,
}

/// How a server speaks TLS.
#[derive(Clone, Debug)]
pub enum Tls {
    /// As TLS is meant to be spoken.
    Serve(TlsService),
    /// By playing these steps once the first bytes of a ClientHello are there; then it hangs up.
    Raw(Answer),
}

/// A TLS server.
#[derive(Clone, Debug)]
pub struct TlsService {
    /// The name that its certificate is for.
    pub host: String,
    /// What is right or wrong with the certificate.
    pub kind: Kind,
    /// The versions it speaks.
    pub versions: Versions,
    /// Whom it lets in.
    pub clients: Clients,
}

/// A user, and what the server says at login.
#[derive(Clone, Debug)]
pub struct Account {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
    /// What a login with both is answered.
    pub accepted: Vec<u8>,
    /// What any other login is answered.
    pub refused: Vec<u8>,
}

/// The user of the lab.
pub const USER: &str = "me@lab.test";
/// The password of the lab.
pub const PASSWORD: &str = "correct horse";

/// What a healthy server can do, AUTH and STARTTLS apart.
const CAPABILITIES: [&str; 4] = ["PIPELINING", "SIZE 52428800", "8BITMIME", "ENHANCEDSTATUSCODES"];

impl Service {
    /// A healthy server that wants STARTTLS before a login.
    pub fn submission(host: &str) -> Self {
        let offered = |more: &'static str| Answer::ehlo(host, &[&CAPABILITIES, [more].as_slice()].concat());
        let locked = Answer::reply("530 5.7.0 Must issue a STARTTLS command first");
        Self {
            order: Order::Greeting,
            greeting: Answer::reply(&format!("220 {host} ESMTP Postfix")),
            answers: vec![
                ("EHLO", offered("STARTTLS")),
                ("HELO", Answer::reply(&format!("250 {host}"))),
                ("STARTTLS", Answer::reply("220 2.0.0 Ready to start TLS").then(Step::StartTls)),
                ("AUTH", locked.clone()),
                ("MAIL", locked),
                ("RCPT", Answer::reply("503 5.5.1 Error: need MAIL command")),
                ("DATA", Answer::reply("503 5.5.1 Error: need MAIL command")),
                ("NOOP", Answer::reply("250 2.0.0 Ok")),
                ("RSET", Answer::reply("250 2.0.0 Ok")),
                ("QUIT", Answer::reply("221 2.0.0 Bye").then(Step::Close)),
            ],
            under_tls: [("EHLO", offered("AUTH PLAIN LOGIN"))]
                .into_iter()
                .chain(logins())
                .chain(envelope())
                .collect(),
            after_ehlo: Vec::new(),
            tls: Tls::good(host),
            account: Account::lab(),
            cut: Cut::Whole,
        }
    }

    /// A healthy server with TLS from the first byte.
    pub fn submissions(host: &str) -> Self {
        Self { order: Order::Handshake, ..Self::submission(host) }
    }

    /// A server that lets users log in without TLS, and has none.
    pub fn in_clear(host: &str) -> Self {
        let mut service = Self::submission(host);
        service.answers.splice(..0, service.under_tls.drain(..));
        service.answering("STARTTLS", Answer::unknown())
    }

    /// The same, with this greeting.
    pub fn greeting(self, greeting: Answer) -> Self {
        Self { greeting, ..self }
    }

    /// The same, with this answer to a command, in clear and under TLS.
    pub fn answering(mut self, command: &'static str, answer: Answer) -> Self {
        self.under_tls.insert(0, (command, answer.clone()));
        self.answers.insert(0, (command, answer));
        self
    }

    /// The same, with this answer to a command in clear.
    pub fn answering_in_clear(mut self, command: &'static str, answer: Answer) -> Self {
        self.answers.insert(0, (command, answer));
        self
    }

    /// The same, with this answer to a command under TLS.
    pub fn answering_under_tls(mut self, command: &'static str, answer: Answer) -> Self {
        self.under_tls.insert(0, (command, answer));
        self
    }

    /// The same, with this answer to a command for a client whose EHLO began so.
    pub fn answering_after(mut self, ehlo: &'static str, command: &'static str, answer: Answer) -> Self {
        self.after_ehlo.insert(0, (ehlo, command, answer));
        self
    }

    /// The same, with TLS spoken so.
    pub fn with_tls(self, tls: Tls) -> Self {
        Self { tls, ..self }
    }

    /// The same, with this certificate.
    pub fn certified(mut self, kind: Kind) -> Self {
        if let Tls::Serve(service) = &mut self.tls {
            service.kind = kind;
        }
        self
    }

    /// The same, where every login is answered by these bytes.
    pub fn refusing_logins(mut self, reply: Vec<u8>) -> Self {
        self.account.accepted.clone_from(&reply);
        self.account.refused = reply;
        self
    }

    /// The same, where every login is taken.
    pub fn taking_any_login(mut self) -> Self {
        self.account.refused.clone_from(&self.account.accepted);
        self
    }

    /// The same, with this list of what it can do under TLS; see [`Answer::ehlo`].
    pub fn offering_under_tls(self, host: &str, more: &[&str]) -> Self {
        self.answering_under_tls("EHLO", Answer::ehlo(host, &[&CAPABILITIES, more].concat()))
    }

    /// The same, with this list of what it can do in clear; see [`Answer::ehlo`].
    pub fn offering_in_clear(self, host: &str, more: &[&str]) -> Self {
        self.answering_in_clear("EHLO", Answer::ehlo(host, &[&CAPABILITIES, more].concat()))
    }

    /// The same, cut so.
    pub fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }

    /// The answer to a command line of a client that has said `ehlo`.
    pub fn answer_after(&self, ehlo: &[u8], line: &[u8], secured: bool) -> Option<&Answer> {
        let (ehlo, upper) = (ehlo.to_ascii_uppercase(), line.to_ascii_uppercase());
        let mut by_name = self.after_ehlo.iter();
        let found = by_name.find(|(start, command, _)| begins(&ehlo, start) && begins(&upper, command));
        found.map(|(.., answer)| answer).or_else(|| self.answer(line, secured))
    }

    /// The answer to a command line.
    pub fn answer(&self, line: &[u8], secured: bool) -> Option<&Answer> {
        let line = line.to_ascii_uppercase();
        let first: &[_] = if secured { &self.under_tls } else { &[] };
        let found = first.iter().chain(&self.answers).find(|(start, _)| begins(&line, start));
        found.map(|(_, answer)| answer)
    }
}

impl Tls {
    /// TLS with a good certificate for `host`.
    pub fn good(host: &str) -> Self {
        Self::Serve(TlsService {
            host: host.to_owned(),
            kind: Kind::Good,
            versions: Versions::Both,
            clients: Clients::Any,
        })
    }

    /// A fatal alert in place of a ServerHello (RFC 8446 §6), by its number.
    pub fn alert(number: u8) -> Self {
        Self::Raw(Answer(vec![Step::Send(vec![0x15, 3, 3, 0, 2, 2, number])]))
    }
}

impl Account {
    fn lab() -> Self {
        Self {
            user: USER.to_owned(),
            password: PASSWORD.to_owned(),
            accepted: b"235 2.7.0 Authentication successful\r\n".to_vec(),
            refused: b"535 5.7.8 Error: authentication failed: authentication failure\r\n".to_vec(),
        }
    }
}

/// Any sender, any recipient and any message are taken.
fn envelope() -> [(&'static str, Answer); 4] {
    [
        ("MAIL", Answer::reply("250 2.1.0 Ok")),
        ("RCPT", Answer::reply("250 2.1.5 Ok")),
        ("DATA", Answer::message("250 2.0.0 Ok: queued as 4bLab10Qz3z9")),
        ("BDAT", Answer::chunk("250 2.0.0 Ok: queued as 4bLab10Qz3z9")),
    ]
}

fn logins() -> [(&'static str, Answer); 3] {
    [
        ("AUTH PLAIN", Answer(vec![Step::Authenticate(Mechanism::Plain)])),
        ("AUTH LOGIN", Answer(vec![Step::Authenticate(Mechanism::Login)])),
        ("AUTH", Answer::reply("535 5.7.8 Error: authentication failed: Invalid authentication mechanism")),
    ]
}

/// Whether a line begins with these words, which are compared in capitals. A word ends where the line ends or a space
/// stands.
fn begins(line: &[u8], start: &str) -> bool {
    let start = start.to_ascii_uppercase();
    let Some(rest) = line.strip_prefix(start.as_bytes()) else { return false };
    let whole = matches!(rest.first(), None | Some(b' '));
    whole || !start.ends_with(|last: char| last.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_words_and_the_last_answer_given_wins() {
        let plain = Answer::reply("535 no");
        let service = Service::submission("h").answering_under_tls("AUTH PLAIN", plain.clone());
        assert_eq!(service.answer(b"auth plain AGEAYg==", true), Some(&plain));
        assert_ne!(service.answer(b"AUTH LOGIN", true), Some(&plain));
        assert_eq!(service.answer(b"AUTH PLAIN", false), service.answer(b"AUTH", false));
        assert_eq!(service.answer(b"EHLOX a", false), None);
        let picky = Service::submission("h").answering("EHLO [", plain.clone());
        assert_eq!(picky.answer(b"EHLO [127.0.0.1]", false), Some(&plain));
        assert_ne!(picky.answer(b"EHLO a.test", false), Some(&plain));
    }

    #[test]
    fn a_server_in_clear_has_no_starttls() {
        let service = Service::in_clear("h");
        assert_eq!(service.answer(b"STARTTLS", false), Some(&Answer::unknown()));
        let Some(Answer(steps)) = service.answer(b"EHLO a", false) else { panic!("no answer") };
        let [Step::Send(list)] = steps.as_slice() else { panic!("{steps:?}") };
        let list = String::from_utf8_lossy(list);
        assert!(list.ends_with("250 AUTH PLAIN LOGIN\r\n") && list.starts_with("250-h\r\n"), "{list}");
    }
}
