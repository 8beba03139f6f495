//! One further session: what is tried, in which order, and when it is enough.
//!
//! It never logs in, never sends a message, and stops before a server counts too many errors: Postfix slows a client
//! down at ten (`smtpd_soft_error_limit`), and others are stricter.

use std::cell::Cell;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;
use tokio_rustls::client::TlsStream;

use super::Visit;
use super::line::Line;
use crate::evidence::{Ask, AuditSession, Came, Trial};
use crate::probe::bounds::elapsed;
use crate::probe::errand::address_literal;
use crate::probe::net::Net;
use crate::probe::run::Run;
use crate::probe::tap::{FirstBytes, Tap};
use crate::probe::tickets::Tickets;
use crate::smtp::{Capabilities, Reply};

/// The most replies of a session that refuse something.
const ERRORS: usize = 5;
/// A mailbox in a domain that is nobody's (RFC 2606 §3). No message is ever sent to it.
const FOREIGN: &str = "smtp-doctor@example.org";

impl<N: Net> Run<'_, N> {
    /// Looks into a port. Nothing where it cannot be connected to.
    pub(super) async fn visit(&self, visit: Visit) -> Option<AuditSession> {
        if !self.bounds.take_connection(0) {
            return None;
        }
        let since = Instant::now();
        let host = self.left_to_the_proxy(visit.peer.port());
        let reached = Cell::default();
        let connecting = self.way(host.as_deref()).connect(visit.peer, &reached);
        let (stream, _) = self.bounds.within(self.bounds.stage(), connecting).await.ok()?.ok()?;
        let _ = stream.set_nodelay(true);
        let local = stream.local_addr().ok().map(|local| local.ip());
        let name = visit.announced.clone().unwrap_or_else(|| address_literal(local));
        let (tap, first) = Tap::new(stream);
        let mut talk = Talk { name, trials: Vec::new(), tickets: Arc::default(), current: false };
        if visit.implicit {
            if let Some(stream) = self.secure(tap, &first, &mut talk).await {
                let mut line = Line::new(*stream, &self.bounds);
                if talk.is_greeted(&mut line).await && talk.is_answered(&mut line, Ask::Ehlo, true).await {
                    talk.is_answered(&mut line, Ask::Unknown, true).await;
                    talk.as_a_stranger(&mut line, true).await;
                }
            }
        } else {
            self.visit_in_clear(tap, &first, &mut talk).await;
        }
        let Talk { trials, tickets, current, .. } = talk;
        // The tickets come with what is read behind the handshake.
        let read = trials.iter().any(|trial| trial.secured && trial.reply().is_some());
        let early_data = (current && read).then(|| tickets.early_data());
        let (about, port) = (visit.about, visit.peer.port());
        Some(AuditSession { about, port, trials, early_data, ms: elapsed(since) })
    }

    async fn secure(&self, tap: Tap, first: &FirstBytes, talk: &mut Talk) -> Option<Box<TlsStream<Tap>>> {
        let handshake = self.handshake_noting(tap, first, &talk.tickets).await;
        let version = handshake.outcome.facts().and_then(|tls| tls.version.as_deref());
        talk.current = version == Some("TLS 1.3");
        handshake.stream
    }

    async fn visit_in_clear(&self, tap: Tap, first: &FirstBytes, talk: &mut Talk) {
        let mut line = Line::new(tap, &self.bounds);
        if !talk.is_greeted(&mut line).await || !talk.is_answered(&mut line, Ask::Ehlo, false).await {
            return;
        }
        let offered = talk.last_reply().map(Capabilities::of).unwrap_or_default();
        let goes_on =
            talk.asks_for_a_login(&mut line).await && talk.is_answered(&mut line, Ask::Unknown, false).await;
        if !goes_on {
            return;
        }
        if !offered.has("STARTTLS") {
            return talk.as_a_stranger(&mut line, false).await;
        }
        if !talk.is_answered(&mut line, Ask::MailInClear, false).await {
            return;
        }
        let mut begun = talk.last_reply().is_some_and(Reply::is_positive);
        talk.is_answered(&mut line, Ask::StartTlsWithMore, false).await;
        if begun && talk.last_reply().is_some_and(|reply| reply.code == 503) {
            // There are servers that begin TLS between messages only: then nothing of a message can get past it. The
            // EHLO behind the refused command is answered too, and ends the message (RFC 5321 §4.1.4).
            begun = false;
            if !matches!(line.reply().await, Came::Reply { reply } if reply.is_positive()) {
                return;
            }
            talk.trials.pop();
            talk.is_answered(&mut line, Ask::StartTlsWithMore, false).await;
        }
        if !talk.last_reply().is_some_and(Reply::is_positive) {
            return;
        }
        first.forget();
        let Some(stream) = self.secure(line.stream, first, talk).await else { return };
        let mut line = Line::new(*stream, &self.bounds);
        talk.is_answered(&mut line, Ask::Noop, true).await;
        // What is out of step from here on would be taken for the answer to something else.
        let in_step = talk.last_reply().is_some_and(|reply| reply.is_positive() && reply.lines.len() == 1);
        if !in_step || (begun && !talk.is_answered(&mut line, Ask::RcptWithoutMail, true).await) {
            return;
        }
        if talk.is_answered(&mut line, Ask::Ehlo, true).await {
            talk.as_a_stranger(&mut line, true).await;
        }
    }
}

