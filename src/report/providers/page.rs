//! The page of one provider, for people.

use super::words::{
    HEADING_COMMAND, HEADING_NOTES, HEADING_REPLIES, LABEL_DOMAINS, LABEL_HELP, LABEL_NAME, LABEL_SECRET,
    LABEL_SERVERS, LABEL_USER, MADE_AT, NO_HOST, OWN_SERVER, RECOMMENDED, SAID, SINCE, secret_in_full,
    security, user,
};
use super::{Style, command};
use crate::catalog::{Code, find};
use crate::locale::{Lang, Text, fill, places};
use crate::provider::{Endpoint, Provider, ReplyRule, SecretKind};
use crate::report::text::layout::{padded, spaces, width, wrap};
use crate::report::text::paint::{Paint, Tone};

/// A line is no longer than this on any terminal, and laid out for no fewer columns than that.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;
/// What stands between facts on one line.
const BETWEEN: &str = " · ";

/// The page.
pub(super) fn render(provider: &Provider, lang: Lang, style: Style) -> String {
    let columns = style.width.clamp(NARROWEST, WIDEST);
    let mut page = Page { lang, paint: Paint(style.color), columns, out: String::new() };
    page.facts(provider);
    page.notes(provider);
    page.replies(provider);
    if let Some(command) = command(provider, lang) {
        page.heading(HEADING_COMMAND);
        page.line(&format!("  {command}"));
    }
    page.out
}

/// A page under way.
struct Page {
    lang: Lang,
    paint: Paint,
    columns: usize,
    out: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.extend([line.trim_end(), "\n"]);
    }

    fn heading(&mut self, text: Text) {
        self.out.push('\n');
        self.line(&self.paint.paint(Tone::Strong, text.in_lang(self.lang)));
    }

    /// A paragraph with a sign before its first line.
    fn item(&mut self, indent: usize, sign: &str, text: &str) {
        let inner = indent + width(sign);
        for (at, line) in wrap(text, self.columns.saturating_sub(inner)).iter().enumerate() {
            let start = if at == 0 { format!("{}{sign}", spaces(indent)) } else { spaces(inner) };
            self.line(&format!("{start}{line}"));
        }
    }

    fn facts(&mut self, provider: &Provider) {
        let lang = self.lang;
        let Text { en, zh_cn } = provider.name;
        let (own, other) = if lang == Lang::En { (en, zh_cn) } else { (zh_cn, en) };
        self.line(&format!("{}  {}", self.paint.paint(Tone::Strong, own), self.faint(provider.id)));
        self.out.push('\n');
        let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        if letters(own) != letters(other) {
            self.fact(LABEL_NAME, &[format!("{own}{BETWEEN}{other}")]);
        }
        self.fact(LABEL_DOMAINS, &[provider.domains.join(BETWEEN)]);
        self.fact(LABEL_SERVERS, &self.servers(provider));
        let mut secret = vec![secret_in_full(provider.secret).in_lang(lang).to_owned()];
        if provider.secret != SecretKind::NoLogin {
            self.fact(LABEL_USER, &[user(provider.user, lang)]);
        }
        if let Some(page) = provider.secret_page {
            secret.push(fill(MADE_AT.in_lang(lang), &[("page", page.to_owned())]));
        }
        self.fact(LABEL_SECRET, &secret);
        self.fact(LABEL_HELP, &[provider.help_page.unwrap_or_default().to_owned()]);
    }

    /// What stands behind a label, a paragraph each; nothing where there is nothing.
    fn fact(&mut self, label: Text, paragraphs: &[String]) {
        let labels = [LABEL_NAME, LABEL_DOMAINS, LABEL_SERVERS, LABEL_USER, LABEL_SECRET, LABEL_HELP];
        let column = labels.iter().map(|label| width(label.in_lang(self.lang))).max().unwrap_or_default() + 2;
        let mut label = label.in_lang(self.lang);
        for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
            for line in wrap_links(paragraph, self.columns.saturating_sub(column)) {
                let start = padded(label, column);
                label = "";
                self.line(&format!("{start}{line}"));
            }
        }
    }

    /// A line for each host, with its ports.
    fn servers(&self, provider: &Provider) -> Vec<String> {
        let servers = servers(provider, self.lang);
        let column = servers.iter().map(|(host, _)| width(host)).max().unwrap_or_default() + 2;
        let line = |(host, ports): &(String, String)| match host.as_str() {
            "" => ports.clone(),
            host => format!("{}{ports}", padded(host, column)),
        };
        servers.iter().map(line).collect()
    }

    fn notes(&mut self, provider: &Provider) {
        if provider.notes.is_empty() {
            return;
        }
        self.heading(HEADING_NOTES);
        // A link is told once.
        let mut told: Vec<Option<&str>> = vec![None, provider.help_page, provider.secret_page];
        for note in provider.notes {
            let text = note.text.in_lang(self.lang);
            let text = match note.since.filter(|since| !text.contains(since)) {
                Some(since) => {
                    let args = [("since", since.to_owned()), ("text", text.to_owned())];
                    fill(SINCE.in_lang(self.lang), &args)
                }
                None => text.to_owned(),
            };
            self.item(2, "· ", &text);
            if !told.contains(&note.link) {
                told.push(note.link);
                self.line(&format!("    {}", self.faint(note.link.unwrap_or_default())));
            }
        }
    }

    /// Each refusal with the code of its cause, and below it what that says of this provider.
    fn replies(&mut self, provider: &Provider) {
        if provider.replies.is_empty() {
            return;
        }
        self.heading(HEADING_REPLIES);
        for rule in provider.replies {
            let args = [("code", rule.code.to_string()), ("words", rule.words.join(" … "))];
            let said = fill(SAID.in_lang(self.lang), &args);
            let fits = 4 + width(&said) + width(rule.cause) <= self.columns;
            if fits {
                let gap = spaces(self.columns - 2 - width(&said) - width(rule.cause));
                self.line(&format!("  {said}{gap}{}", self.faint(rule.cause)));
            } else {
                self.item(2, "", &said);
                let before = spaces(self.columns.saturating_sub(width(rule.cause)));
                self.line(&format!("{before}{}", self.faint(rule.cause)));
            }
            if let Some(title) = title(provider, rule, self.lang) {
                self.item(6, "", &title);
            }
        }
    }

    fn faint(&self, text: &str) -> String {
        self.paint.paint(Tone::Faint, text)
    }
}

