//! Something between here and the server opens the encrypted connection and presents a certificate of its own.
//!
//! Mail scanners of security software and inspecting firewalls do so. It is taken for the provider's mistake, as the
//! certificate looks self-signed. Told by the issuer: a product known for it, or an authority that is not public in
//! front of a public provider. Such a box makes out certificates to the very host: one for another name shows another
//! server instead.

use super::reading::{Interceptor, Kind, brief, failed, found, interceptor, is_public_authority};
use crate::catalog::{Cause, Code, Match, Pattern, Proof, Remedy, Severity, When, Who};
use crate::evidence::{CertificateFault, Evidence, PublicTrust, Tls};
use crate::locale::Text;
use crate::provider::{Provider, by_host};

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("tls/intercepted"),
    severity: Severity::Error,
    title: Text {
        en: "The encrypted connection to {host} is intercepted on the way",
        zh_cn: "与 {host} 的加密连接在途中被拦截",
    },
    explanation: Text {
        en: "The certificate is not the server's own: {issuer} has put another in its place. \
             That is done by security software on this machine or by a firewall of the network, to look into \
             encrypted connections. Programs that do not trust its certificate end the connection.",
        zh_cn: "收到的证书不是服务器自己的，而是被 {issuer} 换成了另一张。\
                本机的安全软件或网络中的防火墙会这样做，以检查加密连接的内容。不信任它的程序会断开连接。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "In {antivirus}, switch off the scan of encrypted mail connections (mail shield, SSL scan), \
                     or exempt {host} from it. Then test again.",
                zh_cn: "在 {antivirus} 中关闭对加密邮件连接的扫描（邮件防护、SSL 扫描），或把 {host} 设为例外，然后重新测试。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::With("antivirus"),
        },
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Exempt {host} port {port} from TLS inspection in {gateway}.",
                zh_cn: "在 {gateway} 中把 {host} 的 {port} 端口排除在 TLS 检查之外。",
            },
            command: None,
            link: None,
            when: When::With("gateway"),
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Quit {debugger}, or exempt {host} from it.",
                zh_cn: "退出 {debugger}，或把 {host} 设为例外。",
            },
            command: None,
            link: None,
            when: When::With("debugger"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Switch off mail and SSL scanning in the security software of this machine, then test again.",
                zh_cn: "关闭本机安全软件的邮件扫描和 SSL 扫描，然后重新测试。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Without("product"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Try from another network, such as a phone's hotspot: if it works there, the first network intercepts.",
                zh_cn: "换一个网络再试，例如手机热点。如果成功，就是原来的网络在拦截。",
            },
            command: Some("{rerun}"),
            link: None,
            when: When::Without("local"),
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the inspection must stay, get its root certificate (from the product or the IT department) and \
                     trust it, here and in the application.",
                zh_cn: "如果必须保留这种检查，请取得它的根证书（从该软件导出，或向 IT 部门索取），在这里和应用里都设为信任。",
            },
            command: Some("smtp-doctor {host}:{port} --ca-file inspection-root.pem"),
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "smtp-doctor reads who issued the certificate. If that is a security product, or an \
             unknown authority for a public provider's server, it is this.",
        zh_cn: "smtp-doctor 会查看证书由谁签发。如果签发者是安全产品，或者知名服务商的服务器用的是不明机构签发的证书，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        self signed certificate in certificate chain
        self-signed certificate in certificate chain
        self_signed_cert_in_chain
        verify error:num=19
        num=19:self
        certificate verify failed: self signed certificate in certificate chain
        certificate verify failed: self-signed certificate in certificate chain
        certificate verify failed (self signed certificate in certificate chain)
        certificate verify failed (self-signed certificate in certificate chain)
        certificate verify failed & self signed certificate in certificate chain
        certificate verify failed & self-signed certificate in certificate chain
        mozilla_pkix_error_mitm_detected
        mitm_detected
        mitm
        man in the middle
        man-in-the-middle
        avast! web/mail shield
        ssl inspection
        tls inspection
        ssl scanning
        ssl interception
        tls interception
        ssl/tls filtering
        email scanning & certificate
        antivirus & certificate
        proxy & certificate
        issuer & gmail & unknown
        中间人
        杀毒软件 & 证书
        代理 & 证书
        证书被替换
        avast & certificate
        avg␣ & certificate
        kaspersky & certificate
        eset␣ & certificate
        bitdefender & certificate
        norton & certificate
        adguard & certificate
        g data & certificate
        trend micro & certificate
        zscaler & certificate
        netskope & certificate
        fortinet & certificate
        fortigate & certificate
        sophos & certificate
        sonicwall & certificate
        palo alto & certificate
        check point & certificate
        blue coat & certificate
        barracuda & certificate
        watchguard & certificate
        cisco umbrella & certificate
        cloudflare gateway & certificate
        forcepoint & certificate
        mitmproxy & certificate
        fiddler & certificate
        charles proxy & certificate
        portswigger & certificate
        深信服 & certificate
        奇安信 & certificate
        360安全 & certificate
        num=19
        verify return code: 19
        avast
        kaspersky
        eset ssl
        bitdefender
        fortinet
        fortigate
        zscaler
        杀毒软件
        ",
    )],
    supersedes: &[
        Code("tls/certificate-untrusted"),
        Code("tls/certificate-self-signed"),
        Code("tls/certificate-missing-intermediate"),
    ],
    told_by,
};

