//! Servers of known providers that take the login and refuse the envelope, greeting as the real ones do.
//!
//! What they answer is for the scenarios to say; user names and secrets here are made up, in the form of real ones.

use super::super::super::{Answer, Service, World};
use super::super::provider::{self, LETTERS};
use super::super::{IMPLICIT, Scenario};
use super::YOU;

/// A server before it refuses anything, and how it greets.
pub(super) struct Host(&'static str, &'static str);

pub(super) const QQ: Host =
    Host("smtp.qq.com", "220 newxmesmtplogicsvrszc5-0.qq.com XMail Esmtp QQ Mail Server.");
pub(super) const NETEASE: Host =
    Host("smtp.163.com", "220 163.com Anti-spam GT for Coremail System (163com[20141201])");
pub(super) const OFFICE365: Host = Host(
    "smtp.office365.com",
    "220 LA0PR01CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready at \
     Mon, 23 Nov 2026 08:15:29 +0000",
);
pub(super) const GMAIL: Host =
    Host("smtp.gmail.com", "220 smtp.gmail.com ESMTP 5b1f17b1804b1-4300sm20 - gsmtp");
pub(super) const GOOGLE_RELAY: Host =
    Host("smtp-relay.gmail.com", "220 smtp-relay.gmail.com ESMTP 5b1f17b1804b1-4300sm20 - gsmtp");
pub(super) const SES: Host =
    Host(provider::SES, "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-LAB0EXAMPLE");
pub(super) const SENDGRID: Host = Host("smtp.sendgrid.net", "220 SG ESMTP service ready at lab");
pub(super) const MAILGUN: Host = Host("smtp.mailgun.org", "220 Mailgun Influx ready");
pub(super) const BREVO: Host = Host("smtp-relay.brevo.com", "220 smtp-relay.brevo.com ESMTP Service Ready");
pub(super) const ZOHO: Host =
    Host("smtp.zoho.com", "220 mx.zohomail.com SMTP Server ready November 23, 2026");
pub(super) const YANDEX: Host = Host(
    "smtp.yandex.com",
    "220 mail-nwsmtp-smtp-production-main-1.lab.yandex.net ESMTP (Want to use Yandex.Mail)",
);
pub(super) const YAHOO: Host = Host("smtp.mail.yahoo.com", "220 smtp.mail.yahoo.com ESMTP ready");
pub(super) const ALIYUN: Host = Host("smtp.qiye.aliyun.com", "220 smtp.aliyun-inc.com MX AliMail Server");
pub(super) const DIRECTMAIL: Host = Host("smtpdm.aliyun.com", "220 smtpdm.aliyun.com ESMTP ready");
pub(super) const GODADDY: Host =
    Host("smtpout.secureserver.net", "220 p3plsmtpa01-01.prod.phx3.secureserver.net :SMTPAUTH: ESMTP server");
pub(super) const MAILERSEND: Host = Host("smtp.mailersend.net", "220 smtp.mailersend.net ESMTP ready");

impl Host {
    /// A login by TLS from the first byte, and a sender.
    pub(super) const fn implicit(&self, user: &'static str, from: &'static str) -> Scenario {
        Scenario { envelope: Some((from, YOU)), ..provider::implicit(self.0, user, LETTERS) }
    }

    /// A login after STARTTLS, and a sender.
    pub(super) const fn start_tls(&self, user: &'static str, from: &'static str) -> Scenario {
        Scenario { envelope: Some((from, YOU)), ..provider::start_tls(self.0, user, LETTERS) }
    }

    /// No login, and a sender.
    pub(super) const fn anonymous(&self, from: &'static str) -> Scenario {
        Scenario { host: self.0, login: None, envelope: Some((from, YOU)), ..IMPLICIT }
    }

    /// The world in which it answers every sender so.
    pub(super) fn mail(&self, lines: &str) -> World {
        self.at(465, super::refusing_senders(Service::submissions(self.0), lines))
    }

    /// The same on the port for STARTTLS.
    pub(super) fn mail_on_587(&self, lines: &str) -> World {
        self.at(587, super::refusing_senders(Service::submission(self.0), lines))
    }

    /// The world in which it answers every recipient so.
    pub(super) fn rcpt(&self, lines: &str) -> World {
        self.at(465, super::refusing_recipients(Service::submissions(self.0), lines))
    }

    fn at(&self, port: u16, service: Service) -> World {
        let service = service.greeting(Answer::reply(self.1)).taking_any_login();
        World::of(self.0, &[World::ADDRESS]).serving(port, service)
    }
}
