//! The server puts off mail of a sender that it does not know yet.
//!
//! It is taken for a blocked address or a broken server. A real mail server tries again by itself; a program that sends
//! once and gives up loses the message.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/greylisted"),
    severity: Severity::Error,
    title: Text {
        en: "{host} puts off mail from senders that it does not know yet",
        zh_cn: "{host} 启用了灰名单，要求陌生的发件人稍后再发",
    },
    explanation: Text {
        en: "The server uses greylisting: it turns away the first attempt of every new sender and \
             accepts a later one. Mail servers try again by themselves. A program that sends only once \
             gives up too early.",
        zh_cn: "服务器启用了灰名单：新的发件人第一次投递会被暂时拒绝，过一会儿再投递就会接收。邮件服务器会自动重试，只发送一次的程序则会过早放弃。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Send the same message again after 5 to 15 minutes, from the same machine and with \
                     the same sender and recipient.",
                zh_cn: "等 5 到 15 分钟，在同一台机器上用相同的发件人和收件人重新发送。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Keep the message in a queue and try it again for some hours after any reply that \
                     begins with 4. Do not report such a reply as a failure at once.",
                zh_cn: "把邮件放入队列；只要答复以 4 开头，就在几小时内反复重试，不要立刻报告失败。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If this is the server of the recipient, do not deliver to it directly: send \
                     through your own provider, log in, and use port 465 or 587. Greylisting does not \
                     apply there.",
                zh_cn: "如果这是收件方的服务器，请不要直接向它投递：改为登录自己的服务商，用 465 或 587 端口发送，那里不受灰名单限制。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Exempt users who log in and your own networks. Postfix: put `permit_mynetworks, \
                     permit_sasl_authenticated` before `check_policy_service` in \
                     `smtpd_recipient_restrictions`. Rspamd: set `whitelisted_ip` in \
                     `local.d/greylist.conf`. Exim: add `!authenticated = *` to the greylisting rule.",
                zh_cn: "让已登录的用户和本单位的网络不受灰名单限制。Postfix：在 `smtpd_recipient_restrictions` 中把 `permit_mynetworks, permit_sasl_authenticated` 放在 `check_policy_service` 之前。Rspamd：在 `local.d/greylist.conf` 中设置 `whitelisted_ip`。Exim：在灰名单规则中加入 `!authenticated = *`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the sender, the recipients or the message. It is this when \
             a reply that begins with 4 speaks of greylisting, and the same message passes some minutes \
             later.",
        zh_cn: "smtp-doctor 查看服务器对发件人、收件人和邮件内容的答复。如果以 4 开头的答复提到灰名单，而几分钟后同一封邮件可以通过，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern::said(
        "
        greylist
        graylist
        grey-list
        gray-list
        grey list
        gray list
        greytrap
        postgrey
        milter-greylist
        new sender & try again
        first time & sender & try again
        not yet authorized to deliver mail from
        come back later & seconds
        come back in & minutes
        try again in & minutes & unknown sender
        graulist
        liste grise
        listes grises
        lista gris
        listas grises
        lista grigia
        グレイリスト
        グレーリスト
        灰名单
        灰名單
        ",
    ),
    Pattern {
        codes: 451..=451,
        enhanced: "4.7.1",
        words: "
            4.7.1 try again later
            service unavailable - try again later
            ",
    },
    Pattern { codes: 451..=451, enhanced: "", words: "internal resources are temporarily unavailable" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (
                450,
                "4.2.0 <you@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.org.html",
            ),
            (451, "4.7.1 Greylisting in action, please come back in 00:05:00"),
            (451, "DEFER: Graylisted. Try again later."),
            (451, "4.7.1 Try again later"),
            (450, "您的邮件被灰名单延迟，请稍后重试"),
            (
                451,
                "Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451",
            ),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (451, "4.7.0 Temporary server error. Please try again later"),
            (421, "4.7.1 Messages to you@icloud.com deferred due to excessive volume. Try again later"),
            (450, "4.1.8 <me@example.com>: Sender address rejected: Domain not found"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
