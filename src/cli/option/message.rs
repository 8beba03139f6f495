//! The options about the message that is really sent.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--send`.
pub(crate) static SEND: Opt = Opt {
    long: "send",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Message,
    serves: Serves::Examination,
    help: Text {
        en: "Really send a small test message to every --to address; nobody gets it unless all are accepted",
        zh_cn: "真的向所有 --to 地址发送一封很小的测试邮件；只要有一个地址不被接受，就都不发送",
    },
};

/// `--subject TEXT`.
pub(crate) static SUBJECT: Opt = Opt {
    long: "subject",
    short: None,
    takes: Takes::Value(Text { en: "TEXT", zh_cn: "文字" }),
    heading: Heading::Message,
    serves: Serves::Examination,
    help: Text { en: "Use this subject", zh_cn: "使用此主题" },
};

/// `--body FILE`.
pub(crate) static BODY: Opt = Opt {
    long: "body",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Message,
    serves: Serves::Examination,
    help: Text {
        en: "Use the text of this file in UTF-8 as the body; - reads standard input",
        zh_cn: "用此文件的内容（UTF-8）作正文；- 表示标准输入",
    },
};

/// `--attach FILE`.
pub(crate) static ATTACH: Opt = Opt {
    long: "attach",
    short: None,
    takes: Takes::Values(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Message,
    serves: Serves::Examination,
    help: Text { en: "Attach this file; repeatable", zh_cn: "附上此文件；可重复" },
};

/// `--eml FILE`.
pub(crate) static EML: Opt = Opt {
    long: "eml",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Message,
    serves: Serves::Examination,
    help: Text {
        en: "Send the message in this file as it is, and tell what is wrong with its format",
        zh_cn: "原样发送此文件中的邮件，并指出其格式的错误",
    },
};
