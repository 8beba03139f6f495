//! The options that name sender and recipients, to be checked without sending anything.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--from ADDR`.
pub(crate) static FROM: Opt = Opt {
    long: "from",
    short: None,
    takes: Takes::Value(Text { en: "ADDR", zh_cn: "地址" }),
    heading: Heading::Envelope,
    serves: Serves::Examination,
    help: Text {
        en: "Check whether the server accepts this sender (default with --to: USER)",
        zh_cn: "检查服务器是否接受此发件人（有 --to 时默认为用户名）",
    },
};

/// `--dkim-selector NAME`.
pub(crate) static DKIM_SELECTOR: Opt = Opt {
    long: "dkim-selector",
    short: None,
    takes: Takes::Values(Text { en: "NAME", zh_cn: "名称" }),
    heading: Heading::Envelope,
    serves: Serves::Examination,
    help: Text {
        en: "With --from, also read this DKIM key of the sender's domain; repeatable",
        zh_cn: "与 --from 一起使用，同时检查发件域名的这个 DKIM 公钥；可重复",
    },
};

/// `--to ADDR`.
pub(crate) static TO: Opt = Opt {
    long: "to",
    short: None,
    takes: Takes::Values(Text { en: "ADDR", zh_cn: "地址" }),
    heading: Heading::Envelope,
    serves: Serves::Examination,
    help: Text {
        en: "Check whether the server accepts this recipient; repeatable",
        zh_cn: "检查服务器是否接受此收件人；可重复",
    },
};
