//! `--record FILE`: the file is made before the examination, so that one that cannot be is told at once, and takes its
//! name when it is complete. Nothing of it is there while a password is waited for.
//!
//! It is readable by its owner only, replaces a regular file only, and never follows a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Complaint, Error};
use crate::locale::Text;

/// A file that is being recorded. Unless it is finished, nothing of it stays.
pub(crate) struct Recording {
    file: File,
    draft: PathBuf,
    path: PathBuf,
}

impl Recording {
    /// Tells whether the file can be made, and leaves nothing behind: who is about to type a password hears of it
    /// first, and whoever thinks better of that finds no draft.
    pub(crate) fn rehearse(path: &Path) -> Result<(), Error> {
        Self::begin(path).map(drop)
    }

    /// Makes the file, under a name of its own beside the one it will have.
    pub(crate) fn begin(path: &Path) -> Result<Self, Error> {
        let failed = |error: io::Error| cannot(path, &error);
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => return Err(about(Error::internal(&A_LINK), path)),
            Ok(found) if !found.is_file() => return Err(about(Error::internal(&NOT_A_FILE), path)),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let Some(name) = path.file_name() else { return Err(about(Error::internal(&NOT_A_FILE), path)) };
        let mut draft_name = std::ffi::OsString::from(".");
        draft_name.push(name);
        draft_name.push(format!(".{}.part", std::process::id()));
        let draft = path.with_file_name(draft_name);
        let file = create(&draft).map_err(failed)?;
        Ok(Self { file, draft, path: path.to_owned() })
    }

    /// Writes the text and gives the file its name.
    pub(crate) fn finish(mut self, text: &str) -> Result<(), Error> {
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.write_all(b"\n"));
        written.and_then(|()| self.file.sync_all()).map_err(|error| cannot(&self.path, &error))?;
        fs::rename(&self.draft, &self.path).map_err(|error| cannot(&self.path, &error))
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        // After `finish` there is nothing under this name any more.
        _ = fs::remove_file(&self.draft);
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn cannot(path: &Path, error: &io::Error) -> Error {
    about(Error::internal(&CANNOT), path).with("reason", error)
}

fn about(error: Error, path: &Path) -> Error {
    error.with("file", path.display().to_string())
}

static CANNOT: Complaint = Complaint {
    what: Text {
        en: "--record: “{file}” cannot be written: {reason}.",
        zh_cn: "--record：无法写入“{file}”：{reason}。",
    },
    form: Text {
        en: "Name a file in a folder where you may write.",
        zh_cn: "请给出一个你有权写入的目录中的文件。",
    },
};
static A_LINK: Complaint = Complaint {
    what: Text {
        en: "--record: “{file}” is a symbolic link, which is not followed.",
        zh_cn: "--record：“{file}”是符号链接，不会跟随它写入。",
    },
    form: Text {
        en: "Name the file itself, or another one.", zh_cn: "请直接给出目标文件，或换一个文件名。"
    },
};
static NOT_A_FILE: Complaint = Complaint {
    what: Text {
        en: "--record: “{file}” is not a regular file.", zh_cn: "--record：“{file}”不是普通文件。"
    },
    form: Text {
        en: "Name a file, for example: --record examination.json",
        zh_cn: "请给出一个文件，例如：--record examination.json",
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn begin(path: &Path) -> Result<Recording, String> {
        Recording::begin(path).map_err(|error| error.render(Lang::En))
    }

    #[test]
    fn it_appears_when_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        let recording = begin(&path).ok().unwrap();
        assert!(!path.exists());
        assert!(recording.finish("{}").is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}\n");
        assert_eq!(names(folder.path()), ["x.json"]);
    }

    #[test]
    fn an_unfinished_one_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        assert!(Recording::rehearse(&path).is_ok());
        assert!(names(folder.path()).is_empty());
        drop(begin(&path).ok().unwrap());
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let said = begin(&folder.path().join("no/x.json")).err().unwrap();
        assert!(said.contains("no such file or folder") && said.contains("x.json"), "{said}");
        assert!(begin(folder.path()).err().unwrap().contains("regular file"));
    }

    #[cfg(unix)]
    #[test]
    fn it_is_private_and_follows_no_link() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        assert!(begin(&path).ok().unwrap().finish("{}").is_ok());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(begin(&link).err().unwrap().contains("symbolic link"));
    }
}
