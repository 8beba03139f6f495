//! The client certificate and its key, read from the files of the user.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use crate::cli::args::{Args, Given, Origin};
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::plan::ClientCertificate;
use crate::probe::{IdentityFault, read_identity};

/// The most that is read of a file.
const MOST: u64 = 1024 * 1024;

/// A client certificate as it was given.
pub(super) struct Identity {
    pub(super) certificate: ClientCertificate,
    /// The file of its key, where every user of this machine can read it.
    pub(super) exposed: Option<String>,
}

/// The client certificate, if one was given.
pub(super) fn identity(args: &Args) -> Result<Option<Identity>, Error> {
    let (certificate, key) = (args.one(&option::CERT), args.one(&option::KEY));
    let (certificate, key) = match (certificate, key) {
        (Some(certificate), key) => (certificate, key.unwrap_or(certificate)),
        // A key that the environment names for every run means nothing without a certificate.
        (None, Some(key)) if key.origin() == Origin::CommandLine => {
            return Err(Error::usage(&KEY_ALONE).with("name", key.name()));
        }
        (None, _) => return Ok(None),
    };
    let (certificates, _) = read(certificate)?;
    let (secret, seen) = read(key)?;
    match read_identity(&certificates, &secret) {
        Ok(certificate) => {
            let exposed = (seen == Readers::Everybody).then(|| shown(key));
            Ok(Some(Identity { certificate, exposed }))
        }
        Err(fault) => {
            let (complaint, given) = match fault {
                IdentityFault::NoCertificate => (&NO_CERTIFICATE, certificate),
                IdentityFault::BrokenCertificate => (&BROKEN_CERTIFICATE, certificate),
                IdentityFault::NoKey => (&NO_KEY, key),
                IdentityFault::EncryptedKey => (&ENCRYPTED_KEY, key),
                IdentityFault::UnusableKey => (&UNUSABLE_KEY, key),
                IdentityFault::ForeignKey => (&FOREIGN_KEY, key),
            };
            let error = Error::usage(complaint).with("name", given.name()).with("file", shown(given));
            Err(error.with("certificate", shown(certificate)))
        }
    }
}

/// Who can read a file.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Readers {
    Some,
    Everybody,
}

fn shown(given: &Given) -> String {
    Path::new(given.raw()).display().to_string()
}

fn read(given: &Given) -> Result<(Zeroizing<Vec<u8>>, Readers), Error> {
    content(Path::new(given.raw())).map_err(|error| {
        let complaint = Error::usage(&UNREADABLE).with("name", given.name());
        complaint.with("file", shown(given)).with("reason", &error)
    })
}

fn content(path: &Path) -> io::Result<(Zeroizing<Vec<u8>>, Readers)> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    // With its full capacity from the start it never moves, and so leaves no copy of a key behind.
    let capacity = usize::try_from(meta.len().min(MOST)).unwrap_or_default() + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok((bytes, readers(&meta)))
}

#[cfg(unix)]
fn readers(meta: &std::fs::Metadata) -> Readers {
    use std::os::unix::fs::PermissionsExt as _;
    let others = meta.is_file() && meta.permissions().mode() & 0o004 != 0;
    if others { Readers::Everybody } else { Readers::Some }
}

#[cfg(not(unix))]
fn readers(_meta: &std::fs::Metadata) -> Readers {
    Readers::Some
}

