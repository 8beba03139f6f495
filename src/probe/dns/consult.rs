//! One question to several nameservers: one after the other, and the next one beside one that is silent.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::time::{sleep, timeout};

/// How long each nameserver has.
#[derive(Clone, Copy, Debug)]
pub(in crate::probe) struct Turn {
    /// For its answer.
    pub(in crate::probe) limit: Duration,
    /// Before the next one is asked too.
    pub(in crate::probe) head_start: Duration,
}

impl Turn {
    /// For what is asked beside the host's own addresses: a lookup that comes to nothing harms nobody.
    pub(in crate::probe) const BESIDE: Self =
        Self { limit: Duration::from_secs(2), head_start: Duration::from_millis(500) };
}

/// The first answer that settles the question, else the last one. None where nobody answers.
pub(in crate::probe) async fn consult<T>(
    servers: &[SocketAddr],
    turn: Turn,
    ask: impl AsyncFn(SocketAddr) -> T,
    settles: impl Fn(&T) -> bool,
) -> Option<T> {
    let one = |server: &SocketAddr| timeout(turn.limit, ask(*server));
    let mut rest = servers.iter();
    let mut asking: FuturesUnordered<_> = rest.next().map(one).into_iter().collect();
    let mut last = None;
    while !asking.is_empty() {
        tokio::select! {
            biased;
            Some(answered) = asking.next() => if let Ok(answer) = answered {
                let settled = settles(&answer);
                last = Some(answer);
                if settled {
                    break;
                }
            },
            () = sleep(turn.head_start), if rest.len() > 0 => {}
        }
        asking.extend(rest.next().map(one));
    }
    last
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use tokio::time::Instant;

    use super::*;

    /// What comes of asking nameservers of which each says a number after so many milliseconds, who was asked, and how
    /// long it took. An even number settles the question.
    async fn asked(script: &[(u64, u32)]) -> (Option<u32>, Vec<u16>, Duration) {
        let servers: Vec<SocketAddr> =
            (0..).take(script.len()).map(|port| ([192, 0, 2, 1], port).into()).collect();
        let (log, started) = (RefCell::new(Vec::new()), Instant::now());
        let ask = async |server: SocketAddr| {
            log.borrow_mut().push(server.port());
            let (ms, says) = script[usize::from(server.port())];
            sleep(Duration::from_millis(ms)).await;
            says
        };
        let answer = consult(&servers, Turn::BESIDE, ask, |says| says % 2 == 0).await;
        (answer, log.into_inner(), started.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_one_is_asked_alone_where_it_answers() {
        assert_eq!(asked(&[(10, 2), (10, 4)]).await, (Some(2), vec![0], Duration::from_millis(10)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_one_takes_nothing_from_the_next() {
        let (answer, log, took) = asked(&[(60_000, 2), (10, 4)]).await;
        assert_eq!((answer, log), (Some(4), vec![0, 1]));
        assert_eq!(took, Turn::BESIDE.head_start + Duration::from_millis(10));
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_settles_nothing_is_followed_at_once() {
        assert_eq!(asked(&[(10, 1), (10, 4)]).await, (Some(4), vec![0, 1], Duration::from_millis(20)));
        assert_eq!(asked(&[(10, 1), (10, 3)]).await.0, Some(3));
    }

    #[tokio::test(start_paused = true)]
    async fn silence_of_all_ends() {
        let (answer, _, took) = asked(&[(60_000, 2), (60_000, 2)]).await;
        assert_eq!((answer, took), (None, Turn::BESIDE.head_start + Turn::BESIDE.limit));
        assert_eq!(asked(&[]).await.0, None);
    }
}
