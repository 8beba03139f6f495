//! The domain whose records are read: that of the address that `--from` names.

use crate::cli::args::Args;
use crate::cli::error::{Complaint, Error};
use crate::cli::option;
use crate::locale::Text;
use crate::plan::{Envelope, MOST_SELECTORS, Sender, is_selector};

/// The domain, where `--from` was typed and its address has one.
pub(super) fn sender(args: &Args, envelope: Option<&Envelope>) -> Result<Option<Sender>, Error> {
    let mut selectors: Vec<String> = Vec::new();
    for given in args.all(&option::DKIM_SELECTOR) {
        let selector = given.text()?.to_ascii_lowercase();
        if !is_selector(&selector) {
            return Err(Error::usage(&NO_SELECTOR).with("value", given.text()?));
        }
        if !selectors.contains(&selector) {
            selectors.push(selector);
        }
    }
    if selectors.len() > MOST_SELECTORS {
        return Err(Error::usage(&TOO_MANY).with("most", MOST_SELECTORS.to_string()));
    }
    let wanted = !selectors.is_empty();
    let typed = envelope.filter(|_| args.one(&option::FROM).is_some());
    match typed.and_then(|envelope| Sender::of(&envelope.from, selectors)) {
        None if wanted => Err(Error::usage(&NO_DOMAIN)),
        sender => Ok(sender),
    }
}

static NO_SELECTOR: Complaint = Complaint {
    what: Text {
        en: "--dkim-selector: “{value}” cannot be a selector.",
        zh_cn: "--dkim-selector：“{value}”不能作为选择器。",
    },
    form: Text {
        en: "Write the name alone, as it stands behind `s=` in a DKIM-Signature header, for example s1",
        zh_cn: "请只写名称本身，即 DKIM-Signature 邮件头中 `s=` 后面的值，例如 s1",
    },
};
static TOO_MANY: Complaint = Complaint {
    what: Text {
        en: "--dkim-selector names more than {most} selectors.",
        zh_cn: "--dkim-selector 给出的选择器超过了 {most} 个。",
    },
    form: Text { en: "Name fewer.", zh_cn: "请减少选择器。" },
};
static NO_DOMAIN: Complaint = Complaint {
    what: Text {
        en: "--dkim-selector names a key, but nothing names the sender's domain.",
        zh_cn: "--dkim-selector 给出了公钥名称，却没有发件域名。",
    },
    form: Text {
        en: "Add --from ADDR with a domain such as example.com.",
        zh_cn: "请加上 --from 地址，域名形如 example.com。",
    },
};