fn told_by(evidence: &Evidence) -> Vec<Match> {
    intercepted(evidence, by_host(&evidence.plan.target.host))
}

fn intercepted(evidence: &Evidence, provider: Option<&Provider>) -> Vec<Match> {
    failed(evidence)
        .filter(|(_, _, tls)| tls.faults.iter().any(lacks_trust))
        // What leads to a public root is real, whatever its issuer is called.
        .filter(|(_, _, tls)| tls.mozilla != Some(PublicTrust::Trusted))
        .filter_map(|(index, attempt, tls)| {
            let other_name = tls.faults.contains(&CertificateFault::NameMismatch);
            let (issuer, product) = match product(tls) {
                Some((issuer, product)) if !other_name || provider.is_some() => (issuer, Some(product)),
                _ if other_name || provider.is_none() => return None,
                _ => (private_issuer(evidence, tls)?, None),
            };
            let text =
                Text { en: "The certificate was issued by {issuer}", zh_cn: "证书由 {issuer} 签发" };
            let proof = Proof::new(text, vec![("issuer", brief(issuer))]);
            let mut found = found(index, attempt, proof).with("issuer", brief(issuer));
            if let Some(product) = product {
                found = found.and(known(product)).with("product", product.name);
                found = found.with(place(product.kind), product.name);
                if product.kind != Kind::Gateway {
                    found = found.with("local", "");
                }
            } else {
                found = found.and(not_public());
            }
            Some(found)
        })
        .collect()
}

fn lacks_trust(fault: &CertificateFault) -> bool {
    use CertificateFault::{MissingIntermediate, SelfSigned, UntrustedIssuer};
    matches!(fault, SelfSigned | UntrustedIssuer { .. } | MissingIntermediate { .. })
}

/// The first issuer in the chain, or named by a fault, that is a product known to intercept.
fn product(tls: &Tls) -> Option<(&str, Interceptor)> {
    let issuers = tls.chain.iter().map(|certificate| certificate.issuer.as_str());
    issuers.chain(last_issuer(tls)).find_map(|issuer| Some((issuer, interceptor(issuer)?)))
}

/// The private issuer at the end of a chain that a public provider is said to have sent. An empty trust store knows
/// nobody, so its word does not count.
fn private_issuer<'a>(evidence: &Evidence, tls: &'a Tls) -> Option<&'a str> {
    if evidence.trust.as_ref().is_some_and(|trust| trust.roots == 0) {
        return None;
    }
    let public = |issuer: &str| is_public_authority(issuer);
    if tls.chain.iter().any(|certificate| public(&certificate.issuer)) {
        return None;
    }
    last_issuer(tls).filter(|issuer| !public(issuer))
}

