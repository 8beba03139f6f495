//! The user name has another form than the server wants: a bare name for an address, an address for a fixed word.
//!
//! Servers answer that in the words they have for a wrong password. It is told by the provider's rule and a refusal
//! together, or by a reply that says so while the given name is indeed no address.

use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::plan::LoginRecord;
use crate::provider::{Provider, UserName};

use super::refusal;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("auth/username-form"),
    severity: Severity::Error,
    title: Text {
        en: "The user name does not have the form that {host} wants",
        zh_cn: "用户名的格式不符合 {host} 的要求",
    },
    explanation: Text {
        en: "The server finds the account by the user name, and no account has a name of this form. The \
             password may well be right.",
        zh_cn: "服务器按用户名查找账号，这种格式的用户名不对应任何账号。密码可能是正确的。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the whole mail address as user name: {full}",
                zh_cn: "用完整的邮箱地址作为用户名：{full}",
            },
            command: Some("smtp-doctor {host}:{port} {full} --ask-password"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the whole mail address as user name, with @ and domain, in every program that sends \
                     mail.",
                zh_cn: "在所有发信程序中，用户名都要填写完整的邮箱地址，包括 @ 和域名。",
            },
            command: None,
            link: None,
            when: When::With("wants_address"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use only the part of the address before the @ as user name: {local}",
                zh_cn: "用户名只填写邮箱地址中 @ 前面的部分：{local}",
            },
            command: Some("smtp-doctor {host}:{port} {local} --ask-password"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the word {literal} as user name, exactly as it stands here, and the key as password.",
                zh_cn: "用户名固定填写 {literal} 这个词，密码填写密钥。",
            },
            command: Some("smtp-doctor {host}:{port} {literal} --ask-password"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use your address at icloud.com, me.com or mac.com as user name, even if you send from a \
                     domain of your own.",
                zh_cn: "用户名请填写 icloud.com、me.com 或 mac.com 的地址，即使用自己的域名发信也是如此。",
            },
            command: None,
            link: Some("https://support.apple.com/HT202304"),
            when: When::With("wants_own_domain"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "As password, use an app password, not the account password: {secret_page}",
                zh_cn: "密码填写应用专用密码，不能填写账号密码：{secret_page}",
            },
            command: None,
            link: None,
            when: When::With("at_gmail"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "As password, use an authorisation code (授权码), not the password of the web mail.",
                zh_cn: "密码填写授权码，不能填写邮箱登录密码。",
            },
            command: None,
            link: None,
            when: When::With("at_qq"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use an authorisation code (授权码) with it, not the password of the web mail.",
                zh_cn: "密码也要填写授权码，不能填写邮箱登录密码。",
            },
            command: None,
            link: None,
            when: When::With("at_netease"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See in the provider's SMTP settings which user name belongs to the account: it may differ from \
                     the mail address.",
                zh_cn: "在服务商的 SMTP 设置说明中查看用户名的写法，它可能与邮箱地址不同。",
            },
            command: None,
            link: None,
            when: When::Without("by_rule"),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor compares the form of the given user name with the one that the provider wants. If the \
             server refuses the login and the two forms differ, or the reply itself asks for another form, it \
             is this.",
        zh_cn: "smtp-doctor 会把所给用户名的形式与服务商要求的形式比较。如果服务器拒绝登录而形式不符，\
                或者服务器的答复要求换一种写法，就是这个原因。",
    },
    symptoms: PATTERNS,
    supersedes: &[
        Code("auth/bad-credentials"),
        Code("auth/temporary-failure"),
        Code("auth/app-password-required"),
        Code("auth/authorization-code-required"),
    ],
    told_by,
};

