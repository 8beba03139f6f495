//! The server does not know EHLO, only HELO, or neither.
//!
//! Without EHLO there is no STARTTLS and no login: those are missing for this reason, and not because they are switched
//! off. Firewalls that rewrite SMTP cause it as well as very old servers.

use super::dialogue::SHOWN;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Hello, Stage};
use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::Reply;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/ehlo-unsupported"),
    severity: Severity::Warning,
    title: Text { en: "{host} does not know EHLO", zh_cn: "{host} 不支持 EHLO 命令" },
    explanation: Text {
        en: "In the answer to EHLO a server says what it can do. This one refuses the command, so neither \
             encryption by STARTTLS nor a login can be asked for.",
        zh_cn: "服务器靠 EHLO 的答复说明自己支持哪些功能。这台服务器拒绝该命令，所以既无法用 STARTTLS 加密，也无法登录。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465 with SSL: nothing on the way can rewrite the dialogue there.",
                zh_cn: "试用 465 端口和 SSL 方式：途中的设备无法改写其中的会话。",
            },
            command: Some("smtp-doctor {host}:465"),
            link: None,
            when: When::With("in_clear"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Switch off SMTP inspection (also called ESMTP fixup) on the firewall: it replaces EHLO \
             before the server sees it.",
                zh_cn: "在防火墙上关闭 SMTP 检查（也叫 ESMTP fixup）：它会在服务器看到 EHLO 之前把它改掉。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Bring the mail server up to date, or switch ESMTP on in its settings.",
                zh_cn: "升级邮件服务器，或在设置里启用 ESMTP。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor sends EHLO and, if that is refused, HELO. If EHLO is answered with 500 or 502, \
             or only HELO is taken, it is this.",
        zh_cn: "smtp-doctor 先发送 EHLO，被拒绝后再发送 HELO。如果 EHLO 得到 500 或 502，或者只接受 HELO，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[Code("starttls/not-offered"), Code("auth/not-offered")],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    ehlo & not implemented
    ehlo & unrecognized
    ehlo & not recognized
    ehlo & unknown command
    ehlo & unrecognised
    ehlo & not supported
    ehlo & unsupported
    ehlo & syntax error, command
    ehlo & 502
    ehlo & 500␣
    server & does not support ehlo
    server & doesn't support ehlo
    esmtp not supported
    only helo
    helo instead
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let attempts = evidence.attempts.iter().enumerate();
    attempts.filter_map(|(index, attempt)| told_of(evidence, index, attempt)).collect()
}

fn told_of(evidence: &Evidence, index: usize, attempt: &Attempt) -> Option<Match> {
    let stages = [(Stage::Ehlo, &attempt.ehlo), (Stage::EhloAgain, &attempt.ehlo_again)];
    let found = stages.into_iter().find_map(|(stage, outcome)| {
        if let Some(Failure::Rejected { reply }) = outcome.failure() {
            // RFC 5321 §4.2.4: 500 and 502 say that the command is unknown.
            let unknown = matches!(reply.code, 500 | 502);
            return unknown
                .then(|| Match::attempt(index, stage, refusal(reply)).as_severe_as(Severity::Error));
        }
        let ehlo = outcome.facts().filter(|ehlo| ehlo.hello == Hello::Helo)?;
        let proof = ehlo.ehlo_refusal.as_ref().map_or_else(|| Proof::new(HELO_ONLY, Vec::new()), refusal);
        let found = Match::attempt(index, stage, proof);
        let needed = evidence.plan.login.is_some() || attempt.route.security == Security::StartTls;
        Some(if needed { found.as_severe_as(Severity::Error) } else { found })
    })?;
    Some(if attempt.spoken == Security::Implicit { found } else { found.with("in_clear", "yes") })
}

const HELO_ONLY: Text =
    Text { en: "The server answers HELO and not EHLO", zh_cn: "服务器只答复 HELO，不答复 EHLO" };

fn refusal(reply: &Reply) -> Proof {
    Proof::new(
        Text { en: "The server answers EHLO with: {reply}", zh_cn: "服务器对 EHLO 答复：{reply}" },
        vec![("reply", reply.shown(SHOWN))],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Ehlo;
    use crate::evidence::sample::{ehlo, failed, healthy, passed, rejected, reply};

    fn helo_only() -> Ehlo {
        let refusal = Some(reply(502, "5.5.2 Command not recognized"));
        Ehlo { hello: Hello::Helo, ehlo_refusal: refusal, ..ehlo("") }
    }

    #[test]
    fn helo_alone_is_an_error_where_a_login_is_planned() {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].ehlo = passed(helo_only());
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Error));
        evidence.plan.login = None;
        assert_eq!(told_by(&evidence)[0].severity, None);
    }

    #[test]
    fn neither_ehlo_nor_helo_is_told() {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].ehlo = failed(rejected(500, "unrecognized command"));
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Error));
    }

    #[test]
    fn a_refused_name_is_another_cause() {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].ehlo = failed(rejected(504, "need fully-qualified hostname"));
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&healthy(587, Security::StartTls)).is_empty());
    }
}
