//! What is asked of the server's certificate beside trust.

use super::value::items;
use crate::cli::args::Args;
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::plan::{Fingerprint, Issuers, ServerCertificate};

/// The fingerprints that were named, and whether missing certificates are fetched.
pub(super) fn server_certificate(args: &Args) -> Result<ServerCertificate, Error> {
    let mut pins = Vec::new();
    for given in args.all(&option::PIN) {
        for item in items(given)? {
            let bad = || Error::usage(&BAD_PIN).with("name", given.name()).with("value", item);
            pins.push(Fingerprint::read(item).ok_or_else(bad)?);
        }
    }
    let fetched = args.on(&option::FETCH_ISSUERS)?.is_some();
    Ok(ServerCertificate { pins, issuers: if fetched { Issuers::Fetched } else { Issuers::AsSent } })
}

static BAD_PIN: Complaint = Complaint {
    what: Text {
        en: "{name}: “{value}” is not the SHA-256 of a certificate or of its public key.",
        zh_cn: "{name} 的值“{value}”不是证书或其公钥的 SHA-256 指纹。",
    },
    form: Text {
        en: "A fingerprint has 64 hexadecimal digits, with or without colons, or 44 characters in base64. This shows it:\n\
             openssl x509 -in FILE -noout -fingerprint -sha256",
        zh_cn: "指纹是 64 位十六进制数字，可带冒号，也可以是 44 个字符的 base64。查看方法：\n\
                openssl x509 -in 文件 -noout -fingerprint -sha256",
    },
};
