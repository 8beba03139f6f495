//! What the server sends is no SMTP reply, or no answer to what was asked (RFC 5321 §4.2).
//!
//! Small oddities are forgiven by the reader and are no cause. Bytes in clear behind the answer to STARTTLS are
//! `starttls/injection`; bytes of a known other protocol are `smtp/not-smtp`.

use super::dialogue::{FailedCommand, SHOWN, failed_commands, failed_greetings};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::ReplyFault;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/malformed-reply"),
    severity: Severity::Error,
    title: Text { en: "{host} breaks the rules of SMTP", zh_cn: "{host} 的答复不符合 SMTP 规则" },
    explanation: Text {
        en: "An SMTP reply begins with a code of three digits and answers one command. What came here \
             does not, so mail programs cannot tell what the server means.",
        zh_cn: "SMTP 的答复以三位数字代码开头，并且对应一条命令。这里收到的内容不符合这一点，邮件程序无法判断服务器的意思。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try port 465 with SSL: nothing on the way can alter the replies there.",
                zh_cn: "试用 465 端口和 SSL 方式：途中的设备无法改动其中的答复。",
            },
            command: Some("smtp-doctor {host}:465"),
            link: None,
            when: When::With("in_clear"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Switch off mail scanners and SMTP inspection between here and the server, one after the \
             other.",
                zh_cn: "逐一关闭途中的邮件扫描和 SMTP 检查。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check which program listens on port {port} of the server, and update it.",
                zh_cn: "检查服务器的 {port} 端口由什么程序监听，并升级该程序。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Read the whole dialogue and show it to the server's administrator.",
                zh_cn: "查看完整的会话内容，\
                并交给服务器管理员。",
            },
            command: Some("{rerun} -v"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor checks every line that comes against the form of an SMTP reply, and shows the first \
             one that breaks it. If a line does, and belongs to no other known protocol, it is this.",
        zh_cn: "smtp-doctor 逐行检查收到的内容是否符合 SMTP 答复的格式，并显示第一处不符的地方。如果有不符之处，又不属于已知的其他协议，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    short response:
    invalid response code
    malformed response
    malformed server response
    malformed reply
    non-smtp response
    unable to parse & status code
    unable to parse & response
    could not parse & response
    parse error & response
    response error & parsing
    invalid response & smtp
    unexpected response & smtp
    unrecognized response & smtp
    bad response & smtp
    weird server reply
    invalid multiline response
    response too long
    reply too long
    could not get 3xx
    unsolicited response
    unexpected data & smtp
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let greetings = failed_greetings(evidence).filter_map(|(index, failure)| {
        let fault = fault(failure).or_else(|| odd_greeting(failure))?;
        Some(told_of(evidence, Match::attempt(index, Stage::Greeting, fault), index))
    });
    let commands = failed_commands(evidence).filter_map(|failed| {
        let fault = fault(failed.failure).or_else(|| odd_answer(&failed))?;
        let awaited = Proof::new(
            Text { en: "The command was {command}", zh_cn: "当时发出的命令是 {command}" },
            vec![("command", failed.command())],
        );
        let mut found = Match::attempt(failed.index, failed.stage, fault).and(awaited);
        found.proof.extend(failed.delivery_unknown());
        Some(told_of(evidence, found, failed.index))
    });
    greetings.chain(commands).collect()
}

fn told_of(evidence: &Evidence, found: Match, index: usize) -> Match {
    match evidence.attempts[index].spoken {
        Security::Implicit => found,
        _ => found.with("in_clear", "yes"),
    }
}

fn fault(failure: &Failure) -> Option<Proof> {
    let (text, bytes) = match failure {
        Failure::Malformed(ReplyFault::NoCode { line }) => (NO_CODE, line),
        Failure::Malformed(ReplyFault::CodesDiffer { line, .. }) => (CODES_DIFFER, line),
        Failure::Malformed(ReplyFault::LineTooLong { line }) => (LINE_TOO_LONG, line),
        Failure::Malformed(ReplyFault::TooLong { line }) => (TOO_LONG, line),
        Failure::Malformed(ReplyFault::Challenge { line }) => (CHALLENGE, line),
        Failure::Malformed(ReplyFault::Premature { line }) => (PREMATURE, line),
        Failure::Desynchronised { bytes } => (UNASKED, bytes),
        _ => return None,
    };
    let mut args = vec![("line", bytes.shown(SHOWN))];
    if let Failure::Malformed(ReplyFault::CodesDiffer { first, .. }) = failure {
        args.push(("first", first.to_string()));
    }
    Some(Proof::new(text, args))
}

