//! An address has letters other than ASCII, and the server does not know SMTPUTF8 (RFC 6531).
//!
//! Often the letter came in by accident: a full-width character, a letter of another alphabet that looks the same, an
//! invisible one. Then the server is right.

use super::refusal;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/smtputf8-unsupported"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not take addresses with letters other than ASCII",
        zh_cn: "{host} 不支持含非 ASCII 字符的地址",
    },
    explanation: Text {
        en: "A sender or recipient address holds characters outside ASCII, such as ü or 中. Such an address needs the extension SMTPUTF8, which the server does not offer. Sometimes the character came in by typing or copying and can hardly be seen.",
        zh_cn: "发件人或收件人地址含有 ü、中 这类非 ASCII 字符，这样的地址需要服务器支持 SMTPUTF8 扩展，而该服务器不支持。有时只是输入或复制时混入了不易察觉的字符。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Type the address {utf8_address} anew, by hand and with the keyboard set to \
                     English: look-alike letters, full-width characters and invisible spaces come from \
                     copying.",
                zh_cn: "切换到英文输入法，手工重新输入地址 {utf8_address}：复制粘贴容易带入形近字母、全角字符和不可见的空格。",
            },
            command: None,
            link: None,
            when: When::With("utf8_address"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Type every address anew, by hand and with the keyboard set to English: look-alike \
                     letters, full-width characters and invisible spaces come from copying.",
                zh_cn: "切换到英文输入法，手工重新输入所有地址：复制粘贴容易带入形近字母、全角字符和不可见的空格。",
            },
            command: None,
            link: None,
            when: When::Without("utf8_address"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If only the part behind the @ has such letters, send its ASCII form (`münchen.example` is \
                     `xn--mnchen-3ya.example`): that needs no SMTPUTF8. Names and subjects in headers are \
                     encoded by RFC 2047 and do not need it either.",
                zh_cn: "如果只是 @ 之后的域名含有这类字符，请改用它的 ASCII 形式（`münchen.example` 即 `xn--mnchen-3ya.example`），不需要 SMTPUTF8。邮件头中的姓名和主题按 RFC 2047 编码，同样不需要。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the part before the @ really has such letters, use an ASCII address of the same \
                     person, or a server that offers SMTPUTF8.",
                zh_cn: "如果 @ 之前确实含有这类字符，请改用对方的 ASCII 地址，或换用支持 SMTPUTF8 的服务器。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Switch it on. Postfix: `smtputf8_enable = yes` (built with ICU). Exim: \
                     `smtputf8_advertise_hosts = *` (built with SUPPORT_I18N). Exchange: Server 2019 and \
                     Exchange Online support it. All servers on the way must offer it.",
                zh_cn: "启用该扩展。Postfix：`smtputf8_enable = yes`（编译时要启用 ICU）。Exim：`smtputf8_advertise_hosts = *`（编译时要启用 SUPPORT_I18N）。Exchange：Server 2019 和 Exchange Online 支持。途经的每台服务器都要支持。",
            },
            command: None,
            link: Some("https://www.postfix.org/SMTPUTF8_README.html"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks for SMTPUTF8 in the answer to EHLO. It is this when an address holds \
             characters outside ASCII and the server does not offer SMTPUTF8, or refuses with the code \
             5.6.7.",
        zh_cn: "smtp-doctor 在 EHLO 的答复中查找 SMTPUTF8。如果地址含有非 ASCII 字符，而服务器没有提供 SMTPUTF8，或以 5.6.7 拒绝，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.6.7 5.6.8 5.6.9 5.6.10", words: "" },
    Pattern::said(
        "
        non-unicode mail server
        smtputf8
        utf8smtp
        non-ascii & address
        non-ascii & local part
        non-ascii & local-part
        non-ascii & mailbox
        non ascii & address
        ascii local-part
        ascii local part
        utf8 & address
        utf-8 & address
        unicode & address
        internationalized & address
        internationalized mailbox
        internationalized email
        internationalised & address
        8-bit & address
        8bit & address
        address & not ascii
        address & only ascii
        nicht-ascii & adresse
        caractères non ascii & adresse
        非 ascii & 地址
        非ascii & 地址
        邮箱地址 & 中文字符
        アドレス & 全角
        smtputf8 & not offered
        smtputf8 & required
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let mut told: Vec<Match> = evidence
        .attempts
        .iter()
        .enumerate()
        .filter(|(_, attempt)| is_not_offered(attempt))
        .map(|(index, _)| Match::attempt(index, Stage::Mail, missing()))
        .collect();
    told.extend(refusal::told(evidence, &CAUSE));
    told.into_iter().map(|found| with_address(found, evidence)).collect()
}

fn is_not_offered(attempt: &Attempt) -> bool {
    matches!(attempt.mail.failure(), Some(Failure::NotOffered { .. }))
}

fn missing() -> Proof {
    Proof::new(
        Text {
            en: "An address needs SMTPUTF8, which the answer to EHLO does not list",
            zh_cn: "有地址需要 SMTPUTF8，而服务器对 EHLO 的答复中没有列出它",
        },
        Vec::new(),
    )
}

/// With the first address of the envelope that is not ASCII.
fn with_address(found: Match, evidence: &Evidence) -> Match {
    let envelope = evidence.plan.envelope.as_ref();
    let mut named =
        envelope.into_iter().flat_map(|envelope| std::iter::once(&envelope.from).chain(&envelope.to));
    match named.find(|address| !address.is_ascii()) {
        Some(address) => found.with("utf8_address", crate::escape::visible_within(address, 100)),
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (553, "5.6.7 <grün@example.org>: Must declare SMTPUTF8 to send to this address"),
            (550, "5.6.7 non-ASCII addresses not permitted for that sender/recipient"),
            (555, "5.5.4 Unsupported option: SMTPUTF8"),
            (
                550,
                "local-part of envelope RCPT address contains utf8 but remote server did not offer SMTPUTF8",
            ),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.7.1 The message contains a unicode character in a disallowed header."),
            (501, "5.1.3 Bad recipient address syntax"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }

    #[test]
    fn an_address_that_the_server_cannot_take_is_named() {
        let mut evidence = refused(250, "");
        evidence.attempts[0].mail =
            crate::evidence::sample::failed(Failure::NotOffered { offered: vec!["8BITMIME".into()] });
        if let Some(envelope) = evidence.plan.envelope.as_mut() {
            envelope.to.push("grün@example.org".into());
        }
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].stage, Stage::Mail);
        assert_eq!(found[0].args[0], ("utf8_address", "grün@example.org".to_owned()));
    }
}
