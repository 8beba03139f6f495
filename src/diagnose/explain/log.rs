//! A log of any size, read once with memory that does not grow: every distinct error, counted.
//!
//! A line's close fingerprint remembers its verdict, so that an error, and a line that is none, costs its bytes once
//! and no more. The lines of one reply are read as one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::shape::{close, loose};
use super::{Explainer, Explanation, Facts, Hit, Place, decode, fold, reply};
use crate::catalog::Code;

/// The most bytes of a line that are read.
const LINE: usize = 16 * 1024;
/// The most lines of one reply.
const REPLY: usize = 32;
/// The most verdicts that are remembered.
const MEMORY: usize = 1 << 16;
/// The most distinct errors that are kept.
const KINDS: usize = 1_000;
/// The least score that makes a line of a log an error: with a reply, and by words alone, which ordinary lines may
/// hold by chance.
const LEAST_REPLIED: f64 = 0.24;
const LEAST_SAID: f64 = 0.45;
/// A text of no more bytes and lines than this is one error.
const SHORT: usize = 16 * 1024;
const SHORT_LINES: usize = 60;
/// A log under way.
#[derive(Debug)]
pub struct Log<'a> {
    explainer: &'a Explainer,
    at: Option<Place>,
    /// The line that has not ended yet.
    open: Vec<u8>,
    /// The lines of a reply that has not ended yet, and its first line's number.
    reply: Vec<u8>,
    reply_lines: usize,
    reply_start: u64,
    summary: Summary,
    verdicts: HashMap<u64, Verdict, Straight>,
    /// Where the errors of a fingerprint and of such causes are listed.
    kinds: HashMap<(u64, Vec<Code>), usize>,
}

/// What was found in a log.
#[derive(Debug, Default)]
pub struct Summary {
    /// How many lines there were.
    pub lines: u64,
    /// How many of them are errors that are listed.
    pub recognised: u64,
    /// How many of them are errors of further kinds, for which there was no room.
    pub unlisted: u64,
    /// The distinct errors in the order of their first lines.
    pub errors: Vec<LogError>,
}

/// A distinct error.
#[derive(Debug)]
pub struct LogError {
    /// The number of the first line with it, from 1.
    pub line: u64,
    /// How many lines there are with it.
    pub count: u64,
    /// What the first one says.
    pub explanation: Explanation,
}

#[derive(Clone, Copy, Debug)]
enum Verdict {
    Ordinary,
    Error(usize),
    Unlisted,
}

/// Hashes what is a hash already.
#[derive(Debug, Default)]
struct Plain(u64);