const NO_CODE: Text = Text {
    en: "In place of a code of three digits the server sends: {line}",
    zh_cn: "本该以三位数字开头的地方，服务器发来：{line}",
};

const CODES_DIFFER: Text = Text {
    en: "A reply that begins with {first} goes on with another code: {line}",
    zh_cn: "以 {first} 开头的答复，后面的行换成了别的代码：{line}",
};

const LINE_TOO_LONG: Text = Text {
    en: "A line of a reply is longer than any server may send; it begins: {line}",
    zh_cn: "答复中有一行超出了允许的长度，开头是：{line}",
};

const TOO_LONG: Text = Text {
    en: "A reply does not end; it begins: {line}",
    zh_cn: "一个答复没有结尾，开头是：{line}",
};

const CHALLENGE: Text = Text {
    en: "In the middle of the login the server asks for something that the mechanism does not know: {line}",
    zh_cn: "认证进行到一半，服务器要求了该认证机制中没有的内容：{line}",
};

const PREMATURE: Text = Text {
    en: "The server grants the login before it has been sent the password: {line}",
    zh_cn: "还没有收到密码，服务器就答复认证成功：{line}",
};

const UNASKED: Text = Text {
    en: "The server sends what no command has asked for: {line}",
    zh_cn: "服务器发来了没有命令要求过的内容：{line}",
};

/// A greeting that is neither 220 nor a refusal.
fn odd_greeting(failure: &Failure) -> Option<Proof> {
    let Failure::Rejected { reply } = failure else { return None };
    let odd = reply.is_positive() || reply.is_intermediate();
    let text = Text {
        en: "In place of a greeting with 220 the server sends: {reply}",
        zh_cn: "服务器的问候不是 220，而是：{reply}",
    };
    odd.then(|| Proof::new(text, vec![("reply", reply.shown(SHOWN))]))
}

/// An answer that neither grants nor refuses the command. A 334 belongs to AUTH.
fn odd_answer(failed: &FailedCommand<'_>) -> Option<Proof> {
    let reply = failed.refusal()?;
    let odd = reply.is_positive() || (reply.is_intermediate() && failed.stage != Stage::Auth);
    let text = Text {
        en: "The server sends a reply that is no answer to the command: {reply}",
        zh_cn: "服务器的答复与命令对不上：{reply}",
    };
    odd.then(|| Proof::new(text, vec![("reply", reply.shown(SHOWN))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, healthy, rejected};
    use crate::smtp::ServerText;

    fn greeted(failure: Failure) -> Vec<Match> {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(failure);
        told_by(&evidence)
    }

    #[test]
    fn every_fault_of_a_reply_is_told() {
        let line = || ServerText::new(*b"hello");
        for fault in [
            ReplyFault::NoCode { line: line() },
            ReplyFault::CodesDiffer { first: 250, line: line() },
            ReplyFault::LineTooLong { line: line() },
            ReplyFault::TooLong { line: line() },
            ReplyFault::Challenge { line: line() },
            ReplyFault::Premature { line: line() },
        ] {
            assert_eq!(greeted(Failure::Malformed(fault)).len(), 1);
        }
        assert_eq!(greeted(Failure::Desynchronised { bytes: line() }).len(), 1);
    }

    #[test]
    fn a_reply_that_is_no_answer_is_told() {
        assert_eq!(greeted(rejected(354, "go on")).len(), 1);
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].ehlo = failed(rejected(354, "go on"));
        let found = told_by(&evidence);
        assert_eq!((found[0].proof.len(), found[0].args[0].0), (2, "in_clear"));
    }

    #[test]
    fn refusals_and_challenges_are_in_order() {
        assert!(greeted(rejected(554, "no")).is_empty());
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].auth = failed(rejected(334, "eyJ9"));
        assert!(told_by(&evidence).is_empty());
    }
}
