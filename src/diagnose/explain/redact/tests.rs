//! No secret is left, and the rest stays.

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const SECRET: &str = "c4nary-s3cret";

#[test]
fn no_form_of_a_secret_is_left() {
    let plain = STANDARD.encode(format!("\0me@x.org\0{SECRET}"));
    let alone = STANDARD.encode(SECRET);
    for text in [
        format!("AUTH PLAIN {plain}"),
        format!("C: AUTH PLAIN {plain}"),
        format!("send: 'AUTH PLAIN {plain}\\r\\n'"),
        format!("auth login {alone}"),
        format!("C: {alone}"),
        format!("[2024-05-01 10:00:00] DEBUG C: {alone}"),
        format!(">>> {alone}"),
        format!("send: '{alone}\\r\\n'"),
        format!("got {plain} there"),
        format!("smtp://me:{SECRET}@smtp.x.org:587 failed"),
        format!("smtps://me@x.org:{SECRET}/a@b@smtp.x.org"),
        format!("{{ user: 'me', pass: '{SECRET}' }}"),
        format!("{{\"user\":\"me\",\"pass\":\"{SECRET}\"}}"),
        format!("{{\\\"pass\\\":\\\"{SECRET}\\\"}}"),
        format!("SMTP_PASSWORD={SECRET}"),
        format!("EMAIL_HOST_PASSWORD = '{SECRET} with spaces'"),
        format!("'password' => '{SECRET}',"),
        format!("password: {SECRET}"),
        format!("授权码：{SECRET}，请检查"),
        format!("Authorization: Bearer {SECRET}xyz"),
    ] {
        let shown = redacted(&text);
        assert!(shown.contains(MASK), "{text}: {shown}");
        assert!(
            !shown.contains("c4nary") && !shown.contains(&plain) && !shown.contains(&alone),
            "{text}: {shown}"
        );
    }
}

