//! One request and its answer on a connection (RFC 9112).

use std::pin::pin;

use futures_util::future::{Either, select};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, HeaderName, LOCATION, USER_AGENT};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::address::{Address, LONGEST_SHOWN};
use crate::evidence::FetchFailure;

/// The most bytes of the head of an answer.
const HEAD: usize = 32 * 1024;
/// The most lines of it.
const HEADERS: usize = 100;

/// An answer, as far as it is looked at.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// Where a redirection leads.
    pub(super) location: Option<String>,
    /// The document; of an answer that has none to offer, nothing.
    pub(super) body: Vec<u8>,
}

/// Asks for a document on a connection, and reads at most so many bytes of it.
pub(super) async fn get(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    address: &Address,
    most: usize,
) -> Result<Answer, FetchFailure> {
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD).max_headers(HEADERS);
    let (mut sender, connection) =
        builder.handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
    let exchange = async {
        let request = Request::get(&address.path)
            .header(HOST, address.authority())
            .header(USER_AGENT, concat!("smtp-doctor/", env!("CARGO_PKG_VERSION")))
            .header(ACCEPT, "*/*")
            .header(CONNECTION, "close")
            .body(Empty::<Bytes>::new())
            .map_err(|_| FetchFailure::Address)?;
        let response = sender.send_request(request).await.map_err(|error| broken(&error))?;
        read(response, most).await
    };
    // The connection is driven beside; what it has read when it ends is still there to be had.
    match select(pin!(exchange), pin!(connection)).await {
        Either::Left((answer, _)) => answer,
        Either::Right((_, exchange)) => exchange.await,
    }
}

async fn read(response: Response<Incoming>, most: usize) -> Result<Answer, FetchFailure> {
    let header = |name: HeaderName| {
        let value = response.headers().get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let mut answer = Answer {
        status: response.status().as_u16(),
        content_type: header(CONTENT_TYPE).map(|kind| kind.chars().take(LONGEST_SHOWN).collect()),
        location: header(LOCATION),
        body: Vec::new(),
    };
    if !response.status().is_success() {
        return Ok(answer);
    }
    let mut body = response.into_body();
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|error| broken(&error))?.into_data() else { continue };
        if answer.body.len() + piece.len() > most {
            return Err(FetchFailure::TooLarge { most });
        }
        answer.body.extend_from_slice(&piece);
    }
    Ok(answer)
}

fn broken(error: &hyper::Error) -> FetchFailure {
    FetchFailure::Broken { reason: error.to_string() }
}
