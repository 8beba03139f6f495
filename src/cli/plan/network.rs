//! Which addresses are used, how the name is resolved, which certificates are trusted besides.

use std::fs::File;
use std::io::{self, Read as _};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use x509_parser::pem::Pem;

use super::value::items;
use crate::cli::args::{Args, Given, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::plan::{Family, Pin, Proxy, ProxyUrlFault, ReadTarget, Resolution, Target, read_host};
use crate::probe::is_anchor;

/// The port of DNS.
const DNS: u16 = 53;

/// The most that is read of a file with certificates. The largest store in use is a quarter of a mebibyte.
const MOST_PEM: u64 = 4 * 1024 * 1024;

/// Which addresses are used.
pub(super) fn family(args: &Args) -> Result<Family, Error> {
    let v4 = args.on(&option::IPV4)?.map(Given::origin);
    let v6 = args.on(&option::IPV6)?.map(Given::origin);
    match (v4, v6) {
        (None, None) => Ok(Family::Any),
        (Some(_), None) | (Some(Origin::CommandLine), Some(Origin::Environment)) => Ok(Family::V4),
        (None, Some(_)) | (Some(Origin::Environment), Some(Origin::CommandLine)) => Ok(Family::V6),
        (Some(_), Some(_)) => Err(Error::usage(&BOTH_FAMILIES)),
    }
}

/// Checks that a target that is an address belongs to the family.
pub(super) fn fits(target: &Target, family: Family) -> Result<(), Error> {
    match target.address() {
        Some(address) if !family.admits(address) => Err(wrong_family(&WRONG_FAMILY, &target.host, family)),
        _ => Ok(()),
    }
}

/// Checks that each port of the host for which addresses are given by hand has one of the family.
pub(super) fn pins_fit(target: &Target, resolution: &Resolution, family: Family) -> Result<(), Error> {
    let here =
        |port: u16| resolution.pins.iter().filter(move |pin| pin.host == target.host && pin.port == port);
    let examined = |pin: &&Pin| pin.host == target.host && target.port.is_none_or(|port| port == pin.port);
    let mut pins = resolution.pins.iter().filter(examined);
    match pins.find(|pin| !here(pin.port).any(|pin| family.admits(pin.address))) {
        Some(pin) => Err(wrong_family(&PIN_OF_OTHER_FAMILY, &pin.address.to_string(), family)),
        None => Ok(()),
    }
}

fn wrong_family(complaint: &'static Complaint, value: &str, family: Family) -> Error {
    let (option, other) = if family == Family::V4 { ("-4", "IPv6") } else { ("-6", "IPv4") };
    Error::usage(complaint).with("value", value).with("option", option).with("family", other)
}

/// How the name is resolved.
pub(super) fn resolution(args: &Args) -> Result<Resolution, Error> {
    let mut resolution = Resolution::default();
    for given in args.all(&option::DNS_SERVER) {
        for item in items(given)? {
            let bad = || Error::usage(&BAD_SERVER).with("name", given.name()).with("value", item);
            resolution.servers.push(nameserver(item).ok_or_else(bad)?);
        }
    }
    if let Some(given) = args.one(&option::DNS_TRUST_ANCHOR) {
        resolution.anchor = Some(anchor(given)?);
    }
    for given in args.all(&option::RESOLVE) {
        for item in items(given)? {
            let bad = || Error::usage(&BAD_PIN).with("name", given.name()).with("value", item);
            resolution.pins.push(pin(item).ok_or_else(bad)?);
        }
    }
    Ok(resolution)
}

/// The proxy. A URL that is wrong is not quoted: it may hold a password.
pub(super) fn proxy(args: &Args) -> Result<Option<Proxy>, Error> {
    let Some(given) = args.one(&option::PROXY) else { return Ok(None) };
    let wrong = |fault| match fault {
        ProxyUrlFault::Scheme(scheme) => Error::usage(&PROXY_SCHEME).with("scheme", scheme),
        ProxyUrlFault::Form => Error::usage(&PROXY_FORM),
        ProxyUrlFault::Port => Error::usage(&PROXY_PORT),
        ProxyUrlFault::Host => Error::usage(&PROXY_HOST),
        ProxyUrlFault::Login => Error::usage(&PROXY_LOGIN),
    };
    Proxy::read(given.text()?).map(Some).map_err(|fault| wrong(fault).with("name", given.name()))
}

/// The unrelated host to compare with.
pub(super) fn reference(args: &Args, examined: &Target) -> Result<Option<Target>, Error> {
    let Some(given) = args.one(&option::COMPARE_WITH) else { return Ok(None) };
    let bad = || Error::usage(&BAD_REFERENCE).with("name", given.name());
    let read = ReadTarget::parse(given.text()?).map_err(|_| bad())?;
    if read.user.is_some() || read.password.is_some() {
        return Err(bad());
    }
    // A host that is compared with itself always proves that the network is at fault.
    if read.target.host == examined.host {
        return Err(Error::usage(&SAME_REFERENCE).with("name", given.name()));
    }
    Ok(Some(read.target))
}

/// The certificates that are trusted besides, file by file.
pub(crate) fn extra_roots(args: &Args) -> Result<Vec<Vec<u8>>, Error> {
    let mut roots = Vec::new();
    for given in args.all(&option::CA_FILE) {
        let paths: Vec<PathBuf> = match given.origin() {
            Origin::CommandLine => vec![given.raw().into()],
            Origin::Environment => std::env::split_paths(given.raw()).collect(),
        };
        for path in paths {
            roots.push(certificates(given, &path)?);
        }
    }
    Ok(roots)
}

fn certificates(given: &Given, path: &Path) -> Result<Vec<u8>, Error> {
    let about = |error: Error| error.with("name", given.name()).with("file", path.display().to_string());
    let pem = read(path).map_err(|error| about(Error::usage(&UNREADABLE)).with("reason", &error))?;
    let mut found = 0;
    for block in Pem::iter_from_buffer(&pem) {
        let block = block.map_err(|_| about(Error::usage(&BROKEN_CERTIFICATE)))?;
        if block.label == "CERTIFICATE" {
            block.parse_x509().map_err(|_| about(Error::usage(&BROKEN_CERTIFICATE)))?;
            found += 1;
        }
    }
    if found == 0 {
        return Err(about(Error::usage(&NO_CERTIFICATE)));
    }
    Ok(pem)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_PEM).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn anchor(given: &Given) -> Result<String, Error> {
    let path = Path::new(given.raw());
    let about = |error: Error| error.with("name", given.name()).with("file", path.display().to_string());
    let bytes = read(path).map_err(|error| about(Error::usage(&UNREADABLE_ANCHOR)).with("reason", &error))?;
    let text = String::from_utf8(bytes).ok().filter(|text| is_anchor(text));
    text.ok_or_else(|| about(Error::usage(&NO_ANCHOR)))
}

fn nameserver(text: &str) -> Option<SocketAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    match bare.parse::<IpAddr>() {
        Ok(address) => Some(SocketAddr::new(address, DNS)),
        Err(_) => text.parse().ok().filter(|server: &SocketAddr| server.port() > 0),
    }
}

