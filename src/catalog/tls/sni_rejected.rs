//! The server does not know the name that the client sent (server name indication, RFC 6066 §3).
//!
//! Told by the alert `unrecognized_name`, or because a hello without the name is answered and the same with it is not.
//! The port, the network and the ciphers are fine; the name is not configured.

use super::reading::{Acceptance, acceptance, broken, choice_proof, found};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;

/// `unrecognized_name` (RFC 6066 §3).
const UNRECOGNIZED_NAME: u8 = 112;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/sni-rejected"),
    severity: Severity::Error,
    title: Text {
        en: "The server does not know the name {host}", zh_cn: "服务器不认识主机名 {host}"
    },
    explanation: Text {
        en: "In the TLS handshake a program says which server it wants. This one knows nothing of {host} \
             and ends the connection before encryption begins.",
        zh_cn: "程序在 TLS 握手时会说明要找哪台服务器，而这台服务器不认识 {host}，在加密开始之前就断开了连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Compare the server name with your provider's settings: \
                     an old name or an alias of your own reaches the server but is unknown to it.",
                zh_cn: "对照服务商的设置说明核对服务器名：旧名称或自己设的别名虽然能连到服务器，服务器却不认识。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See whether {host} is an alias (CNAME); if it is, try the name it stands for.",
                zh_cn: "查看 {host} 是不是别名（CNAME）。如果是，改用它指向的名称再试。",
            },
            command: Some("nslookup {host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Set up a certificate for {host} \
                     (Postfix: `tls_server_sni_maps`, Exim: `tls_certificate` by `$tls_in_sni`, nginx: `server_name`), \
                     or let unknown names get the default certificate.",
                zh_cn: "为 {host} 配置证书（Postfix 为 `tls_server_sni_maps`，Exim 在 `tls_certificate` 中按 `$tls_in_sni` 选择，\
                        nginx 为 `server_name`），或让未知名称使用默认证书。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor sends the server's name in the handshake. If the server answers with the \
             alert `unrecognized_name`, or answers only where the name is left out, it is this.",
        zh_cn: "smtp-doctor 会在握手中发送服务器的名称。如果服务器以 `unrecognized_name` 警报答复，\
                或者只有不写名称时才有回应，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        unrecognized name
        unrecognized_name
        unrecognizedname
        tlsv1 unrecognized name
        tlsv1 alert unrecognized name
        alert: unrecognized_name
        fatal alert & unrecognized_name
        tls: unrecognized name
        unrecognised name
        ssl_error_unrecognized_name_alert
        0a000458
        14077458
        14094458
        server name & not recognized
        sni & not recognized
        sni & unknown
        unknown sni
        no matching sni
        sni & mismatch
        无法识别的名称
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    broken(evidence)
        .filter_map(|(index, attempt, failure)| {
            let alert = matches!(failure, Failure::Alert { number: UNRECOGNIZED_NAME, .. });
            let sent = attempt.tls.facts().map_or(&evidence.plan.target.host, |tls| &tls.server_name);
            let told = |text| found(index, attempt, Proof::new(text, vec![("sent", sent.clone())]));
            match acceptance(evidence, index) {
                Acceptance::Unnamed(taken) if *failure != Failure::Certificate => {
                    let told = told(if alert { ALERT } else { REFUSED });
                    Some(told.and(Proof::new(UNNAMED, Vec::new())).and(choice_proof(taken)))
                }
                _ if alert => Some(told(ALERT)),
                _ => None,
            }
        })
        .collect()
}

const ALERT: Text = Text {
    en: "The server answers the name {sent} with alert 112 (unrecognized_name)",
    zh_cn: "服务器对名称 {sent} 以警报 112（unrecognized_name）拒绝",
};
const REFUSED: Text = Text {
    en: "The server refuses every handshake that names {sent}",
    zh_cn: "只要握手中写明名称 {sent}，服务器一概拒绝",
};
const UNNAMED: Text = Text {
    en: "Without a name, the same handshake is answered",
    zh_cn: "同样的握手不写名称，服务器就有回应",
};

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken, surveyed, taken};
    use super::*;
    use crate::tls::{Offer, Version};

    #[test]
    fn the_alert_for_names_tells_it() {
        let found = told_by(&broken(465, alert(112)));
        assert_eq!(found[0].proof[0].args, [("sent", "smtp.example.com".to_owned())]);
    }

    #[test]
    fn an_answer_without_the_name_tells_it() {
        let offer = || Offer::up_to(Version::Tls12);
        let unnamed = || (offer().unnamed(), Ok(taken(Version::Tls12, 0xC02F)));
        let asked = vec![(offer(), Err(alert(40))), unnamed()];
        assert_eq!(told_by(&surveyed(alert(40), asked))[0].proof[1].text, UNNAMED);
        let asked = vec![(offer(), Ok(taken(Version::Tls12, 0x0035))), unnamed()];
        assert!(told_by(&surveyed(alert(40), asked)).is_empty());
    }

    #[test]
    fn another_alert_does_not() {
        assert!(told_by(&broken(465, alert(40))).is_empty());
    }
}
