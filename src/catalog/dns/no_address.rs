//! The name exists, and no address belongs to it.
//!
//! Mostly the domain of a mail address stands where the name of its mail server should. It is taken for a server that
//! is down; but there is not even an address to try.

use super::nameserver::{no_resolution, told};
use super::withheld::{ANSWER, ASK_ANOTHER, WITHHELD, with_proof};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{Evidence, NoResolution};
use crate::locale::Text;
use crate::plan::Family;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("dns/no-address"),
    severity: Severity::Error,
    title: Text { en: "{host} has no usable address", zh_cn: "{host} 没有可用的地址" },
    explanation: Text {
        en: "The name exists, but it has no IP address that may be used, so there is nothing to connect to. \
             Often the domain of a mail address (the part after the @) was entered in place of the mail \
             server.",
        zh_cn: "这个名称存在，但没有可用的 IP 地址，因此无法连接。\
                常见的原因是把邮箱域名（@ 后面的部分）当成了邮件服务器的主机名。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Leave out {option}: it allows {family} addresses only.",
                zh_cn: "去掉 {option}：它只允许使用 {family} 地址。",
            },
            command: Some("{rerun_any_family}"),
            link: None,
            when: When::With("option"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Use the name of the submission server from your provider's settings. Often it is the \
             domain with `smtp.` or `mail.` in front.",
                zh_cn: "按照服务商的设置填写发信服务器的主机名，通常是在域名前加 `smtp.` 或 `mail.`。",
            },
            command: None,
            link: None,
            when: When::Without(WITHHELD),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Look up the MX records of the domain: they show who hosts its mail. Servers named there \
             receive mail and can rarely be used for sending.",
                zh_cn: "查询该域名的 MX 记录，从中可以看出邮箱由哪家服务商提供。MX 服务器用于收信，\
                一般不能用来发信。",
            },
            command: Some("nslookup -type=mx {host}"),
            link: None,
            when: When::Without(WITHHELD),
        },
        ASK_ANOTHER,
        ANSWER,
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "Add an A or AAAA record for {host} if it is meant to be the mail server.",
                zh_cn: "如果 {host} 确实是邮件服务器，请为它添加 A 或 AAAA 记录。",
            },
            command: None,
            link: None,
            when: When::Without(WITHHELD),
        },
    ],
    settled_by: Text {
        en: "smtp-doctor looks up IPv4 and IPv6 addresses. If the name exists and has neither, it is \
             this.",
        zh_cn: "smtp-doctor 会查询 IPv4 和 IPv6 地址。如果主机名存在，却两种地址都没有，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        no address associated with hostname
        no address associated with name
        host found but no data record of requested type
        the requested name is valid, but no data of the requested type was found
        requested name is valid & no data
        enodata
        eai_nodata
        wsano_data
        11004
        address family for hostname not supported
        eai_addrfamily
        no suitable address found
        no addresses to connect to
        no usable address
        no ip address found
        does not have an ip address
        has no a record
        no a or aaaa record
        name has no usable address
        请求的名称有效
        找不到请求的类型的数据
        没有与主机名关联的地址
        没有 a 记录
        没有a记录
        zu diesem hostnamen gehört keine adresse
        keine adresse mit dem hostnamen verbunden
        aucune adresse associée avec le nom d'hôte
        ninguna dirección asociada al nombre
        ホスト名に関連付けられたアドレスがありません
        ",
    )],
    supersedes: &[],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    if no_resolution(evidence) != Some(&NoResolution::NoAddress) {
        return Vec::new();
    }
    let found = told(
        evidence,
        Text {
            en: "The lookup of {host} ends without an A or AAAA record",
            zh_cn: "查询 {host} 的结果中没有 A 或 AAAA 记录",
        },
    );
    let (family, option) = match evidence.plan.family {
        Family::Any => return vec![with_proof(found, evidence)],
        Family::V4 => ("IPv4", "-4"),
        Family::V6 => ("IPv6", "-6"),
    };
    let asked = Proof::new(
        Text { en: "Only {family} addresses were asked for", zh_cn: "只查询了 {family} 地址" },
        vec![("family", family.to_owned())],
    );
    vec![found.and(asked).with("family", family).with("option", option)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::dns::nameserver::tests::unresolved;
    use crate::evidence::DnsAnswer;

    #[test]
    fn no_records_are_told_for_both_kinds() {
        let found = told_by(&unresolved(NoResolution::NoAddress, &DnsAnswer::NoData));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].proof.len(), 2);
        assert!(found[0].args.is_empty());
    }

    #[test]
    fn a_name_that_a_provider_publishes_has_addresses() {
        let mut evidence = unresolved(NoResolution::NoAddress, &DnsAnswer::NoData);
        evidence.plan.target.host = "smtp.163.com".into();
        assert_eq!(told_by(&evidence)[0].args, [(WITHHELD, String::new())]);
        // Though not of every family.
        evidence.plan.family = Family::V6;
        assert!(told_by(&evidence)[0].args.iter().all(|(name, _)| *name != WITHHELD));
    }

    #[test]
    fn the_family_asked_for_is_named() {
        let mut evidence = unresolved(NoResolution::NoAddress, &DnsAnswer::NoData);
        evidence.plan.family = Family::V6;
        let found = told_by(&evidence);
        assert!(found[0].args.contains(&("option", "-6".to_owned())));
    }

    #[test]
    fn a_name_that_does_not_exist_is_something_else() {
        assert!(told_by(&unresolved(NoResolution::NameNotFound, &DnsAnswer::NameNotFound)).is_empty());
    }
}