fn pin(text: &str) -> Option<Pin> {
    let (host, rest) = text.split_once(':')?;
    let (port, address) = rest.split_once(':')?;
    let bare = address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(address);
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    Some(Pin {
        host: read_host(host).ok()?,
        port: port.parse().ok().filter(|port| *port > 0 && digits)?,
        address: bare.parse().ok()?,
    })
}

static BAD_REFERENCE: Complaint = Complaint {
    what: Text {
        en: "{name} does not name a host, or a host and a port.",
        zh_cn: "{name} 的值不是主机，也不是“主机:端口”。",
    },
    form: Text {
        en: "For example: --compare-with smtp.gmail.com",
        zh_cn: "例如：--compare-with smtp.qq.com",
    },
};

static SAME_REFERENCE: Complaint = Complaint {
    what: Text {
        en: "{name} names the server that is examined.", zh_cn: "{name} 写的就是被检查的服务器。"
    },
    form: Text {
        en: "Name a host of somebody else, for example: --compare-with smtp.gmail.com",
        zh_cn: "请写一台无关的主机，例如：--compare-with smtp.qq.com",
    },
};

/// How a proxy is written.
const PROXY_URL: Text = Text {
    en: "The form is socks5://HOST:PORT, socks5h://HOST:PORT or http://HOST:PORT, with USER:PASSWORD@ before \
         HOST where the proxy wants a login.\nFor example: --proxy socks5h://127.0.0.1:1080",
    zh_cn: "格式为 socks5://主机:端口、socks5h://主机:端口 或 http://主机:端口；代理需要登录时，在主机前写 用户名:密码@。\n例如：--proxy socks5h://127.0.0.1:1080",
};
static PROXY_FORM: Complaint = Complaint {
    what: Text { en: "{name} is not the URL of a proxy.", zh_cn: "{name} 的值不是代理的 URL。" },
    form: PROXY_URL,
};
static PROXY_SCHEME: Complaint = Complaint {
    what: Text {
        en: "{name}: smtp-doctor cannot use a proxy of the kind “{scheme}”.",
        zh_cn: "{name}：不支持“{scheme}”类型的代理。",
    },
    form: PROXY_URL,
};
static PROXY_PORT: Complaint = Complaint {
    what: Text {
        en: "{name}: the port of the proxy is missing, or is not a number from 1 to 65535.",
        zh_cn: "{name}：缺少代理的端口，或者端口不是 1 到 65535 的数字。",
    },
    form: PROXY_URL,
};
static PROXY_HOST: Complaint = Complaint {
    what: Text {
        en: "{name}: the host of the proxy is missing, or cannot be a host.",
        zh_cn: "{name}：缺少代理的主机，或者主机名不合法。",
    },
    form: Text {
        en: "Give a name, an IPv4 address, or an IPv6 address in brackets, for example: --proxy \
             socks5h://[2001:db8::1]:1080",
        zh_cn: "请写域名、IPv4 地址或方括号中的 IPv6 地址，例如：--proxy socks5h://[2001:db8::1]:1080",
    },
};
static PROXY_LOGIN: Complaint = Complaint {
    what: Text {
        en: "{name}: the user name and the password of the proxy cannot be read.",
        zh_cn: "{name}：无法读取代理的用户名和密码。",
    },
    form: Text {
        en: "Write both, with a colon between: USER:PASSWORD@HOST:PORT. Inside of them write : as %3A, / as %2F, \
             @ as %40 and % as %25.",
        zh_cn: "两者都要写，中间用冒号：用户名:密码@主机:端口。其中的 : 写成 %3A，/ 写成 %2F，@ 写成 %40，% 写成 %25。",
    },
};
static BOTH_FAMILIES: Complaint = Complaint {
    what: Text {
        en: "-4 allows IPv4 only and -6 IPv6 only: together they leave no address.",
        zh_cn: "-4 只用 IPv4，-6 只用 IPv6；同时使用就没有可用的地址了。",
    },
    form: Text { en: "Leave one of them out.", zh_cn: "请去掉其中一个。" },
};
static WRONG_FAMILY: Complaint = Complaint {
    what: Text {
        en: "{value} is an {family} address, which {option} excludes.",
        zh_cn: "{value} 是 {family} 地址，而 {option} 不允许使用。",
    },
    form: Text { en: "Leave {option} out.", zh_cn: "请去掉 {option}。" },
};
static PIN_OF_OTHER_FAMILY: Complaint = Complaint {
    what: Text {
        en: "--resolve gives the {family} address {value}, which {option} excludes.",
        zh_cn: "--resolve 指定的 {value} 是 {family} 地址，而 {option} 不允许使用。",
    },
    form: Text {
        en: "Leave {option} out, or give --resolve an address of the other kind.",
        zh_cn: "请去掉 {option}，或者在 --resolve 里改用另一种地址。",
    },
};
static BAD_SERVER: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not the address of a nameserver.",
        zh_cn: "{name} 的值“{value}”不是 DNS 服务器的地址。",
    },
    form: Text {
        en: "For example: 192.0.2.53 or 192.0.2.53:5353 or [2001:db8::53]:53",
        zh_cn: "例如：192.0.2.53、192.0.2.53:5353 或 [2001:db8::53]:53",
    },
};
static BAD_PIN: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not a host, a port and an address.",
        zh_cn: "{name} 的值“{value}”不是“主机:端口:地址”。",
    },
    form: Text {
        en: "The form is HOST:PORT:ADDR, for example: smtp.example.com:465:192.0.2.1",
        zh_cn: "格式为 主机:端口:地址，例如：smtp.example.com:465:192.0.2.1",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” cannot be read: {reason}.",
        zh_cn: "{name}：无法读取“{file}”：{reason}。",
    },
    form: Text {
        en: "Give a file with certificates in PEM form.", zh_cn: "请给出一个 PEM 格式的证书文件。"
    },
};
static UNREADABLE_ANCHOR: Complaint = Complaint {
    what: UNREADABLE.what,
    form: Text {
        en: "Give a file with DNSKEY records.", zh_cn: "请给出一个含 DNSKEY 记录的文件。"
    },
};
static NO_ANCHOR: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” holds no DNSKEY record, or one that cannot be read.",
        zh_cn: "{name}：“{file}”中没有 DNSKEY 记录，或者其中有无法读取的记录。",
    },
    form: Text {
        en: "Such a record reads: . IN DNSKEY 257 3 8 AwEAA…",
        zh_cn: "这样的记录形如：. IN DNSKEY 257 3 8 AwEAA…",
    },
};
static NO_CERTIFICATE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” holds no certificate in PEM form.",
        zh_cn: "{name}：“{file}”中没有 PEM 格式的证书。",
    },
    form: Text {
        en: "Such a certificate starts with the line -----BEGIN CERTIFICATE-----\nConvert one in DER form \
             with: openssl x509 -inform der -in FILE -out FILE.pem",
        zh_cn: "这样的证书以 -----BEGIN CERTIFICATE----- 一行开头。\nDER 格式的证书可以转换：openssl x509 -inform der -in 文件 -out 文件.pem",
    },
};
static BROKEN_CERTIFICATE: Complaint = Complaint {
    what: Text {
        en: "{name}: a certificate in “{file}” is damaged.",
        zh_cn: "{name}：“{file}”中有一个证书已损坏。",
    },
    form: Text {
        en: "Fetch the file again; often a part was lost when it was copied.",
        zh_cn: "请重新获取该文件；多半是复制时丢失了一部分。",
    },
};
