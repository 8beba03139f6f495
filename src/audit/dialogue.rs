//! The checks of the dialogue: greeting, replies, extensions, unknown commands, goodbye.

use super::view::{BETWEEN, Verdict, ports, sessions};
use super::{Check, Level, Seen};
use crate::evidence::{Ask, Attempt, AuditSession, Came, Hello};
use crate::locale::Text;
use crate::smtp::{Quirk, Reply};

/// The greeting should take no longer.
const SLOW_GREETING_MS: f64 = 5000.0;
/// A message of this size should be taken.
const USUAL_SIZE: u64 = 10_000_000;
/// What a server for submission should offer.
const EXTENSIONS: [&str; 3] = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];

pub(super) static CHECKS: &[&Check] =
    &[&PROMPT_GREETING, &NAMED, &EHLO, &CLEAN_REPLIES, &OFFERED, &SIZE, &UNKNOWN, &GOODBYE];

static PROMPT_GREETING: Check = Check {
    id: "B15",
    title: Text { en: "The greeting comes within five seconds", zh_cn: "五秒之内发出问候" },
    source: "RFC 5321 §4.5.3.2.1",
    remedy: Text {
        en: "Greet at once on the ports for submission; delays before the greeting are for port 25. Postfix: no postscreen on 465 and 587. Exim: no `delay` in `acl_smtp_connect` for these ports.",
        zh_cn: "在提交端口上立即发出问候，延迟问候的做法只适合 25 端口。Postfix：465 和 587 不经过 postscreen。Exim：`acl_smtp_connect` 中不要对这些端口使用 `delay`。",
    },
    made: |evidence| ports(evidence, prompt_greeting),
};

static NAMED: Check = Check {
    id: "B16",
    title: Text { en: "The greeting names the server", zh_cn: "问候中写明服务器的名称" },
    source: "RFC 5321 §4.2",
    remedy: Text {
        en: "Let the greeting begin with the full name of the server. Postfix: `myhostname` and `smtpd_banner = $myhostname ESMTP`. Exim: `primary_hostname` and `smtp_banner = $smtp_active_hostname ESMTP`.",
        zh_cn: "让问候以服务器的完整域名开头。Postfix：`myhostname` 和 `smtpd_banner = $myhostname ESMTP`。Exim：`primary_hostname` 和 `smtp_banner = $smtp_active_hostname ESMTP`。",
    },
    made: |evidence| ports(evidence, named),
};

static EHLO: Check = Check {
    id: "B17",
    title: Text { en: "EHLO is answered in the form of the standard", zh_cn: "EHLO 的应答符合标准" },
    source: "RFC 5321 §4.1.1.1",
    remedy: Text {
        en: "Let the server speak ESMTP, and take devices that rewrite SMTP out of the way. Cisco: turn off `inspect esmtp`. Postfix and Exim answer EHLO rightly by themselves.",
        zh_cn: "让服务器支持 ESMTP，并去掉会改写 SMTP 的中间设备。思科设备：关闭 `inspect esmtp`。Postfix 和 Exim 本身能正确应答 EHLO。",
    },
    made: |evidence| ports(evidence, ehlo),
};

static CLEAN_REPLIES: Check = Check {
    id: "B18",
    title: Text { en: "Replies keep to the form of the standard", zh_cn: "应答的格式符合标准" },
    source: "RFC 5321 §2.3.8, §4.5.3.1.5",
    remedy: Text {
        en: "Let every line of a reply end in CR LF, stay within 512 bytes and hold printable text only. Look at texts of your own: Postfix: `smtpd_banner`, reject texts in access maps. Exim: `smtp_banner`, `message =` in ACLs.",
        zh_cn: "应答的每一行都应以 CR LF 结尾、不超过 512 字节，且只含可打印字符。请检查自定义的文字。Postfix：`smtpd_banner`、访问表中的拒绝文字。Exim：`smtp_banner`、ACL 中的 `message =`。",
    },
    made: |evidence| ports(evidence, clean_replies),
};

static OFFERED: Check = Check {
    id: "B19",
    title: Text { en: "The usual extensions are offered", zh_cn: "提供常用的扩展" },
    source: "RFC 6409 §7",
    remedy: Text {
        en: "Offer them again. Postfix: look at `smtpd_discard_ehlo_keywords`. Exim: `pipelining_advertise_hosts = *`, `accept_8bitmime = true`.",
        zh_cn: "恢复这些扩展。Postfix：检查 `smtpd_discard_ehlo_keywords`。Exim：`pipelining_advertise_hosts = *`、`accept_8bitmime = true`。",
    },
    made: |evidence| ports(evidence, offered),
};

static SIZE: Check = Check {
    id: "B20",
    title: Text { en: "Messages of 10 MB are taken", zh_cn: "接受 10 MB 的邮件" },
    source: "RFC 1870 §4",
    remedy: Text {
        en: "Raise the limit, and announce it. Postfix: `message_size_limit = 52428800`. Exim: `message_size_limit = 50M`.",
        zh_cn: "调高上限，并在 EHLO 应答中写明。Postfix：`message_size_limit = 52428800`。Exim：`message_size_limit = 50M`。",
    },
    made: |evidence| ports(evidence, size),
};

