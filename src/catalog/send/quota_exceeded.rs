//! The sender has used up the mails of its day, month or plan.
//!
//! A limit for shorter times, which passes by itself within the hour, is `send/rate-limited`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/quota-exceeded"),
    severity: Severity::Error,
    title: Text {
        en: "The sending limit of the account at {host} is used up",
        zh_cn: "该账号在 {host} 的发信额度已用完",
    },
    explanation: Text {
        en: "The provider allows an account only so many mails or recipients a day, a month or in its plan. \
             They are used up; mail is refused until the period ends or the limit is raised.",
        zh_cn: "服务商规定了账号每天、每月或每个套餐可以发送的邮件数或收件人数。额度已经用完，在周期结束或额度提高之前，邮件会被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Wait until the limit starts afresh, mostly 24 hours after the first mails. Do not try \
                     again before that: attempts may count.",
                zh_cn: "等额度重新计算后再发，通常是首批邮件发出 24 小时之后。在此之前不要反复重试：失败的重试也可能计入额度。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look up your sending quota in the SES console, and ask for more there. A sandbox account \
                     has 200 mails in 24 hours.",
                zh_cn: "在 SES 控制台查看发信额度并申请提高。沙盒账号每 24 小时只有 200 封。",
            },
            command: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html"),
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look up the limits of Gmail, and use a service for bulk mail if you need more.",
                zh_cn: "查看 Gmail 的发信限制；需要发得更多时，请改用群发服务。",
            },
            command: None,
            link: Some("https://support.google.com/a/answer/166852"),
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See in the provider's console what was sent. If it was not you, change the password: \
                     somebody else may be sending with the account.",
                zh_cn: "在服务商控制台查看发送记录。如果不是你发的，请立即修改密码：账号可能被他人盗用发信。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Take a larger plan, or a service made for bulk mail.",
                zh_cn: "升级套餐，或改用专门的群发服务。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the refusal. If it names a limit of the account for a day, a \
             month or a plan, it is this.",
        zh_cn: "smtp-doctor 查看拒绝的答复。如果其中提到账号每天、每月或套餐的限额，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.2.2",
        words: "
            submission quota
            sending quota
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            max number of messages & 24h
            daily user sending
            daily sending
            daily message quota
            daily smtp relay
            daily limit
            daily quota
            daily email limit
            daily relay
            per day
            exceeded & today
            limit & today
            monthly limit
            monthly quota
            monthly sending
            monthly email
            sending limit exceeded
            sending limit reached
            sending quota
            daily sending quota exceeded
            sending quota exceeded
            send quota
            sending allowance
            limit for sending mail
            messaging limits
            exceeded your sending limit
            outgoing quota
            outbound quota
            relay limit exceeded
            relay quota
            smtp relay limit
            message quota
            email quota exceeded
            message count quota
            recipient count quota
            quota of emails
            policy rejection- quota
            policy rejection; quota
            credits exceeded
            maximum credits
            not enough credit
            insufficient credit
            no credits
            out of credits
            no remaining credits
            reached your limit
            reached your daily
            reached its limit
            reached the limit for
            exceeded your quota
            exceeded your plan
            exceeded the quota for
            plan limit
            plan's limit
            free plan
            account limit exceeded
            exceeded the maximum number of messages
            exceeded the number of messages
            tenant & exceeded & daily
            mi:stc
            tageslimit
            tägliche
            limite quotidienne
            quota journalier
            límite diario
            limite diaria
            limite diário
            当日 & 发
            当日 & 上限
            当日 & 限
            每日 & 发
            每日 & 上限
            每日 & 限
            每天 & 发
            每天 & 上限
            每天 & 限
            发信量
            发送限额
            发信限额
            额度
            日限额
            submission quota
            recipient quota exceeded
            quota for sending
            relay sending limit
            outgoing message limit
            outbound limit
            message limit
            email limit
            emails limit
            sending cap
            reached the maximum number of
            exceeded the maximum number of emails
            maximum number of emails
            limit of emails
            sending & limit has been reached
            message & limit has been reached
            account & limit has been reached
            sending & limit reached
            account & limit reached
            plan & limit reached
            quota for the day
            per 24 hours
            daily threshold
            daily allotment
            allotment
            no more emails
            email credits
            not enough credits
            insufficient balance
            余额不足
            发信 & 已超出
            发送 & 已超出
            超出限额
            超过限额
            每日限额
            发送上限
            发信上限
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.4.5 5.1.90", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_data, refused_rcpt};

    #[test]
    fn a_used_up_limit_is_told() {
        assert_told(
            &CAUSE,
            refused_data,
            &[
                (
                    550,
                    "5.4.5 Daily user sending limit exceeded. For more information on Gmail\n5.4.5 sending limits go to\n5.4.5  https://support.google.com/a/answer/166852 - gsmtp",
                ),
                (550, "5.4.5 Daily SMTP relay limit exceeded for user."),
                (454, "Throttling failure: Daily message quota exceeded"),
                (
                    550,
                    "5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
                ),
                (554, "MI:STC"),
                (451, "Authentication failed: Maximum credits exceeded"),
                (552, "Daily sending quota exceeded"),
                (
                    550,
                    "5.7.233 Your message can't be sent because your trial tenant has exceeded its daily limit for sending email to external recipients",
                ),
                (550, "Daily limit has been exceeded for me@example.com"),
            ],
        );
    }

    #[test]
    fn it_is_told_at_rcpt_too() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[(550, "Message would take you over your relay quota of 5 Current quota used: 5")],
        );
    }

    #[test]
    fn haste_and_full_mailboxes_are_other_causes() {
        assert_untold(
            &CAUSE,
            refused_data,
            &[
                (454, "Throttling failure: Maximum sending rate exceeded"),
                (552, "5.2.2 Mailbox quota exceeded"),
                (
                    550,
                    "Domain example.com has exceeded the max emails per hour (200/200 (100%)) allowed. Message discarded.",
                ),
            ],
        );
    }
}
