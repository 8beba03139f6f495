//! nodemailer, the mail library of Node.js.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "nodemailer",
    name: "nodemailer",
    aliases: &["node", "nodejs", "javascript"],
    file: Text { en: "your JavaScript code", zh_cn: "你的 JavaScript 代码" },
    source: "https://nodemailer.com/smtp/",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "`secure: true` means TLS from the first byte; with `false` this port does not answer.",
            zh_cn: "secure: true 是隐式 TLS（一连上就加密）；写成 false，这个端口不会应答。",
        }),
        Encryption::StartTls => Some(Text {
            en: "`secure: false` does not mean unencrypted: STARTTLS encrypts here, and `requireTLS` insists on it.",
            zh_cn: "secure: false 不等于不加密：这里用 STARTTLS 加密，requireTLS 表示必须加密。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let tls = match submission.encryption {
        Encryption::Implicit => "  secure: true,",
        Encryption::StartTls => "  secure: false,\n  requireTLS: true,",
        Encryption::Plain => "  secure: false,\n  ignoreTLS: true,",
    };
    Block::new()
        .line("const transporter = nodemailer.createTransport({")
        .line(format!("  host: {},", json(&submission.host)))
        .line(format!("  port: {},", submission.port))
        .line(tls)
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("  auth: {{ user: {}, pass: {} }},", json(user), json(PASSWORD)))
        })
        .line("});")
        .line(format!("// await transporter.sendMail({{ from: {}, … }})", json(submission.sender())))
        .end()
}
