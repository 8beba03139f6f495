//! The settings for an application: where they go, whether they are proven, and a block to be copied as it is.

use super::Page;
use super::paint::Tone;
use crate::locale::{Text, fill};

/// Writes them, where they were asked for.
pub(super) fn write(page: &mut Page) {
    let view = page.view;
    let Some(config) = &view.config else { return };
    let lang = config.lang;
    page.gap();
    let heading = fill(HEADING.in_lang(lang), &[("application", config.application.name.to_owned())]);
    page.line(&page.paint.paint(Tone::Strong, &heading));
    for note in &config.notes {
        page.folded(note, page.edge);
    }
    let Some(text) = &config.text else { return };
    page.folded(&fill(PLACE.in_lang(lang), &[("file", config.file.to_owned())]), page.edge);
    page.line(&fill(SOURCE.in_lang(lang), &[("link", config.application.source.to_owned())]));
    page.gap();
    for line in text.lines() {
        page.line(line);
    }
}

const HEADING: Text = Text { en: "Settings for {application}", zh_cn: "{application} 的设置" };
const PLACE: Text = Text { en: "They go into: {file}", zh_cn: "写在：{file}" };
const SOURCE: Text = Text { en: "Documentation: {link}", zh_cn: "文档：{link}" };
