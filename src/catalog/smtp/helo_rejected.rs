//! The server refuses the name that the client announces in EHLO.
//!
//! The refusal may look like a syntax error, a rate limit or a lost connection. It is decided by announcing another name:
//! where that is taken, the first name was at fault. Without that, only a reply that speaks of the name counts. Many
//! servers take EHLO with any name and refuse it at MAIL or RCPT only; there such a reply is what raises the question.

mod words;

use super::dialogue::{FailedCommand, SHOWN, failed_commands};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Exchange, Failure, FollowUp, Question, Stage};
use crate::locale::Text;
use crate::provider;
use crate::smtp::Reply;
use words::SYMPTOMS;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/helo-rejected"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses the announced host name", zh_cn: "{host} 不接受客户端报出的主机名"
    },
    explanation: Text {
        en: "A mail client introduces itself with a host name in the command EHLO. The server does not accept \
             the name announced here. Often refused are `localhost`, a name without a domain, a name with an \
             underscore and an address in brackets.",
        zh_cn: "邮件客户端要在 EHLO 命令中报出自己的主机名。服务器不接受这里报出的名称。\
                `localhost`、不带域名的短名称、含下划线的名称和方括号中的地址常被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Announce {accepted_name}, which the server accepts, or a full host name of your own.",
                zh_cn: "改报 {accepted_name}，服务器接受它；也可以报你自己的完整主机名。",
            },
            command: Some("{rerun_unnamed} --helo {accepted_name}"),
            link: None,
            when: When::With("accepted_name"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Announce a full host name of your own domain.",
                zh_cn: "改报自己域名下的完整主机名。",
            },
            command: Some("{rerun_unnamed} --helo {domain}"),
            link: None,
            when: When::Neither("accepted_name", "refused_name"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Announce another name than {refused_name}, which the server refuses: best the full host name \
                     under which DNS knows the address of this machine (or of the router before it).",
                zh_cn: "不要报 {refused_name}，服务器不接受它。最好报本机（或出口路由器）的公网地址在 DNS 中对应的完整主机名。",
            },
            command: None,
            link: None,
            when: When::With("refused_name"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Set the announced name in the application: `name` in Nodemailer, `local_hostname` \
                     in Python smtplib, `mail.smtp.localhost` in Jakarta Mail, `Helo` in PHPMailer, \
                     `smtp_helo_name` in Postfix.",
                zh_cn: "在应用里设置报出的名称：Nodemailer 用 `name`，Python smtplib 用 `local_hostname`，Jakarta Mail 用 `mail.smtp.localhost`，PHPMailer 用 `Helo`，Postfix 用 `smtp_helo_name`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Give this machine a full host name: many programs announce it as it is.",
                zh_cn: "给这台机器设置完整的主机名，许多程序会照原样报出它。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor sends EHLO again with another host name. If the server accepts that one, it is this; \
             a refusal that speaks of the name settles it too.",
        zh_cn: "smtp-doctor 换一个主机名重新发送 EHLO。如果服务器这次接受，就是这个原因；答复中明确提到主机名时也可以确定。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[
        Code("smtp/service-unavailable"),
        Code("smtp/server-error"),
        Code("smtp/connection-lost"),
        Code("send/rejected"),
        Code("send/policy-rejected"),
        Code("send/sender-rejected"),
        Code("send/temporary-failure"),
        Code("send/recipient-unknown"),
    ],
    told_by,
};

/// The refusals of a name: unlike 500 and 502, which mean that EHLO is unknown.
const CODES: [u16; 6] = [421, 501, 504, 550, 553, 554];

const NAME: Pattern = Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        helo
        ehlo
        hostname
        host name
        fully-qualified
        fully qualified
        fqdn
        domain name required
        ",
};

/// At MAIL and RCPT host names are spoken of for many reasons; the command is named for one.
const NAME_IN_ENVELOPE: Pattern = Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        helo
        ehlo
        ",
};

/// Whether a refusal at MAIL or RCPT is about the announced name. That HELO has not been said yet is another matter.
pub fn refuses_name(reply: &Reply) -> bool {
    reply.code != 503 && NAME_IN_ENVELOPE.fits(reply)
}

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_commands(evidence)
        .filter_map(|failed| match failed.stage {
            Stage::Ehlo | Stage::EhloAgain => told_of(evidence, &failed),
            Stage::Mail | Stage::Rcpt => told_of_envelope(evidence, &failed),
            _ => None,
        })
        .collect()
}

fn told_of(evidence: &Evidence, failed: &FailedCommand<'_>) -> Option<Match> {
    let proof = match failed.failure {
        Failure::Rejected { reply } => answered(failed.command(), reply),
        Failure::Closed { .. } | Failure::Reset => Proof::new(
            Text { en: "The connection ends after EHLO", zh_cn: "发出 EHLO 之后，连接就断开了" },
            Vec::new(),
        ),
        _ => return None,
    };
    let found = named(evidence, failed, proof);
    if let Some((name, _)) = other_names(evidence, failed.index).find(|(_, other)| other.is_yes()) {
        return Some(taken(found, name, "EHLO".to_owned()));
    }
    let speaks_of_it = |reply: &Reply| {
        let by_provider = provider::by_host(&evidence.plan.target.host).and_then(|known| known.reads(reply));
        by_provider == Some(CAUSE.code.0) || (CODES.contains(&reply.code) && NAME.fits(reply))
    };
    failed.refusal().is_some_and(speaks_of_it).then(|| not_taken(evidence, failed.index, found))
}

