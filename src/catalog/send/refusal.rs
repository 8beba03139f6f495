//! How a refusal of MAIL, RCPT or DATA is read: each means exactly one cause.
//!
//! The provider's own rules come first. Then the words are read, the more precise before the more general; then the
//! codes alone; and what nobody reads is a refusal for now (4yz), by a rule (5.7.x) or for good (5yz). Some refusals
//! belong to other families, whose causes ask here. This module knows the order of the readings, not their words.

use crate::catalog::{Cause, Code, Match, Pattern, Proof};
use crate::evidence::{Attempt, Evidence, Failure, Stage};
use crate::locale::Text;
use crate::plan::SMTP;
use crate::provider::{Provider, by_host};
use crate::smtp::Reply;

use super::{
    account_restricted, auth_required, content_rejected, domain_unauthenticated, elsewhere, greylisted,
    ip_blocklisted, mailbox_full, message_too_large, policy_rejected, ptr_missing, quota_exceeded,
    rate_limited, recipient_rejected, recipient_unknown, rejected, relay_denied, sender_not_owned,
    sender_rejected, sender_unverified, smtputf8_unsupported, spam_rejected, temporary_failure, tls_required,
    too_many_recipients,
};

/// One refusal, read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refusal<'a> {
    /// The attempt.
    index: usize,
    /// The command: [`Stage::Mail`], [`Stage::Rcpt`] or [`Stage::Data`].
    stage: Stage,
    /// The address that was named.
    address: Option<&'a str>,
    /// The reply.
    reply: &'a Reply,
    /// The cause that the reply names, or the general one.
    pub(super) means: Code,
}

/// Causes with their patterns, the more precise first: the first that fits is what the reply means.
static READINGS: &[(&Cause, &[Pattern])] = &[
    (&recipient_rejected::CAUSE, &[recipient_rejected::RESTRICTED]),
    (&greylisted::CAUSE, greylisted::PATTERNS),
    (&domain_unauthenticated::CAUSE, domain_unauthenticated::PATTERNS),
    (&ptr_missing::CAUSE, ptr_missing::PATTERNS),
    (&ip_blocklisted::CAUSE, ip_blocklisted::PATTERNS),
    (&smtputf8_unsupported::CAUSE, smtputf8_unsupported::PATTERNS),
    (&message_too_large::CAUSE, message_too_large::PATTERNS),
    (&tls_required::CAUSE, tls_required::PATTERNS),
    (&sender_unverified::CAUSE, sender_unverified::PATTERNS),
    (&sender_not_owned::CAUSE, sender_not_owned::PATTERNS),
    (&auth_required::CAUSE, auth_required::PATTERNS),
    (&account_restricted::CAUSE, account_restricted::PATTERNS),
    (&quota_exceeded::CAUSE, quota_exceeded::PATTERNS),
    (&rate_limited::CAUSE, rate_limited::PATTERNS),
    (&too_many_recipients::CAUSE, too_many_recipients::PATTERNS),
    (&mailbox_full::CAUSE, mailbox_full::PATTERNS),
    (&relay_denied::CAUSE, relay_denied::PATTERNS),
    (&spam_rejected::CAUSE, spam_rejected::PATTERNS),
    (&content_rejected::CAUSE, content_rejected::PATTERNS),
    (&sender_rejected::CAUSE, sender_rejected::PATTERNS),
    (&recipient_unknown::CAUSE, recipient_unknown::PATTERNS),
    (&recipient_rejected::CAUSE, recipient_rejected::PATTERNS),
];

/// The causes without a precise reason, which take what neither words nor codes give to another.
static LAST: &[(&Cause, &[Pattern])] = &[
    (&policy_rejected::CAUSE, policy_rejected::PATTERNS),
    (&temporary_failure::CAUSE, temporary_failure::PATTERNS),
    (&rejected::CAUSE, rejected::PATTERNS),
];

