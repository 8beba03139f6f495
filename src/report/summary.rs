//! What was seen at a stage that was gone through, in one line.

use std::borrow::Cow;
use std::net::IpAddr;

use time::OffsetDateTime;

use super::failure::{SHOWN, sentence};
use super::rerun::endpoint;
use crate::catalog::send::queue_id;
use crate::escape::visible;
use crate::evidence::behind_nat64;
use crate::evidence::{
    Attempt, Auth, CertificateFault, Connection, Data, Dns, DnsSource, Ehlo, Evidence, Failure, Hello, Rcpt,
    Recipient, Stage, Tcp, Tls, Withheld,
};
use crate::locale::{Strings, fill};
use crate::smtp::Reply;

/// What stands between two facts.
const BETWEEN: &str = " · ";
/// How many of a kind are named before the rest is counted.
const NAMED: usize = 3;

/// What was seen at a stage that passed or failed.
pub(super) fn summary(evidence: &Evidence, attempt: &Attempt, stage: Stage, words: &Strings) -> String {
    let failure = match stage {
        Stage::Dns => evidence.dns.failure(),
        stage => attempt.failure(stage),
    };
    let told = || failure.map(|failure| sentence(words, stage, failure)).unwrap_or_default();
    match (stage, failure) {
        (Stage::Dns, None) => dns(evidence, attempt).map(|dns| names(&dns, words)),
        (Stage::Tcp, None) => attempt.tcp.passed().map(|tcp| connected(tcp, evidence, attempt, words)),
        (Stage::Tcp, Some(failure)) => {
            attempt.tcp.facts().map(|tcp| not_connected(tcp, failure, evidence, words))
        }
        (Stage::Tls, None | Some(Failure::Certificate)) => {
            attempt.tls.facts().map(|tls| secured(tls, words)).filter(|said| !said.is_empty())
        }
        (Stage::Greeting, None) => attempt.greeting.passed().map(|greeting| shown(&greeting.reply)),
        (Stage::Ehlo, None) => attempt.ehlo.passed().map(|ehlo| listed(ehlo, words)),
        (Stage::EhloAgain, None) => attempt.ehlo_again.passed().map(|ehlo| listed(ehlo, words)),
        (Stage::StartTls, None) => attempt.starttls.passed().map(|starttls| shown(&starttls.reply)),
        (Stage::Auth, None) => attempt.auth.passed().map(logged_in),
        (Stage::Mail, None) => {
            attempt.mail.passed().map(|mail| [path(&mail.from), shown(&mail.reply)].join(BETWEEN))
        }
        (Stage::Rcpt, None) => attempt.rcpt.passed().map(|rcpt| accepted(rcpt, words)),
        (Stage::Rcpt, Some(failure)) => {
            let all = evidence.plan.envelope.as_ref().map(|envelope| envelope.to.len());
            attempt.rcpt.facts().and_then(|rcpt| not_accepted(rcpt, all, failure, words))
        }
        (Stage::Data, None) => attempt.data.passed().map(|data| taken(data, words)),
        (Stage::Data, Some(failure)) => attempt
            .data
            .facts()
            .filter(|data| data.is_unknown())
            .map(|_| [sentence(words, stage, failure), words.data_unknown.to_owned()].join(BETWEEN)),
        (Stage::Auth, Some(Failure::Withheld { because: Withheld::Unverified })) => {
            let faults = attempt.tls.facts().map(|tls| tls.faults.as_slice()).unwrap_or_default();
            (faults == [CertificateFault::PinMismatch]).then(|| words.failed_withheld_unpinned.to_owned())
        }
        (_, Some(_)) => None,
    }
    .unwrap_or_else(told)
}

fn shown(reply: &Reply) -> String {
    reply.shown(SHOWN)
}

/// The name as it counts for an attempt.
pub(super) fn dns<'a>(evidence: &'a Evidence, attempt: &Attempt) -> Option<Cow<'a, Dns>> {
    evidence.dns_for(attempt.route.port).or_else(|| evidence.dns.facts().map(Cow::Borrowed))
}

