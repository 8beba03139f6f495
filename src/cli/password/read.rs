//! A password from standard input, from an environment variable, from a file.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::{MOST, line};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::file_word;
use crate::locale::Text;

/// All of standard input.
pub(super) fn stdin() -> Result<Zeroizing<String>, Error> {
    let bytes =
        limited(io::stdin().lock()).map_err(|error| Error::usage(&NO_STDIN).with("reason", &error))?;
    line(bytes, "--password-stdin")
}

/// The value of a variable.
pub(super) fn variable(name: &str, env: &Env) -> Result<Zeroizing<String>, Error> {
    match env.variable(name) {
        Some(value) => line(Zeroizing::new(value.as_encoded_bytes().to_vec()), "--password-env"),
        // The password itself is easily given in place of the name: only what looks like a name is shown.
        None if is_usual_name(name) => Err(Error::usage(&NO_VARIABLE).with("variable", name)),
        None => Err(Error::usage(&NO_SUCH_VARIABLE)),
    }
}

/// The content of a file that nobody else may read.
pub(super) fn file(path: &Path) -> Result<Zeroizing<String>, Error> {
    let shown = path.display().to_string();
    let unreadable = |error: io::Error| {
        // The password itself is easily given in place of the file: only what looks like a path is shown.
        if error.kind() == io::ErrorKind::NotFound && !shown.contains(['/', '\\']) {
            return Error::usage(&NO_FILE);
        }
        Error::usage(&UNREADABLE).with("file", shown.as_str()).with("reason", &error)
    };
    // A pipe must not be opened, as that waits for its other end.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Error::usage(&NOT_A_FILE).with("file", shown.as_str()));
    }
    let file = File::open(path).map_err(unreadable)?;
    if let Some(owner) = stranger(&file).map_err(unreadable)? {
        return Err(Error::usage(&OF_ANOTHER)
            .with("file", shown.as_str())
            .with("owner", owner.to_string())
            .with("word", file_word(&shown)));
    }
    if is_open_to_others(&file).map_err(unreadable)? {
        return Err(Error::usage(&OPEN_TO_OTHERS)
            .with("file", shown.as_str())
            .with("word", file_word(&shown)));
    }
    line(limited(file).map_err(unreadable)?, "--password-file")
}

fn limited(from: impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    // With its full capacity from the start it never moves, and so leaves no copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MOST + 2));
    from.take(MOST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_usual_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_') && name.contains('_')
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
fn is_open_to_others(_file: &File) -> io::Result<bool> {
    Ok(false)
}

/// The number of the user whose file it is, where that is neither this one nor the administrator. Only the administrator
/// comes to see it: others could not have opened the file.
#[cfg(unix)]
fn stranger(file: &File) -> io::Result<Option<u32>> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = file.metadata()?.uid();
    let is_known = owner == 0 || owner == rustix::process::geteuid().as_raw();
    Ok((!is_known).then_some(owner))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
fn stranger(_file: &File) -> io::Result<Option<u32>> {
    Ok(None)
}

static NO_STDIN: Complaint = Complaint {
    what: Text {
        en: "--password-stdin: standard input cannot be read: {reason}.",
        zh_cn: "--password-stdin：无法读取标准输入：{reason}。",
    },
    form: Text {
        en: "Write: PROGRAM | smtp-doctor … --password-stdin",
        zh_cn: "请写成：程序 | smtp-doctor … --password-stdin",
    },
};
static NO_VARIABLE: Complaint = Complaint {
    what: Text {
        en: "--password-env: the variable {variable} is not set, or empty.",
        zh_cn: "--password-env：环境变量 {variable} 未设置或为空。",
    },
    form: Text {
        en: "Set and export it in the shell that starts smtp-doctor.",
        zh_cn: "请在启动 smtp-doctor 的 shell 中设置并导出该变量。",
    },
};
static NO_SUCH_VARIABLE: Complaint = Complaint {
    what: Text {
        en: "--password-env: no variable of that name is set. The name is not shown, as it may be the password itself.",
        zh_cn: "--password-env：没有设置该名称的环境变量。名称可能就是密码本身，所以不显示。",
    },
    form: Text {
        en: "Write the name of the variable, not the password: --password-env SMTP_PASSWORD",
        zh_cn: "请写变量的名称，不要写密码：--password-env SMTP_PASSWORD",
    },
};
static NO_FILE: Complaint = Complaint {
    what: Text {
        en: "--password-file: there is no such file in this folder. The name is not shown, as it may be the password itself.",
        zh_cn: "--password-file：当前目录中没有这个文件。名称可能就是密码本身，所以不显示。",
    },
    form: Text {
        en: "Write the path of a file that holds the password: --password-file ./smtp-password",
        zh_cn: "请写存有密码的文件的路径：--password-file ./smtp-password",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "--password-file: “{file}” cannot be read: {reason}.",
        zh_cn: "--password-file：无法读取“{file}”：{reason}。",
    },
    form: Text {
        en: "Write the path of a file that holds the password.",
        zh_cn: "请写存有密码的文件的路径。",
    },
};
static NOT_A_FILE: Complaint = Complaint {
    what: Text {
        en: "--password-file: “{file}” is not a regular file.",
        zh_cn: "--password-file：“{file}”不是普通文件。",
    },
    form: Text {
        en: "For a pipe use --password-stdin.", zh_cn: "使用管道时请改用 --password-stdin。"
    },
};
static OPEN_TO_OTHERS: Complaint = Complaint {
    what: Text {
        en: "--password-file: “{file}” may be read by other users of this machine.",
        zh_cn: "--password-file：“{file}”可以被本机的其他用户读取。",
    },
    form: Text { en: "Run: chmod 600 {word}", zh_cn: "请运行：chmod 600 {word}" },
};
static OF_ANOTHER: Complaint = Complaint {
    what: Text {
        en: "--password-file: “{file}” belongs to another user of this machine (number {owner}).",
        zh_cn: "--password-file：“{file}”属于本机的另一个用户（编号 {owner}）。",
    },
    form: Text {
        en: "If it is meant to be yours, run: chown \"$(id -u)\" {word}\n\
             If that user may know the password, write: smtp-doctor … --password-stdin < {word}",
        zh_cn: "如果它应当属于你，请运行：chown \"$(id -u)\" {word}\n\
                如果那个用户可以知道密码，请写成：smtp-doctor … --password-stdin < {word}",
    },
};
