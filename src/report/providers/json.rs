//! The listing for programs. The form is written down in `schema/providers-v1.schema.json`.

use serde::Serialize;

use super::{Listing, command};
use crate::escape::visible_within;
use crate::locale::Lang;
use crate::provider::{Note, Provider, ReplyRule, SecretKind, UserName};
use crate::report::json::{Form, written};
use crate::report::places::tls_word;

const SCHEMA: &str = "smtp-doctor/providers/v1";
/// How much of the user's words is repeated, in characters.
const QUOTED: usize = 500;

/// One object, its last line ended.
pub(super) fn render(listing: &Listing, lang: Lang, form: Form) -> String {
    let wire = Wire {
        schema: SCHEMA,
        query: listing.query.as_deref().map(|query| visible_within(query, QUOTED)),
        suggestion: listing.suggestion,
        providers: listing.providers.iter().map(|provider| WireProvider::of(provider, lang)).collect(),
    };
    written(match form {
        Form::Lines => serde_json::to_string_pretty(&wire),
        Form::Line => serde_json::to_string(&wire),
    })
}

#[derive(Serialize)]
struct Wire {
    schema: &'static str,
    query: Option<String>,
    suggestion: Option<&'static str>,
    providers: Vec<WireProvider>,
}

#[derive(Serialize)]
struct WireProvider {
    id: &'static str,
    name: &'static str,
    names: Vec<&'static str>,
    domains: &'static [&'static str],
    inbound: &'static [&'static str],
    endpoints: Vec<WireEndpoint>,
    user_name: WireUserName,
    secret: WireSecret,
    help: Option<&'static str>,
    notes: Vec<WireNote>,
    replies: Vec<WireReply>,
    command: Option<String>,
}

#[derive(Serialize)]
struct WireEndpoint {
    host: &'static str,
    port: u16,
    tls: &'static str,
    recommended: bool,
}

#[derive(Serialize)]
struct WireUserName {
    form: Option<&'static str>,
    literal: Option<&'static str>,
}

#[derive(Serialize)]
struct WireSecret {
    kind: &'static str,
    page: Option<&'static str>,
}

#[derive(Serialize)]
struct WireNote {
    text: &'static str,
    since: Option<&'static str>,
    link: Option<&'static str>,
    about: &'static [&'static str],
}

#[derive(Serialize)]
struct WireReply {
    code: u16,
    words: &'static [&'static str],
    cause: &'static str,
}

impl WireProvider {
    fn of(provider: &'static Provider, lang: Lang) -> Self {
        let best = provider.submission();
        let endpoints = provider.endpoints.iter().map(|endpoint| WireEndpoint {
            host: endpoint.host,
            port: endpoint.port,
            tls: tls_word(endpoint.security),
            recommended: best == Some(endpoint),
        });
        let mut names = vec![provider.name.en, provider.name.zh_cn];
        names.dedup();
        Self {
            id: provider.id,
            name: provider.name.in_lang(lang),
            names,
            domains: provider.domains,
            inbound: provider.mx,
            endpoints: endpoints.collect(),
            user_name: user_name(provider),
            secret: WireSecret { kind: secret_word(provider.secret), page: provider.secret_page },
            help: provider.help_page,
            notes: provider.notes.iter().map(|note| WireNote::of(note, lang)).collect(),
            replies: provider.replies.iter().map(WireReply::of).collect(),
            command: command(provider, lang),
        }
    }
}

impl WireNote {
    fn of(note: &Note, lang: Lang) -> Self {
        Self { text: note.text.in_lang(lang), since: note.since, link: note.link, about: note.about }
    }
}

impl WireReply {
    fn of(rule: &ReplyRule) -> Self {
        Self { code: rule.code, words: rule.words, cause: rule.cause }
    }
}

/// The word for the form of a user name; none where there is no login. A word never changes its meaning.
fn user_name(provider: &Provider) -> WireUserName {
    let (form, literal) = match provider.user {
        UserName::Address => ("address", None),
        UserName::LocalPart => ("local-part", None),
        UserName::AddressOrLocalPart => ("address-or-local-part", None),
        UserName::Literal(word) => ("literal", Some(word)),
        UserName::Given => ("given", None),
    };
    WireUserName { form: (provider.secret != SecretKind::NoLogin).then_some(form), literal }
}

/// The word for a kind of secret. A word never changes its meaning.
fn secret_word(secret: SecretKind) -> &'static str {
    match secret {
        SecretKind::Password => "password",
        SecretKind::AppPassword => "app-password",
        SecretKind::PasswordOrAppPassword => "password-or-app-password",
        SecretKind::AuthorizationCode => "authorization-code",
        SecretKind::OAuth => "oauth",
        SecretKind::SmtpKey => "smtp-key",
        SecretKind::NoLogin => "none",
    }
}
