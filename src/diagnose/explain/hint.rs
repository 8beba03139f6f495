//! What a text says of the stage at which it went wrong, in the words of the programs that send.

use super::score::Login;
use crate::evidence::Stage;

/// Words and the stage that they name, the more telling first. In lower case, white space folded.
const WORDS: &[(&str, Stage)] = &[
    ("command: 'conn'", Stage::Tcp),
    ("\"command\":\"conn\"", Stage::Tcp),
    ("command: 'auth", Stage::Auth),
    ("\"command\":\"auth", Stage::Auth),
    ("eauth", Stage::Auth),
    ("command: 'mail from'", Stage::Mail),
    ("\"command\":\"mail from\"", Stage::Mail),
    ("command: 'rcpt to'", Stage::Rcpt),
    ("\"command\":\"rcpt to\"", Stage::Rcpt),
    ("command: 'data'", Stage::Data),
    ("command: 'ehlo'", Stage::Ehlo),
    ("command: 'starttls'", Stage::StartTls),
    ("in reply to mail from", Stage::Mail),
    ("in reply to rcpt to", Stage::Rcpt),
    ("in reply to end of data", Stage::Data),
    ("in reply to data", Stage::Data),
    ("in reply to ehlo", Stage::Ehlo),
    ("in reply to helo", Stage::Ehlo),
    ("in reply to starttls", Stage::StartTls),
    ("after end of data", Stage::Data),
    ("after mail from:", Stage::Mail),
    ("after pipelined mail from:", Stage::Mail),
    ("after rcpt to:", Stage::Rcpt),
    ("after pipelined rcpt to:", Stage::Rcpt),
    ("after data:", Stage::Data),
    ("after starttls:", Stage::StartTls),
    ("after initial connection", Stage::Greeting),
    ("noqueue: reject: connect", Stage::Greeting),
    ("noqueue: reject: ehlo", Stage::Ehlo),
    ("noqueue: reject: helo", Stage::Ehlo),
    ("noqueue: reject: mail", Stage::Mail),
    ("noqueue: reject: rcpt", Stage::Rcpt),
    ("reject: data", Stage::Data),
    ("reject: end-of-message", Stage::Data),
    ("performing the initial greeting", Stage::Greeting),
    ("initial server greeting", Stage::Greeting),
    ("performing the ehlo handshake", Stage::Ehlo),
    ("performing the helo handshake", Stage::Ehlo),
    ("refused to talk to me", Stage::Greeting),
    ("greeting never received", Stage::Greeting),
    ("invalid greeting", Stage::Greeting),
    ("sasl authentication failed; server", Stage::Auth),
    ("auth command failed", Stage::Auth),
    ("smtpauthenticationerror", Stage::Auth),
    ("authenticationfailedexception", Stage::Auth),
    ("failed to authenticate on smtp server", Stage::Auth),
    ("could not authenticate", Stage::Auth),
    ("smtpsenderrefused", Stage::Mail),
    ("mail from command failed", Stage::Mail),
    ("smtpsendfailedexception", Stage::Mail),
    ("smtprecipientsrefused", Stage::Rcpt),
    ("rcpt to command failed", Stage::Rcpt),
    ("smtpaddressfailedexception", Stage::Rcpt),
    ("recipient address rejected", Stage::Rcpt),
    ("all recipients were rejected", Stage::Rcpt),
    ("can't send mail - all recipients", Stage::Rcpt),
    ("sender address rejected", Stage::Rcpt),
    ("smtpdataerror", Stage::Data),
    ("data end command failed", Stage::Data),
    ("data not accepted", Stage::Data),
    ("message failed", Stage::Data),
    ("emessage", Stage::Data),
    ("smtpheloerror", Stage::Ehlo),
    ("smtpconnecterror", Stage::Greeting),
    ("helo command rejected", Stage::Ehlo),
    ("starttls command failed", Stage::StartTls),
    ("send starttls command", Stage::StartTls),
    ("could not convert socket to tls", Stage::StartTls),
];

/// The stage that a folded text names.
pub(super) fn stage(folded: &str) -> Option<Stage> {
    WORDS.iter().find(|(words, _)| folded.contains(words)).map(|(_, stage)| *stage)
}

/// Words of whoever is at the handshake: the connection stands.
const HANDSHAKE: [&str; 4] = ["ssl_connect error", "handshake operation", "tls handshake", "ssl handshake"];

/// Whether a folded text is about the handshake of TLS.
pub(super) fn handshake(folded: &str) -> bool {
    HANDSHAKE.iter().any(|words| folded.contains(words))
}

/// Words without which nobody speaks of logging in.
const LOGIN: [&str; 18] = [
    "auth",
    "login",
    "log in",
    "logon",
    "sign in",
    "sign-in",
    "password",
    "credential",
    "sasl",
    "token",
    "5.7.8",
    "5.7.9",
    "密码",
    "授权",
    "认证",
    "登录",
    "登陆",
    "用户",
];

/// Whether a folded text speaks of logging in.
pub(super) fn login(folded: &str) -> Login {
    if LOGIN.iter().any(|word| folded.contains(word)) { Login::Spoken } else { Login::Unspoken }
}

/// The stage at which a reply code is at home, where it has but one.
pub(super) fn home(code: u16) -> Option<Stage> {
    match code {
        523..=525 | 534 | 535 | 538 => Some(Stage::Auth),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_is_read_from_the_words_of_programs() {
        assert_eq!(stage("code: 'eauth', command: 'auth plain'"), Some(Stage::Auth));
        assert_eq!(stage("said: 550 no (in reply to rcpt to command)"), Some(Stage::Rcpt));
        assert_eq!(stage("lost connection while performing the ehlo handshake"), Some(Stage::Ehlo));
        assert_eq!(stage("535 denied"), None);
    }

    #[test]
    fn no_words_are_hidden_by_others_before_them() {
        for (at, (words, named)) in WORDS.iter().enumerate() {
            assert_eq!(stage(words), Some(*named), "{words}");
            let before = WORDS[..at].iter().find(|(before, _)| words.contains(before));
            assert_eq!(before, None, "{words}");
        }
    }

    #[test]
    fn a_handshake_is_that_of_tls() {
        for text in
            ["curl: (35) ssl_connect error", "the handshake operation timed out", "tls handshake timeout"]
        {
            assert!(handshake(text), "{text}");
        }
        for text in ["connection timed out", "while performing the ehlo handshake"] {
            assert!(!handshake(text), "{text}");
        }
    }

    #[test]
    fn only_some_texts_speak_of_logging_in() {
        for text in ["535 5.7.8 no", "please log in first", "bad credentials", "535 密码错误", "用户不存在"]
        {
            assert_eq!(login(text), Login::Spoken, "{text}");
        }
        for text in ["550 5.1.1 mailbox unavailable", "connection refused", "附件过大", ""] {
            assert_eq!(login(text), Login::Unspoken, "{text}");
        }
    }

    #[test]
    fn the_codes_of_a_login_are_at_home_there() {
        for code in [523, 524, 525, 534, 535, 538] {
            assert_eq!(home(code), Some(Stage::Auth), "{code}");
        }
        for code in [421, 522, 526, 530, 533, 536, 550, 554] {
            assert_eq!(home(code), None, "{code}");
        }
    }
}
