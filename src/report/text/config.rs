//! The settings for an application: where they go, whether they are proven, and a block to be copied as it is.

use super::Page;
use super::paint::Tone;
use crate::locale::{Text, fill};
use crate::report::config::Config;

/// Writes them, where they were asked for.
pub(super) fn write(page: &mut Page) {
    let view = page.view;
    let Some(config) = &view.config else { return };
    let (heading, place) = head(config);
    page.gap();
    page.line(&page.paint.paint(Tone::Strong, &heading));
    for note in &config.notes {
        page.folded(note, page.edge);
    }
    let Some(text) = &config.text else { return };
    let [file, source] = place;
    page.folded(&file, page.edge);
    page.line(&source);
    page.gap();
    for line in text.lines() {
        page.line(line);
    }
}

/// The heading, and where the settings go and where that is documented.
pub(in crate::report) fn head(config: &Config) -> (String, [String; 2]) {
    let lang = config.lang;
    let heading = fill(HEADING.in_lang(lang), &[("application", config.application.name.to_owned())]);
    let file = fill(PLACE.in_lang(lang), &[("file", config.file.to_owned())]);
    (heading, [file, fill(SOURCE.in_lang(lang), &[("link", config.application.source.to_owned())])])
}

const HEADING: Text = Text { en: "Settings for {application}", zh_cn: "{application} 的设置" };
const PLACE: Text = Text { en: "They go into: {file}", zh_cn: "写在：{file}" };
const SOURCE: Text = Text { en: "Documentation: {link}", zh_cn: "文档：{link}" };
