//! The message is larger than the server takes.
//!
//! Attachments grow by a third when they are encoded, so a file that seems to fit does not.

use super::refusal;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Scope, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::smtp::Unsent;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/message-too-large"),
    severity: Severity::Error,
    title: Text {
        en: "The message is larger than {host} accepts", zh_cn: "邮件大小超过 {host} 的限制"
    },
    explanation: Text {
        en: "The server or the recipient's mailbox limits the size of one message, and this message is over \
             the limit. Attachments count a third more than their size on disk, because they are encoded as \
             text.",
        zh_cn: "服务器或收件人邮箱限制了单封邮件的大小，这封邮件超过了限制。附件会编码成文本，计算时比磁盘上的大小多出约三分之一。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Keep the whole message under {limit} MiB, which is what the server announces. That \
                     leaves about three quarters of it for attachments.",
                zh_cn: "整封邮件不要超过服务器公布的 {limit} MiB，其中附件大约只能占四分之三。",
            },
            command: None,
            link: None,
            when: When::With("limit"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Put large files on a file share or cloud drive and send the link, or send several \
                     smaller messages.",
                zh_cn: "把大文件放到网盘或文件共享，在邮件中只发送链接；或者拆成几封较小的邮件发送。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Check the size before you send: the server names its limit after `SIZE` in the \
                     answer to EHLO. Do not attach logs, backups or reports without a limit.",
                zh_cn: "发送前先检查大小：服务器在对 EHLO 的答复中用 `SIZE` 写明了上限。附加日志、备份或报表时要限制大小。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Raise the limit. Postfix: `message_size_limit`; `mailbox_size_limit` and \
                     `virtual_mailbox_limit` (51200000 by default) must not be smaller, or Postfix stops \
                     delivering. Exim: `message_size_limit`. Sendmail: `confMAX_MESSAGE_SIZE`. qmail: \
                     `control/databytes`. Exchange: `MaxMessageSize` of the connector, `MaxSendSize` and \
                     `MaxReceiveSize` of the organisation and of the mailbox. This shows what Postfix has now:",
                zh_cn: "调高上限。Postfix：`message_size_limit`，注意 `mailbox_size_limit` 和 `virtual_mailbox_limit`（默认 51200000）不能比它小，否则 Postfix 会停止投递。Exim：`message_size_limit`。Sendmail：`confMAX_MESSAGE_SIZE`。qmail：`control/databytes`。Exchange：连接器的 `MaxMessageSize`，以及组织和邮箱的 `MaxSendSize`、`MaxReceiveSize`。查看 Postfix 现在的值：",
            },
            command: Some("postconf message_size_limit mailbox_size_limit virtual_mailbox_limit"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the size limit that the server announces after EHLO, and its reply to \
             the message. It is this when the reply speaks of the size, and a small test message passes.",
        zh_cn: "smtp-doctor 查看服务器在 EHLO 答复中公布的大小上限，以及它对邮件的答复。如果答复提到大小，而一封很小的测试邮件可以通过，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern { codes: 552..=554, enhanced: "5.3.4 5.2.3", words: "" },
    Pattern::said(
        "
        message size exceeds
        message exceeds
        size of your message
        message too large
        message too big
        message is too large
        message is too big
        message file too big
        mail too large
        mail is too large
        email too large
        email is too large
        body too large
        content too large
        data too large
        attachment too large
        attachments too large
        exceeds size limit
        exceeded size limit
        exceeds the size limit
        exceeded mailsize limit
        mailsize limit
        message size limit
        maximum message size
        max message size
        maximum email size
        maximum allowed size
        exceeds maximum size
        exceeds the maximum size
        exceeds the maximum message
        maximum size allowed
        exceeded & message size
        message length & exceed
        message length is more than
        message is too long
        databytes limit
        length of data content
        maxsizeerror
        recipsizelimit
        message size larger than allowed
        size exceeds fixed
        size exceeds maximum
        taille limite du message
        taille & message & maxim
        message trop volumineux
        message trop gros
        nachricht ist zu groß
        nachricht zu groß
        e-mail zu groß
        nachrichtengröße & überschr
        tamaño & mensaje & máximo
        mensaje demasiado grande
        メール & サイズ & 超
        サイズ制限
        邮件过大
        邮件太大
        邮件大小超
        附件 & 超过 & 大小
        邮件 & 超过 & 大小限制
        信件大小超過
        size limit
        exceeds maximum permitted
        too large for
        message exceeds maximum
        data size exceeds
        size is too large
        maximum size
        larger than
        too large message
        max size
        message trop grand
        taille maximale
        zu groß
        tamaño máximo
        demasiado grande
        troppo grande
        muito grande
        слишком большое
        サイズが大き
        超过最大
        邮件超过
        信件过大
        邮件体积
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let found = refusal::told(evidence, &CAUSE).into_iter().chain(kept_back(evidence));
    found.map(|found| with_limit(found, evidence)).collect()
}

/// The places where the message was not even sent, as the server announces a limit below its size.
fn kept_back(evidence: &Evidence) -> impl Iterator<Item = Match> {
    evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let Some(Failure::Unsent(Unsent::TooLarge { size, limit })) = attempt.failure(Stage::Mail) else {
            return None;
        };
        let args = vec![("size", size.to_string()), ("most", limit.to_string())];
        Some(Match::attempt(index, Stage::Mail, Proof::new(KEPT_BACK, args)))
    })
}

