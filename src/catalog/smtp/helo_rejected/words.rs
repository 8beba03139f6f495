//! The texts in which a refused name of the client shows.

use crate::catalog::Pattern;

/// The texts in which it shows.
pub(in crate::catalog) static SYMPTOMS: &[Pattern] = &[
    Pattern {
        codes: 500..=504,
        enhanced: "5.5.2 5.5.4",
        words: "
            helo
            ehlo
            invalid domain name
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.506", words: "" },
    Pattern::said(
        "
        helo command rejected
        ehlo command rejected
        need fully-qualified hostname
        bad helo
        bad ehlo
        invalid helo
        invalid ehlo
        helo/ehlo argument
        helo argument
        ehlo argument
        ehlo/helo argument
        helo & invalid name
        helo & invalid hostname
        helo & invalid host
        ehlo & invalid hostname
        ehlo & invalid host
        ehlo & invalid domain
        helo & invalid domain
        syntactically invalid
        helo requires
        ehlo requires
        requires domain address
        requires valid address
        helo name
        ehlo name
        helo hostname
        helo rejected
        ehlo rejected
        helo command failed
        ehlo command failed
        helo failed
        helo & not match
        helo & does not resolve
        helo & not resolve
        helo & localhost
        ehlo & localhost
        ehlo & 127.0.0.1
        helo & ip address & not allowed
        helo & fully qualified
        ehlo & fully qualified
        helo & fqdn
        ehlo & fqdn
        closing connection & (ehlo)
        try again later & (ehlo)
        mi:nhd
        helo & 拒绝
        ehlo & 拒绝
        helo & 不允许
        invalid domain name in helo
        helo/ehlo must
        helo should be
        hostname you use for helo
        numeric helo
        helo is invalid
        rejecting bogus helo
        empty helo
        access denied - invalid helo
        you are not me
        helo spoof
        who you say you are
        does not match hello
        ",
    ),
];
