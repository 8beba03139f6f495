//! Every cause, held to the rules of the house: what it is called, what it says, what it leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use smtp_doctor::catalog::{Cause, Code, causes, find};
use smtp_doctor::locale::{Lang, Text, places};
use smtp_doctor::provider::PROVIDERS;

/// The codes that scripts rely on, and that are never renamed.
const CODES: &[(&str, &str)] = &[
    (
        "dns",
        "name-not-found no-address server-failure resolver-unreachable bogus-address malformed-host \
         no-submission-service split-answers",
    ),
    (
        "tcp",
        "refused timeout port-blocked unreachable reset ipv6-broken partial-outage no-buffer-space local-denied \
         proxy-failed",
    ),
    (
        "tls",
        "plaintext-port implicit-port certificate-expired certificate-not-yet-valid clock-wrong \
         certificate-name-mismatch certificate-self-signed certificate-untrusted \
         certificate-missing-intermediate certificate-revoked certificate-invalid pin-mismatch intercepted version-too-old \
         no-common-cipher handshake-reset handshake-timeout sni-rejected client-certificate-required \
         no-trust-store weak-certificate certificate-expiring legacy-offered dane-mismatch",
    ),
    ("starttls", "not-offered stripped refused temporary-failure injection"),
    (
        "smtp",
        "greeting-timeout greeting-closed greeting-rejected greeting-busy not-smtp redirected helo-rejected \
         ehlo-unsupported malformed-reply connection-lost reply-timeout service-unavailable server-error \
         inbound-only",
    ),
    (
        "auth",
        "bad-credentials app-password-required authorization-code-required oauth-required smtp-disabled \
         not-offered tls-required mechanism-unsupported username-form wrong-credential-kind credential-mangled \
         token-rejected too-many-attempts account-locked login-blocked ip-not-allowed password-expired \
         temporary-failure plaintext-refused server-unproven certificate-rejected",
    ),
    (
        "send",
        "auth-required tls-required sender-not-owned sender-unverified sender-rejected relay-denied \
         recipient-unknown recipient-rejected mailbox-full quota-exceeded rate-limited too-many-recipients \
         greylisted message-too-large message-malformed spam-rejected content-rejected ip-blocklisted ptr-missing \
         domain-unauthenticated account-restricted smtputf8-unsupported policy-rejected temporary-failure rejected",
    ),
    (
        "client",
        "tls-mode-mismatch plain-auth-refused config-not-applied sasl-plugin-missing ca-bundle-missing \
         revocation-check-failed address-malformed protocol-error",
    ),
];

fn listed() -> Vec<String> {
    let family = |(family, faults): &(&str, &str)| {
        faults.split_whitespace().map(|fault| format!("{family}/{fault}")).collect::<Vec<_>>()
    };
    CODES.iter().flat_map(family).collect()
}

/// Every sentence of a cause, with what it is.
fn texts(cause: &Cause) -> Vec<(&'static str, Text)> {
    let mut texts =
        vec![("title", cause.title), ("explanation", cause.explanation), ("settled by", cause.settled_by)];
    texts.extend(cause.remedies.iter().map(|remedy| ("remedy", remedy.text)));
    texts
}

#[test]
fn every_stable_code_has_its_cause_in_order() {
    let codes: Vec<String> = causes().map(|cause| cause.code.0.to_owned()).collect();
    assert_eq!(codes, listed());
}

#[test]
fn a_code_is_the_place_of_its_file_and_every_file_is_registered() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalog");
    for cause in causes() {
        let path = root.join(format!("{}.rs", cause.code.0.replace('-', "_")));
        let source =
            fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no file {path:?}", cause.code));
        assert!(source.contains(&format!("\"{}\"", cause.code)), "{path:?} is not of {}", cause.code);
        assert!(source.contains("#[cfg(test)]"), "{path:?} has no tests");
    }
    for (family, _) in CODES {
        for entry in fs::read_dir(root.join(family)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let is_cause = fs::read_to_string(&path).unwrap().contains("static CAUSE: Cause");
            let stem = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
            let known = causes().any(|cause| cause.code.0 == format!("{family}/{stem}"));
            assert_eq!(is_cause, known, "{path:?}");
        }
    }
}

#[test]
fn every_text_is_there_in_both_languages_with_the_same_places() {
    for cause in causes() {
        for (what, text) in texts(cause) {
            let set = |lang| places(text.in_lang(lang)).into_iter().collect::<BTreeSet<_>>();
            assert_eq!(set(Lang::En), set(Lang::ZhCn), "{} {what}: {text:?}", cause.code);
            for lang in Lang::ALL {
                let said = text.in_lang(lang);
                assert!(!said.trim().is_empty() && said.trim() == said, "{} {what}: {said:?}", cause.code);
                assert!(!said.contains("  "), "{} {what}: two spaces: {said:?}", cause.code);
            }
        }
    }
}

