//! The sender address cannot be right: its domain does not exist, its form is wrong, or it is barred.
//!
//! A sender that the login may not use is `send/sender-not-owned`. Postfix gives this answer to RCPT.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::domain::{Topic, faults};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/sender-rejected"),
    severity: Severity::Error,
    title: Text { en: "{host} refuses the sender address", zh_cn: "{host} 不接受发件人地址" },
    explanation: Text {
        en: "The server does not take mail from this sender address: its domain cannot be found in the DNS, it \
             is misspelt, it does not exist, or a rule of the server bars it.",
        zh_cn: "服务器不接受来自这个发件人地址的邮件：地址的域名在 DNS 中查不到、地址写法有误、地址不存在，或者服务器的规则禁止它。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Correct the sender address. It needs a full domain that exists, such as \
                     `you@example.com`; `root@localhost`, `app@server` and an empty address are mostly refused.",
                zh_cn: "改正发件人地址。地址要带真实存在的完整域名，例如 `you@example.com`；`root@localhost`、`app@server` 和空地址大多会被拒绝。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test again with the address of the login as sender.",
                zh_cn: "用登录账号的地址作为发件人，再测试一次。",
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
                en: "Look at what the program puts into `MAIL FROM`: a display name, a line \
                     break, two addresses or a default such as `www-data@hostname` make it \
                     invalid.",
                zh_cn: "查看程序在 `MAIL FROM` 中写了什么：显示名称、换行、两个地址，或 `www-data@主机名` 之类的默认值都会让它无效。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Give the sender's domain an MX or A record. On the server, look at \
                     `reject_unknown_sender_domain`, `reject_non_fqdn_sender` and \
                     `check_sender_access` (Postfix), `verify = sender` (Exim) or the sender \
                     filter (Exchange).",
                zh_cn: "给发件人的域名设置 MX 或 A 记录。在服务器上检查 `reject_unknown_sender_domain`、`reject_non_fqdn_sender`、\
                        `check_sender_access`（Postfix）、`verify = sender`（Exim）或发件人筛选（Exchange）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to MAIL FROM, or to RCPT TO where it names the \
             sender. If it finds fault with the address itself or its domain, it is this.",
        zh_cn: "smtp-doctor 查看 MAIL FROM 的答复，以及 RCPT TO 答复中提到发件人的内容。如果问题出在地址本身或其域名，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.1.0 4.1.0",
        words: "
            sender address rejected
            sender rejected
            sender denied
            sender address reject & unknown
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            sender address rejected
            sender rejected
            sender denied
            sender refused
            sender is rejected
            sender email address rejected
            rejected sender
            bad sender
            invalid sender
            illegal sender
            malformed sender
            emetteur invalide
            expéditeur invalide
            domain of sender address
            domain name required for sender
            sender domain does not exist
            from domain does not exist
            from domain not found
            your domain does not exist
            mail from & domain & not exist
            sender domain must exist
            sender domain must resolve
            sender domain not found
            sender domain is empty
            sender domain not exist
            invalid sender domain
            unresolvable sender
            sender domain unresolvable
            sender's domain does not
            valid sender domain
            sender domain & not resolve
            sender domain & mx
            sender address & domain & not exist
            sender & does not have a valid mx
            sender verify failed
            sender verification failed
            sender address verification
            could not verify sender
            unroutable sender
            unrouteable sender
            sender address must contain a domain
            sender address & is not a valid
            sender address & is invalid
            sender address & syntax
            sender address & does not exist
            sender address & fully-qualified
            sender address & fully qualified
            null sender
            empty envelope sender
            <> invalid sender
            bogus mail from
            bad mail from
            invalid mail from
            invalid return path
            invalid return-path
            invalid from address
            from: domain is invalid
            syntax error in mail from
            syntax error in from address
            badmailfrom
            badmailfromto
            envelope sender has been denied
            envelope sender is in my
            envelope sender denied
            mail from & syntax
            mail from & domain & not exist
            fully qualified email address required
            rfc 1035 violation
            发件人域名 & 不存在
            发件人地址 & 无效
            发件人地址 & 错误
            无效的发件人
            sender was rejected
            sender address has been blacklisted
            sender is in my
            sender not pre-approved
            sender isn't on
            batv
            bouncedeny
            valid-address-filter
            senderfilterconfig
            no third-party dsns
            invalid domain, see
            mx records for
            returned mail not accepted
            empty email address
            unsigned dsn
            address must be specified
            sender address must
            sender must be
            unresolvable rfc.5321 from
            unresolvable from
            sender domain
            domain in from
            dns mx
            invalid dns mx
            no mx
            mx or a
            a/aaaa resource record
            sender address is invalid
            sender address rejected: domain
            sender domain is invalid
            cannot resolve sender
            unable to resolve sender
            sender domain does not resolve
            domain of sender
            from: address
            null reverse-path
            bounce messages not
            does not accept bounces
            adresse de l'expéditeur
            adresse expéditeur invalide
            absenderadresse ungültig
            absender ungültig
            absender abgelehnt
            remitente inválido
            remitente rechazado
            mittente non valido
            发件人无效
            发件人被拒
            发信人地址
            发件人域名
            0x800ccc78
            sender address rejected & user unknown
            sender address rejected & does not exist
            sender address rejected & undeliverable
            callout verification
            verification failed for
            mail from domain & not exist
            sender address rejected & unverified address
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "4.1.7 5.1.7 4.1.8 5.1.8 5.7.27", words: "" },
];

