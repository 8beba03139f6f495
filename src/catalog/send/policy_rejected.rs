//! A rule of the server refuses the mail, and the reply does not say more.
//!
//! Last of the causes that a code 5.7.x may mean: every more precise one is read first.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/policy-rejected"),
    severity: Severity::Error,
    title: Text { en: "A rule of {host} refuses this mail", zh_cn: "{host} 的策略拒收这封邮件" },
    explanation: Text {
        en: "The server works and understands the mail, but a rule of its administrator forbids it. The \
             reply does not say which: it can be about the sender, the recipient, the sending address \
             or the content.",
        zh_cn: "服务器工作正常，也能识别这封邮件，但管理员设置的某条规则不允许它通过。答复没有说明是哪一条：可能针对发件人、收件人、发信地址或邮件内容。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Find out what the rule is about by changing one thing at a time: another \
                     recipient, the login's own address as sender, a short plain text without links.",
                zh_cn: "每次只改一处，找出规则针对什么：换一个收件人，用登录账号自己的地址作发件人，发一封不带链接的简短纯文本。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Open the web page that the reply names, if any. Send the whole reply with its time and \
                     number to the postmaster of the server.",
                zh_cn: "如果答复中有网址，请先打开查看，再把完整的答复、时间和编号发给该服务器的管理员（postmaster）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Look up the reply in the log of the server. Postfix: `smtpd_*_restrictions`, \
                     `check_*_access`, milters. Exim: the ACL that `rejectlog` names. Exchange and Microsoft \
                     365: mail flow rules, tenant allow and block lists, and the message trace. Google \
                     Workspace: compliance and routing rules, and the email log search.",
                zh_cn: "在服务器日志中查找这条答复。Postfix：`smtpd_*_restrictions`、`check_*_access`、milter。Exim：`rejectlog` 中写明的 ACL。Exchange 和 Microsoft 365：邮件流规则、租户允许/阻止列表，以及邮件跟踪。Google Workspace：合规性与路由规则，以及邮件日志搜索。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On the sender's side, check SPF, DKIM, DMARC and the reverse DNS name of the \
                     sending address: many rules refuse mail that lacks one of them.",
                zh_cn: "在发信一方，检查 SPF、DKIM、DMARC 和发信地址的反向解析：很多规则会拒收缺少其中一项的邮件。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the reply to the sender, the recipients or the message. It is this when \
             the reply speaks of a policy or has a code 5.7.x, and names no other reason.",
        zh_cn: "smtp-doctor 查看服务器对发件人、收件人和邮件内容的答复。如果答复提到策略或代码为 5.7.x，又没有给出别的原因，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern::said(
        "
        transport.rules.rejectmessage
        organization policy
        organizational settings
        organizational policy
        organisation policy
        policy reasons
        policy violation
        violates policy
        violates our policy
        policy restriction
        policy rejection
        policy reject
        policy that prohibited
        rejected by policy
        refused by policy
        denied by policy
        blocked by policy
        prohibited by policy
        forbidden by policy
        not allowed by policy
        due to policy
        due to our policy
        due to a policy
        due to local policy
        for policy
        against policy
        by local policy
        local policy
        site policy
        server policy
        company policy
        content policy
        mail policy
        message policy
        email policy
        security policy
        security policies
        examination policy
        blocked senders policy
        geographical restriction
        administrative prohibition
        administratively prohibited
        administratively denied
        rejected by destination domain
        delivery not authorized
        delivery not allowed
        envelope blocked
        envelope rejected
        client host rejected: access denied
        sender address rejected: access denied
        access denied
        rejected by your organization
        rejected by recipient's organization
        rejected by the recipient's organization
        command rejected
        has been blocked by administrator
        blocked by the administrator
        blocked by administrator
        mail refused
        aus richtliniengründen
        richtlinie & abgelehnt
        politique & refus
        política & rechaz
        ポリシー & 拒否
        策略 & 拒
        策略 & 拦截
        规则 & 拒收
        client host rejected
        prohibited the mail
        security polic
        does not accept email over ipv6
        given low priority
        not subscribed to this group
        by recipient policy
        security reasons
        policy violation detected
        envelope filter
        anti-abuse
        ",
    ),
    Pattern { codes: 550..=559, enhanced: "5.7.0 5.7.1 5.7.2 5.7.7 5.7.100 5.7.900", words: "" },
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
            (550, "5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy"),
            (541, "5.4.1 Mail rejected by destination domain"),
            (554, "5.7.1 <mail.example.com[192.0.2.9]>: Client host rejected: Access denied"),
            (554, "Message not allowed - [PH01] Email not accepted for policy reasons."),
            (550, "Administrative prohibition"),
            (554, "5.7.1 no"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [(550, "5.1.1 User unknown"), (451, "4.3.0 Temporary failure"), (550, "no")] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }
}
