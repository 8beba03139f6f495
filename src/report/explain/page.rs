//! The page of a cause in the documentation, and the list of all pages.
//!
//! A page is what `explain CODE` says, for every system at once, with links between the causes.

use super::Explained;
use super::markdown::Page;
use super::view::{Named, Subject, View};
use super::words as say;
use crate::catalog::{Cause, Code, Severity, causes};
use crate::exit::Status;
use crate::locale::{Lang, Text, fill};
use crate::plan::Platform;
use crate::report::Detail;
use crate::report::finding::RemedyView;
use crate::report::markdown::quote::{prose, span};

/// The family whose causes show in texts alone: no examination finds them.
const TOLD_BY_TEXTS: &str = "client";
/// The systems whose remedies may differ from those of Linux.
const SYSTEMS: [(Platform, &str); 2] = [(Platform::Windows, "Windows"), (Platform::MacOs, "macOS")];

/// The names of the files in a language.
#[derive(Clone, Copy, Debug)]
pub struct PageName(pub Lang);

impl PageName {
    /// The page of a cause, below the folder of all pages.
    pub fn of(self, code: Code) -> String {
        format!("{}{}", code.0, self.end())
    }

    /// The list of all pages.
    pub fn index(self) -> String {
        format!("README{}", self.end())
    }

    fn end(self) -> &'static str {
        match self.0 {
            Lang::En => ".md",
            Lang::ZhCn => ".zh-CN.md",
        }
    }

    /// The other language: its name there, and its files.
    fn other(self) -> (&'static str, Self) {
        match self.0 {
            Lang::En => ("中文", Self(Lang::ZhCn)),
            Lang::ZhCn => ("English", Self(Lang::En)),
        }
    }
}

/// The list of all pages in a language, as Markdown.
pub fn index(lang: Lang) -> String {
    let name = PageName(lang);
    let (language, other) = name.other();
    let mut page = begun(lang, &format!("[{language}]({})", other.index()), say::ALL_CAUSES.in_lang(lang));
    page.paragraph(&prose(say::CAUSES_ARE.in_lang(lang)));
    let mut family = "";
    let mut lines = Vec::new();
    for cause in causes() {
        let of = cause.code.0.split_once('/').map_or("", |(family, _)| family);
        if of != family {
            page.list(std::mem::take(&mut lines).into_iter());
            page.heading(2, of);
            family = of;
        }
        let title = View::new(Explained::Code(cause), lang, Platform::Linux).matches.swap_remove(0).title;
        lines.push(linked(cause.code, &name.of(cause.code), &title));
    }
    page.list(lines.into_iter());
    page.out
}

/// The page of a cause in a language, as Markdown.
pub fn page(cause: &'static Cause, lang: Lang) -> String {
    let on = |platform| View::new(Explained::Code(cause), lang, platform);
    let view = on(Platform::Linux);
    let ([told], Subject::Code(related)) = (view.matches.as_slice(), &view.subject) else {
        return String::new();
    };
    let name = PageName(lang);
    let (language, other) = name.other();
    let folder = |path: String| path.rsplit('/').next().map(str::to_owned).unwrap_or_default();
    let links = format!(
        "[{language}]({}) · [{}](../{})",
        folder(other.of(cause.code)),
        say::ALL_CAUSES.in_lang(lang),
        name.index()
    );
    let mut page = begun(lang, &links, &prose(&told.title));
    page.paragraph(&standing(cause, lang));
    page.paragraph(&prose(&told.explanation));
    page.heading(2, say::REMEDIES.in_lang(lang));
    page.remedies(&told.remedies);
    for (platform, system) in SYSTEMS {
        let there = on(platform).matches.swap_remove(0).remedies;
        if there.iter().map(acts).ne(told.remedies.iter().map(acts)) {
            let heading = fill(say::ON_SYSTEM.in_lang(lang), &[("system", system.to_owned())]);
            page.heading(3, &heading);
            page.remedies(&there);
        }
    }
    page.heading(2, say::SETTLED.in_lang(lang));
    page.paragraph(&prose(told.settled_by));
    page.command(&told.command, "");
    near(&mut page, &say::SYMPTOMS, &related.symptoms);
    near(&mut page, &say::ROOTS, &related.roots);
    page.out
}

fn begun(lang: Lang, links: &str, title: &str) -> Page {
    let mut page = Page { lang, detail: Detail::Normal, out: String::new() };
    page.paragraph(links);
    page.heading(1, title);
    page
}

/// The code, and what it means for the exit status.
fn standing(cause: &Cause, lang: Lang) -> String {
    let code = span(cause.code.0);
    if cause.code.0.starts_with(TOLD_BY_TEXTS) {
        return code;
    }
    let number = Status::of_code(cause.code).number().to_string();
    let end = match cause.severity {
        Severity::Error => fill(say::ENDS_WITH.in_lang(lang), &[("status", number)]),
        Severity::Warning | Severity::Info => say::WARNS.in_lang(lang).to_owned(),
    };
    format!("{code} · {end}")
}

fn acts(remedy: &RemedyView) -> (&str, Option<&str>) {
    (&remedy.text, remedy.command.as_deref())
}

/// The causes that stand near, from a page in the folder of a family.
fn near(page: &mut Page, label: &Text, named: &[Named]) {
    if named.is_empty() {
        return;
    }
    let name = PageName(page.lang);
    page.heading(2, label.in_lang(page.lang));
    page.list(named.iter().map(|one| linked(one.code, &format!("../{}", name.of(one.code)), &one.title)));
}

fn linked(code: Code, path: &str, title: &str) -> String {
    format!("[{}]({path}) {}", span(code.0), prose(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::find;

    #[test]
    fn a_page_tells_each_system_what_to_do() {
        let cause = find(Code("tcp/no-buffer-space")).unwrap();
        let page = page(cause, Lang::En);
        assert!(page.contains("### On Windows"), "{page}");
        assert!(page.contains("exit status 11"), "{page}");
    }

    #[test]
    fn every_page_is_in_the_list_and_speaks_for_itself() {
        for lang in Lang::ALL {
            let list = index(lang);
            for cause in causes() {
                let page = page(cause, lang);
                assert!(list.contains(&format!("({})", PageName(lang).of(cause.code))), "{}", cause.code.0);
                assert!(page.contains(&format!("`{}`", cause.code.0)) && !page.contains('{'), "{page}");
            }
        }
    }
}
