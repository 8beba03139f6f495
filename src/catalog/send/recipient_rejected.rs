//! The recipient is refused, whether the mailbox exists or not: it is disabled, has moved, or takes no mail from this
//! sender.
//!
//! An address that does not exist is `send/recipient-unknown`; a full mailbox is `send/mailbox-full`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/recipient-rejected"),
    severity: Severity::Error,
    title: Text {
        en: "{host} takes no mail for this recipient", zh_cn: "{host} 不接收发给该收件人的邮件"
    },
    explanation: Text {
        en: "The server refuses the recipient: the mailbox is disabled or has moved, it takes mail from \
             certain senders only, or its address is misspelt.",
        zh_cn: "服务器拒绝了该收件人。可能是邮箱已停用或已迁移，只接收特定发件人的邮件，或者地址写法有误。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask the recipient in another way whether the mailbox is still in use, and which address \
                     is the current one.",
                zh_cn: "通过其他方式询问对方该邮箱是否还在使用，以及现在的地址。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check how the address is written: `name@domain` without blanks, brackets \
                     or a name beside it.",
                zh_cn: "检查地址写法：应为 `name@domain`，不要带空格、括号或姓名。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If it is a group or a mailing list, ask its owner to let you post.",
                zh_cn: "如果收件人是群组或邮件列表，请其所有者允许你向它发信。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Allow outside senders for the mailbox or group: in Exchange set \
                     `RequireSenderAuthenticationEnabled` to `$false` and look at `AcceptMessagesOnlyFrom`; in \
                     Postfix look at `check_recipient_access`, in Exim at the ACL `acl_smtp_rcpt`.",
                zh_cn: "允许外部发件人向该邮箱或群组投递：Exchange 把 `RequireSenderAuthenticationEnabled` 设为 `$false`，并检查 `AcceptMessagesOnlyFrom`；Postfix 检查 `check_recipient_access`；Exim 检查 `acl_smtp_rcpt`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to RCPT TO for each recipient. If it refuses the recipient without \
             saying that the address does not exist or that the mailbox is full, it is this.",
        zh_cn: "smtp-doctor 逐个查看每位收件人的 RCPT TO 答复。如果服务器针对收件人拒绝，又没有说地址不存在或邮箱已满，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.124 5.7.129 5.7.133 5.7.134 5.7.135 5.7.136",
        words: "
            not authenticated
            authentication required
            be authenticated
            resolver.rst
            delivery restriction
            allowed-senders
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            recipient rejected
            recipient denied
            recipient refused
            recipient not allowed
            recipient is not allowed
            recipient not accepted
            recipient is not accepted
            recipient suspend
            refused due to recipient
            recipient preferences
            blocked by the recipient
            blocked by recipient
            envelope recipient has been denied
            recipient refuses to accept
            that you tried to reach is disabled
            that you tried to reach is inactive
            mailbox disabled
            mailbox is disabled
            mailbox has been disabled
            mailbox is inactive
            mailbox inactive
            inactive mailbox
            inactive user
            user is inactive
            user inactive
            mailbox is frozen
            mailbox currently suspended
            mailbox suspended
            mailbox is suspended
            mailbox is locked
            mailbox locked
            deactivated mailbox
            mailbox deactivated
            user suspended
            user disabled
            recipient disabled
            recipient is disabled
            recipient inactive
            recipient suspended
            temporarily inactive
            disabled or discontinued
            account has been disabled
            account is locked email bounced
            not currently being accepted for this mailbox
            no longer accepts mail
            is not accepting any mail
            is not accepting mail
            not accepting messages
            extended inactivity
            recipient no longer on server
            no longer on this server
            no longer on server
            has moved to
            has been replaced by
            user has moved
            mailbox has moved
            user not local
            sender not authenticated for
            not authorized to send to
            not allowed to send to this recipient
            not permitted to send to
            only accepting mail from
            accepts mail only from
            only accepts mail from
            members-only
            not authorized to post
            closed mailing list
            invalid recipient syntax
            malformed recipient
            bad recipient address syntax
            syntax error in rcpt
            recipient address must contain a domain
            destinataire refusé
            empfänger abgelehnt
            empfänger gesperrt
            destinatario rechazado
            boite du destinataire archivee
            收件人被拒绝
            收件人拒收
            拒收
            邮箱已停用
            邮箱被禁用
            邮箱被冻结
            用户被锁定
            compte du destinataire est bloque
            recipient account is blocked
            recipient account isblocked
            account isblocked
            archived recipient
            disabled recipient address
            temporary locked
            user is terminated
            inactive account
            user not active
            user is disabled
            user or domain is disabled
            account disabled
            account is disabled
            account is inactive
            mailbox is blocked
            mailbox blocked
            banned recipient
            restricted recipient
            sender not in allowed-senders list
            sender was not authenticated
            not accepting mail with
            non-member
            members-only list
            not allowed to post
            post to this mailing list
            is not accepting email
            is not receiving
            cannot receive
            unable to receive
            suppression
            suppressed
            on our suppression list
            hard bounced
            hard bounce
            previously bounced
            recipient blacklisted
            recipient has unsubscribed
            unsubscribed
            recipient has blocked
            do not disturb
            allow list of the recipient
            mailbox was not used
            address ambiguous
            mailing list expansion
            forwarding address
            rule imposed mailbox access
            no longer in use
            account closed
            compte bloqué
            compte fermé
            boite archivee
            gesperrtes postfach
            postfach gesperrt
            buzón desactivado
            邮箱已注销
            邮箱已被停用
            收件人设置
            marked as inactive
            recipient address rejected & unverified address
            resolver.rst
            restrictedtorecipientspermission
            sendernotauthenticatedforgroup
            sendernotauthenticatedformailbox
            delivery restriction check failed
            rejected by recipient
            rejected by the recipient
            inactive recipient
            recipient is inactive
            ",
    },
    RESTRICTED,
    Pattern {
        codes: 500..=599,
        enhanced: "",
        words: "
            recipient address rejected
            bad recipient
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.1.3 5.1.6 5.2.1 4.2.1 5.7.133 5.7.124 5.7.134 5.7.135 5.7.136",
        words: "",
    },
];

/// Exchange: only known senders may write to this mailbox or group. It says so with the words of a missing login.
pub(super) const RESTRICTED: Pattern = Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        resolver.rst.notauthorized
        resolver.rst.authrequired
        resolver.rst.sendernotauthenticated
        ",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_rcpt};

    #[test]
    fn a_refused_recipient_is_told() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (550, "5.2.1 The email account that you tried to reach is disabled."),
                (550, "5.1.6 recipient no longer on server: you@example.org"),
                (554, "5.7.1 <you@example.org>: Recipient address rejected: Access denied"),
                (550, "User suspended"),
                (550, "5.1.0 no"),
                (
                    550,
                    "5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed",
                ),
                (550, "5.7.1 RESOLVER.RST.NotAuthorized; not authorized"),
                (501, "5.1.3 Bad recipient address syntax"),
                (504, "5.5.2 <you>: Recipient address rejected: need fully-qualified address"),
                (450, "4.2.1 The user you are trying to contact is not receiving mail"),
            ],
        );
    }

    #[test]
    fn other_refusals_are_not() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (550, "5.1.1 <you@example.org>: Recipient address rejected: User unknown"),
                (552, "5.2.2 <you@example.org>: user is over quota"),
                (554, "5.7.1 <you@example.org>: Relay access denied"),
                (
                    550,
                    "5.2.1 The user you are trying to contact is receiving mail at a rate that\n5.2.1 prevents additional messages from being delivered.",
                ),
            ],
        );
    }
}
