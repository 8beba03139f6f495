//! Nothing answers on the port, and on no other port of the host either.
//!
//! It is taken for a slow server, so people raise the timeout, or for wrong settings. Silence to the very first packet
//! is packets lost or dropped. Where another port of the host answers, it is `tcp/port-blocked` instead.

use super::address::{told, unconnected};
use super::{firewall, second_opinion, sibling};
use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::{Platform, SMTP};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/timeout"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not answer on port {port}", zh_cn: "连接 {host} 的 {port} 端口超时"
    },
    explanation: Text {
        en: "No answer of any kind comes back from port {port}: packets are lost, or a firewall on this \
             machine, in the network or in front of the server drops them. Encryption, user name and password \
             play no part yet.",
        zh_cn: "{port} 端口没有任何应答：数据包在途中丢失，或者被本机、网络或服务器一侧的防火墙丢弃。\
                此时还没有用到加密、用户名和密码。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Examine every submission port of {host} to see whether only port {port} is blocked.",
                zh_cn: "检查 {host} 的所有发信端口，看是不是只有 {port} 端口被拦截。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::With("untried"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow outgoing connections to ports 465 and 587. Port 25 is closed by most clouds, \
                     hosters and Internet providers by policy: no setting on this machine opens it.",
                zh_cn: "放行到 465 和 587 端口的出站连接。\
                        大多数云厂商、主机商和宽带运营商按规定封禁 25 端口，在本机上改任何设置都不能打开它。",
            },
            command: None,
            link: None,
            when: When::With("port_25"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow outgoing connections to the mail ports (25, 465, 587) in the company firewall, \
                     the cloud's security group or the VPN.",
                zh_cn: "在公司防火墙、云安全组或 VPN 中放行到邮件端口（25、465、587）的出站连接。",
            },
            command: None,
            link: None,
            when: When::Without("port_25"),
        },
        firewall::WINDOWS,
        firewall::LINUX,
        firewall::MACOS,
        second_opinion::WINDOWS,
        second_opinion::ELSEWHERE,
        Remedy {
            who: Who::You,
            text: DELAY,
            command: Some("ping {host}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: DELAY,
            command: Some("ping -c 4 {host}"),
            link: None,
            when: When::OffWindows,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check that the name leads to the right address: an outdated DNS record points to a \
             machine that is gone.",
                zh_cn: "检查 DNS 解析，看地址是否正确：过期的解析记录会指向已经停用的主机。",
            },
            command: Some("nslookup {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See where on the way the packets stop.",
                zh_cn: "检查路由，看数据包在哪一段中断。",
            },
            command: Some("tracert {host}"),
            link: None,
            when: When::On(Platform::Windows),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See where on the way the packets stop.",
                zh_cn: "检查路由，看数据包在哪一段中断。",
            },
            command: Some("traceroute {host}"),
            link: None,
            when: When::OffWindows,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor tries the port on every address, and the other mail ports beside it. If \
             nothing answers on any of them, it is this.",
        zh_cn: "smtp-doctor 会在每个地址上尝试这个端口，并同时尝试其他邮件端口。如果全都没有应答，\
                就是这个原因。",
    },
    symptoms: &[SILENCE],
    supersedes: &[],
    told_by,
};

const DELAY: Text = Text {
    en: "Check the delay of the network with ping; many servers never answer it. A longer limit \
             (`--timeout 60`) helps only if answers come but take seconds.",
    zh_cn: "用 ping 检查网络延迟；不少服务器从不回应 ping。只有网络通、但延迟达到数秒时，\
                才需要加长超时时间（`--timeout 60`）。",
};

/// The words for a connection to which nothing answers. A text alone does not say whether it is this port or all
/// of them.
pub(super) const SILENCE: Pattern = Pattern::said(
    "
    etimedout
    connection timed out
    connection timeout
    connection time out
    connect timed out
    connect timeout
    connection attempt timed out
    connection attempt failed
    timed out while connecting
    timeout while connecting
    timeout connecting to
    timed out connecting to
    operation timed out
    operation has timed out
    i/o timeout
    deadline exceeded
    opentimeout
    timeouterror
    connecttimeouterror
    timed out
    timeout
    smtp timeout
    10060
    wsaetimedout
    os error 110
    did not properly respond after a period of time
    connected host has failed to respond
    failed to connect & timed out
    not connect
    cannot connect
    n't connect
    to connect
    connect()
    be established
    无法连接
    连接失败
    0x80042109
    0x800ccc19
    0x800ccc0e
    连接方在一段时间后没有正确答复
    连接的主机没有反应
    连接超时
    连接已超时
    连接服务器超时
    连接邮件服务器超时
    连接 smtp 服务器超时
    连接smtp服务器超时
    操作已超时
    操作超时
    请求超时
    zeitüberschreitung bei der verbindung
    zeitüberschreitung
    gegenstelle nach einer bestimmten zeitspanne nicht richtig reagiert
    délai d'attente de la connexion
    connexion terminée par expiration du délai
    n'a pas répondu convenablement au-delà d'une certaine durée
    expiró el tiempo de conexión
    tiempo de espera agotado
    no respondió adecuadamente tras un periodo de tiempo
    tempo esgotado
    não respondeu corretamente após um período de tempo
    время ожидания соединения истекло
    接続がタイムアウトしました
    タイムアウト
    接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかった
    ",
);

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter(|(_, failure)| matches!(failure, Failure::TimedOut { .. } | Failure::DeadlinePassed))
        .filter(|(index, _)| sibling::open_port(evidence, *index).is_none())
        .map(|(index, failure)| {
            let mut found = told(evidence, index, failure);
            found.proof.extend(sibling::observed(evidence, index));
            if evidence.attempts[index].route.port == SMTP {
                found = found.with("port_25", SMTP.to_string());
            }
            if sibling::tried(evidence, index) { found } else { found.with("untried", "") }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{healthy, no_tcp, open_sibling, silent_sibling, timed_out};
    use crate::plan::Security;

    fn silent(port: u16) -> Evidence {
        let mut evidence = healthy(port, Security::Opportunistic);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        evidence
    }

    #[test]
    fn silence_on_every_port_is_told() {
        let mut evidence = silent(587);
        evidence.follow_ups = vec![silent_sibling(465), silent_sibling(25)];
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
        assert!(found[0].args.is_empty());
    }

    #[test]
    fn unasked_questions_are_owned_up_to() {
        let found = told_by(&silent(25));
        let names: Vec<&str> = found[0].args.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["port_25", "untried"]);
        assert_eq!(found[0].proof[1].text.en, "Other ports of {host} were not tried");
    }

    #[test]
    fn a_port_that_alone_is_silent_is_blocked() {
        let mut evidence = silent(587);
        evidence.follow_ups = vec![silent_sibling(25), open_sibling(465)];
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_refusal_is_an_answer() {
        let mut evidence = silent(587);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        assert!(told_by(&evidence).is_empty());
    }
}
