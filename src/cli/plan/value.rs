//! Values of single options: numbers, stages, the name to announce.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::cli::args::{Args, Given};
use crate::cli::error::{Complaint, Error};
use crate::cli::option::{self, Opt};
use crate::evidence::Stage;
use crate::locale::Text;
use crate::plan::{Limits, Route, Security, read_host};

/// How long, how often.
pub(super) fn limits(args: &Args) -> Result<Limits, Error> {
    let default = Limits::default();
    let stage = number(args, &option::TIMEOUT, 1..=3600)?.map_or(default.stage, seconds);
    let deadline = number(args, &option::DEADLINE, 1..=86_400)?;
    Ok(Limits {
        stage,
        deadline: deadline.map_or_else(|| default.deadline.max(stage * 2), seconds),
        retries: number(args, &option::RETRIES, 0..=10)?.unwrap_or(default.retries),
        connections: default.connections,
    })
}

/// The last stage to go to, if `--only` names one: of several, the one that is reached last.
pub(super) fn only(args: &Args, routes: &[Route]) -> Result<Option<Stage>, Error> {
    use Stage::{Auth, Dns, Ehlo, Greeting, Mail, Rcpt, StartTls, Tcp, Tls};
    let tls_first = routes.iter().all(|route| route.security == Security::Implicit);
    let road = if tls_first {
        [Dns, Tcp, Tls, Greeting, Ehlo, StartTls, Auth, Mail, Rcpt]
    } else {
        [Dns, Tcp, Greeting, Ehlo, StartTls, Tls, Auth, Mail, Rcpt]
    };
    let mut until = None;
    for given in args.all(&option::ONLY) {
        for name in items(given)? {
            let wanted = name.to_ascii_lowercase();
            let place = road.iter().position(|stage| stage.name() == wanted);
            let bad = || {
                let error = Error::usage(&NO_STAGE).with("name", given.name()).with("value", name);
                error.near(name, option::ONLY.values())
            };
            until = until.max(Some(place.ok_or_else(bad)?));
        }
    }
    Ok(until.map(|place| road[place]))
}

/// The name to announce.
pub(super) fn helo(args: &Args) -> Result<Option<String>, Error> {
    let Some(given) = args.one(&option::HELO) else { return Ok(None) };
    let name = given.text()?;
    if let Ok(address) = name.parse::<IpAddr>() {
        let literal = match address {
            IpAddr::V4(address) => format!("[{address}]"),
            IpAddr::V6(address) => format!("[IPv6:{address}]"),
        };
        return Err(Error::usage(&BARE_ADDRESS)
            .with("name", given.name())
            .with("value", name)
            .with("literal", literal));
    }
    if is_address_literal(name) {
        return Ok(Some(name.to_owned()));
    }
    let bad = |_| Error::usage(&BAD_HELO).with("name", given.name()).with("value", name);
    read_host(name).map(Some).map_err(bad)
}

/// The parts of a value that may hold several, with commas between.
pub(super) fn items(given: &Given) -> Result<Vec<&str>, Error> {
    let items: Vec<&str> = given.text()?.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
    if items.is_empty() {
        return Err(Error::usage(&EMPTY).with("name", given.name()));
    }
    Ok(items)
}

/// Whether `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3).
fn is_address_literal(name: &str) -> bool {
    let Some(inside) = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    match inside.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("IPv6:") => inside[5..].parse::<Ipv6Addr>().is_ok(),
        _ => inside.parse::<Ipv4Addr>().is_ok(),
    }
}

/// A whole number within a range.
pub(crate) fn number(args: &Args, opt: &Opt, range: RangeInclusive<u32>) -> Result<Option<u32>, Error> {
    let Some(given) = args.one(opt) else { return Ok(None) };
    let text = given.text()?.trim();
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(number) if digits && range.contains(&number) => Ok(Some(number)),
        _ => Err(Error::usage(&BAD_NUMBER)
            .with("name", given.name())
            .with("value", text)
            .with("least", range.start().to_string())
            .with("most", range.end().to_string())),
    }
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}

static BAD_NUMBER: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not a whole number from {least} to {most}.",
        zh_cn: "{name} 的值“{value}”不是 {least} 到 {most} 的整数。",
    },
    form: Text { en: "Write digits only, without a unit.", zh_cn: "请只写数字，不带单位。" },
};
static NO_STAGE: Complaint = Complaint {
    what: Text {
        en: "{name}: there is no stage “{value}”.", zh_cn: "{name}：没有“{value}”这个阶段。"
    },
    form: Text {
        en: "The stages are dns, tcp, tls, greeting, ehlo, starttls, auth, mail and rcpt.",
        zh_cn: "阶段有 dns、tcp、tls、greeting、ehlo、starttls、auth、mail 和 rcpt。",
    },
};
static BARE_ADDRESS: Complaint = Complaint {
    what: Text {
        en: "{name}: the address “{value}” needs brackets.",
        zh_cn: "{name}：地址“{value}”需要加方括号。",
    },
    form: Text { en: "Write --helo {literal}", zh_cn: "请写 --helo {literal}" },
};
static BAD_HELO: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is neither a host name nor an address in brackets.",
        zh_cn: "{name} 的值“{value}”既不是主机名，也不是方括号中的地址。",
    },
    form: Text {
        en: "For example: --helo mail.example.com or --helo [192.0.2.1] or --helo [IPv6:2001:db8::1]",
        zh_cn: "例如：--helo mail.example.com、--helo [192.0.2.1] 或 --helo [IPv6:2001:db8::1]",
    },
};
static EMPTY: Complaint = Complaint {
    what: Text { en: "The value of {name} is empty.", zh_cn: "{name} 的值是空的。" },
    form: Text { en: "Write a value, or leave {name} out.", zh_cn: "请写上值，或去掉 {name}。" },
};
