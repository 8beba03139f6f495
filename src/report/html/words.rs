//! The words that only the page has.

use crate::locale::Text;

pub(super) const TITLE: Text = Text { en: "smtp-doctor report", zh_cn: "smtp-doctor 检查报告" };
pub(super) const HEALTHY: Text = Text { en: "Healthy", zh_cn: "正常" };
pub(super) const WARNED: Text = Text { en: "Works, with warnings", zh_cn: "可用，有警告" };
pub(super) const BROKEN: Text = Text { en: "Does not work", zh_cn: "不可用" };
pub(super) const PASSED: Text = Text { en: "Passed", zh_cn: "通过" };
pub(super) const DOUBTFUL: Text = Text { en: "Warning", zh_cn: "警告" };
pub(super) const FAILED: Text = Text { en: "Failed", zh_cn: "失败" };
pub(super) const NOTED: Text = Text { en: "Note", zh_cn: "说明" };
pub(super) const LEFT: Text = Text { en: "Not done", zh_cn: "未进行" };
pub(super) const EXAMINED: Text = Text { en: "Examined", zh_cn: "检查时间" };
pub(super) const TOOK: Text = Text { en: "Took", zh_cn: "耗时" };
pub(super) const SERVER: Text = Text { en: "Server", zh_cn: "服务器" };
pub(super) const ENCRYPTION: Text = Text { en: "Encryption", zh_cn: "加密" };
pub(super) const PROVIDER: Text = Text { en: "Provider", zh_cn: "服务商" };
pub(super) const STAGES: Text = Text { en: "Stages", zh_cn: "各个阶段" };
pub(super) const STAGE: Text = Text { en: "Stage", zh_cn: "阶段" };
pub(super) const BEGAN: Text = Text { en: "Course", zh_cn: "过程" };
pub(super) const TIME: Text = Text { en: "Time", zh_cn: "用时" };
pub(super) const LEAF: Text = Text { en: "The server's own", zh_cn: "服务器证书" };
pub(super) const BETWEEN: Text = Text { en: "Issuer", zh_cn: "签发机构" };
pub(super) const ROOT: Text = Text { en: "Root, sent along", zh_cn: "根证书（随附发送）" };
pub(super) const TRUSTED: Text = Text { en: "Root on this machine", zh_cn: "本机的根证书" };
pub(super) const UNTRUSTED: Text = Text { en: "Not trusted on this machine", zh_cn: "本机不信任" };
pub(super) const MISSING: Text = Text { en: "Not sent by the server", zh_cn: "服务器没有发送" };
pub(super) const UNJUDGED: Text = Text { en: "Its issuer", zh_cn: "它的签发机构" };
pub(super) const SIGNED_BY: Text = Text { en: "issued by", zh_cn: "签发者" };
pub(super) const UNRELATED: Text = Text { en: "not issued by the next", zh_cn: "不是由下一张签发" };
pub(super) const NAMES: Text = Text { en: "For", zh_cn: "用于" };
pub(super) const HOLDS: Text = Text { en: "Holds", zh_cn: "有效期" };
pub(super) const KEY: Text = Text { en: "Key", zh_cn: "密钥" };
pub(super) const SIGNATURE: Text = Text { en: "Signature", zh_cn: "签名" };
pub(super) const FINGERPRINT: Text = Text { en: "SHA-256", zh_cn: "SHA-256" };
pub(super) const FAULTS: Text = Text { en: "Faults", zh_cn: "问题" };
pub(super) const LINES: Text = Text { en: "lines: {count}", zh_cn: "{count} 行" };
pub(super) const CLIENT: Text = Text { en: "smtp-doctor", zh_cn: "smtp-doctor" };
pub(super) const RECIPIENTS: Text = Text { en: "Recipients", zh_cn: "收件人" };
pub(super) const SCRUBBED: Text = Text {
    en: "Names, addresses and fingerprints in this report are stand-ins (--scrub).",
    zh_cn: "本报告中的名称、地址和指纹均为替代值（--scrub）。",
};
pub(super) const MADE_BY: Text = Text {
    en: "Made by smtp-doctor {version}. The same record gives the same report.",
    zh_cn: "由 smtp-doctor {version} 生成。同一份记录总是得到同样的报告。",
};