const KEPT_BACK: Text = Text {
    en: "The message has {size} bytes, and the server announces SIZE {most}: it was not sent",
    zh_cn: "邮件有 {size} 字节，而服务器公布 SIZE {most}：没有发送",
};

/// With the limit that the server announces, in `MiB` (RFC 1870).
fn with_limit(found: Match, evidence: &Evidence) -> Match {
    let Scope::Attempt(index) = found.scope else {
        return found;
    };
    let announced = evidence.attempts.get(index).and_then(|attempt| attempt.last_ehlo()?.capabilities.size());
    match announced.map(|bytes| bytes / (1024 * 1024)) {
        Some(limit) if limit > 0 => found.with("limit", limit.to_string()),
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (552, "5.3.4 Message size exceeds fixed limit"),
            (552, "Message size exceeds maximum permitted"),
            (557, "The length of DATA content is achieved the maximum threshold"),
            (552, "5.2.3 Message is too large; 52428800 bytes max"),
            (552, "Requested mail action aborted: exceeded mailsize limit"),
            (
                552,
                "5.3.4 Your message exceeded Google's message size limits. Please visit
5.3.4 https://support.google.com/mail/?p=MaxSizeError to view our size guidelines.",
            ),
            (552, "sorry, that message size exceeds my databytes limit (#5.3.4)"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (552, "5.2.2 <you@example.org>: user is over quota"),
            (
                550,
                "5.3.4 Requested action not taken; To continue sending messages, please sign in to your account.",
            ),
            (452, "4.3.1 Insufficient system storage"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }

    #[test]
    fn a_message_over_the_announced_limit_is_told_without_a_reply() {
        let mut evidence = crate::catalog::send::sample::taken();
        let unsent = Failure::Unsent(Unsent::TooLarge { size: 40_000_000, limit: 36_700_160 });
        evidence.attempts[0].mail = crate::evidence::sample::failed(unsent);
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].stage), (1, Stage::Mail));
        assert!(found[0].args.contains(&("limit", "35".to_owned())));
    }

    #[test]
    fn the_announced_limit_is_named() {
        let found = told_by(&refused(552, "5.3.4 Message too big for system"));
        assert_eq!(found[0].args.iter().find(|(name, _)| *name == "limit").unwrap().1, "35");
    }

    /// A limit set blindly may be lower than the one in force, or higher than a mailbox may be, which stops Postfix.
    #[test]
    fn no_remedy_sets_a_limit_unseen() {
        let commands = CAUSE.remedies.iter().filter_map(|remedy| remedy.command);
        assert!(commands.into_iter().all(|command| !command.contains("postconf -e")));
    }
}
