//! The options about what comes out.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--format FORMAT`.
pub(crate) static FORMAT: Opt = Opt {
    long: "format",
    short: None,
    takes: Takes::Value(Text { en: "FORMAT", zh_cn: "格式" }),
    heading: Heading::Output,
    serves: Serves::Result,
    help: Text {
        en: "The format of the result on standard output: text (the default), json, jsonl, markdown; and for \
             examinations junit, tap, nagios (with the exit status 0 to 3 of a plugin), openmetrics, github, html",
        zh_cn: "标准输出的结果格式：text（默认）、json、jsonl、markdown；检查结果还可用 junit、tap、\
                nagios（退出状态为插件的 0 到 3）、openmetrics、github、html",
    },
};

/// `--output FORMAT=FILE`.
pub(crate) static OUTPUT: Opt = Opt {
    long: "output",
    short: None,
    takes: Takes::Values(Text { en: "FORMAT=FILE", zh_cn: "格式=文件" }),
    heading: Heading::Output,
    serves: Serves::Report,
    help: Text {
        en: "Also write the result into a file, for example junit=report.xml; may be given several times",
        zh_cn: "把结果另写入文件，例如 junit=report.xml；可多次使用",
    },
};

/// `--record FILE`.
pub(crate) static RECORD: Opt = Opt {
    long: "record",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Output,
    serves: Serves::Observation,
    help: Text {
        en: "Save what was observed, without any secret, for `smtp-doctor replay`",
        zh_cn: "保存观察到的一切（不含密码），供 smtp-doctor replay 使用",
    },
};

/// `--scrub`.
pub(crate) static SCRUB: Opt = Opt {
    long: "scrub",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Output,
    serves: Serves::Observation,
    help: Text {
        en: "Replace names, addresses, users, certificate names and fingerprints in the reports and in the record \
             by stand-ins, the same by the same; hosts of known providers, public authorities, codes and times stay",
        zh_cn: "把报告和记录中的主机名、地址、用户、证书名称和指纹换成替代值，同一个总是换成同一个；\
                已知服务商的主机、公共签发机构、代码和时间保留",
    },
};

/// `--config-for APP`.
pub(crate) static CONFIG_FOR: Opt = Opt {
    long: "config-for",
    short: None,
    takes: Takes::Value(Text { en: "APP", zh_cn: "应用" }),
    heading: Heading::Output,
    serves: Serves::Diagnosis,
    help: Text {
        en: "Also print the settings that work, ready to be pasted, for: nodemailer, django, flask-mail, \
             phpmailer, laravel, symfony, wordpress, spring, rails, go, go-mail, mailkit, grafana, \
             alertmanager, gitea, gitlab, nextcloud, vaultwarden, keycloak, uptime-kuma, discourse, \
             mastodon, msmtp, postfix, curl, swaks; `list` shows where each goes",
        zh_cn: "同时输出可用的设置，可直接粘贴到：nodemailer、django、flask-mail、phpmailer、laravel、\
                symfony、wordpress、spring、rails、go、go-mail、mailkit、grafana、alertmanager、gitea、\
                gitlab、nextcloud、vaultwarden、keycloak、uptime-kuma、discourse、mastodon、msmtp、\
                postfix、curl、swaks；写 list 可查看各自的位置",
    },
};

/// `--lang zh-CN|en`.
pub(crate) static LANG: Opt = Opt {
    long: "lang",
    short: None,
    takes: Takes::Value(Text { en: "zh-CN|en", zh_cn: "zh-CN|en" }),
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text {
        en: "The language (default: that of the system)", zh_cn: "语言（默认：系统的语言）"
    },
};

/// `--color auto|always|never`.
pub(crate) static COLOR: Opt = Opt {
    long: "color",
    short: None,
    takes: Takes::Value(Text { en: "auto|always|never", zh_cn: "auto|always|never" }),
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text {
        en: "When to use colour (default: auto, only on a terminal)",
        zh_cn: "是否使用颜色（默认：auto，即仅在终端上）",
    },
};

/// `--plain`.
pub(crate) static PLAIN: Opt = Opt {
    long: "plain",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text {
        en: "Write the text for a screen reader: words in place of marks, no columns, colour or spinner",
        zh_cn: "文本输出适合读屏软件：用文字代替符号，不分栏，没有颜色和动画",
    },
};

/// `--strict`.
pub(crate) static STRICT: Opt = Opt {
    long: "strict",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Output,
    serves: Serves::Observation,
    help: Text { en: "Let warnings fail the run too", zh_cn: "有警告也算失败" },
};

/// `--timing`.
pub(crate) static TIMING: Opt = Opt {
    long: "timing",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Output,
    serves: Serves::Observation,
    help: Text {
        en: "Draw where the time went, a bar for each stage",
        zh_cn: "画出时间用在哪里，每个阶段一条",
    },
};

/// `-v`, `-vv`.
pub(crate) static VERBOSE: Opt = Opt {
    long: "verbose",
    short: Some('v'),
    takes: Takes::Count,
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text {
        en: "Show the SMTP dialogue; -vv also writes a trace for developers to standard error",
        zh_cn: "显示 SMTP 对话；-vv 还向标准错误输出供开发者使用的跟踪信息",
    },
};

/// `-q`.
pub(crate) static QUIET: Opt = Opt {
    long: "quiet",
    short: Some('q'),
    takes: Takes::Nothing,
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text { en: "Show the verdict only", zh_cn: "只显示结论" },
};

/// `-h`.
pub(crate) static HELP: Opt = Opt {
    long: "help",
    short: Some('h'),
    takes: Takes::Help,
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text { en: "Show this page", zh_cn: "显示本页" },
};

/// `-V`.
pub(crate) static VERSION: Opt = Opt {
    long: "version",
    short: Some('V'),
    takes: Takes::Version,
    heading: Heading::Output,
    serves: Serves::Every,
    help: Text { en: "Show the version", zh_cn: "显示版本" },
};