/// The refusals that say so.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern {
        codes: Pattern::REFUSAL,
        enhanced: "",
        words: "
            full email address
            full e-mail address
            full mail address
            complete email address
            full address & user
            username & must be & email
            username should be & email
            user name & must be & mail
            invalid username format
            invalid user name format
            domain & missing & user
            完整 & 邮箱
            完整 & 邮件地址
            全地址
            ",
    },
    Pattern::said(
        "
        use your full email address
        full email address as
        username must be your full
        完整的邮箱地址
        邮箱全称
        user@domain
        full email as
        email address as username
        email as username
        username is not an email
        enter your full
        complete e-mail
        完整邮箱
        完整的邮箱
        ",
    ),
];

fn told_by(evidence: &Evidence) -> Vec<Match> {
    told_at(evidence, refusal::provider(evidence))
}

fn told_at(evidence: &Evidence, provider: Option<&'static Provider>) -> Vec<Match> {
    let refusals = refusal::refusals(evidence, provider);
    let told = refusals.iter().filter_map(|refusal| {
        let fault = refusal.provider.zip(refusal.login).and_then(|(provider, login)| fault(provider, login));
        let named = refusal.means == CAUSE.code;
        match fault {
            Some(fault) if named || refusal.judges_credentials() => {
                Some(fault.added_to(refusal.shown()).with("by_rule", ""))
            }
            None if named => Some(refusal.shown().with("wants_address", "")),
            _ => None,
        }
    });
    told.collect()
}

