//! The options about who logs in, and how the password comes in without a trace in the process list.

use super::{Heading, Opt, Serves, Takes};
use crate::locale::Text;

/// `--password-stdin`.
pub(crate) static PASSWORD_STDIN: Opt = Opt {
    long: "password-stdin",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Read the password from standard input, a single line",
        zh_cn: "从标准输入读取密码，只能有一行",
    },
};

/// `--password-env VAR`.
pub(crate) static PASSWORD_ENV: Opt = Opt {
    long: "password-env",
    short: None,
    takes: Takes::Value(Text { en: "VAR", zh_cn: "变量" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Read the password from this environment variable", zh_cn: "从此环境变量读取密码"
    },
};

/// `--password-file FILE`.
pub(crate) static PASSWORD_FILE: Opt = Opt {
    long: "password-file",
    short: None,
    takes: Takes::Value(Text { en: "FILE", zh_cn: "文件" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Read the password from this file, which other users must not be able to read",
        zh_cn: "从此文件读取密码；文件不得让其他用户可读",
    },
};

/// `--password-command CMD`.
pub(crate) static PASSWORD_COMMAND: Opt = Opt {
    long: "password-command",
    short: None,
    takes: Takes::Value(Text { en: "CMD", zh_cn: "命令" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Run this program, without a shell, and read the password from its output",
        zh_cn: "运行此程序（不经过 shell），从它的输出读取密码",
    },
};

/// `--ask-password`.
pub(crate) static ASK_PASSWORD: Opt = Opt {
    long: "ask-password",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Ask for the password on the terminal, without showing it",
        zh_cn: "在终端上询问密码，输入时不显示",
    },
};

/// `--auth MECH`: one mechanism only.
pub(crate) static AUTH: Opt = Opt {
    long: "auth",
    short: None,
    takes: Takes::Value(Text { en: "MECH", zh_cn: "机制" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Use this mechanism only: PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1, -256 or -512 (with -PLUS too); EXTERNAL with --cert; XOAUTH2 or OAUTHBEARER with an access token as the password",
        zh_cn: "只用此认证机制：PLAIN、LOGIN、CRAM-MD5、SCRAM-SHA-1、-256 或 -512（也可加 -PLUS）；EXTERNAL 需要 --cert；XOAUTH2 或 OAUTHBEARER 则以访问令牌为密码",
    },
};

/// `--cert PEM`: the user's own certificate.
pub(crate) static CERT: Opt = Opt {
    long: "cert",
    short: None,
    takes: Takes::Value(Text { en: "PEM", zh_cn: "证书文件" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Show this client certificate to a server that asks for one and is trusted; its key is in the same file or in --key",
        zh_cn: "服务器可信且要求客户端证书时，出示此证书；私钥在同一文件中，或由 --key 给出",
    },
};

/// `--key PEM`: the key of the user's own certificate.
pub(crate) static KEY: Opt = Opt {
    long: "key",
    short: None,
    takes: Takes::Value(Text { en: "PEM", zh_cn: "私钥文件" }),
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "The private key of --cert, without a passphrase",
        zh_cn: "--cert 证书的私钥，不带口令",
    },
};

/// `--allow-plaintext-auth`.
pub(crate) static ALLOW_PLAINTEXT_AUTH: Opt = Opt {
    long: "allow-plaintext-auth",
    short: None,
    takes: Takes::Nothing,
    heading: Heading::Login,
    serves: Serves::Examination,
    help: Text {
        en: "Send the password even where nothing is encrypted or the certificate is not trusted",
        zh_cn: "即使没有加密或证书不可信，也发送密码",
    },
};
