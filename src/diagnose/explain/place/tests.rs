//! Which server a text names, and what only looks like one.

use super::*;

#[test]
fn a_server_is_found_however_it_is_written() {
    for (text, host, port) in [
        ("connect to smtp.gmail.com:587: Connection timed out", "smtp.gmail.com", Some(587)),
        (
            "host gmail-smtp-in.l.google.com[142.250.1.26]:25 said: 550",
            "gmail-smtp-in.l.google.com",
            Some(25),
        ),
        ("connect to [2001:db8::1]:25: Network is unreachable", "2001:db8::1", Some(25)),
        ("{ host: 'mail.example.org', port: 465, secure: true }", "mail.example.org", Some(465)),
        ("{\"port\": 587, \"host\": \"mail.example.org\"}", "mail.example.org", Some(587)),
        ("dial tcp://smtp.example.org:587 failed", "smtp.example.org", Some(587)),
        ("smtps://me%40x.org:p%40ss@smtp.example.org:465/?pool=true", "smtp.example.org", Some(465)),
        ("smtp://me@x.org:p/a@ss@smtp.example.org", "smtp.example.org", None),
        ("cannot connect to smtp.gmail.com, port 587: Permission denied", "smtp.gmail.com", Some(587)),
        ("smtplib.SMTP('smtp.qq.com', 465)", "smtp.qq.com", Some(465)),
        ("connect ECONNREFUSED 127.0.0.1:25", "127.0.0.1", Some(25)),
        ("getaddrinfo ENOTFOUND smtp.gmial.com", "smtp.gmial.com", None),
        ("SMTP_HOST=smtp.163.com\nSMTP_PORT=994", "smtp.163.com", Some(994)),
        ("Could not connect to SMTP host: smtp.office365.com, port: 587;", "smtp.office365.com", Some(587)),
        ("ssl://smtp.postmarkapp.com:587 wrong version", "smtp.postmarkapp.com", Some(587)),
        ("smtp+ssl://smtp.example.org.:465", "smtp.example.org", Some(465)),
        ("SMTPS://Smtp.Example.org/x", "smtp.example.org", None),
        ("<smtp://[2001:DB8::1]:2525>", "2001:db8::1", Some(2525)),
        ("smtp://smtp.example.org:0", "smtp.example.org", None),
        ("smtp://me:p?a@smtp.example.org:587", "smtp.example.org", Some(587)),
        ("smtp://me:p@x.org:587/?fromAddress=me@y.net&toAddresses=z@w.de", "x.org", Some(587)),
        ("smtp://me:p@x.org/?from=me@y.net", "x.org", None),
        ("smtp://mailhost:25", "mailhost", Some(25)),
        ("relay tls://x.example.org:587, then smtp://y.example.org:25", "x.example.org", Some(587)),
        ("cannot reach smtp://smtp.example.org", "smtp.example.org", None),
    ] {
        let place = find(text);
        assert_eq!((place.host.as_deref(), place.port), (Some(host), port), "{text}");
    }
}

/// What is found of a text, for tables.
fn found(text: &str) -> (Option<String>, Option<u16>) {
    let place = find(text);
    (place.host, place.port)
}

fn host(host: &str, port: impl Into<Option<u16>>) -> (Option<String>, Option<u16>) {
    (Some(host.to_owned()), port.into())
}

#[test]
fn a_server_is_read_from_settings() {
    for (text, place) in [
        ("host => 'localhost', port => 1025", host("localhost", 1025)),
        ("server = 192.0.2.1\nport = 25", host("192.0.2.1", 25)),
        ("MAIL_HOST==\"Mail.Example.org\"", host("mail.example.org", None)),
        ("smtp_server:  mail.example.org.", host("mail.example.org", None)),
        ("host: mail.example.org port: 0", host("mail.example.org", None)),
        ("ghost: mail.example.com host: mail.example.org", host("mail.example.org", None)),
        ("host: (default) host: mail.example.org", host("mail.example.org", None)),
        ("host mail.example.org unknown", host("mail.example.org", None)),
        ("port: [default] port: 465", (None, Some(465))),
        ("transport: 465", (None, None)),
        ("host: mailhost", (None, None)),
    ] {
        assert_eq!(found(text), place, "{text}");
    }
}

#[test]
fn the_name_before_the_brackets_is_the_server() {
    for (text, place) in [
        ("connect to MX.example.org[192.0.2.1]:25: timed out", host("mx.example.org", 25)),
        ("connect to unknown[192.0.2.1]:25: timed out", host("192.0.2.1", 25)),
        ("connect to 主机mx.example.org[192.0.2.1]:25", host("mx.example.org", 25)),
        ("postfix/smtp[4512]: 25 refused", (None, None)),
        ("postfix/smtp[4512]:25 refused", (None, None)),
        ("smtpd[1]:2 mx.example.org[192.0.2.1]:25", host("mx.example.org", 25)),
    ] {
        assert_eq!(found(text), place, "{text}");
    }
}

