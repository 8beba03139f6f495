//! The values of the places in a cause's sentences where only a text is known, and what is said where it names no server.

use crate::catalog::auth::flag;
use crate::catalog::{Cause, When};
use crate::diagnose::explain::Place;
use crate::locale::{Args, Lang, fill, places};
use crate::provider::{Provider, by_mx};
use crate::report::places::PATIENCE;
use crate::report::rerun::endpoint;

/// Stands for a server that the text does not name.
const SERVER: &str = "SERVER";
/// Stands for a user name.
const USER: &str = "USER";
/// Stands for a sender.
const SENDER: &str = "FROM";
/// Stands for a recipient.
const RECIPIENT: &str = "TO";
/// The port that is examined where the text names none, nor the server.
const PORT: u16 = 587;
/// The same for a fault of ports with TLS from the first byte.
const IMPLICIT_PORT: u16 = 465;
/// The cause that shows on such a port only.
const ON_AN_IMPLICIT_PORT: &str = "tls/implicit-port";
/// Stands for a value that only an examination finds.
const UNKNOWN: &str = "…";

/// What is known beside a cause.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The server.
    pub(super) place: Place,
    /// Who runs it.
    pub(super) provider: Option<&'static Provider>,
    /// Sender and recipient.
    pub(super) envelope: (Option<String>, Option<String>),
}

impl Known {
    /// A title or an explanation: whatever is not known is called what it is.
    pub(super) fn sentence(&self, template: &str, lang: Lang) -> String {
        let mut said =
            template.replace("port {open_port}", "another port").replace(" {open_port} 端口", "另一个端口");
        if self.place.port.is_none() {
            said = without_port(&said, lang);
        }
        if self.place.host.is_none() {
            said = without_host(&said, lang);
        }
        let mut args = self.named(lang);
        args.extend(general(lang));
        let unknown: Vec<String> = places(&said).into_iter().map(str::to_owned).collect();
        said = fill(&said, &args);
        for place in unknown.iter().filter(|place| !args.iter().any(|(name, _)| name == place)) {
            said = said.replace(&format!("{{{place}}}"), UNKNOWN);
        }
        said
    }

    /// The values for a remedy, which is an order: a command needs a server to be copied with.
    pub(super) fn args(&self, cause: &Cause, lang: Lang) -> Args {
        let host = self.place.host.clone().unwrap_or_else(|| SERVER.to_owned());
        let port = self.place.port.unwrap_or_else(|| usual_port(Some(cause))).to_string();
        // Where a cause has no word of its own for the users of a provider, the one for all the others holds.
        let own = |flag: &&'static str| cause.remedies.iter().any(|remedy| remedy.when == When::With(flag));
        let provider = self.provider.map(|provider| flag(provider.id)).filter(own).unwrap_or("at_other");
        let mut args = vec![(provider, String::new())];
        args.extend(
            self.provider
                .and_then(|provider| provider.secret_page)
                .map(|page| ("secret_page", page.to_owned())),
        );
        args.extend(self.provider.map(|provider| ("provider", provider.name.in_lang(lang).to_owned())));
        args.extend([("host", host), ("port", port), ("rerun", self.command_about(cause))]);
        for same in ["rerun_unnamed", "rerun_direct", "rerun_any_family"] {
            args.push((same, self.command_about(cause)));
        }
        args.push((
            "rerun_patient",
            format!("{} --timeout {}", self.command_about(cause), PATIENCE.as_secs()),
        ));
        args.extend([("tls", "auto".to_owned()), ("timeout", "30".to_owned())]);
        args
    }

    /// The same with a word for the user.
    pub(super) fn args_for_somebody(&self, cause: &Cause, lang: Lang) -> Args {
        let mut args = self.args(cause, lang);
        args.push(("user", USER.to_owned()));
        args
    }

    /// The examination of the server, whatever the cause is.
    pub(super) fn command(&self) -> String {
        self.examination("", usual_port(None))
    }

    /// The examination that settles whether it is this cause.
    pub(super) fn command_about(&self, cause: &Cause) -> String {
        let examination = self.examination(cause.code.family(), usual_port(Some(cause)));
        let options = cause.examined_with().map(|option| format!(" {option}"));
        options.fold(examination, |command, option| command + &option)
    }

