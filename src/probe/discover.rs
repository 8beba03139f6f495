//! The search for the submission server of a mail address: every source is asked side by side, and slow ones are not
//! waited for once one has named a server.
//!
//! The local part of the address goes to hosts of the domain itself only, and only under a good certificate.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::time::{Instant, sleep_until};

use super::bounds::{Bounds, elapsed};
use super::http::{Reach, Redirects, Wanted, Web};
use super::net::Net;
use super::proxy::Gate;
use super::roots::{Extent, Roots};
use super::run::Setting;
use super::watch::{Event, Watch};
use super::{dns, domain};
use crate::discovery::{behind, known, read_autoconfig, read_autodiscover, read_srv};
use crate::evidence::{
    Discovery, DnsAnswer, DocumentFault, Failure, FetchFailure, Fetched, NoResolution, Offer, Records,
    Sought, Source, SourceKind, Told,
};
use crate::plan::{Mailbox, Plan, Security};
use crate::stage::Stage;

/// How long all of it may take.
const LIMIT: Duration = Duration::from_secs(6);
/// How long the others are waited for once a source has named a server.
const GRACE: Duration = Duration::from_millis(500);
/// The same where only the inbound servers gave one away: a better word may be under way.
const GUESS_GRACE: Duration = Duration::from_secs(2);
/// The most bytes of a document.
const DOCUMENT: usize = 256 * 1024;

/// Asks every source. It never fails: what goes wrong is evidence.
pub async fn discover<N: Net>(
    plan: &Plan,
    mailbox: &Mailbox,
    setting: &Setting<'_, N>,
    watch: &dyn Watch,
) -> Discovery {
    watch.notice(Event::Started { port: None, stage: Stage::Dns });
    let started = Instant::now();
    let bounds = Bounds::new(&plan.limits, setting.cancel.clone());
    let net = setting.net;
    let gate = Gate::of(plan);
    let web = Web {
        reach: Reach::Anywhere,
        net,
        gate: gate.as_ref(),
        bounds: &bounds,
        resolution: &plan.resolution,
        family: plan.family,
        roots: async |extent| setting.trust.roots(extent).await,
    };
    let search =
        Search { mailbox, servers: dns::nameservers(dns::Wanted::of(plan), net).unwrap_or_default(), web };
    let discovery = search.within(&bounds, started).await;
    watch.notice(Event::Ended { port: None, stage: Stage::Dns });
    discovery
}

struct Search<'a, N, R> {
    mailbox: &'a Mailbox,
    servers: Vec<SocketAddr>,
    web: Web<'a, N, R>,
}

/// One source that is being asked, by its place in the list.
type Asking<'s> = Pin<Box<dyn Future<Output = (usize, Told, f64)> + 's>>;

