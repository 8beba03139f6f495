//! How a refusal of AUTH is read: each means exactly one cause.
//!
//! The provider's own rules come first, since many of them use a common text for a reason of their own. Then the
//! patterns of the causes are tried, the more precise before the more general. What nobody reads is a command that is not
//! taken (500 to 504), a wrong password (any other 5yz) or a passing failure (4yz). This module knows the order of the readings, not their words.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, When, Who};
use crate::evidence::{Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::LoginRecord;
use crate::provider::{Provider, by_host};
use crate::smtp::Reply;
use crate::smtp::sasl::Mechanism;

use super::{
    account_locked, app_password_required, authorization_code_required, bad_credentials,
    certificate_rejected, ip_not_allowed, login_blocked, mechanism_unsupported, not_offered, oauth_required,
    password_expired, smtp_disabled, temporary_failure, tls_required, token_rejected, too_many_attempts,
    username_form, wrong_credential_kind,
};

/// One refusal of AUTH, read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal<'a> {
    /// The attempt.
    pub(super) index: usize,
    /// The reply.
    pub(super) reply: &'a Reply,
    /// The mechanism that was refused, where it came to that.
    pub(super) mechanism: Option<&'a str>,
    /// What the server offers.
    pub(super) offered: &'a [String],
    /// Who runs the host.
    pub(super) provider: Option<&'static Provider>,
    /// The login that was refused.
    pub(super) login: Option<&'a LoginRecord>,
    /// The cause that the reply names, or the general one.
    pub(super) means: Code,
}

/// Causes with their patterns, the more precise first: the first that fits is what the reply means.
///
/// Some texts fit several: QQ's list of possible reasons, Yahoo's "too many bad auth attempts" for any wrong kind of
/// password, a lock that follows too many attempts.
static READINGS: [(&Cause, &[Pattern]); 15] = [
    (&authorization_code_required::CAUSE, authorization_code_required::PATTERNS),
    (&tls_required::CAUSE, tls_required::PATTERNS),
    (&login_blocked::CAUSE, login_blocked::PATTERNS),
    (&app_password_required::CAUSE, app_password_required::PATTERNS),
    (&oauth_required::CAUSE, oauth_required::PATTERNS),
    (&smtp_disabled::CAUSE, smtp_disabled::PATTERNS),
    (&password_expired::CAUSE, password_expired::PATTERNS),
    (&too_many_attempts::CAUSE, too_many_attempts::PATTERNS),
    (&ip_not_allowed::CAUSE, ip_not_allowed::PATTERNS),
    (&account_locked::CAUSE, account_locked::PATTERNS),
    (&temporary_failure::CAUSE, temporary_failure::PATTERNS),
    (&token_rejected::CAUSE, token_rejected::PATTERNS),
    (&wrong_credential_kind::CAUSE, wrong_credential_kind::PATTERNS),
    (&mechanism_unsupported::CAUSE, mechanism_unsupported::PATTERNS),
    (&not_offered::CAUSE, not_offered::PATTERNS),
];

/// The places where the reply to AUTH means a cause.
pub(super) fn told(evidence: &Evidence, cause: &Cause) -> Vec<Match> {
    refusals(evidence, provider(evidence))
        .iter()
        .filter(|refusal| refusal.means == cause.code)
        .map(Refusal::shown)
        .collect()
}

/// Who runs the host that was examined.
pub(super) fn provider(evidence: &Evidence) -> Option<&'static Provider> {
    by_host(&evidence.plan.target.host)
}

/// Every refusal of AUTH.
pub(super) fn refusals<'a>(evidence: &'a Evidence, provider: Option<&'static Provider>) -> Vec<Refusal<'a>> {
    let login = evidence.plan.login.as_ref();
    let refused = evidence.attempts.iter().enumerate().filter_map(|(index, attempt)| {
        let Some(Failure::Rejected { reply }) = attempt.auth.failure() else {
            return None;
        };
        let auth = attempt.auth.facts();
        let mechanism = auth.and_then(|auth| auth.mechanism.as_deref());
        let offered = auth.map(|auth| auth.offered.as_slice()).unwrap_or_default();
        let means = meaning(reply, mechanism, provider, login);
        Some(Refusal { index, reply, mechanism, offered, provider, login, means })
    });
    refused.collect()
}

/// Whether a mechanism proves the user by an OAuth 2.0 token.
pub(super) fn takes_token(mechanism: &str) -> bool {
    matches!(mechanism, "XOAUTH2" | "OAUTHBEARER" | "XOAUTH")
}

