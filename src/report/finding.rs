//! A finding with every place filled: what is wrong, what shows it, and what to do here.

use super::Report;
use super::places::{places, rerun_elsewhere};
use super::rerun::same_way;
use super::shell::fill_command;
use crate::catalog::{Code, Remedy, Scope, Severity, When, Who};
use crate::diagnose::{Finding, USE_OTHER_PORT};
use crate::escape::visible_within;
use crate::evidence::Stage;
use crate::locale::{self, Args, Lang, Strings, fill};
use crate::plan::Platform;
use crate::provider::Provider;

/// How much a title or a line of evidence holds, in characters.
const LINE: usize = 500;
/// How much an explanation or a remedy holds, in characters.
const PARAGRAPH: usize = 1_000;

/// The command that examines all ports of the host.
pub(super) const WHOLE: &str = "smtp-doctor {host}";

/// Whether a command would do no more than what was done: whoever named no port had all of them examined.
pub(super) fn is_done(report: &Report, command: Option<&str>) -> bool {
    command == Some(WHOLE) && report.evidence.plan.target.port.is_none()
}

/// A finding in one language.
#[derive(Debug)]
pub(super) struct FindingView {
    /// The code of the cause.
    pub(super) code: Code,
    /// How bad it is.
    pub(super) severity: Severity,
    /// Where it shows.
    pub(super) scope: Scope,
    /// The stage at which it shows.
    pub(super) stage: Stage,
    /// What is wrong.
    pub(super) title: String,
    /// What that means.
    pub(super) explanation: String,
    /// What was observed, a line each.
    pub(super) evidence: Vec<String>,
    /// What to do, most promising first.
    pub(super) remedies: Vec<RemedyView>,
    /// What the provider's users should know.
    pub(super) notes: Vec<NoteView>,
}

/// A remedy in one language.
#[derive(Debug)]
pub(super) struct RemedyView {
    /// Who acts.
    pub(super) who: Who,
    /// What to do.
    pub(super) text: String,
    /// A command to run.
    pub(super) command: Option<String>,
    /// A page to read.
    pub(super) link: Option<&'static str>,
}

/// A note of a provider in one language.
#[derive(Debug)]
pub(super) struct NoteView {
    /// What to know.
    pub(super) text: String,
    /// Since when, where it is a change.
    pub(super) since: Option<&'static str>,
    /// Where it was read.
    pub(super) link: Option<&'static str>,
}

impl FindingView {
    /// A finding with its places filled.
    pub(super) fn new(report: &Report, finding: &Finding, lang: Lang) -> Self {
        let (cause, found) = (finding.cause, &finding.matched);
        let platform = report.evidence.platform;
        let general = places(report, found.scope, lang);
        let own = &found.args;
        let mut args: Args = own.iter().chain(&general).cloned().collect();
        args.extend(rerun_elsewhere(report, found.scope, own).map(|command| ("rerun_elsewhere", command)));
        let all = std::iter::once(&USE_OTHER_PORT).chain(cause.remedies);
        let helps =
            |remedy: &&Remedy| applies(remedy.when, own, platform) && !is_done(report, remedy.command);
        let remedies = all.filter(helps);
        let proofs = found.proof.iter().filter_map(|proof| {
            let args: Args = proof.args.iter().chain(&args).cloned().collect();
            filled(proof.text.in_lang(lang), &args)
        });
        Self {
            code: cause.code,
            severity: finding.severity,
            scope: found.scope,
            stage: found.stage,
            title: visible_within(&fill(cause.title.in_lang(lang), &args), LINE),
            explanation: visible_within(&fill(cause.explanation.in_lang(lang), &args), PARAGRAPH),
            evidence: proofs.map(|line| visible_within(&line, LINE)).collect(),
            remedies: remedies.filter_map(|remedy| on_the_way(report, remedy, &args, lang)).collect(),
            notes: notes(report, cause.code, lang),
        }
    }
}

/// A sentence with its places filled; none where one has no value.
fn filled(template: &str, args: &Args) -> Option<String> {
    let known = |place: &str| args.iter().any(|(name, _)| *name == place);
    locale::places(template).into_iter().all(known).then(|| fill(template, args))
}

