//! The checks of AUTH: when it is offered, by which mechanisms, and what it answers in clear.

use super::view::{Verdict, ports};
use super::{Check, Level, Seen};
use crate::evidence::Attempt;
use crate::locale::Text;

/// What stands between the items of a list, in every language alike.
const BETWEEN: &str = " · ";

pub(super) static CHECKS: &[&Check] = &[&OFFERED_IN_CLEAR];

static OFFERED_IN_CLEAR: Check = Check {
    id: "B25",
    title: Text { en: "AUTH is offered only under TLS", zh_cn: "只在加密后提供 AUTH" },
    source: "RFC 4954 §4, RFC 8314 §3.3",
    remedy: Text {
        en: "Offer AUTH only under TLS. Postfix: `smtpd_tls_auth_only = yes`. Exim: `auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`.",
        zh_cn: "只在加密后提供 AUTH。Postfix：`smtpd_tls_auth_only = yes`。Exim：`auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}`。",
    },
    made: |evidence| ports(evidence, offered_in_clear),
};

fn offered_in_clear(attempt: &Attempt) -> Option<Verdict> {
    // Under implicit TLS the first EHLO is encrypted already.
    if attempt.passed(crate::evidence::Stage::Tls) && attempt.starttls.passed().is_none() {
        return None;
    }
    let offered = attempt.ehlo.passed()?.capabilities.mechanisms();
    let seen =
        (!offered.is_empty()).then(|| Seen::new(Level::Fault, &SEEN).with("offered", offered.join(BETWEEN)));
    Some(Verdict::of(seen))
}

static SEEN: Text = Text {
    en: "The server offers AUTH before TLS: {offered}. Clients then send passwords that everybody on the way can read.",
    zh_cn: "服务器在加密之前就提供 AUTH：{offered}。客户端会因此用明文发送密码，途中的任何人都能读到。",
};
