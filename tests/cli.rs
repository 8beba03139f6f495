//! The program as scripts see it: exit statuses, help, complaints, ways to give a password. Nothing here leaves the
//! machine: where an examination has to begin, it is of a port of loopback that nobody listens on.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const LANGS: [&str; 2] = ["en", "zh-CN"];

/// Where nobody listens.
const SERVER: &str = "127.0.0.1:1";

/// A secret that must never come out again.
const CANARY: &str = "c4nary-s3cret";

/// The program in empty surroundings.
fn smtp_doctor(line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(line).env_clear().stdin(Stdio::null());
    // Windows programs do not start without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

fn run(line: &[&str]) -> Output {
    smtp_doctor(line).output().unwrap()
}

fn fed(line: &[&str], input: &[u8]) -> Output {
    let mut child = smtp_doctor(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends before it has read all closes the pipe.
    _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Asserts that a line is refused in both languages; both messages hold each of `parts`, and never the canary.
fn refused(line: &[&str], parts: &[&str]) {
    for lang in LANGS {
        let mut full = vec!["--lang", lang];
        full.extend(line);
        refused_as(&run(&full), parts, line);
    }
}

fn refused_as(output: &Output, parts: &[&str], line: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{line:?}: {said}");
    assert!(output.stdout.is_empty(), "{line:?}");
    assert!(said.starts_with("smtp-doctor"), "{said}");
    assert!(!said.contains(CANARY), "{line:?}: {said}");
    for part in parts {
        assert!(said.contains(part), "{line:?}: {part:?} is not in: {said}");
    }
}

/// Asserts that a line was understood and carried out, whatever came of it.
fn taken(output: &Output) {
    assert!(!matches!(output.status.code(), None | Some(2 | 3)), "{}", stderr(output));
    assert!(!stdout(output).contains(CANARY) && !stderr(output).contains(CANARY));
}

#[test]
fn an_option_of_another_command_is_not_said_not_to_exist() {
    for line in [
        &["explain", "--timeout", "3", "x"][..],
        &["providers", "--to", "a@example.org"],
        &["serve", "--format", "json"],
        &["completions", "--format", "json", "bash"],
        &["explain", "--strict", "535"],
    ] {
        let output = run(line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("{} does not go with this command", line[1])), "{said}");
    }
}

#[test]
fn what_may_have_been_meant_is_said() {
    for (line, meant) in [
        (&["--formt", "json", "x"][..], "--format"),
        (&[SERVER, "--format", "jsno"], "json"),
        (&[SERVER, "--color", "alwys"], "always"),
        (&[SERVER, "--only", "tsl"], "tls"),
        (&[SERVER, "--auth", "PLIAN"], "PLAIN"),
        (&[SERVER, "--tls=startls"], "starttls"),
        (&["demo", "auth/bad-credental"], "auth/bad-credentials"),
        (&["completions", "bsh"], "bash"),
    ] {
        for (lang, words) in [("en", "Did you mean"), ("zh-CN", "")] {
            let output = run(&[line, &["--lang", lang]].concat());
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains(words) && said.contains(meant), "{line:?}: {said}");
        }
    }
    // A word in the place of a host may be one: it is examined, and the command is named.
    for (lang, words) in [("en", "smtp-doctor explain"), ("zh-CN", "如果想用命令")] {
        let said = stderr(&run(&["explian", "535", "--lang", lang]));
        assert!(said.contains("explian") && said.contains(words), "{said}");
    }
    assert!(stdout(&run(&["help", "--lang", "zh-CN"])).contains("用法"));
}

#[test]
fn a_report_to_be_heard_is_asked_for_in_either_way() {
    let heard = stdout(&run(&[SERVER, "--plain", "--color", "always", "--lang", "zh-CN"]));
    assert!(heard.contains("\n失败 TCP：") && !heard.contains(['✘', '\u{1b}']), "{heard}");
    let by_variable = |name: &str, line: &[&str]| {
        let output = smtp_doctor(line).env(name, "1").env("CLICOLOR_FORCE", "1").output().unwrap();
        stdout(&output)
    };
    assert!(by_variable("SMTP_DOCTOR_PLAIN", &["providers", "--lang", "en"]).contains("\nqq: QQ Mail; "));
    assert!(by_variable("SMTP_DOCTOR_PLAIN", &[SERVER, "--format", "json"]).starts_with('{'));
    assert!(
        by_variable("SMTP_DOCTOR_PLAIN", &["--config-for", "list", "--lang", "en"]).contains("\nrails: ")
    );
    assert!(by_variable("SMTP_DOCTOR_QUICK", &[SERVER]).contains('\u{1b}'));
    assert!(!by_variable("NO_COLOR", &[SERVER]).contains('\u{1b}'));
}

#[test]
fn a_host_in_two_alphabets_is_noted() {
    let cyrillic = "smtp.ex\u{430}mple.test";
    let resolve = format!("{cyrillic}:1:127.0.0.1");
    for lang in LANGS {
        let output = run(&[&format!("{cyrillic}:1"), "--resolve", &resolve, "--lang", lang]);
        let said = stderr(&output);
        assert!(said.contains(cyrillic) && said.contains("smtp.xn--"), "{said}");
    }
    assert!(!stderr(&run(&[SERVER])).contains("xn--"));
}

#[test]
fn help_lists_the_options_in_the_users_language() {
    let options = [
        "--tls",
        "--helo",
        "--ca-file",
        "--pin",
        "--fetch-issuers",
        "--dns-server",
        "--dns-trust-anchor",
        "--resolve",
        "--proxy",
        "--compare-with",
        "--ipv4",
        "--ipv6",
        "--at",
        "--password-stdin",
        "--password-env",
        "--password-file",
        "--password-command",
        "--ask-password",
        "--auth",
        "--cert",
        "--key",
        "--allow-plaintext-auth",
        "--from",
        "--dkim-selector",
        "--to",
        "--send",
        "--subject",
        "--body",
        "--attach",
        "--eml",
        "--timeout",
        "--deadline",
        "--retries",
        "--only",
        "--quick",
        "--audit",
        "--targets",
        "--concurrency",
        "--per-host",
        "--resume",
        "--shard",
        "--listen",
        "--config",
        "--format",
        "--output",
        "--record",
        "--scrub",
        "--config-for",
        "--lang",
        "--color",
        "--plain",
        "--strict",
        "--timing",
        "--verbose",
        "--quiet",
        "--help",
        "--version",
    ];
    for lang in LANGS {
        let output = run(&["--help", "--lang", lang]);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        let page = stdout(&output);
        // Where an option is explained its name starts in the seventh column.
        let listed: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("      --") || line.starts_with("  -"))
            .filter_map(|line| line.get(6..)?.split([' ', '[']).next())
            .collect();
        assert_eq!(listed, options);
        for word in ["replay", "demo", "providers", "explain", "TLS", "130"] {
            assert!(page.contains(word), "{word}");
        }
    }
    assert!(stdout(&run(&["-h", "--lang", "zh-CN"])).contains("用法"));
    assert!(stdout(&smtp_doctor(&["-h"]).env("LANG", "zh_CN.UTF-8").output().unwrap()).contains("用法"));
    assert!(stdout(&run(&["replay", "--help"])).contains("Usage"));
}

