//! The server greets with a refusal for good (5yz, most often 554 or 521).
//!
//! It speaks SMTP, so port, network and TLS are fine: the refusal is aimed at the address of this client, or the server
//! takes no mail at all. A 4yz greeting passes by itself and is `smtp/greeting-busy`.

use super::dialogue::{SHOWN, failed_greetings};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::SMTP;
use crate::smtp::Reply;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/greeting-rejected"),
    severity: Severity::Error,
    title: Text { en: "{host} refuses to serve this client", zh_cn: "{host} 拒绝为这台客户端服务" },
    explanation: Text {
        en: "In place of a greeting the server sends a permanent refusal (a code that begins with 5). It \
             usually objects to the address you connect from. User name and password have not been sent yet.",
        zh_cn: "服务器没有问候，而是直接给出永久性拒绝（以 5 开头的代码）。多半是它不接受你连接所用的地址。\
                这时用户名和密码都还没有发送。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the submission service of your provider and log in there: on port 25 the addresses \
             of homes and clouds are often rejected.",
                zh_cn: "改用服务商的发信服务并登录：家庭宽带和云主机的地址在 25 端口上常被拒绝。",
            },
            command: Some("smtp-doctor {host}:587"),
            link: None,
            when: When::With("port_25"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Have the address removed from the block list that the reply names.",
                zh_cn: "按答复中提到的名单，申请把该地址移出黑名单。",
            },
            command: None,
            link: None,
            when: When::With("block_list"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Give the address a reverse DNS name (PTR) that resolves back to the same address.",
                zh_cn: "为该地址设置反向 DNS（PTR），并让得到的名称能解析回同一个地址。",
            },
            command: None,
            link: None,
            when: When::With("reverse_dns"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the host: this server says that it takes no mail.",
                zh_cn: "核对主机名：这台服务器声明自己不接收邮件。",
            },
            command: None,
            link: None,
            when: When::With("no_mail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test from another network, such as a mobile hotspot: if it works there, your address is \
                     rejected here.",
                zh_cn: "换一个网络（例如手机热点）再试一次：如果那边正常，说明当前网络的地址被拒绝。",
            },
            command: Some("{rerun_direct}"),
            link: None,
            when: When::Without("no_mail"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Find the rule that refuses this client in the log of the server, and allow its address \
             if it is yours.",
                zh_cn: "在服务器日志里查明是哪条规则拒绝了这台客户端。如果是自己的机器，就放行它的地址。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the first line that the server sends. If that begins with 5, which is a refusal, \
             it is this; from another network the server may greet normally.",
        zh_cn: "smtp-doctor 查看服务器发来的第一行。如果以 5 开头（拒绝服务），就是这个原因；换一个网络，服务器可能会正常问候。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[
    Pattern { codes: 521..=521, enhanced: "", words: "" },
    Pattern {
        codes: 500..=599,
        enhanced: "",
        words: "
            no smtp service
            not accepting connections
            does not accept mail
            refused to talk to me
            bad greeting
            invalid greeting
            connection rejected by policy
            connection not authorized
            not allowed to connect
            connection rejected
            connect rejected
            synchronization error
            connections will not be accepted
            access denied, connection
            your host is not allowed
            ",
    },
    Pattern::said(
        "
        refused to talk to me: 5
        invalid greeting. response=5
        got bad greeting from smtp host & response: 5
        could not connect to smtp host & response: 5
        unexpected smtp-server response: 5
        host refused to talk to me: 5
        connection refused by policy
        your connection has been rejected
        go away
        we do not accept mail from you
        ",
    ),
];

const BLOCK_LIST: Pattern = Pattern {
    codes: 500..=599,
    enhanced: "",
    words: "
        block list
        blocklist
        blacklist
        listed
        dnsbl
        ␣rbl
        spamhaus
        reputation
        ",
};

const REVERSE_DNS: Pattern = Pattern { codes: 500..=599, enhanced: "5.7.25", words: "" };

const REVERSE_DNS_WORDS: Pattern = Pattern {
    codes: 500..=599,
    enhanced: "",
    words: "
        reverse dns
        rdns
        ptr␣
        ptr,
        cannot find your hostname
        ",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_greetings(evidence)
        .filter_map(|(index, failure)| match failure {
            Failure::Rejected { reply } if reply.is_permanent() => {
                Some(refusal(index, evidence.attempts[index].route.port, reply))
            }
            _ => None,
        })
        .collect()
}

fn refusal(index: usize, port: u16, reply: &Reply) -> Match {
    let proof = Proof::new(
        Text {
            en: "The server greets on port {port} with: {reply}",
            zh_cn: "服务器在 {port} 端口的问候是：{reply}",
        },
        vec![("reply", reply.shown(SHOWN))],
    );
    let reasons = [
        ("port_25", port == SMTP),
        ("block_list", BLOCK_LIST.fits(reply)),
        ("reverse_dns", REVERSE_DNS.fits(reply) || REVERSE_DNS_WORDS.fits(reply)),
        // RFC 7504 §3: 521 says that the host never takes mail.
        ("no_mail", reply.code == 521),
    ];
    let held = reasons.into_iter().filter(|(_, holds)| *holds);
    held.fold(Match::attempt(index, Stage::Greeting, proof), |found, (reason, _)| found.with(reason, "yes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, healthy, rejected};
    use crate::plan::Security;

    fn args(port: u16, code: u16, text: &str) -> Vec<&'static str> {
        let mut evidence = healthy(port, Security::Plain);
        evidence.attempts[0].greeting = failed(rejected(code, text));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        found[0].args.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn a_refusal_is_told_with_its_reason() {
        assert_eq!(args(587, 554, "mail.example.com ESMTP not accepting connections"), [""; 0]);
        assert_eq!(args(25, 554, "192.0.2.9 is listed on the Policy Block List"), ["port_25", "block_list"]);
        assert_eq!(args(587, 554, "No SMTP service\nBad DNS PTR resource record."), ["reverse_dns"]);
        assert_eq!(args(587, 521, "mail.example.com does not accept mail"), ["no_mail"]);
    }

    #[test]
    fn a_passing_refusal_is_another_cause() {
        let mut evidence = healthy(25, Security::Plain);
        evidence.attempts[0].greeting = failed(rejected(421, "too many connections"));
        assert!(told_by(&evidence).is_empty());
    }
}