fn meaning(
    reply: &Reply,
    mechanism: Option<&str>,
    provider: Option<&Provider>,
    login: Option<&LoginRecord>,
) -> Code {
    let means = worded(reply, provider, login);
    let password = [
        bad_credentials::CAUSE.code,
        app_password_required::CAUSE.code,
        authorization_code_required::CAUSE.code,
        oauth_required::CAUSE.code,
        wrong_credential_kind::CAUSE.code,
    ];
    // Many servers have the same words for a refused token or certificate as for a wrong password.
    if mechanism == Some(Mechanism::External.name()) && password.contains(&means) {
        certificate_rejected::CAUSE.code
    } else if mechanism.is_some_and(takes_token) && password.contains(&means) {
        token_rejected::CAUSE.code
    } else {
        means
    }
}

fn worded(reply: &Reply, provider: Option<&Provider>, login: Option<&LoginRecord>) -> Code {
    let own = provider.and_then(|provider| provider.reads(reply));
    if let Some(cause) = super::CAUSES.iter().find(|cause| own == Some(cause.code.0)) {
        return cause.code;
    }
    // "Use your full address" is advice in many a general refusal: it names the cause only where that was not done.
    let bare = login.is_none_or(|login| !login.user_form.address);
    if bare && fits(username_form::PATTERNS, reply) {
        return username_form::CAUSE.code;
    }
    if let Some((cause, _)) = READINGS.iter().find(|(_, patterns)| fits(patterns, reply)) {
        return cause.code;
    }
    if wrong_credential_kind::is_the_whole_answer(reply) {
        return wrong_credential_kind::CAUSE.code;
    }
    match reply.code {
        400..=499 => temporary_failure::CAUSE.code,
        // RFC 5321 §4.2.2: these are about the command, and nobody has looked at what it carried, unless words say so.
        500..=504 if bad_credentials::is_worded(reply) => bad_credentials::CAUSE.code,
        503 => not_offered::CAUSE.code,
        505..=599 => bad_credentials::CAUSE.code,
        _ => mechanism_unsupported::CAUSE.code,
    }
}

fn fits(patterns: &[Pattern], reply: &Reply) -> bool {
    patterns.iter().any(|pattern| pattern.fits(reply))
}

impl Refusal<'_> {
    /// Whether the reply says no more than no.
    pub(super) fn is_general(&self) -> bool {
        self.means == bad_credentials::CAUSE.code
    }

    /// Whether the reply judges user name and secret, whatever it says of them.
    pub(super) fn judges_credentials(&self) -> bool {
        let judging = [&bad_credentials::CAUSE, &username_form::CAUSE, &wrong_credential_kind::CAUSE];
        judging.iter().any(|cause| cause.code == self.means)
    }

    /// A match with what tells whether the password or only the way of proving it is refused: PLAIN or LOGIN, where
    /// the mechanism was one that wants the server to keep a secret for it, and many keep none.
    pub(super) fn with_weaker(&self, found: Match) -> Match {
        let proves = |name: &&str| Mechanism::named(name).is_some_and(Mechanism::needs_stored_secret);
        let Some(refused) = self.mechanism.filter(proves) else { return found };
        let offered = |name: &&str| self.offered.iter().any(|offered| offered == name);
        match ["PLAIN", "LOGIN"].into_iter().find(offered) {
            Some(weaker) => found.with("weaker_offered", weaker).with("refused_by", refused),
            None => found,
        }
    }

    /// Whether this is the refusal of a provider with that name.
    pub(super) fn is_by(&self, id: &str) -> bool {
        self.provider.is_some_and(|provider| provider.id == id)
    }

    /// The match that this refusal makes: the reply as proof, and who gave it for the remedies.
    pub(super) fn shown(&self) -> Match {
        with_provider(Match::attempt(self.index, Stage::Auth, self.proof()), self.provider)
    }

    fn proof(&self) -> Proof {
        let reply = ("reply", self.reply.shown(200));
        match self.mechanism {
            Some(mechanism) => Proof::new(
                Text {
                    en: "The server answers AUTH {mechanism} with: {reply}",
                    zh_cn: "服务器对 AUTH {mechanism} 答复：{reply}",
                },
                vec![("mechanism", mechanism.to_owned()), reply],
            ),
            None => Proof::new(
                Text {
                    en: "The server answers the login with: {reply}", zh_cn: "服务器对登录答复：{reply}"
                },
                vec![reply],
            ),
        }
    }
}

