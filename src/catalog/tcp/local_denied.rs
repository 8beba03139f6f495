//! This machine itself forbids the connection.
//!
//! It is taken for a refusal by the server, and a test from a shell seems to prove the application wrong. The ban holds
//! for one program or service: SELinux, security software or a local firewall stops it before a packet leaves.

use super::address::{told, unconnected};
use super::firewall;
use super::os_error::named;
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::Platform;

/// EACCES on Linux: what SELinux and other security modules answer.
const EACCES: i32 = 13;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/local-denied"),
    severity: Severity::Error,
    title: Text { en: "This machine forbids the connection", zh_cn: "本机禁止这个连接" },
    explanation: Text {
        en: "A security rule or product on this machine keeps the program from connecting to port {port}. The \
             mail server has not been contacted. Another program, or a shell, may be allowed the same \
             connection.",
        zh_cn: "本机的安全规则或安全软件阻止了程序连接 {port} 端口。这时还没有连接到邮件服务器。\
                换一个程序或在命令行里测试，可能又是允许的。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check whether SELinux denied it. If so, let web applications connect: `sudo setsebool -P \
             httpd_can_sendmail on httpd_can_network_connect on`.",
                zh_cn: "查看是不是 SELinux 拒绝的。如果是，请允许网站程序联网：\
                        `sudo setsebool -P httpd_can_sendmail on httpd_can_network_connect on`。",
            },
            command: Some("sudo ausearch -m avc -ts recent"),
            link: None,
            when: When::With("security_module"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Allow the program that sends in the antivirus or security software: many stop unknown \
                     programs from using mail ports, above all port 25.",
                zh_cn: "在杀毒软件或安全软件中放行发信的程序：很多安全软件禁止未知程序使用邮件端口，\
                        尤其是 25 端口。",
            },
            command: None,
            link: None,
            when: When::On(Platform::Windows),
        },
        firewall::WINDOWS,
        firewall::LINUX,
        firewall::MACOS,
        Remedy {
            who: Who::You,
            text: Text {
                en: "Run the test as the same user, service or container as the application: \
                     the rule may hold for that one only.",
                zh_cn: "用与应用程序相同的用户、服务或容器运行测试：规则可能只对它生效。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects from the same machine and account. If the operating system forbids \
             it at once, before a packet leaves, it is this.",
        zh_cn: "smtp-doctor 会用同一台机器、同一个账户去连接。如果数据包还没有发出，操作系统就立即禁止，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        eacces
        eperm
        connect eacces
        connect eperm
        permission denied
        permission denied #13
        permission denied (13)
        (permission denied)
        (13) permission denied
        [permission denied
        errno 13 & permission denied
        connect & permission denied
        connect: permission denied
        connect: operation not permitted
        connect & operation not permitted
        10013
        wsaeacces
        forbidden by its access permissions
        missing internet permission
        requires net access
        os error 13
        avc: & denied
        denied & name_connect
        httpd_can_sendmail
        httpd_can_network_connect
        mass mailing worms
        selinux
        apparmor & denied
        blocked by windows firewall
        blocked by antivirus
        以一种访问权限不允许的方式做了一个访问套接字的尝试
        访问权限不允许的方式
        访问套接字的尝试
        连接 & 权限不够
        连接 & 权限被拒绝
        不允许的操作
        被安全软件拦截
        被杀毒软件拦截
        被防火墙拦截
        keine berechtigung
        zugriffsrechte des sockets unzulässig
        permission non accordée
        interdite par ses autorisations d'accès
        permiso denegado
        permisos de acceso
        許可がありません
        アクセス許可で禁じられた方法
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter_map(|(index, failure)| {
            let Failure::Denied { os_code } = failure else { return None };
            let error = named(evidence.platform, *os_code);
            let found = told(evidence, index, failure).with("error", error.clone());
            let is_module = evidence.platform == Platform::Linux && *os_code == EACCES;
            Some(if is_module { found.with("security_module", error) } else { found })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{healthy, no_tcp};
    use crate::plan::Security;

    fn failing(platform: Platform, failure: Failure) -> Vec<Match> {
        let mut evidence = healthy(587, Security::Opportunistic);
        evidence.platform = platform;
        evidence.attempts[0].tcp = no_tcp(failure);
        told_by(&evidence)
    }

    #[test]
    fn a_security_module_is_suspected_by_its_number() {
        let found = failing(Platform::Linux, Failure::Denied { os_code: EACCES });
        assert!(found[0].args.contains(&("security_module", "EACCES (13)".into())));
        assert_eq!(failing(Platform::Linux, Failure::Denied { os_code: 1 })[0].args.len(), 1);
    }

    #[test]
    fn windows_has_its_own_number() {
        let found = failing(Platform::Windows, Failure::Denied { os_code: 10_013 });
        assert_eq!(found[0].args, [("error", "WSAEACCES (10013)".to_owned())]);
    }

    #[test]
    fn the_servers_refusal_is_not_ours() {
        assert!(failing(Platform::Linux, Failure::Refused).is_empty());
    }
}
