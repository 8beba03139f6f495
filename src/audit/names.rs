//! The checks of what the DNS says around the server: the services of the domain, who may issue certificates, whether the
//! names are signed, and what the domain announces for mail that comes to it.

use super::issuer;
use super::view::{BETWEEN, Verdict, host};
use super::{Check, Level, Seen};
use crate::discovery::read_srv;
use crate::domain::{Topic, Weight, observations};
use crate::escape::visible_within;
use crate::evidence::{AuditNames, Evidence, PublicTrust, Records, Signed, Sought, Told};
use crate::locale::Text;
use crate::plan::Security;

/// How much of a text of the DNS is shown.
const SHOWN: usize = 80;
/// How many servers are named.
const NAMED: usize = 3;

pub(super) static CHECKS: &[&Check] = &[&SERVICES, &ISSUERS, &SIGNED, &INBOUND];

static SERVICES: Check = Check {
    id: "B05",
    title: Text {
        en: "The domain names its submission servers in the DNS (SRV)",
        zh_cn: "域名在 DNS 中指明了提交服务器（SRV）",
    },
    source: "RFC 6186 §3.1, RFC 8314 §5.1",
    remedy: Text {
        en: "Publish `_submissions._tcp` with port 465, and `_submission._tcp` with port 587, both for this server: mail programs then find it by themselves. It is a matter of the DNS: Postfix and Exim have no setting for it.",
        zh_cn: "发布 `_submissions._tcp`（端口 465）和 `_submission._tcp`（端口 587），都指向这台服务器，邮件程序就能自动找到它。这是 DNS 的设置，与 Postfix 和 Exim 的配置无关。",
    },
    made: |evidence| host(services(evidence)),
};

static ISSUERS: Check = Check {
    id: "B06",
    title: Text {
        en: "CAA records say who may issue certificates, and allow this issuer",
        zh_cn: "CAA 记录指明可以签发证书的机构，其中包括当前的签发者",
    },
    source: "RFC 8659 §3, §4.2",
    remedy: Text {
        en: "Publish a CAA record for the authority in use, such as `0 issue \"letsencrypt.org\"`: no other may then issue certificates for the name. It is a matter of the DNS: Postfix and Exim have no setting for it.",
        zh_cn: "为所用的签发机构发布 CAA 记录，例如 `0 issue \"letsencrypt.org\"`，其他机构便不得再为此名称签发证书。这是 DNS 的设置，与 Postfix 和 Exim 的配置无关。",
    },
    made: |evidence| host(issuers(evidence)),
};

static SIGNED: Check = Check {
    id: "B07",
    title: Text {
        en: "The addresses of the host are signed (DNSSEC)", zh_cn: "主机的地址有 DNSSEC 签名"
    },
    source: "RFC 4033 §2, RFC 7672 §2.2",
    remedy: Text {
        en: "Sign the zone of the host, and have its DS record published by the registrar; without that, TLSA records do not count. It is a matter of the DNS: Postfix and Exim have no setting for it.",
        zh_cn: "为主机所在的区域启用 DNSSEC 签名，并通过注册商发布 DS 记录；没有签名，TLSA 记录就不起作用。这是 DNS 的设置，与 Postfix 和 Exim 的配置无关。",
    },
    made: |evidence| host(signed(evidence)),
};

static INBOUND: Check = Check {
    id: "B10",
    title: Text {
        en: "What the domain announces for mail that comes to it (MTA-STS, TLS-RPT) holds",
        zh_cn: "域名对来信的声明（MTA-STS、TLS-RPT）有效",
    },
    source: "RFC 8461 §3, RFC 8460 §3",
    remedy: Text {
        en: "This is about the MX servers of the domain, not about submission. Mend the records and the policy, or publish them: `_mta-sts` with the policy at `https://mta-sts.<domain>/.well-known/mta-sts.txt`, and `_smtp._tls`. Postfix and Exim as MX need no setting for it.",
        zh_cn: "这涉及域名的 MX 服务器，与提交邮件无关。请改正或发布记录和策略：`_mta-sts` 及位于 `https://mta-sts.<域名>/.well-known/mta-sts.txt` 的策略，以及 `_smtp._tls`。作为 MX 的 Postfix 和 Exim 无需为此设置。",
    },
    made: |evidence| host(inbound(evidence)),
};

fn names(evidence: &Evidence) -> Option<&AuditNames> {
    evidence.audit.as_ref()?.names.as_ref()
}

