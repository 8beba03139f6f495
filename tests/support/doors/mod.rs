//! The doors: every place where bytes from outside come in, each as a function that takes any bytes and holds what
//! comes of them against what must always be so. The fuzzer (`fuzz/`) looks for bytes that break it; `tests/found.rs`
//! replays what it once found, and its seeds.

mod catalog;
mod cut;
mod documents;
mod examination;
mod loopback;
mod session;
mod tls;
mod wire;
mod words;

#[path = "../forms.rs"]
mod forms;
#[path = "../wellformed.rs"]
mod wellformed;

/// A door: takes any bytes, and panics where what comes of them is wrong.
pub(crate) type Door = fn(&[u8]);

/// Every door by its name: that of the target of the fuzzer, and of the folders of its seeds and findings.
pub(crate) const DOORS: [(&str, Door); 18] = [
    ("reply", wire::reply),
    ("capabilities", wire::capabilities),
    ("message", wire::message),
    ("session", session::session),
    ("sasl", session::sasl),
    ("hello", tls::hello),
    ("identity", tls::identity),
    ("explain", catalog::explain),
    ("log", catalog::log),
    ("replay", examination::replay),
    ("scrub", examination::scrub),
    ("redact", words::redact),
    ("escape", words::escape),
    ("target", words::target),
    ("argument", words::argument),
    ("discovery", documents::discovery),
    ("domain", documents::domain),
    ("loopback", loopback::loopback),
];

/// The door with a name.
#[expect(clippy::panic, reason = "a target of no door is a fault of its author")]
pub(crate) fn door(name: &str) -> Door {
    let known = DOORS.into_iter().find(|(known, _)| *known == name);
    known.map_or_else(|| panic!("no door {name}"), |(_, door)| door)
}

/// The password that no output may show.
pub(crate) const SECRET: &str = "c4nary+s3cret/pass";
/// The user who has it.
pub(crate) const USER: &str = "me@lab.test";

/// The first character that acts on a terminal, line ends apart.
pub(crate) fn acting(text: &str) -> Option<char> {
    text.chars().find(|c| *c != '\n' && (c.is_control() || smtp_doctor::escape::acts_unseen(*c)))
}

/// Asserts that nothing in a text acts on a terminal.
#[track_caller]
pub(crate) fn assert_still(text: &str) {
    assert_eq!(acting(text), None, "{text:?}");
}

/// The forms of the password that stand in a text.
pub(crate) fn leaks(text: &str) -> Vec<String> {
    forms::forms(USER, SECRET).into_iter().filter(|form| text.contains(form.as_str())).collect()
}

/// What is wrong with a report in the form with this name.
pub(crate) fn faults(format: &str, text: &str) -> Vec<String> {
    wellformed::faults(format, text)
}