#[test]
fn the_version() {
    for letter in ["-V", "--version"] {
        let output = run(&[letter]);
        assert_eq!(stdout(&output), concat!("smtp-doctor ", env!("CARGO_PKG_VERSION"), "\n"));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_wrong_line_is_refused_with_its_value() {
    refused(&[], &[]);
    refused(&[""], &[]);
    refused(&["host", "--bogus"], &["--bogus"]);
    refused(&["host", "--timeuot", "3"], &["--timeuot", "--timeout"]);
    refused(&["host", "--timeout"], &["--timeout"]);
    refused(&["host", "--timeout", "soon"], &["soon"]);
    refused(&["host", "--only", "data"], &["data", "greeting"]);
    refused(&["host", "--to", "you@example.org"], &["--from"]);
    refused(&["host", "--to", "you@example.org\r\nDATA", "--from", "<>"], &["--to", "\\r\\nDATA"]);
    refused(&["host", "--from", "a@b.test> SIZE=1"], &["--from", "a@b.test> SIZE=1"]);
    refused(&["host", "--only", "rcpt", "--from", "a@b.test"], &["--to"]);
    refused(&["host", "--quick=yes"], &["--quick"]);
    refused(&["host:0"], &["“0”"]);
    // An address without a domain of the DNS has no server to be found.
    refused(&["me@localhost"], &["localhost"]);
    refused(&["host", "-6", "--resolve", "host:465:192.0.2.1"], &["192.0.2.1", "-6", "IPv4"]);
    refused(&["host:587", "-4", "--resolve", "host:587:[2001:db8::1]"], &["2001:db8::1", "-4", "IPv6"]);
    refused(&["http://example.com"], &["smtp://"]);
    refused(&["h\u{1b}[2J"], &["\\x1b"]);
    refused(&["host", "u", CANARY, "maybe"], &["starttls"]);
    refused(&["replay"], &["replay"]);
    refused(&["replay", "/no/such/file"], &["/no/such/file"]);
    refused(&["demo", "no/such"], &["no/such"]);
}

#[test]
fn a_wrong_language_is_told_in_the_languages_there_are() {
    let output = smtp_doctor(&["host", "--lang", "xx"]).env("LANG", "zh_CN.UTF-8").output().unwrap();
    refused_as(&output, &["xx", "zh-CN", "语言"], &[]);
}

#[test]
fn a_broken_line_is_told_in_the_language_it_asks_for() {
    for line in [
        &["x", "--timeout", "--lang", "zh-CN"][..],
        &["--lang", "zh-CN", "x", "--timeout"],
        &["x", "--lang", "--lang=zh-CN"],
        &["x", "--bogus", "--lang", "zh-CN"],
        &["x", "--password", "--lang", "zh-CN"],
        &["demo", "--record", "--lang", "zh-CN"],
        &["x", "u", "p", "true", "more", "--lang", "zh-CN"],
    ] {
        refused_as(&run(line), &["smtp-doctor：", "选项"], line);
    }
}

#[test]
fn the_environment_is_named_where_it_is_at_fault() {
    let output = smtp_doctor(&["host"]).env("SMTP_DOCTOR_RETRIES", "many").output().unwrap();
    refused_as(&output, &["SMTP_DOCTOR_RETRIES", "many"], &[]);
}

#[test]
fn no_secret_is_in_any_message() {
    let dash = format!("--{CANARY}");
    let url = format!("smtp://me:{CANARY}@host:x");
    let plain = format!("me:{CANARY}@host:25");
    let broken = format!("{CANARY}\n");
    for line in [
        &["host", "me", &dash][..],
        &["host", "me", "x", &dash],
        &["host", "me", CANARY, "true", "extra"],
        &["host", "me", "my", CANARY],
        &["host", "me", "my", "own", CANARY],
        &["host", "me", CANARY, "--bogus"],
        &["host", "me", CANARY, "--ask-password"],
        &["host", "", CANARY],
        &["host", "me", &broken],
        &["host", "me", "--password", CANARY],
        &["host", "me", "--password-env", CANARY],
        &["host", "me", "--password-file", CANARY],
        &[&url],
        &[&plain],
    ] {
        refused(line, &[]);
    }
}

#[test]
fn a_password_comes_in_by_standard_input() {
    let line = [SERVER, "me", "--password-stdin", "--format", "json"];
    let output = fed(&line, format!("{CANARY}\n").as_bytes());
    taken(&output);
    assert!(output.stderr.is_empty());
    refused_as(&fed(&line, format!("{CANARY}\nmore\n").as_bytes()), &["--password-stdin"], &line);
    refused_as(&fed(&line, b""), &["--password-stdin"], &line);
    refused_as(&fed(&line, &vec![b'x'; 5000]), &["4096"], &line);
    refused_as(&fed(&line, &vec![b'x'; 5_000_000]), &["4096"], &line);
}

#[test]
fn a_password_comes_in_by_a_variable() {
    let line = [SERVER, "me", "--password-env", "SMTP_PASSWORD"];
    let with = |value| smtp_doctor(&line).env("SMTP_PASSWORD", value).output().unwrap();
    taken(&with(CANARY));
    refused_as(&with(""), &["SMTP_PASSWORD"], &line);
    refused(&line, &["SMTP_PASSWORD"]);
    let named = |line: &[&str]| {
        let mut command = smtp_doctor(line);
        command.env("SMTP_PASSWORD", CANARY).env("SMTP_DOCTOR_PASSWORD_ENV", "SMTP_PASSWORD");
        taken(&command.output().unwrap());
    };
    named(&[SERVER, "me"]);
    // Set once for every run, it is no fault where nobody logs in or another way is typed.
    named(&[SERVER]);
    named(&[SERVER, "me", CANARY]);
}

/// Windows has no mode; there the file has the list of readers of its folder.
#[cfg(unix)]
#[test]
fn a_password_comes_in_by_a_file_of_ones_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("password");
    std::fs::write(&path, format!("{CANARY}\n")).unwrap();
    let name = path.to_str().unwrap();
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o644);
    refused(&["host", "me", "--password-file", name], &["chmod 600", name]);
    mode(0o600);
    taken(&run(&[SERVER, "me", "--password-file", name]));
}

