//! The listing for a screen reader: a line a provider, or a page of lines.

use super::page::{servers, title};
use super::text::queried;
use super::text::{nothing, row};
use super::words::{
    COUNT, HEADING_COMMAND, HEADING_NOTES, HEADING_REPLIES, LABEL_DOMAINS, LABEL_HELP, LABEL_SECRET,
    LABEL_SERVERS, LABEL_USER, MADE_AT, SAID, SEVERAL, SINCE, secret_in_full, user,
};
use super::{Listing, command};
use crate::locale::{Lang, Text, fill};
use crate::provider::{Provider, SecretKind};
use crate::report::plain::{CODE, Lines, attached};

/// The listing.
pub(super) fn render(listing: &Listing, lang: Lang) -> String {
    match listing.providers.as_slice() {
        [] => nothing(listing, lang),
        [provider] => page(provider, lang),
        several => {
            let mut lines = Lines::new(lang);
            for provider in several {
                let [id, name, server, secret] = row(provider, lang);
                let facts = lines.facts(&[name, server, secret]);
                lines.pair(&id, &facts);
            }
            lines.gap();
            let last = if listing.query.is_none() { COUNT } else { SEVERAL };
            lines.say(&queried(listing, last.in_lang(lang)));
            lines.finish()
        }
    }
}

fn page(provider: &Provider, lang: Lang) -> String {
    let mut lines = Lines::new(lang);
    let name = lines.facts(&[provider.name.in_lang(lang).to_owned(), provider.id.to_owned()]);
    lines.say(&name);
    lines.gap();
    let domains: Vec<String> = provider.domains.iter().map(|domain| (*domain).to_owned()).collect();
    let mut fact = |label: Text, paragraphs: &[String]| {
        for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
            lines.pair(label.in_lang(lang), paragraph);
        }
    };
    fact(LABEL_DOMAINS, &[domains.join(" · ")]);
    let server = |(host, ports): (String, String)| format!("{host} {ports}").trim_start().to_owned();
    let hosts: Vec<String> = servers(provider, lang).into_iter().map(server).collect();
    fact(LABEL_SERVERS, &hosts);
    if provider.secret != SecretKind::NoLogin {
        fact(LABEL_USER, &[user(provider.user, lang)]);
    }
    fact(LABEL_SECRET, &[secret_in_full(provider.secret).in_lang(lang).to_owned()]);
    let made = provider.secret_page.map(|page| fill(MADE_AT.in_lang(lang), &[("page", page.to_owned())]));
    fact(LABEL_SECRET, &made.into_iter().collect::<Vec<_>>());
    fact(LABEL_HELP, &[provider.help_page.unwrap_or_default().to_owned()]);
    notes(&mut lines, provider);
    if !provider.replies.is_empty() {
        lines.heading(HEADING_REPLIES.in_lang(lang));
    }
    for rule in provider.replies {
        let args = [("code", rule.code.to_string()), ("words", rule.words.join(" … "))];
        let said = fill(SAID.in_lang(lang), &args);
        lines.say(&said);
        lines.pair(CODE.in_lang(lang), rule.cause);
        if let Some(title) = title(provider, rule, lang) {
            lines.say(&title);
        }
    }
    if let Some(command) = command(provider, lang) {
        lines.heading(HEADING_COMMAND.in_lang(lang));
        lines.verbatim(&command);
    }
    lines.finish()
}

fn notes(lines: &mut Lines, provider: &Provider) {
    if provider.notes.is_empty() {
        return;
    }
    let lang = lines.lang;
    lines.heading(HEADING_NOTES.in_lang(lang));
    let mut told: Vec<Option<&str>> = vec![None, provider.help_page, provider.secret_page];
    for note in provider.notes {
        let text = note.text.in_lang(lang);
        match note.since.filter(|since| !text.contains(since)) {
            Some(since) => {
                let args = [("since", since.to_owned()), ("text", text.to_owned())];
                lines.say(&fill(SINCE.in_lang(lang), &args));
            }
            None => lines.say(text),
        }
        if !told.contains(&note.link) {
            told.push(note.link);
            attached(lines, note.link, None);
        }
    }
}
