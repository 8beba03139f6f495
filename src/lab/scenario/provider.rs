//! Servers of known providers that refuse every login, greeting as the real ones do.
//!
//! What they answer is for the scenarios to say; user names and secrets here are made up, in the form of real ones.

use super::super::script::reply;
use super::super::{Answer, Service, World};
use super::{IMPLICIT, SUBMISSION, Scenario};

/// Gmail's host.
pub(super) const GMAIL: &str = "smtp.gmail.com";
/// Amazon's host in one region.
pub(super) const SES: &str = "email-smtp.us-east-1.amazonaws.com";
/// A password as people choose it.
pub(super) const CHOSEN: &str = "Tr0ub4dor&3";
/// A password or code of sixteen letters, as Google, Apple and QQ hand them out.
pub(super) const LETTERS: &str = "abcdefghijklmnop";

/// A login to Gmail.
pub(super) const fn gmail(user: &'static str, password: &'static str) -> Scenario {
    login(IMPLICIT, GMAIL, user, password)
}

/// A login to a server that takes it under TLS from the first byte.
pub(super) const fn implicit(host: &'static str, user: &'static str, password: &'static str) -> Scenario {
    login(IMPLICIT, host, user, password)
}

/// A login to a server that takes it after STARTTLS.
pub(super) const fn start_tls(host: &'static str, user: &'static str, password: &'static str) -> Scenario {
    login(SUBMISSION, host, user, password)
}

const fn login(like: Scenario, host: &'static str, user: &'static str, password: &'static str) -> Scenario {
    Scenario { host, login: Some((user, password)), ..like }
}

/// Gmail, which answers every login so.
pub(super) fn gmail_answers(lines: &str) -> World {
    let greeting = "220 smtp.gmail.com ESMTP 5b1f17b1804b1-4300sm20 - gsmtp";
    refused_on_465(GMAIL, greeting, lines)
}

/// QQ Mail, which answers every login so.
pub(super) fn qq_answers(lines: &str) -> World {
    refused_on_465("smtp.qq.com", "220 newxmesmtplogicsvrszc5-0.qq.com XMail Esmtp QQ Mail Server.", lines)
}

/// Tencent Exmail, which answers every login so.
pub(super) fn exmail_answers(lines: &str) -> World {
    refused_on_465("smtp.exmail.qq.com", "220 smtp.qq.com Esmtp QQ Mail Server", lines)
}

/// 163 Mail, which answers every login so.
pub(super) fn netease_answers(lines: &str) -> World {
    let greeting = "220 163.com Anti-spam GT for Coremail System (163com[20141201])";
    refused_on_465("smtp.163.com", greeting, lines)
}

/// Outlook.com or Microsoft 365, which answers every login so.
pub(super) fn microsoft_answers(host: &str, lines: &str) -> World {
    let greeting = "220 LA0PR01CA0001.outlook.office365.com Microsoft ESMTP MAIL Service ready at \
                    Mon, 23 Nov 2026 08:15:29 +0000";
    refused_on_587(host, greeting, lines)
}

/// iCloud Mail, which answers every login so.
pub(super) fn icloud_answers(lines: &str) -> World {
    refused_on_587("smtp.mail.me.com", "220 iCloud SMTP - p00-lab", lines)
}

/// Yahoo Mail, which answers every login so.
pub(super) fn yahoo_answers(lines: &str) -> World {
    refused_on_465("smtp.mail.yahoo.com", "220 smtp.mail.yahoo.com ESMTP ready", lines)
}

/// Amazon SES, which answers every login so.
pub(super) fn ses_answers(lines: &str) -> World {
    refused_on_465(SES, "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-LAB0EXAMPLE", lines)
}

/// `SendGrid`, which answers every login so.
pub(super) fn sendgrid_answers(lines: &str) -> World {
    refused_on_587("smtp.sendgrid.net", "220 SG ESMTP service ready at lab", lines)
}

/// Brevo, which answers every login so.
pub(super) fn brevo_answers(lines: &str) -> World {
    refused_on_587("smtp-relay.brevo.com", "220 smtp-relay.brevo.com ESMTP Service Ready", lines)
}

fn refused_on_465(host: &str, greeting: &str, lines: &str) -> World {
    World::of(host, &[World::ADDRESS]).serving(465, refusing(Service::submissions(host), greeting, lines))
}

fn refused_on_587(host: &str, greeting: &str, lines: &str) -> World {
    World::of(host, &[World::ADDRESS]).serving(587, refusing(Service::submission(host), greeting, lines))
}

fn refusing(service: Service, greeting: &str, lines: &str) -> Service {
    service.greeting(Answer::reply(greeting)).refusing_logins(reply(lines))
}
