//! The refusals of MAIL, RCPT and DATA that belong to other families: the announced name, a server that only receives,
//! faults of the server, the end of the session.
//!
//! Postfix names the fault of a HELO at RCPT only. The causes themselves stand in `smtp`; they ask this family where
//! they are told.

use crate::catalog::{Code, Pattern};
use crate::smtp::Reply;

const HELO_REJECTED: Code = Code("smtp/helo-rejected");
const INBOUND_ONLY: Code = Code("smtp/inbound-only");
const SERVER_ERROR: Code = Code("smtp/server-error");
const SERVICE_UNAVAILABLE: Code = Code("smtp/service-unavailable");

/// The causes of other families that a refusal of these commands may mean.
pub(super) const CODES: [Code; 4] = [HELO_REJECTED, INBOUND_ONLY, SERVER_ERROR, SERVICE_UNAVAILABLE];

/// What a reply means by its words.
pub(super) fn by_words(reply: &Reply) -> Option<Code> {
    read(WORDS, reply)
}

/// What a reply means by its codes, where no cause reads its words.
pub(super) fn by_code(reply: &Reply) -> Option<Code> {
    read(NUMBERS, reply)
}

fn read(readings: &[(Code, Pattern)], reply: &Reply) -> Option<Code> {
    readings.iter().find(|(_, pattern)| pattern.fits(reply)).map(|(code, _)| *code)
}

static WORDS: &[(Code, Pattern)] = &[
    (
        HELO_REJECTED,
        Pattern {
            codes: Pattern::REFUSAL,
            enhanced: "",
            words: "
                helo command rejected
                ehlo command rejected
                invalid helo
                invalid ehlo
                bad helo
                bad ehlo
                helo name
                ehlo name
                helo hostname
                helo/ehlo & fully qualified
                helo/ehlo & fully-qualified
                your helo
                forged helo
                ",
        },
    ),
    (
        INBOUND_ONLY,
        Pattern {
            codes: Pattern::REFUSAL,
            enhanced: "",
            words: "
                smtp mx only
                not taken: local user only
                ",
        },
    ),
    (
        SERVICE_UNAVAILABLE,
        Pattern {
            codes: 421..=421,
            enhanced: "",
            words: "
                too many errors
                shutting down
                timeout exceeded
                idle timeout
                ",
        },
    ),
    (
        SERVER_ERROR,
        Pattern {
            codes: Pattern::REFUSAL,
            enhanced: "",
            words: "
                configuration error
                configuration problem
                system config error
                temporary local problem
                local problem
                local error in processing
                insufficient system storage
                insufficient system resources
                queue file write error
                unable to write queue
                temporary lookup failure
                internal error
                internal server error
                mail server temporarily rejected message
                mail system failure
                loops back to myself
                ",
        },
    ),
];

static NUMBERS: &[(Code, Pattern)] = &[
    (SERVICE_UNAVAILABLE, Pattern { codes: 421..=421, enhanced: "", words: "" }),
    (SERVER_ERROR, Pattern { codes: 422..=599, enhanced: "4.3.0 4.3.1 4.3.5 5.3.1 5.3.5", words: "" }),
];

#[cfg(test)]
mod tests {
    use crate::catalog::send::sample::refused_rcpt;
    use crate::evidence::Evidence;

    /// The causes of `smtp` that are told.
    fn told(evidence: &Evidence) -> Vec<&'static str> {
        let causes = crate::catalog::causes();
        causes.filter(|cause| !(cause.told_by)(evidence).is_empty()).map(|cause| cause.code.0).collect()
    }

    #[test]
    fn what_other_families_own_is_told_by_them_alone() {
        for (code, text, cause) in [
            (
                504,
                "5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname",
                "smtp/helo-rejected",
            ),
            (550, "Access denied - Invalid HELO name (See RFC2821 4.1.1.1)", "smtp/helo-rejected"),
            (
                451,
                "4.3.5 <a@example.com>: Recipient address rejected: Server configuration problem",
                "smtp/server-error",
            ),
            (451, "4.3.0 <a@example.com>: Temporary lookup failure", "smtp/server-error"),
            (553, "Requested action not taken: no smtp MX only", "smtp/inbound-only"),
            (451, "Temporary local problem - please try later", "smtp/server-error"),
            (452, "4.3.1 Insufficient system storage", "smtp/server-error"),
            (451, "4.3.0 Try again", "smtp/server-error"),
            (421, "4.7.0 mail.example.com Error: too many errors", "smtp/service-unavailable"),
            (421, "4.3.2 Service not available, closing transmission channel", "smtp/service-unavailable"),
        ] {
            assert_eq!(told(&refused_rcpt(code, text)), [cause], "{code} {text}");
        }
    }

    #[test]
    fn a_421_with_a_reason_is_not_theirs() {
        let evidence = refused_rcpt(421, "4.7.0 Too many messages from you, slow down");
        assert_eq!(told(&evidence), ["send/rate-limited"]);
    }
}
