//! The forms of the result: the one on standard output by its name, the further ones with their files.

use std::path::{Path, PathBuf};

use crate::cli::args::{Args, Given, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::report::Format;

/// The result in a further form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Rendering {
    /// The form.
    pub(crate) format: Format,
    /// The file.
    pub(crate) path: PathBuf,
}

/// The further forms that were asked for. No file has two of them, nor the recorded examination beside one.
pub(super) fn renderings(args: &Args) -> Result<Vec<Rendering>, Error> {
    let mut found: Vec<Rendering> = Vec::new();
    let record = args.one(&option::RECORD).map(|given| place(Path::new(given.raw())));
    for given in args.all(&option::OUTPUT) {
        for text in several(given)? {
            let rendering = rendering(given, text)?;
            let here = place(&rendering.path);
            let about = |complaint| {
                Error::usage(complaint).with("name", given.name()).with("file", here.display().to_string())
            };
            if found.iter().any(|other| place(&other.path) == here) {
                return Err(about(&TWICE));
            }
            if record.as_ref() == Some(&here) {
                return Err(about(&RECORDED));
            }
            found.push(rendering);
        }
    }
    Ok(found)
}

/// The form that a name means.
pub(super) fn named(name: &str, given: &Given) -> Result<Format, Error> {
    Format::from_name(&name.to_ascii_lowercase()).ok_or_else(|| {
        let error = Error::usage(&NO_FORMAT).with("name", given.name()).with("value", name);
        error.with("list", names(Format::ALL.iter())).near(name, Format::ALL.iter().map(|(name, _)| *name))
    })
}

/// The names of forms.
pub(super) fn names<'a>(formats: impl Iterator<Item = &'a (&'static str, Format)>) -> Vec<String> {
    formats.map(|(name, _)| (*name).to_owned()).collect()
}

/// One on the command line; of a variable, which there is only once, each behind a comma: `junit=a.xml,tap=b.tap`.
fn several(given: &Given) -> Result<Vec<&str>, Error> {
    let text = given.text()?;
    if given.origin() == Origin::CommandLine {
        return Ok(vec![text]);
    }
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, _) in text.match_indices(',') {
        let next = text[at + 1..].split_once('=').map(|(name, _)| name.trim());
        if next.is_some_and(|name| Format::from_name(&name.to_ascii_lowercase()).is_some()) {
            parts.push(&text[begin..at]);
            begin = at + 1;
        }
    }
    parts.push(&text[begin..]);
    Ok(parts)
}

fn rendering(given: &Given, text: &str) -> Result<Rendering, Error> {
    let about = |complaint| Error::usage(complaint).with("name", given.name()).with("value", text);
    let (name, file) = text.split_once('=').ok_or_else(|| about(&NO_FILE))?;
    let format = named(name.trim(), given)?;
    match file {
        "" => Err(about(&NO_FILE)),
        "-" => Err(about(&STANDARD_OUTPUT)),
        file => Ok(Rendering { format, path: file.into() }),
    }
}

/// A file by the one name that its folder has, as far as that is known.
fn place(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}

static NO_FORMAT: Complaint = Complaint {
    what: Text {
        en: "{name}: there is no format “{value}”.", zh_cn: "{name}：没有“{value}”这种格式。"
    },
    form: Text { en: "The formats are {list}.", zh_cn: "可用的格式：{list}。" },
};
static NO_FILE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” does not name a format and a file.",
        zh_cn: "{name}：“{value}”没有写明格式和文件。",
    },
    form: Text {
        en: "The form is FORMAT=FILE, for example: --output junit=report.xml",
        zh_cn: "写法为 格式=文件，例如：--output junit=report.xml",
    },
};
static STANDARD_OUTPUT: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” does not name a file.", zh_cn: "{name}：“{value}”没有写明文件。"
    },
    form: Text {
        en: "What stands on standard output is chosen by --format.",
        zh_cn: "标准输出的格式用 --format 选择。",
    },
};
static TWICE: Complaint = Complaint {
    what: Text {
        en: "{name}: two results cannot both be written into “{file}”.",
        zh_cn: "{name}：不能把两份结果写入同一个文件“{file}”。",
    },
    form: Text { en: "Name a file of its own for each.", zh_cn: "请为每一份指定各自的文件。" },
};
static RECORDED: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” is the file of --record.",
        zh_cn: "{name}：“{file}”已被 --record 使用。",
    },
    form: Text { en: "Name a file of its own for each.", zh_cn: "请为每一份指定各自的文件。" },
};
