//! Which causes a text is given, and in which order.

use std::sync::LazyLock;

use super::*;

static EXPLAINER: LazyLock<Explainer> = LazyLock::new(|| Explainer::new(Load::Text));

fn hit(code: &'static str, score: f64) -> Hit {
    Hit { cause: find(Code(code)).unwrap(), score, signs: Vec::new() }
}

fn fit<'a>(code: &'static str, score: f64, phrases: &[&'a str]) -> Fitting<'a> {
    Fitting { cause: find(Code(code)).unwrap(), score, provider: None, phrases: phrases.to_vec() }
}

fn scores(hits: &[Hit]) -> Vec<String> {
    hits.iter().map(|hit| format!("{} {:.2}", hit.cause.code.0, hit.score)).collect()
}

fn facts(text: &str, at: Option<&Place>) -> Facts {
    Facts::of(&[text.to_owned()], &[fold::folded(text)], at)
}

fn codes(text: &str) -> Vec<&'static str> {
    let explanation = EXPLAINER.explain(text.as_bytes(), None);
    explanation.hits.iter().map(|hit| hit.cause.code.0).collect()
}

#[test]
fn a_refused_login_is_read_in_every_dress() {
    for text in [
        "535 Error: 请使用授权码登录",
        "535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼",
        "(535, b'Error: \\xc7\\xeb\\xca\\xb9\\xd3\\xc3\\xca\\xda\\xc8\\xa8\\xc2\\xeb\\xb5\\xc7\\xc2\\xbc')",
    ] {
        assert_eq!(codes(text).first(), Some(&"auth/authorization-code-required"), "{text}");
    }
}

#[test]
fn an_unknown_refusal_has_the_cause_of_its_code() {
    assert_eq!(codes("535 quux").first(), Some(&"auth/bad-credentials"));
    assert!(codes("hello world").is_empty());
    assert!(codes("").is_empty());
}

#[test]
fn a_provider_knows_its_own_words() {
    let named = codes("smtp.163.com: 535 Error: authentication failed");
    assert_eq!(named.first(), Some(&"auth/authorization-code-required"));
    assert_ne!(codes("535 Error: authentication failed").first(), named.first());
    let place = read_place("smtp.163.com:465").unwrap();
    let given = EXPLAINER.explain(b"535 Error: authentication failed", Some(&place));
    assert_eq!(given.hits[0].cause.code.0, "auth/authorization-code-required");
}

#[test]
fn an_address_that_would_act_in_a_shell_is_left_out() {
    let envelope = |text: &str| EXPLAINER.explain(text.as_bytes(), None).envelope;
    let sound = envelope("from=<me@x.org> to=<you+tag@y.org> 554 5.7.1 relay access denied");
    assert_eq!(sound, (Some("me@x.org".to_owned()), Some("you+tag@y.org".to_owned())));
    for (from, to) in
        [("-r@x.org", "--record@y.org"), ("$(id)@x.org", "`id`@y.org"), ("a;b@x.org", "a'b@y.org")]
    {
        let text = format!("from=<{from}> to=<{to}> 554 5.7.1 relay access denied");
        assert_eq!(envelope(&text), (None, None), "{text}");
    }
}

#[test]
fn what_is_decoded_shows_no_secret() {
    // The word decodes to Chinese, and drew what stands behind AUTH along.
    let text = b"421 4.3.0 TemntConfign\nAUTH PLAIN AG1lQGxhYi50ZXN0AGM0bmFyeStzM2NyZXQvcGFzcw==";
    let explained = EXPLAINER.explain(text, None);
    let shown = format!("{} {:?}", explained.text, explained.decoded);
    assert!(explained.decoded.is_some() && !shown.contains("c4nary"), "{shown}");
}

#[test]
fn scores_fall_and_stay_below_one() {
    let explanation = EXPLAINER.explain(b"534-5.7.9 Application-specific password required - gsmtp", None);
    let scores: Vec<f64> = explanation.hits.iter().map(|hit| hit.score).collect();
    assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]) && scores.len() <= MOST, "{scores:?}");
    assert!(scores[0] < 1.0 && scores[0] > 0.8, "{scores:?}");
}

#[test]
fn a_word_speaks_where_nothing_better_is_known() {
    for (text, causes) in [
        ("450 quux", &["send/temporary-failure", "send/greylisted", "send/rate-limited"][..]),
        ("550 infected", &["send/content-rejected", "send/spam-rejected"]),
        // A phrase says more.
        ("550 mailbox is full, infected", &["send/mailbox-full", "send/quota-exceeded"]),
        // Whoever is refused at the login has sent nothing.
        ("535 infected", &["auth/bad-credentials", "auth/wrong-credential-kind"]),
        ("it hangs", &["tcp/port-blocked", "tls/implicit-port", "tcp/timeout"]),
        // Without a code, any phrase says more.
        ("eof, it hangs", &["tls/implicit-port", "smtp/connection-lost", "smtp/helo-rejected"]),
    ] {
        let found = codes(text);
        assert!(found.starts_with(causes), "{text}: {found:?}");
    }
}

