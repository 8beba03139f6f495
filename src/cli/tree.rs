//! The whole command line as one tree with its help, from which completions are made. The parser does not need it: it
//! reads one command at a time.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command as Node, ValueHint};

use super::args::{COMMANDS, Command, options};
use super::command::completions::SHELLS;
use super::command::demo::playable;
use super::help::{ABOUT, COMMAND_ROWS};
use super::option::{Opt, Takes};
use crate::catalog::causes;
use crate::locale::Lang;
use crate::provider::PROVIDERS;

/// The name of the program.
pub(crate) const PROGRAM: &str = "smtp-doctor";

/// The tree, its help in one language.
pub(crate) fn tree(lang: Lang) -> Node {
    let commands = COMMANDS.iter().zip(COMMAND_ROWS).map(|((name, command), (_, about))| {
        node(name, *command, lang).about(about.in_lang(lang)).args(word(*command))
    });
    node(PROGRAM, Command::Examine, lang).about(ABOUT.in_lang(lang)).subcommands(commands)
}

/// A command with its options.
pub(crate) fn node(name: &'static str, command: Command, lang: Lang) -> Node {
    Node::new(name)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args(options(command).map(|opt| argument(opt, lang)))
}

/// The values that the first word of a command can have, where there is a list of them.
pub(crate) fn words(command: Command) -> Vec<&'static str> {
    match command {
        Command::Demo => playable().collect(),
        Command::Explain => causes().map(|cause| cause.code.0).collect(),
        Command::Providers => PROVIDERS.iter().map(|provider| provider.id).collect(),
        Command::Completions => SHELLS.to_vec(),
        Command::Examine | Command::Replay | Command::Serve | Command::Man => Vec::new(),
    }
}

fn word(command: Command) -> Option<Arg> {
    let values = words(command);
    match command {
        Command::Replay => Some(Arg::new("word").value_hint(ValueHint::FilePath)),
        _ if values.is_empty() => None,
        _ => Some(Arg::new("word").value_parser(PossibleValuesParser::new(values))),
    }
}

fn argument(opt: &'static Opt, lang: Lang) -> Arg {
    let arg = Arg::new(opt.long).long(opt.long).help(opt.help.in_lang(lang));
    let arg = match opt.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    let valued = |arg: Arg| {
        let arg = match opt.value_name() {
            Some(name) => arg.value_name(name.in_lang(lang)),
            None => arg,
        };
        match opt.values() {
            values if !values.is_empty() => arg.value_parser(PossibleValuesParser::new(values)),
            _ if opt.takes_file() => arg.value_hint(ValueHint::FilePath),
            _ => arg.value_hint(ValueHint::Other),
        }
    };
    match opt.takes {
        Takes::Nothing | Takes::Help | Takes::Version => arg.action(ArgAction::SetTrue),
        Takes::Count => arg.action(ArgAction::Count),
        Takes::Optional { .. } => valued(arg).num_args(0..=1).require_equals(true),
        Takes::Value(_) => valued(arg),
        Takes::Values(_) => valued(arg).action(ArgAction::Append),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound_and_has_every_command_and_option() {
        for lang in Lang::ALL {
            let mut tree = tree(lang);
            tree.build();
            tree.clone().debug_assert();
            for (name, command) in COMMANDS {
                let node = tree.find_subcommand(name).unwrap();
                for opt in options(command) {
                    let arg = node.get_arguments().find(|arg| arg.get_long() == Some(opt.long)).unwrap();
                    assert!(arg.get_help().is_some(), "{name} --{}", opt.long);
                }
            }
        }
    }
}
