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

/// What is done, and whether it failed.
#[derive(Debug, Default)]
pub(super) struct Done {
    results: HashMap<u64, bool>,
    /// Whether the output ends within a line.
    pub(super) torn: bool,
}

#[derive(Deserialize)]
struct Former {
    target: Target,
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
            Ok(done) => Ok(done),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => {
                Err(Error::usage(&UNREADABLE).with("file", path.display().to_string()).with("reason", &error))
            }
        }
    }

    fn read_file(file: File) -> io::Result<Self> {
        let mut done = Self::default();
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        loop {
            line.clear();
            if reader.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                break;
            }
            done.torn = line.last() != Some(&b'\n');
            if let Ok(Former { target, entry, verdict }) = serde_json::from_slice(&line) {
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
        Ok(done)
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
        assert!(!read("{}\n").torn && !read("").torn);
    }

    #[test]
    fn an_output_that_is_not_there_holds_nothing() {
        assert!(Done::read(Path::new("/nonexistent/x.jsonl")).is_ok_and(|done| done.results.is_empty()));
        assert!(Done::read(Path::new("/")).is_err());
    }
}
