//! What is wrong with a report in one of its forms, read as its consumers read it and by no code of the program.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

/// What is wrong with a report in the form with this name. A form that is not known here is looked through for what no
/// form may hold.
pub(crate) fn faults(format: &str, text: &str) -> Vec<String> {
    let mut faults = match format {
        "jsonl" => lines_of_json(text),
        "junit" => junit(text),
        "tap" => tap(text),
        "nagios" => nagios(text),
        "openmetrics" => openmetrics(text),
        "github" => github(text),
        "markdown" => markdown(text),
        _ => Vec::new(),
    };
    faults.extend(text.chars().find(|c| c.is_control() && *c != '\n').map(|c| format!("{c:?} is shown")));
    if !text.ends_with('\n') {
        faults.push("the last line does not end".to_owned());
    }
    faults
}

fn lines_of_json(text: &str) -> Vec<String> {
    let broken = text.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_err());
    broken.map(|line| format!("not JSON: {line}")).collect()
}

/// Well-formed, of the known elements in their known places, and counted right.
fn junit(text: &str) -> Vec<String> {
    const PLACES: [&str; 8] = [
        "/testsuites",
        "/testsuites/testsuite",
        "/testsuites/testsuite/properties",
        "/testsuites/testsuite/properties/property",
        "/testsuites/testsuite/testcase",
        "/testsuites/testsuite/testcase/skipped",
        "/testsuites/testsuite/testcase/failure",
        "/testsuites/testsuite/testcase/system-out",
    ];
    let mut faults = Vec::new();
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut path: Vec<String> = Vec::new();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut promised = Vec::new();
    let mut names = BTreeSet::new();
    loop {
        let (tag, empty) = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => (tag, false),
            Ok(Event::Empty(tag)) => (tag, true),
            Ok(Event::End(_)) => {
                path.pop();
                continue;
            }
            Ok(Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => {
                faults.push("something that nobody writes".to_owned());
                continue;
            }
            Ok(_) => continue,
            Err(error) => {
                faults.push(error.to_string());
                break;
            }
        };
        path.push(tag.name().as_ref().to_owned());
        let place = format!("/{}", path.join("/"));
        let known = PLACES.iter().find(|known| **known == place);
        if known.is_none() && place != "/testsuites/testsuite/system-out" {
            faults.push(format!("there is no {place}"));
        }
        if let Some(known) = known {
            *counted.entry(known.rsplit('/').next().unwrap_or_default()).or_default() += 1;
        }
        let mut attributes = BTreeMap::new();
        for attribute in tag.attributes() {
            match attribute {
                Ok(found) => {
                    let key = found.key.as_ref().to_owned();
                    attributes.insert(key, found.value.into_owned());
                }
                Err(error) => faults.push(error.to_string()),
            }
        }
        match place.as_str() {
            "/testsuites" => {
                promised = ["tests", "failures", "skipped"].map(|key| attributes.get(key).cloned()).into()
            }
            "/testsuites/testsuite/testcase" if !names.insert(attributes) => {
                faults.push("two cases are the same".to_owned());
            }
            _ => {}
        }
        if empty {
            path.pop();
        }
    }
    let found = ["testcase", "failure", "skipped"]
        .map(|name| Some(counted.get(name).copied().unwrap_or_default().to_string()));
    if promised != found {
        faults.push(format!("promised {promised:?}, found {found:?}"));
    }
    faults
}

/// The version, the plan, as many points as it says, and YAML whose scalars are JSON.
fn tap(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lines = text.lines();
    if lines.next() != Some("TAP version 14") {
        faults.push("no version".to_owned());
    }
    let (mut plan, mut points, mut yaml) = (None, 0, false);
    for line in lines {
        match line {
            "  ---" if !yaml => yaml = true,
            "  ..." if yaml => yaml = false,
            _ if yaml => {
                let fact = line.trim_start().trim_start_matches("- ");
                let scalar = fact
                    .split_once(": ")
                    .filter(|_| !fact.starts_with('"'))
                    .map_or(fact, |(_, scalar)| scalar);
                let heads_a_list = fact.ends_with(':') && !fact.contains('"');
                let fits =
                    line.starts_with("  ") && serde_json::from_str::<serde_json::Value>(scalar).is_ok();
                if !fits && !heads_a_list {
                    faults.push(format!("not YAML: {line}"));
                }
            }
            _ if line.starts_with("# ") => {}
            _ if line.starts_with("1..") => plan = line[3..].parse::<usize>().ok(),
            _ => {
                points += 1;
                let begin = ["ok", "not ok"].map(|word| format!("{word} {points} - "));
                let Some(said) = begin.iter().find_map(|begin| line.strip_prefix(begin)) else {
                    faults.push(format!("neither point nor comment: {line}"));
                    continue;
                };
                let said = said.replace("\\\\", "").replace("\\#", "");
                if said.matches('#').count() > usize::from(said.contains(" # SKIP ")) {
                    faults.push(format!("a directive that is none: {line}"));
                }
            }
        }
    }
    if plan != Some(points) || yaml {
        faults.push(format!("planned {plan:?}, found {points}"));
    }
    faults
}

