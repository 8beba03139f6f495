//! What each port of the run shows, side by side.

use crate::escape::visible_within;
use crate::evidence::{Attempt, CertificateFault, Evidence, Failure, Outcome, Stage};
use crate::locale::{Lang, Text, fill};
use crate::plan::Security;

use super::places::tls_word;

/// What one port shows.
#[derive(Debug)]
pub(super) struct PortView {
    /// The port.
    pub(super) port: u16,
    /// Whether it is there for information only.
    pub(super) informative: bool,
    /// How TLS starts there, for programs.
    pub(super) tls: &'static str,
    /// How many addresses took a connection.
    pub(super) reachable: usize,
    /// How many addresses were tried.
    pub(super) tried: usize,
    /// `open`, `refused`, `no-answer`, `failed` or `not-tried`.
    pub(super) state: PortState,
    /// The version of TLS that was agreed on.
    pub(super) version: Option<String>,
    /// Whether STARTTLS is offered; none under implicit TLS, or where nobody said.
    pub(super) starttls: Option<bool>,
    /// The mechanisms offered by the last EHLO; none where there was none.
    pub(super) auth: Option<Vec<String>>,
    /// What the certificate is worth; none where there was none.
    pub(super) certificate: Option<CertificateState>,
    /// How long all of it took, in milliseconds.
    pub(super) ms: Option<f64>,
    /// Whether all went well as far as it was tried.
    pub(super) well: bool,
}

impl PortView {
    /// Whether that it is not well is no failure: it is there for information only, or was never tried.
    pub(super) fn is_beside(&self) -> bool {
        self.informative || self.state == PortState::NotTried
    }
}

/// Whether a port takes connections.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PortState {
    /// It does.
    Open,
    /// It refuses them.
    Refused,
    /// It is silent.
    NoAnswer,
    /// It failed otherwise.
    Failed,
    /// Nobody tried.
    NotTried,
}

/// What a certificate is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CertificateState {
    /// It is good for so many whole days.
    Good(i64),
    /// It has ended, or begins later.
    NotInForce,
    /// It is for other names.
    OtherName,
    /// It is not trusted.
    Untrusted,
    /// Something else is wrong.
    Bad,
}

/// What the ports of a run show, in the order of the run.
pub(super) fn ports(evidence: &Evidence) -> Vec<PortView> {
    if evidence.dns.failure().is_some() {
        return Vec::new();
    }
    let attempts = evidence.attempts.iter().enumerate();
    attempts.map(|(index, attempt)| view(attempt, evidence.is_informative(index))).collect()
}

fn view(attempt: &Attempt, informative: bool) -> PortView {
    let tcp = attempt.tcp.facts();
    let tried = tcp.map_or(0, |tcp| tcp.connections.len());
    let reachable =
        tcp.map_or(0, |tcp| tcp.connections.iter().filter(|connection| connection.failure.is_none()).count());
    let in_clear = attempt.spoken != Security::Implicit;
    PortView {
        port: attempt.route.port,
        informative,
        tls: tls_word(attempt.spoken),
        reachable,
        tried,
        state: state(attempt),
        version: attempt
            .tls
            .facts()
            .and_then(|tls| tls.version.as_deref())
            .map(|version| visible_within(version, 16)),
        starttls: attempt.ehlo.facts().filter(|_| in_clear).map(|ehlo| ehlo.capabilities.has("STARTTLS")),
        auth: attempt.last_ehlo().map(|ehlo| {
            let names = ehlo.capabilities.mechanisms();
            names.iter().take(16).map(|name| visible_within(name, 32)).collect()
        }),
        certificate: certificate(attempt),
        ms: took(attempt),
        well: attempt.first_failure().is_none() && attempt.passed(Stage::Tcp),
    }
}

fn state(attempt: &Attempt) -> PortState {
    match &attempt.tcp {
        Outcome::Passed { .. } => PortState::Open,
        Outcome::Failed { failure: Failure::Refused | Failure::Reset, .. } => PortState::Refused,
        Outcome::Failed { failure: Failure::TimedOut { .. }, .. } => PortState::NoAnswer,
        Outcome::Failed { .. } => PortState::Failed,
        Outcome::NotPlanned | Outcome::Unreached { .. } => PortState::NotTried,
    }
}

