//! What happened: plain, typed values per attempt and per stage, without a word of what they mean.
//!
//! Evidence is everything that a diagnosis and a report may rest on. It can be recorded and read again, and it cannot
//! hold a secret: no type in here has a place for one.

mod audit;
mod auth;
mod chain;
mod dane;
mod discovery;
mod dns;
mod envelope;
mod failure;
mod fetch;
mod follow_up;
mod hello;
mod outcome;
mod proxy;
#[cfg(test)]
pub(crate) mod sample;
mod sender;
mod smtp;
mod tcp;
mod tls;

pub use crate::smtp::sasl::{Reason, Unproven};
pub use audit::{Ask, AuditEvidence, AuditNames, AuditSession, Came, Signed, Trial};
pub use auth::Auth;
pub use chain::{Completion, Disorder, PublicTrust, Revocation, Standing, Staple, disorder};
pub use dane::{Dane, DaneVerdict, Fit, Tlsa, TlsaAnswer};
pub use discovery::{Discovery, DocumentFault, LoginForm, Offer, Source, SourceKind, Told};
pub use dns::{Dns, DnsAnswer, DnsQuery, DnsSource, ExtendedError, RecordKind, SecondLook, behind_nat64};
pub use envelope::{Data, Mail, Rcpt, Recipient};
pub use failure::{Failure, NoResolution, Route as Unreachable, Withheld};
pub use fetch::{Fetch, FetchFailure, Fetched};
pub use follow_up::{FollowUp, Question};
pub use hello::{HelloAnswer, Shown, Taken, TlsHello};
pub use outcome::Outcome;
pub use proxy::{ProxyAnswer, ProxyFault, Via};
pub use sender::{Lookup, Records, SenderDomain, Sought, StsDocument};
pub use smtp::{Ehlo, Exchange, Greeting, Hello, StartTls};
pub use tcp::{Connection, Tcp};
pub use tls::{Certificate, CertificateFault, Presentation, PublicKey, Tls, TrustStore};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use crate::stage::Stage;

use crate::plan::{ALTERNATE, PlanRecord, Platform, Route, SMTP, Security};

/// The version of the recorded form. A change that an older reader would misread gets a new number.
pub const SCHEMA: &str = "smtp-doctor/examination/v1";

/// Everything that one examination observed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of smtp-doctor that recorded it.
    pub version: String,
    /// When the examination began, by the local clock (UTC).
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// How long it took, in milliseconds.
    pub duration_ms: f64,
    /// The system it ran on.
    pub platform: Platform,
    /// Whether it was interrupted by the user.
    pub interrupted: bool,
    /// Whether every name in it is a stand-in (`--scrub`).
    #[serde(default, skip_serializing_if = "is_false")]
    pub scrubbed: bool,
    /// What was to be examined.
    pub plan: PlanRecord,
    /// The root certificates of this machine; none when TLS was never reached.
    pub trust: Option<TrustStore>,
    /// The name.
    pub dns: Outcome<Dns>,
    /// One examination a route of the plan, in the plan's order.
    pub attempts: Vec<Attempt>,
    /// What was asked because the evidence so far left it open.
    pub follow_ups: Vec<FollowUp>,
    /// What the DNS says of the sender's domain, where it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderDomain>,
    /// The search for the server, where an address was given in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovery: Option<Discovery>,
    /// What further sessions saw of the health of the server, where that was looked into (`--audit`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditEvidence>,
    /// The TLSA records of the ports, where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dane: Vec<Dane>,
}

/// One way to the server, gone as far as it led.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The way as planned.
    pub route: Route,
    /// How it was gone in the end: never [`Security::Detect`] or [`Security::Opportunistic`] once the server has
    /// shown which it is.
    pub spoken: Security,
    /// The connection.
    pub tcp: Outcome<Tcp>,
    /// The greeting.
    pub greeting: Outcome<Greeting>,
    /// The first EHLO: in clear before STARTTLS, under TLS on an implicit route.
    pub ehlo: Outcome<Ehlo>,
    /// The STARTTLS command.
    pub starttls: Outcome<StartTls>,
    /// The TLS handshake and the judgement of the certificate.
    pub tls: Outcome<Tls>,
    /// EHLO again under TLS, after STARTTLS.
    pub ehlo_again: Outcome<Ehlo>,
    /// Authentication.
    pub auth: Outcome<Auth>,
    /// The sender of the envelope.
    #[serde(default)]
    pub mail: Outcome<Mail>,
    /// The recipients of the envelope.
    #[serde(default)]
    pub rcpt: Outcome<Rcpt>,
    /// The message.
    #[serde(default)]
    pub data: Outcome<Data>,
    /// The dialogue line by line, secrets taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dialogue: Vec<Exchange>,
    /// Hellos of TLS made by hand that were sent on connections of their own to the same port.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hellos: Vec<TlsHello>,
    /// What the DNS says of our own address as the server names it, where that was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<Lookup>,
}

