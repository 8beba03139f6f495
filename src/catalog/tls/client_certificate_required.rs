//! The server insists on a certificate of the client.
//!
//! Many mail servers ask for one and go on without it; only an end right after the request shows that it is required.
//! In TLS 1.3 that end comes after the handshake, with the first thing read (RFC 8446 §4.4.2.4). Postfix lets the
//! handshake pass without one and refuses the session in its first reply (`421 4.7.1 … No client certificate presented`).

use super::reading::found;
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::Reply;

/// How much of a reply is shown.
const SHOWN: usize = 200;
/// `handshake_failure`, as a TLS 1.2 server says it (RFC 5246 §7.4.6).
const HANDSHAKE_FAILURE: u8 = 40;
/// `bad_certificate`, as some servers say it.
const BAD_CERTIFICATE: u8 = 42;
/// `certificate_required` (RFC 8446 §6.2).
const CERTIFICATE_REQUIRED: u8 = 116;

/// A reply that says it in words.
const SAID: Pattern = Pattern { codes: Pattern::REFUSAL, enhanced: &[], words: &[&["client certificate"]] };

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/client-certificate-required"),
    severity: Severity::Error,
    title: Text { en: "{host} requires a client certificate", zh_cn: "{host} 要求客户端证书" },
    explanation: Text {
        en: "The server lets in only programs that show a certificate of their own (a client certificate), and ends \
             the connection without one. It does not even come to user name and password.",
        zh_cn: "服务器要求程序出示自己的证书（客户端证书），没有证书就断开连接，根本不会核对用户名和密码。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "See whether {host} has another port, where a user name and a password are enough.",
                zh_cn: "看看 {host} 有没有其他端口，只用用户名和密码就能发信。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If port {port} is not meant to require client certificates, switch that off. For Postfix:",
                zh_cn: "如果 {port} 端口本不该要求客户端证书，请取消该要求。Postfix 的命令是：",
            },
            command: Some("sudo postconf -e 'smtpd_tls_req_ccert=no' && sudo systemctl reload postfix"),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If it is, get a certificate and its key from the administrator and set both in the application \
                     (nodemailer: `tls.cert` and `tls.key`).",
                zh_cn: "如果确实需要，请向管理员索取证书和私钥，在应用里设置（nodemailer 为 `tls.cert` 和 `tls.key`）。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor shows no certificate of its own. If the server asks for one and ends the \
             connection when none comes, it is this.",
        zh_cn: "smtp-doctor 不出示自己的证书。如果服务器要求客户端证书，没有收到就断开连接，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(&[
        &["certificate required"],
        &["certificate_required"],
        &["certificaterequired"],
        &["tlsv13 alert certificate required"],
        &["remote error: tls: certificate required"],
        &["0a00045c"],
        &["no client certificate presented"],
        &["no client certificate"],
        &["client certificate required"],
        &["client certificate", "required"],
        &["client certificate", "not provided"],
        &["peer did not return a certificate"],
        &["alert bad certificate"],
        &["sslv3 alert bad certificate"],
        &["remote error: tls: bad certificate"],
        &["received fatal alert: bad_certificate"],
        &["bad_certificate"],
        &["badcertificate"],
        &["ssl_error_bad_cert_alert"],
        &["ssl_error_rx_certificate_required_alert"],
        &["mutual tls"],
        &["needs a client certificate"],
        &["requires a client certificate"],
        &["需要客户端证书"],
        &["要求客户端证书"],
        &["未提供客户端证书"],
    ])],
    supersedes: &[
        Code("tls/no-common-cipher"),
        Code("tls/handshake-reset"),
        Code("smtp/greeting-closed"),
        Code("smtp/greeting-busy"),
        Code("smtp/greeting-rejected"),
        Code("smtp/connection-lost"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    evidence
        .attempts
        .iter()
        .enumerate()
        .filter_map(|(index, attempt)| {
            let (stage, proof) = refusal(attempt)?;
            let mut found = found(index, attempt, proof);
            found.stage = stage;
            Some(found)
        })
        .collect()
}

/// Whether the server asked for a certificate of ours.
pub(super) fn wants_client_certificate(attempt: &Attempt) -> bool {
    attempt.tls.facts().is_some_and(|tls| tls.client_certificate_wanted)
}

/// Where and how the server refused for want of a certificate.
fn refusal(attempt: &Attempt) -> Option<(Stage, Proof)> {
    let first_read = match attempt.spoken {
        Security::Implicit => Stage::Greeting,
        Security::StartTls => Stage::EhloAgain,
        Security::Plain | Security::Opportunistic | Security::Detect => return None,
    };
    let failure = |stage| attempt.failure(stage).map(|failure| (stage, failure));
    let ends = [Stage::Tls, first_read].into_iter().filter_map(failure);
    for (stage, failure) in ends {
        match failure {
            Failure::Alert { number: CERTIFICATE_REQUIRED, .. } => return Some((stage, demanded())),
            Failure::Alert { number: HANDSHAKE_FAILURE | BAD_CERTIFICATE, .. }
            | Failure::Closed { .. }
            | Failure::Reset
                if wants_client_certificate(attempt) =>
            {
                return Some((stage, ended()));
            }
            Failure::Rejected { reply } if wants_client_certificate(attempt) && SAID.fits(reply) => {
                return Some((stage, said(reply)));
            }
            _ => {}
        }
    }
    None
}

fn demanded() -> Proof {
    let text = Text {
        en: "The server sends alert 116 (certificate_required)",
        zh_cn: "服务器发来警报 116（certificate_required）",
    };
    Proof::new(text, Vec::new())
}

fn ended() -> Proof {
    let text = Text {
        en: "The server asks for a client certificate, gets none, and ends the connection",
        zh_cn: "服务器索要客户端证书，没有得到，随即断开连接",
    };
    Proof::new(text, Vec::new())
}

fn said(reply: &Reply) -> Proof {
    let text = Text {
        en: "The server asks for a client certificate, gets none, and answers: {reply}",
        zh_cn: "服务器索要客户端证书，没有得到，随即答复：{reply}",
    };
    Proof::new(text, vec![("reply", reply.shown(SHOWN))])
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{alert, broken};
    use super::*;
    use crate::evidence::Tls;
    use crate::evidence::sample::{closed, failed, failed_with, healthy, passed, rejected, tls};

    fn wanting() -> Tls {
        Tls { client_certificate_wanted: true, ..tls() }
    }

    #[test]
    fn the_alert_tells_it_in_the_handshake_and_after_it() {
        assert_eq!(told_by(&broken(465, alert(116))).len(), 1);
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].greeting = failed(alert(116));
        assert_eq!(told_by(&evidence)[0].stage, Stage::Greeting);
    }

    #[test]
    fn an_end_after_the_request_tells_it() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].tls = passed(wanting());
        evidence.attempts[0].ehlo_again = failed(closed());
        assert_eq!(told_by(&evidence)[0].stage, Stage::EhloAgain);

        evidence.attempts[0].tls = failed_with(alert(40), wanting());
        assert_eq!(told_by(&evidence)[0].stage, Stage::Tls);
    }

    #[test]
    fn a_refusal_in_words_after_the_request_tells_it() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = passed(wanting());
        evidence.attempts[0].greeting = failed(rejected(421, "4.7.1 Error: No client certificate presented"));
        assert_eq!(told_by(&evidence)[0].stage, Stage::Greeting);
        evidence.attempts[0].greeting = failed(rejected(421, "4.7.0 Error: too many connections"));
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_request_alone_or_an_end_alone_tells_nothing() {
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = passed(wanting());
        assert!(told_by(&evidence).is_empty());
        evidence.attempts[0].tls = passed(tls());
        evidence.attempts[0].greeting = failed(closed());
        assert!(told_by(&evidence).is_empty());
        assert!(told_by(&broken(465, alert(40))).is_empty());
    }
}
