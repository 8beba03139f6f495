//! The name of the server does not exist.
//!
//! It is taken for a fault of the network or of the mail server. But a nameserver has answered, and for certain: what
//! is wrong is the name, or the place from which it is asked for. A slip in the name of a known provider's host is
//! pointed out.

use super::nameserver::{no_resolution, told};
use super::withheld::{ANSWER, ASK_ANOTHER, WITHHELD, with_proof};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, NoResolution};
use crate::locale::Text;
use crate::plan::Mailbox;
use crate::provider::nearest_host;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/name-not-found"),
    severity: Severity::Error,
    title: Text { en: "{host} does not exist in the DNS", zh_cn: "DNS 中不存在 {host}" },
    explanation: Text {
        en: "The nameserver answers for certain that the name {host} does not exist, so there is no server to \
             connect to. Either the name is not right (misspelt, no longer in use, known only inside another \
             network), or the nameserver filters it.",
        zh_cn: "DNS 服务器明确答复：没有 {host} 这个名称，因此找不到要连接的服务器。\
                要么名称不对（写错、已经停用，或者只在公司内网等另一个网络中可用），要么 DNS 服务器屏蔽了它。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Correct the host to {suggestion} if that is the server you mean: the name given differs \
             from it by a letter or two.",
                zh_cn: "如果要用的是 {suggestion}，请改正主机名：所给的名称与它只有一两处不同。",
            },
            command: Some("smtp-doctor {suggestion}:{port}"),
            link: None,
            when: When::With("suggestion"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Write the name with its domain. A name without a dot, such as {host}, is only known where a \
                     search domain completes it, a container network or the hosts file knows it, and it is not here.",
                zh_cn: "写出带域名的完整主机名。像 {host} 这样不带点的名称，只有在搜索域能补全它、\
                        或者容器网络或 hosts 文件里有它的地方才能用，而这里没有。",
            },
            command: None,
            link: None,
            when: When::With("short"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Compare the host name letter by letter with the settings your provider publishes.",
                zh_cn: "对照服务商公布的设置，逐个字母核对主机名。",
            },
            command: None,
            link: None,
            when: When::Neither("mailbox", WITHHELD),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Correct the mail address if the mailbox is one of those that send through {meant}: its domain \
                     differs from theirs by a letter or two.",
                zh_cn: "如果这个邮箱属于用 {meant} 发信的服务商，请改正邮箱地址：它的域名与该服务商的只有一两处不同。",
            },
            command: Some("smtp-doctor providers {meant}"),
            link: None,
            when: When::With("meant"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the mail address {mailbox}, letter by letter behind the @: the domain there does not exist.",
                zh_cn: "逐个字母核对邮箱地址 {mailbox} 中 @ 之后的部分：这个域名不存在。",
            },
            command: None,
            link: None,
            when: When::With("mailbox"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the address is right, ask whoever runs the mailbox for the outgoing mail server (SMTP) and its \
                     port, and name it.",
                zh_cn: "如果地址没有写错，向邮箱的服务商或管理员询问发信服务器（SMTP）的主机名和端口，然后直接写上这台服务器。",
            },
            command: Some("smtp-doctor HOST:PORT {mailbox} --ask-password"),
            link: None,
            when: When::With("mailbox"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Allow {host} in the filter of nameserver {filtered} (Pi-hole, AdGuard, the network's protection), \
                     or use another nameserver: it says that it blocks the name.",
                zh_cn: "在 DNS 服务器 {filtered} 的过滤规则（Pi-hole、AdGuard、网络安全服务等）中放行 {host}，\
                        或者换一个 DNS 服务器：它声明屏蔽了这个名称。",
            },
            command: None,
            link: None,
            when: When::With("filtered"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask another nameserver, for example 1.1.1.1 or 223.5.5.5: if it knows the name, the \
                     nameserver of this machine is out of date or filters the name.",
                zh_cn: "换一个 DNS 服务器查询，例如 1.1.1.1 或 223.5.5.5：如果它查得到，\
                        说明本机所用的 DNS 服务器数据过期，或者屏蔽了这个名称。",
            },
            command: Some("nslookup {host} 1.1.1.1"),
            link: None,
            when: When::Without(WITHHELD),
        },
        ASK_ANOTHER,
        ANSWER,
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the name belongs to an internal network, connect to that network or its VPN. If it is \
             the name of a container, run the test inside the same container network.",
                zh_cn: "如果是内网名称，请先接入该网络或它的 VPN。如果是容器名，请在同一个容器网络内测试。",
            },
            command: None,
            link: None,
            when: When::Neither("mailbox", WITHHELD),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor asks the nameservers itself. If one of them answers for certain that the \
             name does not exist (NXDOMAIN), it is this.",
        zh_cn: "smtp-doctor 会直接查询 DNS 服务器。如果其中一台明确答复“域名不存在”（NXDOMAIN），就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        nxdomain
        enotfound
        name or service not known
        nodename nor servname provided
        no such host
        no such host is known
        name does not resolve
        domain name not found
        host not found
        host name not found
        hostname not found
        unknown host
        host unknown
        unknownhostexception
        unable to resolve host
        could not resolve host
        couldn't resolve host
        could not resolve hostname
        cannot resolve host
        failed to resolve
        cannot locate host
        bad hostname
        lookup address information
        getaddrinfo failed
        gaierror
        php_network_getaddresses
        the remote name could not be resolved
        name or service not known & errno -2
        eai_noname
        wsahost_not_found
        11001
        edns
        0x800ccc0d
        unable to find the e-mail server
        不知道这样的主机
        未知的名称或服务
        未能解析此远程名称
        无法解析主机
        无法解析服务器
        无法解析域名
        无法解析远程名称
        域名不存在
        主机名不存在
        找不到主机
        找不到服务器
        未找到主机
        域名解析失败
        域名解析错误
        name oder dienst nicht bekannt
        host ist unbekannt
        host unbekannt
        nom ou service inconnu
        hôte inconnu
        nombre o servicio desconocido
        host desconocido
        nome ou serviço desconhecido
        este host não é conhecido
        名前またはサービスが不明です
        そのようなホストは不明です
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    if no_resolution(evidence) != Some(&NoResolution::NameNotFound) {
        return Vec::new();
    }
    let mut found = told(
        evidence,
        Text {
            en: "The lookup of {host} ends with the answer that it does not exist",
            zh_cn: "查询 {host} 的结果是名称不存在",
        },
    );
    let aliases = evidence.dns.facts().map(|dns| dns.aliases.as_slice());
    if let Some(alias) = aliases.and_then(<[String]>::last) {
        found = found.and(Proof::new(
            Text {
                en: "{host} is an alias for {alias}, and that name does not exist",
                zh_cn: "{host} 是 {alias} 的别名，而后者不存在",
            },
            vec![("alias", alias.clone())],
        ));
    }
    if let Some(mailbox) = searched(evidence) {
        let found = found.with("mailbox", mailbox.address());
        return match nearest_host(&format!("smtp.{}", mailbox.domain)) {
            Some(meant) => vec![found.with("meant", meant)],
            None => vec![found],
        };
    }
    if !evidence.plan.target.host.contains('.') {
        found = found.with("short", "");
    }
    match nearest_host(&evidence.plan.target.host) {
        Some(near) => vec![found.with("suggestion", near)],
        None => vec![with_proof(found, evidence)],
    }
}

