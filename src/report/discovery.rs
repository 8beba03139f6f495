//! What the search for the server of a mail address came to, in one language.

use super::failure::sentence;
use super::rerun::endpoint;
use crate::discovery::{choose, disagreements};
use crate::escape::visible;
use crate::evidence::{Discovery, DocumentFault, FetchFailure, Offer, Source, SourceKind, Stage, Told};
use crate::locale::{Lang, Strings, Text, fill};
use crate::plan::Security;

/// What stands between two facts.
const BETWEEN: &str = " · ";

/// The search as it is reported.
#[derive(Debug)]
pub(super) struct DiscoveryView {
    /// The address.
    pub(super) address: String,
    /// The heading of the section.
    pub(super) heading: String,
    /// A line a source.
    pub(super) lines: Vec<SourceLine>,
    /// The server that was chosen, if there is one.
    pub(super) chosen: Option<Chosen>,
}

/// What one source said.
#[derive(Debug)]
pub(super) struct SourceLine {
    /// Its name for programs.
    pub(super) id: &'static str,
    /// Its name for people.
    pub(super) name: &'static str,
    /// What was asked there.
    pub(super) asked: String,
    /// What came of it.
    pub(super) status: SourceStatus,
    /// The sentence.
    pub(super) text: String,
    /// The servers that it names.
    pub(super) servers: Vec<Offer>,
    /// How long it took, in milliseconds.
    pub(super) ms: f64,
}

/// What came of a source.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum SourceStatus {
    /// It names the chosen server.
    Agrees,
    /// It names other servers only.
    Differs,
    /// It names none.
    Silent,
    /// It could not be read.
    Failed,
    /// It was not waited for.
    Late,
}

/// The server that was chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The host.
    pub(super) host: String,
    /// The name of the source for programs.
    pub(super) source: &'static str,
    /// The user name to log in with, where it is known.
    pub(super) user: Option<String>,
    /// Which server it is, and by whose word.
    pub(super) text: String,
    /// That no login is tried.
    pub(super) caution: &'static str,
}

/// The view of a search.
pub(super) fn discovery(seen: &Discovery, lang: Lang) -> DiscoveryView {
    let words = lang.strings();
    let choice = choose(seen);
    let others = choice.as_ref().map(|choice| disagreements(seen, choice)).unwrap_or_default();
    let status = |source: &Source| match &source.told {
        Told::Servers { .. } if others.iter().any(|other| std::ptr::eq(*other, source)) => {
            SourceStatus::Differs
        }
        Told::Servers { .. } => SourceStatus::Agrees,
        Told::Declined | Told::Nothing | Told::NameNotFound | Told::Inbound { .. } => SourceStatus::Silent,
        Told::Unanswered { .. } | Told::Failed { .. } | Told::Unreadable { .. } => SourceStatus::Failed,
        Told::Late => SourceStatus::Late,
    };
    let address = visible(&seen.mailbox.address());
    let line = |source: &Source| SourceLine {
        id: id(source.kind),
        name: name(source.kind).in_lang(lang),
        asked: visible(&source.asked),
        status: status(source),
        text: visible(&said(source, words, lang)),
        servers: source.servers().to_vec(),
        ms: source.ms,
    };
    DiscoveryView {
        heading: fill(HEADING.in_lang(lang), &[("address", address.clone())]),
        address,
        lines: seen.sources.iter().map(line).collect(),
        chosen: choice.map(|choice| {
            let args =
                [("host", visible(&choice.host)), ("source", name(choice.source).in_lang(lang).to_owned())];
            Chosen {
                text: fill(CHOSEN.in_lang(lang), &args),
                caution: CAUTION.in_lang(lang),
                host: visible(&choice.host),
                source: id(choice.source),
                user: choice.user.as_deref().map(visible),
            }
        }),
    }
}

fn said(source: &Source, words: &Strings, lang: Lang) -> String {
    let plain = |text: Text| text.in_lang(lang).to_owned();
    match &source.told {
        Told::Servers { servers } => {
            let shown = |offer: &Offer| {
                let place = endpoint(&offer.host, offer.port);
                let how = match offer.security {
                    Some(Security::Implicit) => words.security_implicit,
                    Some(Security::StartTls) => words.security_starttls,
                    Some(Security::Plain) => words.security_plain,
                    _ => return place,
                };
                format!("{place} {how}")
            };
            servers.iter().map(shown).collect::<Vec<_>>().join(BETWEEN)
        }
        Told::Declined => plain(DECLINED),
        Told::Nothing | Told::NameNotFound => match source.kind {
            SourceKind::Table => plain(UNKNOWN),
            SourceKind::SrvSubmissions | SourceKind::SrvSubmission | SourceKind::Mx => plain(NO_RECORD),
            _ => plain(NO_DOCUMENT),
        },
        Told::Inbound { hosts } => fill(INBOUND.in_lang(lang), &[("hosts", hosts.join(BETWEEN))]),
        Told::Unanswered { .. } => words.failed_no_nameserver_answers.to_owned(),
        Told::Failed { because } => failed(because, words, lang),
        Told::Unreadable { because } => plain(match because {
            DocumentFault::NotXml | DocumentFault::Foreign => FOREIGN,
            DocumentFault::Entities | DocumentFault::TooLarge => HOSTILE,
            DocumentFault::NoServer => NO_SERVER,
        }),
        Told::Late => plain(LATE),
    }
}

