//! What is wrong with a token, by what it says of itself and by what the server wants.
//!
//! A token is read only where it can be: those of Google and the private ones of Microsoft say nothing. Each reading is
//! a fact for the proof, and an argument by which a remedy is given.

use time::OffsetDateTime;

use crate::catalog::tls::reading::minute;
use crate::catalog::{BETWEEN, Match, Proof};
use crate::escape::visible_within;
use crate::evidence::{Attempt, Evidence, Reason};
use crate::locale::Text;
use crate::plan::TokenShape;
use crate::provider::Provider;

/// How much of a value is shown, in characters.
const SHOWN: usize = 120;

/// What a provider wants of a token.
struct Wanted {
    /// The service, as people know it.
    service: &'static str,
    /// The names of the service in a token; none where a token does not say.
    audiences: &'static [&'static str],
    /// The scopes of which one must be there, as they stand in a token.
    scopes: &'static [&'static str],
    /// The usual one of them, as it is asked for.
    ask_for: &'static str,
}

static MICROSOFT: Wanted = Wanted {
    service: "outlook.office.com",
    audiences: &[
        "https://outlook.office.com",
        "https://outlook.office365.com",
        "00000002-0000-0ff1-ce00-000000000000",
    ],
    scopes: &["SMTP.Send", "SMTP.SendAsApp"],
    ask_for: "https://outlook.office.com/SMTP.Send",
};
static GOOGLE: Wanted = Wanted {
    service: "smtp.gmail.com",
    audiences: &[],
    scopes: &["https://mail.google.com/"],
    ask_for: "https://mail.google.com/",
};

/// What Dovecot names as the scope in every refusal by XOAUTH2, whatever it wants.
const DOVECOT: &str = "mail";

/// A match with everything that can be said of the token.
pub(super) fn read(
    mut found: Match,
    evidence: &Evidence,
    attempt: &Attempt,
    provider: Option<&Provider>,
) -> Match {
    let challenge = attempt.auth.facts().and_then(|auth| auth.challenge.as_ref());
    let scope = challenge.and_then(|reason| match reason {
        Reason::Token { scope, .. } => scope.as_deref().filter(|scope| *scope != DOVECOT),
        Reason::Proof { .. } => None,
    });
    if let Some(Reason::Token { status, .. }) = challenge {
        found = found.and(reason(status, scope));
    }
    let Some(login) = &evidence.plan.login else { return found };
    let Some(token) = &login.shape.token else { return found };
    let wanted = provider.and_then(wanted);
    if let Some(expired) = expired(token, evidence.started_at) {
        found = found.and(ended(&expired)).with("expired", expired);
    }
    if let Some((audience, service)) = wanted.and_then(|wanted| foreign(token, wanted)) {
        found = found.and(addressed(&audience, service)).with("audience", audience);
    }
    if let Some(lacking) = lacking(token, wanted, scope) {
        found = found.and(narrow(token, &lacking)).with("lacking", lacking);
    }
    if let Some(account) = &token.account
        && login.user_form.address
        && !account.eq_ignore_ascii_case(login.user.trim())
    {
        let account = visible_within(account, SHOWN);
        found = found.and(belongs(&account, &visible_within(&login.user, SHOWN))).with("account", account);
    }
    found
}

fn wanted(provider: &Provider) -> Option<&'static Wanted> {
    match provider.id {
        "outlook" | "microsoft365" => Some(&MICROSOFT),
        "gmail" | "google-workspace" => Some(&GOOGLE),
        _ => None,
    }
}

fn expired(token: &TokenShape, now: OffsetDateTime) -> Option<String> {
    token.expires_at.filter(|end| *end <= now).map(minute)
}

/// The audience of a token that is for none of the service's names.
fn foreign(token: &TokenShape, wanted: &Wanted) -> Option<(String, &'static str)> {
    let known = |audience: &String| {
        wanted.audiences.iter().any(|name| audience.trim_end_matches('/').eq_ignore_ascii_case(name))
    };
    let told = !wanted.audiences.is_empty() && !token.audience.is_empty();
    let audience = visible_within(&token.audience.join(BETWEEN), SHOWN);
    (told && !token.audience.iter().any(known)).then_some((audience, wanted.service))
}

/// The scope that a token must have and has not: by the provider's rule, else by the server's challenge.
fn lacking(token: &TokenShape, wanted: Option<&Wanted>, challenge: Option<&str>) -> Option<String> {
    let scopes: Vec<&str> = match wanted {
        Some(wanted) => wanted.scopes.to_vec(),
        None => challenge?.split_whitespace().collect(),
    };
    let has = |scope: &&str| {
        let within = |own: &String| own.eq_ignore_ascii_case(scope) || own.ends_with(&format!("/{scope}"));
        token.scopes.iter().any(within)
    };
    let ask_for = wanted.map(|wanted| wanted.ask_for).or(scopes.first().copied())?;
    (!scopes.iter().any(has)).then(|| visible_within(ask_for, SHOWN))
}

