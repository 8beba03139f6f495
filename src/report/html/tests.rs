//! The page as its source: what a browser makes of it is looked at by `tests/real/html`.

use crate::diagnose::diagnose;
use crate::evidence::sample::{healthy, reply};
use crate::evidence::{Evidence, Outcome};
use crate::locale::Lang;
use crate::plan::Security;
use crate::report::{Format, Report, Style, render};

fn page(evidence: &Evidence, lang: Lang) -> String {
    let diagnosis = diagnose(evidence);
    render(Format::Html, &Report::new(evidence, &diagnosis), lang, Style::default())
}

#[test]
fn a_page_is_complete_in_itself() {
    for lang in Lang::ALL {
        let page = page(&healthy(587, Security::StartTls), lang);
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"") && page.ends_with("</html>\n"));
        for absent in ["<script", "<img", "<iframe", "src=", "@import", "url(", " style=", "unsafe-inline"] {
            assert!(!page.contains(absent), "{absent}");
        }
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(page.matches("<section").count(), page.matches("aria-labelledby=").count());
    }
    assert!(page(&healthy(465, Security::Implicit), Lang::ZhCn).contains("lang=\"zh-CN\""));
}

#[test]
fn what_a_server_says_is_text() {
    let mut evidence = healthy(465, Security::Implicit);
    let hostile =
        "</style><script>alert(1)</script><a href=\"javascript:x\" onclick='y'>&amp;\u{202e}\u{1b}[2J";
    let Outcome::Passed { facts, .. } = &mut evidence.attempts[0].greeting else { unreachable!() };
    facts.reply = reply(220, hostile);
    evidence.plan.target.host = format!("x\"><b>{hostile}");
    let page = page(&evidence, Lang::En);
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<a href=\"javascript"));
    assert!(page.contains("&lt;/style&gt;&lt;script&gt;") && page.contains("&amp;amp;"));
    assert!(!page.chars().any(|c| matches!(c, '\u{1b}' | '\u{202e}')));
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn backquotes_mark_what_is_typed() {
    let shown = |text: &str| super::mark::prose(text).into_string();
    assert_eq!(shown("use `a<b` or `c`."), "use <code>a&lt;b</code> or <code>c</code>.");
    assert_eq!(shown("one ` alone"), "one ` alone");
    assert_eq!(shown("none `` here"), "none `` here");
}

#[test]
fn stand_ins_are_called_so() {
    let mut evidence = healthy(465, Security::Implicit);
    assert!(!page(&evidence, Lang::En).contains("--scrub"));
    evidence.scrubbed = true;
    assert!(page(&evidence, Lang::En).contains("stand-ins (--scrub)"));
}
