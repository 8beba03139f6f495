//! What a text is about that no rule knows well: single words, each with the causes that are most often behind it.
//!
//! A word alone is weak: it speaks where no phrase does. The tables are read from the top, the more telling words
//! stand first, and within a row the causes stand by how often they are meant.

/// How sure the first cause is of a refusal that has a code, and what each further one loses.
const CODED: f64 = 0.44;
const NEXT: f64 = 0.8;
/// How many rows speak for one refusal.
const ROWS: usize = 2;

use super::score;

type Row = (&'static [&'static str], &'static [&'static str]);

/// Words of refusals. In lower case; one word of a row stands in the text.
const REFUSED: &[Row] = &[
    (&["ehlo first", "helo first", "hello first"], &["client/protocol-error", "send/rejected"]),
    (&["hops", "loop"], &["send/rejected", "smtp/server-error"]),
    (&["dkim", "dmarc", "spf"], &["send/domain-unauthenticated"]),
    (&["virus", "malware", "infect", "病毒"], &["send/content-rejected", "send/spam-rejected"]),
    (
        &[
            "black list",
            "blacklist",
            "block list",
            "blocklist",
            "denylist",
            "reputation",
            "rbl",
            "黑名单",
            "信誉",
        ],
        &["send/ip-blocklisted", "send/sender-rejected", "send/spam-rejected"],
    ),
    (
        &["spam", "junk", "unsolicited", "abuse", "phish", "bulk", "垃圾"],
        &["send/spam-rejected", "send/ip-blocklisted", "send/account-restricted"],
    ),
    (&["reverse", "ptr", "rdns", "反向"], &["send/ptr-missing"]),
    (&["helo", "ehlo"], &["smtp/helo-rejected", "client/protocol-error"]),
    (
        &["oauth", "bearer", "access token"],
        &["auth/token-rejected", "auth/oauth-required", "auth/mechanism-unsupported"],
    ),
    (&["mechanism"], &["auth/mechanism-unsupported", "auth/not-offered"]),
    (&["starttls"], &["send/tls-required", "starttls/refused", "starttls/temporary-failure"]),
    (&["tls", "ssl", "encrypt", "加密"], &["send/tls-required", "auth/tls-required", "starttls/refused"]),
    (
        &["password", "passwd", "credential", "passwort", "mot de passe", "密码"],
        &["auth/bad-credentials", "auth/wrong-credential-kind", "auth/app-password-required"],
    ),
    (&["relay", "中继"], &["send/relay-denied", "send/auth-required"]),
    (
        &["login", "log in", "logged in", "sign in", "authenti", "登录", "认证"],
        &["send/auth-required", "auth/bad-credentials", "auth/smtp-disabled"],
    ),
    (
        &["too large", "too big", "too long", "size", "length", "大小"],
        &["send/message-too-large", "send/content-rejected"],
    ),
    (
        &["quota", "daily", "per day", "credit", "allowance", "配额"],
        &["send/quota-exceeded", "send/mailbox-full", "send/rate-limited"],
    ),
    (
        &[
            "too many",
            "too much",
            "rate",
            "frequen",
            "limit",
            "exceed",
            "threshold",
            "maximum",
            "slow",
            "限制",
            "频率",
        ],
        &["send/rate-limited", "send/quota-exceeded", "smtp/greeting-busy"],
    ),
    (
        &["attachment", "header", "mime", "rfc", "malformed", "charset", "line feed", "bare "],
        &["send/content-rejected", "send/policy-rejected"],
    ),
    (
        &["suspend", "unpaid", "not activated", "deactivat", "banned", "frozen", "冻结", "欠费"],
        &["send/account-restricted", "send/recipient-rejected", "auth/account-locked"],
    ),
    (
        &[
            "sender",
            "mail from",
            "mailfrom",
            "from address",
            "from:",
            "from header",
            "return path",
            "return-path",
            "expéditeur",
            "expediteur",
            "emetteur",
            "absender",
            "remitente",
            "mittente",
            "发件人",
            "发信",
        ],
        &["send/sender-rejected", "send/sender-not-owned", "send/sender-unverified"],
    ),
    (
        &[
            "recipient",
            "rcpt",
            "mailbox",
            "destinat",
            "inbox",
            "local part",
            "local user",
            "empfänger",
            "empfaenger",
            "收件人",
            "邮箱",
        ],
        &["send/recipient-unknown", "send/recipient-rejected", "send/relay-denied"],
    ),
    (
        &["account", "user", "账号", "用户"],
        &["send/recipient-unknown", "send/account-restricted", "send/recipient-rejected"],
    ),
    (
        &["ip address", "your ip", " ip ", "client host", "your host", "network", "connections from"],
        &["send/ip-blocklisted", "send/ptr-missing", "auth/ip-not-allowed"],
    ),
    (
        &["sequence", "syntax", "command", "argument", "parameter"],
        &["client/protocol-error", "send/rejected"],
    ),
    (
        &["domain", "dns", "域名"],
        &["send/sender-rejected", "send/sender-unverified", "send/recipient-unknown"],
    ),
    (
        &[
            "policy",
            "polic",
            "not allowed",
            "denied",
            "prohibited",
            "forbidden",
            "not permitted",
            "administrat",
        ],
        &["send/policy-rejected", "send/rejected", "send/ip-blocklisted"],
    ),
    (
        &["temporar", "later", "busy", "unavailable", "overload"],
        &["send/temporary-failure", "send/rate-limited", "smtp/server-error"],
    ),
    (&["content", "filter"], &["send/spam-rejected", "send/content-rejected", "send/policy-rejected"]),
    (
        &["reject", "refuse", "decline", "block", "not accept", "unacceptable"],
        &["send/rejected", "send/policy-rejected", "send/spam-rejected"],
    ),
];

