//! How well a rule fits a text, as a number from 0 to 1: the weights, and why they are what they are.
//!
//! The more of a text only one cause can explain, the surer it is. Any words that a rule names count, and long ones
//! more, as they are rarely met by chance; codes count by how much they narrow; what contradicts counts against.
//! Everything is a product or a capped sum of a few numbers, so that a score can be worked out by hand.

use std::ops::RangeInclusive;

use crate::catalog::{Code, Pattern};
use crate::evidence::Stage;

/// The most that words alone are worth. Less than 1: the same words can be quoted for another reason.
const WORDS: f64 = 0.62;
/// A refused password at a provider that takes one kind of secret only, and no password of an account: most people
/// have tried that password.
pub(super) const ONLY_SECRET: f64 = 1.03;
/// A refused password at a provider that takes other secrets beside it, or whose users know that they need a key.
pub(super) const WANTED_SECRET: f64 = 0.75;
/// What the first of the causes that say the same as the best one is worth beside it, and each further one.
pub(super) const KIN: f64 = 0.68;
pub(super) const FURTHER_KIN: f64 = 0.9;
/// A login is missing at a server that is known to take mail for its own mailboxes only: that explains it.
pub(super) const INBOUND: f64 = 1.05;
/// How sure the first cause is of a text without a code of which only a word speaks.
pub(super) const VAGUE: f64 = 0.15;
/// A cause that fits this well needs no word alone to speak for it.
pub(super) const WELL_KNOWN: f64 = 0.4;
/// What remains steps back behind what is named where the latter fits at least this much as well.
const RESIDUAL: f64 = 0.7;
/// The same of what is named roughly: a refused sender, recipient or greeting, of which the reason may stand beside it.
const ROUGH: f64 = 0.72;
/// What remains stands on an enhanced code alone: this part of what another cause would be worth.
const RESIDUAL_ALONE: f64 = 0.6;
/// The part of it that any words are worth, however short: whoever wrote them down as telling knew why.
const ANY_WORDS: f64 = 0.4;
/// How many letters bring the rest to two thirds of its worth: about two words.
const LETTERS: f64 = 12.0;
/// A short word where no code stands: it may be said of anything. This part of its worth, below this many letters.
const STRAY: f64 = 0.48;
const SHORT: f64 = 8.0;
/// An ideograph says as much as this many letters.
const IDEOGRAPH: f64 = 4.0;
/// Every further phrase that a rule asks for and finds: together they are rarer than their letters say.
const FURTHER_PHRASE: f64 = 0.03;
/// The one code that a rule names.
const EXACT_CODE: f64 = 0.14;
/// One of a few codes.
const NARROW_CODE: f64 = 0.10;
/// Any refusal, and the text has one.
const SOME_CODE: f64 = 0.05;
/// How many codes are few.
const FEW: u16 = 12;
/// The rule names codes, and the text has another one. It may be a copy of a text with another code.
const OTHER_CODE: f64 = 0.35;
/// The rule names a single code, and the text has one of the same class: providers change the last digits.
const SIBLING_CODE: f64 = 0.7;
/// The enhanced code that a rule names.
const EXACT_ENHANCED: f64 = 0.24;
/// A rule without words that is met by its enhanced code stands on that alone.
const ENHANCED_ALONE: f64 = 0.48;
/// A rule with neither words nor enhanced codes, beside what its reply code is worth.
const CODE_ALONE: f64 = 0.16;
/// The rule names enhanced codes, and the text has none.
const NO_ENHANCED: f64 = 0.65;
/// The rule names enhanced codes, and the text has others.
const OTHER_ENHANCED: f64 = 0.35;
/// The rule of a provider whom the text names: it knows what its own texts mean.
const NAMED_PROVIDER: f64 = 0.30;
/// The rule of a provider whom the text does not name, in words that no other rule uses.
const UNNAMED_PROVIDER: f64 = 0.8;
/// The same in words that others use as well, for other causes.
const COMMON_WORDS: f64 = 0.3;
/// The rule of one provider, while the text names another.
const OTHER_PROVIDER: f64 = 0.45;
/// The text says at which stage it happened, and the cause belongs there.
const STAGE_AGREES: f64 = 0.08;
/// The cause belongs to another stage.
const STAGE_DIFFERS: f64 = 0.55;
/// A text that speaks of no login, and a cause that is about one.
const NO_LOGIN: f64 = 0.55;
/// Every further rule of the same cause takes this part of what is missing.
const FURTHER_RULE: f64 = 0.12;
/// A cause that explains another away comes before it where it fits at least this much as well.
const ROOT: f64 = 0.8;

