//! One line on standard error that says what is being waited for. It is drawn on a terminal only, and cleared.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::output;
use crate::evidence::Stage;
use crate::locale::{Lang, Text, fill};
use crate::probe::watch::{Event, Watch};

/// How long a run may take without a line.
const QUIET_FOR: Duration = Duration::from_millis(100);
/// How long a stage may take before its seconds are counted.
const COUNTED_FROM: Duration = Duration::from_secs(5);
/// How often the line is drawn.
const FRAME: Duration = Duration::from_millis(120);
/// What turns.
const FRAMES: [&str; 4] = ["|", "/", "-", "\\"];
/// Back to the start of the line, and clear it (ECMA-48 EL).
const CLEAR: &str = "\r\x1b[2K";

/// What is being waited for.
pub(crate) struct Progress {
    lang: Lang,
    screen: Screen,
    waits: RefCell<Vec<Wait>>,
    drawn: Cell<bool>,
}

/// Where the line goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Screen {
    /// To a terminal.
    Terminal,
    /// To somebody who listens: a line once for whatever takes long, and none is drawn over.
    Lines,
    /// Nowhere.
    None,
}

/// Something that has begun and not yet ended.
struct Wait {
    port: Option<u16>,
    stage: Stage,
    since: Instant,
}

impl Progress {
    /// Nothing is being waited for yet.
    pub(crate) fn new(lang: Lang, screen: Screen) -> Self {
        Self { lang, screen, waits: RefCell::default(), drawn: Cell::new(false) }
    }

    /// Draws for ever; to be dropped when the examination ends.
    pub(crate) async fn draw(&self) {
        match self.screen {
            Screen::None => return std::future::pending().await,
            Screen::Lines => return self.say().await,
            Screen::Terminal => {}
        }
        sleep(QUIET_FOR).await;
        for frame in FRAMES.iter().cycle() {
            if let Some(line) = self.line(Instant::now()) {
                output::note(&format!("{CLEAR}{frame} {line}"));
                self.drawn.set(true);
            }
            sleep(FRAME).await;
        }
    }

    /// Says once what has taken long; for ever.
    async fn say(&self) {
        let mut said = None;
        loop {
            sleep(FRAME).await;
            let now = Instant::now();
            let since = self.since().filter(|since| now.duration_since(*since) >= COUNTED_FROM);
            if let (Some(since), Some(line)) = (since, self.line(now))
                && said != Some(since)
            {
                output::note(&format!("{line}\n"));
                said = Some(since);
            }
        }
    }

    /// When the longest wait began.
    fn since(&self) -> Option<Instant> {
        self.waits.borrow().iter().map(|wait| wait.since).min()
    }

    /// Clears the line.
    pub(crate) fn clear(&self) {
        if self.drawn.replace(false) {
            output::note(CLEAR);
        }
    }

    /// What has been waited for the longest.
    fn line(&self, now: Instant) -> Option<String> {
        let waits = self.waits.borrow();
        let wait = waits.iter().min_by_key(|wait| wait.since)?;
        let mut line = String::new();
        if let Some(port) = wait.port {
            line.push_str(&fill(PORT.in_lang(self.lang), &[("port", port.to_string())]));
        }
        line.push_str(awaited(wait.stage).in_lang(self.lang));
        let waited = now.duration_since(wait.since);
        if waited >= COUNTED_FROM {
            line.push_str(&fill(SECONDS.in_lang(self.lang), &[("seconds", waited.as_secs().to_string())]));
        }
        Some(line)
    }
}

impl Watch for Progress {
    fn notice(&self, event: Event) {
        let mut waits = self.waits.borrow_mut();
        match event {
            Event::Started { port, stage } => waits.push(Wait { port, stage, since: Instant::now() }),
            Event::Ended { port, stage } => waits.retain(|wait| (wait.port, wait.stage) != (port, stage)),
            Event::Asking => {}
        }
    }
}

fn awaited(stage: Stage) -> &'static Text {
    match stage {
        Stage::Dns => &DNS,
        Stage::Tcp => &TCP,
        Stage::Tls => &TLS,
        Stage::Greeting => &GREETING,
        Stage::Ehlo | Stage::EhloAgain => &EHLO,
        Stage::StartTls => &STARTTLS,
        Stage::Auth => &AUTH,
        Stage::Mail => &MAIL,
        Stage::Rcpt => &RCPT,
        Stage::Data => &DATA,
    }
}

static PORT: Text = Text { en: "Port {port}: ", zh_cn: "端口 {port}：" };
static SECONDS: Text = Text { en: ", for {seconds} s", zh_cn: "，已等待 {seconds} 秒" };
static DNS: Text = Text { en: "looking up the address of the host", zh_cn: "正在查询主机的地址" };
static TCP: Text = Text { en: "waiting for the connection", zh_cn: "正在等待连接建立" };
static MAIL: Text =
    Text { en: "waiting for the answer to MAIL FROM", zh_cn: "正在等待服务器答复 MAIL FROM" };
static RCPT: Text =
    Text { en: "waiting for the answer to RCPT TO", zh_cn: "正在等待服务器答复 RCPT TO" };
static DATA: Text =
    Text { en: "waiting for the server to take the message", zh_cn: "正在等待服务器接收邮件" };
static TLS: Text = Text { en: "waiting for the TLS handshake", zh_cn: "正在等待 TLS 握手完成" };
static GREETING: Text =
    Text { en: "waiting for the server's greeting", zh_cn: "正在等待服务器的问候" };
static EHLO: Text =
    Text { en: "waiting for the answer to EHLO", zh_cn: "正在等待服务器对 EHLO 的答复" };
static STARTTLS: Text =
    Text { en: "waiting for the answer to STARTTLS", zh_cn: "正在等待服务器对 STARTTLS 的答复" };
static AUTH: Text = Text {
    en: "waiting for the server to check the login",
    zh_cn: "正在等待服务器核对用户名和密码",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_has_been_waited_for_the_longest() {
        let progress = Progress::new(Lang::En, Screen::None);
        let line = |seconds| progress.line(Instant::now() + Duration::from_secs(seconds));
        assert_eq!(line(0), None);
        progress.notice(Event::Started { port: Some(465), stage: Stage::Tcp });
        std::thread::sleep(Duration::from_millis(5));
        progress.notice(Event::Started { port: Some(587), stage: Stage::Greeting });
        assert_eq!(line(4).unwrap(), "Port 465: waiting for the connection");
        assert_eq!(line(7).unwrap(), "Port 465: waiting for the connection, for 7 s");
        progress.notice(Event::Ended { port: Some(465), stage: Stage::Tcp });
        assert_eq!(line(1).unwrap(), "Port 587: waiting for the server's greeting");
    }

    #[test]
    fn in_chinese_too() {
        let progress = Progress::new(Lang::ZhCn, Screen::None);
        progress.notice(Event::Started { port: None, stage: Stage::Dns });
        let later = Instant::now() + Duration::from_secs(6);
        assert_eq!(progress.line(later).unwrap(), "正在查询主机的地址，已等待 6 秒");
    }
}
