//! The mail service wants proof first that the sender address or its domain belongs to the account.
//!
//! Services that send for programs do so. A mailbox that may use its own addresses only
//! is `send/sender-not-owned`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/sender-unverified"),
    severity: Severity::Error,
    title: Text {
        en: "The sender address or its domain is not verified at {host}",
        zh_cn: "发件人地址或其域名没有在 {host} 验证",
    },
    explanation: Text {
        en: "The service sends only from addresses and domains that the account has proved to \
             own. The sender of this mail is not among them, so the mail is refused although \
             the login is right.",
        zh_cn: "服务商只允许使用已验证归属的地址和域名发信。这封邮件的发件人不在其中，所以登录虽然正确，邮件仍被拒绝。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Verify the identity in the Amazon SES console, in the same region as this \
                     host: an identity counts in its own region only.",
                zh_cn: "在 Amazon SES 控制台验证发件身份，区域要与这个主机一致：身份只在所属区域有效。",
            },
            command: None,
            link: Some("https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html"),
            when: When::With("at_ses"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Verify the sender in SendGrid under Settings > Sender Authentication.",
                zh_cn: "在 SendGrid 的 Settings > Sender Authentication 中验证发件人。",
            },
            command: None,
            link: Some("https://docs.sendgrid.com/for-developers/sending-email/sender-identity"),
            when: When::With("at_sendgrid"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Add your domain on the Resend domains page and set the DNS records that it \
                     shows.",
                zh_cn: "在 Resend 的域名页面添加你的域名，并设置页面给出的 DNS 记录。",
            },
            command: None,
            link: Some("https://resend.com/domains"),
            when: When::With("at_resend"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Verify the sender address or its whole domain in the console of the service: open the \
                     link that it mails you, or publish the DNS records that it shows.",
                zh_cn: "在服务商控制台验证发件人地址或整个域名：点击它发来的确认链接，或设置它给出的 DNS 记录。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use a sender that is verified already, letter for letter: a subdomain may count as \
                     another domain, and the domain of a free mail service cannot be verified.",
                zh_cn: "改用已经验证的发件人，逐字一致：子域名可能算另一个域名，免费邮箱的域名无法验证。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Set the From header and the envelope sender to the verified address, and \
                     put the user's address into Reply-To.",
                zh_cn: "把邮件头 From 和信封发件人都设为已验证的地址，用户的地址放进 Reply-To。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the answer to MAIL FROM or to the message. If the login passes and the answer \
             asks to verify the sender or its domain, it is this.",
        zh_cn: "smtp-doctor 查看服务器对 MAIL FROM 和邮件内容的答复。如果登录成功，而答复要求验证发件人或域名，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[Pattern {
    codes: Pattern::REFUSAL,
    enhanced: "",
    words: "
        verified sender identity
        from address does not match & verified sender identity
        sender identity
        domain not verified
        domain is not verified
        domain has not been verified
        domain must be verified
        domains must be verified
        domain needs to be verified
        address must be verified
        email address is not verified
        email address not verified
        identities failed the check
        sender not verified
        sender is not verified
        sender has not been verified
        sender address is not verified
        sender address not verified
        sender signature
        unverified sender
        unverified domain
        unverified email
        unconfigured sending domain
        domain & not associated with your account
        domain & not registered & account
        sending from domain & not allowed
        verify the sender domain
        verify your sender
        verify your domain
        add and verify your domain
        validate your sender
        authenticate your domain
        sender you used & is not valid
        sender & has not been validated
        sender & not been validated
        domain & has not been validated
        not an approved sender
        no approved sender
        sending domain & not configured
        sender domain & not allowed
        发信地址 & 未验证
        发信域名 & 未验证
        域名 & 未验证
        发件人 & 未验证
        发信地址 & 不存在
        域名 & 未通过验证
        発信元 & 認証されていません
        verified identity
        not a verified
        unverified identity
        not been verified
        verify the domain
        verify this domain
        verify the sending domain
        not verified with
        sender signature not
        not confirmed
        not found in your account
        not in your account
        not added to your account
        domain not registered
        not an authorized sender
        add your domain
        add this domain
        ",
}];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{assert_told, assert_untold, refused_data, refused_mail};

    #[test]
    fn an_unverified_sender_is_told() {
        assert_told(
            &CAUSE,
            refused_data,
            &[
                (
                    554,
                    "Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: me@example.com",
                ),
                (
                    550,
                    "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.",
                ),
                (
                    550,
                    "The example.com domain is not verified. Please, add and verify your domain on https://resend.com/domains",
                ),
                (
                    550,
                    "From header sender domain not verified.\nOn your Settings > Sender Domains page\nverify the sender domain to be allowed to send.",
                ),
                (550, "5.7.1 Unconfigured Sending Domain <app.example.com>"),
                (550, "This domain is not associated with your account"),
                (
                    550,
                    "The 'From' address you supplied (a@example.com) is not a Sender Signature on your account.",
                ),
                (
                    550,
                    "Sending has been rejected because the sender you used me@example.com is not valid. Validate your sender or authenticate your domain",
                ),
            ],
        );
    }

    #[test]
    fn a_sender_of_somebody_else_is_another_cause() {
        assert_untold(
            &CAUSE,
            refused_mail,
            &[
                (
                    553,
                    "From address not verified - see http://help.yahoo.com/l/us/yahoo/mail/original/manage/sendfrom-07.html",
                ),
                (550, "Sender verify failed"),
                (553, "Mail from must equal authorized user"),
            ],
        );
    }
}
