//! The server's machine answers and says that nothing listens on the port.
//!
//! A refusal is an answer: the name, the network and the machine are fine, so neither a longer timeout nor another
//! password can help. What can be wrong is the port, the service behind it, or a firewall that answers in its place;
//! a refusal that comes sooner than a remote machine can speak is the work of a firewall nearby.

use std::net::IpAddr;

use super::address::{told, unconnected};
use super::sibling;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Connection, Evidence, Failure};
use crate::locale::Text;
use crate::plan::Platform;

/// A refusal from a public address that comes sooner than this was hardly made there, in milliseconds.
const AT_ONCE_MS: f64 = 1.0;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/refused"),
    severity: Severity::Error,
    title: Text {
        en: "{host} refuses connections to port {port}", zh_cn: "{host} 拒绝 {port} 端口的连接"
    },
    explanation: Text {
        en: "The answer comes at once: port {port} takes no connections. The port is wrong, the mail service \
             is not running, or a firewall rejects the connection.",
        zh_cn: "对方立即答复：{port} 端口不接受连接。可能是端口写错、邮件服务没有运行，\
                或者防火墙拒绝了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port {open_port}: it accepts connections.",
                zh_cn: "改用 {open_port} 端口，它可以连接。",
            },
            command: Some("smtp-doctor {host}:{open_port}"),
            link: None,
            when: When::With("open_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Set the host to your provider's server: {loopback} is this machine, and no mail service \
             listens on its port {port}. Inside a container it is the container itself; use the name of the \
             mail container or `host.docker.internal` there.",
                zh_cn: "把主机名改成服务商的服务器：{loopback} 是本机，而本机的 {port} 端口上没有邮件服务。\
                        在容器里它指容器自己，应改用邮件容器的名称或 `host.docker.internal`。",
            },
            command: None,
            link: None,
            when: When::With("loopback"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look for a rule on this machine that rejects outgoing mail, as the refusal came within \
                     {at_once} ms: a REJECT rule, `SMTP_BLOCK` of CSF, “SMTP Restrictions” of cPanel.",
                zh_cn: "检查本机是否有拒绝发信的规则，因为“拒绝”在 {at_once} 毫秒内就返回了：\
                        例如 REJECT 规则、CSF 的 `SMTP_BLOCK`、cPanel 的“SMTP Restrictions”。",
            },
            command: Some("sudo iptables -L -n"),
            link: None,
            when: When::On(Platform::Linux),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Check host and port against your provider's settings: mail is sent through 465 (SSL) or \
             587 (STARTTLS).",
                zh_cn: "对照服务商的设置核对主机名和端口：发信用 465（SSL）或 587（STARTTLS）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check on the server that the mail service listens on port {port}.",
                zh_cn: "在服务器上查看邮件服务是否监听 {port} 端口。",
            },
            command: Some("ss -ltnp 'sport = :{port}'"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor connects to every address of the host. If each of them turns the connection \
             down at once, it is this.",
        zh_cn: "smtp-doctor 会连接主机的每个地址。如果每个地址都立即拒绝连接，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        econnrefused
        connect econnrefused
        connection refused
        connectionrefusederror
        connectexception: connection refused
        connection was refused
        connection is refused
        refused the connection
        10061
        wsaeconnrefused
        actively refused
        target machine actively refused it
        could not be sent because connecting to
        os error 111
        由于目标计算机积极拒绝
        目标计算机积极拒绝
        拒绝连接
        连接被拒绝
        连接被对方拒绝
        拒绝了连接
        拒绝了我们的连接
        verbindungsaufbau abgelehnt
        verbindung verweigert
        zielcomputer die verbindung verweigerte
        connexion refusée
        l'ordinateur cible l'a expressément refusée
        conexión rehusada
        conexión rechazada
        denegó expresamente dicha conexión
        connessione rifiutata
        rifiuto persistente del computer di destinazione
        conexão recusada
        máquina de destino as recusou ativamente
        в соединении отказано
        конечный компьютер отверг запрос
        接続を拒否されました
        接続が拒否されました
        対象のコンピューターによって拒否
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    unconnected(evidence)
        .filter(|(_, failure)| **failure == Failure::Refused)
        .map(|(index, failure)| {
            let mut found = told(evidence, index, failure);
            let connections = evidence.attempts[index].tcp.facts().map_or(&[][..], |tcp| &tcp.connections);
            if let Some(port) = sibling::open_port(evidence, index) {
                found.proof.extend(sibling::observed(evidence, index));
                found = found.with("open_port", port.to_string());
            }
            if let Some(own) = connections.iter().find(|one| one.address.is_loopback()) {
                found = found.with("loopback", own.address.to_string());
            }
            match connections.iter().find(|one| is_too_fast(one)) {
                Some(fast) => {
                    let ms = format!("{:.1}", fast.ms);
                    found.and(too_fast(fast.address, ms.clone())).with("at_once", ms)
                }
                None => found,
            }
        })
        .collect()
}

fn too_fast(peer: IpAddr, ms: String) -> Proof {
    Proof::new(
        Text {
            en: "The refusal in the name of {peer} comes within {ms} ms: a firewall on this machine or next \
                 to it can be that fast",
            zh_cn: "以 {peer} 名义作出的“拒绝”在 {ms} 毫秒内返回，本机或邻近的防火墙才会这么快",
        },
        vec![("peer", peer.to_string()), ("ms", ms)],
    )
}

fn is_too_fast(connection: &Connection) -> bool {
    let is_near = match connection.address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => {
            v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_unspecified()
        }
    };
    !is_near && connection.ms < AT_ONCE_MS && connection.failure == Some(Failure::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Outcome;
    use crate::evidence::sample::{healthy, no_tcp, open_sibling, timed_out};
    use crate::plan::Security;

    fn refused(address: &str, ms: f64) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Refused);
        if let Outcome::Failed { facts: Some(tcp), .. } = &mut evidence.attempts[0].tcp {
            tcp.connections[0].address = address.parse().unwrap();
            tcp.connections[0].ms = ms;
        }
        evidence
    }

    #[test]
    fn a_refusal_is_told_with_the_open_sibling() {
        let mut evidence = refused("192.0.2.1", 10.0);
        evidence.follow_ups.push(open_sibling(587));
        let found = told_by(&evidence);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].args, [("open_port", "587".to_owned())]);
    }

    #[test]
    fn a_refusal_from_far_away_cannot_be_instant() {
        let found = told_by(&refused("192.0.2.1", 0.2));
        assert_eq!(found[0].args, [("at_once", "0.2".to_owned())]);
        assert!(told_by(&refused("10.0.0.1", 0.2))[0].args.is_empty());
    }

    #[test]
    fn this_machine_as_the_host_is_named() {
        let found = told_by(&refused("127.0.0.1", 0.1));
        assert_eq!(found[0].args, [("loopback", "127.0.0.1".to_owned())]);
    }

    #[test]
    fn silence_is_no_refusal() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(timed_out());
        assert!(told_by(&evidence).is_empty());
    }
}
