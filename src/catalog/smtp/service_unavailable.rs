//! The server ends the session by 421 in the middle of the dialogue (RFC 5321 §3.8).
//!
//! A 421 in place of the greeting is `smtp/greeting-busy`; one that answers AUTH belongs to `auth`. One that came before
//! AUTH was sent answers nothing, and is told here.

use super::dialogue::{FailedCommand, SHOWN, failed_commands};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who, send};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::smtp::Reply;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/service-unavailable"),
    severity: Severity::Error,
    title: Text { en: "{host} breaks off the session for now", zh_cn: "{host} 暂时中止了会话" },
    explanation: Text {
        en: "The server answers {command} with 421 (not available for now) and ends the session: it is \
             shutting down, overloaded, or limits your address. This may pass by itself.",
        zh_cn: "服务器对 {command} 答复 421（暂时不可用）并结束会话：它正在关闭、负载过高，\
                或者对你的地址有限制。稍后可能自行恢复。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text { en: "Wait a few minutes and test again.", zh_cn: "等几分钟再测试一次。" },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Open fewer connections at the same time, and send several messages over one connection.",
                zh_cn: "减少同时打开的连接，用一个连接发送多封邮件。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Find out from the log of the mail server why it ends sessions: a restart, a limit or a \
             lack of resources.",
                zh_cn: "在邮件服务器的日志里查看它为什么中止会话：重启、限制，还是资源不足。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to each command. If one after the greeting, other than AUTH, is 421, the \
             server has ended the session by itself, and it is this.",
        zh_cn: "smtp-doctor 查看每条命令的答复。如果问候之后 AUTH 以外的某条命令得到 421，说明服务器主动结束了会话，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    Pattern {
        codes: 421..=421,
        enhanced: "",
        words: "
            service not available
            service unavailable
            closing transmission channel
            closing connection
            closing channel
            shutting down
            shutdown
            too many errors
            timeout exceeded
            idle timeout
            connection expired
            goodbye
            session limit
            server closing
            ",
    },
    Pattern { codes: 421..=421, enhanced: "", words: "" },
    Pattern::said(
        "
        service not available, closing transmission channel
        service not available - closing
        error: too many errors
        service shutting down
        smtp service shutting down
        服务不可用，关闭传输
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let commands =
        failed_commands(evidence).filter(|failed| !send::reads(failed.stage) && !failed.is_of_a_login());
    let told = commands.filter_map(|failed| {
        let reply = failed.refusal().filter(|reply| reply.code == 421)?;
        Some(told_of(&failed, reply))
    });
    told.chain(send::told(evidence, &CAUSE)).collect()
}

fn told_of(failed: &FailedCommand<'_>, reply: &Reply) -> Match {
    let proof = Proof::new(
        Text {
            en: "The server answers {command} with: {reply}", zh_cn: "服务器对 {command} 答复：{reply}"
        },
        vec![("command", failed.command()), ("reply", reply.shown(SHOWN))],
    );
    Match::attempt(failed.index, failed.stage, proof).with("command", failed.command())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::diagnose;
    use crate::evidence::Auth;
    use crate::evidence::sample::{failed, failed_with, healthy, rejected};
    use crate::plan::Security;

    #[test]
    fn a_421_to_a_command_is_told() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo_again = failed(rejected(421, "4.3.2 Service shutting down"));
        assert_eq!(told_by(&evidence)[0].args, [("command", "EHLO".to_owned())]);
        evidence.attempts[0].starttls = failed(rejected(421, "4.3.2 Service shutting down"));
        assert_eq!(told_by(&evidence)[0].args, [("command", "STARTTLS".to_owned())]);
    }

    #[test]
    fn a_421_to_auth_is_of_the_login_and_one_before_auth_is_not() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].auth = failed(rejected(421, "4.3.2 Service shutting down"));
        assert_eq!(diagnose(&evidence).root().unwrap().cause.code, CAUSE.code);
        let auth = Auth { mechanism: Some("PLAIN".into()), ..Auth::default() };
        for (text, code) in [
            ("4.3.2 Service shutting down", "auth/temporary-failure"),
            ("4.7.0 Try again later", "auth/temporary-failure"),
            ("Too many connections", "auth/too-many-attempts"),
        ] {
            evidence.attempts[0].auth = failed_with(rejected(421, text), auth.clone());
            let diagnosis = diagnose(&evidence);
            let told: Vec<_> = diagnosis.findings.iter().map(|found| found.cause.code.0).collect();
            assert_eq!(told, [code], "{text}");
        }
    }

    #[test]
    fn other_refusals_and_stages_are_not() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo = failed(rejected(451, "4.3.0 Try again"));
        evidence.attempts[0].greeting = failed(rejected(421, "4.3.2 Busy"));
        assert!(told_by(&evidence).is_empty());
    }
}
