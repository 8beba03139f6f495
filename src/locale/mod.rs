//! The languages: which there are, and how a sentence with places in it is filled.
//!
//! A sentence is a [`Text`]: a language that lacks it does not compile. The sentences that belong to no cause and no
//! provider (headings, stage lines, help, complaints about the command line) are fields of [`Strings`].

mod strings;
mod strings_en;
mod strings_zh_cn;

pub use strings::Strings;

use serde::{Deserialize, Serialize};

use crate::escape::visible;

/// A language of the user.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    ZhCn,
}

impl Lang {
    /// Every language, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The language that a tag or locale name means: `zh-CN`, `zh_CN.UTF-8`, `en`, `C`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let first = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match first {
            "zh" => Some(Self::ZhCn),
            "en" | "c" | "posix" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag of this language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// The sentences of this language that belong to no cause and no provider.
    pub fn strings(self) -> &'static Strings {
        match self {
            Self::En => &strings_en::EN,
            Self::ZhCn => &strings_zh_cn::ZH_CN,
        }
    }
}

/// One sentence in every language. `{name}` is a place to be filled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh_cn: &'static str,
}

impl Text {
    /// The sentence in one language, its places unfilled.
    pub fn in_lang(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::ZhCn => self.zh_cn,
        }
    }
}

/// The values for the places of a sentence, by name. The first of a name counts.
pub type Args = Vec<(&'static str, String)>;

/// What something is called, and what it is.
pub fn named(lang: Lang, name: impl std::fmt::Display, said: impl std::fmt::Display) -> String {
    format!("{name}{}{said}", COLON.in_lang(lang))
}

/// A text, and a word in parentheses behind it.
pub fn aside(lang: Lang, text: impl std::fmt::Display, aside: impl std::fmt::Display) -> String {
    match lang {
        Lang::En => format!("{text} ({aside})"),
        Lang::ZhCn => format!("{text}（{aside}）"),
    }
}

/// What stands between a name and what is said of it.
pub const COLON: Text = Text { en: ": ", zh_cn: "：" };

/// `template` with every `{name}` replaced by its value, made harmless. A place without a value stays as it is.
pub fn fill(template: &str, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('}') else { break };
        let name = &rest[1..close];
        let Some((_, value)) = args.iter().find(|(known, _)| *known == name) else {
            out.push_str(&rest[..=close]);
            rest = &rest[close + 1..];
            continue;
        };
        let value = visible(value);
        if value.starts_with(is_wide) && out.strip_suffix(' ').is_some_and(|before| before.ends_with(is_wide))
        {
            out.pop();
        }
        out.push_str(&value);
        rest = &rest[close + 1..];
        if let Some(after) = rest.strip_prefix(' ')
            && after.starts_with(is_wide)
            && value.ends_with(is_wide)
        {
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Whether a character is Chinese or full-width: between two of them stands no space, though the template has one for
/// the values in Latin letters.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// The names of the places in a template, in order.
pub fn places(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_made_harmless() {
        let args = vec![("host", "a\u{1b}b".to_owned())];
        assert_eq!(fill("to {host}:{port}.", &args), "to a\\x1bb:{port}.");
        assert_eq!(places("to {host}:{port}."), ["host", "port"]);
    }

    #[test]
    fn a_chinese_value_stands_without_spaces_in_chinese() {
        let place = |value: &str| fill("由 {provider} 提供", &[("provider", value.to_owned())]);
        assert_eq!(place("Gmail"), "由 Gmail 提供");
        assert_eq!(place("QQ 邮箱"), "由 QQ 邮箱提供");
        assert_eq!(place("腾讯企业邮"), "由腾讯企业邮提供");
        assert_eq!(place("Outlook.com（Hotmail）"), "由 Outlook.com（Hotmail）提供");
        assert_eq!(fill("by {provider} here", &[("provider", "邮箱".to_owned())]), "by 邮箱 here");
    }

    #[test]
    fn locale_names_are_understood() {
        assert_eq!(Lang::from_tag("zh_CN.GB18030"), Some(Lang::ZhCn));
        assert_eq!(Lang::from_tag("zh-Hant-TW"), Some(Lang::ZhCn));
        assert_eq!(Lang::from_tag("en_GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("C.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::from_tag("de_DE"), None);
    }
}
