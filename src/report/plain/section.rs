//! The sections that a report has only where there is something to tell.

use super::{Lines, Word};
use crate::audit::Level;
use crate::domain::Weight;
use crate::evidence::HelloAnswer;
use crate::locale::fill;
use crate::report::chain::ChainWeight;
use crate::report::dialogue::{Speaker, dialogues};
use crate::report::discovery::SourceStatus;
use crate::report::domain::topic_word;
use crate::report::hello;
use crate::report::ports::{COLUMNS, HEADING};
use crate::report::text::config::head;
use crate::report::text::discovery::told;
use crate::report::text::duration;
use crate::report::text::ports::{UNKNOWN, cells};
use crate::report::text::timing::word;
use crate::report::timing::{self, Span, TimingView};
use crate::report::view::View;
use crate::report::{Detail, Waterfall};

/// The search for the server.
pub(super) fn discovery(lines: &mut Lines, view: &View, detail: Detail) {
    let Some(search) = &view.discovery else { return };
    let Some((apart, together)) = told(search, detail) else { return };
    lines.heading(&search.heading);
    for line in apart {
        let word = match line.status {
            SourceStatus::Agrees => Word::Ok,
            SourceStatus::Differs => Word::Warning,
            SourceStatus::Failed | SourceStatus::Silent => Word::Note,
            SourceStatus::Late => Word::NotRun,
        };
        lines.named(word, line.name, &line.text);
    }
    if !together.is_empty() {
        let silent: Vec<String> = together.iter().map(|line| line.name.to_owned()).collect();
        let silent = lines.facts(&silent);
        lines.marked(Word::Note, &fill(view.words.discovery_silent, &[("sources", silent)]));
    }
    if let Some(chosen) = &search.chosen {
        lines.say(&chosen.text);
        lines.say(chosen.caution);
    }
}

/// What each port shows, one after the other, each value behind its name.
pub(super) fn ports(lines: &mut Lines, view: &View) {
    lines.heading(HEADING.in_lang(view.lang));
    for port in &view.ports {
        let word = match (port.well, port.is_beside()) {
            (true, _) => Word::Ok,
            (false, true) => Word::NotRun,
            (false, false) => Word::Failed,
        };
        let cells = cells(port, view.lang);
        let said = |(head, cell): (&crate::locale::Text, &String)| {
            let known = !cell.is_empty() && cell != UNKNOWN;
            known.then(|| format!("{} {cell}", head.in_lang(view.lang)))
        };
        let facts: Vec<String> = COLUMNS.iter().zip(&cells).skip(1).filter_map(said).collect();
        let facts = lines.facts(&facts);
        lines.named(word, &cells[0], &facts);
    }
}

/// What was said on each port.
pub(super) fn dialogue(lines: &mut Lines, view: &View) {
    for dialogue in dialogues(view) {
        lines.heading(&dialogue.heading);
        for said in dialogue.lines {
            match said.by {
                Speaker::Client => lines.verbatim(&format!("C: {}", said.line)),
                Speaker::Server => lines.verbatim(&format!("S: {}", said.line)),
                Speaker::Nobody => lines.say(&said.line),
            }
        }
    }
}

/// Where the time went.
pub(super) fn timing(lines: &mut Lines, view: &View, waterfall: Waterfall) {
    let Some(timing) = view.timing.as_ref().filter(|_| waterfall != Waterfall::None) else { return };
    lines.heading(timing::HEADING.in_lang(view.lang));
    lines.say(&fill(timing::TOTAL.in_lang(view.lang), &[("time", duration(timing.total))]));
    let spans = |lines: &mut Lines, spans: &[Span]| {
        for span in spans {
            let args = [("time", duration(span.ms)), ("start", duration(span.start))];
            lines.pair(word(view, span.what), &fill(timing::SPAN.in_lang(view.lang), &args));
        }
    };
    let TimingView { before, tracks, after, .. } = timing;
    spans(lines, before);
    for track in tracks {
        if tracks.len() > 1 {
            let port = fill(timing::PORT.in_lang(view.lang), &[("port", track.port.to_string())]);
            let line = lines.facts(&[port, view.security(track.security).to_owned()]);
            lines.say(&line);
        }
        spans(lines, &track.spans);
    }
    spans(lines, after.as_slice());
}

/// The certificates.
pub(super) fn chain(lines: &mut Lines, view: &View, detail: Detail) {
    let Some(chain) = view.chain.as_ref().filter(|chain| chain.matters || detail == Detail::Dialogue) else {
        return;
    };
    lines.heading(chain.heading);
    for certificate in &chain.certificates {
        lines.marked(Word::Note, certificate);
    }
    for note in &chain.notes {
        let word = match note.weight {
            ChainWeight::Good => Word::Ok,
            ChainWeight::Note => Word::Note,
            ChainWeight::Doubtful => Word::Warning,
        };
        lines.marked(word, &note.text);
    }
}

/// What the server takes.
pub(super) fn hellos(lines: &mut Lines, view: &View) {
    if view.hellos.is_empty() {
        return;
    }
    lines.heading(hello::HEADING.in_lang(view.lang));
    for line in &view.hellos {
        let word = match line.hello.answer {
            HelloAnswer::Taken(_) => Word::Ok,
            HelloAnswer::Refused { .. } => Word::Failed,
            HelloAnswer::Unsent { .. } => Word::NotRun,
        };
        lines.named(word, &line.offered, &line.said);
    }
}

/// The sender's domain.
pub(super) fn domain(lines: &mut Lines, view: &View) {
    let Some(domain) = &view.domain else { return };
    lines.heading(&domain.heading);
    for line in &domain.lines {
        let word = match line.weight {
            Weight::Good => Word::Ok,
            Weight::Note => Word::Note,
            Weight::Doubtful | Weight::Absent => Word::Warning,
            Weight::Broken => Word::Failed,
            Weight::Unknown => Word::NotRun,
        };
        match topic_word(line.topic) {
            "" => lines.marked(word, &line.text),
            topic => lines.named(word, topic, &line.text),
        }
    }
}

/// The health of the server.
pub(super) fn audit(lines: &mut Lines, view: &View, detail: Detail) {
    let Some(audit) = &view.audit else { return };
    lines.heading(audit.heading);
    for found in &audit.findings {
        let word = match found.level {
            Level::Fault => Word::Failed,
            Level::Advice => Word::Warning,
            Level::Note => Word::Note,
        };
        let ports: Vec<String> = found.ports.iter().map(u16::to_string).collect();
        let name =
            if ports.is_empty() { found.id.to_owned() } else { lines.aside(found.id, &ports.join(" ")) };
        lines.named(word, &name, &found.seen);
        lines.say(&found.remedy);
        lines.say(found.source);
    }
    lines.say(&audit.tally);
    if detail == Detail::Dialogue {
        for (word, (label, checks)) in [(Word::Ok, &audit.sound), (Word::NotRun, &audit.unmade)] {
            if checks.is_empty() {
                continue;
            }
            lines.heading(label);
            for check in checks {
                lines.named(word, check.id, &check.line);
            }
        }
    }
}

/// The settings that were asked for, the block as it is to be pasted.
pub(super) fn config(lines: &mut Lines, view: &View) {
    let Some(config) = &view.config else { return };
    let (heading, place) = head(config);
    lines.heading(&heading);
    for note in &config.notes {
        lines.say(note);
    }
    let Some(text) = &config.text else { return };
    for line in place {
        lines.say(&line);
    }
    lines.gap();
    for line in text.lines() {
        lines.verbatim(line);
    }
}
