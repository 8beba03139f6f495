//! DER taken apart element by element, for the two structures that no library here reads: stapled statements (RFC 6960)
//! and bags of certificates (RFC 2315). What is not DER ends the reading.

use x509_parser::asn1_rs::{Any, FromDer as _};

/// An element, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    /// Its first byte: class, form and number, where the number is below 31.
    pub(super) tag: u8,
    /// What is in it.
    pub(super) content: &'a [u8],
    /// All of it.
    pub(super) raw: &'a [u8],
}

/// Elements one behind the other.
#[derive(Clone, Debug)]
pub(super) struct Elements<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (rest, any) = Any::from_der(self.0).ok()?;
        let raw = self.0.get(..self.0.len() - rest.len())?;
        self.0 = rest;
        Some(Element { tag: *raw.first()?, content: any.data, raw })
    }
}

impl<'a> Elements<'a> {
    /// The next element, if it has this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Option<Element<'a>> {
        self.next().filter(|element| element.tag == tag)
    }

    /// The next element, if it has this tag; anything else is left where it is.
    pub(super) fn accept(&mut self, tag: u8) -> Option<Element<'a>> {
        let element = self.clone().expect(tag)?;
        self.0 = self.0.get(element.raw.len()..)?;
        Some(element)
    }
}

impl<'a> Element<'a> {
    /// The elements in it.
    pub(super) fn inner(self) -> Elements<'a> {
        Elements(self.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_follow_each_other() {
        let mut elements = Elements(&[0x30, 0x03, 0x02, 0x01, 0x07, 0x05, 0x00]);
        let sequence = elements.expect(0x30).unwrap();
        assert_eq!(sequence.inner().next().unwrap().content, [7]);
        assert!(elements.accept(0x30).is_none());
        assert_eq!(elements.accept(0x05).unwrap().raw, [5, 0]);
        assert!(elements.next().is_none());
        assert!(Elements(&[0x30, 0x7f, 0x00]).next().is_none());
    }
}
