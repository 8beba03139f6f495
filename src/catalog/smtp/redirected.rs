//! Another server than the one named answers: something redirects the connection.
//!
//! Many hosters send all outgoing SMTP of their customers to a mail server of their own. The symptom is a certificate
//! for another name, or a refused login, and neither the provider nor the password is at fault. It is told of hosts of
//! known providers only, and only where the certificate contradicts the host as well as the server's own name: a name in
//! a greeting alone proves nothing, and a host of one's own may well be served under another name.

use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Attempt, CertificateFault, DnsSource, Evidence, Stage, Tls};
use crate::locale::Text;
use crate::provider::{self, Provider};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("smtp/redirected"),
    severity: Severity::Error,
    title: Text {
        en: "Another server answers in place of {host}",
        zh_cn: "应答的不是 {host}，而是另一台服务器",
    },
    explanation: Text {
        en: "The connection to port {port} does not reach the server you named. Something on the way, most \
             often the hoster of this machine or its security software, sends it to {answerer}, which does \
             not know your account.",
        zh_cn: "到 {port} 端口的连接没有到达你指定的服务器。途中有设备（多半是主机商，\
                也可能是本机的安全软件）把它转给了 {answerer}，而那里没有你的账号。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Remove the entry for {host} from the hosts file of this machine.",
                zh_cn: "删除本机 hosts 文件里 {host} 的那一行。",
            },
            command: None,
            link: None,
            when: When::With("hosts_file"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Let connections to port {port} out unchanged. On cPanel servers the setting is called \
             “SMTP Restrictions”.",
                zh_cn: "让到 {port} 端口的连接原样通过。在 cPanel 服务器上，这项设置叫“SMTP Restrictions”。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Test from another network to see the real server.",
                zh_cn: "换一个网络再测试，看看真正的服务器如何应答。",
            },
            command: Some("{rerun_direct}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the hoster keeps the redirection, send through its own relay or through the web API \
             of your provider.",
                zh_cn: "如果主机商不肯取消转发，就改用它提供的中继，或者服务商的 HTTP API 发信。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Keep the check of certificates switched on: without it your password goes to the other \
             server.",
                zh_cn: "不要关闭证书校验：否则你的密码会发给那台服务器。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares the host with the certificate and with the name in the greeting. If \
             both name another organisation than the provider, it is this.",
        zh_cn: "smtp-doctor 把主机名与证书以及问候语中的名称对照。如果两者都属于服务商之外的机构，就是这个原因。",
    },
    symptoms: SYMPTOMS,
    supersedes: &[
        Code("tls/certificate-name-mismatch"),
        Code("tls/certificate-untrusted"),
        Code("tls/certificate-self-signed"),
        Code("tls/certificate-expired"),
        Code("tls/intercepted"),
        Code("auth/bad-credentials"),
        Code("auth/not-offered"),
    ],
    told_by,
};

/// The texts of servers, libraries and programs in which it shows.
static SYMPTOMS: &[Pattern] = &[Pattern::said(
    "
    we do not authorize the use of this system to transport unsolicited
    peer certificate & did not match expected & smtp.gmail.com
    peer certificate cn & did not match expected cn
    certificate & smtp.gmail.com & exim
    esmtp exim & smtp.gmail.com
    esmtp exim & smtp.office365.com
    secureserver.net & smtp.gmail.com
    smtp restrictions
    your mail server has been intercepted
    transparent smtp proxy
    smtp traffic is intercepted
    esmtp exim & smtp.
    certificate & cpanel & smtp.gmail.com
    ",
)];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(provider) = provider::by_host(&evidence.plan.target.host) else { return Vec::new() };
    let attempts = evidence.attempts.iter().enumerate();
    attempts.filter_map(|(index, attempt)| told_of(evidence, index, attempt, provider)).collect()
}

fn told_of(evidence: &Evidence, index: usize, attempt: &Attempt, provider: &Provider) -> Option<Match> {
    let contradiction = contradiction(attempt.tls.facts()?)?;
    let host = &evidence.plan.target.host;
    let (own, foreign): (Vec<String>, Vec<String>) =
        names(attempt).partition(|name| provider.runs(name) || organisation(name) == organisation(host));
    let answerer = foreign.into_iter().next().filter(|_| own.is_empty())?;
    let proof = Proof::new(
        Text { en: "The server calls itself {answerer}", zh_cn: "服务器自称 {answerer}" },
        vec![("answerer", answerer.clone())],
    );
    let stage = if attempt.passed(Stage::Greeting) { Stage::Greeting } else { Stage::Ehlo };
    let found = Match::attempt(index, stage, proof).and(contradiction).with("answerer", answerer);
    let source = evidence.dns.facts().map(|dns| dns.source);
    Some(if source == Some(DnsSource::HostsFile) { found.with("hosts_file", "yes") } else { found })
}

