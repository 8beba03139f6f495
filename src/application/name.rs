//! From what somebody calls an application to the application.

use super::{APPLICATIONS, Application};
use crate::provider::distance;

/// The most slips in a name that still make it a near miss.
const SLIPS: usize = 2;

/// The application with a name. Case and signs do not count: `Spring Boot`, `spring-boot`, `net/smtp`.
pub fn by_name(name: &str) -> Option<&'static Application> {
    let wanted = bare(name);
    APPLICATIONS.iter().copied().find(|application| names(application).any(|known| known == wanted))
}

/// The application that somebody may have meant by a name that none has.
pub fn nearest(name: &str) -> Option<&'static Application> {
    let wanted = bare(name);
    let slips = |application: &&'static Application| {
        names(application).map(|known| distance(&wanted, &known)).min().unwrap_or(usize::MAX)
    };
    let best = APPLICATIONS.iter().copied().min_by_key(slips)?;
    let close = slips(&best) <= SLIPS && slips(&best) * 2 < wanted.chars().count();
    let contains = |application: &&'static Application| {
        names(application).any(|known| known.len() > 3 && wanted.contains(known.as_str()))
    };
    close.then_some(best).or_else(|| APPLICATIONS.iter().copied().find(contains))
}

fn names(application: &Application) -> impl Iterator<Item = String> {
    let own = [bare(application.id), bare(application.name)];
    own.into_iter().chain(application.aliases.iter().map(|alias| (*alias).to_owned()))
}

/// A name without case and signs.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Option<&'static str> {
        by_name(name).map(|application| application.id)
    }

    #[test]
    fn names_are_read_without_case_and_signs() {
        assert_eq!(found("NodeMailer"), Some("nodemailer"));
        assert_eq!(found("Spring Boot"), Some("spring"));
        assert_eq!(found("net/smtp"), Some("go"));
        assert_eq!(found(".NET"), Some("mailkit"));
        assert_eq!(found("forgejo"), Some("gitea"));
        assert_eq!(found("Uptime Kuma"), Some("uptime-kuma"));
        assert_eq!(found("outlook"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn every_name_is_its_own() {
        let all: Vec<(String, &str)> = APPLICATIONS
            .iter()
            .flat_map(|application| names(application).map(|name| (name, application.id)))
            .collect();
        for (name, id) in &all {
            assert!(all.iter().all(|(other, owner)| other != name || owner == id), "{name}");
            assert_eq!(*name, bare(name), "an alias of {id}");
        }
    }

    #[test]
    fn a_slip_is_seen_through() {
        let near = |name: &str| nearest(name).map(|application| application.id);
        assert_eq!(near("grafna"), Some("grafana"));
        assert_eq!(near("larvel"), Some("laravel"));
        assert_eq!(near("django-rest"), Some("django"));
        assert_eq!(near("thunderbird"), None);
        assert_eq!(near("x"), None);
    }
}
