//! The server says yes to the login, but does not prove that it knows the password, as the mechanism wants it to.
//!
//! With SCRAM both sides prove themselves. A server that says yes to everything, or something between that only plays
//! the server, cannot. A program that checks the proof breaks off here; one that does not sends on.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, Failure, Stage, Unproven};
use crate::locale::Text;

use super::refusal::with_provider;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/server-unproven"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not prove that it knows the password",
        zh_cn: "{host} 没有证明自己知道密码",
    },
    explanation: Text {
        en: "With SCRAM the server has to prove that it knows the password too. This one says yes without a good \
             proof: its login service is faulty, or something between pretends to be the server.",
        zh_cn: "使用 SCRAM 登录时，服务器也要证明自己知道密码。这台服务器答复成功，却没有给出正确的证明：可能是它的认证服务有故障，也可能是有人冒充服务器。",
    },
    remedies: &[
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Set the password of {user} anew: the stored values for SCRAM do not fit together, or the login \
                     service leaves out its signature.",
                zh_cn: "重新设置 {user} 的密码：服务器上为 SCRAM 保存的数据不一致，或者认证服务没有给出签名。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Until that is settled, do not log in there by PLAIN or LOGIN: both show the password to whoever \
                     answers.",
                zh_cn: "在问题解决之前，不要用 PLAIN 或 LOGIN 登录：这两种方式会把密码直接交给对方。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "See whether a mail gateway or an inspecting firewall answers in place of {host}.",
                zh_cn: "检查是否有邮件网关或会解密检查流量的防火墙代替 {host} 作答。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor checks the server's signature in SCRAM. If the signature is missing or wrong and the server \
             says yes all the same, it is this.",
        zh_cn: "smtp-doctor 会检查 SCRAM 中服务器的签名。如果签名缺失或不正确，服务器却答复成功，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        server signature & invalid
        invalid server signature
        incorrect server signature
        server signature & mismatch
        server signature does not match
        server signature & not match
        mutual authentication failed
        server verification failed
        scram & incorrect signature
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let provider = super::refusal::provider(evidence);
    let told = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let Some(Failure::Unproven { because }) = attempt.auth.failure() else { return None };
        let mechanism = attempt.auth.facts().and_then(|auth| auth.mechanism.as_deref()).unwrap_or("SCRAM");
        let found = Match::attempt(index, Stage::Auth, shown(*because, mechanism));
        Some(with_provider(found, provider))
    });
    told.collect()
}

fn shown(because: Unproven, mechanism: &str) -> Proof {
    let text = match because {
        Unproven::NoSignature => Text {
            en: "The server says yes to AUTH {mechanism} without its signature",
            zh_cn: "服务器对 AUTH {mechanism} 答复成功，却没有给出签名",
        },
        Unproven::WrongSignature => Text {
            en: "The signature that the server gives for AUTH {mechanism} is wrong",
            zh_cn: "服务器为 AUTH {mechanism} 给出的签名不正确",
        },
    };
    Proof::new(text, vec![("mechanism", mechanism.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{refused_by, unsent};
    use crate::plan::Security;

    #[test]
    fn a_yes_without_proof_is_told() {
        for because in [Unproven::NoSignature, Unproven::WrongSignature] {
            assert_eq!(told_by(&unsent(Security::Implicit, Failure::Unproven { because })).len(), 1);
        }
    }

    #[test]
    fn a_no_is_something_else() {
        assert!(told_by(&refused_by("SCRAM-SHA-256", 535, "5.7.8 no")).is_empty());
    }
}
