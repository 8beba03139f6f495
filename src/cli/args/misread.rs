//! What the parser complains about, in the user's language.
//!
//! A word that may be a password is never quoted: an option that does not exist is only named where no password can
//! stand, and a word too many not at all.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{COMMANDS, Command, scan};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;

/// How many words stand before a password.
const BEFORE_PASSWORD: usize = 2;

/// The parser's complaint as ours.
pub(super) fn explain(error: &clap::Error, command: Command, argv: &[OsString]) -> Error {
    let word = context(error, ContextKind::InvalidArg);
    // `--timeout <SECS>` in the parser's words.
    let name = word.split([' ', '=']).next().unwrap_or_default().trim_end_matches('[');
    match error.kind() {
        ErrorKind::UnknownArgument if !word.starts_with('-') => too_many(command),
        ErrorKind::UnknownArgument => unknown(error, name, argv),
        ErrorKind::InvalidValue => {
            let opt = option::by_long(name.trim_start_matches('-'));
            let value = opt.and_then(option::Opt::value_name);
            match value {
                Some(value) => Error::usage(&NO_VALUE).with("name", name).with("form", value),
                None => Error::usage(&UNREADABLE),
            }
        }
        ErrorKind::TooManyValues if name.starts_with('-') => Error::usage(&NOT_TAKING).with("name", name),
        ErrorKind::TooManyValues => too_many(command),
        ErrorKind::InvalidUtf8 => Error::usage(&NOT_UTF8),
        _ => Error::usage(&UNREADABLE),
    }
}

fn too_many(command: Command) -> Error {
    match COMMANDS.iter().find(|(_, known)| *known == command) {
        Some((name, _)) => Error::usage(&TOO_MANY_FOR_COMMAND).with("command", *name),
        None => Error::usage(&TOO_MANY_WORDS),
    }
}

fn unknown(error: &clap::Error, name: &str, argv: &[OsString]) -> Error {
    if matches!(name, "--password" | "--pass" | "--passwd" | "-p") {
        return Error::usage(&NO_SUCH_WAY).with("name", name);
    }
    if option::by_long(name.trim_start_matches('-')).is_some_and(|_| name.starts_with("--")) {
        return Error::usage(&OF_OTHERS).with("name", name);
    }
    let similar = context(error, ContextKind::SuggestedArg);
    let may_be_password = scan::words_before_unknown(argv) >= BEFORE_PASSWORD;
    match (may_be_password, similar.is_empty()) {
        (false, true) => Error::usage(&UNKNOWN).with("name", name),
        (false, false) => Error::usage(&UNKNOWN_SIMILAR).with("name", name).with("similar", similar),
        (true, true) => Error::usage(&UNKNOWN_HIDDEN),
        (true, false) => Error::usage(&UNKNOWN_HIDDEN_SIMILAR).with("similar", similar),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        Some(ContextValue::Strings(texts)) => texts.first().map(String::as_str).unwrap_or_default(),
        _ => "",
    }
}

static TOO_MANY_WORDS: Complaint = Complaint {
    what: Text {
        en: "There are too many arguments on the command line.", zh_cn: "命令行上的参数太多。"
    },
    form: Text {
        en: "The form is: smtp-doctor [OPTIONS] TARGET [USER] [PASSWORD] [TLS]\nA password with spaces needs quotation marks; better leave it out and add --ask-password.",
        zh_cn: "格式为：smtp-doctor [选项] 目标 [用户名] [密码] [TLS]\n含空格的密码须加引号；更好的办法是不写密码，改用 --ask-password。",
    },
};
static TOO_MANY_FOR_COMMAND: Complaint = Complaint {
    what: Text { en: "There are too many arguments for {command}.", zh_cn: "{command} 的参数太多。" },
    form: Text { en: "A value with spaces needs quotation marks.", zh_cn: "含空格的值须加引号。" },
};
static UNKNOWN: Complaint = Complaint {
    what: Text { en: "There is no option {name}.", zh_cn: "没有 {name} 这个选项。" },
    form: Text { en: "Look it up in the list of options.", zh_cn: "请在选项列表中核对名称。" },
};
static OF_OTHERS: Complaint = Complaint {
    what: Text { en: "{name} does not go with this command.", zh_cn: "这个命令不能用 {name}。" },
    form: Text { en: "Leave it out.", zh_cn: "请去掉这个选项。" },
};
static UNKNOWN_SIMILAR: Complaint = Complaint {
    what: Text { en: "There is no option {name}.", zh_cn: "没有 {name} 这个选项。" },
    form: Text { en: "Did you mean {similar}?", zh_cn: "相近的选项是 {similar}。" },
};
static UNKNOWN_HIDDEN: Complaint = Complaint {
    what: Text {
        en: "An argument that starts with a hyphen is not a known option. It is not shown, as it may be a \
             password.",
        zh_cn: "有一个以连字符开头的参数不是已知的选项。它可能是密码，所以不显示。",
    },
    form: Text {
        en: "If it is the password, leave it out and add --ask-password; or write -- before USER.",
        zh_cn: "如果它是密码，请不要写在命令行上，改用 --ask-password；或者在用户名之前写 --。",
    },
};
static UNKNOWN_HIDDEN_SIMILAR: Complaint = Complaint {
    what: UNKNOWN_HIDDEN.what,
    form: Text {
        en: "If you mean an option: did you mean {similar}?\nIf it is the password, leave it out and add \
             --ask-password.",
        zh_cn: "如果你要写选项：相近的选项是 {similar}。\n如果它是密码，请不要写在命令行上，改用 --ask-password。",
    },
};
static NO_SUCH_WAY: Complaint = Complaint {
    what: Text {
        en: "There is no option {name}: other users of this machine could see the password.",
        zh_cn: "没有 {name} 这个选项：本机的其他用户会看到密码。",
    },
    form: Text {
        en: "Use --ask-password, --password-stdin, --password-env VAR, --password-file FILE or --password-command CMD.",
        zh_cn: "请用 --ask-password、--password-stdin、--password-env 变量、--password-file 文件 或 --password-command 命令。",
    },
};
static NO_VALUE: Complaint = Complaint {
    what: Text { en: "{name} needs a value.", zh_cn: "{name} 后面缺少值。" },
    form: Text { en: "The form is: {name} {form}", zh_cn: "格式为：{name} {form}" },
};
static NOT_TAKING: Complaint = Complaint {
    what: Text { en: "{name} takes no value.", zh_cn: "{name} 不带值。" },
    form: Text { en: "The form is: {name}", zh_cn: "格式为：{name}" },
};
static NOT_UTF8: Complaint = Complaint {
    what: Text {
        en: "An argument on the command line is not valid UTF-8.",
        zh_cn: "命令行上有一个参数不是有效的 UTF-8。",
    },
    form: Text {
        en: "Type it again, or set the terminal to UTF-8.",
        zh_cn: "请重新输入，或把终端的编码设为 UTF-8。",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text { en: "The command line cannot be read.", zh_cn: "无法读懂命令行。" },
    form: Text {
        en: "The form is: smtp-doctor [OPTIONS] TARGET [USER] [PASSWORD] [TLS]",
        zh_cn: "格式为：smtp-doctor [选项] 目标 [用户名] [密码] [TLS]",
    },
};