fn told_of_envelope(evidence: &Evidence, failed: &FailedCommand<'_>) -> Option<Match> {
    let reply = failed.refusal().filter(|reply| refuses_name(reply))?;
    let found = named(evidence, failed, answered(failed.command(), reply));
    for (name, other) in other_names(evidence, failed.index) {
        if other.attempt.passed(failed.stage) {
            return Some(taken(found, name, failed.command()));
        }
        if let Some(reply) = judged_otherwise(evidence, &other.attempt) {
            let text = Text {
                en: "With the name {name} its answer is: {reply}",
                zh_cn: "改报 {name}，答复就变成：{reply}",
            };
            let proof = Proof::new(text, vec![("name", name.to_owned()), ("reply", reply.shown(SHOWN))]);
            return Some(found.and(proof).with("accepted_name", name));
        }
    }
    Some(not_taken(evidence, failed.index, found))
}

/// A match with the other name that was refused for itself, so that nobody is told to announce it.
fn not_taken(evidence: &Evidence, about: usize, found: Match) -> Match {
    let refused = other_names(evidence, about).find(|(_, other)| match other.attempt.first_failure() {
        Some((Stage::Ehlo | Stage::EhloAgain, Failure::Rejected { .. })) => true,
        Some((Stage::Mail | Stage::Rcpt, Failure::Rejected { reply })) => refuses_name(reply),
        _ => false,
    });
    // A full name that the user chose is refused for more than its form.
    let chosen = evidence.plan.helo.as_deref().filter(|name| name.contains('.') && !name.starts_with('['));
    match refused.map(|(name, _)| name).or(chosen) {
        Some(name) => found.with("refused_name", name),
        None => found,
    }
}

/// The refusal of a recipient for another reason than the name. The other name is tried without a login: a server
/// that wants one first says nothing of the name.
fn judged_otherwise<'a>(evidence: &Evidence, other: &'a Attempt) -> Option<&'a Reply> {
    let (Some(_), Some(Failure::Rejected { reply })) = (other.mail.passed(), other.rcpt.failure()) else {
        return None;
    };
    let wants_login = matches!(reply.code, 503 | 530) && evidence.plan.login.is_some();
    (reply.is_permanent() && !wants_login && !refuses_name(reply)).then_some(reply)
}

fn answered(command: String, reply: &Reply) -> Proof {
    Proof::new(
        Text {
            en: "The server answers {command} with: {reply}", zh_cn: "服务器对 {command} 答复：{reply}"
        },
        vec![("command", command), ("reply", reply.shown(SHOWN))],
    )
}

/// A match with the name that was announced.
fn named(evidence: &Evidence, failed: &FailedCommand<'_>, proof: Proof) -> Match {
    let found = Match::attempt(failed.index, failed.stage, proof);
    match announced(evidence, failed.attempt) {
        Some(name) => found.and(Proof::new(
            Text { en: "The announced name was {name}", zh_cn: "报出的名称是 {name}" },
            vec![("name", name)],
        )),
        None => found,
    }
}

fn taken(found: Match, name: &str, command: String) -> Match {
    let text = Text {
        en: "With the name {name} the server takes {command}",
        zh_cn: "改报 {name}，服务器就接受了 {command}",
    };
    let proof = Proof::new(text, vec![("name", name.to_owned()), ("command", command)]);
    found.and(proof).with("accepted_name", name)
}

/// The other names that were announced, and what came of them.
fn other_names(evidence: &Evidence, about: usize) -> impl Iterator<Item = (&str, &FollowUp)> {
    evidence.follow_ups_about(about).filter_map(|follow_up| match &follow_up.question {
        Question::OtherName { name } => Some((name.as_str(), follow_up)),
        _ => None,
    })
}