impl<N: Net, R: AsyncFn(Extent) -> Roots> Search<'_, N, R> {
    async fn within(&self, bounds: &Bounds, started: Instant) -> Discovery {
        let domain = &self.mailbox.domain;
        let mut sources: Vec<Source> =
            sources(domain).map(|(kind, asked)| Source { kind, asked, told: Told::Late, ms: 0.0 }).into();
        let list: Vec<(usize, SourceKind, String)> =
            sources.iter().enumerate().map(|(at, source)| (at, source.kind, source.asked.clone())).collect();
        let mut asking: FuturesUnordered<Asking<'_>> = list
            .into_iter()
            .map(|(at, kind, asked)| -> Asking<'_> {
                Box::pin(async move {
                    let since = Instant::now();
                    (at, self.ask(kind, &asked).await, elapsed(since))
                })
            })
            .collect();
        let mut end = started + LIMIT;
        let gather = async {
            loop {
                let (at, told, ms) = tokio::select! {
                    biased;
                    answered = asking.next() => match answered {
                        Some(answered) => answered,
                        None => return,
                    },
                    () = sleep_until(end) => return,
                };
                let source = &mut sources[at];
                (source.told, source.ms) = (told, ms);
                if !source.servers().is_empty() {
                    let guessed = source.kind == SourceKind::Mx;
                    end = end.min(Instant::now() + if guessed { GUESS_GRACE } else { GRACE });
                }
            }
        };
        // An interruption leaves what is not known as late.
        _ = bounds.within(LIMIT, gather).await;
        let ms = elapsed(started);
        for late in sources.iter_mut().filter(|source| source.told == Told::Late) {
            late.ms = ms;
        }
        Discovery { mailbox: self.mailbox.clone(), sources, ms }
    }

    async fn ask(&self, kind: SourceKind, asked: &str) -> Told {
        let domain = &self.mailbox.domain;
        let own = Redirects::Domain(domain);
        match kind {
            SourceKind::Table => servers(known(domain)).unwrap_or(Told::Nothing),
            SourceKind::SrvSubmissions => self.service(asked, Security::Implicit).await,
            SourceKind::SrvSubmission => self.service(asked, Security::StartTls).await,
            SourceKind::Autoconfig => {
                let address = self.mailbox.address();
                let address = utf8_percent_encode(&address, NON_ALPHANUMERIC);
                self.document(&format!("{asked}?emailaddress={address}"), own, None).await
            }
            SourceKind::WellKnown => self.document(asked, own, None).await,
            SourceKind::Ispdb => self.document(asked, Redirects::Host, None).await,
            SourceKind::Autodiscover | SourceKind::AutodiscoverDomain => {
                self.document(asked, Redirects::Never, Some(&question(self.mailbox))).await
            }
            SourceKind::Mx => self.inbound(asked).await,
        }
    }

    /// The servers that a document names: that of a config file, or, to a question, that of Autodiscover.
    async fn document(&self, url: &str, redirects: Redirects<'_>, question: Option<&str>) -> Told {
        let wanted = Wanted { url, redirects, most: DOCUMENT, limit: LIMIT };
        let (fetch, document) = match question {
            Some(question) => self.web.fetch_answer(wanted, question).await,
            None => self.web.fetch(wanted).await,
        };
        if let Fetched::Failed { because } = fetch.outcome {
            return unfetched(because);
        }
        let read = if question.is_some() { read_autodiscover } else { read_autoconfig };
        match read(&document.unwrap_or_default(), self.mailbox) {
            Ok(offers) => servers(offers).unwrap_or(Told::Nothing),
            // A web site that answers every address with a page of its own has no such document.
            Err(DocumentFault::NotXml | DocumentFault::Foreign) if is_page(&fetch.outcome) => Told::Nothing,
            Err(because) => Told::Unreadable { because },
        }
    }

    async fn service(&self, name: &str, security: Security) -> Told {
        match self.records(name, Sought::Srv).await {
            Records::Found { records } => read_srv(&records, security),
            other => unknown(other),
        }
    }

    async fn inbound(&self, name: &str) -> Told {
        match self.records(name, Sought::Mx).await {
            Records::Found { records } => {
                let host =
                    |record: &String| record.split_once(' ').map(|(_, host)| host.to_ascii_lowercase());
                let hosts: Vec<String> = records.iter().filter_map(host).filter(|host| host != ".").collect();
                servers(behind(&hosts)).unwrap_or(Told::Inbound { hosts })
            }
            other => unknown(other),
        }
    }

    async fn records(&self, name: &str, kind: Sought) -> Records {
        let ask = async |server| domain::answer(name, kind, server).await;
        let is_definite = |answer: &Records| !matches!(answer, Records::Unanswered { .. });
        let answer = dns::consult(&self.servers, dns::Turn::BESIDE, ask, is_definite).await;
        answer.unwrap_or(Records::Unanswered { because: DnsAnswer::NoAnswer })
    }
}

/// Every source of a domain and what is asked there, the most trusted first.
fn sources(domain: &str) -> [(SourceKind, String); 9] {
    [
        (SourceKind::Table, domain.to_owned()),
        (SourceKind::SrvSubmissions, format!("_submissions._tcp.{domain}")),
        (SourceKind::SrvSubmission, format!("_submission._tcp.{domain}")),
        (SourceKind::Autoconfig, format!("https://autoconfig.{domain}/mail/config-v1.1.xml")),
        (SourceKind::WellKnown, format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml")),
        (SourceKind::Ispdb, format!("https://autoconfig.thunderbird.net/v1.1/{domain}")),
        (SourceKind::Autodiscover, format!("https://autodiscover.{domain}/autodiscover/autodiscover.xml")),
        (SourceKind::AutodiscoverDomain, format!("https://{domain}/autodiscover/autodiscover.xml")),
        (SourceKind::Mx, domain.to_owned()),
    ]
}

fn servers(servers: Vec<Offer>) -> Option<Told> {
    (!servers.is_empty()).then_some(Told::Servers { servers })
}

fn unknown(records: Records) -> Told {
    match records {
        Records::NameNotFound => Told::NameNotFound,
        Records::Unanswered { because } => Told::Unanswered { because },
        Records::NoData | Records::Found { .. } => Told::Nothing,
    }
}

fn unfetched(because: FetchFailure) -> Told {
    match because {
        FetchFailure::Status { status: 404 | 410 }
        | FetchFailure::Connection { failure: Failure::NoResolution(NoResolution::NoAddress) } => {
            Told::Nothing
        }
        FetchFailure::Connection { failure: Failure::NoResolution(NoResolution::NameNotFound) } => {
            Told::NameNotFound
        }
        because => Told::Failed { because },
    }
}

fn is_page(outcome: &Fetched) -> bool {
    match outcome {
        Fetched::Whole { content_type: Some(kind), .. } => kind.to_ascii_lowercase().contains("html"),
        _ => false,
    }
}

/// The question that Autodiscover takes (MS-OXDSCLI §2.2.3).
fn question(mailbox: &Mailbox) -> String {
    let address = mailbox.address().replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover \
         xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>\
         <EMailAddress>{address}</EMailAddress><AcceptableResponseSchema>\
         http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\
         </AcceptableResponseSchema></Request></Autodiscover>"
    )
}
