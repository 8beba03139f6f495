//! The address from which the mail comes has no name in the DNS, or one that does not lead back to it.
//!
//! It is taken for a block list or a wrong EHLO name. Whoever runs the network of the address sets the name, not whoever
//! runs the domain.

use std::net::IpAddr;

use super::{origin, refusal};
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Scope, Severity, When, Who};
use crate::escape::visible;
use crate::evidence::{Evidence, Lookup, Question, Records};
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
            who: Who::Administrator,
            text: Text {
                en: "Give {ptr_name} an A or AAAA record with {source} in the DNS of its domain, or let the PTR \
                     record of {source} name a host that has one.",
                zh_cn: "在 {ptr_name} 所属域名的 DNS 中，为它添加指向 {source} 的 A 或 AAAA 记录；或者把 {source} 的 PTR 记录改为已有这种记录的主机名。",
            },
            command: Some("nslookup {ptr_name}"),
            link: None,
            when: When::With("forward_missing"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try again after a day: the server may remember an old answer of the DNS. If it still refuses, \
                     the name may look like that of a home connection; ask for one such as `mail.example.com`.",
                zh_cn: "一天后再试：服务器可能还记着旧的 DNS 结果。如果仍被拒绝，可能是主机名看起来像家庭宽带，请改成 `mail.example.com` 这样的名称。",
            },
            command: None,
            link: None,
            when: When::With("ptr_match"),
        },
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
            when: When::Neither("forward_missing", "ptr_match"),
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
    found.map(|found| with_names(origin::with_source(found, evidence), evidence)).collect()
}

/// The address that is refused for its name, where the server or this machine names it.
pub(crate) fn nameless_source(evidence: &Evidence, about: usize) -> Option<IpAddr> {
    let found = told_by(evidence).into_iter().find(|found| found.scope == Scope::Attempt(about))?;
    source(&found)?.parse().ok()
}

fn source(found: &Match) -> Option<&str> {
    found.args.iter().find(|(name, _)| *name == "source").map(|(_, source)| source.as_str())
}

/// With what the DNS says of the address: which of the two records is missing.
fn with_names(found: Match, evidence: &Evidence) -> Match {
    let (Scope::Attempt(about), Some(source)) = (found.scope, source(&found).map(str::to_owned)) else {
        return found;
    };
    let asked = evidence.follow_ups_about(about).find(|asked| match asked.question {
        Question::ReverseName { address } => address.to_string() == source,
        _ => false,
    });
    let Some((asked, [pointer, forward @ ..])) = asked.map(|asked| (asked, &asked.attempt.lookups[..]))
    else {
        return found;
    };
    let names = pointer.answer.known().unwrap_or_default();
    let of = |lookup: &Lookup| vec![("ptr_name", visible(&lookup.name))];
    if asked.is_yes() {
        let right =
            forward.iter().find(|lookup| lookup.answer.known().is_some_and(|all| all.contains(&source)));
        let Some(right) = right else { return found };
        return found.and(Proof::new(MATCHES, of(right))).with("ptr_match", "");
    }
    match (&pointer.answer, names, forward) {
        (Records::NoData | Records::NameNotFound, ..) | (Records::Found { .. }, [], _) => {
            found.and(Proof::new(NO_NAME, Vec::new())).with("ptr_absent", "")
        }
        (Records::Found { .. }, _, [first, ..]) => {
            let missing = |found: Match, proof| {
                found.and(proof).with("forward_missing", "").with("ptr_name", visible(&first.name))
            };
            match &first.answer {
                Records::Found { records } => {
                    let mut args = of(first);
                    args.push(("leads_to", records.join(BETWEEN)));
                    missing(found, Proof::new(ELSEWHERE, args))
                }
                Records::NoData | Records::NameNotFound => missing(found, Proof::new(NO_ADDRESS, of(first))),
                Records::Unanswered { .. } => found.and(Proof::new(UNANSWERED, Vec::new())),
            }
        }
        _ => found.and(Proof::new(UNANSWERED, Vec::new())),
    }
}

const NO_NAME: Text = Text {
    en: "The DNS has no name for {source}: the PTR record is missing",
    zh_cn: "DNS 中没有 {source} 的主机名：缺少 PTR 记录",
};
const NO_ADDRESS: Text = Text {
    en: "{source} has the name {ptr_name}, and that name has no address: the way back is missing",
    zh_cn: "{source} 的反向解析是 {ptr_name}，但该主机名没有地址：缺少正向记录",
};
const ELSEWHERE: Text = Text {
    en: "{source} has the name {ptr_name}, and that name leads to {leads_to}, not back to {source}",
    zh_cn: "{source} 的反向解析是 {ptr_name}，但该主机名解析到 {leads_to}，不是 {source}",
};
const MATCHES: Text = Text {
    en: "{source} has the name {ptr_name}, and that name leads back to it: seen from here both records are right",
    zh_cn: "{source} 的反向解析是 {ptr_name}，该主机名也解析回这个地址：从这里看，两条记录都正确",
};
const UNANSWERED: Text = Text {
    en: "The nameservers give no answer about the name of {source}",
    zh_cn: "DNS 服务器没有答复 {source} 的反向解析",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::said::refused;
    use crate::evidence::{DnsAnswer, FollowUp, Sought};

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

    /// What is told of an address with these answers of the DNS: the last proof, and the names of the arguments.
    fn with_dns(lookups: &[(&str, Sought, Records)]) -> (&'static str, Vec<&'static str>) {
        let mut evidence =
            refused(550, "5.7.25 [203.0.113.7] The IP address sending this message has no PTR record");
        let address = nameless_source(&evidence, 0).unwrap();
        let mut attempt = evidence.attempts[0].clone();
        let lookup = |(name, kind, answer): &(&str, Sought, Records)| Lookup {
            name: (*name).to_owned(),
            kind: *kind,
            answer: answer.clone(),
        };
        attempt.lookups = lookups.iter().map(lookup).collect();
        let question = Question::ReverseName { address };
        evidence.follow_ups.push(FollowUp { about: 0, question, attempt });
        let found = told_by(&evidence).remove(0);
        (found.proof.last().unwrap().text.en, found.args.iter().map(|(name, _)| *name).collect())
    }

    #[test]
    fn the_record_that_is_missing_is_named() {
        let found = |record: &str| Records::Found { records: vec![record.to_owned()] };
        let pointer = |answer| ("7.113.0.203.in-addr.arpa", Sought::Ptr, answer);
        let forward = |answer| ("mail.example.com", Sought::A, answer);
        let named = || pointer(found("mail.example.com"));
        let (proof, args) = with_dns(&[pointer(Records::NameNotFound)]);
        assert!(proof == NO_NAME.en && args.contains(&"ptr_absent"));
        let (proof, args) = with_dns(&[named(), forward(Records::NoData)]);
        assert!(proof == NO_ADDRESS.en && args.contains(&"forward_missing"));
        let (proof, args) = with_dns(&[named(), forward(found("203.0.113.8"))]);
        assert!(proof == ELSEWHERE.en && args.contains(&"ptr_name"));
        let (proof, args) = with_dns(&[named(), forward(found("203.0.113.7"))]);
        assert!(proof == MATCHES.en && args.contains(&"ptr_match") && !args.contains(&"forward_missing"));
        let silence = Records::Unanswered { because: DnsAnswer::NoAnswer };
        assert_eq!(with_dns(&[pointer(silence.clone())]).0, UNANSWERED.en);
        assert_eq!(with_dns(&[named(), forward(silence)]).0, UNANSWERED.en);
    }
}
