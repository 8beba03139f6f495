//! Nothing says through which server mail from the domain of an address is sent.
//!
//! It is taken for a fault of the mail program, which cannot set itself up. But no source that such programs ask names
//! a server: only the provider can. A domain that does not exist at all is another fault.

use super::nameserver::no_resolution;
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Scope, Severity, When, Who};
use crate::evidence::{Evidence, NoResolution, Source, SourceKind, Stage, Told};
use crate::locale::{Args, Text};

/// The most observations that are quoted.
const LINES: usize = 8;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/no-submission-service"),
    severity: Severity::Error,
    title: Text {
        en: "Nothing names the server that sends mail for this domain",
        zh_cn: "没有任何来源给出该域名的发信服务器",
    },
    explanation: Text {
        en: "Neither the DNS nor the usual places for settings name a submission server for the domain of the \
             address, so mail programs cannot set themselves up for it. A server may well exist: its name has to \
             come from the provider.",
        zh_cn: "DNS 和常用的自动配置来源都没有给出邮箱域名的发信服务器，邮件程序因此无法自动设置。\
                服务器可能确实存在，但它的名称要向服务商询问。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Ask whoever runs your mailbox for four things: the host of the outgoing mail server (SMTP), its \
                     port, how it is encrypted, and the user name. Then name that server.",
                zh_cn: "向邮箱的服务商或管理员询问四项：发信服务器（SMTP）的主机名、端口、加密方式和用户名。\
                        然后写上这台服务器再检查。",
            },
            command: Some("smtp-doctor HOST:PORT {mailbox} --ask-password"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try the name that is used most, `smtp.` in front of the domain, without a password first.",
                zh_cn: "试试最常用的名称，即在域名前加 `smtp.`，先不要给密码。",
            },
            command: Some("smtp-doctor smtp.{host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try the other usual name, `mail.` in front of the domain, without a password first.",
                zh_cn: "再试另一个常用的名称，即在域名前加 `mail.`，也先不要给密码。",
            },
            command: Some("smtp-doctor mail.{host}"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Publish the server in the DNS, so that every mail program finds it: an SRV record named \
                     _submissions._tcp.{host} with port 465 and the name of the server.",
                zh_cn: "在 DNS 中公布发信服务器，让所有邮件程序都能找到：添加名为 _submissions._tcp.{host} 的 SRV 记录，\
                        内容为端口 465 和服务器的主机名。",
            },
            command: None,
            link: Some("https://www.rfc-editor.org/rfc/rfc8314"),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor asks every source that mail programs ask: SRV records, the settings files of the domain, the \
             public database of settings, Autodiscover and the MX records. If they answer and none names a server, \
             it is this.",
        zh_cn: "smtp-doctor 会查询邮件程序所用的全部来源：SRV 记录、域名自己的配置文件、公共配置库、Autodiscover 和 MX \
                记录。如果它们有应答而都没有给出服务器，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        failed to find the settings for your email account
        could not find the settings for your email account
        unable to find your email server settings
        couldn't find your account settings
        outlook was unable to set up your account
        autodiscover & couldn't be located
        autodiscover & failed to locate
        autoconfig & no configuration found
        no srv record & _submission
        _submission._tcp & not found
        _submissions._tcp & not found
        找不到您的电子邮件帐户的设置
        无法找到您的电子邮件账户的设置
        无法自动获取 & 服务器设置
        einstellungen & e-mail-konto konnten nicht gefunden werden
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let Some(discovery) = evidence.discovery.as_ref() else { return Vec::new() };
    if no_resolution(evidence) != Some(&NoResolution::NoService) {
        return Vec::new();
    }
    let proof = discovery.sources.iter().filter_map(said).take(LINES).collect();
    let args = vec![("mailbox", discovery.mailbox.address())];
    vec![Match { scope: Scope::Run, stage: Stage::Dns, severity: None, proof, args }]
}

