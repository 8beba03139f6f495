//! The other ways to the server: the table of ports, and a line for each way that the table does not tell.

use maud::{Markup, html};

use super::mark::Mark;
use crate::plan::Security;
use crate::report::ports::{COLUMNS, HEADING, NOT_OFFERED, OFFERED, PortState, PortView};
use crate::report::route::{OtherRoute, OtherStatus};
use crate::report::text::duration;
use crate::report::view::View;

/// Both.
pub(super) fn sections(view: &View) -> Markup {
    let has_table = view.has_table();
    let told = |other: &&OtherRoute| !has_table || other.status == OtherStatus::Fail;
    let others: Vec<&OtherRoute> = view.others.iter().filter(told).collect();
    html! {
        @if has_table { (table(view)) }
        @if !others.is_empty() {
            section aria-labelledby="others" {
                h2 id="others" { (view.words.heading_others) }
                ol.body.stages { @for other in others { (line(view, other)) } }
            }
        }
    }
}

fn line(view: &View, other: &OtherRoute) -> Markup {
    let mark = match other.status {
        OtherStatus::Pass => Mark::Good,
        OtherStatus::Fail => Mark::Bad,
        OtherStatus::Skip => Mark::Left,
    };
    html! {
        li class=(mark.class()) {
            (mark.shown(view.lang))
            span.name { (other.port) }
            span.said {
                @if !matches!(other.security, Security::Opportunistic | Security::Detect) {
                    (view.security(other.security)) " · "
                }
                (other.summary)
                @if let Some(code) = other.root_cause { " " code { (code.0) } }
            }
        }
    }
}

fn table(view: &View) -> Markup {
    html! {
        section.wide aria-labelledby="ports" {
            h2 id="ports" { (HEADING.in_lang(view.lang)) }
            div.body {
                table.ports {
                    thead { tr { @for head in &COLUMNS { th scope="col" { (head.in_lang(view.lang)) } } } }
                    tbody { @for port in &view.ports { (row(view, port)) } }
                }
            }
        }
    }
}

/// A row. Each cell carries the head of its column, which stands before it where there is no room for columns.
fn row(view: &View, port: &PortView) -> Markup {
    let lang = view.lang;
    let open = port.state == PortState::Open;
    let unknown = || if open { "–".to_owned() } else { String::new() };
    let none = || NOT_OFFERED.in_lang(lang).to_owned();
    let mark = match (port.well, port.is_beside()) {
        (true, _) => Mark::Good,
        (false, true) => Mark::Left,
        (false, false) => Mark::Bad,
    };
    let cells = [
        if port.tried == 0 { String::new() } else { format!("{}/{}", port.reachable, port.tried) },
        port.state.word(lang).to_owned(),
        port.version.clone().unwrap_or_else(unknown),
        match port.starttls {
            Some(true) => OFFERED.in_lang(lang).to_owned(),
            Some(false) => none(),
            None => unknown(),
        },
        match port.auth.as_deref() {
            Some([]) => none(),
            Some(mechanisms) => mechanisms.join(" "),
            None => unknown(),
        },
        port.certificate.map_or_else(unknown, |certificate| certificate.word(lang)),
        port.ms.filter(|_| open).map(duration).unwrap_or_default(),
    ];
    html! {
        tr {
            th scope="row" { (mark.shown(lang)) " " (port.port) }
            @for (head, cell) in COLUMNS.iter().skip(1).zip(&cells) {
                td data-head=(head.in_lang(lang)) { (cell) }
            }
        }
    }
}