/// What of a text meets a rule.
#[derive(Clone, Debug)]
pub(super) struct Fit<'a> {
    /// The codes that the rule allows.
    pub(super) codes: &'a RangeInclusive<u16>,
    /// The codes of the text.
    pub(super) said: &'a [u16],
    /// Whether the text has a code of any kind.
    pub(super) coded: bool,
    /// How the rule's enhanced codes are met.
    pub(super) enhanced: Enhanced,
    /// The letters of the phrases, and how many phrases they are.
    pub(super) letters: f64,
    /// How many phrases the rule has.
    pub(super) phrases: usize,
    /// Whose rule it is.
    pub(super) owner: Owner,
    /// Whether its cause is what remains.
    pub(super) residual: bool,
    /// How the stages agree.
    pub(super) stage: Agreement,
}

/// How the enhanced codes of a rule are met.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Enhanced {
    /// The rule names none.
    Free,
    /// The text has one of them.
    Met,
    /// The text has none at all.
    Missing,
    /// The text has others.
    Different,
}

/// Whose rule it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Owner {
    /// Everybody's.
    Catalog,
    /// Of a provider whom the text names.
    Named,
    /// Of a provider, the text names none; the words are its own.
    Distinctive,
    /// Of a provider, the text names none; others use the words too.
    Common,
    /// Of a provider, the text names another.
    Other,
}

/// How the stage of a text and that of a cause agree.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Agreement {
    /// They do.
    Agrees,
    /// Nothing is known, or it may be.
    Open,
    /// They do not.
    Differs,
    /// The cause is about a login, of which the text does not speak.
    NoLogin,
}

/// Whether a text speaks of logging in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Login {
    /// It does.
    Spoken,
    /// It does not.
    #[default]
    Unspoken,
}

/// The score of a rule.
pub(super) fn rule(fit: &Fit) -> f64 {
    let mut score = match (fit.phrases, fit.enhanced) {
        (0, Enhanced::Met) if fit.residual => ENHANCED_ALONE * RESIDUAL_ALONE,
        (0, Enhanced::Met) => ENHANCED_ALONE,
        (0, Enhanced::Free) => CODE_ALONE,
        (0, _) => return 0.0,
        (count, _) => {
            let further = FURTHER_PHRASE * f64::from(u8::try_from(count - 1).unwrap_or(u8::MAX)).min(3.0);
            WORDS * (1.0 - (1.0 - ANY_WORDS) * (-fit.letters / LETTERS).exp()) + further
        }
    };
    if fit.phrases == 1 && fit.letters < SHORT && !fit.coded {
        score *= STRAY;
    }
    let mut factor = 1.0;
    let class = |code: u16| code / 100;
    if *fit.codes == Pattern::ANY || fit.said.is_empty() {
        if fit.phrases == 0 && fit.enhanced == Enhanced::Free {
            return 0.0;
        }
    } else if fit.said.iter().any(|code| fit.codes.contains(code)) {
        score += match fit.codes.end() - fit.codes.start() {
            0 => EXACT_CODE,
            1..=FEW => NARROW_CODE,
            _ => SOME_CODE,
        };
    } else if fit.phrases == 0 {
        return 0.0;
    } else if fit.said.iter().any(|code| class(*code) == class(*fit.codes.start())) {
        factor *= SIBLING_CODE;
    } else {
        factor *= OTHER_CODE;
    }
    match fit.enhanced {
        Enhanced::Met if fit.phrases > 0 => score += EXACT_ENHANCED,
        Enhanced::Free | Enhanced::Met => {}
        Enhanced::Missing => factor *= NO_ENHANCED,
        Enhanced::Different => factor *= OTHER_ENHANCED,
    }
    match fit.owner {
        Owner::Catalog => {}
        Owner::Named => score += NAMED_PROVIDER,
        Owner::Distinctive => factor *= UNNAMED_PROVIDER,
        Owner::Common => factor *= COMMON_WORDS,
        Owner::Other => factor *= OTHER_PROVIDER,
    }
    match fit.stage {
        Agreement::Agrees => score += STAGE_AGREES,
        Agreement::Open => {}
        Agreement::Differs => factor *= STAGE_DIFFERS,
        // An enhanced code with its words speaks for itself.
        Agreement::NoLogin if fit.phrases > 0 && fit.enhanced == Enhanced::Met => {}
        Agreement::NoLogin => factor *= NO_LOGIN,
    }
    (score * factor).clamp(0.0, 0.99)
}

