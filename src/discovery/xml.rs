//! A small XML reader for documents of strangers: size, depth and number of elements bounded, no entities but the five
//! of XML itself.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::evidence::DocumentFault;

/// The deepest nesting.
const DEPTH: usize = 32;
/// The most elements.
const ELEMENTS: usize = 4096;

/// An element with what is in it. Prefixes of names are left out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The text that stands directly in it, trimmed.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The children of a name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name, unless it is empty.
    pub(super) fn text_of<'a>(&'a self, name: &str) -> Option<&'a str> {
        let mut named = self.children.iter().filter(|child| child.name == name);
        named.find(|child| !child.text.is_empty()).map(|child| child.text.as_str())
    }

    /// An attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a document to its root element.
pub(super) fn read(document: &[u8]) -> Result<Element, DocumentFault> {
    let text = std::str::from_utf8(document).map_err(|_| DocumentFault::NotXml)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = Vec::new();
    let mut elements = 0;
    loop {
        let event = reader.read_event().map_err(|_| DocumentFault::NotXml)?;
        let ended = match event {
            Event::Start(start) | Event::Empty(start) if elements == ELEMENTS || open.len() == DEPTH => {
                drop(start);
                return Err(DocumentFault::TooLarge);
            }
            Event::Start(start) => {
                elements += 1;
                open.push(element(&start)?);
                None
            }
            Event::Empty(start) => {
                elements += 1;
                Some(element(&start)?)
            }
            Event::End(_) => open.pop(),
            Event::Text(text) => {
                write(&mut open, &text.decode().map_err(|_| DocumentFault::NotXml)?);
                None
            }
            Event::CData(text) => {
                write(&mut open, &text.decode().map_err(|_| DocumentFault::NotXml)?);
                None
            }
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character,
                    Ok(None) => predefined(reference.as_ref()).ok_or(DocumentFault::Entities)?,
                    Err(_) => return Err(DocumentFault::NotXml),
                };
                write(&mut open, character.encode_utf8(&mut [0; 4]));
                None
            }
            Event::DocType(_) => return Err(DocumentFault::Entities),
            Event::Eof => return Err(DocumentFault::NotXml),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
        };
        if let Some(mut ended) = ended {
            ended.text = String::from(ended.text.trim());
            match open.last_mut() {
                Some(parent) => parent.children.push(ended),
                None => return Ok(ended),
            }
        }
    }
}

fn write(open: &mut [Element], text: &str) {
    if let Some(innermost) = open.last_mut() {
        innermost.text.push_str(text);
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Result<Element, DocumentFault> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().take(ELEMENTS) {
        let attribute = attribute.map_err(|_| DocumentFault::NotXml)?;
        let value = text(&attribute.value)?;
        if value.contains('&') {
            // None of the attributes that count needs a reference.
            continue;
        }
        attributes.push((text(attribute.key.local_name().as_ref())?, value));
    }
    Ok(Element { name: text(start.local_name().as_ref())?, attributes, ..Element::default() })
}

fn text(bytes: &[u8]) -> Result<String, DocumentFault> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| DocumentFault::NotXml)
}

/// The entities of XML itself (XML 1.0 §4.6).
fn predefined(name: &[u8]) -> Option<char> {
    match name {
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"amp" => Some('&'),
        b"apos" => Some('\''),
        b"quot" => Some('"'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_document_is_a_tree() {
        let root = read(
            b"\xef\xbb\xbf<?xml version='1.0'?><!-- c --><x:a b=\"c\"><d> e&amp;&#102; </d><d/></x:a>\n",
        )
        .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("b")), ("a", Some("c")));
        assert_eq!(root.text_of("d"), Some("e&f"));
        assert_eq!(root.named("d").count(), 2);
    }

    #[test]
    fn what_is_hostile_is_refused() {
        let bomb = b"<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        assert_eq!(read(bomb), Err(DocumentFault::Entities));
        assert_eq!(read(b"<a>&b;</a>"), Err(DocumentFault::Entities));
        let deep = "<a>".repeat(DEPTH + 1);
        assert_eq!(read(deep.as_bytes()), Err(DocumentFault::TooLarge));
        let wide = format!("<a>{}</a>", "<b/>".repeat(ELEMENTS));
        assert_eq!(read(wide.as_bytes()), Err(DocumentFault::TooLarge));
        for broken in [&b""[..], b"<a>", b"<a></b>", b"\xff", b"plain", b"<html><p></html>"] {
            assert_eq!(read(broken), Err(DocumentFault::NotXml), "{broken:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[<>/a-c&;#x!\\[\\]\"'= ?-]{0,200}") {
            _ = read(&bytes);
            _ = read(text.as_bytes());
        }
    }
}
