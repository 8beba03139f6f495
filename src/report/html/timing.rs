//! Where the time went: a table whose bars are drawn beside the numbers.

use maud::{Markup, html};

use super::words;
use crate::locale::fill;
use crate::report::stage::name;
use crate::report::text::duration;
use crate::report::timing::{BESIDE, HEADING, PORT, SEARCH, Span, TOTAL, TimingView, What};
use crate::report::view::View;

/// The units of a whole bar.
const WHOLE: f64 = 1_000.0;
/// The least that is drawn of one.
const LEAST: f64 = 3.0;

/// The table; nothing where no stage took any time.
pub(super) fn section(view: &View) -> Markup {
    let Some(timing) = &view.timing else { return html! {} };
    let lang = view.lang;
    let several = timing.tracks.len() > 1;
    html! {
        section aria-labelledby="timing" {
            h2 id="timing" { (HEADING.in_lang(lang)) }
            div.body {
                table.timing {
                    thead.unseen {
                        tr {
                            th scope="col" { (words::STAGE.in_lang(lang)) }
                            th scope="col" { (words::BEGAN.in_lang(lang)) }
                            th scope="col" { (words::TIME.in_lang(lang)) }
                        }
                    }
                    tbody { @for span in &timing.before { (row(view, timing, span)) } }
                    @for track in &timing.tracks {
                        tbody {
                            @if several {
                                tr {
                                    th.way colspan="3" scope="rowgroup" {
                                        (fill(PORT.in_lang(lang), &[("port", track.port.to_string())]))
                                        " · " (view.security(track.security))
                                    }
                                }
                            }
                            @for span in &track.spans { (row(view, timing, span)) }
                        }
                    }
                    @if let Some(span) = &timing.after { tbody { (row(view, timing, span)) } }
                }
                p.total { (fill(TOTAL.in_lang(lang), &[("time", duration(timing.total))])) }
            }
        }
    }
}

fn row(view: &View, timing: &TimingView, span: &Span) -> Markup {
    let width = (span.ms / timing.total * WHOLE).clamp(LEAST, WHOLE);
    let start = (span.start / timing.total * WHOLE).clamp(0.0, WHOLE - width);
    let class = match (span.failed, span.what) {
        (true, _) => "bar bad",
        (false, What::Stage(_)) => "bar",
        (false, What::Search | What::Beside) => "bar other",
    };
    html! {
        tr {
            th scope="row" { (word(view, span.what)) }
            td.course {
                svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                    rect.ground x="0" y="0" width="1000" height="10" {}
                    rect class=(class) x=(format!("{start:.1}")) y="0" width=(format!("{width:.1}")) height="10" {}
                }
            }
            td.time { (duration(span.ms)) }
        }
    }
}

fn word(view: &View, what: What) -> &'static str {
    match what {
        What::Search => SEARCH.in_lang(view.lang),
        What::Stage(stage) => name(view.words, stage),
        What::Beside => BESIDE.in_lang(view.lang),
    }
}