#[test]
fn a_port_stands_behind_its_server() {
    for (text, place) in [
        ("localhost:25 refused", host("localhost", 25)),
        ("at：Mail.example.org:26 refused", host("mail.example.org", 26)),
        ("see http://mail.example.org:587", (None, None)),
        ("see https://mail.example.org:587", (None, None)),
        ("smtp.example.org:0", host("smtp.example.org", None)),
        ("smtp.example.org:12:7", host("smtp.example.org", None)),
        ("smtp.example.org:25: timed out", host("smtp.example.org", 25)),
        ("smtp.example.org:70000", host("smtp.example.org", None)),
        ("LOCALHOST 25 refused", host("localhost", 25)),
        ("192.0.2.1, port 26", host("192.0.2.1", 26)),
        ("mail.example.org 26", host("mail.example.org", None)),
        ("a.example.org 26", (None, None)),
        ("a.example.org 587.", host("a.example.org", 587)),
        ("a.example.org. Port: 2600", host("a.example.org", 2600)),
        ("a.example.org port 0", (None, None)),
        ("a.example.org port", (None, None)),
        ("a.example.org", (None, None)),
        ("a.example.org b.example.org 465", host("b.example.org", 465)),
        ("mailhost 25", (None, None)),
    ] {
        assert_eq!(found(text), place, "{text}");
    }
}

#[test]
fn a_server_with_its_port_stands_before_one_without() {
    assert_eq!(found("host: a.example.org; connect to b.example.org:25"), host("b.example.org", 25));
    assert_eq!(found("smtp://a.example.org host: b.example.org"), host("a.example.org", None));
}

#[test]
fn a_name_alone_is_a_server_where_it_is_called_like_one() {
    for (text, place) in [
        ("lookup mx1.example.org", host("mx1.example.org", None)),
        ("lookup www.example.org, then Smtp.example.org", host("smtp.example.org", None)),
        ("lookup mail.example.org, then smtp.gmail.com", host("smtp.gmail.com", None)),
        ("see http://mail.example.org", (None, None)),
        ("see https://smtp.gmail.com/x", (None, None)),
        ("-smtp.example.org.", host("smtp.example.org", None)),
        ("www.example.org", (None, None)),
    ] {
        assert_eq!(found(text), place, "{text}");
    }
}

#[test]
fn a_file_is_no_server_and_a_country_no_file() {
    for text in
        ["main.rs:25", "send.py:25", "mail.pl:25", "mail.send.js:25", "smtp.conf:25", "a.b:25", "a.1x:25"]
    {
        assert_eq!(found(text), (None, None), "{text}");
    }
    for name in ["smtp.wp.pl", "mail.example.com.py", "mail.example.rs", "a.bc", "smtp.example.xn--p1ai.org"]
    {
        assert_eq!(found(&format!("{name}:25")), host(name, 25), "{name}");
    }
    let long = format!("{}org", "a.".repeat(125));
    assert_eq!(found(&format!("{long}:25")), host(&long, 25));
    assert_eq!(found(&format!("a.{long}:25")), (None, None));
}

#[test]
fn what_is_no_server_is_none() {
    for text in [
        "550 5.1.1 <someone@example.org>: Recipient address rejected",
        "at Socket.emit (node:events.js:513:28)",
        "535-5.7.8 see https://support.google.com/mail/?p=BadCredentials",
        "2024-05-01 12:45:07 done",
        "Could not connect to `id`.example.com, port 587: timed out",
        "Could not connect to $HOME&reboot|.example.com, port 587: timed out",
        "connect to -oProxy.example.com:587: Connection refused",
        "smtp://-6.example.com:587 timed out",
        "host $(id).example.com[-x]:25 said: 550",
    ] {
        assert_eq!(find(text), Place::default(), "{text}");
    }
}

#[test]
fn the_address_of_somebody_names_no_server() {
    for (text, without) in [
        ("<me@smtp.qq.com> no", "<me@> no"),
        ("me@x.org", "me@"),
        ("a@x.org,b@my-host.net：no", "a@,b@：no"),
        ("no address", "no address"),
        ("smtp://me@x.org:p@ss@smtp.example.org", "smtp://me@x.org:p@ss@smtp.example.org"),
        ("smtp://a@b.org me@x.org", "smtp://a@b.org me@"),
        ("smtp://a@b.org\nme@x.org", "smtp://a@b.org\nme@"),
        ("smtp://a@b.org me@x.org smtp://c@d.org", "smtp://a@b.org me@ smtp://c@d.org"),
        ("<smtp://a@b.org> 'ssl://c@d.org' me@x.org", "<smtp://a@b.org> 'ssl://c@d.org' me@"),
    ] {
        assert_eq!(without_addresses(text), without);
    }
}