static UNKNOWN: Check = Check {
    id: "B32",
    title: Text {
        en: "An unknown command is refused, and the connection stays",
        zh_cn: "拒绝未知命令，但不断开连接",
    },
    source: "RFC 5321 §4.2.4",
    remedy: Text {
        en: "Refuse unknown commands by 500 and go on. Postfix: take care with `smtpd_forbidden_commands`. Exim: `smtp_max_unknown_commands = 3`.",
        zh_cn: "对未知命令答复 500，并继续对话。Postfix：谨慎使用 `smtpd_forbidden_commands`。Exim：`smtp_max_unknown_commands = 3`。",
    },
    made: |evidence| sessions(evidence, unknown),
};

static GOODBYE: Check = Check {
    id: "B61",
    title: Text { en: "QUIT ends the connection in good order", zh_cn: "QUIT 之后正常断开连接" },
    source: "RFC 5321 §4.1.1.10, RFC 8446 §6.1",
    remedy: Text {
        en: "Answer QUIT by 221, end TLS by close_notify, and close. Postfix and Exim do so by themselves: look at proxies and load balancers before them.",
        zh_cn: "对 QUIT 答复 221，用 close_notify 结束 TLS，再断开连接。Postfix 和 Exim 本身就会这样做，请检查它们前面的代理和负载均衡设备。",
    },
    made: |evidence| sessions(evidence, goodbye),
};

fn prompt_greeting(attempt: &Attempt) -> Option<Verdict> {
    attempt.greeting.passed()?;
    let ms = attempt.greeting.ms()?;
    let seconds = format!("{:.1}", ms / 1000.0);
    let slow = || Seen::new(Level::Advice, &SLOW_GREETING).with("seconds", seconds);
    Some(Verdict::of((ms > SLOW_GREETING_MS).then(slow)))
}

fn named(attempt: &Attempt) -> Option<Verdict> {
    let greeting = attempt.greeting.passed()?.reply.lines.first()?.decoded();
    let name = greeting.split_whitespace().next().unwrap_or_default();
    let full = name.contains('.') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b));
    let literal = name.starts_with('[') && name.ends_with(']');
    let shown = crate::escape::visible_within(name, 64);
    Some(Verdict::of((!full && !literal).then(|| Seen::new(Level::Note, &UNNAMED).with("name", shown))))
}

fn ehlo(attempt: &Attempt) -> Option<Verdict> {
    let ehlo = attempt.last_ehlo()?;
    if ehlo.hello == Hello::Helo {
        return Some(Verdict::Found(Seen::new(Level::Fault, &HELO_ONLY)));
    }
    let word = |line: &String| line.split([' ', '\t', '=']).next().unwrap_or_default().to_owned();
    let fits = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let odd = ehlo.capabilities.keywords.iter().map(word).find(|word| !fits(word));
    Some(Verdict::of(odd.map(|word| {
        Seen::new(Level::Advice, &ODD_KEYWORD).with("keyword", crate::escape::visible_within(&word, 64))
    })))
}

fn clean_replies(attempt: &Attempt) -> Option<Verdict> {
    let replies = [
        attempt.greeting.facts().map(|greeting| &greeting.reply),
        attempt.ehlo.facts().map(|ehlo| &ehlo.reply),
        attempt.starttls.facts().map(|starttls| &starttls.reply),
        attempt.ehlo_again.facts().map(|ehlo| &ehlo.reply),
        attempt.auth.facts().and_then(|auth| auth.reply.as_ref()),
    ];
    let replies: Vec<&Reply> = replies.into_iter().flatten().collect();
    replies.first()?;
    let quirk = replies.iter().flat_map(|reply| &reply.quirks).next();
    Some(Verdict::of(quirk.map(|quirk| Seen::new(Level::Advice, quirk_text(*quirk)))))
}

fn quirk_text(quirk: Quirk) -> &'static Text {
    match quirk {
        Quirk::BareLf => &BARE_LF,
        Quirk::BareCr => &BARE_CR,
        Quirk::Control => &CONTROL,
        Quirk::EmptyLine => &EMPTY_LINE,
        Quirk::LongLine => &LONG_LINE,
        Quirk::NotUtf8 => &NOT_UTF8,
    }
}

fn offered(attempt: &Attempt) -> Option<Verdict> {
    let capabilities = &attempt.last_ehlo()?.capabilities;
    let missing: Vec<&str> =
        EXTENSIONS.into_iter().filter(|extension| !capabilities.has(extension)).collect();
    let seen = || Seen::new(Level::Note, &MISSING).with("extensions", missing.join(BETWEEN));
    Some(Verdict::of((!missing.is_empty()).then(seen)))
}

