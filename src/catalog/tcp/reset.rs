//! The connection is reset while it is being opened, or right after and before the server has said a word.
//!
//! It is taken for a server that is overloaded or for a fault of TLS. A reset before any byte is mostly the work of
//! something in between, or of a server that turns this address away. A reset during the TLS handshake belongs to
//! `tls/handshake-reset`.

use super::address::{told, unconnected};
use super::sibling;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tcp/reset"),
    severity: Severity::Error,
    title: Text {
        en: "The connection to {host} port {port} is reset",
        zh_cn: "到 {host} 的 {port} 端口的连接被重置",
    },
    explanation: Text {
        en: "The connection is cut before the server has said a word. A firewall, proxy or VPN on the way \
             cuts it, or the server rejects this machine's address.",
        zh_cn: "服务器还没有发出任何内容，连接就被切断。可能是途中的防火墙、代理或 VPN 切断了连接，\
                或者服务器不接受本机的地址。",
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
                en: "Switch off VPN, proxy and the mail shield of the antivirus and test again; then try from \
             another network, such as a mobile hotspot.",
                zh_cn: "关闭 VPN、代理和杀毒软件的邮件防护后再测试；然后换一个网络试试，例如手机热点。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Check whether a firewall cuts connections to port {port} of {host}.",
                zh_cn: "检查是否有防火墙切断到 {host} 的 {port} 端口的连接。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Check whether the server bans this machine's address (fail2ban, block lists, a limit on \
             connections).",
                zh_cn: "检查服务器是否封禁了本机的地址（fail2ban、黑名单、连接数限制）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor notes when the connection is cut. If that is before the server has sent a \
             single byte, it is this.",
        zh_cn: "smtp-doctor 会记录连接在何时被切断。如果服务器一个字节都没有发出就被切断，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        econnreset
        read econnreset
        connect econnreset
        connection reset
        connection reset by peer
        connectionreseterror
        connection was reset
        socketexception: connection reset
        10054
        wsaeconnreset
        an existing connection was forcibly closed by the remote host
        forcibly closed by the remote host
        10053
        wsaeconnaborted
        econnaborted
        software caused connection abort
        connection was aborted by the software in your host machine
        connectionabortederror
        os error 104
        0x800ccc0f
        远程主机强迫关闭了一个现有的连接
        强迫关闭了一个现有的连接
        主机中的软件中止了一个已建立的连接
        连接被重置
        连接已被重置
        连接被对方重设
        连接被对端重置
        连接重置
        vom kommunikationspartner zurückgesetzt
        vorhandene verbindung wurde vom remotehost geschlossen
        connexion ré-initialisée par le correspondant
        connexion existante a dû être fermée par l'hôte distant
        conexión reinicializada por la máquina remota
        interrupción de una conexión existente por el host remoto
        connessione interrotta dal corrispondente
        conexão fechada pela outra ponta
        соединение разорвано другой стороной
        接続が相手からリセットされました
        既存の接続はリモート ホストに強制的に切断されました
        ",
    )],
    supersedes: &[Code("smtp/greeting-closed")],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let while_opening =
        unconnected(evidence).filter(|(_, failure)| **failure == Failure::Reset).map(|(index, failure)| {
            let found = told(evidence, index, failure);
            match sibling::open_port(evidence, index) {
                Some(port) => found.with("open_port", port.to_string()),
                None => found,
            }
        });
    let right_after = evidence
        .attempts
        .iter()
        .enumerate()
        .filter(|(_, attempt)| attempt.first_failure() == Some((Stage::Greeting, &Failure::Reset)))
        .filter(|(_, attempt)| !attempt.passed(Stage::Tls))
        .map(|(index, _)| Match::attempt(index, Stage::Greeting, cut_before_greeting()));
    while_opening.chain(right_after).collect()
}

fn cut_before_greeting() -> Proof {
    Proof::new(
        Text {
            en: "The connection to port {port} is opened and then reset before any greeting",
            zh_cn: "到 {port} 端口的连接建立后，在收到问候之前就被重置",
        },
        Vec::new(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{closed, failed, healthy, no_tcp};
    use crate::plan::Security;

    #[test]
    fn a_reset_while_opening_is_told() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tcp = no_tcp(Failure::Reset);
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].stage), (1, Stage::Tcp));
    }

    #[test]
    fn a_reset_before_the_greeting_is_told() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(Failure::Reset);
        evidence.attempts[0].tls = crate::evidence::Outcome::Unreached { after: Stage::Greeting };
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].stage), (1, Stage::Greeting));
    }

    #[test]
    fn a_reset_in_the_handshake_belongs_to_tls() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = failed(Failure::Reset);
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn an_orderly_end_is_no_reset() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(closed());
        assert!(told_by(&evidence).is_empty());
    }
}
