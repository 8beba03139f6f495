//! What can be wrong with a login. The refusals are worded as real servers word them.

use encoding_rs::GBK;

use super::super::script::reply;
use super::super::{
    Answer, Clients, Kind, Mechanism, Service, Signature, Step, Tls, TlsService, USER, Versions, World,
};
use super::provider::{
    CHOSEN, LETTERS, SES, brevo_answers, exmail_answers, gmail, gmail_answers, icloud_answers, implicit,
    microsoft_answers, netease_answers, qq_answers, sendgrid_answers, ses_answers, start_tls, yahoo_answers,
};
use super::smtp::without_auth;
use super::{HOST, IMPLICIT, SUBMISSION, Scenario, on_465, on_587};
use crate::plan::TlsMode;

/// Gmail's refusal of a user name or password, whichever it is.
const BAD_CREDENTIALS: &str = "535-5.7.8 Username and Password not accepted. For more information, go to\n\
     535 5.7.8  https://support.google.com/mail/?p=BadCredentials 5b1f17b1804b1-4300sm20 - gsmtp";
/// Microsoft's refusal of a user name or password.
const INCORRECT: &str = "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. \
                         [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-20T08:15:30.120Z 08DE27F0A1B2C3D4]";
/// Microsoft's refusal of any password.
const NO_PASSWORDS: &str = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. \
                            [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-20T08:15:30.120Z 08DE27F0A1B2C3D4]";
/// Microsoft's refusal where SMTP is off.
const NO_SMTP: &str = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. \
                       Visit https://aka.ms/smtp_auth_disabled for more information. \
                       [LA0PR01CA0001.LABPRD01.PROD.OUTLOOK.COM 2026-11-20T08:15:30.120Z 08DE27F0A1B2C3D4]";

pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario { login: Some((USER, "wrong horse")), ..IMPLICIT.of("auth/bad-credentials") },
    Scenario { login: Some((USER, "wrong horse")), ..SUBMISSION.of("auth/bad-credentials") }.variant("starttls"),
    Scenario { login: Some((USER, "wrong horse")), ..IMPLICIT.of("auth/bad-credentials") }
        .variant("scram")
        .world(|| proving(Signature::Right)),
    gmail("me@gmail.com", LETTERS)
        .of("auth/bad-credentials")
        .variant("gmail-app-password")
        .world(|| gmail_answers(BAD_CREDENTIALS)),
    gmail("me@qq.com", LETTERS)
        .of("auth/bad-credentials")
        .variant("qq-address-at-gmail")
        .world(|| gmail_answers(BAD_CREDENTIALS)),
    start_tls("smtp.office365.com", "me@example.com", CHOSEN)
        .of("auth/bad-credentials")
        .variant("microsoft365")
        .world(|| microsoft_answers("smtp.office365.com", INCORRECT)),
    implicit("smtp.exmail.qq.com", "me@example.com", CHOSEN)
        .of("auth/bad-credentials")
        .variant("exmail")
        .world(|| exmail_answers("535 Error: authentication failed, system busy")),
    start_tls("smtp.mail.me.com", "me@icloud.com", "abcd-efgh-ijkl-mnop")
        .of("auth/bad-credentials")
        .variant("icloud")
        .world(|| icloud_answers("535 5.7.8 Error: authentication failed: authentication failure")),
    start_tls("smtp.sendgrid.net", "apikey", "SG.lab-made-up-key")
        .of("auth/bad-credentials")
        .variant("sendgrid")
        .world(|| {
            sendgrid_answers(
                "535 Authentication failed: The provided authorization grant is invalid, expired, or revoked",
            )
        }),
    implicit(SES, "AKIAIOSFODNN7EXAMPLE", "BLabMadeUpSmtpPasswordOfFortyFourCharacters0")
        .of("auth/bad-credentials")
        .variant("ses")
        .world(|| ses_answers("535 Authentication Credentials Invalid")),
    IMPLICIT.of("auth/app-password-required").world(|| {
        refusing(
            "534-5.7.9 Application-specific password required. For more information, go to\n\
             534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    gmail("me@gmail.com", CHOSEN).of("auth/app-password-required").variant("gmail").world(|| {
        gmail_answers(
            "534-5.7.9 Application-specific password required. Learn more at\n\
             534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    gmail("me@gmail.com", CHOSEN)
        .of("auth/app-password-required")
        .variant("gmail-generic-535")
        .world(|| gmail_answers(BAD_CREDENTIALS)),
    implicit("smtp.mail.yahoo.com", "me@yahoo.com", CHOSEN)
        .of("auth/app-password-required")
        .variant("yahoo")
        .world(|| yahoo_answers("535 5.7.0 (#AUTH005) Too many bad auth attempts.")),
    start_tls("smtp.mail.me.com", "me@icloud.com", CHOSEN)
        .of("auth/app-password-required")
        .variant("icloud")
        .world(|| icloud_answers("535 5.7.8 Error: authentication failed: authentication failure")),
    IMPLICIT.of("auth/authorization-code-required").world(|| {
        in_gbk(
            "535 Error: 请使用授权码登录。详情请看: \
             http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256",
        )
    }),
    implicit("smtp.qq.com", "10001@qq.com", CHOSEN)
        .of("auth/authorization-code-required")
        .variant("qq")
        .world(|| {
            qq_answers(
                "535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency \
                 limited, or system is busy. More information at https://help.mail.qq.com/detail/108/1023",
            )
        }),
    implicit("smtp.163.com", "me@163.com", CHOSEN)
        .of("auth/authorization-code-required")
        .variant("163")
        .world(|| netease_answers("535 Error: authentication failed")),
    IMPLICIT.of("auth/oauth-required").world(|| refusing(NO_PASSWORDS)),
    start_tls("smtp-mail.outlook.com", "me@outlook.com", CHOSEN)
        .of("auth/oauth-required")
        .variant("outlook")
        .world(|| microsoft_answers("smtp-mail.outlook.com", NO_PASSWORDS)),
    start_tls("smtp-mail.outlook.com", "me@hotmail.com", LETTERS)
        .of("auth/oauth-required")
        .variant("outlook-incorrect")
        .world(|| microsoft_answers("smtp-mail.outlook.com", INCORRECT)),
    start_tls("smtp.office365.com", "me@example.com", CHOSEN)
        .of("auth/oauth-required")
        .variant("microsoft365")
        .world(|| microsoft_answers("smtp.office365.com", NO_PASSWORDS)),
    IMPLICIT.of("auth/smtp-disabled").world(|| refusing(NO_SMTP)),
    IMPLICIT.of("auth/smtp-disabled").variant("gbk").world(|| in_gbk("550 用户无权登陆")),
    start_tls("smtp.office365.com", "me@example.com", CHOSEN)
        .of("auth/smtp-disabled")
        .variant("microsoft365")
        .world(|| microsoft_answers("smtp.office365.com", NO_SMTP)),
    implicit("smtp.163.com", "me@163.com", CHOSEN)
        .of("auth/smtp-disabled")
        .variant("163")
        .world(|| netease_answers("550 User has no permission")),
    SUBMISSION.of("auth/not-offered").world(|| on_587(without_auth(HOST))),
    Scenario { mode: TlsMode::None, ..SUBMISSION.of("auth/tls-required") },
    IMPLICIT.of("auth/mechanism-unsupported").world(|| {
        let unknown = Answer::reply("504 5.7.4 Unrecognized authentication type");
        let service = Service::submissions(HOST).offering_under_tls(HOST, &["AUTH NTLM GSSAPI"]);
        on_465(service.answering("AUTH", unknown))
    }),
    gmail("me", LETTERS).of("auth/username-form").world(|| gmail_answers(BAD_CREDENTIALS)),
    start_tls("smtp.mail.me.com", "me@example.com", LETTERS)
        .of("auth/username-form")
        .variant("icloud")
        .world(|| icloud_answers("535 5.7.8 Error: authentication failed: authentication failure")),
    start_tls("smtp.sendgrid.net", "me@example.com", "SG.lab-made-up-key")
        .of("auth/username-form")
        .variant("sendgrid")
        .world(|| {
            sendgrid_answers(
                "535 Authentication failed: The provided authorization grant is invalid, expired, or revoked",
            )
        }),
    // The key pair is the one that Amazon's own manuals show.
    implicit(SES, "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        .of("auth/wrong-credential-kind")
        .world(|| ses_answers("535 Authentication Credentials Invalid")),
    start_tls("smtp-relay.brevo.com", "me@example.com", "xkeysib-lab-made-up-key")
        .of("auth/wrong-credential-kind")
        .variant("brevo")
        .world(|| brevo_answers("535 5.7.8 Authentication failed")),
    Scenario { login: Some((USER, "\"correct horse\"")), ..IMPLICIT.of("auth/credential-mangled") },
    IMPLICIT.of("auth/too-many-attempts").world(|| {
        refusing("454 4.7.0 Too many login attempts, please try again later. 5b1f17b1804b1-4300sm20 - gsmtp")
    }),
    implicit("smtp.163.com", "me@163.com", CHOSEN)
        .of("auth/too-many-attempts")
        .variant("163")
        .world(|| {
            netease_answers("554 IP is rejected, smtp auth error limit exceed, 163 smtp3,DcmowAAHjJkIJ1JZ")
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
    gmail("me@gmail.com", CHOSEN).of("auth/login-blocked").variant("gmail").world(|| {
        gmail_answers(
            "534-5.7.9 Please log in with your web browser and then try again. Learn more at\n\
             534 5.7.9  https://support.google.com/mail/?p=WebLoginRequired 5b1f17b1804b1-4300sm20 - gsmtp",
        )
    }),
    IMPLICIT.of("auth/ip-not-allowed").world(|| refusing("525 5.7.1 Unauthorized IP address")),
    start_tls("smtp-relay.brevo.com", "me@example.com", "xsmtpsib-lab-made-up-key")
        .of("auth/ip-not-allowed")
        .variant("brevo")
        .world(|| brevo_answers("525 5.7.1 Unauthorized IP address")),
    IMPLICIT.of("auth/password-expired").world(|| {
        refusing("535 5.7.8 Error: authentication failed: Password has expired, please change it")
    }),
    IMPLICIT.of("auth/temporary-failure").world(|| {
        refusing("454 4.7.0 Temporary authentication failure: Connection lost to authentication server")
    }),
    SUBMISSION.of("auth/plaintext-refused").world(|| on_587(Service::in_clear(HOST))),
    IMPLICIT.of("auth/server-unproven").world(|| proving(Signature::Missing)),
    IMPLICIT.of("auth/server-unproven").variant("wrong").world(|| proving(Signature::Wrong)),
    Scenario { mechanism: Some("EXTERNAL"), ..IMPLICIT.of("auth/certificate-rejected") }.world(|| {
        let clients = TlsService {
            host: HOST.to_owned(),
            kind: Kind::Good,
            versions: Versions::Both,
            clients: Clients::Certified,
        };
        let service = Service::submissions(HOST).with_tls(Tls::Serve(clients));
        let refused = Answer::reply("535 5.7.8 Error: authentication failed: username not known");
        on_465(service.offering_under_tls(HOST, &["AUTH EXTERNAL PLAIN"]).answering("AUTH", refused))
    }),
];

/// A server that offers SCRAM, and proves itself by this signature.
fn proving(signature: Signature) -> World {
    let led = Answer(vec![Step::Authenticate(Mechanism::Scram(signature))]);
    let service = Service::submissions(HOST).answering_under_tls("AUTH", led);
    on_465(service.offering_under_tls(HOST, &["AUTH PLAIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS"]))
}

/// A server that answers every login so.
fn refusing(lines: &str) -> World {
    on_465(Service::submissions(HOST).refusing_logins(reply(lines)))
}

/// The same in the encoding of Chinese providers.
fn in_gbk(lines: &str) -> World {
    let (line, ..) = GBK.encode(lines);
    on_465(Service::submissions(HOST).refusing_logins([&*line, b"\r\n"].concat()))
}
