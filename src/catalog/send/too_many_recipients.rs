//! More recipients in one message or transaction than the server allows.
//!
//! A limit for a time is `send/rate-limited` or `send/quota-exceeded`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/too-many-recipients"),
    severity: Severity::Error,
    title: Text {
        en: "More recipients in one message than {host} allows",
        zh_cn: "一封邮件的收件人超过了 {host} 的上限",
    },
    explanation: Text {
        en: "The server takes only a certain number of recipients (To, Cc and Bcc together) in one message. \
             Those beyond it are refused; some servers refuse the whole message.",
        zh_cn: "服务器限制一封邮件的收件人总数（收件人、抄送和密送合计）。超出的收件人会被拒绝，有些服务器会拒绝整封邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Split the recipients into groups and send the mail to one group after another.",
                zh_cn: "把收件人分成几批，分多封邮件发送。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Give each message one recipient. Or, after a 452, send the message to those who were \
                     accepted and then once more to the rest, as RFC 5321 §4.5.3.1.10 asks.",
                zh_cn: "每封邮件只发给一位收件人。或者按 RFC 5321 §4.5.3.1.10 的要求，收到 452 之后先发给已接受的收件人，再另发一次给其余的人。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Raise the limit: Postfix `smtpd_recipient_limit` (default 1000), Exim `recipients_max`, \
                     Sendmail `MaxRecipientsPerMessage`, Exchange `MaxRecipientsPerMessage` of the receive \
                     connector (default 200) and `RecipientLimits` of the mailbox.",
                zh_cn: "提高上限：Postfix 的 `smtpd_recipient_limit`（默认 1000）、Exim 的 `recipients_max`、Sendmail 的 `MaxRecipientsPerMessage`、Exchange 接收连接器的 `MaxRecipientsPerMessage`（默认 200）和邮箱的 `RecipientLimits`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "For many recipients, use a mailing list or a service for bulk mail.",
                zh_cn: "收件人很多时，请使用邮件列表或群发服务。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor names the recipients one by one. If the server takes the first ones \
             and refuses one for their number, it is this.",
        zh_cn: "smtp-doctor 逐个提交收件人。如果服务器接受了前面的收件人，而因为数量拒绝后面的，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            out of allow rcpt
            rcpt 允许上限
            too many recipients
            too many rcpt
            too many addresses
            too many destinations
            number of rcpts
            number of recipients
            maximum recipients
            recipient limit
            recipients limit
            recipient count exceeds
            recipients exceeded
            recipients per message
            recipients per mail
            max recipients
            one recipient at a time
            multiple destination domains per transaction
            only one recipient
            zu viele empfänger
            trop de destinataires
            demasiados destinatarios
            muitos destinatários
            troppi destinatari
            宛先が多すぎ
            收件人过多
            收件人太多
            收件人数
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "4.5.3 5.5.3", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_rcpt};

    #[test]
    fn too_many_recipients_are_told() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (452, "4.5.3 Too many recipients"),
                (452, "4.5.3 Error: too many recipients"),
                (452, "too many recipients"),
                (556, "The number of RCPTs is over size"),
                (
                    452,
                    "4.5.3 Your message has too many recipients. For more information regarding Google's sending limits, please visit",
                ),
                (550, "5.5.3 too many"),
                (
                    451,
                    "4.3.0 Multiple destination domains per transaction is unsupported.  Please try again.",
                ),
                (550, "收件人数超出限制"),
            ],
        );
    }

    #[test]
    fn limits_for_a_time_are_other_causes() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (
                    550,
                    "5.1.1 <you@example.org>  - 192.0.2.9 has sent to too many recipients this hour. IB607",
                ),
                (452, "4.5.3  rate limit exceeded"),
                (
                    550,
                    "5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
                ),
            ],
        );
    }
}
