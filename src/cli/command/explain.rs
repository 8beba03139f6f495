//! `smtp-doctor explain CODE | ERROR TEXT | -`: what a code, an error text or a log means, without any network.

use std::ffi::OsString;
use std::io::{self, Read};

use crate::cli::args::Args;
use crate::cli::env::{Env, Stream};
use crate::cli::error::{Complaint, Error};
use crate::cli::{option, output, plan, trace};
use crate::diagnose::explain::{
    Explainer, Load, Log, Place, Summary, exact, is_code, is_one_text, near, read_place,
};
use crate::exit::Status;
use crate::locale::Text;
use crate::plan::Platform;
use crate::report::{Explained, Unknown, render_explained};

/// How much is read at once: the whole of a text that is no log.
const CHUNK: usize = 256 * 1024;
/// The most that a text on the command line may have; the system's own limit is lower.
const MOST: usize = 4 * 1024 * 1024;

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let shown = plan::page(args, env)?;
    trace::begin(&shown);
    let at = place(args)?;
    let show = |explained: Explained<'_>| {
        let page = render_explained(shown.format, explained, shown.lang, shown.style(), Platform::HERE);
        output::write(&page, shown.color).map(|()| explained.status())
    };
    let words = args.text();
    if let [only] = words
        && only == "-"
    {
        if env.stdin() == Stream::Terminal {
            output::note(PASTE.in_lang(shown.lang));
        }
        return match read(at.as_ref()).map_err(|error| Error::internal(&UNREADABLE).with("reason", &error))? {
            Input::Empty => Err(Error::usage(&EMPTY)),
            Input::Text(text) => {
                let explanation = Explainer::new(Load::Text).explain(&text, at.as_ref());
                show(Explained::Text(&explanation))
            }
            Input::Log(summary) => show(Explained::Log(&summary)),
        };
    }
    let text = joined(words);
    if text.trim_ascii().is_empty() {
        return Err(Error::usage(&MISSING));
    }
    if let Some(typed) = std::str::from_utf8(&text).ok().filter(|text| is_code(text)) {
        let found = exact(typed).and_then(crate::catalog::find);
        if let Some(cause) = found {
            return show(Explained::Code(cause));
        }
        let near = near(typed);
        let family = typed.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !near.is_empty() || crate::catalog::causes().any(|cause| cause.code.family() == family) {
            return show(Explained::Unknown(&Unknown { typed: typed.trim().to_owned(), near }));
        }
    }
    let explanation = Explainer::new(Load::Text).explain(&text, at.as_ref());
    show(Explained::Text(&explanation))
}

/// The server that `--at` names.
fn place(args: &Args) -> Result<Option<Place>, Error> {
    let Some(given) = args.one(&option::AT) else { return Ok(None) };
    let text = given.text()?;
    read_place(text).map(Some).ok_or_else(|| {
        // What stands before an `@` may hold a password.
        let shown = text.rsplit('@').next().unwrap_or_default();
        Error::usage(&NO_SERVER).with("name", given.name()).with("value", shown)
    })
}

fn joined(words: &[OsString]) -> Vec<u8> {
    let words: Vec<&[u8]> = words.iter().map(|word| word.as_encoded_bytes()).collect();
    let mut text = words.join(&b' ');
    text.truncate(MOST);
    text
}

/// What standard input holds.
enum Input {
    Empty,
    Text(Vec<u8>),
    Log(Summary),
}

fn read(at: Option<&Place>) -> io::Result<Input> {
    let mut stdin = io::stdin().lock();
    let mut chunk = vec![0; CHUNK];
    let first = fill(&mut stdin, &mut chunk)?;
    if chunk[..first].trim_ascii().is_empty() && first < chunk.len() {
        return Ok(Input::Empty);
    }
    if first < chunk.len() && is_one_text(&chunk[..first]) {
        chunk.truncate(first);
        return Ok(Input::Text(chunk));
    }
    let explainer = Explainer::new(Load::Log);
    let mut log = Log::new(&explainer, at.cloned());
    let mut length = first;
    while length > 0 {
        log.feed(&chunk[..length]);
        length = fill(&mut stdin, &mut chunk)?;
    }
    Ok(Input::Log(log.finish()))
}

/// Reads until the buffer is full or there is no more.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match source.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

static MISSING: Complaint = Complaint {
    what: Text { en: "There is nothing to explain.", zh_cn: "没有给出要解释的内容。" },
    form: Text {
        en: "Quote the error: smtp-doctor explain \"535 5.7.8 …\"\nOr let it read a file: smtp-doctor explain - < FILE",
        zh_cn: "请用引号给出报错原文：smtp-doctor explain \"535 5.7.8 …\"\n或让它读取文件：smtp-doctor explain - < 文件",
    },
};
static EMPTY: Complaint = Complaint {
    what: Text { en: "Standard input is empty.", zh_cn: "标准输入是空的。" },
    form: Text {
        en: "Hand it the error or the log: smtp-doctor explain - < FILE",
        zh_cn: "请送入报错或日志：smtp-doctor explain - < 文件",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "Standard input cannot be read: {reason}.", zh_cn: "无法读取标准输入：{reason}。"
    },
    form: Text { en: "Check where it comes from.", zh_cn: "请检查它来自哪里。" },
};
static NO_SERVER: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not a server.", zh_cn: "{name} 的值“{value}”不是服务器。"
    },
    form: Text {
        en: "The form is HOST or HOST:PORT, for example: --at smtp.example.com:465",
        zh_cn: "格式为 主机 或 主机:端口，例如：--at smtp.example.com:465",
    },
};
static PASTE: Text = Text {
    en: "Paste the error, then press Ctrl-D (on Windows Ctrl-Z and Enter).\n",
    zh_cn: "请粘贴报错原文，然后按 Ctrl-D（Windows 上按 Ctrl-Z 再回车）。\n",
};
