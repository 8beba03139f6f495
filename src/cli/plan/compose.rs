//! The test message: a plain text that says what sent it and on whose wish, with nothing of this machine in it.

use std::time::SystemTime;

use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::cli::error::{Complaint, Error};
use crate::locale::{Lang, Text, fill};
use crate::plan::{Envelope, Message, Origin};

/// What a test message is made of.
pub(super) struct Parts<'a> {
    /// From whom to whom.
    pub(super) envelope: &'a Envelope,
    /// The server that is examined.
    pub(super) host: &'a str,
    /// The language of whoever reads it.
    pub(super) lang: Lang,
    /// The subject, where one was given.
    pub(super) subject: Option<&'a str>,
    /// The text, where one was given.
    pub(super) body: Option<String>,
    /// The names and the contents of the attachments.
    pub(super) attachments: Vec<(String, Vec<u8>)>,
}

/// The message.
pub(super) fn compose(parts: Parts<'_>) -> Result<Message, Error> {
    let Parts { envelope, lang, .. } = parts;
    let builder = headers(&parts)?;
    let text = parts.body.unwrap_or_else(|| explanation(parts.host, lang));
    // One form of line ends, whatever the file has.
    let text = SinglePart::plain(text.replace("\r\n", "\n").replace('\r', "\n"));
    let made = if parts.attachments.is_empty() {
        builder.singlepart(text)
    } else {
        let start = MultiPart::mixed().singlepart(text);
        builder.multipart(
            parts
                .attachments
                .into_iter()
                .fold(start, |whole, (name, content)| whole.singlepart(attachment(&name, content))),
        )
    };
    let made = made.map_err(|_| refused(&envelope.from))?;
    let message = Message::new(made.formatted(), Origin::Composed);
    if message.facts().is_sendable() { Ok(message) } else { Err(Error::usage(&UNFIT)) }
}

fn headers(parts: &Parts<'_>) -> Result<MessageBuilder, Error> {
    let Envelope { from, to } = parts.envelope;
    let domain = from.rsplit_once('@').map(|(_, domain)| domain).ok_or_else(|| Error::usage(&NO_SENDER))?;
    let mut builder = lettre::Message::builder()
        .from(mailbox(from)?)
        .subject(parts.subject.unwrap_or(SUBJECT.in_lang(parts.lang)))
        .date(SystemTime::now())
        .message_id(Some(format!("<{}@{domain}>", unique()?)))
        .user_agent(concat!("smtp-doctor/", env!("CARGO_PKG_VERSION")).to_owned())
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    for address in to {
        builder = builder.to(mailbox(address)?);
    }
    Ok(builder)
}

fn mailbox(address: &str) -> Result<Mailbox, Error> {
    let address: Address = address.parse().map_err(|_| refused(address))?;
    Ok(Mailbox::new(None, address))
}

fn refused(address: &str) -> Error {
    Error::usage(&NO_HEADER).with("value", address)
}

/// What no other message has.
fn unique() -> Result<String, Error> {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::internal(&NO_RANDOMNESS))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

fn explanation(host: &str, lang: Lang) -> String {
    let form = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let time = OffsetDateTime::now_utc().format(form).unwrap_or_default();
    let args = [("host", host.to_owned()), ("time", time), ("version", env!("CARGO_PKG_VERSION").to_owned())];
    fill(BODY.in_lang(lang), &args)
}

fn attachment(name: &str, content: Vec<u8>) -> SinglePart {
    let name = name.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
    let kind = ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN);
    // Base64 keeps every byte, line ends of a text included.
    match Body::new_with_encoding(content, ContentTransferEncoding::Base64) {
        Ok(body) => Attachment::new(name).body(body, kind),
        Err(content) => Attachment::new(name).body(content, kind),
    }
}

