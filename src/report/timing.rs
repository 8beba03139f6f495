//! Where the time went: the search for the server, the name, then each way to it stage by stage, side by side as they
//! were gone, and last what was asked beside.

use super::Report;
use super::stage::{ms, stages};
use crate::evidence::{Attempt, Evidence, Stage};
use crate::locale::Text;
use crate::plan::Security;

/// Less than this is not worth a line, in milliseconds.
const NOTHING: f64 = 1.0;

/// Where the time of a run went.
#[derive(Debug)]
pub(super) struct TimingView {
    /// The whole run, in milliseconds.
    pub(super) total: f64,
    /// What came before the ways to the server: the search for it, and its name.
    pub(super) before: Vec<Span>,
    /// The ways to the server, the one told in full first.
    pub(super) tracks: Vec<Track>,
    /// What came behind them.
    pub(super) after: Option<Span>,
}

/// One way to the server.
#[derive(Debug)]
pub(super) struct Track {
    /// The port.
    pub(super) port: u16,
    /// How it is encrypted.
    pub(super) security: Security,
    /// Its stages, in their order.
    pub(super) spans: Vec<Span>,
}

/// Something that took time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// What.
    pub(super) what: What,
    /// When it began, in milliseconds since the run began.
    pub(super) start: f64,
    /// How long it took, in milliseconds.
    pub(super) ms: f64,
    /// Whether it failed.
    pub(super) failed: bool,
}

/// What takes time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum What {
    /// The search for the server of an address.
    Search,
    /// A stage.
    Stage(Stage),
    /// What the evidence left open, the health of the server, the sender's domain.
    Beside,
}

impl TimingView {
    /// Every span, in the order told.
    pub(super) fn spans(&self) -> impl Iterator<Item = &Span> {
        self.before.iter().chain(self.tracks.iter().flat_map(|track| &track.spans)).chain(&self.after)
    }
}

/// Where the time went; none where no stage took any.
pub(super) fn timing(report: &Report) -> Option<TimingView> {
    let evidence = report.evidence;
    let mut at = 0.0;
    let mut before = Vec::new();
    if let Some(search) = evidence.discovery.as_ref().map(|search| sane(search.ms)) {
        before.push(Span { what: What::Search, start: at, ms: search, failed: evidence.attempts.is_empty() });
        at += search;
    }
    if let Some(name) = evidence.dns.ms() {
        let failed = evidence.dns.failure().is_some();
        before.push(Span { what: What::Stage(Stage::Dns), start: at, ms: sane(name), failed });
        at += sane(name);
    }
    let others = evidence.attempts.iter().enumerate().filter(|(place, _)| *place != report.diagnosis.primary);
    let attempts = report.primary().into_iter().chain(others.map(|(_, attempt)| attempt));
    let tracks: Vec<Track> = attempts
        .map(|attempt| track(evidence, attempt, at))
        .filter(|track| !track.spans.is_empty())
        .collect();
    let mut view = TimingView { total: at, before, tracks, after: None };
    let end = view.spans().map(|span| span.start + span.ms).fold(at, f64::max);
    view.total = sane(evidence.duration_ms).max(end);
    let rest = view.total - end;
    view.after = (rest >= NOTHING && !view.tracks.is_empty()).then_some(Span {
        what: What::Beside,
        start: end,
        ms: rest,
        failed: false,
    });
    (view.total > 0.0 && view.spans().next().is_some()).then_some(view)
}

fn track(evidence: &Evidence, attempt: &Attempt, from: f64) -> Track {
    let mut at = from;
    let mut spans = Vec::new();
    for stage in stages(evidence, attempt).filter(|stage| *stage != Stage::Dns) {
        let Some(ms) = ms(evidence, attempt, stage).map(sane) else { continue };
        spans.push(Span {
            what: What::Stage(stage),
            start: at,
            ms,
            failed: attempt.failure(stage).is_some(),
        });
        at += ms;
    }
    Track { port: attempt.route.port, security: attempt.spoken, spans }
}

/// A recorded time as it can be drawn, whatever somebody has written there.
fn sane(ms: f64) -> f64 {
    if ms.is_finite() { ms.clamp(0.0, 1e9) } else { 0.0 }
}

/// The heading of the section.
pub(super) const HEADING: Text = Text { en: "Where the time went", zh_cn: "时间用在哪里" };
/// The whole run.
pub(super) const TOTAL: Text = Text { en: "{time} in all", zh_cn: "共 {time}" };
/// The name of [`What::Search`].
pub(super) const SEARCH: Text = Text { en: "Search", zh_cn: "查找" };
/// The name of [`What::Beside`].
pub(super) const BESIDE: Text = Text { en: "The rest", zh_cn: "其余" };
/// How long something took and when it began, where no bar can be seen.
pub(super) const SPAN: Text =
    Text { en: "{time}, begun after {start}", zh_cn: "{time}，开始于 {start} 时" };
/// What stands above the stages of one of several ways.
pub(super) const PORT: Text = Text { en: "Port {port}", zh_cn: "端口 {port}" };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::diagnose;
    use crate::evidence::Outcome;
    use crate::evidence::sample::healthy;

    fn view(evidence: &Evidence) -> TimingView {
        let diagnosis = diagnose(evidence);
        timing(&Report::new(evidence, &diagnosis)).unwrap()
    }

    #[test]
    fn each_stage_begins_where_the_one_before_it_ends() {
        let evidence = healthy(587, Security::StartTls);
        let view = view(&evidence);
        let spans: Vec<&Span> = view.spans().collect();
        assert_eq!(spans[0].what, What::Stage(Stage::Dns));
        let stages: Vec<&&Span> = spans.iter().filter(|span| matches!(span.what, What::Stage(_))).collect();
        for pair in stages.windows(2) {
            assert!((pair[0].start + pair[0].ms - pair[1].start).abs() < 1e-6, "{pair:?}");
        }
        assert!(stages.len() > 7 && view.total >= stages[stages.len() - 1].start);
    }

    #[test]
    fn ways_stand_side_by_side_and_what_is_left_stands_behind_them() {
        let mut evidence = healthy(465, Security::Implicit);
        let second = evidence.attempts[0].clone();
        evidence.attempts.push(second);
        evidence.duration_ms = 1e6;
        let view = view(&evidence);
        assert_eq!(view.tracks.len(), 2);
        let starts = [0, 1].map(|at| view.tracks[at].spans[0].start);
        assert!((starts[0] - starts[1]).abs() < 1e-6, "{starts:?}");
        let after = view.after.unwrap();
        assert!((after.start + after.ms - 1e6).abs() < 1e-6 && after.what == What::Beside);
    }

    #[test]
    fn nonsense_in_a_record_is_drawn_as_nothing() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.duration_ms = f64::NAN;
        let Outcome::Passed { ms, .. } = &mut evidence.dns else { unreachable!() };
        *ms = -5e300;
        assert!(view(&evidence).spans().all(|span| span.ms >= 0.0 && span.start >= 0.0));
    }
}
