//! The certificate is for other names than the one the server was called by.
//!
//! Often the chain is fine and only the name in the settings is another than the provider's own. A certificate without
//! any name in subjectAltName is `tls/certificate-invalid`.

use std::net::IpAddr;

use super::reading::advice::TELL_ADMINISTRATOR;
use super::reading::{failed, found, rule, without_name};
use crate::catalog::{BETWEEN, Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::escape::visible_within;
use crate::evidence::{CertificateFault, Evidence, Tls};
use crate::locale::Text;

/// How many names a proof lists.
const NAMES_SHOWN: usize = 6;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/certificate-name-mismatch"),
    severity: Severity::Error,
    title: Text {
        en: "The certificate is not for the name {host}", zh_cn: "证书与主机名 {host} 不符"
    },
    explanation: Text {
        en: "The name {host} is not among those in the server's certificate. \
             Programs cannot tell whether they have reached the right server, and end the connection. \
             The mail service has a certificate of its own: that of the web site does not count here.",
        zh_cn: "服务器证书里的名称不包括 {host}，程序无法确认连上的是否是正确的服务器，于是断开连接。\
                邮件服务用的是它自己的证书，网站的证书在这里不起作用。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use {fitting} as the server name: the certificate is for that name.",
                zh_cn: "把服务器名改为 {fitting}，证书就是签发给它的。",
            },
            command: Some("smtp-doctor {fitting}:{port}"),
            link: None,
            when: When::With("fitting"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If {only_name} is a server of your provider or hosting company, use it as the server name.",
                zh_cn: "如果 {only_name} 确实是你的服务商或主机商的服务器，就用它作为服务器名。",
            },
            command: Some("smtp-doctor {only_name}:{port}"),
            link: None,
            when: When::With("only_name"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the server's name in place of the IP address {by_address}: certificates are rarely for addresses.",
                zh_cn: "填写服务器的名称，不要填写 IP 地址 {by_address}：证书很少签发给 IP 地址。",
            },
            command: None,
            link: None,
            when: When::With("by_address"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "The right certificate is there, and only clients that send no name get it: correct the table that \
                     maps names to certificates (Postfix: `tls_server_sni_maps`, Exim: `tls_certificate`).",
                zh_cn: "正确的证书已经在服务器上，但只有不发送主机名的客户端才会收到：请更正主机名与证书的对应表\
                        （Postfix 为 `tls_server_sni_maps`，Exim 为 `tls_certificate`）。",
            },
            command: Some("postconf tls_server_sni_maps smtpd_tls_chain_files smtpd_tls_cert_file"),
            link: None,
            when: When::With("unnamed"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Compare the server name with your provider's settings, letter by letter.",
                zh_cn: "对照服务商的设置说明，逐字核对服务器名。",
            },
            command: None,
            link: None,
            when: When::Without("by_address"),
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Get a certificate that names {host}, give it to the mail service and reload it \
                     (Postfix: `smtpd_tls_chain_files`, Exim: `tls_certificate`, Exchange: `Enable-ExchangeCertificate`).",
                zh_cn: "申请包含 {host} 的证书，配置到邮件服务并重新加载\
                        （Postfix 为 `smtpd_tls_chain_files`，Exim 为 `tls_certificate`，Exchange 用 `Enable-ExchangeCertificate`）。",
            },
            command: Some("sudo certbot certonly --standalone -d {host}"),
            link: None,
            when: When::Without("by_address"),
        },
        TELL_ADMINISTRATOR,
    ],
    settled_by: Text {
        en: "smtp-doctor compares the host name that it connects to with the names in the certificate. If the \
             chain is good and the name is not among them, it is this.",
        zh_cn: "smtp-doctor 会把连接所用的主机名与证书中的名称对照。如果证书链可信，而名称不在其中，\
                就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        err_tls_cert_altname_invalid
        does not match certificate's altnames
        doesn't match certificate's altnames
        is not in the cert's altnames
        is not in the cert's list
        hostname/ip does not match
        hostname mismatch
        host name mismatch
        hostname_mismatch
        hostname mismatch, certificate is not valid for
        certificate verify failed: hostname mismatch, certificate is not valid for
        certificate verify failed: ip address mismatch
        certificate verify failed & hostname mismatch
        ip address mismatch
        x509: certificate is valid for
        certificate is valid for & not
        doesn't contain any ip sans
        x509: cannot validate certificate for
        no subject alternative names matching
        no subject alternative dns name matching
        no subject alternative names present
        no name matching
        did not match expected cn
        peer certificate cn & did not match
        certificate name mismatch
        remotecertificatenamemismatch
        host name did not match the name given in the server's ssl certificate
        did not match any of the names given in the server's ssl certificate
        0x80090322
        0x800b010f
        sec_e_wrong_principal
        target principal name is incorrect
        certificate's cn name does not match the passed value
        no alternative certificate subject name matches
        does not match target host name
        certificate subject name & does not match
        ssl_error_bad_cert_domain
        name in the certificate does not match the expected
        certificate owner does not match
        certificate: notvalidforname
        notvalidforname
        certnotvalidforname
        certificate not valid for name
        not valid for name
        does not match the server certificate
        doesn't match either of
        doesn't match the hostname
        does not match hostname
        does not match host name
        does not match the host name
        peer name verification failed
        hostname_check_failed
        num=62:hostname mismatch
        certificate & wrong host
        certificate & different name
        证书与主机名
        主机名与证书
        证书名称不匹配
        证书名称与
        证书 & 域名不匹配
        证书 & 名称 & 不符
        证书 & 不匹配
        目标主体名称不正确
        目标主要名称不正确
        证书上的名称无效
        zielprinzipalname ist falsch
        hostname & zertifikat & stimmt nicht
        nom principal cible est incorrect
        nombre principal de destino es incorrecto
        nome principal de destino está incorreto
        ターゲット プリンシパル名が間違っています
        対象のプリンシパル名が間違っています
        certificate subject name
        not match the host name
        certificate does not match
        certificate is valid for
        cert is for
        common name mismatch
        common name invalid
        证书域名不匹配
        证书与域名不匹配
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    let host = evidence.plan.target.host.as_str();
    failed(evidence)
        .filter(|(_, _, tls)| tls.faults.contains(&CertificateFault::NameMismatch))
        .filter_map(|(index, attempt, tls)| {
            let names = tls.chain.first()?.names.as_slice();
            if names.is_empty() {
                return None;
            }
            let text = Text {
                en: "The certificate is for {names}, not for {wanted}",
                zh_cn: "证书签发给 {names}，不包括 {wanted}",
            };
            let args = vec![("names", listed(names)), ("wanted", tls.server_name.clone())];
            let found = found(index, attempt, Proof::new(text, args));
            let mut found = rule(names, &tls.server_name).into_iter().fold(found, Match::and);
            if let Some((unnamed, is_right)) = without_name(evidence, index, tls) {
                found = found.and(unnamed);
                if is_right {
                    found = found.with("unnamed", "");
                }
            }
            if host.parse::<IpAddr>().is_ok() {
                found = found.with("by_address", host);
            }
            Some(match suggestion(host, tls) {
                Some(("fitting", name)) => found.with("fitting", name),
                Some((_, name)) => found.with("only_name", name),
                None => found,
            })
        })
        .collect()
}