static SUBJECT: Text = Text { en: "smtp-doctor test message", zh_cn: "smtp-doctor 测试邮件" };
static BODY: Text = Text {
    en: "This is a test message.\n\nSomebody is finding out with smtp-doctor whether the mail server {host} accepts and delivers mail, and chose this address to send to.\n\nYou need not do anything and can delete this message.\n\nSent at {time} UTC by smtp-doctor {version}\n",
    zh_cn: "这是一封测试邮件。\n\n有人正在用 smtp-doctor 检查邮件服务器 {host} 能否接收并投递邮件，并选择了发送到这个地址。\n\n您不需要做任何事，可以直接删除这封邮件。\n\n由 smtp-doctor {version} 发送于 {time}（UTC）\n",
};
static NO_SENDER: Complaint = Complaint {
    what: Text {
        en: "The test message needs a sender, and --from names none.",
        zh_cn: "测试邮件需要发件人，而 --from 没有给出。",
    },
    form: Text {
        en: "Write --from ADDR. Only a message of your own (--eml FILE) can go without a sender.",
        zh_cn: "请写 --from 地址。只有自备的邮件（--eml 文件）才可以没有发件人。",
    },
};
static NO_HEADER: Complaint = Complaint {
    what: Text {
        en: "“{value}” cannot stand in the header of the test message.",
        zh_cn: "“{value}”不能写进测试邮件的邮件头。",
    },
    form: Text {
        en: "Use another address, or give the whole message by --eml FILE.",
        zh_cn: "请换一个地址，或用 --eml 文件 给出整封邮件。",
    },
};
static UNFIT: Complaint = Complaint {
    what: Text {
        en: "--body holds characters that cannot be sent, such as NUL.",
        zh_cn: "--body 中有不能发送的字符，例如空字节（NUL）。",
    },
    form: Text { en: "Use a plain text file.", zh_cn: "请使用纯文本文件。" },
};
static NO_RANDOMNESS: Complaint = Complaint {
    what: Text {
        en: "This machine gives no random numbers for a Message-ID.",
        zh_cn: "本机无法产生 Message-ID 所需的随机数。",
    },
    form: Text { en: "Nothing was examined.", zh_cn: "没有进行任何检查。" },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn made(lang: Lang, subject: Option<&str>, body: Option<&str>, attachments: &[(&str, &[u8])]) -> String {
        let envelope = Envelope { from: "me@a.test".into(), to: vec!["x@b.test".into(), "y@b.test".into()] };
        let attachments =
            attachments.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())).collect();
        let body = body.map(str::to_owned);
        let parts = Parts { envelope: &envelope, host: "mx.a.test", lang, subject, body, attachments };
        let message = compose(parts).unwrap_or_else(|error| panic!("{}", error.render(lang)));
        assert_eq!((message.facts().faults.as_slice(), message.facts().header), (&[][..], None));
        assert_eq!(message.facts().body, None);
        String::from_utf8(message.bytes().to_vec()).unwrap()
    }

    #[test]
    fn it_has_every_header_and_nothing_of_this_machine() {
        for lang in Lang::ALL {
            let message = made(lang, None, None, &[]);
            for header in [
                "From: me@a.test\r\n",
                "To: x@b.test, y@b.test\r\n",
                "Auto-Submitted: auto-generated\r\n",
                "User-Agent: smtp-doctor/",
                "MIME-Version: 1.0\r\n",
                "Date: ",
                "Subject: ",
            ] {
                assert!(message.contains(header), "{header} in {message}");
            }
            let id = message.split("Message-ID: <").nth(1).unwrap().split('>').next().unwrap();
            assert!(id.len() == 32 + "@a.test".len() && id.ends_with("@a.test"), "{id}");
        }
        assert!(made(Lang::En, None, None, &[]).contains("mail server mx.a.test"));
        assert_ne!(made(Lang::En, None, None, &[]), made(Lang::En, None, None, &[]));
    }

    #[test]
    fn whatever_stands_in_the_parts_it_keeps_the_rules() {
        let long = "长".repeat(2000);
        for body in ["", ".\n.\r\n..\r.", "a\rb\n\n.\n", &long, &"y".repeat(5000)] {
            let message =
                made(Lang::ZhCn, Some(&long), Some(body), &[("报告\r\nX: y.bin", b"\n.\n\0\r\xff")]);
            assert!(!message.contains("\r\nX: y"), "{message}");
        }
    }
}