/// The mail address for which no server was found, so that the name is that of its domain.
fn searched(evidence: &Evidence) -> Option<&Mailbox> {
    let discovery = evidence.discovery.as_ref()?;
    discovery.sources.iter().all(|source| source.servers().is_empty()).then_some(&discovery.mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Scope;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::{Discovery, DnsAnswer, Offer, Source, SourceKind, Stage, Told};
    use crate::plan::TlsMode;

    #[test]
    fn a_name_that_does_not_exist_is_told() {
        let evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].scope, found[0].stage), (Scope::Run, Stage::Dns));
        assert_eq!(found[0].proof.len(), 1);
    }

    #[test]
    fn a_name_of_one_part_is_asked_for_in_full() {
        let mut evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        let short = |evidence: &Evidence| told_by(evidence)[0].args.iter().any(|(name, _)| *name == "short");
        assert!(!short(&evidence));
        evidence.plan.target.host = "mail".into();
        assert!(short(&evidence));
    }

    #[test]
    fn a_name_that_a_provider_publishes_is_right() {
        let mut evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        let mut withheld = |host: &str| {
            evidence.plan.target.host = host.into();
            let found = told_by(&evidence).remove(0);
            (found.args.contains(&(WITHHELD, String::new())), found.proof.len())
        };
        assert_eq!(withheld("smtp.gmail.com"), (true, 2));
        assert_eq!(withheld("smtp.gmial.com"), (false, 1));
        // Each customer has a name of its own there.
        assert_eq!(withheld("nobody.mail.protection.outlook.com"), (false, 1));
    }

    #[test]
    fn the_domain_of_a_mail_address_is_no_host() {
        let mut evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        let mailbox = Mailbox::read("me@example.com", TlsMode::Auto).unwrap();
        let mut discovery = Discovery { mailbox, sources: Vec::new(), ms: 1.0 };
        evidence.discovery = Some(discovery.clone());
        assert_eq!(told_by(&evidence)[0].args, [("mailbox", "me@example.com".to_owned())]);
        // A server that was found and does not exist is a host.
        let offer = Offer { host: "smtp.example.com".into(), port: 465, security: None, user: None };
        let told = Told::Servers { servers: vec![offer] };
        discovery.sources.push(Source {
            kind: SourceKind::SrvSubmissions,
            asked: String::new(),
            told,
            ms: 1.0,
        });
        evidence.discovery = Some(discovery);
        assert!(told_by(&evidence)[0].args.iter().all(|(name, _)| *name != "mailbox"));
    }

    #[test]
    fn a_dangling_alias_is_named() {
        let mut evidence = unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound);
        if let crate::evidence::Outcome::Failed { facts: Some(dns), .. } = &mut evidence.dns {
            dns.aliases.push("gone.example.net".into());
        }
        let found = told_by(&evidence);
        assert_eq!(found[0].proof[1].args, [("alias", "gone.example.net".to_owned())]);
    }

    #[test]
    fn a_name_without_addresses_exists() {
        assert!(told_by(&unresolved(NoResolution::NoAddress, &DnsAnswer::NoData)).is_empty());
    }
}