fn services(evidence: &Evidence) -> Option<Verdict> {
    let names = names(evidence)?;
    let domain = names.domain.as_deref()?;
    let here = &evidence.plan.target.host;
    let asked = [("_submissions._tcp", Security::Implicit), ("_submission._tcp", Security::StartTls)];
    let (mut found, mut declined, mut strangers) = (0, 0, Vec::new());
    for (service, security) in asked {
        let records = names.answer(&format!("{service}.{domain}"), Sought::Srv)?.known()?;
        match read_srv(records, security) {
            Told::Servers { servers } => {
                for server in servers {
                    if !server.host.eq_ignore_ascii_case(here) {
                        strangers.push(visible_within(&server.host, SHOWN));
                        continue;
                    }
                    found += 1;
                    if let Some(seen) = misleads(evidence, server.port, security) {
                        return Some(Verdict::Found(seen));
                    }
                }
            }
            Told::Declined => declined += 1,
            _ => {}
        }
    }
    let domain = || visible_within(domain, SHOWN);
    let seen = match (found, strangers.is_empty(), declined) {
        (1.., ..) => return Some(Verdict::Sound),
        (_, false, _) => {
            strangers.dedup();
            strangers.truncate(NAMED);
            Seen::new(Level::Note, &ELSEWHERE).with("servers", strangers.join(BETWEEN))
        }
        // A port that is declined beside one that is not named is no contradiction.
        (_, _, 2) => Seen::new(Level::Advice, &DECLINED),
        _ => Seen::new(Level::Note, &UNNAMED),
    };
    Some(Verdict::Found(seen.with("domain", domain())))
}

/// Whether a record leads to a port of this server that does not speak as the record says.
fn misleads(evidence: &Evidence, port: u16, security: Security) -> Option<Seen> {
    let attempt = evidence.attempts.iter().find(|attempt| attempt.route.port == port)?;
    attempt.greeting.passed()?;
    let implicit = security == Security::Implicit;
    let service = if implicit { "_submissions._tcp" } else { "_submission._tcp" };
    (implicit != (attempt.spoken == Security::Implicit))
        .then(|| Seen::new(Level::Advice, &MISLEADS).with("service", service).with("port", port.to_string()))
}

fn issuers(evidence: &Evidence) -> Option<Verdict> {
    let names = names(evidence)?;
    // An authority of one's own does not look at CAA.
    let public = evidence.attempts.iter().filter_map(|attempt| attempt.tls.facts());
    let mut public = public.filter(|tls| tls.mozilla == Some(PublicTrust::Trusted));
    let own = public.find_map(|tls| tls.chain.first());
    let host = &evidence.plan.target.host;
    let is_here = |name: &str| name.eq_ignore_ascii_case(host);
    let wildcard = own.is_some_and(|own| {
        !own.names.iter().any(|name| is_here(name)) && own.names.iter().any(|name| name.starts_with("*."))
    });
    // The set nearest to the name counts, and only if it is known that there is none nearer (RFC 8659 §3). That of the
    // host itself says nothing of a wildcard.
    let asked = names.lookups.iter().filter(|lookup| lookup.kind == Sought::Caa);
    let mut asked = asked.filter(|lookup| !(wildcard && is_here(&lookup.name))).peekable();
    asked.peek()?;
    let mut nearest = None;
    for lookup in asked {
        match &lookup.answer {
            Records::Unanswered { .. } => return None,
            Records::Found { records } => {
                nearest = Some((&lookup.name, records));
                break;
            }
            Records::NoData | Records::NameNotFound => {}
        }
    }
    let Some((name, records)) = nearest else {
        return Some(Verdict::Found(Seen::new(Level::Note, &ANYBODY)));
    };
    let owner = || visible_within(name, SHOWN);
    let Some(allowed) = issuer::allowed(records, wildcard) else {
        return Some(Verdict::Found(Seen::new(Level::Note, &UNRESTRICTED).with("name", owner())));
    };
    let Some((own, domains)) = own.and_then(|own| Some((own, issuer::domains(&own.issuer)?))) else {
        return Some(Verdict::Sound);
    };
    let fits =
        allowed.iter().any(|allowed| domains.iter().any(|domain| domain.eq_ignore_ascii_case(allowed)));
    let seen = || {
        let shown: Vec<String> = allowed.iter().map(|allowed| visible_within(allowed, SHOWN)).collect();
        let shown = if shown.is_empty() { "–".to_owned() } else { shown.join(BETWEEN) };
        Seen::new(Level::Advice, &OTHERS_ONLY)
            .with("name", owner())
            .with("allowed", shown)
            .with("issuer", visible_within(&own.issuer, SHOWN))
    };
    Some(Verdict::of((!fits).then(seen)))
}