/// The name that was announced: the one given, or the one in the dialogue.
fn announced(evidence: &Evidence, attempt: &Attempt) -> Option<String> {
    let sent = attempt.dialogue.iter().rev().find_map(|exchange| match exchange {
        Exchange::Client { line, .. } => line.strip_prefix("EHLO ").map(|name| name.trim().to_owned()),
        _ => None,
    });
    sent.or_else(|| evidence.plan.helo.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{
        closed, ehlo, failed, failed_with, follow_up, healthy, passed, rejected, reply,
    };
    use crate::evidence::{Ehlo, Mail, Outcome, Rcpt, Recipient};
    use crate::plan::{Route, Security};

    fn refused(code: u16, text: &str) -> Evidence {
        let mut evidence = healthy(587, Security::Plain);
        evidence.attempts[0].ehlo = failed(rejected(code, text));
        evidence
    }

    fn other_name(ehlo: Outcome<Ehlo>) -> FollowUp {
        let mut attempt = Attempt::new(Route { port: 587, security: Security::Plain });
        attempt.ehlo = ehlo;
        follow_up(Question::OtherName { name: "mail.example.com".into() }, attempt)
    }

    #[test]
    fn another_name_that_passes_decides() {
        let mut evidence = refused(550, "5.7.1 Access denied");
        assert!(told_by(&evidence).is_empty());
        evidence.follow_ups.push(other_name(passed(ehlo("AUTH PLAIN"))));
        let found = told_by(&evidence);
        assert_eq!(found[0].args, [("accepted_name", "mail.example.com".to_owned())]);
        evidence.attempts[0].ehlo = failed(closed());
        assert_eq!(told_by(&evidence).len(), 1);
    }

    const NOT_QUALIFIED: &str = "5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname";

    fn refused_recipient(code: u16, text: &str) -> Evidence {
        let mut evidence = healthy(587, Security::StartTls);
        let from = "me@example.com".to_owned();
        evidence.attempts[0].mail = passed(Mail { from, reply: reply(250, "2.1.0 Ok") });
        let recipients = vec![Recipient { to: "you@example.org".into(), reply: reply(code, text) }];
        evidence.attempts[0].rcpt = failed_with(rejected(code, text), Rcpt { recipients });
        evidence
    }

    #[test]
    fn a_refusal_of_the_name_at_rcpt_is_told() {
        let mut evidence = refused_recipient(504, NOT_QUALIFIED);
        let found = told_by(&evidence);
        assert_eq!((found[0].stage, found[0].args.len()), (Stage::Rcpt, 0));
        let other = refused_recipient(504, NOT_QUALIFIED).attempts.remove(0);
        let question = Question::OtherName { name: "example.com".into() };
        evidence.follow_ups.push(follow_up(question.clone(), other));
        assert_eq!(told_by(&evidence)[0].args, [("refused_name", "example.com".to_owned())]);
        for (code, text, decides) in [
            (554, "5.7.1 <you@example.org>: Relay access denied", true),
            (530, "5.7.0 Authentication required", false),
            (451, "4.7.1 Greylisted", false),
        ] {
            evidence.follow_ups[0].attempt = refused_recipient(code, text).attempts.remove(0);
            let accepted = told_by(&evidence)[0].args.iter().any(|(name, _)| *name == "accepted_name");
            assert_eq!(accepted, decides, "{text}");
        }
        evidence.follow_ups[0].attempt.rcpt = passed(Rcpt { recipients: Vec::new() });
        assert_eq!(told_by(&evidence)[0].args, [("accepted_name", "example.com".to_owned())]);
    }

    #[test]
    fn other_refusals_of_the_envelope_are_not_of_the_name() {
        for (code, text) in [
            (550, "5.7.1 Client host rejected: cannot find your hostname, [192.0.2.9]"),
            (504, "5.5.2 <me>: Sender address rejected: need fully-qualified address"),
            (503, "5.5.1 Error: send HELO/EHLO first"),
        ] {
            assert!(told_by(&refused_recipient(code, text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_reply_that_speaks_of_the_name_is_told() {
        for (code, text) in [
            (504, "5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"),
            (501, "Syntactically invalid EHLO argument(s)"),
            (550, "5.5.0 Invalid EHLO domain."),
        ] {
            let mut evidence = refused(code, text);
            evidence.plan.helo = Some("localhost".into());
            assert_eq!(told_by(&evidence)[0].proof.len(), 2, "{text}");
        }
    }

    #[test]
    fn a_full_name_that_is_refused_is_not_advised() {
        let mut evidence = refused(550, "5.7.1 Invalid HELO name");
        evidence.plan.helo = Some("localhost".into());
        assert!(told_by(&evidence)[0].args.is_empty());
        evidence.plan.helo = Some("example.com".into());
        assert_eq!(told_by(&evidence)[0].args, [("refused_name", "example.com".to_owned())]);
    }

    #[test]
    fn the_words_of_a_provider_are_known() {
        let mut evidence = refused(421, "4.7.0 Try again later, closing connection. (EHLO) x - gsmtp");
        evidence.plan.target.host = "smtp-relay.gmail.com".into();
        assert_eq!(told_by(&evidence).len(), 1);
    }

    #[test]
    fn an_unknown_command_or_a_name_that_does_not_help_is_no_proof() {
        assert!(told_by(&refused(502, "5.5.2 EHLO not recognized")).is_empty());
        let mut evidence = refused(554, "5.7.1 Access denied");
        evidence.follow_ups.push(other_name(failed(rejected(554, "5.7.1 Access denied"))));
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_name_that_passes_in_clear_and_not_under_tls_decides_nothing() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo_again = failed(rejected(421, "4.3.2 Shutting down"));
        let mut again = evidence.attempts[0].clone();
        again.ehlo = passed(ehlo("STARTTLS"));
        evidence.follow_ups.push(follow_up(Question::OtherName { name: "mail.example.com".into() }, again));
        assert!(told_by(&evidence).is_empty());
    }
}
