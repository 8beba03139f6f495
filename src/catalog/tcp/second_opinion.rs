//! The orders to try the same connection with a tool of the system, one for each, shared by the causes that call for it.

use crate::catalog::{Remedy, When, Who};
use crate::locale::Text;
use crate::plan::Platform;

/// On Windows.
pub(super) const WINDOWS: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Let Windows try the same connection, in PowerShell. `TcpTestSucceeded : False` shows that the fault \
             is in the network and not in a program.",
        zh_cn: "在 PowerShell 中用系统命令测试同一连接。显示 `TcpTestSucceeded : False` 说明问题在网络，不在程序。",
    },
    command: Some("Test-NetConnection {host} -Port {port}"),
    link: None,
    when: When::On(Platform::Windows),
};

/// On every other system.
pub(super) const ELSEWHERE: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Let another tool try the same connection. If it gets none either, the fault is in the network and not \
             in a program.",
        zh_cn: "用另一个工具测试同一连接。如果同样连不上，说明问题在网络，不在程序。",
    },
    command: Some("nc -vz -w 10 {host} {port}"),
    link: None,
    when: When::OffWindows,
};
