//! Issuers known by their names: products that open encrypted connections, and public authorities.

/// A product that opens encrypted connections and closes them again with certificates of its own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Interceptor {
    /// Its name for people.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// A word of its issuer names, in lower case.
    word: &'static str,
}

/// What kind of product it is: who can make it stop.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// Security software on this machine.
    Antivirus,
    /// A firewall or proxy of the network.
    Gateway,
    /// A tool that a developer runs to look into connections.
    Debugger,
}

/// The product that an issuer's name belongs to.
pub(crate) fn interceptor(issuer: &str) -> Option<Interceptor> {
    let issuer = issuer.to_lowercase();
    INTERCEPTORS.iter().copied().find(|product| stands_in(product.word, &issuer))
}

/// Whether an issuer's name is that of an authority whose roots are publicly trusted. A store that does not know such
/// a root is old rather than deceived.
pub(crate) fn is_public_authority(issuer: &str) -> bool {
    let issuer = issuer.to_lowercase();
    PUBLIC_AUTHORITIES.iter().any(|word| stands_in(word, &issuer))
}

/// Whether `word` stands in `text` and no ASCII letter or digit touches it.
fn stands_in(word: &str, text: &str) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        !touches(text[..at].chars().next_back()) && !touches(text[at + word.len()..].chars().next())
    })
}

const fn antivirus(name: &'static str, word: &'static str) -> Interceptor {
    Interceptor { name, kind: Kind::Antivirus, word }
}

const fn gateway(name: &'static str, word: &'static str) -> Interceptor {
    Interceptor { name, kind: Kind::Gateway, word }
}

const fn debugger(name: &'static str, word: &'static str) -> Interceptor {
    Interceptor { name, kind: Kind::Debugger, word }
}

static INTERCEPTORS: &[Interceptor] = &[
    antivirus("360", "360安全"),
    antivirus("360", "360safe"),
    antivirus("360", "qihoo"),
    antivirus("AdGuard", "adguard"),
    antivirus("Avast", "avast"),
    antivirus("AVG", "avg"),
    antivirus("Bitdefender", "bitdefender"),
    antivirus("BullGuard", "bullguard"),
    antivirus("Dr.Web", "dr.web"),
    antivirus("Dr.Web", "drweb"),
    antivirus("ESET", "eset"),
    antivirus("G DATA", "g data"),
    antivirus("Kaspersky", "kaspersky"),
    antivirus("Net Nanny", "contentwatch"),
    antivirus("NetFilter SDK", "netfiltersdk"),
    antivirus("Norton", "norton"),
    antivirus("PrivDog", "privdog"),
    antivirus("Qustodio", "qustodio"),
    antivirus("Sendori", "sendori"),
    antivirus("Superfish", "superfish"),
    antivirus("Trend Micro", "trend micro"),
    gateway("Barracuda", "barracuda"),
    gateway("Blue Coat", "blue coat"),
    gateway("Blue Coat", "bluecoat"),
    gateway("Cato Networks", "cato networks"),
    gateway("Check Point", "check point"),
    gateway("Cisco Umbrella", "cisco umbrella"),
    gateway("Cloudflare Gateway", "gateway ca - cloudflare"),
    gateway("Cloudflare Gateway", "cloudflare for teams"),
    gateway("ContentKeeper", "contentkeeper"),
    gateway("Cyberoam", "cyberoam"),
    gateway("Forcepoint", "forcepoint"),
    gateway("Forcepoint", "websense"),
    gateway("Fortinet", "fortigate"),
    gateway("Fortinet", "fortinet"),
    gateway("Hillstone", "hillstone"),
    gateway("iboss", "iboss"),
    gateway("Lightspeed", "lightspeed systems"),
    gateway("Menlo Security", "menlo security"),
    gateway("Netskope", "goskope"),
    gateway("Netskope", "netskope"),
    gateway("Palo Alto", "palo alto"),
    gateway("Palo Alto", "paloalto"),
    gateway("NetSpark", "netspark"),
    gateway("QiAnXin", "qi an xin"),
    gateway("QiAnXin", "qianxin"),
    gateway("QiAnXin", "奇安信"),
    gateway("Sangfor", "sangfor"),
    gateway("Sangfor", "深信服"),
    gateway("Securly", "securly"),
    gateway("Skyhigh", "skyhigh"),
    gateway("Smoothwall", "smoothwall"),
    gateway("SonicWall", "sonicwall"),
    gateway("Sophos", "sophos"),
    gateway("Symantec Web Gateway", "symantec web gateway"),
    gateway("Topsec", "topsec"),
    gateway("Topsec", "天融信"),
    gateway("Trellix", "mcafee"),
    gateway("Trellix", "trellix"),
    gateway("Untangle", "untangle"),
    gateway("WatchGuard", "watchguard"),
    gateway("Zscaler", "zscaler"),
    debugger("Burp Suite", "portswigger"),
    debugger("Charles Proxy", "charles proxy"),
    debugger("Fiddler", "fiddler"),
    debugger("Fiddler", "fiddlerroot"),
    debugger("mitmproxy", "mitmproxy"),
    debugger("Proxyman", "proxyman"),
];

static PUBLIC_AUTHORITIES: &[&str] = &[
    "aaa certificate services",
    "actalis",
    "affirmtrust",
    "amazon",
    "apple public",
    "baltimore",
    "buypass",
    "certainly",
    "certigna",
    "certsign",
    "certum",
    "cfca",
    "chunghwa telecom",
    "comodo",
    "cybertrust",
    "d-trust",
    "deutsche telekom",
    "digicert",
    "disig",
    "emsign",
    "entrust",
    "geotrust",
    "globalsign",
    "go daddy",
    "godaddy",
    "google trust services",
    "gts",
    "harica",
    "identrust",
    "internet security research group",
    "isrg",
    "izenpe",
    "let's encrypt",
    "microsec",
    "microsoft",
    "network solutions",
    "quovadis",
    "rapidssl",
    "secom",
    "sectigo",
    "ssl.com",
    "ssl corporation",
    "starfield",
    "swisssign",
    "t-telesec",
    "telia",
    "thawte",
    "trustasia",
    "trustcor",
    "trustwave",
    "twca",
    "usertrust",
    "verisign",
    "wotrus",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_known_by_a_word_of_their_issuer() {
        let name = |issuer: &str| interceptor(issuer).map(|product| product.name);
        assert_eq!(name("CN=avast! Mail Scanner Root,O=avast! Mail Scanner"), Some("Avast"));
        assert_eq!(name("CN=AVG Web/Mail Shield Root"), Some("AVG"));
        assert_eq!(name("CN=FG100ETK18000000,OU=Certificate Authority,O=Fortinet"), Some("Fortinet"));
        assert_eq!(name("CN=DO_NOT_TRUST_FiddlerRoot"), Some("Fiddler"));
        assert_eq!(name("O=深信服科技,CN=SSL"), Some("Sangfor"));
    }

    #[test]
    fn a_part_of_another_word_is_no_product() {
        assert_eq!(interceptor("CN=Esetar Savgo CA"), None);
        assert_eq!(interceptor("CN=Example CA 360"), None);
    }

    #[test]
    fn public_authorities_are_no_interceptors() {
        for issuer in ["C=US,O=Let's Encrypt,CN=R13", "C=US,O=Google Trust Services,CN=WR2"] {
            assert!(is_public_authority(issuer), "{issuer}");
            assert_eq!(interceptor(issuer), None);
        }
        assert!(!is_public_authority("CN=Example Corp Root"));
    }
}
