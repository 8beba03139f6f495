//! A failure that no cause explains: what was seen, where the examination ended, and who can find out more.
//!
//! It claims no cause. What is advised depends on the kind of failure only: a refusal has its reason in the log of the
//! server, bytes of no protocol belong to another service or to something on the way.

use super::finding::{RemedyView, WHOLE, is_done};
use super::rerun::{endpoint, rerun};
use super::stage::name;
use super::view::Unexplained;
use super::{Report, failure};
use crate::catalog::Who;
use crate::escape::visible;
use crate::evidence::{Attempt, Failure, Question, Stage};
use crate::locale::{Args, Lang, Strings, Text, fill};
use crate::plan::{Limits, Security};

/// What is said of a kind of failure.
struct Kind {
    title: Text,
    meaning: Option<Text>,
    advice: &'static [Advice],
}

struct Advice {
    who: Who,
    text: Text,
    command: Option<&'static str>,
}

/// The failure that stands in the way where no cause was found.
pub(super) fn unexplained(report: &Report, attempt: &Attempt, lang: Lang) -> Option<Unexplained> {
    if report.diagnosis.root().is_some() {
        return None;
    }
    let words = lang.strings();
    let failure_of = |stage: Stage| match stage {
        Stage::Dns => report.evidence.dns.failure(),
        stage => attempt.failure(stage),
    };
    // An interruption needs no cause: the user knows it.
    let failures = report.unexplained().filter_map(|stage| Some((stage, failure_of(stage)?)));
    let failures: Vec<_> = failures.filter(|(_, failure)| **failure != Failure::Interrupted).collect();
    let (first, failed) = *failures.first()?;
    // The end of the time that the user gave is no riddle to report.
    let overdue = failures.iter().all(|(_, failure)| **failure == Failure::DeadlinePassed);
    let mut evidence: Vec<String> =
        failures.iter().map(|(stage, failure)| observed(words, *stage, failure)).collect();
    let plan = &report.evidence.plan;
    let user = plan.login.as_ref().map(|login| login.user.as_str());
    let again = rerun(plan, attempt.route, user, report.evidence.platform);
    let again_with = |option: String| again.map(|again| format!("{again} {option}"));
    if overdue {
        let longer = plan.limits.deadline.max(Limits::default().deadline).saturating_mul(2);
        let command = again_with(format!("--deadline {}", longer.as_secs()));
        let text = words.overdue_remedy.to_owned();
        let remedies = vec![RemedyView { who: Who::You, text, command, link: None }];
        return Some(Unexplained {
            evidence,
            title: words.overdue_title.to_owned(),
            meaning: None,
            remedies,
        });
    }
    evidence.extend(asked_otherwise(report, lang));
    let kind = kind(first, failed);
    let args: Args = vec![
        ("host", visible(&plan.target.host)),
        ("port", attempt.route.port.to_string()),
        ("endpoint", endpoint(&visible(&plan.target.host), attempt.route.port)),
        ("stage", name(words, first).to_owned()),
    ];
    let mut remedies: Vec<_> =
        kind.advice.iter().filter_map(|advice| advised(report, attempt, advice, &args, lang)).collect();
    let text = words.unexplained_remedy.to_owned();
    let command = again_with("--record exam.json".to_owned());
    remedies.push(RemedyView { who: Who::You, text, command, link: None });
    Some(Unexplained {
        evidence,
        title: fill(kind.title.in_lang(lang), &args),
        meaning: kind.meaning.map(|meaning| fill(meaning.in_lang(lang), &args)),
        remedies,
    })
}

fn observed(words: &Strings, stage: Stage, failure: &Failure) -> String {
    let said = failure::sentence(words, stage, failure);
    fill(words.stage_failure, &[("stage", name(words, stage).to_owned()), ("failure", said)])
}

/// What was asked to tell causes apart, and failed as well.
fn asked_otherwise(report: &Report, lang: Lang) -> Vec<String> {
    let about = report.evidence.follow_ups_about(report.diagnosis.primary);
    about
        .filter_map(|asked| {
            let (stage, failure) = asked.attempt.first_failure()?;
            let mut args = vec![("seen", observed(lang.strings(), stage, failure))];
            let text = match &asked.question {
                Question::OtherName { name } => {
                    args.push(("name", visible(name)));
                    OTHER_NAME
                }
                Question::OtherOrder { route } if route.security != Security::Implicit => IN_CLEAR,
                _ => return None,
            };
            Some(fill(text.in_lang(lang), &args))
        })
        .collect()
}

const OTHER_NAME: Text = Text {
    en: "With the announced name {name} it ends as well: {seen}",
    zh_cn: "改报主机名 {name}，同样失败：{seen}",
};
const IN_CLEAR: Text = Text {
    en: "Spoken to without TLS, the port fails too: {seen}",
    zh_cn: "不加密时同样失败：{seen}",
};

fn advised(
    report: &Report,
    attempt: &Attempt,
    advice: &Advice,
    args: &Args,
    lang: Lang,
) -> Option<RemedyView> {
    let host = &report.evidence.plan.target.host;
    // A name that has to be quoted is no name of a server.
    if advice.command.is_some() && super::shell_word(host, report.evidence.platform)? != *host {
        return None;
    }
    if is_done(report, advice.command) {
        return None;
    }
    let mut command = advice.command.map(str::to_owned);
    if advice.command == Some(S_CLIENT) {
        let named = report.evidence.plan.target.address().is_none();
        let name = if named { " -servername {host}" } else { "" };
        let order = if attempt.spoken == Security::StartTls { " -starttls smtp" } else { "" };
        command = Some(format!("{S_CLIENT}{name}{order}"));
    }
    Some(RemedyView {
        who: advice.who,
        text: fill(advice.text.in_lang(lang), args),
        command: command.map(|command| fill(&command, args)),
        link: None,
    })
}

