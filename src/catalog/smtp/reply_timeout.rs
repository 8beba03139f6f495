//! A command is not answered in time.
//!
//! The server had greeted, so it is up and speaks SMTP. Silence before the greeting is `smtp/greeting-timeout`, silence
//! in the TLS handshake `tls/handshake-timeout`.

use super::dialogue::{SHOWN, failed_commands, waited};
use crate::catalog::large_packet::{is_ipv6, is_proxied, over_ipv4, over_ipv6};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure};
use crate::locale::Text;
use crate::plan::Platform;
use crate::smtp::Handed;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/reply-timeout"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not answer {command} in time", zh_cn: "{host} 没有及时答复 {command}"
    },
    explanation: Text {
        en: "The server greeted, and then did not answer {command} within {timeout} seconds. It is overloaded \
             or waits for another system, such as the one that checks passwords, or something on the way \
             swallows what is sent.",
        zh_cn: "服务器已经发出过问候，却没有在 {timeout} 秒内答复 {command}。它可能过载，\
                可能在等待另一个系统（例如验证密码的系统），也可能有设备在途中吞掉了数据。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look in the mailboxes of the recipients before you send the message again: it may \
                     have been delivered.",
                zh_cn: "重新发送之前，先到收件人邮箱里看一看：邮件可能已经送达。",
            },
            command: None,
            link: None,
            when: When::With("delivery_unknown"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Allow more time once, to see whether the server is slow or does not answer at all.",
                zh_cn: "延长超时再试一次，看它是太慢还是根本不答复。",
            },
            command: Some("{rerun_patient}"),
            link: None,
            when: When::Without("delivery_unknown"),
        },
        over_ipv4(Platform::Linux, When::WithOn("large_v4", Platform::Linux)),
        over_ipv4(Platform::Windows, When::WithOn("large_v4", Platform::Windows)),
        over_ipv4(Platform::MacOs, When::WithOn("large_v4", Platform::MacOs)),
        over_ipv6(Platform::Linux, When::WithOn("large_v6", Platform::Linux)),
        over_ipv6(Platform::Windows, When::WithOn("large_v6", Platform::Windows)),
        over_ipv6(Platform::MacOs, When::WithOn("large_v6", Platform::MacOs)),
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Find out from the log of the mail server what it waits for: DNS, the system that checks \
             passwords or a content filter.",
                zh_cn: "在邮件服务器的日志里查看它在等待什么：DNS、验证密码的系统，还是内容过滤器。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Check whether a firewall, VPN or mail scanner holds back SMTP on port {port}; try with \
             the VPN off.",
                zh_cn: "检查防火墙、VPN 或邮件扫描软件是否拦住了 {port} 端口的 SMTP 数据；可以先关闭 VPN 试试。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor notes which command was sent last and waits for the full time limit. If the \
             server had greeted and no whole answer comes, it is this.",
        zh_cn: "smtp-doctor 记录最后发出的命令，并等到超时为止。如果服务器已经问候过，却没有发来完整的答复，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    conversation with & timed out while
    timed out while & sending
    timed out while & performing
    smtp timeout after
    smtp timeout while
    smtp timeout
    timeout waiting for
    timed out waiting for
    timed out while waiting
    waiting for response
    waiting for reply
    sockettimeoutexception & read timed out
    read timed out
    read timeout
    timed out while reading
    timed-out
    server response timeout
    response timeout
    net_io_readfailure
    读取 & 超时
    等待 & 答复 & 超时
    等待响应 & 超时
    timeout waiting for input
    timeout waiting for data
    no response to
    command timed out
    timeout while waiting for the server
    smtp response timed out
    timeout exceeded when reading
    timeout on data
    timeout after data
    timed out after data
    timed out in data
    ",
)];

/// What fits into one packet on nearly every path, in bytes (RFC 8200 §5).
const ONE_PACKET: u64 = 1280;

const LARGE: Text = Text {
    en: "The message is the first thing that does not fit into one packet, and everything smaller was answered: \
         large packets may get lost on the way (MTU)",
    zh_cn: "这封邮件是第一段一个数据包装不下的内容，之前较小的数据都有答复：大数据包可能在途中丢失（MTU 问题）",
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    failed_commands(evidence)
        .filter_map(|failed| {
            let Failure::TimedOut { after_ms, fragment } = failed.failure else { return None };
            let proof = Proof::new(
                Text {
                    en: "No whole answer to {command} comes within {timeout} seconds",
                    zh_cn: "{timeout} 秒内没有收到 {command} 的完整答复",
                },
                vec![("command", failed.command())],
            );
            let mut found = Match::attempt(failed.index, failed.stage, proof)
                .with("command", failed.command())
                .with("timeout", waited(*after_ms));
            if let Some(unknown) = failed.delivery_unknown() {
                found = found.and(unknown).with("delivery_unknown", "");
            }
            if failed.data().is_some_and(|data| data.handed != Handed::Nothing && data.size > ONE_PACKET) {
                found = found.and(Proof::new(LARGE, Vec::new()));
                found = match (is_proxied(failed.attempt), is_ipv6(failed.attempt)) {
                    (true, _) => found,
                    (false, true) => found.with("large_v6", ""),
                    (false, false) => found.with("large_v4", ""),
                };
            }
            if fragment.is_empty() {
                return Some(found);
            }
            let text = Text {
                en: "The answer had begun with: {fragment}",
                zh_cn: "答复只来了开头：{fragment}",
            };
            Some(found.and(Proof::new(text, vec![("fragment", fragment.shown(SHOWN))])))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{failed, healthy, timed_out};
    use crate::plan::Security;
    use crate::smtp::ServerText;

    #[test]
    fn a_silent_command_is_named() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].starttls = failed(timed_out());
        let found = told_by(&evidence);
        assert_eq!(found[0].args, [("command", "STARTTLS".to_owned()), ("timeout", "30".to_owned())]);
        assert_eq!(found[0].proof.len(), 1);
    }

    #[test]
    fn half_an_answer_is_shown() {
        let mut evidence = healthy(587, Security::StartTls);
        let fragment = ServerText::new(*b"250-SIZE");
        evidence.attempts[0].ehlo = failed(Failure::TimedOut { after_ms: 30_000, fragment });
        assert_eq!(told_by(&evidence)[0].proof.len(), 2);
    }

    #[test]
    fn a_silent_greeting_is_another_cause() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].greeting = failed(timed_out());
        assert!(told_by(&evidence).is_empty());
    }
}
