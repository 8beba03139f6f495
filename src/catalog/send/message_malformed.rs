//! The message that is to be sent breaks the rules of the format, which shows before any server has seen it.
//!
//! Lines that do not end in CR LF keep it from being sent at all: servers do not agree on where such a message ends.
//! The other faults are told as warnings, as one server takes what the next refuses.

use crate::catalog::{Cause, Code, Match, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Outcome, Stage};
use crate::locale::Text;
use crate::plan::{EightBit, Encoding, LONGEST_LINE, MessageFacts, MessageFault, Spot};
use crate::smtp::Unsent;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/message-malformed"),
    severity: Severity::Warning,
    title: Text {
        en: "The message itself breaks the rules of the mail format",
        zh_cn: "邮件本身不符合邮件格式的规范",
    },
    explanation: Text {
        en: "The file holds line ends, characters or headers that mail does not allow. Some servers \
             take such a message, others refuse it or change it. One whose lines do not all end in CR \
             LF is not sent by smtp-doctor at all, because a part of it could pass for a command.",
        zh_cn: "文件中有邮件不允许的换行、字符或邮件头。这样的邮件有的服务器会接受，有的会拒收或改动。如果并非每行都用 CR LF 结尾，smtp-doctor 就不会发送，因为其中一部分可能被当成命令。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "If only the file was saved with LF line ends and the application sends CR LF, \
                     convert the file and test again.",
                zh_cn: "如果只是保存文件时用了 LF 换行，而应用程序发送的是 CR LF，请转换文件后再测试。",
            },
            command: Some("unix2dos FILE"),
            link: None,
            when: When::With("bare_lf"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Let a mail library build the message. Every line ends in CR LF and has at most 998 \
                     bytes; there is one From, one Date and one Message-ID.",
                zh_cn: "请用邮件库生成邮件：每行以 CR LF 结尾，不超过 998 字节；From、Date 和 Message-ID 各有且只有一个。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Encode text other than ASCII: in headers as RFC 2047 says, in the body as \
                     quoted-printable or base64.",
                zh_cn: "非 ASCII 文字需要编码：邮件头按 RFC 2047 编码，正文用 quoted-printable 或 base64。",
            },
            command: None,
            link: None,
            when: When::With("eight_bit"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the file given by --eml before it sends anything, and names each fault \
             with its line.",
        zh_cn: "smtp-doctor 在发送之前读取 --eml 给出的文件，并指出每处错误所在的行。",
    },
    symptoms: &[],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(facts) = &evidence.plan.message else { return Vec::new() };
    let attempts = evidence.attempts.iter().enumerate();
    attempts.filter_map(|(index, attempt)| told_of(index, attempt, facts)).collect()
}

/// Only where the message was due is it told: on the one way that came so far.
fn told_of(index: usize, attempt: &Attempt, facts: &MessageFacts) -> Option<Match> {
    if matches!(attempt.data, Outcome::NotPlanned | Outcome::Unreached { .. }) {
        return None;
    }
    let offers = |keyword: &str| attempt.last_ehlo().is_some_and(|ehlo| ehlo.capabilities.has(keyword));
    let mut proofs: Vec<Proof> = facts.faults.iter().map(proof).collect();
    let declared = |header: EightBit| header.encoding == Encoding::Utf8 && offers("SMTPUTF8");
    let header = facts.header.filter(|header| !declared(*header));
    proofs.extend(header.map(|header| Proof::new(HEADER, vec![("line", header.line.to_string())])));
    let body = facts.body.filter(|_| !offers("8BITMIME"));
    proofs.extend(body.map(|body| Proof::new(BODY, vec![("line", body.line.to_string())])));
    let mut proofs = proofs.into_iter();
    let mut found = Match::attempt(index, Stage::Data, proofs.next()?);
    found.proof.extend(proofs);
    if matches!(attempt.data.failure(), Some(Failure::Unsent(Unsent::LineEnds))) {
        found = found.as_severe_as(Severity::Error).and(Proof::new(WITHHELD, Vec::new()));
    }
    if facts.faults.iter().any(|fault| matches!(fault, MessageFault::BareLf(_))) {
        found = found.with("bare_lf", "");
    }
    Some(if header.is_some() || body.is_some() { found.with("eight_bit", "") } else { found })
}