/// The first few of many, the rest counted.
fn some_of<T>(all: &[T], shown: impl Fn(&T) -> String) -> String {
    let mut named: Vec<String> = all.iter().take(NAMED).map(shown).collect();
    if all.len() > NAMED {
        named.push(format!("+{}", all.len() - NAMED));
    }
    named.join(BETWEEN)
}

fn names(dns: &Dns, words: &Strings) -> String {
    let template = match dns.source {
        DnsSource::Nameserver => "{addresses}",
        DnsSource::Literal => words.dns_literal,
        DnsSource::Pinned => words.dns_pinned,
        DnsSource::HostsFile => words.dns_hosts_file,
        // A name of one part is no whole name: something completed it.
        DnsSource::System if !dns.name.contains('.') => words.dns_system_completed,
        DnsSource::System => words.dns_system,
        DnsSource::Proxy => words.dns_proxy,
    };
    let shown = |address: &IpAddr| match behind_nat64(*address) {
        Some(stands_for) => {
            fill(words.dns_nat64, &[("address", address.to_string()), ("stands_for", stands_for.to_string())])
        }
        None => address.to_string(),
    };
    fill(template, &[("addresses", some_of(&dns.addresses, shown))])
}

fn connected(tcp: &Tcp, evidence: &Evidence, attempt: &Attempt, words: &Strings) -> String {
    let failed: Vec<&Connection> = tcp.connections.iter().filter(|found| found.failure.is_some()).collect();
    let mut facts: Vec<String> = tcp.peer.iter().map(ToString::to_string).collect();
    if let (Some(_), Some(proxy)) = (&tcp.via, &evidence.plan.proxy) {
        // Of an address that the proxy keeps to itself, the name is all there is to show.
        let named = || endpoint(&evidence.plan.target.host, attempt.route.port);
        let peer = facts.pop().unwrap_or_else(named);
        facts.push(fill(words.tcp_via, &[("peer", peer), ("proxy", visible(&proxy.to_string()))]));
    }
    if !failed.is_empty() {
        facts.push(some_of(&failed, |connection| other(connection, words)));
    }
    if tcp.retries > 0 {
        facts.push(fill(words.tcp_retries, &[("count", tcp.retries.to_string())]));
    }
    facts.join(BETWEEN)
}

fn not_connected(tcp: &Tcp, failure: &Failure, evidence: &Evidence, words: &Strings) -> String {
    let said = sentence(words, Stage::Tcp, failure);
    let alike = |connection: &Connection| {
        connection.failure.as_ref().is_some_and(|failure| sentence(words, Stage::Tcp, failure) == said)
    };
    let mut facts = Vec::new();
    if tcp.connections.iter().all(alike) {
        facts.push(said);
        if let (Failure::Proxy(_), Some(proxy)) = (failure, &evidence.plan.proxy) {
            return [facts.concat(), visible(&proxy.to_string())].join(BETWEEN);
        }
        facts.push(some_of(&tcp.connections, |connection| connection.address.to_string()));
    } else {
        facts.push(some_of(&tcp.connections, |connection| other(connection, words)));
    }
    if tcp.retries > 0 {
        facts.push(fill(words.tcp_retries, &[("count", tcp.retries.to_string())]));
    }
    facts.retain(|fact| !fact.is_empty());
    facts.join(BETWEEN)
}

fn other(connection: &Connection, words: &Strings) -> String {
    let failure = connection.failure.as_ref().map(|failure| sentence(words, Stage::Tcp, failure));
    let args = [("address", connection.address.to_string()), ("failure", failure.unwrap_or_default())];
    fill(words.tcp_other, &args)
}

fn secured(tls: &Tls, words: &Strings) -> String {
    let mut facts: Vec<String> =
        [&tls.version, &tls.group].into_iter().flatten().map(|name| visible(name)).collect();
    if tls.faults.is_empty() {
        facts.push(remaining(tls, words));
    }
    facts.extend(tls.faults.iter().map(|found| fault(tls, found, words)));
    facts.join(BETWEEN)
}

