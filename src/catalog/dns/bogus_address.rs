//! The name has an address that cannot be the server's.
//!
//! It is taken for a server that is down, a wrong certificate or a wrong password, as something else answers or nothing
//! does. A hosts file, a filter, a proxy with fake-IP or a split DNS put the address there.

use std::net::IpAddr;

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Dns, DnsAnswer, DnsSource, Evidence, Stage};
use crate::locale::Text;
use crate::plan::{Platform, Security};
use crate::provider::{Provider, by_host};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/bogus-address"),
    severity: Severity::Error,
    title: Text {
        en: "{host} resolves to {bogus}, not to the server's address",
        zh_cn: "{host} 解析到 {bogus}，这不是服务器的地址",
    },
    explanation: Text {
        en: "{bogus} is an address for special use that no public mail server has. A hosts file, a proxy, a \
             filter or an internal nameserver puts it in place of the real one, so connections go somewhere \
             else.",
        zh_cn: "{bogus} 是特殊用途的地址，公网上的邮件服务器不会使用。\
                它由 hosts 文件、代理、过滤软件或内网 DNS 服务器给出，代替了真实地址，连接因此去了别处。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Delete the line for {host} from {hosts_file}.",
                zh_cn: "从 {hosts_file} 中删除 {host} 所在的行。",
            },
            command: Some("findstr /i {host} {hosts_file}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Delete the line for {host} from {hosts_file}.",
                zh_cn: "从 {hosts_file} 中删除 {host} 所在的行。",
            },
            command: Some("grep -in {host} {hosts_file}"),
            link: None,
            when: When::OffWindows,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Exempt {host} from fake-IP in your proxy (Clash, Surge, sing-box) and connect to it \
             directly: many proxy servers do not carry mail ports.",
                zh_cn: "在代理软件（Clash、Surge、sing-box 等）中把 {host} 排除在 fake-IP 之外并设为直连：\
                很多代理服务器不转发邮件端口。",
            },
            command: None,
            link: None,
            when: When::With("fake_ip"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch the proxy off for one test, TUN mode included, to see whether it is the cause.",
                zh_cn: "临时关闭代理（包括 TUN 模式）测试一次，确认是不是它造成的。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::With("fake_ip"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Allow {host} in the filter (Pi-hole, AdGuard, parental control, security software): it \
                     gives out {blocked} for names that it blocks.",
                zh_cn: "在过滤软件（Pi-hole、AdGuard、家长控制、安全软件）中放行 {host}：\
                        它对屏蔽的名称返回 {blocked}。",
            },
            command: None,
            link: None,
            when: When::With("blocked"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Correct the entry in the nameserver of this network that gives {internal} for {host}: an \
             internal relay needs a name of its own.",
                zh_cn: "改正本网络 DNS 服务器中把 {host} 解析到 {internal} 的记录：\
                        内部转发服务器应使用自己的名称。",
            },
            command: None,
            link: None,
            when: When::With("internal"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask a public nameserver for the real address: if it gives another one, the fault lies in \
             this network.",
                zh_cn: "向公共 DNS 服务器查询真实地址：如果结果不同，说明问题在本地网络。",
            },
            command: Some("nslookup {host} 1.1.1.1"),
            link: None,
            // A proxy in TUN mode answers for every nameserver.
            when: When::Without("fake_ip"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the addresses that the name leads to. If a public mail server's \
             name leads to 127.0.0.1, 0.0.0.0, 198.18.x.x or a private address, it is this.",
        zh_cn: "smtp-doctor 会查看主机名解析到的地址。如果公网邮件服务器的主机名解析到 127.0.0.1、0.0.0.0、198.18.x.x 或内网地址，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        198.18.
        198.18. & etimedout
        198.18. & econnrefused
        198.18. & econnreset
        198.18. & timed out
        198.18. & connection timed out
        198.18. & i/o timeout
        198.18. & connection refused
        198.18. & connection reset
        198.18. & 超时
        198.18. & connect
        econnrefused 0.0.0.0
        0.0.0.0:25
        0.0.0.0:465
        0.0.0.0:587
        [0.0.0.0]
        fake-ip
        fakeip
        fake ip & dns
        possible dns-rebind attack detected
        dns rebind
        resolves to 127.0.0.1
        resolved to 127.0.0.1
        resolves to 0.0.0.0
        resolved to 0.0.0.0
        resolves to a private
        resolves to private
        resolved to a private
        解析到 127.0.0.1
        解析到 0.0.0.0
        解析到了内网
        解析到内网
        dns 污染
        dns污染
        域名被劫持
        dns 劫持
        dns劫持
        ",
    )],
    supersedes: &[
        Code("tcp/refused"),
        Code("tcp/timeout"),
        Code("tcp/port-blocked"),
        Code("tcp/unreachable"),
        Code("tcp/reset"),
        Code("tls/handshake-reset"),
        Code("tls/handshake-timeout"),
        Code("tls/certificate-name-mismatch"),
        Code("smtp/greeting-closed"),
        Code("smtp/greeting-timeout"),
        Code("smtp/redirected"),
    ],
    told_by,
};

