//! The applications that send mail by SMTP: what each one calls host, port, encryption and login, and where that goes.
//!
//! One file an application. It refuses to know how a route was found or proven: it is given a [`Submission`] and writes
//! it down. It never holds a password; [`PASSWORD`] stands in its place.

mod alertmanager;
mod block;
mod curl;
mod discourse;
mod django;
mod flask_mail;
mod gitea;
mod gitlab;
mod go_mail;
mod go_net_smtp;
mod grafana;
mod keycloak;
mod laravel;
mod mailkit;
mod mastodon;
mod msmtp;
mod name;
mod nextcloud;
mod nodemailer;
mod phpmailer;
mod postfix;
mod quote;
mod rails;
mod secret;
mod spring;
mod submission;
mod swaks;
mod symfony;
#[cfg(test)]
mod tests;
mod uptime_kuma;
mod vaultwarden;
mod wordpress;

pub use name::{by_name, nearest};
pub use submission::{Encryption, Submission};

use crate::locale::Text;

/// What stands where the password goes.
pub const PASSWORD: &str = "YOUR_PASSWORD";
/// What stands where the user name goes while it is not known.
pub const USER: &str = "YOUR_USER_NAME";
/// What stands where the sender's address goes while it is not known.
pub const SENDER: &str = "YOUR_ADDRESS@example.com";

/// Every application, libraries first, then what is run as it is, then tools.
pub static APPLICATIONS: &[&Application] = &[
    &nodemailer::APPLICATION,
    &django::APPLICATION,
    &flask_mail::APPLICATION,
    &phpmailer::APPLICATION,
    &laravel::APPLICATION,
    &symfony::APPLICATION,
    &wordpress::APPLICATION,
    &spring::APPLICATION,
    &rails::APPLICATION,
    &go_net_smtp::APPLICATION,
    &go_mail::APPLICATION,
    &mailkit::APPLICATION,
    &grafana::APPLICATION,
    &alertmanager::APPLICATION,
    &gitea::APPLICATION,
    &gitlab::APPLICATION,
    &nextcloud::APPLICATION,
    &vaultwarden::APPLICATION,
    &keycloak::APPLICATION,
    &uptime_kuma::APPLICATION,
    &discourse::APPLICATION,
    &mastodon::APPLICATION,
    &msmtp::APPLICATION,
    &postfix::APPLICATION,
    &curl::APPLICATION,
    &swaks::APPLICATION,
];

/// An application that sends mail.
#[derive(Debug)]
pub struct Application {
    /// Its stable name: `nodemailer`.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Other names under which it is asked for, in lower case and without signs.
    pub aliases: &'static [&'static str],
    /// Where the settings go.
    pub file: Text,
    /// The page on which the names of the settings were read, `https:`.
    pub source: &'static str,
    /// What makes a line a comment.
    pub comment: &'static str,
    /// What has to stand before everything else, comments included; mostly nothing.
    pub opening: &'static str,
    /// Where people go wrong with this submission, one sentence or two.
    pub hint: fn(&Submission) -> Option<Text>,
    /// The settings, without comments on top.
    pub settings: fn(&Submission) -> String,
}

impl PartialEq for Application {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Application {}

impl Application {
    /// The settings with what is to be known of them in comments, ready to be pasted; every line ended.
    pub fn text(&self, submission: &Submission) -> String {
        let settings = (self.settings)(submission);
        let mut out = String::new();
        if !self.opening.is_empty() {
            out.push_str(self.opening);
            out.push('\n');
        }
        let mut notes = vec![(self.hint)(submission)];
        if submission.encryption == Encryption::Plain {
            notes.push(Some(IN_CLEAR));
        }
        if submission.user.is_some() {
            notes.push(secret::note(submission.secret, settings.contains(PASSWORD)));
        }
        for note in notes.into_iter().flatten() {
            out.push_str(self.comment);
            out.push_str(note.in_lang(submission.lang));
            out.push('\n');
        }
        out.push_str(settings.trim_end());
        out.push('\n');
        out
    }
}

const IN_CLEAR: Text = Text {
    en: "Nothing is encrypted here: use this only inside a network that you trust.",
    zh_cn: "这里全程不加密：只能在可信的内部网络中使用。",
};
