//! Which codes are meant by what is none, and which words are no code at all.

use super::*;

fn found(typed: &str) -> Vec<&'static str> {
    near(typed).into_iter().map(|code| code.0).collect()
}

#[test]
fn slips_are_seen_through() {
    for slip in
        ["auth/app-pasword", "auth/app-password", "auth/app-password-requierd", "tls/app-password-required"]
    {
        assert_eq!(found(slip).first(), Some(&"auth/app-password-required"), "{slip}");
    }
    assert_eq!(found(" SEND/Recipeint_Unkown "), ["send/recipient-unknown"]);
}

#[test]
fn a_long_code_may_have_more_slips_than_a_short_one() {
    assert_eq!(found("send/recipeint-unkown").first(), Some(&"send/recipient-unknown"));
    assert_eq!(found("tcp/rezet"), ["tcp/reset"]);
    assert!(found("tcp/reboot").is_empty());
    assert!(found("xyz/quux-frobnicated").is_empty());
}

#[test]
fn the_same_fault_in_another_family_counts_as_a_slip() {
    assert_eq!(found("xyz/refusid"), ["tcp/refused", "starttls/refused"]);
    assert!(found("xyz/refuzzd").is_empty());
}

#[test]
fn a_part_of_a_fault_leads_to_it_behind_those_that_begin_with_it() {
    let codes = found("auth/password");
    assert_eq!(codes.first(), Some(&"auth/password-expired"));
    assert!(codes.contains(&"auth/app-password-required"), "{codes:?}");
    assert_eq!(found("quux/ciph"), ["tls/no-common-cipher"]);
    assert!(found("quux/cip").is_empty());
}

#[test]
fn no_more_are_suggested_than_one_reads() {
    assert_eq!(found("tls/certificate").len(), MOST);
}

#[test]
fn a_code_is_found_in_any_case_and_with_either_hyphen() {
    let code = Some(Code("auth/app-password-required"));
    assert_eq!(exact("AUTH/app_password_required"), code);
    assert_eq!(exact(" auth/app-password-required\n"), code);
    assert_eq!(exact("auth/app-password"), None);
}

#[test]
fn a_code_has_a_form() {
    for text in ["tls/plaintext-port", "auth/app-pasword", "A/b_2", " tls/x "] {
        assert!(is_code(text), "{text}");
    }
    for text in ["", "EOF", "/", "/x", "tls/", "535 a/b", "tls/a b", "http://x", "a/b/c", "tls/ü"] {
        assert!(!is_code(text), "{text}");
    }
}

#[test]
fn letters_are_added_left_out_and_exchanged() {
    for (one, other, slips) in [
        ("", "", 0),
        ("reset", "reset", 0),
        ("abc", "", 3),
        ("", "abc", 3),
        ("a", "abc", 2),
        ("abc", "c", 2),
        ("kitten", "sitting", 3),
        ("refsued", "refused", 2),
        ("reset", "erset", 2),
        ("größe", "grösse", 2),
    ] {
        assert_eq!(distance(one, other), slips, "{one}, {other}");
    }
}

#[test]
fn who_stops_at_a_hyphen_has_left_out_one_thing() {
    assert_eq!(distance("app", "app-password-required"), 1);
    assert_eq!(distance("app-password", "app-password-required"), 1);
    assert_eq!(distance("app-passwor", "app-password-required"), 2);
    assert_eq!(distance("app-password-required", "app"), 18);
    assert_eq!(distance("refus", "refused"), 2);
}
