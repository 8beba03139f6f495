//! The server insists on a certificate of the client, and gets none or one that it does not accept.
//!
//! Many mail servers ask for one and go on without it; only an end right after the request shows that it is required.
//! In TLS 1.3 that end comes after the handshake, with the first thing read (RFC 8446 §4.4.2.4). Postfix lets the
//! handshake pass without one and refuses the session in its first reply (`421 4.7.1 … No client certificate presented`).
//!
//! Where a certificate was shown, an alert about certificates is about ours: the server's own has passed by then. One
//! that was kept from an untrusted server is no matter of this cause; the server's certificate is.

use super::reading::{SAID, first_read, found, presented, refusal_of, told_of};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::smtp::Reply;

/// How much of a reply is shown.
const SHOWN: usize = 200;
/// `handshake_failure`, as a TLS 1.2 server says it (RFC 5246 §7.4.6).
const HANDSHAKE_FAILURE: u8 = 40;
/// `bad_certificate`, as some servers say it.
const BAD_CERTIFICATE: u8 = 42;
/// `certificate_required` (RFC 8446 §6.2).
const CERTIFICATE_REQUIRED: u8 = 116;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/client-certificate-required"),
    severity: Severity::Error,
    title: Text { en: "{host} requires a client certificate", zh_cn: "{host} 要求客户端证书" },
    explanation: Text {
        en: "The server lets in only programs that show a certificate of their own (a client certificate) which it \
             accepts, and ends the connection with all others. It does not even come to user name and password.",
        zh_cn: "服务器只让出示了它认可的证书（客户端证书）的程序进入，否则就断开连接，根本不会核对用户名和密码。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Renew the client certificate: it has ended on {ended}.",
                zh_cn: "请更换客户端证书：它已在 {ended} 过期。",
            },
            command: None,
            link: None,
            when: When::With("ended"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask the administrator of {host} which issuers it accepts, and show a certificate of one of them; \
                     yours is {presented}.",
                zh_cn: "请向 {host} 的管理员询问服务器认可哪些签发者，改用由它们签发的证书；这里出示的是 {presented}。",
            },
            command: None,
            link: None,
            when: When::With("presented"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If an intermediate authority has issued {presented}, put its certificate behind yours in the \
                     PEM file: the server may know the root only.",
                zh_cn: "如果 {presented} 由中级机构签发，请把中级证书放在 PEM 文件里自己的证书之后：服务器可能只认识根证书。",
            },
            command: None,
            link: None,
            when: When::With("presented"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If {presented} is to be accepted, add the certificate of its issuer to those that the server \
                     trusts for clients, and see the log of the server for the reason. For Postfix:",
                zh_cn: "如果应当接受 {presented}，请把其签发者的证书加入服务器信任的客户端签发者，并在服务器日志中查看拒绝的原因。Postfix 查看该设置的命令是：",
            },
            command: Some("postconf smtpd_tls_CAfile smtpd_tls_CApath"),
            link: Some("https://www.postfix.org/TLS_README.html"),
            when: When::With("presented"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If you have a client certificate for {host}, give it to smtp-doctor with its key.",
                zh_cn: "如果你有用于 {host} 的客户端证书，请把它和私钥交给 smtp-doctor 再检查一次。",
            },
            command: Some("{rerun} --cert client.pem --key client.key"),
            link: None,
            when: When::Without("presented"),
        },
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
            when: When::Without("presented"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor shows no client certificate unless it is given one. If the server asks for one and ends the \
             connection when none comes, or refuses the one that comes, it is this.",
        zh_cn: "除非用户给出，smtp-doctor 不出示客户端证书。如果服务器要求客户端证书，没有收到或不认可就断开连接，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        certificate required
        certificate_required
        certificaterequired
        tlsv13 alert certificate required
        remote error: tls: certificate required
        0a00045c
        no client certificate presented
        no client certificate
        client certificate required
        client certificate & required
        client certificate & not provided
        peer did not return a certificate
        alert bad certificate
        sslv3 alert bad certificate
        remote error: tls: bad certificate
        received fatal alert: bad_certificate
        bad_certificate
        badcertificate
        ssl_error_bad_cert_alert
        ssl_error_rx_certificate_required_alert
        mutual tls
        needs a client certificate
        requires a client certificate
        需要客户端证书
        要求客户端证书
        未提供客户端证书
        ",
    )],
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
            let own = presented(evidence, attempt);
            let (stage, proof) = match own {
                Some(own) => refusal_of(own, attempt)?,
                None => refusal(attempt)?,
            };
            let mut found = found(index, attempt, proof);
            found.stage = stage;
            Some(match own {
                Some(own) => told_of(own, evidence, found),
                None => found,
            })
        })
        .collect()
}

/// Whether the server asked for a certificate of ours.
pub fn wants_client_certificate(attempt: &Attempt) -> bool {
    attempt.tls.facts().is_some_and(|tls| tls.client_certificate_wanted)
}

/// Where and how the server refused for want of a certificate.
fn refusal(attempt: &Attempt) -> Option<(Stage, Proof)> {
    let first_read = first_read(attempt)?;
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
    use super::super::reading::REFUSALS;
    use super::super::reading::sample::{alert, broken};
    use super::*;
    use crate::evidence::sample::{closed, failed, failed_with, healthy, passed, rejected, tls};
    use crate::evidence::{Presentation, Tls};
    use crate::plan::{ClientCertificateRecord, Security};

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

    /// An examination with a client certificate that ends then, shown in a session that ended so.
    fn shown(ended: time::OffsetDateTime, failure: Failure) -> Evidence {
        let mut evidence = healthy(465, Security::Implicit);
        let subject = "CN=me".to_owned();
        evidence.plan.client_certificate = Some(ClientCertificateRecord { subject, not_after: ended });
        let presented = Tls { client_certificate: Some(Presentation::Presented), ..wanting() };
        evidence.attempts[0].tls = failed_with(failure, presented);
        evidence.attempts[0].greeting = failed(closed());
        evidence
    }

    #[test]
    fn an_alert_against_the_certificate_that_was_shown_tells_it() {
        let later = time::macros::datetime!(2027-01-01 00:00 UTC);
        for number in REFUSALS.into_iter().chain([HANDSHAKE_FAILURE]) {
            let told = told_by(&shown(later, alert(number)));
            assert_eq!((told.len(), told[0].stage, told[0].proof.len()), (1, Stage::Tls, 1), "{number}");
            assert!(told[0].args.contains(&("presented", "CN=me".to_owned())));
        }
        let ended = time::macros::datetime!(2026-11-01 00:00 UTC);
        let told = told_by(&shown(ended, alert(45)));
        assert_eq!(told[0].proof.len(), 2);
        assert!(told[0].args.contains(&("ended", "2026-11-01".to_owned())));
    }

    #[test]
    fn an_end_of_another_kind_does_not_speak_of_the_certificate_that_was_shown() {
        let later = time::macros::datetime!(2027-01-01 00:00 UTC);
        assert!(told_by(&shown(later, alert(80))).is_empty());
        assert!(told_by(&shown(later, Failure::Certificate)).is_empty());
        // The server closes after a session that was made: that may be for any reason.
        let mut evidence = shown(later, alert(48));
        evidence.attempts[0].tls =
            passed(Tls { client_certificate: Some(Presentation::Presented), ..wanting() });
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
