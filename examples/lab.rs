//! A healthy server of the lab for other programs to talk to: `cargo run --release --example lab -- CA.pem`
//!
//! It writes the certificate of its authority to the file, prints a line for each service, `HOST:PORT:ADDRESS MODE`,
//! and serves until its standard input ends. The login is `me@lab.test` with the password `correct horse`.
//!
//! With a number behind the file there are so many services with implicit TLS and as many with STARTTLS, all of them
//! for 127.0.0.1, on a thread a processor: they hold hundreds of connections.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use smtp_doctor::lab::{Authority, Log, Server, Service, scenario::HOST};
use time::OffsetDateTime;
use tokio::runtime::Builder;

/// The name of the many services.
const LOOPBACK: &str = "127.0.0.1";

fn main() -> anyhow::Result<()> {
    let file = std::env::args_os().nth(1).context("usage: lab CA.pem [NUMBER]")?;
    let many = match std::env::args().nth(2) {
        Some(number) => number.parse().context("the number of services")?,
        None => 0,
    };
    let mut runtime = match many {
        0 => Builder::new_current_thread(),
        _ => Builder::new_multi_thread(),
    };
    runtime.enable_all().build()?.block_on(async {
        let authority = Authority::new(OffsetDateTime::now_utc())?;
        std::fs::write(&file, authority.pem()).context("the certificate of the authority")?;
        let mut services = vec![
            (HOST, Service::submissions(HOST), "implicit"),
            (HOST, Service::submission(HOST), "starttls"),
        ];
        if many > 0 {
            let implicit = |_| (LOOPBACK, Service::submissions(LOOPBACK), "implicit");
            let starttls = |_| (LOOPBACK, Service::submission(LOOPBACK), "starttls");
            services = (0..many).map(implicit).chain((0..many).map(starttls)).collect();
        }
        let mut servers = Vec::new();
        for (host, service, mode) in services {
            let server = Server::start(service, &authority, None, Log::default()).await?;
            let address = server.address;
            writeln!(std::io::stdout(), "{host}:{}:{} {mode}", address.port(), address.ip())?;
            servers.push(server);
        }
        std::io::stdout().flush()?;
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().lock().read_to_end(&mut Vec::new()));
        ended.await??;
        Ok(())
    })
}
