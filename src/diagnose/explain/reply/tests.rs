//! A number is a code where a server speaks, and nowhere else.

use super::*;

#[test]
fn a_code_is_where_a_server_speaks() {
    for line in [
        "550 no such user",
        "<** 550 no such user",
        "s: 421-go away",
        "host mx.example.org said: 550 no such user (in reply to rcpt to command)",
        "remote error after rcpt to:<you@example.org>: 550 no such user",
        "mx.example.org[192.0.2.1]: 554 no",
        "smtp error from remote mail server after initial connection: 554 no",
        "diagnostic-code: smtp; 550 no",
        "error: invalid login: 535 nope",
        "(535, b'nope')x code: 'eauth', responsecode: 535",
        "expected code \"235\" but got code \"535\"",
        "to=<a@x.org>, dsn=5.4.4, status=bounced",
        "it went wrong 550-5.1.1 so",
        "the server wrote 550 #5.1.1",
        "421 messages from 192.0.2.1 are deferred",
        "error: 421 try later",
        "server replied: 554-go away",
        "said: b'550 no such user'",
        "smtp_code=535",
        "said: 5.1.1 no such user",
        "status: 5.7.1",
    ] {
        assert!(refuses(line), "{line}");
    }
}

#[test]
fn an_amount_is_no_code() {
    for line in [
        "postfix/qmgr[535]: 4f2a: from=<a@x.org>, size=550, nrcpt=1 (queue active)",
        "delay=450, delays=0.1/0.2/450/12, dsn=2.0.0",
        "\"post /send http/1.1\" 502 157",
        "upstream error: 502 bad gateway",
        "response time 450, errors: 0, size: 550",
        "error: 0, sent: 550",
        "error: 404 page missing",
        "450 messages in the queue",
        "server: 550 connections",
        "messagetime: 535, messagesize: 552",
        "started session 550 of user root",
        "nodemailer 5.1.1 ready",
        "child exit code 554",
        "exit_code=554",
        "response status code 554",
        "reply: 550, 3 ms",
        "server: 550 12 3",
        "server: 550 = limit",
        "the server 550 of them",
        "550 12 3",
        "threshold <550 reached",
        "worker: 550 of them",
        "worker[12]: 550 of them",
        "list <all@example.org> (550 members)",
        "status=450",
        "dsn=2.4.5",
        "error: 5500 of them",
        "server: 45é",
        "4f2a550 no such user",
        "x.550 no such user",
        "said: 55",
    ] {
        assert!(!refuses(line), "{line}");
    }
}

#[test]
fn a_line_of_a_dialogue_is_marked() {
    for mark in MARKS {
        assert!(refuses(&format!("{mark} 550 no such user")), "{mark}");
        assert!(refuses(&format!("12:00:01 {mark} 550 no such user")), "{mark}");
        assert!(!refuses(&format!("{mark} 550 12")), "{mark}");
    }
}

#[test]
fn what_went_out_is_told_from_what_did_not() {
    for line in ["to=<a@x.org>, status=sent (250 ok)", "to=<a@x.org>, stat=sent (ok)"] {
        assert!(is_sent(line), "{line}");
    }
    for line in ["to=<a@x.org>, status=bounced (550 no)", "to=<a@x.org>, stat=deferred", "it was sent"] {
        assert!(!is_sent(line), "{line}");
    }
}