/// The issuer at which the chain ends without trust. A missing intermediate says nothing of who is at the end.
fn last_issuer(tls: &Tls) -> Option<&str> {
    tls.faults.iter().find_map(|fault| match fault {
        CertificateFault::UntrustedIssuer { issuer } => Some(issuer.as_str()),
        CertificateFault::SelfSigned => tls.chain.first().map(|leaf| leaf.issuer.as_str()),
        _ => None,
    })
}

fn place(kind: Kind) -> &'static str {
    match kind {
        Kind::Antivirus => "antivirus",
        Kind::Gateway => "gateway",
        Kind::Debugger => "debugger",
    }
}

fn known(product: Interceptor) -> Proof {
    let text = Text {
        en: "That is the name of {product}, which opens encrypted connections to look into them",
        zh_cn: "这是 {product} 使用的名称，它会解开加密连接以检查内容",
    };
    Proof::new(text, vec![("product", product.name.to_owned())])
}

fn not_public() -> Proof {
    let text = Text {
        en: "{host} belongs to a public mail provider, whose certificates come from public authorities only",
        zh_cn: "{host} 属于公共邮件服务商，其证书只会由公共机构签发",
    };
    Proof::new(text, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::super::reading::sample::judged;
    use super::*;
    use crate::evidence::sample::{certificate, tls};
    use crate::provider::{SecretKind, UserName};

    static PROVIDER: Provider = Provider {
        id: "sample",
        name: Text { en: "Sample", zh_cn: "示例" },
        domains: &[],
        endpoints: &[],
        banners: &[],
        mx: &[],
        user: UserName::Address,
        secret: SecretKind::Password,
        secret_page: None,
        help_page: None,
        notes: &[],
        replies: &[],
    };

    fn issued_by(issuer: &str) -> Evidence {
        let fault = CertificateFault::UntrustedIssuer { issuer: format!("CN={issuer}") };
        let chain = vec![certificate("smtp.example.com", issuer)];
        judged(Tls { chain, faults: vec![fault], ..tls() })
    }

    #[test]
    fn a_known_product_is_named() {
        let found = told_by(&issued_by("Kaspersky Anti-Virus Personal Root Certificate"));
        assert_eq!(found.len(), 1);
        assert!(found[0].args.contains(&("antivirus", "Kaspersky".to_owned())));
        let found = told_by(&issued_by("Zscaler Intermediate Root CA"));
        assert!(found[0].args.contains(&("gateway", "Zscaler".to_owned())));
    }

    #[test]
    fn a_private_issuer_before_a_public_provider_tells_it() {
        let evidence = issued_by("Example Corp Root");
        assert_eq!(intercepted(&evidence, Some(&PROVIDER)).len(), 1);
        assert!(intercepted(&evidence, None).is_empty());
    }

    #[test]
    fn an_old_or_empty_store_is_no_interceptor() {
        let old = issued_by("GTS Root R1");
        assert!(intercepted(&old, Some(&PROVIDER)).is_empty());
        let mut empty = issued_by("Example Corp Root");
        if let Some(trust) = &mut empty.trust {
            trust.roots = 0;
        }
        assert!(intercepted(&empty, Some(&PROVIDER)).is_empty());
    }

    #[test]
    fn a_certificate_for_another_name_shows_another_server() {
        let faults = vec![CertificateFault::SelfSigned, CertificateFault::NameMismatch];
        let chain = vec![certificate("FortiMail Fortinet", "FortiMail Fortinet")];
        assert!(told_by(&judged(Tls { chain, faults, ..tls() })).is_empty());
    }

    #[test]
    fn a_public_root_that_this_machine_lacks_is_no_interceptor() {
        let mut evidence = issued_by("Kaspersky");
        if let crate::evidence::Outcome::Failed { facts: Some(facts), .. } = &mut evidence.attempts[0].tls {
            facts.mozilla = Some(PublicTrust::Trusted);
        }
        assert!(told_by(&evidence).is_empty());
    }

    #[test]
    fn a_trusted_chain_tells_nothing() {
        let mut evidence = issued_by("Kaspersky");
        evidence.attempts[0].tls = crate::evidence::sample::passed(tls());
        assert!(told_by(&evidence).is_empty());
    }
}
