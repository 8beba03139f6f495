//! `--resume FILE`: what a former output holds, so that it is not done again.
//!
//! Of each result only a number is kept, the same hash as for the parts of a list. A line that is not whole, as the
//! last one of a run that was killed, counts as no result.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde::Deserialize;

use super::entry::Name;
use super::shard::hash;
use crate::cli::error::{Complaint, Error};
use crate::locale::Text;

/// No result is longer.
const LONGEST: u64 = 16 * 1024 * 1024;

/// How every result begins.
const BEGIN: &[u8] = b"{\"schema\":\"smtp-doctor/";

/// What is done, and whether it failed.
#[derive(Debug, Default)]
pub(super) struct Done {
    results: HashMap<u64, bool>,
    /// Whether the output ends within a line.
    pub(super) torn: bool,
}

/// Whether a file is something else than a former output: the list itself, say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Foreign {
    Yes,
    No,
}

#[derive(Deserialize)]
struct Former {
    /// A line of the list that named no target has none.
    #[serde(default)]
    target: Option<Target>,
    #[serde(default)]
    entry: Option<Place>,
    verdict: String,
}

#[derive(Deserialize)]
struct Target {
    input: String,
}

#[derive(Deserialize)]
struct Place {
    user: Option<String>,
}

impl Done {
    /// Reads a former output; one that is not there yet holds nothing.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        match File::open(path).and_then(Self::read_file) {
            Ok((_, Foreign::Yes)) => Err(Error::usage(&FOREIGN).with("file", path.display().to_string())),
            Ok((done, Foreign::No)) => Ok(done),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => {
                Err(Error::usage(&UNREADABLE).with("file", path.display().to_string()).with("reason", &error))
            }
        }
    }

    fn read_file(file: File) -> io::Result<(Self, Foreign)> {
        let mut done = Self::default();
        let (mut whole, mut ours) = (0_u64, 0_u64);
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        loop {
            line.clear();
            if reader.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                break;
            }
            done.torn = line.last() != Some(&b'\n');
            whole += u64::from(!done.torn && !line.trim_ascii().is_empty());
            // One that broke off and was ended by a later run is still ours.
            ours += u64::from(line.starts_with(BEGIN));
            let Ok(Former { target, entry, verdict }) = serde_json::from_slice(&line) else { continue };
            ours += 1;
            if let Some(target) = target {
                let name = Name { input: target.input, user: entry.and_then(|entry| entry.user) };
                done.results.insert(key(&name), verdict == "fail");
            }
        }
        // A line of endless length was cut by us; where the file ends is what counts.
        let mut file = reader.into_inner();
        if done.torn && file.seek(SeekFrom::End(-1)).is_ok() {
            let mut last = [0];
            done.torn = file.read(&mut last)? == 1 && last != *b"\n";
        }
        Ok((done, if whole > 0 && ours == 0 { Foreign::Yes } else { Foreign::No }))
    }

    /// Whether a target is done, and if so, whether it failed.
    pub(super) fn holds(&self, name: &Name) -> Option<bool> {
        self.results.get(&key(name)).copied()
    }
}

fn key(name: &Name) -> u64 {
    let user = name.user.as_deref();
    hash(format!("{}\n{}\n{}", name.input, usize::from(user.is_some()), user.unwrap_or_default()).as_bytes())
}

static FOREIGN: Complaint = Complaint {
    what: Text {
        en: "--resume: “{file}” holds no result of a former run.",
        zh_cn: "--resume：“{file}”中没有上次运行的结果。",
    },
    form: UNREADABLE.form,
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "--resume: “{file}” cannot be read: {reason}.",
        zh_cn: "--resume：无法读取“{file}”：{reason}。",
    },
    form: Text {
        en: "Name the file that holds the output of the former run.",
        zh_cn: "请给出存有上次输出的文件。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn name(input: &str, user: Option<&str>) -> Name {
        Name { input: input.to_owned(), user: user.map(str::to_owned) }
    }

    fn read(text: &str) -> Done {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        std::fs::write(&path, text).unwrap();
        Done::read(&path).unwrap_or_else(|_| panic!("{text}"))
    }

    #[test]
    fn results_are_known_again_and_torn_ones_are_not() {
        let done = read(
            "{\"target\":{\"input\":\"a.test:465\"},\"verdict\":\"pass\",\"entry\":{\"line\":1,\"user\":null}}\n\
             {\"target\":{\"input\":\"a.test:465\"},\"verdict\":\"fail\",\"entry\":{\"line\":2,\"user\":\"me\"}}\n\
             \n{\"entry\":{},\"verdict\":\"fail\"}\n{\"target\":{\"input\":\"b.te",
        );
        assert_eq!(done.holds(&name("a.test:465", None)), Some(false));
        assert_eq!(done.holds(&name("a.test:465", Some("me"))), Some(true));
        assert_eq!(done.holds(&name("b.test", None)), None);
        assert!(done.torn && done.results.len() == 2);
        assert!(!read("{\"verdict\":\"pass\"}\n").torn && !read("").torn);
    }

    #[test]
    fn what_is_no_output_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let is_taken = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Done::read(&path).is_ok()
        };
        assert!(!is_taken("mail.example.org:465\n") && !is_taken("# a list\n{\"target\":\"a.test\"}\n"));
        assert!(is_taken("") && is_taken("\n") && is_taken("{\"schema\":\"smtp-doc"));
        let torn = "{\"schema\":\"smtp-doctor/report/v1\",\"verd";
        assert!(is_taken(&format!("{torn}\n{torn}")), "a run that was killed twice can go on");
    }

    #[test]
    fn an_output_that_is_not_there_holds_nothing() {
        assert!(Done::read(Path::new("/nonexistent/x.jsonl")).is_ok_and(|done| done.results.is_empty()));
        assert!(Done::read(Path::new("/")).is_err());
    }
}
