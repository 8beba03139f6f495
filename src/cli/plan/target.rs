//! The first word, read into a server, and what is said when it is none.
//!
//! What stands before an `@` may hold a password and is never quoted.

use crate::cli::error::{Complaint, Error};
use crate::locale::Text;
use crate::plan::{HostFault, Mailbox, ReadTarget, Target, TargetFault, TlsMode};

/// The server.
pub(crate) fn read(word: &str) -> Result<ReadTarget, Error> {
    if has_stray_password(word) {
        return Err(Error::usage(&UNENCODED));
    }
    if let Some(mailbox) = Mailbox::read(word, TlsMode::Auto) {
        // Until the server is found, the domain stands in its place.
        let target = Target { input: mailbox.address(), host: mailbox.domain, port: None };
        return Ok(ReadTarget { target, mode: None, user: None, password: None });
    }
    ReadTarget::parse(word).map_err(|fault| explain(fault, word))
}

/// Whether a URL holds an `@` behind its host: the password before it was cut by a character that ends the host.
fn has_stray_password(word: &str) -> bool {
    word.split_once("://")
        .and_then(|(_, rest)| rest.split_once(['/', '?', '#']))
        .is_some_and(|(authority, rest)| rest.contains('@') && authority.contains(':'))
}

fn explain(fault: TargetFault, word: &str) -> Error {
    let is_url = word.contains("://");
    let shown = word.trim().rsplit('@').next().unwrap_or_default().to_owned();
    let has_login = word.contains('@');
    match fault {
        TargetFault::Empty => Error::usage(&MISSING),
        TargetFault::Scheme(_) => Error::usage(&BAD_SCHEME),
        // `me:secret@host` without a scheme: not to be picked apart, as any part may be the secret.
        _ if has_login && !is_url => Error::usage(&LOGIN_BEFORE_HOST).with("value", shown),
        TargetFault::Port(port) => Error::usage(&BAD_PORT).with("port", port).with("value", shown),
        TargetFault::Brackets(_) => Error::usage(&BAD_BRACKETS).with("value", shown),
        TargetFault::Colons(_) => Error::usage(&TOO_MANY_COLONS).with("value", shown),
        TargetFault::Encoding => Error::usage(&BAD_ENCODING),
        TargetFault::Host(fault) => host(fault, shown),
    }
}

fn host(fault: HostFault, shown: String) -> Error {
    let error = match fault {
        HostFault::Empty => Error::usage(&NO_HOST),
        HostFault::Character { character, place } => Error::usage(&BAD_CHARACTER)
            .with("character", character.to_string())
            .with("number", format!("U+{:04X}", character as u32))
            .with("place", place.to_string()),
        HostFault::Label(label) if label.is_empty() => Error::usage(&EMPTY_LABEL),
        HostFault::Label(label) => Error::usage(&BAD_LABEL).with("label", label),
        HostFault::Idna => Error::usage(&BAD_NAME),
    };
    error.with("value", shown)
}

