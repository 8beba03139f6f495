//! What every application is told. The settings themselves stand in `snapshots/`.

use super::*;
use crate::locale::Lang;
use crate::provider::SecretKind;

const HOSTILE: &str = "o'b\"r#1 ;%$X`\\}:{{x}} ?><!--*/ \u{fc}";

fn submission(port: u16, encryption: Encryption) -> Submission {
    Submission {
        host: "smtp.example.com".into(),
        port,
        encryption,
        user: Some("me@example.com".into()),
        from: Some("me@example.com".into()),
        mechanism: Some("PLAIN".into()),
        secret: Some(SecretKind::AppPassword),
        lang: Lang::En,
    }
}

fn all(submission: &Submission) -> String {
    let told = APPLICATIONS.iter().map(|app| format!("──── {}\n{}", app.id, app.text(submission)));
    told.collect::<Vec<_>>().join("\n")
}

/// The line of an application in which a word stands.
fn line(id: &str, submission: &Submission, word: &str) -> String {
    let text = by_name(id).unwrap().text(submission);
    let found = text.lines().find(|line| line.trim_start().starts_with(word));
    found.unwrap_or_else(|| panic!("{id}: no {word} in {text}")).trim().to_owned()
}

fn hostile() -> Submission {
    Submission { user: Some(HOSTILE.into()), ..submission(465, Encryption::Implicit) }
}

#[test]
fn tls_from_the_first_byte() {
    insta::assert_snapshot!(all(&submission(465, Encryption::Implicit)));
}

#[test]
fn starttls() {
    insta::assert_snapshot!(all(&submission(587, Encryption::StartTls)));
}

#[test]
fn no_encryption_and_no_login() {
    let relay = Submission { user: None, from: None, mechanism: None, ..submission(25, Encryption::Plain) };
    insta::assert_snapshot!(all(&relay));
}

#[test]
fn starttls_in_chinese() {
    let code = SecretKind::AuthorizationCode;
    let qq = Submission { lang: Lang::ZhCn, secret: Some(code), ..submission(587, Encryption::StartTls) };
    insta::assert_snapshot!(all(&qq));
}

#[test]
fn an_unusual_port_keeps_its_encryption() {
    let odd = submission(994, Encryption::Implicit);
    assert_eq!(line("alertmanager", &odd, "smtp_force"), "smtp_force_implicit_tls: true");
    assert!(line("grafana", &odd, "#").contains("465 only"));
    assert_eq!(line("laravel", &odd, "MAIL_SCHEME"), "MAIL_SCHEME=smtps");
}

#[test]
fn ports_and_modes_are_the_same_everywhere() {
    for encryption in [Encryption::Implicit, Encryption::StartTls, Encryption::Plain] {
        for application in APPLICATIONS {
            let text = application.text(&submission(4711, encryption));
            assert!(text.contains("4711") && text.contains("smtp.example.com"), "{text}");
            assert!(text.contains("me@example.com") || text.contains("me%40example.com"), "{text}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
        }
    }
}

#[test]
fn a_hostile_user_name_stays_in_its_quotes() {
    let said = hostile();
    let json = |text: &str| serde_json::from_str::<String>(text).unwrap();
    let line = |id, word| line(id, &said, word);
    assert_eq!(json(line("django", "EMAIL_HOST_USER").split_once(" = ").unwrap().1), HOSTILE);
    assert_eq!(
        json(line("flask-mail", "MAIL_USERNAME").split_once('=').unwrap().1.trim_end_matches(',')),
        HOSTILE
    );
    assert_eq!(json(line("alertmanager", "smtp_auth_username").split_once(": ").unwrap().1), HOSTILE);
    assert_eq!(json(line("discourse", "DISCOURSE_SMTP_USER_NAME").split_once(": ").unwrap().1), HOSTILE);
    let auth = line("nodemailer", "auth:");
    let object = auth.trim_start_matches("auth: ").trim_end_matches(',');
    let object = object.replace("user:", "\"user\":").replace("pass:", "\"pass\":");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&object).unwrap()["user"], HOSTILE);
    let php = "'o\\'b\"r#1 ;%$X`\\\\}:{{x}} ?><!--*/ ü'";
    for (id, word) in [
        ("phpmailer", "$mail->Username"),
        ("wordpress", "$mail->Username"),
        ("nextcloud", "'mail_smtpname'"),
        ("rails", "user_name"),
        ("gitlab", "gitlab_rails['smtp_user_name']"),
    ] {
        assert!(line(id, word).trim_end_matches([',', ';']).ends_with(php), "{id}");
    }
    let env = "=\"o'b\\\"r#1 ;%\\$X`\\\\}:{{x}} ?><!--*/ ü\"";
    for (id, word) in
        [("laravel", "MAIL_USERNAME"), ("vaultwarden", "SMTP_USERNAME"), ("mastodon", "SMTP_LOGIN")]
    {
        assert!(line(id, word).ends_with(env), "{id}");
    }
    let escaped = "o%27b%22r%231%20%3B%25%24X%60%5C%7D%3A%7B%7Bx%7D%7D%20%3F%3E%3C%21--%2A%2F%20%C3%BC";
    assert!(
        line("symfony", "MAILER_DSN")
            .contains(&format!("'smtps://{escaped}:YOUR_PASSWORD@smtp.example.com:465'"))
    );
    for (id, word) in [("gitea", "USER"), ("grafana", "user")] {
        assert!(line(id, word).ends_with(&format!("= \"\"\"{HOSTILE}\"\"\"")), "{id}");
    }
    assert!(line("postfix", "[smtp.example.com]:465").ends_with(&format!(" {HOSTILE}:YOUR_PASSWORD")));
}

