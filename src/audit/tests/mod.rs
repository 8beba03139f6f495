//! Each check: what it finds, and what it almost finds.

mod certificate;
mod dialogue;
mod network;
mod trials;

use std::collections::BTreeSet;

use super::{Level, checks, health};
use crate::evidence::sample::{attempt, healthy};
use crate::evidence::{Attempt, Evidence};
use crate::locale::Lang;
use crate::plan::{Route, Security};

/// What a check comes to: the level of the first finding, if there is one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Told {
    Sound,
    Found(Level),
}

/// What a check makes of evidence; nothing where it was not made.
fn told(id: &str, evidence: &Evidence) -> Option<Told> {
    let check = checks().find(|check| check.id == id).unwrap();
    let observed = (check.made)(evidence);
    let found = observed.iter().find_map(|one| one.seen.as_ref()).map(|seen| seen.level);
    (!observed.is_empty()).then_some(found.map_or(Told::Sound, Told::Found))
}

const SOUND: Option<Told> = Some(Told::Sound);
const FAULT: Option<Told> = Some(Told::Found(Level::Fault));
const ADVICE: Option<Told> = Some(Told::Found(Level::Advice));
const NOTE: Option<Told> = Some(Told::Found(Level::Note));

/// What a check makes of a healthy examination over STARTTLS that was changed in one place.
fn changed(id: &str, change: impl FnOnce(&mut Attempt)) -> Option<Told> {
    let mut evidence = healthy(587, Security::StartTls);
    change(&mut evidence.attempts[0]);
    told(id, &evidence)
}

#[test]
fn every_check_has_its_own_number_its_texts_and_its_source() {
    let ids: BTreeSet<&str> = checks().map(|check| check.id).collect();
    assert_eq!(ids.len(), checks().count());
    for check in checks() {
        assert!(check.id.starts_with('B') && !check.source.is_empty(), "{}", check.id);
        for text in [check.title, check.remedy] {
            assert!(Lang::ALL.iter().all(|lang| !text.in_lang(*lang).is_empty()), "{}", check.id);
        }
        assert!(!check.title.en.ends_with('.') && !check.title.zh_cn.ends_with('。'), "{}", check.id);
        assert!(check.remedy.en.ends_with('.') && check.remedy.zh_cn.ends_with('。'), "{}", check.id);
    }
}

#[test]
fn a_healthy_server_has_no_faults() {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts.push(attempt(Route { port: 587, security: Security::StartTls }));
    let health = health(&evidence);
    let bad: Vec<_> = health.findings.iter().filter(|found| found.seen.level > Level::Note).collect();
    assert!(bad.is_empty(), "{bad:?}");
    assert!(!health.sound.is_empty());
}
