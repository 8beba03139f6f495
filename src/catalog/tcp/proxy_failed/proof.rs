//! What a proxy did, as an observation.

use std::time::Duration;

use crate::catalog::Proof;
use crate::escape::visible;
use crate::evidence::{Failure, ProxyFault};
use crate::locale::{Args, Text};
use crate::plan::ProxyRecord;

/// The observation of a fault of a proxy.
pub(super) fn of(proxy: &ProxyRecord, fault: &ProxyFault) -> Proof {
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
        ProxyFault::Foreign { first_bytes } if first_bytes.bytes()[0] == 5 => IS_SOCKS,
        ProxyFault::Foreign { first_bytes } if first_bytes.bytes().starts_with(b"HTTP/") => IS_HTTP,
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
    Proof::new(text, args)
}

pub(super) const NO_ADDRESS: Text = Text {
    en: "The name of the proxy {proxy} has no address",
    zh_cn: "代理 {proxy} 的域名解析不到地址",
};
pub(super) const REFUSED: Text = Text {
    en: "Nothing listens at the proxy {proxy}: the connection to it is refused",
    zh_cn: "代理 {proxy} 拒绝连接，那里没有程序在监听",
};
pub(super) const UNANSWERED: Text =
    Text { en: "The proxy {proxy} does not answer", zh_cn: "代理 {proxy} 没有应答" };
pub(super) const UNREACHED: Text =
    Text { en: "The proxy {proxy} cannot be connected to", zh_cn: "无法连接代理 {proxy}" };
pub(super) const SILENT: Text = Text {
    en: "The proxy {proxy} accepts the connection, and says nothing of {host} within {waited} s",
    zh_cn: "代理 {proxy} 接受了连接，但 {waited} 秒内没有答复能否连接 {host}",
};
pub(super) const CLOSED: Text = Text {
    en: "The proxy {proxy} closes the connection without an answer",
    zh_cn: "代理 {proxy} 没有答复就关闭了连接",
};
pub(super) const FOREIGN: Text = Text {
    en: "What answers at {proxy} is not this kind of proxy; it says: {received}",
    zh_cn: "{proxy} 上应答的不是这种类型的代理，它说：{received}",
};
pub(super) const FOREIGN_QUIET: Text = Text {
    en: "What answers at {proxy} is not this kind of proxy",
    zh_cn: "{proxy} 上应答的不是这种类型的代理",
};
pub(super) const IS_SOCKS: Text =
    Text { en: "What answers at {proxy} is a SOCKS5 proxy", zh_cn: "{proxy} 上应答的是 SOCKS5 代理" };
pub(super) const IS_HTTP: Text =
    Text { en: "What answers at {proxy} speaks HTTP", zh_cn: "{proxy} 上应答的程序使用 HTTP" };
pub(super) const NO_METHOD: Text = Text {
    en: "The proxy {proxy} does not take a login by user name and password",
    zh_cn: "代理 {proxy} 不接受用户名加密码的登录方式",
};
pub(super) const WANTS_LOGIN: Text = Text {
    en: "The proxy {proxy} wants a login, and no user name and password were given for it",
    zh_cn: "代理 {proxy} 要求登录，但没有给出代理的用户名和密码",
};
pub(super) const LOGIN: Text = Text {
    en: "The proxy {proxy} refuses the user name and the password given for it",
    zh_cn: "代理 {proxy} 拒绝了为它提供的用户名和密码",
};
pub(super) const ANSWERED: Text = Text {
    en: "The proxy {proxy} answers the request for {host}, port {port}: {answer}",
    zh_cn: "请求连接 {host} 的 {port} 端口时，代理 {proxy} 答复：{answer}",
};
