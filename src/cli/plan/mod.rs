//! From what was typed to what is meant: every value is read, every default filled in, every contradiction settled.
//!
//! It reads the files with certificates and keys and those of a message, and nothing else outside; the password comes later ([`super::password`]),
//! when all the rest is known to be right.

mod compose;
mod domain;
mod envelope;
mod identity;
mod login;
mod message;
mod network;
mod output;
mod rendering;
mod route;
mod server_certificate;
mod target;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use login::LoginDraft;
pub(crate) use output::{ConfigFor, Detail, Names, Output};

use std::time::Duration;

use super::args::{Args, Origin};
use super::error::Error;
use super::{option, password};
use crate::evidence::Stage;
use crate::locale::Lang;
use crate::plan::{Audit, FollowUps, Mailbox, Plan, Platform, Sender};

/// A plan that lacks its password only.
pub(crate) struct Draft {
    /// The plan, without a login.
    pub(crate) plan: Plan,
    /// The login, without its password.
    pub(crate) login: Option<LoginDraft>,
    /// The file of a private key, where every user of this machine can read it.
    pub(crate) exposed: Option<String>,
    /// The login that is not used, as the server is to be found first.
    pub(crate) kept_back: Option<KeptBack>,
}

/// A login whose password stays here.
#[derive(Clone)]
pub(crate) struct KeptBack {
    /// Who would log in, where that was said.
    pub(crate) user: Option<String>,
}

/// The plan for an examination.
pub(crate) fn draft(args: &Args, lang: Lang) -> Result<Draft, Error> {
    let read = target::read(args.word(0).unwrap_or_default())?;
    let family = network::family(args)?;
    network::fits(&read.target, family)?;
    let routes = route::routes(args, &read)?;
    let mailbox = match args.word(0) {
        Some(word) => Mailbox::read(word, route::mode(args, &read)?),
        None => None,
    };
    let user = args.word(1).or(read.user.as_deref());
    let envelope = envelope::envelope(args, user)?;
    let sender = domain::sender(args, envelope.as_ref())?;
    let sender = sender.or_else(|| Sender::of(&mailbox.as_ref()?.address(), Vec::new()));
    let envelope = if mailbox.is_some() { envelope::only_domain(envelope)? } else { envelope };
    let only = value::only(args, &routes)?;
    let mut limits = value::limits(args)?;
    let message = message::message(args, envelope.as_ref(), &read.target.host, lang)?;
    if let Some(message) = message.as_ref().filter(|_| args.one(&option::DEADLINE).is_none()) {
        limits.deadline += Duration::from_secs(message::patience(message));
    }
    let until = envelope::until(only, envelope.as_ref(), message.as_ref())?;
    let identity = identity::identity(args)?;
    let (client_certificate, exposed) = match identity {
        Some(identity) => (Some(identity.certificate), identity.exposed),
        None => (None, None),
    };
    let resolution = network::resolution(args)?;
    network::pins_fit(&read.target, &resolution, family)?;
    let plan = Plan {
        helo: value::helo(args)?,
        family,
        resolution,
        proxy: network::proxy(args)?,
        extra_roots: network::extra_roots(args)?,
        client_certificate,
        server_certificate: server_certificate::server_certificate(args)?,
        limits,
        until,
        follow_ups: if args.on(&option::QUICK)?.is_some() { FollowUps::Left } else { FollowUps::Asked },
        reference: network::reference(args, &read.target)?,
        sender,
        audit: if args.on(&option::AUDIT)?.is_some() { Audit::Asked } else { Audit::Left },
        platform: Platform::HERE,
        login: None,
        envelope,
        message,
        mailbox,
        target: read.target.clone(),
        routes,
    };
    // Who goes no further than EHLO is not asked for a password.
    // Nor who lets the server be found: it gets no credentials before the user has named it.
    let logs_in =
        matches!(until, Stage::Auth | Stage::Mail | Stage::Rcpt | Stage::Data) && plan.mailbox.is_none();
    let login = if logs_in { login::read(args, read, plan.client_certificate.as_ref())? } else { None };
    if login.as_ref().is_some_and(|login| login.way.reads_stdin()) && plan.message.is_some() {
        message::leaves_stdin(args)?;
    }
    let kept_back = if plan.mailbox.is_some() { kept_back(args)? } else { None };
    Ok(Draft { plan, login, exposed, kept_back })
}

/// The login that was given beside a mail address. A way that the environment names for every run counts with a user
/// name only.
fn kept_back(args: &Args) -> Result<Option<KeptBack>, Error> {
    let user = args.word(1).map(str::to_owned);
    let way = password::choose(args, None)?;
    Ok(way.filter(|(_, origin)| *origin == Origin::CommandLine || user.is_some()).map(|_| KeptBack { user }))
}

/// The certificates that are trusted besides.
pub(crate) use network::extra_roots;
/// How the result is to be shown.
pub(crate) use output::read as output;
pub(crate) use output::read_page as page;
/// The server that a word names.
pub(crate) use target::read as target;
/// The value of an option that is a number.
pub(crate) use value::number;
