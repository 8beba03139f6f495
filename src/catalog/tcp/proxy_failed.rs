//! The proxy that was to carry the connection refuses, or cannot reach the server.
//!
//! It is taken for a server that is down. The proxy's own answer tells: it is not there, it wants another login, it
//! forbids the port, or it reaches the server no better than anybody else.

mod proof;

use super::address::unconnected;
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::escape::visible;
use crate::evidence::{Evidence, Failure, ProxyAnswer, ProxyFault, Stage};
use crate::locale::Text;
use crate::plan::{ProxyKind, ProxyRecord};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/proxy-failed"),
    severity: Severity::Error,
    title: Text { en: "The proxy makes no connection to {host}", zh_cn: "代理没有连接到 {host}" },
    explanation: Text {
        en: "The connection goes through a proxy, which refuses it or cannot reach port {port} of {host}. \
             Many proxies carry web traffic only and reject mail ports.",
        zh_cn: "连接要经过代理，而代理拒绝了请求，或者连不上 {host} 的 {port} 端口。很多代理只转发网页流量，\
                不允许使用邮件端口。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Start the proxy, and check the host and the port of {proxy}. Nothing usable answers there.",
                zh_cn: "启动代理程序，并核对 {proxy} 的主机和端口：那里没有可用的应答。",
            },
            command: None,
            link: None,
            when: When::With("unreached"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check how the name of the proxy {unnamed} is spelled, and whether the DNS of this machine works. \
                     Or ask whoever runs the proxy for its address, and write that in place of the name.",
                zh_cn: "核对代理 {unnamed} 的域名是否写对，本机的 DNS 是否正常。也可以向代理的管理者询问它的 IP 地址，直接填写地址。",
            },
            command: None,
            link: None,
            when: When::With("unnamed"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Give the user name and the password of the proxy with its URL. Inside of them write : as \
                     %3A, / as %2F, @ as %40 and % as %25.",
                zh_cn: "在代理的 URL 中写上代理的用户名和密码。其中的 : 写成 %3A，/ 写成 %2F，@ 写成 %40，% 写成 %25。",
            },
            command: Some("smtp-doctor {host}:{port} --proxy {login_url}"),
            link: None,
            when: When::With("login_url"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "The proxy asks for a login by {schemes}, and smtp-doctor knows Basic only. Run a local proxy \
                     that logs in by {schemes} for you (for example Px or Cntlm), and name that one.",
                zh_cn: "代理要求用 {schemes} 登录，而 smtp-doctor 只支持 Basic。请在本机运行能代为登录的转发代理\
                        （例如 Px、Cntlm），再把它作为代理。",
            },
            command: None,
            link: None,
            when: When::With("schemes"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow the proxy to connect to port {denied} of {host}. An HTTP proxy often allows CONNECT to \
                     port 443 only (Squid: `acl SSL_ports port 443 465 587`).",
                zh_cn: "允许代理连接 {host} 的 {denied} 端口。HTTP 代理往往只允许对 443 端口使用 CONNECT\
                        （Squid：`acl SSL_ports port 443 465 587`）。",
            },
            command: None,
            link: None,
            when: When::With("denied"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Try the connection on the machine of the proxy itself. The proxy works, but gets nowhere with \
                     port {far} of {host}: a firewall behind it, its DNS, or the server is at fault.",
                zh_cn: "在代理所在的机器上测试连接。代理本身正常，但它连不上 {host} 的 {far} 端口：\
                        问题在代理之后的防火墙、代理的 DNS 或服务器。",
            },
            command: Some("nc -vz {host} {far}"),
            link: None,
            when: When::With("far"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Name the right kind of proxy. Many programs have a port for SOCKS5 and another one for HTTP, \
                     or speak both on one port.",
                zh_cn: "改用正确的代理类型。很多代理程序的 SOCKS5 端口和 HTTP 端口是分开的，也有的在同一端口支持两种。",
            },
            command: Some("smtp-doctor {host}:{port} --proxy {other_kind}"),
            link: None,
            when: When::With("other_kind"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Connect without the proxy, where the network allows it: exempt {host} from the proxy.",
                zh_cn: "网络允许时不使用代理：把 {host} 加入代理的例外名单，直接连接。",
            },
            command: Some("{rerun_direct}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check the proxy's address, port, kind (SOCKS5 or HTTP) and its user name and password.",
                zh_cn: "核对代理的地址、端口、类型（SOCKS5 或 HTTP）以及代理的用户名和密码。",
            },
            command: None,
            link: None,
            when: When::Without("proxy"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow the proxy to connect to ports 465 and 587 (HTTP proxies: the CONNECT method).",
                zh_cn: "允许代理连接 465 和 587 端口（HTTP 代理需要放行 CONNECT 方法）。",
            },
            command: None,
            link: None,
            when: When::Without("proxy"),
        },
    ],
    settled_by: Text {
        en: "Look at the proxy's own answer. If it refuses the connection, asks for a login or \
             cannot reach the server, while a connection without the proxy works, it is this.",
        zh_cn: "查看代理自己的答复：如果它拒绝连接、要求登录或者连不上服务器，而不经代理可以连接，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        socks5
        socks4
        socks proxy
        general socks server failure
        socks server failure
        socks server failed
        socks connection failed
        socks proxy & failed
        socks5 & rejected
        socks5 & failed
        socks5 & refused
        socks & connection not allowed by ruleset
        connection not allowed by ruleset
        socks connect tcp
        proxyconnect tcp
        can't complete socks
        socks5 proxy rejected connection
        malformed reply from socks server
        generalproxyerror
        proxyconnectionerror
        proxyerror
        proxyprotocolexception
        invalid response from proxy
        proxy connection failed
        proxy connection & refused
        proxy connection timed out
        proxy connect aborted
        proxy authentication required
        connect tunnel failed
        from proxy after connect
        tunneling socket could not be established
        could not resolve proxy
        couldn't resolve proxy
        failed to connect to proxy
        unable to connect to proxy
        proxy server is refusing connections
        proxy & 407
        proxy & forbidden
        behind proxy
        ignores proxy
        proxy & not sent
        代理服务器拒绝
        代理连接失败
        无法连接到代理
        无法连接代理
        代理服务器没有响应
        代理 & 连接失败
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(proxy) = &evidence.plan.proxy else { return Vec::new() };
    let failed = unconnected(evidence).filter_map(|(index, failure)| match failure {
        Failure::Proxy(fault) => Some((index, fault)),
        _ => None,
    });
    failed.map(|(index, fault)| told(evidence, index, proxy, fault)).collect()
}

