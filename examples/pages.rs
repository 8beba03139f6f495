//! Writes the pages of the causes: `cargo run --example pages -- docs/causes`

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use smtp_doctor::catalog::causes;
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{PageName, cause_index, cause_page};

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("usage: pages FOLDER")?;
    let folder = Path::new(&folder);
    for lang in Lang::ALL {
        let name = PageName(lang);
        for cause in causes() {
            let path = folder.join(name.of(cause.code));
            fs::create_dir_all(path.parent().context("a page stands in the folder of its family")?)?;
            fs::write(path, cause_page(cause, lang))?;
        }
        fs::write(folder.join(name.index()), cause_index(lang))?;
    }
    Ok(())
}
