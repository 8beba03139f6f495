//! The policy of MTA-STS (RFC 8461 §3.2) as a web server gave it, compared with the MX records. It holds for servers
//! that bring mail to the domain; submission has no part in it.

use super::mta_sts::{StsMode, StsPolicy, StsPolicyFault, read_sts_policy};
use super::{Observation, Topic, Weight};
use crate::evidence::{FetchFailure, Fetched, SenderDomain, Sought, StsDocument};
use crate::locale::Text;

/// The shortest time for which keeping a policy protects (RFC 8461 §3.2 asks for weeks).
const SHORT_AGE: u32 = 86_400;
/// How many mail servers are named.
const NAMED: usize = 3;

/// Where the policy of a domain stands (RFC 8461 §3.3).
pub fn sts_url(domain: &str) -> String {
    format!("https://mta-sts.{domain}/.well-known/mta-sts.txt")
}

/// What the policy says, where it was asked for.
pub(super) fn observe(sender: &SenderDomain) -> Vec<Observation> {
    let Some(StsDocument { fetch, text }) = &sender.sts_policy else { return Vec::new() };
    let seen = |weight, said| Observation::new(Topic::MtaSts, weight, said);
    let content_type = match &fetch.outcome {
        Fetched::Failed { because } => return vec![unfetched(because).with("url", &fetch.url)],
        Fetched::Whole { content_type, .. } => content_type.as_deref().unwrap_or_default(),
    };
    let policy = match read_sts_policy(text.as_deref().unwrap_or_default()) {
        Ok(policy) => policy,
        Err(StsPolicyFault::Line(line)) => {
            return vec![seen(Weight::Doubtful, BAD_LINE).quoting("line", &line)];
        }
        Err(StsPolicyFault::Missing(key)) => return vec![seen(Weight::Doubtful, MISSING).with("key", key)],
    };
    let mut all = vec![compared(sender, &policy)];
    if !content_type.to_ascii_lowercase().starts_with("text/plain") {
        all.push(seen(Weight::Doubtful, NOT_PLAIN).quoting("kind", content_type));
    }
    if policy.max_age < SHORT_AGE && policy.mode != StsMode::None {
        all.push(seen(Weight::Note, SHORT).with("seconds", policy.max_age.to_string()));
    }
    all
}

/// The mail servers of the domain beside those that the policy names.
fn compared(sender: &SenderDomain, policy: &StsPolicy) -> Observation {
    let seen = |weight, said| {
        let days = (policy.max_age / SHORT_AGE).to_string();
        Observation::new(Topic::MtaSts, weight, said).with("domain", &sender.domain).with("days", days)
    };
    if policy.mode == StsMode::None {
        return seen(Weight::Note, GIVEN_UP);
    }
    let records = sender.answer(&sender.domain, Sought::Mx).and_then(|answer| answer.known());
    let hosts = records.unwrap_or_default().iter().filter_map(|record| record.split_once(' '));
    let hosts: Vec<&str> = hosts.map(|(_, host)| host).filter(|host| *host != ".").collect();
    let strangers: Vec<&str> = hosts.iter().copied().filter(|host| !policy.names(host)).take(NAMED).collect();
    match (hosts.is_empty(), strangers.is_empty(), policy.mode) {
        (true, ..) => seen(Weight::Unknown, NO_MX),
        (_, true, StsMode::Enforce) => seen(Weight::Good, ENFORCED),
        (_, true, _) => seen(Weight::Note, TESTED),
        (_, false, StsMode::Enforce) => {
            seen(Weight::Doubtful, STRANGERS).quoting("hosts", &strangers.join(" · "))
        }
        (_, false, _) => seen(Weight::Doubtful, STRANGERS_TESTED).quoting("hosts", &strangers.join(" · ")),
    }
}

fn unfetched(because: &FetchFailure) -> Observation {
    let seen = |said| Observation::new(Topic::MtaSts, Weight::Doubtful, said);
    match because {
        FetchFailure::Certificate { .. } => seen(BAD_CERTIFICATE),
        FetchFailure::Status { status } => seen(STATUS).with("status", status.to_string()),
        FetchFailure::Redirected { to } => seen(REDIRECTED).quoting("to", to),
        FetchFailure::Connection { .. } => seen(UNREACHED),
        FetchFailure::Address | FetchFailure::TooLarge { .. } | FetchFailure::Broken { .. } => {
            seen(UNREADABLE)
        }
    }
}

