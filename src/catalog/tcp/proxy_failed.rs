//! The proxy that was to carry the connection refuses, or cannot reach the server.
//!
//! It is taken for a server that is down. The proxy's own answer tells: it is not there, it wants another login, it
//! forbids the port, or it reaches the server no better than anybody else.

use std::time::Duration;

use super::address::unconnected;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::visible;
use crate::evidence::{Evidence, Failure, ProxyAnswer, ProxyFault, Stage};
use crate::locale::{Args, Text};
use crate::plan::ProxyRecord;

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
                en: "Name another kind of proxy. What answers there does not speak {kind}: many programs have a \
                     port for SOCKS5 and another one for HTTP.",
                zh_cn: "换一种代理类型。那里应答的程序不使用 {kind}：很多代理程序的 SOCKS5 端口和 HTTP 端口是分开的。",
            },
            command: None,
            link: None,
            when: When::With("kind"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Connect without the proxy, where the network allows it: exempt {host} from the proxy.",
                zh_cn: "网络允许时不使用代理：把 {host} 加入代理的例外名单，直接连接。",
            },
            command: Some("smtp-doctor {host}:{port}"),
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
    let mut args: Args = vec![("proxy", visible(&proxy.to_string()))];
    let text = match fault {
        ProxyFault::NoAddress => NO_ADDRESS,
        ProxyFault::Unreached { how } => match **how {
            Failure::Refused => REFUSED,
            Failure::TimedOut { .. } => UNANSWERED,
            _ => UNREACHED,
        },
        ProxyFault::Silent { after_ms } => {
            args.push(("waited", Duration::from_millis(*after_ms).as_secs_f64().to_string()));
            SILENT
        }
        ProxyFault::Closed => CLOSED,
        ProxyFault::Foreign { first_bytes } if first_bytes.is_empty() => FOREIGN_QUIET,
        ProxyFault::Foreign { first_bytes } => {
            args.push(("received", first_bytes.shown(100)));
            FOREIGN
        }
        ProxyFault::NoMethod if proxy.login => NO_METHOD,
        ProxyFault::NoMethod => WANTS_LOGIN,
        ProxyFault::Login => LOGIN,
        ProxyFault::Answered { answer } => {
            args.push(("answer", answer.shown()));
            ANSWERED
        }
    };
    let found = Match::attempt(index, Stage::Tcp, Proof::new(text, args));
    let found = found.with("proxy", visible(&proxy.to_string()));
    let url = || proxy.to_string().replacen("://", "://user:password@", 1);
    match reason(fault, proxy) {
        Reason::Unreached => found.with("unreached", ""),
        Reason::Login => found.with("login_url", url()),
        Reason::Scheme(schemes) => found.with("schemes", schemes),
        Reason::Denied => found.with("denied", port),
        Reason::Far => found.with("far", port),
        Reason::Kind => found.with("kind", proxy.kind.scheme()),
        Reason::Unknown => found,
    }
}

const NO_ADDRESS: Text = Text {
    en: "The name of the proxy {proxy} has no address",
    zh_cn: "代理 {proxy} 的域名解析不到地址",
};
const REFUSED: Text = Text {
    en: "Nothing listens at the proxy {proxy}: the connection to it is refused",
    zh_cn: "代理 {proxy} 拒绝连接，那里没有程序在监听",
};
const UNANSWERED: Text =
    Text { en: "The proxy {proxy} does not answer", zh_cn: "代理 {proxy} 没有应答" };
const UNREACHED: Text =
    Text { en: "The proxy {proxy} cannot be connected to", zh_cn: "无法连接代理 {proxy}" };
const SILENT: Text = Text {
    en: "The proxy {proxy} accepts the connection, and says nothing of {host} within {waited} s",
    zh_cn: "代理 {proxy} 接受了连接，但 {waited} 秒内没有答复能否连接 {host}",
};
const CLOSED: Text = Text {
    en: "The proxy {proxy} closes the connection without an answer",
    zh_cn: "代理 {proxy} 没有答复就关闭了连接",
};
const FOREIGN: Text = Text {
    en: "What answers at {proxy} is not this kind of proxy; it says: {received}",
    zh_cn: "{proxy} 上应答的不是这种类型的代理，它说：{received}",
};
const FOREIGN_QUIET: Text = Text {
    en: "What answers at {proxy} is not this kind of proxy",
    zh_cn: "{proxy} 上应答的不是这种类型的代理",
};
const NO_METHOD: Text = Text {
    en: "The proxy {proxy} does not take a login by user name and password",
    zh_cn: "代理 {proxy} 不接受用户名加密码的登录方式",
};
const WANTS_LOGIN: Text = Text {
    en: "The proxy {proxy} wants a login, and no user name and password were given for it",
    zh_cn: "代理 {proxy} 要求登录，但没有给出代理的用户名和密码",
};
const LOGIN: Text = Text {
    en: "The proxy {proxy} refuses the user name and the password given for it",
    zh_cn: "代理 {proxy} 拒绝了为它提供的用户名和密码",
};
const ANSWERED: Text = Text {
    en: "The proxy {proxy} answers the request for {host}, port {port}: {answer}",
    zh_cn: "请求连接 {host} 的 {port} 端口时，代理 {proxy} 答复：{answer}",
};

/// What is to be done about it.
enum Reason {
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
        ProxyFault::NoAddress | ProxyFault::Unreached { .. } => Reason::Unreached,
        ProxyFault::Silent { .. } | ProxyFault::Closed => Reason::Unknown,
        ProxyFault::Foreign { .. } => Reason::Kind,
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
            403 => Reason::Denied,
            400 | 404 | 405 | 501 => Reason::Kind,
            500 | 502..=504 => Reason::Far,
            _ => Reason::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(told_of(s, ProxyFault::NoAddress).1, ["unreached"]);
        assert_eq!(told_of(s, ProxyFault::NoMethod), (WANTS_LOGIN.en, vec!["login_url"]));
        assert_eq!(told_of("socks5://u:p@p.test:1080", ProxyFault::NoMethod), (NO_METHOD.en, vec![]));
        assert_eq!(told_of(s, ProxyFault::Login), (LOGIN.en, vec!["login_url"]));
        assert_eq!(told_of(s, socks(2)), (ANSWERED.en, vec!["denied"]));
        assert_eq!(told_of(s, socks(5)).1, ["far"]);
        assert_eq!(told_of(s, socks(99)).1, [""; 0]);
        assert_eq!(told_of(h, http(403, &[])).1, ["denied"]);
        assert_eq!(told_of(h, http(407, &["NTLM", "Basic"])).1, ["login_url"]);
        assert_eq!(told_of(h, http(407, &["Negotiate", "NTLM"])).1, ["schemes"]);
        assert_eq!(told_of(h, http(504, &[])).1, ["far"]);
        assert_eq!(told_of(h, http(405, &[])).1, ["kind"]);
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
