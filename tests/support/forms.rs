//! The forms in which a password may turn up in what is shown, kept or sent.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A password as it is, in base64, in messages of SASL, in hexadecimal, in a URL, in JSON, in HTML, in quoted-printable
/// and in UTF-16.
pub(crate) fn forms(user: &str, password: &str) -> Vec<String> {
    let hex = password.bytes().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
    let upper = quoted(password, |b| format!("%{b:02X}"));
    let mut forms = vec![
        password.to_owned(),
        STANDARD_NO_PAD.encode(password),
        URL_SAFE_NO_PAD.encode(password),
        STANDARD.encode(format!("\0{user}\0{password}")),
        STANDARD.encode(format!("{user}\0{user}\0{password}")),
        STANDARD.encode(format!("user={user}\u{1}auth=Bearer {password}\u{1}\u{1}")),
        STANDARD.encode(format!("n,a={user},\u{1}auth=Bearer {password}\u{1}\u{1}")),
        STANDARD.encode(format!("{{\"token\":\"{password}\"}}")),
        in_json(password),
        in_json(password).replace('/', "\\/"),
        hex.to_uppercase(),
        hex,
        quoted(password, |b| format!("%{b:02x}")),
        upper.replace("%20", "+"),
        upper,
        in_html(password),
        password.replace('=', "=3D"),
        password.chars().map(String::from).collect::<Vec<_>>().join("\0"),
    ];
    forms.sort();
    forms.dedup();
    forms
}

fn in_json(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn in_html(text: &str) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]
        .iter()
        .fold(text.to_owned(), |text, (plain, written)| text.replace(plain, written))
}

fn quoted(text: &str, quote: impl Fn(u8) -> String) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
        b => quote(b),
    };
    text.bytes().map(byte).collect()
}