/// How the certificate contradicts the host, if it does.
fn contradiction(tls: &Tls) -> Option<Proof> {
    let certificate = tls.chain.first()?;
    let known_for = match certificate.names.as_slice() {
        [] => certificate.subject.clone(),
        names => names[..names.len().min(3)].join(BETWEEN),
    };
    tls.faults.iter().find_map(|fault| match fault {
        CertificateFault::NameMismatch => Some(Proof::new(
            Text {
                en: "Its certificate is for {names}, not for {host}",
                zh_cn: "它的证书属于 {names}，不属于 {host}",
            },
            vec![("names", known_for.clone())],
        )),
        CertificateFault::SelfSigned => Some(Proof::new(
            Text { en: "Its certificate is signed by itself", zh_cn: "它的证书是自签名的" },
            Vec::new(),
        )),
        CertificateFault::UntrustedIssuer { issuer } => Some(Proof::new(
            Text {
                en: "Its certificate is issued by {issuer}, which this machine does not trust",
                zh_cn: "它的证书由 {issuer} 签发，本机不信任该签发者",
            },
            vec![("issuer", issuer.clone())],
        )),
        _ => None,
    })
}

/// The host names that the server gives itself, in greeting and EHLO.
fn names(attempt: &Attempt) -> impl Iterator<Item = String> {
    let greeting = attempt.greeting.facts().map(|greeting| greeting.reply.text());
    let ehlo = attempt.last_ehlo().map(|ehlo| ehlo.capabilities.name.clone());
    let first_word = |text: String| text.split_whitespace().next().map(str::to_ascii_lowercase);
    greeting.into_iter().chain(ehlo).filter_map(first_word).filter(|word| is_host_name(word))
}

/// Whether a word is a name with a domain, and no address, version or mask.
fn is_host_name(word: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let top = word.rsplit_once('.').map(|(_, top)| top);
    word.chars().all(legal)
        && top.is_some_and(|top| top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic()))
}

/// The last two labels. Where a country has domains of three, too much counts as the same, which errs on the safe
/// side.
fn organisation(name: &str) -> String {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = name.rsplitn(3, '.').take(2).collect();
    labels.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{certificate, ehlo, failed_with, healthy, passed, reply, tls};
    use crate::evidence::{Failure, Greeting, Outcome};
    use crate::plan::Security;

    fn gmail_answered_by(name: &str) -> Evidence {
        let mut evidence = healthy(587, Security::StartTls);
        evidence.plan.target.host = "smtp.gmail.com".into();
        let mut session = tls();
        session.chain = vec![certificate(name, "Example CA")];
        session.faults = vec![CertificateFault::NameMismatch];
        let attempt = &mut evidence.attempts[0];
        attempt.tls = failed_with(Failure::Certificate, session);
        attempt.greeting = passed(Greeting { reply: reply(220, &format!("{name} ESMTP ready")) });
        for outcome in [&mut attempt.ehlo, &mut attempt.ehlo_again] {
            let mut answer = ehlo("AUTH PLAIN");
            answer.capabilities.name = name.into();
            *outcome = passed(answer);
        }
        evidence
    }

    #[test]
    fn a_foreign_name_with_a_foreign_certificate_is_told() {
        let found = told_by(&gmail_answered_by("web12.hoster.example"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].args, [("answerer", "web12.hoster.example".to_owned())]);
        assert_eq!(found[0].proof.len(), 2);
    }

    #[test]
    fn the_hosts_file_is_named_where_it_is_the_source() {
        let mut evidence = gmail_answered_by("web12.hoster.example");
        if let Outcome::Passed { facts, .. } = &mut evidence.dns {
            facts.source = DnsSource::HostsFile;
        }
        assert_eq!(told_by(&evidence)[0].args[1].0, "hosts_file");
    }

    #[test]
    fn a_name_alone_proves_nothing() {
        let mut evidence = gmail_answered_by("web12.hoster.example");
        evidence.attempts[0].tls = passed(tls());
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_certificate_alone_proves_nothing() {
        assert!(told_by(&gmail_answered_by("mx.google.com")).is_empty());
        assert!(told_by(&gmail_answered_by("************")).is_empty());
        let mut mixed = gmail_answered_by("web12.hoster.example");
        mixed.attempts[0].greeting = passed(Greeting { reply: reply(220, "smtp.gmail.com ESMTP") });
        assert!(told_by(&mixed).is_empty());
    }

    #[test]
    fn a_host_of_ones_own_may_be_served_under_another_name() {
        let mut evidence = gmail_answered_by("web12.hoster.example");
        evidence.plan.target.host = "mail.example.com".into();
        assert!(told_by(&evidence).is_empty());
    }
}
