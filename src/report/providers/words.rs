//! The words of these pages that belong to no provider.

use crate::locale::{Lang, Text, fill};
use crate::plan::Security;
use crate::provider::{SecretKind, UserName};

pub(super) static HOST: Text = Text { en: "HOST", zh_cn: "主机" };
pub(super) static HOST_LABEL: Text = Text { en: "REGION", zh_cn: "地域" };
pub(super) static USER: Text = Text { en: "USER", zh_cn: "用户名" };

pub(super) static COLUMN_ID: Text = Text { en: "ID", zh_cn: "代号" };
pub(super) static COLUMN_NAME: Text = Text { en: "PROVIDER", zh_cn: "服务商" };
pub(super) static COLUMN_SERVER: Text = Text { en: "SERVER", zh_cn: "服务器" };
pub(super) static COLUMN_SECRET: Text = Text { en: "PASSWORD", zh_cn: "密码类型" };

pub(super) static LABEL_NAME: Text = Text { en: "Names", zh_cn: "名称" };
pub(super) static LABEL_DOMAINS: Text = Text { en: "Addresses at", zh_cn: "邮箱域名" };
pub(super) static LABEL_SERVERS: Text = Text { en: "Servers", zh_cn: "服务器" };
pub(super) static LABEL_USER: Text = Text { en: "User name", zh_cn: "用户名" };
pub(super) static LABEL_SECRET: Text = Text { en: "Password", zh_cn: "密码" };
pub(super) static LABEL_HELP: Text = Text { en: "Help page", zh_cn: "帮助页面" };
pub(super) static HEADING_NOTES: Text = Text { en: "What to know", zh_cn: "须知" };
pub(super) static HEADING_REPLIES: Text =
    Text { en: "What its refusals mean", zh_cn: "拒绝答复的含义" };
pub(super) static HEADING_COMMAND: Text = Text { en: "To examine it", zh_cn: "检查命令" };

pub(super) static RECOMMENDED: Text = Text { en: "recommended", zh_cn: "推荐" };
pub(super) static OWN_SERVER: Text = Text { en: "your own server", zh_cn: "自建服务器" };
pub(super) static NO_HOST: Text =
    Text { en: "No host is the same for all: see below.", zh_cn: "没有统一的服务器，见下文。" };
pub(super) static MADE_AT: Text = Text { en: "Make one at {page}", zh_cn: "生成页面：{page}" };
pub(super) static SINCE: Text = Text { en: "Since {since}: {text}", zh_cn: "自 {since} 起：{text}" };
pub(super) static SAID: Text = Text { en: "{code} “{words}”", zh_cn: "{code}“{words}”" };

pub(super) static COUNT: Text = Text {
    en: "The page of one: smtp-doctor providers NAME, HOST or ADDRESS",
    zh_cn: "查看其中一家：smtp-doctor providers 名称、主机或邮箱地址",
};
pub(super) static SEVERAL: Text = Text {
    en: "“{query}” may mean several providers. The page of one: smtp-doctor providers ID",
    zh_cn: "“{query}”可能指以下几家。查看其中一家：smtp-doctor providers 代号",
};
pub(super) static NOTHING: Text = Text {
    en: "smtp-doctor knows no provider “{query}”.",
    zh_cn: "smtp-doctor 不认识服务商“{query}”。",
};
pub(super) static MEANT: Text =
    Text { en: "Do you mean {suggestion}?", zh_cn: "你要找的是 {suggestion} 吗？" };
pub(super) static ALL: Text = Text {
    en: "`smtp-doctor providers` lists all that it knows.",
    zh_cn: "smtp-doctor providers 会列出所有已知的服务商。",
};
pub(super) static EXAMINE: Text = Text {
    en: "A server of any provider can be examined: smtp-doctor HOST:PORT USER --ask-password",
    zh_cn: "任何服务商的服务器都可以检查：smtp-doctor 主机:端口 用户名 --ask-password",
};

