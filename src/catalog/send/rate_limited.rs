//! Too much at once: mails, recipients or connections in a second, a minute or an hour.
//!
//! It passes when the sender slows down. A limit of the day or of the plan is `send/quota-exceeded`; too many recipients in
//! one message is `send/too-many-recipients`; a 421 in place of the greeting is `smtp/greeting-busy`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/rate-limited"),
    severity: Severity::Error,
    title: Text { en: "{host} slows down this sender", zh_cn: "{host} 限制了发信速度" },
    explanation: Text {
        en: "The server has seen too many mails, recipients or connections from this sender in \
             a short time. It refuses more for a while, and takes them again later.",
        zh_cn: "服务器在短时间内收到来自该发件人的邮件、收件人或连接过多，暂时拒绝继续接收，过一段时间会恢复。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Wait between a few minutes and an hour, then test once more. Quick retries make the limit \
                     last longer.",
                zh_cn: "等几分钟到一小时，再测试一次。频繁重试会延长限制时间。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Send more slowly: a queue with a pause between mails, few connections at a \
                     time, several mails over one connection, and longer and longer pauses \
                     after a refusal.",
                zh_cn: "降低发送速度：用队列控制间隔，减少同时打开的连接，一个连接发送多封邮件，被拒绝后逐次延长重试间隔。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look up your maximum send rate in the SES console, and stay below it.",
                zh_cn: "在 SES 控制台查看最大发送速率，并控制在该值以内。",
            },
            command: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html"),
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Raise the limit for this client: Postfix `smtpd_client_message_rate_limit`, \
                     `smtpd_client_recipient_rate_limit` and `smtpd_client_connection_count_limit`; the \
                     `ratelimit` condition in the ACLs of Exim; WHM “Max hourly emails per domain”; Exchange \
                     `MessageRateLimit`.",
                zh_cn: "为该客户端放宽限制：Postfix 的 `smtpd_client_message_rate_limit`、`smtpd_client_recipient_rate_limit` 和 `smtpd_client_connection_count_limit`；Exim ACL 中的 `ratelimit` 条件；WHM 的“Max hourly emails per domain”；Exchange 的 `MessageRateLimit`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If you have not sent so much, change the password: somebody else may be \
                     sending with the account.",
                zh_cn: "如果你并没有发这么多邮件，请修改密码：账号可能被他人盗用发信。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the refusal. If it speaks of speed, frequency, or of too many \
             mails or connections in a short time, it is this; a single later attempt passes.",
        zh_cn: "smtp-doctor 查看拒绝的答复。如果其中提到速度、频率，或短时间内邮件、连接过多，就是这个原因；稍后单独再试一次会成功。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    // A server that is busy slows nobody down in particular, but Microsoft's does.
    Pattern { codes: 400..=499, enhanced: "4.7.500", words: "server busy" },
    Pattern { codes: 400..=499, enhanced: "", words: "service refuse" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            rate limit
            rate-limit
            ratelimit
            rate exceeded
            sending rate
            message rate
            rate is too high
            rate too high
            at a rate that
            is receiving mail at a rate that
            throttl
            try again slower
            slow down
            too fast
            too quickly
            too frequent
            frequency limit
            too many messages
            too many emails
            too many e-mails
            too many mails
            too much mail
            too many connections
            too many concurrent
            too many open connections
            too many recipients from
            concurrent connection
            concurrent smtp
            simultaneous connections
            too many simultaneous
            too many sessions
            too many smtp sessions
            too many transactions
            thread limit exceeded
            connection limit
            maximum connection
            max emails per hour
            emails per hour
            messages per hour
            mails per hour
            recipients per hour
            limit & per minute
            exceed & per minute
            max & per minute
            too many & per minute
            too fast & per minute
            sending rate & per minute
            allow & per minute
            only & per minute
            more than & per minute
            restrict & per minute
            reached & per minute
            permitted & per minute
            throttl & per minute
            per connection & per minute
            per second
            per hour
            hourly limit
            hourly quota
            too many recipients & this hour
            too many recipients & in a short
            too many & in a short time
            too much & in a short time
            messages & in a short time
            too many & in a short period
            too much & in a short period
            messages & in a short period
            unexpected volume
            deferred due to volume
            unusual rate
            receiving mail too quickly
            policy rejection- rate
            numerous attempts
            mi:dmc
            mi:sfq
            mi:ccl
            rp:drc
            rp:qrc
            rp:trc
            rp:ccl
            hl:icc
            hl:ifc
            trop de connexions
            trop de messages
            zu viele nachrichten
            zu viele verbindungen
            zu viele e-mails
            demasiados mensajes
            demasiadas conexiones
            muitas mensagens
            过于频繁
            频率
            发送过快
            速度过快
            并发
            连接数过多
            连接过多
            单位时间
            due to excessive volume
            excessive volume
            [tss04]
            [ts01]
            [ts02]
            [ts03]
            ofr_999
            max message per connection
            messages per session
            message threshold exceeded
            messages per connection
            rate that prevents
            peak smtp relay limit
            temporarily rate limited
            an unusual rate
            exceeded permitted limits
            has exceeded their limit
            too many to too many
            too many rcpt to
            too many recipients this hour
            reduce your sending rate
            reduce rate
            sending too fast
            sending too much
            mails sent too
            please slow
            speed limit
            volume limit
            hourly sending
            too many requests
            request rate
            mail rate
            message submission rate
            connects from
            too frequent connects
            temporarily deferred due to
            message from (
            message from & temporarily deferred
            messages from & temporarily deferred
            emails in a
            recipients per
            achieved the maximum threshold
            zu schnell
            limite de débit
            rate-limited
            blocked temporarily for sending too
            try sending again later
            failure sending mail. try again later
            發送頻率
            發信頻率
            发送频率
            发信频率
            频率过高
            超出频率
            concurrent connections limit exceeded
            connections limit exceeded
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "4.5.3", words: "rate limit" },
    Pattern { codes: Pattern::REFUSAL, enhanced: "4.7.500 4.7.28 5.7.28", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{
        assert_told, assert_untold, refused_data, refused_mail, refused_rcpt,
    };

    #[test]
    fn haste_is_told() {
        assert_told(
            &CAUSE,
            refused_mail,
            &[
                (450, "4.7.1 Error: too much mail from 192.0.2.9"),
                (550, "Sender frequency limited."),
                (452, "4.5.3  rate limit exceeded"),
                (432, "4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"),
                (421, "4.7.0 Too many messages, slow down"),
                (451, "4.7.500 Server busy. Please try again later from [192.0.2.9]."),
                (451, "MI:SFQ"),
                (451, "Ratelimit exceeded for mailbox me@example.com. Try again later."),
                (421, "too many concurrent connections"),
            ],
        );
    }

    #[test]
    fn it_is_told_at_rcpt_too() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (
                    550,
                    "5.1.1 <you@example.org>  - 192.0.2.9 has sent to too many recipients this hour. IB607",
                ),
                (
                    550,
                    "5.2.1 The user you are trying to contact is receiving mail at a rate that\n5.2.1 prevents additional messages from being delivered.",
                ),
                (451, "4.7.1 <you@example.org>: Recipient address rejected: Please try again slower"),
            ],
        );
    }

    #[test]
    fn it_is_told_at_data_too() {
        assert_told(
            &CAUSE,
            refused_data,
            &[
                (454, "Throttling failure: Maximum sending rate exceeded"),
                (
                    550,
                    "5.7.0 Too many emails per second. Please upgrade your plan https://mailtrap.io/billing/plans/testing",
                ),
                (
                    550,
                    "Domain example.com has exceeded the max emails per hour (200/200 (100%)) allowed. Message discarded.",
                ),
            ],
        );
    }

    #[test]
    fn used_up_limits_and_mere_delays_are_other_causes() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[
                (550, "5.4.5 Daily user sending limit exceeded."),
                (421, "4.3.2 Service not available"),
                (450, "4.2.0 try again later"),
            ],
        );
    }
}
