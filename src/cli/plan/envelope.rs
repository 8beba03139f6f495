//! The envelope to check: whom `--from` and `--to` name.

use crate::cli::args::{Args, Given};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::evidence::Stage;
use crate::locale::Text;
use crate::plan::{Envelope, MailboxFault, Message, read_mailbox};

/// The most recipients: what every server takes (RFC 5321 §4.5.3.1.8).
const MOST: usize = 100;

/// The envelope, if there is one to check. The user is the sender where no other is named.
pub(super) fn envelope(args: &Args, user: Option<&str>) -> Result<Option<Envelope>, Error> {
    let mut to = Vec::new();
    for given in args.all(&option::TO) {
        for item in items(given.text()?) {
            to.push(read_mailbox(item).map_err(|fault| wrong(given, item, &fault))?);
        }
    }
    if to.len() > MOST {
        return Err(Error::usage(&TOO_MANY).with("most", MOST.to_string()));
    }
    let from = match (args.one(&option::FROM), to.is_empty()) {
        (Some(given), _) => sender(given)?,
        (None, true) => return Ok(None),
        (None, false) => {
            user.and_then(|user| read_mailbox(user).ok()).ok_or_else(|| Error::usage(&NO_FROM))?
        }
    };
    Ok(Some(Envelope { from, to }))
}

/// The envelope of a run that finds the server first: none, as nobody logs in there. A sender alone names a domain.
pub(super) fn only_domain(envelope: Option<Envelope>) -> Result<Option<Envelope>, Error> {
    match envelope {
        Some(envelope) if !envelope.to.is_empty() => Err(Error::usage(&NO_SERVER_YET)),
        _ => Ok(None),
    }
}

/// The last stage to go to, where `only` may name an earlier one.
pub(super) fn until(
    only: Option<Stage>,
    envelope: Option<&Envelope>,
    message: Option<&Message>,
) -> Result<Stage, Error> {
    let last = match envelope {
        None => Stage::Auth,
        Some(envelope) if envelope.to.is_empty() => Stage::Mail,
        Some(_) if message.is_some() => Stage::Data,
        Some(_) => Stage::Rcpt,
    };
    match (only, last) {
        (Some(_), Stage::Data) => Err(Error::usage(&ONLY_AND_SEND)),
        (Some(Stage::Mail), Stage::Auth) => Err(Error::usage(&ONLY_MAIL)),
        (Some(Stage::Rcpt), Stage::Auth | Stage::Mail) => Err(Error::usage(&ONLY_RCPT)),
        (only, last) => Ok(only.unwrap_or(last)),
    }
}

/// The sender; `''` and `<>` stand for the null reverse-path (RFC 5321 §4.5.5).
fn sender(given: &Given) -> Result<String, Error> {
    let text = given.text()?;
    match read_mailbox(text) {
        Err(MailboxFault::Empty) => Ok(String::new()),
        read => read.map_err(|fault| wrong(given, text, &fault)),
    }
}

/// The addresses of a value, at the commas outside quotation marks.
fn items(value: &str) -> Vec<&str> {
    let (mut items, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in value.char_indices() {
        match c {
            '"' if !escaped => quoted = !quoted,
            ',' if !quoted => {
                items.push(&value[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    items.push(&value[start..]);
    let filled: Vec<&str> = items.into_iter().filter(|item| !item.trim().is_empty()).collect();
    if filled.is_empty() { vec![""] } else { filled }
}

fn wrong(given: &Given, value: &str, fault: &MailboxFault) -> Error {
    let complaint = match fault {
        MailboxFault::Empty => &EMPTY,
        MailboxFault::NoDomain => &NO_DOMAIN,
        MailboxFault::Character(_) | MailboxFault::Domain(_) => &BAD_ADDRESS,
        MailboxFault::TooLong => &TOO_LONG,
    };
    Error::usage(complaint).with("name", given.name()).with("value", value)
}

const FORM: Text = Text {
    en: "Write the address alone, for example me@example.com",
    zh_cn: "请只写地址本身，例如 me@example.com",
};
static EMPTY: Complaint = Complaint {
    what: Text { en: "{name} names no address.", zh_cn: "{name} 没有给出地址。" },
    form: FORM,
};
static NO_DOMAIN: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not an address: there must be something before and behind an @.",
        zh_cn: "{name}：“{value}”不是邮箱地址，@ 的前后都要有内容。",
    },
    form: FORM,
};
static BAD_ADDRESS: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” has a character that cannot stand in an address.",
        zh_cn: "{name}：“{value}”中有邮箱地址不能包含的字符。",
    },
    form: FORM,
};
static TOO_LONG: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is longer than an address can be.",
        zh_cn: "{name}：“{value}”超出了邮箱地址的最大长度。",
    },
    form: FORM,
};
static NO_SERVER_YET: Complaint = Complaint {
    what: Text {
        en: "A mail address in place of the server means: find the server. Nothing is sent through a server that you have not named.",
        zh_cn: "用邮箱地址代替服务器，表示先查找服务器。程序不会通过你没有指定的服务器发送任何内容。",
    },
    form: Text {
        en: "Leave --to and --send out first; then name the server that was found.",
        zh_cn: "请先去掉 --to 和 --send，然后写上查到的服务器再运行。",
    },
};
static TOO_MANY: Complaint = Complaint {
    what: Text {
        en: "--to names more than {most} recipients.",
        zh_cn: "--to 给出的收件人超过了 {most} 个。",
    },
    form: Text {
        en: "Name fewer; one is usually enough.", zh_cn: "请减少收件人，通常一个就够了。"
    },
};
static NO_FROM: Complaint = Complaint {
    what: Text {
        en: "--to names a recipient, but nothing names the sender.",
        zh_cn: "--to 给出了收件人，却没有发件人。",
    },
    form: Text {
        en: "Add --from ADDR. It can be left out only where the user name is an address.",
        zh_cn: "请加上 --from 地址。只有用户名本身就是邮箱地址时才可以省略。",
    },
};
static ONLY_MAIL: Complaint = Complaint {
    what: Text {
        en: "--only mail needs a sender to name.", zh_cn: "--only mail 需要知道发件人是谁。"
    },
    form: Text { en: "Add --from ADDR.", zh_cn: "请加上 --from 地址。" },
};
static ONLY_RCPT: Complaint = Complaint {
    what: Text {
        en: "--only rcpt needs a recipient to name.", zh_cn: "--only rcpt 需要知道收件人是谁。"
    },
    form: Text { en: "Add --to ADDR.", zh_cn: "请加上 --to 地址。" },
};
static ONLY_AND_SEND: Complaint = Complaint {
    what: Text {
        en: "--only ends the examination before the message that --send asks for.",
        zh_cn: "--only 会让检查在 --send 要发送的邮件之前结束。",
    },
    form: Text { en: "Leave one of them out.", zh_cn: "请去掉其中一个。" },
};
