//! What is known of mail providers: hosts, ports, what user name and secret they want, what changed when.
//!
//! One file a provider. A provider names causes by their code only.

mod aliyun;
mod aliyun_directmail;
mod aliyun_qiye;
mod aol;
mod aruba;
mod att;
mod azure_communication;
mod brevo;
mod bt;
mod china_mobile_139;
mod china_telecom_189;
mod comcast;
mod cpanel;
mod daum;
mod elastic_email;
mod emailit;
mod exchange_server;
mod exmail;
mod fastmail;
mod feishu;
mod find;
mod forward_email;
mod free_fr;
mod gandi;
mod gmail;
mod gmx;
mod godaddy;
mod google_relay;
mod google_workspace;
mod hiworks;
mod hmailserver;
mod hostinger;
mod icloud;
mod infomaniak;
mod ionos;
mod laposte;
mod libero;
mod mail_21cn;
mod mail_263;
mod mailbox_org;
mod mailersend;
mod mailgun;
mod mailjet;
mod mailru;
mod mailtrap;
mod mailtrap_sandbox;
mod mandrill;
mod microsoft365;
mod microsoft365_direct;
mod microsoft365_hve;
mod mxroute;
mod naver;
mod naver_works;
mod near;
mod neo;
mod netease_126;
mod netease_163;
mod netease_qiye;
mod netease_yeah;
mod nhn;
mod one_com;
mod oracle;
mod orange;
mod outlook;
mod ovh;
mod plunk;
mod posteo;
mod postfix_dovecot;
mod postmark;
mod privateemail;
mod proton;
mod proton_bridge;
mod qq;
mod rackspace;
mod resend;
mod runbox;
mod scaleway;
mod sendcloud;
mod sendgrid;
mod ses;
mod seznam;
mod sina;
mod smtp2go;
mod socketlabs;
mod sohu;
mod sparkpost;
mod spf;
mod strato;
mod t_online;
mod tencent_ses;
mod tiscali;
mod titan;
mod tuta;
mod webde;
mod wp_pl;
mod yahoo;
mod yahoo_japan;
mod yandex;
mod zeptomail;
mod zimbra;
mod zoho;

pub use find::{Found, by_domain, by_host, by_id, by_mx, search};
pub(crate) use near::distance;
pub use near::nearest_host;

use crate::locale::Text;
use crate::plan::Security;
use crate::smtp::Reply;
use find::{is_under, lower};

/// Every known provider, those of the most users first.
pub static PROVIDERS: &[&Provider] = &[
    &gmail::PROVIDER,
    &google_workspace::PROVIDER,
    &google_relay::PROVIDER,
    &outlook::PROVIDER,
    &microsoft365::PROVIDER,
    &microsoft365_hve::PROVIDER,
    &microsoft365_direct::PROVIDER,
    &azure_communication::PROVIDER,
    &exchange_server::PROVIDER,
    &qq::PROVIDER,
    &exmail::PROVIDER,
    &tencent_ses::PROVIDER,
    &netease_163::PROVIDER,
    &netease_126::PROVIDER,
    &netease_yeah::PROVIDER,
    &netease_qiye::PROVIDER,
    &aliyun_qiye::PROVIDER,
    &aliyun::PROVIDER,
    &aliyun_directmail::PROVIDER,
    &sina::PROVIDER,
    &sohu::PROVIDER,
    &china_mobile_139::PROVIDER,
    &china_telecom_189::PROVIDER,
    &mail_21cn::PROVIDER,
    &mail_263::PROVIDER,
    &feishu::PROVIDER,
    &sendcloud::PROVIDER,
    &yahoo::PROVIDER,
    &yahoo_japan::PROVIDER,
    &aol::PROVIDER,
    &att::PROVIDER,
    &icloud::PROVIDER,
    &zoho::PROVIDER,
    &zeptomail::PROVIDER,
    &yandex::PROVIDER,
    &mailru::PROVIDER,
    &gmx::PROVIDER,
    &webde::PROVIDER,
    &t_online::PROVIDER,
    &fastmail::PROVIDER,
    &proton::PROVIDER,
    &proton_bridge::PROVIDER,
    &tuta::PROVIDER,
    &ses::PROVIDER,
    &sendgrid::PROVIDER,
    &mailgun::PROVIDER,
    &postmark::PROVIDER,
    &brevo::PROVIDER,
    &mailjet::PROVIDER,
    &resend::PROVIDER,
    &sparkpost::PROVIDER,
    &mailtrap::PROVIDER,
    &mailtrap_sandbox::PROVIDER,
    &mandrill::PROVIDER,
    &smtp2go::PROVIDER,
    &elastic_email::PROVIDER,
    &mailersend::PROVIDER,
    &socketlabs::PROVIDER,
    &emailit::PROVIDER,
    &oracle::PROVIDER,
    &scaleway::PROVIDER,
    &plunk::PROVIDER,
    &forward_email::PROVIDER,
    &nhn::PROVIDER,
    &ovh::PROVIDER,
    &ionos::PROVIDER,
    &strato::PROVIDER,
    &infomaniak::PROVIDER,
    &hostinger::PROVIDER,
    &titan::PROVIDER,
    &neo::PROVIDER,
    &godaddy::PROVIDER,
    &privateemail::PROVIDER,
    &cpanel::PROVIDER,
    &rackspace::PROVIDER,
    &mxroute::PROVIDER,
    &one_com::PROVIDER,
    &gandi::PROVIDER,
    &aruba::PROVIDER,
    &mailbox_org::PROVIDER,
    &posteo::PROVIDER,
    &runbox::PROVIDER,
    &seznam::PROVIDER,
    &wp_pl::PROVIDER,
    &libero::PROVIDER,
    &tiscali::PROVIDER,
    &orange::PROVIDER,
    &free_fr::PROVIDER,
    &laposte::PROVIDER,
    &comcast::PROVIDER,
    &bt::PROVIDER,
    &naver::PROVIDER,
    &naver_works::PROVIDER,
    &daum::PROVIDER,
    &hiworks::PROVIDER,
    &zimbra::PROVIDER,
    &postfix_dovecot::PROVIDER,
    &hmailserver::PROVIDER,
];

