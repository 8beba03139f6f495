//! The listing to be pasted into a ticket or a chat: a table of all, or what is known of one.

use std::fmt::Write as _;

use super::words::{
    COLUMN_ID, COLUMN_NAME, COLUMN_SECRET, COLUMN_SERVER, HEADING_COMMAND, HEADING_NOTES, LABEL_DOMAINS,
    LABEL_HELP, LABEL_SECRET, LABEL_SERVERS, LABEL_USER, MADE_AT, SINCE, secret_in_full, security, user,
};
use super::{Listing, Style, command, text};
use crate::locale::{Lang, Text, fill};
use crate::provider::{Provider, SecretKind};
use crate::report::markdown::quote::{block, cell, prose, span};

/// The listing.
pub(super) fn render(listing: &Listing, lang: Lang) -> String {
    match listing.providers.as_slice() {
        // What was typed stands in it.
        [] => block(&lines(&text::render(listing, lang, Style::default())), "text", ""),
        [provider] => page(provider, lang),
        several => table(several, lang),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn table(providers: &[&Provider], lang: Lang) -> String {
    let heads = [COLUMN_ID, COLUMN_NAME, COLUMN_SERVER, COLUMN_SECRET].map(|head| head.in_lang(lang));
    let mut out = format!("| {} |\n|---|---|---|---|\n", heads.join(" | "));
    for provider in providers {
        let cells = text::row(provider, lang).map(|text| cell(&prose(&text)));
        _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

fn page(provider: &Provider, lang: Lang) -> String {
    let mut out = format!("## {} ({})\n\n", prose(provider.name.in_lang(lang)), span(provider.id));
    let mut fact = |label: Text, said: String| {
        if !said.is_empty() {
            _ = writeln!(out, "- **{}** · {said}", label.in_lang(lang));
        }
    };
    let spans = |all: Vec<String>| all.join(" · ");
    fact(LABEL_DOMAINS, spans(provider.domains.iter().map(|domain| span(domain)).collect()));
    let servers = provider.endpoints.iter().map(|endpoint| {
        let place = span(&format!("{}:{}", endpoint.host, endpoint.port));
        format!("{place} {}", security(endpoint.security, lang))
    });
    fact(LABEL_SERVERS, spans(servers.collect()));
    if provider.secret != SecretKind::NoLogin {
        fact(LABEL_USER, prose(&user(provider.user, lang)));
    }
    let mut secret = prose(secret_in_full(provider.secret).in_lang(lang));
    if let Some(page) = provider.secret_page {
        let said = fill(MADE_AT.in_lang(lang), &[("page", String::new())]);
        _ = write!(secret, " {} <{page}>", prose(said.trim_end()));
    }
    fact(LABEL_SECRET, secret);
    fact(LABEL_HELP, provider.help_page.map(|page| format!("<{page}>")).unwrap_or_default());
    if !provider.notes.is_empty() {
        _ = write!(out, "\n### {}\n\n", HEADING_NOTES.in_lang(lang));
    }
    for note in provider.notes {
        let text = note.text.in_lang(lang);
        let text = match note.since.filter(|since| !text.contains(since)) {
            Some(since) => {
                fill(SINCE.in_lang(lang), &[("since", since.to_owned()), ("text", text.to_owned())])
            }
            None => text.to_owned(),
        };
        let link = note.link.map(|link| format!(" <{link}>")).unwrap_or_default();
        _ = writeln!(out, "- {}{link}", prose(&text));
    }
    if let Some(command) = command(provider, lang) {
        _ = write!(out, "\n### {}\n\n{}", HEADING_COMMAND.in_lang(lang), block(&[command], "sh", ""));
    }
    out
}