    fn examination(&self, family: &str, usual: u16) -> String {
        let server = match (&self.place.host, self.place.port) {
            (Some(host), Some(port)) => endpoint(host, port),
            (Some(host), None) => host.clone(),
            (None, Some(port)) => format!("{SERVER}:{port}"),
            (None, None) => format!("{SERVER}:{usual}"),
        };
        let server = if server.starts_with('[') { format!("'{server}'") } else { server };
        // Nobody logs in where mail comes in.
        let inbound = self.place.host.as_deref().is_some_and(|host| by_mx(host).is_some());
        let login = if inbound { String::new() } else { format!(" {USER} --ask-password") };
        match family {
            "auth" => format!("smtp-doctor {server}{login}"),
            "send" => {
                let from = self.envelope.0.as_deref().unwrap_or(SENDER);
                let to = self.envelope.1.as_deref().unwrap_or(RECIPIENT);
                format!("smtp-doctor {server}{login} --from {from} --to {to}")
            }
            _ => format!("smtp-doctor {server}"),
        }
    }

    fn named(&self, lang: Lang) -> Args {
        let port = self.place.port.map(|port| ("port", port.to_string()));
        let provider = self.provider.map(|provider| ("provider", provider.name.in_lang(lang).to_owned()));
        let host = self.place.host.clone().map(|host| ("host", host));
        host.into_iter().chain(port).chain(provider).collect()
    }
}

/// The port to examine for a cause where the text names none.
fn usual_port(cause: Option<&Cause>) -> u16 {
    match cause {
        Some(cause) if cause.code.0 == ON_AN_IMPLICIT_PORT => IMPLICIT_PORT,
        _ => PORT,
    }
}

/// What is said where an examination would name the thing itself.
fn general(lang: Lang) -> Args {
    let word = |en: &str, zh_cn: &str| match lang {
        Lang::En => en.to_owned(),
        Lang::ZhCn => zh_cn.to_owned(),
    };
    vec![
        ("timeout", word("several", "数")),
        ("seconds", word("several", "数")),
        ("command", word("the command", "该命令")),
        ("protocol", word("another protocol", "其他协议")),
        ("address", word("the address", "该地址")),
        ("issuer", word("an authority", "某个机构")),
        ("ended", word("a date that has passed", "已经过去的日期")),
        ("begins", word("a later date", "以后的日期")),
        ("ends", word("a date close by", "近日")),
        ("now", word("another time", "另一个时间")),
    ]
}

fn without_port(template: &str, lang: Lang) -> String {
    let swaps: &[(&str, &str)] = match lang {
        Lang::En => &[
            ("{host}:{port}", "{host}"),
            ("{host} port {port}", "{host}"),
            ("port {port}", "the port"),
            ("Port {port}", "The port"),
        ],
        Lang::ZhCn => &[
            ("{host}:{port}", "{host}"),
            ("{port} 端口", "该端口"),
            ("端口 {port}", "该端口"),
            (" 该端口", "该端口"),
        ],
    };
    swapped(template, swaps)
}

/// The words for a server that is not named, by what the sentence says of it.
fn without_host(template: &str, lang: Lang) -> String {
    match lang {
        Lang::En => {
            let said = swapped(
                template,
                &[
                    ("host named {host}", "host of that name"),
                    ("the name {host}", "the name of the server"),
                    ("The name {host}", "The name of the server"),
                    ("server is {host}", "server is the right one"),
                    ("the server {host}", "{host}"),
                    ("server {host}", "{host}"),
                    ("the host {host}", "{host}"),
                    ("in place of {host}", "in place of the right one"),
                    (". {host}", ". The server"),
                ],
            );
            let begun = said.strip_prefix("{host}").map(|rest| format!("The server{rest}"));
            begun.unwrap_or(said).replace("{host}", "the server")
        }
        Lang::ZhCn => swapped(
            template,
            &[
                ("主机名 {host} ", "主机名"),
                ("主机名 {host}", "主机名"),
                ("没有 {host} 这个名称", "没有这个名称"),
                ("解析 {host}", "解析该主机名"),
                ("把 {host} 解析", "把主机名解析"),
                ("就是 {host}", "就是要找的那一台"),
                ("不认识 {host}", "不认识这个主机名"),
                ("不包括 {host}", "不包括该主机名"),
                ("证书与 {host} 不符", "证书与主机名不符"),
                ("不是 {host}", "不是要找的服务器"),
                ("服务器 {host}", "{host}"),
                ("主机 {host}", "{host}"),
                (" {host} ", "服务器"),
                (" {host}", "服务器"),
                ("{host} ", "服务器"),
                ("{host}", "服务器"),
            ],
        ),
    }
}