fn remaining(tls: &Tls, words: &Strings) -> String {
    let Some(own) = tls.chain.first() else {
        return words.certificate_valid.to_owned();
    };
    match (own.not_after - tls.judged_at).whole_days() {
        ..1 => words.certificate_ends_today.to_owned(),
        1 => words.certificate_one_day_left.to_owned(),
        days => fill(words.certificate_days_left, &[("days", days.to_string())]),
    }
}

/// A fault of the certificates, in words.
pub(super) fn fault(tls: &Tls, fault: &CertificateFault, words: &Strings) -> String {
    let date =
        |time: Option<OffsetDateTime>| ("date", time.map(|time| time.date().to_string()).unwrap_or_default());
    let end = |at: usize| date(tls.chain.get(at).map(|found| found.not_after));
    let start = |at: usize| date(tls.chain.get(at).map(|found| found.not_before));
    match fault {
        CertificateFault::Expired { at: 0 } => fill(words.certificate_expired, &[end(0)]),
        CertificateFault::Expired { at } => fill(words.certificate_issuer_expired, &[end(*at)]),
        CertificateFault::NotYetValid { at: 0 } => fill(words.certificate_not_yet_valid, &[start(0)]),
        CertificateFault::NotYetValid { at } => fill(words.certificate_issuer_not_yet_valid, &[start(*at)]),
        CertificateFault::NameMismatch => mismatch(tls, words),
        CertificateFault::SelfSigned => words.certificate_self_signed.to_owned(),
        CertificateFault::UntrustedIssuer { issuer } => {
            fill(words.certificate_untrusted, &[("issuer", issuer.clone())])
        }
        CertificateFault::MissingIntermediate { issuer, .. } => {
            fill(words.certificate_missing_intermediate, &[("issuer", issuer.clone())])
        }
        CertificateFault::Revoked => words.certificate_revoked.to_owned(),
        CertificateFault::Weak { what } => fill(words.certificate_weak, &[("what", what.clone())]),
        CertificateFault::PinMismatch => words.certificate_pin_mismatch.to_owned(),
        CertificateFault::KeyMismatch => words.certificate_key_mismatch.to_owned(),
        CertificateFault::Invalid { reason } => {
            fill(words.certificate_invalid, &[("reason", reason.clone())])
        }
    }
}

fn mismatch(tls: &Tls, words: &Strings) -> String {
    let names = tls.chain.first().map(|own| own.names.as_slice()).unwrap_or_default();
    let host = ("host", tls.server_name.clone());
    if names.is_empty() {
        return fill(words.certificate_no_names, &[host]);
    }
    fill(words.certificate_name_mismatch, &[("names", some_of(names, |name| visible(name))), host])
}

fn listed(ehlo: &Ehlo, words: &Strings) -> String {
    let found = &ehlo.capabilities;
    let mechanisms = found.mechanisms();
    let mut facts: Vec<String> =
        (ehlo.hello == Hello::Helo).then(|| words.ehlo_helo.to_owned()).into_iter().collect();
    let unlimited = || found.has("SIZE").then(|| "SIZE".to_owned());
    facts.extend(found.size().map(|size| format!("SIZE {}", rounded(size))).or_else(unlimited));
    facts.extend(found.has("PIPELINING").then(|| "PIPELINING".to_owned()));
    facts.extend((!mechanisms.is_empty()).then(|| visible(&format!("AUTH {}", mechanisms.join(" ")))));
    facts.extend(found.has("STARTTLS").then(|| "STARTTLS".to_owned()));
    if facts.is_empty() {
        facts.push(words.ehlo_nothing.to_owned());
    }
    facts.join(BETWEEN)
}

/// A size in the largest unit that leaves a whole number, rounded down.
fn rounded(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KiB", bytes / 1_024),
        1_048_576..1_073_741_824 => format!("{} MiB", bytes / 1_048_576),
        _ => format!("{} GiB", bytes / 1_073_741_824),
    }
}

