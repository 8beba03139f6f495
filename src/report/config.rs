//! The settings for an application: from the route that was seen to work, else those that the provider publishes, else
//! none, with the reason.

use super::route::recommended;
use super::{Report, failure, stage};
use crate::application::{self, Application, Encryption, Submission};
use crate::diagnose::Verdict;
use crate::escape::visible;
use crate::evidence::Attempt;
use crate::locale::{Lang, Text, fill};
use crate::plan::Security;
use crate::provider::{Provider, SecretKind, UserName, by_domain};

/// The mechanisms that applications know, the one to name first.
const KNOWN: [&str; 3] = ["PLAIN", "LOGIN", "CRAM-MD5"];

/// The settings for an application.
#[derive(Debug)]
pub(super) struct Config {
    /// The application.
    pub(super) application: &'static Application,
    /// Where they go.
    pub(super) file: &'static str,
    /// The settings; none where there are none to print.
    pub(super) text: Option<String>,
    /// Whether they were seen to work.
    pub(super) proven: bool,
    /// What is to be known of them.
    pub(super) notes: Vec<String>,
    /// The language of it all.
    pub(super) lang: Lang,
}

/// The settings that were asked for.
pub(super) fn config(report: &Report, lang: Lang) -> Option<Config> {
    let application = report.application?;
    let (submission, proven, notes) = if let Some(attempt) = proven(report) {
        (Some(as_seen(report, attempt, lang)), true, notes(report, attempt, lang))
    } else if let Some((provider, submission)) = expected(report, lang) {
        let name = ("provider", provider.name.in_lang(lang).to_owned());
        (Some(submission), false, vec![fill(EXPECTED.in_lang(lang), &[name])])
    } else {
        let why = ("why", why_nothing(report, lang));
        (None, false, vec![fill(NOTHING.in_lang(lang), &[why])])
    };
    let text = submission.map(|submission| application.text(&submission));
    Some(Config { application, file: application.file.in_lang(lang), text, proven, notes, lang })
}

/// The route that was seen to work: the recommended one, else one without encryption where the run is good.
fn proven<'a>(report: &Report<'a>) -> Option<&'a Attempt> {
    let answered = |attempt: &&Attempt| attempt.last_ehlo().is_some();
    let in_clear = || {
        let works = |attempt: &&Attempt| {
            attempt.spoken == Security::Plain && stage::is_whole(report.evidence, attempt)
        };
        report.evidence.attempts.iter().find(works).filter(|_| report.verdict != Verdict::Fail)
    };
    recommended(report).or_else(in_clear).filter(answered)
}

fn as_seen(report: &Report, attempt: &Attempt, lang: Lang) -> Submission {
    let asks = !mechanisms(attempt).is_empty();
    let used = attempt.auth.passed().and_then(|auth| auth.mechanism.clone());
    let mechanism = used.or_else(|| offered(attempt));
    let token = mechanism.as_deref().is_some_and(|name| matches!(name, "XOAUTH2" | "OAUTHBEARER"));
    Submission {
        host: visible(&report.evidence.plan.target.host),
        port: attempt.route.port,
        encryption: encryption(attempt.spoken),
        user: user(report, report.provider).or_else(|| asks.then(|| application::USER.to_owned())),
        from: sender(report),
        secret: if token { Some(SecretKind::OAuth) } else { report.provider.map(|provider| provider.secret) },
        mechanism,
        lang,
    }
}

/// What the provider publishes: that of the host, or of the user's domain where the host's name leads nowhere.
fn expected(report: &Report, lang: Lang) -> Option<(&'static Provider, Submission)> {
    let evidence = report.evidence;
    let domain = evidence.plan.login.as_ref().and_then(|login| login.user.rsplit_once('@'));
    let by_user = || evidence.dns.failure().and_then(|_| by_domain(domain?.1));
    let provider = report.provider.or_else(by_user)?;
    let host = &evidence.plan.target.host;
    let here = || provider.endpoints.iter().filter(|endpoint| endpoint.host == host);
    // A port that answered under TLS is open in this network; the recommended one may not be.
    let answered = |port: u16| {
        let works = |attempt: &Attempt| attempt.tls.passed().is_some() && attempt.last_ehlo().is_some();
        evidence.attempts.iter().any(|attempt| attempt.route.port == port && works(attempt))
    };
    let open = here().find(|endpoint| answered(endpoint.port));
    let endpoint = open
        .or_else(|| here().next())
        .or_else(|| provider.submission())
        .or_else(|| provider.endpoints.first())?;
    let submission = Submission {
        host: if endpoint.is_exact() { endpoint.host.to_owned() } else { visible(host) },
        port: endpoint.port,
        encryption: encryption(endpoint.security),
        user: user(report, Some(provider)).or_else(|| Some(application::USER.to_owned())),
        from: sender(report),
        mechanism: evidence.attempts.iter().find_map(offered),
        secret: Some(provider.secret),
        lang,
    };
    Some((provider, submission))
}

