//! Which words speak for which cause, and when they say nothing.

use super::*;

fn told(text: &str, replies: &[u16], is_coded: bool) -> Vec<&'static str> {
    causes(&[text.to_owned()], replies, is_coded).into_iter().map(|(cause, _)| cause).collect()
}

fn refused(text: &str) -> Vec<&'static str> {
    told(text, &[550], true)
}

fn said(text: &str) -> Vec<&'static str> {
    told(text, &[], false)
}

#[test]
fn the_more_telling_word_counts_first() {
    for (text, first) in [
        ("550 the sender is on our blacklist", Some("send/ip-blocklisted")),
        ("550 your sender is odd", Some("send/sender-rejected")),
        ("550 a corporate thing", None),
    ] {
        assert_eq!(refused(text).first().copied(), first, "{text}");
    }
    assert_eq!(said("it hangs").first(), Some(&"tcp/port-blocked"));
}

#[test]
fn of_a_refusal_two_rows_speak_and_the_second_is_less_sure() {
    // Of the virus, the blacklist and the reverse name, the last says nothing any more.
    let found = causes(&["550 virus, blacklist, ptr".to_owned()], &[550], true);
    let codes: Vec<&str> = found.iter().map(|(cause, _)| *cause).collect();
    assert_eq!(
        codes,
        ["send/content-rejected", "send/spam-rejected", "send/ip-blocklisted", "send/sender-rejected"]
    );
    let sure: Vec<f64> = found.iter().map(|(_, sure)| *sure).collect();
    assert!(sure[0] > sure[1] && sure[2] > sure[3] && sure[3] > 0.0, "{sure:?}");
    assert!(sure[2] < sure[0] && sure[0] < 0.5, "{sure:?}");
}

#[test]
fn of_other_words_one_row_speaks_and_is_hardly_sure() {
    let found = causes(&["the certificate made it hang".to_owned()], &[], false);
    assert!(found.iter().all(|(cause, _)| cause.starts_with("tls/certificate")), "{found:?}");
    assert!(found.iter().all(|(_, sure)| *sure <= score::VAGUE), "{found:?}");
}

#[test]
fn a_command_that_is_refused_as_such_is_wrong_before_its_contents() {
    let text = "no recipient here";
    for code in [500, 503] {
        let found = causes(&[text.to_owned()], &[code], true);
        let before = found.first().copied();
        assert_eq!(before.map(|(cause, _)| cause), Some("client/protocol-error"), "{code}");
        assert_eq!(found[1].0, "send/recipient-unknown");
        assert!(found[1].1 < found[0].1 && found[1].1 > 0.2, "{found:?}");
    }
    assert_eq!(told(text, &[550, 503], true).first(), Some(&"send/recipient-unknown"));
}

#[test]
fn what_went_well_needs_no_cause() {
    for text in [
        "login successful",
        "password check succeeded",
        "the certificate was delivered",
        "登录成功",
        "250-auth login plain",
        "220 2.0.0 ready to start tls",
        "354 send the message",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
    for text in [
        "login please",
        "the login was successful but nothing is sent",
        "unsuccessful login",
        "2500 logins",
        "150 logins",
        "2nd login",
        "登录未成功",
    ] {
        assert_eq!(said(text).first(), Some(&"auth/bad-credentials"), "{text}");
    }
    let refusal = "550 spam; delivered to nobody";
    assert_eq!(refused(refusal).first(), Some(&"send/spam-rejected"));
}

#[test]
fn a_word_begins_where_no_other_goes_on() {
    for (text, word) in [
        ("rate limit", "rate"),
        ("the rate", "rate"),
        ("(rate)", "rate"),
        ("überrate", "über"),
        ("ip黑名单", "黑名单"),
    ] {
        assert!(begins(text, word), "{text}");
    }
    assert!(begins("a corporate rate", "rate") && begins("on ip 192.0.2.1", " ip "));
    for (text, word) in [("corporate", "rate"), ("2rate", "rate"), ("the rat", "rate"), ("your ips", " ip ")]
    {
        assert!(!begins(text, word), "{text}");
    }
}

#[test]
fn the_causes_are_known() {
    for code in REFUSED.iter().chain(SAID).flat_map(|(_, causes)| *causes) {
        assert!(crate::catalog::find(crate::catalog::Code(code)).is_some(), "{code}");
    }
}