#[test]
fn the_rest_stays() {
    for text in [
        "535-5.7.8 Username and Password not accepted. Learn more at https://support.google.com/mail/?p=BadCredentials",
        "250-AUTH LOGIN PLAIN XOAUTH2",
        "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
        "AUTH PLAIN failed",
        "334 VXNlcm5hbWU6",
    ] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn a_password_in_a_call_is_taken_out() {
    for text in [
        "smtp.login(\"me@x.org\", \"PW\")",
        "server.login('me@x.org', 'PW')",
        "smtp.login(user(\"a, b\"), 'PW', initial_response_ok=True)",
        "$mail->setPassword('PW');",
        ".withPassword(\"PW\")",
        "new NetworkCredential(\"me\", \"PW\", \"domain\")",
        "smtp.PlainAuth(\"\", \"me\", \"PW\", host)",
        "gomail.NewDialer(\"smtp.x.org\", 587, \"me\", \"PW\")",
        "Credentials::new(\"me\".to_owned(), \"PW\".to_owned())",
        "new PasswordAuthentication(\"me\", \"PW\")",
        "\\\"smtp.login(\\\"me\\\", \\\"PW\\\")\\\"",
    ] {
        assert_eq!(redacted(&text.replace("PW", "S3cret, (pw")), text.replace("PW", MASK));
        assert_eq!(redacted(&text.replace("PW", MASK)), text.replace("PW", MASK));
    }
    for text in ["smtp.login(user, password)", "login(\"me\")", "login (me, him), \"me\", \"him\""] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn a_password_that_somebody_tells_is_taken_out() {
    for text in [
        "smtp-doctor smtp.x.org:465 me@x.org PW --tls",
        "smtp-doctor --lang en smtp.x.org me PW",
        "smtp-doctor smtp.x.org me PW | tee log",
        "C:\\> smtp-doctor.exe smtp.x.org me \"PW\"",
        "./test-smtp.sh smtp.x.org:465 me@x.org 'PW' true",
        "test-smtp.bat smtp.x.org:465 me@x.org \"PW\" false",
        "user me@x.org password PW",
        "login: me@x.org pw: PW",
        "my password is PW and it fails",
        "the app password is \"PW\"",
        "密码是 PW",
        "密码是PW，但是登录失败",
        "授权码 PW",
        "me@x.org:PW",
        "me@x.org / PW",
        "me@x.org----PW",
        "me@x.org PW",
    ] {
        for secret in ["S3cret!pw", "abcdabcdabcdabcd"] {
            let shown = redacted(&text.replace("PW", secret));
            assert_eq!(shown, text.replace("PW", MASK));
            assert_eq!(redacted(&shown), shown);
        }
    }
    assert_eq!(redacted("the app password is abcd efgh ijkl mnop"), "the app password is ***");
    assert_eq!(redacted("密码是 123456"), "密码是 ***");
}

#[test]
fn what_only_speaks_of_a_password_stays() {
    for text in [
        "535 5.7.8 password authentication failed",
        "password is incorrect",
        "the password is not accepted. 535 5.7.8",
        "user x password mismatch (given 9, wanted 12)",
        "wrong password for bob@example.com",
        "密码错误，认证失败",
        "密码是否正确",
        "授权码 535 错误",
        "smtp-doctor 0.1.0 · What the error means · smtp.example.com:465 · 163",
        "smtp-doctor says that the server smtp.example.com is down",
        "smtp-doctor explain \"535 5.7.8 Username and Password not accepted\"",
        "Nov 12 09:15:01 mx postfix/smtp[812]: 4Z1abC2: to=<me@x.org>, relay=smtp.x.org[192.0.2.7]:25, status=sent",
        "2026-11-12 09:15:01 1tAbC2-000123-4X => me@x.org R=dnslookup T=remote_smtp H=mx.x.org [192.0.2.7]:25",
        "dovecot: auth: passwd-file(me@x.org,192.0.2.1): unknown user",
        "me@x.org: Recipient address rejected",
        "<me@x.org>: host mx.x.org[192.0.2.7] said: 550 5.1.1",
        "at login (index.js:12:30)",
    ] {
        assert_eq!(redacted(text), text);
    }
}

fn are_shown(rows: &[(&str, &str)]) {
    for (text, shown) in rows {
        assert_eq!(redacted(text), *shown, "{text}");
    }
}

fn stay(rows: &[&str]) {
    for text in rows {
        assert_eq!(redacted(text), *text);
    }
}

#[test]
fn every_command_of_a_login_loses_its_argument() {
    are_shown(&[
        ("AUTH LOGIN bWVAeC5vcmc= then AUTH PLAIN AGEAYg==", "AUTH LOGIN *** then AUTH PLAIN ***"),
        ("AUTH LOGIN YWRtaW4x then AUTH LOGIN YWRtaW4y", "AUTH LOGIN *** then AUTH LOGIN ***"),
        ("auth  login  YWRtaW4x failed", "auth  login  *** failed"),
        ("AUTH NTLM TlRMTVNTUAAB+/8=", "AUTH NTLM ***"),
        ("AUTH LOGIN YTpi", "AUTH LOGIN ***"),
        ("AUTH LOGIN Xjprfnll", "AUTH LOGIN ***"),
    ]);
}

#[test]
fn a_list_of_mechanisms_and_a_sentence_are_no_command() {
    stay(&[
        "250-AUTH PLAIN XOAUTH2",
        "AUTH PLAIN 535 5.7.8 Error",
        "AUTH LOGIN failed",
        "AUTH LOGIN Failed",
        "AUTH LOGIN FAILED",
        "AUTH method YzRuYXJ5",
        "AUTH LOGIN",
    ]);
}

#[test]
fn a_link_loses_its_user_and_no_more() {
    are_shown(&[
        (r#""smtp://me:x@h", "me@x.org""#, r#""smtp://***@h", "me@x.org""#),
        ("'smtp://me:x@h','me@x.org'", "'smtp://***@h','me@x.org'"),
        ("`smtp://me:x@h`,me@x.org", "`smtp://***@h`,me@x.org"),
        ("<smtp://me:x@h>,me@x.org", "<smtp://***@h>,me@x.org"),
        ("smtp://me:x@h<me@x.org", "smtp://***@h<me@x.org"),
        ("smtp://me:x@h\tsmtp://you:y@h me@x.org", "smtp://***@h\tsmtp://***@h me@x.org"),
        ("smtp://me:x@h?next=http://you:y@h", "smtp://***@h"),
    ]);
    stay(&["smtp://h:25 of me@x.org"]);
}

#[test]
fn a_value_in_quotation_marks_ends_with_its_own_mark() {
    are_shown(&[
        (r#""pass":"a\"b","user":"me""#, r#""pass":"***","user":"me""#),
        (r#""pass":"a\\","user":"me""#, r#""pass":"***","user":"me""#),
        (r#"{\"pass\":\"a\\\"b\",\"user\":\"me\"}"#, r#"{\"pass\":\"***\",\"user\":\"me\"}"#),
        (r#"{\"pass\":\"a\\\\\",\"user\":\"me\"}"#, r#"{\"pass\":\"***\",\"user\":\"me\"}"#),
        (r#"pass: 'a"b', user: 'me'"#, "pass: '***', user: 'me'"),
        ("pass: `a'b`, user: `me`", "pass: `***`, user: `me`"),
        (r#"pass: "a b"#, r#"pass: "***"#),
        (r#"pass="token=x", user"#, r#"pass="*** user"#),
        (r#"pass=a"token="b c"#, "pass=***"),
        (r"pass=\a\b c", "pass=*** c"),
        (r#"config["password"] = "x y";"#, r#"config["password"] = "***";"#),
        ("password := x y", "password := *** y"),
    ]);
    stay(&[r#"pass: "", user: "me""#, "pass: ''", "password:", "the password was wrong"]);
}

#[test]
fn a_bare_value_ends_before_white_space_or_the_next_field() {
    are_shown(&[
        ("user=me,pass=x,y,host=h", "user=me,pass=***,host=h"),
        ("pass=x;y;my-host_1:h", "pass=***;my-host_1:h"),
        ("?password=x&user=y", "?password=***&user=y"),
        (r#"pass=x,"host":"h""#, r#"pass=***,"host":"h""#),
        ("pass=x,'host':'h'", "pass=***,'host':'h'"),
        ("pass=a,b)c} d=e", "pass=*** d=e"),
        ("pass=a,=b;", "pass=***"),
        ("pass=a,b+c=d", "pass=***"),
        ("授权码：x；请，检查", "授权码：***；请，检查"),
        ("授权码：x。请检查", "授权码：***。请检查"),
        ("pass=x secret=y", "pass=*** secret=***"),
    ]);
}

#[test]
fn the_argument_of_an_option_is_a_value() {
    are_shown(&[
        ("swaks --auth-password x --to y", "swaks --auth-password *** --to y"),
        ("run -password 'x y' z", "run -password '***' z"),
        (r#"["--password","x","y"]"#, r#"["--password","***","y"]"#),
        ("run\t--pass x y", "run\t--pass *** y"),
        ("run '--token' 'x' y", "run '--token' '***' y"),
    ]);
    stay(&["--password-file x", "--password", "a-password x", "- password incorrect"]);
}

#[test]
fn the_text_of_an_element_is_a_value() {
    are_shown(&[
        ("<user>me</user><password>x y</password>", "<user>me</user><password>***</password>"),
        ("<smtp:auth-Pass>x</smtp:auth-Pass>", "<smtp:auth-Pass>***</smtp:auth-Pass>"),
        ("<secret>x", "<secret>***"),
        (r#"<add key="SmtpPassword" value="x" />"#, r#"<add key="SmtpPassword" value="***" />"#),
        (
            r#"<network userName="me" password="x" port="25" />"#,
            r#"<network userName="me" password="***" port="25" />"#,
        ),
    ]);
    stay(&["<password></password>", "my password> x", r#"the "password" value"#, "password>x"]);
}

#[test]
fn the_login_of_other_programs_is_a_value() {
    are_shown(&[
        ("curl -u me@x.org:s3 smtp://h", "curl -u *** smtp://h"),
        ("curl --user 'me:s 3' -T f", "curl --user '***' -T f"),
        ("swaks -au me -ap s3 -s h", "swaks -au me -ap *** -s h"),
        (r#"sendEmail -xu me -xp "s 3""#, r#"sendEmail -xu me -xp "***""#),
        ("-u me:x -u me:y", "-u *** -u ***"),
    ]);
    stay(&["journalctl -u postfix", "sudo -u www-data php", "x-ap s3", "curl -u smtp://h:25", "-ap "]);
}

#[test]
fn a_header_loses_its_token() {
    are_shown(&[
        ("Authorization: Bearer abcdefgh", "Authorization: Bearer ***"),
        ("bearer ya29.a_b-c~d+e/f= rest", "bearer *** rest"),
        ("Authorization: Basic dXNlcjpjNG5hcnktczNjcjM= rest", "Authorization: Basic *** rest"),
    ]);
    stay(&["bearer invalid", "basic authentication is disabled", "Basic Authentication is disabled"]);
}

#[test]
fn a_web_token_is_taken_out_whole_and_in_parts() {
    are_shown(&[
        ("got eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2ln-x_y rest", "got *** rest"),
        ("got eyJzdWIiOiJtZSJ9.c2ln rest", "got ***.c2ln rest"),
        ("got eyJzdWIiOiJ", "got ***"),
        ("x.eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2ln", "x.***"),
    ]);
    stay(&["334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiYmVhcmVyIn0="]);
}

#[test]
fn credentials_are_known_by_what_stands_between_them() {
    are_shown(&[
        ("got YQBhAGJj there", "got *** there"),
        ("data=AGEAYg==", "data=***"),
        ("got biwsAWF1dGg9eA== there", "got *** there"),
        ("got AGEAYg==AGEAYg== there", "got ****** there"),
    ]);
}

#[test]
fn what_a_client_says_in_base64_is_secret() {
    let text = STANDARD.encode("c4nary-s3cr3");
    for mark in CLIENT {
        for before in ["", " [10:00:01.5]", "12:00:00\t", "smtp\t", "[smtp] "] {
            let line = format!("{before}{mark} {text}");
            assert!(!redacted(&line).contains(&text), "{line}");
        }
    }
    let framed = STANDARD.encode("c \"status\" d");
    let object = STANDARD.encode("{ \"a\": 1 }");
    for secret in [
        "cGFzc3dvcmQ=",
        "YzRu5HJ5LXMz",
        "YzRu5HJ5LXMzYw==",
        "YzRu5HJ5LXMzYw=",
        framed.as_str(),
        object.as_str(),
    ] {
        assert_eq!(redacted(&format!("C: {secret}")), "C: ***");
        assert_eq!(redacted(&format!("S: {secret}")), format!("S: {secret}"));
    }
}

#[test]
fn what_a_server_asks_and_what_is_no_base64_stay() {
    stay(&[
        "SERVER -> CLIENT: 334 VXNlcm5hbWU6",
        "SERVER -> CLIENT: 334 UGFzc3dvcmQ6",
        "334 VXNlciBOYW1lAA==",
        "334 UGFzc3dvcmQA",
        "> eyAic3RhdHVzIjoiNCJ9",
        "C: MAIL FROM:<user123456789@x.org> BODY=8BITMIME SIZE=10240",
        "C: Unauthorized",
        "C: STARTTLS",
        "C: EHLO mailbox1",
    ]);
}

#[test]
fn the_line_that_answers_a_server_is_secret() {
    are_shown(&[
        ("334 UGFzc3dvcmQ6\nYzRuYXJ5\n535 no", "334 UGFzc3dvcmQ6\n***\n535 no"),
        ("334 UGFzc3dvcmQ6\r\n\r\n YzRu5A==\r\n", "334 UGFzc3dvcmQ6\r\n\r\n ***\r\n"),
        (r"334 UGFzc3dvcmQ6\r\nYzRuYXJ5\r\n535 no", r"334 UGFzc3dvcmQ6\r\n***\r\n535 no"),
    ]);
    stay(&["334 UGFzc3dvcmQ6\n535 no\nYzRuYXJ5", "334 UGFzc3dvcmQ6\n535 5.7.8 YzRuYXJ5", "250 ok\nYzRuYXJ5"]);
}

#[test]
fn values_within_values_are_read_once() {
    for (part, end) in [("pass=", "x"), ("://", "me@x"), ("token:'", "y")] {
        let long = part.repeat(30_000) + end;
        assert!(redacted(&long).len() < long.len(), "{part}");
    }
    assert_eq!(redacted("pass=pass=x,host=y"), format!("pass={MASK},host=y"));
    assert_eq!(redacted("pass=pass='x y' z"), format!("pass={MASK}' z"));
    assert_eq!(redacted("smtp://a:b@://c:d@x"), format!("smtp://{MASK}@x"));
}