impl Attempt {
    /// An attempt of which nothing has been done yet.
    pub fn new(route: Route) -> Self {
        Self {
            route,
            spoken: route.security,
            tcp: Outcome::NotPlanned,
            greeting: Outcome::NotPlanned,
            ehlo: Outcome::NotPlanned,
            starttls: Outcome::NotPlanned,
            tls: Outcome::NotPlanned,
            ehlo_again: Outcome::NotPlanned,
            auth: Outcome::NotPlanned,
            mail: Outcome::NotPlanned,
            rcpt: Outcome::NotPlanned,
            data: Outcome::NotPlanned,
            dialogue: Vec::new(),
            hellos: Vec::new(),
            lookups: Vec::new(),
        }
    }

    /// The stages in the order in which this attempt goes through them, DNS apart.
    pub fn road(&self) -> &'static [Stage] {
        self.spoken.road()
    }

    /// Says that a stage was not reached, unless something is known of it.
    pub fn unreached(&mut self, stage: Stage, after: Stage) {
        match stage {
            Stage::Dns => {}
            Stage::Tcp => self.tcp.unreached(after),
            Stage::Tls => self.tls.unreached(after),
            Stage::Greeting => self.greeting.unreached(after),
            Stage::Ehlo => self.ehlo.unreached(after),
            Stage::StartTls => self.starttls.unreached(after),
            Stage::EhloAgain => self.ehlo_again.unreached(after),
            Stage::Auth => self.auth.unreached(after),
            Stage::Mail => self.mail.unreached(after),
            Stage::Rcpt => self.rcpt.unreached(after),
            Stage::Data => self.data.unreached(after),
        }
    }

    /// The failure of a stage, if it failed. [`Stage::Dns`] belongs to the examination, not to an attempt.
    pub fn failure(&self, stage: Stage) -> Option<&Failure> {
        match stage {
            Stage::Dns => None,
            Stage::Tcp => self.tcp.failure(),
            Stage::Tls => self.tls.failure(),
            Stage::Greeting => self.greeting.failure(),
            Stage::Ehlo => self.ehlo.failure(),
            Stage::StartTls => self.starttls.failure(),
            Stage::EhloAgain => self.ehlo_again.failure(),
            Stage::Auth => self.auth.failure(),
            Stage::Mail => self.mail.failure(),
            Stage::Rcpt => self.rcpt.failure(),
            Stage::Data => self.data.failure(),
        }
    }

    /// The first stage on the road that failed, with its failure.
    pub fn first_failure(&self) -> Option<(Stage, &Failure)> {
        self.road().iter().find_map(|stage| self.failure(*stage).map(|failure| (*stage, failure)))
    }

    /// Whether a stage was reached and passed.
    pub fn passed(&self, stage: Stage) -> bool {
        match stage {
            Stage::Dns => true,
            Stage::Tcp => self.tcp.passed().is_some(),
            Stage::Tls => self.tls.passed().is_some(),
            Stage::Greeting => self.greeting.passed().is_some(),
            Stage::Ehlo => self.ehlo.passed().is_some(),
            Stage::StartTls => self.starttls.passed().is_some(),
            Stage::EhloAgain => self.ehlo_again.passed().is_some(),
            Stage::Auth => self.auth.passed().is_some(),
            Stage::Mail => self.mail.passed().is_some(),
            Stage::Rcpt => self.rcpt.passed().is_some(),
            Stage::Data => self.data.passed().is_some(),
        }
    }

    /// The last EHLO that was answered: what counts for authentication.
    pub fn last_ehlo(&self) -> Option<&Ehlo> {
        self.ehlo_again.facts().or_else(|| self.ehlo.facts())
    }
}