/// What an address is that cannot be the server's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Bogus {
    /// 0.0.0.0/8 or `::`: no machine at all.
    Nowhere,
    /// 198.18.0.0/15: what proxies hand out in place of an address.
    FakeIp,
    /// This machine.
    Loopback,
    /// A private network or a single link.
    Private,
}

impl Bogus {
    /// What `address` is, where it cannot be the server's. Loopback and private space are only out of place where
    /// the host is a public provider's.
    fn of(address: IpAddr, provider: Option<&Provider>) -> Option<Self> {
        let found = match address.to_canonical() {
            IpAddr::V4(v4) => match v4.octets() {
                [0, ..] => Self::Nowhere,
                [198, 18 | 19, ..] => Self::FakeIp,
                _ if v4.is_loopback() => Self::Loopback,
                _ if v4.is_private() || v4.is_link_local() => Self::Private,
                _ => return None,
            },
            IpAddr::V6(v6) if v6.is_unspecified() => Self::Nowhere,
            IpAddr::V6(v6) if v6.is_loopback() => Self::Loopback,
            IpAddr::V6(v6) if v6.is_unique_local() || v6.is_unicast_link_local() => Self::Private,
            IpAddr::V6(_) => return None,
        };
        let anywhere = matches!(found, Self::Nowhere | Self::FakeIp);
        (anywhere || provider.is_some()).then_some(found)
    }

    /// The argument that its remedy waits for.
    fn arg(self) -> &'static str {
        match self {
            Self::Nowhere => "blocked",
            Self::FakeIp => "fake_ip",
            Self::Loopback | Self::Private => "internal",
        }
    }

    fn observed(self) -> Text {
        match self {
            Self::Nowhere => Text {
                en: "{bogus} is no machine at all: filters give it out for names that they block",
                zh_cn: "{bogus} 不代表任何主机：过滤软件对屏蔽的名称返回这种地址",
            },
            Self::FakeIp => Text {
                en: "{bogus} lies in 198.18.0.0/15, which proxies hand out in place of real addresses \
                     (fake-IP)",
                zh_cn: "{bogus} 属于 198.18.0.0/15，是代理软件用来代替真实地址的（fake-IP）",
            },
            Self::Loopback => Text {
                en: "{bogus} is this machine itself, while {host} is a public mail service",
                zh_cn: "{bogus} 是本机自己，而 {host} 是公网邮件服务",
            },
            Self::Private => Text {
                en: "{bogus} belongs to a private network, while {host} is a public mail service",
                zh_cn: "{bogus} 是内网地址，而 {host} 是公网邮件服务",
            },
        }
    }
}

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_of(evidence, by_host(&evidence.plan.target.host)).into_iter().collect()
}

fn told_of(evidence: &Evidence, provider: Option<&Provider>) -> Option<Match> {
    let dns = evidence.dns.passed()?;
    if matches!(dns.source, DnsSource::Literal | DnsSource::Pinned) {
        return None;
    }
    let (address, bogus) = dns.addresses.iter().find_map(|a| Some((*a, Bogus::of(*a, provider)?)))?;
    let observed = Proof::new(bogus.observed(), vec![("bogus", address.to_string())]);
    let mut found = Match::run(Stage::Dns, observed).with("bogus", address.to_string());
    if let Some(source) = source(evidence, dns, address) {
        found = found.and(source);
    }
    if dns.source == DnsSource::HostsFile {
        found = found.with("hosts_file", hosts_file(evidence.platform));
    } else {
        found = found.with(bogus.arg(), address.to_string());
    }
    let others_are_good = dns.addresses.iter().any(|a| Bogus::of(*a, provider).is_none());
    let works = evidence.attempts.iter().any(|attempt| works(attempt, bogus));
    Some(if others_are_good || works { found.as_severe_as(Severity::Warning) } else { found })
}

/// Whether the server was reached all the same: by a login, by a certificate that is good, or through the proxy.
fn works(attempt: &Attempt, bogus: Bogus) -> bool {
    let last = if attempt.spoken == Security::StartTls { Stage::EhloAgain } else { Stage::Ehlo };
    let proved = bogus == Bogus::FakeIp || attempt.passed(Stage::Tls);
    attempt.passed(Stage::Auth) || (attempt.passed(last) && proved)
}

