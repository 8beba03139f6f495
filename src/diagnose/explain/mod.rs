//! What an error text means: the causes that it may have, best first, from the text alone.
//!
//! The knowledge is not here: it is the `symptoms` of the causes and the `replies` of the providers, and one engine
//! reads both. A text is decoded in every way that makes sense (`decode`), its codes (`codes`), stage (`hint`) and
//! server (`place`) are read, the rules that it meets are looked up (`rules`) and weighed (`score`); what no rule
//! knows is told by its codes (`general`). A log is read line by line (`log`). Nothing here reads a file or prints.

mod codes;
mod decode;
mod fold;
mod general;
mod hint;
mod kin;
mod log;
mod near;
mod place;
mod redact;
mod reply;
mod rules;
mod score;
mod shape;
mod subject;

pub use log::{Log, LogError, Summary, is_one_text};
pub use near::{exact, is_code, near};
pub use place::{Place, read as read_place};
pub use redact::redacted;
pub use rules::Load;

use crate::catalog::{Cause, Code, causes, find};
use crate::evidence::Stage;
use crate::provider::{Provider, by_host};
use crate::smtp::EnhancedCode;
use rules::{Fitting, Rules};
use score::Login;

/// The most causes that are named for one text.
const MOST: usize = 5;
/// A cause that fits less than this part of the best one is not named.
const FAR_BEHIND: f64 = 0.2;
/// The most signs that are kept of a cause.
const SIGNS: usize = 4;

/// Reads error texts.
#[derive(Debug)]
pub struct Explainer {
    rules: Rules,
}

/// What a text means.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The causes, best first; empty where nothing is recognised.
    pub hits: Vec<Hit>,
    /// The text as it is shown: without its secrets, otherwise as it came.
    pub text: String,
    /// What it says behind an encoding, where that is something else.
    pub decoded: Option<String>,
    /// The server that it names.
    pub place: Place,
    /// Who runs that server, or leaves his marks in the text.
    pub provider: Option<&'static Provider>,
    /// The mail addresses of the envelope, sender and recipient.
    pub envelope: (Option<String>, Option<String>),
}

/// A cause, and how well a text fits it.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The cause.
    pub cause: &'static Cause,
    /// How well, from 0 to 1.
    pub score: f64,
    /// What of the text says so: codes and words.
    pub signs: Vec<String>,
}

/// What is read of a text beside its words.
#[derive(Clone, Debug, Default)]
struct Facts {
    replies: Vec<u16>,
    enhanced: Vec<EnhancedCode>,
    stage: Option<Stage>,
    login: Login,
    place: Place,
    providers: Vec<&'static Provider>,
    names: Vec<String>,
    /// Whether the server answers a token with its challenge (RFC 7628), which it does when it refuses it.
    challenged: bool,
    /// Whether what could not be resolved is no name of a host.
    odd_host: bool,
}

impl Explainer {
    /// With every rule there is.
    pub fn new(load: Load) -> Self {
        Self { rules: Rules::new(load) }
    }

    /// What a text means that came from a server, an application or a log. `at` is the server that it came from,
    /// where that is known beside the text.
    pub fn explain(&self, text: &[u8], at: Option<&Place>) -> Explanation {
        let readings = decode::readings(text);
        let folded: Vec<String> = readings.iter().map(|text| fold::folded(text)).collect();
        let facts = Facts::of(&readings, &folded, at);
        let mut found = Vec::new();
        for folded in &folded {
            self.rules.phrases_in(folded, &mut found);
        }
        let text = redacted(readings[0].trim());
        Explanation {
            hits: self.hits(&folded, &found, &facts),
            decoded: decoded(&text),
            text,
            provider: facts.providers.first().copied(),
            envelope: (behind(&readings[0], SENDER), behind(&readings[0], RECIPIENT)),
            place: facts.place,
        }
    }

