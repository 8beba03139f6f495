//! Error texts and logs of anybody.

use std::sync::OnceLock;

use smtp_doctor::diagnose::explain::{Explainer, Load, Log, Summary, is_one_text, read_place, redacted};
use smtp_doctor::locale::Lang;
use smtp_doctor::plan::Platform;
use smtp_doctor::report::{Explained, Format, Style, render_explained};

use super::cut::{cuts, first, pieces};
use super::{assert_still, leaks};

/// Lines with the password, each as some program writes it.
const TELLING: &str =
    "\npassword=c4nary+s3cret/pass\nAUTH PLAIN AG1lQGxhYi50ZXN0AGM0bmFyeStzM2NyZXQvcGFzcw==\n";

fn explainer() -> &'static Explainer {
    static EXPLAINER: OnceLock<Explainer> = OnceLock::new();
    EXPLAINER.get_or_init(|| Explainer::new(Load::Text))
}

/// An explanation without anything that acts, and without the password: in every form, and for the fuzzer in one that the
/// bytes decide, for all of them together take ten times as long as what is explained.
fn render(explained: Explained<'_>, bytes: &[u8]) {
    let formats = Format::ALL.iter().filter(|(_, format)| format.fits_pages());
    let forms: Vec<_> = formats.flat_map(|format| Lang::ALL.map(|lang| (format, lang))).collect();
    let decided = bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % forms.len();
    for (_, ((name, format), lang)) in forms.iter().enumerate().filter(|(at, _)| cfg!(test) || *at == decided)
    {
        let text = render_explained(*format, explained, *lang, Style::default(), Platform::HERE);
        assert_still(&text);
        assert!(text.ends_with('\n'), "{name}");
        assert_eq!(leaks(&text), [""; 0], "{name}");
    }
}

/// A text gives a few causes in order, and none of its secrets.
pub(crate) fn explain(bytes: &[u8]) {
    let plain = String::from_utf8_lossy(bytes);
    let read = explainer().explain(bytes, None);
    assert!(read.hits.len() <= 5);
    for hit in &read.hits {
        assert!(hit.score > 0.0 && hit.score <= 1.0, "{} {}", hit.cause.code.0, hit.score);
        assert!(hit.signs.len() <= 4);
    }
    for pair in read.hits.windows(2) {
        assert!(pair[0].score >= pair[1].score);
        assert_ne!(pair[0].cause.code, pair[1].cause.code);
    }
    if !leaks(&plain).is_empty() {
        return;
    }
    render(Explained::Text(&read), bytes);
    let _ = read_place(&plain);
    let telling = [bytes, TELLING.as_bytes()].concat();
    let told = explainer().explain(&telling, None);
    assert_eq!(leaks(&told.text), [""; 0]);
    render(Explained::Text(&told), &telling);
    let once = redacted(&plain);
    assert_eq!(redacted(&once), once);
    let _ = is_one_text(bytes);
}

/// A log comes to the same however it is cut, and its lines are counted.
pub(crate) fn log(bytes: &[u8]) {
    let (how, bytes) = first(bytes);
    let whole = read(&[bytes]);
    let cut = read(&pieces(bytes, &cuts(bytes.len(), how)));
    assert_eq!(format!("{cut:?}"), format!("{whole:?}"));
    let feeds = memchr::memchr_iter(b'\n', bytes).count() as u64;
    let open = u64::from(!bytes.is_empty() && !bytes.ends_with(b"\n"));
    assert_eq!(whole.lines, feeds + open);
    assert!(whole.recognised + whole.unlisted <= whole.lines);
    let counted: u64 = whole.errors.iter().map(|error| error.count).sum();
    assert_eq!(counted, whole.recognised);
    for error in &whole.errors {
        assert!((1..=whole.lines).contains(&error.line) && !error.explanation.hits.is_empty());
    }
    if leaks(&String::from_utf8_lossy(bytes)).is_empty() {
        render(Explained::Log(&whole), bytes);
    }
}

fn read(pieces: &[&[u8]]) -> Summary {
    let mut log = Log::new(explainer(), None);
    for piece in pieces {
        log.feed(piece);
    }
    log.finish()
}
