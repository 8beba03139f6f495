//! The sentences of the help page that belong to no option.

use crate::locale::Text;

/// What the program does.
pub(crate) static ABOUT: Text = Text {
    en: "Finds out why mail cannot be sent by SMTP, and what to do about it.",
    zh_cn: "查明邮件为什么无法通过 SMTP 发送，并告诉你该怎么办。",
};

pub(super) static USAGE: Text = Text { en: "Usage", zh_cn: "用法" };
pub(super) static USAGE_LINES: Text = Text {
    en: "smtp-doctor [OPTIONS] TARGET [USER] [PASSWORD] [TLS]\nsmtp-doctor replay [OPTIONS] FILE\nsmtp-doctor demo [OPTIONS] [CODE]\nsmtp-doctor providers [OPTIONS] [NAME | HOST | ADDRESS]\nsmtp-doctor explain [OPTIONS] CODE | ERROR TEXT | -\nsmtp-doctor --targets FILE [OPTIONS]\nsmtp-doctor serve [--listen ADDR:PORT] [--config FILE]\nsmtp-doctor completions SHELL\nsmtp-doctor man",
    zh_cn: "smtp-doctor [选项] 目标 [用户名] [密码] [TLS]\nsmtp-doctor replay [选项] 文件\nsmtp-doctor demo [选项] [代码]\nsmtp-doctor providers [选项] [名称 | 主机 | 邮箱地址]\nsmtp-doctor explain [选项] 代码 | 报错原文 | -\nsmtp-doctor --targets 文件 [选项]\nsmtp-doctor serve [--listen 地址:端口] [--config 文件]\nsmtp-doctor completions SHELL\nsmtp-doctor man",
};

pub(super) static WORDS: Text = Text { en: "Arguments", zh_cn: "参数" };
pub(super) static WORD_ROWS: &[(Text, Text)] = &[
    (
        Text { en: "TARGET", zh_cn: "目标" },
        Text {
            en: "The server: HOST, HOST:PORT, [IPv6]:PORT or a URL such as smtps://HOST; without a port, 465 and 587 are examined, and 2525 and 25 looked at; or a mail address, whose server is found first and gets no login",
            zh_cn: "服务器：主机、主机:端口、[IPv6]:端口，或 smtps://主机 这样的 URL；不写端口则检查 465 和 587，并顺便查看 2525 和 25；也可以写邮箱地址，程序会先查找它的发信服务器，并且不登录",
        },
    ),
    (
        Text { en: "USER", zh_cn: "用户名" },
        Text {
            en: "The user name to log in with; without one, no login is tried",
            zh_cn: "用来登录的用户名；不写则不登录",
        },
    ),
    (
        Text { en: "PASSWORD", zh_cn: "密码" },
        Text {
            en: "Other users of this machine can see it here; better use --ask-password",
            zh_cn: "写在这里会被本机的其他用户看到；最好改用 --ask-password",
        },
    ),
    (
        Text { en: "TLS", zh_cn: "TLS" },
        Text {
            en: "true (encryption is required), false, ssl, starttls or auto, like --tls",
            zh_cn: "true（必须加密）、false、ssl、starttls 或 auto，同 --tls",
        },
    ),
];

pub(super) static CONNECTION: Text = Text { en: "Connection", zh_cn: "连接" };
pub(super) static LOGIN: Text = Text { en: "Login", zh_cn: "登录" };
pub(super) static ENVELOPE: Text = Text {
    en: "Sender and recipients (nothing is sent without --send)",
    zh_cn: "发件人和收件人（不加 --send 就不发送任何邮件）",
};
pub(super) static MESSAGE: Text = Text { en: "Test message", zh_cn: "测试邮件" };
pub(super) static EXTENT: Text = Text { en: "Scope and limits", zh_cn: "范围与时限" };
pub(super) static MANY: Text = Text { en: "Many targets", zh_cn: "多个目标" };
pub(super) static OUTPUT: Text = Text { en: "Output", zh_cn: "输出" };

pub(super) static COMMANDS: Text = Text { en: "Commands", zh_cn: "命令" };
/// The commands, in the order of their list.
pub(crate) static COMMAND_ROWS: &[(Text, Text)] = &[
    (
        Text { en: "replay FILE", zh_cn: "replay 文件" },
        Text {
            en: "Diagnose again an examination saved by --record, without any network",
            zh_cn: "重新诊断用 --record 保存的检查记录，不使用网络",
        },
    ),
    (
        Text { en: "demo [CODE]", zh_cn: "demo [代码]" },
        Text {
            en: "Examine a made-up server that has the fault with this code, without any network",
            zh_cn: "检查一个带有该代码所示故障的模拟服务器，不使用网络",
        },
    ),
    (
        Text { en: "explain CODE|TEXT|-", zh_cn: "explain 代码|原文|-" },
        Text {
            en: "Say what an error text or code means; - reads a log; see explain --help",
            zh_cn: "解释报错原文或代码的含义；- 表示读取日志；详见 explain --help",
        },
    ),
    (
        Text { en: "providers [NAME]", zh_cn: "providers [名称]" },
        Text {
            en: "Show the servers, the kind of password and the pitfalls of a provider, found by name, host or mail address; without one, list all",
            zh_cn: "按名称、主机或邮箱地址查看服务商的服务器、密码种类和注意事项；不写则列出全部",
        },
    ),
    (
        Text { en: "serve", zh_cn: "serve" },
        Text {
            en: "Answer a monitoring system: /probe?target=HOST:PORT&module=NAME examines a server and gives metrics for Prometheus",
            zh_cn: "供监控系统使用：/probe?target=主机:端口&module=名称 检查服务器，并以 Prometheus 指标返回结果",
        },
    ),
    (
        Text { en: "completions SHELL", zh_cn: "completions SHELL" },
        Text {
            en: "Write a script that completes the command line, for bash, zsh, fish, powershell or elvish",
            zh_cn: "输出命令行补全脚本，支持 bash、zsh、fish、powershell 和 elvish",
        },
    ),
    (
        Text { en: "man", zh_cn: "man" },
        Text {
            en: "Write the manual page; read it with: smtp-doctor man | man -l -",
            zh_cn: "输出手册页，可用 smtp-doctor man | man -l - 阅读",
        },
    ),
];

