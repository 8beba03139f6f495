//! A row: what a server sends, where it is played, and what is to be made of it.

use std::time::Duration;

use smtp_doctor::exit::Status;
use smtp_doctor::lab::{Answer, Cut, PASSWORD, Service, Step, Tls, USER};
use smtp_doctor::plan::TlsMode;

pub(crate) const HOST: &str = "smtp.lab.test";

/// One row.
pub(crate) struct Row {
    pub(crate) id: String,
    at: At,
    plays: Answer,
    told: Told,
    elsewise: Option<(Way, Told)>,
    pub(crate) never: &'static [&'static str],
    pub(crate) cuts: &'static [Cut],
    /// The mechanism that is asked for.
    pub(crate) mechanism: Option<&'static str>,
    /// Who logs in, and with what.
    pub(crate) login: (String, String),
    longest: Option<Duration>,
}

/// What is to be told.
#[derive(Clone, Copy)]
pub(crate) enum Told {
    /// Nothing is wrong with a server like that.
    Healthy,
    /// This.
    Code(&'static str),
    /// No cause is known for it: what came is shown as it came, and the run fails at this stage.
    Raw(Status),
}

/// How the server is gone to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Way {
    Implicit,
    StartTls,
    Clear,
}

/// Where in the dialogue it is played.
#[derive(Clone, Copy)]
pub(crate) enum At {
    Greeting,
    Ehlo,
    StartTls,
    /// In place of the server's part of the handshake.
    Handshake,
    Auth,
    /// In the envelope, which is checked then.
    Mail,
    Rcpt,
    /// A server of its own kind.
    Server(&'static [Way], fn(Way) -> Service),
    /// Nowhere: the port swallows what is sent.
    Nowhere,
}

pub(crate) const WAYS: [Way; 3] = [Way::Implicit, Way::StartTls, Way::Clear];
pub(crate) const LOGIN: &[&str] = &["AUTH"];
pub(crate) const HELLO: &[&str] = &["EHLO", "HELO", "AUTH"];

impl Way {
    pub(crate) fn port(self) -> u16 {
        if self == Self::Implicit { 465 } else { 587 }
    }

    pub(crate) fn mode(self) -> TlsMode {
        match self {
            Self::Implicit => TlsMode::Implicit,
            Self::StartTls => TlsMode::Required,
            Self::Clear => TlsMode::None,
        }
    }

    /// A good server of few words: byte by byte, each one takes its time.
    pub(crate) fn service(self) -> Service {
        let service = match self {
            Self::Implicit => Service::submissions(HOST),
            Self::StartTls => Service::submission(HOST),
            Self::Clear => Service::in_clear(HOST),
        };
        let login = Answer::ehlo(HOST, &["AUTH PLAIN LOGIN"]);
        let clear = if self == Self::Clear { login.clone() } else { Answer::ehlo(HOST, &["STARTTLS"]) };
        service
            .greeting(Answer::reply("220 h"))
            .answering_in_clear("EHLO", clear)
            .answering_under_tls("EHLO", login)
            .answering_in_clear("STARTTLS", Answer::reply("220 go").then(Step::StartTls))
    }
}

impl Row {
    pub(crate) fn told_as(mut self, code: &'static str) -> Self {
        self.told = Told::Code(code);
        self
    }

    pub(crate) fn shown_raw(mut self, status: Status) -> Self {
        self.told = Told::Raw(status);
        self
    }

    pub(crate) fn but(mut self, way: Way, code: &'static str) -> Self {
        self.elsewise = Some((way, Told::Code(code)));
        self
    }

    pub(crate) fn without(mut self, verbs: &'static [&'static str]) -> Self {
        self.never = verbs;
        self
    }

    pub(crate) fn by(self, mechanism: &'static str) -> Self {
        Self { mechanism: Some(mechanism), ..self }
    }

    pub(crate) fn logging_in(self, user: &str, password: &str) -> Self {
        Self { login: (user.to_owned(), password.to_owned()), ..self }
    }

    pub(crate) fn has_envelope(&self) -> bool {
        matches!(self.at, At::Mail | At::Rcpt)
    }

