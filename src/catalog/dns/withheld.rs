//! A name that a provider publishes, and that the nameserver does not know: the name is right, and the nameserver is not.

use crate::catalog::{Match, Proof, Remedy, When, Who};
use crate::evidence::Evidence;
use crate::locale::Text;
use crate::provider::{Endpoint, by_host};

/// The argument of a match whose name is right.
pub(super) const WITHHELD: &str = "withheld";

/// What the user does.
pub(super) const ASK_ANOTHER: Remedy = Remedy {
    who: Who::You,
    text: Text {
        en: "Ask another nameserver, for example 1.1.1.1 or 223.5.5.5. If that works, set this machine to it: the one \
             in use filters the name, or cannot ask the Internet.",
        zh_cn: "换一个 DNS 服务器再检查，例如 1.1.1.1 或 223.5.5.5。如果正常，请把本机改为使用它：\
                现在用的 DNS 服务器屏蔽了这个名称，或者无法向互联网查询。",
    },
    command: Some("smtp-doctor {host}:{port} --dns-server 1.1.1.1"),
    link: None,
    when: When::With(WITHHELD),
};

/// What the administrator of the nameserver does.
pub(super) const ANSWER: Remedy = Remedy {
    who: Who::Network,
    text: Text {
        en: "Let the nameservers of the network answer for {host}: take the name out of their filter, and let them \
             pass on what they do not know to a nameserver on the Internet.",
        zh_cn: "让本网络的 DNS 服务器能解析 {host}：从过滤规则中去掉这个名称，\
                并把它们自己查不到的名称转发给互联网上的 DNS 服务器。",
    },
    command: None,
    link: None,
    when: When::With(WITHHELD),
};

/// The match, with the proof that the name is right where a provider publishes just this name. A name of which the
/// provider leaves a part to its customers (`*.mail.protection.outlook.com`) proves nothing.
pub(super) fn with_proof(found: Match, evidence: &Evidence) -> Match {
    let host = &evidence.plan.target.host;
    let is_published =
        by_host(host).is_some_and(|provider| provider.endpoints_on(host).any(Endpoint::is_exact));
    if !is_published {
        return found;
    }
    let published = Proof::new(
        Text {
            en: "{provider} publishes {host} as its server for sending: the name is right",
            zh_cn: "{host} 是 {provider} 公布的发信服务器，名称没有写错",
        },
        Vec::new(),
    );
    found.and(published).with(WITHHELD, "")
}