#[test]
fn chinese_is_written_as_chinese() {
    let ideograph = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for cause in causes() {
        for (what, text) in texts(cause) {
            let said: Vec<char> = text.zh_cn.chars().collect();
            assert!(said.iter().any(|c| ideograph(*c)), "{} {what}: {}", cause.code, text.zh_cn);
            for pair in said.windows(2) {
                let half_width = ideograph(pair[0]) && matches!(pair[1], ',' | ';' | '?' | '!' | ':' | '(');
                assert!(!half_width, "{} {what}: half-width punctuation: {}", cause.code, text.zh_cn);
            }
        }
        let ends =
            cause.title.zh_cn.ends_with(['。', '！', '？']) || cause.title.en.ends_with(['.', '!', '?']);
        assert!(!ends, "{}: a title has no full stop", cause.code);
        let whole = |text: &str| text.ends_with(['。', '.', '：', ':', '）', ')', '”']);
        assert!(whole(cause.explanation.zh_cn) && whole(cause.explanation.en), "{}", cause.code);
    }
}

#[test]
fn every_cause_says_what_to_do() {
    for cause in causes() {
        assert!(!cause.remedies.is_empty(), "{} has no remedy", cause.code);
        for remedy in cause.remedies {
            let link = remedy.link.unwrap_or("https://");
            assert!(link.starts_with("https://"), "{}: {link}", cause.code);
            let command = remedy.command.unwrap_or("x");
            assert!(!command.trim().is_empty() && !command.contains('\n'), "{}: {command}", cause.code);
        }
        // A remedy that needs nothing that only some matches know: everybody gets at least one.
        let general = ["host", "port", "timeout", "tls", "rerun", "user"];
        let for_all = cause.remedies.iter().any(|remedy| {
            let named =
                places(remedy.text.en).into_iter().chain(remedy.command.iter().flat_map(|c| places(c)));
            named.into_iter().all(|place| general.contains(&place))
                && !matches!(
                    remedy.when,
                    smtp_doctor::catalog::When::With(_) | smtp_doctor::catalog::When::WithOn(..)
                )
        });
        assert!(for_all, "{} has no remedy for everybody", cause.code);
    }
}

/// The causes that show in no text, and why.
const WITHOUT_SYMPTOMS: &[(&str, &str)] =
    &[("send/message-malformed", "it is found before anything is sent, so no server ever speaks of it")];

#[test]
fn every_cause_says_what_settles_it_and_in_which_texts_it_shows() {
    for cause in causes() {
        let settled = cause.settled_by;
        assert!(settled.en.ends_with('.') && settled.zh_cn.ends_with('。'), "{}: {settled:?}", cause.code);
        assert!(places(settled.en).is_empty() && places(settled.zh_cn).is_empty(), "{}", cause.code);
        let excused = WITHOUT_SYMPTOMS.iter().any(|(code, why)| *code == cause.code.0 && !why.is_empty());
        assert!(excused == cause.symptoms.is_empty(), "{}", cause.code);
    }
}

#[test]
fn what_is_superseded_exists_and_never_in_a_circle() {
    let edges: BTreeMap<&str, Vec<&str>> =
        causes().map(|cause| (cause.code.0, cause.supersedes.iter().map(|code| code.0).collect())).collect();
    for (code, superseded) in &edges {
        for other in superseded {
            assert!(edges.contains_key(other), "{code} supersedes {other}, which is no cause");
        }
        let mut reached: Vec<&str> = superseded.clone();
        let mut at = 0;
        while at < reached.len() {
            for next in &edges[reached[at]] {
                if !reached.contains(next) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        assert!(!reached.contains(code), "{code} supersedes itself by {reached:?}");
    }
}

#[test]
fn providers_name_causes_that_exist() {
    let known = |code: &str| {
        let family = code.split('/').next().unwrap();
        code.ends_with("/*") && CODES.iter().any(|(known, _)| *known == family)
            || listed().iter().any(|known| known == code)
    };
    for provider in PROVIDERS {
        let notes = provider.notes.iter().flat_map(|note| note.about);
        for code in notes.copied().chain(provider.replies.iter().map(|rule| rule.cause)) {
            assert!(known(code), "{}: {code}", provider.id);
        }
    }
}

#[test]
fn a_cause_is_found_by_its_code() {
    assert_eq!(find(Code("auth/bad-credentials")).unwrap().code.0, "auth/bad-credentials");
    assert!(find(Code("auth/no-such-thing")).is_none());
}