fn certificate(attempt: &Attempt) -> Option<CertificateState> {
    let tls = attempt.tls.facts()?;
    let own = tls.chain.first()?;
    // What says most about what is to be done comes first.
    let weight = |fault: &CertificateFault| match fault {
        CertificateFault::Expired { .. } | CertificateFault::NotYetValid { .. } => {
            CertificateState::NotInForce
        }
        CertificateFault::NameMismatch => CertificateState::OtherName,
        CertificateFault::SelfSigned
        | CertificateFault::UntrustedIssuer { .. }
        | CertificateFault::MissingIntermediate { .. } => CertificateState::Untrusted,
        _ => CertificateState::Bad,
    };
    match tls.faults.first() {
        Some(fault) => Some(weight(fault)),
        None if attempt.tls.passed().is_some() => {
            Some(CertificateState::Good((own.not_after - tls.judged_at).whole_days()))
        }
        None => None,
    }
}

/// The time of all stages up to the last EHLO.
fn took(attempt: &Attempt) -> Option<f64> {
    let stages = [
        attempt.tcp.ms(),
        attempt.tls.ms(),
        attempt.greeting.ms(),
        attempt.ehlo.ms(),
        attempt.starttls.ms(),
        attempt.ehlo_again.ms(),
    ];
    let known: Vec<f64> = stages.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.iter().sum())
}

impl PortState {
    /// For programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Refused => "refused",
            Self::NoAnswer => "no-answer",
            Self::Failed => "failed",
            Self::NotTried => "not-tried",
        }
    }

    /// For people.
    pub(super) fn word(self, lang: Lang) -> &'static str {
        let text = match self {
            Self::Open => Text { en: "open", zh_cn: "开放" },
            Self::Refused => Text { en: "refused", zh_cn: "拒绝" },
            Self::NoAnswer => Text { en: "no answer", zh_cn: "无应答" },
            Self::Failed => Text { en: "failed", zh_cn: "失败" },
            Self::NotTried => Text { en: "not tried", zh_cn: "未尝试" },
        };
        text.in_lang(lang)
    }
}

impl CertificateState {
    /// For programs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Good(_) => "good",
            Self::NotInForce => "not-in-force",
            Self::OtherName => "other-name",
            Self::Untrusted => "untrusted",
            Self::Bad => "bad",
        }
    }

    /// For people.
    pub(super) fn word(self, lang: Lang) -> String {
        let text = match self {
            Self::Good(days) => return fill(DAYS.in_lang(lang), &[("days", days.to_string())]),
            Self::NotInForce => Text { en: "not in force", zh_cn: "不在有效期" },
            Self::OtherName => Text { en: "other name", zh_cn: "域名不符" },
            Self::Untrusted => Text { en: "untrusted", zh_cn: "不受信任" },
            Self::Bad => Text { en: "bad", zh_cn: "有问题" },
        };
        text.in_lang(lang).to_owned()
    }
}

/// The heading of the table.
pub(super) static HEADING: Text = Text { en: "Ports", zh_cn: "端口" };
/// The heads of its columns: port, addresses, state, encryption, STARTTLS, AUTH, certificate, time.
pub(super) static COLUMNS: [Text; 8] = [
    Text { en: "Port", zh_cn: "端口" },
    Text { en: "Addresses", zh_cn: "地址" },
    Text { en: "State", zh_cn: "状态" },
    Text { en: "TLS", zh_cn: "TLS" },
    Text { en: "STARTTLS", zh_cn: "STARTTLS" },
    Text { en: "AUTH", zh_cn: "AUTH" },
    Text { en: "Certificate", zh_cn: "证书" },
    Text { en: "Time", zh_cn: "用时" },
];
/// The word for what is offered, and for what is not.
pub(super) static OFFERED: Text = Text { en: "yes", zh_cn: "有" };
pub(super) static NOT_OFFERED: Text = Text { en: "no", zh_cn: "无" };
static DAYS: Text = Text { en: "{days} days", zh_cn: "{days} 天" };
