//! A web server, as data: a [`Service`] whose commands are requests.
//!
//! It answers a request line and hangs up, so the lines behind it are never looked at.

use super::script::{Answer, Step};
use super::{Service, Tls};

impl Service {
    /// A web server under TLS that has no document.
    pub fn https(host: &str) -> Self {
        Self { order: super::Order::Handshake, ..Self::http(host) }
    }

    /// A web server in clear that has no document.
    pub fn http(host: &str) -> Self {
        Self {
            greeting: Answer(Vec::new()),
            answers: vec![("GET", Answer::page(404, "text/plain", b"no such document\n"))],
            under_tls: Vec::new(),
            tls: Tls::good(host),
            ..Self::submission(host)
        }
    }

    /// The same, with this document for a request that begins so, such as `GET /x ` or `GET /x?`.
    pub fn page(self, request: &'static str, content_type: &str, document: &[u8]) -> Self {
        self.answering(request, Answer::page(200, content_type, document))
    }
}

impl Answer {
    /// A document with a status, and the end of the connection.
    pub fn page(status: u16, content_type: &str, document: &[u8]) -> Self {
        let length = document.len();
        let head = format!(
            "HTTP/1.1 {status} Lab\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        Self::bytes([head.as_bytes(), document].concat()).then(Step::Close)
    }

    /// A redirection, and the end of the connection.
    pub fn redirection(location: &str) -> Self {
        let head = format!(
            "HTTP/1.1 302 Lab\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        Self::bytes(head.into_bytes()).then(Step::Close)
    }
}