/// Why there is no document.
pub(super) fn failed(because: &FetchFailure, words: &Strings, lang: Lang) -> String {
    let plain = |text: Text| text.in_lang(lang).to_owned();
    match because {
        FetchFailure::Address => plain(BAD_ADDRESS),
        FetchFailure::Connection { failure } => sentence(words, Stage::Tcp, failure),
        FetchFailure::Certificate { .. } => plain(CERTIFICATE),
        FetchFailure::Status { status: 401 | 403 } => plain(WANTS_LOGIN),
        FetchFailure::Status { status } => fill(STATUS.in_lang(lang), &[("status", status.to_string())]),
        FetchFailure::Redirected { to } => fill(REDIRECTED.in_lang(lang), &[("to", visible(to))]),
        FetchFailure::TooLarge { .. } => plain(HOSTILE),
        FetchFailure::Broken { .. } => plain(BROKEN),
    }
}

/// The name of a source for programs.
fn id(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Table => "table",
        SourceKind::SrvSubmissions => "srv-submissions",
        SourceKind::SrvSubmission => "srv-submission",
        SourceKind::Autoconfig => "autoconfig",
        SourceKind::WellKnown => "well-known",
        SourceKind::Ispdb => "ispdb",
        SourceKind::Autodiscover => "autodiscover",
        SourceKind::AutodiscoverDomain => "autodiscover-domain",
        SourceKind::Mx => "mx",
    }
}

/// The name of a source for people.
fn name(kind: SourceKind) -> Text {
    match kind {
        SourceKind::Table => Text { en: "provider table", zh_cn: "内置服务商表" },
        SourceKind::SrvSubmissions => Text { en: "SRV _submissions", zh_cn: "SRV _submissions" },
        SourceKind::SrvSubmission => Text { en: "SRV _submission", zh_cn: "SRV _submission" },
        SourceKind::Autoconfig => Text { en: "autoconfig", zh_cn: "autoconfig" },
        SourceKind::WellKnown => {
            Text { en: "autoconfig (.well-known)", zh_cn: "autoconfig（.well-known）" }
        }
        SourceKind::Ispdb => Text { en: "Thunderbird database", zh_cn: "Thunderbird 配置库" },
        SourceKind::Autodiscover => Text { en: "Autodiscover", zh_cn: "Autodiscover" },
        SourceKind::AutodiscoverDomain => {
            Text { en: "Autodiscover (domain)", zh_cn: "Autodiscover（域名）" }
        }
        SourceKind::Mx => Text { en: "MX", zh_cn: "MX" },
    }
}

const HEADING: Text = Text { en: "Server for {address}", zh_cn: "{address} 的发信服务器" };
const CHOSEN: Text =
    Text { en: "{host} is examined; {source} names it", zh_cn: "检查的是 {host}（来源：{source}）" };
const CAUTION: Text = Text {
    en: "No login is tried, as you have not named this server yourself",
    zh_cn: "这台服务器不是你指定的，因此不尝试登录",
};
const UNKNOWN: Text = Text { en: "the domain is not in it", zh_cn: "没有这个域名" };
const NO_RECORD: Text = Text { en: "no such record", zh_cn: "没有记录" };
const NO_DOCUMENT: Text = Text { en: "no settings there", zh_cn: "没有配置" };
const DECLINED: Text =
    Text { en: "the domain says that it has no such service", zh_cn: "该域名声明不提供此服务" };
const INBOUND: Text = Text {
    en: "mail comes in at {hosts}, which belongs to no known provider",
    zh_cn: "收信服务器是 {hosts}，不属于已知的服务商",
};
const FOREIGN: Text = Text { en: "the answer is no settings document", zh_cn: "应答不是配置文件" };
const HOSTILE: Text = Text {
    en: "the document is larger or more involved than such a document is, and was not read",
    zh_cn: "文件过大或结构异常，没有读取",
};
const NO_SERVER: Text =
    Text { en: "the settings name no server for sending", zh_cn: "配置中没有发信服务器" };
const LATE: Text = Text { en: "not waited for", zh_cn: "未等到应答" };
const BAD_ADDRESS: Text = Text { en: "the address cannot be asked", zh_cn: "地址不可用" };
const CERTIFICATE: Text = Text {
    en: "the certificate of the web server is not good, so nothing was asked there",
    zh_cn: "网站的证书无效，因此没有向它查询",
};
const WANTS_LOGIN: Text = Text {
    en: "the web server wants a login, and gets none",
    zh_cn: "网站要求登录，程序不会登录",
};
const STATUS: Text = Text { en: "HTTP status {status}", zh_cn: "HTTP 状态码 {status}" };
const REDIRECTED: Text =
    Text { en: "sends on to {to}, where it is not followed", zh_cn: "转向 {to}，没有跟随" };
const BROKEN: Text = Text { en: "the answer is no proper HTTP", zh_cn: "应答不符合 HTTP 规范" };
