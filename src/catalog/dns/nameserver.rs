//! What each nameserver said, as observations. It refuses to know what that means.

use crate::catalog::{BETWEEN, Match, Proof, Scope};
use crate::escape::visible_within;
use crate::evidence::{
    DnsAnswer, DnsQuery, Evidence, ExtendedError, Failure, NoResolution, RecordKind, SecondLook, Stage,
};
use crate::locale::{Args, Text};

/// The most observations that one finding quotes.
const LINES: usize = 8;
/// How much of what a nameserver says is quoted.
const SHOWN: usize = 160;
/// The codes by which a nameserver says that it filters (RFC 8914 §4.16 to §4.18).
const BLOCKED: u16 = 15;
const FILTERED: u16 = 17;

/// Why the name has no usable address, where it has none.
pub(super) fn no_resolution(evidence: &Evidence) -> Option<&NoResolution> {
    match evidence.dns.failure() {
        Some(Failure::NoResolution(because)) => Some(because),
        _ => None,
    }
}

/// Whether an answer is a refusal and no nameserver did more than refuse or stay silent.
pub(super) fn all_refuse(evidence: &Evidence, answer: &DnsAnswer) -> bool {
    let is_refusal = |answer: &DnsAnswer| match answer {
        DnsAnswer::Code { code } => code.eq_ignore_ascii_case("REFUSED"),
        _ => false,
    };
    let is_silence = |answer: &DnsAnswer| {
        matches!(answer, DnsAnswer::NoAnswer | DnsAnswer::PortClosed | DnsAnswer::Unsent { .. })
    };
    is_refusal(answer)
        && evidence.dns.facts().is_none_or(|dns| {
            dns.queries.iter().all(|query| is_refusal(&query.answer) || is_silence(&query.answer))
        })
}

/// A match of the name, proved by what the nameservers said, each thing once; by `otherwise` where nothing was
/// recorded.
pub(super) fn told(evidence: &Evidence, otherwise: Text) -> Match {
    let mut said: Vec<Proof> = Vec::new();
    for query in evidence.dns.facts().into_iter().flat_map(|dns| &dns.queries) {
        let proof = observation(query);
        if said.len() < LINES && !said.contains(&proof) {
            said.push(proof);
        }
    }
    if said.is_empty() {
        said.push(Proof::new(otherwise, Vec::new()));
    }
    let mut args = Args::new();
    for query in evidence.dns.facts().into_iter().flat_map(|dns| &dns.queries) {
        let Some(look) = &query.second_look else { continue };
        let reasons = look.extended.as_ref().map(|extended| {
            if matches!(extended.code, BLOCKED..=FILTERED) {
                args.push(("filtered", query.server.clone()));
            }
            reason(query, extended)
        });
        let unchecked = unchecked(query, look);
        if unchecked.is_some() {
            args.push(("unsigned", query.server.clone()));
        }
        for proof in reasons.into_iter().chain(unchecked) {
            if said.len() < LINES && !said.contains(&proof) {
                said.push(proof);
            }
        }
    }
    args.dedup_by_key(|(name, _)| *name);
    Match { scope: Scope::Run, stage: Stage::Dns, severity: None, proof: said, args }
}

/// The reason that a nameserver adds (RFC 8914).
fn reason(query: &DnsQuery, extended: &ExtendedError) -> Proof {
    let mut args: Args = vec![("server", query.server.clone()), ("number", extended.code.to_string())];
    let name = extended.name();
    args.extend(name.map(|name| ("reason", name.to_owned())));
    let text = extended.text.trim();
    if !text.is_empty() {
        args.push(("said", visible_within(text, SHOWN)));
    }
    let sentence = match (name.is_some(), text.is_empty()) {
        (true, true) => REASON,
        (true, false) => REASON_AND_TEXT,
        (false, true) => NUMBER,
        (false, false) => NUMBER_AND_TEXT,
    };
    Proof::new(sentence, args)
}

/// That a nameserver has an address after all, when it is asked not to check the signatures.
fn unchecked(query: &DnsQuery, look: &SecondLook) -> Option<Proof> {
    let Some(DnsAnswer::Addresses { addresses }) = &look.unchecked else { return None };
    let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    Some(Proof::new(UNCHECKED, vec![("server", query.server.clone()), ("list", list.join(BETWEEN))]))
}

const REASON: Text = Text {
    en: "Nameserver {server} gives the reason: {reason} (RFC 8914 code {number})",
    zh_cn: "DNS 服务器 {server} 给出的原因：{reason}（RFC 8914 代码 {number}）",
};
const REASON_AND_TEXT: Text = Text {
    en: "Nameserver {server} gives the reason: {reason} (RFC 8914 code {number}): {said}",
    zh_cn: "DNS 服务器 {server} 给出的原因：{reason}（RFC 8914 代码 {number}）：{said}",
};
const NUMBER: Text = Text {
    en: "Nameserver {server} gives a reason by number only: RFC 8914 code {number}",
    zh_cn: "DNS 服务器 {server} 只给出了原因编号：RFC 8914 代码 {number}",
};
const NUMBER_AND_TEXT: Text = Text {
    en: "Nameserver {server} gives the reason (RFC 8914 code {number}): {said}",
    zh_cn: "DNS 服务器 {server} 给出的原因（RFC 8914 代码 {number}）：{said}",
};
const UNCHECKED: Text = Text {
    en: "Asked to leave the signatures unchecked, nameserver {server} answers: {list}. So only the DNS signatures (DNSSEC) of the domain are broken",
    zh_cn: "要求不验证签名时，DNS 服务器 {server} 答复：{list}。可见只是该域名的 DNS 签名（DNSSEC）有误",
};