/// Who logs in: as given, else a name that is always the same with this provider.
fn user(report: &Report, provider: Option<&Provider>) -> Option<String> {
    let given = report.evidence.plan.login.as_ref().map(|login| visible(&login.user));
    let given = given.filter(|user| !user.is_empty());
    given.or_else(|| match provider?.user {
        UserName::Literal(name) => Some(name.to_owned()),
        _ => None,
    })
}

fn sender(report: &Report) -> Option<String> {
    let plan = &report.evidence.plan;
    let envelope = plan.envelope.as_ref().map(|envelope| envelope.from.as_str());
    let user = plan.login.as_ref().map(|login| login.user.as_str());
    [envelope, user].into_iter().flatten().find(|address| address.contains('@')).map(visible)
}

fn mechanisms(attempt: &Attempt) -> Vec<String> {
    attempt.last_ehlo().map(|ehlo| ehlo.capabilities.mechanisms()).unwrap_or_default()
}

fn offered(attempt: &Attempt) -> Option<String> {
    let offered = mechanisms(attempt);
    let known = KNOWN.iter().find(|name| offered.iter().any(|offer| offer == *name));
    known.map(|name| (*name).to_owned())
}

fn encryption(security: Security) -> Encryption {
    match security {
        Security::Implicit => Encryption::Implicit,
        Security::StartTls => Encryption::StartTls,
        Security::Plain | Security::Opportunistic | Security::Detect => Encryption::Plain,
    }
}

fn notes(report: &Report, attempt: &Attempt, lang: Lang) -> Vec<String> {
    let login = match (attempt.auth.passed().is_some(), mechanisms(attempt).is_empty()) {
        (true, _) => LOGIN_WORKS,
        (false, true) => NO_LOGIN,
        (false, false) => LOGIN_UNCHECKED,
    };
    let given = report.evidence.trust.as_ref().is_some_and(|trust| trust.given > 0);
    let authority = (given && attempt.tls.passed().is_some()).then_some(OWN_AUTHORITY);
    [Some(login), authority].into_iter().flatten().map(|note| note.in_lang(lang).to_owned()).collect()
}

fn why_nothing(report: &Report, lang: Lang) -> String {
    let words = lang.strings();
    let evidence = report.evidence;
    if evidence.interrupted {
        return words.verdict_interrupted.to_owned();
    }
    let name = evidence.dns.failure().map(|failure| (crate::evidence::Stage::Dns, failure));
    match name.or_else(|| report.primary().and_then(Attempt::first_failure)) {
        Some((at, failure)) => {
            let said = failure::sentence(words, at, failure);
            fill(words.stage_failure, &[("stage", stage::name(words, at).to_owned()), ("failure", said)])
        }
        None => words.verdict_unfinished.to_owned(),
    }
}

const LOGIN_WORKS: Text = Text {
    en: "Proven: this examination saw them work, login included.",
    zh_cn: "已验证：本次检查证实可用，包括登录。",
};
const LOGIN_UNCHECKED: Text = Text {
    en: "Proven up to the login, which this examination did not check.",
    zh_cn: "已验证到登录之前；本次没有检查登录。",
};
const NO_LOGIN: Text = Text {
    en: "Proven: this examination saw them work. The server offers no login there.",
    zh_cn: "已验证：本次检查证实可用。服务器在这里不提供登录。",
};
const OWN_AUTHORITY: Text = Text {
    en: "Certificates were added by hand (--ca-file): the application has to trust them too.",
    zh_cn: "检查时手动添加了信任的证书（--ca-file），应用也必须信任它们。",
};
const EXPECTED: Text = Text {
    en: "Not proven: no route worked to its end. These are the settings that {provider} publishes.",
    zh_cn: "未经验证：没有一种连接方式完全成功。以下是 {provider} 公布的设置。",
};
const NOTHING: Text = Text {
    en: "Nothing is proven, so there are no settings to print: {why}",
    zh_cn: "没有验证成功，无法给出设置：{why}",
};
