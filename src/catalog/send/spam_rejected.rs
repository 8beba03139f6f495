//! A filter takes the message for spam.
//!
//! What counts is the whole of it: text, links, sender, and how much alike was sent before. A small test message often
//! passes where the real one does not, or the other way round.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/spam-rejected"),
    severity: Severity::Error,
    title: Text { en: "{host} takes the message for spam", zh_cn: "{host} 把邮件判为垃圾邮件" },
    explanation: Text {
        en: "A filter judges the text, the links or the sender of the message to be spam and refuses \
             it. User name, password and connection are fine.",
        zh_cn: "过滤系统根据邮件的正文、链接或发件人，把它判为垃圾邮件并拒收。用户名、密码和连接都没有问题。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look in the reply for a reason or a web page, and change what it names. Test again with \
                     plain text, a meaningful subject, no shortened links and no attachment; then add the \
                     parts one by one.",
                zh_cn: "先看答复中写明的原因或网址，改掉它指出的内容。再用纯文本、有意义的主题、不带短链接和附件的邮件测试，然后逐项加回。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Have the real message scored by a test service before you send it again, and repair what \
                     it finds.",
                zh_cn: "重新发送之前，先用检测服务给邮件打分，并修正它指出的问题。",
            },
            command: None,
            link: Some("https://www.mail-tester.com/"),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Give the message everything a normal one has: From, To, Date, Message-ID, a text part \
                     beside HTML, and List-Unsubscribe in bulk mail. Do not send many similar messages at \
                     once, nor one that says only “test”.",
                zh_cn: "让邮件具备正常邮件的要素：From、To、Date、Message-ID，HTML 之外附上纯文本，群发邮件加上 List-Unsubscribe。不要一次发送大量雷同的邮件，也不要发只有“测试”二字的邮件。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish SPF, sign with DKIM and publish DMARC for the sender's domain: mail \
                     without them is judged more strictly.",
                zh_cn: "为发件域名发布 SPF、启用 DKIM 签名并发布 DMARC：没有这些的邮件会受到更严格的判定。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Provider,
            text: Text {
                en: "If good mail is refused, send the reply and the headers to the postmaster of the \
                     server and ask for the rule to be corrected. On your own server, look up the score \
                     in the log of Rspamd, SpamAssassin or amavis.",
                zh_cn: "如果正常邮件被拒，请把答复和邮件头发给该服务器的管理员（postmaster），要求修正规则；如果是自己的服务器，请在 Rspamd、SpamAssassin 或 amavis 的日志中查看评分。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the sender, the recipients or the message. It is this when the \
             reply speaks of spam; another text from the same account that passes confirms it.",
        zh_cn: "smtp-doctor 查看服务器对发件人、收件人和邮件内容的答复。如果答复提到垃圾邮件，就是这个原因；同一账号换一段内容可以通过，便能确认。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[Pattern::said(
    "
    detected as spam
    detected your message as spam
    classified as spam
    identified as spam
    scored as spam
    considered spam
    considered as spam
    considered to be spam
    consider spam
    looks like spam
    looked like spam
    similar to spam
    appears to be spam
    seems to be a spam
    seems to be spam
    is probably spam
    probable spam
    likely spam
    suspected spam
    suspicion of spam
    spam suspected
    under suspicion of spam
    as spam and
    spam message
    spam detected
    spam content
    spam or virus
    spam/virus
    spam-like
    spam score
    spam points
    spam filter
    spam engine
    spam check
    spam block
    spam blocked
    spam rejection
    spam refused
    spam reject
    spam mail
    spam email
    spam e-mail
    spam not accepted
    spam is embedded
    spam statistics
    spam policy
    spam profile
    spam url
    no spam please
    too much spam
    contains spam
    rejected as spam
    rejected for spam
    refused as spam
    blocked as spam
    blocked for spam
    block for spam
    due to spam
    due to suspected spam
    because of spam
    high probability of spam
    probability of being spam
    judged to be spam
    rejected (spam)
    (spam)
    :spam)
    - spam
    marked as spam
    flagged as spam
    tagged as spam
    spam flagged
    treated as spam
    junk mail rejected
    is junk mail
    antispam filter
    antispam policy
    antispam system
    antispam engine
    antispam check
    by antispam
    by our antispam
    antispam & content
    anti-spam filter
    anti-spam policy
    anti-spam system
    anti-spam engine
    anti-spam check
    by anti-spam
    by our anti-spam
    anti-spam & content
    spamassassin
    content spam
    behaviour spam
    honeypot rcptto
    likely unsolicited
    likely suspicious
    unsolicited bulk
    unsolicited commercial
    unsolicited mail
    unsolicited e-mail
    unsolicited email
    appears to be unsolicited
    considered unsolicited
    unsolicitedmessageerror
    nature of the content
    bulk email
    bulk mail
    bulk advertising
    mass mail
    recurrent pattern
    content filter rejection
    mail content denied
    content denied
    rejected due to content
    rejected due to its content
    ube, id=
    dt:spm
    mi:spm
    [cs01]
    uribl & polic
    surbl & blocked
    blacklisted url
    phishing detected
    detected as phishing
    suspected phishing
    phishing message
    cloudmark rejected
    rule imposed & blacklisted
    ofr_506
    als spam
    spamverdacht
    spam erkannt
    comme spam
    comme du spam
    pourriel
    courrier indésirable
    como spam
    correo no deseado
    correo basura
    迷惑メール
    スパムと判定
    スパムメール
    垃圾邮件
    垃圾郵件
    反垃圾
    垃圾信
    reject, id=
    reject & spam
    reject bulk
    rejecting mail content
    spamprofiler
    spamming not allowed
    too many spam complaints
    thinks this email is spam
    identified spam
    accept spam
    is spam
    spam-score
    message filtered
    unacceptable content
    help_spam
    malicious_url
    ube, id
    blocked by our filter
    content filter agent
    quarantined this message
    sender domain listed at
    bulk.advertising
    mail rejete. mail rejected
    due to the nature of the content
    links within & message
    this message looks like
    message looks suspicious
    message is suspicious
    suspicious message
    suspected of being spam
    spamsignature
    mcspamsignature
    phishing attempt
    ",
)];

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
            (554, "DT:SPM 126 smtp2,abc 1564271411,please see http://mail.163.com/help/help_spam_16.htm"),
            (550, "spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=x"),
            (554, "5.7.1 Blocked by spam statistics"),
            (
                550,
                "5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137",
            ),
            (550, "5.7.0 Message considered as spam or virus, rejected"),
            (554, "Reject by content spam"),
            (561, "Honeypot rcptto [@out060104]"),
            (
                550,
                "5.7.1 Our system has detected that this message is likely unsolicited
5.7.1 mail. To reduce the amount of spam sent to Gmail, this message has been blocked.",
            ),
            (554, "5.7.0 Reject, id=08213-07 - spam"),
            (550, "This message was classified as SPAM and may not be delivered"),
            (
                550,
                "Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&id=20022&no=1000726",
            ),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org"),
            (550, "5.7.26 This mail has been blocked because the sender is unauthenticated."),
            (
                552,
                "5.7.0 This message was blocked because its content presents a potential
5.7.0 security issue.",
            ),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
