//! The checks of AUTH: when it is offered, by which mechanisms, and what it answers in clear.

use super::view::{BETWEEN, Verdict, ports, sessions};
use super::{Check, Level, Seen};
use crate::evidence::{Ask, Attempt, AuditSession};
use crate::locale::Text;
use crate::plan::Security;

pub(super) static CHECKS: &[&Check] = &[&OFFERED_IN_CLEAR, &TAKEN_IN_CLEAR, &PLAIN, &OBSOLETE];

static OFFERED_IN_CLEAR: Check = Check {
    id: "B25",
    title: Text { en: "AUTH is offered only under TLS", zh_cn: "只在加密后提供 AUTH" },
    source: "RFC 4954 §4, RFC 8314 §3.3",
    remedy: Text {
        en: "Offer AUTH only under TLS. Postfix: `smtpd_tls_auth_only = yes`. Exim: `auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`.",
        zh_cn: "只在加密后提供 AUTH。Postfix：`smtpd_tls_auth_only = yes`。Exim：`auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`。",
    },
    made: |evidence| ports(evidence, offered_in_clear),
};

static TAKEN_IN_CLEAR: Check = Check {
    id: "B26",
    title: Text { en: "AUTH in clear is refused", zh_cn: "拒绝未加密的 AUTH" },
    source: "RFC 4954 §4, RFC 8314 §3.3",
    remedy: Text {
        en: "Refuse AUTH before TLS by 538 or 530. Postfix: `smtpd_tls_auth_only = yes`. Exim: `auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`.",
        zh_cn: "在加密之前用 538 或 530 拒绝 AUTH。Postfix：`smtpd_tls_auth_only = yes`。Exim：`auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`。",
    },
    made: |evidence| sessions(evidence, taken_in_clear),
};

static PLAIN: Check = Check {
    id: "B27",
    title: Text { en: "PLAIN is offered under TLS", zh_cn: "加密后提供 PLAIN" },
    source: "RFC 4954 §4",
    remedy: Text {
        en: "Offer PLAIN under TLS: every client knows it. Postfix with Dovecot: `auth_mechanisms = plain login`. Exim: an authenticator with `driver = plaintext` and `public_name = PLAIN`.",
        zh_cn: "在加密后提供 PLAIN，所有客户端都支持它。Postfix 配合 Dovecot：`auth_mechanisms = plain login`。Exim：设置 `driver = plaintext`、`public_name = PLAIN` 的 authenticator。",
    },
    made: |evidence| ports(evidence, plain),
};

static OBSOLETE: Check = Check {
    id: "B28",
    title: Text { en: "No obsolete mechanism is offered", zh_cn: "不提供过时的认证机制" },
    source: "RFC 6331, RFC 8314 §4.1",
    remedy: Text {
        en: "Take the old mechanisms away; under TLS, PLAIN and SCRAM-SHA-256 serve better, and CRAM-MD5 and DIGEST-MD5 need passwords that the server keeps readable. Postfix with Dovecot: `auth_mechanisms = plain login scram-sha-256`. Exim: remove the authenticators with `driver = cram_md5` and `spa`.",
        zh_cn: "停用这些机制。在加密之后，PLAIN 和 SCRAM-SHA-256 更合适，而 CRAM-MD5 和 DIGEST-MD5 要求服务器以可还原的形式保存密码。Postfix 配合 Dovecot：`auth_mechanisms = plain login scram-sha-256`。Exim：删除 `driver = cram_md5` 和 `spa` 的 authenticator。",
    },
    made: |evidence| ports(evidence, obsolete),
};

fn offered_in_clear(attempt: &Attempt) -> Option<Verdict> {
    // Under implicit TLS the first EHLO is encrypted already.
    if attempt.spoken == Security::Implicit {
        return None;
    }
    let offered = attempt.ehlo.passed()?.capabilities.mechanisms();
    let seen = (!offered.is_empty()).then(|| Seen::new(Level::Fault, &SEEN).with("offered", shown(&offered)));
    Some(Verdict::of(seen))
}

fn taken_in_clear(session: &AuditSession, _: &Attempt) -> Option<Verdict> {
    let trial = session.trial(Ask::AuthInClear).filter(|trial| !trial.secured)?;
    let reply = trial.reply()?;
    let seen = || Seen::new(Level::Fault, &TAKEN).with("reply", reply.shown(80));
    Some(Verdict::of(reply.is_intermediate().then(seen)))
}

/// The mechanisms offered under TLS.
fn under_tls(attempt: &Attempt) -> Option<Vec<String>> {
    attempt.tls.facts()?.version.as_ref()?;
    let ehlo = attempt.ehlo_again.facts().or_else(|| {
        let implicit = attempt.starttls.facts().is_none();
        attempt.ehlo.facts().filter(|_| implicit)
    })?;
    Some(ehlo.capabilities.mechanisms()).filter(|mechanisms| !mechanisms.is_empty())
}

fn plain(attempt: &Attempt) -> Option<Verdict> {
    let offered = under_tls(attempt)?;
    if offered.iter().any(|mechanism| mechanism == "PLAIN") {
        return Some(Verdict::Sound);
    }
    let by_token = |mechanism: &String| matches!(mechanism.as_str(), "XOAUTH2" | "OAUTHBEARER");
    let text = if offered.iter().all(by_token) { &TOKENS_ONLY } else { &NO_PLAIN };
    Some(Verdict::Found(Seen::new(Level::Note, text).with("offered", shown(&offered))))
}

fn obsolete(attempt: &Attempt) -> Option<Verdict> {
    let mut offered = under_tls(attempt)?;
    offered.retain(|name| matches!(name.as_str(), "CRAM-MD5" | "DIGEST-MD5" | "NTLM" | "SCRAM-MD5"));
    // CRAM-MD5 is old and does no harm under TLS.
    let level = if offered.iter().all(|name| name == "CRAM-MD5") { Level::Note } else { Level::Advice };
    let seen = || Seen::new(level, &OLD).with("offered", shown(&offered));
    Some(Verdict::of((!offered.is_empty()).then(seen)))
}

fn shown(mechanisms: &[String]) -> String {
    let names = mechanisms.iter().take(12).map(|name| crate::escape::visible_within(name, 40));
    names.collect::<Vec<_>>().join(BETWEEN)
}

static TAKEN: Text = Text {
    en: "Before TLS the server asks for the password: {reply}. Whoever listens on the way could read it.",
    zh_cn: "服务器在加密之前就要求提供密码：{reply}。途中的任何人都能读到。",
};
static TOKENS_ONLY: Text = Text {
    en: "The server takes OAuth tokens only: {offered}. Applications that know passwords only cannot log in.",
    zh_cn: "服务器只接受 OAuth 令牌：{offered}。只支持密码的应用程序无法登录。",
};
static NO_PLAIN: Text = Text {
    en: "The server does not offer PLAIN, but {offered}.",
    zh_cn: "服务器不提供 PLAIN，只提供：{offered}。",
};
static OLD: Text = Text {
    en: "The server offers old mechanisms: {offered}.",
    zh_cn: "服务器提供过时的认证机制：{offered}。",
};
static SEEN: Text = Text {
    en: "The server offers AUTH before TLS: {offered}. Clients then send passwords that everybody on the way can read.",
    zh_cn: "服务器在加密之前就提供 AUTH：{offered}。客户端会因此用明文发送密码，途中的任何人都能读到。",
};
