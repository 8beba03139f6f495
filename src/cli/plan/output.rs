//! How the result is to be shown.

use std::path::PathBuf;

use super::rendering::{Rendering, named, names, renderings};
use crate::application::{self, APPLICATIONS, Application};
use crate::cli::args::{Args, Origin};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::cli::progress::Screen;
use crate::locale::{Lang, Text};
use crate::report::{self, Color, Format, Strictness, Style, Waterfall};

/// How the result is to be shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Output {
    /// The form on standard output.
    pub(crate) format: Format,
    /// The language.
    pub(crate) lang: Lang,
    /// Whether colour is used on standard output.
    pub(crate) color: Color,
    /// Where it goes what is being waited for.
    pub(crate) progress: Screen,
    /// How much is told.
    pub(crate) detail: Detail,
    /// Whether it is drawn where the time went.
    pub(crate) waterfall: Waterfall,
    /// What warnings come to.
    pub(crate) strictness: Strictness,
    /// The columns of the terminal, where known.
    pub(crate) columns: Option<usize>,
    /// Whether names are replaced by stand-ins.
    pub(crate) names: Names,
    /// The result in further forms.
    pub(crate) renderings: Vec<Rendering>,
    /// The file to whose end a summary is added: that of a step of GitHub Actions.
    pub(crate) summary: Option<PathBuf>,
    /// Where the examination is saved.
    pub(crate) record: Option<PathBuf>,
    /// The application whose settings are shown, or that all of them are to be named.
    pub(crate) config_for: Option<ConfigFor>,
}

/// Whether names are replaced by stand-ins.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Names {
    /// They stay.
    Shown,
    /// They are replaced (`--scrub`).
    Scrubbed,
}

/// What `--config-for` asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ConfigFor {
    /// The settings for an application.
    Application(&'static Application),
    /// The names of all applications.
    List,
}

/// How much is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Detail {
    /// The verdict (`-q`).
    Verdict,
    /// The stages, the diagnosis, what to do.
    Normal,
    /// The SMTP dialogue too (`-v`).
    Dialogue,
    /// A trace for developers too (`-vv`).
    Trace,
}

/// The columns of a terminal that does not say how many it has.
const COLUMNS: usize = 100;

impl Output {
    /// How a report for people looks.
    pub(crate) fn style(&self) -> Style {
        let detail = match self.detail {
            Detail::Verdict => report::Detail::Verdict,
            Detail::Normal => report::Detail::Normal,
            Detail::Dialogue | Detail::Trace => report::Detail::Dialogue,
        };
        Style { color: self.color, detail, width: self.columns.unwrap_or(COLUMNS), waterfall: self.waterfall }
    }
}

/// How the result is to be shown.
pub(crate) fn read(args: &Args, env: &Env) -> Result<Output, Error> {
    let format = format(args)?;
    let is_heard = args.on(&option::PLAIN)?.is_some();
    let color = color(args, env)?;
    let mut renderings = renderings(args)?;
    if is_heard {
        for further in &mut renderings {
            further.format = further.format.heard();
        }
    }
    let for_github =
        format == Format::Github || renderings.iter().any(|further| further.format == Format::Github);
    Ok(Output {
        summary: env.variable("GITHUB_STEP_SUMMARY").filter(|_| for_github).map(PathBuf::from),
        renderings,
        format: if is_heard { format.heard() } else { format },
        lang: lang(args, env)?,
        color: if is_heard { Color::Plain } else { color },
        progress: match (is_heard, env.redraws()) {
            (_, false) => Screen::None,
            (true, true) => Screen::Lines,
            (false, true) => Screen::Terminal,
        },
        detail: detail(args)?,
        strictness: match args.on(&option::STRICT)? {
            Some(_) => Strictness::WarningsFail,
            None => Strictness::WarningsPass,
        },
        waterfall: match args.on(&option::TIMING)? {
            Some(_) => Waterfall::Shown,
            None => Waterfall::None,
        },
        names: match args.on(&option::SCRUB)? {
            Some(_) => Names::Scrubbed,
            None => Names::Shown,
        },
        columns: env.columns(),
        record: args.one(&option::RECORD).map(|given| PathBuf::from(given.raw())),
        config_for: config_for(args)?,
    })
}

fn config_for(args: &Args) -> Result<Option<ConfigFor>, Error> {
    let Some(given) = args.one(&option::CONFIG_FOR) else { return Ok(None) };
    let name = given.text()?.trim();
    if ["list", "help"].contains(&name.to_ascii_lowercase().as_str()) {
        return Ok(Some(ConfigFor::List));
    }
    if let Some(application) = application::by_name(name) {
        return Ok(Some(ConfigFor::Application(application)));
    }
    let about = |complaint| Error::usage(complaint).with("name", given.name()).with("value", name);
    let error = match application::nearest(name) {
        Some(near) => about(&NEAR_APPLICATION).with("near", near.id),
        None => about(&NO_APPLICATION),
    };
    Err(error.listing(APPLICATIONS.iter().map(|application| application.id)))
}