#[test]
fn a_password_comes_in_by_a_program() {
    let (giving, failing) = if cfg!(windows) {
        (format!("cmd /c echo {CANARY}"), format!("cmd /c 'echo {CANARY}& exit 7'"))
    } else {
        (format!("printf '%s\\n' {CANARY}"), format!("sh -c 'echo {CANARY}; exit 7'"))
    };
    taken(&run(&[SERVER, "me", "--password-command", &giving]));
    refused(&["host", "me", "--password-command", &failing], &["7"]);
}

#[test]
fn nobody_is_asked_where_there_is_no_terminal() {
    refused(&["host", "me", "--ask-password"], &["--password-stdin", "--password-env"]);
}

#[test]
fn a_closed_pipe_is_quiet() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = smtp_doctor(&["--help"]).stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

/// Only Linux has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = smtp_doctor(&["--help"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("disk is full"), "{}", stderr(&output));
}

#[test]
fn an_examination_is_recorded_and_replayed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let name = path.to_str().unwrap();
    let examined = run(&[SERVER, "me", CANARY, "--record", name]);
    taken(&examined);
    assert!(!std::fs::read_to_string(&path).unwrap().contains(CANARY));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let output = run(&["replay", name, "--format", "json"]);
    taken(&output);
    assert_eq!(output.status.code(), examined.status.code());
    std::fs::write(&path, "{\"schema\": \"something/else\"}").unwrap();
    refused(&["replay", name], &["something/else", "smtp-doctor/examination/v1"]);
    std::fs::write(&path, "hello").unwrap();
    refused(&["replay", name], &[name]);
}

