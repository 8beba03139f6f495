//! Refused logins and providers for the tests of this family.

use crate::evidence::sample::{failed_with, healthy, rejected, reply};
use crate::evidence::{Auth, Evidence, Failure};
use crate::locale::Text;
use crate::plan::{SecretShape, Security, UserForm};
use crate::provider::{Provider, ReplyRule, SecretKind, UserName};

/// A login over TLS that the server refuses.
pub(super) fn refused(code: u16, text: &str) -> Evidence {
    refused_by("PLAIN", code, text)
}

/// A login by a mechanism over TLS that the server refuses.
pub(super) fn refused_by(mechanism: &str, code: u16, text: &str) -> Evidence {
    let mut evidence = healthy(465, Security::Implicit);
    evidence.attempts[0].auth = failed_with(
        rejected(code, text),
        Auth {
            mechanism: Some(mechanism.into()),
            offered: vec![mechanism.into()],
            reply: Some(reply(code, text)),
            ..Auth::default()
        },
    );
    evidence
}

/// A login that did not come to a reply.
pub(super) fn unsent(security: Security, failure: Failure) -> Evidence {
    let mut evidence = healthy(587, security);
    evidence.attempts[0].auth = failed_with(failure, Auth::default());
    evidence
}

/// The same login with another user and secret.
pub(super) fn with_login(mut evidence: Evidence, user: &str, secret: &str) -> Evidence {
    if let Some(login) = evidence.plan.login.as_mut() {
        login.user = user.into();
        login.user_form = UserForm::of(user);
        login.shape = SecretShape::of(secret);
    }
    evidence
}

/// A provider that wants addresses and app passwords.
pub(super) static GMAIL: Provider = Provider {
    id: "gmail",
    domains: &["gmail.com"],
    secret: SecretKind::AppPassword,
    secret_page: Some("https://myaccount.google.com/apppasswords"),
    ..PLAIN
};

/// A provider with codes of sixteen letters.
pub(super) static QQ: Provider =
    Provider { id: "qq", domains: &["qq.com"], secret: SecretKind::AuthorizationCode, ..PLAIN };

/// A provider with codes of no known form.
pub(super) static NETEASE: Provider =
    Provider { id: "netease-163", domains: &["163.com"], secret: SecretKind::AuthorizationCode, ..PLAIN };

/// A provider that wants tokens.
pub(super) static OUTLOOK: Provider =
    Provider { id: "outlook", domains: &["outlook.com"], secret: SecretKind::OAuth, ..PLAIN };

/// A provider that wants its own addresses.
pub(super) static ICLOUD: Provider =
    Provider { id: "icloud", domains: &["icloud.com"], secret: SecretKind::AppPassword, ..PLAIN };

/// A provider that wants one word and a key.
pub(super) static SENDGRID: Provider =
    Provider { id: "sendgrid", user: UserName::Literal("apikey"), secret: SecretKind::SmtpKey, ..PLAIN };

/// A provider that wants names and passwords of its console.
pub(super) static SES: Provider =
    Provider { id: "ses", user: UserName::Given, secret: SecretKind::SmtpKey, ..PLAIN };

/// A provider that wants keys of one kind and has two.
pub(super) static BREVO: Provider =
    Provider { id: "brevo", user: UserName::Given, secret: SecretKind::SmtpKey, ..PLAIN };

/// A provider with rules for its own replies.
pub(super) static LISTED: Provider = Provider {
    id: "listed",
    replies: &[
        ReplyRule { code: 535, words: &["reason of ours"], cause: "auth/ip-not-allowed" },
        ReplyRule { code: 451, words: &["messages of ours"], cause: "send/rate-limited" },
    ],
    ..PLAIN
};

/// A provider that wants addresses and the password of the mailbox.
pub(super) const PLAIN: Provider = Provider {
    id: "plain",
    name: Text { en: "Plain", zh_cn: "Plain" },
    domains: &[],
    endpoints: &[],
    banners: &[],
    mx: &[],
    user: UserName::Address,
    secret: SecretKind::Password,
    secret_page: None,
    help_page: None,
    notes: &[],
    replies: &[],
};

