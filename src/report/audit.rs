//! What was found about the health of the server, in one language.

use crate::audit::{AuditFinding, Check, Health, Level, health};
use crate::evidence::Evidence;
use crate::locale::{Lang, Text, fill};

/// The health of the server.
#[derive(Debug)]
pub(super) struct AuditView {
    /// The heading of the section.
    pub(super) heading: &'static str,
    /// How many checks came to what, and how many connections the run took.
    pub(super) tally: String,
    /// What was found, the faults first.
    pub(super) findings: Vec<AuditLine>,
    /// What stands before the checks that found nothing, and they.
    pub(super) sound: (&'static str, Vec<CheckLine>),
    /// What stands before the checks that were not made, and they.
    pub(super) unmade: (&'static str, Vec<CheckLine>),
    /// How many connections to the host the run took.
    pub(super) connections: usize,
}

/// One finding.
#[derive(Debug)]
pub(super) struct AuditLine {
    /// The number of the check.
    pub(super) id: &'static str,
    /// How much it matters.
    pub(super) level: Level,
    /// What is so on a healthy server.
    pub(super) title: &'static str,
    /// What was seen.
    pub(super) seen: String,
    /// Where it was seen; empty where it is about the host as a whole.
    pub(super) ports: Vec<u16>,
    /// What to set.
    pub(super) remedy: String,
    /// Which document says so.
    pub(super) source: &'static str,
}

/// A check without a finding.
#[derive(Debug)]
pub(super) struct CheckLine {
    /// Its number.
    pub(super) id: &'static str,
    /// What is so on a healthy server.
    pub(super) title: &'static str,
    /// Which document says so.
    pub(super) source: &'static str,
    /// Both together.
    pub(super) line: String,
}

/// The view of the health of the server; none where it was not asked for.
pub(super) fn audit(evidence: &Evidence, lang: Lang) -> Option<AuditView> {
    if evidence.plan.audit.is_left() {
        return None;
    }
    let health = health(evidence);
    let connections = evidence.audit.as_ref().map_or(0, |audit| audit.connections);
    let count = |level: Level| health.findings.iter().filter(|found| found.seen.level == level).count();
    let args = [
        ("faults", count(Level::Fault).to_string()),
        ("advice", count(Level::Advice).to_string()),
        ("notes", count(Level::Note).to_string()),
        ("sound", health.sound.len().to_string()),
        ("unmade", health.unmade.len().to_string()),
        ("connections", connections.to_string()),
        ("host", evidence.plan.target.host.clone()),
    ];
    let lines = |checks: &[&'static Check]| checks.iter().map(|check| check_line(check, lang)).collect();
    Some(AuditView {
        heading: HEADING.in_lang(lang),
        tally: fill(tally(evidence, &health).in_lang(lang), &args),
        findings: health.findings.iter().map(|found| line(found, lang)).collect(),
        sound: (SOUND.in_lang(lang), lines(&health.sound)),
        unmade: (UNMADE.in_lang(lang), lines(&health.unmade)),
        connections,
    })
}

/// What the checks come to, in one line. That nothing was found on a server which was not reached says nothing of it.
fn tally(evidence: &Evidence, health: &Health) -> &'static Text {
    let reached = evidence.attempts.iter().any(|attempt| attempt.tcp.passed().is_some());
    let made = !health.sound.is_empty() || !health.findings.is_empty();
    match (reached, made) {
        (true, _) => &TALLY,
        (false, true) => &BESIDE,
        (false, false) => &UNREACHED,
    }
}

fn line(found: &AuditFinding, lang: Lang) -> AuditLine {
    AuditLine {
        id: found.check.id,
        level: found.seen.level,
        title: found.check.title.in_lang(lang),
        seen: fill(found.seen.text.in_lang(lang), &found.seen.args),
        ports: found.ports.clone(),
        remedy: fill(ADMINISTRATOR.in_lang(lang), &[("text", found.check.remedy.in_lang(lang).to_owned())]),
        source: found.check.source,
    }
}

fn check_line(check: &Check, lang: Lang) -> CheckLine {
    let title = check.title.in_lang(lang);
    let args = [("title", title.to_owned()), ("source", check.source.to_owned())];
    CheckLine { id: check.id, title, source: check.source, line: fill(WITH_SOURCE.in_lang(lang), &args) }
}

const HEADING: Text = Text { en: "Server health", zh_cn: "服务器健康状况" };
static TALLY: Text = Text {
    en: "Faults: {faults} · advice: {advice} · notes: {notes} · passed: {sound} · not run: {unmade} · connections: {connections}",
    zh_cn: "问题：{faults} · 建议：{advice} · 备注：{notes} · 通过：{sound} · 未检查：{unmade} · 连接数：{connections}",
};
static UNREACHED: Text = Text {
    en: "No check was made: there was no connection to {host}.",
    zh_cn: "未做任何检查：没有与 {host} 建立连接。",
};
static BESIDE: Text = Text {
    en: "There was no connection to {host}: only its DNS was looked at. Faults: {faults} · advice: {advice} · notes: {notes} · passed: {sound} · not run: {unmade}",
    zh_cn: "没有与 {host} 建立连接：只检查了它的 DNS。问题：{faults} · 建议：{advice} · 备注：{notes} · 通过：{sound} · 未检查：{unmade}",
};
const SOUND: Text = Text { en: "Passed", zh_cn: "通过" };
const UNMADE: Text = Text { en: "Not run", zh_cn: "未检查" };
const WITH_SOURCE: Text = Text { en: "{title} ({source})", zh_cn: "{title}（{source}）" };
const ADMINISTRATOR: Text =
    Text { en: "The server's administrator: {text}", zh_cn: "请服务器管理员：{text}" };
