//! Passwords as people hand them on: a command of this program, `密码是 x`, `me@example.com:x`.

use super::masked;

/// The programs that take a target, a user and a password in this order.
const PROGRAMS: [&str; 2] = ["smtp-doctor", "test-smtp"];
/// What a password is called in a sentence, in lower case.
const NAMES: [&str; 9] =
    ["password", "passwd", "passcode", "app password", "auth code", "密码", "授权码", "口令", "密碼"];
/// What stands between the name and the password.
const VERBS: [&str; 5] = ["is ", "was ", "是", "为", "為"];
/// What separates an address from a password.
const SEPARATORS: [&str; 7] = [" / ", " | ", "----", ":", "|", "/", "\t"];
/// How many letters the passwords have that a provider makes for a program: an authorisation code, an app password.
const MADE: usize = 16;
/// The fewest digits that are taken for a password.
const DIGITS: usize = 6;

/// The line without them.
pub(super) fn pastes(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    let commands = PROGRAMS.iter().flat_map(|program| lower.match_indices(*program));
    let commands = commands.flat_map(|(at, program)| positional(line, at + program.len()));
    let sentences = NAMES.iter().flat_map(|name| lower.match_indices(*name));
    let sentences = sentences.filter_map(|(at, name)| sentence(line, at + name.len()));
    let pairs = line.match_indices('@').filter_map(|(at, _)| pair(line, at));
    masked(line, commands.chain(sentences).chain(pairs).collect())
}

/// The words behind a program's name from the password on: one, and one more where an option may have taken a value.
fn positional(line: &str, from: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut words = words(line, from).take_while(|(begin, end)| {
        !matches!(&line[*begin..*end], "|" | ";" | "&&" | "||" | ">" | ">>" | "<" | "#" | "2>&1")
    });
    // What is left of the name: `.sh`, `.exe"`.
    if line[from..].starts_with(|c: char| !c.is_whitespace()) {
        words.next();
    }
    let (mut place, mut options) = (0_usize, 0_usize);
    let told = words.map_while(move |(begin, end)| {
        let word = &line[begin..end];
        if word.starts_with('-') {
            options += usize::from(!word.contains('='));
            return Some(None);
        }
        if place == 0 && !is_target(word) {
            // The value of an option may stand before the target, nothing else.
            return (options > 0).then_some(None);
        }
        place += 1;
        let last = 3 + usize::from(options > 0);
        let is_password = (3..=last).contains(&place) && !matches!(word, "true" | "false");
        Some(is_password.then_some((begin, end)))
    });
    told.flatten()
}

/// Words as a shell splits them, without the quotation marks.
fn words(line: &str, from: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = &line[at..];
        let word = rest.trim_start();
        let begin = at + rest.len() - word.len();
        let mark = word.chars().next()?;
        if at == from || !matches!(mark, '"' | '\'') {
            at = begin + word.find(char::is_whitespace).unwrap_or(word.len());
            return Some((begin, at));
        }
        let inside = &word[1..];
        let len = inside.find(mark).unwrap_or(inside.len());
        at = line.len().min(begin + len + 2);
        Some((begin + 1, begin + 1 + len))
    })
}

/// Whether a word can be a host, with or without a port: no number of a version.
fn is_target(word: &str) -> bool {
    let host = word.rsplit_once("://").map_or(word, |(_, host)| host);
    host.contains(['.', ':']) && host.contains(|c: char| c.is_ascii_alphabetic() || c == ':')
}

/// `password is x`, `密码是x`, `授权码 x`.
fn sentence(line: &str, from: usize) -> Option<(usize, usize)> {
    let behind = &line[from..];
    let spaced = behind.trim_start();
    let verb = VERBS.iter().find_map(|verb| spaced.strip_prefix(verb));
    // Without a verb a space is between them; a sign such as `:` is read elsewhere.
    let value = match verb {
        Some(value) => value.trim_start_matches([' ', ':', '：']),
        None if spaced.len() < behind.len() => spaced,
        None => return None,
    };
    let value = value.strip_prefix(['"', '\'', '“', '`']).unwrap_or(value);
    let begin = line.len() - value.len();
    let len = value.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '`')).unwrap_or(value.len());
    let word = &value[..len];
    let is_number = verb.is_some() && word.len() >= DIGITS && word.bytes().all(|b| b.is_ascii_digit());
    let told = is_number || looks_secret(word) && (verb.is_some() || !is_address(word));
    if told {
        return Some((begin, begin + len));
    }
    // As Google shows them: `abcd efgh ijkl mnop`.
    let groups = value.get(..MADE + 3)?;
    let four = |group: &str| group.len() == 4 && group.bytes().all(|b| b.is_ascii_lowercase());
    (groups.split(' ').all(four) && verb.is_some()).then_some((begin, begin + groups.len()))
}

/// `me@example.com:x`, `me@example.com / x`, and a line of nothing but an address and a password.
fn pair(line: &str, at: usize) -> Option<(usize, usize)> {
    let domain = &line[at + 1..];
    let ends = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-');
    let len = domain.find(ends).unwrap_or(domain.len());
    let len = domain[..len].find("--").unwrap_or(len);
    domain[..len].contains('.').then_some(())?;
    let behind = &domain[len..];
    let separated = SEPARATORS.iter().find_map(|separator| behind.strip_prefix(separator));
    let value = separated.or_else(|| {
        let alone = !line[..at].trim_start().contains(char::is_whitespace);
        let value = behind.trim_start();
        (alone && value.len() < behind.len() && !value.trim_end().contains(char::is_whitespace))
            .then_some(value)
    })?;
    let value = value.trim_start();
    let begin = line.len() - value.len();
    let value = &value[..value.find(char::is_whitespace).unwrap_or(value.len())];
    (looks_secret(value) && !is_address(value)).then_some((begin, begin + value.len()))
}

/// Whether a word is no word of a sentence, and no number: letters with digits or signs among them, or as many letters
/// as a provider's own have.
fn looks_secret(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>']);
    let has = |of: fn(char) -> bool| word.contains(of);
    let sign = |c: char| matches!(c, '!' | '@' | '#' | '$' | '%' | '^' | '&' | '*' | '+' | '=' | '~');
    let made = word.len() == MADE && word.bytes().all(|b| b.is_ascii_lowercase());
    made || word.len() >= 4 && has(|c| c.is_ascii_alphabetic()) && (has(|c| c.is_ascii_digit()) || has(sign))
}

fn is_address(word: &str) -> bool {
    let host = word.trim_end_matches(['.', ',', ';', ':', ')', '>']).split_once('@').map(|(_, host)| host);
    host.is_some_and(|host| {
        host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    })
}