const ENFORCED: Text = Text {
    en: "Other servers bring mail to {domain} only to the MX servers that its policy names, all of which fit, and keep \
         the policy for {days} days",
    zh_cn: "策略要求其他服务器只向其中列出的 MX 服务器投递发到 {domain} 的邮件，现有 MX 均在其中；策略有效期 {days} 天",
};
const TESTED: Text = Text {
    en: "The policy names every MX server of {domain}, but is in testing: failures are reported and nothing is held back",
    zh_cn: "策略列出了 {domain} 的全部 MX 服务器，但处于测试模式：只报告失败，不拦截投递",
};
const GIVEN_UP: Text = Text {
    en: "The policy of {domain} says that it has given MTA-STS up",
    zh_cn: "{domain} 的策略声明不再使用 MTA-STS",
};
const STRANGERS: Text = Text {
    en: "The policy of {domain} is enforced and does not name the MX {hosts}: servers that keep to it do not deliver \
         mail for the domain there",
    zh_cn: "{domain} 的策略为强制模式，却没有列出 MX {hosts}：遵守策略的服务器不会向它投递邮件",
};
const STRANGERS_TESTED: Text = Text {
    en: "The policy of {domain} is in testing and does not name the MX {hosts}: once it is enforced, mail is held back",
    zh_cn: "{domain} 的策略处于测试模式，没有列出 MX {hosts}：改为强制模式后，邮件会投递不到",
};
const NO_MX: Text = Text {
    en: "The policy of {domain} cannot be compared, as no MX record is known",
    zh_cn: "不知道 {domain} 的 MX 记录，无法与策略对照",
};
const SHORT: Text = Text {
    en: "The policy may be kept for {seconds} seconds only, which protects little; weeks are usual",
    zh_cn: "策略的有效期只有 {seconds} 秒，保护作用很小；通常设为数周",
};
const NOT_PLAIN: Text = Text {
    en: "The policy is served as “{kind}” and not as text/plain, so some servers pass it over",
    zh_cn: "策略文件的类型是“{kind}”而不是 text/plain，部分服务器会忽略它",
};
const BAD_LINE: Text = Text {
    en: "The policy holds a line that breaks its rules, so other servers pass all of it over: {line}",
    zh_cn: "策略中有一行不合语法，其他服务器会忽略整个策略：{line}",
};
const MISSING: Text = Text {
    en: "The policy has no “{key}”, so other servers pass it over",
    zh_cn: "策略缺少“{key}”，其他服务器会忽略它",
};
const BAD_CERTIFICATE: Text = Text {
    en: "The policy is announced, but the certificate at {url} is not good, so other servers pass it over",
    zh_cn: "已声明策略，但 {url} 的证书无效，其他服务器会忽略该策略",
};
const STATUS: Text = Text {
    en: "The policy is announced, but {url} answers with HTTP status {status}",
    zh_cn: "已声明策略，但 {url} 返回 HTTP 状态码 {status}",
};
const REDIRECTED: Text = Text {
    en: "The policy is announced, but {url} sends on to {to}, and other servers must not follow",
    zh_cn: "已声明策略，但 {url} 转向 {to}，而其他服务器不得跟随",
};
const UNREACHED: Text = Text {
    en: "The policy is announced, but no connection to {url} comes about",
    zh_cn: "已声明策略，但无法连接 {url}",
};
const UNREADABLE: Text = Text {
    en: "The policy is announced, but what {url} gives cannot be read",
    zh_cn: "已声明策略，但 {url} 给出的内容无法读取",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::domain;
    use crate::evidence::Fetch;

    fn told(outcome: Fetched, text: &str) -> Vec<(Weight, Text)> {
        let mut sender = domain(&[], &[]);
        let fetch = Fetch { url: sts_url("example.com"), outcome, ms: 1.0 };
        sender.sts_policy = Some(StsDocument { fetch, text: Some(text.to_owned()) });
        observe(&sender).into_iter().map(|seen| (seen.weight, seen.text)).collect()
    }

    fn policy(mode: &str, mx: &str, age: u32, kind: &str) -> Vec<(Weight, Text)> {
        let text = format!("version: STSv1\nmode: {mode}\nmx: {mx}\nmax_age: {age}\n");
        let content_type = Some(kind.to_owned());
        told(Fetched::Whole { from: None, status: 200, content_type, bytes: text.len() }, &text)
    }

    #[test]
    fn the_policy_is_compared_with_the_mail_servers() {
        let plain = "text/plain; charset=utf-8";
        assert_eq!(policy("enforce", "*.example.com", 604_800, plain), [(Weight::Good, ENFORCED)]);
        assert_eq!(policy("testing", "mx.example.com", 604_800, plain), [(Weight::Note, TESTED)]);
        assert_eq!(policy("enforce", "old.example.com", 604_800, plain), [(Weight::Doubtful, STRANGERS)]);
        assert_eq!(policy("none", "x.example.com", 604_800, plain), [(Weight::Note, GIVEN_UP)]);
        let odd = policy("enforce", "mx.example.com", 60, "text/html");
        assert_eq!(odd[1..], [(Weight::Doubtful, NOT_PLAIN), (Weight::Note, SHORT)]);
    }

    #[test]
    fn why_there_is_no_policy_is_told() {
        let failed = |because| told(Fetched::Failed { because }, "")[0].1;
        assert_eq!(failed(FetchFailure::Status { status: 404 }), STATUS);
        assert_eq!(failed(FetchFailure::Certificate { faults: Vec::new() }), BAD_CERTIFICATE);
        assert_eq!(failed(FetchFailure::Redirected { to: "https://x.test/".into() }), REDIRECTED);
        let whole = Fetched::Whole { from: None, status: 200, content_type: None, bytes: 4 };
        assert_eq!(told(whole, "<html>"), [(Weight::Doubtful, BAD_LINE)]);
    }
}