#[test]
fn a_demonstration_is_recorded_and_replayed_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let name = path.to_str().unwrap();
    for lang in LANGS {
        let shown = run(&["demo", "auth/bad-credentials", "--record", name, "--lang", lang]);
        assert_eq!(shown.status.code(), Some(14), "{}", stderr(&shown));
        let again = run(&["replay", name, "--lang", lang]);
        assert_eq!(stdout(&again), stdout(&shown));
        assert_eq!(again.status.code(), shown.status.code());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
    let output = run(&["demo", "--record", folder.path().join("no/x.json").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_support_bundle_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (whole, scrubbed, html) =
        (at("whole.json"), at("scrubbed.json"), format!("html={}", at("report.html")));
    let shown = run(&["demo", "auth/bad-credentials", "--record", &whole]);
    assert_eq!(shown.status.code(), Some(14), "{}", stderr(&shown));
    for lang in LANGS {
        let line = [
            "replay", &whole, "--scrub", "--record", &scrubbed, "--output", &html, "--timing", "-v",
            "--lang", lang,
        ];
        let output = run(&line);
        assert_eq!(output.status.code(), Some(14), "{}", stderr(&output));
        let files =
            [at("scrubbed.json"), at("report.html")].map(|path| std::fs::read_to_string(path).unwrap());
        for text in files.iter().chain([&stdout(&output)]) {
            assert!(!text.contains("lab.test") && !text.contains("me@"), "{text}");
            assert!(text.contains("smtp.domain1.test") && text.contains("535"), "{text}");
        }
        assert!(files[1].starts_with("<!DOCTYPE html>") && files[1].contains("auth/bad-credentials"));
        assert!(stdout(&output).contains('█'));
        let again = run(&["replay", &scrubbed, "--timing", "-v", "--lang", lang]);
        assert_eq!(stdout(&again), stdout(&output));
    }
}

/// While a password is waited for, an interrupt may end the process at once. (The program that looks is a shell of Unix.)
#[cfg(unix)]
#[test]
fn nothing_is_recorded_before_the_password_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.json");
    let name = path.to_str().unwrap();
    let seen = folder.path().join("seen");
    let command = format!("sh -c 'ls -A {} > {}; exit 7'", folder.path().display(), seen.display());
    refused_as(&run(&["host", "me", "--password-command", &command, "--record", name]), &["7"], &[]);
    assert_eq!(std::fs::read_to_string(&seen).unwrap(), "seen\n");
    std::fs::remove_file(seen).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_record_that_cannot_be_is_told_before_anything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().join("no/x.json");
    let line = ["host", "me", "--ask-password", "--record", name.to_str().unwrap()];
    let output = run(&line);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("x.json"));
    assert!(!Path::new(&name).exists());
}

