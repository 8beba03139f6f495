//! The symptoms of causes, held against texts as they stand in logs and dialogues.

use smtp_doctor::catalog::{Group, Pattern, causes};
use smtp_doctor::diagnose::explain::{Explainer, Load};

/// The causes that a text shows, the most telling first.
fn shown(explainer: &Explainer, text: &str) -> Vec<&'static str> {
    explainer.explain(text.as_bytes(), None).hits.iter().map(|hit| hit.cause.code.0).collect()
}

/// A text, and the cause that it shows first.
const TEXTS: &[(&str, &str)] = &[
    // Names.
    ("Error: getaddrinfo ENOTFOUND smtp.gmial.com", "dns/name-not-found"),
    ("socket.gaierror: [Errno -2] Name or service not known", "dns/name-not-found"),
    ("dial tcp: lookup smtp.example.net on 192.0.2.53:53: no such host", "dns/name-not-found"),
    ("java.net.UnknownHostException: smtp.example.net", "dns/name-not-found"),
    ("curl: (6) Could not resolve host: smtp.example.net", "dns/name-not-found"),
    ("不知道这样的主机。", "dns/name-not-found"),
    ("php_network_getaddresses: getaddrinfo failed: No such host is known.", "dns/name-not-found"),
    (
        "php_network_getaddresses: getaddrinfo for smtp.qq.com failed: Temporary failure in name resolution",
        "dns/resolver-unreachable",
    ),
    ("Error: getaddrinfo EAI_AGAIN smtp.163.com", "dns/resolver-unreachable"),
    (
        "dial tcp: lookup smtp.example.net on 192.0.2.53:53: read udp 192.0.2.1:40412->192.0.2.53:53: i/o timeout",
        "dns/resolver-unreachable",
    ),
    ("dial tcp: lookup smtp.example.net on 192.0.2.53:53: server misbehaving", "dns/server-failure"),
    (
        "Host or domain name not found. Name service error for name=smtp.example.net type=A: Host not found, try again",
        "dns/server-failure",
    ),
    ("[Errno -5] No address associated with hostname", "dns/no-address"),
    ("connect ETIMEDOUT 198.18.0.23:465", "dns/bogus-address"),
    ("550 5.7.323 tlsa-invalid: The domain failed DANE validation", "tls/dane-mismatch"),
    ("verify error:num=65:no matching DANE TLSA records", "tls/dane-mismatch"),
    ("Error: getaddrinfo ENOTFOUND smtp://smtp.example.net", "dns/malformed-host"),
    ("dial tcp: address smtp.example.net: missing port in address", "dns/malformed-host"),
    // Connections.
    ("dial tcp 192.0.2.7:587: connect: connection refused", "tcp/refused"),
    ("ConnectionRefusedError: [WinError 10061] 由于目标计算机积极拒绝，无法连接。", "tcp/refused"),
    (
        "No connection could be made because the target machine actively refused it. 192.0.2.7:25",
        "tcp/refused",
    ),
    ("SMTP ERROR: Failed to connect to server: Connection refused (111)", "tcp/refused"),
    ("connect EHOSTUNREACH 192.0.2.1:465", "tcp/unreachable"),
    ("[Errno 113] No route to host", "tcp/unreachable"),
    ("connect ENETUNREACH 2001:db8::6c:465 - Local (:::0)", "tcp/ipv6-broken"),
    ("read tcp 192.0.2.1:51144->192.0.2.7:25: read: connection reset by peer", "tcp/reset"),
    ("[WinError 10054] 远程主机强迫关闭了一个现有的连接。", "tcp/reset"),
    (
        "SSL连接失败: bind: An operation on a socket could not be performed because the system lacked sufficient buffer space or because a queue was full.",
        "tcp/no-buffer-space",
    ),
    ("由于系统缓冲区空间不足或队列已满，不能执行套接字上的操作。", "tcp/no-buffer-space"),
    ("socket: too many open files", "tcp/no-buffer-space"),
    (
        "stream_socket_client(): Unable to connect to ssl://smtp.example.net:465 (Permission denied)",
        "tcp/local-denied",
    ),
    ("以一种访问权限不允许的方式做了一个访问套接字的尝试。", "tcp/local-denied"),
    (
        "socks connect tcp 127.0.0.1:1080->smtp.example.net:465: general SOCKS server failure",
        "tcp/proxy-failed",
    ),
    ("curl: (56) Received HTTP code 403 from proxy after CONNECT", "tcp/proxy-failed"),
    // Encryption.
    ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)", "tls/plaintext-port"),
    (
        "Connection could not be established with host \"ssl://smtp.example.net:587\": stream_socket_client(): SSL operation failed with code 1. OpenSSL Error messages: error:1408F10B:SSL routines:ssl3_get_record:wrong version number",
        "tls/plaintext-port",
    ),
    ("tls: first record does not look like a TLS handshake", "tls/plaintext-port"),
    ("javax.net.ssl.SSLException: Unsupported or unrecognized SSL message", "tls/plaintext-port"),
    ("Cannot determine the frame size or a corrupted frame was received.", "tls/plaintext-port"),
    ("received corrupt message of type InvalidContentType", "tls/plaintext-port"),
    ("Error: Greeting never received", "tls/implicit-port"),
    ("smtplib.SMTPServerDisconnected: Connection unexpectedly closed", "tls/implicit-port"),
    ("Net::ReadTimeout with #<TCPSocket:(closed)>", "tls/implicit-port"),
    ("Could not connect to SMTP host: smtp.example.net, port: 465, response: -1", "tls/implicit-port"),
    ("Expected response code \"220\" but got empty code.", "tls/implicit-port"),
    ("certificate verify failed: certificate has expired (_ssl.c:1006)", "tls/certificate-expired"),
    (
        "x509: certificate has expired or is not yet valid: current time 2031-01-02T03:04:05Z is after 2030-12-31T23:59:59Z",
        "tls/certificate-expired",
    ),
    (
        "x509: certificate has expired or is not yet valid: current time 2029-01-02T03:04:05Z is before 2030-12-31T23:59:59Z",
        "tls/certificate-not-yet-valid",
    ),
    (
        "A required certificate is not within its validity period when verifying against the current system clock or the timestamp in the signed file.",
        "tls/certificate-expired",
    ),
    (
        "Hostname/IP does not match certificate's altnames: Host: mail. is not in the cert's altnames: DNS:www.example.net",
        "tls/certificate-name-mismatch",
    ),
    (
        "certificate verify failed: Hostname mismatch, certificate is not valid for 'mail.example.net'. (_ssl.c:1006)",
        "tls/certificate-name-mismatch",
    ),
    (
        "The host name did not match the name given in the server's SSL certificate.",
        "tls/certificate-name-mismatch",
    ),
    (
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)",
        "tls/certificate-self-signed",
    ),
    ("code: 'ESOCKET', DEPTH_ZERO_SELF_SIGNED_CERT", "tls/certificate-self-signed"),
    ("certificate verify failed: self-signed certificate in certificate chain", "tls/intercepted"),
    (
        "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        "tls/certificate-untrusted",
    ),
    (
        "sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid certification path to requested target",
        "tls/certificate-untrusted",
    ),
    ("根据验证过程，远程证书无效。", "tls/certificate-untrusted"),
    (
        "postfix/smtp[9]: certificate verification failed for smtp.example.net[192.0.2.1]:587: untrusted issuer",
        "tls/certificate-untrusted",
    ),
    ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls/certificate-missing-intermediate"),
    ("remote error: tls: revoked certificate; the certificate has been revoked", "tls/certificate-revoked"),
    ("x509: certificate relies on legacy Common Name field, use SANs instead", "tls/certificate-invalid"),
    ("error:0A000102:SSL routines::unsupported protocol", "tls/version-too-old"),
    (
        "javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
        "tls/version-too-old",
    ),
    ("客户端和服务器无法通信，因为它们没有共同的算法", "tls/version-too-old"),
    ("error:0A000410:SSL routines::sslv3 alert handshake failure", "tls/no-common-cipher"),
    ("Cannot start TLS: handshake failure", "tls/no-common-cipher"),
    ("error:0A000152:SSL routines::unsafe legacy renegotiation disabled", "tls/no-common-cipher"),
    (
        "Client network socket disconnected before secure TLS connection was established",
        "tls/handshake-reset",
    ),
    (
        "[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:1006)",
        "tls/handshake-reset",
    ),
    ("SSL_connect error to smtp.example.net[192.0.2.1]:587: Connection timed out", "tls/handshake-timeout"),
    ("socket.timeout: _ssl.c:1114: The handshake operation timed out", "tls/handshake-timeout"),
    ("error:0A000458:SSL routines::tlsv1 unrecognized name", "tls/sni-rejected"),
    ("remote error: tls: certificate required", "tls/client-certificate-required"),
    ("x509: failed to load system roots and no roots provided", "tls/no-trust-store"),
    ("[SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1006)", "tls/weak-certificate"),
    ("STARTTLS is required but host does not support STARTTLS", "starttls/not-offered"),
    ("Server does not support secure connections.", "starttls/not-offered"),
    ("TLS is required, but was not offered by host smtp.example.net[192.0.2.1]", "starttls/not-offered"),
    ("250-XXXXXXXA", "starttls/stripped"),
    ("554 5.7.3 Unable to initialize security subsystem", "starttls/refused"),
    (
        "TLS is required, but host smtp.example.net[192.0.2.1] refused to start TLS: 454 4.7.0 TLS not available due to local problem",
        "starttls/temporary-failure",
    ),
    // The application itself.
    (
        "You must set exactly one: EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive",
        "client/tls-mode-mismatch",
    ),
    ("smtp.SendMail: unencrypted connection", "client/plain-auth-refused"),
    ("Connection refused - connect(2) for \"localhost\" port 25", "client/config-not-applied"),
    ("SASL authentication failure: No worthy mechs found", "client/sasl-plugin-missing"),
    ("curl: (77) error setting certificate verify locations", "client/ca-bundle-missing"),
    ("由于吊销服务器已脱机，吊销功能无法检查吊销。", "client/revocation-check-failed"),
    ("501 5.1.3 Bad recipient address syntax", "client/address-malformed"),
    ("503 Bad sequence of commands", "client/protocol-error"),
];