/// The score of a cause, from those of its rules.
pub(super) fn cause(rules: &[f64]) -> f64 {
    let best = rules.iter().copied().fold(0.0, f64::max);
    let further = rules.len().saturating_sub(1).min(3);
    (0..further).fold(best, |score, _| score + (1.0 - score) * FURTHER_RULE * best).min(0.99)
}

/// Whether a cause that explains another away comes before it, by their scores.
pub(super) fn is_root(root: f64, symptom: f64) -> bool {
    (symptom * ROOT..=symptom).contains(&root)
}

/// Whether a rule that holds all the words of a cause fits well enough to stand before it.
pub(super) fn outweighs(whole: f64, part: f64) -> bool {
    whole >= part * ROOT
}

/// Whether a cause is what remains when nothing more precise is known: a symptom, or a refusal without a reason.
pub(super) fn is_residual(code: Code) -> bool {
    matches!(
        code.0,
        "tcp/reset"
            | "tls/handshake-reset"
            | "tls/handshake-timeout"
            | "starttls/refused"
            | "smtp/connection-lost"
            | "smtp/greeting-closed"
            | "smtp/service-unavailable"
            | "auth/plaintext-refused"
            | "auth/bad-credentials"
            | "auth/temporary-failure"
            | "send/policy-rejected"
            | "send/temporary-failure"
            | "send/rejected"
            | "client/protocol-error"
    )
}

/// Whether a cause names roughly what was refused, and the reason may be another.
pub(super) fn is_rough(code: Code) -> bool {
    matches!(
        code.0,
        "smtp/greeting-rejected"
            | "send/recipient-rejected"
            | "send/recipient-unknown"
            | "send/sender-rejected"
            | "client/address-malformed"
    )
}

/// What a rule with words tells of the reason: what remains tells less of it.
pub(super) fn worth(code: Code, score: f64) -> f64 {
    if is_residual(code) { score * RESIDUAL } else { score }
}

/// Whether what remains steps back behind the best that is named.
pub(super) fn gives_way(code: Code, score: f64, named: f64) -> bool {
    score >= named && score * if is_residual(code) { RESIDUAL } else { ROUGH } <= named
}

/// The letters of a phrase, an ideograph counted as several.
pub(super) fn letters(phrase: &str) -> f64 {
    phrase.chars().map(|c| if c as u32 >= 0x3000 { IDEOGRAPH } else { 1.0 }).sum()
}

/// Whether a cause is about sender, recipient or message, which a login knows nothing of.
fn is_of_envelope(code: Code) -> bool {
    let names = ["sender-", "recipient-", "mailbox-", "message-", "content-", "relay-"];
    let sent = code.0.strip_prefix("send/");
    sent.is_some_and(|sent| names.iter().any(|name| sent.starts_with(name)))
}

/// How a cause goes with the stage that a text names.
pub(super) fn agreement(stage: Option<Stage>, login: Login, replied: bool, code: Code) -> Agreement {
    let Some(stage) = stage else {
        // Who answers has been reached.
        if replied && matches!(code.family(), "dns" | "tcp") {
            return Agreement::Differs;
        }
        // A service that is off is named without a word of a login.
        let of_login = code.family() == "auth" && code.0 != "auth/smtp-disabled";
        let silent = login == Login::Unspoken && of_login;
        return if silent { Agreement::NoLogin } else { Agreement::Open };
    };
    let (agrees, differs): (&[&str], &[&str]) = match stage {
        Stage::Dns | Stage::Tcp => (&["dns", "tcp", "tls", "smtp"], &["auth", "send"]),
        Stage::Tls => (&["tls"], &["dns", "tcp", "auth", "send"]),
        Stage::Greeting => (&["smtp", "tcp", "tls"], &["auth"]),
        Stage::Ehlo | Stage::EhloAgain => (&["smtp"], &["dns", "tcp"]),
        Stage::StartTls => (&["starttls", "tls"], &["dns", "tcp", "auth"]),
        // The envelope comes later.
        Stage::Auth if is_of_envelope(code) => return Agreement::Differs,
        Stage::Auth => (&["auth"], &["dns", "tcp"]),
        Stage::Mail | Stage::Rcpt | Stage::Data => (&["send"], &["dns", "tcp"]),
    };
    match code.family() {
        family if agrees.contains(&family) => Agreement::Agrees,
        family if differs.contains(&family) => Agreement::Differs,
        _ => Agreement::Open,
    }
}

#[cfg(test)]
mod tests;