/// By the reply; that there is no such domain, as the DNS says, proves it further.
fn told_by(evidence: &Evidence) -> Vec<Match> {
    let faults = evidence.sender.as_ref().map(faults).unwrap_or_default();
    let missing = faults.into_iter().find(|fault| fault.topic == Topic::Name);
    let told = refusal::told(evidence, &CAUSE).into_iter();
    told.map(|found| match &missing {
        Some(fault) => found.and(Proof::new(fault.text, fault.args.clone())),
        None => found,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::domain_unauthenticated;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_mail, refused_rcpt};
    use crate::domain::sample::missing;

    #[test]
    fn an_impossible_sender_is_told() {
        assert_told(
            &CAUSE,
            refused_mail,
            &[
                (450, "4.1.8 <me@example.invalid>: Sender address rejected: Domain not found"),
                (504, "5.5.2 <root@localhost>: Sender address rejected: need fully-qualified address"),
                (553, "5.5.4 me... Domain name required for sender address me"),
                (550, "Sender verify failed"),
                (553, "Requested action not taken: NULL sender is not allowed"),
                (
                    553,
                    "5.1.8 <me@example.invalid>... Domain of sender address me@example.invalid does not exist",
                ),
                (553, "5.1.7 The sender address <me> is not a valid RFC 5321 address."),
                (553, "sorry, your envelope sender is in my badmailfrom list (#5.7.1)"),
                (501, "<me>: sender address must contain a domain"),
                (550, "5.1.1 User unknown"),
                (550, "5.1.0 no"),
            ],
        );
    }

    #[test]
    fn it_is_told_at_rcpt_too() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[(554, "5.7.1 <me@example.com>: Sender address rejected: Access denied")],
        );
    }

    #[test]
    fn a_domain_that_does_not_exist_is_told_once() {
        let mut evidence = refused_mail(450, "4.1.8 <me@b.com>: Sender address rejected: Domain not found");
        let plain = told_by(&evidence)[0].proof.len();
        evidence.sender = Some(missing("b.com"));
        assert_eq!(told_by(&evidence)[0].proof.len(), plain + 1);
        assert!((domain_unauthenticated::CAUSE.told_by)(&evidence).is_empty());
    }

    #[test]
    fn a_refused_recipient_or_another_reason_is_not() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (550, "5.1.1 <you@example.org>: Recipient address rejected: User unknown"),
                (550, "5.1.0 Address rejected."),
                (553, "5.7.1 <me@example.com>: Sender address rejected: not logged in"),
                (553, "5.7.1 <me@example.com>: Sender address rejected: not owned by user you@example.com"),
            ],
        );
    }
}