/// Texts of a connection that nobody answers. Only the siblings of the port tell `tcp/timeout` from `tcp/port-blocked`,
/// and no text has tried them: both come first, in either order.
const SILENT: &[&str] = &[
    "connection timed out",
    "[WinError 10060]",
    "nodemailer: Error: Connection timeout, code: 'ETIMEDOUT', command: 'CONN'",
    "连接超时",
    "由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。",
    "Couldn't connect to host, port: smtp.example.net, 25; timeout 5000; connect timed out",
    "dial tcp 192.0.2.1:25: i/o timeout",
    "connect ETIMEDOUT 192.0.2.1:587",
    "postfix/smtp[311]: connect to mx.example.net[192.0.2.1]:25: Connection timed out",
    "dial tcp 192.0.2.1:587: connectex: A connection attempt failed because the connected party did not properly respond after a period of time, or established connection failed because connected host has failed to respond.",
];

/// The families whose symptoms are held to the table.
const FAMILIES: [&str; 5] = ["dns", "tcp", "tls", "starttls", "client"];

#[test]
fn a_text_shows_its_cause_first() {
    let explainer = Explainer::new(Load::Text);
    let wrong: Vec<String> = TEXTS
        .iter()
        .map(|(text, expected)| (text, expected, shown(&explainer, text)))
        .filter(|(_, expected, shown)| shown.first() != Some(*expected))
        .map(|(text, expected, shown)| {
            format!("{text}\n  {expected}, not {:?}", &shown[..shown.len().min(4)])
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_silent_port_is_the_port_or_the_host() {
    let explainer = Explainer::new(Load::Text);
    for text in SILENT {
        let shown = shown(&explainer, text);
        let mut first = shown[..shown.len().min(2)].to_vec();
        first.sort_unstable();
        assert_eq!(first, ["tcp/port-blocked", "tcp/timeout"], "{text}: {shown:?}");
    }
}

#[test]
fn a_healthy_dialogue_shows_nothing() {
    let explainer = Explainer::new(Load::Text);
    for text in [
        "250 2.0.0 Ok: queued as 4F1",
        "235 2.7.0 Authentication successful",
        "220 mx.example.net ESMTP Postfix",
        "邮件发送成功",
        "Test message sent successfully",
        "SMTP login succeeded",
    ] {
        assert_eq!(shown(&explainer, text), [""; 0], "{text}");
    }
}

#[test]
fn phrases_are_lower_case_and_told_once() {
    for cause in causes() {
        for phrase in cause.symptoms.iter().flat_map(Pattern::groups).flat_map(Group::phrases) {
            assert_eq!(phrase.to_lowercase(), phrase, "{}", cause.code);
            assert!(!phrase.trim().is_empty(), "{}: an empty phrase", cause.code);
        }
    }
}

#[test]
fn every_cause_says_what_settles_it_and_how_it_shows() {
    for cause in causes().filter(|cause| FAMILIES.contains(&cause.code.family())) {
        let settled = cause.settled_by;
        assert!(settled.en.ends_with('.') && settled.zh_cn.ends_with('。'), "{}: {settled:?}", cause.code);
        assert!(!settled.en.contains(['{', '}']), "{}: places in {settled:?}", cause.code);
        assert!(!cause.symptoms.is_empty(), "{} has no symptoms", cause.code);
    }
}
