//! The certificates of the attempt that is told in full, and what there is to say of them beside their faults.

use time::OffsetDateTime;

use super::discovery::failed;
use crate::escape::visible_within;
use crate::evidence::{
    Attempt, Certificate, Completion, Disorder, Evidence, Failure, PublicTrust, Question, Revocation,
    Standing, Staple, Tls, disorder,
};
use crate::locale::{Args, Lang, Text, fill};

/// The most of a name that is shown.
const NAME: usize = 120;
/// What stands between two facts.
const BETWEEN: &str = " · ";

/// The certificates and the notes on them.
#[derive(Debug)]
pub(super) struct ChainView {
    /// The heading of the section.
    pub(super) heading: &'static str,
    /// A line a certificate, the server's own first.
    pub(super) certificates: Vec<String>,
    /// What there is to say of them.
    pub(super) notes: Vec<ChainNote>,
    /// Whether it is told without being asked for.
    pub(super) matters: bool,
}

/// Something to say of a chain.
#[derive(Debug)]
pub(super) struct ChainNote {
    /// Its word for programs.
    pub(super) kind: &'static str,
    /// Whether it wants attention.
    pub(super) weight: ChainWeight,
    /// The sentence.
    pub(super) text: String,
}

/// Whether a note wants attention.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ChainWeight {
    /// All is well.
    Good,
    /// It is merely so.
    Note,
    /// Some programs may stumble over it.
    Doubtful,
}

use ChainWeight::{Doubtful, Good, Note};

/// The view of a chain, where one was seen.
pub(super) fn chain(evidence: &Evidence, attempt: &Attempt, lang: Lang) -> Option<ChainView> {
    let tls = attempt.tls.facts().filter(|tls| !tls.chain.is_empty())?;
    let seen = Seen { evidence, attempt, tls };
    let told: Vec<Noted> =
        [seen.order(), seen.trust(), seen.issuers(lang), seen.revocation(), seen.elsewhere()].concat();
    let notes: Vec<ChainNote> = told
        .into_iter()
        .map(|(kind, weight, text, args)| ChainNote { kind, weight, text: fill(text.in_lang(lang), &args) })
        .collect();
    let failed = attempt.tls.failure() == Some(&Failure::Certificate);
    Some(ChainView {
        heading: HEADING.in_lang(lang),
        certificates: tls.chain.iter().enumerate().map(|(at, one)| line(at, one)).collect(),
        matters: failed || notes.iter().any(|note| note.weight == Doubtful),
        notes,
    })
}

/// A note before it is in a language.
type Noted = (&'static str, ChainWeight, Text, Args);

/// `1 CN=smtp.example.com · EC 256 · ecdsa-with-SHA256 · 2026-10-01 – 2027-01-12 · serverAuth`
fn line(at: usize, own: &Certificate) -> String {
    let bits = own.key.bits.map(|bits| format!(" {bits}")).unwrap_or_default();
    let mut facts = vec![
        format!(
            "{} {}",
            at + 1,
            visible_within(if own.subject.is_empty() { "–" } else { &own.subject }, NAME)
        ),
        visible_within(&format!("{}{bits}", own.key.algorithm), NAME),
        visible_within(&own.signature, NAME),
        format!("{} – {}", day(own.not_before), day(own.not_after)),
    ];
    facts.extend((!own.usages.is_empty()).then(|| visible_within(&own.usages.join(" "), NAME)));
    facts.join(BETWEEN)
}

fn day(at: OffsetDateTime) -> String {
    at.date().to_string()
}

struct Seen<'a> {
    evidence: &'a Evidence,
    attempt: &'a Attempt,
    tls: &'a Tls,
}

