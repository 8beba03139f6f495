//! What each nameserver said, as observations. It refuses to know what that means.

use crate::catalog::{BETWEEN, Match, Proof, Scope};
use crate::evidence::{DnsAnswer, DnsQuery, Evidence, Failure, NoResolution, RecordKind, Stage};
use crate::locale::{Args, Text};

/// The most observations that one finding quotes.
const LINES: usize = 6;

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
    Match { scope: Scope::Run, stage: Stage::Dns, severity: None, proof: said, args: Args::new() }
}

fn observation(query: &DnsQuery) -> Proof {
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
}
