//! The checks of TLS: when it starts, what STARTTLS lets through, which version and group come of it.

use super::view::{Verdict, ports, sessions};
use super::{Check, Level, Seen};
use crate::evidence::{Ask, Attempt, AuditSession, Failure};
use crate::locale::Text;
use crate::plan::{SUBMISSIONS, Security};
use crate::smtp::{Protocol, Reply};

pub(super) static CHECKS: &[&Check] =
    &[&ORDER, &STARTTLS, &STARTTLS_TAKEN, &INJECTION, &NEW_STATE, &TLS_1_3, &FORWARD_SECRECY, &POST_QUANTUM];

static ORDER: Check = Check {
    id: "B14",
    title: Text {
        en: "Port 465 begins with TLS, the others with the greeting",
        zh_cn: "465 端口一开始就加密，其他端口先发问候",
    },
    source: "RFC 8314 §3.3",
    remedy: Text {
        en: "Let 465 begin with TLS, and 587 with the greeting. Postfix: `smtpd_tls_wrappermode=yes` for `submissions` only. Exim: `tls_on_connect_ports = 465`.",
        zh_cn: "让 465 一开始就加密，587 先发问候。Postfix：只对 `submissions` 设置 `smtpd_tls_wrappermode=yes`。Exim：`tls_on_connect_ports = 465`。",
    },
    made: |evidence| ports(evidence, order),
};

static STARTTLS: Check = Check {
    id: "B21",
    title: Text { en: "STARTTLS is offered", zh_cn: "提供 STARTTLS" },
    source: "RFC 3207 §4, RFC 8314 §3.3",
    remedy: Text {
        en: "Offer STARTTLS. Postfix: `smtpd_tls_chain_files` and `smtpd_tls_security_level = may`, on 587 `encrypt`. Exim: `tls_advertise_hosts = *`, `tls_certificate`, `tls_privatekey`.",
        zh_cn: "提供 STARTTLS。Postfix：`smtpd_tls_chain_files` 和 `smtpd_tls_security_level = may`，587 上用 `encrypt`。Exim：`tls_advertise_hosts = *`、`tls_certificate`、`tls_privatekey`。",
    },
    made: |evidence| ports(evidence, starttls),
};

static STARTTLS_TAKEN: Check = Check {
    id: "B22",
    title: Text {
        en: "STARTTLS is answered by 220 and TLS, by nothing else",
        zh_cn: "对 STARTTLS 只答复 220，随后开始 TLS 握手",
    },
    source: "RFC 3207 §4",
    remedy: Text {
        en: "Find out why STARTTLS does not lead to TLS: the key and the certificate must be readable. Postfix: `smtpd_tls_chain_files`, see the log for “TLS”. Exim: `tls_certificate`, `tls_privatekey`, see the main log.",
        zh_cn: "查明 STARTTLS 为什么没有进入 TLS：私钥和证书必须可读。Postfix：`smtpd_tls_chain_files`，并在日志中查找“TLS”。Exim：`tls_certificate`、`tls_privatekey`，并查看主日志。",
    },
    made: |evidence| ports(evidence, starttls_taken),
};

static INJECTION: Check = Check {
    id: "B23",
    title: Text {
        en: "What comes in clear behind STARTTLS is dropped",
        zh_cn: "丢弃 STARTTLS 之后的明文命令",
    },
    source: "CVE-2011-0411, RFC 3207 §6",
    remedy: Text {
        en: "Update the server, and the proxy before it: an attacker on the way can put commands into the encrypted session of others and so steal their passwords and mail. Postfix: 2.8 and later are sound. Exim: 4.76 and later are sound.",
        zh_cn: "升级服务器及其前面的代理：途中的攻击者可以把命令塞进他人的加密会话，从而窃取密码和邮件。Postfix：2.8 及以后的版本没有此问题。Exim：4.76 及以后的版本没有此问题。",
    },
    made: |evidence| sessions(evidence, injection),
};

static NEW_STATE: Check = Check {
    id: "B24",
    title: Text {
        en: "Under TLS all begins anew, and STARTTLS is offered no more",
        zh_cn: "加密之后从头开始，也不再提供 STARTTLS",
    },
    source: "RFC 3207 §4.2",
    remedy: Text {
        en: "Update the server: after STARTTLS it has to forget all that was said before, and must not offer STARTTLS again. Postfix and Exim do so by themselves: look at proxies before them.",
        zh_cn: "升级服务器：STARTTLS 之后必须忘掉此前的一切，也不得再次提供 STARTTLS。Postfix 和 Exim 本身就会这样做，请检查它们前面的代理。",
    },
    made: |evidence| [ports(evidence, new_state), sessions(evidence, forgotten)].concat(),
};

