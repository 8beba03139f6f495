//! Proton Mail Bridge: a server on the user's own machine.

use super::{Endpoint, Note, Provider, SecretKind, UserName};
use crate::locale::Text;

/// See the module.
pub(super) static PROVIDER: Provider = Provider {
    id: "proton-bridge",
    name: Text { en: "Proton Mail Bridge", zh_cn: "Proton Mail Bridge" },
    domains: &[],
    // Loopback is everybody's: `by_host` never takes the address for this one.
    endpoints: &[Endpoint::start_tls("127.0.0.1", 1025)],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::AppPassword,
    secret_page: None,
    help_page: Some("https://proton.me/support/bridge"),
    notes: &[
        Note {
            about: &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/app-password-required"],
            text: Text {
                en: "The password is the one that Bridge shows for the address, not that of the Proton account.",
                zh_cn: "密码是 Bridge 里为该地址显示的密码，不是 Proton 账号的密码。",
            },
            since: None,
            link: Some("https://proton.me/support/bridge"),
        },
        Note {
            about: &["tcp/refused", "tcp/timeout"],
            text: Text {
                en: "Bridge has to run on the same machine. A program in a container cannot reach the \
                     127.0.0.1 of its host. The settings of Bridge show the port, and whether it wants \
                     STARTTLS or SSL.",
                zh_cn: "Bridge 必须在同一台机器上运行；容器里的程序连不到宿主机的 127.0.0.1。\
                        端口以及用 STARTTLS 还是 SSL，以 Bridge 的设置为准。",
            },
            since: None,
            link: Some("https://proton.me/support/bridge"),
        },
        Note {
            about: &["tls/certificate-self-signed", "tls/certificate-untrusted"],
            text: Text {
                en: "Bridge makes its own certificate. Export it from the settings of Bridge and trust it with \
                     `--ca-file`.",
                zh_cn: "Bridge 使用自己生成的证书。请从 Bridge 的设置里导出证书，再用 `--ca-file` 信任它。",
            },
            since: None,
            link: None,
        },
        Note {
            about: &["send/sender-not-owned", "auth/username-form"],
            text: Text {
                en: "In split mode each address has its own user name and password, and may send as itself only.",
                zh_cn: "在拆分地址模式（split mode）下，每个地址各有用户名和密码，并且只能以自己的名义发信。",
            },
            since: None,
            link: None,
        },
    ],
    replies: &[],
};