/// Whether a remedy applies to a match with these arguments.
pub(super) fn applies(when: When, args: &Args, platform: Platform) -> bool {
    let carries = |wanted: &str| args.iter().any(|(name, _)| *name == wanted);
    match when {
        When::Always => true,
        When::On(wanted) => platform == wanted,
        When::OffWindows => platform != Platform::Windows,
        When::With(name) => carries(name),
        When::Without(name) => !carries(name),
        When::Neither(one, other) => !carries(one) && !carries(other),
        When::WithOn(name, wanted) => platform == wanted && carries(name),
        When::WithoutOn(name, wanted) => platform == wanted && !carries(name),
    }
}

/// A remedy whose command finds, reaches and trusts the server as this examination did.
fn on_the_way(report: &Report, remedy: &Remedy, args: &Args, lang: Lang) -> Option<RemedyView> {
    let platform = report.evidence.platform;
    let mut told = told(remedy, args, lang, platform)?;
    if remedy.command.is_some_and(|template| template.starts_with("smtp-doctor {")) {
        told.command = Some(same_way(&report.evidence.plan, &told.command?, platform)?);
    }
    Some(told)
}

/// A remedy with its places filled; none where one has no value.
pub(super) fn told(remedy: &Remedy, args: &Args, lang: Lang, platform: Platform) -> Option<RemedyView> {
    let command = match remedy.command {
        Some(template) => Some(fill_command(template, args, platform)?),
        None => None,
    };
    Some(RemedyView {
        who: remedy.who,
        text: visible_within(&filled(remedy.text.in_lang(lang), args)?, PARAGRAPH),
        command,
        link: remedy.link,
    })
}

fn notes(report: &Report, code: Code, lang: Lang) -> Vec<NoteView> {
    notes_of(report.provider, code, lang)
}

/// What the users of a provider should know of a cause.
pub(super) fn notes_of(provider: Option<&Provider>, code: Code, lang: Lang) -> Vec<NoteView> {
    let about = |name: &&str| match name.strip_suffix("/*") {
        Some(family) => family == code.family(),
        None => *name == code.0,
    };
    let notes = provider.iter().flat_map(|provider| provider.notes);
    let here = notes.filter(|note| note.about.iter().any(about));
    here.map(|note| NoteView { text: note.text.in_lang(lang).to_owned(), since: note.since, link: note.link })
        .collect()
}

/// Who does what.
pub(super) fn by(words: &Strings, who: Who, text: &str) -> String {
    let template = match who {
        Who::You => words.who_you,
        Who::Administrator => words.who_administrator,
        Who::Provider => words.who_provider,
        Who::Developer => words.who_developer,
        Who::Network => words.who_network,
    };
    fill(template, &[("text", text.to_owned())])
}

/// A note in parentheses, with its date unless the note says it itself.
pub(super) fn noted(words: &Strings, note: &NoteView) -> String {
    let text = match note.since {
        Some(since) if !note.text.contains(since) => {
            fill(words.note_since, &[("since", since.to_owned()), ("text", note.text.clone())])
        }
        _ => note.text.clone(),
    };
    fill(words.note, &[("text", text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::find;
    use crate::diagnose::diagnose;
    use crate::evidence::sample::healthy;
    use crate::plan::{Family, Proxy, Security};

    #[test]
    fn what_a_remedy_leaves_out_is_not_put_back() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.proxy = Proxy::read("socks5://p.test:1080").ok().map(|proxy| proxy.record);
        evidence.plan.family = Family::V4;
        evidence.plan.extra_roots = true;
        evidence.plan.login = None;
        let diagnosis = diagnose(&evidence);
        let report = Report::new(&evidence, &diagnosis);
        let mut args = places(&report, Scope::Attempt(0), Lang::En);
        args.extend([("option", "-4".to_owned()), ("family", "IPv4".to_owned())]);
        let command = |code, template| {
            let mut remedies = find(Code(code)).unwrap().remedies.iter();
            let remedy = remedies.find(|remedy| remedy.command == Some(template)).unwrap();
            on_the_way(&report, remedy, &args, Lang::En).unwrap().command.unwrap()
        };
        let direct = command("tcp/proxy-failed", "{rerun_direct}");
        assert!(!direct.contains("--proxy") && direct.contains("--ca-file ca.pem -4"), "{direct}");
        let any = command("dns/no-address", "{rerun_any_family}");
        assert!(!any.contains("-4") && any.contains("--proxy"), "{any}");
        let whole = "smtp-doctor smtp.example.com --ca-file ca.pem -4 --proxy socks5://p.test:1080";
        assert_eq!(command("tcp/timeout", "smtp-doctor {host}"), whole);
    }
}
