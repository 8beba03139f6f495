//! The documents from which mail programs set themselves up: that of Thunderbird and its kin (`config-v1.1.xml`), and
//! the POX form of Exchange's Autodiscover. Only what concerns sending is read.

use super::xml::{self, Element};
use crate::evidence::{DocumentFault, LoginForm, Offer};
use crate::plan::{Mailbox, SUBMISSION, SUBMISSIONS, Security, read_host};

/// The most servers that are taken from one document.
const MOST: usize = 8;
/// The longest user name that is taken from one.
const LONGEST_NAME: usize = 200;

/// The servers for sending that a `config-v1.1.xml` names.
///
/// # Errors
/// When it names none.
pub fn read_autoconfig(document: &[u8], mailbox: &Mailbox) -> Result<Vec<Offer>, DocumentFault> {
    let root = xml::read(document)?;
    if root.name != "clientConfig" {
        return Err(DocumentFault::Foreign);
    }
    let servers = root.named("emailProvider").flat_map(|provider| provider.named("outgoingServer"));
    let smtp = servers
        .filter(|server| server.attribute("type").is_none_or(|kind| kind.eq_ignore_ascii_case("smtp")));
    some(smtp.filter_map(|server| outgoing(server, mailbox)))
}

fn outgoing(server: &Element, mailbox: &Mailbox) -> Option<Offer> {
    let filled = |text: &str| {
        let filled =
            text.replace("%EMAILDOMAIN%", &mailbox.domain).replace("%EMAILLOCALPART%", &mailbox.local);
        filled.replace("%EMAILADDRESS%", &mailbox.address())
    };
    let port = server.text_of("port")?.parse().ok().filter(|port| *port > 0)?;
    let security = match server.text_of("socketType").map(str::to_ascii_uppercase).as_deref() {
        Some("SSL" | "TLS") => Some(Security::Implicit),
        Some("STARTTLS") => Some(Security::StartTls),
        Some("PLAIN") => Some(Security::Plain),
        _ => None,
    };
    let host = read_host(&filled(server.text_of("hostname")?)).ok()?;
    let user = server.text_of("username").and_then(|name| form(&filled(name), mailbox));
    Some(Offer { host, port, security, user })
}

/// The servers for sending that an answer of Autodiscover names.
///
/// # Errors
/// When it names none.
pub fn read_autodiscover(document: &[u8], mailbox: &Mailbox) -> Result<Vec<Offer>, DocumentFault> {
    let root = xml::read(document)?;
    if root.name != "Autodiscover" {
        return Err(DocumentFault::Foreign);
    }
    let accounts = root.named("Response").flat_map(|response| response.named("Account"));
    let protocols = accounts.flat_map(|account| account.named("Protocol"));
    let smtp = protocols.filter(|protocol| {
        let kind = protocol.text_of("Type").or_else(|| protocol.attribute("Type"));
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("SMTP"))
    });
    some(smtp.filter_map(|protocol| submission(protocol, mailbox)))
}

fn submission(protocol: &Element, mailbox: &Mailbox) -> Option<Offer> {
    let host = read_host(protocol.text_of("Server")?).ok()?;
    let encryption = protocol.text_of("Encryption").map(str::to_ascii_lowercase);
    let ssl = protocol.text_of("SSL").map(|ssl| ssl.eq_ignore_ascii_case("on"));
    let said = protocol.text_of("Port").and_then(|port| port.parse().ok()).filter(|port| *port > 0);
    let security = match (encryption.as_deref(), ssl, said) {
        (Some("tls"), ..) => Some(Security::StartTls),
        (Some("none"), ..) | (None, Some(false), _) => Some(Security::Plain),
        // `SSL` alone says that there is encryption, and the port says when it starts.
        (Some("ssl"), ..) | (_, Some(true), Some(SUBMISSIONS) | None) => Some(Security::Implicit),
        (_, Some(true), Some(SUBMISSION)) => Some(Security::StartTls),
        _ => None,
    };
    let port = said.unwrap_or(if security == Some(Security::Implicit) { SUBMISSIONS } else { SUBMISSION });
    let user = protocol.text_of("LoginName").and_then(|name| form(name, mailbox));
    Some(Offer { host, port, security, user })
}

fn some(offers: impl Iterator<Item = Offer>) -> Result<Vec<Offer>, DocumentFault> {
    let mut kept: Vec<Offer> = Vec::new();
    for offer in offers {
        if kept.len() < MOST && !kept.contains(&offer) {
            kept.push(offer);
        }
    }
    if kept.is_empty() { Err(DocumentFault::NoServer) } else { Ok(kept) }
}

