//! The application uses other settings than those that were edited.
//!
//! Taken for a fault of the server that was set, which is never contacted: what is used is a default, an old value
//! held by a running process, or the file of another container. No examination tells it: the application is not
//! examined.

use super::by_no_examination;
use crate::catalog::{Cause, Code, Pattern, Remedy, Severity, When, Who};
use crate::locale::Text;

/// See the module.
pub(super) static CAUSE: Cause = Cause {
    code: Code("client/config-not-applied"),
    severity: Severity::Error,
    title: Text {
        en: "The application does not use the settings you edited",
        zh_cn: "应用没有使用你修改的设置",
    },
    explanation: Text {
        en: "The server, user or sender that it uses is a default, an example or an old value. It read its \
             settings before the change, from another file or in another container, so the right ones have no \
             effect.",
        zh_cn: "应用使用的服务器、用户名或发件人是默认值、示例值或旧值。它在修改之前就读取了设置，或者读的是另一个文件、另一个容器里的设置，所以正确的设置没有生效。",
    },
    remedies: &[
        Remedy {
            who: Who::You,
            text: Text {
                en: "Compare host and port in the error with those you set. `localhost`, `127.0.0.1`, \
                     `mailpit`, `undefined` and `smtp.example.com` are defaults: either your variable does not \
                     have the name that the application expects, or it does not reach the application.",
                zh_cn: "把错误信息里的主机名和端口与你的设置对照。`localhost`、`127.0.0.1`、`mailpit`、`undefined`、\
                        `smtp.example.com` 都是默认值：说明变量名与应用要求的不同，或者变量没有传给应用。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "Restart the application together with its queue workers. With Docker, create the \
                     containers anew: a mere restart keeps the old variables.",
                zh_cn: "重启应用和它的队列进程。使用 Docker 时要重新创建容器，只执行 restart 会保留旧的环境变量。",
            },
            command: Some("docker compose up -d --force-recreate"),
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "In Laravel, clear the cached settings and restart the workers.",
                zh_cn: "使用 Laravel 时，清除设置缓存，并重启队列进程。",
            },
            command: Some("php artisan config:clear && php artisan queue:restart"),
            link: Some("https://laravel.com/docs/mail"),
            when: When::Always,
        },
        Remedy {
            who: Who::You,
            text: Text {
                en: "If the application has a choice between “PHP mail”, “sendmail” and SMTP, choose SMTP: the \
                     other two ignore the server and password that you set. In WordPress, SMTP needs a plug-in.",
                zh_cn: "如果应用可以选择“PHP mail”“sendmail”或 SMTP，请选 SMTP：前两种不会使用你设置的服务器和密码。WordPress 要安装 SMTP 插件才能用 SMTP。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
        Remedy {
            who: Who::Developer,
            text: Text {
                en: "Log host, port, encryption and user at start-up; of the password log only the length. In \
                     nodemailer an undefined host means `localhost`; in Django the host defaults to \
                     `localhost` too.",
                zh_cn: "在启动时记录主机名、端口、加密方式和用户名，密码只记长度，不记内容。\
                        nodemailer 的主机名未定义时就连 `localhost`，Django 的默认主机名也是 `localhost`。",
            },
            command: None,
            link: None,
            when: When::Always,
        },
    ],
    settled_by: Text {
        en: "Look at the host and port that the error names. If they are not those you set, or if the same settings \
             pass in smtp-doctor on the same machine, it is this.",
        zh_cn: "查看错误信息里的主机名和端口：如果与你的设置不同，或者同样的设置在同一台机器上用 smtp-doctor 检查正常，就是这个原因。",
    },
    symptoms: &[Pattern::said(
        r#"
        connect econnrefused 127.0.0.1:25
        connect econnrefused 127.0.0.1:465
        connect econnrefused 127.0.0.1:587
        connect econnrefused 127.0.0.1:1025
        connect econnrefused 127.0.0.1:2525
        connect econnrefused ::1:25
        connect econnrefused ::1:465
        connect econnrefused ::1:587
        connect econnrefused ::1:1025
        dial tcp 127.0.0.1:25 & connection refused
        dial tcp 127.0.0.1:587 & connection refused
        dial tcp [::1]:25 & connection refused
        dial tcp [::1]:587 & connection refused
        "localhost" port 25
        localhost port 25 & connection refused
        could not connect to smtp host: localhost
        couldn't connect to host, port: localhost
        failed to connect to mailserver at "localhost"
        failed to connect to mailserver & php.ini
        host "mailpit
        host "mailhog
        host mailhog
        host mailpit
        getaddrinfo for mailpit failed
        getaddrinfo for mailhog failed
        enotfound mailpit
        enotfound mailhog
        enotfound undefined
        eai_again undefined
        enotfound null
        smtp.mailtrap.io & authentication
        your_smtp_host
        your-smtp-host
        missing credentials for
        please run connect() first
        the smtp host was not specified
        未指定 smtp 主机
        no smtp host
        smtp host is not set
        smtp is not configured
        smtp not configured
        email is not configured
        mailer is not configured
        could not instantiate mail function
        sendmail: not found
        spawn sendmail enoent
        could not execute: /usr/sbin/sendmail
        /usr/sbin/sendmail & no such file
        /usr/sbin/sendmail & not found
        process could not be started & sendmail
        old smtp settings
        old credentials used
        old settings & still used
        still uses the old & smtp
        env vars not & smtp
        wrong smtp server used
        未配置 smtp
        smtp 未配置
        没有配置邮件服务器
        邮件服务未配置
        配置没有生效
        配置未生效
        econnrefused 127.0.0.1
        econnrefused ::1
        econnrefused localhost
        refused 127.0.0.1
        still uses old
        still using old
        old password is used
        old smtp
        settings are ignored
        ignores smtp
        environment variables are not
        env not loaded
        config cache
        cached config
        queue workers
        restart the queue
        wrong smtp host is used
        still & connect & localhost
        still connects to
        still tries to connect to
        still trying to connect to
        .env are ignored
        settings not applied
        settings not saved
        old server
        "#,
    )],
    supersedes: &[],
    told_by: by_no_examination,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::client::shows;

    #[test]
    fn a_default_in_place_of_the_setting_is_read() {
        assert!(shows(&CAUSE, "Error: connect ECONNREFUSED 127.0.0.1:587"));
        assert!(shows(&CAUSE, "Error: Missing credentials for \"PLAIN\""));
        assert!(shows(
            &CAUSE,
            "mail(): Failed to connect to mailserver at \"localhost\" port 25, verify your \"SMTP\" and \"smtp_port\" setting in php.ini"
        ));
    }

    #[test]
    fn a_refusal_of_another_machine_is_something_else() {
        assert!(!shows(&CAUSE, "Error: connect ECONNREFUSED 192.0.2.7:587"));
    }
}
