//! Bytes arrive in clear between the server's consent to STARTTLS and the start of TLS.
//!
//! A server that goes on in clear in place of the handshake is one as well: nobody can say who speaks there.
//! A client that kept them would take them for words from inside the encryption (CVE-2011-0411 and its kin). It is
//! hardly ever noticed, as careless clients go on. The session is abandoned at that point.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, Evidence, Failure};
use crate::locale::Text;

/// The most characters of the bytes that are quoted.
const SHOWN: usize = 120;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("starttls/injection"),
    severity: Severity::Error,
    title: Text {
        en: "Unencrypted bytes arrive after STARTTLS", zh_cn: "STARTTLS 之后出现未加密的内容"
    },
    explanation: Text {
        en: "After agreeing to STARTTLS a server has to be silent until the encryption is up, and here more \
             came unencrypted. An attacker can plant replies or commands that way, or the server is faulty. \
             The session to {host} was ended before any password was sent.",
        zh_cn: "服务器同意 STARTTLS 之后，在加密建立之前不应再发送任何内容，但这里又收到了明文。\
                攻击者可以借此插入伪造的答复或命令，也可能是服务器有缺陷。\
                到 {host} 的会话已在发送密码之前中止。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use port 465 with SSL: it encrypts from the first byte, so nothing can be planted \
                     before it.",
                zh_cn: "改用 465 端口和 SSL 方式：它从一开始就加密，无法事先插入内容。",
            },
            command: Some("smtp-doctor {host}:465 --tls=implicit"),
            link: None,
            when: When::Without("working_port"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test from another network. If the bytes come there as well, the server is at fault; if \
                     not, someone on this network alters the dialogue: do not log in over it.",
                zh_cn: "换一个网络测试。如果仍然出现，说明是服务器的缺陷；如果不再出现，\
                        说明当前网络中有人篡改通信：不要在这个网络登录。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Update the mail server, and any proxy or filter in front of it: they must drop what is \
             buffered when TLS starts.",
                zh_cn: "升级邮件服务器及其前面的代理或过滤设备；它们在启动 TLS 时必须丢弃缓冲区里的内容。",
            },
            command: None,
            link: Some("https://www.postfix.org/CVE-2011-0411.html"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor watches what arrives after the server agrees to STARTTLS and before the handshake. If \
             unencrypted bytes arrive there, it is this.",
        zh_cn: "smtp-doctor 会检查同意 STARTTLS 之后、握手之前收到的内容。如果其间出现明文，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        plaintext injection
        plaintext command injection
        command injection & starttls
        response injection & starttls
        response injection
        starttls injection
        starttls & buffered data
        starttls & extra data
        starttls & pipelined
        extra data after starttls
        unexpected data after starttls
        data after starttls
        data received before tls handshake
        improper command pipelining after starttls
        cve-2011-0411
        cve-2021-33515
        nostarttls
        starttls & 注入
        明文注入
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let attempts = evidence.attempts.iter().enumerate();
    attempts.filter_map(|(index, attempt)| told_of(index, attempt)).collect()
}

fn told_of(index: usize, attempt: &Attempt) -> Option<Match> {
    let (stage, failure) = attempt.first_failure()?;
    let (text, bytes) = match failure {
        Failure::Injected { bytes } => (BEHIND, bytes),
        // On this route a handshake is what the server has just consented to.
        Failure::NotTls { first_bytes, .. } if attempt.starttls.passed().is_some() => (INSTEAD, first_bytes),
        _ => return None,
    };
    Some(Match::attempt(index, stage, Proof::new(text, vec![("bytes", bytes.shown(SHOWN))])))
}

const BEHIND: Text = Text {
    en: "After the reply to STARTTLS and before TLS came: {bytes}",
    zh_cn: "在 STARTTLS 的答复之后、TLS 开始之前收到：{bytes}",
};

const INSTEAD: Text = Text {
    en: "In place of the TLS handshake that the server had agreed to came: {bytes}",
    zh_cn: "服务器同意开始 TLS 握手之后，发来的却是明文：{bytes}",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Stage;
    use crate::evidence::sample::{failed, healthy};
    use crate::plan::Security;
    use crate::smtp::ServerText;

    #[test]
    fn the_planted_bytes_are_quoted() {
        let mut evidence = healthy(587, Security::StartTls);
        let bytes = ServerText::new(*b"250 AUTH PLAIN\r\n");
        evidence.attempts[0].starttls = failed(Failure::Injected { bytes });
        let found = told_by(&evidence);
        assert_eq!((found.len(), found[0].stage), (1, Stage::StartTls));
        assert_eq!(found[0].proof[0].args, [("bytes", "250 AUTH PLAIN\\r\\n".to_owned())]);
    }

    #[test]
    fn clear_text_in_place_of_the_handshake_is_one_after_starttls_only() {
        let first_bytes = ServerText::new(*b"250 x");
        let not_tls = || failed(Failure::NotTls { first_bytes: first_bytes.clone(), protocol: None });
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].tls = not_tls();
        assert_eq!(told_by(&evidence)[0].stage, Stage::Tls);
        let mut evidence = healthy(465, Security::Implicit);
        evidence.attempts[0].tls = not_tls();
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn stray_bytes_elsewhere_are_no_injection() {
        let mut evidence = healthy(587, Security::StartTls);
        let bytes = ServerText::new(*b"250 ok\r\n");
        evidence.attempts[0].ehlo = failed(Failure::Desynchronised { bytes });
        assert!(told_by(&evidence).is_empty());
    }
}
