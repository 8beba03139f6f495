//! The server takes no mail for this recipient from this client: it is not responsible for the recipient's domain.
//!
//! Where the server offers a login and nobody has logged in, the missing login is the root: `send/auth-required`.

use crate::catalog::{Cause, Code, Match, Pattern, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("send/relay-denied"),
    severity: Severity::Error,
    title: Text {
        en: "{host} does not relay mail for this client", zh_cn: "{host} 拒绝为该客户端中继邮件"
    },
    explanation: Text {
        en: "The recipient has no mailbox on this server, and the server does not pass mail on to other \
             servers (relay) for this login or IP address. This protects it from being misused for spam.",
        zh_cn: "收件人的邮箱不在这台服务器上，而服务器不肯替该账号或该 IP 地址把邮件转交给别的服务器（即“中继”）。这是为了防止服务器被滥用来发垃圾邮件。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Log in with user name and password: the server relays mail for those who log in.",
                zh_cn: "用用户名和密码登录：服务器会为已登录的用户中继邮件。",
            },
            command: None,
            link: None,
            when: When::With("not_logged_in"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the host for outgoing mail (submission) that your provider names, on port 465 or 587. \
                     A server that receives mail for a domain (MX) relays none.",
                zh_cn: "改用服务商公布的发信服务器，端口用 465 或 587。负责收信的服务器（MX）不会中继邮件。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Postfix: add `permit_sasl_authenticated` to `smtpd_relay_restrictions`, or the client's \
                     IP address to `mynetworks`; if the recipient's domain is yours, add it to one of \
                     `mydestination`, `virtual_mailbox_domains` and `relay_domains`.",
                zh_cn: "使用 Postfix 时，在 `smtpd_relay_restrictions` 中加入 `permit_sasl_authenticated`，或把客户端的 IP 地址加入 `mynetworks`；如果收件人的域名属于本站，把它加入 `mydestination`、`virtual_mailbox_domains`、`relay_domains` 三者之一。",
            },
            command: Some("postconf mynetworks smtpd_relay_restrictions mydestination relay_domains"),
            link: Some("https://www.postfix.org/SMTPD_ACCESS_README.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Exim: add the client's IP address to the host list `relay_from_hosts`, or a domain of \
                     your own to `relay_to_domains`.",
                zh_cn: "使用 Exim 时，把客户端的 IP 地址加入主机列表 `relay_from_hosts`，或把自己的域名加入 `relay_to_domains`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Exchange: make a receive connector that accepts this client's IP address only, and give \
                     that one the right `Ms-Exch-SMTP-Accept-Any-Recipient`; on a connector open to all it \
                     would make an open relay. Exchange Online: list this machine's public address or \
                     certificate in the inbound connector.",
                zh_cn: "使用 Exchange 时，新建只接受该客户端 IP 地址的接收连接器，只给它授予 `Ms-Exch-SMTP-Accept-Any-Recipient` 权限；若授予对所有人开放的连接器，服务器就成了开放中继。使用 Exchange Online 时，在入站连接器中登记本机的公网地址或证书。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/en-us/exchange/mail-flow/connectors/allow-anonymous-relay",
            ),
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks at the answer to RCPT TO and whether a login took place. If the \
             server refuses to relay after a login, or offers none, it is this.",
        zh_cn: "smtp-doctor 查看 RCPT TO 的答复，以及之前是否登录过。如果已经登录，或者服务器不提供登录，而它拒绝中继，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[],
    told_by,
};

/// The refusals of servers that know their clients by the address: a login is not what they want.
pub(super) const BY_ADDRESS: Pattern = Pattern::said(
    "
        invalid credentials for relay
        not in whitelist
        tenantattribution
        ",
);