fn told(evidence: &Evidence, index: usize, proxy: &ProxyRecord, fault: &ProxyFault) -> Match {
    let port = evidence.attempts[index].route.port.to_string();
    let found = Match::attempt(index, Stage::Tcp, proof::of(proxy, fault));
    let found = found.with("proxy", visible(&proxy.to_string()));
    match reason(fault, proxy) {
        Reason::Unnamed => found.with("unnamed", visible(&proxy.to_string())),
        Reason::Unreached => found.with("unreached", ""),
        Reason::Login => found.with("login_url", with_login(&visible(&proxy.to_string()))),
        Reason::Scheme(schemes) => found.with("schemes", schemes),
        Reason::Denied => found.with("denied", port),
        Reason::Far => found.with("far", port),
        Reason::Kind => found.with("other_kind", other_kind(proxy)),
        Reason::Unknown => found,
    }
}

/// The URL of the same proxy as one of another kind.
fn other_kind(proxy: &ProxyRecord) -> String {
    let kind = if proxy.kind == ProxyKind::Http { ProxyKind::Socks5h } else { ProxyKind::Http };
    let url = visible(&ProxyRecord { kind, ..proxy.clone() }.to_string());
    if proxy.login { with_login(&url) } else { url }
}

fn with_login(url: &str) -> String {
    url.replacen("://", "://user:password@", 1)
}

/// What is to be done about it.
enum Reason {
    /// Its name leads nowhere.
    Unnamed,
    /// The proxy is not there.
    Unreached,
    /// It wants credentials, or others.
    Login,
    /// It wants a login that smtp-doctor does not know.
    Scheme(String),
    /// It forbids the connection.
    Denied,
    /// It gets no connection to the server.
    Far,
    /// It is no proxy of this kind.
    Kind,
    /// It does not say.
    Unknown,
}