#[test]
fn the_provider_is_known_by_its_marks() {
    let ids = |text: &str| -> Vec<&str> {
        providers(text, &find(text)).iter().map(|provider| provider.id).collect()
    };
    for (text, known) in [
        ("535 x 5sm20 - gsmtp", Some("gmail")),
        ("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", Some("microsoft365")),
        ("Welcome to Zoho Mail", Some("zoho")),
        ("550 <me@qq.com> no", None),
        ("see http://service.mail.qq.com/x", Some("qq")),
        ("smtp.gmail.com, then SMTP.QQ.COM:465", Some("qq")),
        ("connect to smtp.wp.pl: timed out", Some("wp-pl")),
        ("no", None),
    ] {
        assert_eq!(ids(text).first().copied(), known, "{text}");
    }
    assert_eq!(ids("x - gsmtp"), ["gmail"]);
    let twice = ids("smtp.qq.com and smtp.wp.pl, then smtp.qq.com");
    assert!(twice.contains(&"wp-pl"), "{twice:?}");
    assert_eq!(twice.iter().filter(|id| **id == "qq").count(), 1, "{twice:?}");
}

#[test]
fn the_servers_of_a_text_are_named_in_lower_case() {
    let names = server_names("me@x.org at Smtp.Example.org, (b-1.example.net.) main.rs localhost");
    assert_eq!(names, ["smtp.example.org", "b-1.example.net"]);
}

#[test]
fn what_is_no_name_is_seen() {
    for text in [
        "ENOTFOUND \"smtp.x.org\";",
        "ENOTFOUND 1234 1234:465",
        "lookup smtp://x: no such host",
        "getaddrinfo ENOTFOUND smtp.x.org:465",
        "EAI_AGAIN 'smtp.x.org'",
        "getaddrinfo for “smtp.x.org” failed",
        "lookup smtp.“x”.org",
        "lookup <smtp.x.org>: no such host",
        "lookup [smtp.x.org]",
        "lookup {{smtp}}",
        "lookup ${SMTP_HOST}: no such host",
        "lookup %SMTP_HOST%",
        "lookup smtp.x.org/x",
        "lookup a.org;b.org",
        "lookup a.org,b.org",
        "lookup me@x.org",
        "lookup host=smtp.x.org",
        "lookup smtp。x。org",
        "ENOTFOUND  smtp.x.org",
        "ENOTFOUND smtp.x .org",
        "ENOTFOUND smtp.x.org, then lookup 1234",
    ] {
        assert!(names_no_host(text), "{text}");
    }
    for text in [
        "ENOTFOUND smtp.x.org",
        "lookup smtp.x.org on 192.0.2.53:53: no such host",
        "EAI_AGAIN smtp.x.org",
        "ENOTFOUND smtp2525",
        "ENOTFOUND smtp.x.org, and .net",
        "ENOTFOUND mailhost ...",
        "(ENOTFOUND smtp.x.org)",
        "lookup smtp.x.org: no such host",
        "ENOTFOUND smtp.x.org.",
        "ENOTFOUND smtp.x.org\n    at lookup: 1234",
        "ENOTFOUND ",
        "ENOTFOUND \n  at x.js:12",
        "cannot resolve 1234",
    ] {
        assert!(!names_no_host(text), "{text}");
    }
}

#[test]
fn a_place_is_read() {
    for (given, place) in [
        ("smtp.qq.com:465", host("smtp.qq.com", 465)),
        (" smtp.qq.com ", host("smtp.qq.com", None)),
        ("[::1]:25", host("::1", 25)),
        ("[::1]", host("::1", None)),
        ("2001:db8::1", host("2001:db8::1", None)),
        ("mailhost:1", host("mailhost", 1)),
        ("smtps://me:secret@smtp.qq.com:465/", host("smtp.qq.com", 465)),
    ] {
        let read = read(given).unwrap();
        assert_eq!((read.host, read.port), place, "{given}");
    }
    for given in
        ["a b:25", "a b", "", ":25", "smtp.qq.com:", "smtp.qq.com:0", "smtp.qq.com:65536", "-x.org:25"]
    {
        assert_eq!(read(given), None, "{given}");
    }
}
