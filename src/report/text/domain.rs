//! The section on the sender's domain: a mark, what it is about, and the sentence.

use super::Page;
use super::layout::{padded, spaces, width};
use super::paint::Tone;
use crate::domain::Weight;
use crate::report::domain::topic_word;

/// What stands before the topic: indent, mark, space; and the gap behind it.
const MARGIN: usize = 4;
const GAP: usize = 3;

/// Writes it, where the domain was asked about.
pub(super) fn write(page: &mut Page) {
    let view = page.view;
    let Some(domain) = view.domain.as_ref().filter(|domain| !domain.lines.is_empty()) else { return };
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, &domain.heading));
    let topics = domain.lines.iter().map(|line| width(topic_word(line.topic))).max().unwrap_or_default();
    for line in &domain.lines {
        let mark = match line.weight {
            Weight::Good => page.paint.paint(Tone::Good, "✔"),
            Weight::Note => page.paint.paint(Tone::Faint, "·"),
            Weight::Doubtful | Weight::Absent => page.paint.paint(Tone::Doubtful, "!"),
            Weight::Broken => page.paint.paint(Tone::Bad, "✘"),
            Weight::Unknown => page.paint.paint(Tone::Faint, "–"),
        };
        let word = topic_word(line.topic);
        let indent = if word.is_empty() { MARGIN } else { MARGIN + topics + GAP };
        let topic =
            if word.is_empty() { String::new() } else { format!("{}{}", padded(word, topics), spaces(GAP)) };
        page.hanging(&format!("  {mark} {topic}"), indent, &line.text);
    }
}
