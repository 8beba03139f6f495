//! One line of the list: `TARGET [USER [PASSWORD-ENV]]`, or an object in JSON.
//!
//! What stands in the place of a variable may be a password by mistake, so that nothing of a broken line is quoted
//! that does not have to be.

use serde::Deserialize;

use crate::cli::error::{Complaint, Error};
use crate::cli::plan;
use crate::escape::visible;
use crate::locale::Text;
use crate::plan::ReadTarget;

/// The most words in a line.
const WORDS: usize = 3;

/// A target of the list.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Entry {
    /// The line, counted from 1.
    pub(super) line: u64,
    /// How many bytes of the list end with it, from the end of the entry before.
    pub(super) bytes: u64,
    /// The target as written.
    pub(super) target: String,
    /// Who logs in.
    pub(super) user: Option<String>,
    /// The variable with the password.
    pub(super) password_env: Option<String>,
    /// When TLS starts, in the words of the command line.
    pub(super) tls: Option<String>,
    /// The host that it means, for politeness.
    pub(super) host: String,
    /// What a report calls it.
    pub(super) name: Name,
}

/// What a report calls a target: by this it is known again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Name {
    /// The target as a report shows it: without user and password.
    pub(super) input: String,
    /// The user that the list names.
    pub(super) user: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    target: String,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    password_env: Option<String>,
    #[serde(default)]
    tls: Option<String>,
}

/// Whether a line is there for people only.
pub(super) fn is_blank(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

impl Entry {
    /// Reads a line without the spaces around it.
    pub(super) fn read(text: &str, line: u64, bytes: u64) -> Result<Self, Error> {
        let Fields { target, user, password_env, tls } =
            if text.starts_with('{') { from_json(text)? } else { from_words(text)? };
        let user = user.filter(|user| !user.is_empty());
        let read = plan::target(&target)?;
        if password_env.is_some() && user.is_none() && read.user.is_none() {
            return Err(Error::usage(&NO_USER));
        }
        let ReadTarget { target: meant, user: own, .. } = read;
        let name =
            Name { input: visible(&meant.input), user: user.clone().or(own).map(|user| visible(&user)) };
        Ok(Self { line, bytes, target, user, password_env, tls, host: meant.host, name })
    }
}

fn from_words(text: &str) -> Result<Fields, Error> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    if words.len() > WORDS {
        return Err(Error::usage(&TOO_MANY));
    }
    let word = |place: usize| words.get(place).map(|word| (*word).to_owned());
    Ok(Fields { target: word(0).unwrap_or_default(), user: word(1), password_env: word(2), tls: None })
}

fn from_json(text: &str) -> Result<Fields, Error> {
    serde_json::from_str(text).map_err(|_| Error::usage(&BAD_JSON))
}

static TOO_MANY: Complaint = Complaint {
    what: Text {
        en: "There are more than three words in the line.", zh_cn: "这一行的词多于三个。"
    },
    form: Text {
        en: "The form is: TARGET [USER [PASSWORD-ENV]]\nThe third word is the name of a variable, never the password. A user name with spaces needs the form {\"target\": \"HOST:PORT\", \"user\": \"USER\", \"password_env\": \"VARIABLE\"}",
        zh_cn: "格式为：目标 [用户名 [密码变量]]\n第三个词是环境变量的名称，不能写密码本身。用户名中有空格时，请写成 {\"target\": \"主机:端口\", \"user\": \"用户名\", \"password_env\": \"变量\"}",
    },
};
static BAD_JSON: Complaint = Complaint {
    what: Text {
        en: "The line begins with { and is not an object with the fields that are known.",
        zh_cn: "这一行以 { 开头，却不是只含已知字段的 JSON 对象。",
    },
    form: Text {
        en: "The form is: {\"target\": \"HOST:PORT\", \"user\": \"USER\", \"password_env\": \"VARIABLE\", \"tls\": \"starttls\"}\nOnly target must be there.",
        zh_cn: "格式为：{\"target\": \"主机:端口\", \"user\": \"用户名\", \"password_env\": \"变量\", \"tls\": \"starttls\"}\n只有 target 必不可少。",
    },
};
static NO_USER: Complaint = Complaint {
    what: Text {
        en: "A variable with a password is named, but no user.",
        zh_cn: "写了密码变量，却没有用户名。",
    },
    form: Text {
        en: "The form is: TARGET USER PASSWORD-ENV", zh_cn: "格式为：目标 用户名 密码变量"
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn read(text: &str) -> Entry {
        Entry::read(text, 1, 1).unwrap_or_else(|error| panic!("{}", error.render(Lang::En)))
    }

    fn refused(text: &str) -> String {
        Entry::read(text, 1, 1).map(|_| ()).unwrap_err().render(Lang::En)
    }

    #[test]
    fn words_and_json_say_the_same() {
        let words = read("smtp.example.com:465\tme@example.com  MAIL_PASSWORD");
        let json = read(
            r#"{"target": "smtp.example.com:465", "user": "me@example.com", "password_env": "MAIL_PASSWORD"}"#,
        );
        assert_eq!(words, json);
        assert_eq!(words.host, "smtp.example.com");
        assert_eq!(read(r#"{"target":"a.test:25","tls":"none"}"#).tls.as_deref(), Some("none"));
    }

    #[test]
    fn a_target_is_known_by_what_is_no_secret() {
        let entry = read("smtps://me%40a.test:hunter2@SMTP.a.test");
        assert_eq!(entry.name, Name { input: "smtps://SMTP.a.test".into(), user: Some("me@a.test".into()) });
        assert_eq!(read("me@a.test").host, "a.test");
    }

    #[test]
    fn a_wrong_line_is_told_and_no_secret_with_it() {
        for (line, said) in [
            ("smtp.a.test me hunter2 true", "more than three words"),
            ("smtp.a.test:99999 me hunter2", "“99999”"),
            (r#"{"target": "a.test", "password": "hunter2"}"#, "begins with {"),
            (r#"{"target": "a.test", "password_env": "hunter2"}"#, "no user"),
        ] {
            let error = refused(line);
            assert!(error.contains(said) && !error.contains("hunter2"), "{line}: {error}");
        }
    }
}