/// Words of texts without a code.
const SAID: &[Row] = &[
    (&["oauth", "xoauth2"], &["auth/token-rejected", "auth/oauth-required"]),
    (
        &["pkix", "trust store", "truststore", "cacert"],
        &["tls/certificate-untrusted", "client/ca-bundle-missing"],
    ),
    (&["mutually exclusive", "tls mode", "ssl mode"], &["client/tls-mode-mismatch", "tls/plaintext-port"]),
    (
        &["certificate", "cert ", "证书", "zertifikat", "certificat"],
        &["tls/certificate-untrusted", "tls/certificate-name-mismatch", "tls/certificate-expired"],
    ),
    (&["starttls"], &["starttls/not-offered", "client/tls-mode-mismatch", "starttls/refused"]),
    (&["handshake"], &["tls/plaintext-port", "tls/no-common-cipher", "tls/handshake-reset"]),
    (
        &["tls", "ssl", "encryption"],
        &["tls/plaintext-port", "tls/certificate-untrusted", "tls/implicit-port"],
    ),
    (
        &["auth plain", "auth login", "cram-md5", "mechanism"],
        &["auth/mechanism-unsupported", "auth/not-offered"],
    ),
    (
        &[
            "login",
            "log in",
            "authenticat",
            "password",
            "credential",
            "认证",
            "登录",
            "登陆",
            "密码",
            "anmeld",
            "sign in",
        ],
        &["auth/bad-credentials", "auth/credential-mangled", "auth/tls-required"],
    ),
    (
        &[
            "timeout",
            "timed out",
            "times out",
            "time out",
            "no answer",
            "no response",
            "not respond",
            "超时",
            "没有响应",
            "no reply",
            "hang",
            "stuck",
        ],
        &["tcp/port-blocked", "tls/implicit-port", "tcp/timeout"],
    ),
    (
        &["eof", "closed", "disconnect", "断开"],
        &["tls/implicit-port", "smtp/helo-rejected", "smtp/greeting-closed"],
    ),
    (&["resolve", "lookup", "dns", "解析"], &["dns/name-not-found", "dns/resolver-unreachable"]),
    (&["refuse", "拒绝"], &["tcp/refused", "send/rejected"]),
    (&["blacklist", "blocklist", "listed", "黑名单"], &["send/ip-blocklisted", "send/ptr-missing"]),
    (&["spam", "垃圾"], &["send/spam-rejected", "send/ip-blocklisted", "send/domain-unauthenticated"]),
    (&["non-ascii", "display name", "encoding"], &["send/content-rejected", "send/smtputf8-unsupported"]),
    (&["rejected", "拒收"], &["send/rejected", "send/policy-rejected", "auth/wrong-credential-kind"]),
    (&["old settings", "old config", "cache", "queue worker"], &["client/config-not-applied"]),
    (
        &[
            "connect",
            "reach",
            "unavailable",
            "连接",
            "connexion",
            "verbind",
            "465",
            "587",
            "servers were available",
        ],
        &["tcp/port-blocked", "tls/implicit-port", "tcp/refused"],
    ),
    (
        &["not sent", "send", "sending", "no mail", "发送", "envoi", "invio", "enviar", "senden"],
        &["tcp/port-blocked", "auth/bad-credentials", "tls/plaintext-port"],
    ),
];

/// What is often behind a text by single words of it, with how sure that is.
pub(super) fn causes(folded: &[String], replies: &[u16], is_coded: bool) -> Vec<(&'static str, f64)> {
    let (table, rows, start) = if is_coded { (REFUSED, ROWS, CODED) } else { (SAID, 1, score::VAGUE) };
    if !is_coded && folded.iter().any(|text| succeeds(text)) {
        return Vec::new();
    }
    let stands = |words: &[&str]| folded.iter().any(|text| words.iter().any(|word| begins(text, word)));
    let mut found: Vec<(&'static str, f64)> = Vec::new();
    let mut sure = start;
    // Who is told that a command is unknown or comes at the wrong time is seldom told of its contents.
    if matches!(replies.first(), Some(500 | 503)) {
        found.push(("client/protocol-error", start));
        sure *= NEXT;
    }
    for (_, causes) in table.iter().filter(|(words, _)| stands(words)).take(rows) {
        let mut own = sure;
        for cause in *causes {
            if !found.iter().any(|(known, _)| known == cause) {
                found.push((cause, own));
            }
            own *= NEXT;
        }
        sure *= NEXT;
    }
    found
}

/// Words of what went well, and words without which nothing went wrong.
const DONE: [&str; 4] = ["successful", "succeeded", "delivered", "成功"];
const WRONG: [&str; 14] = [
    "not ",
    "n't ",
    "no ",
    "un",
    "fail",
    "err",
    "timeout",
    "timed out",
    "refuse",
    "reject",
    "but ",
    "未",
    "不",
    "失败",
];

/// Whether a folded text says that it went well, and nothing else.
fn succeeds(text: &str) -> bool {
    let replied = matches!(text.as_bytes(), [b'2' | b'3', b, c, b' ' | b'-', ..] if b.is_ascii_digit() && c.is_ascii_digit());
    let done = replied || DONE.iter().any(|word| begins(text, word));
    done && !WRONG.iter().any(|word| begins(text, word))
}

/// Whether a word begins somewhere in a text, and not inside another word.
fn begins(text: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let lettered = word.starts_with(is_letter);
    text.match_indices(word).any(|(at, _)| !lettered || !text[..at].ends_with(is_letter))
}

#[cfg(test)]
mod tests;
