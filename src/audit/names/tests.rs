//! What each check of the names finds, and what it almost finds.

use super::*;
use crate::domain::sample::domain;
use crate::evidence::sample::healthy;
use crate::evidence::{AuditEvidence, DnsAnswer, Evidence, Lookup, Outcome};

const HERE: &str = "smtp.example.com";

fn found(records: &[&str]) -> Records {
    Records::Found { records: records.iter().map(|record| (*record).to_owned()).collect() }
}

fn with(lookups: Vec<Lookup>, signed: Signed) -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.plan.target.host = HERE.into();
    let names = Some(AuditNames { signed, domain: Some("example.com".into()), lookups });
    evidence.audit = Some(AuditEvidence { names, ..AuditEvidence::default() });
    evidence
}

fn level(verdict: Option<Verdict>) -> Vec<Option<Level>> {
    verdict.into_iter().map(|verdict| verdict.seen().map(|seen| seen.level)).collect()
}

fn srv(submissions: Records, submission: Records) -> Vec<Option<Level>> {
    let lookup =
        |service: &str, answer| Lookup { name: format!("{service}.example.com"), kind: Sought::Srv, answer };
    let lookups = vec![lookup("_submissions._tcp", submissions), lookup("_submission._tcp", submission)];
    level(services(&with(lookups, Signed::Unknown)))
}

#[test]
fn services_lead_here_or_elsewhere_or_nowhere() {
    let here = || found(&["0 1 465 smtp.example.com"]);
    assert_eq!(srv(here(), found(&["0 1 587 smtp.example.com"])), [None]);
    assert_eq!(srv(here(), Records::NoData), [None]);
    assert_eq!(srv(Records::NameNotFound, Records::NoData), [Some(Level::Note)]);
    assert_eq!(srv(found(&["0 1 465 other.example.net"]), Records::NoData), [Some(Level::Note)]);
    assert_eq!(srv(found(&["0 0 0 ."]), found(&["0 0 0 ."])), [Some(Level::Advice)]);
    assert_eq!(srv(here(), found(&["0 0 0 ."])), [None]);
    // Port 465 begins with TLS: whoever is led there for STARTTLS gets nowhere.
    assert_eq!(srv(here(), here()), [Some(Level::Advice)]);
    let unanswered = Records::Unanswered { because: DnsAnswer::NoAnswer };
    assert_eq!(srv(here(), unanswered), []);
}

/// What is said of a certificate by this issuer, which Mozilla trusts, where these records stand from the host upwards.
fn caa(issuer: &str, answers: &[Records]) -> Vec<Option<Level>> {
    let names = [HERE, "example.com"];
    let lookups = names.iter().zip(answers).map(|(name, answer)| Lookup {
        name: (*name).to_owned(),
        kind: Sought::Caa,
        answer: answer.clone(),
    });
    let mut evidence = with(lookups.collect(), Signed::Unknown);
    let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].tls else { panic!("no TLS") };
    facts.mozilla = Some(PublicTrust::Trusted);
    facts.chain[0].issuer = issuer.to_owned();
    level(issuers(&evidence))
}

#[test]
fn who_may_issue_is_told_by_the_nearest_records() {
    let le = "C=US, O=Let's Encrypt, CN=R11";
    let allows = |name: &str| found(&[&format!("0 issue \"{name}\"")]);
    let nothing = || Records::NoData;
    assert_eq!(caa(le, &[nothing(), allows("letsencrypt.org")]), [None]);
    assert_eq!(caa(le, &[nothing(), allows("digicert.com")]), [Some(Level::Advice)]);
    assert_eq!(caa(le, &[allows("letsencrypt.org"), allows("digicert.com")]), [None]);
    assert_eq!(caa(le, &[nothing(), found(&["0 issue \";\""])]), [Some(Level::Advice)]);
    assert_eq!(caa(le, &[nothing(), Records::NameNotFound]), [Some(Level::Note)]);
    // The certificate has no wildcard, and nothing is said of such.
    assert_eq!(caa(le, &[nothing(), found(&["0 issuewild \";\""])]), [Some(Level::Note)]);
    let apart = &["0 issue \"digicert.com\"", "0 issuewild \"letsencrypt.org\""];
    assert_eq!(caa(le, &[nothing(), found(apart)]), [Some(Level::Advice)]);
    // An issuer that is not known here may be allowed by any name.
    assert_eq!(caa("CN=Example CA", &[nothing(), allows("digicert.com")]), [None]);
    let unanswered = Records::Unanswered { because: DnsAnswer::NoAnswer };
    assert_eq!(caa(le, &[unanswered, allows("digicert.com")]), []);
    assert_eq!(caa(le, &[]), []);
}

#[test]
fn signatures_hold_or_are_not_there() {
    let told = |state| level(signed(&with(Vec::new(), state)));
    assert_eq!(told(Signed::Secure), [None]);
    assert_eq!(told(Signed::Insecure), [Some(Level::Note)]);
    assert_eq!(told(Signed::Bogus { extended: None }), [Some(Level::Fault)]);
    assert_eq!(told(Signed::Stripped), []);
    assert_eq!(told(Signed::Unknown), []);
}

#[test]
fn what_is_announced_for_mail_that_comes_in() {
    let told = |records: &[(&str, &[&str])]| {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.sender = Some(domain(records, &[]));
        level(inbound(&evidence))
    };
    let good = ("_mta-sts.example.com", &["v=STSv1; id=1"][..]);
    let none = ("_smtp._tls.example.com", &[][..]);
    assert_eq!(told(&[good, none]), [None]);
    assert_eq!(told(&[("_mta-sts.example.com", &[]), none]), [Some(Level::Note)]);
    assert_eq!(told(&[("_mta-sts.example.com", &["v=STSv1;"]), none]), [Some(Level::Advice)]);
    assert_eq!(told(&[]), []);
}
