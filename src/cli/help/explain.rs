//! The help page of `smtp-doctor explain`.

use super::layout::Row;
use super::text::{EXAMPLES, OUTPUT, STATUS, USAGE, WORDS};
use super::{about, option_row, rows, section};
use crate::cli::option::{AT, COLOR, FORMAT, HELP, LANG, Opt, PLAIN, QUIET};
use crate::locale::{Lang, Text};

/// The options that matter to it.
static OPTIONS: [&Opt; 7] = [&AT, &FORMAT, &LANG, &COLOR, &PLAIN, &QUIET, &HELP];

/// The page.
pub(super) fn page(lang: Lang, width: usize) -> String {
    let mut page = "smtp-doctor explain\n".to_owned();
    about(&mut page, &ABOUT, width, lang);
    let texts =
        |rows: &[(Text, Text)]| rows.iter().map(|(name, help)| Row::of(name, help, lang)).collect::<Vec<_>>();
    section(&mut page, &USAGE, &USAGE_LINES, lang);
    rows(&mut page, &WORDS, &texts(WORD_ROWS), width, lang);
    let mut options: Vec<Row> = OPTIONS.iter().map(|opt| option_row(opt, lang)).collect();
    options.insert(5, Row { name: "-v, --verbose".to_owned(), help: VERBOSE.in_lang(lang).to_owned() });
    rows(&mut page, &OUTPUT, &options, width, lang);
    rows(&mut page, &STATUS, &texts(STATUS_ROWS), width, lang);
    section(&mut page, &EXAMPLES, &EXAMPLE_LINES, lang);
    page
}

static VERBOSE: Text = Text {
    en: "Tell every cause in full, and every error of a log",
    zh_cn: "完整列出每个原因，以及日志中的每种报错",
};
static ABOUT: Text = Text {
    en: "Says what an error in a log or on a screen means. It uses no network.",
    zh_cn: "解释日志里或屏幕上的报错是什么意思。不使用网络。",
};
static USAGE_LINES: Text = Text {
    en: "smtp-doctor explain [OPTIONS] CODE\nsmtp-doctor explain [OPTIONS] ERROR TEXT\nsmtp-doctor explain [OPTIONS] - < FILE",
    zh_cn: "smtp-doctor explain [选项] 代码\nsmtp-doctor explain [选项] 报错原文\nsmtp-doctor explain [选项] - < 文件",
};
static WORD_ROWS: &[(Text, Text)] = &[
    (
        Text { en: "CODE", zh_cn: "代码" },
        Text {
            en: "A code as smtp-doctor reports it: auth/app-password-required",
            zh_cn: "smtp-doctor 报告中的代码：auth/app-password-required",
        },
    ),
    (
        Text { en: "ERROR TEXT", zh_cn: "报错原文" },
        Text {
            en: "What the server, the application or the log says, best in quotation marks; Chinese text may be garbled",
            zh_cn: "服务器、应用或日志的原话，最好加引号；中文乱码也能识别",
        },
    ),
    (
        Text { en: "-", zh_cn: "-" },
        Text {
            en: "Read standard input: one error with its stack trace, or a log of any size",
            zh_cn: "从标准输入读取：一条报错（可带堆栈），或任意大小的日志",
        },
    ),
];
static STATUS_ROWS: &[(Text, Text)] = &[
    (Text { en: "0", zh_cn: "0" }, Text { en: "Something was recognised", zh_cn: "识别出了原因" }),
    (Text { en: "1", zh_cn: "1" }, Text { en: "Nothing was recognised", zh_cn: "没有识别出原因" }),
    (Text { en: "2", zh_cn: "2" }, Text { en: "The command line is wrong", zh_cn: "命令行有误" }),
];
static EXAMPLE_LINES: Text = Text {
    en: "smtp-doctor explain \"535-5.7.8 Username and Password not accepted\"
smtp-doctor explain \"535 Error: authentication failed\" --at smtp.163.com
smtp-doctor explain - < /var/log/mail.log
smtp-doctor explain tls/plaintext-port",
    zh_cn: "smtp-doctor explain \"535 Error: 请使用授权码登录\"
smtp-doctor explain \"535 Error: authentication failed\" --at smtp.163.com
smtp-doctor explain - < /var/log/mail.log
smtp-doctor explain tls/plaintext-port",
};
