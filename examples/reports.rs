//! Writes reports of the lab as pages: `cargo run --example reports -- FOLDER`
//!
//! One of every family of causes, and those that show what no scenario does, each in both languages.

#[path = "../tests/support/rich.rs"]
mod rich;

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use smtp_doctor::diagnose::diagnose;
use smtp_doctor::evidence::Evidence;
use smtp_doctor::lab::{LIMITS, scenario};
use smtp_doctor::locale::Lang;
use smtp_doctor::probe::cancel::Cancel;
use smtp_doctor::probe::watch::Unwatched;
use smtp_doctor::report::{Format, Report, Style, render};

/// The scenarios that are shown.
const SHOWN: [Option<&str>; 9] = [
    None,
    Some("dns/name-not-found"),
    Some("tcp/refused"),
    Some("tls/certificate-expired"),
    Some("tls/certificate-missing-intermediate"),
    Some("starttls/refused"),
    Some("smtp/not-smtp"),
    Some("auth/app-password-required"),
    Some("send/recipient-rejected"),
];

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("usage: pages FOLDER")?;
    fs::create_dir_all(&folder)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let shown = SHOWN.iter().map(|code| async move {
            let name = code.unwrap_or("healthy");
            let scenario = scenario::find(*code).with_context(|| format!("no scenario {name}"))?;
            let evidence = scenario.rehearse(LIMITS, &Unwatched, Cancel::never()).await?;
            anyhow::Ok((name, evidence))
        });
        let mut all = futures_util::future::try_join_all(shown).await?;
        all.extend(rich::all().await?);
        all.iter().try_for_each(|(name, evidence)| write(Path::new(&folder), name, evidence))
    })
}

fn write(folder: &Path, name: &str, evidence: &Evidence) -> anyhow::Result<()> {
    let name = name.replace('/', "-");
    fs::write(folder.join(format!("{name}.json")), evidence.to_json()?)?;
    let diagnosis = diagnose(evidence);
    let report = Report::new(evidence, &diagnosis);
    for (lang, tag) in [(Lang::En, "en"), (Lang::ZhCn, "zh-CN")] {
        let page = render(Format::Html, &report, lang, Style::default());
        fs::write(folder.join(format!("{name}.{tag}.html")), page)?;
    }
    Ok(())
}
