//! What the server made of the hellos that were made by hand, in one language.

use super::Report;
use super::failure::sentence;
use super::stage::name;
use crate::escape::visible;
use crate::evidence::{HelloAnswer, Stage, Taken, TlsHello};
use crate::locale::{Lang, Strings, Text, fill};
use crate::tls::{Naming, Offer, Suites, Version};

/// One hello and its answer.
#[derive(Debug)]
pub(super) struct HelloLine<'a> {
    /// What was sent and what came.
    pub(super) hello: &'a TlsHello,
    /// What was offered, in words.
    pub(super) offered: String,
    /// What came of it, in words.
    pub(super) said: String,
}

/// A line for each hello about the attempt that is told in full.
pub(super) fn hellos<'a>(report: &Report<'a>, words: &Strings, lang: Lang) -> Vec<HelloLine<'a>> {
    let hellos = report.evidence.hellos_about(report.diagnosis.primary);
    hellos
        .map(|hello| HelloLine { hello, offered: offered(&hello.offer, lang), said: said(hello, words) })
        .collect()
}

/// The heading of the section.
pub(super) const HEADING: Text = Text {
    en: "TLS versions and ciphers, each asked for by itself",
    zh_cn: "逐项查询的 TLS 版本和加密套件",
};

fn offered(offer: &Offer, lang: Lang) -> String {
    let versions = match offer.newest {
        Version::Tls13 | Version::Ssl30 => offer.newest.name().to_owned(),
        newest => fill(UP_TO.in_lang(lang), &[("version", newest.name().to_owned())]),
    };
    let suites = match offer.suites {
        Suites::Usual => None,
        Suites::Broken => Some(BROKEN),
        Suites::Outdated => Some(OUTDATED),
        Suites::FiniteField => Some(FINITE),
        Suites::Plain => Some(PLAIN),
        Suites::StaticKey => Some(STATIC_KEY),
    };
    let unnamed = (offer.naming == Naming::Unnamed).then_some(UNNAMED);
    let more = suites.into_iter().chain(unnamed).map(|text| text.in_lang(lang).to_owned());
    std::iter::once(versions).chain(more).collect::<Vec<_>>().join(" · ")
}

fn said(hello: &TlsHello, words: &Strings) -> String {
    match &hello.answer {
        HelloAnswer::Taken(taken) => chosen(taken),
        HelloAnswer::Refused { failure } => sentence(words, Stage::Tls, failure),
        HelloAnswer::Unsent { stage, failure } => {
            let args =
                [("stage", name(words, *stage).to_owned()), ("failure", sentence(words, *stage, failure))];
            fill(words.stage_failure, &args)
        }
    }
}

/// What was chosen: these names are the same in every language.
fn chosen(taken: &Taken) -> String {
    let choice = &taken.choice;
    let mut parts = vec![choice.version.name().to_owned(), choice.suite.name()];
    parts.extend(choice.group.map(crate::tls::Group::name));
    parts.extend(choice.prime_bits.map(|bits| format!("DH {bits}")));
    let key = taken.key.as_ref().and_then(|key| Some(format!("{} {}", visible(&key.algorithm), key.bits?)));
    parts.extend(key);
    parts.join(" · ")
}

const UP_TO: Text = Text { en: "up to {version}", zh_cn: "最高 {version}" };
const UNNAMED: Text = Text { en: "no server name", zh_cn: "不写主机名" };
const BROKEN: Text = Text { en: "broken ciphers", zh_cn: "已被攻破的套件" };
const OUTDATED: Text = Text { en: "RC4 and 3DES", zh_cn: "RC4 和 3DES" };
const FINITE: Text = Text { en: "DHE", zh_cn: "DHE" };
const STATIC_KEY: Text = Text { en: "static RSA", zh_cn: "静态 RSA" };
const PLAIN: Text = Text { en: "static RSA or CBC", zh_cn: "静态 RSA 或 CBC" };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Severity;
    use crate::diagnose::diagnose;
    use crate::evidence::sample::{failed, healthy};
    use crate::evidence::{Failure, PublicKey};
    use crate::plan::Security;
    use crate::tls::{Choice, Suite};

    #[test]
    fn a_line_says_what_was_offered_and_what_came_of_it() {
        let choice = Choice {
            version: Version::Tls10,
            suite: Suite(0x0039),
            group: None,
            prime_bits: Some(1024),
            signature: None,
            compressed: false,
            extended_master_secret: false,
            secure_renegotiation: true,
        };
        let key = Some(PublicKey { algorithm: "RSA".into(), bits: Some(1024) });
        let taken = HelloAnswer::Taken(Taken { choice, key, unnamed: None });
        let refused = HelloAnswer::Refused { failure: Failure::Reset };
        let hello = |offer, answer| TlsHello { offer, answer, ms: 1.0 };
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(Failure::Reset);
        evidence.attempts[0].hellos = vec![
            hello(Offer::up_to(Version::Tls12), taken),
            hello(Offer::up_to(Version::Tls13).unnamed(), refused),
        ];
        let diagnosis = diagnose(&evidence);
        assert!(diagnosis.root().is_some_and(|root| root.severity == Severity::Error));
        let report = Report::new(&evidence, &diagnosis);
        let lines = hellos(&report, Lang::En.strings(), Lang::En);
        assert_eq!(lines[0].offered, "up to TLS 1.2");
        assert_eq!(lines[0].said, "TLS 1.0 · TLS_DHE_RSA_WITH_AES_256_CBC_SHA · DH 1024 · RSA 1024");
        assert_eq!(lines[1].offered, "TLS 1.3 · no server name");
        let lines = hellos(&report, Lang::ZhCn.strings(), Lang::ZhCn);
        assert_eq!(lines[0].offered, "最高 TLS 1.2");
    }
}
