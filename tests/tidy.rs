//! The laws of the house, as `src/lib.rs` states them, held against its source.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// L1: the rooms that only think.
const PURE: [&str; 15] = [
    "audit",
    "scrub",
    "plan",
    "evidence",
    "domain",
    "discovery",
    "smtp",
    "tls",
    "provider",
    "application",
    "catalog",
    "diagnose",
    "report",
    "locale",
    "escape.rs",
];

/// L1: what a room that only thinks has no business with.
const IMPURE: [&str; 18] = [
    "tokio",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "TcpStream",
    "UdpSocket",
    "ToSocketAddrs",
    "Instant",
    "SystemTime",
    "now_utc",
    "stdout",
    "stderr",
    "println!",
    "lettre",
    "hickory",
    "rustls",
    "spawn",
];

/// L2: what each room may import of the others. A room that is not listed may import all.
const IMPORTS: &[(&str, &[&str])] = &[
    ("escape.rs", &[]),
    ("stage.rs", &[]),
    ("secret", &[]),
    ("locale", &["escape"]),
    ("plan", &["secret", "stage", "escape"]),
    ("smtp", &["plan", "secret", "stage", "escape"]),
    ("tls", &[]),
    ("evidence", &["escape", "plan", "smtp", "stage", "tls"]),
    ("domain", &["evidence", "provider", "locale", "escape"]),
    ("discovery", &["evidence", "plan", "provider"]),
    ("provider", &["locale", "plan", "smtp"]),
    ("application", &["provider", "locale"]),
    ("catalog", &["domain", "provider", "evidence", "smtp", "tls", "plan", "locale", "escape"]),
    ("diagnose", &["catalog", "provider", "evidence", "smtp", "plan", "locale", "tls"]),
    ("audit", &["discovery", "domain", "evidence", "smtp", "tls", "plan", "locale", "escape"]),
    ("scrub", &["evidence", "smtp", "plan", "provider", "catalog"]),
    ("exit.rs", &["catalog"]),
    (
        "report",
        &[
            "application",
            "audit",
            "diagnose",
            "catalog",
            "discovery",
            "domain",
            "provider",
            "evidence",
            "smtp",
            "tls",
            "plan",
            "locale",
            "escape",
            "exit",
            "secret",
        ],
    ),
    ("probe", &["discovery", "domain", "evidence", "smtp", "tls", "plan", "secret", "stage"]),
    ("examine.rs", &["probe", "diagnose", "discovery", "evidence", "plan"]),
];

/// No file is longer.
const LINES: usize = 400;

#[derive(Debug)]
struct Source {
    /// The path below `src`.
    place: String,
    /// The room: the first part of the place.
    room: String,
    text: String,
}

impl Source {
    /// The text without comments and without what is only there for tests.
    fn code(&self) -> String {
        let text = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    fn is_for_tests(&self) -> bool {
        ["tests.rs", "sample.rs", "caller.rs"].iter().any(|name| self.place.ends_with(name))
            || self.place.contains("/tests/")
    }
}

fn sources() -> Vec<Source> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&source, &mut |path| {
        if path.extension().is_some_and(|end| end == "rs") {
            let below = path.strip_prefix(&source).unwrap();
            let place = below.to_string_lossy().replace('\\', "/");
            let room = place.split('/').next().unwrap().to_owned();
            found.push(Source { room, place, text: fs::read_to_string(path).unwrap() });
        }
    });
    assert!(found.len() > 100, "the source has not been found");
    found
}

fn walk(folder: &Path, visit: &mut impl FnMut(&PathBuf)) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { walk(&path, visit) } else { visit(&path) }
    }
}

#[test]
fn l1_rooms_that_think_touch_nothing() {
    for source in
        sources().iter().filter(|source| PURE.contains(&source.room.as_str()) && !source.is_for_tests())
    {
        let code = without_texts(&source.code());
        for word in IMPURE {
            let stands = code.lines().find(|line| line.contains(word));
            assert!(stands.is_none(), "{}: {word}: {}", source.place, stands.unwrap_or_default());
        }
    }
}

