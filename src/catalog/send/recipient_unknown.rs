//! There is no such mailbox, or no such domain, as the recipient's.
//!
//! A mailbox that exists and takes no mail is `send/recipient-rejected`. To MAIL, the same words speak of the sender.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/recipient-unknown"),
    severity: Severity::Error,
    title: Text { en: "{host} knows no such recipient", zh_cn: "{host} 上没有这个收件人" },
    explanation: Text {
        en: "The server says that the recipient's address does not exist: either the name before the @ or the \
             domain behind it is unknown. The login and the connection are right.",
        zh_cn: "服务器表示收件人地址不存在：@ 前面的用户名不存在，或者后面的域名不存在。登录和连接都没有问题。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the recipient's address letter by letter; look for a typing error, a space or a \
                     wrong ending of the domain.",
                zh_cn: "逐字检查收件人地址：有没有拼写错误、多余的空格，或者域名后缀不对。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask the recipient in another way for the current address, and remove the old one from \
                     your list.",
                zh_cn: "通过其他方式向对方确认现在的地址，并从名单中删除旧地址。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Do not send to this address again: many refusals of this kind harm the reputation of the \
                     sender.",
                zh_cn: "不要再向该地址发信：这样的退信多了，会损害发件人的信誉。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If the mailbox is yours, create it or an alias: Postfix looks in `local_recipient_maps`, \
                     `virtual_mailbox_maps` and `virtual_alias_maps`; Exchange Online refuses unknown \
                     recipients in a domain of the type “Authoritative”.",
                zh_cn: "如果邮箱属于本站，请创建邮箱或别名：Postfix 查的是 `local_recipient_maps`、`virtual_mailbox_maps` 和 `virtual_alias_maps`；域名类型为“权威”（Authoritative）时，Exchange Online 会拒绝不存在的收件人。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to RCPT TO for each recipient. If it says that the \
             mailbox or the domain does not exist, it is this.",
        zh_cn: "smtp-doctor 逐个查看每位收件人的 RCPT TO 答复。如果答复表示邮箱或域名不存在，就是这个原因。",
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
            user unknown
            unknown user
            user not found
            user not known
            user does not exist
            user doesn't exist
            user not exist
            no such user
            no such mailbox
            no such recipient
            no such address
            no such person
            no such account
            no such local user
            no such domain
            recipient unknown
            unknown recipient
            recipient not found
            recipient does not exist
            recipient not exist
            recipient notfound
            recipient was not found
            invalid recipient
            recipient is invalid
            recipient invalid
            recipients was undeliverable
            not a valid recipient
            not a known user
            not a valid user
            not a valid mailbox
            non-existent user
            nonexistent user
            recipient is not local
            not a local address
            mailbox does not exist
            mailbox not found
            mailbox unknown
            unknown mailbox
            mailbox invalid
            invalid mailbox
            mailbox not present
            no mailbox here
            no mailbox found
            no mailbox by that name
            no account by that name
            account does not exist
            account not found
            email account that you tried to reach & does not exist
            account & does not exist at the organization
            this user doesn't have a & account
            address does not exist
            address unknown
            unknown address
            address not found
            address could not be found
            bad address
            bad destination mailbox
            email address is wrong
            there is no one at this address
            no one at this address
            not an active address
            not present in directory
            unknown local part
            unknown local-part
            unknown virtual user
            validrcptto
            badrcptto
            badrecipientto
            user is unknown
            recipient address rejected & domain not found
            recipient address rejected & user unknown
            recipient address rejected & unknown user
            recipient address rejected & no such user
            recipient address rejected & undeliverable address
            unknown in local recipient table
            unknown in virtual mailbox table
            unknown in virtual alias table
            unknown in relay recipient table
            recipient address rejected & does not exist
            recipient address rejected & invalid user
            unrouteable address
            unroutable address
            no data by dns resolve
            dns domain & does not exist
            domain does not exist
            host unknown
            host not found
            domain not found
            utilisateur inconnu
            destinataire inconnu
            destinataire invalide
            empfänger unbekannt
            empfänger existiert nicht
            benutzer unbekannt
            usuario desconocido
            no existe ese usuario
            no existe dicha persona
            usuário desconhecido
            utente sconosciuto
            nessun utente simile
            宛先不明
            收件人不存在
            用户不存在
            邮箱不存在
            账号不存在
            地址不存在
            无此用户
            dosn't exist
            rcpt & exist
            does not exist here
            not exist here
            is no longer valid
            not our user
            not our customer
            unknown domain name
            domain is not reachable
            dead domain
            unknown or illegal alias
            inactive email address
            e2110
            invalid server token
            invalid email address
            bad destination
            non-existent
            nonexistent
            no mail box available
            mailbox name
            mailbox not exist
            isn't a valid
            is not a valid mailbox
            not a valid address
            is not a registered
            not registered here
            unable to verify recipient
            could not verify recipient
            recipient verification failed
            recipient verify failed
            address is not recognized
            undeliverable address
            unknown email address
            unknown account
            unknown e-mail
            invalid user
            invalid mailbox name
            there is no such
            not found by smtp address lookup
            recipientnotfound
            nosuchuser
            badrcptdomain
            find the recipient domain
            allowed to receive email
            adresse inconnue
            boîte inconnue
            adresse inexistante
            n'existe pas
            existiert nicht
            unbekannter empfänger
            adresse unbekannt
            no existe
            inexistente
            non esiste
            não existe
            не существует
            пользователь не найден
            存在しません
            未知用户
            用户未找到
            收件人地址不存在
            地址错误
            域名不存在
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.1.0", words: "address rejected" },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.4.1",
        words: "recipient address rejected & access denied",
    },
    Pattern {
        codes: 500..=599,
        enhanced: "",
        words: "
            mailbox unavailable
            mailbox is unavailable
            mailbox not available
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.1.1 5.1.2 5.1.10", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_mail, refused_rcpt};

    #[test]
    fn an_unknown_recipient_is_told() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (
                    550,
                    "5.1.1 <you@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
                ),
                (550, "5.1.1 <you@example.org>... User unknown"),
                (550, "5.1.1 you"),
                (550, "Unrouteable address"),
                (550, "No Such User Here"),
                (550, "5.1.1 The email account that you tried to reach does not exist. Please try"),
                (550, "5.4.1 Recipient address rejected: Access denied. AS(201806281) [HOST.example]"),
                (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
                (550, "Requested action not taken: mailbox unavailable"),
                (526, "No data by dns resolve"),
                (450, "4.1.2 <you@example.invalid>: Recipient address rejected: Domain not found"),
                (550, "sorry, no mailbox here by that name (#5.1.1 - chkuser)"),
                (550, "5.1.1 Invalid recipient"),
                (550, "#5.1.0 Address rejected."),
            ],
        );
    }

    #[test]
    fn the_same_words_to_mail_speak_of_the_sender() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[(550, "5.1.1 User unknown"), (550, "Requested action not taken: mailbox unavailable")],
        );
    }

    #[test]
    fn other_refusals_are_not() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (
                    550,
                    "5.1.1 <you@example.org>  - 192.0.2.9 has sent to too many recipients this hour. IB607",
                ),
                (450, "4.2.0 mailbox unavailable"),
                (550, "5.2.1 The email account that you tried to reach is disabled."),
                (450, "4.1.8 <me@example.invalid>: Sender address rejected: Domain not found"),
            ],
        );
    }
}
