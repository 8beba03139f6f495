//! Which of two scores is higher, and what the weights are worth by hand.

use super::*;

const AUTH: RangeInclusive<u16> = 535..=535;

fn fit(phrases: usize, letters: f64, owner: Owner) -> Fit<'static> {
    let (said, stage) = (&[535][..], Agreement::Open);
    Fit {
        codes: &AUTH,
        said,
        coded: true,
        enhanced: Enhanced::Free,
        letters,
        phrases,
        owner,
        residual: false,
        stage,
    }
}

#[test]
fn what_is_more_specific_scores_higher() {
    let long = rule(&fit(1, 40.0, Owner::Catalog));
    let short = rule(&fit(1, 8.0, Owner::Catalog));
    assert!(long > short && rule(&fit(2, 40.0, Owner::Catalog)) > long);
    assert!(rule(&fit(1, 8.0, Owner::Named)) > short);
    assert!(rule(&fit(1, 8.0, Owner::Common)) < rule(&fit(1, 8.0, Owner::Distinctive)));
    let elsewhere = Fit { said: &[421], ..fit(1, 40.0, Owner::Catalog) };
    assert!(rule(&elsewhere) < long / 2.0);
    let silent = Fit { said: &[], ..fit(1, 40.0, Owner::Catalog) };
    assert!(rule(&silent) > rule(&elsewhere) && rule(&silent) < long);
}

#[test]
fn a_telling_word_counts_before_a_code_that_says_little() {
    let word = rule(&Fit { codes: &(0..=999), said: &[550], ..fit(1, 5.0, Owner::Catalog) });
    let bare =
        Fit { codes: &(400..=599), said: &[550], enhanced: Enhanced::Met, ..fit(0, 0.0, Owner::Catalog) };
    assert!(word > rule(&Fit { residual: true, ..bare }));
    let stray = Fit { codes: &(0..=999), said: &[], coded: false, ..fit(1, 5.0, Owner::Catalog) };
    assert!(rule(&stray) < word);
}

#[test]
fn more_rules_make_surer_and_never_sure() {
    assert!(cause(&[0.5, 0.4]) > 0.5);
    assert!(cause(&[0.99; 20]) < 1.0);
}

const ANY: RangeInclusive<u16> = Pattern::ANY;

fn words(phrases: usize, letters: f64) -> Fit<'static> {
    Fit { codes: &ANY, said: &[], coded: true, ..fit(phrases, letters, Owner::Catalog) }
}

fn alone(codes: &RangeInclusive<u16>, enhanced: Enhanced) -> Fit<'_> {
    Fit { codes, enhanced, ..fit(0, 0.0, Owner::Catalog) }
}

fn is_about(score: f64, expected: f64) {
    assert!((score - expected).abs() < 0.001, "{score} is not {expected}");
}

#[test]
fn words_alone_are_worth_more_the_longer_they_are_up_to_a_limit() {
    for (letters, expected) in [(0.0, 0.248), (12.0, 0.483), (400.0, WORDS)] {
        is_about(rule(&words(1, letters)), expected);
    }
}

#[test]
fn every_further_phrase_counts_up_to_the_fourth() {
    let scores: Vec<f64> = (1..=6).map(|phrases| rule(&words(phrases, 20.0))).collect();
    assert!(scores[..4].is_sorted_by(|one, next| one < next), "{scores:?}");
    is_about(scores[1] - scores[0], FURTHER_PHRASE);
    assert!(scores[3..].iter().all(|score| score.total_cmp(&scores[3]).is_eq()), "{scores:?}");
}

#[test]
fn a_short_word_is_stray_where_it_stands_alone_and_no_code_beside_it() {
    let stray = |phrases, letters| {
        let coded = words(phrases, letters);
        rule(&Fit { coded: false, ..coded.clone() }) < rule(&coded)
    };
    assert!(stray(1, 5.0) && stray(1, SHORT - 0.5));
    assert!(!stray(1, SHORT) && !stray(2, 5.0));
    assert!(rule(&Fit { coded: false, ..words(1, 5.0) }) > 0.0);
}