/// Where the address comes from.
fn source(evidence: &Evidence, dns: &Dns, address: IpAddr) -> Option<Proof> {
    if dns.source == DnsSource::HostsFile {
        let text = Text { en: "The entry is in {hosts_file}", zh_cn: "该地址写在 {hosts_file} 中" };
        return Some(Proof::new(text, vec![("hosts_file", hosts_file(evidence.platform).to_owned())]));
    }
    let query = dns.queries.iter().find(
        |query| matches!(&query.answer, DnsAnswer::Addresses { addresses } if addresses.contains(&address)),
    )?;
    let text = Text {
        en: "Nameserver {server} gives this address",
        zh_cn: "该地址由 DNS 服务器 {server} 给出",
    };
    Some(Proof::new(text, vec![("server", query.server.clone())]))
}

fn hosts_file(platform: Platform) -> &'static str {
    match platform {
        Platform::Windows => r"C:\Windows\System32\drivers\etc\hosts",
        Platform::Linux | Platform::MacOs | Platform::Other => "/etc/hosts",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{healthy, no_tcp, timed_out};
    use crate::provider::{SecretKind, UserName};

    static PUBLIC: Provider = Provider {
        id: "example",
        name: Text { en: "Example", zh_cn: "示例" },
        domains: &[],
        endpoints: &[],
        banners: &[],
        mx: &[],
        user: UserName::Address,
        secret: SecretKind::Password,
        secret_page: None,
        help_page: None,
        notes: &[],
        replies: &[],
    };

    /// An examination whose name has one address from one source, and nothing answers.
    fn resolved(address: &str, source: DnsSource) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        if let Outcome::Passed { facts, .. } = &mut evidence.dns {
            facts.addresses = vec![address.parse().unwrap()];
            facts.source = source;
        }
        evidence.attempts[0] = Attempt::new(evidence.attempts[0].route);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        evidence
    }

    #[test]
    fn ranges_are_told_apart() {
        let of = |address: &str, provider| Bogus::of(address.parse().unwrap(), provider);
        for (address, bogus) in
            [("0.0.0.0", Bogus::Nowhere), ("::", Bogus::Nowhere), ("198.19.255.1", Bogus::FakeIp)]
        {
            assert_eq!(of(address, None), Some(bogus), "{address}");
        }
        for (address, bogus) in [
            ("127.0.0.1", Bogus::Loopback),
            ("::1", Bogus::Loopback),
            ("::ffff:127.0.0.1", Bogus::Loopback),
            ("10.1.2.3", Bogus::Private),
            ("192.168.1.1", Bogus::Private),
            ("fd00::1", Bogus::Private),
            ("fe80::1", Bogus::Private),
        ] {
            assert_eq!(of(address, None), None, "{address}");
            assert_eq!(of(address, Some(&PUBLIC)), Some(bogus), "{address}");
        }
        for address in ["198.20.0.1", "192.0.2.1", "172.32.0.1", "2001:db8::1"] {
            assert_eq!(of(address, Some(&PUBLIC)), None, "{address}");
        }
    }

    #[test]
    fn a_fake_address_is_an_error_until_the_server_answers_through_it() {
        let mut evidence = resolved("198.18.0.7", DnsSource::Nameserver);
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, None);
        assert!(found[0].args.iter().any(|(name, _)| *name == "fake_ip"));
        evidence.attempts = healthy(465, Security::Implicit).attempts;
        evidence.attempts[0].auth = Outcome::NotPlanned;
        assert_eq!(told_by(&evidence)[0].severity, Some(Severity::Warning));
    }

    #[test]
    fn the_hosts_file_is_named() {
        let evidence = resolved("127.0.0.1", DnsSource::HostsFile);
        let found = told_of(&evidence, Some(&PUBLIC)).unwrap();
        assert!(found.args.contains(&("hosts_file", "/etc/hosts".to_owned())));
        assert_eq!(found.proof.len(), 2);
    }

    #[test]
    fn what_the_user_asked_for_is_no_finding() {
        assert_eq!(told_of(&resolved("0.0.0.0", DnsSource::Literal), Some(&PUBLIC)), None);
        assert_eq!(told_of(&resolved("198.18.0.1", DnsSource::Pinned), Some(&PUBLIC)), None);
        assert_eq!(told_of(&resolved("127.0.0.1", DnsSource::HostsFile), None), None);
    }
}
