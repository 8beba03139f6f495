//! The checks of what strangers can do without a login. No message is ever handed over for them.

use super::view::{Verdict, sessions};
use super::{Check, Level, Seen};
use crate::evidence::{Ask, Attempt, AuditSession, Tcp};
use crate::locale::Text;
use crate::plan::SMTP;

pub(super) static CHECKS: &[&Check] = &[&LOGIN_FIRST, &NO_RELAY, &VRFY];

static LOGIN_FIRST: Check = Check {
    id: "B29",
    title: Text { en: "Without a login no mail is taken", zh_cn: "未登录者不能提交邮件" },
    source: "RFC 6409 §4.3",
    remedy: Text {
        en: "Demand a login on the ports for submission. Postfix, in master.cf for `submission` and `submissions`: `-o smtpd_client_restrictions=permit_sasl_authenticated,reject`. Exim, in `acl_smtp_mail`: `deny condition = ${if !def:authenticated_id}` for these ports.",
        zh_cn: "在提交端口上要求登录。Postfix：在 master.cf 的 `submission` 和 `submissions` 中写 `-o smtpd_client_restrictions=permit_sasl_authenticated,reject`。Exim：在 `acl_smtp_mail` 中对这些端口使用 `deny condition = ${if !def:authenticated_id}`。",
    },
    made: |evidence| sessions(evidence, login_first),
};

static NO_RELAY: Check = Check {
    id: "B30",
    title: Text { en: "The server is no open relay", zh_cn: "服务器不是开放转发" },
    source: "RFC 6409 §4.3, RFC 2505 §2.1",
    remedy: Text {
        en: "Close the relay at once: spammers soon find it, and many receivers then block the server. Postfix: `smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination`, and a narrow `mynetworks`. Exim: `accept` in `acl_smtp_rcpt` for `authenticated = *`, `relay_from_hosts` and `relay_to_domains` only.",
        zh_cn: "立即关闭开放转发：垃圾邮件发送者很快会发现它，许多收件方随后会拒收这台服务器的邮件。Postfix：`smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination`，并缩小 `mynetworks`。Exim：`acl_smtp_rcpt` 中只对 `authenticated = *`、`relay_from_hosts` 和 `relay_to_domains` 使用 `accept`。",
    },
    made: |evidence| sessions(evidence, no_relay),
};

static VRFY: Check = Check {
    id: "B31",
    title: Text { en: "VRFY does not tell who has a mailbox", zh_cn: "VRFY 不透露邮箱是否存在" },
    source: "RFC 5321 §7.3",
    remedy: Text {
        en: "Turn VRFY off. Postfix: `disable_vrfy_command = yes`. Exim: no `acl_smtp_vrfy`.",
        zh_cn: "关闭 VRFY。Postfix：`disable_vrfy_command = yes`。Exim：不设置 `acl_smtp_vrfy`。",
    },
    made: |evidence| sessions(evidence, vrfy),
};

fn login_first(session: &AuditSession, attempt: &Attempt) -> Option<Verdict> {
    // Port 25 takes mail from strangers: that is what it is for.
    let mail = session.reply(Ask::Mail).filter(|_| session.port != SMTP)?;
    if !mail.is_positive() {
        return mail.is_permanent().then_some(Verdict::Sound);
    }
    let rcpt = session.reply(Ask::ForeignRcpt).filter(|reply| !reply.is_transient())?;
    Some(Verdict::of(match rcpt.code {
        200..=299 if is_neighbour(attempt) => {
            Some(Seen::new(Level::Advice, &TAKEN_HERE).with("reply", rcpt.shown(120)))
        }
        200..=299 => Some(Seen::new(Level::Fault, &TAKEN).with("reply", rcpt.shown(120))),
        // Postfix refuses MAIL only when it has seen the recipient (smtpd_delay_reject).
        530 => None,
        _ => Some(Seen::new(Level::Note, &NOT_FOR_THE_LOGIN).with("reply", rcpt.shown(120))),
    }))
}

/// Whether client and server are the same machine, or in the same loopback network: many servers relay for their own
/// machine on purpose (`mynetworks`, `relay_from_hosts`).
fn is_neighbour(attempt: &Attempt) -> bool {
    let tcp = attempt.tcp.facts();
    let peer = tcp.and_then(|tcp| tcp.peer).map(|peer| peer.ip());
    let local = tcp.and_then(Tcp::seen);
    peer.is_some_and(|peer| peer.is_loopback() || Some(peer) == local)
}

fn no_relay(session: &AuditSession, attempt: &Attempt) -> Option<Verdict> {
    let mail = session.reply(Ask::Mail)?;
    if !mail.is_positive() {
        return mail.is_permanent().then_some(Verdict::Sound);
    }
    // A refusal for now may be a consent later.
    let rcpt = session.reply(Ask::ForeignRcpt).filter(|reply| !reply.is_transient())?;
    let (level, text) =
        if is_neighbour(attempt) { (Level::Advice, &OPEN_HERE) } else { (Level::Fault, &OPEN) };
    let seen = || Seen::new(level, text).with("reply", rcpt.shown(120));
    Some(Verdict::of(rcpt.is_positive().then(seen)))
}

fn vrfy(session: &AuditSession, _: &Attempt) -> Option<Verdict> {
    let reply = session.reply(Ask::Vrfy)?;
    let tells = matches!(reply.code, 250 | 251);
    Some(Verdict::of(tells.then(|| Seen::new(Level::Note, &TELLS).with("reply", reply.shown(120)))))
}

static TAKEN: Text = Text {
    en: "The server takes a sender and a recipient without a login: {reply}",
    zh_cn: "未登录时，服务器也接受发件人和收件人：{reply}",
};
static TAKEN_HERE: Text = Text {
    en: "The server takes a sender and a recipient from its own machine without a login. Examine it from another network to see whether it does so for others too: {reply}",
    zh_cn: "服务器不要求本机登录，就接受发件人和收件人。请从其他网络检查，以确认对外是否也是这样：{reply}",
};
static OPEN_HERE: Text = Text {
    en: "The server relays to foreign domains for its own machine without a login. Examine it from another network to see whether it is an open relay: {reply}",
    zh_cn: "服务器允许本机不登录就向外部域名转发。请从其他网络检查，以确认是否是开放转发：{reply}",
};
static NOT_FOR_THE_LOGIN: Text = Text {
    en: "Without a login the server takes the sender and refuses only the foreign recipient. Mail to its own users may need no login: {reply}",
    zh_cn: "未登录时，服务器接受发件人，只拒绝外部收件人。发给本服务器用户的邮件可能不需要登录：{reply}",
};
static OPEN: Text = Text {
    en: "The server takes a recipient of a foreign domain without a login. It is an open relay: {reply}",
    zh_cn: "未登录时，服务器也接受外部域名的收件人，属于开放转发：{reply}",
};
static TELLS: Text = Text {
    en: "VRFY tells strangers whether a mailbox exists: {reply}",
    zh_cn: "VRFY 会告诉陌生人邮箱是否存在：{reply}",
};
