//! The texts in which a blocked source address shows: the lists, their codes, and what providers say of a bad name.

use crate::catalog::Pattern;

/// The texts in which it shows.
pub(in crate::catalog) static PATTERNS: &[Pattern] = &[
    Pattern { codes: 550..=554, enhanced: "", words: "service refuse" },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.511 5.7.513 5.7.606 5.7.650 4.7.650", words: "" },
    Pattern::said(
        "
        spamhaus
        spamcop
        barracudacentral
        barracuda reputation
        sorbs.net
        uceprotect
        abuseat.org
        invaluement
        mailspike
        senderbase
        senderscore
        talosintelligence
        ipcheck.proofpoint
        dnsbl-lookup
        csi.cloudmark
        sender intelligence
        abusix
        hostkarma
        nixspam
        spfbl.net
        backscatterer
        psbl.surriel
        sophos.com/reputation
        trendmicro & reputation
        symantec & reputation
        ipremoval
        blocked using
        dnsbl
        a black list
        block list
        blocklist
        black list at
        blacklist at
        in blacklist
        on a blacklist
        on blacklist
        on our blacklist
        on our block
        blacklisted at
        blacklisted by
        blacklisted on
        ip & is blacklisted
        ip address & blacklist
        ip-address & blacklist
        your ip & blacklist
        host & is blacklisted
        ip temporarily blacklisted
        temporary blacklisted
        based on blacklist
        multi-blacklist
        block listed
        blocklisted
        ␣rbl␣
        ␣rbls␣
        ␣in an rbl
        an rbl on
        rbl reject
        rbl restriction
        rbl-
        rbl.
        by rbl
        part of their network
        (s3140)
        (s3150)
        (s775)
        sc-001
        sc-002
        sc-003
        sc-004
        dy-001
        dy-002
        ou-001
        ou-002
        mail from ip
        banned sending ip
        banned sender
        not currently accepting mail from your ip
        access denied, please try again later
        using customer block list
        poor reputation
        bad reputation
        low reputation
        poor email reputation
        poor ip reputation
        ip reputation
        ip/domain reputation
        reputation of the sending
        reputation & your ip
        reputation & ip address
        reputation & sender score
        reputation filter
        reputation block
        ip address & blocked
        ip address & has been rejected
        ip address & refused
        ip address & banned
        ip address & listed
        from ip & blocked
        from your ip
        ␣ip␣ & blocked
        your ip & blocked
        your ip & banned
        ip has been & blocked
        this ip & blocked
        server ip & abus
        bad sender ip
        client host & blocked
        client host & listed
        mail server at & is blocked
        listed at & spam
        listed in & dns
        your host & listed
        found on one or more
        blocked - see http
        refused - see http
        too many spams from
        sending spam see
        your network & blocked
        your network is
        open proxy
        extreme bad ip
        rx.t-online.de
        user complaints
        permanently deferred
        all messages from & deferred
        dynamic ip
        dynamic address
        dynamic host
        dynamic pool
        dial-up
        dialup
        residential ip
        dynamic/zombied
        send email directly to our
        notauthorizederror
        mail directly to our
        please use the smtp server of your isp
        use your isp
        use your provider's
        host network not allowed
        host network, not allowed
        hl:ihu
        hl:ipb
        hl:rep
        hl:mep
        dt:rbl
        mi:rbl
        mi:ipb
        wm:bli
        suspected spam ip
        suspected bounce attacks
        [bl21]
        [bl23]
        cxbl
        cdrbl
        ipbl
        adresse ip & bloqu
        ip source bloquee
        incident de spam
        bloques par nos services
        ip-adresse & gesperrt
        ip-adresse & blockiert
        ip-adresse & blacklist
        dirección ip & bloque
        lista negra
        ブラックリスト
        ブロックリスト
        ip & 黑名单
        ip & 被拒绝
        ip & 信誉
        ip & 封禁
        发信ip
        发信 ip
        esmtp not accepting connections
        not accepted from ip addresses on
        access from ip address
        server access forbidden by your ip
        sender ip address rejected
        bad sender ip address
        traffic not accepted from this ip
        is blacklisted
        has been blacklisted
        in my black list
        is spammer
        looks suspiciously like spammer
        too many unwanted messages
        you are sending spam
        currently sending spam
        has been temporarily blocked for
        has been blocked for the day
        very low reputation
        low reputation of the sending
        confirm this mail server
        your server requires confirmation
        has not passed validation
        no access from mail server
        client host rejected & abus
        client host rejected & may not be mail exchanger
        client host rejected & dynamic
        client host rejected & spam
        rejected due to listing in
        present in the spamhaus
        in spamhaus's list
        policy block list
        exploits block list
        blocked for abuse
        direct to mx
        dul list
        dynamic user
        hosts with dynamic ip
        your ip address is listed
        your ip is listed
        listed by
        is listed in
        is listed on
        is listed at
        listed at spam
        zen.spamhaus
        bl.spamcop
        b.barracudacentral
        sbl-xbl
        pbl.
        [tss09]
        [tss11]
        (bl)
        (rbl)
        ofr006_103
        lpn005_510
        refusing connection from
        rly:b
        rly:c
        rly:n
        rtr:
        http://spamcop
        spamcop.net
        spamhaus.org
        barracudacentral.org
        ",
    ),
];
