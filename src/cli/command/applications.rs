//! `--config-for list`: the applications whose settings can be shown, and where those go.

use crate::application::APPLICATIONS;
use crate::cli::error::Error;
use crate::cli::output;
use crate::cli::plan::Output;
use crate::exit::Status;
use crate::locale::Lang;
use crate::report::{Color, Format};

/// Names them all, a line each.
pub(crate) fn list(shown: &Output) -> Result<Status, Error> {
    let lang = shown.lang;
    let longest = APPLICATIONS.iter().map(|application| application.id.len()).max().unwrap_or_default();
    let mut out = String::new();
    for application in APPLICATIONS {
        let (id, name, file) = (application.id, application.name, application.file.in_lang(lang));
        out.push_str(&match (shown.format, lang) {
            (Format::Plain, Lang::En) => format!("{id}: {name}; {file}\n"),
            (Format::Plain, Lang::ZhCn) => format!("{id}：{name}；{file}\n"),
            _ => format!("{id:longest$}  {name} · {file}\n"),
        });
    }
    output::write(&out, Color::Plain)?;
    Ok(Status::Healthy)
}
