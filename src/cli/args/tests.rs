//! What is typed, what the environment adds, and what is answered to a line that cannot be read.

use super::*;
use crate::cli::option;
use crate::exit::Status;

fn parse_line(line: &[&str], env: &Env) -> Result<Args, Error> {
    let typed: Vec<OsString> = line.iter().map(OsString::from).collect();
    match parse(&typed, env)? {
        Request::Run(_, args) => Ok(args),
        Request::Help(_) | Request::Version => panic!("not a command"),
    }
}

fn args(line: &[&str], env: &[(&str, &str)]) -> Args {
    parse_line(line, &Env::of(env)).unwrap_or_else(|error| panic!("{}", error.render(Lang::En)))
}

fn complaint(line: &[&str]) -> String {
    match parse_line(line, &Env::of(&[])) {
        Ok(_) => panic!("taken: {line:?}"),
        Err(error) => {
            assert_eq!(error.status(), Status::Usage);
            assert_ne!(error.render(Lang::En), error.render(Lang::ZhCn));
            error.render(Lang::En)
        }
    }
}

fn text<'a>(args: &'a Args, opt: &Opt) -> Option<&'a str> {
    args.one(opt).and_then(|given| given.value.to_str())
}

#[test]
fn words_and_options_stand_in_any_order() {
    let args = args(&["--timeout", "5", "host", "-4", "user", "--tls", "pw", "true", "-vv"], &[]);
    assert_eq!((args.word(0), args.word(1), args.word(2)), (Some("host"), Some("user"), Some("pw")));
    assert_eq!(args.word(3), Some("true"));
    assert_eq!(text(&args, &option::TIMEOUT), Some("5"));
    assert_eq!(text(&args, &option::TLS), Some("required"));
    assert_eq!(text(&args, &option::VERBOSE), Some("2"));
    assert!(args.on(&option::IPV4).is_ok_and(|on| on.is_some()));
    assert!(args.on(&option::IPV6).is_ok_and(|on| on.is_none()));
}

#[test]
fn an_empty_word_counts_as_none() {
    let args = args(&["host", "", "", "true"], &[]);
    assert_eq!((args.word(1), args.word(2), args.word(3)), (None, None, Some("true")));
}

#[test]
fn the_last_value_wins_and_repeatable_ones_add_up() {
    let args = args(
        &["h", "--timeout=1", "--timeout=2", "--resolve", "a", "--resolve", "b", "--quick", "--quick"],
        &[],
    );
    assert_eq!(text(&args, &option::TIMEOUT), Some("2"));
    assert_eq!(args.all(&option::RESOLVE).count(), 2);
}

#[test]
fn the_environment_stands_in_for_options() {
    let env = [
        ("SMTP_DOCTOR_TIMEOUT", "7"),
        ("SMTP_DOCTOR_QUICK", "yes"),
        ("SMTP_DOCTOR_STRICT", "0"),
        ("SMTP_DOCTOR_HELO", ""),
        ("SMTP_DOCTOR_DNS_SERVER", "192.0.2.1"),
        ("SMTP_DOCTOR_FORMAT", "json"),
    ];
    let args = args(&["h", "--format", "text"], &env);
    assert_eq!(text(&args, &option::TIMEOUT), Some("7"));
    assert_eq!(args.one(&option::TIMEOUT).map(Given::name).as_deref(), Some("SMTP_DOCTOR_TIMEOUT"));
    assert!(args.on(&option::QUICK).is_ok_and(|on| on.is_some()));
    assert!(args.on(&option::STRICT).is_ok_and(|on| on.is_none()));
    assert_eq!(text(&args, &option::HELO), None);
    assert_eq!(text(&args, &option::FORMAT), Some("text"));
}

#[test]
fn every_option_has_its_variable() {
    for opt in OPTIONS.iter().filter(|opt| !matches!(opt.takes, Takes::Help | Takes::Version)) {
        let word = match opt.serves {
            Serves::Explanation => "explain",
            Serves::Service => "serve",
            _ => "h",
        };
        let args = args(&[word], &[(opt.variable().as_str(), "1")]);
        assert_eq!(args.one(opt).map(Given::name), Some(opt.variable()));
    }
}

#[test]
fn a_switch_in_the_environment_is_on_or_off() {
    let args = args(&["h"], &[("SMTP_DOCTOR_QUICK", "perhaps")]);
    let error = args.on(&option::QUICK).err().map(|error| error.render(Lang::En)).unwrap_or_default();
    assert!(error.contains("SMTP_DOCTOR_QUICK") && error.contains("perhaps"), "{error}");
}

#[test]
fn the_language_is_the_option_then_the_variable_then_the_locale() {
    let lang = |line: &[&str], env: &[(&str, &str)]| {
        let argv: Vec<OsString> = line.iter().map(OsString::from).collect();
        lang(&argv, &Env::of(env))
    };
    assert_eq!(lang(&["h"], &[("LANG", "zh_CN.UTF-8")]), Lang::ZhCn);
    assert_eq!(lang(&["h"], &[("LANG", "zh_CN.UTF-8"), ("SMTP_DOCTOR_LANG", "en")]), Lang::En);
    assert_eq!(lang(&["h", "--lang=zh-CN"], &[("SMTP_DOCTOR_LANG", "en")]), Lang::ZhCn);
    assert_eq!(lang(&["h", "--lang=xx"], &[("LANG", "zh_CN")]), Lang::ZhCn);
}

#[test]
fn an_unknown_option_is_named_where_it_can_be_no_password() {
    let said = complaint(&["host", "--timeuot", "3"]);
    assert!(said.contains("--timeuot") && said.contains("--timeout"), "{said}");
    let said = complaint(&["--bogus=x", "host"]);
    assert!(said.contains("--bogus") && !said.contains("=x"), "{said}");
}

#[test]
fn a_word_that_may_be_a_password_is_not_quoted() {
    for line in [
        &["host", "user", "-secret"][..],
        &["host", "user", "--secret-word"],
        &["host", "user", "my", "--secret", "word"],
        &["host", "user", "secret", "true", "secret"],
        &["host", "user", "a", "secret", "word", "true"],
    ] {
        let said = complaint(line);
        assert!(!said.contains("secret") && !said.contains(" -s"), "{said}");
    }
}

#[test]
fn values_too_few_and_too_many() {
    let said = complaint(&["host", "--timeout"]);
    assert!(said.contains("--timeout SECS"), "{said}");
    let said = complaint(&["host", "--quick=1"]);
    assert!(said.contains("--quick takes no value"), "{said}");
    let said = complaint(&["host", "user", "--password", "secret"]);
    assert!(said.contains("--ask-password") && !said.contains("secret"), "{said}");
}

#[test]
fn a_negative_number_is_a_value() {
    assert_eq!(text(&args(&["h", "--timeout", "-5"], &[]), &option::TIMEOUT), Some("-5"));
}

#[test]
fn replay_and_demo_take_one_word_and_their_own_options() {
    assert_eq!(args(&["demo", "auth/x"], &[]).word(0), Some("auth/x"));
    assert!(complaint(&["replay", "a", "b"]).contains("too many"));
    assert!(complaint(&["replay", "a", "--quick"]).contains("--quick"));
}