    /// The same where the bytes come together: when they come apart, a client cannot know that there are more.
    pub(crate) fn glued(self, never: &'static [&'static str]) -> Self {
        Self { never, ..self.whole() }
    }

    /// The same where pieces would show nothing new.
    pub(crate) fn whole(self) -> Self {
        Self { cuts: &[Cut::Whole], ..self }
    }

    /// The same in two pieces at most.
    pub(crate) fn in_two(self) -> Self {
        if self.cuts.len() > 1 { Self { cuts: &[Cut::Whole, Cut::Halves], ..self } } else { self }
    }

    /// The same where it has to be over sooner than any run.
    pub(crate) fn within(self, longest: Duration) -> Self {
        Self { longest: Some(longest), ..self }
    }

    /// How long it may take, where that is less than any run.
    pub(crate) fn longest(&self) -> Option<Duration> {
        self.longest
    }

    pub(crate) fn told(&self, way: Way) -> Told {
        match (self.told, self.elsewise) {
            (_, Some((other, told))) if other == way => told,
            // On a route without TLS a server that is otherwise good does not get the password.
            (Told::Healthy, _) if way == Way::Clear => Told::Code("auth/plaintext-refused"),
            (told, _) => told,
        }
    }

    /// Whether not even verified TLS is reason to send it.
    pub(crate) fn keeps_the_password(&self) -> bool {
        self.never.contains(&"AUTH")
    }

    /// How many bytes it is at most.
    pub(crate) fn length(&self) -> usize {
        let bytes = |step: &Step| match step {
            Step::Send(bytes) | Step::Challenge(bytes) => bytes.len(),
            _ => 0,
        };
        self.plays.0.iter().map(bytes).max().unwrap_or_default()
    }

    pub(crate) fn services(&self) -> Vec<(Way, Option<Service>)> {
        let plays = || self.plays.clone();
        let all = match self.at {
            At::Greeting => WAYS.map(|way| (way, way.service().greeting(plays()))).to_vec(),
            At::Ehlo => vec![
                (Way::Implicit, Way::Implicit.service().answering_under_tls("EHLO", plays())),
                (Way::StartTls, Way::StartTls.service().answering_in_clear("EHLO", plays())),
                (Way::StartTls, Way::StartTls.service().answering_under_tls("EHLO", plays())),
                (Way::Clear, Way::Clear.service().answering_in_clear("EHLO", plays())),
            ],
            At::StartTls => {
                vec![(Way::StartTls, Way::StartTls.service().answering_in_clear("STARTTLS", plays()))]
            }
            At::Handshake => [Way::Implicit, Way::StartTls]
                .map(|way| (way, way.service().with_tls(Tls::Raw(plays()))))
                .to_vec(),
            At::Auth => [Way::Implicit, Way::StartTls]
                .map(|way| (way, way.service().answering_under_tls("AUTH", plays())))
                .to_vec(),
            At::Mail | At::Rcpt => [Way::Implicit, Way::StartTls]
                .map(|way| {
                    let mail = if matches!(self.at, At::Mail) { plays() } else { Answer::reply("250 ok") };
                    (way, way.service().answering("MAIL", mail).answering("RCPT", plays()))
                })
                .to_vec(),
            At::Server(ways, service) => ways.iter().map(|way| (*way, service(*way))).collect(),
            At::Nowhere => return WAYS.map(|way| (way, None)).to_vec(),
        };
        all.into_iter().map(|(way, service)| (way, Some(service))).collect()
    }
}

/// A line of a report that was written by a server to look like ours.
pub(crate) fn is_forged(line: &str) -> bool {
    ["[PASS]", "::error::", "##vso", "Password:", "smtp-doctor: ok", "http://evil", "=cmd("]
        .iter()
        .any(|start| line.starts_with(start))
}

pub(crate) fn row(id: &str, at: At, plays: Answer) -> Row {
    let cuts = &[Cut::Whole, Cut::Halves, Cut::Bytes];
    let login = (USER.to_owned(), PASSWORD.to_owned());
    let (told, elsewise, never, mechanism, longest) = (Told::Healthy, None, &[][..], None, None);
    Row { id: id.to_owned(), at, plays, told, elsewise, never, cuts, mechanism, login, longest }
}

pub(crate) fn server(id: &str, ways: &'static [Way], service: fn(Way) -> Service) -> Row {
    row(id, At::Server(ways, service), Answer::default())
}

pub(crate) fn bytes(bytes: impl AsRef<[u8]>) -> Answer {
    Answer::bytes(bytes.as_ref().to_vec())
}

pub(crate) fn steps<const N: usize>(steps: [Step; N]) -> Answer {
    Answer(Vec::from(steps))
}

pub(crate) fn send(bytes: impl AsRef<[u8]>) -> Step {
    Step::Send(bytes.as_ref().to_vec())
}

/// The reply to EHLO under TLS with this line in the middle.
pub(crate) fn ehlo_with(line: &[u8]) -> Vec<u8> {
    [b"250-smtp.lab.test\r\n250-", line, b"\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"].concat()
}
