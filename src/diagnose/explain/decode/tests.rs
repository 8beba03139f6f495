//! Every disguise of a text is seen through, and what is none stays.

use super::*;

const SAID: &str = "请使用授权码登录";

fn is_read(bytes: &[u8]) {
    let found = readings(bytes);
    assert!(found.iter().any(|text| text.contains(SAID)), "{found:?}");
}

#[test]
fn chinese_is_read_in_every_disguise() {
    let gbk = GB18030.encode(SAID).0.into_owned();
    is_read(SAID.as_bytes());
    is_read(&[b"535 Error: ", &*gbk].concat());
    is_read("535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼".as_bytes());
    let latin = |bytes: &[u8]| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    is_read(format!("发送失败 535 {}", latin(&gbk)).as_bytes());
    is_read(latin(SAID.as_bytes()).as_bytes());
    is_read(GBK.decode_without_bom_handling(SAID.as_bytes()).0.as_bytes());
    let hex = |prefix: &str, bytes: &[u8]| {
        let written = bytes.iter().map(|b| format!("{prefix}{b:02x}"));
        written.collect::<Vec<_>>().concat()
    };
    is_read(format!("(535, b'Error: {}')", hex("\\x", &gbk)).as_bytes());
    is_read(hex("%", SAID.as_bytes()).as_bytes());
    is_read(hex("=", &gbk).to_uppercase().as_bytes());
    let units: Vec<String> = SAID.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let units = units.concat();
    is_read(format!("{{\"m\":\"{units}\"}}").as_bytes());
    let wide: Vec<u8> = SAID.encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_read(&[b"\xff\xfe", &*wide].concat());
    let wide: Vec<u8> = SAID.encode_utf16().flat_map(u16::to_be_bytes).collect();
    is_read(&[b"\xfe\xff", &*wide].concat());
}

#[test]
fn other_languages_stay() {
    for text in [
        "refusé par le serveur",
        "Überprüfung fehlgeschlagen",
        "Größe",
        "ÀÁÂÃ«»",
        "邮箱不存在，请检查",
        "認証に失敗しました",
    ] {
        assert_eq!(readings(text.as_bytes()), [text]);
    }
}

#[test]
fn the_mark_of_utf_8_is_no_part_of_the_text() {
    assert_eq!(readings(b"\xef\xbb\xbf550 no"), ["550 no"]);
}

#[test]
fn each_line_has_its_own_encoding() {
    let gbk = GB18030.encode(SAID).0.into_owned();
    let lines = [&*gbk, "失败".as_bytes(), b"refus\xe9"].join(&b'\n');
    assert_eq!(readings(&lines)[0], format!("{SAID}\n失败\nrefusé"));
}

#[test]
fn what_was_escaped_is_read_as_what_it_stands_for() {
    for (written, meant) in [
        (r"550-5.2.1 one\n550 5.2.1 two", "550-5.2.1 one\n550 5.2.1 two"),
        (r"one\r\ntwo\tthree", "one \ntwo three"),
        (r#"say \"no\" and it\'s"#, "say \"no\" and it's"),
        (r"C:\\mail", r"C:\mail"),
        (r"https:\/\/example.org", "https://example.org"),
        (r"\x41b", "Ab"),
        (r"\u8bf7 \ud83d\ude00", "请 😀"),
        (r"\u{8bf7}\u{1f600}.", "请😀."),
    ] {
        assert_eq!(unescaped(written).as_deref(), Some(meant), "{written}");
    }
    for plain in ["no", r"C:\mail", r"\x+1", r"\u+123", r"\u{+41}", r"\u{d800}", r"\u{41", r"at the end \"] {
        assert_eq!(unescaped(plain), None, "{plain}");
    }
}

#[test]
fn two_quoted_bytes_are_text_and_one_is_chance() {
    for (written, meant) in [
        ("%E8%AF%B7=1", "请=1"),
        ("=E8=AF=B7 100%", "请 100%"),
        ("user%20unknown%20here", "user unknown here"),
    ] {
        assert_eq!(unquoted(written).as_deref(), Some(meant), "{written}");
    }
    for plain in ["100%", "user%20unknown", "%41%42", "%+1%+2", "status=E8"] {
        assert_eq!(unquoted(plain), None, "{plain}");
    }
}

#[test]
fn mojibake_is_undone_where_it_stands() {
    let latin = |bytes: &[u8]| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let as_gbk = |text: &str| GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let said = "请使用授权码，再登录";
    let gbk = latin(&GB18030.encode(said).0);
    assert_eq!(unmixed(&gbk).as_deref(), Some(said));
    assert_eq!(unmixed(&format!("{gbk}、{gbk}")), Some(format!("{said}、{said}")));
    assert_eq!(unmixed(&latin("“授权码”".as_bytes())).as_deref(), Some("“授权码”"));
    assert_eq!(unmixed(&format!("535 {}", as_gbk("登录，失败吗"))).as_deref(), Some("535 登录，失败吗"));
}

#[test]
fn mojibake_that_lost_its_end_is_undone_as_far_as_it_goes() {
    let as_gbk = |bytes: &[u8]| GBK.decode_without_bom_handling(bytes).0.into_owned();
    // The last byte had no other to go with.
    assert_eq!(unmixed(&as_gbk("授权码错误".as_bytes())).as_deref(), Some("授权码错\u{fffd}\u{fffd}"));
    // Three of four characters are too few to be sure, four of five are enough.
    assert_eq!(unmixed(&as_gbk(&"用户名错".as_bytes()[..10])), None);
    let most = unmixed(&as_gbk(&"用户名错误".as_bytes()[..14]));
    assert_eq!(most.as_deref(), Some("用户名错\u{fffd}"));
    // One alone may be chance: `涓€` is what `一` becomes.
    assert_eq!(unmixed(&as_gbk("一".as_bytes())), None);
}

#[test]
fn base64_is_read() {
    let found = readings(b"334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=");
    assert!(found.iter().any(|text| text.contains("\"status\":\"400\"")), "{found:?}");
    for (token, text) in [
        ("VXNlcm5hbWU6", "Username:"),
        ("VXNlcjE=", "User1"),
        ("cmVmdXPDqSBow6lsYXM", "refusé hélas"),
        ("AHVzZXIAeA==", "\0user\0x"),
        ("cmVmdXPDqSBow6lsYXM=", "refusé hélas"),
        ("YWJjZMOpw6k=", "abcdéé"),
        ("6K+355m75b2V5a+G56CB", "请登录密码"),
    ] {
        assert_eq!(base64_text(token).as_deref(), Some(text));
    }
}

#[test]
fn a_word_that_might_be_base64_is_a_word() {
    for (token, why) in [
        ("authentication", "it is no text"),
        ("bltgamdi", "words in lower case are words"),
        ("VXNl", "it is short"),
        ("BwhhYmNkZWZnaA==", "there are bells in it"),
        ("YWLDqcOp", "half of it is accented"),
        ("0L/QsNGA0L7Qu9GMINC90LXQstC10YDQtdC9", "no server answers in it"),
    ] {
        assert_eq!(base64_text(token), None, "{token}: {why}");
    }
}

#[test]
fn readings_of_readings_end() {
    let mut nested = "a text within a text".to_owned();
    for _ in 0..2 * MOST {
        nested = STANDARD.encode(nested);
    }
    assert_eq!(readings(nested.as_bytes()).len(), MOST);
    let garbage: Vec<u8> = (0..=255).cycle().take(5000).collect();
    assert!(readings(&garbage).len() <= MOST);
}
