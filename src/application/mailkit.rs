//! `MailKit`, the mail library of .NET.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "mailkit",
    name: ".NET MailKit",
    aliases: &["net", "dotnet", "csharp", "aspnet"],
    file: Text { en: "your C# code", zh_cn: "你的 C# 代码" },
    source: "https://github.com/jstedfast/MailKit",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "The old System.Net.Mail.SmtpClient cannot do this: its EnableSsl means STARTTLS only.",
            zh_cn: "旧的 System.Net.Mail.SmtpClient 做不到：它的 EnableSsl 只表示 STARTTLS。",
        }),
        Encryption::StartTls => Some(Text {
            en: "Use StartTls, not `true` or SslOnConnect: those begin with TLS, which this port does not \
                 understand.",
            zh_cn: "用 StartTls，不要写 true 或 SslOnConnect：它们会先做 TLS 握手，这个端口不支持。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let option = match submission.encryption {
        Encryption::Implicit => "SslOnConnect",
        Encryption::StartTls => "StartTls",
        Encryption::Plain => "None",
    };
    let (host, port) = (json(&submission.host), submission.port);
    Block::new()
        .line("using var client = new MailKit.Net.Smtp.SmtpClient();")
        .line(format!(
            "await client.ConnectAsync({host}, {port}, MailKit.Security.SecureSocketOptions.{option});"
        ))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("await client.AuthenticateAsync({}, {});", json(user), json(PASSWORD)))
        })
        .line("await client.SendAsync(message);")
        .line("await client.DisconnectAsync(true);")
        .end()
}
