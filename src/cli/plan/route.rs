//! Which ports are examined and when TLS starts on them: from the target, the fourth word and `--tls`.

use crate::cli::args::{Args, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::plan::{ALTERNATE, ReadTarget, Route, SMTP, SUBMISSION, SUBMISSIONS, TlsMode};

/// The place of the fourth word, counted from 0.
const TLS_WORD: usize = 3;

/// The ways to the server.
pub(super) fn routes(args: &Args, read: &ReadTarget) -> Result<Vec<Route>, Error> {
    let mode = mode(args, read)?;
    let ports = match (read.target.port, mode) {
        (Some(port), _) => vec![port],
        // The last two are looked at for information only.
        (None, TlsMode::Auto | TlsMode::Required) => vec![SUBMISSIONS, SUBMISSION, ALTERNATE, SMTP],
        (None, TlsMode::Implicit) => vec![SUBMISSIONS],
        (None, TlsMode::StartTls | TlsMode::None) => vec![SUBMISSION],
    };
    Ok(ports.into_iter().map(|port| Route::new(port, mode)).collect())
}

/// The mode that was asked for in any of the places.
pub(super) fn mode(args: &Args, read: &ReadTarget) -> Result<TlsMode, Error> {
    let asked = asked(args)?;
    match (read.mode, asked) {
        // `smtps://` says when TLS starts as plainly as can be.
        (Some(TlsMode::Implicit), Some((mode, name, Origin::CommandLine)))
            if matches!(mode, TlsMode::StartTls | TlsMode::None) =>
        {
            let scheme = read.target.input.split("://").next().unwrap_or_default();
            Err(Error::usage(&AGAINST_SCHEME)
                .with("scheme", scheme)
                .with("name", name)
                .with("mode", mode.word()))
        }
        (Some(TlsMode::Implicit), _) => Ok(TlsMode::Implicit),
        (_, Some((mode, _, Origin::CommandLine))) => Ok(mode),
        (Some(mode), _) if mode != TlsMode::Auto => Ok(mode),
        (_, Some((mode, ..))) => Ok(mode),
        (mode, None) => Ok(mode.unwrap_or_default()),
    }
}

/// The mode that was asked for, how the user calls the place where, and which place that is.
fn asked(args: &Args) -> Result<Option<(TlsMode, String, Origin)>, Error> {
    let word = match args.word(TLS_WORD) {
        Some(word) => Some(read_mode(word).ok_or_else(|| Error::usage(&BAD_WORD))?),
        None => None,
    };
    let option = match args.one(&option::TLS) {
        Some(given) => {
            let bad = || {
                let value = given.text().unwrap_or_default();
                let error = Error::usage(&BAD_MODE).with("name", given.name()).with("value", value);
                error.near(value, option::TLS.values())
            };
            Some((read_mode(given.text()?).ok_or_else(bad)?, given.name(), given.origin()))
        }
        None => None,
    };
    match (word, option) {
        (Some(word), Some((mode, name, Origin::CommandLine))) if word != mode => {
            Err(Error::usage(&TWO_MODES)
                .with("name", name)
                .with("mode", mode.word())
                .with("word", word.word()))
        }
        (Some(word), _) => Ok(Some((word, "TLS".to_owned(), Origin::CommandLine))),
        (None, option) => Ok(option),
    }
}

fn read_mode(word: &str) -> Option<TlsMode> {
    match word.trim().to_ascii_lowercase().as_str() {
        "auto" => Some(TlsMode::Auto),
        "true" | "required" => Some(TlsMode::Required),
        "ssl" | "implicit" => Some(TlsMode::Implicit),
        "starttls" => Some(TlsMode::StartTls),
        "false" | "none" => Some(TlsMode::None),
        _ => None,
    }
}

static BAD_WORD: Complaint = Complaint {
    what: Text {
        en: "The fourth argument, TLS, has a value that it cannot have. It is not shown, as it may be part of \
             a password.",
        zh_cn: "第四个参数（TLS）的值不可用。它可能是密码的一部分，所以不显示。",
    },
    form: Text {
        en: "Write true, false, ssl, starttls or auto.\nA password with spaces needs quotation marks; better leave it out and add --ask-password.",
        zh_cn: "应为 true、false、ssl、starttls 或 auto。\n含空格的密码须加引号；更好的办法是不写密码，改用 --ask-password。",
    },
};
static BAD_MODE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” does not say when TLS starts.",
        zh_cn: "{name}：“{value}”不能表示何时加密。",
    },
    form: Text {
        en: "Write --tls=auto, --tls=required, --tls=implicit, --tls=starttls or --tls=none.",
        zh_cn: "应为 --tls=auto、--tls=required、--tls=implicit、--tls=starttls 或 --tls=none。",
    },
};
static TWO_MODES: Complaint = Complaint {
    what: Text {
        en: "{name} means “{mode}”, and the fourth argument means “{word}”.",
        zh_cn: "{name} 表示“{mode}”，而第四个参数表示“{word}”。",
    },
    form: Text { en: "Leave one of them out.", zh_cn: "请去掉其中一个。" },
};
static AGAINST_SCHEME: Complaint = Complaint {
    what: Text {
        en: "{scheme}:// means TLS from the first byte, and {name} means “{mode}”.",
        zh_cn: "{scheme}:// 表示一开始就加密，而 {name} 表示“{mode}”。",
    },
    form: Text {
        en: "Write smtp:// in place of {scheme}://, or leave {name} out.",
        zh_cn: "请把 {scheme}:// 改为 smtp://，或去掉 {name}。",
    },
};