type Straight = BuildHasherDefault<Plain>;

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8).wrapping_add(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

impl<'a> Log<'a> {
    /// Begins a log. `at` is the server that it is about, where that is known.
    pub fn new(explainer: &'a Explainer, at: Option<Place>) -> Self {
        Self {
            explainer,
            at,
            open: Vec::new(),
            reply: Vec::new(),
            reply_lines: 0,
            reply_start: 0,
            summary: Summary::default(),
            verdicts: HashMap::default(),
            kinds: HashMap::default(),
        }
    }

    /// Takes the next bytes, which may end in the middle of a line.
    pub fn feed(&mut self, bytes: &[u8]) {
        let mut begin = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            if self.open.is_empty() {
                self.line(&bytes[begin..end]);
            } else {
                self.keep(&bytes[begin..end]);
                let line = std::mem::take(&mut self.open);
                self.line(&line);
                self.open = line;
                self.open.clear();
            }
            begin = end + 1;
        }
        self.keep(&bytes[begin..]);
    }

    /// What was found, once the log has ended.
    pub fn finish(mut self) -> Summary {
        if !self.open.is_empty() {
            let line = std::mem::take(&mut self.open);
            self.line(&line);
        }
        self.end_reply();
        self.summary
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = LINE.saturating_sub(self.open.len());
        self.open.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    fn line(&mut self, line: &[u8]) {
        self.summary.lines += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = &line[..line.len().min(LINE)];
        let code = reply_code(line);
        if !self.reply.is_empty() {
            if code.is_some_and(|(code, _)| self.reply.starts_with(&code)) && self.reply_lines < REPLY {
                self.reply.push(b'\n');
                self.reply.extend_from_slice(line.trim_ascii());
                self.reply_lines += 1;
                if code.is_some_and(|(_, last)| last) {
                    self.end_reply();
                }
                return;
            }
            self.end_reply();
        }
        if let Some((_, false)) = code {
            self.reply_start = self.summary.lines;
            self.reply_lines = 1;
            self.reply.extend_from_slice(behind_mark(line));
            return;
        }
        self.judge(line, self.summary.lines);
    }

    fn end_reply(&mut self) {
        if !self.reply.is_empty() {
            let reply = std::mem::take(&mut self.reply);
            self.judge(&reply, self.reply_start);
            self.reply = reply;
            self.reply.clear();
        }
    }

    fn judge(&mut self, line: &[u8], number: u64) {
        let fingerprint = close(line);
        let remembered = self.verdicts.get(&fingerprint).copied();
        let verdict = remembered.unwrap_or_else(|| {
            let verdict = self.verdict(line, number);
            if self.verdicts.len() >= MEMORY {
                self.verdicts.clear();
            }
            self.verdicts.insert(fingerprint, verdict);
            verdict
        });
        match verdict {
            Verdict::Ordinary => {}
            Verdict::Unlisted => self.summary.unlisted += 1,
            Verdict::Error(at) => {
                self.summary.recognised += 1;
                self.summary.errors[at].count += 1;
            }
        }
    }

    fn verdict(&mut self, line: &[u8], number: u64) -> Verdict {
        let hits = self.explainer.hits_in_line(line, self.at.as_ref());
        if hits.is_empty() {
            return Verdict::Ordinary;
        }
        let kind = (loose(line), hits.iter().map(|hit| hit.cause.code).collect());
        if let Some(at) = self.kinds.get(&kind) {
            return Verdict::Error(*at);
        }
        let at = self.summary.errors.len();
        if at >= KINDS {
            return Verdict::Unlisted;
        }
        let mut explanation = self.explainer.explain(line, self.at.as_ref());
        explanation.hits = hits;
        self.summary.errors.push(LogError { line: number, count: 0, explanation });
        self.kinds.insert(kind, at);
        Verdict::Error(at)
    }
}

impl Explainer {
    /// The causes of a line of a log; none of a line that is no error.
    fn hits_in_line(&self, line: &[u8], at: Option<&Place>) -> Vec<Hit> {
        // Nothing but plain words: there is one reading, and nothing to do where no rule knows a word of it. A `=`
        // stands in most lines, and quotes bytes in hardly any.
        let plain = line.is_ascii() && memchr::memchr2(b'\\', b'%', line).is_none();
        let readings = match std::str::from_utf8(line) {
            Ok(text) if plain && !has_challenge(text) => vec![text.to_owned()],
            _ => decode::readings(line),
        };
        let folded: Vec<String> = readings.iter().map(|text| fold::folded(text)).collect();
        let mut found = Vec::new();
        for folded in &folded {
            self.rules.phrases_in(folded, &mut found);
        }
        let replied = folded.iter().any(|text| reply::refuses(text));
        // Most lines end here: what they hold of the phrases makes no rule whole.
        if !replied && !self.rules.says_enough(&found) || folded.iter().any(|text| reply::is_sent(text)) {
            return Vec::new();
        }
        let mut facts = Facts::of(&readings, &folded, at);
        if !replied {
            facts.replies.clear();
            facts.enhanced.clear();
        }
        let mut hits = self.hits(&folded, &found, &facts);
        let least = if replied { LEAST_REPLIED } else { LEAST_SAID };
        if hits.first().is_none_or(|best| best.score < least) {
            hits.clear();
        }
        hits
    }
}

fn has_challenge(text: &str) -> bool {
    text.contains("334 ") || text.ends_with('=')
}

/// The code at the start of a line of a reply, and whether the line is its last.
fn reply_code(line: &[u8]) -> Option<([u8; 3], bool)> {
    match behind_mark(line) {
        [a @ (b'4' | b'5'), b, c, sign @ (b' ' | b'-'), ..] if b.is_ascii_digit() && c.is_ascii_digit() => {
            Some(([*a, *b, *c], *sign == b' '))
        }
        _ => None,
    }
}

/// The line behind what programs put before what the server says.
fn behind_mark(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_start();
    let ([b'<', b'*', b'*', b' ', rest @ ..]
    | [b'<', b'-', b'-', b' ', rest @ ..]
    | [b'<', b'-' | b'~' | b'<', b' ', rest @ ..]
    | [b'S', b':', b' ', rest @ ..]
    | [b'<', b' ', rest @ ..]) = line
    else {
        return line;
    };
    rest.trim_ascii_start()
}

/// Whether an input is one error, with a stack trace perhaps, and not a log: it is short, and no more than one of its
/// lines begins with a time.
pub fn is_one_text(bytes: &[u8]) -> bool {
    let lines = || bytes.split(|b| *b == b'\n');
    let timed = |line: &&[u8]| begins_with_a_time(line.trim_ascii_start());
    bytes.len() <= SHORT && lines().count() <= SHORT_LINES && lines().filter(timed).count() <= 1
}

/// Whether a time stands near the beginning; the place in a frame of a stack trace, `at a (b.js:12:34)`, is none.
fn begins_with_a_time(line: &[u8]) -> bool {
    let head = &line[..line.len().min(24)];
    let is_clock = |window: &[u8]| match window {
        [a, b, b':', c, d] => [a, b, c, d].into_iter().all(u8::is_ascii_digit),
        _ => false,
    };
    !head.starts_with(b"at ") && head.windows(5).any(is_clock)
}

#[cfg(test)]
mod tests;
