//! Postfix that hands its mail to a relay.

use super::block::Block;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "postfix",
    name: "Postfix",
    aliases: &["relayhost", "postfixrelayhost"],
    file: Text {
        en: "`/etc/postfix/main.cf` and `/etc/postfix/sasl_passwd`, then run `postfix reload`",
        zh_cn: "/etc/postfix/main.cf 和 /etc/postfix/sasl_passwd，然后运行 postfix reload",
    },
    source: "https://www.postfix.org/SASL_README.html",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    if submission.user.as_deref().is_some_and(|user| user.contains(':')) {
        return Some(Text {
            en: "Postfix takes everything after the first colon for the password: this user name cannot be \
                 written here.",
            zh_cn: "Postfix 把第一个冒号之后的内容当作密码，这个用户名无法写在这里。",
        });
    }
    match submission.encryption {
        Encryption::Implicit => Some(Text {
            en: "The brackets keep Postfix from looking up MX records; smtp_tls_wrappermode is TLS from the \
                 first byte.",
            zh_cn: "方括号让 Postfix 不去查 MX 记录；smtp_tls_wrappermode 表示隐式 TLS（一连上就加密）。",
        }),
        Encryption::StartTls => Some(Text {
            en: "The brackets keep Postfix from looking up MX records; with smtp_tls_wrappermode = yes this \
                 port would fail.",
            zh_cn: "方括号让 Postfix 不去查 MX 记录；这个端口不能写 smtp_tls_wrappermode = yes。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let (host, port) = (&submission.host, submission.port);
    let level = if submission.encryption == Encryption::Plain { "none" } else { "secure" };
    let encrypted = (level == "secure").then(|| CERTIFICATES.in_lang(submission.lang));
    Block::new()
        .line(format!("relayhost = [{host}]:{port}"))
        .line(format!("smtp_tls_security_level = {level}"))
        .line(format!("smtp_tls_wrappermode = {}", if submission.is_implicit() { "yes" } else { "no" }))
        .given(encrypted, |block, comment| {
            block.line(format!("# {comment}")).line("smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt")
        })
        .given(submission.user.as_deref(), |block, user| {
            block
                .line("smtp_sasl_auth_enable = yes")
                .line("smtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd")
                .line("smtp_sasl_security_options = noanonymous")
                .line("")
                .line(format!("# {}", MAP.in_lang(submission.lang)))
                .line(format!("[{host}]:{port} {user}:{PASSWORD}"))
        })
        .end()
}

const CERTIFICATES: Text = Text {
    en: "On RHEL and Fedora, the root certificates are in /etc/pki/tls/certs/ca-bundle.crt.",
    zh_cn: "在 RHEL、Fedora 上，根证书在 /etc/pki/tls/certs/ca-bundle.crt。",
};
const MAP: Text = Text {
    en: "This line goes into /etc/postfix/sasl_passwd, which only root may read (chmod 600):",
    zh_cn: "下面一行写进 /etc/postfix/sasl_passwd，并设为只有 root 可读（chmod 600）：",
};