/// What a nameserver said, as a sentence.
pub(super) fn observation(query: &DnsQuery) -> Proof {
    let mut args: Args = vec![("server", query.server.clone())];
    let kind = match query.kind {
        RecordKind::A => "A",
        RecordKind::Aaaa => "AAAA",
    };
    let text = match &query.answer {
        DnsAnswer::Addresses { addresses } => {
            let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
            args.push(("list", list.join(BETWEEN)));
            Text {
                en: "Nameserver {server} answers: {list}", zh_cn: "DNS 服务器 {server} 答复：{list}"
            }
        }
        DnsAnswer::NameNotFound => Text {
            en: "Nameserver {server} answers that {host} does not exist (NXDOMAIN)",
            zh_cn: "DNS 服务器 {server} 答复：{host} 不存在（NXDOMAIN）",
        },
        DnsAnswer::NoData => {
            args.push(("kind", kind.to_owned()));
            Text {
                en: "Nameserver {server} answers that {host} has no {kind} record",
                zh_cn: "DNS 服务器 {server} 答复：{host} 没有 {kind} 记录",
            }
        }
        DnsAnswer::Code { code } => {
            args.push(("rcode", code.clone()));
            Text {
                en: "Nameserver {server} answers: {rcode}", zh_cn: "DNS 服务器 {server} 答复：{rcode}"
            }
        }
        DnsAnswer::PortClosed => Text {
            en: "Nothing listens on {server}: the question for {host} was turned away",
            zh_cn: "{server} 上没有 DNS 服务在监听：对 {host} 的查询被直接拒绝",
        },
        DnsAnswer::NoAnswer => {
            Text { en: "Nameserver {server} does not answer", zh_cn: "DNS 服务器 {server} 没有应答" }
        }
        DnsAnswer::Unsent { reason } => {
            args.push(("reason", reason.clone()));
            Text {
                en: "The question to nameserver {server} cannot be sent: {reason}",
                zh_cn: "无法向 DNS 服务器 {server} 发出查询：{reason}",
            }
        }
    };
    Proof::new(text, args)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::evidence::sample::{failed_with, healthy};
    use crate::evidence::{Dns, DnsSource, Outcome};
    use crate::locale::{Lang, fill};
    use crate::plan::Security;

    /// An examination whose name has no address, with what one nameserver said to A and AAAA alike.
    pub(in crate::catalog::dns) fn unresolved(because: NoResolution, answer: &DnsAnswer) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        let ask = |kind| DnsQuery {
            server: "192.0.2.53:53".into(),
            kind,
            answer: answer.clone(),
            ms: 5.0,
            second_look: None,
        };
        let facts = Dns {
            name: "smtp.example.com".into(),
            source: DnsSource::Nameserver,
            addresses: Vec::new(),
            aliases: Vec::new(),
            queries: vec![ask(RecordKind::A), ask(RecordKind::Aaaa)],
        };
        evidence.dns = failed_with(Failure::NoResolution(because), facts);
        evidence.attempts[0].tcp = Outcome::Unreached { after: Stage::Dns };
        evidence
    }

    #[test]
    fn each_thing_said_is_told_once() {
        let said = |answer: &DnsAnswer| {
            let evidence = unresolved(NoResolution::NoAnswer, answer);
            let nothing = Text { en: "nothing", zh_cn: "无" };
            told(&evidence, nothing)
                .proof
                .iter()
                .map(|p| fill(p.text.in_lang(Lang::En), &p.args))
                .collect::<Vec<_>>()
        };
        assert_eq!(said(&DnsAnswer::NoAnswer), ["Nameserver 192.0.2.53:53 does not answer"]);
        assert_eq!(said(&DnsAnswer::NoData).len(), 2);
        let servfail = DnsAnswer::Code { code: "SERVFAIL".into() };
        assert_eq!(said(&servfail), ["Nameserver 192.0.2.53:53 answers: SERVFAIL"]);
    }

    #[test]
    fn a_second_look_tells_the_reason_and_whether_only_the_signatures_are_broken() {
        let servfail = DnsAnswer::Code { code: "SERVFAIL".into() };
        let told_with = |code, text: &str, unchecked| {
            let mut evidence = unresolved(NoResolution::NoAnswer, &servfail);
            if let Outcome::Failed { facts: Some(dns), .. } = &mut evidence.dns {
                let extended = Some(ExtendedError { code, text: text.into() });
                dns.queries[0].second_look = Some(SecondLook { extended, unchecked });
            }
            told(&evidence, Text { en: "nothing", zh_cn: "无" })
        };
        let address = "192.0.2.1".parse().unwrap();
        let found = told_with(6, "", Some(DnsAnswer::Addresses { addresses: vec![address] }));
        let said: Vec<String> =
            found.proof.iter().map(|proof| fill(proof.text.in_lang(Lang::En), &proof.args)).collect();
        assert_eq!(said[1], "Nameserver 192.0.2.53:53 gives the reason: DNSSEC Bogus (RFC 8914 code 6)");
        assert!(said[2].contains("192.0.2.1") && found.args[0].0 == "unsigned", "{said:?}");
        let found = told_with(15, "bad \u{1b}[31mhost", None);
        assert!(found.args[0].0 == "filtered");
        let shown = fill(found.proof[1].text.in_lang(Lang::En), &found.proof[1].args);
        assert!(shown.ends_with("bad \\x1b[31mhost"), "{shown}");
        let unknown = told_with(4095, "x", None);
        assert!(fill(unknown.proof[1].text.in_lang(Lang::En), &unknown.proof[1].args).contains("4095"));
    }
}
