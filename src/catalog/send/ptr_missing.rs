//! The address from which the mail comes has no name in the DNS, or one that does not lead back to it.
//!
//! It is taken for a block list or a wrong EHLO name. Whoever runs the network of the address sets the name, not whoever
//! runs the domain.

use super::{origin, refusal};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/ptr-missing"),
    severity: Severity::Error,
    title: Text {
        en: "The IP address that the mail comes from has no matching reverse DNS name",
        zh_cn: "发信的 IP 地址没有正确的反向解析",
    },
    explanation: Text {
        en: "Every mail server should have a name that its IP address leads to (a PTR record) and that leads \
             back to the address. {host} finds none, or one that does not match, and refuses mail from there.",
        zh_cn: "每台邮件服务器的 IP 地址都应能反向解析到一个主机名（PTR 记录），该主机名又能解析回这个地址。{host} 没有查到，或者两者不一致，因此拒收来自该地址的邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the name of {source}. There must be one, and looking that name up must give \
                     {source} again.",
                zh_cn: "查看 {source} 的反向解析：必须有主机名，并且该主机名要能解析回 {source}。",
            },
            command: Some("nslookup {source}"),
            link: None,
            when: When::With("source"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If you do not run a mail server yourself, do not deliver to the recipient's server \
                     directly. Log in to your own provider or a mail service (port 465 or 587) and send \
                     through it.",
                zh_cn: "如果不是自己运营邮件服务器，不要直接向收件方服务器投递。请登录自己的服务商或邮件发送服务（465 或 587 端口），由它代发。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Set the PTR record of the sending address to the full name of the mail server, for \
                     example `mail.example.com`, in the console of the hoster or Internet provider. \
                     Give that name an A or AAAA record with the same address. IPv6 needs its own PTR \
                     record.",
                zh_cn: "在云主机商或宽带运营商的控制台，把发信地址的 PTR 记录设为邮件服务器的完整主机名，例如 `mail.example.com`，并给该主机名添加指向同一地址的 A 或 AAAA 记录。IPv6 地址需要单独设置 PTR。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Let the mail server announce the same name. Postfix: `myhostname` or `smtp_helo_name`. \
                     Exim: `primary_hostname`. Exchange: the FQDN of the send connector. If only IPv6 lacks \
                     the record, send over IPv4 for now: in Postfix, `-o inet_protocols=ipv4` at the service \
                     `smtp unix` in `master.cf`.",
                zh_cn: "让邮件服务器在 EHLO 中使用同一个主机名。Postfix：`myhostname` 或 `smtp_helo_name`。Exim：`primary_hostname`。Exchange：发送连接器的 FQDN。如果只是 IPv6 没有 PTR，可暂时只用 IPv4 发送：在 Postfix 的 `master.cf` 中给 `smtp unix` 服务加上 `-o inet_protocols=ipv4`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If this is your own server and your users log in, do not check them. Postfix: put \
                     `permit_sasl_authenticated` before `reject_unknown_client_hostname` and \
                     `reject_unknown_reverse_client_hostname`.",
                zh_cn: "如果是自己的服务器，对已登录的用户不要做这项检查。Postfix：把 `permit_sasl_authenticated` 放在 `reject_unknown_client_hostname` 和 `reject_unknown_reverse_client_hostname` 之前。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the replies from the greeting to the message. It is this when one speaks \
             of PTR, reverse DNS or the host name of the client, and a reverse look-up of the sending \
             address gives nothing or another host.",
        zh_cn: "smtp-doctor 查看从问候语到邮件内容的各个答复。如果其中提到 PTR、反向解析或客户端主机名，而反查发信地址没有结果或得到别的主机，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The texts that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.25 4.7.25 4.7.23", words: "" },
    Pattern::said(
        "
        ptr record
        ptr-record
        ptr resource record
        dns ptr
        no ptr
        missing ptr
        invalid ptr
        ptr lookup
        valid ptr
        ptr dns
        (ptr)
        reverse dns
        reverse-dns
        reversedns
        reverse lookup
        reverse name
        reverse hostname
        reverse host
        reverse ip
        reverse entry
        reverse resolution
        reverse record
        reverse mapping
        no reverse
        rdns
        inverse dns
        dns inverse
        dns invers
        cannot find your hostname
        cannot find your host name
        cannot find your reverse
        can't find your hostname
        cannot resolve your address
        cannot resolve your ip
        ip name lookup failed
        name lookup failed for
        hostname & does not resolve & ip
        client host & hostname not found
        client ip address is not resolv
        unresolvable relay host
        possibly forged
        mismatches client ip
        unverifyable sending
        fcrdns
        iprev
        forward confirmed
        forward-confirmed
        generic hostname
        generic host name
        generic dns
        ipv6 sending guidelines
        ipv6autherror
        cxdns
        ib108
        forward dns entry
        reverser dns
        reversen dns
        rückwärtsauflösung
        résolution inverse
        résolution dns inverse
        resolución inversa
        逆引き
        反向解析
        反解
        逆向解析
        反向 dns
        反向dns
        ",
    ),
];

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
            (450, "4.7.1 Client host rejected: cannot find your hostname, [192.0.2.9]"),
            (450, "4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.9]"),
            (
                550,
                "5.7.25 [192.0.2.9] The IP address sending this message does not have a
5.7.25 PTR record setup, or the corresponding forward DNS entry does not match",
            ),
            (
                550,
                "5.7.1 [2001:db8::9] Our system has detected that this message does
5.7.1 not meet IPv6 sending guidelines regarding PTR records and
5.7.1 authentication.",
            ),
            (421, "Temporarily rejected. Reverse DNS for this IP failed. IB108"),
            (
                554,
                "gmx.net (mxgmx104) Nemesis ESMTP Service not available
No SMTP service
Bad DNS PTR resource record.",
            ),
            (550, "5.7.1 Access denied. IP name lookup failed"),
            (553, "sorry, your remote host has no rDNS (#5.7.1)"),
        ] {
            assert_eq!(told_by(&refused(code, text)).len(), 1, "{code} {text}");
        }
    }

    #[test]
    fn what_only_resembles_it_is_not() {
        for (code, text) in [
            (504, "5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"),
            (450, "4.1.8 <me@example.com>: Sender address rejected: Domain not found"),
            (550, "5.7.1 Client host rejected: Access denied"),
        ] {
            assert!(told_by(&refused(code, text)).is_empty(), "{code} {text}");
        }
    }

    #[test]
    fn the_address_that_lacks_a_name_is_given() {
        let evidence =
            refused(550, "5.7.25 [203.0.113.7] The IP address sending this message has no PTR record");
        assert!(told_by(&evidence)[0].args.contains(&("source", "203.0.113.7".to_owned())));
    }
}
