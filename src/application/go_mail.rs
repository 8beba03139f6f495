//! go-mail, a mail library for Go.

use super::block::Block;
use super::quote::json;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "go-mail",
    name: "go-mail",
    aliases: &["wneessengomail"],
    file: Text { en: "your Go code", zh_cn: "你的 Go 代码" },
    source: "https://pkg.go.dev/github.com/wneessen/go-mail",
    comment: "// ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "WithSSL means TLS from the first byte; WithTLSPolicy is about STARTTLS and does not belong here.",
            zh_cn: "WithSSL 是隐式 TLS（一连上就加密）；WithTLSPolicy 管的是 STARTTLS，这里用不到。",
        }),
        Encryption::StartTls => Some(Text {
            en: "TLSMandatory is STARTTLS; WithSSL would begin with TLS, which this port does not understand.",
            zh_cn: "TLSMandatory 是 STARTTLS；WithSSL 会先做 TLS 握手，这个端口不支持。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let (tls, auth) = match submission.encryption {
        Encryption::Implicit => ("mail.WithSSL()", "SMTPAuthAutoDiscover"),
        Encryption::StartTls => ("mail.WithTLSPolicy(mail.TLSMandatory)", "SMTPAuthAutoDiscover"),
        Encryption::Plain => ("mail.WithTLSPolicy(mail.NoTLS)", "SMTPAuthPlainNoEnc"),
    };
    Block::new()
        .line(format!("client, err := mail.NewClient({},", json(&submission.host)))
        .line(format!("\tmail.WithPort({}),", submission.port))
        .line(format!("\t{tls},"))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("\tmail.WithSMTPAuth(mail.{auth}),"))
                .line(format!("\tmail.WithUsername({}),", json(user)))
                .line(format!("\tmail.WithPassword({}),", json(PASSWORD)))
        })
        .line(")")
        .end()
        .replace('\t', "    ")
}