fn swapped(template: &str, swaps: &[(&str, &str)]) -> String {
    swaps.iter().fold(template.to_owned(), |said, (from, to)| said.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_not_named_is_called_the_server() {
        let known = Known::default();
        let en = |template: &str| known.sentence(template, Lang::En);
        assert_eq!(
            en("{host} refuses connections to port {port}"),
            "The server refuses connections to the port"
        );
        assert_eq!(en("The name {host} of {bogus} x"), "The name of the server of … x");
        assert_eq!(en("There is no host named {host}"), "There is no host of that name");
        let zh = |template: &str| known.sentence(template, Lang::ZhCn);
        assert_eq!(zh("{host} 拒绝 {port} 端口的连接"), "服务器拒绝该端口的连接");
        assert_eq!(zh("DNS 服务器无法解析 {host}"), "DNS 服务器无法解析该主机名");
    }

    #[test]
    fn a_server_that_is_named_is_named() {
        let place = Place { host: Some("smtp.x.org".into()), port: Some(465) };
        let known = Known { place, ..Known::default() };
        assert_eq!(
            known.sentence("{host} 拒绝 {port} 端口的连接", Lang::ZhCn),
            "smtp.x.org 拒绝 465 端口的连接"
        );
        assert_eq!(
            known.command_about(about("auth/bad-credentials")),
            "smtp-doctor smtp.x.org:465 USER --ask-password"
        );
        assert_eq!(
            Known::default().command_about(about("send/rejected")),
            "smtp-doctor SERVER:587 USER --ask-password --from FROM --to TO"
        );
    }

    #[test]
    fn what_only_an_audit_looks_at_is_examined_with_one() {
        let known = Known::default();
        let audited =
            crate::catalog::causes().filter(|cause| known.command_about(cause).ends_with(" --audit"));
        let codes: Vec<&str> = audited.map(|cause| cause.code.0).collect();
        assert_eq!(codes, ["dns/split-answers", "tls/legacy-offered", "tls/dane-mismatch"]);
        for cause in crate::catalog::causes() {
            let chinese = cause.settled_by.zh_cn.contains("--audit");
            assert_eq!(cause.examined_with().next().is_some(), chinese, "{}", cause.code);
        }
    }

    fn about(code: &'static str) -> &'static Cause {
        crate::catalog::find(crate::catalog::Code(code)).unwrap()
    }

    #[test]
    fn a_port_with_tls_from_the_first_byte_is_not_taken_for_587() {
        let cause = about("tls/implicit-port");
        assert_eq!(Known::default().command_about(cause), "smtp-doctor SERVER:465");
        assert!(Known::default().args(cause, Lang::En).contains(&("port", "465".to_owned())));
        assert_eq!(Known::default().command(), "smtp-doctor SERVER:587");
    }

    #[test]
    fn the_first_remedy_stands_for_itself_whoever_the_provider_is() {
        let known = crate::provider::PROVIDERS
            .iter()
            .map(|provider| Known { provider: Some(provider), ..Known::default() });
        for known in known.chain([Known::default()]) {
            for cause in crate::catalog::causes() {
                let args = known.args(cause, Lang::En);
                let applies =
                    |when| crate::report::finding::applies(when, &args, crate::plan::Platform::Linux);
                let first = cause.remedies.iter().find(|remedy| applies(remedy.when)).unwrap();
                let begun = ["Then ", "Use it ", "If it works there", "This is the page"];
                let follows = begun.iter().any(|begun| first.text.en.starts_with(begun));
                assert!(
                    !follows,
                    "{} at {:?}: {}",
                    cause.code.0,
                    known.provider.map(|p| p.id),
                    first.text.en
                );
            }
        }
    }
}
