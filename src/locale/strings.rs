//! The sentences that belong to no cause and no provider.

/// Every such sentence of one language. The places of a sentence are named behind its description.
#[derive(Debug)]
pub struct Strings {
    /// The word for a stage's line in a report: the greeting.
    pub stage_greeting: &'static str,
    /// The word for a stage's line in a report: authentication.
    pub stage_auth: &'static str,
    /// How a route is encrypted: TLS from the first byte.
    pub security_implicit: &'static str,
    /// How a route is encrypted: by STARTTLS.
    pub security_starttls: &'static str,
    /// How a route is encrypted: not at all.
    pub security_plain: &'static str,
    /// How a route is encrypted: the server has not shown it yet.
    pub security_undecided: &'static str,
    /// A server was searched for and none was found.
    pub no_server: &'static str,
    /// The host is an address itself. `{addresses}`
    pub dns_literal: &'static str,
    /// The addresses were given by hand. `{addresses}`
    pub dns_pinned: &'static str,
    /// The addresses stand in the hosts file. `{addresses}`
    pub dns_hosts_file: &'static str,
    /// The addresses come from the operating system's own lookup. `{addresses}`
    pub dns_system: &'static str,
    /// The system's own lookup knows a name of one part. `{addresses}`
    pub dns_system_completed: &'static str,
    /// An address is one of NAT64. `{address}` `{stands_for}`
    pub dns_nat64: &'static str,
    /// The proxy looks the name up.
    pub dns_proxy: &'static str,
    /// Another address failed. `{address}` `{failure}`
    pub tcp_other: &'static str,
    /// There were further rounds. `{count}`
    pub tcp_retries: &'static str,
    /// The connection goes through a proxy. `{peer}` `{proxy}`
    pub tcp_via: &'static str,
    /// The certificate is good, its end is not known.
    pub certificate_valid: &'static str,
    /// The certificate is good. `{days}`
    pub certificate_days_left: &'static str,
    /// The certificate is good and ends tomorrow.
    pub certificate_one_day_left: &'static str,
    /// The certificate is good and ends within 24 hours.
    pub certificate_ends_today: &'static str,
    /// The server's certificate has ended. `{date}`
    pub certificate_expired: &'static str,
    /// A certificate above the server's own has ended. `{date}`
    pub certificate_issuer_expired: &'static str,
    /// The server's certificate has not begun. `{date}`
    pub certificate_not_yet_valid: &'static str,
    /// A certificate above the server's own has not begun. `{date}`
    pub certificate_issuer_not_yet_valid: &'static str,
    /// The certificate is for other names. `{names}` `{host}`
    pub certificate_name_mismatch: &'static str,
    /// The certificate names no host. `{host}`
    pub certificate_no_names: &'static str,
    /// The certificate signs itself.
    pub certificate_self_signed: &'static str,
    /// The issuer is not trusted on this machine. `{issuer}`
    pub certificate_untrusted: &'static str,
    /// A certificate of the chain is not sent. `{issuer}`
    pub certificate_missing_intermediate: &'static str,
    /// The certificate is revoked.
    pub certificate_revoked: &'static str,
    /// A key or signature is too weak. `{what}`
    pub certificate_weak: &'static str,
    /// The certificate is not one that the user named.
    pub certificate_pin_mismatch: &'static str,
    /// The handshake is not signed by the key of the certificate.
    pub certificate_key_mismatch: &'static str,
    /// Another defect of the certificate. `{reason}`
    pub certificate_invalid: &'static str,
    /// Only HELO was answered.
    pub ehlo_helo: &'static str,
    /// Nothing worth a word is listed.
    pub ehlo_nothing: &'static str,
    /// Several recipients are accepted. `{count}`
    pub rcpt_accepted: &'static str,
    /// Some recipients are not accepted. `{count}` `{all}`
    pub rcpt_accepted_of: &'static str,
    /// The message is taken under a number. `{id}`
    pub data_queued: &'static str,
    /// The message is gone and nobody knows what became of it.
    pub data_unknown: &'static str,
    /// Nothing came. `{seconds}`
    pub failed_timed_out: &'static str,
    /// Only a part came. `{seconds}` `{received}`
    pub failed_timed_out_after: &'static str,
    /// The run's deadline passed.
    pub failed_deadline: &'static str,
    /// The user interrupted.
    pub failed_interrupted: &'static str,
    /// The connection was refused.
    pub failed_refused: &'static str,
    /// The connection was reset.
    pub failed_reset: &'static str,
    /// There is no route to the host.
    pub failed_unreachable_host: &'static str,
    /// There is no route to the network.
    pub failed_unreachable_network: &'static str,
    /// This machine forbids it. `{os_code}`
    pub failed_denied: &'static str,
    /// This machine has run out of sockets. `{os_code}`
    pub failed_no_resources: &'static str,
    /// The peer closed.
    pub failed_closed: &'static str,
    /// The peer closed in the middle of a reply. `{received}`
    pub failed_closed_after: &'static str,
    /// There is no such name.
    pub failed_name_not_found: &'static str,
    /// The name has no usable address.
    pub failed_no_address: &'static str,
    /// A nameserver cannot tell. `{answer}`
    pub failed_server_failure: &'static str,
    /// No nameserver answered.
    pub failed_no_nameserver_answers: &'static str,
    /// This machine names no nameserver.
    pub failed_no_nameserver: &'static str,
    /// The sources that name no server. `{sources}`
    pub discovery_silent: &'static str,
    /// Nothing names a submission server for the domain of an address.
    pub failed_no_service: &'static str,
    /// The proxy refuses. `{answer}`
    pub failed_proxy_answered: &'static str,
    /// The proxy refuses the credentials.
    pub failed_proxy_login: &'static str,
    /// The proxy takes none of the ways to log in that were offered.
    pub failed_proxy_no_method: &'static str,
    /// The proxy speaks something else. `{received}`
    pub failed_proxy_foreign: &'static str,
    /// The proxy hung up.
    pub failed_proxy_closed: &'static str,
    /// The proxy took the connection and is silent. `{seconds}`
    pub failed_proxy_silent: &'static str,
    /// The proxy cannot be connected to. `{failure}`
    pub failed_proxy_unreached: &'static str,
    /// The name of the proxy has no address.
    pub failed_proxy_no_address: &'static str,
    /// The answer is not TLS. `{received}`
    pub failed_not_tls: &'static str,
    /// The answer is another protocol instead of TLS. `{protocol}` `{received}`
    pub failed_not_tls_but: &'static str,
    /// The handshake ended by an alert. `{number}` `{name}`
    pub failed_alert: &'static str,
    /// The handshake failed on our side. `{reason}`
    pub failed_handshake: &'static str,
    /// The certificate is not good and no fault is recorded.
    pub failed_certificate: &'static str,
    /// What came is no reply. `{received}`
    pub failed_no_reply: &'static str,
    /// The lines of a reply differ in code. `{first}` `{received}`
    pub failed_codes_differ: &'static str,
    /// A line does not end. `{received}`
    pub failed_line_too_long: &'static str,
    /// A reply does not end. `{received}`
    pub failed_reply_too_long: &'static str,
    /// A challenge that the mechanism does not know. `{received}`
    pub failed_challenge: &'static str,
    /// Success before the password was sent. `{received}`
    pub failed_premature: &'static str,
    /// The answer is another protocol instead of SMTP. `{protocol}` `{received}`
    pub failed_not_smtp: &'static str,
    /// STARTTLS is not offered.
    pub failed_no_starttls: &'static str,
    /// AUTH is not offered.
    pub failed_no_auth: &'static str,
    /// No mechanism in common. `{offered}`
    pub failed_no_mechanism: &'static str,
    /// Something else is not offered.
    pub failed_not_offered: &'static str,
    /// An address needs SMTPUTF8, and that is not offered.
    pub failed_no_smtputf8: &'static str,
    /// The message is larger than the server takes. `{size}` `{limit}`
    pub failed_too_large: &'static str,
    /// The message has lines that do not end as they must.
    pub failed_line_ends: &'static str,
    /// Bytes came in clear before TLS. `{received}`
    pub failed_injected: &'static str,
    /// Bytes came unasked. `{received}`
    pub failed_desynchronised: &'static str,
    /// The secret was kept back as nothing is encrypted.
    pub failed_withheld_unencrypted: &'static str,
    /// The secret was kept back as the certificate is not good.
    pub failed_withheld_unverified: &'static str,
    /// The password was kept back: the certificate is not one of those that were named.
    pub failed_withheld_unpinned: &'static str,
    /// The secret was kept back as replies are out of step.
    pub failed_withheld_desynchronised: &'static str,
    /// The server says yes without the proof that it knows the password.
    pub failed_no_signature: &'static str,
    /// The server's proof that it knows the password is wrong.
    pub failed_wrong_signature: &'static str,
    /// Anything else, with the system's number. `{text}` `{os_code}`
    pub failed_other: &'static str,
    /// A stage was not reached. `{stage}`
    pub skip_after: &'static str,
    /// There is no login to try.
    pub skip_no_login: &'static str,
    /// The stage is not part of this run.
    pub skip_not_asked: &'static str,
    /// A stage and how it failed. `{stage}` `{failure}`
    pub stage_failure: &'static str,
    /// The label of the root cause.
    pub label_diagnosis: &'static str,
    /// The label of what was observed.
    pub label_evidence: &'static str,
    /// The label of the explanation.
    pub label_meaning: &'static str,
    /// The label of what to do.
    pub label_remedies: &'static str,
    /// The label of the last word.
    pub label_result: &'static str,
    /// The label of the recommended route.
    pub label_advice: &'static str,
    /// The heading of the findings beside the root cause.
    pub heading_findings: &'static str,
    /// The heading of the other routes.
    pub heading_others: &'static str,
    /// The heading of the dialogue. `{port}`
    pub heading_dialogue: &'static str,
    /// The line of the dialogue at which TLS begins.
    pub dialogue_secured: &'static str,
    /// From where to where the connection goes. `{local}` `{peer}`
    pub dialogue_ends: &'static str,
    /// From where to which proxy the connection goes, and what that answered. `{local}` `{proxy}` `{answer}`
    pub dialogue_ends_at_proxy: &'static str,
    /// The user acts. `{text}`
    pub who_you: &'static str,
    /// The administrator of the server acts. `{text}`
    pub who_administrator: &'static str,
    /// The provider acts. `{text}`
    pub who_provider: &'static str,
    /// The developer acts. `{text}`
    pub who_developer: &'static str,
    /// The network's administrator acts. `{text}`
    pub who_network: &'static str,
    /// A note of a provider. `{text}`
    pub note: &'static str,
    /// A note of a provider about a change. `{since}` `{text}`
    pub note_since: &'static str,
    /// What to do with an unexplained failure.
    pub unexplained_remedy: &'static str,
    /// The run was over before the server had answered.
    pub overdue_title: &'static str,
    /// What to do then.
    pub overdue_remedy: &'static str,
    /// Login was checked, under TLS.
    pub result_login: &'static str,
    /// Login was checked, without TLS.
    pub result_login_in_clear: &'static str,
    /// Sender and recipients were checked. `{before}`
    pub result_recipients: &'static str,
    /// The sender was checked. `{before}`
    pub result_sender: &'static str,
    /// A message was sent and taken. `{before}`
    pub result_message: &'static str,
    /// Login was not checked, TLS was.
    pub result_no_login: &'static str,
    /// Neither login nor TLS was checked.
    pub result_no_login_in_clear: &'static str,
    /// What stands before the command that checks the login.
    pub result_check_login: &'static str,
    /// Login cannot be checked, as there is none. `{port}`
    pub result_no_auth: &'static str,
    /// The run was to stop early. `{stage}`
    pub result_until: &'static str,
    /// The run was to stop at STARTTLS, which a port with TLS from the first byte does not have.
    pub result_until_no_starttls: &'static str,
    /// The run was to stop at a stage of encryption, and there was none. `{stage}`
    pub result_until_no_tls: &'static str,
    /// The run was interrupted.
    pub result_interrupted: &'static str,
    /// The run was interrupted, on a line of its own.
    pub verdict_interrupted: &'static str,
    /// The road was not gone to its end and no error says why.
    pub verdict_unfinished: &'static str,
    /// Another route works.
    pub other_works: &'static str,
    /// Another route works as far as it was gone: the login is tried on one only.
    pub other_no_login: &'static str,
    /// Another route works as far as it was gone: the envelope is checked on one only.
    pub other_no_envelope: &'static str,
    /// Another route was not gone to its end.
    pub other_unfinished: &'static str,
    /// The recommended route has implicit TLS. `{port}`
    pub advice_implicit: &'static str,
    /// The recommended route has STARTTLS. `{port}`
    pub advice_starttls: &'static str,
}

#[cfg(test)]
mod tests {
    use crate::locale::{Lang, places};

    /// Field by field: its name and the places of its sentence.
    fn shape(lang: Lang) -> Vec<(String, Vec<String>)> {
        let written = format!("{:#?}", lang.strings());
        let fields = written.lines().filter_map(|line| line.trim().split_once(": "));
        fields
            .map(|(name, sentence)| {
                let mut places: Vec<String> = places(sentence).into_iter().map(str::to_owned).collect();
                places.sort();
                (name.to_owned(), places)
            })
            .collect()
    }

    #[test]
    fn every_language_has_the_same_places() {
        assert!(shape(Lang::En).len() > 50);
        assert_eq!(shape(Lang::En), shape(Lang::ZhCn));
    }
}
