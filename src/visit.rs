//! An examination for another program: a plan goes in, a report comes out.
//!
//! It owns nothing beside the one examination: no state is shared, nothing is printed, and no signal, environment or
//! terminal is looked at. The parts beneath it ([`crate::probe`], [`mod@crate::diagnose`], [`crate::report`]) are open to
//! programs that want more, such as a machine of their own behind [`crate::probe::net::Net`].

use std::thread;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::diagnose::{Diagnosis, Verdict, diagnose};
use crate::evidence::{Evidence, NoResolution};
use crate::examine::find_and_examine;
use crate::exit::Status;
use crate::locale::Lang;
use crate::plan::Plan;
use crate::probe::cancel::{Cancel, CancelHandle};
use crate::probe::net::System;
use crate::probe::watch::Unwatched;
use crate::probe::{OwnRoots, Setting, Trust, unfound};
use crate::report::{self, Format, Strictness, Style};

/// Enough for the depth of an examination in a build without optimisation.
const STACK: usize = 8 * 1024 * 1024;

/// What an examination came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// What was observed.
    pub evidence: Evidence,
    /// What it comes to.
    pub diagnosis: Diagnosis,
}

impl Report {
    /// What the evidence comes to: a recorded examination has a report too.
    pub fn of(evidence: Evidence) -> Self {
        let diagnosis = diagnose(&evidence);
        Self { evidence, diagnosis }
    }

    /// What it comes to in one word.
    pub fn verdict(&self) -> Verdict {
        self.view().verdict
    }

    /// The code of the root cause, such as `auth/bad-credentials`, where something stands in the way of mail and it is
    /// known what.
    pub fn root_cause(&self) -> Option<&'static str> {
        self.diagnosis.root().map(|root| root.cause.code.0)
    }

    /// The exit status that the command would end with.
    pub fn status(&self) -> Status {
        report::status(&self.view(), Strictness::WarningsPass)
    }

    /// The report in a form and a language, without colour.
    pub fn render(&self, format: Format, lang: Lang) -> String {
        report::render(format, &self.view(), lang, Style::default())
    }

    fn view(&self) -> report::Report<'_> {
        report::Report::new(&self.evidence, &self.diagnosis)
    }
}

/// Examines what the plan names. It never fails: what goes wrong is in the report.
///
/// It runs on a thread of its own, so that it may be awaited anywhere, whatever runtime the program has, and its future
/// may go from thread to thread. When the future is dropped, the examination ends. Where the system gives no thread,
/// the report says that the examination was interrupted.
///
/// ```no_run
/// use smtp_doctor::locale::Lang;
/// use smtp_doctor::plan::Plan;
/// use smtp_doctor::report::Format;
/// use smtp_doctor::secret::Secret;
///
/// # async fn check() -> Result<(), Box<dyn std::error::Error>> {
/// let password = Secret::new(std::fs::read_to_string("/run/secrets/smtp")?.trim_end().to_owned());
/// let password = password.map_err(|fault| format!("{fault:?}"))?;
/// let plan = Plan::of("smtp.example.com:465")?.with_login("me@example.com", password);
/// let report = smtp_doctor::examine(plan).await;
/// if let Some(code) = report.root_cause() {
///     eprintln!("{code}\n{}", report.render(Format::Text, Lang::En));
/// }
/// # Ok(())
/// # }
/// ```
pub async fn examine(plan: Plan) -> Report {
    let without = interrupted(&plan);
    let (handle, cancel) = Cancel::new();
    let _stopped = Stop(handle);
    let (give, take) = oneshot::channel();
    let begun = thread::Builder::new().name("smtp-doctor".to_owned()).stack_size(STACK).spawn(move || {
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
        _ = give.send(runtime.block_on(here(plan, cancel)));
        // A lookup by the operating system cannot be cancelled and must not delay the end.
        runtime.shutdown_background();
    });
    // Without the thread nothing is given.
    drop(begun);
    Report::of(take.await.unwrap_or(without))
}

async fn here(mut plan: Plan, cancel: Cancel) -> Evidence {
    let trust = Trust::begin(&OwnRoots::Read, &plan);
    let net = System::here();
    find_and_examine(&mut plan, Setting { net: &net, trust, cancel }, &Unwatched).await
}

/// What is known where nothing could be examined.
fn interrupted(plan: &Plan) -> Evidence {
    let (handle, cancel) = Cancel::new();
    handle.cancel();
    let setting = Setting { net: &System::here(), trust: Trust::for_many(&OwnRoots::Absent, &[]), cancel };
    unfound(plan, &setting, NoResolution::NoNameserver, 0.0)
}

/// Ends the examination when nobody waits for it any more.
struct Stop(CancelHandle);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