/// What is wrong with the form of a user name, with the name that would do where it is known.
enum Fault {
    NoAddress { full: Option<String> },
    Address { local: String },
    OtherWord { literal: &'static str },
    ForeignAddress,
}

fn fault(provider: &Provider, login: &LoginRecord) -> Option<Fault> {
    let user = login.user.trim();
    match provider.user {
        UserName::Address if !login.user_form.address => {
            // Where a provider has many domains, which one is the user's is not known.
            let full = match provider.domains {
                [domain] if !login.user_form.windows && !user.contains('@') => {
                    Some(format!("{user}@{domain}"))
                }
                _ => None,
            };
            Some(Fault::NoAddress { full })
        }
        UserName::Address if provider.id == "icloud" => {
            let (_, domain) = user.rsplit_once('@')?;
            let own = provider.domains.iter().any(|own| domain.eq_ignore_ascii_case(own));
            (!own).then_some(Fault::ForeignAddress)
        }
        UserName::LocalPart => {
            let (local, _) = user.split_once('@')?;
            Some(Fault::Address { local: local.to_owned() })
        }
        UserName::Literal(literal) if user != literal && !is_taken_too(provider.id, user) => {
            Some(Fault::OtherWord { literal })
        }
        UserName::Address | UserName::AddressOrLocalPart | UserName::Literal(_) | UserName::Given => None,
    }
}

/// Whether a provider that wants one word takes another name as well.
fn is_taken_too(id: &str, user: &str) -> bool {
    match id {
        "mailtrap" => user == "smtp@mailtrap.io",
        // Options stand behind the word, such as the subaccount to send for.
        "sparkpost" => user.starts_with("SMTP_Injection:"),
        _ => false,
    }
}

impl Fault {
    fn added_to(self, found: Match) -> Match {
        let proof = |text| Proof::new(text, Vec::new());
        match self {
            Self::NoAddress { full } => {
                let found = found.and(proof(Text {
                    en: "{provider} wants the whole mail address as user name, and the given one is not an address",
                    zh_cn: "{provider} 要求用户名是完整的邮箱地址，而所给的用户名不是",
                }));
                match full {
                    Some(full) => found.with("full", full),
                    None => found.with("wants_address", ""),
                }
            }
            Self::Address { local } => found.with("local", local).and(proof(Text {
                en: "{provider} wants only the part before the @ as user name, and a whole address was given",
                zh_cn: "{provider} 要求用户名只写 @ 前面的部分，而所给的是完整地址",
            })),
            Self::OtherWord { literal } => found.with("literal", literal).and(Proof::new(
                Text {
                    en: "{provider} wants the user name {literal}, and another was given",
                    zh_cn: "{provider} 要求用户名固定为 {literal}，而所给的是别的",
                },
                vec![("literal", literal.to_owned())],
            )),
            Self::ForeignAddress => found.with("wants_own_domain", "").and(proof(Text {
                en: "{provider} wants one of its own addresses as user name, and the given one is of another domain",
                zh_cn: "{provider} 要求用户名是它自己的地址，而所给的地址属于别的域名",
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::auth::sample::{GMAIL, ICLOUD, PLAIN, SENDGRID, refused, with_login};
    use crate::provider::by_id;

    static LOCAL: Provider = Provider { id: "local", user: UserName::LocalPart, ..PLAIN };

    fn told(user: &str, provider: &'static Provider) -> Vec<Match> {
        told_at(&with_login(refused(535, "5.7.8 not accepted"), user, "secret"), Some(provider))
    }

    fn has(found: &[Match], name: &str, value: &str) -> bool {
        found.first().is_some_and(|found| found.args.contains(&(name_of(name), value.to_owned())))
    }

    fn name_of(name: &str) -> &'static str {
        ["full", "local", "literal", "wants_address", "wants_own_domain"]
            .into_iter()
            .find(|known| *known == name)
            .unwrap()
    }

    #[test]
    fn each_rule_is_told_with_the_name_that_would_do() {
        assert!(has(&told("me", &GMAIL), "full", "me@gmail.com"));
        assert!(has(&told("CORP\\me", &GMAIL), "wants_address", ""));
        assert!(has(&told("me@example.com", &LOCAL), "local", "me"));
        assert!(has(&told("me@example.com", &SENDGRID), "literal", "apikey"));
        assert!(has(&told("me@example.com", &ICLOUD), "wants_own_domain", ""));
    }

    fn told_of(id: &str, user: &str) -> Vec<Match> {
        told(user, by_id(id).unwrap())
    }

    #[test]
    fn services_for_applications_are_held_to_their_rules() {
        assert!(has(&told_of("sparkpost", "me@example.com"), "literal", "SMTP_Injection"));
        assert!(has(&told_of("mailtrap", "0123456789abcd"), "literal", "api"));
        assert!(has(&told_of("resend", "apikey"), "literal", "resend"));
        assert!(has(&told_of("emailit", "me@example.com"), "literal", "emailit"));
        assert!(has(&told_of("plunk", "api"), "literal", "plunk"));
        assert!(has(&told_of("mailgun", "api"), "wants_address", ""));
        assert!(has(&told_of("brevo", "apikey"), "wants_address", ""));
        let faultless = [
            ("sparkpost", "SMTP_Injection"),
            ("sparkpost", "SMTP_Injection:X-MSYS-SUBACCOUNT=7"),
            ("mailtrap", "api"),
            ("mailtrap", "smtp@mailtrap.io"),
            ("mailgun", "postmaster@example.com"),
            ("brevo", "abc001@smtp-brevo.com"),
            ("postmark", "me@example.com"),
            ("naver", "me"),
            ("free-fr", "me"),
            ("free-fr", "me@free.fr"),
        ];
        for (id, user) in faultless {
            assert!(told_of(id, user).is_empty(), "{id} {user}");
        }
    }

    #[test]
    fn a_name_as_wanted_is_no_fault() {
        assert!(told("me@example.com", &GMAIL).is_empty());
        assert!(told("me@icloud.com", &ICLOUD).is_empty());
        assert!(told("me", &LOCAL).is_empty());
        assert!(told("apikey", &SENDGRID).is_empty());
    }

    #[test]
    fn a_reply_that_asks_for_the_address_counts_where_none_was_given() {
        let evidence = refused(535, "Login failed. Use your full email address as username");
        assert!(told_by(&evidence).is_empty());
        assert_eq!(told_by(&with_login(evidence, "me", "secret")).len(), 1);
    }

    #[test]
    fn a_refusal_for_another_reason_says_nothing_of_the_name() {
        let evidence = with_login(refused(525, "5.7.1 Unauthorized IP address"), "me", "secret");
        assert!(told_at(&evidence, Some(&GMAIL)).is_empty());
    }
}
