//! Which targets may be probed, so that nobody looks for open ports through the service.

use toml::Value;

use crate::cli::error::{Complaint, Error};
use crate::locale::Text;
use crate::plan::{Target, read_host};

/// The targets that may be probed.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Allowed {
    /// All of them.
    Every,
    /// Those that fit one of these.
    These(Vec<Pattern>),
}

/// A host, or all below a name; and a port, or any.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Pattern {
    host: String,
    is_suffix: bool,
    port: Option<u16>,
}

impl Allowed {
    /// Reads `HOST`, `HOST:PORT` and `*.DOMAIN`, with or without a port.
    pub(super) fn read(items: &[Value]) -> Result<Self, Error> {
        let read = |item: &Value| {
            let text = item.as_str().unwrap_or_default().to_owned();
            Pattern::read(&text).ok_or_else(|| Error::usage(&BAD_PATTERN).with("value", text))
        };
        items.iter().map(read).collect::<Result<Vec<_>, _>>().map(Self::These)
    }

    /// Whether a target may be probed.
    pub(super) fn admits(&self, target: &Target) -> bool {
        match self {
            Self::Every => true,
            Self::These(patterns) => patterns.iter().any(|pattern| pattern.fits(target)),
        }
    }
}

impl Pattern {
    fn read(text: &str) -> Option<Self> {
        let (is_suffix, rest) = match text.strip_prefix("*.") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let read = crate::plan::ReadTarget::parse(rest).ok().filter(|read| read.mode.is_none())?;
        let Target { host, port, .. } = read.target;
        read_host(&host).ok()?;
        Some(Self { host, is_suffix, port })
    }

    fn fits(&self, target: &Target) -> bool {
        let host = if self.is_suffix {
            target.host.strip_suffix(&self.host).is_some_and(|below| below.len() > 1 && below.ends_with('.'))
        } else {
            target.host == self.host
        };
        host && self.port.is_none_or(|port| target.port == Some(port))
    }
}

static BAD_PATTERN: Complaint = Complaint {
    what: Text {
        en: "--config: “{file}”: “{value}” in targets names no host.",
        zh_cn: "--config：“{file}”：targets 中的“{value}”不是主机。",
    },
    form: Text {
        en: "The forms are HOST, HOST:PORT and *.DOMAIN.",
        zh_cn: "可写 主机、主机:端口 和 *.域名。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_fits_is_admitted() {
        let texts = ["smtp.example.com", "mx.example.net:465", "*.example.org", "192.0.2.1"];
        let items: Vec<Value> = texts.iter().map(|text| Value::from(*text)).collect();
        let allowed = Allowed::read(&items).unwrap_or_else(|_| panic!("not read"));
        let admits = |text: &str| allowed.admits(&crate::plan::ReadTarget::parse(text).unwrap().target);
        for good in [
            "smtp.example.com:25",
            "SMTP.example.com",
            "mx.example.net:465",
            "a.b.example.org",
            "smtps://192.0.2.1",
        ] {
            assert!(admits(good), "{good}");
        }
        for bad in
            ["example.org", "badexample.org", "mx.example.net", "mx.example.net:25", "x.smtp.example.com"]
        {
            assert!(!admits(bad), "{bad}");
        }
        assert!(Allowed::read(&[Value::from("smtp://a.test")]).is_err());
    }
}
