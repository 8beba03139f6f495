//! The checks of who vouches for the certificate: this machine's roots, Mozilla's, what it may be used for, and what
//! the issuer says of it by way of the server.

use super::certificate::own;
use super::view::{BETWEEN, Verdict, ports};
use super::{Check, Level, Seen};
use crate::escape::visible_within;
use crate::evidence::{Attempt, CertificateFault, Evidence, PublicTrust, Standing};
use crate::locale::Text;

/// How much of an issuer's name is shown.
const SHOWN: usize = 100;

pub(super) static CHECKS: &[&Check] = &[&TRUST, &USAGE, &STAPLE];

static TRUST: Check = Check {
    id: "B49",
    title: Text {
        en: "The issuer is trusted here and by Mozilla",
        zh_cn: "本机和 Mozilla 都信任证书的签发者",
    },
    source: "RFC 5280 §6",
    remedy: Text {
        en: "Serve a certificate of a public authority, such as Let's Encrypt; or give the root of your own authority to every client. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`.",
        zh_cn: "部署由公共机构（例如 Let's Encrypt）签发的证书，或把自建机构的根证书装到每个客户端。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`。",
    },
    made: |evidence| ports(evidence, |attempt| trust(evidence, attempt)),
};

static USAGE: Check = Check {
    id: "B50",
    title: Text {
        en: "The certificate is for a server, and no authority",
        zh_cn: "证书用于服务器，且不是签发机构的证书",
    },
    source: "RFC 5280 §4.2.1.9, §4.2.1.12",
    remedy: Text {
        en: "Have a certificate of its own issued for the server, with `CA:FALSE` and `serverAuth`. Postfix: `smtpd_tls_chain_files`. Exim: `tls_certificate`.",
        zh_cn: "为服务器单独申请证书，其中应有 `CA:FALSE` 和 `serverAuth`。Postfix：`smtpd_tls_chain_files`。Exim：`tls_certificate`。",
    },
    made: |evidence| ports(evidence, usage),
};

static STAPLE: Check = Check {
    id: "B52",
    title: Text {
        en: "What the issuer says by way of the server (OCSP) is good",
        zh_cn: "服务器附带的 OCSP 声明有效",
    },
    source: "RFC 6066 §8, RFC 7633 §4",
    remedy: Text {
        en: "Have the statement renewed before it ends, or send none. Exim: write a new one to the file of `tls_ocsp_file` every day, for example with `openssl ocsp -respout`. Postfix cannot send one: there the certificate must not demand it (“must-staple”).",
        zh_cn: "在声明过期之前更新，或者不附带声明。Exim：每天把新的声明写入 `tls_ocsp_file` 指定的文件，例如用 `openssl ocsp -respout`。Postfix 不能附带声明，因此证书不得有此要求（must-staple）。",
    },
    made: |evidence| ports(evidence, staple),
};

fn trust(evidence: &Evidence, attempt: &Attempt) -> Option<Verdict> {
    let (tls, _) = own(attempt)?;
    let public = tls.mozilla == Some(PublicTrust::Trusted);
    let seen = tls.faults.iter().find_map(|fault| match fault {
        CertificateFault::SelfSigned => Some(Seen::new(Level::Fault, &SELF_SIGNED)),
        CertificateFault::UntrustedIssuer { issuer } => {
            // Where the rest of the world trusts it, this machine is at fault.
            let (level, text) =
                if public { (Level::Note, &UNTRUSTED_HERE) } else { (Level::Fault, &UNTRUSTED) };
            Some(Seen::new(level, text).with("issuer", visible_within(issuer, SHOWN)))
        }
        CertificateFault::Revoked => Some(Seen::new(Level::Fault, &REVOKED)),
        _ => None,
    });
    let unclear =
        tls.faults.iter().any(|fault| matches!(fault, CertificateFault::MissingIntermediate { .. }));
    if seen.is_none() && unclear {
        return None;
    }
    let private = || {
        let last = tls.chain.last().map_or("", |certificate| &certificate.issuer);
        // Whoever gives a root by hand knows that it is not everybody's.
        let known = evidence.trust.as_ref().is_some_and(|trust| trust.given > 0);
        let level = if known { Level::Note } else { Level::Advice };
        Seen::new(level, &PRIVATE).with("issuer", visible_within(last, SHOWN))
    };
    let private = (tls.mozilla == Some(PublicTrust::Untrusted)).then(private);
    Some(Verdict::of(seen.or(private)))
}

