//! What can be wrong with STARTTLS.

use super::super::{Answer, Service, Step, World};
use super::{HOST, SUBMISSION, Scenario, healthy, on_587};
use crate::plan::TlsMode;

/// Encryption is insisted on.
const REQUIRED: Scenario = Scenario { mode: TlsMode::Required, ..SUBMISSION };

pub(super) const SCENARIOS: &[Scenario] = &[
    REQUIRED.of("starttls/not-offered").world(|| {
        // The port with TLS from the first byte is there, as it would be with a real server.
        let with_465 = healthy(HOST);
        World { endpoints: with_465.endpoints[..1].to_vec(), ..with_465 }
            .serving(587, Service::in_clear(HOST))
    }),
    REQUIRED.of("starttls/stripped").world(|| {
        // A firewall that inspects SMTP overwrites what it does not know, byte by byte.
        let masked =
            Answer::ehlo(HOST, &["PIPELINING", "SIZE 52428800", "8BITMIME", "XXXXXXXA", "XXXXXXXXXB"]);
        on_587(
            Service::submission(HOST)
                .greeting(Answer::reply("220 *****************************************"))
                .answering_in_clear("EHLO", masked)
                .answering("STARTTLS", Answer::reply("500 5.5.1 Command unrecognized: \"XXXX\"")),
        )
    }),
    REQUIRED.of("starttls/refused").world(|| starttls("502 5.7.0 TLS not available")),
    REQUIRED
        .of("starttls/temporary-failure")
        .world(|| starttls("454 4.7.0 TLS not available due to local problem")),
    REQUIRED.of("starttls/injection").world(|| {
        let glued = "220 2.0.0 Ready to start TLS\n250-smtp.lab.test\n250 AUTH PLAIN LOGIN";
        on_587(Service::submission(HOST).answering("STARTTLS", Answer::reply(glued).then(Step::StartTls)))
    }),
];

/// A server that offers STARTTLS and answers the command so.
fn starttls(reply: &str) -> World {
    on_587(Service::submission(HOST).answering("STARTTLS", Answer::reply(reply)))
}
