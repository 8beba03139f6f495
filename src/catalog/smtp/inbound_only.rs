//! The host takes mail for its own mailboxes from other servers, and no logins.
//!
//! It looks like a server whose AUTH is switched off. It is told where AUTH is missing even under TLS, and the port is
//! 25 or the name is that of an inbound server (MX); or where the server says so.

use super::dialogue::{SHOWN, is_secured};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who, send};
use crate::evidence::{Attempt, Evidence, Failure, Hello, Stage};
use crate::locale::Text;
use crate::plan::SMTP;
use crate::provider::{self, Provider};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/inbound-only"),
    severity: Severity::Error,
    title: Text {
        en: "{host} only receives mail from other servers",
        zh_cn: "{host} 只接收其他服务器投递的邮件",
    },
    explanation: Text {
        en: "The server offers no login on port {port}: other servers deliver mail for its own mailboxes \
             there. To send mail to anyone else, log in on another host or port.",
        zh_cn: "这台服务器在 {port} 端口不提供登录：这个端口只供其他服务器向它的邮箱投递邮件。要向外发信，\
                请使用另一个可以登录的主机或端口。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Send through {submission_host}, the submission service.",
                zh_cn: "改用发信服务器 {submission_host}。",
            },
            command: Some("smtp-doctor {submission_host}:{submission_port}"),
            link: None,
            when: When::With("submission_host"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the name of the submission server from your provider's settings. Often it is `smtp.` \
             in front of your domain.",
                zh_cn: "按照服务商的设置填写发信服务器的主机名，通常是在你的邮箱域名前加 `smtp.`。",
            },
            command: Some("smtp-doctor smtp.{mailbox_domain}"),
            link: None,
            when: When::With("mailbox_domain"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try the submission ports of the same host.",
                zh_cn: "试试同一主机的发信端口。",
            },
            command: Some("smtp-doctor {host}"),
            link: None,
            when: When::Without("submission_host"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If it is a relay of your own network that knows its clients by address, leave user name \
             and password empty.",
                zh_cn: "如果它是本单位内网里按地址放行的中继，就不要填写用户名和密码。",
            },
            command: None,
            link: None,
            when: When::Without("submission_host"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks for AUTH in the answer to EHLO, under TLS too. If it is missing, and the \
             port is 25 or the host has the name of an inbound server (MX), it is this.",
        zh_cn: "smtp-doctor 在 EHLO 的答复中查找 AUTH，加密之后也会再查。如果没有，而端口是 25 或主机名属于收信服务器（MX），就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[Code("auth/not-offered"), Code("auth/bad-credentials")],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    only allowed on submission port
    ibsmtp servers
    no smtp mx only
    authentication not allowed on
    unrecognized authentication type & mail.protection.outlook.com
    mail.protection.outlook.com & auth command failed
    authentication & mail.protection.outlook.com
    auth & olc.protection.outlook.com
    auth & mx.google.com
    auth & gmail-smtp-in
    auth & aspmx.l.google.com
    auth & mx.yandex
    auth & mxbiz
    auth not supported on mx
    mx only
    not a submission server
    use port 587 for submission
    submission is not allowed on this
    no authentication on mx
    auth not allowed on this server
    authentication is not allowed on inbound
    local user only
    ",
)];

/// `535 Authentication not allowed on …`: what inbound servers say that offer AUTH and never grant it.
const SAYS_SO: Pattern =
    Pattern { codes: Pattern::REFUSAL, enhanced: "", words: "authentication not allowed on" };

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let attempts = evidence.attempts.iter().enumerate();
    let told = attempts.filter_map(|(index, attempt)| told_of(evidence, index, attempt));
    told.chain(send::told(evidence, &CAUSE)).collect()
}

