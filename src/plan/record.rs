//! What may be recorded of a plan: no secret, only its shape, and of certificates no more than the name and end of the user's own.

use serde::{Deserialize, Serialize};

use super::{
    Audit, ClientCertificateRecord, Envelope, Family, FollowUps, InClear, Limits, MessageFacts, Plan,
    ProxyRecord, Resolution, Route, SecretShape, Sender, ServerCertificate, Target, UserForm,
};
use crate::stage::Stage;

/// What is recorded of a plan: all of it but the secret, the certificates and the key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRecord {
    /// The server.
    pub target: Target,
    /// The ways to it.
    pub routes: Vec<Route>,
    /// Who logs in, if anybody.
    pub login: Option<LoginRecord>,
    /// What can be said of the certificate by which the user proves himself, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<ClientCertificateRecord>,
    /// What is asked of the server's certificate beside trust.
    #[serde(default, skip_serializing_if = "ServerCertificate::is_any")]
    pub server_certificate: ServerCertificate,
    /// The envelope to check, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// What can be said of the message to send, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageFacts>,
    /// The name to announce, where one was given.
    pub helo: Option<String>,
    /// Which addresses are used.
    pub family: Family,
    /// How the name is resolved.
    pub resolution: Resolution,
    /// The proxy through which every connection goes, without its credentials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyRecord>,
    /// Whether certificates were named that are trusted beside the machine's own. Where they lie is not recorded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extra_roots: bool,
    /// How long, how often.
    pub limits: Limits,
    /// The last stage to go to.
    pub until: Stage,
    /// Whether what the evidence leaves open is asked.
    pub follow_ups: FollowUps,
    /// A host that has nothing to do with the target, to tell a block of the port from a fault of the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Target>,
    /// The domain of the sender whose records are read, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<Sender>,
    /// Whether the health of the server is looked into.
    #[serde(default, skip_serializing_if = "Audit::is_left")]
    pub audit: Audit,
}

/// What is recorded of a login: the user and the shape of the secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoginRecord {
    /// The user name.
    pub user: String,
    /// The only mechanism to use, if one was named.
    pub mechanism: Option<String>,
    /// Whether the secret may travel without verified TLS.
    pub in_clear: InClear,
    /// What can be said of the secret without saying it.
    pub shape: SecretShape,
    /// The form of the user name.
    pub user_form: UserForm,
}

impl Plan {
    /// What of this plan may be recorded.
    pub fn record(&self) -> PlanRecord {
        PlanRecord {
            target: self.target.clone(),
            routes: self.routes.clone(),
            login: self.login.as_ref().map(|login| LoginRecord {
                user: login.user.clone(),
                mechanism: login.mechanism.clone(),
                in_clear: login.in_clear,
                shape: SecretShape::used_by(login.mechanism.as_deref(), login.secret.expose()),
                user_form: UserForm::of(&login.user),
            }),
            client_certificate: self.client_certificate.as_ref().map(|own| own.record().clone()),
            server_certificate: self.server_certificate.clone(),
            envelope: self.envelope.clone(),
            message: self.message.as_ref().map(|message| message.facts().clone()),
            helo: self.helo.clone(),
            family: self.family,
            resolution: self.resolution.clone(),
            proxy: self.proxy.as_ref().map(|proxy| proxy.record.clone()),
            extra_roots: !self.extra_roots.is_empty(),
            limits: self.limits,
            until: self.until,
            follow_ups: self.follow_ups,
            reference: self.reference.clone(),
            sender: self.sender.clone(),
            audit: self.audit,
        }
    }
}
