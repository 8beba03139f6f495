//! How the names of a certificate are held against a host (RFC 9525 §6), told where a name only looks as if it fitted,
//! and what the server shows to a client that does not name it.

use crate::catalog::Proof;
use crate::escape::visible_within;
use crate::evidence::{Evidence, FollowUp, Question, Tls};
use crate::locale::Text;

/// How much of a name is shown.
const SHOWN: usize = 80;

/// Why a name that looks as if it fitted the host does not.
pub(crate) fn rule(names: &[String], host: &str) -> Option<Proof> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    names.iter().find_map(|name| {
        let lower = name.to_ascii_lowercase();
        let text = match lower.split_once('*') {
            Some(("", rest)) if rest.starts_with('.') && deeper(&host, rest) => DEEPER,
            Some(("", rest)) if rest.strip_prefix('.') == Some(host.as_str()) => ITSELF,
            Some((before, rest))
                if !(before.is_empty() && rest.starts_with('.')) && fits(before, rest, &host) =>
            {
                PARTIAL
            }
            None if !name.is_ascii() && idna::domain_to_ascii(name).is_ok_and(|name| name == host) => ENCODED,
            _ => return None,
        };
        Some(Proof::new(
            text,
            vec![("name", visible_within(name, SHOWN)), ("wanted", visible_within(&host, SHOWN))],
        ))
    })
}

/// Whether a host lies below a domain, `.` before it, by more than one label.
fn deeper(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|label| label.contains('.'))
}

/// Whether a host would fit if `*` stood for anything.
fn fits(before: &str, rest: &str, host: &str) -> bool {
    host.len() >= before.len() + rest.len() && host.starts_with(before) && host.ends_with(rest)
}

/// What the server of an attempt shows to a client that does not name it: a proof, and whether that is right.
pub(crate) fn without_name(evidence: &Evidence, about: usize, named: &Tls) -> Option<(Proof, bool)> {
    let asked = |known: &&FollowUp| matches!(known.question, Question::WithoutName { .. });
    let answer = evidence.follow_ups_about(about).find(asked)?;
    let own = answer.attempt.tls.facts()?.chain.first()?;
    let same = named.chain.first().is_some_and(|known| known.sha256 == own.sha256);
    let text = match (answer.is_yes(), same) {
        (true, _) => RIGHT_UNNAMED,
        (false, true) => SAME_UNNAMED,
        (false, false) => OTHER_UNNAMED,
    };
    let proof = Proof::new(text, vec![("subject", visible_within(&own.subject, SHOWN))]);
    Some((proof, answer.is_yes()))
}

const DEEPER: Text = Text {
    en: "{name} covers one label in place of the * only, and {wanted} has more",
    zh_cn: "{name} 中的 * 只能代表一级名称，而 {wanted} 不止多一级",
};
const ITSELF: Text = Text {
    en: "{name} covers the names below {wanted}, not {wanted} itself",
    zh_cn: "{name} 只包括 {wanted} 之下的名称，不包括 {wanted} 本身",
};
const PARTIAL: Text = Text {
    en: "In {name} the * is not the whole of the leftmost label, so it does not count for {wanted} (RFC 9525)",
    zh_cn: "{name} 中的 * 不是最左边完整的一级名称，因此对 {wanted} 无效（RFC 9525）",
};
const ENCODED: Text = Text {
    en: "The certificate writes {name} with letters beyond ASCII. Only the form {wanted} counts",
    zh_cn: "证书里的 {name} 含有 ASCII 以外的字符，只有写成 {wanted} 才有效",
};
const RIGHT_UNNAMED: Text = Text {
    en: "To a client that does not name it (no SNI), the server shows a certificate that fits: {subject}",
    zh_cn: "客户端不发送主机名（不带 SNI）时，服务器出示的证书是相符的：{subject}",
};
const SAME_UNNAMED: Text = Text {
    en: "The server shows this certificate whether it is named (SNI) or not: it has no other for this name",
    zh_cn: "无论是否发送主机名（SNI），服务器都出示这张证书：它没有为这个名称另配证书",
};
const OTHER_UNNAMED: Text = Text {
    en: "To a client that does not name it (no SNI), the server shows yet another certificate: {subject}",
    zh_cn: "客户端不发送主机名（不带 SNI）时，服务器出示的又是另一张证书：{subject}",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, host: &str) -> Option<Text> {
        rule(&[name.to_owned()], host).map(|proof| proof.text)
    }

    #[test]
    fn a_star_stands_for_one_whole_label() {
        assert_eq!(told("*.example.com", "a.b.example.com"), Some(DEEPER));
        assert_eq!(told("*.Example.com", "example.com."), Some(ITSELF));
        assert_eq!(told("smtp*.example.com", "smtp1.example.com"), Some(PARTIAL));
        assert_eq!(told("a.*.example.com", "a.b.example.com"), Some(PARTIAL));
        assert_eq!(told("*.example.net", "a.b.example.com"), None);
        assert_eq!(told("smtp.example.com", "mail.example.com"), None);
    }

    #[test]
    fn a_name_counts_in_its_ascii_form_only() {
        assert_eq!(told("почта.example", "xn--80a1acny.example"), Some(ENCODED));
        assert_eq!(told("почта.example", "mail.example"), None);
    }
}
