//! The options about many targets: a list of them, and the service that examines them on request.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--targets FILE|-`.
pub(crate) static TARGETS: Opt = Opt {
    long: "targets",
    short: None,
    takes: Takes::Value(Text { en: "FILE|-", zh_cn: "文件|-" }),
    heading: Heading::Many,
    serves: Serves::Examination,
    help: Text {
        en: "Examine every target in this file, or of standard input: TARGET [USER [PASSWORD-ENV]] a line, or JSON lines; the results are JSON lines, in the order in which they are ready",
        zh_cn: "检查此文件（- 为标准输入）中的每个目标：每行 目标 [用户名 [密码变量]]，也可以是 JSON 行；结果为 JSON 行，先完成的先输出",
    },
};

/// `--concurrency N`.
pub(crate) static CONCURRENCY: Opt = Opt {
    long: "concurrency",
    short: None,
    takes: Takes::Value(Text { en: "N", zh_cn: "数量" }),
    heading: Heading::Many,
    serves: Serves::Many,
    help: Text {
        en: "How many targets are examined at a time (default: 100; with serve: 500)",
        zh_cn: "同时检查多少个目标（默认：100；用于 serve 时：500）",
    },
};

/// `--per-host N`.
pub(crate) static PER_HOST: Opt = Opt {
    long: "per-host",
    short: None,
    takes: Takes::Value(Text { en: "N", zh_cn: "数量" }),
    heading: Heading::Many,
    serves: Serves::Examination,
    help: Text {
        en: "With --targets: how many of them at a time for one host name, and for one address (default: 2)",
        zh_cn: "与 --targets 一起用：同一主机名、同一地址最多同时检查多少个（默认：2）",
    },
};

/// `--resume FILE`.
pub(crate) static RESUME: Opt = Opt {
    long: "resume",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Many,
    serves: Serves::Examination,
    help: Text {
        en: "With --targets: skip the targets whose results this former output holds",
        zh_cn: "与 --targets 一起用：跳过此前输出中已有结果的目标",
    },
};

/// `--shard K/N`.
pub(crate) static SHARD: Opt = Opt {
    long: "shard",
    short: None,
    takes: Takes::Value(Text { en: "K/N", zh_cn: "K/N" }),
    heading: Heading::Many,
    serves: Serves::Examination,
    help: Text {
        en: "With --targets: examine only the Kth of N parts of the list, to split it over machines",
        zh_cn: "与 --targets 一起用：只检查列表 N 份中的第 K 份，便于分到多台机器上",
    },
};

/// `--listen ADDR:PORT`.
pub(crate) static LISTEN: Opt = Opt {
    long: "listen",
    short: None,
    takes: Takes::Value(Text { en: "ADDR:PORT", zh_cn: "地址:端口" }),
    heading: Heading::Many,
    serves: Serves::Service,
    help: Text {
        en: "With serve: where to listen (default: 127.0.0.1:9925)",
        zh_cn: "用于 serve：监听的地址（默认：127.0.0.1:9925）",
    },
};

/// `--config FILE`.
pub(crate) static CONFIG: Opt = Opt {
    long: "config",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Many,
    serves: Serves::Service,
    help: Text {
        en: "With serve: the modules and the targets that are allowed, in TOML; read again on SIGHUP",
        zh_cn: "用于 serve：TOML 格式的模块和允许检查的目标；收到 SIGHUP 时重新读取",
    },
};
