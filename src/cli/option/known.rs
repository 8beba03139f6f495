//! The values that an option is known to take, for completions and for what is said of a value that is none of them.

use super::{AUTH, CONFIG_FOR, FORMAT, ONLY, Opt, TLS};
use crate::application::APPLICATIONS;
use crate::plan::TlsMode;
use crate::provider::distance;
use crate::report::Format;
use crate::smtp::sasl::Mechanism;

/// The stages that `--only` names.
const STAGES: [&str; 9] = ["dns", "tcp", "greeting", "ehlo", "starttls", "tls", "auth", "mail", "rcpt"];
/// What `--config-for` takes beside the applications.
const LIST: &str = "list";

/// What a value that names a file is called.
const FILES: [&str; 2] = ["FILE", "PEM"];

impl Opt {
    /// The values that it takes, where there is a list of them.
    pub(crate) fn values(&self) -> Vec<&'static str> {
        match self.long {
            long if long == TLS.long => TlsMode::ALL.map(TlsMode::word).to_vec(),
            long if long == AUTH.long => Mechanism::ALL.iter().map(|mechanism| mechanism.name()).collect(),
            long if long == FORMAT.long => Format::ALL.iter().map(|(name, _)| *name).collect(),
            long if long == ONLY.long => STAGES.to_vec(),
            long if long == CONFIG_FOR.long => {
                APPLICATIONS.iter().map(|application| application.id).chain([LIST]).collect()
            }
            _ => match self.value_name() {
                Some(name) if name.en.contains('|') => name.en.split('|').collect(),
                _ => Vec::new(),
            },
        }
    }

    /// Whether it takes the name of a file.
    pub(crate) fn takes_file(&self) -> bool {
        self.value_name().is_some_and(|name| FILES.contains(&name.en))
    }
}

/// What may have been meant by a word that is none of `known`: the one that it is a slip away from, or two where it is
/// long.
pub(crate) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.trim().to_ascii_lowercase();
    let slips = |known: &&str| distance(&typed, &known.to_ascii_lowercase());
    let most = match typed.chars().count() {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    };
    known.into_iter().min_by_key(slips).filter(|known| slips(known) <= most)
}

#[cfg(test)]
mod tests {
    use super::super::{COLOR, HELO, LANG, OPTIONS};
    use super::*;

    #[test]
    fn an_option_with_a_list_knows_its_values() {
        assert!(FORMAT.values().starts_with(&["text", "json"]));
        assert_eq!(LANG.values(), ["zh-CN", "en"]);
        assert!(TLS.values().contains(&"starttls") && AUTH.values().contains(&"SCRAM-SHA-256-PLUS"));
        assert!(CONFIG_FOR.values().contains(&"nodemailer") && CONFIG_FOR.values().contains(&"list"));
        assert!(HELO.values().is_empty());
        for opt in OPTIONS {
            let words = opt.values();
            assert!(
                words.iter().all(|word| !word.contains([' ', '|', ':', '\''])),
                "--{}: {words:?}",
                opt.long
            );
        }
    }

    #[test]
    fn a_slip_is_seen_and_a_stranger_is_not() {
        let near = |typed| nearest(typed, COLOR.values());
        assert_eq!(near("alway"), Some("always"));
        assert_eq!(near("Nevre"), Some("never"));
        assert_eq!(near("red"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest("jsno", FORMAT.values()), Some("json"));
    }
}