/// An address of the envelope.
fn path(address: &str) -> String {
    if address.is_empty() { "<>".to_owned() } else { visible(address) }
}

fn accepted(rcpt: &Rcpt, words: &Strings) -> String {
    if let [one] = rcpt.recipients.as_slice() {
        return [path(&one.to), shown(&one.reply)].join(BETWEEN);
    }
    let count = fill(words.rcpt_accepted, &[("count", rcpt.recipients.len().to_string())]);
    [count, some_of(&rcpt.recipients, |one| path(&one.to))].join(BETWEEN)
}

/// What the server says to a message that it takes, and under which number it keeps it.
fn taken(data: &Data, words: &Strings) -> String {
    let Some(reply) = &data.reply else { return String::new() };
    let mut facts = vec![shown(reply)];
    facts.extend(queue_id(reply).map(|id| fill(words.data_queued, &[("id", id)])));
    facts.join(BETWEEN)
}

/// Whom the server refuses, and of several recipients how many it takes.
fn not_accepted(rcpt: &Rcpt, all: Option<usize>, failure: &Failure, words: &Strings) -> Option<String> {
    let refused: Vec<&Recipient> = rcpt.recipients.iter().filter(|one| !one.is_accepted()).collect();
    let all = all.unwrap_or(rcpt.recipients.len());
    let mut facts = Vec::new();
    if all > 1 {
        let count = (rcpt.recipients.len() - refused.len()).to_string();
        facts.push(fill(words.rcpt_accepted_of, &[("count", count), ("all", all.to_string())]));
    }
    facts.extend((!refused.is_empty()).then(|| {
        some_of(&refused, |one| {
            fill(words.tcp_other, &[("address", path(&one.to)), ("failure", shown(&one.reply))])
        })
    }));
    let told = matches!(failure, Failure::Rejected { .. }) && !refused.is_empty();
    facts.extend((!told).then(|| sentence(words, Stage::Rcpt, failure)));
    (!facts.is_empty()).then(|| facts.join(BETWEEN))
}

