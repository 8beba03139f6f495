//! The message to send: composed from what `--subject`, `--body` and `--attach` give, or the file that `--eml` names.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::compose::{Parts, compose};
use crate::cli::args::{Args, Given, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option::{self, Opt};
use crate::locale::{Lang, Text};
use crate::plan::{Envelope, LARGEST_MESSAGE, Message, Origin as Author};

/// The bytes a second that are reckoned with where nobody sets a deadline.
const SLOW: u64 = 64 * 1024;

/// The message, if one is to be sent.
pub(super) fn message(
    args: &Args,
    envelope: Option<&Envelope>,
    host: &str,
    lang: Lang,
) -> Result<Option<Message>, Error> {
    let send = args.on(&option::SEND)?;
    let addressed = envelope.filter(|envelope| !envelope.to.is_empty());
    let envelope = match (send, addressed) {
        (Some(_), Some(envelope)) => envelope,
        (Some(given), None) if given.origin() == Origin::CommandLine => {
            return Err(Error::usage(&NO_RECIPIENT));
        }
        // What the environment asks for in every run means nothing where nobody is to receive.
        (Some(_), None) => return Ok(None),
        (None, _) => return unsent(args).map(|()| None),
    };
    let message = match args.one(&option::EML) {
        Some(eml) => {
            if let Some(other) =
                [&option::SUBJECT, &option::BODY, &option::ATTACH].into_iter().find_map(|opt| args.one(opt))
            {
                return Err(Error::usage(&TWO_MESSAGES).with("name", other.name()));
            }
            Message::new(filled(eml)?, Author::File)
        }
        None => compose(parts(args, envelope, host, lang)?)?,
    };
    if message.bytes().len() > LARGEST_MESSAGE {
        return Err(too_large());
    }
    Ok(Some(message))
}

/// How long a message may take on a slow line, in seconds.
pub(super) fn patience(message: &Message) -> u64 {
    message.facts().size / SLOW
}

/// Complains of a body from standard input, where the password comes from there.
pub(super) fn leaves_stdin(args: &Args) -> Result<(), Error> {
    match args.one(&option::BODY).filter(|given| given.raw() == "-") {
        Some(_) => Err(Error::usage(&ONE_STDIN)),
        None => Ok(()),
    }
}

/// Complains of an option that only means something with `--send`.
fn unsent(args: &Args) -> Result<(), Error> {
    let only_sent: [&Opt; 4] = [&option::SUBJECT, &option::BODY, &option::ATTACH, &option::EML];
    let typed = only_sent.into_iter().filter_map(|opt| args.one(opt));
    match typed.into_iter().find(|given| given.origin() == Origin::CommandLine) {
        Some(given) => Err(Error::usage(&NOT_SENT).with("name", given.name())),
        None => Ok(()),
    }
}

fn parts<'a>(args: &'a Args, envelope: &'a Envelope, host: &'a str, lang: Lang) -> Result<Parts<'a>, Error> {
    let subject = args.one(&option::SUBJECT).map(subject).transpose()?;
    let body = args.one(&option::BODY).map(body).transpose()?;
    let mut attachments = Vec::new();
    for given in args.all(&option::ATTACH) {
        let name = Path::new(given.raw()).file_name().unwrap_or_default().to_string_lossy().into_owned();
        attachments.push((name, filled(given)?));
        if attachments.iter().map(|(_, content)| content.len()).sum::<usize>() > LARGEST_MESSAGE {
            return Err(too_large());
        }
    }
    Ok(Parts { envelope, host, lang, subject, body, attachments })
}

/// The subject, which is one line.
fn subject(given: &Given) -> Result<&str, Error> {
    let text = given.text()?;
    if text.chars().any(char::is_control) {
        return Err(Error::usage(&BROKEN_SUBJECT).with("name", given.name()).with("value", text));
    }
    Ok(text)
}

fn body(given: &Given) -> Result<String, Error> {
    let bytes = if given.raw() == "-" { content(given, io::stdin().lock())? } else { file(given)? };
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::usage(&NOT_UTF8).with("name", given.name()).with("file", shown(given)))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A file that is not empty.
fn filled(given: &Given) -> Result<Vec<u8>, Error> {
    let bytes = file(given)?;
    if bytes.is_empty() {
        return Err(Error::usage(&EMPTY).with("name", given.name()).with("file", shown(given)));
    }
    Ok(bytes)
}

