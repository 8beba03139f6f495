//! The orders to look at this machine's own firewall, one for each system, shared by the causes that call for them.

use crate::catalog::{Remedy, When, Who};
use crate::locale::Text;
use crate::plan::Platform;

/// On Windows.
pub(super) const WINDOWS: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Allow outgoing connections to port {port} in Windows Defender Firewall and other security \
             software (mail uses 25, 465 and 587). Switch the firewall off for one test to see whether it is \
             the cause.",
        zh_cn: "检查 Windows Defender 防火墙和其他安全软件，\
                允许到 {port} 端口的出站连接（邮件用 25、465、587 端口）。可以临时关闭防火墙测试一次，\
                确认是不是它造成的。",
    },
    command: Some("wf.msc"),
    link: None,
    when: When::On(Platform::Windows),
};

/// On Linux.
pub(super) const LINUX: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Look for a firewall rule on this machine that blocks outgoing connections to port {port} (mail \
             uses 25, 465 and 587). Watch the system log with `journalctl -f` while you try again.",
        zh_cn: "检查本机有没有拦截 {port} 端口出站连接的防火墙规则（邮件用 25、465、587 端口）。\
                重试时用 `journalctl -f` 查看系统日志。",
    },
    command: Some("sudo iptables -L -n"),
    link: None,
    when: When::On(Platform::Linux),
};

/// On macOS.
pub(super) const MACOS: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Look for a rule or a security product on this machine that blocks outgoing connections to port \
             {port} (mail uses 25, 465 and 587).",
        zh_cn: "检查本机有没有拦截 {port} 端口出站连接的规则或安全软件（邮件用 25、465、587 端口）。",
    },
    command: Some("sudo pfctl -s rules"),
    link: None,
    when: When::On(Platform::MacOs),
};
