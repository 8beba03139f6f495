//! One run: the name, the routes side by side, credentials on the best of them, and the questions that are left.

use std::cell::{Cell, RefCell};
use std::net::{IpAddr, Ipv4Addr};

use futures_util::future::{join, join_all, join3, join4};
use tokio::time::Instant;

use super::audit::Names;
use super::bounds::{Bounds, elapsed};
use super::cancel::Cancel;
use super::dane::{Chain, compare};
use super::dns;
use super::domain::Inquiry;
use super::errand::{Errand, Trip};
use super::http::{Reach, Web};
use super::net::{Admission, Net};
use super::patience::Patience;
use super::proxy::Gate;
use super::roots::{Extent, Roots};
use super::tcp::Way;
use super::trust::Trust;
use super::watch::{Event, Watch};
use crate::evidence::{
    Attempt, AuditNames, Dane, DnsSource, Evidence, Failure, NoResolution, Outcome, Presentation, Question,
    SCHEMA, foremost,
};
use crate::plan::{Plan, is_informative};
use crate::stage::Stage;

/// How many connections are kept back for questions.
pub(super) const RESERVE: usize = 4;
/// How often answers may lead to new questions.
const ROUNDS: usize = 2;

/// Names the questions that an attempt leaves open. It is the diagnosis' part, handed in.
pub type Questions = fn(&Evidence, usize) -> Vec<Question>;

/// Where a run takes place.
#[derive(Debug)]
pub struct Setting<'a, N> {
    /// The machine.
    pub net: &'a N,
    /// What is trusted.
    pub trust: Trust,
    /// The user's wish to stop.
    pub cancel: Cancel,
}

/// Examines what the plan names. It never fails: what goes wrong is evidence.
pub async fn examine<N: Net>(
    plan: &Plan,
    setting: Setting<'_, N>,
    watch: &dyn Watch,
    questions: Questions,
) -> Evidence {
    let started = Instant::now();
    let run = Run {
        plan,
        net: setting.net,
        gate: Gate::of(plan),
        bounds: Bounds::new(&plan.limits, setting.cancel),
        questions,
        evidence: RefCell::new(blank(plan, setting.net)),
        patience: Patience::default(),
        watch,
        trust: setting.trust,
        proxy_address: Cell::default(),
        chains: RefCell::default(),
    };
    let going = run.with_what_the_dns_says();
    let web = Web {
        reach: Reach::Anywhere,
        net: setting.net,
        gate: run.gate.as_ref(),
        bounds: &run.bounds,
        resolution: &plan.resolution,
        family: plan.family,
        roots: async |extent| run.trust.roots(extent).await,
    };
    let (sender, dane) = match Inquiry::of(plan, setting.net) {
        Some(inquiry) => {
            let (sender, dane) = Box::pin(inquiry.beside(going, &web)).await;
            (Some(sender), dane)
        }
        None => (None, going.await),
    };
    let interrupted = run.bounds.is_cancelled();
    let queued = run.bounds.queued();
    let chains = run.chains.into_inner();
    let mut evidence = run.evidence.into_inner();
    evidence.dane = dane;
    compare(&mut evidence.dane, &evidence.attempts, &chains, setting.net.now());
    evidence.interrupted = interrupted;
    evidence.sender = sender;
    evidence.duration_ms = elapsed(started + queued);
    evidence
}

/// A run under way.
pub(super) struct Run<'a, N> {
    pub(super) plan: &'a Plan,
    pub(super) net: &'a N,
    pub(super) gate: Option<Gate<'a>>,
    pub(super) bounds: Bounds,
    pub(super) questions: Questions,
    /// What is known so far.
    pub(super) evidence: RefCell<Evidence>,
    pub(super) patience: Patience,
    /// The certificates that were sent.
    pub(super) chains: RefCell<Vec<Chain>>,
    watch: &'a dyn Watch,
    trust: Trust,
    /// The first address of the proxy.
    proxy_address: Cell<Option<IpAddr>>,
}

