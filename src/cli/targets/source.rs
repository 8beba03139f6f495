//! The list, read line by line on a thread of its own and no further ahead than is needed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::thread;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::entry::{Entry, is_blank};
use super::resume::Done;
use super::shard::Shard;
use crate::cli::error::{Complaint, Error};
use crate::locale::Text;

/// No line is longer.
const LONGEST: usize = 8192;
/// How many lines are read ahead.
const AHEAD: usize = 256;

/// The list.
pub(super) struct Source {
    /// What a result calls it.
    pub(super) name: String,
    /// How many bytes it has, where that is known.
    pub(super) bytes: Option<u64>,
    input: Box<dyn Read + Send>,
}

/// What a line comes to.
pub(super) enum Item {
    /// A target.
    Entry(Entry),
    /// No target: its line, the bytes that end with it, and why.
    Fault(u64, u64, Error),
    /// A target that a former output holds: the bytes, and whether it failed.
    Done(u64, bool),
    /// The list cannot be read on.
    Broken(Error),
}

impl Source {
    /// Opens the list.
    pub(super) fn open(name: &str) -> Result<Self, Error> {
        if name == "-" {
            return Ok(Self { name: name.to_owned(), bytes: None, input: Box::new(io::stdin()) });
        }
        let about = |error: &io::Error| Error::usage(&UNREADABLE).with("file", name).with("reason", error);
        let file = File::open(Path::new(name)).map_err(|error| about(&error))?;
        let about_file = file.metadata().map_err(|error| about(&error))?;
        if about_file.is_dir() {
            return Err(about(&io::ErrorKind::IsADirectory.into()));
        }
        let bytes = about_file.is_file().then_some(about_file.len());
        Ok(Self { name: name.to_owned(), bytes, input: Box::new(file) })
    }

    /// Reads it, as far as somebody takes what is read.
    pub(super) fn begin(self, shard: Shard, done: Done) -> Result<Receiver<Item>, Error> {
        let (give, take) = channel(AHEAD);
        let reading = Reading { name: self.name, input: BufReader::new(self.input), shard, done, give };
        let begun = thread::Builder::new().name("list".to_owned()).spawn(move || reading.run());
        begun.map_err(|error| Error::internal(&NO_THREAD).with("reason", &error))?;
        Ok(take)
    }
}

struct Reading {
    name: String,
    input: BufReader<Box<dyn Read + Send>>,
    shard: Shard,
    done: Done,
    give: Sender<Item>,
}

impl Reading {
    fn run(mut self) {
        let mut text = Vec::new();
        let (mut number, mut bytes) = (0, 0);
        loop {
            match line(&mut self.input, &mut text) {
                Ok(0) => return,
                Ok(read) => bytes += read,
                Err(error) => {
                    let broken = Error::internal(&BROKEN).with("file", self.name.as_str());
                    _ = self.give.blocking_send(Item::Broken(broken.with("reason", &error)));
                    return;
                }
            }
            number += 1;
            if let Some(item) = self.item(&text, number, bytes) {
                if self.give.blocking_send(item).is_err() {
                    return;
                }
                bytes = 0;
            }
        }
    }

    fn item(&self, text: &[u8], number: u64, bytes: u64) -> Option<Item> {
        let text = if number == 1 { text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text) } else { text };
        let fault = |complaint| Some(Item::Fault(number, bytes, Error::usage(complaint)));
        if text.len() >= LONGEST {
            return fault(&TOO_LONG);
        }
        let Ok(text) = std::str::from_utf8(text) else { return fault(&NOT_UTF8) };
        let text = text.trim();
        if is_blank(text) || !self.shard.holds(text) {
            return None;
        }
        Some(match Entry::read(text, number, bytes) {
            Err(error) => Item::Fault(number, bytes, error),
            Ok(entry) => match self.done.holds(&entry.name) {
                Some(failed) => Item::Done(bytes, failed),
                None => Item::Entry(entry),
            },
        })
    }
}

