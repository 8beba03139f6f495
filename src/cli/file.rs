//! A file that is written whole: it is made before the examination, so that one that cannot be is told at once, and
//! takes its name when it is complete. Nothing of it is there while a password is waited for.
//!
//! It replaces a regular file only, and never follows a link.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::error::{Complaint, Error};
use super::option::Opt;
use crate::locale::Text;

/// A file that is being written. Unless it is finished, nothing of it stays.
pub(crate) struct NewFile {
    file: File,
    draft: PathBuf,
    path: PathBuf,
    option: &'static Opt,
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Readers {
    /// Its owner.
    Owner,
    /// Whoever may read the files that this user makes; of one that is replaced, whoever could read that.
    Usual,
}

impl NewFile {
    /// Makes the file that an option names, under a name of its own beside the one it will have.
    pub(crate) fn begin(path: &Path, readers: Readers, option: &'static Opt) -> Result<Self, Error> {
        let because = |complaint| Err(about(Error::internal(complaint), path, option));
        let failed = |error: io::Error| cannot(path, option, &error);
        let found = fs::symlink_metadata(path);
        match &found {
            Ok(found) if found.is_symlink() => return because(&A_LINK),
            Ok(found) if found.is_dir() => return because(&A_FOLDER),
            Ok(found) if !found.is_file() => return because(&NOT_A_FILE),
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_folder(path) => {
                return because(&A_FOLDER);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(path, option, error)),
            _ => {}
        }
        let Some(name) = path.file_name() else { return because(&NOT_A_FILE) };
        let mut draft_name = std::ffi::OsString::from(".");
        draft_name.push(name);
        draft_name.push(format!(".{}.part", std::process::id()));
        let draft = path.with_file_name(draft_name);
        let file = create(&draft, readers).map_err(failed)?;
        let new = Self { file, draft, path: path.to_owned(), option };
        if let (Readers::Usual, Ok(found)) = (readers, found) {
            // Where that is not allowed, the file is readable as any new one is.
            _ = fs::set_permissions(&new.draft, found.permissions());
        }
        Ok(new)
    }

    /// Writes the text and gives the file its name.
    pub(crate) fn finish(mut self, text: &str) -> Result<(), Error> {
        let failed = |error: io::Error| cannot(&self.path, self.option, &error);
        let written = self.file.write_all(text.as_bytes()).and_then(|()| self.file.sync_all());
        written.map_err(failed)?;
        fs::rename(&self.draft, &self.path).map_err(failed)
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After `finish` there is nothing under this name any more.
        _ = fs::remove_file(&self.draft);
    }
}

/// Whether a name says that it is one of a folder.
fn is_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR])
}

fn create(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

fn cannot(path: &Path, option: &Opt, error: &io::Error) -> Error {
    about(Error::internal(&CANNOT), path, option).with("reason", error)
}

fn about(error: Error, path: &Path, option: &Opt) -> Error {
    error.with("name", format!("--{}", option.long)).with("file", path.display().to_string())
}

static CANNOT: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” cannot be written: {reason}.",
        zh_cn: "{name}：无法写入“{file}”：{reason}。",
    },
    form: Text {
        en: "Name a file in a folder where you may write.",
        zh_cn: "请给出一个你有权写入的目录中的文件。",
    },
};
static A_LINK: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” is a symbolic link, which is not followed.",
        zh_cn: "{name}：“{file}”是符号链接，不会跟随它写入。",
    },
    form: Text {
        en: "Name the file itself, or another one.", zh_cn: "请直接给出目标文件，或换一个文件名。"
    },
};
static A_FOLDER: Complaint = Complaint {
    what: Text { en: "{name}: “{file}” is a folder.", zh_cn: "{name}：“{file}”是一个目录。" },
    form: Text { en: "Name a file in it.", zh_cn: "请给出其中的一个文件。" },
};
static NOT_A_FILE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” is not a regular file.", zh_cn: "{name}：“{file}”不是普通文件。"
    },
    form: Text {
        en: "Name a file that is there, or that can be made.",
        zh_cn: "请给出一个已有的或可以新建的文件。",
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::option::RECORD;
    use crate::locale::Lang;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn begin(path: &Path) -> Result<NewFile, String> {
        NewFile::begin(path, Readers::Owner, &RECORD).map_err(|error| error.render(Lang::En))
    }

    #[test]
    fn it_appears_when_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        let new = begin(&path).ok().unwrap();
        assert!(!path.exists());
        assert!(new.finish("{}").is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}");
        assert_eq!(names(folder.path()), ["x.json"]);
    }

    #[test]
    fn an_unfinished_one_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        drop(begin(&path).ok().unwrap());
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let said = begin(&folder.path().join("no/x.json")).err().unwrap();
        assert!(said.contains("no such file or folder") && said.contains("x.json"), "{said}");
        assert!(begin(folder.path()).err().unwrap().contains("is a folder"));
        assert!(begin(&folder.path().join("new/")).err().unwrap().contains("is a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn it_is_private_and_follows_no_link() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.json");
        assert!(begin(&path).ok().unwrap().finish("{}").is_ok());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let usual = || NewFile::begin(&path, Readers::Usual, &RECORD).ok().unwrap();
        assert!(usual().finish("{}").is_ok());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "as it was");
        fs::remove_file(&path).unwrap();
        assert!(usual().finish("{}").is_ok());
        assert_ne!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(begin(&link).err().unwrap().contains("symbolic link"));
    }
}