/// The code with nothing inside its string literals.
fn without_texts(code: &str) -> String {
    let mut left = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find('"') {
        let (before, text) = rest.split_at(at + 1);
        left.push_str(before);
        if before.ends_with("'\"") || before.ends_with("'\\\"") {
            rest = text;
            continue;
        }
        let hashes = before.trim_end_matches('"').bytes().rev().take_while(|byte| *byte == b'#').count();
        let raw = before.trim_end_matches('"').trim_end_matches('#').ends_with('r');
        let close = format!("\"{}", "#".repeat(if raw { hashes } else { 0 }));
        let mut end = 0;
        while let Some(found) = text.get(end..).and_then(|rest| rest.find(&close)) {
            end += found;
            let escapes = text[..end].bytes().rev().take_while(|byte| *byte == b'\\').count();
            if raw || escapes % 2 == 0 {
                break;
            }
            end += 1;
        }
        rest = &text[end..];
        if let Some(behind) = rest.strip_prefix(&close) {
            left.push_str(&close);
            rest = behind;
        }
    }
    left + rest
}

#[test]
fn texts_are_told_from_code() {
    let code = r##"a("x \" spawn", r#"in " here"#, '"', b) + "" + c"##;
    assert_eq!(without_texts(code), "a(\"\", r#\"\"#, '\"', b) + \"\" + c");
}

#[test]
fn l2_imports_point_one_way() {
    let sources = sources();
    for (room, allowed) in IMPORTS {
        let own = room.trim_end_matches(".rs");
        for source in sources.iter().filter(|source| source.room == *room && !source.is_for_tests()) {
            for line in source.code().lines() {
                for part in line.split("crate::").skip(1) {
                    let parts = part.strip_prefix('{').unwrap_or(part);
                    let name: String =
                        parts.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let fits = name == own || allowed.contains(&name.as_str());
                    assert!(fits, "{} imports {name}: {line}", source.place);
                }
            }
        }
    }
}

#[test]
fn l6_no_list_in_a_sentence_has_the_commas_of_one_language() {
    for source in
        sources().iter().filter(|source| ["catalog", "report", "audit"].contains(&source.room.as_str()))
    {
        let comma = [r#"join(", ")"#, r#"join("、")"#].into_iter().find(|join| source.code().contains(join));
        assert_eq!(comma, None, "{}", source.place);
    }
}

#[test]
fn l8_the_words_of_the_system_are_matched_by_nobody() {
    for source in sources().iter().filter(|source| source.room == "probe") {
        assert!(!source.code().contains(".to_string().contains("), "{}", source.place);
    }
}

#[test]
fn the_environment_and_the_terminal_belong_to_the_command_line() {
    for source in sources().iter().filter(|source| source.room != "cli" && !source.is_for_tests()) {
        let code = source.code();
        for word in ["std::env::var", "env::args", "println!", "eprintln!", "process::exit", "IsTerminal"] {
            assert!(!code.contains(word), "{}: {word}", source.place);
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_own() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= LINES, "{} has {lines} lines", source.place);
        assert!(source.text.starts_with("//! "), "{} does not say what it owns", source.place);
        for part in source.place.trim_end_matches(".rs").split('/') {
            let names_nothing =
                ["util", "utils", "common", "misc", "manager", "helper", "helpers"].contains(&part);
            assert!(!names_nothing, "{}: {part} names nothing", source.place);
        }
    }
}

#[test]
fn nothing_is_allowed_silently() {
    for source in sources() {
        for line in source.text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            assert!(
                !line.starts_with("#[allow") && !line.starts_with("#![allow"),
                "{}: {line}",
                source.place
            );
            assert!(!line.starts_with("#[ignore"), "{}: {line}", source.place);
            assert!(!line.contains("fn get_"), "{}: {line}", source.place);
            assert!(
                !line.contains("todo!(") && !line.contains("unimplemented!("),
                "{}: {line}",
                source.place
            );
        }
    }
}

#[test]
fn what_a_release_lays_apart_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [build, lock] = ["build.rs", "Cargo.lock"].map(|name| fs::read_to_string(top.join(name)).unwrap());
    let list = |name: &str| {
        let (_, behind) = build.split_once(&format!("const {name}: &str =")).unwrap();
        behind
            .split('"')
            .nth(1)
            .unwrap()
            .replace('\\', "")
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for name in list("CRATES_APART") {
        let known = [&name, &name.replace('_', "-")]
            .iter()
            .any(|name| lock.contains(&format!("\nname = \"{name}\"\n")));
        assert!(known, "the crate {name} is no longer used");
    }
    let sources = sources();
    for room in list("ROOMS_APART") {
        let exists =
            |source: &Source| source.place.trim_end_matches(".rs").split('/').any(|part| part == room);
        assert!(sources.iter().any(exists), "no room is called {room}");
    }
}
