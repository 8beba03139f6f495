//! Whole reports over sample evidence: what they look like, and what holds for every one of them.

mod audit;
mod config;
mod discovery;
mod domain;
mod formats;
mod interface;
mod invariants;
mod last_word;
mod plain;
mod ports;
mod sample;
mod snapshots;
mod verdicts;
#[path = "../../../tests/support/wellformed.rs"]
pub(super) mod wellformed;