/// Whether the refusals of a stage are read here.
pub(in crate::catalog) fn reads(stage: Stage) -> bool {
    matches!(stage, Stage::Mail | Stage::Rcpt | Stage::Data)
}

/// The places where a refusal means a cause, of this family or of another: one for each command, with a proof for each
/// refusal.
pub(in crate::catalog) fn told(evidence: &Evidence, cause: &Cause) -> Vec<Match> {
    let provider = by_host(&evidence.plan.target.host);
    let mut found: Vec<Match> = Vec::new();
    for refusal in refusals(evidence, provider).iter().filter(|refusal| refusal.means == cause.code) {
        let place = Match::attempt(refusal.index, refusal.stage, refusal.proof());
        match found.last_mut().filter(|last| last.scope == place.scope && last.stage == place.stage) {
            Some(last) => last.proof.extend(place.proof),
            None => found.push(with_circumstances(place, evidence, refusal, provider)),
        }
    }
    found
}

/// Every refusal of MAIL, RCPT and DATA.
pub(super) fn refusals<'a>(evidence: &'a Evidence, provider: Option<&Provider>) -> Vec<Refusal<'a>> {
    let mut found = Vec::new();
    for (index, attempt) in evidence.attempts.iter().enumerate() {
        for (stage, address, reply) in refused(evidence, attempt) {
            let means = meaning(reply, stage, attempt, provider);
            found.push(Refusal { index, stage, address, reply, means });
        }
    }
    found
}

fn refused<'a>(evidence: &'a Evidence, attempt: &'a Attempt) -> Vec<(Stage, Option<&'a str>, &'a Reply)> {
    let reply_to = |stage| match attempt.failure(stage) {
        Some(Failure::Rejected { reply }) => Some(reply),
        _ => None,
    };
    let mut found = Vec::new();
    if let Some(reply) = reply_to(Stage::Mail) {
        found.push((Stage::Mail, sender(evidence, attempt), reply));
    }
    let before = found.len();
    let recipients = attempt.rcpt.facts().map(|rcpt| rcpt.recipients.as_slice()).unwrap_or_default();
    for recipient in recipients.iter().filter(|recipient| !recipient.reply.is_positive()) {
        found.push((Stage::Rcpt, Some(recipient.to.as_str()), &recipient.reply));
    }
    if let Some(reply) = reply_to(Stage::Rcpt).filter(|_| found.len() == before) {
        let first = evidence.plan.envelope.as_ref().and_then(|envelope| envelope.to.first());
        found.push((Stage::Rcpt, first.map(String::as_str), reply));
    }
    if let Some(reply) = reply_to(Stage::Data) {
        found.push((Stage::Data, None, reply));
    }
    found
}

/// The sender that was named. The null reverse-path is an empty one.
fn sender<'a>(evidence: &'a Evidence, attempt: &'a Attempt) -> Option<&'a str> {
    let named = attempt.mail.facts().map(|mail| mail.from.as_str());
    named.or_else(|| evidence.plan.envelope.as_ref().map(|envelope| envelope.from.as_str()))
}

fn meaning(reply: &Reply, stage: Stage, attempt: &Attempt, provider: Option<&Provider>) -> Code {
    let logged_in = attempt.auth.passed().is_some();
    let offered = attempt.last_ehlo().is_some_and(|ehlo| !ehlo.capabilities.mechanisms().is_empty());
    let means = worded(reply, stage, provider);
    let by_address = relay_denied::BY_ADDRESS.fits(reply);
    if means == relay_denied::CAUSE.code && !logged_in && offered && !by_address {
        // The server relays for those who log in, and nobody has tried.
        return auth_required::CAUSE.code;
    }
    if means == auth_required::CAUSE.code && logged_in && stage == Stage::Rcpt {
        return relay_denied::CAUSE.code;
    }
    let of_recipient = [recipient_unknown::CAUSE.code, recipient_rejected::CAUSE.code];
    if stage == Stage::Mail && of_recipient.contains(&means) {
        return sender_rejected::CAUSE.code;
    }
    means
}