impl Seen<'_> {
    fn order(&self) -> Vec<Noted> {
        let noted = disorder(&self.tls.chain).into_iter().map(|found| {
            let (kind, text, at) = match found {
                Disorder::Root { at } => ("root-sent", ROOT, at),
                Disorder::Repeated { at } => ("repeated", REPEATED, at),
                Disorder::Unrelated { at } => ("unrelated", UNRELATED, at),
                Disorder::Misplaced { at } => ("misplaced", MISPLACED, at),
            };
            let subject = self.tls.chain.get(at).map(|one| visible_within(&one.subject, NAME));
            let args = vec![("at", (at + 1).to_string()), ("subject", subject.unwrap_or_default())];
            (kind, Note, text, args)
        });
        noted.collect()
    }

    /// Where Mozilla's roots and those of this machine differ. What the user has named himself (`--ca-file`) needs no word.
    fn trust(&self) -> Vec<Noted> {
        use crate::evidence::CertificateFault::{MissingIntermediate, SelfSigned, UntrustedIssuer};
        let untrusted =
            self.tls.faults.iter().any(|fault| {
                matches!(fault, UntrustedIssuer { .. } | SelfSigned | MissingIntermediate { .. })
            });
        let given = self.evidence.trust.as_ref().is_some_and(|trust| trust.given > 0);
        match (self.tls.mozilla, untrusted) {
            (Some(PublicTrust::Trusted), true) => {
                vec![("trusted-by-mozilla-only", Doubtful, MOZILLA_ONLY, vec![])]
            }
            (Some(PublicTrust::Untrusted), false) if !given => {
                vec![("trusted-here-only", Doubtful, HERE_ONLY, vec![])]
            }
            _ => Vec::new(),
        }
    }

    fn issuers(&self, lang: Lang) -> Vec<Noted> {
        let told = |fetched: &Completion| {
            let urls: Vec<String> = fetched.urls.iter().map(|url| visible_within(url, NAME)).collect();
            let mut args = vec![("urls", urls.join(BETWEEN))];
            let text = match &fetched.because {
                _ if fetched.whole => FETCHED,
                None => NOT_FETCHED,
                Some(because) => {
                    args.push(("why", failed(because, lang.strings(), lang)));
                    NOT_FETCHED_BECAUSE
                }
            };
            ("issuers-fetched", Note, text, args)
        };
        self.tls.fetched.iter().map(told).collect()
    }

    fn revocation(&self) -> Vec<Noted> {
        let must = self.tls.chain.first().is_some_and(|own| own.must_staple);
        match &self.tls.staple {
            Some(staple) => vec![stapled(staple)],
            None if must && self.tls.version.is_some() => {
                vec![("staple-missing", Doubtful, MUST_STAPLE, vec![])]
            }
            None => vec![("not-stapled", Note, NOT_STAPLED, vec![])],
        }
    }

    /// The other certificates that were seen of this host: on its other ports and addresses, and without a name.
    fn elsewhere(&self) -> Vec<Noted> {
        let own = self.tls.chain.first().map(|own| own.sha256.as_str());
        let other = |attempt: &Attempt| {
            let leaf = attempt.tls.facts()?.chain.first()?.clone();
            (Some(leaf.sha256.as_str()) != own).then_some(leaf)
        };
        let said = |leaf: &Certificate, place: String| {
            let args = vec![
                ("place", place),
                ("subject", visible_within(&leaf.subject, NAME)),
                ("until", day(leaf.not_after)),
            ];
            ("other-certificate", Note, OTHER, args)
        };
        let ports = self.evidence.attempts.iter().filter(|attempt| attempt.route != self.attempt.route);
        let ports = ports.filter_map(|attempt| Some(said(&other(attempt)?, attempt.route.port.to_string())));
        let asked = self.evidence.follow_ups.iter().filter_map(|known| {
            let leaf = other(&known.attempt)?;
            match &known.question {
                Question::OtherAddress { address } => Some(said(&leaf, address.to_string())),
                Question::OtherPort { route } => Some(said(&leaf, route.port.to_string())),
                Question::WithoutName { .. } => {
                    let args = vec![
                        ("subject", visible_within(&leaf.subject, NAME)),
                        ("until", day(leaf.not_after)),
                    ];
                    Some(("other-without-name", Note, UNNAMED, args))
                }
                _ => None,
            }
        });
        ports.chain(asked).collect()
    }
}

fn stapled(staple: &Staple) -> Noted {
    let until = staple.next_update.map(day).unwrap_or_default();
    let (weight, text) = match (staple.standing, &staple.status) {
        (Standing::Verified, Some(Revocation::Good)) if until.is_empty() => (Good, STAPLED_GOOD),
        (Standing::Verified, Some(Revocation::Good)) => (Good, STAPLED_GOOD_UNTIL),
        (Standing::Verified, Some(Revocation::Revoked { .. })) => (Doubtful, STAPLED_REVOKED),
        (Standing::Verified, _) => (Doubtful, STAPLED_UNKNOWN),
        (Standing::Outdated, _) => (Doubtful, STAPLED_OUTDATED),
        (Standing::Foreign, _) => (Doubtful, STAPLED_FOREIGN),
        (Standing::Unproven, _) => (Note, STAPLED_UNPROVEN),
        (Standing::Unreadable, _) => (Note, STAPLED_UNREADABLE),
    };
    ("stapled", weight, text, vec![("until", until)])
}