/// What a source said, where that is worth a line.
fn said(source: &Source) -> Option<Proof> {
    let mut args: Args = vec![("asked", source.asked.clone())];
    let in_dns = matches!(source.kind, SourceKind::SrvSubmissions | SourceKind::SrvSubmission);
    let text = match (&source.told, source.kind) {
        (_, SourceKind::Table) | (Told::Servers { .. }, _) => return None,
        (Told::Nothing | Told::NameNotFound, SourceKind::Mx) => NO_MX,
        (Told::Inbound { hosts }, _) if hosts.is_empty() => NO_MAIL,
        (Told::Inbound { hosts }, _) => {
            args.push(("hosts", hosts.join(BETWEEN)));
            INBOUND
        }
        (Told::Nothing | Told::NameNotFound, _) if in_dns => NO_RECORD,
        (Told::Declined, _) => DECLINED,
        (Told::Nothing | Told::NameNotFound, _) => NO_DOCUMENT,
        (Told::Unreadable { .. }, _) => UNREADABLE,
        (Told::Unanswered { .. } | Told::Failed { .. } | Told::Late, _) => NO_ANSWER,
    };
    Some(Proof::new(text, args))
}

const NO_RECORD: Text = Text { en: "There is no SRV record {asked}", zh_cn: "没有 SRV 记录 {asked}" };
const DECLINED: Text = Text {
    en: "The SRV record {asked} says that there is no such service",
    zh_cn: "SRV 记录 {asked} 声明不提供此服务",
};
const NO_DOCUMENT: Text =
    Text { en: "There are no settings at {asked}", zh_cn: "{asked} 处没有配置文件" };
const UNREADABLE: Text = Text {
    en: "What {asked} gives names no server for sending",
    zh_cn: "{asked} 给出的内容中没有发信服务器",
};
const NO_ANSWER: Text = Text { en: "{asked} gives no usable answer", zh_cn: "{asked} 没有可用的应答" };
const NO_MX: Text = Text { en: "{asked} has no MX record", zh_cn: "{asked} 没有 MX 记录" };
const NO_MAIL: Text = Text {
    en: "The MX record of {asked} says that the domain takes no mail",
    zh_cn: "{asked} 的 MX 记录声明该域名不接收邮件",
};
const INBOUND: Text = Text {
    en: "Mail to {asked} goes to {hosts}, and no provider known here runs that server",
    zh_cn: "发往 {asked} 的邮件由 {hosts} 接收，它不属于已知的服务商",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::{Discovery, DnsAnswer, DocumentFault};
    use crate::plan::{Mailbox, TlsMode};

    fn searched(because: NoResolution) -> Evidence {
        let mut evidence = unresolved(because, &DnsAnswer::NoData);
        let source = |kind, asked: &str, told| Source { kind, asked: asked.into(), told, ms: 1.0 };
        evidence.discovery = Some(Discovery {
            mailbox: Mailbox::read("me@example.com", TlsMode::Auto).unwrap(),
            sources: vec![
                source(SourceKind::Table, "example.com", Told::Nothing),
                source(SourceKind::SrvSubmissions, "_submissions._tcp.example.com", Told::NameNotFound),
                source(SourceKind::SrvSubmission, "_submission._tcp.example.com", Told::Declined),
                source(
                    SourceKind::Ispdb,
                    "https://a.test/",
                    Told::Unreadable { because: DocumentFault::NoServer },
                ),
                source(SourceKind::Mx, "example.com", Told::Inbound { hosts: vec!["mx.example.com".into()] }),
            ],
            ms: 9.0,
        });
        evidence
    }

    #[test]
    fn a_search_that_found_nothing_is_told_source_by_source() {
        let found = told_by(&searched(NoResolution::NoService));
        assert_eq!((found.len(), found[0].stage), (1, Stage::Dns));
        let texts: Vec<Text> = found[0].proof.iter().map(|proof| proof.text).collect();
        assert_eq!(texts, [NO_RECORD, DECLINED, UNREADABLE, INBOUND]);
    }

    #[test]
    fn a_name_without_addresses_was_not_searched_for() {
        assert!(told_by(&searched(NoResolution::NameNotFound)).is_empty());
        assert!(told_by(&unresolved(NoResolution::NoService, &DnsAnswer::NoData)).is_empty());
    }
}
