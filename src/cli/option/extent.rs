//! The options about how far an examination goes, and how long.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--timeout SECS`.
pub(crate) static TIMEOUT: Opt = Opt {
    long: "timeout",
    short: None,
    takes: Takes::Value(Text { en: "SECS", zh_cn: "秒数" }),
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "Time limit of each stage (default: 30)", zh_cn: "每个阶段最长多少秒（默认：30）"
    },
};

/// `--deadline SECS`.
pub(crate) static DEADLINE: Opt = Opt {
    long: "deadline",
    short: None,
    takes: Takes::Value(Text { en: "SECS", zh_cn: "秒数" }),
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "Time limit of the whole run (default: 60, or twice the timeout if that is more)",
        zh_cn: "整次检查最长多少秒（默认：60；若 --timeout 的两倍更长，则取两倍）",
    },
};

/// `--retries N`.
pub(crate) static RETRIES: Opt = Opt {
    long: "retries",
    short: None,
    takes: Takes::Value(Text { en: "N", zh_cn: "次数" }),
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "How many times to try again after a connection failure that may pass (default: 0)",
        zh_cn: "遇到可能是暂时的连接失败时，再试几次（默认：0）",
    },
};

/// `--only STAGE`.
pub(crate) static ONLY: Opt = Opt {
    long: "only",
    short: None,
    takes: Takes::Values(Text { en: "STAGE", zh_cn: "阶段" }),
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "Go no further than this stage: dns, tcp, tls, greeting, ehlo, starttls, auth, mail or rcpt",
        zh_cn: "只检查到此阶段为止：dns、tcp、tls、greeting、ehlo、starttls、auth、mail 或 rcpt",
    },
};

/// `--audit`.
pub(crate) static AUDIT: Opt = Opt {
    long: "audit",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "Also check the health of the server, by one more connection a port; for servers that you run or may test",
        zh_cn: "同时检查服务器的健康状况，每个端口多用一个连接；请只用于自己管理或有权测试的服务器",
    },
};

/// `--quick`.
pub(crate) static QUICK: Opt = Opt {
    long: "quick",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Extent,
    serves: Serves::Examination,
    help: Text {
        en: "Open no further connections to tell causes apart",
        zh_cn: "不再为查明原因建立额外的连接",
    },
};
