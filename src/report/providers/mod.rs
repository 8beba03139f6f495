//! What is told of the providers themselves: the table of all, the page of one, a short list, a suggestion.
//!
//! It refuses to know what was examined: these pages are the same on every machine.

mod json;
mod markdown;
mod page;
mod plain;
mod text;
mod words;

use super::json::Form;
use super::{Format, Style};
use crate::locale::Lang;
use crate::provider::{Found, PROVIDERS, Provider, search};

/// What is to be told.
#[derive(Debug)]
pub struct Listing {
    /// What was asked for; none where all are.
    query: Option<String>,
    /// The providers that it means.
    providers: Vec<&'static Provider>,
    /// The host or name that may have been meant in its place.
    suggestion: Option<&'static str>,
}

impl Listing {
    /// Every provider.
    pub fn all() -> Self {
        Self { query: None, providers: PROVIDERS.to_vec(), suggestion: None }
    }

    /// The providers that a user's words mean.
    pub fn of(words: &str) -> Self {
        let (providers, suggestion) = match search(words) {
            Found::One(provider) => (vec![provider], None),
            Found::Several(providers) => (providers, None),
            Found::Mistyped(meant) => (Vec::new(), Some(meant)),
            Found::Nothing => (Vec::new(), None),
        };
        Self { query: Some(words.to_owned()), providers, suggestion }
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.providers.is_empty()
    }
}

/// The listing in one format and language, its last line ended; a form for which it is not fit is text.
pub fn render(format: Format, listing: &Listing, lang: Lang, style: Style) -> String {
    match format {
        Format::Json => json::render(listing, lang, Form::Lines),
        Format::Jsonl => json::render(listing, lang, Form::Line),
        Format::Markdown => markdown::render(listing, lang),
        Format::Plain => plain::render(listing, lang),
        _ => text::render(listing, lang, style),
    }
}

/// The command that examines a provider's service, where a user can log in to it. A word in capitals is to be replaced.
fn command(provider: &Provider, lang: Lang) -> Option<String> {
    use crate::provider::{SecretKind, UserName};
    if provider.secret == SecretKind::NoLogin {
        return None;
    }
    let (host, port) = match provider.endpoints {
        [] => (words::HOST.in_lang(lang).to_owned(), 587),
        endpoints => {
            let endpoint = provider.submission().or(endpoints.first())?;
            (endpoint.host.replace('*', words::HOST_LABEL.in_lang(lang)), endpoint.port)
        }
    };
    let domain = provider.domains.first().copied().unwrap_or("example.com");
    let user = match provider.user {
        UserName::Address | UserName::AddressOrLocalPart => format!("you@{domain}"),
        UserName::LocalPart => "you".to_owned(),
        UserName::Literal(word) => word.to_owned(),
        UserName::Given => words::USER.in_lang(lang).to_owned(),
    };
    Some(format!("smtp-doctor {host}:{port} {user} --ask-password"))
}

#[cfg(test)]
mod tests;
