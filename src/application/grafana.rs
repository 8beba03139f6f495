//! Grafana.

use super::block::Block;
use super::quote::ini;
use super::{Application, Encryption, PASSWORD, Submission};
use crate::locale::Text;

/// The only port on which Grafana begins with TLS.
const IMPLICIT: u16 = 465;

/// See the module.
pub(super) static APPLICATION: Application = Application {
    id: "grafana",
    name: "Grafana",
    aliases: &[],
    file: Text { en: "`grafana.ini`, then restart Grafana", zh_cn: "grafana.ini，然后重启 Grafana" },
    source: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/",
    comment: "# ",
    opening: "",
    hint,
    settings,
};

fn hint(submission: &Submission) -> Option<Text> {
    match submission.encryption {
        Encryption::Implicit if submission.port != IMPLICIT => Some(Text {
            en: "Grafana begins with TLS on port 465 only: this port will not work; use one with STARTTLS.",
            zh_cn: "Grafana 只在 465 端口上使用隐式 TLS（一连上就加密），这个端口不能用，请改用提供 STARTTLS 的端口。",
        }),
        Encryption::Implicit => Some(Text {
            en: "On port 465 Grafana begins with TLS by itself; startTLS_policy only concerns the other ports.",
            zh_cn: "在 465 端口上 Grafana 自动使用隐式 TLS（一连上就加密）；startTLS_policy 只管其他端口。",
        }),
        Encryption::StartTls => Some(Text {
            en: "Put a password with # or ; between triple quotes: \"\"\"#password;\"\"\".",
            zh_cn: "密码里有 # 或 ; 时，两边各写三个双引号：\"\"\"#password;\"\"\"。",
        }),
        Encryption::Plain => None,
    }
}

fn settings(submission: &Submission) -> String {
    let policy = match submission.encryption {
        Encryption::Implicit => None,
        Encryption::StartTls => Some("MandatoryStartTLS"),
        Encryption::Plain => Some("NoStartTLS"),
    };
    Block::new()
        .line("[smtp]")
        .line("enabled = true")
        .line(format!("host = {}", ini(&submission.endpoint())))
        .given(submission.user.as_deref(), |block, user| {
            block.line(format!("user = {}", ini(user))).line(format!("password = \"\"\"{PASSWORD}\"\"\""))
        })
        .line(format!("from_address = {}", ini(submission.sender())))
        .given(policy, |block, policy| block.line(format!("startTLS_policy = {policy}")))
        .end()
}