/// Reads a line, of which no more is kept than can be a target. Says how many bytes it took.
fn line(input: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<u64> {
    text.clear();
    let mut taken = 0;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', buffer);
        let part = end.map_or(buffer.len(), |at| at + 1);
        text.extend_from_slice(&buffer[..part.min(LONGEST - text.len())]);
        let is_last = buffer.is_empty() || end.is_some();
        input.consume(part);
        taken += part as u64;
        if is_last {
            return Ok(taken);
        }
    }
}

static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "--targets: “{file}” cannot be read: {reason}.",
        zh_cn: "--targets：无法读取“{file}”：{reason}。",
    },
    form: Text {
        en: "Name a file with a target a line, or - for standard input.",
        zh_cn: "请给出每行一个目标的文件，或用 - 表示标准输入。",
    },
};
static BROKEN: Complaint = Complaint {
    what: Text {
        en: "“{file}” cannot be read to its end: {reason}.", zh_cn: "“{file}”未能读完：{reason}。"
    },
    form: Text {
        en: "The targets before that were examined.", zh_cn: "在此之前的目标都已检查。"
    },
};
static NO_THREAD: Complaint = Complaint {
    what: Text {
        en: "The list cannot be read beside the examinations: {reason}.",
        zh_cn: "无法在检查的同时读取列表：{reason}。",
    },
    form: Text {
        en: "Close other programs, or raise the limit of processes (`ulimit -u`).",
        zh_cn: "请关闭其他程序，或提高进程数上限（ulimit -u）。",
    },
};
static TOO_LONG: Complaint = Complaint {
    what: Text { en: "The line is longer than 8192 bytes.", zh_cn: "这一行超过 8192 字节。" },
    form: Text {
        en: "The form is: TARGET [USER [PASSWORD-ENV]]", zh_cn: "格式为：目标 [用户名 [密码变量]]"
    },
};
static NOT_UTF8: Complaint = Complaint {
    what: Text { en: "The line is not valid UTF-8.", zh_cn: "这一行不是有效的 UTF-8。" },
    form: Text { en: "Save the list as UTF-8.", zh_cn: "请把列表保存为 UTF-8。" },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn items(list: &[u8]) -> Vec<Item> {
        let source =
            Source { name: "x".into(), bytes: None, input: Box::new(io::Cursor::new(list.to_vec())) };
        let mut take = source.begin(Shard::WHOLE, Done::default()).unwrap_or_else(|_| panic!("no thread"));
        std::iter::from_fn(|| take.blocking_recv()).collect()
    }

    fn told(items: &[Item]) -> Vec<String> {
        let tell = |item: &Item| match item {
            Item::Entry(entry) => format!("{} {}", entry.line, entry.target),
            Item::Fault(line, ..) => format!("{line} !"),
            Item::Done(..) | Item::Broken(_) => unreachable!(),
        };
        items.iter().map(tell).collect()
    }

    #[test]
    fn lines_are_numbered_whatever_stands_in_them() {
        let list = b"\xef\xbb\xbfa.test\r\n\n# c.test\n  b.test me VAR\nx y z w\n\xff\nlast.test";
        assert_eq!(told(&items(list)), ["1 a.test", "4 b.test", "5 !", "6 !", "7 last.test"]);
    }

    #[test]
    fn a_line_without_end_takes_no_memory_and_only_itself() {
        let mut list = vec![b'a'; 3_000_000];
        list.extend_from_slice(b"\nb.test\n");
        assert_eq!(told(&items(&list)), ["1 !", "2 b.test"]);
    }

    #[test]
    fn every_byte_is_counted() {
        let list = b"a.test\n# more\n\nb.test\nx y z w\n";
        let items = items(list);
        let counted = items.iter().map(|item| match item {
            Item::Entry(entry) => entry.bytes,
            Item::Fault(_, bytes, _) => *bytes,
            Item::Done(..) | Item::Broken(_) => 0,
        });
        assert_eq!(counted.sum::<u64>(), list.len() as u64);
    }
}
