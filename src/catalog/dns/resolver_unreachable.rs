//! No nameserver can be used: none is named, none answers, or all refuse.
//!
//! It is taken for a wrong host name or for a mail server that is down. It is a fault of this machine or its network;
//! in a container the lookup may fail while it works on the machine around it.

use super::nameserver::{all_refuse, no_resolution, told};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, NoResolution};
use crate::locale::Text;
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/resolver-unreachable"),
    severity: Severity::Error,
    title: Text { en: "There is no working nameserver", zh_cn: "没有可用的 DNS 服务器" },
    explanation: Text {
        en: "The name {host} cannot be turned into an address: every nameserver asked is silent or refuses, \
             or none is set. The fault lies with this machine or its network, not with the mail server.",
        zh_cn: "无法把 {host} 解析成地址：所查询的 DNS 服务器都没有应答或拒绝服务，\
                或者根本没有配置 DNS 服务器。问题在本机或所在网络，与邮件服务器无关。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the network is up and that a public nameserver answers, for example 1.1.1.1 \
             or 223.5.5.5.",
                zh_cn: "检查网络是否连通，并换用公共 DNS 服务器测试，例如 1.1.1.1 或 223.5.5.5。",
            },
            command: Some("smtp-doctor {host}:{port} --dns-server 1.1.1.1"),
            link: None,
            when: When::Without("mailbox"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the network is up and that a public nameserver answers, for example 1.1.1.1 \
             or 223.5.5.5.",
                zh_cn: "检查网络是否连通，并换用公共 DNS 服务器测试，例如 1.1.1.1 或 223.5.5.5。",
            },
            command: Some("smtp-doctor {mailbox} --dns-server 1.1.1.1"),
            link: None,
            when: When::With("mailbox"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check which nameservers this machine uses and correct them in the network settings. Then \
             empty the cache with `ipconfig /flushdns`.",
                zh_cn: "查看本机使用的 DNS 服务器，在网络设置中改正。然后用 `ipconfig /flushdns` 清空缓存。",
            },
            command: Some("ipconfig /all"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check which nameservers this machine uses and correct them in the network settings. For \
             a container, set them with `--dns` or in the configuration of the container service.",
                zh_cn: "查看本机使用的 DNS 服务器，在网络设置中改正。\
                        在容器里，请用 `--dns` 参数或容器服务的配置来指定。",
            },
            command: Some("cat /etc/resolv.conf"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check which nameservers this machine uses and correct them in the network settings.",
                zh_cn: "查看本机使用的 DNS 服务器，在网络设置中改正。",
            },
            command: Some("scutil --dns"),
            link: None,
            when: When::On(Platform::MacOs),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow DNS (port 53, UDP and TCP) from this machine to its nameservers. A nameserver that \
             refuses must be set to accept this machine.",
                zh_cn: "放行本机到 DNS 服务器的 53 端口（UDP 和 TCP）。如果 DNS 服务器拒绝查询，\
                请让它接受本机的查询。",
            },
            command: Some("nslookup {host}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor asks every nameserver that this machine is set to use. If none of them answers, or \
             all of them refuse, it is this.",
        zh_cn: "smtp-doctor 会逐一查询本机配置的 DNS 服务器。如果没有一台应答，或者全部拒绝服务，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        temporary failure in name resolution
        temporary failure in name resolution & errno -3
        name resolution & temporary failure
        lookup address information: try again
        getaddrinfo: try again
        eai_again
        lookup & i/o timeout
        lookup & :53 & connection refused
        lookup & :53 & network is unreachable
        lookup & :53 & operation not permitted
        :53: read udp
        :53: dial udp
        no servers could be reached
        connection timed out; no servers could be reached
        no nameservers
        no name servers
        all nameservers failed to answer
        could not contact dns servers
        the dns operation timed out
        resolution lifetime expired
        dns request timed out
        dns lookup timed out
        dns lookup timeout
        dns timeout
        name resolution timed out
        resolving timed out
        timed out & resolving
        querya etimeout
        queryaaaa etimeout
        querymx etimeout
        querya econnrefused
        querymx econnrefused
        querysrv econnrefused
        dns server & not responding
        dns server isn't responding
        no response from dns
        域名解析暂时失败
        名称解析暂时失败
        名字解析暂时失败
        名称解析中出现暂时
        暂时性域名解析
        dns 服务器未响应
        dns服务器未响应
        dns 服务器没有响应
        dns 解析超时
        dns解析超时
        域名解析超时
        temporärer fehler bei der namensauflösung
        échec temporaire dans la résolution du nom
        fallo temporal en la resolución del nombre
        falha temporária na resolução de nome
        名前解決に一時的に失敗しました
        временный сбой в разрешении имен
        temporary name resolution failure
        dns server not responding
        dns query timed out
        nameserver unreachable
        name server not responding
        lookup & connection refused
        dns 服务器无响应
        dns服务器无响应
        erefused
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let otherwise = match no_resolution(evidence) {
        Some(NoResolution::NoNameserver) => {
            Text { en: "This machine names no nameserver", zh_cn: "本机没有配置 DNS 服务器" }
        }
        Some(NoResolution::NoAnswer) => Text {
            en: "No nameserver answers the question for {host}",
            zh_cn: "查询 {host} 时没有 DNS 服务器应答",
        },
        Some(NoResolution::ServerFailure { answer }) if all_refuse(evidence, answer) => Text {
            en: "Every nameserver refuses the question for {host}",
            zh_cn: "所有 DNS 服务器都拒绝查询 {host}",
        },
        _ => return Vec::new(),
    };
    let found = told(evidence, otherwise);
    // Of a mail address, whose server may not be known yet, the address is examined again.
    vec![match &evidence.discovery {
        Some(discovery) => found.with("mailbox", discovery.mailbox.address()),
        None => found,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::sample::{failed, healthy};
    use crate::evidence::{Discovery, DnsAnswer, Failure};
    use crate::plan::{Mailbox, Security, TlsMode};

    #[test]
    fn silence_and_refusal_are_told() {
        let refused = DnsAnswer::Code { code: "REFUSED".into() };
        for (because, answer) in [
            (NoResolution::NoAnswer, DnsAnswer::NoAnswer),
            (NoResolution::NoAnswer, DnsAnswer::PortClosed),
            (NoResolution::ServerFailure { answer: refused.clone() }, refused),
        ] {
            assert_eq!(told_by(&unresolved(because, &answer)).len(), 1, "{answer:?}");
        }
    }

    #[test]
    fn a_machine_without_nameservers_is_told() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.dns = failed(Failure::NoResolution(NoResolution::NoNameserver));
        let found = told_by(&evidence);
        assert_eq!(found[0].proof[0].text.en, "This machine names no nameserver");
    }

    #[test]
    fn a_mail_address_is_examined_again_as_it_is() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.dns = failed(Failure::NoResolution(NoResolution::NoAnswer));
        assert!(told_by(&evidence)[0].args.is_empty());
        let mailbox = Mailbox::read("me@example.com", TlsMode::Auto).unwrap();
        evidence.discovery = Some(Discovery { mailbox, sources: Vec::new(), ms: 1.0 });
        assert_eq!(told_by(&evidence)[0].args, [("mailbox", "me@example.com".to_owned())]);
    }

    #[test]
    fn a_nameserver_with_an_error_answers() {
        let servfail = DnsAnswer::Code { code: "SERVFAIL".into() };
        let because = NoResolution::ServerFailure { answer: servfail.clone() };
        assert!(told_by(&unresolved(because, &servfail)).is_empty());
    }
}
