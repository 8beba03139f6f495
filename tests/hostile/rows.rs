//! Every row that is played, by what it is about.

#[path = "bounds.rs"]
pub(crate) mod bounds;
#[path = "handshake.rs"]
pub(crate) mod handshake;
#[path = "logins.rs"]
pub(crate) mod logins;
#[path = "mechanisms.rs"]
pub(crate) mod mechanisms;
#[path = "replies.rs"]
pub(crate) mod replies;
#[path = "sight.rs"]
pub(crate) mod sight;
#[path = "tls.rs"]
pub(crate) mod tls;

use crate::row::Row;

/// All of them.
pub(crate) fn all() -> Vec<Row> {
    let all = [
        tls::rows(),
        handshake::rows(),
        replies::rows(),
        bounds::rows(),
        sight::rows(),
        logins::rows(),
        mechanisms::rows(),
    ];
    all.into_iter().flatten().collect()
}