/// Try the password by a mechanism that any server can check it with.
pub(super) const TRY_WEAKER: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Try {weaker_offered}, which the server offers too: many servers keep passwords in a form with which \
             {refused_by} cannot work, and then refuse even the right one.",
        zh_cn: "改用服务器同样提供的 {weaker_offered} 再试：许多服务器保存密码的形式不适用于 {refused_by}，这时连正确的密码也会被拒绝。",
    },
    command: Some("smtp-doctor {host}:{port} {user} --ask-password --auth {weaker_offered}"),
    link: None,
    when: When::With("weaker_offered"),
};

/// A match with what remedies ask about the provider: `at_…` for the well-known ones, else `at_other`, and the page
/// where the secret is made.
pub(super) fn with_provider(found: Match, provider: Option<&Provider>) -> Match {
    let Some(provider) = provider else {
        return found.with("at_other", "");
    };
    let found = found.with(flag(provider.id), "");
    match provider.secret_page {
        Some(page) => found.with("secret_page", page),
        None => found,
    }
}

/// The argument that remedies for the users of one provider ask for; `at_other` for all the rest.
pub fn flag(id: &str) -> &'static str {
    match id {
        "gmail" | "google-workspace" => "at_gmail",
        "outlook" => "at_outlook",
        "microsoft365" => "at_microsoft365",
        "qq" => "at_qq",
        "exmail" => "at_exmail",
        "icloud" => "at_icloud",
        "yahoo" => "at_yahoo",
        "sendgrid" => "at_sendgrid",
        "ses" => "at_ses",
        "brevo" => "at_brevo",
        _ if id.starts_with("netease") => "at_netease",
        _ => "at_other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, LISTED, REAL, refused};

    fn means(evidence: &Evidence, provider: Option<&'static Provider>) -> &'static str {
        refusals(evidence, provider)[0].means.0
    }

    #[test]
    fn real_refusals_are_read() {
        for (code, text, cause) in REAL {
            let evidence = refused(*code, text);
            assert_eq!(means(&evidence, None), format!("auth/{cause}"), "{code} {text}");
        }
    }

    #[test]
    fn every_refusal_means_a_cause_that_says_so() {
        for (code, text, cause) in REAL {
            let evidence = refused(*code, text);
            let told: Vec<_> = super::super::CAUSES
                .iter()
                .filter(|cause| !(cause.told_by)(&evidence).is_empty())
                .map(|cause| cause.code.0)
                .collect();
            assert_eq!(told, [format!("auth/{cause}")], "{code} {text}");
        }
    }

    #[test]
    fn a_command_that_is_not_taken_is_no_wrong_password() {
        for (code, text, cause) in [
            (500, "", "auth/mechanism-unsupported"),
            (500, "5.5.1 Syntax error", "auth/mechanism-unsupported"),
            (502, "5.5.1 no", "auth/mechanism-unsupported"),
            (504, "no", "auth/mechanism-unsupported"),
            (503, "Bad sequence of commands", "auth/not-offered"),
            (503, "5.5.1 no", "auth/not-offered"),
            (500, "5.7.8 Authentication failed", "auth/bad-credentials"),
            (503, "Incorrect password", "auth/bad-credentials"),
            (505, "no", "auth/bad-credentials"),
        ] {
            assert_eq!(means(&refused(code, text), None), cause, "{code} {text}");
        }
    }

    #[test]
    fn the_provider_reads_first() {
        let evidence = refused(535, "Authentication failed for a reason of ours");
        assert_eq!(means(&evidence, Some(&LISTED)), "auth/ip-not-allowed");
        assert_eq!(means(&evidence, Some(&GMAIL)), "auth/bad-credentials");
    }

    #[test]
    fn a_rule_that_names_another_family_leaves_it_to_the_patterns() {
        let evidence = refused(451, "Too many messages of ours");
        assert_eq!(means(&evidence, Some(&LISTED)), "auth/temporary-failure");
    }

    #[test]
    fn a_match_carries_the_reply_and_the_provider() {
        let evidence = refused(535, "5.7.8 no");
        let found = refusals(&evidence, Some(&GMAIL))[0].shown();
        assert_eq!(found.proof[0].args[1], ("reply", "535 5.7.8 no".to_owned()));
        assert_eq!(found.args[0].0, "at_gmail");
        assert_eq!(found.args[1].0, "secret_page");
        assert_eq!(refusals(&evidence, None)[0].shown().args[0].0, "at_other");
    }
}
