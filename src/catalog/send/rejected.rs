//! The server refuses for good, and nothing in the reply says why.
//!
//! The last resort for a reply 5yz: every more precise cause is read first.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Scope, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Outcome, Stage};
use crate::locale::Text;
use crate::smtp::Transfer;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/rejected"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses the mail for an unknown reason", zh_cn: "{host} 拒绝了邮件，原因不明"
    },
    explanation: Text {
        en: "The server answers with a code that begins with 5: it refuses this mail for good, and \
             sending it again unchanged does not help. The reply names no reason that smtp-doctor knows.",
        zh_cn: "服务器的答复以 5 开头：它最终拒绝了这封邮件，原样重发没有用。答复中没有 smtp-doctor 能识别的原因。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Stop offering CHUNKING where BDAT does not pass. On Postfix: \
                     `smtpd_discard_ehlo_keywords = chunking`. If a firewall, proxy or spam filter stands before \
                     the server, let it pass BDAT or hide CHUNKING.",
                zh_cn: "BDAT 不能通过时，不要再声明 CHUNKING。Postfix 设置 `smtpd_discard_ehlo_keywords = chunking`。如果服务器前面有防火墙、代理或反垃圾网关，请让它放行 BDAT，或隐藏 CHUNKING。",
            },
            command: None,
            link: None,
            when: When::With("chunking"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Read the reply in the report and open the page that it names, if any. Or search the web \
                     for its words together with the name of the provider.",
                zh_cn: "查看报告中的答复，其中如有网址就打开看看；也可以用答复原文加上服务商名称在网上搜索。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test with the simplest mail: the login's own address as sender, your own address \
                     as recipient, a short plain text. If that passes, change one thing at a time until \
                     it is refused.",
                zh_cn: "用最简单的邮件测试：发件人用登录账号自己的地址，收件人用自己的地址，内容为简短的纯文本。如果通过，再每次改一处，直到被拒。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If the reply speaks of syntax, parameters or the order of commands, look at the \
                     exact command: one address in angle brackets, no line break or display name in it, \
                     and MAIL, RCPT and DATA in this order.",
                zh_cn: "如果答复提到语法、参数或命令顺序，请核对实际发出的命令：尖括号中只有一个地址，不含换行和显示名，并按 MAIL、RCPT、DATA 的顺序发送。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "Send the whole reply with its time and number to the provider's support, or look it up in \
                     the log of your own server.",
                zh_cn: "把完整的答复、时间和编号提供给服务商客服；如果是自己的服务器，请在日志中查找。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the sender, the recipients or the message. It is this when \
             the reply begins with 5 and fits no other cause.",
        zh_cn: "smtp-doctor 查看服务器对发件人、收件人和邮件内容的答复。如果答复以 5 开头，又不符合其他任何原因，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: 500..=599,
        enhanced: "",
        words: "
            invalid base64
            base64 data
            base64 decod
            not valid base64
            base64 encod
            invalid auth string
            does not contain nul
            message expired
            queue expired
            delivery time expired
            ",
    },
    Pattern {
        codes: 500..=599,
        enhanced: "",
        words: "
            no identity changes
            null sender is not allowed
            transaction failed
            transaction has failed
            message rejected
            message refused
            mail rejected
            mail not accepted
            message not accepted
            requested action not taken
            requested action aborted
            requested mail action aborted
            syntax error
            bad syntax
            invalid command argument
            parameters or arguments
            no valid recipients
            valid recipients
            unrecognized parameter
            unsupported parameter
            unsupported option
            unimplemented
            too many hops
            mail loop
            routing loop
            hop count
            message is looping
            unknown error
            refused by server
            ",
    },
    Pattern {
        codes: 400..=499,
        enhanced: "",
        words: "
        mi:cel
        mi:ccl
        rp:cel
        rp:ccl
        ",
    },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE).into_iter().map(|found| with_chunking(found, evidence)).collect()
}

/// Where BDAT itself is refused, though CHUNKING is offered, mostly by something between client and server.
fn with_chunking(found: Match, evidence: &Evidence) -> Match {
    let Scope::Attempt(index) = found.scope else { return found };
    let data =
        evidence.attempts.get(index).map(|attempt| &attempt.data).filter(|_| found.stage == Stage::Data);
    let by_chunk = data.and_then(Outcome::facts).is_some_and(|data| data.transfer == Transfer::Bdat);
    let unknown = matches!(
        data.and_then(Outcome::failure),
        Some(Failure::Rejected { reply }) if matches!(reply.code, 500 | 502 | 503 | 504)
    );
    if by_chunk && unknown { found.and(Proof::new(OFFERED, Vec::new())).with("chunking", "") } else { found }
}

const OFFERED: Text = Text {
    en: "The server offers CHUNKING but does not take the command BDAT that belongs to it",
    zh_cn: "服务器声明支持 CHUNKING，却不接受与之对应的 BDAT 命令",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;
    use crate::catalog::send::sample::refused_data;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (503, "5.7.0 No identity changes permitted."),
            (450, "MI:CEL"),
            (501, "Invalid command argument, does not contain NUL"),
            (554, "5.5.1 Error: no valid recipients"),
            (501, "Syntax error in parameters or arguments"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn a_server_that_offers_chunking_and_does_not_know_it_is_told_of() {
        for (transfer, proofs) in [(Transfer::Bdat, 1), (Transfer::Data, 0)] {
            let mut evidence = refused_data(502, "5.5.2 Error: command not recognized");
            let plain = told_by(&evidence)[0].proof.len();
            if let Outcome::Failed { facts: Some(data), .. } = &mut evidence.attempts[0].data {
                data.transfer = transfer;
            }
            let found = told_by(&evidence);
            assert_eq!((found.len(), found[0].proof.len() - plain), (1, proofs));
            assert_eq!(found[0].args.iter().any(|(name, _)| *name == "chunking"), proofs > 0);
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [(451, "4.3.0 Message rejected for now"), (550, "5.1.1 User unknown")] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
