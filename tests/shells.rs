//! The scripts for shells in the shells themselves, and the manual page in the programs that show it. What is missing
//! on a machine is installed by `scripts/packages zsh fish groff-base man-db mandoc`.

#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const LANGS: [&str; 2] = ["en", "zh-CN"];

fn smtp_doctor(line: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(line).env_clear().stdin(Stdio::null()).output().unwrap()
}

fn written(line: &[&str]) -> String {
    let output = smtp_doctor(line);
    assert_eq!(output.status.code(), Some(0), "{line:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a program on this machine writes when it is fed a text; its standard error has to stay empty.
fn through(program: &str, args: &[&str], input: &str) -> String {
    let mut command = Command::new(program);
    let piped = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.env("LC_ALL", "C.UTF-8").env("MANWIDTH", "80").env("TERM", "dumb");
    let mut child = piped.spawn().unwrap_or_else(|error| {
        panic!("{program}: {error}; run scripts/packages zsh fish groff-base man-db mandoc")
    });
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{program} {args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is to be offered for what was typed, in every shell alike.
const CASES: &[(&[&str], &[&str], &[&str])] = &[
    (&["--fo"], &["--format"], &["--from"]),
    (&["smtp.example.com", "--fo"], &["--format"], &["--from"]),
    (&["smtp.example.com", "--format", "js"], &["json"], &["text"]),
    (&["--format", ""], &["text", "json"], &[]),
    (&["--config-for", "nod"], &["nodemailer"], &["django"]),
    (&["ex"], &["explain"], &["demo"]),
    (&["explain", "auth/app"], &["auth/app-password-required"], &["auth/bad-credentials"]),
    (&["demo", "tls/pin"], &["tls/pin-mismatch"], &["tls/intercepted"]),
    (&["providers", "gm"], &["gmail"], &["qq"]),
    (&["completions", ""], &["bash", "elvish"], &[]),
    (&["explain", "--a"], &["--at"], &["--audit"]),
];

fn check(shell: &str, offered: impl Fn(&[&str]) -> Vec<String>) {
    for (typed, wanted, unwanted) in CASES {
        let offered = offered(typed);
        for word in *wanted {
            assert!(offered.iter().any(|one| one == word), "{shell} {typed:?}: {offered:?}");
        }
        for word in *unwanted {
            assert!(offered.iter().all(|one| one != word), "{shell} {typed:?}: {offered:?}");
        }
    }
}

#[test]
fn bash_completes() {
    let script = written(&["completions", "bash"]);
    check("bash", |typed| {
        let words = typed.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let ask = format!(
            "{script}\nCOMP_WORDS=(smtp-doctor {words}); COMP_CWORD={}\n\
             _smtp__doctor smtp-doctor \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            typed.len()
        );
        through("bash", &["--norc", "-s"], &ask).lines().map(str::to_owned).collect()
    });
}

#[test]
fn fish_completes() {
    let script = written(&["completions", "fish", "--lang", "zh-CN"]);
    let home = TempDir::new().unwrap();
    let file = home.path().join("smtp-doctor.fish");
    fs::write(&file, script).unwrap();
    check("fish", |typed| {
        let ask = format!("source {}; complete -C 'smtp-doctor {}'", file.display(), typed.join(" "));
        let offered = through("fish", &["--no-config", "-c", &ask], "");
        offered.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
    });
}

/// A shell on a terminal of its own, in which a tab writes down what would be offered, and ends it.
const ZSH: &str = r#"
PROMPT=
autoload -Uz compinit; compinit -u -D
source SCRIPT
bindkey '^I' complete-word
zstyle ':completion:*' completer _complete
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
    typeset -a hits; builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >> OFFERED
    builtin compadd "$@"
}
done-with-it() { print done >> OFFERED; exit }
comppostfuncs=(done-with-it)
"#;

#[test]
fn zsh_completes() {
    let home = TempDir::new().unwrap();
    let script = home.path().join("_smtp-doctor");
    fs::write(&script, written(&["completions", "zsh"])).unwrap();
    let start = home.path().join("start.zsh");
    let out = home.path().join("offered");
    let text = ZSH.replace("SCRIPT", script.to_str().unwrap()).replace("OFFERED", out.to_str().unwrap());
    fs::write(&start, text).unwrap();
    check("zsh", |typed| {
        _ = fs::remove_file(&out);
        let ask = format!(
            "zmodload zsh/zpty; zpty inner zsh -f -i; zpty -w inner 'source {}'; sleep 0.2\n\
             zpty -n -w inner $'smtp-doctor {}\\t'; while zpty -r inner line; do :; done\n",
            start.display(),
            typed.join(" "),
        );
        through("zsh", &["-f"], &ask);
        fs::read_to_string(&out).unwrap().lines().map(str::to_owned).collect()
    });
}

#[test]
fn every_shell_is_served_and_no_other() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        for lang in LANGS {
            let script = written(&["completions", shell, "--lang", lang]);
            assert!(script.contains("smtp-doctor") && script.contains("config-for"), "{shell}");
        }
    }
    for (line, said) in [
        (&["completions"][..], "bash|zsh|fish|powershell|elvish"),
        (&["completions", "fsh"], "fish"),
        (&["completions", "bash", "zsh"], "completions"),
        (&["man", "x"], "man"),
    ] {
        for lang in LANGS {
            let output = smtp_doctor(&[line, &["--lang", lang]].concat());
            let noted = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() == Some(2) && noted.contains(said), "{line:?}: {noted}");
        }
    }
}

#[test]
fn the_manual_page_is_shown_without_a_warning() {
    use unicode_width::UnicodeWidthStr as _;
    for (lang, heading) in [("en", "EXIT STATUS"), ("zh-CN", "退出状态")] {
        let page = written(&["man", "--lang", lang]);
        for (program, args) in [
            ("groff", &["-man", "-k", "-Tutf8", "-wall", "-P-c", "-P-b", "-P-u"][..]),
            ("man", &["--warnings", "-l", "-"]),
            ("mandoc", &["-man", "-Kutf-8", "-Tutf8", "-Werror"]),
        ] {
            let shown = through(program, args, &page);
            let plain: String = overstruck(&shown);
            assert!(plain.contains(heading) && plain.contains("--config-for"), "{program}: {plain}");
            for command in ["smtp-doctor smtp.example.com:465 me@example.com --ask-password", "replay"] {
                assert!(plain.contains(command), "{program}: {plain}");
            }
            // mandoc breaks no line between Chinese characters.
            let is_broken = |line: &&str| line.width() > 80 && (program, lang) != ("mandoc", "zh-CN");
            let wide: Vec<&str> = plain.lines().filter(is_broken).collect();
            assert!(wide.is_empty(), "{program} {lang}: {wide:#?}");
        }
    }
}

/// The text without the signs that are struck over each other.
fn overstruck(shown: &str) -> String {
    let mut plain = String::new();
    for c in shown.chars() {
        match c {
            '\u{8}' => _ = plain.pop(),
            c => plain.push(c),
        }
    }
    plain
}
