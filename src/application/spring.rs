//! Spring Boot, which sends by Jakarta Mail.

use super::block::Block;
use super::quote::properties;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "spring",
    name: "Spring Boot",
    aliases: &["java", "javamail", "jakartamail"],
    file: Text { en: "`application.properties`", zh_cn: "application.properties" },
    source: "https://docs.spring.io/spring-boot/reference/io/email.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "The properties are named mail.smtp.* while spring.mail.protocol is smtp; with smtps they are \
                 mail.smtps.*.",
            zh_cn: "spring.mail.protocol 为 smtp 时属性名是 mail.smtp.*；为 smtps 时才是 mail.smtps.*。",
        }),
        Encryption::StartTls => Some(Text {
            en: "starttls.enable alone goes on unencrypted where STARTTLS is missing; starttls.required forbids that.",
            zh_cn: "只写 starttls.enable 时，服务器不提供 STARTTLS 就会明文发送；starttls.required 禁止这样做。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let mail = "spring.mail.properties.mail.smtp";
    let block = Block::new()
        .line(format!("spring.mail.host={}", properties(&submission.host)))
        .line(format!("spring.mail.port={}", submission.port))
        .given(submission.user.as_deref(), |block, user| {
            block
                .line(format!("spring.mail.username={}", properties(user)))
                .line(format!("spring.mail.password={PASSWORD}"))
                .line(format!("{mail}.auth=true"))
        });
    match submission.encryption {
        Encryption::Implicit => {
            block.line(format!("{mail}.ssl.enable=true")).line(format!("{mail}.ssl.checkserveridentity=true"))
        }
        Encryption::StartTls => block
            .line(format!("{mail}.starttls.enable=true"))
            .line(format!("{mail}.starttls.required=true"))
            .line(format!("{mail}.ssl.checkserveridentity=true")),
        Encryption::Plain => block,
    }
    .end()
}