impl Evidence {
    /// The examination as it is recorded.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no value of these types causes.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|json| crate::escape::visible_json(&json))
    }

    /// Reads a recorded examination.
    ///
    /// # Errors
    /// When the text is not a recorded examination.
    pub fn from_json(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// The name as it counts for a port: what was given by hand for that port, else what was found. None where the
    /// name failed, or where addresses are known for other ports only.
    pub fn dns_for(&self, port: u16) -> Option<Cow<'_, Dns>> {
        let dns = self.dns.passed()?;
        let pinned = self.plan.resolution.pinned(&self.plan.target, port, self.plan.family);
        match (dns.source, pinned.is_empty()) {
            (DnsSource::Pinned, true) => None,
            (_, true) => Some(Cow::Borrowed(dns)),
            (_, false) => {
                let given =
                    Dns { source: DnsSource::Pinned, addresses: pinned, aliases: Vec::new(), ..dns.clone() };
                Some(Cow::Owned(given))
            }
        }
    }

    /// The attempt that got furthest: see [`foremost`].
    pub fn foremost(&self) -> usize {
        foremost(&self.attempts)
    }

    /// Whether an attempt is there for information only: 25 and 2525 beside the ports of submission.
    pub fn is_informative(&self, index: usize) -> bool {
        self.attempts.len() > 1
            && self.attempts.get(index).is_some_and(|attempt| matches!(attempt.route.port, SMTP | ALTERNATE))
    }

    /// The follow-ups about one attempt.
    pub fn follow_ups_about(&self, about: usize) -> impl Iterator<Item = &FollowUp> {
        self.follow_ups.iter().filter(move |follow_up| follow_up.about == about)
    }

    /// The hellos made by hand about one attempt: those of the examination itself, then those that were asked for.
    pub fn hellos_about(&self, about: usize) -> impl Iterator<Item = &TlsHello> {
        let own = self.attempts.get(about).into_iter().flat_map(|attempt| &attempt.hellos);
        let asked = self
            .follow_ups_about(about)
            .filter(|follow_up| matches!(follow_up.question, Question::Versions { .. }))
            .flat_map(|follow_up| &follow_up.attempt.hellos);
        own.chain(asked)
    }

    /// The other ports that were found to take a connection: by the other attempts, and by what was asked about
    /// attempt `about`.
    pub fn open_siblings(&self, about: usize) -> Vec<u16> {
        let others = self.attempts.iter().enumerate().filter(|(index, _)| *index != about);
        let others = others.map(|(_, attempt)| attempt);
        let asked = self
            .follow_ups_about(about)
            .filter(|follow_up| matches!(follow_up.question, Question::Sibling { .. }))
            .map(|follow_up| &follow_up.attempt);
        let open = others.chain(asked).filter(|attempt| attempt.tcp.passed().is_some());
        open.map(|attempt| attempt.route.port).collect()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// The attempt that got furthest: asked for before there for information only, gone before not, logged in before not, credentials or the envelope tried
/// before not, without a failure before with one, encrypted before not; the first of equals. It is the one on which they
/// are tried and which a report tells in full: a refused login is not put in the shade by a route on which nobody tried
/// to log in.
pub fn foremost(attempts: &[Attempt]) -> usize {
    let merit = |attempt: &Attempt| {
        let asked_for = attempts.len() == 1 || !matches!(attempt.route.port, SMTP | ALTERNATE);
        let failed = attempt.first_failure().map(|(stage, _)| stage);
        let place = failed.and_then(|failed| attempt.road().iter().position(|stage| *stage == failed));
        let reached = place.unwrap_or(usize::MAX);
        let encrypted = attempt.passed(Stage::Tls);
        let tried = attempt.auth.ms().or(attempt.mail.ms()).is_some();
        let gone = !matches!(attempt.tcp, Outcome::Unreached { .. });
        (asked_for, gone, attempt.passed(Stage::Auth), tried, failed.is_none(), encrypted, reached)
    };
    let best = attempts.iter().map(merit).max();
    attempts.iter().position(|attempt| Some(merit(attempt)) == best).unwrap_or_default()
}