impl<N> std::fmt::Debug for Run<'_, N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run").field("plan", self.plan).finish_non_exhaustive()
    }
}

impl<'a, N: Net> Run<'a, N> {
    /// The run, and in an audit what the DNS says beside it: the TLSA records, which are handed back, and the word of
    /// the other nameservers on the host.
    async fn with_what_the_dns_says(&self) -> Vec<Dane> {
        // What the nameservers here say of the host is not what a proxy that looks it up goes by.
        if self.plan.audit.is_left() || self.gate.as_ref().is_some_and(Gate::resolves) {
            self.go().await;
            return Vec::new();
        }
        let tlsas = async {
            let tlsas = dns::Tlsas::of(self.plan, self.net)?;
            self.bounds.within(self.bounds.stage(), tlsas.ask()).await.ok()
        };
        let names = async {
            let names = Names::of(self.plan, self.net)?;
            self.bounds.within(self.bounds.stage(), names.ask()).await.ok()
        };
        let survey = dns::survey(self.plan, self.net, &self.bounds);
        let beside = (Box::pin(tlsas), Box::pin(survey), Box::pin(names));
        let ((), tlsas, said, names) = join4(self.go(), beside.0, beside.1, beside.2).await;
        let mut evidence = self.evidence.borrow_mut();
        if let Some(dns) = evidence.dns.facts_mut() {
            dns.learn(said);
        }
        let (dane, signed) = tlsas.unwrap_or_default();
        if let (Some(audit), Some((domain, lookups))) = (&mut evidence.audit, names) {
            audit.names = Some(AuditNames { signed, domain, lookups });
        }
        dane
    }

    async fn go(&self) {
        self.notice(Event::Started { port: None, stage: Stage::Dns });
        let dns = dns::resolve(dns::Wanted::of(self.plan), self.net, &self.bounds).await;
        self.notice(Event::Ended { port: None, stage: Stage::Dns });
        let resolved = dns.passed().is_some();
        self.evidence.borrow_mut().dns = dns;
        let admitted = self.admit().await;
        if resolved && self.plan.until != Stage::Dns {
            self.find_the_proxy().await;
            let attempts = self.routes().await;
            self.evidence.borrow_mut().attempts = attempts;
        }
        self.mark_unreached();
        join3(self.ask(), self.look_into(), Box::pin(self.look_for_issuers())).await;
        self.count_connections();
        drop(admitted);
    }

    /// Waits until the addresses may be examined.
    async fn admit(&self) -> Option<Admission> {
        let routes = self.plan.routes.iter();
        let mut addresses: Vec<IpAddr> = routes.flat_map(|route| self.addresses_for(route.port)).collect();
        addresses.sort_unstable();
        addresses.dedup();
        if addresses.is_empty() { None } else { self.bounds.queue(self.net.admit(&addresses)).await }
    }

    /// Looks the proxy up, so that what goes through it has an address to be known by.
    async fn find_the_proxy(&self) {
        let Some(gate) = &self.gate else { return };
        let address = self.bounds.within(self.bounds.stage(), gate.address(self.net)).await;
        self.proxy_address.set(address.ok().flatten());
    }