fn signed(evidence: &Evidence) -> Option<Verdict> {
    let seen = match &names(evidence)?.signed {
        Signed::Secure => return Some(Verdict::Sound),
        Signed::Insecure => Seen::new(Level::Note, &NOT_SIGNED),
        Signed::Bogus { .. } => Seen::new(Level::Fault, &BOGUS),
        Signed::Stripped | Signed::Unknown => return None,
    };
    Some(Verdict::Found(seen.with("host", visible_within(&evidence.plan.target.host, SHOWN))))
}

fn inbound(evidence: &Evidence) -> Option<Verdict> {
    let sender = evidence.sender.as_ref()?;
    let domain = || visible_within(&sender.domain, SHOWN);
    let all = observations(sender);
    let all = all.iter().filter(|seen| matches!(seen.topic, Topic::MtaSts | Topic::TlsRpt));
    if let Some(bad) = all.clone().find(|seen| matches!(seen.weight, Weight::Doubtful | Weight::Broken)) {
        let what = if bad.topic == Topic::MtaSts { "MTA-STS" } else { "TLS-RPT" };
        let seen = Seen::new(Level::Advice, &MENDED).with("domain", domain()).with("what", what);
        return Some(Verdict::Found(seen));
    }
    let known = all.clone().any(|seen| seen.weight != Weight::Unknown);
    let announced = all.clone().any(|seen| seen.weight == Weight::Good);
    let seen = || Seen::new(Level::Note, &NOTHING_ANNOUNCED).with("domain", domain());
    known.then(|| Verdict::of((!announced).then(seen)))
}

static UNNAMED: Text = Text {
    en: "{domain} names no submission server in the DNS, so its users have to type it.",
    zh_cn: "{domain} 没有在 DNS 中指明提交服务器，用户只能手动填写。",
};
static DECLINED: Text = Text {
    en: "{domain} says in the DNS that it has no submission server, although its users are served here.",
    zh_cn: "{domain} 在 DNS 中声明没有提交服务器，而它的用户却在使用这台服务器。",
};
static ELSEWHERE: Text = Text {
    en: "{domain} names another submission server in the DNS: {servers}.",
    zh_cn: "{domain} 在 DNS 中指明的是其他提交服务器：{servers}。",
};
static MISLEADS: Text = Text {
    en: "The record `{service}` leads to port {port}, which does not speak that way.",
    zh_cn: "记录 `{service}` 指向 {port} 端口，而该端口的加密方式与此不符。",
};
static ANYBODY: Text = Text {
    en: "There is no CAA record, so any authority may issue certificates for the host.",
    zh_cn: "没有 CAA 记录，任何机构都可以为这台主机签发证书。",
};
static UNRESTRICTED: Text = Text {
    en: "The CAA records of {name} name no authority for such a certificate, so any may issue it.",
    zh_cn: "{name} 的 CAA 记录没有为这类证书限定签发机构，任何机构都可以签发。",
};
static OTHERS_ONLY: Text = Text {
    en: "The CAA records of {name} allow {allowed}, but the certificate is by {issuer}: it may not be renewed there.",
    zh_cn: "{name} 的 CAA 记录只允许 {allowed}，证书却由 {issuer} 签发：到期后可能无法续期。",
};
static NOT_SIGNED: Text =
    Text { en: "The addresses of {host} are not signed.", zh_cn: "{host} 的地址没有签名。" };
static BOGUS: Text = Text {
    en: "The DNSSEC signatures of {host} are not valid: whoever checks them finds no address.",
    zh_cn: "{host} 的 DNSSEC 签名无效：会检查签名的一方查不到地址。",
};
static MENDED: Text = Text {
    en: "{what} of {domain} breaks the rules or does not fit its MX servers; what is wrong stands with the records of the domain.",
    zh_cn: "{domain} 的 {what} 不合规则，或与其 MX 服务器不符，详见该域名的记录部分。",
};
static NOTHING_ANNOUNCED: Text = Text {
    en: "{domain} announces nothing for the encryption of mail that comes to it; sending is not affected.",
    zh_cn: "{domain} 没有对来信的加密作任何声明；这不影响发信。",
};

#[cfg(test)]
mod tests;
