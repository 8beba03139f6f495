//! The server does not trust the address from which the mail comes: it stands on a block list, or has a bad name.
//!
//! It is taken for a fault of the account or of the recipient. The same message goes through another address.

mod words;

use super::{origin, refusal};
use crate::catalog::{Cause, Code, Match, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
pub(super) use words::PATTERNS;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/ip-blocklisted"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not trust the IP address that the mail comes from",
        zh_cn: "{host} 不信任发信的 IP 地址",
    },
    explanation: Text {
        en: "The public IP address that you send from is on a block list, has a bad reputation, or \
             belongs to a range from which no mail servers are expected. The server refuses whatever \
             comes from it. User name and password do not matter here.",
        zh_cn: "发信所用的公网 IP 地址在黑名单中、信誉太差，或属于不应有邮件服务器的地址段。服务器拒收来自该地址的一切邮件，与用户名和密码无关。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look up {source} on the site of the block list that the reply names, or here. It says why \
                     the address is listed and how to have it removed.",
                zh_cn: "在答复所指的黑名单网站或下面的网页查询 {source}，页面会说明列入的原因和移除的方法。",
            },
            command: None,
            link: Some("https://check.spamhaus.org/"),
            when: When::With("source"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Find out the public IP address that you send from. Look it up on the site of the block \
                     list that the reply names, or here: it says why the address is listed and how to have it \
                     removed.",
                zh_cn: "查出发信所用的公网 IP 地址，再到答复所指的黑名单网站或下面的网页查询，页面会说明列入的原因和移除的方法。",
            },
            command: None,
            link: Some("https://check.spamhaus.org/"),
            when: When::Without("source"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "From a home, office or cloud address, do not deliver to the recipient's server directly. \
                     Log in to your own provider or a mail service (port 465 or 587) and send through it.",
                zh_cn: "如果使用家庭、办公室或云主机的地址，不要直接向收件方服务器投递。请登录自己的服务商或邮件发送服务（465 或 587 端口），由它代发。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Stop what brought the address onto the list before you ask for removal: a hacked \
                     account or web form, an infected machine, mailings to dead addresses. Then ask: \
                     Spamhaus at check.spamhaus.org, Microsoft 365 at sender.office.com, Outlook.com at \
                     sendersupport.olc.protection.outlook.com, Barracuda at barracudacentral.org.",
                zh_cn: "先排除被列入的原因，再申请移除：被盗的账号或网页表单、中毒的机器、向失效地址群发。移除入口：Spamhaus 为 check.spamhaus.org，Microsoft 365 为 sender.office.com，Outlook.com 为 sendersupport.olc.protection.outlook.com，Barracuda 为 barracudacentral.org。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If this is your own server and your users log in, do not check block lists for \
                     them. Postfix: put `permit_sasl_authenticated` before `reject_rbl_client`, and \
                     leave postscreen off for port 587. Exim: add `!authenticated = *` to the \
                     `dnslists` rule.",
                zh_cn: "如果是自己的服务器，对已登录的用户不要再查黑名单。Postfix：把 `permit_sasl_authenticated` 放在 `reject_rbl_client` 之前，587 端口不要启用 postscreen。Exim：在含 `dnslists` 的规则中加入 `!authenticated = *`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the replies from the greeting to the message. It is this when one names \
             a block list, the reputation or the address of the client; from another network the same \
             mail passes.",
        zh_cn: "smtp-doctor 查看从问候语到邮件内容的各个答复。如果其中提到黑名单、信誉或客户端地址，而换一个网络同样的邮件可以通过，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let found = refusal::told(evidence, &CAUSE).into_iter();
    found.map(|found| origin::with_source(found, evidence)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;

    #[test]
    fn it_is_told() {
        for (code, text) in [
            (
                550,
                "5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.9",
            ),
            (554, "5.7.1 Service unavailable; Client host [192.0.2.9] blocked using bl.spamcop.net"),
            (550, "JunkMail rejected - host.example.org [192.0.2.9]:44814 is in an RBL on dnsbl: see"),
            (
                553,
                "5.7.1 [BL21] Connections will not be accepted from 192.0.2.25, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html",
            ),
            (
                550,
                "5.7.1 Unfortunately, messages from [192.0.2.9] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
            ),
            (554, "HL:IHU"),
            (550, "5.7.606 Access denied, banned sending IP [192.0.2.9]"),
            (
                554,
                "This IP has been blocked for the day, for attempting to send too many messages containing content judged to be spam by the Internet community. IB111",
            ),
            (
                554,
                "IP=192.0.2.9 - None/bad reputation. Ask your postmaster for help or to contact tosa@rx.t-online.de for reset. (NOWL)",
            ),
            (550, "5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=203.0.113.10"),
            (
                550,
                "5.7.1 [192.0.2.9] The IP you're using to send mail is not authorized to
5.7.1 send email directly to our servers. Please use the SMTP relay at your
5.7.1 service provider instead.",
            ),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (550, "5.7.26 This mail has been blocked because the sender is unauthenticated."),
            (550, "5.1.1 <you@example.org>: Recipient address rejected: User unknown"),
            (554, "Reject by content spam"),
            (421, "Too many concurrent SMTP connections"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }

    #[test]
    fn the_address_that_the_server_names_is_looked_up() {
        let evidence = refused(550, "5.7.1 Client host [203.0.113.7] blocked using zen.spamhaus.org");
        assert!(told_by(&evidence)[0].args.contains(&("source", "203.0.113.7".to_owned())));
    }
}
