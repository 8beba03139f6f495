//! The listing for people: a table in columns, or a page, or why there is neither.

use super::page;
use super::words::{
    ALL, COLUMN_ID, COLUMN_NAME, COLUMN_SECRET, COLUMN_SERVER, COUNT, EXAMINE, MEANT, NOTHING, OWN_SERVER,
    SEVERAL, secret, security,
};
use super::{Listing, Style};
use crate::escape::visible_within;
use crate::locale::{Lang, fill};
use crate::provider::{Provider, SecretKind};
use crate::report::text::layout::{padded, width};
use crate::report::text::paint::{Paint, Tone};

/// How much of the user's words is quoted, in characters.
const QUOTED: usize = 120;
/// The spaces between two columns.
const GAP: usize = 2;

/// The listing.
pub(super) fn render(listing: &Listing, lang: Lang, style: Style) -> String {
    match listing.providers.as_slice() {
        [] => nothing(listing, lang),
        [provider] => page::render(provider, lang, style),
        several => {
            let last = if listing.query.is_none() { COUNT } else { SEVERAL };
            format!(
                "{}\n{}\n",
                table(several, lang, Paint(style.color)),
                queried(listing, last.in_lang(lang))
            )
        }
    }
}

/// A sentence with what was asked for in it.
pub(super) fn queried(listing: &Listing, text: &str) -> String {
    let query = listing.query.as_deref().map(|query| visible_within(query, QUOTED)).unwrap_or_default();
    fill(text, &[("query", query)])
}

/// Why there is nothing to list.
pub(super) fn nothing(listing: &Listing, lang: Lang) -> String {
    let mut out = format!("{}\n", queried(listing, NOTHING.in_lang(lang)));
    if let Some(suggestion) = listing.suggestion {
        let args = [("suggestion", format!("`smtp-doctor providers {suggestion}`"))];
        out.extend(["  ".to_owned(), fill(MEANT.in_lang(lang), &args), "\n".to_owned()]);
    }
    for line in [ALL, EXAMINE] {
        out.extend(["  ", line.in_lang(lang), "\n"]);
    }
    out
}

/// The providers in columns, each on one line however long it is: tables are searched and cut by programs too.
fn table(providers: &[&Provider], lang: Lang, paint: Paint) -> String {
    let heading = [COLUMN_ID, COLUMN_NAME, COLUMN_SERVER, COLUMN_SECRET];
    let heading = heading.map(|text| text.in_lang(lang).to_owned());
    let rows: Vec<[String; 4]> = providers.iter().map(|provider| row(provider, lang)).collect();
    let widest = |column: usize| {
        let cells = rows.iter().chain([&heading]).map(|row| width(&row[column]));
        cells.max().unwrap_or_default() + GAP
    };
    let columns = [widest(0), widest(1), widest(2)];
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(columns).map(|(cell, column)| padded(cell, column));
        format!("{}{}", cells.collect::<String>(), row[3])
    };
    let mut out = format!("{}\n", paint.paint(Tone::Strong, &line(&heading)));
    for row in &rows {
        out.extend([line(row).trim_end(), "\n"]);
    }
    out
}

/// The cells of a provider: id, name, server, secret.
pub(super) fn row(provider: &Provider, lang: Lang) -> [String; 4] {
    let server = match provider.submission().or(provider.endpoints.first()) {
        Some(endpoint) => {
            let security = security(endpoint.security, lang);
            format!("{}:{} {security}", endpoint.host, endpoint.port)
        }
        None if provider.secret == SecretKind::NoLogin => "–".to_owned(),
        None => OWN_SERVER.in_lang(lang).to_owned(),
    };
    [
        provider.id.to_owned(),
        provider.name.in_lang(lang).to_owned(),
        server,
        secret(provider.secret).in_lang(lang).to_owned(),
    ]
}
