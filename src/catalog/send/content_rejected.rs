//! Something in the message itself is refused: a virus, a kind of attachment, a header, its form.
//!
//! A small and well-formed test message passes, so the server and the login are taken for fine while the application
//! still fails.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/content-rejected"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses the content of the message", zh_cn: "{host} 拒收邮件的内容或附件"
    },
    explanation: Text {
        en: "The connection, the sender and the recipients are accepted, but not the message: the \
             server finds a virus, a forbidden kind of attachment, a wrong or missing header, or line \
             ends that break the standard.",
        zh_cn: "连接、发件人和收件人都被接受，被拒的是邮件本身：服务器发现了病毒、不允许的附件类型、错误或缺失的邮件头，或者不合标准的换行。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Read the reply: it names what is refused. Attach no programs, scripts, macros or \
                     encrypted archives; put such files on a file share and send the link.",
                zh_cn: "先看答复，其中写明了被拒的内容。附件中不要有程序、脚本、宏和加密压缩包；这类文件请放到网盘，在邮件里发送链接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Let a mail library build the message. It must have exactly one From with a valid \
                     address, one Date, one Subject and one Message-ID, and text other than ASCII in \
                     headers must be encoded (RFC 2047).",
                zh_cn: "用邮件库生成邮件：必须恰好有一个地址有效的 From、一个 Date、一个 Subject 和一个 Message-ID，邮件头中的非 ASCII 文字必须编码（RFC 2047）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If the reply speaks of bare LF, bare CR or long lines: end every line with CR LF, \
                     and send the body as quoted-printable or base64, so that no line is longer than \
                     998 bytes.",
                zh_cn: "如果答复提到 bare LF、bare CR 或行过长：每行都用 CR LF 结尾，正文用 quoted-printable 或 base64 编码，使每行不超过 998 字节。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the reply names a virus, scan the machine that wrote the message for malware before \
                     you send anything else.",
                zh_cn: "如果答复中有病毒名，请先给写这封邮件的机器查毒，再发送其他邮件。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On your own server, find the rule. Postfix: `smtpd_forbid_bare_newline`, \
                     `header_checks`, `body_checks`, `mime_header_checks`. Exim: `acl_smtp_data`, \
                     `acl_smtp_mime`. amavis: `$banned_filename_re`. Exchange: mail flow rules and the \
                     malware filter.",
                zh_cn: "如果是自己的服务器，请找到相应的规则。Postfix：`smtpd_forbid_bare_newline`、`header_checks`、`body_checks`、`mime_header_checks`。Exim：`acl_smtp_data`、`acl_smtp_mime`。amavis：`$banned_filename_re`。Exchange：邮件流规则和恶意软件筛选器。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the whole message. It is this when the reply names a virus, \
             an attachment, a header or line ends, and a plain test message from smtp-doctor passes.",
        zh_cn: "smtp-doctor 查看服务器对整封邮件的答复。如果答复提到病毒、附件、邮件头或换行，而 smtp-doctor 的普通测试邮件可以通过，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.6.0 5.6.1 5.6.2 5.6.3 5.6.4 5.6.5 5.6.11 5.7.512",
        words: "",
    },
    Pattern::said(
        "
        virus detected
        virus found
        virus infected
        infected with
        infected message
        is infected
        contains a virus
        contains virus
        contain a virus
        virus/malware
        malware detected
        contains malware
        malicious content
        malicious attachment
        eicar
        virus & detected by
        virus rejected
        rejected & contain & a virus
        rejected: virus
        virus scan
        - infected
        - banned
        illegal attachment
        banned attachment
        banned content
        banned file
        prohibited attachment
        forbidden attachment
        dangerous attachment
        blocked attachment
        executable attachment
        executable files are not allowed
        attachment type & not
        attachment & not allowed
        attachment & not accepted
        attachment extension & forbidden
        attachments & not permitted
        file type & not allowed
        file extension & not allowed
        password protected & attachment
        encrypted & attachment & reject
        potential security issue
        blockedmessage
        bare lf
        bare <lf>
        bare cr
        bare <cr>
        bare line feed
        bare linefeed
        barelinefeed
        bare newline
        bare carriage return
        stray linefeed
        stray newline
        smtplf
        lone cr
        lone lf
        <cr><lf>
        line too long
        lines too long
        lines longer than
        line length exceed
        allowed line length
        maximum line length
        line is too long
        8-bit data in message header
        8bit data in header
        8-bit & header
        8bit & header
        non-ascii & header
        unicode character & header
        invalid characters & header
        encoded-word
        duplicate header
        duplicate headers
        multiple & headers
        multiple & from header
        header & missing
        missing & header
        missing a valid
        missing message-id
        missing date
        header & invalid
        header & malformed
        malformed & header
        header & syntax
        header error
        headers & not accepted
        header fields
        unparseable from
        unparsable from
        from & unparseable
        header line & too long
        header too large
        header size
        headers too large
        too many headers
        malformed message
        message is malformed
        malformed mime
        invalid mime
        bad mime
        mime error
        mime complexity
        mime structure
        improperly-formatted
        improper use of 8-bit
        rfc 5322 compliant
        follow rfc5322
        rfc5322 & compl
        rfc2822 & compl
        rfc822 & standard
        rfc 5322 section
        not rfc 5322
        rfc 2822 & compl
        not rfc compliant
        not rfc-compliant
        noncompliant
        822.bis
        reject due to policy restrictions & c=hd
        message content rejected
        number of attachments
        virus gefunden
        enthält einen virus
        enthält viren
        anhang nicht erlaubt
        pièce jointe & interdit
        archivo adjunto & no permitido
        添付ファイル
        ウイルス
        病毒
        附件类型
        非法附件
        附件 & 不允许
        信头 & 不合法
        邮件头 & 不规范
        from header & missing
        from: header & missing
        multiple addresses in from
        messages with multiple addresses
        header are not accepted
        rfcmessagenoncompliant
        contains images or other attachments
        prohibited virus
        used by recent viruses
        unnecessary base64 encoding
        header size exceeds
        individual header size
        header size limit
        too many received
        invalid message content
        message depth exceeded
        attachment on your message
        attachment extension is forbidden
        non-ascii display name
        message not rfc
        no from header
        no date header
        no message-id
        invalid message-id
        invalid date header
        null byte
        nul character
        binary data
        8bitmime
        eight bit
        line limit exceeded
        unsupported charset
        invalid header
        illegal header
        header contains
        headers contain
        smtp smuggling
        end of data sequence
        phish url
        message format
        bare lf received
        contains bare
        message was not accepted because of its content
        file type & blocked
        file type is not
        blocked file
        file extension is
        prohibited file
        dangerous file
        executable file
        ",
    ),
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
            (554, "Transaction failed: Duplicate header 'DKIM-Signature'."),
            (552, "5.7.1 virus Win. Test. EICAR_HDB-1 detected by Zoho Mail."),
            (552, "5.2.0 Message contains bare CR and is violating 822.bis section 2.3"),
            (521, "5.5.2 mail.example.org Error: bare <LF> received"),
            (451, "See http://pobox.com/~djb/docs/smtplf.html."),
            (
                550,
                "5.7.1 Messages missing a valid address in From: header, or having no
5.7.1 From: header, are not accepted.",
            ),
            (
                550,
                "The \"From\" header is missing or invalid. Please follow RFC5322, RFC2047, RFC822 standard protocol.",
            ),
            (552, "5.7.0 Our system detected an illegal attachment on your message."),
            (550, "5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant"),
            (501, "5.1.7 Invalid or unparseable From address"),
            (550, "message has lines too long for transport, maximum allowed line length is 998 octets"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.7.1 Blocked by spam statistics"),
            (553, "5.6.7 Must declare SMTPUTF8 to send to this address"),
            (552, "5.3.4 Message size exceeds fixed limit"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