/// The refusals that say so.
pub(super) static PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            relay access denied
            recipient address rejected & relay access denied
            relaying denied
            relay denied
            relaying not allowed
            relay not allowed
            relaying is not allowed
            relay is not allowed
            relay not permitted
            relaying not permitted
            relaying is not permitted
            unable to relay
            cannot relay
            can't relay
            can not relay
            relaying prohibited
            relay prohibited
            relaying is prohibited
            prohibited to relay
            not permitted to relay
            not allowed to relay
            not authorized to relay
            not authorised to relay
            we do not relay
            we don't relay
            does not relay
            do not relay
            no relaying
            no relay allowed
            not an open relay
            relaying mail to
            relaying disabled
            relay disabled
            relay refused
            relay rejected
            not configured to relay
            act as a relay
            used as a relay
            insecure mail relay
            invalid relay
            relaying to & denied
            allowed rcpthosts
            isn't in my list of allowed rcpthosts
            mailbox unavailable & unable to relay
            mailbox unavailable & relay access denied
            mailbox unavailable & relaying denied
            mailbox unavailable & relay not permitted
            rcpthosts (#5.7.1)
            rcpthosts & domain
            not a gateway
            don't handle mail for
            do not handle mail for
            cannot deliver mail for
            delivery is not allowed to this address
            forwarding denied
            non-accepted domain
            non-local e-mail address
            tenantattribution
            not in whitelist
            invalid credentials for relay
            not in the relay
            relay & weiterleit
            relais non autorisé
            relais refusé
            retransmisión & no permitid
            relay & no permitid
            relay & não permitid
            不允许中继
            拒绝中继
            禁止中继
            不允许转发
            禁止转发
            as a relay
            direct send not allowed
            tenantinboundattribution
            not local host
            specified domain is not allowed
            isn't in my list of allowed rcpthost
            mail relay denied
            gateway forbidden
            as mail gate
            open relay not allowed
            recipient domain not allowed
            non-local recipient
            not a local domain
            not local domain
            domain not hosted
            not hosted here
            not handled here
            does not handle mail for
            not responsible for
            not our domain
            foreign domain
            external recipient
            relay is prohibited
            not relayed
            relayverbot
            kein relay
            relais interdit
            中继被拒绝
            不支持中继
            非本域
            0x800ccc79
            not in whitelist
            ",
    },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.1.2", words: "relay not allowed" },
    Pattern { codes: Pattern::REFUSAL, enhanced: "5.7.64 5.7.54", words: "" },
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    refusal::told(evidence, &CAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::send::sample::{
        assert_told, assert_untold, not_logged_in, refused_rcpt, without_auth,
    };

    #[test]
    fn a_refusal_to_relay_is_told() {
        assert_told(
            &CAUSE,
            refused_rcpt,
            &[
                (554, "5.7.1 <you@example.org>: Relay access denied"),
                (454, "4.7.1 <you@example.org>: Relay access denied"),
                (550, "5.7.1 <you@example.org>... Relaying denied"),
                (550, "relay not permitted"),
                (550, "5.7.1 Unable to relay"),
                (550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
                (550, "5.7.64 TenantAttribution; Relay Access Denied SMTP."),
                (553, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
                (513, "Relaying denied."),
                (550, "Delivery is not allowed to this address."),
                (550, "5.1.2 Relay not allowed."),
                (550, "I cannot deliver mail for {you@example.org}"),
                (421, "4.7.0 IP not in whitelist for RCPT domain, closing connection."),
            ],
        );
    }

    #[test]
    fn a_demand_for_a_login_after_one_is_told() {
        assert_told(&CAUSE, refused_rcpt, &[(550, "Authentication Required")]);
    }

    #[test]
    fn other_refusals_of_a_recipient_are_not() {
        assert_untold(
            &CAUSE,
            refused_rcpt,
            &[
                (550, "5.1.1 User unknown"),
                (550, "5.7.1 Recipient not authorized, your message is not wanted here"),
                (550, "5.4.1 Recipient address rejected: Access denied"),
            ],
        );
    }

    #[test]
    fn a_login_that_was_left_out_is_the_root() {
        let refused = refused_rcpt(554, "5.7.1 <you@example.org>: Relay access denied");
        assert!(told_by(&not_logged_in(refused.clone())).is_empty());
        assert_eq!(told_by(&without_auth(refused)).len(), 1);
    }

    #[test]
    fn where_clients_are_known_by_their_address_no_login_is_asked_for() {
        let text = "5.7.1 Invalid credentials for relay [203.0.113.9]. The IP address you've registered";
        assert_eq!(told_by(&not_logged_in(refused_rcpt(550, text))).len(), 1);
    }
}