static KEY_ALONE: Complaint = Complaint {
    what: Text {
        en: "{name} gives the key of a client certificate, but no certificate is given.",
        zh_cn: "{name} 给出了客户端证书的私钥，却没有给出证书。",
    },
    form: Text {
        en: "Add the certificate: --cert client.pem --key client.key",
        zh_cn: "请加上证书：--cert client.pem --key client.key",
    },
};
static UNREADABLE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” cannot be read: {reason}.",
        zh_cn: "{name}：无法读取“{file}”：{reason}。",
    },
    form: Text {
        en: "Give the path of a file in PEM form: --cert client.pem --key client.key",
        zh_cn: "请给出 PEM 格式文件的路径：--cert client.pem --key client.key",
    },
};
static NO_CERTIFICATE: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” holds no certificate in PEM form.",
        zh_cn: "{name}：“{file}”中没有 PEM 格式的证书。",
    },
    form: Text {
        en: "Such a certificate starts with the line -----BEGIN CERTIFICATE-----\nConvert a file in PKCS #12 form (.p12, .pfx) with: openssl pkcs12 -in FILE -nodes -out client.pem",
        zh_cn: "这样的证书以 -----BEGIN CERTIFICATE----- 一行开头。\nPKCS #12 格式的文件（.p12、.pfx）可以转换：openssl pkcs12 -in 文件 -nodes -out client.pem",
    },
};
static BROKEN_CERTIFICATE: Complaint = Complaint {
    what: Text {
        en: "{name}: a certificate in “{file}” is damaged.",
        zh_cn: "{name}：“{file}”中有一个证书已损坏。",
    },
    form: Text {
        en: "Fetch the file again; often a part was lost when it was copied.",
        zh_cn: "请重新获取该文件；多半是复制时丢失了一部分。",
    },
};
static NO_KEY: Complaint = Complaint {
    what: Text {
        en: "{name}: “{file}” holds no private key in PEM form.",
        zh_cn: "{name}：“{file}”中没有 PEM 格式的私钥。",
    },
    form: Text {
        en: "Such a key starts with a line like -----BEGIN PRIVATE KEY-----\nIf the key is in a file of its own, add: --key client.key",
        zh_cn: "这样的私钥以 -----BEGIN PRIVATE KEY----- 之类的一行开头。\n如果私钥在另一个文件里，请加上：--key client.key",
    },
};
static ENCRYPTED_KEY: Complaint = Complaint {
    what: Text {
        en: "{name}: the key in “{file}” is protected by a passphrase, which smtp-doctor cannot ask for.",
        zh_cn: "{name}：“{file}”中的私钥有口令保护，而 smtp-doctor 不能输入口令。",
    },
    form: Text {
        en: "Make a copy without one that only you can read, and delete it afterwards:\n(umask 077; openssl pkey -in FILE -out client.key)",
        zh_cn: "请另存一份不带口令、只有自己能读的私钥，用完后删除：\n(umask 077; openssl pkey -in 文件 -out client.key)",
    },
};
static UNUSABLE_KEY: Complaint = Complaint {
    what: Text {
        en: "{name}: the key in “{file}” is damaged, or of a kind that smtp-doctor does not support.",
        zh_cn: "{name}：“{file}”中的私钥已损坏，或者属于 smtp-doctor 不支持的类型。",
    },
    form: Text {
        en: "RSA keys of 2048 to 8192 bits, ECDSA keys on P-256, P-384 and P-521, and Ed25519 keys are supported.",
        zh_cn: "支持 2048 到 8192 位的 RSA 密钥，P-256、P-384、P-521 的 ECDSA 密钥，以及 Ed25519 密钥。",
    },
};
static FOREIGN_KEY: Complaint = Complaint {
    what: Text {
        en: "{name}: the key in “{file}” does not belong to the first certificate in “{certificate}”.",
        zh_cn: "{name}：“{file}”中的私钥与“{certificate}”中的第一个证书不匹配。",
    },
    form: Text {
        en: "Give the key that the certificate was requested with. Your own certificate must come first in the file, those of its issuers after it.",
        zh_cn: "请给出申请该证书时所用的私钥。文件中必须先放自己的证书，再放签发者的证书。",
    },
};

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_everybody_can_read_is_known() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        std::fs::write(&path, "x").unwrap();
        for (mode, wanted) in [(0o644, Readers::Everybody), (0o640, Readers::Some), (0o600, Readers::Some)] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            assert!(content(&path).unwrap().1 == wanted, "{mode:o}");
        }
    }
}
