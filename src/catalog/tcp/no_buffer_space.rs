//! This machine has no sockets, buffers, local ports or descriptors left.
//!
//! An application shows it as “SSL连接失败” or as a failure of the server, with the system's words “lacked sufficient
//! buffer space or because a queue was full”. The server has not even been asked. The same number for an IPv6 address
//! on a machine without IPv6 means something else: see `tcp/unreachable`.

use super::address::{is_all_without_ipv6, told, unconnected};
use super::os_error::{is_no_descriptor, named};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::Platform;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/no-buffer-space"),
    severity: Severity::Error,
    title: Text {
        en: "This machine has no network resources left", zh_cn: "本机的网络资源已经耗尽"
    },
    explanation: Text {
        en: "The operating system cannot open one more connection: sockets, buffers, local ports or file \
             descriptors are used up, or its network stack is damaged. The fault lies with this machine: \
             {host} has not been contacted. Applications may report it as a failed SSL connection.",
        zh_cn: "操作系统无法再建立新连接：套接字、缓冲区、本地端口或文件描述符已用完，或者网络协议栈损坏。\
                问题在本机，还没有连接到 {host}。应用程序常把它报成“SSL连接失败”。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Find the program that holds thousands of connections and restart it; `netstat -ano` \
                     lists each with its process. Restarting Windows frees them all.",
                zh_cn: "用 `netstat -ano` 找出占用大量连接的程序并重启它；重启 Windows 可以释放全部连接。",
            },
            command: Some("netstat -ano"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Reset Winsock and TCP/IP as administrator, then restart Windows. Network addresses set \
             by hand must be set again.",
                zh_cn: "以管理员身份重置 Winsock 和 TCP/IP，\
                然后重启 Windows。手工设置的 IP 地址需要重新设置。",
            },
            command: Some("cmd /c \"netsh winsock reset & netsh int ip reset\""),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Update the driver of the network adapter: a faulty one loses buffers.",
                zh_cn: "更新网络驱动程序：有缺陷的驱动会耗尽缓冲区。",
            },
            command: None,
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Raise the limit on open files for the program that sends ({descriptors} is that limit), \
             and check how many it holds.",
                zh_cn: "提高发信程序可打开文件数的上限（{descriptors} 就是达到了这个上限），\
                        并查看它打开了多少文件。",
            },
            command: Some("ulimit -n"),
            link: None,
            when: When::With("descriptors"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Count the connections of this machine; restart the program that holds too many. \
                     `ulimit -n` shows how many files and sockets one program may open.",
                zh_cn: "统计本机的连接数，重启占用过多的程序。\
                        `ulimit -n` 显示一个程序最多能打开多少文件和套接字。",
            },
            command: Some("ss -s"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Watch the kernel's messages while you try again: they name the limit that was hit.",
                zh_cn: "重试时查看内核日志，其中会写明达到了哪个上限。",
            },
            command: Some("journalctl -kf"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Count the connections of this machine; restart the program that holds too many.",
                zh_cn: "统计本机的连接，重启占用过多的程序。",
            },
            command: Some("netstat -an -p tcp"),
            link: None,
            when: When::On(Platform::MacOs),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Send many messages over one connection, and close every connection after use.",
                zh_cn: "用一个连接发送多封邮件，并在用完后关闭连接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor opens a connection itself and reads the error of the operating system. If \
             it says that buffers, local ports or file descriptors are used up, it is this.",
        zh_cn: "smtp-doctor 会自己建立连接，并读取操作系统给出的错误。如果错误是缓冲区、本地端口或文件描述符已经用完，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        enobufs
        no buffer space available
        10055
        wsaenobufs
        lacked sufficient buffer space
        lacked sufficient buffer space or because a queue was full
        system lacked sufficient buffer space & queue was full
        emfile
        too many open files
        too many open files in system
        10024
        wsaemfile
        eaddrnotavail
        cannot assign requested address
        can't assign requested address
        10049
        wsaeaddrnotavail
        10048
        wsaeaddrinuse
        eaddrinuse
        address already in use
        only one usage of each socket address
        maximum number of file descriptors
        out of socket memory
        os error 24
        os error 105
        系统缓冲区空间不足
        系统缓冲区空间不足或队列已满
        由于系统缓冲区空间不足或队列已满，不能执行套接字上的操作
        每个套接字地址 & 只允许使用一次
        打开的文件过多
        打开文件过多
        没有可用的缓冲区空间
        没有可用的缓存空间
        无法指定被请求的地址
        zu viele offene dateien
        nicht genügend pufferspeicher
        kein pufferspeicherplatz
        trop de fichiers ouverts
        espace tampon
        demasiados archivos abiertos
        espacio suficiente en el búfer
        開いているファイルが多すぎます
        バッファー領域
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter(|(index, _)| !is_all_without_ipv6(evidence, *index))
        .filter_map(|(index, failure)| {
            let Failure::NoResources { os_code } = failure else { return None };
            let error = named(evidence.platform, *os_code);
            let found = told(evidence, index, failure).with("error", error.clone());
            let is_limit = is_no_descriptor(evidence.platform, *os_code);
            Some(if is_limit { found.with("descriptors", error) } else { found })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{healthy, no_tcp};
    use crate::plan::Security;

    fn failing(platform: Platform, os_code: i32) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.platform = platform;
        evidence.attempts[0].tcp = no_tcp(Failure::NoResources { os_code });
        evidence
    }

    #[test]
    fn the_error_is_named() {
        let found = told_by(&failing(Platform::Windows, 10_055));
        assert_eq!(found[0].args, [("error", "WSAENOBUFS (10055)".to_owned())]);
    }

    #[test]
    fn the_limit_on_open_files_is_known() {
        let found = told_by(&failing(Platform::Linux, 24));
        assert!(found[0].args.contains(&("descriptors", "EMFILE (24)".into())));
    }

    #[test]
    fn ports_used_up_are_told_and_a_missing_ipv6_is_not() {
        let mut evidence = failing(Platform::Linux, 99);
        assert_eq!(told_by(&evidence).len(), 1);
        if let Outcome::Failed { facts: Some(tcp), .. } = &mut evidence.attempts[0].tcp {
            tcp.connections[0].address = "2001:db8::1".parse().unwrap();
        }
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_refusal_needs_no_resources() {
        let mut evidence = failing(Platform::Linux, 105);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert!(told_by(&evidence).is_empty());
    }
}
