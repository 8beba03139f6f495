//! What is known of mail providers: hosts, ports, what user name and secret they want, what changed when.
//!
//! One file a provider. A provider names causes by their code only.

mod near;

pub use near::nearest_host;

use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::Reply;

/// Every known provider.
pub static PROVIDERS: &[&Provider] = &[];

/// A mail provider.
#[derive(Debug)]
pub struct Provider {
    /// Its stable name: `gmail`.
    pub id: &'static str,
    /// Its name for people.
    pub name: Text,
    /// The domains of its addresses: `gmail.com`.
    pub domains: &'static [&'static str],
    /// Its submission services, the recommended one first.
    pub endpoints: &'static [Endpoint],
    /// The form of the user name.
    pub user: UserName,
    /// The kind of secret it wants.
    pub secret: SecretKind,
    /// The page where that secret is made, `https:`.
    pub secret_page: Option<&'static str>,
    /// The page with its settings, `https:`.
    pub help_page: Option<&'static str>,
    /// What its users should know when a cause is found.
    pub notes: &'static [Note],
    /// What its own refusals mean.
    pub replies: &'static [ReplyRule],
}

/// A submission service.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// The host; one that starts with a dot stands for every host under it.
    pub host: &'static str,
    /// The port.
    pub port: u16,
    /// When TLS starts: [`Security::Implicit`], [`Security::StartTls`] or [`Security::Plain`].
    pub security: Security,
}

/// The form of a user name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UserName {
    /// The whole mail address.
    Address,
    /// The part before the `@`.
    LocalPart,
    /// Always this word: `apikey`.
    Literal(&'static str),
    /// A name that the provider hands out.
    Given,
}

/// The kind of secret that a provider wants for SMTP.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SecretKind {
    /// The password of the mailbox.
    Password,
    /// A password made for one application; never the password of the account.
    AppPassword,
    /// The password of the mailbox, or an application password once two-step verification is on.
    PasswordOrAppPassword,
    /// An authorisation code (授权码) made in the web mail; never the password of the account.
    AuthorizationCode,
    /// An OAuth 2.0 access token; no password of any kind.
    OAuth,
    /// A key or password made for SMTP in the provider's console.
    SmtpKey,
}

/// What users of a provider should know when a cause is found.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    /// The codes of the causes it belongs to; every cause of a family where one ends in `/*`.
    pub about: &'static [&'static str],
    /// One or two sentences.
    pub text: Text,
    /// Since when it holds, as `YYYY-MM-DD` or a part of that, where it is a change.
    pub since: Option<&'static str>,
    /// Where it was read or what to do about it, `https:`.
    pub link: Option<&'static str>,
}

/// What a refusal by a provider means.
#[derive(Clone, Copy, Debug)]
pub struct ReplyRule {
    /// The reply code.
    pub code: u16,
    /// Words that all stand in the text, in lower case.
    pub words: &'static [&'static str],
    /// The code of the cause.
    pub cause: &'static str,
}

impl Provider {
    /// The code of the cause that a refusal means, where this provider is known to use it so.
    pub fn reads(&self, reply: &Reply) -> Option<&'static str> {
        let text = reply.text().to_lowercase();
        self.replies
            .iter()
            .find(|rule| rule.code == reply.code && rule.words.iter().all(|word| text.contains(word)))
            .map(|rule| rule.cause)
    }
}

/// The provider that runs a host.
pub fn by_host(host: &str) -> Option<&'static Provider> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    PROVIDERS.iter().copied().find(|provider| {
        provider.endpoints.iter().any(|endpoint| match endpoint.host.strip_prefix('.') {
            Some(_) => host.ends_with(endpoint.host),
            None => host == endpoint.host,
        })
    })
}

/// The provider of the addresses of a domain.
pub fn by_domain(domain: &str) -> Option<&'static Provider> {
    let domain = domain.to_ascii_lowercase();
    PROVIDERS.iter().copied().find(|provider| provider.domains.contains(&domain.as_str()))
}

/// The provider with a name.
pub fn by_id(id: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().copied().find(|provider| provider.id == id)
}
