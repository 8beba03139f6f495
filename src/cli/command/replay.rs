//! `smtp-doctor replay FILE`: a recorded examination is diagnosed again, without any network.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use serde::Deserialize;

use super::{applications, conclude};
use crate::cli::args::Args;
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::results::Results;
use crate::cli::{plan, trace};
use crate::evidence::{Evidence, SCHEMA};
use crate::exit::Status;
use crate::locale::Text;

/// The most that is read of a file: a mebibyte a session on the wire, a dozen of them, escaped.
const MOST: u64 = 64 * 1024 * 1024;

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let output = plan::output(args, env)?;
    if output.config_for == Some(plan::ConfigFor::List) {
        return applications::list(&output);
    }
    trace::begin(&output);
    let name = args.word(0).ok_or_else(|| Error::usage(&MISSING))?;
    let evidence = read(name)?;
    conclude(Results::begin(&output)?, &evidence, &output)
}

fn read(name: &str) -> Result<Evidence, Error> {
    let about = |error: Error| error.with("file", name);
    let json =
        text(Path::new(name)).map_err(|error| about(Error::usage(&UNREADABLE)).with("reason", &error))?;
    match Evidence::from_json(&json) {
        Ok(evidence) if evidence.schema == SCHEMA => Ok(evidence),
        _ => match schema(&json) {
            Some(schema) if schema != SCHEMA => {
                Err(about(Error::usage(&OTHER_SCHEMA)).with("schema", schema).with("known", SCHEMA))
            }
            _ => Err(about(Error::usage(&NO_EXAMINATION))),
        },
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The schema that a JSON object names.
fn schema(json: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        schema: String,
    }
    serde_json::from_str::<Named>(json).ok().map(|named| named.schema)
}

static MISSING: Complaint = Complaint {
    what: Text { en: "There is no examination to replay.", zh_cn: "没有给出要重放的检查记录。" },
    form: Text {
        en: "Name the file: smtp-doctor replay FILE\nMake one with: smtp-doctor HOST:PORT --record FILE",
        zh_cn: "请写上文件：smtp-doctor replay 文件\n记录可以这样得到：smtp-doctor 主机:端口 --record 文件",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "“{file}” cannot be read: {reason}.", zh_cn: "无法读取“{file}”：{reason}。"
    },
    form: Text {
        en: "Name a file that --record has made.", zh_cn: "请给出用 --record 保存的文件。"
    },
};
static NO_EXAMINATION: Complaint = Complaint {
    what: Text {
        en: "“{file}” is not a recorded examination.", zh_cn: "“{file}”不是检查记录。"
    },
    form: Text {
        en: "Name a file that --record has made.", zh_cn: "请给出用 --record 保存的文件。"
    },
};
static OTHER_SCHEMA: Complaint = Complaint {
    what: Text {
        en: "“{file}” is of the kind “{schema}”; only “{known}” can be replayed.",
        zh_cn: "“{file}”的类型是“{schema}”；只有“{known}”可以重放。",
    },
    form: Text {
        en: "Name a file that --record has made with this version, or use the version that made it.",
        zh_cn: "请给出用本版本 --record 保存的文件，或改用保存它的版本。",
    },
};
