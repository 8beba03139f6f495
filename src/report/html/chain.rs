//! The certificates as they lead to a root, or to where a link is missing.

use maud::{Markup, html};

use super::mark::Mark;
use super::words;
use crate::escape::{visible, visible_within};
use crate::evidence::{Certificate, CertificateFault, Tls};
use crate::locale::{Lang, Text};
use crate::report::chain::ChainWeight;
use crate::report::summary::fault;
use crate::report::view::View;

/// The most of a name that is shown.
const NAME: usize = 200;
/// The most names of a certificate that are shown.
const NAMES: usize = 12;

/// The chain; nothing where no certificate was seen.
pub(super) fn section(view: &View) -> Markup {
    let (Some(chain), Some(tls)) = (&view.chain, view.attempt.tls.facts()) else { return html! {} };
    html! {
        section aria-labelledby="chain" {
            h2 id="chain" { (chain.heading) }
            div.body {
                ol.chain {
                    @for (at, own) in tls.chain.iter().enumerate() { (certificate(view, tls, at, own)) }
                    (end(view.lang, tls))
                }
                @if !tls.faults.is_empty() {
                    h3 { (words::FAULTS.in_lang(view.lang)) }
                    ul.marked {
                        @for found in &tls.faults {
                            li { (Mark::Bad.shown(view.lang)) span { (visible_within(&fault(tls, found, view.words), 500)) } }
                        }
                    }
                }
                @if !chain.notes.is_empty() {
                    ul.marked {
                        @for note in &chain.notes {
                            @let mark = match note.weight {
                                ChainWeight::Good => Mark::Good,
                                ChainWeight::Note => Mark::Left,
                                ChainWeight::Doubtful => Mark::Doubtful,
                            };
                            li { (mark.shown(view.lang)) span { (note.text) } }
                        }
                    }
                }
            }
        }
    }
}

fn certificate(view: &View, tls: &Tls, at: usize, own: &Certificate) -> Markup {
    let lang = view.lang;
    let role = match at {
        0 => words::LEAF,
        _ if own.self_signed => words::ROOT,
        _ => words::BETWEEN,
    };
    let mark = if faulty(tls, at) { Mark::Bad } else { Mark::Good };
    let bits = own.key.bits.map(|bits| format!(" {bits}")).unwrap_or_default();
    html! {
        li.certificate.bad[mark == Mark::Bad] {
            p.role { (mark.shown(lang)) " " (role.in_lang(lang)) }
            h3 { (shown(&own.subject)) }
            dl {
                @if !own.names.is_empty() {
                    div { dt { (words::NAMES.in_lang(lang)) } dd { (names(own)) } }
                }
                div {
                    dt { (words::HOLDS.in_lang(lang)) }
                    dd { (own.not_before.date()) " – " (own.not_after.date()) }
                }
                div {
                    dt { (words::KEY.in_lang(lang)) }
                    dd { (visible_within(&format!("{}{bits}", own.key.algorithm), NAME)) }
                }
                div { dt { (words::SIGNATURE.in_lang(lang)) } dd { (visible_within(&own.signature, NAME)) } }
                div {
                    dt { (words::FINGERPRINT.in_lang(lang)) }
                    dd.print { (visible_within(&own.sha256, NAME)) }
                }
            }
        }
        (link(lang, tls, at, own))
    }
}

/// What stands between a certificate and the next.
fn link(lang: Lang, tls: &Tls, at: usize, own: &Certificate) -> Markup {
    let Some(next) = tls.chain.get(at + 1) else { return html! {} };
    let fits = next.subject == own.issuer;
    let said = if fits { words::SIGNED_BY } else { words::UNRELATED };
    html! { li.link.broken[!fits] { span { (said.in_lang(lang)) } } }
}

/// Where the chain leads: to a root of this machine, to nobody, or to the link that is missing.
fn end(lang: Lang, tls: &Tls) -> Markup {
    let Some(last) = tls.chain.last().filter(|last| !last.self_signed) else { return html! {} };
    let has = |wanted: fn(&CertificateFault) -> bool| tls.faults.iter().any(wanted);
    let (mark, role): (Mark, Text) =
        if has(|fault| matches!(fault, CertificateFault::MissingIntermediate { .. })) {
            (Mark::Bad, words::MISSING)
        } else if has(|fault| {
            matches!(fault, CertificateFault::UntrustedIssuer { .. } | CertificateFault::SelfSigned)
        }) {
            (Mark::Bad, words::UNTRUSTED)
        } else if tls.faults.is_empty() {
            (Mark::Good, words::TRUSTED)
        } else {
            (Mark::Left, words::UNJUDGED)
        };
    html! {
        li.link.broken[mark == Mark::Bad] { span { (words::SIGNED_BY.in_lang(lang)) } }
        li.certificate.end.bad[mark == Mark::Bad] {
            p.role { (mark.shown(lang)) " " (role.in_lang(lang)) }
            h3 { (shown(&last.issuer)) }
        }
    }
}

/// Whether a fault is about the certificate at a place.
fn faulty(tls: &Tls, at: usize) -> bool {
    tls.faults.iter().any(|fault| match fault {
        CertificateFault::Expired { at: place } | CertificateFault::NotYetValid { at: place } => *place == at,
        CertificateFault::UntrustedIssuer { .. } | CertificateFault::MissingIntermediate { .. } => false,
        _ => at == 0,
    })
}

fn shown(name: &str) -> String {
    if name.is_empty() { "–".to_owned() } else { visible_within(name, NAME) }
}

fn names(own: &Certificate) -> String {
    let mut shown: Vec<String> = own.names.iter().take(NAMES).map(|name| visible(name)).collect();
    let rest = own.names.len().saturating_sub(NAMES);
    if rest > 0 {
        shown.push(format!("… (+{rest})"));
    }
    visible_within(&shown.join(" · "), 1_000)
}