/// How TLS starts, in words.
pub(super) fn security(security: Security, lang: Lang) -> &'static str {
    let strings = lang.strings();
    match security {
        Security::Implicit => strings.security_implicit,
        Security::StartTls => strings.security_starttls,
        Security::Plain => strings.security_plain,
        Security::Opportunistic | Security::Detect => strings.security_undecided,
    }
}

/// The form of a user name, in words.
pub(super) fn user(user: UserName, lang: Lang) -> String {
    let text = match user {
        UserName::Address => Text { en: "The whole mail address.", zh_cn: "完整的邮箱地址。" },
        UserName::LocalPart => Text { en: "The part before the @.", zh_cn: "@ 之前的部分。" },
        UserName::AddressOrLocalPart => Text {
            en: "The whole mail address, or the part before its @.",
            zh_cn: "完整的邮箱地址，或 @ 之前的部分。",
        },
        UserName::Literal(_) => Text { en: "Always the word {word}.", zh_cn: "固定为 {word}。" },
        UserName::Given => Text {
            en: "A name that the provider or the administrator hands out.",
            zh_cn: "由服务商或管理员给出的用户名。",
        },
    };
    let word = if let UserName::Literal(word) = user { word } else { "" };
    fill(text.in_lang(lang), &[("word", word.to_owned())])
}

/// The kind of a secret, in few words.
pub(super) fn secret(secret: SecretKind) -> Text {
    match secret {
        SecretKind::Password => Text { en: "mailbox password", zh_cn: "邮箱密码" },
        SecretKind::AppPassword => Text { en: "app password", zh_cn: "应用专用密码" },
        SecretKind::PasswordOrAppPassword => {
            Text { en: "mailbox or app password", zh_cn: "邮箱密码或应用专用密码" }
        }
        SecretKind::AuthorizationCode => Text { en: "authorisation code (授权码)", zh_cn: "授权码" },
        SecretKind::OAuth => Text { en: "OAuth 2.0 only", zh_cn: "只能用 OAuth 2.0" },
        SecretKind::SmtpKey => Text { en: "SMTP key", zh_cn: "SMTP 专用密钥" },
        SecretKind::NoLogin => Text { en: "no login", zh_cn: "不能登录" },
    }
}

/// The kind of a secret, in a sentence.
pub(super) fn secret_in_full(secret: SecretKind) -> Text {
    match secret {
        SecretKind::Password => {
            Text { en: "The password of the mailbox.", zh_cn: "邮箱的登录密码。" }
        }
        SecretKind::AppPassword => Text {
            en: "A password made for mail programs (app password), never the password of the account.",
            zh_cn: "为邮件程序单独生成的密码（应用专用密码），不是账号的登录密码。",
        },
        SecretKind::PasswordOrAppPassword => Text {
            en: "The password of the mailbox; an app password once two-step verification or a similar setting \
                 is on.",
            zh_cn: "邮箱的登录密码；打开两步验证或类似设置后，要用应用专用密码。",
        },
        SecretKind::AuthorizationCode => Text {
            en: "An authorisation code (授权码) made in the web mail, never the password of the account.",
            zh_cn: "在网页版邮箱里生成的授权码，不是账号的登录密码。",
        },
        SecretKind::OAuth => Text {
            en: "An OAuth 2.0 access token. No password of any kind is accepted.",
            zh_cn: "OAuth 2.0 访问令牌；不接受任何密码。",
        },
        SecretKind::SmtpKey => Text {
            en: "A key or password made for SMTP in the provider's console, never the password of the account.",
            zh_cn: "在服务商控制台里为 SMTP 生成的密钥或密码，不是账号的登录密码。",
        },
        SecretKind::NoLogin => {
            Text { en: "Nobody can log in by SMTP.", zh_cn: "不能通过 SMTP 登录。" }
        }
    }
}
