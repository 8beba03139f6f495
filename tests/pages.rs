//! The pages in `docs/causes` say what the catalogue says: `cargo run --example pages -- docs/causes` writes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use smtp_doctor::catalog::causes;
use smtp_doctor::locale::Lang;
use smtp_doctor::report::{PageName, cause_index, cause_page};

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(
                files(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)),
            );
        } else {
            found.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
    found
}

#[test]
fn the_pages_are_fresh_and_none_is_left_over() {
    let written = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/causes"));
    let mut wanted = BTreeMap::new();
    for lang in Lang::ALL {
        let name = PageName(lang);
        wanted.insert(name.index(), cause_index(lang));
        wanted.extend(causes().map(|cause| (name.of(cause.code), cause_page(cause, lang))));
    }
    let stale: Vec<&String> =
        wanted.keys().chain(written.keys()).filter(|path| wanted.get(*path) != written.get(*path)).collect();
    assert!(stale.is_empty(), "cargo run --example pages -- docs/causes\n{stale:?}");
}
