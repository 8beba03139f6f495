//! A plan for other programs: a target, every default, and what is commonly set.

use super::{
    ALTERNATE, Audit, Family, FollowUps, InClear, Limits, Login, Plan, Platform, ReadTarget, Resolution,
    Route, SMTP, SUBMISSION, SUBMISSIONS, ServerCertificate, TargetFault, TlsMode,
};
use crate::secret::Secret;
use crate::stage::Stage;

impl Plan {
    /// A plan for `host`, `host:port`, `[v6]:port` or a URL such as `smtps://host`, with the defaults of the command
    /// line. Without a port, the ports of submission are examined side by side. What else is to be different is set in
    /// the fields; further fields may come.
    ///
    /// A user and a password in a URL are left out: [`Plan::with_login`] takes them.
    ///
    /// # Errors
    /// [`TargetFault`], which names what is wrong.
    pub fn of(target: &str) -> Result<Self, TargetFault> {
        let ReadTarget { target, mode, .. } = ReadTarget::parse(target)?;
        let mode = mode.unwrap_or_default();
        let ports = match (target.port, mode) {
            (Some(port), _) => vec![port],
            (None, TlsMode::Implicit) => vec![SUBMISSIONS],
            (None, _) => vec![SUBMISSIONS, SUBMISSION, ALTERNATE, SMTP],
        };
        Ok(Self {
            target,
            routes: ports.into_iter().map(|port| Route::new(port, mode)).collect(),
            login: None,
            envelope: None,
            message: None,
            helo: None,
            family: Family::default(),
            resolution: Resolution::default(),
            proxy: None,
            extra_roots: Vec::new(),
            client_certificate: None,
            server_certificate: ServerCertificate::default(),
            limits: Limits::default(),
            until: Stage::Auth,
            follow_ups: FollowUps::default(),
            reference: None,
            sender: None,
            mailbox: None,
            audit: Audit::default(),
            platform: Platform::HERE,
        })
    }

    /// The same plan with a login. The secret goes only through TLS with a certificate that is trusted.
    pub fn with_login(mut self, user: &str, secret: Secret) -> Self {
        let user = user.to_owned();
        self.login = Some(Login { user, secret, mechanism: None, in_clear: InClear::Refused });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_enough() {
        let ports = |target: &str| -> Vec<u16> {
            Plan::of(target).unwrap().routes.iter().map(|route| route.port).collect()
        };
        assert_eq!(ports("smtp.example.com"), [465, 587, 2525, 25]);
        assert_eq!(ports("smtps://smtp.example.com"), [465]);
        assert_eq!(ports("smtp.example.com:26"), [26]);
        assert_eq!(Plan::of("").unwrap_err(), TargetFault::Empty);
    }
}
