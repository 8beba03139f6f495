//! The recipient's mailbox has no room left.
//!
//! Mistaken for a limit of the sender, which is `send/quota-exceeded`; a full disk of the server is `smtp/server-error`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/mailbox-full"),
    severity: Severity::Error,
    title: Text {
        en: "The recipient's mailbox at {host} is full", zh_cn: "{host} 上的收件人邮箱已满"
    },
    explanation: Text {
        en: "The mailbox has used up its space on the server. New mail is refused until something is deleted \
             or the limit is raised.",
        zh_cn: "收件人的邮箱已经用完服务器分配的空间。在清理邮件或提高限额之前，新邮件会被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Tell the recipient by another way that the mailbox is full, and send again \
                     later.",
                zh_cn: "通过其他方式告诉对方邮箱已满，稍后再发。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the mailbox is your own, delete old mail with large attachments and \
                     empty the folders for trash and spam.",
                zh_cn: "如果是你自己的邮箱，请删除带大附件的旧邮件，并清空“已删除”和“垃圾邮件”文件夹。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Raise the limit of the mailbox: the `quota` plug-in of Dovecot, Postfix \
                     `mailbox_size_limit` or `virtual_mailbox_limit`, Exchange `ProhibitSendReceiveQuota`.",
                zh_cn: "提高邮箱限额：Dovecot 的 `quota` 插件，Postfix 的 `mailbox_size_limit` 或 `virtual_mailbox_limit`，Exchange 的 `ProhibitSendReceiveQuota`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to RCPT TO for each recipient, and to the message. If it speaks of a \
             full mailbox or of the recipient's quota, it is this.",
        zh_cn: "smtp-doctor 逐个查看每位收件人的 RCPT TO 答复，以及服务器对邮件内容的答复。如果提到邮箱已满或收件人的容量限额，就是这个原因。",
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
            mailbox & storage space
            recipient & storage space
            user & storage space
            speichervolumen
            mailbox full
            mailbox is full
            mailbox was full
            full mailbox
            mail box full
            inbox is full
            inbox full
            mailfolder is full
            user's mailbox is full
            mailbox size limit exceeded
            mailbox exceeded
            mailbox has exceeded
            exceeding its mailbox quota
            exceeds mailbox quota
            mailbox over quota
            mailbox quota
            mailbox limit exceeded
            mailbox would exceed
            would exceed mailbox
            over quota
            overquota
            over the quota
            over disk quota
            over the allowed quota
            quota exceeded
            exceeded quota
            quota has been exceeded
            exceeded its quota
            exceeded his quota
            exceeded her quota
            exceeded their quota
            exceeding their quota
            exceeding quota
            quota violation
            exceed quota
            quota is full
            quota full
            disk quota
            disc quota
            storage quota
            exceeded storage
            exceeded its storage
            exceeds storage
            out of storage
            not enough storage space
            not enough space
            does not have enough space
            disk space limit
            insufficient space
            mailbox & insufficient disk space
            user & insufficient disk space
            recipient & insufficient disk space
            space has been used up
            too much mail data
            shutoffquotaexceeded
            boite pleine
            boîte pleine
            boite du destinataire pleine
            boîte du destinataire pleine
            postfach voll
            postfach ist voll
            postfach des empfängers
            speicherplatz überschritten
            buzón lleno
            buzon lleno
            buzón está lleno
            casella piena
            caixa postal cheia
            caixa cheia
            メールボックスがいっぱい
            容量オーバー
            邮箱已满
            邮箱空间
            容量已满
            空间已满
            信箱已满
            空间不足
            diskspace quota
            userdisk quota
            domaindisk quota
            mailbox & disk full
            user & disk full
            recipient & disk full
            not sufficient disk space
            mailfile
            mail file size exceeds
            exceeded storage allocation
            exceeding receiving limits
            too many messages on the server
            account storage limit
            storage limit
            mailbox size
            over its quota
            is over quota
            user over quota
            recipient overquota
            inbox is out of
            space quota
            insufficient mailbox
            out of disk quota
            mailbox storage
            no space left in
            mailbox has no space
            boîte aux lettres pleine
            quota dépassé
            quota superato
            cuota excedida
            cuota superada
            speicherkontingent
            kontingent & postfach
            kontingent & empfänger
            postfach überfüllt
            превышен & ящик
            превышен & квот
            переполнен
            配额已满
            超出配额
            容量不足
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "4.2.2 5.2.2", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_rcpt};

    #[test]
    fn a_full_mailbox_is_told() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (552, "5.2.2 <you@example.org>: user is over quota"),
                (452, "4.2.2 The email account that you tried to reach is over quota."),
                (452, "4.2.2 The recipient's inbox is out of storage space."),
                (550, "5.2.2 Mailbox full"),
                (552, "Mailbox is full / Blocks limit exceeded / Inode limit exceeded"),
                (422, "4.2.2 mailbox"),
                (554, "5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"),
                (452, "4.2.2 <you@example.org> Quota exceeded (mailbox for user is full)"),
                (550, "5.7.1 recipient rejected, 收件人邮箱已满"),
            ],
        );
    }

    #[test]
    fn a_limit_of_the_sender_or_of_the_server_is_not() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (452, "4.3.1 Insufficient system storage"),
                (550, "5.4.5 Daily user sending quota exceeded."),
                (550, "Message would take you over your relay quota of 5 Current quota used: 5"),
                (454, "Throttling failure: Daily message quota exceeded"),
            ],
        );
    }
}
