//! The login may not send from this address: the sender belongs to somebody else.
//!
//! Mistaken for a wrong password or for spam protection. A sender that nobody has proved to own yet is
//! `send/sender-unverified`; one without a valid domain is `send/sender-rejected`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/sender-not-owned"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not let this login use the sender address",
        zh_cn: "{host} 不允许该账号使用这个发件人地址",
    },
    explanation: Text {
        en: "The server lets a login send only from its own addresses. The sender address of this mail is not \
             one of them, so the mail is refused. The password is right.",
        zh_cn: "服务器只允许账号用自己的地址发信。这封邮件的发件人地址不属于该账号，所以被拒绝。密码没有问题。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Set the sender address (From) to exactly the address with which you log in.",
                zh_cn: "把发件人（From）地址改成和登录账号完全相同的地址。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Confirm it: test again with the address of the login as sender.",
                zh_cn: "验证一下：用登录账号的地址作为发件人，再测试一次。",
            },
            command: Some(
                "smtp-doctor {host}:{port} {user} --ask-password --tls={tls} --from {user} --to {recipient}",
            ),
            link: None,
            when: When::With("logged_in"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Set the envelope sender too, not only the From header: `MAIL FROM` is \
                     often filled from another setting (Return-Path, `Sender`, \
                     `DEFAULT_FROM_EMAIL`, `mail.smtp.from`). Put the address of a visitor into \
                     Reply-To.",
                zh_cn: "除了邮件头 From，还要设置信封发件人：`MAIL FROM` 常常取自另一个设置（Return-Path、`Sender`、`DEFAULT_FROM_EMAIL`、\
                        `mail.smtp.from`）。访客填写的地址放进 Reply-To。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Give the login the right “Send As” on the mailbox of the sender, in Exchange Online \
                     PowerShell: `Add-RecipientPermission SENDER -Trustee LOGIN -AccessRights SendAs`.",
                zh_cn: "在发件人的邮箱上授予登录账号“代理发送”（Send As）权限，Exchange Online PowerShell 命令为 `Add-RecipientPermission 发件人 -Trustee 登录账号 -AccessRights SendAs`。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/en-us/powershell/module/exchange/add-recipientpermission",
            ),
            when: When::With("at_microsoft365"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Allow the login this sender: Postfix `smtpd_sender_login_maps` (checked by \
                     `reject_sender_login_mismatch`), mailcow “Allow to send as”, Exchange Server the right \
                     “Send As”.",
                zh_cn: "允许该账号使用这个发件人：Postfix 的 `smtpd_sender_login_maps`（由 `reject_sender_login_mismatch` 检查）、mailcow 的“Allow to send as”、Exchange Server 的“代理发送”（Send As）权限。",
            },
            command: None,
            link: None,
            when: When::Without("at_microsoft365"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor logs in and names the sender in MAIL FROM. If the login passes and the server answers \
             that it may not use this sender, it is this.",
        zh_cn: "smtp-doctor 登录后在 MAIL FROM 中使用该发件人。如果登录成功，而服务器答复该账号不能使用这个发件人，就是这个原因。",
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
            authentication for specified email address
            not owned by
            sender address rejected & not owned by
            must be same as auth
            must be the same as auth
            must equal auth
            must match the auth
            must match auth
            must be same as
            mail from must equal
            sender mismatch
            sender login mismatch
            login mismatch
            auth & mismatch
            does not match auth
            doesn't match auth
            not match the auth
            not match authenticat
            does not match the login
            does not match login
            sender address & does not match
            from address & does not match
            from header & does not match
            envelope sender & does not match
            envelope domain & doesn't match
            sender & not match & authenticated
            conform with authentication
            send as this sender
            permissions to send as
            permission to send as
            sendasdenied
            send-as denied
            not allowed to send as
            not permitted to send as
            not authorized to send as
            not authorised to send as
            not allowed to send mail as
            not authorised to send from
            not authorized to send from
            not allowed to send from
            not permitted to send from
            is not allowed to send mail from
            not allowed to use this sender
            not allowed to use the sender
            not allowed to use from
            from address is not one of your addresses
            sender address is not allowed
            sender address not allowed
            sender address is unauthorized
            sender address not authorized
            unauthorized sender address
            not authorized to use this sender
            not authorised to use this sender
            not permitted to use this sender
            sender address must match
            sender & must match & login
            sender & must match & account
            sender is not allowed to relay
            sender not allowed to relay
            relaying disallowed as
            non-local account
            from address not verified
            not local sender over smtp
            blank from & addresses are not allowed
            from/sender name is not valid
            mail from & mailbox unavailable
            envelope from address & not authorized
            sender does not belong to
            address does not belong to
            not an alias of
            is not your address
            spoofed sender
            sender spoofing
            not authorized to perform & ses:
            dt:sum
            absenderadresse ist nicht erlaubt
            absenderadresse nicht erlaubt
            absender nicht erlaubt
            adresse & expéditeur & non autorisé
            remitente & no permitid
            发件人 & 不一致
            发件人 & 不匹配
            发信人 & 不一致
            发件人 & 不符
            发件人 & 无权
            发件地址 & 不一致
            代理发送 & 权限
            sender address is not owned
            not owned by user
            not authorized to use
            not authorised to use
            not the owner
            header from
            mail from is not
            from address must
            from address is not allowed
            from address not allowed
            header based anti-spoofing
            anti-spoofing policy
            anti-spoofing
            spoofing
            sending this from a different address
            invalid sender. ofr
            emetteur invalide
            mail from not owned
            you are not allowed to use
            you may only send from
            only send from
            only allowed to send from
            must send from
            cannot send as
            send on behalf
            sendonbehalf
            from another user
            does not belong
            does not own
            differs from
            not your own
            as sender
            use the sender address
            sender address is not yours
            sender address not yours
            sender not authorized
            sender is not authorized
            sender unauthorized
            unauthorized sender
            unauthorised sender
            does not match your
            must match your
            must be identical
            same as your
            same with
            发件人与
            与登录
            与认证
            必须一致
            必须相同
            不属于
            domain & isn't allowed to send
            domain & is not allowed to send from
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.60", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_data, refused_mail};

    #[test]
    fn a_sender_of_somebody_else_is_told() {
        assert_told(
            &CAUSE,
            refused_mail,
            &[
                (553, "5.7.1 <a@example.com>: Sender address rejected: not owned by user b@example.com"),
                (553, "5.7.1 Sender address rejected: not owned by auth user."),
                (501, "mail from address must be same as authorization user"),
                (553, "Mail from must equal authorized user"),
                (501, "\"MAIL FROM\" is non-local account"),
                (450, "\"MAIL FROM\" mailbox unavailable"),
                (550, "5.7.60 SMTP; Client does not have permissions to send as this sender"),
                (550, "Envelope domain 'a.example' doesn't match AUTH domain 'b.example'"),
                (554, "5.7.1 The sender address is unauthorized"),
                (553, "sender mismatch"),
                (550, "not local sender over smtp"),
                (
                    553,
                    "From address not verified - see http://help.yahoo.com/l/us/yahoo/mail/original/manage/sendfrom-07.html",
                ),
                (501, "5.5.4 You are not allowed to send from this address."),
                (436, "Mail from is not conform with authentication"),
            ],
        );
    }

    #[test]
    fn the_same_at_data_is_told() {
        assert_told(
            &CAUSE,
            refused_data,
            &[
                (554, "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied"),
                (553, "Relaying disallowed as me@example.com"),
                (553, "Sender is not allowed to relay emails"),
                (550, "5.7.0 From address is not one of your addresses."),
                (550, "Requested action not taken: mailbox unavailable\nSender address is not allowed."),
                (551, "5.7.1 Not authorised to send from this header address"),
                (530, "From/Sender name is not valid"),
                (550, "jane@example.com Blank From: addresses are not allowed. Provide a valid From. IB501"),
                (
                    554,
                    "Access denied: User `arn:aws:iam::111122223333:user/a' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:us-west-2:111122223333:identity/me@example.com'",
                ),
            ],
        );
    }

    #[test]
    fn an_unverified_or_an_impossible_sender_is_another_cause() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[
                (
                    550,
                    "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.",
                ),
                (450, "4.1.8 <me@example.com>: Sender address rejected: Domain not found"),
                (553, "5.7.1 <me@example.com>: Sender address rejected: not logged in"),
            ],
        );
    }
}
