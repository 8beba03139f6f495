//! curl.

use super::block::Block;
use super::quote::{shell, url};
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "curl",
    name: "curl",
    aliases: &["libcurl"],
    file: Text {
        en: "a POSIX shell; `mail.txt` holds the message",
        zh_cn: "POSIX shell；邮件内容放在 mail.txt 里",
    },
    source: "https://curl.se/docs/manpage.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "smtps:// is TLS from the first byte; smtp:// would wait in vain on this port.",
            zh_cn: "smtps:// 是隐式 TLS（一连上就加密）；在这个端口上用 smtp:// 会一直等到超时。",
        }),
        Encryption::StartTls => Some(Text {
            en: "--ssl-reqd insists on STARTTLS; without it smtp:// sends everything in clear.",
            zh_cn: "--ssl-reqd 表示必须用 STARTTLS 加密；不写它，smtp:// 会全程明文。",
        }),
        Encryption::Plain => None,
    }
}

/// `--user` without a password makes curl ask for it. It would take a colon in the name for the beginning of one.
fn settings(submission: &Submission) -> String {
    let (scheme, required) = match submission.encryption {
        Encryption::Implicit => ("smtps", ""),
        Encryption::StartTls => ("smtp", " --ssl-reqd"),
        Encryption::Plain => ("smtp", ""),
    };
    let split = submission.user.as_deref().filter(|user| user.contains(':'));
    let login = split.map_or_else(String::new, |user| format!("{}:{PASSWORD}@", url(user)));
    let address = shell(&format!("{scheme}://{login}{}", submission.endpoint()));
    let asked = submission.user.as_deref().filter(|_| split.is_none());
    Block::new()
        .line(format!("curl {address}{required} \\"))
        .given(asked, |block, user| block.line(format!("  --user {} \\", shell(user))))
        .line(format!(
            "  --mail-from {} --mail-rcpt {} \\",
            shell(submission.sender()),
            shell(submission.sender())
        ))
        .line("  --upload-file mail.txt")
        .end()
}
