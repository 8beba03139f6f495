//! The application cannot ask whether the certificate has been revoked, and takes that for a fault.
//!
//! Taken for a bad certificate. What fails is another connection, mostly over port 80, to a server of the issuer. No
//! examination tells it: smtp-doctor fetches no revocation lists.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/revocation-check-failed"),
    severity: Severity::Error,
    title: Text {
        en: "The application cannot check whether the certificate is revoked",
        zh_cn: "应用无法检查证书是否已被吊销",
    },
    explanation: Text {
        en: "The application asks a server of the issuer (CRL or OCSP) whether the certificate has been \
             revoked, and cannot reach that server from this machine. So it refuses the certificate, which may \
             be good.",
        zh_cn: "应用要向签发机构的服务器（CRL 或 OCSP）查询证书是否已被吊销，但从本机连不上，\
                于是拒绝了证书，而证书本身可能没有问题。",
    },
    remedies: &[
        Remedy {
            who: Who::Network,
            text: Text {
                en: "Allow the machine outgoing HTTP (port 80) to the revocation addresses (CRL, OCSP) that \
                     the certificate names. Behind a web proxy, set the proxy for services too. On Windows, as \
                     administrator:",
                zh_cn: "允许该机器通过 HTTP（80 端口）访问证书中写明的吊销查询地址（CRL、OCSP）。如果要经过代理上网，也要为系统服务设置代理。Windows 上以管理员身份运行：",
            },
            command: Some("netsh winhttp import proxy source=ie"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "If these addresses cannot be reached for good, switch only this check off: in MailKit \
                     `client.CheckCertificateRevocation = false`, with System.Net.Mail \
                     `ServicePointManager.CheckCertificateRevocationList = false`. Keep checking the certificate itself.",
                zh_cn: "如果这些地址始终无法访问，请只关闭这一项检查：MailKit 用 \
                        `client.CheckCertificateRevocation = false`，System.Net.Mail 用 \
                        `ServicePointManager.CheckCertificateRevocationList = false`。证书本身仍要校验。",
            },
            command: None,
            link: Some(
                "https://learn.microsoft.com/dotnet/api/system.net.servicepointmanager.checkcertificaterevocationlist",
            ),
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "In container images with .NET Core 3.1 or older, install `libcurl`, which fetches the \
                     revocation lists there. With OpenSSL or Node, supply a current list, or remove the option \
                     `crl_check` or `crl`.",
                zh_cn: ".NET Core 3.1 及更早版本的容器镜像要安装 `libcurl`，它负责下载吊销列表。OpenSSL 或 Node 请提供最新的吊销列表，或者去掉 `crl_check`、`crl` 选项。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Administrator,
            text: Text {
                en: "If the certificate comes from the company's own authority, publish its revocation list where this \
                     machine can read it, or issue the certificate without such an address.",
                zh_cn: "如果证书由公司自己的机构签发，请把吊销列表发布到该机器能访问的地址，或者签发不带吊销地址的证书。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look at the inner error of the application. If it names the revocation and not the date, the name \
             or the issuer, while smtp-doctor finds the certificate good, it is this.",
        zh_cn: "查看应用的内层错误：如果它说的是吊销，而不是日期、名称或签发机构，而 smtp-doctor 认为证书有效，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        "
        revocation function was unable to check revocation
        unable to check revocation & offline
        revocationstatusunknown
        offlinerevocation
        certificate is invalid & revocationstatusunknown
        certificate verify failed & crl
        revocation server was offline
        0x80092012
        0x80092013
        crypt_e_no_revocation_check
        crypt_e_revocation_offline
        unable to get certificate crl
        unable_to_get_crl
        unable to get crl
        crl has expired
        crl_has_expired
        crl is not yet valid
        could not determine revocation status
        unable to determine revocation status
        undetermined_revocation_status
        revocation status of the certificate
        revocation status & could not be determined
        revocation status & unknown
        unknownrevocationstatus
        revocation list & expired
        certificate: expiredrevocationlist
        revocation data are old
        sec_error_ocsp
        sec_error_crl_expired
        ocsp & unreachable
        ocsp & timed out
        检查证书是否吊销
        吊销功能无法检查
        吊销服务器已脱机
        无法检查吊销
        吊销信息不可用
        无法检查证书是否
        sperrfunktion
        sperrserver offline
        fonction de révocation
        función de revocación
        失効の関数
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
    fn a_check_that_cannot_be_made_is_read() {
        assert!(shows(
            &CAUSE,
            "The revocation function was unable to check revocation because the revocation server was offline."
        ));
        assert!(shows(&CAUSE, "由于吊销服务器已脱机，吊销功能无法检查吊销。"));
        assert!(shows(&CAUSE, "[Error: unable to get certificate CRL] code: 'UNABLE_TO_GET_CRL'"));
    }

    #[test]
    fn a_revoked_certificate_is_something_else() {
        assert!(!shows(&CAUSE, "The certificate is revoked. (0x80092010)"));
    }
}
