//! Names that look like others: letters of another script in the place of Latin ones (UTS 39).
//!
//! It knows the scripts whose letters are taken for each other, and takes Chinese, Japanese and Korean names with Latin
//! letters for what they are: usual.

/// The letters of Cyrillic that look like a Latin one.
const LIKE_LATIN: &str = "авеіјкмнорѕтухһԁԛԝӏ";

/// A name as people see it, where a label of it could be taken for another; the name is in its ASCII form.
pub fn deceptive(host: &str) -> Option<String> {
    if !host.split('.').any(|label| label.starts_with("xn--")) {
        return None;
    }
    let (seen, _) = idna::domain_to_unicode(host);
    let latin_end = seen.rsplit('.').next().is_some_and(str::is_ascii);
    let deceives = seen.split('.').any(|label| is_mixed(label) || (latin_end && is_disguised(label)));
    deceives.then_some(seen)
}

/// Whether letters of two scripts that resemble each other stand in one label.
fn is_mixed(label: &str) -> bool {
    let mut scripts = label.chars().filter_map(Script::of);
    scripts.next().is_some_and(|first| scripts.any(|script| script != first))
}

/// Whether a label beyond ASCII reads like a Latin one.
fn is_disguised(label: &str) -> bool {
    let mut letters = label.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| LIKE_LATIN.contains(c))
}

/// The scripts whose letters resemble each other.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' => Self::Cyrillic,
            '\u{530}'..='\u{58f}' => Self::Armenian,
            '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Self::Cherokee,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::read_host;

    fn seen(name: &str) -> Option<String> {
        deceptive(&read_host(name).unwrap())
    }

    #[test]
    fn a_name_in_two_scripts_is_told() {
        for name in ["smtp.payp\u{430}l.com", "g\u{3bf}ogle.com", "\u{430}\u{440}\u{440}\u{4cf}\u{435}.com"] {
            assert_eq!(seen(name).as_deref(), Some(name));
        }
        assert!(deceptive("smtp.xn--paypl-7ve.com").is_some());
    }

    #[test]
    fn an_honest_name_is_not() {
        for name in [
            "smtp.gmail.com",
            "xn--strae-oqa.example",
            "b\u{fc}cher.example",
            "邮件abc.公司",
            "メールmail.jp",
            "почта.рф",
            "почта.com",
            "smtp.почта.рф",
            "192.0.2.1",
            "::1",
        ] {
            assert_eq!(seen(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in any::<String>()) {
            let _ = deceptive(&format!("xn--{name}.{name}"));
        }
    }
}
