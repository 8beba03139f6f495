//! Remedies that several causes of this family give.

use crate::catalog::{Remedy, When, Who};
use crate::locale::Text;

/// Report it, and keep the check on.
pub(crate) const TELL_ADMINISTRATOR: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Tell the administrator of {host}. Do not switch off the check of certificates: \
             anybody on the way could then read the password.",
        zh_cn: "把结果告知 {host} 的管理员。不要关闭证书校验，否则途中任何人都能读到密码。",
    },
    command: None,
    link: None,
    when: When::Always,
};

/// See the chain on an implicit route.
pub(crate) const SHOW_CHAIN: Remedy = Remedy {
    who: Who::Administrator,
    text: SEE_CHAIN,
    command: Some("openssl s_client -connect {host}:{port} -servername {host} -showcerts"),
    link: None,
    when: When::Without("over_starttls"),
};

/// See the chain behind STARTTLS.
pub(crate) const SHOW_CHAIN_OVER_STARTTLS: Remedy = Remedy {
    command: Some("openssl s_client -connect {host}:{port} -servername {host} -starttls smtp -showcerts"),
    when: When::With("over_starttls"),
    ..SHOW_CHAIN
};

/// Bring the time of this machine in order, on Linux.
pub(crate) const SET_CLOCK_LINUX: Remedy = Remedy {
    who: Who::You,
    text: SET_CLOCK,
    command: Some("sudo timedatectl set-ntp true"),
    link: None,
    when: When::On(crate::plan::Platform::Linux),
};

/// Bring the time of this machine in order, on Windows.
pub(crate) const SET_CLOCK_WINDOWS: Remedy = Remedy {
    command: Some("w32tm /resync"),
    when: When::On(crate::plan::Platform::Windows),
    ..SET_CLOCK_LINUX
};

/// Bring the time of this machine in order, on macOS.
pub(crate) const SET_CLOCK_MACOS: Remedy = Remedy {
    command: Some("sudo sntp -sS time.apple.com"),
    when: When::On(crate::plan::Platform::MacOs),
    ..SET_CLOCK_LINUX
};

/// Which versions and ciphers the server takes.
pub(crate) const LIST_CIPHERS: Remedy = Remedy {
    who: Who::Administrator,
    text: Text {
        en: "List the TLS versions and ciphers that the server accepts.",
        zh_cn: "列出服务器接受的 TLS 版本和加密套件。",
    },
    command: Some("nmap --script ssl-enum-ciphers -p {port} {host}"),
    link: None,
    when: When::Always,
};

/// Let a program with OpenSSL take what it has learned not to take.
pub(crate) const LOWER_LEVEL: Remedy = Remedy {
    who: Who::Developer,
    text: Text {
        en: "Until the server is updated, a sending program with OpenSSL can be made to take it: \
             give it the cipher list `DEFAULT@SECLEVEL=0` and the lowest version {newest}, for this server only. \
             What it sends is then badly protected.",
        zh_cn: "服务器升级之前，使用 OpenSSL 的发信程序可以勉强连接：仅对这台服务器，把加密套件设为 \
                `DEFAULT@SECLEVEL=0`，最低版本设为 {newest}。这样传输的内容保护很弱。",
    },
    command: None,
    link: Some("https://docs.openssl.org/master/man3/SSL_CTX_set_security_level/"),
    when: When::With("newest"),
};

const SEE_CHAIN: Text = Text {
    en: "See which certificates the mail service really sends on port {port}. Those of the web site do not count.",
    zh_cn: "查看邮件服务在 {port} 端口实际发出的证书，网站的证书不算。",
};

const SET_CLOCK: Text = Text {
    en: "Correct the date, the time and the time zone of this machine, and let it set its clock by itself.",
    zh_cn: "校准本机的日期、时间和时区，并开启自动对时。",
};
