//! The commands, one file each, and what they share: the runtime, and the way from evidence to an exit status.

pub(crate) mod demo;
pub(crate) mod examine;
pub(crate) mod replay;
mod seam;

use tokio::runtime::{Builder, Runtime};

use super::error::{Complaint, Error};
use super::output;
use super::plan::{Output, Warnings};
use crate::catalog::Severity;
use crate::diagnose::{Diagnosis, diagnose};
use crate::evidence::{Evidence, Stage};
use crate::exit::Status;
use crate::locale::Text;

/// What smtp-doctor runs on: one thread is enough for a dozen connections.
pub(crate) fn runtime() -> Result<Runtime, Error> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Error::internal(&NO_RUNTIME).with("reason", &error))
}

/// Shows the evidence and says how the run ended.
fn deliver(evidence: &Evidence, output: &Output) -> Result<Status, Error> {
    output::write(&seam::render(evidence, output), output.color)?;
    Ok(status(evidence, &diagnose(evidence), output.warnings))
}

fn status(evidence: &Evidence, diagnosis: &Diagnosis, warnings: Warnings) -> Status {
    if evidence.interrupted {
        return Status::Interrupted;
    }
    if let Some(root) = diagnosis.root() {
        return Status::of_code(root.cause.code);
    }
    let ours = |about: &Option<usize>| about.is_none_or(|about| about == diagnosis.primary);
    if let Some((_, stage)) = diagnosis.unexplained.iter().find(|(about, _)| ours(about)) {
        return of_stage(*stage);
    }
    let warned = diagnosis.findings.iter().any(|finding| finding.severity == Severity::Warning);
    if warned && warnings == Warnings::Fail { Status::Failed } else { Status::Healthy }
}

fn of_stage(stage: Stage) -> Status {
    match stage {
        Stage::Dns => Status::Dns,
        Stage::Tcp => Status::Tcp,
        Stage::Tls | Stage::StartTls => Status::Tls,
        Stage::Greeting | Stage::Ehlo | Stage::EhloAgain => Status::Smtp,
        Stage::Auth => Status::Auth,
    }
}

static NO_RUNTIME: Complaint = Complaint {
    what: Text {
        en: "The system does not give what network connections need: {reason}.",
        zh_cn: "系统没有提供建立网络连接所需的资源：{reason}。",
    },
    form: Text {
        en: "Close programs that hold many files or connections, then run it again.",
        zh_cn: "请关闭占用大量文件或连接的程序，再运行一次。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample;
    use crate::plan::Security;

    fn diagnosis(unexplained: Vec<(Option<usize>, Stage)>) -> Diagnosis {
        Diagnosis { primary: 0, findings: Vec::new(), unexplained }
    }

    #[test]
    fn a_failure_without_a_cause_has_the_status_of_its_stage() {
        let evidence = sample::healthy(465, Security::Implicit);
        let ended = |unexplained| status(&evidence, &diagnosis(unexplained), Warnings::Pass);
        assert_eq!(ended(vec![]), Status::Healthy);
        assert_eq!(ended(vec![(None, Stage::Dns)]), Status::Dns);
        assert_eq!(ended(vec![(Some(0), Stage::EhloAgain)]), Status::Smtp);
        assert_eq!(ended(vec![(Some(1), Stage::Tcp)]), Status::Healthy);
    }

    #[test]
    fn an_interrupted_run_has_its_own_status() {
        let mut evidence = sample::healthy(465, Security::Implicit);
        evidence.interrupted = true;
        assert_eq!(
            status(&evidence, &diagnosis(vec![(Some(0), Stage::Tcp)]), Warnings::Pass),
            Status::Interrupted
        );
    }
}
