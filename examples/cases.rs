//! Writes the recorded cases from the lab's scenarios: `cargo run --example cases -- tests/cases`
//!
//! Each is the examination of the first scenario of a cause, as `--record` writes it, without what differs from run to
//! run: times, durations, ports of nameservers, fingerprints, the dialogue. What no server can play is made from one of
//! these by hand, in `cases/by_hand.rs`.

#[path = "cases/by_hand.rs"]
mod by_hand;
#[path = "cases/scrub.rs"]
mod scrub;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::lab::{LIMITS, Scenario, scenario};
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;

/// Recorded cases by the code of their cause, or `healthy`.
type Cases = BTreeMap<&'static str, Evidence>;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("usage: cases FOLDER")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut cases = runtime.block_on(played())?;
    by_hand::add(&mut cases)?;
    for (code, evidence) in &cases {
        let folder = Path::new(&folder).join(code);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("root.json"), evidence.to_json()? + "\n")?;
    }
    Ok(())
}

/// What the lab can play.
async fn played() -> anyhow::Result<Cases> {
    let mut first: Vec<&Scenario> = Vec::new();
    for scenario in scenario::all() {
        if !first.iter().any(|known| known.code == scenario.code) {
            first.push(scenario);
        }
    }
    let mut cases = Cases::new();
    for some in first.chunks(8) {
        let runs = some.iter().map(|scenario| scenario.rehearse(LIMITS, &Unwatched, Cancel::never()));
        for (scenario, evidence) in some.iter().zip(futures_util::future::join_all(runs).await) {
            let evidence = evidence.with_context(|| scenario.name())?;
            cases.insert(scenario.code.unwrap_or("healthy"), scrub::scrub(&evidence)?);
        }
    }
    Ok(cases)
}
