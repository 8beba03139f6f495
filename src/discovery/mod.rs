//! Which submission server belongs to a mail address: the documents of the sources are read here, and of all that was
//! said one server is chosen.
//!
//! It refuses to know how the sources are asked. A server that is found this way gets no credentials: the user has
//! not named it.

mod autoconfig;
mod choice;
mod record;
mod xml;

pub use autoconfig::{read_autoconfig, read_autodiscover};
pub use choice::{Choice, absence, choose, disagreements};
pub use record::read_srv;

use crate::evidence::{LoginForm, Offer};
use crate::provider::{Provider, UserName, by_domain, by_mx};

/// The servers that are known of the provider of a domain.
pub fn known(domain: &str) -> Vec<Offer> {
    by_domain(domain).map(offers).unwrap_or_default()
}

/// The servers of the provider whose inbound servers these are.
pub fn behind(inbound: &[String]) -> Vec<Offer> {
    inbound.iter().find_map(|host| by_mx(host)).map(offers).unwrap_or_default()
}

fn offers(provider: &'static Provider) -> Vec<Offer> {
    let user = match provider.user {
        UserName::Address | UserName::AddressOrLocalPart => Some(LoginForm::Address),
        UserName::LocalPart => Some(LoginForm::LocalPart),
        UserName::Literal(name) => Some(LoginForm::Named { name: name.to_owned() }),
        UserName::Given => None,
    };
    let exact = provider.endpoints.iter().filter(|endpoint| endpoint.is_exact());
    let offer = |host: &str, port, security| Offer {
        host: host.to_owned(),
        port,
        security: Some(security),
        user: user.clone(),
    };
    exact.map(|endpoint| offer(endpoint.host, endpoint.port, endpoint.security)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_known_by_its_domain_and_its_inbound_servers() {
        assert_eq!(known("gmail.com")[0].host, "smtp.gmail.com");
        assert!(known("example.com").is_empty());
        let inbound = ["aspmx.l.google.com".to_owned()];
        assert!(behind(&inbound)[0].host.contains("gmail.com"), "{:?}", behind(&inbound));
        assert!(behind(&["mx.example.com".to_owned()]).is_empty());
    }
}