fn form(name: &str, mailbox: &Mailbox) -> Option<LoginForm> {
    let name = name.trim();
    if name.eq_ignore_ascii_case(&mailbox.address()) {
        return Some(LoginForm::Address);
    }
    if name.eq_ignore_ascii_case(&mailbox.local) {
        return Some(LoginForm::LocalPart);
    }
    // It ends up in a command that is shown: what reads as an option there is no name.
    let fits = (1..=LONGEST_NAME).contains(&name.len())
        && !name.starts_with('-')
        && !name.contains(|c: char| c.is_control() || c == '%');
    fits.then(|| LoginForm::Named { name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::TlsMode;

    fn mailbox() -> Mailbox {
        Mailbox::read("me@example.com", TlsMode::Auto).unwrap()
    }

    fn config(servers: &str) -> Result<Vec<Offer>, DocumentFault> {
        let document = format!(
            "<?xml version=\"1.0\"?><clientConfig version=\"1.1\"><emailProvider id=\"x\"><domain>example.com</domain>\
             <incomingServer type=\"imap\"><hostname>imap.example.com</hostname><port>993</port></incomingServer>\
             {servers}</emailProvider></clientConfig>"
        );
        read_autoconfig(document.as_bytes(), &mailbox())
    }

    #[test]
    fn the_servers_of_a_config_file() {
        let read = config(
            "<outgoingServer type=\"smtp\"><hostname>smtp.%EMAILDOMAIN%</hostname><port>465</port>\
             <socketType>SSL</socketType><username>%EMAILADDRESS%</username></outgoingServer>\
             <outgoingServer type=\"smtp\"><hostname>SMTP.example.com</hostname><port>587</port>\
             <socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></outgoingServer>\
             <outgoingServer type=\"smtp\"><hostname>bad host</hostname><port>25</port></outgoingServer>\
             <outgoingServer type=\"exchange\"><hostname>x.test</hostname><port>443</port></outgoingServer>",
        )
        .unwrap();
        let offer = |port, security, user| Offer {
            host: "smtp.example.com".into(),
            port,
            security: Some(security),
            user: Some(user),
        };
        let expected = [
            offer(465, Security::Implicit, LoginForm::Address),
            offer(587, Security::StartTls, LoginForm::LocalPart),
        ];
        assert_eq!(read, expected);
        assert_eq!(config(""), Err(DocumentFault::NoServer));
        assert_eq!(read_autoconfig(b"<html/>", &mailbox()), Err(DocumentFault::Foreign));
    }

    #[test]
    fn a_user_name_is_no_option() {
        let user = |name: &str| {
            let server = format!("<hostname>a.test</hostname><port>465</port><username>{name}</username>");
            config(&format!("<outgoingServer>{server}</outgoingServer>")).unwrap().remove(0).user
        };
        assert_eq!(user("mailbox-7"), Some(LoginForm::Named { name: "mailbox-7".into() }));
        for none in ["--password-command=x", "-x", "%OTHER%", "  "] {
            assert_eq!(user(none), None, "{none}");
        }
    }

    #[test]
    fn the_servers_of_autodiscover() {
        let answer = |protocol: &str| {
            let document = format!(
                "<Autodiscover xmlns=\"a\"><Response xmlns=\"b\"><Account><Protocol><Type>IMAP</Type>\
                 <Server>imap.example.com</Server></Protocol><Protocol><Type>SMTP</Type>{protocol}</Protocol>\
                 </Account></Response></Autodiscover>"
            );
            read_autodiscover(document.as_bytes(), &mailbox())
                .map(|offers| (offers[0].port, offers[0].security))
        };
        let server = "<Server>mail.example.com</Server>";
        assert_eq!(
            answer(&format!("{server}<Port>465</Port><SSL>on</SSL>")),
            Ok((465, Some(Security::Implicit)))
        );
        assert_eq!(
            answer(&format!("{server}<Port>587</Port><SSL>on</SSL>")),
            Ok((587, Some(Security::StartTls)))
        );
        assert_eq!(
            answer(&format!("{server}<Port>26</Port><Encryption>TLS</Encryption>")),
            Ok((26, Some(Security::StartTls)))
        );
        assert_eq!(answer(server), Ok((587, None)));
        assert_eq!(answer(""), Err(DocumentFault::NoServer));
        let error =
            b"<Autodiscover><Response><Error><ErrorCode>600</ErrorCode></Error></Response></Autodiscover>";
        assert_eq!(read_autodiscover(error, &mailbox()), Err(DocumentFault::NoServer));
    }

    proptest! {
        #[test]
        fn no_value_makes_it_panic(host in any::<String>(), port in "[0-9a-z+-]{0,8}", user in any::<String>()) {
            let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
            let (host, user) = (escaped(&host), escaped(&user));
            _ = config(&format!("<outgoingServer><hostname>{host}</hostname><port>{port}</port><username>{user}</username></outgoingServer>"));
            _ = read_autoconfig(host.as_bytes(), &mailbox());
            _ = read_autodiscover(user.as_bytes(), &mailbox());
        }
    }
}