    /// The address by which the proxy is known.
    pub(super) fn proxy_address(&self) -> IpAddr {
        self.proxy_address.get().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    /// How connections are made, to a host that the proxy is to look up where one is named.
    pub(super) fn way<'w>(&'w self, host: Option<&'w str>) -> Way<'w, N> {
        Way { net: self.net, gate: self.gate.as_ref(), host }
    }

    /// The host, where the proxy is to look it up for this port.
    pub(super) fn left_to_the_proxy(&self, port: u16) -> Option<String> {
        let evidence = self.evidence.borrow();
        let left = evidence.dns_for(port)?.source == DnsSource::Proxy;
        left.then(|| self.plan.target.host.clone())
    }

    /// Goes the routes side by side, those for information only beside the others.
    async fn routes(&self) -> Vec<Attempt> {
        let places = 0..self.plan.routes.len();
        let (beside, asked_for): (Vec<usize>, Vec<usize>) =
            places.partition(|place| is_informative(&self.plan.routes, *place));
        let main = async {
            let attempts = self.main_routes(&asked_for).await;
            self.patience.all_through(attempts.iter().any(|attempt| attempt.first_failure().is_none()));
            attempts
        };
        let information = join_all(beside.iter().map(|place| self.look_at(*place)));
        let (main, information) = join(main, information).await;
        let mut attempts: Vec<(usize, Attempt)> =
            asked_for.into_iter().zip(main).chain(beside.into_iter().zip(information)).collect();
        attempts.sort_by_key(|(place, _)| *place);
        attempts.into_iter().map(|(_, attempt)| attempt).collect()
    }

    /// Looks at a port for information only.
    async fn look_at(&self, place: usize) -> Attempt {
        let route = self.plan.routes[place];
        let addresses = self.addresses_for(route.port);
        let host = self.left_to_the_proxy(route.port);
        let errand = Errand { host, ..Errand::informative(self.plan, route, &addresses) };
        if addresses.is_empty() {
            let mut attempt = Attempt::new(route);
            attempt.unreached(Stage::Tcp, Stage::Dns);
            return attempt;
        }
        let trip = self.run_errand(errand, self.patience_for_information()).await;
        let attempt = trip.finish().await;
        if attempt.tcp.passed().is_some() {
            self.patience.informed();
        }
        attempt
    }

    /// Goes the routes that were asked for side by side, and on to the credentials on the one that got furthest and
    /// takes them.
    async fn main_routes(&self, places: &[usize]) -> Vec<Attempt> {
        let routes = places.iter().map(|place| (*place, &self.plan.routes[*place]));
        let errands = routes.map(|(place, route)| {
            let addresses = self.addresses_for(route.port);
            let host = self.left_to_the_proxy(route.port);
            let errand = Errand { host, ..Errand::main(self.plan, place, *route, &addresses) };
            async move {
                if addresses.is_empty() {
                    let mut attempt = Attempt::new(*route);
                    attempt.unreached(Stage::Tcp, Stage::Dns);
                    return Trip::Ended(Box::new(attempt));
                }
                let trip = self.run_errand(errand, self.patience_of(place)).await;
                self.patience.arrived(trip.attempt().first_failure().is_none());
                trip
            }
        });
        let mut trips: Vec<Trip<'_, 'a, N>> = join_all(errands).await;
        let mut untried: Vec<usize> = (0..trips.len()).collect();
        while !untried.is_empty() {
            let attempts: Vec<Attempt> = untried.iter().map(|at| trips[*at].attempt().clone()).collect();
            let best = untried.remove(foremost(&attempts));
            let Trip::Talking(dialogue) = &mut trips[best] else { break };
            dialogue.authenticate().await;
            // Where the secret never left, the next route may take it.
            let kept = dialogue.attempt().auth.failure();
            if !matches!(kept, Some(Failure::NotOffered { .. } | Failure::Withheld { .. })) {
                break;
            }
        }
        join_all(trips.into_iter().map(Trip::finish)).await
    }

    /// The addresses at which a port is examined.
    pub(super) fn addresses_for(&self, port: u16) -> Vec<IpAddr> {
        let evidence = self.evidence.borrow();
        match evidence.dns_for(port) {
            // The address of the proxy stands for those that it keeps to itself.
            Some(dns) if dns.source == DnsSource::Proxy => {
                vec![self.proxy_address()]
            }
            dns => dns.map(|dns| dns.addresses.clone()).unwrap_or_default(),
        }
    }

    /// Asks what the evidence leaves open, until it leaves nothing that has not been asked.
    async fn ask(&self) {
        for _ in 0..ROUNDS {
            let (about, questions) = {
                let evidence = self.evidence.borrow();
                let about = evidence.foremost();
                (about, (self.questions)(&evidence, about))
            };
            if questions.is_empty() || self.bounds.is_cancelled() {
                return;
            }
            self.notice(Event::Asking);
            self.answer(about, questions).await;
        }
    }

    /// The roots, once they are read.
    pub(super) async fn roots(&self, extent: Extent) -> Roots {
        let roots = self.trust.roots(extent).await;
        let mut evidence = self.evidence.borrow_mut();
        if evidence.trust.as_ref().is_none_or(|known| known.roots <= roots.record.roots) {
            evidence.trust = Some(roots.record.clone());
        }
        roots
    }

    /// Says what is going on, to whoever watches.
    pub(super) fn notice(&self, event: Event) {
        tracing::debug!(?event);
        self.watch.notice(event);
    }

    /// Says of each stage that was not reached which one kept it from that.
    fn mark_unreached(&self) {
        let mut evidence = self.evidence.borrow_mut();
        let evidence = &mut *evidence;
        if evidence.attempts.is_empty() {
            evidence.attempts = self.plan.routes.iter().map(|route| Attempt::new(*route)).collect();
        }
        let dns_failed = evidence.dns.failure().is_some();
        for attempt in &mut evidence.attempts {
            let no_address = matches!(attempt.tcp, Outcome::Unreached { .. });
            let mut after = (dns_failed || no_address).then_some(Stage::Dns);
            for stage in attempt.road() {
                let due = attempt.spoken.reaches(self.plan.until, *stage)
                    && match stage {
                        Stage::Auth => self.plan.login.is_some(),
                        Stage::Mail | Stage::Rcpt | Stage::Data => self.plan.envelope.is_some(),
                        _ => true,
                    };
                if let (Some(after), true) = (after, due) {
                    attempt.unreached(*stage, after);
                }
                // A certificate that is not good stops nothing, unless it keeps ours from being shown.
                let withheld = attempt.tls.facts().and_then(|tls| tls.client_certificate)
                    == Some(Presentation::Withheld);
                let stops = |failure: &Failure| *failure != Failure::Certificate || withheld;
                let stopped = attempt.failure(*stage).is_some_and(stops);
                after = after.or(stopped.then_some(*stage));
            }
        }
    }
}

/// The evidence of a run that found no server to examine.
pub fn unfound<N: Net>(plan: &Plan, setting: &Setting<'_, N>, because: NoResolution, ms: f64) -> Evidence {
    let mut evidence = blank(plan, setting.net);
    evidence.interrupted = setting.cancel.is_cancelled();
    evidence.duration_ms = ms;
    let failure = if evidence.interrupted { Failure::Interrupted } else { Failure::NoResolution(because) };
    evidence.dns = Outcome::Failed { failure, facts: None, ms };
    for route in &plan.routes {
        let mut attempt = Attempt::new(*route);
        for stage in attempt.road() {
            if route.security.reaches(plan.until, *stage)
                && !matches!(stage, Stage::Auth | Stage::Mail | Stage::Rcpt | Stage::Data)
            {
                attempt.unreached(*stage, Stage::Dns);
            }
        }
        evidence.attempts.push(attempt);
    }
    evidence
}

/// Evidence before anything has been observed.
fn blank(plan: &Plan, net: &impl Net) -> Evidence {
    Evidence {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: net.now(),
        duration_ms: 0.0,
        platform: plan.platform,
        interrupted: false,
        scrubbed: false,
        plan: plan.record(),
        trust: None,
        dns: Outcome::NotPlanned,
        attempts: Vec::new(),
        follow_ups: Vec::new(),
        sender: None,
        discovery: None,
        audit: None,
        dane: Vec::new(),
    }
}
