//! The surroundings: environment variables, the terminal, the locale, where the hosts file is.
//!
//! It is the only reader of them; everybody else is handed an [`Env`], so that a test can make one of its own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal as _;
use std::path::PathBuf;

use crate::locale::Lang;
use crate::probe::OwnRoots;

/// The surroundings of one run.
#[derive(Clone)]
pub(crate) struct Env {
    variables: BTreeMap<OsString, OsString>,
    stdin: Stream,
    stdout: Stream,
    stderr: Stream,
    system_locale: Option<String>,
}

/// What a standard stream is connected to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Stream {
    /// A person.
    Terminal,
    /// A file, a pipe or nothing.
    #[default]
    Other,
}

impl Env {
    /// The surroundings as they are.
    pub(crate) fn here() -> Self {
        let stream = |is_terminal| if is_terminal { Stream::Terminal } else { Stream::Other };
        // Elsewhere the platform's setting *is* the variables, which are read below in the order that we promise.
        let platform_has_a_setting = cfg!(any(target_os = "windows", target_os = "macos"));
        Self {
            variables: std::env::vars_os().collect(),
            stdin: stream(std::io::stdin().is_terminal()),
            stdout: stream(std::io::stdout().is_terminal()),
            stderr: stream(std::io::stderr().is_terminal()),
            system_locale: platform_has_a_setting.then(sys_locale::get_locale).flatten(),
        }
    }

    /// A variable; an empty one counts as none.
    pub(crate) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// What standard input is connected to.
    pub(crate) fn stdin(&self) -> Stream {
        self.stdin
    }

    /// What standard output is connected to.
    pub(crate) fn stdout(&self) -> Stream {
        self.stdout
    }

    /// What standard error is connected to.
    pub(crate) fn stderr(&self) -> Stream {
        self.stderr
    }

    /// The language of the system: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides.
    pub(crate) fn lang(&self) -> Lang {
        let variable = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| self.variable(name));
        let tag = variable.map(OsStr::to_string_lossy).or(self.system_locale.as_deref().map(Into::into));
        tag.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
    }

    /// Whether standard output takes colour where nobody asked for it or against it
    /// (<https://no-color.org>, <https://bixense.com/clicolors>).
    pub(crate) fn takes_color(&self) -> bool {
        if self.variable("NO_COLOR").is_some() {
            return false;
        }
        if self.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
            return true;
        }
        self.stdout == Stream::Terminal && !self.is_dumb()
    }

    /// Whether a line on standard error can be drawn over.
    pub(crate) fn redraws(&self) -> bool {
        self.stderr == Stream::Terminal && !self.is_dumb()
    }

    /// The columns of the terminal, where `COLUMNS` says so.
    pub(crate) fn columns(&self) -> Option<usize> {
        let columns = self.variable("COLUMNS")?.to_str()?.parse().ok()?;
        (20..=400).contains(&columns).then_some(columns)
    }

    /// Whose roots are trusted: those that the variables of OpenSSL name, else the machine's own.
    pub(crate) fn own_roots(&self) -> OwnRoots {
        let file = self.variable("SSL_CERT_FILE").map(PathBuf::from);
        let named = file.is_some() || self.variable("SSL_CERT_DIR").is_some();
        if named { OwnRoots::Named(file) } else { OwnRoots::Read }
    }

    /// Where the hosts file of this system is.
    pub(crate) fn hosts_file(&self) -> PathBuf {
        if cfg!(windows) {
            let root = self.variable("SystemRoot").unwrap_or(OsStr::new(r"C:\Windows"));
            return PathBuf::from(root).join(r"System32\drivers\etc\hosts");
        }
        PathBuf::from("/etc/hosts")
    }

    fn is_dumb(&self) -> bool {
        self.variable("TERM").is_some_and(|term| term == "dumb")
    }
}

#[cfg(test)]
impl Env {
    /// Surroundings with nothing but these variables.
    pub(crate) fn of(variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let other = Stream::Other;
        Self { variables, stdin: other, stdout: other, stderr: other, system_locale: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_is_read_in_order() {
        let lang = |variables: &[(&str, &str)]| Env::of(variables).lang();
        assert_eq!(lang(&[]), Lang::En);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8")]), Lang::ZhCn);
        assert_eq!(lang(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(lang(&[("LANG", "en_US"), ("LC_MESSAGES", "zh_CN")]), Lang::ZhCn);
        assert_eq!(lang(&[("LANG", "zh_CN"), ("LC_ALL", "")]), Lang::ZhCn);
        assert_eq!(lang(&[("LANG", "zh_CN"), ("LC_ALL", "de_DE")]), Lang::En);
        assert_eq!(lang(&[("LANG", "POSIX")]), Lang::En);
    }

    #[test]
    fn colour_follows_the_variables() {
        assert!(!Env::of(&[]).takes_color());
        assert!(Env::of(&[("CLICOLOR_FORCE", "1")]).takes_color());
        assert!(!Env::of(&[("CLICOLOR_FORCE", "0")]).takes_color());
        assert!(!Env::of(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).takes_color());
        let on_terminal = |variables| Env { stdout: Stream::Terminal, ..Env::of(variables) };
        assert!(on_terminal(&[]).takes_color());
        assert!(!on_terminal(&[("TERM", "dumb")]).takes_color());
        assert!(!on_terminal(&[("NO_COLOR", "1")]).takes_color());
    }
}
