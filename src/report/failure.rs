//! A failure as one sentence: what happened, not what it means.

use std::time::Duration;

use super::places::seconds;
use crate::escape::visible;
use crate::evidence::{DnsAnswer, Failure, NoResolution, ProxyFault, Stage, Unproven, Unreachable, Withheld};
use crate::locale::{Strings, fill};
use crate::smtp::{ReplyFault, ServerText, Unsent};

/// How much of a server's text a sentence holds, in characters.
pub(super) const SHOWN: usize = 200;

/// How a stage failed, without a full stop.
pub(super) fn sentence(words: &Strings, stage: Stage, failure: &Failure) -> String {
    match failure {
        Failure::TimedOut { after_ms, fragment } => timed_out(words, *after_ms, fragment),
        Failure::DeadlinePassed => words.failed_deadline.to_owned(),
        Failure::Interrupted => words.failed_interrupted.to_owned(),
        Failure::Refused => words.failed_refused.to_owned(),
        Failure::Reset => words.failed_reset.to_owned(),
        Failure::Unreachable { to: Unreachable::Host } => words.failed_unreachable_host.to_owned(),
        Failure::Unreachable { to: Unreachable::Network } => words.failed_unreachable_network.to_owned(),
        Failure::Denied { os_code } => with(words.failed_denied, &[("os_code", os_code.to_string())]),
        Failure::NoResources { os_code } => {
            with(words.failed_no_resources, &[("os_code", os_code.to_string())])
        }
        Failure::Closed { fragment } if fragment.is_empty() => words.failed_closed.to_owned(),
        Failure::Closed { fragment } => with(words.failed_closed_after, &[received(fragment)]),
        Failure::NoResolution(because) => no_resolution(words, because),
        Failure::Proxy(fault) => proxy(words, stage, fault),
        Failure::NotTls { first_bytes, protocol: None } => {
            with(words.failed_not_tls, &[received(first_bytes)])
        }
        Failure::NotTls { first_bytes, protocol: Some(protocol) } => {
            with(words.failed_not_tls_but, &[("protocol", protocol.name().into()), received(first_bytes)])
        }
        Failure::Alert { number, name } => {
            with(words.failed_alert, &[("number", number.to_string()), ("name", name.clone())])
        }
        Failure::Handshake { reason } => with(words.failed_handshake, &[("reason", reason.clone())]),
        Failure::Certificate => words.failed_certificate.to_owned(),
        Failure::Rejected { reply } => reply.shown(SHOWN),
        Failure::Malformed(fault) => malformed(words, fault),
        Failure::NotSmtp { protocol, first_bytes } => {
            with(words.failed_not_smtp, &[("protocol", protocol.name().into()), received(first_bytes)])
        }
        Failure::NotOffered { offered } => not_offered(words, stage, offered),
        Failure::Injected { bytes } => with(words.failed_injected, &[received(bytes)]),
        Failure::Desynchronised { bytes } => with(words.failed_desynchronised, &[received(bytes)]),
        Failure::Withheld { because } => match because {
            Withheld::Unencrypted => words.failed_withheld_unencrypted.to_owned(),
            Withheld::Unverified => words.failed_withheld_unverified.to_owned(),
            Withheld::Desynchronised => words.failed_withheld_desynchronised.to_owned(),
        },
        Failure::Unproven { because: Unproven::NoSignature } => words.failed_no_signature.to_owned(),
        Failure::Unproven { because: Unproven::WrongSignature } => words.failed_wrong_signature.to_owned(),
        Failure::Unsent(Unsent::TooLarge { size, limit }) => {
            with(words.failed_too_large, &[("size", size.to_string()), ("limit", limit.to_string())])
        }
        Failure::Unsent(Unsent::LineEnds) => words.failed_line_ends.to_owned(),
        Failure::Other { os_code: None, text } => visible(text),
        Failure::Other { os_code: Some(os_code), text } => {
            with(words.failed_other, &[("text", text.clone()), ("os_code", os_code.to_string())])
        }
    }
}

