//! A nameserver is there and cannot find out the address.
//!
//! It is taken for a name that does not exist. SERVFAIL says nothing about the name: the nameservers of the domain are
//! silent, its signatures (DNSSEC) do not hold, or the nameserver that was asked is in trouble itself.

use super::nameserver::{all_refuse, no_resolution, told};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, NoResolution};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/server-failure"),
    severity: Severity::Error,
    title: Text { en: "The nameserver cannot look up {host}", zh_cn: "DNS 服务器无法解析 {host}" },
    explanation: Text {
        en: "The nameserver answers with an error in place of an address. The nameservers of the domain are \
             down, its DNS signatures (DNSSEC) are broken, or the nameserver asked is itself in trouble. The \
             mail server has not been contacted yet.",
        zh_cn: "DNS 服务器返回错误，没有给出地址。\
                可能是该域名自己的 DNS 服务器故障、DNS 签名（DNSSEC）有误，\
                或者所查询的 DNS 服务器本身有问题。此时还没有连接到邮件服务器。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Examine the server through another nameserver, for example 1.1.1.1 or 223.5.5.5: if \
                     that works, replace the nameserver of this machine.",
                zh_cn: "换一个 DNS 服务器再检查，例如 1.1.1.1 或 223.5.5.5：如果能解析，\
                        请更换本机的 DNS 服务器。",
            },
            command: Some("smtp-doctor {host}:{port} --dns-server 1.1.1.1"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Wait a few minutes and look the name up again: such errors often pass quickly.",
                zh_cn: "等几分钟再查询一次：这类错误往往很快恢复。",
            },
            command: Some("nslookup {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Sign the zone of the domain again, and check that the DS record at the registrar belongs to \
                     the key in use: the addresses are there, and only the signatures are broken.",
                zh_cn: "重新签名该域名的区域，并确认注册商处的 DS 记录与正在使用的密钥一致：\
                        地址记录是有的，只是签名有误。",
            },
            command: Some("dig +dnssec +cd {host}"),
            link: None,
            when: When::With("unsigned"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check that the nameservers of the domain answer and that its DNSSEC signatures are \
             valid. `+cd` skips the check of the signatures: if only this command gets an address, they are \
             broken.",
                zh_cn: "检查该域名的 DNS 服务器是否应答、DNSSEC 签名是否有效。`+cd` 表示不验证签名：\
                如果只有这条命令能查到地址，就说明签名有误。",
            },
            command: Some("dig +cd {host}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor asks the nameservers itself. If they answer with an error such as SERVFAIL, \
             or with a broken DNS signature, it is this.",
        zh_cn: "smtp-doctor 会直接查询 DNS 服务器。如果得到的是 SERVFAIL 之类的错误，或者 DNS 签名校验失败，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        servfail
        server misbehaving
        dns server failure
        dns server returned answer with general failure
        non-recoverable failure in name resolution
        non-recoverable name server error
        a non-recoverable error occurred during a database lookup
        wsano_recovery
        11003
        11002
        wsatry_again
        eai_fail
        host not found, try again
        name service error & try again
        host name lookup failure
        host lookup did not complete
        host lookup failed
        malformed or unexpected name server reply
        did not receive a response from an authoritative server
        nonauthoritative host not found
        dnssec & bogus
        dnssec & fail
        dnssec validation failure
        validation failure & dns
        failure in name resolution
        没有从权威服务器收到响应
        没有从权威服务器上收到响应
        主机名解析时出现的暂时错误
        名称解析中出现不可恢复的错误
        dns 服务器返回错误
        dns 服务器故障
        dns 签名
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    match no_resolution(evidence) {
        Some(NoResolution::ServerFailure { answer }) if !all_refuse(evidence, answer) => {
            let otherwise = Text {
                en: "The lookup of {host} ends with an error of the nameserver",
                zh_cn: "查询 {host} 时 DNS 服务器返回错误",
            };
            vec![told(evidence, otherwise)]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::DnsAnswer;

    fn failing(code: &str) -> Evidence {
        let answer = DnsAnswer::Code { code: code.into() };
        unresolved(NoResolution::ServerFailure { answer: answer.clone() }, &answer)
    }

    #[test]
    fn a_failure_of_the_nameserver_is_told() {
        assert_eq!(told_by(&failing("SERVFAIL")).len(), 1);
    }

    #[test]
    fn a_nameserver_that_only_refuses_is_as_good_as_none() {
        assert!(told_by(&failing("REFUSED")).is_empty());
    }

    #[test]
    fn silence_is_no_failure_of_the_nameserver() {
        assert!(told_by(&unresolved(NoResolution::NoAnswer, &DnsAnswer::NoAnswer)).is_empty());
    }
}