fn worded(reply: &Reply, stage: Stage, provider: Option<&Provider>) -> Code {
    if let Some(code) = provider.and_then(|provider| provider.reads(reply)).and_then(claimed) {
        return code;
    }
    if let Some(code) = elsewhere::by_words(reply) {
        return code;
    }
    // Words say more than codes: a server sends 5.7.1 or 5.1.1 with many a reason.
    let fits = |patterns: &[Pattern], worded: bool| {
        patterns.iter().any(|pattern| pattern.words.is_empty() != worded && pattern.fits(reply))
    };
    let read = |readings: &[(&Cause, &[Pattern])], worded: bool| {
        readings.iter().find(|(_, patterns)| fits(patterns, worded)).map(|(cause, _)| cause.code)
    };
    read(READINGS, true)
        .or_else(|| elsewhere::by_code(reply))
        .or_else(|| read(LAST, true))
        .or_else(|| read(READINGS, false))
        .or_else(|| read(LAST, false))
        .unwrap_or_else(|| general(reply, stage))
}

/// The code of a cause that a provider's rule names, where refusals of these commands are told by it.
fn claimed(code: &str) -> Option<Code> {
    let own = super::CAUSES.iter().map(|cause| cause.code);
    own.chain(elsewhere::CODES).find(|known| known.0 == code)
}

/// What the numbers alone say.
fn general(reply: &Reply, stage: Stage) -> Code {
    let about = reply.enhanced().map(|code| (code.subject, code.detail));
    match (about, stage) {
        _ if reply.is_transient() => temporary_failure::CAUSE.code,
        // RFC 3463 §3.2: what is wrong with an address.
        (Some((1, 0)), Stage::Mail) => sender_rejected::CAUSE.code,
        (Some((1, 0)), Stage::Rcpt) => recipient_rejected::CAUSE.code,
        (Some((7, _)), _) => policy_rejected::CAUSE.code,
        _ => rejected::CAUSE.code,
    }
}

impl Refusal<'_> {
    fn proof(&self) -> Proof {
        let reply = ("reply", self.reply.shown(200));
        match (self.stage, self.address) {
            (Stage::Mail, Some(address)) => Proof::new(
                Text {
                    en: "The server answers MAIL FROM:<{sender}> with: {reply}",
                    zh_cn: "服务器对 MAIL FROM:<{sender}> 答复：{reply}",
                },
                vec![("sender", address.to_owned()), reply],
            ),
            (Stage::Rcpt, Some(address)) => Proof::new(
                Text {
                    en: "The server answers RCPT TO:<{recipient}> with: {reply}",
                    zh_cn: "服务器对 RCPT TO:<{recipient}> 答复：{reply}",
                },
                vec![("recipient", address.to_owned()), reply],
            ),
            (stage, _) => Proof::new(
                Text {
                    en: "The server answers {command} with: {reply}",
                    zh_cn: "服务器对 {command} 答复：{reply}",
                },
                vec![("command", command(stage).to_owned()), reply],
            ),
        }
    }
}

fn command(stage: Stage) -> &'static str {
    match stage {
        Stage::Mail => "MAIL FROM",
        Stage::Rcpt => "RCPT TO",
        _ => "DATA",
    }
}

/// A match with what remedies ask about: the command always; the addresses where they are known; `at_…` for the
/// provider; whether the client had logged in; `port_25`.
fn with_circumstances(
    found: Match,
    evidence: &Evidence,
    refusal: &Refusal<'_>,
    provider: Option<&Provider>,
) -> Match {
    let attempt = &evidence.attempts[refusal.index];
    let logged_in = attempt.auth.passed().is_some();
    let login = if logged_in { "logged_in" } else { "not_logged_in" };
    let mut found = found
        .with("command", command(refusal.stage))
        .with(provider.map_or("at_other", |provider| flag(provider.id)), "")
        .with(login, "");
    if let Some(sender) = sender(evidence, attempt).filter(|sender| !sender.is_empty()) {
        found = found.with("sender", sender);
    }
    let first = evidence.plan.envelope.as_ref().and_then(|envelope| envelope.to.first());
    let refused = refusal.address.filter(|_| refusal.stage == Stage::Rcpt);
    if let Some(recipient) = refused.or(first.map(String::as_str)) {
        found = found.with("recipient", recipient);
    }
    if attempt.route.port == SMTP { found.with("port_25", "") } else { found }
}

