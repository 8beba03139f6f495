//! swaks.

use super::block::Block;
use super::quote::shell;
use super::submission::Mechanism;
use super::{Application, Encryption, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "swaks",
    name: "swaks",
    aliases: &[],
    file: Text { en: "a POSIX shell", zh_cn: "POSIX shell" },
    source: "https://jetmore.org/john/code/swaks/latest/doc/ref.txt",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "--tls-on-connect is TLS from the first byte; --tls is STARTTLS. A test message is sent to --to.",
            zh_cn: "--tls-on-connect 是隐式 TLS（一连上就加密），--tls 是 STARTTLS。会向 --to 发送一封测试邮件。",
        }),
        Encryption::StartTls => Some(Text {
            en: "--tls is STARTTLS; --tls-on-connect is TLS from the first byte. A test message is sent to --to.",
            zh_cn: "--tls 是 STARTTLS，--tls-on-connect 是隐式 TLS（一连上就加密）。会向 --to 发送一封测试邮件。",
        }),
        Encryption::Plain => None,
    }
}

/// Without `--auth-password` swaks asks for the password.
fn settings(submission: &Submission) -> String {
    let tls = match submission.encryption {
        Encryption::Implicit => Some("  --tls-on-connect --tls-verify \\"),
        Encryption::StartTls => Some("  --tls --tls-verify \\"),
        Encryption::Plain => None,
    };
    let mechanism = match submission.mechanism() {
        Mechanism::Plain => "PLAIN",
        Mechanism::Login => "LOGIN",
        Mechanism::CramMd5 => "CRAM-MD5",
    };
    Block::new()
        .line(format!("swaks --server {} --port {} \\", shell(&submission.host), submission.port))
        .given(tls, Block::line)
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("  --auth {mechanism} --auth-user {} \\", shell(user)))
        })
        .line(format!("  --from {} --to {}", shell(submission.sender()), shell(submission.sender())))
        .end()
}
