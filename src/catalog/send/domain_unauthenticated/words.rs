//! The texts of servers in which it shows that SPF, DKIM or DMARC fails.

use crate::catalog::Pattern;

/// The texts that say so.
pub(in crate::catalog) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.1 5.7.20 5.7.21 5.7.22 5.7.23 5.7.24 5.7.26 5.7.27 5.7.30 5.7.509 5.7.515",
        words: "
            dmarc
            dkim
            spf
            ",
    },
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "5.7.20 5.7.21 5.7.22 5.7.23 5.7.24 5.7.26 5.7.27 5.7.30 5.7.32 5.7.509 5.7.515 4.7.20 4.7.21 4.7.22 4.7.24 4.7.26 4.7.27 4.7.30 4.7.32",
        words: "",
    },
    Pattern { codes: 554..=554, enhanced: "5.7.9", words: "policy reasons" },
    Pattern::said(
        "
        dmarc
        dkim check
        dkim fail
        dkim signature
        dkim validation
        dkim verification
        dkim verify
        dkim sender
        dkim authentication
        dkim key
        dkim does not pass
        dkim error
        dkim:
        dkim & not signed
        dkim & did not pass
        pass & either spf or dkim
        spf or dkim
        spf and dkim
        spf check
        spf fail
        spf hard
        spf softfail
        spf permerror
        spf temperror
        spf error
        spf validation
        spf verification
        spf authentication
        spf record
        spf polic
        spf reject
        spf restrict
        spf sender
        spf settings
        spf/dns
        spf:
        (spf)
        spf (
        by spf
        failed spf
        fails spf
        fail spf
        pass spf
        due to spf
        spf & not allowed
        spf & not permitted
        spf & unauthor
        sender policy framework
        spf.pobox
        open-spf
        openspf
        permitted sender
        not permitted by the domain owner
        authentication checks
        sender is unauthenticated
        unauthenticated email from
        unauthenticated mail from
        senders to authenticate
        authenticate with either
        required authentication level
        5322.from
        domain authentication fail
        email authentication
        sender id (pra)
        sender-id
        invalid ip for sending mail of domain
        [hme1]
        mi:spf
        mi:dma
        cxsndr
        lpn004_401
        spf & échou
        spf & fehl
        spf & verif
        spf校验
        spf验证
        spf 校验
        spf 验证
        spf检查
        dkim校验
        dkim验证
        发信域名未
        autentication checks
        authentication information
        fails to pass authentication
        unauthenticated email
        dkim is not
        dkim n'est pas
        spf record of the
        suspicious entries
        aligned with either
        spf alignment
        dkim alignment
        not aligned
        from domain is not authenticated
        sender authentication fail
        sender authentication failed
        is not allowed to send mail. lpn004
        not allowed to send from & spf
        spf mismatch
        spf none
        no spf
        missing spf
        no dkim
        missing dkim
        invalid dkim
        bad dkim
        dkim invalid
        domainkeys
        arc fail
        failed authentication checks
        not authenticated by
        domain is not authenticated
        sending domain is not authenticated
        bimi
        未通过spf
        未通过 spf
        未通过dmarc
        未通过 dmarc
        spf & is not allowed to send mail from
        spf & not allowed to send
        spf & not authorized to send
        spf & not permitted to send
        ",
    ),
];