fn kind(stage: Stage, failure: &Failure) -> &'static Kind {
    match (stage, failure) {
        (_, Failure::Rejected { .. }) => &REFUSED,
        (Stage::Tls, Failure::NotTls { .. }) => &NOT_TLS,
        (Stage::Tls, Failure::Handshake { .. } | Failure::Alert { .. }) => &HANDSHAKE,
        _ => &OTHER,
    }
}

static REFUSED: Kind = Kind {
    title: Text {
        en: "{host} refuses at {stage}, for a reason unknown to smtp-doctor",
        zh_cn: "{host} 在 {stage} 阶段拒绝了请求，原因不明",
    },
    meaning: Some(Text {
        en: "The server is reached and speaks SMTP, but a rule of its own refuses, and its reply does not say which. \
             The examination ends there.",
        zh_cn: "服务器可以连上，使用的也是 SMTP，但它按自己的规则拒绝了请求，答复里没有说明是哪一条。检查到此为止。",
    }),
    advice: &[
        Advice {
            who: Who::Administrator,
            text: Text {
                en: "Look into the mail server's log at the time of the attempt: it names the rule that refused.",
                zh_cn: "查看邮件服务器当时的日志，其中会写明是哪条规则拒绝的。",
            },
            command: Some(LOG),
        },
        Advice {
            who: Who::You,
            text: Text {
                en: "Try from another network, such as a phone's hotspot: if it works there, the server refuses the \
                     address of this one.",
                zh_cn: "换一个网络再试，例如手机热点。如果成功，说明服务器拒绝的是当前网络的地址。",
            },
            command: None,
        },
    ],
};

static NOT_TLS: Kind = Kind {
    title: Text {
        en: "What answers on port {port} of {host} speaks neither TLS nor SMTP",
        zh_cn: "{host} 的 {port} 端口既不是 TLS，也不是 SMTP",
    },
    meaning: Some(Text {
        en: "The port is open, but what it answers to TLS belongs to no protocol that smtp-doctor knows. Another \
             service listens there, or something on the way answers in the server's place. The examination ends \
             before the dialogue.",
        zh_cn: "端口是开放的，但它对 TLS 的回应不属于 smtp-doctor 认识的任何协议。要么监听的是别的服务，\
                要么途中有设备替服务器应答。检查在 SMTP 对话之前就结束了。",
    }),
    advice: &[
        Advice {
            who: Who::You,
            text: Text {
                en: "Leave the port out: then the submission ports of the host are examined, 465 and 587 first of all.",
                zh_cn: "不写端口再运行一次：这样会检查该主机的发信端口，首先是 465 和 587。",
            },
            command: Some(WHOLE),
        },
        Advice {
            who: Who::Administrator,
            text: Text {
                en: "Check which service listens on port {port} of the server, and whether a port forwarding leads to \
                     the wrong one.",
                zh_cn: "查看服务器的 {port} 端口由哪个服务监听，端口转发是否指向了错误的服务。",
            },
            command: Some("ss -ltnp 'sport = :{port}'"),
        },
    ],
};

static HANDSHAKE: Kind = Kind {
    title: Text {
        en: "The TLS handshake with {host} goes wrong in a way unknown to smtp-doctor",
        zh_cn: "与 {host} 的 TLS 握手出错，原因不明",
    },
    meaning: Some(Text {
        en: "The port speaks TLS, but client and server do not understand each other. The server's TLS is faulty, \
             or something on the way changes what it sends. The examination ends before anything is encrypted.",
        zh_cn: "这个端口使用 TLS，但双方无法完成握手。要么服务器的 TLS 有缺陷，要么途中有设备改动了数据。\
                检查在加密之前就结束了。",
    }),
    advice: &[
        Advice {
            who: Who::You,
            text: Text {
                en: "See what another TLS library makes of it. If that one fails too, the server is at fault.",
                zh_cn: "用另一个 TLS 库试一下。如果它也失败，问题就在服务器。",
            },
            command: Some(S_CLIENT),
        },
        Advice {
            who: Who::Administrator,
            text: Text {
                en: "Look into the mail server's log at the time of the attempt. Then update its TLS library, and \
                     that of any load balancer before it.",
                zh_cn: "查看邮件服务器当时的日志，然后升级它的 TLS 库；前面有负载均衡的，也一并升级。",
            },
            command: Some(LOG),
        },
        Advice {
            who: Who::You,
            text: Text {
                en: "Try from another network, such as a phone's hotspot: if it works there, something in this one \
                     disturbs the handshake.",
                zh_cn: "换一个网络再试，例如手机热点。如果成功，说明当前网络里有设备干扰了握手。",
            },
            command: None,
        },
    ],
};

static OTHER: Kind = Kind {
    title: Text {
        en: "smtp-doctor does not know this failure yet", zh_cn: "smtp-doctor 还不认识这种失败"
    },
    meaning: None,
    advice: &[],
};

const LOG: &str = "sudo journalctl -u postfix --since '10 minutes ago'";
const S_CLIENT: &str = "openssl s_client -connect {endpoint}";