/// One line of status, numbers behind the only bar, and no markup.
fn nagios(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let first = text.lines().next().unwrap_or_default();
    let word = first.strip_prefix("SMTP ").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    if !["OK", "WARNING", "CRITICAL", "UNKNOWN"].contains(&word) || text.matches('|').count() != 1 {
        faults.push(format!("not a status: {first}"));
    }
    let numbers = first.split_once(" | ").map(|(_, numbers)| numbers).unwrap_or_default();
    for number in numbers.split(' ') {
        let value = number.split_once('=').and_then(|(name, rest)| {
            let named =
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            named.then(|| rest.split(';').next())?
        });
        if !value.is_some_and(|value| value.trim_end_matches('s').parse::<f64>().is_ok()) {
            faults.push(format!("not a number: {number}"));
        }
    }
    faults.extend(text.contains(['<', '>']).then(|| "markup".to_owned()));
    faults
}

/// Families in one piece with help and type, no sample twice, and the mark at the end.
fn openmetrics(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut family, mut families, mut samples) = ("", BTreeSet::new(), BTreeSet::new());
    let Some(body) = text.strip_suffix("# EOF\n") else { return vec!["no end".to_owned()] };
    for line in body.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            family = help.split(' ').next().unwrap_or_default();
            if !families.insert(family) {
                faults.push(format!("{family} in two pieces"));
            }
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            if kind != format!("{family} gauge") {
                faults.push(format!("{kind} below {family}"));
            }
        } else {
            let sample = line.strip_prefix(family).and_then(|rest| rest.strip_prefix('{')).and_then(labels);
            match sample {
                Some(value) if value.parse::<f64>().is_ok() => {}
                _ => faults.push(format!("not a sample: {line}")),
            }
            if !samples.insert(line.rsplit_once(' ').map_or(line, |(name, _)| name)) {
                faults.push(format!("twice: {line}"));
            }
        }
    }
    faults
}

/// What stands behind the labels.
fn labels(mut rest: &str) -> Option<&str> {
    loop {
        let (name, value) = rest.split_once("=\"")?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return None;
        }
        let mut escaped = false;
        let end = value.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        let after = &value[end + 1..];
        match after.strip_prefix(',') {
            Some(more) => rest = more,
            None => return after.strip_prefix("} "),
        }
    }
}

/// Each line is one of our commands, whole, and nothing in it is a command of the old kind.
fn github(text: &str) -> Vec<String> {
    let ours = ["::error title=", "::warning title=", "::notice title="];
    let broken = text.lines().filter(|line| {
        let rest = ours.iter().find_map(|begin| line.strip_prefix(begin));
        let parts = rest.and_then(|rest| rest.split_once("::"));
        let escaped = |text: &str, codes: &[&str]| {
            text.match_indices('%').all(|(at, _)| codes.iter().any(|code| text[at..].starts_with(code)))
        };
        let fits = parts.is_some_and(|(title, message)| {
            !title.contains([':', ','])
                && escaped(title, &["%25", "%0A", "%0D", "%3A", "%2C"])
                && escaped(message, &["%25", "%0A", "%0D"])
        });
        !fits || line.contains("##[")
    });
    broken.map(|line| format!("not a command: {line}")).collect()
}

/// Outside of code there is nothing that could act but our own links.
fn markdown(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let inner = line.trim_start();
        let ticks = inner.bytes().take_while(|byte| *byte == b'`').count();
        match &fence {
            Some(open) => {
                if inner == open {
                    fence = None;
                }
                continue;
            }
            None if ticks >= 3 && !inner[ticks..].contains('`') => {
                fence = Some("`".repeat(ticks));
                continue;
            }
            None => {}
        }
        let outside = without_code(line);
        let outside = match (outside.find("<https://"), outside.rfind('>')) {
            (Some(begin), Some(end)) if begin < end => {
                format!("{}{}", &outside[..begin], &outside[end + 1..])
            }
            _ => outside,
        };
        for sign in ["@", "<", "[", "`", "http", "www.", "~~", "&", "$", "#1", "::"] {
            if outside.contains(sign) {
                faults.push(format!("{sign} acts in: {line}"));
            }
        }
        if line.starts_with('|') && !line.ends_with('|') {
            faults.push(format!("a broken row: {line}"));
        }
    }
    if fence.is_some() {
        faults.push("code that does not end".to_owned());
    }
    faults
}

/// A line without its code spans (CommonMark 0.31 §6.1).
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let run = rest[at..].bytes().take_while(|byte| *byte == b'`').count();
        let fence = &rest[at..at + run];
        let after = &rest[at + run..];
        let mut from = 0;
        let close = loop {
            let Some(found) = after[from..].find(fence) else { break None };
            let begin = from + found;
            let whole = after[begin..].bytes().take_while(|byte| *byte == b'`').count();
            if whole == run && !after[..begin].ends_with('`') {
                break Some(begin + run);
            }
            from = begin + whole;
        };
        out.push_str(&rest[..at]);
        match close {
            Some(end) => rest = &after[end..],
            None => {
                out.push_str(fence);
                rest = after;
            }
        }
    }
    out + rest
}