static MISSING: Complaint = Complaint {
    what: Text { en: "There is no server to examine.", zh_cn: "没有给出要检查的服务器。" },
    form: Text {
        en: "Name one: smtp-doctor HOST:PORT [USER] [OPTIONS]\nFor example: smtp-doctor smtp.example.com:465 me@example.com --ask-password",
        zh_cn: "请写上服务器：smtp-doctor 主机:端口 [用户名] [选项]\n例如：smtp-doctor smtp.example.com:465 me@example.com --ask-password",
    },
};
static BAD_SCHEME: Complaint = Complaint {
    what: Text {
        en: "The scheme of the URL is not one for sending mail.",
        zh_cn: "这个 URL 的协议不是用来发信的。",
    },
    form: Text {
        en: "Write smtp://, smtps://, submission:// or submissions://, or HOST:PORT alone.",
        zh_cn: "请写 smtp://、smtps://、submission:// 或 submissions:// 开头的 URL，或者只写 主机:端口。",
    },
};
static LOGIN_BEFORE_HOST: Complaint = Complaint {
    what: Text {
        en: "“…@{value}” is neither the name of a server nor a mail address whose server could be found.",
        zh_cn: "“…@{value}”既不是服务器名，也不是可以查找服务器的邮箱地址。",
    },
    form: Text {
        en: "Write a mail address alone, without a port: smtp-doctor me@example.com\nOr name the server, and the user behind it: smtp-doctor HOST:PORT USER --ask-password",
        zh_cn: "只写邮箱地址，不带端口：smtp-doctor me@example.com\n或者先写服务器，再写用户名：smtp-doctor 主机:端口 用户名 --ask-password",
    },
};
static UNENCODED: Complaint = Complaint {
    what: Text {
        en: "The password in the URL holds a /, ? or # that ends the host name there.",
        zh_cn: "URL 中的密码含有 /、? 或 #，主机名因此在那里中断。",
    },
    form: Text {
        en: "Write %2F for /, %3F for ? and %23 for #; or leave the password out and add --ask-password.",
        zh_cn: "请用 %2F 代替 /，%3F 代替 ?，%23 代替 #；或不写密码，改用 --ask-password。",
    },
};
static BAD_PORT: Complaint = Complaint {
    what: Text {
        en: "“{port}” in “{value}” is not a port.", zh_cn: "“{value}”中的“{port}”不是端口。"
    },
    form: Text {
        en: "A port is a number from 1 to 65535; mail is usually sent through 465 or 587.",
        zh_cn: "端口是 1 到 65535 的数字；发信一般用 465 或 587。",
    },
};
static BAD_BRACKETS: Complaint = Complaint {
    what: Text {
        en: "The brackets in “{value}” do not hold an IPv6 address.",
        zh_cn: "“{value}”的方括号中不是 IPv6 地址。",
    },
    form: Text {
        en: "The form is [ADDRESS]:PORT, for example: [2001:db8::1]:465",
        zh_cn: "格式为 [地址]:端口，例如：[2001:db8::1]:465",
    },
};
static TOO_MANY_COLONS: Complaint = Complaint {
    what: Text { en: "“{value}” holds too many colons.", zh_cn: "“{value}”中的冒号太多。" },
    form: Text {
        en: "The form is HOST:PORT; an IPv6 address stands in brackets: [2001:db8::1]:465",
        zh_cn: "格式为 主机:端口；IPv6 地址要加方括号：[2001:db8::1]:465",
    },
};
static BAD_ENCODING: Complaint = Complaint {
    what: Text {
        en: "A % in the URL is not followed by the code of a character.",
        zh_cn: "URL 中有一个 % 后面不是字符编码。",
    },
    form: Text { en: "Write %25 for the sign % itself.", zh_cn: "要表示 % 本身，请写 %25。" },
};
static NO_HOST: Complaint = Complaint {
    what: Text { en: "“{value}” names no host.", zh_cn: "“{value}”中没有主机名。" },
    form: Text {
        en: "The form is HOST:PORT, for example: smtp.example.com:465",
        zh_cn: "格式为 主机:端口，例如：smtp.example.com:465",
    },
};
static BAD_CHARACTER: Complaint = Complaint {
    what: Text {
        en: "“{value}” holds a character that no host name has: “{character}” ({number}), at place {place} of the name.",
        zh_cn: "“{value}”含有主机名不能有的字符：“{character}”（{number}），是主机名的第 {place} 个字符。",
    },
    form: Text {
        en: "A host name has letters, digits, hyphens and dots; type it with the keyboard set to English.",
        zh_cn: "主机名由字母、数字、连字符和点组成；请切换到英文输入法再输入。",
    },
};
static EMPTY_LABEL: Complaint = Complaint {
    what: Text { en: "“{value}” has one dot too many.", zh_cn: "“{value}”多了一个点。" },
    form: Text {
        en: "Between two dots of a host name there is at least one letter or digit.",
        zh_cn: "主机名的两个点之间至少要有一个字母或数字。",
    },
};
static BAD_LABEL: Complaint = Complaint {
    what: Text {
        en: "“{label}” in “{value}” cannot be part of a host name.",
        zh_cn: "“{value}”中的“{label}”不能是主机名的一部分。",
    },
    form: Text {
        en: "A part has at most 63 characters, no hyphen at its start or end, and the name has at most 253.",
        zh_cn: "每一部分最多 63 个字符，首尾不能是连字符；整个名称最多 253 个字符。",
    },
};
static BAD_NAME: Complaint = Complaint {
    what: Text {
        en: "“{value}” cannot be written as an international host name.",
        zh_cn: "“{value}”不能写成国际化主机名。",
    },
    form: Text { en: "Check it character by character.", zh_cn: "请逐个字符核对。" },
};
