//! The application's own list of root certificates is absent, old, or not where it looks.
//!
//! Taken for a bad certificate of the server. Where the machine itself has none it is `tls/no-trust-store`. No
//! examination tells it: smtp-doctor uses the machine's list, not the application's.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/ca-bundle-missing"),
    severity: Severity::Error,
    title: Text {
        en: "The application has no usable list of root certificates",
        zh_cn: "应用没有可用的根证书列表",
    },
    explanation: Text {
        en: "The application uses a list of root certificates (CA bundle) to decide whom to trust. The list is \
             absent, too old, or its path is wrong, so the certificate of every server looks untrusted.",
        zh_cn: "应用靠根证书列表（CA bundle）判断信任谁。这份列表不存在、太旧，或者路径写错，\
                因此每台服务器的证书看起来都不可信。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Install or update the root certificates where the application runs, inside the container too. On \
                     Debian and Ubuntu:",
                zh_cn: "在应用运行的环境里（包括容器内）安装或更新根证书。Debian 和 Ubuntu 的命令是：",
            },
            command: Some("sudo apt-get install --reinstall ca-certificates && sudo update-ca-certificates"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Add the package to the container image. On Alpine Linux:",
                zh_cn: "把这个软件包写进容器镜像。Alpine Linux 的命令是：",
            },
            command: Some("apk add --no-cache ca-certificates"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "With PHP, above all on Windows: download `cacert.pem` and enter its path in `php.ini` as \
                     `openssl.cafile` and `curl.cainfo`. Then restart PHP.",
                zh_cn: "PHP（尤其在 Windows 上）：下载 `cacert.pem`，在 `php.ini` 的 `openssl.cafile` 和 `curl.cainfo` \
                        中填写它的路径，然后重启 PHP。",
            },
            command: None,
            link: Some("https://curl.se/docs/caextract.html"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "See whether a setting names a file that is not there: `SSL_CERT_FILE`, \
                     `NODE_EXTRA_CA_CERTS`, `CURL_CA_BUNDLE`, `smtp_tls_CAfile` in Postfix, `tls_trust_file` \
                     in msmtp, `javax.net.ssl.trustStore` in Java.",
                zh_cn: "检查是否有设置指向了不存在的文件：`SSL_CERT_FILE`、`NODE_EXTRA_CA_CERTS`、`CURL_CA_BUNDLE`、Postfix 的 `smtp_tls_CAfile`、msmtp 的 `tls_trust_file`、Java 的 `javax.net.ssl.trustStore`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In Elixir, add `cacerts: :public_key.cacerts_get()` to the TLS options; in Erlang, \
                     `{cacerts, public_key:cacerts_get()}`. Since OTP 26 certificates are checked by default, \
                     and without this option nothing is trusted.",
                zh_cn: "使用 Elixir 时，在 TLS 选项中加入 `cacerts: :public_key.cacerts_get()`；使用 Erlang 时，加入 `{cacerts, public_key:cacerts_get()}`。从 OTP 26 起默认校验证书，没有这一项就不信任任何证书。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Try servers of two other providers from the application. If all fail alike, while smtp-doctor finds their \
             certificates good on the same machine, it is this.",
        zh_cn: "让应用连接另外两家服务商的服务器。如果都以同样的方式失败，而 smtp-doctor 在同一台机器上认为它们的证书有效，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        error setting certificate verify locations
        error setting certificate file
        error adding trust anchors from file
        problem with the ssl ca cert
        failed loading cafile stream
        could not find a suitable tls ca certificate bundle
        invalid path & certifi
        cacert.pem & no such file
        cacert.pem & not found
        cannot set x509 trust file
        trustanchors parameter must be non-empty
        ignoring extra certs from
        cannot load certification authority data
        no_cacerts_found
        cacerts: :undefined
        cacerts,undefined
        cacertfile & enoent
        cacertfile/cacerts is missing
        incompatible & verify_peer & cacerts
        unable to load ca file
        unable to read ca file
        error reading ca cert file
        failed to load ca certificate
        failed to load ca file
        unable to load root certificates
        unable to set default verify locations
        ca bundle & not found
        ca-bundle.crt & no such file
        curl error 60 & unable to get local issuer certificate
        x509_trust_file
        openssl.cafile
        curl.cainfo
        ssl certificate problem: unable to get local issuer certificate
        unable to get local issuer certificate
        ca 证书 & 找不到
        根证书 & 找不到
        no ca certificates
        no root certificates
        root certificates not
        ca-certificates
        cacerts
        ca bundle
        ca file
        ",
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn a_missing_bundle_is_read() {
        assert!(shows(
            &CAUSE,
            "curl: (77) error setting certificate verify locations: CAfile: /etc/ssl/certs/ca-certificates.crt"
        ));
        assert!(shows(
            &CAUSE,
            "java.security.InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty"
        ));
        assert!(shows(
            &CAUSE,
            "{:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}"
        ));
    }

    #[test]
    fn an_expired_certificate_is_something_else() {
        assert!(!shows(&CAUSE, "certificate verify failed (certificate has expired)"));
    }
}