#[test]
fn the_narrower_the_codes_that_hold_that_of_the_text_the_better() {
    let of = |codes: &RangeInclusive<u16>| rule(&Fit { codes, ..fit(1, 20.0, Owner::Catalog) });
    let scores = [of(&(535..=535)), of(&(530..=542)), of(&(530..=543)), of(&ANY)];
    assert!(scores.is_sorted_by(|one, next| one > next), "{scores:?}");
}

#[test]
fn a_code_of_the_same_class_contradicts_less_than_another() {
    let saying = |said: &[u16]| rule(&Fit { said, ..fit(1, 20.0, Owner::Catalog) });
    let scores = [saying(&[535]), saying(&[]), saying(&[550]), saying(&[435])];
    assert!(scores.is_sorted_by(|one, next| one > next) && scores[3] > 0.0, "{scores:?}");
    assert!(saying(&[435, 535]).total_cmp(&scores[0]).is_eq());
}

#[test]
fn a_rule_without_words_stands_on_its_codes() {
    is_about(rule(&alone(&(530..=540), Enhanced::Free)), 0.26);
    is_about(rule(&alone(&ANY, Enhanced::Met)), ENHANCED_ALONE);
    let residual = Fit { residual: true, ..alone(&ANY, Enhanced::Met) };
    is_about(rule(&residual), 0.288);
    let silent = Fit { said: &[], ..alone(&AUTH, Enhanced::Met) };
    is_about(rule(&silent), ENHANCED_ALONE);
    for nothing in [
        alone(&ANY, Enhanced::Free),
        alone(&(550..=550), Enhanced::Free),
        alone(&(550..=550), Enhanced::Met),
        alone(&AUTH, Enhanced::Missing),
        alone(&AUTH, Enhanced::Different),
        Fit { said: &[], ..alone(&AUTH, Enhanced::Free) },
    ] {
        is_about(rule(&nothing), 0.0);
    }
}

#[test]
fn an_enhanced_code_confirms_or_contradicts_the_words() {
    let of = |enhanced| rule(&Fit { enhanced, ..fit(1, 20.0, Owner::Catalog) });
    let scores = [Enhanced::Met, Enhanced::Free, Enhanced::Missing, Enhanced::Different].map(of);
    assert!(scores.is_sorted_by(|one, next| one > next) && scores[3] > 0.0, "{scores:?}");
    let met = Fit { enhanced: Enhanced::Met, ..words(1, 20.0) };
    is_about(rule(&met), rule(&words(1, 20.0)) + EXACT_ENHANCED);
    is_about(rule(&Fit { residual: true, ..met.clone() }), rule(&met));
}

#[test]
fn a_provider_that_the_text_names_knows_best_and_another_one_least() {
    let owners = [Owner::Named, Owner::Catalog, Owner::Distinctive, Owner::Other, Owner::Common];
    let scores = owners.map(|owner| rule(&fit(1, 20.0, owner)));
    assert!(scores.is_sorted_by(|one, next| one > next) && scores[4] > 0.0, "{scores:?}");
}

#[test]
fn what_happened_at_another_stage_or_without_a_login_counts_less() {
    let of = |phrases, enhanced, stage| rule(&Fit { enhanced, stage, ..fit(phrases, 20.0, Owner::Catalog) });
    let stages = [Agreement::Agrees, Agreement::Open, Agreement::Differs];
    let scores = stages.map(|stage| of(1, Enhanced::Free, stage));
    assert!(scores.is_sorted_by(|one, next| one > next) && scores[2] > 0.0, "{scores:?}");
    for (phrases, enhanced, speaks) in
        [(1, Enhanced::Met, true), (1, Enhanced::Free, false), (0, Enhanced::Met, false)]
    {
        let (open, silent) =
            (of(phrases, enhanced, Agreement::Open), of(phrases, enhanced, Agreement::NoLogin));
        assert!(silent > 0.0 && silent <= open);
        assert_eq!(silent.total_cmp(&open).is_eq(), speaks, "{phrases} {enhanced:?}");
    }
}

#[test]
fn no_score_leaves_its_bounds() {
    let most = Fit { enhanced: Enhanced::Met, stage: Agreement::Agrees, ..fit(4, 400.0, Owner::Named) };
    is_about(rule(&most), 0.99);
}