pub(super) static ENVIRONMENT: Text = Text { en: "Environment", zh_cn: "环境变量" };
pub(super) static ENVIRONMENT_LINES: Text = Text {
    en: "Every option can also be set by a variable, for example SMTP_DOCTOR_TIMEOUT=10 or \
             SMTP_DOCTOR_QUICK=1. The command line wins.",
    zh_cn: "每个选项也可以用环境变量设置，例如 SMTP_DOCTOR_TIMEOUT=10 或 SMTP_DOCTOR_QUICK=1。命令行优先于环境变量。",
};

pub(super) static STATUS: Text = Text { en: "Exit status", zh_cn: "退出状态" };
pub(super) static STATUS_ROWS: &[(Text, Text)] = &[
    (Text { en: "0", zh_cn: "0" }, Text { en: "Healthy", zh_cn: "正常" }),
    (
        Text { en: "10, 11, 12", zh_cn: "10、11、12" },
        Text { en: "DNS, TCP, TLS failed, in this order", zh_cn: "分别为 DNS、TCP、TLS 失败" },
    ),
    (
        Text { en: "13, 14, 15", zh_cn: "13、14、15" },
        Text {
            en: "In this order: the SMTP dialogue failed; the login failed; the sender, a recipient or the message failed",
            zh_cn: "依次为：SMTP 对话失败；认证失败；发件人、收件人或邮件失败",
        },
    ),
    (
        Text { en: "1", zh_cn: "1" },
        Text {
            en: "Failed otherwise; with --targets, at least one failed; with --strict, warnings",
            zh_cn: "其他失败；用 --targets 时至少有一个目标失败；用 --strict 时有警告",
        },
    ),
    (
        Text { en: "2, 3", zh_cn: "2、3" },
        Text {
            en: "The command line is wrong; smtp-doctor cannot do its work",
            zh_cn: "分别为命令行有误、smtp-doctor 自身无法工作",
        },
    ),
    (Text { en: "130", zh_cn: "130" }, Text { en: "Interrupted", zh_cn: "被中断" }),
];

pub(super) static EXAMPLES: Text = Text { en: "Examples", zh_cn: "示例" };
pub(super) static EXAMPLE_LINES: Text = Text {
    en: "# Is the server there, and does it answer as it should?
smtp-doctor smtp.example.com

# Does my login work? The password is asked for.
smtp-doctor smtp.example.com:465 me@example.com --ask-password

# May this login send from its address to that one? Nothing is sent.
smtp-doctor smtp.qq.com me@qq.com --ask-password --to a@qq.com

# Really send a small test message, or one that an application has made
smtp-doctor smtp.qq.com me@qq.com --ask-password --to a@qq.com --send
smtp-doctor smtp.qq.com me@qq.com --ask-password \\
  --to a@qq.com --send --eml mail.eml

# In a script
smtp-doctor smtp.qq.com me@qq.com --password-env SMTP_PASSWORD

# Examine many servers, keep what is done, and go on after a break
smtp-doctor --targets list.txt >> results.jsonl
smtp-doctor --targets list.txt --resume results.jsonl >> results.jsonl

# Save everything that was observed, and look at it again elsewhere
smtp-doctor smtp.example.com --record examination.json
smtp-doctor replay examination.json

# What does an error mean? What does a provider want? See a fault
smtp-doctor explain \"535 5.7.8 Username and Password not accepted\"
smtp-doctor providers gmail
smtp-doctor demo auth/bad-credentials

# Complete the command line in this bash
source <(smtp-doctor completions bash)",
    zh_cn: "# 服务器在不在，应答是否正常？
smtp-doctor smtp.example.com

# 能不能登录？密码在终端上询问
smtp-doctor smtp.example.com:465 me@example.com --ask-password

# 用这个账号能不能给那个地址发信？不会发送任何邮件
smtp-doctor smtp.qq.com me@qq.com --ask-password --to a@qq.com

# 真的发送一封很小的测试邮件，或应用程序生成的邮件
smtp-doctor smtp.qq.com me@qq.com --ask-password --to a@qq.com --send
smtp-doctor smtp.qq.com me@qq.com --ask-password \\
  --to a@qq.com --send --eml mail.eml

# 在脚本中使用
smtp-doctor smtp.qq.com me@qq.com --password-env SMTP_PASSWORD

# 检查许多服务器，保留已完成的结果，中断后接着做
smtp-doctor --targets list.txt >> results.jsonl
smtp-doctor --targets list.txt --resume results.jsonl >> results.jsonl

# 保存观察到的一切，换个地方再看
smtp-doctor smtp.example.com --record examination.json
smtp-doctor replay examination.json

# 报错是什么意思？服务商有什么要求？故障是什么样子？
smtp-doctor explain \"535 5.7.8 Username and Password not accepted\"
smtp-doctor providers gmail
smtp-doctor demo auth/bad-credentials

# 在当前的 bash 中按 Tab 键补全命令行
source <(smtp-doctor completions bash)",
};
