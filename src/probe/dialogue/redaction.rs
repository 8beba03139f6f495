//! What a server sends, without the secret: it may have been told it, and say it again.

use super::super::net::Net;
use super::Dialogue;
use crate::plan::Login;
use crate::secret::REDACTED;
use crate::smtp::{Reply, ServerText};

impl<N: Net> Dialogue<'_, '_, N> {
    /// A reply without the secret.
    pub(super) fn redact(&self, reply: Reply) -> Reply {
        match &self.run.plan.login {
            Some(login) => redacted(login, reply),
            None => reply,
        }
    }

    /// Server text that may have been cut, without the secret.
    pub(super) fn redacted_cut(&self, text: &ServerText) -> ServerText {
        match &self.run.plan.login {
            Some(login) => redacted_cut(login, text),
            None => text.clone(),
        }
    }

    /// Words of a server without the secret.
    pub(super) fn redacted_words(&self, words: Vec<String>) -> Vec<String> {
        words.into_iter().map(|word| self.redacted_word(word)).collect()
    }

    /// One of them.
    pub(super) fn redacted_word(&self, word: String) -> String {
        match &self.run.plan.login {
            Some(login) => {
                String::from_utf8_lossy(&login.secret.redact(&login.user, word.as_bytes())).into_owned()
            }
            None => word,
        }
    }
}

fn redacted(login: &Login, mut reply: Reply) -> Reply {
    for line in &mut reply.lines {
        *line = ServerText::new(login.secret.redact(&login.user, line.bytes()));
    }
    let lines: Vec<&[u8]> = reply.lines.iter().map(ServerText::bytes).collect();
    if is_wrapped(login, &lines) {
        reply.lines.fill(ServerText::new(REDACTED));
    }
    reply
}

fn redacted_cut(login: &Login, text: &ServerText) -> ServerText {
    let text = login.secret.redact_cut(&login.user, text.bytes());
    // Behind a line break stand a code and a sign.
    let lines: Vec<&[u8]> = text
        .split(|byte| *byte == b'\n')
        .enumerate()
        .map(|(at, line)| if at > 0 { line.get(4..).unwrap_or_default() } else { line })
        .map(<[u8]>::trim_ascii_end)
        .collect();
    if is_wrapped(login, &lines) { ServerText::new(REDACTED) } else { ServerText::new(text) }
}

/// Whether the secret begins in one line and goes on in the next.
fn is_wrapped(login: &Login, lines: &[&[u8]]) -> bool {
    let holds = |text: &[u8]| login.secret.redact(&login.user, text) != text;
    lines.len() > 1 && (holds(&lines.concat()) || holds(&lines.join(&b' ')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::InClear;
    use crate::secret::Secret;

    fn login() -> Login {
        let secret = Secret::new("correct horse".to_owned()).unwrap();
        Login { user: "me".to_owned(), secret, mechanism: None, in_clear: InClear::Refused }
    }

    fn kept(lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().map(|line| ServerText::new(*line)).collect();
        let reply = redacted(&login(), Reply { code: 535, lines, quirks: Vec::new() });
        reply.lines.iter().map(ServerText::decoded).collect()
    }

    #[test]
    fn a_reply_loses_it_line_by_line() {
        assert_eq!(kept(&["no", "bad correct horse"]), ["no", "bad <redacted>"]);
        assert_eq!(kept(&["bad password", "try again"]), ["bad password", "try again"]);
    }

    #[test]
    fn what_is_wrapped_is_hidden_as_a_whole() {
        for lines in [["bad correct", "horse"], ["bad cor", "rect horse"], ["Y29ycmVjd", "CBob3JzZQ=="]] {
            assert_eq!(kept(&lines), ["<redacted>", "<redacted>"]);
            let wire = ServerText::new(format!("535-{}\r\n535 {}", lines[0], lines[1]));
            assert_eq!(redacted_cut(&login(), &wire).decoded(), "<redacted>");
        }
    }
}
