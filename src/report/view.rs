//! The resolved view: everything a report says, in one language, before it takes a form.
//!
//! Whatever came from outside is harmless from here on: no text in it holds a character that could act.

use std::borrow::Cow;

use super::Report;
use super::audit::{AuditView, audit};
use super::chain::{ChainView, chain};
use super::config::{Config, config};
use super::discovery::{DiscoveryView, discovery};
use super::domain::{DomainView, domain};
use super::finding::{FindingView, RemedyView};
use super::hello::{HelloLine, hellos};
use super::places::{first_route, tls_word};
use super::ports::{PortView, ports};
use super::rerun::endpoint;
use super::result::{Conclusion, conclusion};
use super::route::{OtherRoute, Recommendation, others, recommendation};
use super::stage::{StageLine, StageStatus, lines};
use super::timing::{TimingView, timing};
use super::unexplained::unexplained;
use crate::escape::visible;
use crate::evidence::Attempt;
use crate::locale::{Lang, Strings};
use crate::plan::Security;

/// Everything a report says.
#[derive(Debug)]
pub(super) struct View<'a> {
    /// What it is made of.
    pub(super) report: &'a Report<'a>,
    /// The language.
    pub(super) lang: Lang,
    /// The sentences of the language.
    pub(super) words: &'static Strings,
    /// The attempt that is told in full.
    pub(super) attempt: Cow<'a, Attempt>,
    /// The version that examined.
    pub(super) version: String,
    /// The host.
    pub(super) host: String,
    /// Host and port; the mail address where its server was not found.
    pub(super) endpoint: String,
    /// The provider's name for people.
    pub(super) provider: Option<&'static str>,
    /// The stages in their order, DNS first.
    pub(super) stages: Vec<StageLine>,
    /// The causes found, the root first.
    pub(super) findings: Vec<FindingView>,
    /// A failure that no cause explains and that stands in the way.
    pub(super) unexplained: Option<Unexplained>,
    /// The other routes.
    pub(super) others: Vec<OtherRoute>,
    /// What each port shows.
    pub(super) ports: Vec<PortView>,
    /// The route to use.
    pub(super) recommendation: Option<Recommendation>,
    /// The last word.
    pub(super) conclusion: Option<Conclusion>,
    /// The certificates of the attempt that is told in full.
    pub(super) chain: Option<ChainView>,
    /// The search for the server, where there was one.
    pub(super) discovery: Option<DiscoveryView>,
    /// What the server made of hellos made by hand.
    pub(super) hellos: Vec<HelloLine<'a>>,
    /// What the records of the sender's domain say.
    pub(super) domain: Option<DomainView>,
    /// The health of the server, where it was looked into.
    pub(super) audit: Option<AuditView>,
    /// Where the time went.
    pub(super) timing: Option<TimingView>,
    /// The settings for the application that was asked for.
    pub(super) config: Option<Config>,
}

/// A failure that no cause explains.
#[derive(Debug)]
pub(super) struct Unexplained {
    /// What is the matter.
    pub(super) title: String,
    /// The stages that failed and how, a line each.
    pub(super) evidence: Vec<String>,
    /// What that means.
    pub(super) meaning: Option<String>,
    /// What to do.
    pub(super) remedies: Vec<RemedyView>,
}

impl<'a> View<'a> {
    /// The view of a report in one language.
    pub(super) fn new(report: &'a Report<'a>, lang: Lang) -> Self {
        let words = lang.strings();
        let evidence = report.evidence;
        let attempt = match report.primary() {
            Some(attempt) => Cow::Borrowed(attempt),
            None => Cow::Owned(Attempt::new(first_route(report))),
        };
        let host = visible(&evidence.plan.target.host);
        let discovery = evidence.discovery.as_ref().map(|seen| discovery(seen, lang));
        let unfound = discovery.as_ref().filter(|search| search.chosen.is_none());
        Self {
            report,
            lang,
            words,
            version: visible(&evidence.version),
            endpoint: unfound
                .map_or_else(|| endpoint(&host, attempt.route.port), |search| search.address.clone()),
            host,
            provider: report.provider.map(|provider| provider.name.in_lang(lang)),
            stages: lines(report, &attempt, words),
            findings: report
                .diagnosis
                .findings
                .iter()
                .map(|finding| FindingView::new(report, finding, lang))
                .collect(),
            unexplained: unexplained(report, &attempt, lang),
            others: others(report, words),
            ports: ports(evidence),
            recommendation: recommendation(report),
            conclusion: conclusion(report, &attempt, words),
            chain: chain(evidence, &attempt, lang),
            discovery,
            hellos: hellos(report, words, lang),
            domain: evidence.sender.as_ref().map(|sender| domain(sender, lang)),
            audit: audit(evidence, lang),
            timing: timing(report),
            config: config(report, lang),
            attempt,
        }
    }

    /// The root cause, if one was found: it comes first.
    pub(super) fn root(&self) -> Option<&FindingView> {
        self.findings.first().filter(|_| self.report.diagnosis.root().is_some())
    }

    /// The findings beside the root cause, without those that the line of another route tells.
    pub(super) fn further(&self) -> impl Iterator<Item = &FindingView> {
        let told = |finding: &&FindingView| {
            self.others
                .iter()
                .any(|other| other.scope == finding.scope && other.root_cause == Some(finding.code))
        };
        self.findings.iter().skip(usize::from(self.root().is_some())).filter(move |finding| !told(finding))
    }

    /// Whether the ports are told side by side: where some were looked at for information.
    pub(super) fn has_table(&self) -> bool {
        self.ports.iter().any(|port| port.informative)
    }

    /// How the road that is told in full is encrypted, or that there is none.
    pub(super) fn encryption(&self) -> &'static str {
        if self.is_unfound() { self.words.no_server } else { self.security(self.attempt.spoken) }
    }

    /// Whether a server was searched for and none was found.
    pub(super) fn is_unfound(&self) -> bool {
        self.discovery.as_ref().is_some_and(|search| search.chosen.is_none())
    }

    /// How the route is encrypted, for people.
    pub(super) fn security(&self, security: Security) -> &'static str {
        match security {
            Security::Implicit => self.words.security_implicit,
            Security::StartTls => self.words.security_starttls,
            Security::Plain => self.words.security_plain,
            Security::Opportunistic | Security::Detect => self.words.security_undecided,
        }
    }

    /// The target by a name that is the same from run to run, whichever port answers: what programs know it by.
    pub(super) fn target(&self) -> String {
        let target = &self.report.evidence.plan.target;
        match (target.port, &self.discovery) {
            (_, Some(search)) => search.address.clone(),
            (Some(port), None) => endpoint(&self.host, port),
            (None, None) => self.host.clone(),
        }
    }

    /// How the route is encrypted, for programs; `auto` while the server has not shown it.
    pub(super) fn tls(&self) -> &'static str {
        tls_word(self.attempt.spoken)
    }

    /// The stages that concern people: without those that were not asked for.
    pub(super) fn told_stages(&self) -> impl Iterator<Item = &StageLine> {
        self.stages.iter().filter(|line| line.status != StageStatus::NotAsked)
    }
}