fn proof(fault: &MessageFault) -> Proof {
    let at = |text: Text, spot: &Spot| {
        Proof::new(text, vec![("count", spot.count.to_string()), ("line", spot.line.to_string())])
    };
    match fault {
        MessageFault::BareLf(spot) => at(BARE_LF, spot),
        MessageFault::BareCr(spot) => at(BARE_CR, spot),
        MessageFault::Nul(spot) => at(NUL, spot),
        MessageFault::LongLine(spot) => {
            let mut proof = at(LONG_LINE, spot);
            proof.args.push(("most", LONGEST_LINE.to_string()));
            proof
        }
        MessageFault::NoField(spot) => at(NO_FIELD, spot),
        MessageFault::Missing { header } => Proof::new(MISSING, vec![("header", header.clone())]),
        MessageFault::Repeated { header, count } => {
            Proof::new(REPEATED, vec![("header", header.clone()), ("count", count.to_string())])
        }
    }
}

const BARE_LF: Text = Text {
    en: "Line ends of LF alone, without CR before it: {count}, the first at line {line}",
    zh_cn: "只用 LF 而前面没有 CR 的换行：{count} 处，第一处在第 {line} 行",
};
const BARE_CR: Text = Text {
    en: "CR without LF behind it: {count}, the first at line {line}",
    zh_cn: "后面没有 LF 的 CR：{count} 处，第一处在第 {line} 行",
};
const NUL: Text = Text {
    en: "NUL bytes: {count}, the first at line {line}",
    zh_cn: "空字节（NUL）：{count} 处，第一处在第 {line} 行",
};
const LONG_LINE: Text = Text {
    en: "Lines longer than {most} bytes: {count}, the first is line {line}",
    zh_cn: "超过 {most} 字节的行：{count} 行，第一处是第 {line} 行",
};
const NO_FIELD: Text = Text {
    en: "Lines in the header that are no header: {count}, the first is line {line}",
    zh_cn: "邮件头部分中不是邮件头的行：{count} 行，第一处是第 {line} 行",
};
const MISSING: Text = Text { en: "The header {header} is missing", zh_cn: "缺少邮件头 {header}" };
const REPEATED: Text = Text {
    en: "The header {header} may stand once; here it stands {count} times",
    zh_cn: "邮件头 {header} 只能有一个，这里有 {count} 个",
};
const HEADER: Text = Text {
    en: "The header holds bytes beyond ASCII that are not encoded, first at line {line}",
    zh_cn: "邮件头中有未编码的非 ASCII 字节，第一处在第 {line} 行",
};
const BODY: Text = Text {
    en: "The body holds bytes beyond ASCII, first at line {line}, and the server does not offer 8BITMIME",
    zh_cn: "正文中有非 ASCII 字节，第一处在第 {line} 行，而服务器不提供 8BITMIME",
};
const WITHHELD: Text = Text {
    en: "The server accepts the sender and every recipient; the message was not sent",
    zh_cn: "服务器接受发件人和全部收件人；邮件没有发送",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::taken;
    use crate::evidence::Data;
    use crate::evidence::sample::{failed_with, passed};
    use crate::plan::{Message, Origin};

    fn evidence(file: &[u8]) -> Evidence {
        let mut evidence = taken();
        evidence.plan.message = Some(Message::new(file.to_vec(), Origin::File).facts().clone());
        evidence.attempts[0].data = passed(Data::default());
        evidence
    }

    const HEADER: &str = "From: a@b.test\r\nDate: x\r\nMessage-ID: <1@b.test>\r\n";

    #[test]
    fn each_fault_is_proved() {
        let mut found = evidence(b"Subject: a\r\nSubject: \xe9\r\nx y\r\n\r\n\0\r\rb\n");
        found.attempts[0].data = failed_with(Failure::Unsent(Unsent::LineEnds), Data::default());
        let told = told_by(&found);
        assert_eq!(told[0].severity, Some(Severity::Error));
        assert_eq!(told[0].proof.len(), 10, "{:?}", told[0].proof);
    }

    #[test]
    fn what_a_server_may_take_is_a_warning() {
        let told = told_by(&evidence(b"\r\nbody\r\n"));
        assert_eq!((told[0].severity, told[0].proof.len()), (None, 3));
    }

    #[test]
    fn a_sound_message_and_one_that_was_never_due_are_not_told() {
        assert!(told_by(&evidence(format!("{HEADER}\r\nbody\r\n").as_bytes())).is_empty());
        let mut early = evidence(b"\r\nbody\n");
        early.attempts[0].data = Outcome::Unreached { after: Stage::Rcpt };
        assert!(told_by(&early).is_empty());
    }
}