#[test]
fn every_further_rule_of_a_cause_takes_a_part_of_what_is_missing() {
    for (rules, expected) in [
        (&[][..], 0.0),
        (&[0.5], 0.5),
        (&[0.4, 0.5], 0.53),
        (&[0.5, 0.5, 0.1], 0.558),
        (&[0.5; 4], 0.585),
        (&[0.5; 9], 0.585),
    ] {
        is_about(cause(rules), expected);
    }
}

#[test]
fn a_root_comes_first_where_it_fits_about_as_well() {
    assert!(is_root(0.5, 0.6) && is_root(0.49, 0.6) && is_root(0.5, 0.5));
    assert!(!is_root(0.47, 0.6) && !is_root(0.6, 0.5));
    assert!(outweighs(0.6, 0.5) && outweighs(0.5, 0.5) && outweighs(0.49, 0.6));
    assert!(!outweighs(0.47, 0.6));
}

#[test]
fn what_remains_gives_way_to_what_is_named_unless_it_fits_far_better() {
    let (residual, rough) = (Code("send/rejected"), Code("send/recipient-unknown"));
    assert!(is_residual(residual) && !is_residual(rough) && is_rough(rough) && !is_rough(residual));
    is_about(worth(residual, 0.5), 0.35);
    is_about(worth(rough, 0.5), 0.5);
    assert!(gives_way(residual, 0.5, 0.4) && gives_way(residual, 0.5, 0.5) && gives_way(rough, 0.5, 0.4));
    assert!(gives_way(residual, 0.5, 0.355) && !gives_way(rough, 0.5, 0.355));
    assert!(!gives_way(residual, 0.5, 0.3) && !gives_way(residual, 0.3, 0.5));
}

#[test]
fn an_ideograph_counts_as_several_letters() {
    is_about(letters("no a"), 4.0);
    is_about(letters("é授权码"), 13.0);
    is_about(letters("\u{3000}"), 4.0);
}

#[test]
fn a_stage_speaks_for_the_causes_that_belong_there() {
    use Agreement::{Agrees, Differs, Open};
    for (stage, code, expected) in [
        (Stage::Dns, "dns/no-address", Agrees),
        (Stage::Tcp, "send/rejected", Differs),
        (Stage::Tcp, "starttls/refused", Open),
        (Stage::Tls, "tls/intercepted", Agrees),
        (Stage::Tls, "smtp/not-smtp", Open),
        (Stage::Greeting, "tcp/reset", Agrees),
        (Stage::Greeting, "auth/tls-required", Differs),
        (Stage::Ehlo, "smtp/helo-rejected", Agrees),
        (Stage::EhloAgain, "dns/no-address", Differs),
        (Stage::StartTls, "starttls/refused", Agrees),
        (Stage::StartTls, "auth/bad-credentials", Differs),
        (Stage::Auth, "auth/bad-credentials", Agrees),
        (Stage::Auth, "send/sender-rejected", Differs),
        (Stage::Auth, "send/rate-limited", Open),
        (Stage::Auth, "tcp/reset", Differs),
        (Stage::Mail, "send/sender-rejected", Agrees),
        (Stage::Rcpt, "tcp/reset", Differs),
        (Stage::Data, "auth/bad-credentials", Open),
    ] {
        for login in [Login::Spoken, Login::Unspoken] {
            assert_eq!(agreement(Some(stage), login, true, Code(code)), expected, "{stage:?} {code}");
        }
    }
}

#[test]
fn without_a_stage_the_reply_and_the_login_speak() {
    use Agreement::{Differs, NoLogin, Open};
    for (login, replied, code, expected) in [
        (Login::Spoken, true, "dns/no-address", Differs),
        (Login::Spoken, true, "tcp/reset", Differs),
        (Login::Spoken, false, "tcp/reset", Open),
        (Login::Spoken, true, "auth/bad-credentials", Open),
        (Login::Unspoken, true, "auth/bad-credentials", NoLogin),
        (Login::Unspoken, false, "auth/bad-credentials", NoLogin),
        (Login::Unspoken, true, "auth/smtp-disabled", Open),
        (Login::Unspoken, true, "send/rejected", Open),
    ] {
        assert_eq!(agreement(None, login, replied, Code(code)), expected, "{login:?} {replied} {code}");
    }
}
