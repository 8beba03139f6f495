//! Which options go with a list of targets, and which with one target only.

use crate::cli::args::{Args, Given, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option::{self, Opt};
use crate::locale::Text;

/// The options that are about the list and say nothing without one.
const LIST: [&Opt; 4] = [&option::CONCURRENCY, &option::PER_HOST, &option::RESUME, &option::SHARD];

/// The ways to a password that serve one target only.
pub(super) const PASSWORDS: [&Opt; 3] =
    [&option::PASSWORD_STDIN, &option::PASSWORD_COMMAND, &option::ASK_PASSWORD];

/// The other options that are for one target.
pub(super) const SINGLE: [&Opt; 10] = [
    &option::SEND,
    &option::SUBJECT,
    &option::BODY,
    &option::ATTACH,
    &option::EML,
    &option::OUTPUT,
    &option::RECORD,
    &option::CONFIG_FOR,
    &option::SCRUB,
    &option::TIMING,
];

/// What makes no sense for one target, of what is typed.
pub(crate) fn none_are_meant(args: &Args) -> Result<(), Error> {
    match typed(args, &LIST) {
        Some(name) => Err(Error::usage(&FOR_LIST).with("name", name)),
        None => Ok(()),
    }
}

/// What does not go with a list of targets.
pub(super) fn fits(args: &Args) -> Result<(), Error> {
    if args.word(0).is_some() {
        return Err(Error::usage(&TARGET_TOO));
    }
    for (options, complaint) in [(&PASSWORDS[..], &PASSWORD_FOR_ONE), (&SINGLE[..], &FOR_ONE)] {
        if let Some(name) = typed(args, options) {
            return Err(Error::usage(complaint).with("name", name));
        }
    }
    match args.one(&option::FORMAT) {
        Some(given) if given.origin() == Origin::CommandLine && given.text()?.trim() != "jsonl" => {
            Err(Error::usage(&ONLY_LINES).with("name", given.name()).with("value", given.text()?))
        }
        _ => Ok(()),
    }
}

/// The first of the options that is typed, by its name.
fn typed(args: &Args, options: &[&'static Opt]) -> Option<String> {
    let mut given = options.iter().filter_map(|opt| args.one(opt));
    given.find(|given| given.origin() == Origin::CommandLine).map(Given::name)
}

static TARGET_TOO: Complaint = Complaint {
    what: Text {
        en: "--targets names a list, and there is a TARGET on the command line as well.",
        zh_cn: "已用 --targets 给出列表，命令行上又写了目标。",
    },
    form: Text {
        en: "Put it into the list, or leave --targets out.",
        zh_cn: "请把它写进列表，或去掉 --targets。",
    },
};
static FOR_LIST: Complaint = Complaint {
    what: Text {
        en: "{name} goes with --targets, and there is no list of targets.",
        zh_cn: "{name} 须与 --targets 一起用，而这里没有目标列表。",
    },
    form: Text {
        en: "Leave it out, or name a list: --targets FILE",
        zh_cn: "请去掉它，或给出列表：--targets 文件",
    },
};
static PASSWORD_FOR_ONE: Complaint = Complaint {
    what: FOR_ONE.what,
    form: Text {
        en: "A password comes from the variable that the line names, or for all lines from --password-env or --password-file.",
        zh_cn: "密码取自该行写明的环境变量；若所有行共用一个密码，可用 --password-env 或 --password-file。",
    },
};
static FOR_ONE: Complaint = Complaint {
    what: Text {
        en: "{name} is for one target and does not go with --targets.",
        zh_cn: "{name} 只用于单个目标，不能与 --targets 一起用。",
    },
    form: Text {
        en: "Leave it out. The results are JSON lines on standard output, whole and with their true names.",
        zh_cn: "请去掉它。结果以 JSON 行写到标准输出，内容完整，名称不作替换。",
    },
};
static ONLY_LINES: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” does not go with --targets.",
        zh_cn: "{name} 的值“{value}”不能与 --targets 一起用。",
    },
    form: Text {
        en: "The results are JSON lines: --format jsonl, or no --format at all.",
        zh_cn: "结果是 JSON 行：写 --format jsonl，或不写 --format。",
    },
};