const HEADING: Text = Text { en: "Certificates", zh_cn: "证书链" };
const ROOT: Text = Text {
    en: "Certificate {at} is a root ({subject}): it need not be sent, nobody trusts it for that",
    zh_cn: "第 {at} 张是根证书（{subject}）：不必发送，没有程序会因此信任它",
};
const REPEATED: Text = Text {
    en: "Certificate {at} is sent a second time ({subject})",
    zh_cn: "第 {at} 张重复发送（{subject}）",
};
const UNRELATED: Text = Text {
    en: "Certificate {at} has nothing to do with the server's own ({subject})",
    zh_cn: "第 {at} 张与服务器证书无关（{subject}）",
};
const MISPLACED: Text = Text {
    en: "Certificate {at} stands before the one that it certifies ({subject}): a few old programs stumble over that",
    zh_cn: "第 {at} 张排在由它签发的证书之前（{subject}）：少数旧程序会因此出错",
};
const MOZILLA_ONLY: Text = Text {
    en: "Mozilla's list of roots, built into smtp-doctor, trusts this chain; this machine's list is old or lacks a root",
    zh_cn: "smtp-doctor 内置的 Mozilla 根证书列表信任这条证书链；本机的列表过旧或缺少根证书",
};
const HERE_ONLY: Text = Text {
    en: "This machine trusts the issuer and Mozilla's list of roots does not: a private or company authority. \
         Machines without its root refuse the certificate",
    zh_cn: "本机信任签发机构，Mozilla 的根证书列表则不信任：这是私有或公司自己的机构。没有其根证书的机器会拒绝这张证书",
};
const FETCHED: Text = Text {
    en: "What the server leaves out was fetched from {urls}, and makes the chain whole",
    zh_cn: "服务器漏发的证书已从 {urls} 取得，补上之后证书链是完整的",
};
const NOT_FETCHED: Text = Text {
    en: "What the server leaves out was looked for at {urls}, but the chain is still not whole",
    zh_cn: "已到 {urls} 寻找服务器漏发的证书，但证书链仍不完整",
};
const NOT_FETCHED_BECAUSE: Text = Text {
    en: "What the server leaves out was looked for at {urls}, but could not be fetched: {why}",
    zh_cn: "已到 {urls} 寻找服务器漏发的证书，但没有取得：{why}",
};
const MUST_STAPLE: Text = Text {
    en: "The certificate asks that an OCSP response be sent with it, and none is: \
         strict programs refuse it",
    zh_cn: "证书要求附带 OCSP 响应，服务器却没有发送：严格的程序会拒绝它",
};
const NOT_STAPLED: Text = Text {
    en: "The server sends no OCSP response, so whether the certificate is revoked was not checked",
    zh_cn: "服务器没有附带 OCSP 响应，未检查证书是否已被吊销",
};
const STAPLED_GOOD: Text = Text {
    en: "The issuer says that the certificate is not revoked (OCSP)",
    zh_cn: "签发机构声明证书未被吊销（OCSP）",
};
const STAPLED_GOOD_UNTIL: Text = Text {
    en: "The issuer says that the certificate is not revoked (OCSP, holds until {until})",
    zh_cn: "签发机构声明证书未被吊销（OCSP，有效期到 {until}）",
};
const STAPLED_REVOKED: Text = Text {
    en: "The issuer says that the certificate is revoked (OCSP)",
    zh_cn: "签发机构声明证书已被吊销（OCSP）",
};
const STAPLED_UNKNOWN: Text = Text {
    en: "The issuer says that it does not know the certificate (OCSP)",
    zh_cn: "签发机构声明不认识这张证书（OCSP）",
};
const STAPLED_OUTDATED: Text = Text {
    en: "The statement of the issuer (OCSP) that the server sends has run out: strict programs refuse it",
    zh_cn: "服务器随附的签发机构声明（OCSP）已过期：严格的程序会拒绝它",
};
const STAPLED_FOREIGN: Text = Text {
    en: "The statement of the issuer (OCSP) that the server sends is about another certificate",
    zh_cn: "服务器随附的签发机构声明（OCSP）说的是另一张证书",
};
const STAPLED_UNPROVEN: Text = Text {
    en: "The statement (OCSP) that the server sends cannot be shown to be the issuer's, and does not count",
    zh_cn: "无法证实服务器随附的声明（OCSP）出自签发机构，因此不予采信",
};
const STAPLED_UNREADABLE: Text = Text {
    en: "The statement (OCSP) that the server sends cannot be read",
    zh_cn: "无法读取服务器随附的声明（OCSP）",
};
const OTHER: Text = Text {
    en: "At {place} the server shows another certificate: {subject}, until {until}",
    zh_cn: "在 {place} 上，服务器出示的是另一张证书：{subject}，有效期到 {until}",
};
const UNNAMED: Text = Text {
    en: "Without the name (SNI), the server shows another certificate: {subject}, until {until}",
    zh_cn: "不发送主机名（SNI）时，服务器出示的是另一张证书：{subject}，有效期到 {until}",
};

#[cfg(test)]
mod tests;