#[test]
fn the_signs_of_a_cause_are_the_codes_and_the_words() {
    let signs = |text: &str| EXPLAINER.explain(text.as_bytes(), None).hits[0].signs.clone();
    assert_eq!(signs("550 5.1.1 no such user"), ["550", "5.1.1", "no such user"]);
    assert_eq!(signs("535 quux"), ["535"]);
}

#[test]
fn a_cause_steps_back_behind_the_one_whose_words_hold_its_own() {
    let (part, whole) = ("tls/certificate-expired", "tls/certificate-not-yet-valid");
    let words = "has expired or is not yet valid";
    let stepped = |scored: (f64, f64), fitting: &[Fitting]| {
        let mut hits = [hit(part, scored.0), hit(whole, scored.1)];
        whole_first(&mut hits, fitting);
        scores(&hits).remove(0)
    };
    let own = fit(part, 0.5, &["has expired"]);
    let back = stepped((0.5, 0.45), &[own.clone(), fit(part, 0.3, &[]), fit(whole, 0.45, &[words])]);
    assert_eq!(back, "tls/certificate-expired 0.44");
    for (stays, why) in [
        (vec![own.clone(), fit(whole, 0.3, &[words])], "the other fits badly"),
        (vec![own.clone(), fit(whole, 0.45, &["is not valid yet at all"])], "the other says something else"),
        (
            vec![own.clone(), fit(part, 0.4, &["expiration"]), fit(whole, 0.45, &[words])],
            "it has further words",
        ),
        (vec![fit(part, 0.5, &[]), fit(whole, 0.45, &[words])], "it stands on a code"),
    ] {
        assert_eq!(stepped((0.5, 0.45), &stays), "tls/certificate-expired 0.50", "{why}");
    }
    let behind = stepped((0.3, 0.5), &[own, fit(whole, 0.5, &[words])]);
    assert_eq!(behind, "tls/certificate-expired 0.30", "it is behind already");
}

#[test]
fn a_rough_cause_steps_back_behind_the_reason_that_is_said() {
    let (rough, clear) = ("send/recipient-rejected", "send/mailbox-full");
    let stepped = |reason: f64, fitting: &[Fitting], subjects: &[(&str, f64)]| {
        let mut hits = [hit(rough, 0.5), hit(clear, reason)];
        specific_first(&mut hits, fitting, subjects);
        scores(&hits).remove(0)
    };
    let back = "send/recipient-rejected 0.44";
    let stays = "send/recipient-rejected 0.50";
    assert_eq!(stepped(0.45, &[fit(clear, 0.45, &["mailbox is full"])], &[]), back);
    assert_eq!(stepped(0.45, &[], &[(clear, 0.4), (rough, 0.4)]), back);
    assert_eq!(stepped(0.45, &[], &[(rough, 0.4), (clear, 0.4)]), stays);
    assert_eq!(stepped(0.3, &[fit(clear, 0.3, &["mailbox is full"])], &[]), stays);
    assert_eq!(stepped(0.45, &[fit(clear, 0.45, &[]), fit(rough, 0.5, &["rejected"])], &[]), stays);
}

#[test]
fn what_remains_steps_back_behind_what_is_named() {
    let stepped = |first: &'static str, second: &'static str| {
        let mut hits = [hit(first, 0.5), hit(second, 0.45)];
        specific_first(&mut hits, &[fit(first, 0.5, &["no"]), fit(second, 0.45, &["not so"])], &[]);
        scores(&hits)
    };
    assert_eq!(
        stepped("auth/bad-credentials", "auth/account-locked"),
        ["auth/bad-credentials 0.43", "auth/account-locked 0.45"]
    );
    // A refusal that only says so comes behind what else remains.
    assert_eq!(
        stepped("send/rejected", "send/policy-rejected"),
        ["send/rejected 0.43", "send/policy-rejected 0.45"]
    );
    assert_eq!(
        stepped("auth/account-locked", "auth/bad-credentials"),
        ["auth/account-locked 0.50", "auth/bad-credentials 0.45"]
    );
}

#[test]
fn a_root_stands_before_the_symptom_that_it_explains_away() {
    let (root, symptom) = ("auth/account-locked", "auth/bad-credentials");
    let raised = |scored: (f64, f64), fitting: &[Fitting]| {
        let mut hits = [hit(root, scored.0), hit(symptom, scored.1)];
        roots_first(&mut hits, fitting);
        scores(&hits)
    };
    let both = [fit(root, 0.45, &["locked"]), fit(symptom, 0.5, &["refused"])];
    assert_eq!(raised((0.45, 0.5), &both), ["auth/account-locked 0.51", "auth/bad-credentials 0.50"]);
    assert_eq!(raised((0.9, 0.99), &both), ["auth/account-locked 0.99", "auth/bad-credentials 0.99"]);
    assert_eq!(raised((0.3, 0.5), &both), ["auth/account-locked 0.30", "auth/bad-credentials 0.50"]);
    // What no rule names is a guess.
    assert_eq!(raised((0.45, 0.5), &both[1..]), ["auth/account-locked 0.45", "auth/bad-credentials 0.50"]);
    assert_eq!(raised((0.45, 0.5), &both[..1]), ["auth/account-locked 0.51", "auth/bad-credentials 0.50"]);
}

