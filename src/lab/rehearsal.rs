//! A scenario as it is examined: its world is brought up, and the plan says how to look at it.

use std::time::Duration;

use super::scenario::{Roots, Scenario};
use super::world::{RunningWorld, World};
use crate::evidence::Evidence;
use crate::examine::find_and_examine;
use crate::plan::{
    Audit, ClientCertificate, Envelope, Family, Fingerprint, FollowUps, InClear, Limits, Login, Mailbox,
    Message, Origin, Plan, Platform, Proxy, Resolution, Route, ServerCertificate, Target,
};
use crate::probe::cancel::Cancel;
use crate::probe::watch::Watch;
use crate::probe::{OwnRoots, Setting, Trust, read_identity};
use crate::secret::Secret;
use crate::stage::Stage;

/// The limits that suit a world on this machine: silence in it is silence for ever.
pub const LIMITS: Limits =
    Limits { stage: Duration::from_secs(2), deadline: Duration::from_secs(20), retries: 0, connections: 12 };

impl Scenario {
    /// The plan that examines the server of this scenario in a running world.
    ///
    /// # Errors
    /// When the scenario's password cannot be one.
    pub fn plan(&self, world: &RunningWorld, limits: Limits) -> anyhow::Result<Plan> {
        let login = self.login.map(|(user, password)| {
            let secret = Secret::new(password.to_owned());
            secret.map(|secret| Login {
                user: user.to_owned(),
                secret,
                mechanism: self.mechanism.map(str::to_owned),
                in_clear: InClear::Refused,
            })
        });
        let login =
            login.transpose().map_err(|fault| anyhow::anyhow!("the scenario's password: {fault:?}"))?;
        let (host, port) = (self.host.to_owned(), self.port);
        Ok(Plan {
            target: Target { input: format!("{host}:{port}"), host, port: Some(port) },
            routes: vec![Route::new(port, self.mode)],
            login,
            envelope: self.envelope.map(|(from, to)| Envelope {
                from: from.to_owned(),
                to: to.iter().map(|to| (*to).to_owned()).collect(),
            }),
            message: self.message.map(|text| Message::new(text.as_bytes().to_vec(), Origin::File)),
            helo: self.helo.map(str::to_owned),
            family: Family::Any,
            resolution: Resolution::default(),
            proxy: self
                .proxy
                .map(Proxy::read)
                .transpose()
                .map_err(|fault| anyhow::anyhow!("the scenario's proxy: {fault:?}"))?,
            extra_roots: match self.roots {
                Roots::Lab => vec![world.authority.clone().into_bytes()],
                Roots::None => Vec::new(),
            },
            client_certificate: self.client_certificate(world)?,
            server_certificate: ServerCertificate {
                pins: self.pin.and_then(Fingerprint::read).into_iter().collect(),
                ..ServerCertificate::default()
            },
            limits,
            until: match self.envelope {
                None => Stage::Auth,
                Some((_, [])) => Stage::Mail,
                Some(_) if self.message.is_some() => Stage::Data,
                Some(_) => Stage::Rcpt,
            },
            follow_ups: FollowUps::Asked,
            reference: None,
            sender: None,
            mailbox: self.mailbox.and_then(|address| Mailbox::read(address, self.mode)),
            audit: Audit::Left,
            platform: Platform::HERE,
        })
    }

    /// The certificate of a client that logs in by one.
    fn client_certificate(&self, world: &RunningWorld) -> anyhow::Result<Option<ClientCertificate>> {
        if self.mechanism != Some("EXTERNAL") {
            return Ok(None);
        }
        let client = world.client.as_bytes();
        let certificate = read_identity(client, client);
        certificate.map(Some).map_err(|fault| anyhow::anyhow!("the client's certificate: {fault:?}"))
    }

    /// Brings the world up and examines the server in it.
    ///
    /// # Errors
    /// When the world cannot be brought up on this machine.
    pub async fn rehearse(
        &self,
        limits: Limits,
        watch: &dyn Watch,
        cancel: Cancel,
    ) -> anyhow::Result<Evidence> {
        self.rehearse_in((self.world)(), limits, watch, cancel).await
    }

    /// Brings another world up and examines the server in it.
    ///
    /// # Errors
    /// When the world cannot be brought up on this machine.
    pub async fn rehearse_in(
        &self,
        world: World,
        limits: Limits,
        watch: &dyn Watch,
        cancel: Cancel,
    ) -> anyhow::Result<Evidence> {
        let world = world.start().await?;
        let mut plan = self.plan(&world, limits)?;
        let setting = Setting { net: &world.net, trust: Trust::begin(&OwnRoots::Absent, &plan), cancel };
        let mut evidence = find_and_examine(&mut plan, setting, watch).await;
        // In its own world its authority needs no naming.
        evidence.plan.extra_roots = false;
        Ok(evidence)
    }
}