fn flag(id: &str) -> &'static str {
    match id {
        "gmail" | "google-workspace" => "at_gmail",
        "microsoft365" => "at_microsoft365",
        "outlook" => "at_outlook",
        "qq" | "exmail" => "at_qq",
        "aliyun-directmail" => "at_directmail",
        "ses" => "at_ses",
        "sendgrid" => "at_sendgrid",
        "mailgun" => "at_mailgun",
        "brevo" => "at_brevo",
        "postmark" => "at_postmark",
        "resend" => "at_resend",
        "zoho" => "at_zoho",
        "yahoo" | "aol" => "at_yahoo",
        _ if id.starts_with("netease") => "at_netease",
        _ => "at_other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{refused_data, refused_mail, refused_rcpt, refused_recipients, taken};
    use crate::evidence::sample::{failed, rejected};
    use crate::provider::by_id;

    fn means(evidence: &Evidence, provider: &str) -> &'static str {
        refusals(evidence, by_id(provider))[0].means.0
    }

    #[test]
    fn what_is_taken_is_no_refusal() {
        assert!(refusals(&taken(), None).is_empty());
    }

    #[test]
    fn a_refusal_without_a_reason_is_read_by_its_codes() {
        assert_eq!(means(&refused_rcpt(450, "4.2.0 later"), ""), "send/temporary-failure");
        assert_eq!(means(&refused_rcpt(451, "later"), ""), "send/temporary-failure");
        assert_eq!(means(&refused_data(554, "5.7.1 no"), ""), "send/policy-rejected");
        assert_eq!(means(&refused_data(554, "no"), ""), "send/rejected");
        assert_eq!(means(&refused_rcpt(550, "5.1.1 no"), ""), "send/recipient-unknown");
        assert_eq!(means(&refused_mail(550, "5.1.0 no"), ""), "send/sender-rejected");
        assert_eq!(means(&refused_rcpt(550, "5.1.0 no"), ""), "send/recipient-rejected");
        assert_eq!(means(&refused_mail(421, "no"), ""), "smtp/service-unavailable");
    }

    #[test]
    fn words_say_more_than_codes() {
        let evidence = refused_rcpt(550, "5.1.1 <you@example.org>: user is over quota");
        assert_eq!(means(&evidence, ""), "send/mailbox-full");
    }

    #[test]
    fn a_look_alike_is_read_by_its_whole_sentence() {
        for (code, text, cause) in [
            (452, "4.3.1 Insufficient storage space on this server", "smtp/server-error"),
            (452, "4.3.1 Mail queue disk full", "smtp/server-error"),
            (550, "Sendekontingent erschöpft", "send/rejected"),
            (550, "Превышен лимит сообщений", "send/rejected"),
            (550, "5.1.1 User unknown, see https://antispam.example.net/", "send/recipient-unknown"),
            (550, "5.1.1 No such user here. anti-spam.example.net", "send/recipient-unknown"),
            (450, "Greylisted, try again in a short time", "send/greylisted"),
            (450, "4.2.0 Try again in a short time", "send/temporary-failure"),
            (451, "4.3.2 Server busy, try again later", "send/temporary-failure"),
            (550, "5.1.0 <you@example.org>: domain does not exist", "send/recipient-unknown"),
            (550, "MAIL FROM domain does not exist", "send/sender-rejected"),
            (552, "收件人邮箱容量已超出", "send/rejected"),
            (550, "每日签到后再来", "send/rejected"),
            (421, "4.7.0 Connection limit reached", "send/rate-limited"),
            (550, "5.7.1 Attachment refused by the sandbox", "send/policy-rejected"),
            (450, "4.2.0 Delivery report is overdue", "send/temporary-failure"),
        ] {
            assert_eq!(means(&refused_rcpt(code, text), ""), cause, "{code} {text}");
        }
    }

    #[test]
    fn a_refusal_is_told_by_one_cause_of_all() {
        for (evidence, cause) in [
            (refused_mail(530, "5.7.0 Must issue a STARTTLS command first"), "send/tls-required"),
            (refused_mail(553, "5.7.1 not owned by user a@example.com"), "send/sender-not-owned"),
            (refused_mail(553, "Requested action not taken: no smtp MX only"), "smtp/inbound-only"),
            (refused_rcpt(554, "5.7.1 <you@example.org>: Relay access denied"), "send/relay-denied"),
            (refused_rcpt(452, "4.5.3 Error: too many recipients"), "send/too-many-recipients"),
            (refused_data(451, "4.3.0 Error: queue file write error"), "smtp/server-error"),
            (refused_data(454, "Throttling failure: Daily message quota exceeded"), "send/quota-exceeded"),
        ] {
            let told = crate::catalog::causes().filter(|cause| !(cause.told_by)(&evidence).is_empty());
            assert_eq!(told.map(|cause| cause.code.0).collect::<Vec<_>>(), [cause]);
        }
    }

    #[test]
    fn the_provider_reads_first_where_its_cause_is_told_here() {
        let evidence = refused_data(550, "5.7.60 no");
        assert_eq!(means(&evidence, "microsoft365"), "send/sender-not-owned");
        let evidence = refused_rcpt(554, "mapiExceptionShutoffQuotaExceeded");
        assert_eq!(means(&evidence, "microsoft365"), "send/mailbox-full");
        let evidence = refused_rcpt(421, "4.7.0 IP not in whitelist for RCPT domain, closing connection.");
        assert_eq!(means(&evidence, "google-relay"), "send/relay-denied");
    }

    #[test]
    fn each_refused_recipient_is_read_and_proved() {
        let evidence = refused_recipients(&[
            ("a@example.org", 550, "5.1.1 User unknown"),
            ("b@example.org", 250, "2.1.5 Ok"),
            ("c@example.org", 552, "5.2.2 Mailbox full"),
            ("d@example.org", 550, "5.1.1 User unknown"),
        ]);
        let unknown = told(&evidence, &recipient_unknown::CAUSE);
        assert_eq!(unknown.len(), 1);
        assert_eq!(unknown[0].proof.len(), 2);
        assert_eq!(unknown[0].proof[1].args[0], ("recipient", "d@example.org".to_owned()));
        assert_eq!(told(&evidence, &mailbox_full::CAUSE)[0].proof.len(), 1);
    }

    #[test]
    fn a_match_carries_the_command_the_addresses_and_the_provider() {
        let mut evidence = refused_mail(553, "5.7.1 not owned by user");
        evidence.plan.target.host = "smtp.gmail.com".into();
        let found = told(&evidence, &sender_not_owned::CAUSE);
        assert_eq!(found[0].stage, Stage::Mail);
        for (name, value) in [
            ("command", "MAIL FROM"),
            ("at_gmail", ""),
            ("logged_in", ""),
            ("sender", "me@example.com"),
            ("recipient", "you@example.org"),
        ] {
            assert!(found[0].args.contains(&(name, value.to_owned())), "{name}");
        }
    }

    #[test]
    fn a_refusal_without_facts_has_the_addresses_of_the_plan() {
        let mut evidence = taken();
        evidence.attempts[0].rcpt = failed(rejected(550, "5.1.1 User unknown"));
        let found = told(&evidence, &recipient_unknown::CAUSE);
        assert_eq!(found[0].proof[0].args[0], ("recipient", "you@example.org".to_owned()));
    }
}
