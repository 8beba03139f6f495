//! The mail program of this machine lacks the SASL plug-in that a login needs.
//!
//! Taken for a wrong password or for a server without login; no password has been sent. No examination tells it:
//! smtp-doctor needs no plug-in and logs in by itself.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/sasl-plugin-missing"),
    severity: Severity::Error,
    title: Text {
        en: "The mail program on this machine lacks a login plug-in (SASL)",
        zh_cn: "本机的邮件程序缺少登录插件（SASL）",
    },
    explanation: Text {
        en: "Postfix, Sendmail, mutt and others log in through SASL plug-ins, one for each login method. None \
             that is installed and permitted fits what the server offers, so no password is sent.",
        zh_cn: "Postfix、Sendmail、mutt 等程序靠 SASL 插件登录，每种认证方式对应一个插件。已安装并允许使用的插件中，没有一个对应服务器支持的认证方式，因此没有发送密码。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Install the plug-ins; for a container, add the package to its image. On Debian and Ubuntu:",
                zh_cn: "安装插件；如果是容器，请把这个软件包写进镜像。Debian 和 Ubuntu 的命令是：",
            },
            command: Some("sudo apt-get install libsasl2-modules && sudo systemctl restart postfix"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On Red Hat, Fedora, Rocky and Alma Linux the package is `cyrus-sasl-plain`:",
                zh_cn: "Red Hat、Fedora、Rocky、Alma Linux 的软件包是 `cyrus-sasl-plain`：",
            },
            command: Some("sudo dnf install cyrus-sasl-plain && sudo systemctl restart postfix"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "On Alpine Linux the packages are `cyrus-sasl` and `cyrus-sasl-login`:",
                zh_cn: "Alpine Linux 的软件包是 `cyrus-sasl` 和 `cyrus-sasl-login`：",
            },
            command: Some("apk add cyrus-sasl cyrus-sasl-login"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If the plug-ins are there, let Postfix use PLAIN and LOGIN, which it forbids by default, \
                     and make it insist on encryption:",
                zh_cn: "如果插件已经安装，请允许 Postfix 使用 PLAIN 和 LOGIN（默认禁止），同时强制加密：",
            },
            command: Some(
                "sudo postconf -e 'smtp_sasl_security_options=noanonymous' 'smtp_tls_security_level=encrypt' \
                 && sudo systemctl reload postfix",
            ),
            link: Some("https://www.postfix.org/SASL_README.html"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look at the mail log. If it says `no worthy mechs found` or `no mechanism available`, while \
             smtp-doctor logs in from the same machine as the same user, it is this.",
        zh_cn: "查看邮件日志：如果其中有 `no worthy mechs found` 或 `no mechanism available`，而 smtp-doctor 在同一台机器上用同一个用户可以登录，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        no worthy mechs found
        sasl authentication failure: no worthy mechs found
        no worthy mech
        sasl authentication failed; cannot authenticate to server & no mechanism available
        cannot authenticate to server & no mechanism available
        no mechanism available
        sasl(-4)
        couldn't find mech
        sasl support is not compiled in
        unsupported sasl client implementation
        _sasl_plugin_load failed
        unable to dlopen & sasl
        sasl & no authentication mechanisms are available
        libsasl2-modules
        cyrus-sasl-plain
        install & sasl & plugin
        sasl mechanism & not available & client
        ",
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn the_words_of_cyrus_sasl_are_read() {
        assert!(shows(&CAUSE, "warning: SASL authentication failure: No worthy mechs found"));
        assert!(shows(
            &CAUSE,
            "SASL authentication failed; cannot authenticate to server smtp.example.com[192.0.2.1]: no mechanism available"
        ));
    }

    #[test]
    fn a_refused_password_is_something_else() {
        assert!(!shows(&CAUSE, "SASL authentication failed; server smtp.example.com said: 535 5.7.8 Error"));
    }
}
