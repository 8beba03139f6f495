//! The names that are no pattern: who logs in, bare names of machines, organisations. They are looked for as words in
//! all texts once they are known.

use super::names::{is_public, values};
use super::text::Scrubber;
use crate::evidence::{Attempt, Certificate, Evidence, LoginForm, PublicTrust, Told};

/// Makes them known, those of the plan first.
pub(super) fn gather(evidence: &Evidence, scrubber: &mut Scrubber) {
    let plan = &evidence.plan;
    scrubber.know_host(&plan.target.host);
    if let Some(login) = &plan.login {
        scrubber.know_user(&login.user);
        let account = login.shape.token.as_ref().and_then(|token| token.account.as_deref());
        if let Some(account) = account {
            scrubber.know_user(account);
        }
    }
    if let Some(envelope) = &plan.envelope {
        scrubber.know_user(&envelope.from);
        envelope.to.iter().for_each(|to| scrubber.know_user(to));
    }
    if let Some(certificate) = &plan.client_certificate {
        for value in values(&certificate.subject) {
            scrubber.know_name(&value);
        }
    }
    plan.helo.iter().for_each(|name| scrubber.know_host(name));
    plan.proxy.iter().for_each(|proxy| scrubber.know_host(&proxy.host));
    plan.reference.iter().for_each(|target| scrubber.know_host(&target.host));
    if let Some(search) = &evidence.discovery {
        scrubber.know_user(&search.mailbox.address());
        for source in &search.sources {
            for offer in source.servers() {
                if let Some(LoginForm::Named { name }) = &offer.user {
                    scrubber.know_user(name);
                }
            }
            if let Told::Inbound { hosts } = &source.told {
                for host in hosts {
                    scrubber.know_host(host);
                }
            }
        }
    }
    if let Some(sender) = &evidence.sender {
        scrubber.know_host(&sender.domain);
        sender.selectors.iter().for_each(|selector| scrubber.know_label(selector));
    }
    evidence.dns.facts().iter().flat_map(|dns| &dns.aliases).for_each(|alias| scrubber.know_host(alias));
    let asked = evidence.follow_ups.iter().map(|follow_up| &follow_up.attempt);
    evidence.attempts.iter().chain(asked).for_each(|attempt| of_attempt(attempt, scrubber));
}

fn of_attempt(attempt: &Attempt, scrubber: &mut Scrubber) {
    if let Some(greeting) = attempt.greeting.facts() {
        let text = greeting.reply.text();
        let first = text.split_whitespace().next().unwrap_or_default();
        // A bare name of a machine, as some servers greet with; not a word of their greeting.
        if first.contains('-') || first.chars().any(|c| c.is_ascii_digit()) {
            scrubber.know_host(first);
        }
    }
    for ehlo in [&attempt.ehlo, &attempt.ehlo_again].into_iter().filter_map(|outcome| outcome.facts()) {
        scrubber.know_host(&ehlo.announced);
        scrubber.know_host(&ehlo.capabilities.name);
    }
    if let Some(tls) = attempt.tls.facts() {
        let public = tls.mozilla == Some(PublicTrust::Trusted);
        let found = tls.fetched.iter().flat_map(|fetched| &fetched.found);
        for (at, own) in tls.chain.iter().chain(found).enumerate() {
            of_certificate(own, at == 0, public, scrubber);
        }
    }
}

/// A server's own certificate names who runs it; the others name authorities, which are nobody's secret where
/// everybody trusts them.
fn of_certificate(own: &Certificate, first: bool, public: bool, scrubber: &mut Scrubber) {
    let names = [(&own.subject, first), (&own.issuer, first && own.self_signed)];
    for (name, is_own) in names {
        if is_own || !(public || is_public(name)) {
            let secret = values(name).into_iter().filter(|value| !is_public(value));
            secret.for_each(|value| scrubber.know_name(&value));
        }
    }
    own.names.iter().for_each(|name| scrubber.know_host(name));
}
