//! What is said of a password that was given beside a mail address: it was not used, and how to use it.

use crate::cli::output;
use crate::discovery::choose;
use crate::evidence::Evidence;
use crate::locale::{Lang, Text, fill};
use crate::report::login_command;

/// Says that the password of `user` was not used, and what to run so that it is.
pub(super) fn tell(evidence: &Evidence, user: Option<&str>, lang: Lang) {
    let Some(choice) = evidence.discovery.as_ref().and_then(choose) else {
        return output::note(NO_SERVER.in_lang(lang));
    };
    let mailbox = evidence.discovery.as_ref().map(|seen| seen.mailbox.address()).unwrap_or_default();
    let user = user.map(str::to_owned).or(choice.user).unwrap_or(mailbox);
    // A name that no shell takes stays for the user to write.
    let command =
        login_command(evidence, &user).or_else(|| login_command(evidence, USER)).unwrap_or_default();
    output::note(&fill(FOUND.in_lang(lang), &[("host", choice.host), ("command", command)]));
}

/// What stands for the user name.
const USER: &str = "USER";

static FOUND: Text = Text {
    en: "note: the password was not used. smtp-doctor found {host} by itself, and a password goes only to a server that \
         you have named. If {host} is right, name it:\n  {command}\nIn place of --ask-password: --password-stdin, \
         --password-env VAR, --password-file FILE or --password-command CMD.\n",
    zh_cn: "提示：没有使用密码。{host} 是程序查到的，而密码只会发给你自己指定的服务器。如果这台服务器无误，请写上它再运行：\n  \
            {command}\n也可以不用 --ask-password，改用 --password-stdin、--password-env 变量、--password-file 文件 或 \
            --password-command 命令。\n",
};
static NO_SERVER: Text = Text {
    en: "note: the password was not used, as no server was found.\n",
    zh_cn: "提示：没有找到服务器，因此没有使用密码。\n",
};