    /// The causes that phrases and facts speak for, best first.
    fn hits(&self, folded: &[String], found: &[usize], facts: &Facts) -> Vec<Hit> {
        let fitting = self.rules.fitting(found, facts);
        let mut subjects = Vec::new();
        let mut general = general::causes(&facts.replies, &facts.enhanced, facts.stage);
        let mut speaking = fitting.iter().filter(|one| !one.phrases.is_empty());
        let speechless = speaking.clone().next().is_none();
        if !speaking.any(|one| score::worth(one.cause.code, one.score) >= score::WELL_KNOWN) {
            let coded = !general.is_empty();
            let login = facts.stage == Some(Stage::Auth);
            if (coded && !login) || (!coded && speechless) {
                subjects = subject::causes(folded, &facts.replies, coded);
                general.extend(subjects.iter().copied());
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        for cause in causes() {
            let own: Vec<_> = fitting.iter().filter(|one| one.cause.code == cause.code).collect();
            let mut scores: Vec<f64> = own.iter().map(|one| one.score).collect();
            scores.extend(general.iter().filter(|(code, _)| *code == cause.code.0).map(|(_, score)| *score));
            if scores.is_empty() {
                continue;
            }
            let score = score::cause(&scores);
            let best = own.iter().max_by(|one, other| one.score.total_cmp(&other.score));
            let words = best.iter().flat_map(|one| &one.phrases).map(|phrase| (*phrase).to_owned());
            hits.push(Hit { cause, score, signs: facts.codes().chain(words).take(SIGNS).collect() });
        }
        whole_first(&mut hits, &fitting);
        specific_first(&mut hits, &fitting, &subjects);
        kin::add(&mut hits, &fitting, facts);
        roots_first(&mut hits, &fitting);
        whole_first(&mut hits, &fitting);
        // The sort is stable: of equals, the catalogue's order holds.
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        let least = hits.first().map_or(0.0, |best| best.score * FAR_BEHIND);
        hits.retain(|hit| hit.score >= least);
        hits.truncate(MOST);
        hits
    }
}

/// Lets a cause step back behind another of which the words hold all that speaks for it: `has expired` in `has expired
/// or is not yet valid … is before` says nothing of its own.
fn whole_first(hits: &mut [Hit], fitting: &[Fitting]) {
    let of = |code: Code| fitting.iter().filter(move |one| one.cause.code == code && !one.phrases.is_empty());
    for at in 0..hits.len() {
        let (code, score) = (hits[at].cause.code, hits[at].score);
        let holder = fitting.iter().filter(|whole| whole.cause.code != code).find(|whole| {
            let mut own = of(code).peekable();
            own.peek().is_some()
                && own.all(|part| score::outweighs(whole.score, score) && part.is_within(whole))
        });
        let holder = holder.and_then(|whole| hits.iter().find(|hit| hit.cause.code == whole.cause.code));
        if let Some(before) = holder.map(|hit| hit.score) {
            hits[at].score = score.min(before - 0.01);
        }
    }
}

/// Lets what remains when nothing else is known, and what is named but roughly, step back behind the reason that the
/// words of the text name.
fn specific_first(hits: &mut [Hit], fitting: &[Fitting], subjects: &[(&str, f64)]) {
    let said = |hit: &Hit| {
        fitting.iter().any(|one| one.cause.code == hit.cause.code && !one.phrases.is_empty())
            || subjects.first().is_some_and(|(code, _)| *code == hit.cause.code.0)
    };
    let clear = |hit: &Hit| !score::is_residual(hit.cause.code) && !score::is_rough(hit.cause.code);
    let best = |hits: &[Hit], named: &dyn Fn(&Hit) -> bool| {
        hits.iter().filter(|hit| named(hit) && said(hit)).map(|hit| hit.score).fold(0.0, f64::max)
    };
    let reason = best(hits, &clear);
    for hit in hits.iter_mut().filter(|hit| score::is_rough(hit.cause.code)) {
        if score::gives_way(hit.cause.code, hit.score, reason) {
            hit.score = reason - 0.01;
        }
    }
    // A refusal that only says so comes last of all.
    let other = best(hits, &|hit| hit.cause.code.0 != "send/rejected");
    for hit in hits.iter_mut().filter(|hit| hit.cause.code.0 == "send/rejected") {
        if score::gives_way(hit.cause.code, hit.score, other) {
            hit.score = other - 0.02;
        }
    }
    let named = best(hits, &|hit| !score::is_residual(hit.cause.code));
    for hit in hits.iter_mut().filter(|hit| score::is_residual(hit.cause.code)) {
        if score::gives_way(hit.cause.code, hit.score, named) {
            hit.score = named - 0.02;
        }
    }
}

/// Lets a cause that explains another away stand before it, where the text fits both about as well.
fn roots_first(hits: &mut [Hit], fitting: &[Fitting]) {
    for at in 0..hits.len() {
        if !fitting.iter().any(|one| one.cause.code == hits[at].cause.code) {
            continue;
        }
        let (score, supersedes) = (hits[at].score, hits[at].cause.supersedes);
        let outdone = hits.iter().filter(|hit| supersedes.contains(&hit.cause.code));
        let highest = outdone.map(|hit| hit.score).filter(|symptom| score::is_root(score, *symptom));
        if let Some(highest) = highest.max_by(f64::total_cmp) {
            hits[at].score = (highest + 0.01).min(0.99);
        }
    }
}

impl Facts {
    fn of(readings: &[String], folded: &[String], at: Option<&Place>) -> Self {
        let mut facts = Self::default();
        for text in readings {
            let new = codes::replies(text).into_iter().filter(|code| !facts.replies.contains(code));
            let new: Vec<u16> = new.collect();
            facts.replies.extend(new);
            for code in codes::enhanced(text) {
                if !facts.enhanced.contains(&code) {
                    facts.enhanced.push(code);
                }
            }
        }
        facts.stage = folded.iter().find_map(|folded| hint::stage(folded));
        if folded.iter().any(|folded| hint::login(folded) == Login::Spoken) {
            facts.login = Login::Spoken;
        }
        if facts.stage.is_none() {
            facts.stage = facts.replies.first().and_then(|code| hint::home(*code));
        }
        // Who answers is further than that.
        if facts.stage.is_none() && facts.replies.is_empty() {
            facts.stage = folded.iter().any(|text| hint::handshake(text)).then_some(Stage::Tls);
        }
        let text = readings.join("\n");
        facts.place = at.cloned().unwrap_or_else(|| place::find(&text));
        facts.providers = place::providers(&text, &facts.place);
        facts.names = place::server_names(&text);
        facts.challenged =
            folded.iter().any(|text| text.contains("eyjzdgf0dxmi") || text.contains("\"schemes\":"));
        facts.odd_host = readings.iter().any(|text| place::names_no_host(text));
        // What is said by hand counts before what stands in the text.
        if let Some(given) = at.and_then(|at| at.host.as_deref()).and_then(by_host) {
            facts.providers.retain(|known| known.id != given.id);
            facts.providers.insert(0, given);
        }
        facts
    }

    fn codes(&self) -> impl Iterator<Item = String> {
        let reply = self.replies.first().map(ToString::to_string);
        reply.into_iter().chain(self.enhanced.first().map(ToString::to_string))
    }
}

/// What stands before the sender of the envelope in a log.
const SENDER: &[&str] = &["mail from:<", "mail from: <", "from=<"];
/// What stands before a recipient of the envelope in a log.
const RECIPIENT: &[&str] = &["rcpt to:<", "rcpt to: <", "to=<"];

/// The mail address behind one of the words.
fn behind(text: &str, words: &[&str]) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    words.iter().find_map(|word| {
        let rest = &text[lower.find(word)? + word.len()..];
        let address = &rest[..rest.find('>')?];
        let plain = address
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'-' | b'_' | b'+'));
        // A word that begins with a hyphen is an option to the command that it is pasted into.
        (plain && address.len() < 255 && address.contains('@') && !address.starts_with(['-', '@']))
            .then(|| address.to_owned())
    })
}

/// What a text that shows no secret any more holds in another encoding, where it says something that the text does not.
fn decoded(shown: &str) -> Option<String> {
    let told = |text: &String| text.contains(decode::is_ideograph) || text.contains("\"status\"");
    let readings = decode::readings(shown.as_bytes());
    let found = readings[1..].iter().find(|text| told(text) && !shown.contains(text.trim()));
    found.map(|text| redacted(text.trim()))
}

/// The causes that explain one away, which is what it may really be.
pub fn roots_of(code: Code) -> impl Iterator<Item = &'static Cause> {
    causes().filter(move |cause| cause.supersedes.contains(&code))
}

/// The causes that one explains away, which is what it may be taken for.
pub fn symptoms_of(cause: &Cause) -> impl Iterator<Item = &'static Cause> {
    cause.supersedes.iter().filter_map(|code| find(*code))
}

#[cfg(test)]
mod tests;
