//! What can be wrong with a login. The refusals are worded as real servers word them.

use encoding_rs::GBK;

use super::super::script::reply;
use super::super::{Answer, Service, USER, World};
use super::smtp::without_auth;
use super::{HOST, IMPLICIT, SUBMISSION, Scenario, on_465, on_587};
use crate::plan::TlsMode;

const GMAIL: &str = "smtp.gmail.com";
const SES: &str = "email-smtp.us-east-1.amazonaws.com";

pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario { login: Some((USER, "wrong horse")), ..IMPLICIT.of("auth/bad-credentials") },
    Scenario { login: Some((USER, "wrong horse")), ..SUBMISSION.of("auth/bad-credentials") }.variant("starttls"),
    IMPLICIT.of("auth/app-password-required").world(|| {
        refusing(
            "534-5.7.9 Application-specific password required. For more information, go to\n\
             534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    IMPLICIT.of("auth/authorization-code-required").world(|| {
        in_gbk(
            "535 Error: 请使用授权码登录。详情请看: \
             http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256",
        )
    }),
    IMPLICIT.of("auth/oauth-required").world(|| {
        refusing(
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. \
             [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-20T08:15:30.120Z 08DE27F0A1B2C3D4]",
        )
    }),
    IMPLICIT.of("auth/smtp-disabled").world(|| {
        refusing(
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. \
             Visit https://aka.ms/smtp_auth_disabled for more information. \
             [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-20T08:15:30.120Z 08DE27F0A1B2C3D4]",
        )
    }),
    IMPLICIT.of("auth/smtp-disabled").variant("gbk").world(|| in_gbk("550 用户无权登陆")),
    SUBMISSION.of("auth/not-offered").world(|| on_587(without_auth(HOST))),
    Scenario { mode: TlsMode::None, ..SUBMISSION.of("auth/tls-required") },
    IMPLICIT.of("auth/mechanism-unsupported").world(|| {
        let unknown = Answer::reply("504 5.7.4 Unrecognized authentication type");
        let service = Service::submissions(HOST).offering_under_tls(HOST, &["AUTH NTLM GSSAPI"]);
        on_465(service.answering("AUTH", unknown))
    }),
    Scenario { host: GMAIL, login: Some(("me", "abcdefghijklmnop")), ..IMPLICIT.of("auth/username-form") }
        .world(|| {
            let greeting = "220 smtp.gmail.com ESMTP 5b1f17b1804b1-4300sm20 - gsmtp";
            elsewhere(
                GMAIL,
                greeting,
                "535-5.7.8 Username and Password not accepted. For more information, go to\n\
                 535 5.7.8  https://support.google.com/mail/?p=BadCredentials 5b1f17b1804b1-4300sm20 - gsmtp",
            )
        }),
    // The key pair is the one that Amazon's own manuals show.
    Scenario {
        host: SES,
        login: Some(("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")),
        ..IMPLICIT.of("auth/wrong-credential-kind")
    }
    .world(|| {
        let greeting = "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-LAB0EXAMPLE";
        elsewhere(SES, greeting, "535 Authentication Credentials Invalid")
    }),
    Scenario { login: Some((USER, "\"correct horse\"")), ..IMPLICIT.of("auth/credential-mangled") },
    IMPLICIT.of("auth/too-many-attempts").world(|| {
        refusing("454 4.7.0 Too many login attempts, please try again later. 5b1f17b1804b1-4300sm20 - gsmtp")
    }),
    IMPLICIT.of("auth/account-locked").world(|| {
        refusing("535 5.7.8 Error: authentication failed: Account is locked")
    }),
    IMPLICIT.of("auth/login-blocked").world(|| {
        refusing(
            "534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbvLAB>\n\
             534-5.7.14 Please log in via your web browser and then try again.\n\
             534-5.7.14  Learn more at\n\
             534 5.7.14  https://support.google.com/mail/answer/78754 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    IMPLICIT.of("auth/ip-not-allowed").world(|| refusing("525 5.7.1 Unauthorized IP address")),
    IMPLICIT.of("auth/password-expired").world(|| {
        refusing("535 5.7.8 Error: authentication failed: Password has expired, please change it")
    }),
    IMPLICIT.of("auth/temporary-failure").world(|| {
        refusing("454 4.7.0 Temporary authentication failure: Connection lost to authentication server")
    }),
    SUBMISSION.of("auth/plaintext-refused").world(|| on_587(Service::in_clear(HOST))),
];

/// A server that answers every login so.
fn refusing(lines: &str) -> World {
    on_465(Service::submissions(HOST).refusing_logins(reply(lines)))
}

/// The same in the encoding of Chinese providers.
fn in_gbk(lines: &str) -> World {
    let (line, ..) = GBK.encode(lines);
    on_465(Service::submissions(HOST).refusing_logins([&*line, b"\r\n"].concat()))
}

/// The same at a known provider.
fn elsewhere(host: &str, greeting: &str, lines: &str) -> World {
    let service = Service::submissions(host).greeting(Answer::reply(greeting)).refusing_logins(reply(lines));
    World::of(host, &[World::ADDRESS]).serving(465, service)
}
