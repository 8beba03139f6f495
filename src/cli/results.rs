//! The files that a run leaves: the recorded examination, and the result in further forms.

use super::error::{Complaint, Error};
use super::file::{NewFile, Readers};
use super::option::{OUTPUT, RECORD};
use super::plan::Output;
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::report::Format;

/// The files of a run, made and not yet filled.
pub(crate) struct Results {
    record: Option<NewFile>,
    renderings: Vec<(Format, NewFile)>,
}

impl Results {
    /// Tells whether they can be made, and leaves nothing behind: who is about to type a password hears of it first, and
    /// whoever thinks better of that finds no draft.
    pub(crate) fn rehearse(output: &Output) -> Result<(), Error> {
        Self::begin(output).map(drop)
    }

    /// Makes them.
    pub(crate) fn begin(output: &Output) -> Result<Self, Error> {
        let record = output.record.as_deref().map(|path| NewFile::begin(path, Readers::Owner, &RECORD));
        let begun = output.renderings.iter().map(|rendering| {
            let file = NewFile::begin(&rendering.path, Readers::Usual, &OUTPUT)?;
            Ok((rendering.format, file))
        });
        let renderings = begun.collect::<Result<_, Error>>()?;
        Ok(Self { record: record.transpose()?, renderings })
    }

    /// Saves what was observed, where that was asked for.
    pub(crate) fn record(&mut self, evidence: &Evidence) -> Result<(), Error> {
        let Some(file) = self.record.take() else { return Ok(()) };
        let json = evidence.to_json().map_err(|_| Error::internal(&UNWRITABLE))?;
        file.finish(&(json + "\n"))
    }

    /// Fills the others, each with what `render` makes in its form. One that cannot be written keeps no other from it.
    pub(crate) fn fill(self, render: impl Fn(Format) -> String) -> Result<(), Error> {
        let written = self.renderings.into_iter().map(|(format, file)| file.finish(&render(format)));
        written.fold(Ok(()), Result::and)
    }
}

static UNWRITABLE: Complaint = Complaint {
    what: Text {
        en: "--record: the examination has no JSON form.",
        zh_cn: "--record：检查结果无法写成 JSON。",
    },
    form: Text {
        en: "This is a fault of smtp-doctor; please report it.",
        zh_cn: "这是 smtp-doctor 自身的错误，请报告给开发者。",
    },
};