/// Up to [`NAMES_SHOWN`] names, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMES_SHOWN).map(|name| visible_within(name, 80)).collect();
    let listed = shown.join(BETWEEN);
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => listed,
        more => format!("{listed}… (+{more})"),
    }
}

/// The name to use instead: the only one of the host's own domain, else the only one at all. None where anything else
/// is wrong with the certificates, for then they prove nothing.
fn suggestion<'a>(host: &str, tls: &'a Tls) -> Option<(&'static str, &'a str)> {
    if tls.faults.len() > 1 {
        return None;
    }
    let names = tls.chain.first()?.names.iter().map(String::as_str);
    let usable: Vec<&str> = names.filter(|name| can_be_a_host(name)).collect();
    let mut kin = usable.iter().copied().filter(|name| registrable(name) == registrable(host));
    match (kin.next(), kin.next(), usable.as_slice()) {
        (Some(name), None, _) => Some(("fitting", name)),
        (None, _, [name]) => Some(("only_name", name)),
        _ => None,
    }
}

/// Whether a name of a certificate may stand in a command: nothing but letters, digits, hyphens and dots.
fn can_be_a_host(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.contains('.') && name.parse::<IpAddr>().is_err() && name.split('.').all(label)
}

/// What looks like the registered domain of a name: its last two labels, or three under `co.uk` and its kin.
fn registrable(name: &str) -> String {
    const SECOND_LEVELS: [&str; 9] = ["ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"];
    let name = name.to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    let shared =
        matches!(labels.as_slice(), [.., second, top] if top.len() == 2 && SECOND_LEVELS.contains(second));
    labels[labels.len().saturating_sub(if shared { 3 } else { 2 })..].join(".")
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::{faulty, judged};
    use super::*;
    use crate::evidence::Question;
    use crate::evidence::sample::{follow_up, tls};

    fn called(host: &str, names: &[&str]) -> Vec<Match> {
        let mut tls = tls();
        tls.chain[0].names = names.iter().map(|name| (*name).to_owned()).collect();
        tls.faults = vec![CertificateFault::NameMismatch];
        let mut evidence = judged(tls);
        evidence.plan.target.host = host.into();
        told_by(&evidence)
    }

    #[test]
    fn the_fitting_name_is_suggested() {
        let found = called("mail.example.com", &["*.example.com", "smtp.example.com", "www.example.net"]);
        assert_eq!(found[0].args, [("fitting", "smtp.example.com".to_owned())]);
        assert_eq!(called("mail.example.com", &["a.example.com", "b.example.com"])[0].args, []);
        assert_eq!(called("mail.a.co.uk", &["smtp.b.co.uk", "smtp.c.co.uk"])[0].args, []);
    }

    #[test]
    fn the_only_name_of_a_hoster_is_suggested_with_care() {
        let found = called("mail.example.com", &["server7.hoster.example"]);
        assert_eq!(found[0].args, [("only_name", "server7.hoster.example".to_owned())]);
        let found = called("192.0.2.1", &["smtp.example.com"]);
        assert!(found[0].args.contains(&("by_address", "192.0.2.1".to_owned())));
        assert!(found[0].args.contains(&("only_name", "smtp.example.com".to_owned())));
    }

    #[test]
    fn a_name_that_is_no_host_is_never_put_into_a_command() {
        assert_eq!(called("mail.example.com", &["x;reboot.example.com"])[0].args, []);
        assert_eq!(called("mail.example.com", &["-oProxy.example.com"])[0].args, []);
    }

    #[test]
    fn what_an_unnamed_client_gets_is_told() {
        let mut seen = tls();
        seen.faults = vec![CertificateFault::NameMismatch];
        let mut evidence = judged(seen);
        let route = evidence.attempts[0].route;
        let other = crate::evidence::sample::attempt(route);
        evidence.follow_ups.push(follow_up(Question::WithoutName { route }, other));
        let found = told_by(&evidence);
        assert_eq!(found[0].proof.len(), 2);
        assert!(found[0].args.contains(&("unnamed", String::new())));
        evidence.follow_ups[0].attempt.tls = evidence.attempts[0].tls.clone();
        assert!(!told_by(&evidence)[0].args.contains(&("unnamed", String::new())));
    }

    #[test]
    fn many_names_are_counted() {
        let names: Vec<String> = (0..8).map(|n| format!("h{n}.example")).collect();
        assert!(listed(&names).ends_with("h5.example… (+2)"));
    }

    #[test]
    fn no_name_at_all_is_another_cause() {
        assert!(called("mail.example.com", &[]).is_empty());
        assert!(told_by(&faulty(vec![CertificateFault::SelfSigned])).is_empty());
    }
}
