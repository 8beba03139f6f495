//! What was given as the host cannot be one: a scheme, a quotation mark, a comma, a space or an invisible character
//! stands in it.
//!
//! It is taken for a name that does not exist, as a lookup of such a value fails like one. The value is quoted and the
//! character that is wrong is named. The command line refuses such a host at once; a recorded examination may hold one.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::{acts_unseen, visible_within};
use crate::evidence::{Evidence, Stage};
use crate::locale::{Args, Text};
use crate::plan::{HostFault, read_host};

/// The most characters of the value that are quoted.
const SHOWN: usize = 80;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/malformed-host"),
    severity: Severity::Error,
    title: Text { en: "The host name is malformed", zh_cn: "主机名的写法有误" },
    explanation: Text {
        en: "“{value}” cannot be the name of a server: it holds something that no host name may hold, such as \
             a scheme, a quotation mark, a comma, a space or a full-width letter. Looking it up must fail.",
        zh_cn: "“{value}”不可能是服务器的名称：其中夹有不属于主机名的内容，\
                例如协议前缀、引号、逗号、空格或全角字符。这样的名称必然解析失败。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Write the host as `{suggestion}`.", zh_cn: "把主机名写成 `{suggestion}`。"
            },
            command: Some("smtp-doctor {suggestion}:{port}"),
            link: None,
            when: When::With("suggestion"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Enter the host by hand instead of pasting it: the name alone, without `https://`, port, \
                     quotes or spaces.",
                zh_cn: "手工输入主机名，不要粘贴：只写名称本身，不带 `https://`、端口、引号和空格。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Check how the application reads its settings: quotes, semicolons and line ends of a \
             `.env` or YAML file must not become part of the value.",
                zh_cn: "检查程序读取配置的方式：`.env` 或 YAML 文件里的引号、分号和换行不能混进主机名。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads the given host name character by character. If it holds something that no host \
             name may hold, it is this.",
        zh_cn: "smtp-doctor 会逐个字符检查所给的主机名。如果其中有主机名不允许的内容，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        r#"
        invalid host name
        invalid hostname
        invalid host
        invalid dns name
        invalid dnsname
        invaliddnsname
        invalid domain name
        not a valid hostname
        malformed host
        hostname is invalid
        hostname contains invalid characters
        illegal character in hostname
        illegal character in authority
        invalid character & in host name
        the hostname could not be parsed
        hostname could not be parsed
        enotfound smtp://
        enotfound smtps://
        enotfound http
        enotfound ssl://
        enotfound tls://
        lookup smtp://
        lookup smtps://
        lookup http://
        lookup https://
        lookup ssl://
        lookup tls://
        getaddrinfo for ssl://
        getaddrinfo for tls://
        getaddrinfo for smtp://
        getaddrinfo for http
        host "smtp://
        ssl://ssl://
        ssl://smtp://
        tls://tls://
        too many colons in address
        missing port in address
        invalid port & after host
        nonnumeric port
        'idna' codec
        label empty or too long
        label too long
        mailer dsn is invalid
        mailer dsn must contain
        err_invalid_url
        invalid url & smtp
        主机名无效
        无效的主机名
        主机名格式
        主机名的写法
        无法分析主机名
        "#,
    )],
    supersedes: &[
        Code("dns/name-not-found"),
        Code("dns/no-address"),
        Code("dns/server-failure"),
        Code("dns/resolver-unreachable"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let value = &evidence.plan.target.host;
    let Err(fault) = read_host(value) else { return Vec::new() };
    let found =
        Match::run(Stage::Dns, observation(value, &fault)).with("value", visible_within(value, SHOWN));
    match repaired(value) {
        Some(host) => vec![found.with("suggestion", host)],
        None => vec![found],
    }
}

fn observation(value: &str, fault: &HostFault) -> Proof {
    let mut args: Args = vec![("value", visible_within(value, SHOWN))];
    let text = match fault {
        HostFault::Empty => Text { en: "The host is empty", zh_cn: "主机名为空" },
        HostFault::Character { character, place } => {
            args.push(("character", character.to_string()));
            args.push(("number", format!("U+{:04X}", u32::from(*character))));
            args.push(("place", place.to_string()));
            Text {
                en: "“{value}” has “{character}” ({number}) at place {place}, which no host name holds",
                zh_cn: "“{value}”的第 {place} 个字符是“{character}”（{number}），主机名中不能出现",
            }
        }
        HostFault::Label(label) if label.is_empty() => Text {
            en: "“{value}” starts with a dot or has two dots in a row",
            zh_cn: "“{value}”以点开头，或者有两个连续的点",
        },
        HostFault::Label(label) => {
            args.push(("label", label.clone()));
            Text {
                en: "“{label}” in “{value}” is too long, or starts or ends with a hyphen",
                zh_cn: "“{value}”中的“{label}”过长，或者以连字符开头或结尾",
            }
        }
        HostFault::Idna => Text {
            en: "“{value}” has no valid form for the DNS (IDNA)",
            zh_cn: "“{value}”不能转换成 DNS 使用的形式（IDNA）",
        },
    };
    Proof::new(text, args)
}

/// The host that was probably meant, if what is left without the dross can be one.
fn repaired(value: &str) -> Option<String> {
    let narrow: String = value.chars().filter_map(narrowed).collect();
    let rest = narrow.split_once("://").map_or(narrow.as_str(), |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let rest = match rest.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => rest,
    };
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    read_host(rest).ok().filter(|host| host.contains('.'))
}

/// A character in its ASCII form; none for what has no place in a name and is not seen.
fn narrowed(c: char) -> Option<char> {
    match c {
        '\u{3002}' | '\u{ff61}' => Some('.'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_whitespace() || c.is_control() || acts_unseen(c) => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::healthy;
    use crate::locale::{Lang, fill};
    use crate::plan::Security;

    fn given(host: &str) -> Vec<Match> {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.plan.target.host = host.into();
        told_by(&evidence)
    }

    #[test]
    fn the_wrong_character_is_named() {
        let found = given("smtp.qq.com，");
        let proof = &found[0].proof[0];
        assert_eq!(
            fill(proof.text.in_lang(Lang::En), &proof.args),
            "“smtp.qq.com，” has “，” (U+FF0C) at place 12, which no host name holds"
        );
    }

    #[test]
    fn the_host_that_was_meant_is_found() {
        for value in [
            "\"smtp.gmail.com\";",
            "https://smtp.gmail.com/",
            "smtp.gmail.com\n",
            "smtp. gmail.com",
            "ｓｍｔｐ．ｇｍａｉｌ．ｃｏｍ",
            "\u{200b}smtp.gmail.com",
            "ssl://smtp.gmail.com:465",
            "smtp.gmail.com,",
            "“smtp.gmail.com”",
        ] {
            let found = given(value);
            assert_eq!(found.len(), 1, "{value:?}");
            assert!(found[0].args.contains(&("suggestion", "smtp.gmail.com".into())), "{value:?}");
        }
    }

    #[test]
    fn every_fault_has_its_words() {
        for value in ["", "a..b", "-a.example", "xn--a.example"] {
            assert!(given(value).len() == 1, "{value:?}");
        }
    }

    #[test]
    fn a_sound_host_is_no_finding() {
        for value in ["smtp.example.com", "192.0.2.1", "2001:db8::1", "localhost", "邮箱.example"] {
            assert!(given(value).is_empty(), "{value}");
        }
    }
}
