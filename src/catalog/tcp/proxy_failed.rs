//! The proxy that was to carry the connection refuses, or cannot reach the server.
//!
//! It is taken for a server that is down. No examination goes through a proxy yet, so no evidence can show it and
//! nothing tells it; the cause exists so that an error text can be explained by it and its code is settled.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

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
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow the proxy to connect to ports 465 and 587 (HTTP proxies: the CONNECT method).",
                zh_cn: "允许代理连接 465 和 587 端口（HTTP 代理需要放行 CONNECT 方法）。",
            },
            command: None,
            link: None,
            when: When::Always,
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

/// Nothing yet: no evidence speaks of a proxy.
fn told_by(_evidence: &Evidence) -> Vec<Match> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Failure;
    use crate::evidence::sample::{healthy, no_tcp};
    use crate::plan::Security;

    #[test]
    fn a_failure_without_a_proxy_is_not_laid_on_one() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert!(told_by(&evidence).is_empty());
    }
}