fn with(template: &str, args: &[(&'static str, String)]) -> String {
    fill(template, args)
}

fn received(text: &ServerText) -> (&'static str, String) {
    ("received", text.shown(SHOWN))
}

fn timed_out(words: &Strings, after_ms: u64, fragment: &ServerText) -> String {
    let limit = ("seconds", seconds(Duration::from_millis(after_ms)));
    if fragment.is_empty() {
        return with(words.failed_timed_out, &[limit]);
    }
    with(words.failed_timed_out_after, &[limit, received(fragment)])
}

fn no_resolution(words: &Strings, because: &NoResolution) -> String {
    match because {
        NoResolution::NameNotFound => words.failed_name_not_found.to_owned(),
        NoResolution::NoAddress => words.failed_no_address.to_owned(),
        NoResolution::ServerFailure { answer } => {
            with(words.failed_server_failure, &[("answer", answer_word(words, answer))])
        }
        NoResolution::NoAnswer => words.failed_no_nameserver_answers.to_owned(),
        NoResolution::NoNameserver => words.failed_no_nameserver.to_owned(),
        NoResolution::NoService => words.failed_no_service.to_owned(),
    }
}

fn proxy(words: &Strings, stage: Stage, fault: &ProxyFault) -> String {
    match fault {
        ProxyFault::NoAddress => words.failed_proxy_no_address.to_owned(),
        ProxyFault::Unreached { how } => {
            with(words.failed_proxy_unreached, &[("failure", sentence(words, stage, how))])
        }
        ProxyFault::Silent { after_ms } => {
            let limit = seconds(Duration::from_millis(*after_ms));
            with(words.failed_proxy_silent, &[("seconds", limit)])
        }
        ProxyFault::Closed => words.failed_proxy_closed.to_owned(),
        ProxyFault::Foreign { first_bytes } => with(words.failed_proxy_foreign, &[received(first_bytes)]),
        ProxyFault::NoMethod => words.failed_proxy_no_method.to_owned(),
        ProxyFault::Login => words.failed_proxy_login.to_owned(),
        ProxyFault::Answered { answer } => with(words.failed_proxy_answered, &[("answer", answer.shown())]),
    }
}

fn answer_word(words: &Strings, answer: &DnsAnswer) -> String {
    match answer {
        DnsAnswer::Code { code } => code.clone(),
        DnsAnswer::Unsent { reason } => reason.clone(),
        DnsAnswer::NameNotFound => "NXDOMAIN".to_owned(),
        DnsAnswer::NoData => "NODATA".to_owned(),
        DnsAnswer::NoAnswer | DnsAnswer::PortClosed => words.failed_no_nameserver_answers.to_owned(),
        DnsAnswer::Addresses { addresses } => {
            addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ")
        }
    }
}

fn malformed(words: &Strings, fault: &ReplyFault) -> String {
    match fault {
        ReplyFault::NoCode { line } => with(words.failed_no_reply, &[received(line)]),
        ReplyFault::CodesDiffer { first, line } => {
            with(words.failed_codes_differ, &[("first", first.to_string()), received(line)])
        }
        ReplyFault::LineTooLong { line } => with(words.failed_line_too_long, &[received(line)]),
        ReplyFault::TooLong { line } => with(words.failed_reply_too_long, &[received(line)]),
        ReplyFault::Challenge { line } => with(words.failed_challenge, &[received(line)]),
        ReplyFault::Premature { line } => with(words.failed_premature, &[received(line)]),
    }
}

fn not_offered(words: &Strings, stage: Stage, offered: &[String]) -> String {
    match stage {
        Stage::StartTls => words.failed_no_starttls.to_owned(),
        Stage::Auth if offered.is_empty() => words.failed_no_auth.to_owned(),
        Stage::Auth => with(words.failed_no_mechanism, &[("offered", offered.join(" "))]),
        Stage::Mail | Stage::Rcpt => words.failed_no_smtputf8.to_owned(),
        _ => words.failed_not_offered.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::sample::{rejected, timed_out};
    use crate::locale::Lang;

    fn said(stage: Stage, failure: &Failure) -> [String; 2] {
        Lang::ALL.map(|lang| sentence(lang.strings(), stage, failure))
    }

    #[test]
    fn failures_are_told_in_each_language() {
        assert_eq!(said(Stage::Tcp, &timed_out()), ["no answer within 30 s", "30 秒内没有应答"]);
        assert_eq!(said(Stage::Tcp, &Failure::Refused), ["connection refused", "连接被拒绝"]);
        let silent = Failure::TimedOut { after_ms: 250, fragment: ServerText::new("220-x") };
        assert_eq!(said(Stage::Greeting, &silent)[0], "no complete answer within 0.25 s, only: 220-x");
        assert_eq!(said(Stage::Auth, &rejected(535, "5.7.8 no"))[1], "535 5.7.8 no");
    }

    #[test]
    fn what_the_server_sent_cannot_act() {
        let failure = Failure::Closed { fragment: ServerText::new("220 \u{1b}[2J\u{202e}") };
        let said = said(Stage::Greeting, &failure);
        assert!(said.iter().all(|text| !text.contains(['\u{1b}', '\u{202e}'])), "{said:?}");
    }
}
