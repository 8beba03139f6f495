//! What the system says of a connection and of a name, and what is said of it.

use std::net::TcpListener;

use smtp_doctor::probe::net::{Net as _, System};

use super::{json, run, stdout};

/// A port on which nobody listens any more.
fn closed() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[tokio::test]
async fn a_closed_port_has_the_number_of_winsock() {
    let error = System::here().connect(closed().parse().unwrap()).await.unwrap_err();
    assert_eq!(error.raw_os_error(), Some(10061), "{error}");
    let output = run(&[&closed(), "--format", "json"]);
    assert_eq!((output.status.code(), &json(&output)["root_cause"]), (Some(11), &"tcp/refused".into()));
}

#[tokio::test]
async fn a_name_that_is_not_there_has_the_number_of_winsock() {
    // Which of them, the resolver of the machine decides: no such host, try again, no recovery, no data.
    let error = System::here().lookup("no-such-name.invalid").await.unwrap_err();
    assert!(matches!(error.raw_os_error(), Some(11001..=11004)), "{error}");
}

#[tokio::test]
async fn the_system_knows_its_own_name() {
    let found = System::here().lookup("localhost").await.unwrap();
    assert!(found.iter().all(std::net::IpAddr::is_loopback) && !found.is_empty(), "{found:?}");
}

#[test]
fn remedies_are_those_of_windows() {
    for (cause, own, foreign) in [
        ("tcp/no-buffer-space", "netsh winsock reset", "ulimit"),
        ("tcp/unreachable", "tracert smtp.lab.test", "traceroute"),
        ("tcp/timeout", "tracert smtp.lab.test", "traceroute"),
        ("tcp/port-blocked", "Test-NetConnection smtp.lab.test -Port 465", "nc -"),
    ] {
        for lang in ["en", "zh-CN"] {
            let shown = stdout(&run(&["demo", cause, "--lang", lang]));
            let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(own) && !shown.contains(foreign), "{cause}: {shown}");
        }
    }
}

#[test]
fn numbers_that_applications_on_windows_show_are_explained() {
    for (text, cause) in [
        ("Socket Error # 10055", "tcp/no-buffer-space"),
        ("Socket Error # 10061", "tcp/refused"),
        ("WinSock error 10060", "tcp/timeout"),
        ("Socket Error # 10013", "tcp/local-denied"),
        ("Socket Error # 11001", "dns/name-not-found"),
    ] {
        let output = run(&["explain", text, "--format", "json"]);
        // Of a time that ran out, a blocked port is the usual reason, and named first.
        let told = json(&output)["matches"].as_array().unwrap().clone();
        assert!(told.iter().take(2).any(|one| one["code"] == cause), "{text}: {told:?}");
    }
}