/// Each host and its ports; words in their place where the host is not the same for all.
pub(super) fn servers(provider: &Provider, lang: Lang) -> Vec<(String, String)> {
    let mut hosts: Vec<&str> = Vec::new();
    for endpoint in provider.endpoints {
        if !hosts.contains(&endpoint.host) {
            hosts.push(endpoint.host);
        }
    }
    if hosts.is_empty() {
        let own = if provider.secret == SecretKind::NoLogin { NO_HOST } else { OWN_SERVER };
        return vec![(String::new(), own.in_lang(lang).to_owned())];
    }
    let best = provider.submission();
    let ports = |host: &str| {
        let own = provider.endpoints.iter().filter(|endpoint| endpoint.host == host);
        own.map(|endpoint| port(endpoint, best, lang)).collect::<Vec<_>>().join(BETWEEN)
    };
    hosts.into_iter().map(|host| (host.to_owned(), ports(host))).collect()
}

fn port(endpoint: &Endpoint, best: Option<&Endpoint>, lang: Lang) -> String {
    let told = format!("{} {}", endpoint.port, security(endpoint.security, lang));
    if best != Some(endpoint) {
        return told;
    }
    let recommended = Text { en: "{told} ({word})", zh_cn: "{told}（{word}）" };
    let word = RECOMMENDED.in_lang(lang).to_owned();
    fill(recommended.in_lang(lang), &[("told", told), ("word", word)])
}

/// What a cause says of a provider, where it says it of a host in general.
pub(super) fn title(provider: &Provider, rule: &ReplyRule, lang: Lang) -> Option<String> {
    let title = find(Code(rule.cause))?.title.in_lang(lang);
    let known = places(title).iter().all(|place| *place == "host");
    known.then(|| fill(title, &[("host", provider.name.in_lang(lang).to_owned())]))
}

/// The lines of a paragraph; one that ends in a link stays whole, as the link will be copied.
fn wrap_links(paragraph: &str, limit: usize) -> Vec<String> {
    if paragraph.contains("https://") { vec![paragraph.to_owned()] } else { wrap(paragraph, limit) }
}
