//! The application gives a sender or a recipient that is no mail address.
//!
//! Taken for a refusal of the mailbox or of the sender, while the address cannot be read at all. No examination tells
//! it: smtp-doctor writes its own envelope.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/address-malformed"),
    severity: Severity::Error,
    title: Text {
        en: "The application gives a malformed mail address", zh_cn: "应用给出的邮箱地址格式有误"
    },
    explanation: Text {
        en: "The sender or a recipient is not of the form `name@example.com`: it is empty, lacks its domain, \
             or holds a space, a line break, an invisible character or a display name in the wrong place. The \
             application or the server refuses it.",
        zh_cn: "发件人或收件人不符合 `name@example.com` 的格式：它是空的、缺少域名，或者夹有空格、换行、不可见字符、放错位置的显示名称。应用自己或服务器因此拒绝它。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look at sender and recipient in the application's settings, and enter them anew as \
                     `name@example.com`: without spaces, quotation marks, line breaks or full-width characters.",
                zh_cn: "检查应用设置中的发件人和收件人，按 `name@example.com` 的格式重新输入，\
                        不要带空格、引号、换行或全角字符。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If no sender is set, set one. Defaults such as `root@localhost`, `webmaster@localhost` \
                     and `wordpress@localhost` are refused. The setting is `DEFAULT_FROM_EMAIL` in Django, \
                     `MAIL_FROM_ADDRESS` in Laravel, `FROM` of `[mailer]` in Gitea.",
                zh_cn: "如果没有设置发件人，请设置。`root@localhost`、`webmaster@localhost`、`wordpress@localhost` 这类默认值会被拒绝。Django 要设置 `DEFAULT_FROM_EMAIL`，Laravel 要设置 `MAIL_FROM_ADDRESS`，Gitea 要设置 `[mailer]` 的 `FROM`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Put only the bare address into the envelope (MAIL FROM, RCPT TO), and the display name into the \
                     header `From`: `setFrom($address, $name)` in PHPMailer, an object with `name` and `address` in \
                     nodemailer, `mail.ParseAddress` before `smtp.SendMail` in Go.",
                zh_cn: "信封（MAIL FROM、RCPT TO）里只放地址，显示名称放在邮件头 `From` 中：PHPMailer 用 `setFrom($address, $name)`，nodemailer 用带 `name` 和 `address` 的对象，Go 先用 `mail.ParseAddress` 解析，再调用 `smtp.SendMail`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Give several recipients as a list, one address each, not as one text with commas or semicolons.",
                zh_cn: "多个收件人要作为列表传递，每项一个地址，不要用逗号或分号拼成一段文本。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look at the address that the error quotes, or at the MAIL FROM and RCPT TO lines of the application's log. \
             It is this if there is not exactly one plain address between the angle brackets.",
        zh_cn: "查看错误信息里引用的地址，或者应用日志中的 MAIL FROM 和 RCPT TO：尖括号里如果不是恰好一个普通地址，就是这个原因。",
    },
    symptoms: &[
        Pattern {
            codes: Pattern::REFUSAL,
            enhanced: "5.1.3",
            words: "
                syntax
                rfc 5321
                malformed
                ",
        },
        Pattern::said(
            "
            no recipients defined
            invalid address: & (from)
            invalid address: & (to)
            invalid address:  (
            invalid address: (setfrom)
            must provide at least one recipient email address
            does not comply with addr-spec
            does not comply with addr-spec of rfc 2822
            does not comply with rfc 2822
            cannot send message without a sender address
            an email must have a
            addressexception
            missing final '@domain'
            local address contains control or whitespace
            domain contains control or whitespace
            domain contains illegal character
            illegal whitespace in address
            not in the form required for an e-mail address
            电子邮件地址所要求的形式
            电子邮件地址所需的格式
            invalid addr-spec token
            missing '@' or angle-addr
            mail: no angle-addr
            mail: invalid string
            mail: expected comma
            mail: no address
            smtp: a line must not contain cr or lf
            failed to parse & mail address
            failed to parse from address
            invalid email address
            invalid e-mail address
            invalid sender address
            invalid recipient address
            missing domain or user
            unbalanced angle bracket
            smtp from address is required
            smtp to address is required
            smtp from address may not
            smtp to address may not
            bad sender address syntax
            bad recipient address syntax
            bad address syntax
            malformed address
            missing or malformed local part
            domain missing or malformed
            address must contain a domain
            not a valid rfc-5321 address
            not a valid rfc 5321 address
            is not a valid email address
            is not a valid e-mail address
            syntax: mail from:<address>
            syntax: rcpt to:<address>
            syntax error in mail from
            syntax error & 555 5.5.2
            5.1.3 & invalid address
            5.1.7 & invalid address
            5.1.3 & bad destination mailbox address syntax
            cannot decode & mail from
            邮箱地址格式
            地址格式不正确
            地址格式错误
            发件人地址无效
            收件人地址无效
            无效的邮箱地址
            无效的邮件地址
            5.1.3 & bad recipient address syntax
            5.1.7 & bad sender address syntax
            ",
        ),
    ],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn an_address_that_is_none_is_read() {
        assert!(shows(&CAUSE, "Email \"\" does not comply with addr-spec of RFC 2822."));
        assert!(shows(&CAUSE, "501 5.1.7 Bad sender address syntax"));
        assert!(shows(
            &CAUSE,
            "System.FormatException: The specified string is not in the form required for an e-mail address."
        ));
    }

    #[test]
    fn a_mailbox_that_is_not_there_is_something_else() {
        assert!(!shows(&CAUSE, "550 5.1.1 The email account that you tried to reach does not exist."));
    }
}
