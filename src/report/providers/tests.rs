//! What holds for every page and table.

use super::*;
use crate::report::tests::wellformed;
use crate::report::text::layout::width;

fn text(listing: &Listing, lang: Lang, columns: usize) -> String {
    render(Format::Text, listing, lang, Style { width: columns, ..Style::default() })
}

fn listings() -> Vec<Listing> {
    let ids = PROVIDERS.iter().map(|provider| provider.id);
    let asked = ids.chain(["microsoft", "smtp.gmial.com", "no such thing", "a\u{1b}[2J\u{202e}b"]);
    std::iter::once(Listing::all()).chain(asked.map(Listing::of)).collect()
}

#[test]
fn every_json_fits_the_schema_which_knows_no_other_field() {
    let schema = serde_json::from_str(include_str!("../../../schema/providers-v1.schema.json")).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let schema = jsonschema::validator_for(&schema).unwrap();
    for listing in listings() {
        for lang in Lang::ALL {
            let json = render(Format::Json, &listing, lang, Style::default());
            let line = render(Format::Jsonl, &listing, lang, Style::default());
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&line).ok(),
                serde_json::from_str(&json).ok()
            );
            assert_eq!(line.lines().count(), 1);
            let page = render(Format::Markdown, &listing, lang, Style::default());
            assert_eq!(wellformed::faults("markdown", &page), Vec::<String>::new(), "{page}");
            let value = serde_json::from_str(&json).unwrap();
            let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{:?}: {errors:#?}", listing.query);
        }
    }
    let json = render(Format::Json, &Listing::of("qq"), Lang::En, Style::default());
    for path in
        ["", "/providers/0", "/providers/0/endpoints/0", "/providers/0/notes/0", "/providers/0/replies/0"]
    {
        let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
        value.pointer_mut(path).unwrap()["unheard_of"] = serde_json::Value::Null;
        assert!(!schema.is_valid(&value), "{path}");
    }
}

#[test]
fn a_listing_to_be_heard_has_neither_signs_nor_columns() {
    for listing in listings().iter().filter(|listing| !listing.is_empty()) {
        for lang in Lang::ALL {
            let style = Style { color: crate::report::Color::Ansi, ..Style::default() };
            let heard = render(Format::Plain, listing, lang, style);
            for provider in &listing.providers {
                assert!(
                    heard.contains(provider.id) && heard.contains(provider.name.in_lang(lang)),
                    "{heard}"
                );
            }
            assert!(
                !heard.contains(['·', '\u{1b}']) && !heard.contains("  ") && !heard.contains("\n "),
                "{heard}"
            );
        }
    }
}

#[test]
fn nothing_hostile_comes_out_and_no_place_stays_open() {
    for listing in listings() {
        for lang in Lang::ALL {
            let said = text(&listing, lang, 80);
            assert!(said.ends_with('\n') && !said.contains("\n\n\n"), "{said}");
            assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
            assert!(!said.replace("\\u{202e}", "").contains(['{', '}']), "{said}");
            assert!(said.lines().all(|line| line.trim_end() == line), "{said}");
        }
    }
}

#[test]
fn the_columns_of_the_table_stand_below_each_other() {
    for lang in Lang::ALL {
        let table = text(&Listing::all(), lang, 80);
        let rows: Vec<&str> = table.lines().take(PROVIDERS.len() + 1).collect();
        for (row, provider) in rows[1..].iter().zip(PROVIDERS) {
            assert!(row.starts_with(&format!("{} ", provider.id)), "{row}");
        }
        let name = |row: &str, cell: &str| row.find(cell).map(|at| width(&row[..at]));
        let first = name(rows[0], super::words::COLUMN_NAME.in_lang(lang)).unwrap();
        for (row, provider) in rows[1..].iter().zip(PROVIDERS) {
            let (before, behind) = row.split_once(provider.id).unwrap();
            let at = width(before) + width(provider.id) + name(behind, provider.name.in_lang(lang)).unwrap();
            assert_eq!(at, first, "{row}");
        }
    }
}

#[test]
fn a_page_says_what_is_needed_to_log_in() {
    let page = text(&Listing::of("me@foxmail.com"), Lang::ZhCn, 80);
    for part in
        ["QQ 邮箱", "smtp.qq.com", "465 隐式 TLS（推荐）", "授权码", "2022-11-01", "https://mail.qq.com/"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("smtp-doctor smtp.qq.com:465 you@qq.com --ask-password"), "{page}");
    assert!(page.contains("auth/authorization-code-required"), "{page}");
    let page = text(&Listing::of("sendgrid"), Lang::En, 80);
    assert!(page.contains("apikey --ask-password"), "{page}");
    let page = text(&Listing::of("tuta"), Lang::En, 80);
    assert!(page.contains("no SMTP") && !page.contains("--ask-password"), "{page}");
}

#[test]
fn a_page_keeps_to_its_columns() {
    for provider in PROVIDERS {
        for lang in Lang::ALL {
            let page = text(&Listing::of(provider.id), lang, 80);
            let long = page.lines().find(|line| {
                // What is copied is never broken.
                width(line) > 80 && !line.contains("https://") && !line.contains("smtp-doctor ")
            });
            assert_eq!(long, None);
        }
    }
}

#[test]
fn what_is_not_found_is_said_with_what_may_be_meant() {
    let said = text(&Listing::of("smtp.gmial.com"), Lang::En, 80);
    assert!(said.contains("“smtp.gmial.com”") && said.contains("providers smtp.gmail.com"), "{said}");
    assert!(Listing::of("example.com").is_empty() && !Listing::of("microsoft").is_empty());
}