/// A session as far as it has come.
struct Talk {
    name: String,
    trials: Vec<Trial>,
    /// What later sessions may do.
    tickets: Arc<Tickets>,
    /// Whether the session is one of TLS 1.3.
    current: bool,
}

impl Talk {
    async fn is_greeted<S: AsyncRead + AsyncWrite + Unpin>(&self, line: &mut Line<'_, S>) -> bool {
        matches!(line.reply().await, Came::Reply { reply } if reply.is_positive())
    }

    /// Tries something. Says whether the session can go on.
    async fn is_answered<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        line: &mut Line<'_, S>,
        ask: Ask,
        secured: bool,
    ) -> bool {
        let trial = line.put(ask, secured, &self.command(ask)).await;
        self.trials.push(trial);
        self.goes_on()
    }

    fn command(&self, ask: Ask) -> String {
        match ask {
            Ask::Ehlo => format!("EHLO {}", self.name),
            Ask::AuthInClear => "AUTH PLAIN".to_owned(),
            Ask::Unknown => "XDOCTOR".to_owned(),
            Ask::StartTlsWithMore => format!("STARTTLS\r\nEHLO {}", self.name),
            Ask::Noop => "NOOP".to_owned(),
            // Nobody has to log in for the null sender, whose address no server refuses for its own sake.
            Ask::Mail | Ask::MailInClear => "MAIL FROM:<>".to_owned(),
            Ask::ForeignRcpt | Ask::RcptWithoutMail => format!("RCPT TO:<{FOREIGN}>"),
            Ask::Vrfy => "VRFY postmaster".to_owned(),
            Ask::Quit | Ask::End => "QUIT".to_owned(),
        }
    }

    /// Asks to log in and does not: where the server wants the secret, the login is cancelled (RFC 4954 §4).
    async fn asks_for_a_login<S: AsyncRead + AsyncWrite + Unpin>(&mut self, line: &mut Line<'_, S>) -> bool {
        let goes_on = self.is_answered(line, Ask::AuthInClear, false).await;
        if !self.last_reply().is_some_and(Reply::is_intermediate) {
            return goes_on;
        }
        matches!(line.ask("*").await, Came::Reply { reply } if reply.code != 421)
    }

    /// What somebody can do who has not logged in; then the goodbye.
    async fn as_a_stranger<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        line: &mut Line<'_, S>,
        secured: bool,
    ) {
        if !self.goes_on() {
            return;
        }
        let mut goes_on = self.is_answered(line, Ask::Mail, secured).await;
        if goes_on && self.last_reply().is_some_and(Reply::is_positive) {
            goes_on = self.is_answered(line, Ask::ForeignRcpt, secured).await
                && matches!(line.ask("RSET").await, Came::Reply { reply } if reply.code != 421);
        }
        if goes_on {
            self.is_answered(line, Ask::Vrfy, secured).await;
        }
        let ended = matches!(self.trials.last().map(|trial| &trial.came), Some(Came::Reply { reply }) if reply.code != 421);
        if ended {
            self.is_answered(line, Ask::Quit, secured).await;
            if self.last_reply().is_some() {
                self.trials.push(line.end(secured).await);
            }
        }
    }

    fn last_reply(&self) -> Option<&Reply> {
        self.trials.last().and_then(Trial::reply)
    }

    /// Whether the server still talks and has not refused too much.
    fn goes_on(&self) -> bool {
        let refused = |trial: &&Trial| trial.reply().is_some_and(|reply| reply.code >= 400);
        self.trials.iter().filter(refused).count() < ERRORS
            && self.last_reply().is_some_and(|reply| reply.code != 421)
    }
}
