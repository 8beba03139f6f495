//! What each way gives, and what is said where it gives nothing that can be used.

use super::*;

const WHOSE: Whose<'static> = Whose { user: "me", server: "h:465", lang: Lang::En };

fn obtain(way: Way, env: &[(&str, &str)]) -> Result<String, String> {
    let secret = way.obtain(&WHOSE, &Env::of(env));
    secret.map(|secret| secret.expose().to_owned()).map_err(|error| error.render(Lang::En))
}

fn word(text: &str) -> Way {
    Way::Word(Zeroizing::new(text.to_owned()))
}

fn read(bytes: &[u8]) -> Result<String, String> {
    let line = line(Zeroizing::new(bytes.to_vec()), "--password-stdin");
    line.map(|line| line.to_string()).map_err(|error| error.render(Lang::En))
}

#[test]
fn only_the_final_line_end_is_cut_off() {
    assert_eq!(read(b"pw\n").unwrap(), "pw");
    assert_eq!(read(b"pw\r\n").unwrap(), "pw");
    assert_eq!(read(b" pw ").unwrap(), " pw ");
    assert!(read(b"canary\n\n").unwrap_err().contains("more than one line"));
    assert!(read(b"canary\nmore").unwrap_err().contains("more than one line"));
    assert!(read(&[b'x'; 4097]).unwrap_err().contains("4096"));
    assert!(read(b"p\xff").unwrap_err().contains("UTF-8"));
}

#[test]
fn what_no_dialogue_can_carry_is_refused() {
    assert_eq!(obtain(word("päss:wörd"), &[]).unwrap(), "päss:wörd");
    for broken in ["can\rary", "can\nary", "can\0ary"] {
        let said = obtain(word(broken), &[]).unwrap_err();
        assert!(said.contains("PASSWORD") && !said.contains("can\\") && !said.contains("ary"), "{said}");
    }
    assert!(obtain(word(""), &[]).unwrap_err().contains("empty"));
}

#[test]
fn a_variable() {
    let env = [("SMTP_PASSWORD", "pw"), ("SMTP_NONE", "")];
    assert_eq!(obtain(Way::Variable("SMTP_PASSWORD".into()), &env).unwrap(), "pw");
    assert!(obtain(Way::Variable("SMTP_NONE".into()), &env).unwrap_err().contains("SMTP_NONE"));
    let said = obtain(Way::Variable("canary".into()), &env).unwrap_err();
    assert!(said.contains("--password-env") && !said.contains("canary"), "{said}");
}

#[test]
fn a_terminal_is_needed_to_ask() {
    assert!(obtain(Way::Prompt, &[]).unwrap_err().contains("--password-file"));
}

#[cfg(unix)]
#[test]
fn a_file_that_only_its_owner_reads() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pw");
    std::fs::write(&path, "pw \n").unwrap();
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    for open in [0o640, 0o604, 0o660] {
        mode(open);
        let said = obtain(Way::File(path.clone()), &[]).unwrap_err();
        assert!(said.contains(&format!("chmod 600 {}", path.display())), "{said}");
    }
    mode(0o600);
    assert_eq!(obtain(Way::File(path), &[]).unwrap(), "pw ");
    let odd = folder.path().join("my pw; it's");
    std::fs::write(&odd, "pw").unwrap();
    std::fs::set_permissions(&odd, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = obtain(Way::File(odd), &[]).unwrap_err();
    let quoted = format!(r"chmod 600 '{}/my pw; it'\''s'", folder.path().display());
    assert!(said.contains(&quoted), "{said}");
    assert!(obtain(Way::File(folder.path().into()), &[]).unwrap_err().contains("not a regular file"));
    assert!(obtain(Way::File(folder.path().join("no")), &[]).unwrap_err().contains("no such file"));
    let said = obtain(Way::File("canary".into()), &[]).unwrap_err();
    assert!(!said.contains("canary"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_program() {
    let run = |command: &str| obtain(Way::Command(command.into()), &[]);
    assert_eq!(run("printf '%s\\n' 'p w'").unwrap(), "p w");
    assert_eq!(run("echo $HOME;").unwrap(), "$HOME;");
    // A grandchild that keeps the pipe open does not keep the password.
    assert_eq!(run("sh -c 'echo pw; sleep 20 &'").unwrap(), "pw");
    assert!(run("sh -c 'echo canary; exit 3'").unwrap_err().contains("status 3"));
    assert!(run("printf 'canary\\ncanary'").unwrap_err().contains("more than one line"));
    assert!(run("sh -c 'yes canary'").unwrap_err().contains("4096"));
    assert!(run("true").unwrap_err().contains("empty"));
    assert!(run("/no/such/program canary").unwrap_err().contains("/no/such/program"));
    assert!(run("echo 'canary").unwrap_err().contains("quotation mark"));
    assert!(run("  ").unwrap_err().contains("names no program"));
    for command in ["sh -c 'echo canary; exit 3'", "printf 'canary\\ncanary'", "/no/such/program canary"] {
        assert!(!run(command).unwrap_err().contains("canary"));
    }
}