fn reason(status: &str, scope: Option<&str>) -> Proof {
    let status = ("status", visible_within(status, SHOWN));
    match scope {
        Some(scope) => Proof::new(
            Text {
                en: "The server's reason is status {status}; the scope it wants is {scope}",
                zh_cn: "服务器给出的原因是状态 {status}，它要求的权限范围是 {scope}",
            },
            vec![status, ("scope", visible_within(scope, SHOWN))],
        ),
        None => Proof::new(
            Text {
                en: "The server's reason is status {status}", zh_cn: "服务器给出的原因是状态 {status}"
            },
            vec![status],
        ),
    }
}

fn ended(expired: &str) -> Proof {
    let text = Text {
        en: "By its own words the token expired at {expired}",
        zh_cn: "令牌自身写明的到期时间是 {expired}，已经过期",
    };
    Proof::new(text, vec![("expired", expired.to_owned())])
}

fn addressed(audience: &str, service: &str) -> Proof {
    let text = Text {
        en: "The token was made for {audience}, not for {service}",
        zh_cn: "令牌是为 {audience} 签发的，不能用于 {service}",
    };
    Proof::new(text, vec![("audience", audience.to_owned()), ("service", service.to_owned())])
}

fn narrow(token: &TokenShape, lacking: &str) -> Proof {
    let lacking = ("lacking", lacking.to_owned());
    if token.scopes.is_empty() {
        let text = Text {
            en: "The token names no scope; {lacking} is wanted",
            zh_cn: "令牌没有写明任何权限范围，而这里需要 {lacking}",
        };
        return Proof::new(text, vec![lacking]);
    }
    let text = Text {
        en: "The scopes of the token are {scopes}; {lacking} is not among them",
        zh_cn: "令牌的权限范围是 {scopes}，其中没有 {lacking}",
    };
    Proof::new(text, vec![("scopes", visible_within(&token.scopes.join(BETWEEN), SHOWN)), lacking])
}

fn belongs(account: &str, name: &str) -> Proof {
    let text = Text {
        en: "The token was made for the account {account}, and the user name is {name}",
        zh_cn: "令牌属于账号 {account}，而所给的用户名是 {name}",
    };
    Proof::new(text, vec![("account", account.to_owned()), ("name", name.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, OUTLOOK, PLAIN, refused_by};
    use crate::evidence::Stage;
    use time::macros::datetime;

    /// The arguments of a match for a token, as names.
    fn told(token: TokenShape, provider: Option<&Provider>, scope: Option<&str>) -> Vec<&'static str> {
        let mut evidence = refused_by("XOAUTH2", 535, "5.7.3 Authentication unsuccessful");
        evidence.plan.login.as_mut().unwrap().shape.token = Some(token);
        if let crate::evidence::Outcome::Failed { facts: Some(auth), .. } = &mut evidence.attempts[0].auth {
            auth.challenge = scope.map(|scope| Reason::Token {
                status: "400".into(),
                schemes: None,
                scope: Some(scope.into()),
            });
        }
        let found = Match::attempt(0, Stage::Auth, belongs("x", "y"));
        let found = read(found, &evidence, &evidence.attempts[0], provider);
        found.args.iter().map(|(name, _)| *name).collect()
    }

    fn good() -> TokenShape {
        TokenShape {
            expires_at: Some(datetime!(2026-11-23 04:00 UTC)),
            audience: vec!["https://outlook.office.com/".into()],
            scopes: vec!["SMTP.Send".into()],
            account: Some("Me@Example.com".into()),
        }
    }

    #[test]
    fn nothing_is_said_of_a_token_that_fits() {
        assert!(told(good(), Some(&OUTLOOK), None).is_empty());
        let application = TokenShape { scopes: vec!["SMTP.SendAsApp".into()], account: None, ..good() };
        assert!(told(application, Some(&OUTLOOK), None).is_empty());
    }

    #[test]
    fn a_scope_that_a_server_always_names_is_none() {
        assert!(told(good(), None, Some("mail")).is_empty());
        assert_eq!(told(good(), None, Some("mail.send")), ["lacking"]);
    }

    #[test]
    fn each_fault_is_told() {
        let at = Some(datetime!(2026-11-23 03:00 UTC));
        assert_eq!(told(TokenShape { expires_at: at, ..good() }, Some(&OUTLOOK), None), ["expired"]);
        let audience = vec!["https://graph.microsoft.com".into()];
        assert_eq!(told(TokenShape { audience, ..good() }, Some(&OUTLOOK), None), ["audience"]);
        let scopes = vec!["Mail.Send".into(), "IMAP.AccessAsUser.All".into()];
        assert_eq!(told(TokenShape { scopes, ..good() }, Some(&OUTLOOK), None), ["lacking"]);
        let scopes = vec!["https://www.googleapis.com/auth/gmail.send".into()];
        assert_eq!(told(TokenShape { scopes, ..good() }, Some(&GMAIL), None), ["lacking"]);
        let account = Some("other@example.com".into());
        assert_eq!(told(TokenShape { account, ..good() }, Some(&OUTLOOK), None), ["account"]);
    }

    #[test]
    fn the_server_says_what_it_wants_where_nothing_is_known_of_it() {
        assert_eq!(told(good(), Some(&PLAIN), Some("mail.submit smtp")), ["lacking"]);
        assert!(told(good(), Some(&PLAIN), Some("SMTP.Send")).is_empty());
        assert!(told(good(), None, None).is_empty());
    }
}
