//! `smtp-doctor serve`: a service that examines servers on request, for monitoring in the manner of Prometheus'
//! blackbox exporter.

mod allowed;
mod answer;
mod counts;
mod module;
mod page;
mod probe;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::args::Args;
use super::crew::Crew;
use super::env::Env;
use super::error::{Complaint, Error};
use super::{descriptors, option, output, plan, runtime, signal, trace};
use crate::exit::Status;
use crate::locale::{Lang, Text, fill};
use crate::probe::cancel::Cancel;
use crate::probe::net::System;
use allowed::Allowed;
use counts::Counts;
use module::Config;

/// Where it listens unless told otherwise: for this machine only.
const LISTEN: &str = "127.0.0.1:9925";
/// How many probes at a time.
const CONCURRENCY: usize = 500;
/// How many connections at a time beside those with a probe.
const IDLE: usize = 64;
/// The most bytes of the head of a request.
const HEAD: usize = 16 * 1024;
/// How long the head of a request may take to come.
const HEAD_LIMIT: Duration = Duration::from_secs(10);
/// How long probes that are under way may take to their end when the service is to end.
const FAREWELL: Duration = Duration::from_secs(10);

/// What all requests share.
pub(super) struct Service {
    config: RwLock<Arc<Config>>,
    counts: Counts,
    crew: Crew,
    places: Arc<Semaphore>,
    concurrency: usize,
    net: System,
    env: Env,
    lang: Lang,
}

impl Service {
    /// What it is set to at this moment.
    fn config(&self) -> Arc<Config> {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many probes are under way.
    fn under_way(&self) -> usize {
        self.concurrency.saturating_sub(self.places.available_permits())
    }

    /// Reads the file again. One that is wrong leaves all as it is.
    fn reload(&self, file: &std::path::Path) {
        match Config::read(file, &self.env, self.lang) {
            Ok(config) => {
                *self.config.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
                self.counts.reloaded(true);
                output::note(RELOADED.in_lang(self.lang));
            }
            Err(error) => {
                self.counts.reloaded(false);
                output::note(&error.render(self.lang));
                output::note(KEPT.in_lang(self.lang));
            }
        }
    }
}

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let shown = plan::output(args, env)?;
    trace::begin(&shown);
    let lang = shown.lang;
    let wanted = plan::number(args, &option::CONCURRENCY, 1..=10_000)?.map_or(CONCURRENCY, |n| n as usize);
    let concurrency = descriptors::room_for(wanted);
    let file = args.one(&option::CONFIG).map(|given| PathBuf::from(given.raw()));
    let config = match &file {
        Some(file) => Config::read(file, env, lang)?,
        None => Config::plain(&env.own_roots()),
    };
    let address = address(args)?;
    if !address.ip().is_loopback() && config.allowed == Allowed::Every {
        output::note(&fill(OPEN.in_lang(lang), &[("address", address.to_string())]));
    }
    let service = Arc::new(Service {
        config: RwLock::new(Arc::new(config)),
        counts: Counts::default(),
        crew: Crew::gather(concurrency)?,
        places: Arc::new(Semaphore::new(concurrency)),
        concurrency,
        net: System { hosts_file: env.hosts_file() },
        env: env.clone(),
        lang,
    });
    service.counts.reloaded(true);
    let runtime = runtime::start()?;
    let listening = |error: std::io::Error| {
        Error::internal(&CANNOT_LISTEN).with("address", address.to_string()).with("reason", &error)
    };
    let listener = runtime.block_on(TcpListener::bind(address)).map_err(listening)?;
    let bound = listener.local_addr().map_err(listening)?;
    let (handle, cancel) = Cancel::new();
    let early = signal::relay(handle, &runtime);
    runtime.block_on(async {
        // Before anybody hears that it listens.
        reload_when_told(Arc::clone(&service), file);
        output::note(&fill(LISTENING.in_lang(lang), &[("address", bound.to_string())]));
        tokio::select! {
            () = listen(&service, listener, cancel) => {}
            never = early.pass_on() => match never {},
        }
    });
    runtime.shutdown_background();
    Ok(Status::Healthy)
}

/// Takes connections until the service is to end, and lets those that are open come to an end.
async fn listen(service: &Arc<Service>, listener: TcpListener, mut cancel: Cancel) {
    let mut connections = JoinSet::new();
    let most = service.concurrency + IDLE;
    loop {
        tokio::select! {
            () = cancel.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < most => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(Arc::clone(service), stream, cancel.clone()));
                }
                // The system is short of something, which takes a moment to pass.
                Err(_) => sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    _ = timeout(FAREWELL, async { while connections.join_next().await.is_some() {} }).await;
}

async fn converse(service: Arc<Service>, stream: TcpStream, mut cancel: Cancel) {
    _ = stream.set_nodelay(true);
    let requests = service_fn(move |request| answer::answer(Arc::clone(&service), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), requests);
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = cancel.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    _ = connection.await;
}

/// From now on a hangup has the file read again, and does not end the service.
fn reload_when_told(service: Arc<Service>, file: Option<PathBuf>) {
    let Ok(mut hangups) = signal::hangups() else { return };
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            if let Some(file) = &file {
                service.reload(file);
            }
        }
    });
}

fn address(args: &Args) -> Result<SocketAddr, Error> {
    let given = args.one(&option::LISTEN);
    let (name, text) = match given {
        Some(given) => (given.name(), given.text()?.trim()),
        None => (String::new(), LISTEN),
    };
    let local = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let every = text.strip_prefix(':').map(|port| format!("[::]:{port}"));
    let read = local.or(every).as_deref().unwrap_or(text).parse();
    read.map_err(|_| Error::usage(&BAD_ADDRESS).with("name", name).with("value", text))
}

static LISTENING: Text = Text {
    en: "smtp-doctor listens on http://{address}/\n",
    zh_cn: "smtp-doctor 正在监听 http://{address}/\n",
};
static RELOADED: Text =
    Text { en: "The file of --config was read again.\n", zh_cn: "已重新读取 --config 的文件。\n" };
static KEPT: Text =
    Text { en: "note: the modules stay as they were.\n", zh_cn: "提示：模块保持原样。\n" };
static OPEN: Text = Text {
    en: "note: whoever reaches {address} can have this machine connect to any host and port. Name the targets that are allowed (targets = [\"smtp.example.com\"] in the file of --config), or listen on 127.0.0.1.\n",
    zh_cn: "提示：能访问 {address} 的人都可以让本机连接任意主机和端口。请在 --config 的文件中写明允许的目标（targets = [\"smtp.example.com\"]），或只监听 127.0.0.1。\n",
};
static BAD_ADDRESS: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not an address and a port.",
        zh_cn: "{name} 的值“{value}”不是“地址:端口”。",
    },
    form: Text {
        en: "For example: --listen 127.0.0.1:9925 or --listen [::1]:9925",
        zh_cn: "例如：--listen 127.0.0.1:9925 或 --listen [::1]:9925",
    },
};
static CANNOT_LISTEN: Complaint = Complaint {
    what: Text {
        en: "{address} cannot be listened on: {reason}.", zh_cn: "无法监听 {address}：{reason}。"
    },
    form: Text {
        en: "Another program may have the port; choose one with --listen ADDR:PORT.",
        zh_cn: "端口可能已被其他程序占用；请用 --listen 地址:端口 另选一个。",
    },
};
