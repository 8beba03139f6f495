//! The drop-in scripts `test-smtp.sh` and `test-smtp.bat`: what they hand to smtp-doctor and what they hand back.
//!
//! A stub takes the place of smtp-doctor, so nothing here looks at a network. `test-smtp.sh` runs under every shell
//! a user may have as `sh`; of `test-smtp.bat` only what can be read from the file is checked.
#![cfg(unix)]

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const SHELLS: [&str; 2] = ["sh", "bash"];
const USAGE: &str = "test-smtp.usage.txt";

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A folder with the script in `scripts/` and nothing else.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> io::Result<Self> {
        let home = Self { folder: tempfile::Builder::new().prefix("a home ").tempdir()? };
        fs::create_dir(home.path("scripts"))?;
        fs::copy(source("scripts/test-smtp.sh"), home.path("scripts/test-smtp.sh"))?;
        Ok(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts the stub at `name`; a link, as a file just written may still be open for writing in another test.
    fn with_stub(self, name: &str) -> io::Result<Self> {
        let place = self.path(name);
        fs::create_dir_all(place.parent().unwrap_or(&place))?;
        symlink(source("tests/scripts/stub-smtp-doctor"), place)?;
        Ok(self)
    }

    fn run(&self, shell: &str, args: &[&str]) -> io::Result<Output> {
        self.command(shell, "scripts/test-smtp.sh").args(args).output()
    }

    fn command(&self, shell: &str, script: &str) -> Command {
        let mut command = Command::new(shell);
        command.arg(self.path(script)).env("PATH", self.search_path()).env_remove("STUB_STATUS");
        command
    }

    fn search_path(&self) -> String {
        format!("{}:/usr/bin:/bin", self.path("bin").display())
    }
}

fn arguments(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn every_argument_arrives_as_it_was_given() -> io::Result<()> {
    let hard = [
        "mail.example.com:465",
        "me@example.com",
        "p w$HOME `id` $(id) 100% !x \"double\" 'single' \\n * 密码，全角",
        "true",
        "--timeout",
        "5",
        "",
        "-",
        "two\nlines ",
    ];
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    for shell in SHELLS {
        assert_eq!(arguments(&home.run(shell, &hard)?), hard, "{shell}");
    }
    Ok(())
}

#[test]
fn the_four_positionals_of_the_old_script_are_handed_on() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    for args in [
        &["smtp.example.com:587"][..],
        &["smtp.example.com:587", "me@example.com"],
        &["smtp.example.com:587", "me@example.com", "secret"],
        &["smtp.example.com:587", "me@example.com", "secret", "false"],
        &["smtp.example.com:587", "", "", "true"],
    ] {
        assert_eq!(arguments(&home.run("sh", args)?), args);
    }
    Ok(())
}

#[test]
fn the_status_is_handed_back() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    for shell in SHELLS {
        for status in [0, 1, 2, 3, 10, 14, 130] {
            let mut command = home.command(shell, "scripts/test-smtp.sh");
            let output = command.arg("host:25").env("STUB_STATUS", status.to_string()).output()?;
            assert_eq!(output.status.code(), Some(status), "{shell}");
        }
    }
    Ok(())
}

#[test]
fn the_program_is_found_in_the_build_folder_and_on_the_path() -> io::Result<()> {
    for place in ["scripts/smtp-doctor", "target/release/smtp-doctor", "bin/smtp-doctor"] {
        let home = Home::new()?.with_stub(place)?;
        for shell in SHELLS {
            assert_eq!(arguments(&home.run(shell, &["host:25"])?), ["host:25"], "{shell} {place}");
        }
    }
    Ok(())
}

#[test]
fn the_program_beside_the_script_comes_first() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    for other in ["bin/smtp-doctor", "target/release/smtp-doctor"] {
        fs::create_dir_all(home.path(other).parent().unwrap_or(Path::new("/")))?;
        symlink("/bin/false", home.path(other))?;
    }
    assert_eq!(home.run("sh", &["host:25"])?.status.code(), Some(0));
    Ok(())
}

#[test]
fn a_link_to_the_script_finds_what_lies_beside_the_script() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    symlink("scripts/test-smtp.sh", home.path("relative"))?;
    symlink(home.path("relative"), home.path("absolute"))?;
    for shell in SHELLS {
        for link in ["relative", "absolute"] {
            let output = home.command(shell, link).arg("host:25").output()?;
            assert_eq!(arguments(&output), ["host:25"], "{shell} {link}");
        }
    }
    Ok(())
}

#[test]
fn without_the_program_the_user_is_told_where_to_put_it() -> io::Result<()> {
    let home = Home::new()?;
    for shell in SHELLS {
        let output = home.run(shell, &["host:25"])?;
        assert_eq!(output.status.code(), Some(3), "{shell}");
        assert!(output.stdout.is_empty(), "{shell}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.starts_with("找不到 smtp-doctor 程序"), "{message}");
        assert!(message.contains(&*home.path("scripts").to_string_lossy()), "{message}");
    }
    Ok(())
}

#[test]
fn without_arguments_the_usage_is_printed() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    let usage = fs::read_to_string(source("scripts").join(USAGE))?;
    fs::write(home.path("scripts").join(USAGE), &usage)?;
    for shell in SHELLS {
        let output = home.run(shell, &[])?;
        assert_eq!(output.status.code(), Some(2), "{shell}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), usage, "{shell}");
        assert!(output.stdout.is_empty(), "{shell}");
    }
    Ok(())
}

#[test]
fn without_the_usage_file_one_line_is_printed() -> io::Result<()> {
    let home = Home::new()?.with_stub("scripts/smtp-doctor")?;
    for shell in SHELLS {
        let output = home.run(shell, &[])?;
        assert_eq!(output.status.code(), Some(2), "{shell}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.starts_with("usage: test-smtp.sh HOST:PORT"), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
    Ok(())
}

#[test]
fn the_usage_names_the_providers_of_the_guide_with_the_secret_each_wants() -> io::Result<()> {
    let usage = fs::read_to_string(source("scripts").join(USAGE))?;
    for (host, secret) in [
        ("smtp.gmail.com", "应用专用密码"),
        ("smtp-mail.outlook.com", "仅 OAuth 2.0"),
        ("smtp.qq.com", "授权码"),
        ("smtp.163.com", "授权码"),
    ] {
        let told = usage.lines().any(|line| line.contains(host) && line.contains(secret));
        assert!(told, "{host}: {secret}");
    }
    Ok(())
}

#[test]
fn the_batch_file_is_what_cmd_can_read() -> io::Result<()> {
    let bytes = fs::read(source("scripts/test-smtp.bat"))?;
    assert!(bytes.is_ascii(), "cmd reads it in the code page of the machine");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "every line ends in CRLF");
    assert!(text.contains("chcp 65001 >nul"), "the usage is UTF-8");
    assert!(text.contains("setlocal DisableDelayedExpansion"), "an exclamation mark is part of a password");
    assert!(!text.to_ascii_lowercase().contains("enabledelayedexpansion"));
    assert!(
        text.contains("call :utf8\r\n\"%DOCTOR%\" %*\r\nset \"STATUS=%ERRORLEVEL%\"\r\n")
            && text.contains("exit /b %STATUS%\r\n"),
        "arguments and status are handed on, on a console that reads UTF-8"
    );
    Ok(())
}