#[test]
fn what_stands_in_an_environment_file_is_taken_as_it_is() {
    let said = Submission { user: Some("a#b $X `z` \"q\"".into()), ..submission(465, Encryption::Implicit) };
    for (id, user, password) in [
        ("laravel", "MAIL_USERNAME", "MAIL_PASSWORD"),
        ("vaultwarden", "SMTP_USERNAME", "SMTP_PASSWORD"),
        ("mastodon", "SMTP_LOGIN", "SMTP_PASSWORD"),
    ] {
        assert_eq!(line(id, &said, user), format!("{user}='a#b $X `z` \"q\"'"));
        assert_eq!(line(id, &said, password), format!("{password}='YOUR_PASSWORD'"));
    }
}

#[test]
fn a_hostile_user_name_is_one_word_of_a_shell() {
    for id in ["keycloak", "curl", "swaks"] {
        let text = by_name(id).unwrap().text(&hostile());
        let command: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let words = shell_words::split(&command.join("\n")).unwrap();
        let wanted = match id {
            "keycloak" => format!("smtpServer.user={}", quote::json(HOSTILE)),
            // A colon would end the name in --user.
            "curl" => format!("smtps://{}:YOUR_PASSWORD@smtp.example.com:465", quote::url(HOSTILE)),
            _ => HOSTILE.to_owned(),
        };
        assert!(words.contains(&wanted), "{id}: {words:?}");
    }
}

#[test]
fn a_password_is_a_placeholder_or_asked_for() {
    for application in APPLICATIONS {
        let text = application.text(&submission(465, Encryption::Implicit));
        let asks = ["curl", "swaks"].contains(&application.id);
        assert_eq!(text.matches(PASSWORD).count() > 0, !asks, "{text}");
        let without = Submission { user: None, ..submission(465, Encryption::Implicit) };
        assert!(!application.text(&without).contains(PASSWORD), "{}", application.id);
    }
}

#[test]
fn an_address_stands_in_brackets_where_a_port_follows() {
    let said = Submission { host: "2001:db8::1".into(), ..submission(465, Encryption::Implicit) };
    assert!(line("symfony", &said, "MAILER_DSN").contains("@[2001:db8::1]:465"));
    assert_eq!(line("alertmanager", &said, "smtp_smarthost"), "smtp_smarthost: \"[2001:db8::1]:465\"");
    assert_eq!(line("grafana", &said, "host"), "host = `[2001:db8::1]:465`");
}

#[test]
fn every_application_says_where_and_whence() {
    for application in APPLICATIONS {
        assert!(application.source.starts_with("https://"), "{}", application.id);
        for lang in Lang::ALL {
            assert!(
                !application.file.in_lang(lang).is_empty()
                    && !application.file.in_lang(lang).ends_with(['.', '。'])
            );
        }
        assert!(application.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", application.id);
        assert!(application.comment.ends_with(' '), "{}", application.id);
    }
}

#[test]
fn a_hint_is_one_line_in_each_language() {
    for encryption in [Encryption::Implicit, Encryption::StartTls, Encryption::Plain] {
        for application in APPLICATIONS {
            let Some(hint) = (application.hint)(&submission(465, encryption)) else { continue };
            assert!(!hint.en.contains('\n') && !hint.zh_cn.contains('\n'), "{}", application.id);
            assert!(
                hint.en.ends_with(['.', ':']) && hint.zh_cn.ends_with(['。', '：']),
                "{}",
                application.id
            );
            assert!(!hint.en.contains("?>") && !hint.en.contains("*/"), "{}", application.id);
        }
    }
}