fn told_of(evidence: &Evidence, index: usize, attempt: &Attempt) -> Option<Match> {
    let login = evidence.plan.login.as_ref()?;
    let host = &evidence.plan.target.host;
    let proof = match attempt.auth.failure()? {
        Failure::NotOffered { offered } if offered.is_empty() => {
            let inbound = attempt.route.port == SMTP || is_inbound(host);
            (inbound && lacks_auth(attempt)).then(|| no_auth(attempt))?
        }
        Failure::Rejected { reply } if SAYS_SO.fits(reply) => Proof::new(
            Text { en: "The server answers AUTH with: {reply}", zh_cn: "服务器对 AUTH 答复：{reply}" },
            vec![("reply", reply.shown(SHOWN))],
        ),
        _ => return None,
    };
    let mut found = Match::attempt(index, Stage::Auth, proof);
    if is_inbound(host) {
        let text = Text {
            en: "The name {host} is that of a server that receives mail (MX)",
            zh_cn: "{host} 是收信服务器（MX）的名称",
        };
        found = found.and(Proof::new(text, Vec::new()));
    }
    let domain = login.user.rsplit_once('@').map(|(_, domain)| domain);
    let known = domain
        .and_then(provider::by_domain)
        .or_else(|| provider::by_mx(host))
        .or_else(|| provider::by_host(host));
    if let Some(endpoint) = known.and_then(Provider::submission) {
        let port = endpoint.port.to_string();
        found = found.with("submission_host", endpoint.host).with("submission_port", port);
    } else if let Some(domain) = domain {
        found = found.with("mailbox_domain", domain);
    }
    Some(found)
}

/// Whether no EHLO offers AUTH, and TLS could not bring it to light any more.
fn lacks_auth(attempt: &Attempt) -> bool {
    let Some(ehlo) = attempt.last_ehlo() else { return false };
    let settled = is_secured(attempt) || !ehlo.capabilities.has("STARTTLS");
    settled && ehlo.hello == Hello::Ehlo && ehlo.capabilities.mechanisms().is_empty()
}

fn no_auth(attempt: &Attempt) -> Proof {
    let text = if is_secured(attempt) {
        Text {
            en: "The answer to EHLO under TLS lists no AUTH",
            zh_cn: "在 TLS 之下，EHLO 的答复里也没有 AUTH",
        }
    } else {
        Text {
            en: "The answer to EHLO lists neither AUTH nor STARTTLS",
            zh_cn: "EHLO 的答复里既没有 AUTH，也没有 STARTTLS",
        }
    };
    Proof::new(text, Vec::new())
}

/// Whether a host has the name of an inbound server: `mx1.…`, `gmail-smtp-in.…` or a known one.
fn is_inbound(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let label = host.split('.').next().unwrap_or_default();
    let numbered = label.strip_prefix("mx").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    numbered || label.ends_with("smtp-in") || label == "inbound" || provider::by_mx(&host).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{ehlo, failed, healthy, passed, rejected};
    use crate::plan::Security;

    fn without_auth(host: &str, port: u16) -> Evidence {
        let mut evidence = healthy(port, Security::StartTls);
        evidence.plan.target.host = host.into();
        evidence.attempts[0].ehlo_again = passed(ehlo("SIZE 1000"));
        evidence.attempts[0].auth = failed(Failure::NotOffered { offered: Vec::new() });
        evidence
    }

    #[test]
    fn an_inbound_server_is_told_with_the_submission_host() {
        let mut evidence = without_auth("example-com.mail.protection.outlook.com", 25);
        let found = told_by(&evidence);
        assert_eq!(found[0].args[0], ("submission_host", "smtp.office365.com".to_owned()));
        assert_eq!(found[0].proof.len(), 2);
        if let Some(login) = &mut evidence.plan.login {
            login.user = "me@qq.com".into();
        }
        assert_eq!(told_by(&evidence)[0].args[0].1, "smtp.qq.com");
    }

    #[test]
    fn an_unknown_one_is_told_without() {
        let found = told_by(&without_auth("mx1.example.com", 587));
        assert_eq!(found[0].args, [("mailbox_domain", "example.com".to_owned())]);
        assert_eq!(told_by(&without_auth("mail.example.com", 25)).len(), 1);
    }

    #[test]
    fn a_submission_port_without_auth_is_another_cause() {
        assert!(told_by(&without_auth("mail.example.com", 587)).is_empty());
        assert!(told_by(&without_auth("mxserver.example.com", 587)).is_empty());
    }

    #[test]
    fn auth_that_may_hide_behind_tls_is_another_cause() {
        let mut evidence = healthy(25, Security::Plain);
        evidence.attempts[0].ehlo = passed(ehlo("STARTTLS"));
        evidence.attempts[0].auth = failed(Failure::NotOffered { offered: Vec::new() });
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_server_that_says_so_is_believed() {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.attempts[0].auth =
            failed(rejected(535, "Authentication not allowed on IBSMTP Servers. IB401"));
        assert_eq!(told_by(&evidence).len(), 1);
    }
}
