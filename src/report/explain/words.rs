//! The sentences of an explanation that belong to no cause.

use crate::locale::Text;

pub(super) static SUBJECT_TEXT: Text = Text { en: "What the error means", zh_cn: "报错的含义" };
pub(super) static SUBJECT_CODE: Text =
    Text { en: "A cause and its remedies", zh_cn: "故障原因与处方" };
pub(super) static SUBJECT_LOG: Text = Text { en: "The errors of a log", zh_cn: "日志中的报错" };

pub(super) static TEXT: Text = Text { en: "Text", zh_cn: "原文" };
pub(super) static DECODED: Text = Text { en: "Decoded", zh_cn: "解码" };
pub(super) static SIGNS: Text = Text { en: "Signs", zh_cn: "线索" };
pub(super) static MEANING: Text = Text { en: "Meaning", zh_cn: "含义" };
pub(super) static SETTLED: Text = Text { en: "Settled by", zh_cn: "确认" };
pub(super) static REMEDIES: Text = Text { en: "Remedies", zh_cn: "处方" };
pub(super) static SYMPTOMS: Text = Text { en: "Taken for", zh_cn: "易误认为" };
pub(super) static ROOTS: Text = Text { en: "May be", zh_cn: "也可能是" };
pub(super) static RESULT: Text = Text { en: "Result", zh_cn: "结论" };
pub(super) static ADVICE: Text = Text { en: "Next", zh_cn: "下一步" };

pub(super) static FURTHER: Text = Text { en: "It can also be", zh_cn: "其他可能" };
pub(super) static CAUSES: Text = Text { en: "Causes", zh_cn: "原因" };

pub(super) static NOTHING: Text = Text {
    en: "smtp-doctor does not recognise this text. What the server or the program says stands above.",
    zh_cn: "无法识别这段文字。服务器或程序的原话见上。",
};
pub(super) static NOTHING_NEXT: Text = Text {
    en: "Examine the server itself; or give more of the log, with the line that has the reply code (such as 535 or 550).",
    zh_cn: "请直接检查服务器；或者提供更多日志，尤其是带有答复代码（如 535、550）的那一行。",
};
pub(super) static NO_ERRORS: Text = Text {
    en: "None of the lines is an error that smtp-doctor recognises.",
    zh_cn: "没有一行是可以识别的报错。",
};
pub(super) static NO_CODE: Text = Text {
    en: "There is no cause with the code “{typed}”.",
    zh_cn: "没有代码为“{typed}”的故障原因。",
};
pub(super) static NEAR: Text = Text { en: "Close to it", zh_cn: "相近的代码" };
pub(super) static NO_NEAR: Text = Text {
    en: "Quote the error text itself: smtp-doctor explain \"535 5.7.8 …\"",
    zh_cn: "请直接给出报错原文：smtp-doctor explain \"535 5.7.8 …\"",
};

pub(super) static COUNTS: Text = Text {
    en: "lines read: {lines} · lines with errors: {recognised} · distinct errors: {kinds}",
    zh_cn: "读取 {lines} 行 · 报错 {recognised} 行 · 不同的报错 {kinds} 种",
};
pub(super) static UNLISTED: Text = Text {
    en: "Only the first {kinds} distinct errors are listed; lines with others: {unlisted}",
    zh_cn: "只列出最先出现的 {kinds} 种报错；其他报错另有 {unlisted} 行",
};
pub(super) static AT_LINE: Text = Text { en: "line {line}", zh_cn: "第 {line} 行" };
pub(super) static TIMES: Text = Text { en: "{count}×", zh_cn: "{count} 次" };
pub(super) static COUNTED: Text = Text { en: "lines: {count}", zh_cn: "共 {count} 行" };
pub(super) static MORE: Text =
    Text { en: "further errors, not listed: {count}", zh_cn: "另有 {count} 种报错未列出" };

/// The heading of the list of all pages.
pub(super) static ALL_CAUSES: Text = Text { en: "Causes", zh_cn: "全部原因" };
/// What stands above that list.
pub(super) static CAUSES_ARE: Text = Text {
    en: "Everything that smtp-doctor tells, each under its stable code: what it means, what settles it, and what to do.",
    zh_cn: "smtp-doctor 能查明的全部原因。每个原因都有固定代码，并说明含义、确认方法和处方。",
};
/// Remedies that differ on another system.
pub(super) static ON_SYSTEM: Text = Text { en: "On {system}", zh_cn: "在 {system} 上" };
/// The status with which an examination ends that finds the cause.
pub(super) static ENDS_WITH: Text = Text { en: "exit status {status}", zh_cn: "退出状态 {status}" };
/// A cause that only warns.
pub(super) static WARNS: Text = Text { en: "a warning", zh_cn: "警告" };
