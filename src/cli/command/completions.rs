//! `smtp-doctor completions SHELL`: a script that completes the command line.
//!
//! The generator of scripts knows no program whose first word is a command or else a value of its own. Where that keeps
//! the options from being offered behind a host, the script is mended here.

use clap_complete::aot::{Bash, Elvish, Fish, PowerShell, Zsh, generate};

use crate::cli::args::{Args, COMMANDS, Command};
use crate::cli::env::Env;
use crate::cli::error::{Complaint, Error};
use crate::cli::tree::{PROGRAM, node, tree, words};
use crate::cli::{output, plan};
use crate::exit::Status;
use crate::locale::{Lang, Text};
use crate::report::Color;

/// The shells, by the names that the command takes.
pub(crate) const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// Runs it.
pub(crate) fn run(args: &Args, env: &Env) -> Result<Status, Error> {
    let lang = plan::output(args, env)?.lang;
    let Some(shell) = args.word(0) else { return Err(Error::usage(&MISSING)) };
    let script =
        script(shell, lang).ok_or_else(|| Error::usage(&UNKNOWN).with("shell", shell).near(shell, SHELLS))?;
    output::write(&script, Color::Plain)?;
    Ok(Status::Healthy)
}

/// The script for a shell.
fn script(shell: &str, lang: Lang) -> Option<String> {
    let mut tree = tree(lang);
    let mut script = Vec::new();
    match shell.to_ascii_lowercase().as_str() {
        "bash" => generate(Bash, &mut tree, PROGRAM, &mut script),
        "zsh" => {
            let mut tree = tree.subcommand(node(ANY_HOST, Command::Examine, lang));
            generate(Zsh, &mut tree, PROGRAM, &mut script);
        }
        "fish" => generate(Fish, &mut tree, PROGRAM, &mut script),
        "powershell" | "pwsh" => generate(PowerShell, &mut tree, PROGRAM, &mut script),
        "elvish" => generate(Elvish, &mut tree, PROGRAM, &mut script),
        _ => return None,
    }
    let script = String::from_utf8(script).ok()?;
    Some(match shell.to_ascii_lowercase().as_str() {
        // The hyphen of the name is taken for a step down to a command, in one of the two places only.
        "bash" => script.replace("smtp__subcmd__doctor", "smtp__doctor"),
        "zsh" => behind_a_host_in_zsh(&script),
        "fish" => behind_a_host_in_fish(&script) + &words_in_fish(),
        _ => script,
    })
}

/// The name of a command that stands for whatever is none.
const ANY_HOST: &str = "any-host";

/// Makes the command that stands for a host match every first word, and keeps it from being offered.
fn behind_a_host_in_zsh(script: &str) -> String {
    let kept = script.lines().filter(|line| !line.trim_start().starts_with(&format!("'{ANY_HOST}:")));
    kept.map(|line| line.replace(&format!("({ANY_HOST})"), "(*)") + "\n").collect()
}

/// Offers the options of an examination wherever no command was named, and not before the first word only.
fn behind_a_host_in_fish(script: &str) -> String {
    let names: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    let first = "-n \"__fish_smtp_doctor_needs_command\"";
    let anywhere = format!("-n \"not __fish_seen_subcommand_from {}\"", names.join(" "));
    // A command is a first word and no other.
    let a_command = format!("complete -c {PROGRAM} {first} -f -a ");
    let mended = |line: &str| {
        if line.starts_with(&a_command) { line.to_owned() } else { line.replace(first, &anywhere) }
    };
    script.lines().map(|line| mended(line) + "\n").collect()
}

/// The words of the commands: the generator offers none in fish.
fn words_in_fish() -> String {
    let offered = |(name, command): &(&str, Command)| {
        let words = words(*command);
        let line = format!(
            "complete -c {PROGRAM} -n \"__fish_smtp_doctor_using_subcommand {name}\" -f -a \"{}\"\n",
            words.join(" ")
        );
        if words.is_empty() { String::new() } else { line }
    };
    COMMANDS.iter().map(offered).collect()
}

static MISSING: Complaint = Complaint {
    what: Text { en: "There is no shell named.", zh_cn: "没有写明是哪种 shell。" },
    form: Text {
        en: "The form is: smtp-doctor completions bash|zsh|fish|powershell|elvish\nbash: smtp-doctor completions bash > ~/.local/share/bash-completion/completions/smtp-doctor\nzsh: smtp-doctor completions zsh > a folder of $fpath, as _smtp-doctor\nfish: smtp-doctor completions fish > ~/.config/fish/completions/smtp-doctor.fish",
        zh_cn: "格式为：smtp-doctor completions bash|zsh|fish|powershell|elvish\nbash：smtp-doctor completions bash > ~/.local/share/bash-completion/completions/smtp-doctor\nzsh：smtp-doctor completions zsh，写入 $fpath 中的目录，文件名为 _smtp-doctor\nfish：smtp-doctor completions fish > ~/.config/fish/completions/smtp-doctor.fish",
    },
};
static UNKNOWN: Complaint = Complaint {
    what: Text {
        en: "There are no completions for “{shell}”.", zh_cn: "没有“{shell}”的补全脚本。"
    },
    form: Text {
        en: "The shells are bash, zsh, fish, powershell and elvish.",
        zh_cn: "支持的 shell 有 bash、zsh、fish、powershell 和 elvish。",
    },
};
