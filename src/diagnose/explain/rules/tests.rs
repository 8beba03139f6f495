//! Rules made for one question each: which fit, how well, and whose words are nobody's own.

use super::*;
use crate::smtp::EnhancedCode;

type Row<'a> = (&'static str, &'a [&'a str], Option<&'static Provider>);

fn cause(code: &'static str) -> &'static Cause {
    find(Code(code)).unwrap()
}

fn with(rows: &[Row]) -> Rules {
    let mut made = Rules::default();
    let mut ids = HashMap::new();
    for (code, words, provider) in rows {
        made.add(cause(code), Pattern::ANY, "", *words, *provider, &mut ids);
    }
    made.index(Load::Text);
    made
}

fn by_codes(code: &'static str, codes: RangeInclusive<u16>, enhanced: &'static str, words: &[&str]) -> Rules {
    let mut made = Rules::default();
    made.add(cause(code), codes, enhanced, words, None, &mut HashMap::new());
    made.index(Load::Text);
    made
}

fn said(rules: &Rules, text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    rules.phrases_in(text, &mut found);
    found
}

fn score(rules: &Rules, text: &str, facts: &Facts) -> Option<f64> {
    rules.fitting(&said(rules, text), facts).first().map(|one| one.score)
}

fn replied(code: u16) -> Facts {
    Facts { replies: vec![code], ..Facts::default() }
}

fn enhanced(code: &str) -> Facts {
    Facts { enhanced: vec![EnhancedCode::read(code).unwrap()], ..Facts::default() }
}

#[test]
fn a_rule_is_within_one_that_asks_for_its_words_and_more() {
    let fitting = |phrases: &[&'static str]| Fitting {
        cause: cause("tls/certificate-expired"),
        score: 0.5,
        provider: None,
        phrases: phrases.to_vec(),
    };
    let (part, whole) = (fitting(&["has expired"]), fitting(&["certificate has expired", "today"]));
    assert!(part.is_within(&whole) && !whole.is_within(&part) && !part.is_within(&part));
    assert!(!part.is_within(&fitting(&["certificate is not yet valid"])));
    assert!(!fitting(&["has expired", "now"]).is_within(&whole));
}

#[test]
fn a_phrase_is_kept_once_and_counts_in_every_rule() {
    let rules = with(&[
        ("send/mailbox-full", &["Quota", "授权码"], None),
        ("send/quota-exceeded", &["quota", "", "sent"], None),
    ]);
    assert_eq!(rules.phrases, ["quota", "授权码", "sent"]);
    let letters: Vec<f64> = rules.all.iter().map(|rule| rule.letters).collect();
    assert!(letters.iter().zip([17.0, 9.0]).all(|(found, sum)| found.total_cmp(&sum).is_eq()), "{letters:?}");
    assert_eq!(said(&rules, "sent quota quota"), [0, 2]);
}

#[test]
fn what_the_catalogue_and_the_providers_know_is_there() {
    for load in [Load::Text, Load::Log] {
        let rules = Rules::new(load);
        let knows = |text, facts: &Facts, code| {
            let found = said(&rules, text);
            rules.fitting(&found, facts).iter().any(|one| one.cause.code.0 == code)
        };
        assert!(knows("certificate has expired", &Facts::default(), "tls/certificate-expired"));
        assert!(knows("", &enhanced("5.7.60"), "send/sender-not-owned"));
        assert!(!knows("", &Facts::default(), "send/sender-not-owned"));
        let owned = rules.all.iter().filter(|rule| rule.provider.is_some()).count();
        assert_eq!(owned, PROVIDERS.iter().map(|provider| provider.replies.len()).sum::<usize>());
    }
}

#[test]
fn words_that_mean_something_else_elsewhere_are_common() {
    let (one, other) = (Some(PROVIDERS[0]), Some(PROVIDERS[1]));
    let rules = with(&[
        ("send/rejected", &["not accepted here"], None),
        ("send/mailbox-full", &["mailbox is disabled", "today"], None),
        ("auth/bad-credentials", &["login not accepted here"], one),
        ("send/rejected", &["letter not accepted here"], one),
        ("send/account-restricted", &["the mailbox is disabled"], one),
        ("send/rate-limited", &["the mailbox is disabled", "today"], one),
        ("send/greylisted", &["come back in an hour"], one),
        ("send/rate-limited", &["come back in an hour or two"], one),
        ("send/rate-limited", &["come back in an hour, please"], other),
        ("send/rate-limited", &["thirteen----"], one),
        ("send/rate-limited", &["just-fourteen-"], one),
    ]);
    let common: Vec<bool> = rules.all.iter().map(|rule| rule.common).collect();
    assert_eq!(common, [false, false, true, false, false, true, false, false, true, true, false]);
}

#[test]
fn a_rule_asks_for_all_of_its_phrases() {
    let rules = with(&[("send/mailbox-full", &["quota of the mailbox", "exceeded"], None)]);
    for (text, enough) in [
        ("the quota of the mailbox is exceeded", true),
        ("the quota of the mailbox", false),
        ("exceeded", false),
        ("", false),
    ] {
        let found = said(&rules, text);
        assert_eq!(rules.says_enough(&found), enough, "{text}");
        assert_eq!(rules.fitting(&found, &Facts::default()).len(), usize::from(enough), "{text}");
    }
}

#[test]
fn a_rule_without_words_fits_by_its_code_only() {
    let rules = by_codes("auth/bad-credentials", 535..=535, "", &[]);
    assert!(score(&rules, "", &replied(535)).is_some());
    assert!(score(&rules, "", &replied(550)).is_none() && score(&rules, "", &Facts::default()).is_none());
}

#[test]
fn one_of_the_enhanced_codes_of_a_rule_is_enough() {
    let rules = by_codes("send/rejected", Pattern::ANY, "5.7.8 5.7.9", &["go away at once"]);
    let of = |facts| score(&rules, "go away at once", &facts).unwrap();
    let (met, missing, different) = (of(enhanced("5.7.9")), of(Facts::default()), of(enhanced("5.7.1")));
    assert!(met > missing && missing > different);
    assert!(of(enhanced("5.7.8")).total_cmp(&met).is_eq());
}

#[test]
fn a_provider_that_the_text_names_lends_weight_to_its_own_rules() {
    let (one, other) = (PROVIDERS[0], PROVIDERS[1]);
    let rules = with(&[
        ("send/rejected", &["nobody lives here"], None),
        ("send/rate-limited", &["we had enough of you"], Some(one)),
        ("send/greylisted", &["as nobody lives here"], Some(one)),
    ]);
    let of = |text, providers: &[&'static Provider]| {
        let facts = Facts { providers: providers.to_vec(), ..Facts::default() };
        let found = said(&rules, text);
        let fitting = rules.fitting(&found, &facts);
        fitting.iter().find(|one| one.provider.is_some()).unwrap().score
    };
    let own = "we had enough of you";
    let (named, unnamed, elsewhere) = (of(own, &[other, one]), of(own, &[]), of(own, &[other]));
    let common = of("as nobody lives here", &[]);
    assert!(named > unnamed && unnamed > elsewhere && elsewhere > common);
    assert!(of("as nobody lives here", &[other]).total_cmp(&common).is_eq());
    assert!(of("as nobody lives here", &[one]) > unnamed);
}

#[test]
fn a_code_of_either_kind_takes_a_short_word_from_the_street() {
    let rules = with(&[("send/spam-rejected", &["spam"], None)]);
    let of = |facts| score(&rules, "spam", &facts).unwrap();
    let stray = of(Facts::default());
    assert!(of(replied(550)) > stray && of(enhanced("5.7.1")) > stray);
}

#[test]
fn what_remains_is_worth_less_by_an_enhanced_code_alone() {
    let of = |code| score(&by_codes(code, Pattern::ANY, "5.3.0", &[]), "", &enhanced("5.3.0")).unwrap();
    let (error, remaining, named) = (of("smtp/server-error"), of("send/rejected"), of("send/mailbox-full"));
    assert!(error < named && remaining < named);
}

#[test]
fn a_server_that_answers_was_reached() {
    let rules = with(&[("tcp/refused", &["connection was refused"], None)]);
    let of = |facts| score(&rules, "connection was refused", &facts).unwrap();
    assert!(of(replied(554)) < of(Facts::default()));
}

#[test]
fn a_phrase_begins_with_a_word_and_a_short_one_ends_with_it() {
    for (text, phrase, whole) in [
        ("eof", "eof", true),
        ("typeof", "eof", false),
        ("a.eof", "eof", true),
        ("eof.", "eof", true),
        ("eofs", "eof", false),
        ("an eofs", "eof", false),
        ("danes", "dane", true),
        ("rejected", "reject", true),
        ("an rejected", "reject", true),
        ("unrejected", "reject", false),
        ("a, no", ", no", true),
        ("no:x", "no:", true),
        ("a no:x", "no:", true),
    ] {
        let start = text.find(phrase).unwrap();
        assert_eq!(is_whole(text, start, start + phrase.len()), whole, "{phrase} in {text}");
    }
}
