//! Which numbers of a text are codes of refusals, and which are something else.

use super::*;

fn read(text: &str) -> (Vec<u16>, Vec<String>) {
    (replies(text), enhanced(text).iter().map(ToString::to_string).collect())
}

#[test]
fn codes_are_found_however_they_are_written() {
    for text in [
        "535-5.7.8 Username and Password not accepted",
        "535 5.7.8 x",
        "(535, b'5.7.8 Username and Password not accepted')",
        "code: 'EAUTH', response: '535-5.7.8 x\\n535 5.7.8 y', responseCode: 535",
        "Expected response code \"235\" but got code \"535\", with message \"535 5.7.8 x\"",
        "SMTP error: 535 #5.7.8",
        "535#5.7.8 no",
        "error:535, dsn=5.7.8",
    ] {
        assert_eq!(read(text), (vec![535], vec!["5.7.8".to_owned()]), "{text}");
    }
}

#[test]
fn what_stands_beside_a_reply_code_may_be_words_and_marks() {
    for (text, codes) in [
        ("550", &[550][..]),
        ("535 Denied.", &[535]),
        ("the server said 535.", &[535]),
        ("535, and no more", &[535]),
        ("535: no", &[535]),
        ("550/no", &[550]),
        ("550-no such user here", &[550]),
        ("550_no", &[550]),
        ("失败：550", &[550]),
        ("said: 550 5.1.1 <x>: no (in reply to RCPT TO)", &[550]),
        ("host mx said: 550-5.2.1 a 550 5.2.1 b", &[550]),
        ("mail.example.net said:550 no", &[550]),
        ("mail.example.net answered 'error:550'", &[550]),
        ("got(550)", &[]),
        ("got (550)", &[550]),
        (":550 no", &[550]),
        ("dsn=550", &[550]),
        ("reply\t550", &[550]),
        ("450 first, 550 then", &[450, 550]),
    ] {
        assert_eq!(replies(text), codes, "{text}");
    }
}

#[test]
fn other_numbers_are_no_codes() {
    for text in [
        "",
        "250 ok",
        "354 go on",
        "5350 no",
        "53 no",
        "465 or 587 or 443",
        "smtp.example.com:587",
        "at SMTPConnection (/app/index.js:535:20)",
        "Mailer.php:535",
        "C:\\app\\mailer:535",
        "\"Mailer.php:535\"",
        "Mailer.php(535): send()",
        "File \"smtplib.py\", line 535, in auth",
        "at 12:45:535 it failed",
        "10.5.7.8:25",
        "5.7.8.9",
        "took 500 ms",
        "took 500  Seconds",
        "2024-05-01 12:00:00,535",
        "550.25 of them",
        "550,000 messages",
        "550:12",
        "550/1000",
        "550-2019",
        "v550",
        "550th",
        "550% more",
        "box550@example.net, 550@example.net",
        "a=1&550&b=2",
        "0x535",
        "port 525",
        "Port: 525",
        "port:525",
        "{\"line\": 535, \"size\":512}",
        "libcurl/5.8.1",
        "uid=1535",
        "size=512, nrcpt=1",
    ] {
        assert_eq!(read(text), (vec![], vec![]), "{text}");
    }
}

#[test]
fn an_enhanced_code_stands_alone_and_refuses() {
    for (text, codes) in [
        ("status 5.7.1", &["5.7.1"][..]),
        ("status=5.7.1.", &["5.7.1"]),
        ("(4.4.2)", &["4.4.2"]),
        ("拒收5.7.1 no", &["5.7.1"]),
        ("5.7.1 no, 4.7.0 later, 5.7.1 no", &["5.7.1", "4.7.0"]),
        ("version 5.10.3", &[]),
        ("5.8.1", &[]),
        ("5.7.1a", &[]),
        ("5.7.1_2", &[]),
        ("5.7.1/2", &[]),
        ("v5.7.1", &[]),
        ("15.7.1", &[]),
        ("2.1.5", &[]),
        ("4.4", &[]),
        ("5.7.", &[]),
    ] {
        assert_eq!(read(text).1, codes, "{text}");
    }
}

#[test]
fn a_hyphen_leads_to_further_lines_and_to_no_range_or_version() {
    assert_eq!(replies("550-5.1.1 no such user"), [550]);
    assert!(replies("release 500-2.1.0").is_empty());
    assert_eq!(enhanced_at("status 2.1.0", 7), None);
    assert_eq!(enhanced_at("status 5.1.0", 7), EnhancedCode::read("5.1.0"));
}