fn size(attempt: &Attempt) -> Option<Verdict> {
    let capabilities = &attempt.last_ehlo()?.capabilities;
    if !capabilities.has("SIZE") {
        return Some(Verdict::Found(Seen::new(Level::Note, &NO_SIZE)));
    }
    let small = capabilities.size().filter(|size| *size < USUAL_SIZE);
    Some(Verdict::of(small.map(|size| Seen::new(Level::Advice, &SMALL).with("size", size.to_string()))))
}

fn unknown(session: &AuditSession, _: &Attempt) -> Option<Verdict> {
    match &session.trial(Ask::Unknown)?.came {
        Came::Reply { reply } if reply.is_permanent() => Some(Verdict::Sound),
        Came::Reply { reply } => {
            Some(Verdict::Found(Seen::new(Level::Note, &NOT_REFUSED).with("reply", reply.shown(80))))
        }
        Came::Closed | Came::Broken => Some(Verdict::Found(Seen::new(Level::Advice, &HUNG_UP))),
        Came::Silence => None,
    }
}

fn goodbye(session: &AuditSession, _: &Attempt) -> Option<Verdict> {
    let seen = match &session.trial(Ask::Quit)?.came {
        Came::Reply { reply } if reply.code == 221 => match session.trial(Ask::End)?.came {
            Came::Closed | Came::Reply { .. } => None,
            Came::Broken => Some(Seen::new(Level::Note, &TORN)),
            Came::Silence => Some(Seen::new(Level::Note, &KEPT_OPEN)),
        },
        Came::Reply { reply } => Some(Seen::new(Level::Note, &OTHER_GOODBYE).with("reply", reply.shown(80))),
        Came::Closed | Came::Broken | Came::Silence => Some(Seen::new(Level::Note, &NO_GOODBYE)),
    };
    Some(Verdict::of(seen))
}

static SLOW_GREETING: Text =
    Text { en: "The greeting takes {seconds} s.", zh_cn: "问候用了 {seconds} 秒才到。" };
static UNNAMED: Text = Text {
    en: "The greeting does not begin with the full name of the server, but with “{name}”.",
    zh_cn: "问候不是以服务器的完整域名开头，而是以“{name}”开头。",
};
static HELO_ONLY: Text = Text {
    en: "The server does not know EHLO, so it can offer neither encryption nor a login.",
    zh_cn: "服务器不支持 EHLO，因此既不能提供加密，也不能提供认证。",
};
static ODD_KEYWORD: Text = Text {
    en: "The answer to EHLO holds a word that is no keyword: “{keyword}”.",
    zh_cn: "EHLO 的应答中有不是关键字的内容：“{keyword}”。",
};
static BARE_LF: Text =
    Text { en: "A reply has a line that ends in LF alone.", zh_cn: "应答中有只以 LF 结尾的行。" };
static BARE_CR: Text =
    Text { en: "A reply has a CR in the middle of a line.", zh_cn: "应答的行中间出现了 CR。" };
static CONTROL: Text = Text { en: "A reply holds control characters.", zh_cn: "应答中有控制字符。" };
static EMPTY_LINE: Text =
    Text { en: "An empty line comes before a reply.", zh_cn: "应答之前有一个空行。" };
static LONG_LINE: Text = Text {
    en: "A line of a reply has more than 512 bytes.",
    zh_cn: "应答中有超过 512 字节的行。",
};
static NOT_UTF8: Text =
    Text { en: "The text of a reply is not UTF-8.", zh_cn: "应答的文字不是 UTF-8 编码。" };
static MISSING: Text =
    Text { en: "The server does not offer: {extensions}.", zh_cn: "服务器未提供：{extensions}。" };
static NO_SIZE: Text = Text {
    en: "The server does not say how large a message may be.",
    zh_cn: "服务器没有说明邮件大小的上限。",
};
static SMALL: Text = Text {
    en: "The server takes messages of {size} bytes at most; an attachment of a few megabytes does not fit.",
    zh_cn: "服务器最大只接受 {size} 字节的邮件，几 MB 的附件就放不下。",
};
static NOT_REFUSED: Text = Text {
    en: "The server does not refuse an unknown command for good: {reply}.",
    zh_cn: "服务器没有以 5xx 拒绝未知命令：{reply}。",
};
static HUNG_UP: Text = Text {
    en: "The server ends the connection at the first unknown command.",
    zh_cn: "服务器遇到第一个未知命令就断开连接。",
};
static TORN: Text = Text {
    en: "After QUIT the connection is torn down without a proper end.",
    zh_cn: "QUIT 之后连接没有正常结束，而是被直接中断。",
};
static KEPT_OPEN: Text = Text {
    en: "After QUIT the server keeps the connection open.",
    zh_cn: "QUIT 之后服务器仍保持连接。",
};
static OTHER_GOODBYE: Text = Text {
    en: "The server does not answer QUIT by 221: {reply}.",
    zh_cn: "服务器没有以 221 答复 QUIT：{reply}。",
};
static NO_GOODBYE: Text =
    Text { en: "The server does not answer QUIT.", zh_cn: "服务器不答复 QUIT。" };
