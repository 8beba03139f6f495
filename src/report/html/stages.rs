//! The stages of the way that is told in full.

use maud::{Markup, html};

use super::mark::Mark;
use super::words;
use crate::report::stage::name;
use crate::report::text::duration;
use crate::report::view::View;

/// The stages: sign, name, what was seen, how long it took.
pub(super) fn section(view: &View) -> Markup {
    html! {
        section aria-labelledby="stages" {
            h2 id="stages" { (words::STAGES.in_lang(view.lang)) }
            ol.body.stages {
                @for line in view.told_stages() {
                    @let mark = Mark::from(line.status);
                    li class=(mark.class()) {
                        (mark.shown(view.lang))
                        span.name { (name(view.words, line.stage)) }
                        span.said { (line.summary) }
                        span.time { @if let Some(ms) = line.ms { (duration(ms)) } }
                    }
                }
            }
        }
    }
}
