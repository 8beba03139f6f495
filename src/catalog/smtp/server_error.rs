//! The server's own configuration, storage or software fails.
//!
//! It says so itself, by an enhanced code of the class x.3 (RFC 3463 §3.4) or in words. Nothing that the client sends can
//! cure it.

use super::dialogue::{FailedCommand, SHOWN, failed_commands};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who, send};
use crate::evidence::{Evidence, Stage};
use crate::locale::Text;
use crate::smtp::Reply;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/server-error"),
    severity: Severity::Error,
    title: Text { en: "{host} has a fault of its own", zh_cn: "{host} 自身出了故障" },
    explanation: Text {
        en: "In its answer to {command} the server says that it cannot work properly: a setting is wrong, a \
             disk is full or one of its parts has failed. Your settings are not the reason.",
        zh_cn: "服务器对 {command} 的答复表示它自己无法正常工作：设置有误、磁盘已满，或者某个部件失灵。\
                原因不在你的设置。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look for this moment in the log of the mail server. The real fault is written there, \
             such as a faulty lookup table, a full disk or a filter that is down.",
                zh_cn: "在邮件服务器的日志里查看这个时间点。真正的故障写在那里，\
                例如查询表配置有误、磁盘已满，或者过滤器没有运行。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Wait a few minutes and test again. If it stays, send the reply to the provider word for \
             word.",
                zh_cn: "等几分钟再测试一次。如果一直这样，就把答复原文发给服务商。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to each command. If it has an enhanced code x.3.y or speaks of \
             storage, configuration or an internal error, it is this.",
        zh_cn: "smtp-doctor 查看每条命令的答复。如果扩展代码为 x.3.y，或者提到存储空间、配置或内部错误，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[Code("auth/temporary-failure")],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    Pattern { codes: 400..=599, enhanced: "4.3.0 4.3.1 4.3.5 5.3.0 5.3.5", words: "" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "4.3.2",
        words: "
            service not available
            service not active
            system not accepting
            ",
    },
    Pattern::said(
        "
        no plugin decided
        mail system failure
        system not accepting network messages
        insufficient system storage
        insufficient system resources
        insufficient disk space
        insufficient storage
        not enough disk space
        no space left
        disk full
        disk is full
        out of disk
        out of memory
        cannot allocate memory
        queue file write error
        internal server error
        internal error
        server configuration error
        system configuration error
        configuration problem
        server error - please
        local configuration error
        temporary local problem
        local error in processing
        local problem
        temporary lookup failure
        mail system configuration
        unable to set up
        cannot open queue
        can't create
        database error
        database is locked
        backend unavailable
        program failure
        unexpected failure
        服务器内部错误
        内部错误
        系统错误
        磁盘空间不足
        存储空间不足
        mail system full
        space shortage
        disk space is low
        low on disk
        not enough free space
        account is temporarily unavailable
        mail server failure
        mail system error
        server encountered an error
        error while being processed
        unable to process your request at this time
        lookup error
        ldap lookup failed
        mysql lookup
        db lookup
        milter error
        cannot connect to milter
        spool file
        spool error
        queue manager
        unable to write
        write error
        resources temporarily unavailable
        resource temporarily unavailable
        requested action aborted: local error in processing
        451 & local error
        table lookup failure
        server misconfigured
        mail server is misconfigured
        problem with server configuration
        service temporarily broken
        failed to write
        could not save
        unexpected server error
        fehler im mailsystem
        erreur interne
        erreur système
        error interno
        errore interno
        erro interno
        内部エラー
        服务器错误
        系统内部错误
        系统故障
        ",
    ),
];

const BY_CODE: Pattern = Pattern { codes: 422..=599, enhanced: "4.3.0 4.3.1 4.3.5 5.3.0 5.3.5", words: "" };

const BY_WORDS: Pattern = Pattern {
    codes: 422..=599,
    enhanced: "",
    words: "
        internal error
        internal server error
        configuration error
        configuration problem
        local error in processing
        insufficient system storage
        ",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let commands = failed_commands(evidence)
        .filter(|failed| failed.stage != Stage::StartTls && !send::reads(failed.stage));
    let told = commands.filter_map(|failed| {
        let reply = failed.refusal()?;
        // RFC 5321 §4.2.2: 451 is a local error in processing. To AUTH some providers use it otherwise.
        let by_code = reply.code == 451 && failed.stage != Stage::Auth;
        let fits = by_code || BY_CODE.fits(reply) || BY_WORDS.fits(reply);
        fits.then(|| told_of(&failed, reply))
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
    use crate::evidence::sample::{failed, healthy, rejected};
    use crate::plan::Security;

    fn told(code: u16, text: &str) -> usize {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].auth = failed(rejected(code, text));
        told_by(&evidence).len()
    }

    #[test]
    fn a_fault_of_the_server_is_told() {
        assert_eq!(told(451, "4.3.5 Server configuration problem"), 1);
        assert_eq!(told(454, "4.3.0 Try again later"), 1);
        assert_eq!(told(554, "5.3.0 Error"), 1);
        assert_eq!(told(550, "Internal error"), 1);
    }

    #[test]
    fn a_451_to_ehlo_needs_no_words() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo = failed(rejected(451, "later"));
        assert_eq!(told_by(&evidence)[0].args, [("command", "EHLO".to_owned())]);
    }

    #[test]
    fn refused_logins_are_no_fault_of_the_server() {
        assert_eq!(told(535, "5.7.8 Authentication failed"), 0);
        assert_eq!(told(454, "4.7.0 Temporary authentication failure"), 0);
        assert_eq!(told(451, "Authentication failed: Maximum credits exceeded"), 0);
        assert_eq!(told(421, "4.3.0 Closing"), 0);
    }
}