#[test]
fn the_codes_of_all_readings_are_read_once_each() {
    let readings = ["550 5.1.1 a 554 b".to_owned(), "550 5.1.1 a 554 5.7.1 b".to_owned()];
    let facts = Facts::of(&readings, &readings, None);
    assert_eq!(facts.replies, [550, 554]);
    let enhanced: Vec<String> = facts.enhanced.iter().map(ToString::to_string).collect();
    assert_eq!(enhanced, ["5.1.1", "5.7.1"]);
    assert_eq!(facts.codes().collect::<Vec<_>>(), ["550", "5.1.1"]);
}

#[test]
fn the_stage_is_told_by_words_by_codes_and_by_how_far_it_went() {
    for (text, stage) in [
        ("said: 550 no (in reply to RCPT TO command)", Some(Stage::Rcpt)),
        ("535 quux", Some(Stage::Auth)),
        ("550 quux", None),
        ("TLS handshake timed out", Some(Stage::Tls)),
        // Who answers, or asks for encryption, is further than the handshake.
        ("421 TLS handshake failed", None),
        ("could not convert socket to TLS: SSL handshake failed", Some(Stage::StartTls)),
    ] {
        assert_eq!(facts(text, None).stage, stage, "{text}");
    }
}

#[test]
fn a_login_is_spoken_of_or_not() {
    assert_eq!(facts("554 wrong password", None).login, Login::Spoken);
    assert_eq!(facts("554 disk full", None).login, Login::Unspoken);
}

#[test]
fn a_token_is_answered_with_a_challenge() {
    for text in ["334 eyJzdGF0dXMiOiI0MDAi", "{\"schemes\":\"Bearer\"}"] {
        assert!(facts(text, None).challenged, "{text}");
    }
    assert!(!facts("334 VXNlcm5hbWU6", None).challenged);
}

#[test]
fn the_server_that_is_given_counts_before_those_in_the_text() {
    let place = read_place("smtp.qq.com").unwrap();
    let found = facts("relay smtp.163.com by smtp.qq.com", Some(&place)).providers;
    let ids: Vec<_> = found.iter().map(|provider| provider.id).collect();
    assert_eq!(ids.first(), Some(&by_host("smtp.qq.com").unwrap().id));
    assert!(ids.contains(&by_host("smtp.163.com").unwrap().id));
    assert!(ids.iter().enumerate().all(|(at, id)| !ids[..at].contains(id)), "{ids:?}");
}

#[test]
fn an_address_is_whole_and_of_a_length_that_exists() {
    let address = |letters: usize| format!("a@{}", "b".repeat(letters - 2));
    let found = |address: &str| behind(&format!("MAIL FROM:<{address}> refused"), SENDER);
    for whole in [address(254).as_str(), "me@x.org", "a.b-c_d+e@x.org"] {
        assert_eq!(found(whole).as_deref(), Some(whole));
    }
    for none in [address(255).as_str(), "", "root", "@x.org", "-a@x.org", "a b@x.org"] {
        assert_eq!(found(none), None, "{none}");
    }
    assert_eq!(behind("from=<me@x.org", SENDER), None);
    assert_eq!(behind("to=<you@x.org>", SENDER), None);
}

#[test]
fn what_is_behind_an_encoding_is_told_where_it_says_something() {
    assert_eq!(decoded("535 鐧诲綍澶辫触").as_deref(), Some("535 登录失败"));
    let token = "535 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=";
    assert_eq!(decoded(token).as_deref(), Some(r#"{"status":"400","schemes":"Bearer"}"#));
    for told in ["550 no", r"550 caf\u00e9", "请登录密码 6K+355m75b2V5a+G56CB"] {
        assert_eq!(decoded(told), None, "{told}");
    }
}

#[test]
fn a_cause_knows_its_roots_and_its_symptoms() {
    let cause = find(Code("auth/account-locked")).unwrap();
    let symptoms: Vec<_> = symptoms_of(cause).map(|symptom| symptom.code.0).collect();
    assert_eq!(symptoms, ["auth/bad-credentials", "auth/temporary-failure"]);
    for symptom in symptoms {
        assert!(roots_of(Code(symptom)).any(|root| root.code == cause.code));
    }
    assert_eq!(roots_of(cause.code).count(), 0);
}