static TLS_1_3: Check = Check {
    id: "B36",
    title: Text { en: "TLS 1.3 is spoken", zh_cn: "支持 TLS 1.3" },
    source: "RFC 9325 §3.1.1",
    remedy: Text {
        en: "Allow TLS 1.3; it needs OpenSSL 1.1.1 or GnuTLS 3.6.5. Postfix: `smtpd_tls_protocols = >=TLSv1.2`. Exim: `openssl_options` without `+no_tlsv1_3`.",
        zh_cn: "启用 TLS 1.3，需要 OpenSSL 1.1.1 或 GnuTLS 3.6.5 以上。Postfix：`smtpd_tls_protocols = >=TLSv1.2`。Exim：`openssl_options` 中不要有 `+no_tlsv1_3`。",
    },
    made: |evidence| ports(evidence, tls_1_3),
};

static FORWARD_SECRECY: Check = Check {
    id: "B39",
    title: Text {
        en: "The session has forward secrecy and authenticated encryption",
        zh_cn: "会话使用前向保密和带认证的加密",
    },
    source: "RFC 9325 §4.1",
    remedy: Text {
        en: "Offer suites with ECDHE and AES-GCM or ChaCha20. Postfix: `smtpd_tls_mandatory_ciphers = high`. Exim: `tls_require_ciphers = HIGH:!aNULL:!kRSA`.",
        zh_cn: "提供使用 ECDHE 以及 AES-GCM 或 ChaCha20 的加密套件。Postfix：`smtpd_tls_mandatory_ciphers = high`。Exim：`tls_require_ciphers = HIGH:!aNULL:!kRSA`。",
    },
    made: |evidence| ports(evidence, forward_secrecy),
};

static POST_QUANTUM: Check = Check {
    id: "B59",
    title: Text {
        en: "The key exchange is a hybrid post-quantum one", zh_cn: "密钥交换采用后量子混合算法"
    },
    source: "FIPS 203, draft-ietf-tls-ecdhe-mlkem",
    remedy: Text {
        en: "Allow X25519MLKEM768; it needs OpenSSL 3.5. Postfix: `tls_eecdh_auto_curves = X25519MLKEM768, X25519, prime256v1`. Exim: `tls_eccurve = X25519MLKEM768:X25519:P-256`.",
        zh_cn: "启用 X25519MLKEM768，需要 OpenSSL 3.5 以上。Postfix：`tls_eecdh_auto_curves = X25519MLKEM768, X25519, prime256v1`。Exim：`tls_eccurve = X25519MLKEM768:X25519:P-256`。",
    },
    made: |evidence| ports(evidence, post_quantum),
};

fn order(attempt: &Attempt) -> Option<Verdict> {
    let implicit = attempt.route.port == SUBMISSIONS;
    if let Some(Failure::NotTls { protocol: Some(Protocol::Smtp), .. }) = attempt.tls.failure()
        && implicit
    {
        return Some(Verdict::Found(Seen::new(Level::Fault, &CLEAR_FIRST)));
    }
    attempt.greeting.passed()?;
    let seen = match (implicit, attempt.spoken == Security::Implicit) {
        (true, false) => Some(Seen::new(Level::Fault, &CLEAR_FIRST)),
        (false, true) => Some(Seen::new(Level::Note, &TLS_FIRST)),
        _ => None,
    };
    Some(Verdict::of(seen))
}

fn starttls(attempt: &Attempt) -> Option<Verdict> {
    if attempt.spoken == Security::Implicit {
        return None;
    }
    let offered = attempt.ehlo.facts()?.capabilities.has("STARTTLS");
    Some(Verdict::of((!offered).then(|| Seen::new(Level::Fault, &NOT_OFFERED))))
}

fn starttls_taken(attempt: &Attempt) -> Option<Verdict> {
    if let Some(Failure::Rejected { reply }) = attempt.starttls.failure() {
        return Some(Verdict::Found(Seen::new(Level::Fault, &REFUSED).with("reply", reply.shown(120))));
    }
    if let Some(Failure::Injected { .. }) = attempt.first_failure().map(|(_, failure)| failure) {
        return Some(Verdict::Found(Seen::new(Level::Fault, &GLUED)));
    }
    attempt.starttls.passed()?;
    attempt.tls.facts()?.version.as_ref()?;
    Some(Verdict::Sound)
}

fn injection(session: &AuditSession, attempt: &Attempt) -> Option<Verdict> {
    let started = session.reply(Ask::StartTlsWithMore)?;
    if started.code >= 400 {
        // A server that turns such a client away lets nothing through.
        return Some(Verdict::Sound);
    }
    let first = session.reply(Ask::Noop)?;
    let own_name = attempt.last_ehlo().map(|ehlo| ehlo.capabilities.name.as_str()).unwrap_or_default();
    let greets_by_name = |reply: &Reply| {
        let text = reply.text();
        !own_name.is_empty() && text.split_whitespace().next() == Some(own_name)
    };
    // NOOP has one line; what has more, or greets, or is out of order, answers the EHLO that came in clear.
    let answers_ehlo = first.lines.len() > 1 || greets_by_name(first);
    let seen = || Seen::new(Level::Fault, &INJECTED).with("reply", first.shown(120));
    if answers_ehlo {
        return Some(Verdict::Found(seen()));
    }
    first.is_positive().then_some(Verdict::Sound)
}