#[test]
fn a_key_that_everybody_can_read_is_noted_and_one_that_does_not_fit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (own, other) = (path("own.pem"), path("other.key"));
    let pair = || rcgen::generate_simple_self_signed(vec!["me.test".to_owned()]).unwrap();
    let made = pair();
    std::fs::write(&own, made.cert.pem() + &made.signing_key.serialize_pem()).unwrap();
    std::fs::write(&other, pair().signing_key.serialize_pem()).unwrap();
    refused(&[SERVER, "--cert", &own, "--key", &other], &["--key", "other.key", "own.pem"]);
    refused(&[SERVER, "--auth", "EXTERNAL"], &["EXTERNAL", "--cert"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for (mode, noted) in [(0o644, true), (0o600, false)] {
            std::fs::set_permissions(&own, std::fs::Permissions::from_mode(mode)).unwrap();
            for lang in LANGS {
                let output = run(&[SERVER, "--lang", lang, "--quick", "--cert", &own, "--auth", "EXTERNAL"]);
                assert_eq!(stderr(&output).contains("chmod 600"), noted, "{}", stderr(&output));
                assert_eq!(output.status.code(), run(&[SERVER, "--quick"]).status.code());
            }
        }
    }
}

#[test]
fn a_proxy_that_cannot_be_read_is_complained_of_without_its_password() {
    for lang in LANGS {
        for url in [
            "h:1080",
            "socks4://u:hunter22@h:1",
            "http://u:hunter22@h",
            "http://u:hunter22@:1",
            "http://hunter22@h:1",
        ] {
            let output = run(&[SERVER, "--proxy", url, "--lang", lang]);
            assert_eq!(output.status.code(), Some(2), "{url}");
            let said = stderr(&output);
            assert!(
                said.contains("--proxy")
                    && ["HOST:PORT", "主机:端口", "socks5h://"].iter().any(|form| said.contains(form)),
                "{said}"
            );
            assert!(!said.contains("hunter22"), "{said}");
        }
        let mut line = smtp_doctor(&[SERVER, "--lang", lang]);
        let output = line.env("SMTP_DOCTOR_PROXY", "ftp://h:1").output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("SMTP_DOCTOR_PROXY"));
    }
}

#[test]
fn the_credentials_of_a_proxy_are_shown_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("x.json");
    for format in ["text", "json"] {
        let output = run(&[
            "127.0.0.1:9",
            "--proxy",
            "socks5h://hidden-user:hunter22@127.0.0.1:1",
            "--format",
            format,
            "-vv",
            "--record",
            record.to_str().unwrap(),
        ]);
        let all = [stdout(&output), stderr(&output), std::fs::read_to_string(&record).unwrap()].concat();
        assert!(all.contains("proxy-failed") && all.contains("socks5h://127.0.0.1:1"), "{all}");
        assert!(!all.contains("hunter22") && !all.contains("hidden-user"), "{all}");
        std::fs::remove_file(&record).unwrap();
    }
}
