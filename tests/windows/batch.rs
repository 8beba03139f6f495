//! `test-smtp.bat` under cmd: what it hands to smtp-doctor, and what it hands back. A server of the lab says which
//! password has arrived.
//!
//! The words stand here as they are typed at the prompt of cmd, in double quotation marks. What cmd itself does to a
//! password nobody can undo behind it: at the prompt `%NAME%` is replaced where there is a variable NAME (alone, a `%`
//! stays), and a `"` in a password is written `\"`, after which cmd takes `& | < >` for its own.

use std::fs;
use std::os::windows::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use smtp_doctor::lab::Service;
use smtp_doctor::lab::os_code::is_wine;

use super::{Lab, stderr, stdout};

const USAGE: &str = "test-smtp.usage.txt";

/// The script in a folder with a space in its name; the program beside it.
fn installed(lab: &Lab) {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
    for name in ["test-smtp.bat", USAGE] {
        fs::copy(scripts.join(name), lab.folder.path().join(name)).unwrap();
    }
    fs::copy(env!("CARGO_BIN_EXE_smtp-doctor"), lab.folder.path().join("smtp-doctor.exe")).unwrap();
}

/// The script with words as they are typed.
fn typed(lab: &Lab, words: &str) -> Output {
    let mut command = Command::new("cmd");
    command.raw_arg(format!("/d /c \"\"{}\" {words}\"", lab.path("test-smtp.bat")));
    command.env("SMTP_DOCTOR_CA_FILE", lab.authority()).env("SMTP_DOCTOR_LANG", "en");
    command.stdin(Stdio::null()).output().unwrap()
}

/// The password of the only login, as the server has heard it.
fn heard(lab: &Lab, before: usize) -> String {
    let logins: Vec<String> =
        lab.log.lines().into_iter().filter(|line| line.starts_with("AUTH PLAIN ")).collect();
    assert_eq!(logins.len(), before + 1, "{logins:?}");
    let sent = BASE64.decode(logins[before].trim_end().trim_start_matches("AUTH PLAIN ")).unwrap();
    String::from_utf8(sent).unwrap().rsplit('\0').next().unwrap().to_owned()
}

#[test]
fn a_password_arrives_as_it_was_typed() {
    let lab = Lab::start(Service::submission("127.0.0.1").taking_any_login());
    installed(&lab);
    for (before, (typed_as, meant)) in [
        ("s3cret", "s3cret"),
        ("\"with two  spaces \"", "with two  spaces "),
        ("\"a$b`c'd;e,f=g\"", "a$b`c'd;e,f=g"),
        ("\"bang!bang!!\"", "bang!bang!!"),
        ("\"100%\"", "100%"),
        ("\"^hat&and|or<less>more(brackets)\"", "^hat&and|or<less>more(brackets)"),
        ("\"授权码，全角！\"", "授权码，全角！"),
        ("\"say \\\"it\\\"\"", "say \"it\""),
        ("\"C:\\path\"", "C:\\path"),
    ]
    .into_iter()
    .enumerate()
    {
        let output = typed(&lab, &format!("{} me@lab.test {typed_as} true", lab.target()));
        assert_eq!(output.status.code(), Some(0), "{typed_as}: {}{}", stdout(&output), stderr(&output));
        // A `%` alone stays with cmd; that of Wine takes it away.
        let meant = if is_wine() { meant.replace('%', "") } else { meant.to_owned() };
        assert_eq!(heard(&lab, before), meant);
    }
}

#[test]
fn the_status_is_handed_back() {
    let lab = Lab::start(Service::submission("127.0.0.1"));
    installed(&lab);
    let status = |words: &str| typed(&lab, words).status.code();
    let target = lab.target();
    assert_eq!(status(&target), Some(0));
    assert_eq!(status(&format!("{target} me@lab.test wrong true")), Some(14));
    assert_eq!(status("127.0.0.1:1 --quick"), Some(11));
    assert_eq!(status(&format!("{target} me@lab.test x perhaps")), Some(2));
    assert_eq!(status("demo auth/bad-credentials"), Some(14));
    let output = typed(&lab, "demo auth/bad-credentials --lang zh-CN");
    assert!(stdout(&output).contains("用户名或密码"), "{}", stdout(&output));
}

#[test]
fn without_arguments_the_usage_is_printed() {
    let lab = Lab::start(Service::submission("127.0.0.1"));
    installed(&lab);
    let output = typed(&lab, "");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    let usage = fs::read_to_string(lab.path(USAGE)).unwrap();
    assert_eq!(stderr(&output).replace("\r\n", "\n"), usage.replace("\r\n", "\n"));
    fs::remove_file(lab.path(USAGE)).unwrap();
    let output = typed(&lab, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("usage: test-smtp.bat HOST:PORT"), "{}", stderr(&output));
}

#[test]
fn without_the_program_the_user_is_told_where_it_was_looked_for() {
    let lab = Lab::start(Service::submission("127.0.0.1"));
    installed(&lab);
    fs::remove_file(lab.path("smtp-doctor.exe")).unwrap();
    let output = typed(&lab, "127.0.0.1:1");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(3), ""));
    assert!(stderr(&output).starts_with("smtp-doctor.exe was not found"), "{}", stderr(&output));
}