fn new_state(attempt: &Attempt) -> Option<Verdict> {
    let again = attempt.ehlo_again.passed()?.capabilities.has("STARTTLS");
    Some(Verdict::of(again.then(|| Seen::new(Level::Advice, &OFFERED_AGAIN))))
}

/// Whether what was said in clear is forgotten. Only a server that took MAIL in clear can show it, and only a plain yes
/// to RCPT says that it is not: other refusals than that of the order may have other reasons.
fn forgotten(session: &AuditSession, _: &Attempt) -> Option<Verdict> {
    let rcpt = session.reply(Ask::RcptWithoutMail)?;
    match rcpt.code {
        200..=299 => Some(Verdict::Found(Seen::new(Level::Fault, &KEPT).with("reply", rcpt.shown(120)))),
        503 => Some(Verdict::Sound),
        _ => None,
    }
}

fn tls_1_3(attempt: &Attempt) -> Option<Verdict> {
    let version = attempt.tls.facts()?.version.as_deref()?;
    let seen = || Seen::new(Level::Advice, &OLDER).with("version", version);
    Some(Verdict::of((version != "TLS 1.3").then(seen)))
}

fn forward_secrecy(attempt: &Attempt) -> Option<Verdict> {
    let tls = attempt.tls.facts()?;
    let (version, suite) = (tls.version.as_deref()?, tls.cipher_suite.as_deref()?);
    let fits = version == "TLS 1.3"
        || ((suite.contains("_ECDHE_") || suite.contains("_DHE_"))
            && ["_GCM_", "_CHACHA20_", "_CCM"].iter().any(|part| suite.contains(part)));
    Some(Verdict::of((!fits).then(|| Seen::new(Level::Advice, &WEAK_SUITE).with("suite", suite))))
}

fn post_quantum(attempt: &Attempt) -> Option<Verdict> {
    let group = attempt.tls.facts()?.group.as_deref()?;
    let seen = || Seen::new(Level::Note, &CLASSICAL).with("group", group);
    Some(Verdict::of((!group.contains("MLKEM")).then(seen)))
}

static CLEAR_FIRST: Text = Text {
    en: "Port 465 begins in clear. Clients expect TLS from the first byte there and cannot connect.",
    zh_cn: "465 端口一开始是明文。客户端在此端口上一开始就加密，因此无法连接。",
};
static TLS_FIRST: Text = Text {
    en: "The port begins with TLS, which is the way of port 465.",
    zh_cn: "此端口一开始就加密，而这是 465 端口的方式。",
};
static NOT_OFFERED: Text = Text {
    en: "The server does not offer STARTTLS, so everything goes over the network in clear.",
    zh_cn: "服务器不提供 STARTTLS，所有内容都以明文传输。",
};
static REFUSED: Text = Text {
    en: "The server offers STARTTLS and refuses it: {reply}.",
    zh_cn: "服务器提供 STARTTLS，却又拒绝：{reply}。",
};
static GLUED: Text = Text {
    en: "Text in clear stands behind the answer to STARTTLS.",
    zh_cn: "STARTTLS 的应答之后还有明文内容。",
};
static INJECTED: Text = Text {
    en: "The server carries out under TLS what came in clear behind STARTTLS. It answered: {reply}",
    zh_cn: "服务器在加密之后执行了 STARTTLS 后面的明文命令。它答复：{reply}",
};
static OFFERED_AGAIN: Text = Text {
    en: "The server offers STARTTLS again although TLS is there already.",
    zh_cn: "已经加密，服务器仍再次提供 STARTTLS。",
};
static KEPT: Text = Text {
    en: "The server goes on under TLS with a message that was begun in clear. To RCPT it answered: {reply}",
    zh_cn: "服务器在加密之后继续处理明文时开始的邮件。它对 RCPT 答复：{reply}",
};
static OLDER: Text = Text {
    en: "The server speaks {version} with a client that knows TLS 1.3.",
    zh_cn: "客户端支持 TLS 1.3，服务器却使用 {version}。",
};
static WEAK_SUITE: Text = Text { en: "The session uses {suite}.", zh_cn: "会话使用 {suite}。" };
static CLASSICAL: Text = Text {
    en: "The key exchange is {group}; sessions recorded today may be read by a later quantum computer.",
    zh_cn: "密钥交换为 {group}，今天录下的会话将来可能被量子计算机破解。",
};
