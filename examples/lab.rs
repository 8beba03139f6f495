//! A healthy server of the lab for other programs to talk to: `cargo run --release --example lab -- CA.pem`
//!
//! It writes the certificate of its authority to the file, prints a line for each service, `HOST:PORT:ADDRESS MODE`,
//! and serves until its standard input ends. The login is `me@lab.test` with the password `correct horse`.

use std::io::{Read as _, Write as _};

use anyhow::Context as _;
use smtp_doctor::lab::{Authority, Log, Server, Service, scenario::HOST};
use time::OffsetDateTime;

fn main() -> anyhow::Result<()> {
    let file = std::env::args_os().nth(1).context("usage: lab CA.pem")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let authority = Authority::new(OffsetDateTime::now_utc())?;
        std::fs::write(&file, authority.pem()).context("the certificate of the authority")?;
        let mut servers = Vec::new();
        for (service, mode) in
            [(Service::submissions(HOST), "implicit"), (Service::submission(HOST), "starttls")]
        {
            let server = Server::start(service, &authority, None, Log::default()).await?;
            let address = server.address;
            writeln!(std::io::stdout(), "{HOST}:{}:{} {mode}", address.port(), address.ip())?;
            servers.push(server);
        }
        std::io::stdout().flush()?;
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().lock().read_to_end(&mut Vec::new()));
        ended.await??;
        Ok(())
    })
}