/// A mail provider.
#[derive(Debug)]
pub struct Provider {
    /// Its stable name: `gmail`.
    pub id: &'static str,
    /// Its name for people.
    pub name: Text,
    /// The domains of its addresses: `gmail.com`.
    pub domains: &'static [&'static str],
    /// Its submission services, the recommended one first; none where each customer has a host of their own, or where
    /// there is no SMTP for clients.
    pub endpoints: &'static [Endpoint],
    /// The domains under which its servers name themselves in greeting, EHLO and certificate, beside those of
    /// `endpoints`.
    pub banners: &'static [&'static str],
    /// The names of its inbound servers, or the domains above them, where they tell whose mailboxes a domain has.
    pub mx: &'static [&'static str],
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
    /// The host, in lower case; a label `*` stands for any one label.
    pub host: &'static str,
    /// The port.
    pub port: u16,
    /// When TLS starts: [`Security::Implicit`], [`Security::StartTls`] or [`Security::Plain`].
    pub security: Security,
    /// Whether a label is left open; looked up once, when the program is built: every examination asks all endpoints.
    is_open: bool,
}

impl Endpoint {
    /// A service.
    pub const fn new(host: &'static str, port: u16, security: Security) -> Self {
        Self { host, port, security, is_open: has_open_label(host.as_bytes()) }
    }

    /// TLS from the first byte.
    const fn implicit(host: &'static str, port: u16) -> Self {
        Self::new(host, port, Security::Implicit)
    }

    /// TLS by STARTTLS.
    const fn start_tls(host: &'static str, port: u16) -> Self {
        Self::new(host, port, Security::StartTls)
    }

    /// No TLS.
    const fn plain(host: &'static str, port: u16) -> Self {
        Self::new(host, port, Security::Plain)
    }

    /// Whether the host is a single name, without a label left open.
    pub fn is_exact(&self) -> bool {
        !self.is_open
    }

    /// Whether this is the service on a host, which is given in lower case.
    pub fn is_on(&self, host: &str) -> bool {
        if self.is_exact() {
            return self.host == host;
        }
        let mut labels = host.split('.');
        let fits = self
            .host
            .split('.')
            .all(|wanted| labels.next().is_some_and(|label| wanted == "*" || wanted == label));
        fits && labels.next().is_none()
    }
}

const fn has_open_label(host: &[u8]) -> bool {
    match host {
        [] => false,
        [b'*', ..] => true,
        [_, rest @ ..] => has_open_label(rest),
    }
}

/// The form of a user name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UserName {
    /// The whole mail address.
    Address,
    /// The part before the `@`.
    LocalPart,
    /// The whole mail address or the part before its `@`, as the user likes.
    AddressOrLocalPart,
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
    /// None, as nobody can log in; the form of the user name has no meaning then.
    NoLogin,
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

    /// Its services on a host.
    pub fn endpoints_on(&self, host: &str) -> impl Iterator<Item = &Endpoint> {
        let host = lower(host);
        self.endpoints.iter().filter(move |endpoint| endpoint.is_on(&host))
    }

    /// Whether one of its servers may bear a name: it is an endpoint, or lies under one of the domains of `banners`.
    pub fn runs(&self, name: &str) -> bool {
        let name = lower(name);
        let endpoint = self.endpoints_on(&name).next().is_some();
        endpoint || self.banners.iter().any(|domain| is_under(&name, domain))
    }

    /// The service to recommend: the first whose host is a single name.
    pub fn submission(&self) -> Option<&'static Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.is_exact())
    }
}

#[cfg(test)]
mod tests;