/// Real refusals, as sent, with what they mean where nothing is known of the provider.
pub(super) const REAL: &[(u16, &str, &str)] = &[
    (
        535,
        "Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256",
        "authorization-code-required",
    ),
    (
        535,
        "Error: 请使用授权码登录。详情请看: http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256",
        "authorization-code-required",
    ),
    (
        535,
        "Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy. More information at https://help.mail.qq.com/detail/108/1023",
        "authorization-code-required",
    ),
    (550, "用户无权登陆", "smtp-disabled"),
    (550, "User has no permission", "smtp-disabled"),
    (526, "Authentication failure[0]", "bad-credentials"),
    (526, "Authentication failure[1]", "too-many-attempts"),
    (524, "username or passwd is NULL", "bad-credentials"),
    (
        535,
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [HOST.example 2026-01-01T00:00:00.000Z 08DBB276B7E699C4]",
        "smtp-disabled",
    ),
    (
        535,
        "5.7.139 Authentication unsuccessful, basic authentication is disabled. [HOST.example]",
        "oauth-required",
    ),
    (535, "5.7.139 Authentication unsuccessful, federated STS service was unreachable.", "temporary-failure"),
    (
        535,
        "5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.",
        "login-blocked",
    ),
    (535, "5.7.3 Authentication unsuccessful [HOST.example]", "bad-credentials"),
    (
        535,
        "5.7.8 Username and Password not accepted. For more information, go to\n5.7.8  https://support.google.com/mail/?p=BadCredentials abc - gsmtp",
        "bad-credentials",
    ),
    (
        534,
        "5.7.9 Application-specific password required. Learn more at\n5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor abc - gsmtp",
        "app-password-required",
    ),
    (
        534,
        "5.7.9 Please log in with your web browser and then try again. Learn more at\n5.7.9  https://support.google.com/mail/?p=WebLoginRequired abc - gsmtp",
        "login-blocked",
    ),
    (534, "5.7.14 Please log in via your web browser and then try again.", "login-blocked"),
    (535, "5.7.1 Please log in with your web browser and then try again.", "login-blocked"),
    (454, "4.7.0 Too many login attempts, please try again later. abc - gsmtp", "too-many-attempts"),
    (
        454,
        "4.7.0 Cannot authenticate due to a temporary system problem. Try again later.",
        "temporary-failure",
    ),
    (504, "5.7.4 unrecognized authentication type", "mechanism-unsupported"),
    (504, "5.7.4 xoauth is no longer supported", "mechanism-unsupported"),
    (421, "4.7.0 IP not in whitelist for RCPT domain, closing connection.", "ip-not-allowed"),
    (550, "5.7.64 TenantAttribution; Relay Access Denied SMTP.", "ip-not-allowed"),
    (454, "4.7.0 Temporary authentication failure", "temporary-failure"),
    (454, "4.7.0 Account is temporarily unavailable.", "temporary-failure"),
    (535, "5.7.8 Error: authentication failed:", "bad-credentials"),
    (450, "4.7.1 Error: too many AUTH commands", "too-many-attempts"),
    (455, "4.3.0 Too many authentication errors, disconnecting.", "too-many-attempts"),
    (421, "Too many auth failures, try again later", "too-many-attempts"),
    (554, "IP is rejected, smtp auth error limit exceed, 126 smtp3,abc", "too-many-attempts"),
    (535, "Incorrect authentication data", "bad-credentials"),
    (
        535,
        "5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED",
        "app-password-required",
    ),
    (
        535,
        "5.7.8 Error: authentication failed: This user does not have access rights to this service",
        "smtp-disabled",
    ),
    (535, "5.7.0 (#AUTH005) Too many bad auth attempts.", "app-password-required"),
    (
        535,
        "Authentication failed: The provided authorization grant is invalid, expired, or revoked",
        "bad-credentials",
    ),
    (503, "5.5.1 Error: authentication not enabled", "not-offered"),
    (503, "AUTH PLAIN: Command not supported", "not-offered"),
    (535, "Authentication not allowed on IBSMTP Servers. IB401", "not-offered"),
    (525, "5.7.1 Unauthorized IP address", "ip-not-allowed"),
    (525, "5.7.13 User disabled", "account-locked"),
    (535, "Account not subscribed to SES", "account-locked"),
    (451, "Authentication failed: Maximum credits exceeded", "account-locked"),
    (535, "5.7.0 ...authentication rejected: your password is too simple", "password-expired"),
    (535, "Error: authentication failed, system busy", "wrong-credential-kind"),
    (435, "4.7.8 Error: authentication failed:", "wrong-credential-kind"),
    (535, "Invalid credential", "wrong-credential-kind"),
    (535, "5.7.8 Authentication credentials invalid.", "bad-credentials"),
    (535, "5.7.8 Invalid credentials", "bad-credentials"),
    (501, "5.5.124 Invalid XOAUTH2 auth data", "token-rejected"),
    (501, "Invalid base64 data", "mechanism-unsupported"),
    (504, "Invalid AUTH string", "mechanism-unsupported"),
    (554, "5.7.8 Authentication mechanism not supported.", "mechanism-unsupported"),
    (534, "5.7.9 Authentication mechanism is too weak", "mechanism-unsupported"),
    (503, "AUTH command used when not advertised", "tls-required"),
    (523, "5.7.10 Cleartext authentication disallowed on non-secure (SSL/TLS) connections.", "tls-required"),
    (530, "A SSL/TLS-connection is required for authentication.", "tls-required"),
    (530, "5.7.0 Must issue a STARTTLS command first", "tls-required"),
    (538, "5.7.11 Encryption required for requested authentication mechanism", "tls-required"),
    (535, "5.7.0 Incorrect username or password {mp039}", "bad-credentials"),
    (535, "5.7.1 Authentication failed", "bad-credentials"),
    (554, "5.7.1 something nobody has seen", "bad-credentials"),
    (421, "something nobody has seen", "temporary-failure"),
    (421, "4.7.0 Try again later", "temporary-failure"),
    (421, "Too many connections", "too-many-attempts"),
    (435, "4.7.8 Unable to authenticate at present", "temporary-failure"),
    (435, "Unable to authenticate at present", "temporary-failure"),
];