/// How a page is shown on which nothing passes or fails. A form for examinations that only the environment asks for is
/// not meant for it.
pub(crate) fn read_page(args: &Args, env: &Env) -> Result<Output, Error> {
    let mut output = read(args, env)?;
    let typed = args.one(&option::FORMAT).filter(|given| given.origin() == Origin::CommandLine);
    match typed {
        _ if output.format.fits_pages() => {}
        Some(given) => {
            let pages = Format::ALL.iter().filter(|(_, format)| format.fits_pages());
            let error = Error::usage(&NO_PAGE).with("name", given.name()).with("value", given.text()?);
            return Err(error.with("list", names(pages)));
        }
        None if args.on(&option::PLAIN)?.is_some() => output.format = Format::Plain,
        None => output.format = Format::Text,
    }
    output.summary = None;
    Ok(output)
}

fn format(args: &Args) -> Result<Format, Error> {
    let Some(given) = args.one(&option::FORMAT) else { return Ok(Format::Text) };
    named(given.text()?.trim(), given)
}

fn lang(args: &Args, env: &Env) -> Result<Lang, Error> {
    let Some(given) = args.one(&option::LANG) else { return Ok(env.lang()) };
    Lang::from_tag(given.text()?.trim()).ok_or_else(|| {
        let typed = given.text().unwrap_or_default();
        Error::usage(&NO_LANG)
            .with("name", given.name())
            .with("value", typed)
            .near(typed, option::LANG.values())
    })
}

fn color(args: &Args, env: &Env) -> Result<Color, Error> {
    let auto = if env.takes_color() { Color::Ansi } else { Color::Plain };
    let Some(given) = args.one(&option::COLOR) else { return Ok(auto) };
    match given.text()?.trim().to_ascii_lowercase().as_str() {
        "auto" => Ok(auto),
        "always" => Ok(Color::Ansi),
        "never" => Ok(Color::Plain),
        typed => Err(Error::usage(&NO_COLOR)
            .with("name", given.name())
            .with("value", given.text()?)
            .near(typed, option::COLOR.values())),
    }
}

fn detail(args: &Args) -> Result<Detail, Error> {
    let quiet = args.on(&option::QUIET)?;
    let verbose = args.one(&option::VERBOSE);
    let level = match verbose {
        None => 0,
        Some(given) => match given.text()?.trim() {
            "" | "0" => 0,
            "1" => 1,
            text if text.bytes().all(|b| b.is_ascii_digit()) => 2,
            text => {
                return Err(Error::usage(&NO_LEVEL).with("name", given.name()).with("value", text));
            }
        },
    };
    if let (Some(quiet), Some(verbose), 1..) = (quiet, verbose, level) {
        // What is typed wins over what the environment says.
        return match (quiet.origin(), verbose.origin()) {
            (quiet, verbose) if quiet == verbose => Err(Error::usage(&QUIET_AND_VERBOSE)),
            (Origin::CommandLine, _) => Ok(Detail::Verdict),
            _ => Ok(told(level)),
        };
    }
    Ok(if quiet.is_some() { Detail::Verdict } else { told(level) })
}

fn told(level: u8) -> Detail {
    match level {
        0 => Detail::Normal,
        1 => Detail::Dialogue,
        _ => Detail::Trace,
    }
}

static NO_APPLICATION: Complaint = Complaint {
    what: Text {
        en: "{name}: smtp-doctor does not know the settings of “{value}”.",
        zh_cn: "{name}：smtp-doctor 不知道“{value}”的设置。",
    },
    form: Text { en: "It knows those of:", zh_cn: "可用的名称：" },
};
static NEAR_APPLICATION: Complaint = Complaint {
    what: Text {
        en: "{name}: smtp-doctor does not know the settings of “{value}”.",
        zh_cn: "{name}：smtp-doctor 不知道“{value}”的设置。",
    },
    form: Text {
        en: "Did you mean {near}?\nIt knows those of:", zh_cn: "是不是想写 {near}？\n可用的名称："
    },
};
static NO_PAGE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is a format for examinations.",
        zh_cn: "{name}：“{value}”是检查结果的格式。",
    },
    form: Text { en: "Here the formats are {list}.", zh_cn: "这里可用的格式：{list}。" },
};
static NO_LANG: Complaint = Complaint {
    what: Text {
        en: "{name}: smtp-doctor does not speak “{value}”.",
        zh_cn: "{name}：smtp-doctor 不支持语言“{value}”。",
    },
    form: Text { en: "The languages are zh-CN and en.", zh_cn: "可用的语言是 zh-CN 和 en。" },
};
static NO_COLOR: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” does not say when to use colour.",
        zh_cn: "{name}：“{value}”不能表示何时使用颜色。",
    },
    form: Text { en: "Write auto, always or never.", zh_cn: "应为 auto、always 或 never。" },
};
static NO_LEVEL: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not a level of detail.",
        zh_cn: "{name}：没有“{value}”这个详细程度。",
    },
    form: Text {
        en: "Write 1 for the SMTP dialogue, 2 for the trace as well, or 0.",
        zh_cn: "1 显示 SMTP 对话，2 再加上跟踪，0 都不显示。",
    },
};
static QUIET_AND_VERBOSE: Complaint = Complaint {
    what: Text {
        en: "-q asks for less and -v for more: they cannot be used together.",
        zh_cn: "-q 要求少显示，-v 要求多显示，二者不能同时使用。",
    },
    form: Text { en: "Leave one of them out.", zh_cn: "请去掉其中一个。" },
};