fn file(given: &Given) -> Result<Vec<u8>, Error> {
    let opened = File::open(given.raw()).map_err(|error| unreadable(given, &error))?;
    content(given, opened)
}

fn content(given: &Given, source: impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let most = LARGEST_MESSAGE as u64 + 1;
    source.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(given, &error))?;
    if bytes.len() as u64 == most { Err(too_large()) } else { Ok(bytes) }
}

fn unreadable(given: &Given, error: &io::Error) -> Error {
    let about = Error::usage(&UNREADABLE).with("name", given.name()).with("file", shown(given));
    about.with("reason", error)
}

fn too_large() -> Error {
    Error::usage(&TOO_LARGE).with("most", (LARGEST_MESSAGE / 1024 / 1024).to_string())
}

fn shown(given: &Given) -> String {
    Path::new(given.raw()).display().to_string()
}

static NO_RECIPIENT: Complaint = Complaint {
    what: Text { en: "--send needs to know whom to send to.", zh_cn: "--send 需要知道发送给谁。" },
    form: Text {
        en: "Add --to ADDR, and --from ADDR where the user name is not an address.\nThe addresses in the header of an --eml file are not used.",
        zh_cn: "请加上 --to 地址；如果用户名不是邮箱地址，还要加上 --from 地址。\n不会使用 --eml 文件的邮件头中的地址。",
    },
};
static NOT_SENT: Complaint = Complaint {
    what: Text {
        en: "{name} is about a message, and without --send none is sent.",
        zh_cn: "{name} 与邮件有关，而没有 --send 就不会发送邮件。",
    },
    form: Text { en: "Add --send, or leave {name} out.", zh_cn: "请加上 --send，或去掉 {name}。" },
};
static TWO_MESSAGES: Complaint = Complaint {
    what: Text {
        en: "--eml gives a whole message, which {name} would change.",
        zh_cn: "--eml 已给出整封邮件，而 {name} 会改动它。",
    },
    form: Text {
        en: "Leave one of them out. The file is sent as it is.",
        zh_cn: "请去掉其中一个。文件会原样发送。",
    },
};
static BROKEN_SUBJECT: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” holds a line break or another control character.",
        zh_cn: "{name}：“{value}”中有换行符或其他控制字符。",
    },
    form: Text { en: "Write the subject as one line.", zh_cn: "主题只能写成一行。" },
};
static ONE_STDIN: Complaint = Complaint {
    what: Text {
        en: "--body - and --password-stdin cannot both read standard input.",
        zh_cn: "--body - 和 --password-stdin 不能同时读取标准输入。",
    },
    form: Text {
        en: "Give the password in another way, or the body in a file.",
        zh_cn: "请换一种方式给出密码，或把正文放在文件里。",
    },
};
static NOT_UTF8: Complaint = Complaint {
    what: Text {
        en: "{name}: {file} is not a text in UTF-8.", zh_cn: "{name}：{file} 不是 UTF-8 文本。"
    },
    form: Text {
        en: "Save it as UTF-8, or send it by --attach.",
        zh_cn: "请保存为 UTF-8，或用 --attach 作为附件发送。",
    },
};
static EMPTY: Complaint = Complaint {
    what: Text { en: "{name}: {file} is empty.", zh_cn: "{name}：{file} 是空文件。" },
    form: Text { en: "Name another file.", zh_cn: "请换一个文件。" },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "{name}: {file} cannot be read: {reason}.",
        zh_cn: "{name}：无法读取 {file}：{reason}。",
    },
    form: Text {
        en: "Name a file that exists and that you may read.",
        zh_cn: "请给出一个存在且有权读取的文件。",
    },
};
static TOO_LARGE: Complaint = Complaint {
    what: Text { en: "The message would be larger than {most} MiB.", zh_cn: "邮件会超过 {most} MiB。" },
    form: Text {
        en: "Send less: attachments grow by a third on the way.",
        zh_cn: "请减小邮件：附件编码后会增大约三分之一。",
    },
};