fn reason(fault: &ProxyFault, proxy: &ProxyRecord) -> Reason {
    match fault {
        ProxyFault::NoAddress => Reason::Unnamed,
        ProxyFault::Unreached { .. } => Reason::Unreached,
        // A server of HTTP waits for the rest of a line that never comes, or hangs up on it.
        ProxyFault::Silent { .. } | ProxyFault::Closed | ProxyFault::Foreign { .. } => Reason::Kind,
        ProxyFault::NoMethod if proxy.login => Reason::Unknown,
        ProxyFault::NoMethod | ProxyFault::Login => Reason::Login,
        ProxyFault::Answered { answer: ProxyAnswer::Socks { code } } => match code {
            1 | 3..=6 => Reason::Far,
            2 => Reason::Denied,
            7 => Reason::Kind,
            _ => Reason::Unknown,
        },
        ProxyFault::Answered { answer: ProxyAnswer::Http { status, schemes, .. } } => match status {
            407 if schemes.iter().any(|scheme| scheme.eq_ignore_ascii_case("basic"))
                || schemes.is_empty() =>
            {
                Reason::Login
            }
            407 => Reason::Scheme(schemes.join("/")),
            // tinyproxy says so of a wrong login, in place of 407.
            401 => Reason::Login,
            403 => Reason::Denied,
            400 | 404 | 405 | 501 => Reason::Kind,
            500 | 502..=504 => Reason::Far,
            _ => Reason::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::proof::{ANSWERED, FOREIGN_QUIET, IS_HTTP, IS_SOCKS, LOGIN, NO_METHOD, REFUSED, WANTS_LOGIN};
    use super::*;
    use crate::evidence::sample::{healthy, no_tcp};
    use crate::plan::{Proxy, Security};
    use crate::smtp::ServerText;

    fn through(url: &str, failure: Failure) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.proxy = Some(Proxy::read(url).unwrap().record);
        evidence.attempts[0].tcp = no_tcp(failure);
        evidence
    }

    /// The English proof, and the names of the arguments beside the proxy.
    fn told_of(url: &str, fault: ProxyFault) -> (&'static str, Vec<&'static str>) {
        let found = told_by(&through(url, Failure::Proxy(fault)));
        let names = found[0].args.iter().map(|(name, _)| *name).filter(|name| *name != "proxy").collect();
        (found[0].proof[0].text.en, names)
    }

    fn socks(code: u8) -> ProxyFault {
        ProxyFault::Answered { answer: ProxyAnswer::Socks { code } }
    }

    fn http(status: u16, schemes: &[&str]) -> ProxyFault {
        let schemes = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
        let reason = ServerText::new("Forbidden");
        ProxyFault::Answered { answer: ProxyAnswer::Http { status, reason, schemes } }
    }

    #[test]
    fn each_reason_has_its_own_advice() {
        let (s, h) = ("socks5://p.test:1080", "http://p.test:3128");
        let unreached = ProxyFault::Unreached { how: Box::new(Failure::Refused) };
        assert_eq!(told_of(s, unreached), (REFUSED.en, vec!["unreached"]));
        assert_eq!(told_of(s, ProxyFault::NoAddress).1, ["unnamed"]);
        assert_eq!(told_of(s, ProxyFault::NoMethod), (WANTS_LOGIN.en, vec!["login_url"]));
        assert_eq!(told_of("socks5://u:p@p.test:1080", ProxyFault::NoMethod), (NO_METHOD.en, vec![]));
        assert_eq!(told_of(s, ProxyFault::Login), (LOGIN.en, vec!["login_url"]));
        assert_eq!(told_of(s, socks(2)), (ANSWERED.en, vec!["denied"]));
        assert_eq!(told_of(s, socks(5)).1, ["far"]);
        assert_eq!(told_of(s, socks(99)).1, [""; 0]);
        assert_eq!(told_of(h, http(403, &[])).1, ["denied"]);
        assert_eq!(told_of(h, http(407, &["NTLM", "Basic"])).1, ["login_url"]);
        assert_eq!(told_of(h, http(401, &["Basic"])).1, ["login_url"]);
        assert_eq!(told_of(h, http(407, &["Negotiate", "NTLM"])).1, ["schemes"]);
        assert_eq!(told_of(h, http(504, &[])).1, ["far"]);
        assert_eq!(told_of(h, http(405, &[])).1, ["other_kind"]);
        let foreign = |bytes: &[u8]| ProxyFault::Foreign { first_bytes: ServerText::new(bytes) };
        assert_eq!(told_of(h, foreign(b"\x05\xff")), (IS_SOCKS.en, vec!["other_kind"]));
        assert_eq!(told_of(s, foreign(b"HTTP/1.1 400")).0, IS_HTTP.en);
        assert_eq!(told_of(s, foreign(b"")).0, FOREIGN_QUIET.en);
        assert_eq!(told_of(s, ProxyFault::Silent { after_ms: 30_000 }).1, ["other_kind"]);
    }

    #[test]
    fn a_server_that_fails_behind_a_working_proxy_is_not_laid_on_it() {
        assert!(told_by(&through("socks5://p.test:1080", Failure::Reset)).is_empty());
    }

    #[test]
    fn a_failure_without_a_proxy_is_not_laid_on_one() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert!(told_by(&evidence).is_empty());
    }
}
