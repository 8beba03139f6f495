//! The options about the way to the server.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--tls[=MODE]`: when TLS starts.
pub(crate) static TLS: Opt = Opt {
    long: "tls",
    short: None,
    takes: Takes::Optional { name: Text { en: "MODE", zh_cn: "方式" }, bare: "required" },
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "When encryption starts: auto, required, implicit, starttls or none; a bare --tls means required",
        zh_cn: "何时加密：auto、required、implicit、starttls 或 none；只写 --tls 即 required",
    },
};

/// `--helo NAME`: the name to announce.
pub(crate) static HELO: Opt = Opt {
    long: "helo",
    short: None,
    takes: Takes::Value(Text { en: "NAME", zh_cn: "名称" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "The name to announce to the server (default: the address of this machine in brackets)",
        zh_cn: "向服务器报出的名称（默认：方括号中的本机地址）",
    },
};

/// `--ca-file PEM`: more trust.
pub(crate) static CA_FILE: Opt = Opt {
    long: "ca-file",
    short: None,
    takes: Takes::Values(Text { en: "PEM", zh_cn: "证书文件" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "Also trust the certificates in this file; repeatable",
        zh_cn: "同时信任此文件中的证书；可重复",
    },
};

/// `--pin SHA256`: a certain certificate.
pub(crate) static PIN: Opt = Opt {
    long: "pin",
    short: None,
    takes: Takes::Values(Text { en: "SHA256", zh_cn: "指纹" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "Accept only a certificate with this fingerprint, of itself or of its public key (hex or base64); \
             repeatable",
        zh_cn: "只接受带有此 SHA-256 指纹的证书，证书或其公钥的指纹均可（十六进制或 base64）；可重复",
    },
};

/// `--fetch-issuers`: look for what a chain lacks.
pub(crate) static FETCH_ISSUERS: Opt = Opt {
    long: "fetch-issuers",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "If the server leaves out a certificate of its chain, fetch it from where its certificate says, \
             as evidence only; the verdict stays the same",
        zh_cn: "服务器漏发中间证书时，按证书注明的地址下载，以便证实；不改变判断结果",
    },
};

/// `--dns-server ADDR[:PORT]`: who is asked for the name.
pub(crate) static DNS_SERVER: Opt = Opt {
    long: "dns-server",
    short: None,
    takes: Takes::Values(Text { en: "ADDR[:PORT]", zh_cn: "地址[:端口]" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "Ask this nameserver instead of the system's; IPv6 in brackets; repeatable",
        zh_cn: "改向此 DNS 服务器查询；IPv6 地址加方括号；可重复",
    },
};

/// `--dns-trust-anchor FILE`: another end of the signatures than the root.
pub(crate) static DNS_TRUST_ANCHOR: Opt = Opt {
    long: "dns-trust-anchor",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "With --audit: check DNSSEC up to the DNSKEY records in this file instead of the root's keys, for a signed DNS of your own",
        zh_cn: "与 --audit 一起用：DNSSEC 以此文件中的 DNSKEY 记录为信任起点，代替根区公钥；用于自建的已签名 DNS",
    },
};

/// `--resolve HOST:PORT:ADDR`: an address given by hand.
pub(crate) static RESOLVE: Opt = Opt {
    long: "resolve",
    short: None,
    takes: Takes::Values(Text { en: "HOST:PORT:ADDR", zh_cn: "主机:端口:地址" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "Use this address for a host and port instead of looking it up; repeatable",
        zh_cn: "对该主机和端口直接使用此地址，不再查询；可重复",
    },
};

/// `--proxy URL`: through which every connection goes.
pub(crate) static PROXY: Opt = Opt {
    long: "proxy",
    short: None,
    takes: Takes::Value(Text { en: "URL", zh_cn: "URL" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "Connect through this proxy: socks5://, socks5h:// or http://[USER:PASSWORD@]HOST:PORT; with \
             socks5h and http the proxy looks the name up",
        zh_cn: "经此代理连接：socks5://、socks5h:// 或 http://[用户名:密码@]主机:端口；socks5h 和 http 由代理解析域名",
    },
};

/// `--compare-with HOST[:PORT]`: an unrelated host.
pub(crate) static COMPARE_WITH: Opt = Opt {
    long: "compare-with",
    short: None,
    takes: Takes::Value(Text { en: "HOST[:PORT]", zh_cn: "主机[:端口]" }),
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text {
        en: "If the port does not answer, try the same port of this unrelated host: it tells a block by the \
             network from a fault of the server",
        zh_cn: "端口没有应答时，再连接这台无关主机的同一端口，用来区分是网络封锁端口还是服务器的问题",
    },
};

/// `-4`: IPv4 only.
pub(crate) static IPV4: Opt = Opt {
    long: "ipv4",
    short: Some('4'),
    takes: Takes::Nothing,
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text { en: "Use IPv4 addresses only", zh_cn: "只用 IPv4 地址" },
};

/// `-6`: IPv6 only.
pub(crate) static IPV6: Opt = Opt {
    long: "ipv6",
    short: Some('6'),
    takes: Takes::Nothing,
    heading: Heading::Connection,
    serves: Serves::Examination,
    help: Text { en: "Use IPv6 addresses only", zh_cn: "只用 IPv6 地址" },
};

/// `--at HOST[:PORT]`: the server that an error text came from.
pub(crate) static AT: Opt = Opt {
    long: "at",
    short: None,
    takes: Takes::Value(Text { en: "HOST[:PORT]", zh_cn: "主机[:端口]" }),
    heading: Heading::Connection,
    serves: Serves::Explanation,
    help: Text {
        en: "With explain: the server that the error text came from",
        zh_cn: "用于 explain：报错来自哪台服务器",
    },
};
