//! What a terminal shows while many targets are examined: how far it is, how fast, what fails, and how long it will take.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::tally::{Tally, clock};
use crate::locale::{Lang, Text, fill};

/// How often it is drawn.
pub(super) const OFTEN: Duration = Duration::from_millis(200);
/// How many causes are named.
const CAUSES: usize = 3;
/// From this time on the time that is left can be told.
const TOLD_FROM: Duration = Duration::from_secs(2);

/// The line on the terminal, or none.
pub(super) struct Meter {
    bar: Option<ProgressBar>,
    lang: Lang,
    began: Instant,
    /// The bytes of the list, where they are known, and those that are behind.
    bytes: Option<u64>,
    behind: u64,
}

impl Meter {
    /// A line on standard error where that is wished for.
    pub(super) fn new(drawn: bool, bytes: Option<u64>, lang: Lang) -> Self {
        let bar = drawn.then(|| {
            let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
            let template =
                if bytes.is_some() { "{bar:20} {percent:>3}% {wide_msg}" } else { "{spinner} {wide_msg}" };
            match ProgressStyle::with_template(template) {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { bar, lang, began: Instant::now(), bytes, behind: 0 }
    }

    /// So many more bytes of the list are behind.
    pub(super) fn advance(&mut self, bytes: u64) {
        self.behind += bytes;
    }

    /// Draws the line.
    pub(super) fn draw(&self, tally: &Tally) {
        let Some(bar) = &self.bar else { return };
        bar.set_position(self.behind);
        bar.set_message(self.line(tally, self.began.elapsed()));
    }

    /// Does something to the terminal that the line must not stand in the way of.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn line(&self, tally: &Tally, took: Duration) -> String {
        let mut line = String::new();
        if let Some(left) = self.left(took) {
            line.push_str(&fill(LEFT.in_lang(self.lang), &[("time", clock(left))]));
        }
        line.push_str(&tally.brief(took, self.lang));
        for (cause, count) in tally.causes(self.lang).into_iter().take(CAUSES) {
            line.push_str(&format!(" · {cause} {count}"));
        }
        line
    }

    /// How long it will take at the pace that it has had so far.
    fn left(&self, took: Duration) -> Option<Duration> {
        let bytes = self.bytes.filter(|_| took >= TOLD_FROM && self.behind > 0)?;
        #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
        let share = bytes.saturating_sub(self.behind) as f64 / self.behind as f64;
        Some(Duration::try_from_secs_f64(took.as_secs_f64() * share).unwrap_or(Duration::MAX))
    }
}

static LEFT: Text = Text { en: "{time} left · ", zh_cn: "还需 {time} · " };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_is_left_goes_by_the_bytes() {
        let mut meter = Meter::new(false, Some(1000), Lang::En);
        meter.advance(250);
        assert_eq!(meter.left(Duration::from_secs(10)), Some(Duration::from_secs(30)));
        assert_eq!(meter.left(Duration::from_secs(1)), None);
        assert!(
            meter.line(&Tally::default(), Duration::from_secs(10)).starts_with("0:00:30 left · 0 examined")
        );
        assert_eq!(Meter::new(false, None, Lang::En).left(Duration::from_secs(10)), None);
    }
}