fn logged_in(auth: &Auth) -> String {
    let mechanism = auth.mechanism.as_deref().map(visible);
    let reply = auth.reply.as_ref().map(shown);
    mechanism.into_iter().chain(reply).collect::<Vec<_>>().join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed_with, healthy, no_tcp, passed, rejected, reply, tls};
    use crate::locale::Lang;
    use crate::plan::Security;

    fn said(evidence: &Evidence, stage: Stage) -> [String; 2] {
        Lang::ALL.map(|lang| summary(evidence, &evidence.attempts[0], stage, lang.strings()))
    }

    #[test]
    fn each_stage_says_what_was_seen() {
        let evidence = healthy(465, Security::Implicit);
        assert_eq!(said(&evidence, Stage::Dns)[0], "192.0.2.1");
        assert_eq!(said(&evidence, Stage::Tcp)[0], "192.0.2.1:465");
        assert_eq!(
            said(&evidence, Stage::Tls),
            [
                "TLS 1.3 · X25519MLKEM768 · certificate valid, 49 days left",
                "TLS 1.3 · X25519MLKEM768 · 证书有效，还有 49 天",
            ]
        );
        assert_eq!(said(&evidence, Stage::Ehlo)[0], "SIZE 35 MiB · PIPELINING · AUTH PLAIN LOGIN");
        assert_eq!(said(&evidence, Stage::Auth)[0], "PLAIN · 235 2.7.0 Authentication successful");
    }

    #[test]
    fn a_password_kept_back_names_the_pin_only_where_nothing_else_is_wrong() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].auth = crate::evidence::Outcome::Failed {
            failure: Failure::Withheld { because: Withheld::Unverified },
            facts: None,
            ms: 0.0,
        };
        for (faults, words) in [
            (vec![CertificateFault::PinMismatch], ["not the one named by --pin", "--pin 指定"]),
            (vec![CertificateFault::PinMismatch, CertificateFault::SelfSigned], ["not trusted", "不可信"]),
        ] {
            evidence.attempts[0].tls =
                failed_with(Failure::Certificate, crate::evidence::Tls { faults, ..tls() });
            for (said, word) in said(&evidence, Stage::Auth).iter().zip(words) {
                assert!(said.contains(word), "{said}");
            }
        }
    }

    #[test]
    fn faults_of_a_certificate_are_told_in_words() {
        let mut evidence = healthy(465, Security::Implicit);
        let mut seen = tls();
        seen.group = None;
        seen.server_name = "smtp.example.org".into();
        seen.faults = vec![CertificateFault::Expired { at: 0 }, CertificateFault::NameMismatch];
        evidence.attempts[0].tls = failed_with(Failure::Certificate, seen);
        assert_eq!(
            said(&evidence, Stage::Tls),
            [
                "TLS 1.3 · certificate expired on 2027-01-12 · certificate is for smtp.example.com, not for smtp.example.org",
                "TLS 1.3 · 证书已于 2027-01-12 过期 · 证书属于 smtp.example.com，不属于 smtp.example.org",
            ]
        );
    }

    #[test]
    fn recipients_are_counted_and_the_refused_ones_named() {
        let mut evidence = healthy(465, Security::Implicit);
        let taken = |to: &str| Recipient { to: to.into(), reply: reply(250, "2.1.5 Ok") };
        let refused = Recipient { to: "b@x.test".into(), reply: reply(550, "5.1.1 unknown") };
        evidence.attempts[0].rcpt = passed(Rcpt { recipients: vec![taken("a@x.test")] });
        assert_eq!(said(&evidence, Stage::Rcpt)[0], "a@x.test · 250 2.1.5 Ok");
        evidence.attempts[0].rcpt = passed(Rcpt { recipients: ["a", "b", "c", "d"].map(taken).into() });
        assert_eq!(
            said(&evidence, Stage::Rcpt),
            ["recipients accepted: 4 · a · b · c · +1", "接受了 4 个收件人 · a · b · c · +1"]
        );
        let failure = Failure::Rejected { reply: refused.reply.clone() };
        let recipients = vec![taken("a@x.test"), refused];
        evidence.attempts[0].rcpt = failed_with(failure, Rcpt { recipients: recipients.clone() });
        assert_eq!(
            said(&evidence, Stage::Rcpt),
            [
                "recipients accepted: 1 of 2 · b@x.test: 550 5.1.1 unknown",
                "2 个收件人中接受了 1 个 · b@x.test：550 5.1.1 unknown",
            ]
        );
        let only = Rcpt { recipients: recipients[1..].to_vec() };
        evidence.attempts[0].rcpt = failed_with(rejected(550, "5.1.1 unknown"), only);
        assert_eq!(said(&evidence, Stage::Rcpt)[0], "b@x.test: 550 5.1.1 unknown");
        evidence.attempts[0].rcpt = failed_with(Failure::Reset, Rcpt { recipients: Vec::new() });
        assert_eq!(said(&evidence, Stage::Rcpt)[0], "connection reset");
    }

    #[test]
    fn many_addresses_are_counted() {
        let mut evidence = healthy(465, Security::Implicit);
        let mut dns = evidence.dns.passed().unwrap().clone();
        dns.source = DnsSource::HostsFile;
        dns.addresses = (1..=5).map(|last| std::net::Ipv4Addr::new(192, 0, 2, last).into()).collect();
        evidence.dns = passed(dns);
        assert_eq!(
            said(&evidence, Stage::Dns),
            [
                "192.0.2.1 · 192.0.2.2 · 192.0.2.3 · +2 (from the hosts file)",
                "192.0.2.1 · 192.0.2.2 · 192.0.2.3 · +2（来自 hosts 文件）",
            ]
        );
    }

    #[test]
    fn a_refused_connection_names_the_address() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert_eq!(said(&evidence, Stage::Tcp), ["connection refused · 192.0.2.1", "连接被拒绝 · 192.0.2.1"]);
    }
}
