//! How the hellos that were made by hand are read: what the server takes where a handshake has failed.

use crate::catalog::Proof;
use crate::evidence::{Evidence, Taken, Tls, TlsHello};
use crate::locale::Text;
use crate::tls::{Bulk, Exchange, Group, Naming, Suite, Version};

/// What a server takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Acceptance<'e> {
    /// Nothing was asked, or no answer came.
    Unknown,
    /// Nothing.
    Nothing,
    /// Nothing newer than this, which is older than TLS 1.2.
    Old(&'e Taken),
    /// This, which is not what programs of today offer.
    Unusual(&'e Taken),
    /// This, which is as usual: what it refused before was something else than versions and suites.
    Usual(&'e Taken),
    /// This, but only where its name is not said.
    Unnamed(&'e Taken),
}

/// What the server of an attempt takes of everything in common use.
pub(crate) fn acceptance(evidence: &Evidence, about: usize) -> Acceptance<'_> {
    let newest = |naming| {
        let named = evidence.hellos_about(about).filter(move |hello| hello.offer.naming == naming);
        named.filter_map(TlsHello::taken).max_by_key(|taken| taken.choice.version)
    };
    match (newest(Naming::Named), newest(Naming::Unnamed)) {
        (Some(taken), _) if !taken.choice.version.is_current() => Acceptance::Old(taken),
        (Some(taken), _) if is_usual(taken) => Acceptance::Usual(taken),
        (Some(taken), _) => Acceptance::Unusual(taken),
        (None, Some(taken)) => Acceptance::Unnamed(taken),
        (None, None) if evidence.hellos_about(about).any(|hello| hello.refusal().is_some()) => {
            Acceptance::Nothing
        }
        (None, None) => Acceptance::Unknown,
    }
}

/// The versions older than TLS 1.2 that a server takes beside newer ones, the oldest first.
pub(crate) fn accepted_beside(evidence: &Evidence, about: usize) -> Vec<Version> {
    let Some(attempt) = evidence.attempts.get(about) else { return Vec::new() };
    let taken: Vec<Version> = evidence
        .hellos_about(about)
        .filter_map(TlsHello::taken)
        .map(|taken| taken.choice.version)
        .chain(attempt.tls.facts().filter(|tls| is_agreed_on(tls)).map(|_| Version::Tls12))
        .collect();
    if !taken.iter().any(|version| version.is_current()) {
        return Vec::new();
    }
    let old = Version::ALL.into_iter().filter(|version| !version.is_current());
    old.filter(|version| taken.contains(version)).collect()
}

/// Whether a whole handshake came to a version that is fit for use.
fn is_agreed_on(tls: &Tls) -> bool {
    let agreed = tls.version.as_deref();
    Version::ALL.into_iter().any(|version| version.is_current() && agreed == Some(version.name()))
}

/// Whether a program of today would have taken the same.
fn is_usual(taken: &Taken) -> bool {
    let choice = &taken.choice;
    let old_signature = choice.signature.is_some_and(signs_with_sha1);
    choice.suite.is_usual() && choice.group.is_none_or(Group::is_usual) && !old_signature
}

fn signs_with_sha1(signature: u16) -> bool {
    signature >> 8 == 2
}

/// What a server chose, and what about it is not taken today.
pub(crate) fn choice_proof(taken: &Taken) -> Proof {
    let choice = &taken.choice;
    let mut args = vec![("version", choice.version.name().to_owned()), ("suite", choice.suite.name())];
    let text = match (choice.suite.parts(), choice.prime_bits, choice.group) {
        (Some((Exchange::Dhe, _)), Some(bits), _) => {
            args.push(("bits", bits.to_string()));
            PRIME
        }
        (Some((Exchange::Rsa, _)), ..) => match taken.key.as_ref().and_then(|key| key.bits) {
            Some(bits) => {
                args.push(("bits", bits.to_string()));
                KEY
            }
            None => CHOICE,
        },
        (_, _, Some(group)) => {
            args.push(("group", group.name()));
            GROUP
        }
        _ => CHOICE,
    };
    Proof::new(text, args)
}

/// What about a choice is out of use, as a proof; none where only the version or the group is.
pub(crate) fn why_unusual(taken: &Taken) -> Option<Proof> {
    let text = match taken.choice.suite.parts() {
        Some((_, Bulk::Rc4 | Bulk::TripleDes | Bulk::Des | Bulk::Export | Bulk::Null)) => BROKEN,
        Some((Exchange::Rsa, _)) => STATIC,
        Some((Exchange::Dhe, _)) => FINITE,
        Some((_, Bulk::Cbc)) => CHAINED,
        _ if taken.choice.signature.is_some_and(signs_with_sha1) => SHA1,
        _ if taken.choice.group.is_some_and(|group| !group.is_usual()) => CURVE,
        _ if Suite::is_usual(taken.choice.suite) => return None,
        _ => RARE,
    };
    Some(Proof::new(text, Vec::new()))
}

const CHOICE: Text = Text {
    en: "Offered everything that was ever common, the server chooses {version} with {suite}",
    zh_cn: "提出所有曾经通用的加密方式后，服务器选择 {version} 和 {suite}",
};
const GROUP: Text = Text {
    en: "Offered everything that was ever common, the server chooses {version} with {suite} over {group}",
    zh_cn: "提出所有曾经通用的加密方式后，服务器选择 {version}、{suite} 和密钥交换组 {group}",
};
const PRIME: Text = Text {
    en: "Offered everything that was ever common, the server chooses {version} with {suite} \
         and a Diffie-Hellman prime of {bits} bits",
    zh_cn: "提出所有曾经通用的加密方式后，服务器选择 {version} 和 {suite}，Diffie-Hellman 素数为 {bits} 位",
};
const KEY: Text = Text {
    en: "Offered everything that was ever common, the server chooses {version} with {suite} \
         and an RSA key of {bits} bits",
    zh_cn: "提出所有曾经通用的加密方式后，服务器选择 {version} 和 {suite}，RSA 密钥为 {bits} 位",
};
const BROKEN: Text = Text {
    en: "This cipher is broken, and today's programs have removed it",
    zh_cn: "这种加密算法已被攻破，如今的程序都已移除",
};
const STATIC: Text = Text {
    en: "Here the key is encrypted with the RSA key of the certificate (no forward secrecy); \
         many programs of today do not take that any more",
    zh_cn: "这种方式用证书的 RSA 密钥加密会话密钥（没有前向保密），如今许多程序已不再接受",
};
const FINITE: Text = Text {
    en: "This is Diffie-Hellman over the numbers (DHE), not over a curve (ECDHE); many programs of today leave it out",
    zh_cn: "这是传统的 Diffie-Hellman（DHE），不是基于椭圆曲线的 ECDHE，如今许多程序不再支持",
};
const CHAINED: Text = Text {
    en: "This is an encryption in CBC mode; strict programs of today offer only AES-GCM and ChaCha20-Poly1305",
    zh_cn: "这是 CBC 模式的加密，如今要求严格的程序只提出 AES-GCM 和 ChaCha20-Poly1305",
};
const SHA1: Text = Text {
    en: "The server signs the handshake with SHA-1, which today's programs do not take",
    zh_cn: "服务器用 SHA-1 为握手签名，如今的程序不接受",
};
const CURVE: Text = Text {
    en: "Most programs of today do not offer this group; common ones are X25519, P-256 and P-384",
    zh_cn: "如今多数程序不提出这个密钥交换组，通用的是 X25519、P-256 和 P-384",
};
const RARE: Text = Text {
    en: "Most programs of today do not offer this cipher suite",
    zh_cn: "如今多数程序不提出这个加密套件",
};