fn usage(attempt: &Attempt) -> Option<Verdict> {
    let (_, own) = own(attempt)?;
    if own.authority {
        return Some(Verdict::Found(Seen::new(Level::Advice, &AUTHORITY)));
    }
    let fits = |usage: &String| matches!(usage.as_str(), "serverAuth" | "anyExtendedKeyUsage");
    // A certificate that names no purpose serves any (RFC 5280 §4.2.1.12).
    let other = !own.usages.is_empty() && !own.usages.iter().any(fits);
    let usages = visible_within(&own.usages.join(BETWEEN), SHOWN);
    Some(Verdict::of(other.then(|| Seen::new(Level::Fault, &OTHER_USE).with("usages", usages))))
}

fn staple(attempt: &Attempt) -> Option<Verdict> {
    let (tls, own) = own(attempt)?;
    let Some(staple) = &tls.staple else {
        // That there is none is only held against a certificate that demands one.
        return own.must_staple.then(|| Verdict::Found(Seen::new(Level::Fault, &DEMANDED)));
    };
    let level = if own.must_staple { Level::Fault } else { Level::Advice };
    let text = match staple.standing {
        Standing::Verified => return Some(Verdict::Sound),
        Standing::Outdated => &OUTDATED,
        Standing::Foreign => &FOREIGN,
        Standing::Unproven | Standing::Unreadable => &WORTHLESS,
    };
    Some(Verdict::Found(Seen::new(level, text)))
}

static SELF_SIGNED: Text = Text {
    en: "The certificate signs itself; clients do not trust it.",
    zh_cn: "证书是自签名的，客户端不信任它。",
};
static UNTRUSTED: Text = Text {
    en: "The chain ends at an issuer that neither this machine nor Mozilla trusts: {issuer}.",
    zh_cn: "证书链的终点是本机和 Mozilla 都不信任的签发者：{issuer}。",
};
static UNTRUSTED_HERE: Text = Text {
    en: "Mozilla trusts the issuer {issuer}, this machine does not: the roots of this machine are old or incomplete, not the server's chain.",
    zh_cn: "Mozilla 信任签发者 {issuer}，本机却不信任：过旧或不全的是本机的根证书，不是服务器的证书链。",
};
static PRIVATE: Text = Text {
    en: "This machine trusts the issuer {issuer}, Mozilla does not: other machines may refuse the server.",
    zh_cn: "本机信任签发者 {issuer}，Mozilla 不信任：其他机器可能拒绝这台服务器。",
};
static REVOKED: Text = Text { en: "The certificate is revoked.", zh_cn: "证书已被吊销。" };
static AUTHORITY: Text = Text {
    en: "The server's certificate may issue others: whoever has its key can do so.",
    zh_cn: "服务器的证书可以用来签发其他证书：谁拿到它的私钥，谁就能签发。",
};
static OTHER_USE: Text = Text {
    en: "The certificate may be used for {usages} only, not for a server; strict clients refuse it.",
    zh_cn: "证书只能用于 {usages}，不能用于服务器，严格的客户端会拒绝它。",
};
static DEMANDED: Text = Text {
    en: "The certificate demands that a statement of its issuer comes with it (must-staple), and the server sends none.",
    zh_cn: "证书要求附带签发者的声明（must-staple），服务器却没有附带。",
};
static OUTDATED: Text = Text {
    en: "The statement of the issuer that the server sends along is no longer valid, or not yet.",
    zh_cn: "服务器附带的签发者声明已经过期，或尚未生效。",
};
static FOREIGN: Text = Text {
    en: "The statement of the issuer that the server sends along is about another certificate.",
    zh_cn: "服务器附带的签发者声明说的是另一张证书。",
};
static WORTHLESS: Text = Text {
    en: "The statement of the issuer that the server sends along proves nothing: it cannot be read, or is not signed by the issuer.",
    zh_cn: "服务器附带的签发者声明不能证明任何事：它无法读取，或者不是签发者签名的。",
};
