//! The choice among the servers that were named: the most trusted source counts, and the others add ports of the same
//! host or are said to disagree.

use crate::evidence::{Discovery, LoginForm, NoResolution, Offer, Source, SourceKind, Told};
use crate::plan::{Route, Security, TlsMode};

/// The most ways to the chosen host that are examined.
const ROUTES: usize = 4;

/// The server to examine.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice {
    /// The host.
    pub host: String,
    /// The ways to it, TLS from the first byte first (RFC 8314 §3).
    pub routes: Vec<Route>,
    /// The source that named it first.
    pub source: SourceKind,
    /// The user name to log in with, where it is known.
    pub user: Option<String>,
}

/// The server to examine; none where no source names one.
pub fn choose(discovery: &Discovery) -> Option<Choice> {
    let first = naming(discovery).min_by_key(|source| source.kind)?;
    let host = &first.servers().first()?.host;
    let same = |offer: &&Offer| offer.host == *host;
    let offers: Vec<&Offer> = naming(discovery).flat_map(Source::servers).filter(same).collect();
    let mut routes: Vec<Route> = Vec::new();
    for offer in &offers {
        let route = route(offer, discovery.mailbox.mode);
        // Of a port, the more trusted source says how it is spoken.
        if !routes.iter().any(|known| known.port == route.port) {
            routes.push(route);
        }
    }
    routes.sort_by_key(|route| route.security != Security::Implicit);
    routes.truncate(ROUTES);
    let user = offers.iter().find_map(|offer| offer.user.as_ref()).map(|form| match form {
        LoginForm::Address => discovery.mailbox.address(),
        LoginForm::LocalPart => discovery.mailbox.local.clone(),
        LoginForm::Named { name } => name.clone(),
    });
    Some(Choice { host: host.clone(), routes, source: first.kind, user })
}

/// Why there is no server, where no source names one.
pub fn absence(discovery: &Discovery) -> NoResolution {
    let in_dns =
        |kind| matches!(kind, SourceKind::SrvSubmissions | SourceKind::SrvSubmission | SourceKind::Mx);
    let silent = |told: &Told| matches!(told, Told::Unanswered { .. } | Told::Late);
    let mut asked = discovery.sources.iter().filter(|source| in_dns(source.kind));
    if asked.clone().any(|source| source.kind == SourceKind::Mx && source.told == Told::NameNotFound) {
        NoResolution::NameNotFound
    } else if asked.all(|source| silent(&source.told)) {
        NoResolution::NoAnswer
    } else {
        NoResolution::NoService
    }
}

/// The sources that name other hosts than the chosen one, and only others.
pub fn disagreements<'a>(discovery: &'a Discovery, choice: &Choice) -> Vec<&'a Source> {
    let differs = |source: &&Source| source.servers().iter().all(|offer| offer.host != choice.host);
    naming(discovery).filter(differs).collect()
}

fn naming(discovery: &Discovery) -> impl Iterator<Item = &Source> {
    discovery.sources.iter().filter(|source| !source.servers().is_empty())
}

fn route(offer: &Offer, mode: TlsMode) -> Route {
    match (mode, offer.security) {
        (TlsMode::Auto | TlsMode::Required, Some(security @ (Security::Implicit | Security::StartTls))) => {
            Route { port: offer.port, security }
        }
        (mode, _) => Route::new(offer.port, mode),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{DnsAnswer, Told};
    use crate::plan::Mailbox;

    fn offer(host: &str, port: u16, security: Option<Security>, user: Option<LoginForm>) -> Offer {
        Offer { host: host.into(), port, security, user }
    }

    fn discovery(sources: Vec<(SourceKind, Told)>) -> Discovery {
        let source = |(kind, told)| Source { kind, asked: String::new(), told, ms: 1.0 };
        Discovery {
            mailbox: Mailbox::read("me@example.com", TlsMode::Auto).unwrap(),
            sources: sources.into_iter().map(source).collect(),
            ms: 2.0,
        }
    }

    fn servers(servers: &[Offer]) -> Told {
        Told::Servers { servers: servers.to_vec() }
    }

    #[test]
    fn the_most_trusted_source_counts_and_others_add_ports() {
        let seen = discovery(vec![
            (SourceKind::Ispdb, servers(&[offer("other.test", 465, Some(Security::Implicit), None)])),
            (
                SourceKind::Autoconfig,
                servers(&[
                    offer("a.test", 465, Some(Security::Implicit), Some(LoginForm::LocalPart)),
                    offer("a.test", 587, Some(Security::Plain), None),
                ]),
            ),
            (SourceKind::SrvSubmission, servers(&[offer("a.test", 587, Some(Security::StartTls), None)])),
            (SourceKind::SrvSubmissions, Told::Declined),
        ]);
        let choice = choose(&seen).unwrap();
        assert_eq!((choice.host.as_str(), choice.source), ("a.test", SourceKind::SrvSubmission));
        let implicit = Route { port: 465, security: Security::Implicit };
        assert_eq!(choice.routes[0], implicit);
        assert_eq!(choice.routes.len(), 2);
        assert_eq!(choice.user.as_deref(), Some("me"));
        let others: Vec<SourceKind> =
            disagreements(&seen, &choice).iter().map(|source| source.kind).collect();
        assert_eq!(others, [SourceKind::Ispdb]);
    }

    #[test]
    fn where_nobody_names_one_there_is_none_and_the_reason_is_told() {
        let why = |srv: Told, mx: Told| {
            let seen = discovery(vec![
                (SourceKind::SrvSubmissions, srv),
                (SourceKind::Ispdb, Told::Late),
                (SourceKind::Mx, mx),
            ]);
            assert_eq!(choose(&seen), None);
            absence(&seen)
        };
        let unanswered = Told::Unanswered { because: DnsAnswer::NoAnswer };
        assert_eq!(why(Told::NameNotFound, Told::NameNotFound), NoResolution::NameNotFound);
        assert_eq!(why(Told::Late, unanswered.clone()), NoResolution::NoAnswer);
        assert_eq!(why(Told::NameNotFound, unanswered), NoResolution::NoService);
        assert_eq!(why(Told::Declined, Told::Nothing), NoResolution::NoService);
    }

    #[test]
    fn the_users_wish_for_tls_counts() {
        let mut seen = discovery(vec![(
            SourceKind::Table,
            servers(&[offer("a.test", 587, Some(Security::StartTls), None)]),
        )]);
        seen.mailbox.mode = TlsMode::None;
        assert_eq!(choose(&seen).unwrap().routes[0].security, Security::Plain);
    }
}
