//! A password that is typed on a terminal: whatever ends the asking, the terminal shows again what is typed, and the
//! password is shown by nobody.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};
use smtp_doctor::lab::{Answer, PASSWORD, Phase, Service, USER};
use tokio::process::Child;
use tokio::time::{sleep, timeout};

use crate::bench::{CLOSED, HOST, Lab, Ran, at_terminal, with};
use crate::forms::forms;
use crate::interrupt::{received, signal};

const SOON: Duration = Duration::from_secs(1);

/// How a terminal treats what is typed.
const USUAL: LocalModes = LocalModes::ECHO.union(LocalModes::ICANON).union(LocalModes::ISIG);

struct Terminal {
    person: File,
    program: File,
    shown: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    fn open() -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let person = openpt(flags).unwrap();
        grantpt(&person).unwrap();
        unlockpt(&person).unwrap();
        let name = ptsname(&person, Vec::new()).unwrap().into_string().unwrap();
        let own = i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap();
        let program = OpenOptions::new().read(true).write(true).custom_flags(own).open(name).unwrap();
        let person = File::from(person);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (mut reads, into) = (person.try_clone().unwrap(), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut chunk = [0; 1024];
            // Its end is an error.
            while let Ok(length @ 1..) = reads.read(&mut chunk) {
                into.lock().unwrap().extend_from_slice(&chunk[..length]);
            }
        });
        Self { person, program, shown }
    }

    /// Starts the program at this terminal.
    fn start(&self, line: &[String]) -> Child {
        let own = || Stdio::from(self.program.try_clone().unwrap());
        at_terminal(line).stdin(own()).stderr(own()).spawn().unwrap()
    }

    fn modes(&self) -> LocalModes {
        tcgetattr(&self.program).unwrap().local_modes & USUAL
    }

    /// Ends when what is typed is not shown.
    async fn silent(&self) {
        let begun = Instant::now();
        while self.modes().contains(LocalModes::ECHO) {
            assert!(begun.elapsed() < Duration::from_secs(20), "nobody asks");
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Ends when the terminal has shown `word`: another thread reads what it shows, some time behind the program.
    async fn shows(&self, word: &str) {
        let begun = Instant::now();
        while !self.shown().contains(word) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{word:?} is not in {:?}", self.shown());
            sleep(Duration::from_millis(5)).await;
        }
    }

    fn types(&mut self, text: &str) {
        self.person.write_all(text.as_bytes()).unwrap();
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }
}

async fn ended(child: Child) -> Ran {
    let begun = Instant::now();
    Ran::of(timeout(SOON * 5, child.wait_with_output()).await.unwrap().unwrap(), begun.elapsed())
}

fn asking(line: Vec<String>) -> Vec<String> {
    with(line, &[USER, "--ask-password", "--format", "json"])
}

#[tokio::test]
async fn whatever_ends_the_asking_the_terminal_is_as_it_was() {
    let lab = Lab::start(Service::submissions(HOST)).await;
    for how in ["INT", "TERM", "HUP", "QUIT", "\u{3}"] {
        let mut terminal = Terminal::open();
        assert_eq!(terminal.modes(), USUAL);
        let child = terminal.start(&asking(lab.line("implicit")));
        terminal.silent().await;
        terminal.shows(USER).await;
        terminal.types("half a pass");
        sleep(Duration::from_millis(50)).await;
        if how.len() == 1 {
            terminal.types(how);
        } else {
            signal(&child, how);
        }
        let ran = ended(child).await;
        assert_eq!((ran.status, &*ran.stdout), (Some(130), ""), "{how:?}: {ran:?}");
        assert!(ran.took < SOON, "{how:?}: {:?}", ran.took);
        assert_eq!(terminal.modes(), USUAL, "{how:?}");
        // What was typed of it is neither shown nor left to the shell.
        assert!(!terminal.shown().contains("half"), "{how:?}: {}", terminal.shown());
        assert_eq!(rustix::io::ioctl_fionread(&terminal.program).unwrap(), 0, "{how:?}");
    }
    assert_eq!(lab.log.connections(), 0);
}

#[tokio::test]
async fn a_password_that_is_typed_is_taken_and_not_shown() {
    let lab = Lab::start(Service::submissions(HOST)).await;
    for (lang, word) in [("en", "Password of"), ("zh-CN", "的密码")] {
        let mut terminal = Terminal::open();
        let child = terminal.start(&with(asking(lab.line("implicit")), &["-vv", "--lang", lang]));
        terminal.silent().await;
        terminal.types(&format!("wrong\u{15}{PASSWORD}x\u{7f}\n"));
        let ran = ended(child).await;
        assert_eq!((ran.status, &*ran.root_cause()), (Some(0), "none"), "{ran:?}");
        assert_eq!(terminal.modes(), USUAL);
        terminal.shows(word).await;
        let shown = terminal.shown();
        for form in forms(USER, PASSWORD) {
            assert!(!shown.contains(&form) && !ran.stdout.contains(&form), "{form}: {shown}");
        }
    }
}

#[tokio::test]
async fn a_signal_behind_the_asking_ends_the_run() {
    for name in ["INT", "TERM", "HUP", "QUIT"] {
        let lab = Lab::start(Service::submissions(HOST).answering("EHLO", Answer::silence())).await;
        let mut terminal = Terminal::open();
        let child = terminal.start(&asking(lab.line("implicit")));
        terminal.silent().await;
        terminal.types(&format!("{PASSWORD}\n"));
        assert!(timeout(SOON * 20, received(&lab, Phase::Secured, "EHLO")).await.is_ok());
        signal(&child, name);
        let ran = ended(child).await;
        assert_eq!(ran.status, Some(130), "{name}: {ran:?}");
        assert!(ran.took < SOON && ran.stdout.contains("\"interrupted\""), "{name}: {ran:?}");
        assert_eq!(terminal.modes(), USUAL, "{name}");
    }
}

#[tokio::test]
async fn a_terminal_that_goes_away_ends_the_asking() {
    let lab = Lab::start(Service::submissions(HOST)).await;
    let terminal = Terminal::open();
    let child = terminal.start(&asking(lab.line("implicit")));
    terminal.silent().await;
    // The thread that reads holds it as well: it is the last process of the session that hears of the end.
    signal(&child, "HUP");
    drop(terminal);
    assert_eq!(ended(child).await.status, Some(130));
}

#[tokio::test]
async fn a_password_on_the_command_line_is_spoken_of() {
    for (lang, word) in
        [("en", "other users of this machine can see it"), ("zh-CN", "本机的其他用户可以看到")]
    {
        let terminal = Terminal::open();
        let line = [CLOSED, USER, "c4nary", "--lang", lang].map(str::to_owned);
        let ran = ended(terminal.start(&line)).await;
        assert_eq!(ran.status, Some(11), "{ran:?}");
        terminal.shows(word).await;
        assert!(!terminal.shown().contains("c4nary"));
    }
}
