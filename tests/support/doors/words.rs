//! Words of users and of others: targets, addresses, fingerprints, tokens; and what makes them harmless.

use smtp_doctor::escape::{visible, visible_within};
use smtp_doctor::plan::{
    Fingerprint, Mailbox, Proxy, ReadTarget, TlsMode, TokenShape, deceptive, read_host, read_mailbox,
};
use smtp_doctor::provider::by_host;
use smtp_doctor::secret::Secret;
use smtp_doctor::smtp::{Protocol, ServerText};

use super::cut::first;
use super::{SECRET, USER, assert_still, forms};

/// Text made harmless acts on nothing, stays as it is when done again, and is cut where it should be.
pub(crate) fn escape(bytes: &[u8]) {
    let (limit, bytes) = first(bytes);
    let limit = usize::from(limit);
    let text = ServerText::new(bytes);
    let decoded = text.decoded();
    let seen = visible(&decoded);
    assert!(!seen.contains('\n'));
    assert_still(&seen);
    assert_eq!(visible(&seen), seen);
    let within = visible_within(&decoded, limit);
    assert_eq!(within, text.shown(limit));
    assert_still(&within);
    assert!(within.chars().count() <= 10 * limit + 30);
    let json = serde_json::to_string(&text).unwrap();
    assert!(json.is_ascii() || std::str::from_utf8(bytes).is_ok() || bytes.utf8_chunks().count() > 0);
    assert_eq!(serde_json::from_str::<ServerText>(&json).unwrap(), text);
    let _ = Protocol::of(bytes);
}

/// A server that can be read is read again as the same, and shows no password.
pub(crate) fn target(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match ReadTarget::parse(&text) {
        Ok(read) => {
            let host = &read.target.host;
            assert_eq!(read_host(host).as_deref(), Ok(host.as_str()));
            assert_still(host);
            assert!(host.is_ascii() && host.len() <= 253 && *host == host.to_ascii_lowercase());
            assert_ne!(read.target.port, Some(0));
            let place = if host.contains(':') { format!("[{host}]") } else { host.clone() };
            let again = ReadTarget::parse(&place).map(|again| again.target.host);
            assert_eq!(again.as_ref(), Ok(host));
            if let Some(password) = read.password.as_ref().filter(|password| password.len() >= 8) {
                let shown = format!("{read:?}");
                let elsewhere = read.user.as_ref().is_some_and(|user| user.contains(password.as_str()))
                    || host.contains(password.as_str())
                    || "ReadTargetinputhost".contains(password.as_str());
                assert!(elsewhere || !shown.contains(password.as_str()), "{shown}");
            }
            let _ = (by_host(host), deceptive(host));
        }
        Err(fault) => assert!(fault.to_string().len() <= 60 + 4 * text.len()),
    }
}

/// Addresses, proxies, fingerprints and tokens.
pub(crate) fn argument(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(address) = read_mailbox(&text) {
        assert!(address.len() <= 254 && address.contains('@'));
        assert!(!address.contains(['<', '>', '\r', '\n']));
        assert_still(&address);
        assert_eq!(read_mailbox(&address).as_ref(), Ok(&address));
    }
    if let Some(mailbox) = Mailbox::read(&text, TlsMode::Auto) {
        let again = Mailbox::read(&mailbox.address(), TlsMode::Auto);
        assert_eq!(again.as_ref(), Some(&mailbox));
    }
    if let Ok(proxy) = Proxy::read(&text) {
        let record = Proxy::read(&proxy.record.to_string()).unwrap().record;
        assert_eq!(record.host, proxy.record.host);
        assert_eq!((record.kind, record.port), (proxy.record.kind, proxy.record.port));
    }
    if let Some(fingerprint) = Fingerprint::read(&text) {
        assert_eq!(fingerprint.as_hex().len(), 64);
        assert_eq!(Fingerprint::read(fingerprint.as_hex()).as_ref(), Some(&fingerprint));
    }
    if let Some(shape) = TokenShape::of(&text) {
        let json = serde_json::to_string(&shape).unwrap();
        assert_eq!(serde_json::from_str::<TokenShape>(&json).unwrap(), shape);
        assert!(json.len() <= 256 * 1024);
    }
    if let Ok(host) = read_host(&text) {
        assert_eq!(read_host(&host).as_ref(), Ok(&host));
    }
}

/// The password stands in no form in a text that it was taken out of, wherever it stood.
pub(crate) fn redact(bytes: &[u8]) {
    let secret = Secret::new(SECRET.to_owned()).unwrap();
    let (which, bytes) = first(bytes);
    let (place, bytes) = first(bytes);
    let forms = forms::forms(USER, SECRET);
    let form = &forms[usize::from(which) % forms.len()];
    let (before, behind) = bytes.split_at(bytes.len() * usize::from(place) / 255);
    let text = [before, form.as_bytes(), behind].concat();
    for left in [secret.redact(USER, &text), secret.redact_cut(USER, &text)] {
        let left = String::from_utf8_lossy(&left).into_owned();
        let found: Vec<&String> = forms.iter().filter(|form| left.contains(form.as_str())).collect();
        assert!(found.is_empty(), "{found:?} in {left:?}");
    }
    assert_eq!(secret.redact(USER, b"250 nothing is in here"), b"250 nothing is in here");
}
