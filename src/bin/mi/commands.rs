//! The commands: what argv asks for, and who answers. One file each; this is their list.

mod check;
mod completions;
mod config;
mod filter;
mod list;
mod lookup;
mod man;
mod map;
mod path;
mod paths;
mod random;
pub(crate) mod read;
mod related;
mod search;
mod sections;
mod tour;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, FromArgMatches, ValueHint, value_parser};
use mi_glossary::problem::{did_you_mean, nearest};

use crate::completion;
use crate::config::{Config, Origin, SkinChoice};
use crate::context::{Context, data_variable};
use crate::failure::{Failure, Status, say};
use crate::manual::TOPICS;
use crate::output::{self, Color, Format, Output, When};

/// A command: its name, its line in the help, its arguments, its function.
struct Command {
    name: &'static str,
    about: &'static str,
    define: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &Context) -> Result<Status, Failure>,
}

macro_rules! command {
    ($name:literal, $module:ident, $about:literal) => {
        Command {
            name: $name,
            about: $about,
            define: |named| $module::Arguments::augment_args(named).args(options()),
            run: |matches, context| {
                let arguments = $module::Arguments::from_arg_matches(matches)
                    .map_err(|error| Failure::Arguments(Box::new(error)))?;
                $module::run(&arguments, context)
            },
        }
    };
}

const COMMANDS: &[Command] = &[
    command!("lookup", lookup, "Show the entry of a term; `mi TERM` does the same"),
    command!("search", search, "Find the entries that speak of something, in your own words"),
    command!("list", list, "List terms by section, level, kind or year"),
    command!("random", random, "Show a term picked by chance"),
    command!("related", related, "Show what a term is related to, near or far"),
    command!("path", path, "Show the shortest way from one term to another"),
    command!("map", map, "Show the field at a glance, or a section's skeleton"),
    command!("sections", sections, "List the sections in reading order"),
    command!("read", read, "Read from the top, and go on where you were"),
    command!("tour", tour, "Take a guided tour"),
    command!("check", check, "Check the entries in a folder"),
    command!("config", config, "Print what is set, and where it comes from"),
    command!("paths", paths, "Print which files and folders are used"),
    command!("completions", completions, "Print a shell's completion script"),
    command!("man", man, "Print the manual as man pages"),
];

/// The commands and what they are for.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    COMMANDS.iter().map(|command| (command.name, command.about))
}

/// The program with all its commands built, for completion and for the manual: as it is called, with
/// a term in place of a command as well.
pub(crate) fn whole_program() -> clap::Command {
    let mut program = lookup::Arguments::augment_args(bare_program().args(options()))
        .mut_arg("terms", |terms| terms.required(false))
        .long_about(None)
        .override_help(None::<&str>)
        .about("The glossary and explainer of mechanistic interpretability");
    for command in COMMANDS {
        program = program.subcommand((command.define)(clap::Command::new(command.name).about(command.about)));
    }
    program
}

/// Options of the whole program that take a value: what follows them is no command.
const WITH_VALUE: &[&str] =
    &["-f", "--format", "--color", "-w", "--width", "--data", "--hyperlinks", "--skin"];

/// Carries out what argv asks for.
pub(crate) fn run(mut argv: Vec<OsString>) -> Result<Status, Failure> {
    if argv.len() < 2 {
        return welcome();
    }
    if completion::answered(&argv) {
        return Ok(Status::Answered);
    }
    if let Some(status) = help(&mut argv)? {
        return Ok(status);
    }
    command_first(&mut argv);
    // Never dropped: freeing what clap has built takes a tenth of a look-up's own time.
    let program = Box::leak(Box::new(program()));
    let matches = program.try_get_matches_from_mut(argv).map_err(arguments)?;
    let called = matches.subcommand().and_then(|(name, matches)| {
        COMMANDS.iter().find(|command| command.name == name).map(|command| (command, matches))
    });
    match called {
        Some((command, matches)) => (command.run)(matches, &context(matches)),
        None => welcome(),
    }
}

/// What the options of every command ask for, over what is set.
fn context(matches: &ArgMatches) -> Context {
    let mut config = Config::load();
    for problem in &config.problems {
        say(&problem.to_string());
    }
    macro_rules! given {
        ($name:literal, $key:ident) => {
            if let Some(value) = matches.get_one($name) {
                config.$key = *value;
                config.note($name, Origin::Given);
            }
        };
    }
    given!("format", format);
    given!("color", color);
    given!("hyperlinks", hyperlinks);
    given!("skin", skin);
    if matches.get_flag("ascii") {
        config.ascii = true;
        config.note("ascii", Origin::Given);
    }
    if matches.get_flag("no-pager") {
        config.pager.clear();
        config.note("pager", Origin::Given);
    }
    Context {
        output: Output::new(&config, matches.get_one("width").copied()),
        config,
        data: matches.get_one::<PathBuf>("data").cloned().or_else(data_variable),
    }
}

/// `mi help list` is `mi list --help`, `mi help formats` a topic. clap's own command of this name
/// would be built each time.
fn help(argv: &mut Vec<OsString>) -> Result<Option<Status>, Failure> {
    if argv[1] != "help" {
        return Ok(None);
    }
    argv.remove(1);
    argv.truncate(2);
    let word = argv.get(1).map(|word| word.to_string_lossy().into_owned());
    if let Some(word) = &word {
        if let Some(topic) = TOPICS.iter().find(|topic| topic.name == word) {
            output::write_out(&(topic.text)())?;
            return Ok(Some(Status::Answered));
        }
        if !COMMANDS.iter().any(|command| command.name == word) && !word.starts_with('-') {
            let topics = TOPICS.iter().map(|topic| topic.name);
            let help = did_you_mean(word, topics.clone().chain(COMMANDS.iter().map(|command| command.name)))
                .unwrap_or_else(|| format!("the topics are {}", topics.collect::<Vec<_>>().join(", ")));
            return Err(Failure::usage(format!("no help on `{word}`"), &help));
        }
    }
    argv.push(OsString::from("--help"));
    Ok(None)
}

/// The command that a word is probably a slip of.
pub(crate) fn nearest_command(word: &str) -> Option<&'static str> {
    nearest(word, COMMANDS.iter().map(|command| command.name))
}

/// `mi TERM…` is `mi lookup TERM…`, and options may stand before the command as well as behind:
/// puts the command first. So the options of every command are defined once, on the command.
fn command_first(argv: &mut Vec<OsString>) {
    let mut at = 1;
    while let Some(word) = argv.get(at) {
        let Some(text) = word.to_str() else { break };
        if WITH_VALUE.contains(&text) {
            at += 2;
        } else if matches!(text, "-h" | "--help" | "-V" | "--version") {
            return;
        } else if text.starts_with('-') && text.len() > 1 && text != "--" {
            at += 1;
        } else {
            if COMMANDS.iter().any(|command| command.name == text) {
                let command = argv.remove(at);
                argv.insert(1, command);
                return;
            }
            break;
        }
    }
    argv.insert(1, OsString::from("lookup"));
}

/// What `mi --help` says: it fits 80 columns and 24 lines.
const HELP: &str = "\
The glossary and explainer of mechanistic interpretability

Usage: mi TERM...        look a term up, however it is spelt, asked or described
       mi COMMAND ...

Look up    lookup       the entry of a term; `mi TERM` does the same
           search       the entries that speak of something, in your own words
           list         terms by section, level, kind or year
           random       a term picked by chance
See the    related      what a term is related to, near or far
whole      path         the shortest way from one term to another
           map          the field at a glance, or a section's skeleton
           sections     the sections in reading order
Read       read         from the top, going on where you were
           tour         a guided tour
Set up     config paths check completions man

Options    -f FORMAT -w COLUMNS --data DIR -h -V
           --color --skin --hyperlinks --ascii --no-pager

mi COMMAND --help says more; so does mi help querying, formats, files, statuses.
";

/// The program as clap knows it. Arguments of a command are built only when it is called.
fn program() -> clap::Command {
    let mut program = bare_program().override_help(HELP);
    for command in COMMANDS {
        let named = clap::Command::new(command.name).about(command.about);
        program = program.subcommand(named.defer(command.define));
    }
    program
}

fn bare_program() -> clap::Command {
    clap::Command::new("mi").version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true)
}

/// The options of every command.
fn options() -> [Arg; 8] {
    let option = |name: &'static str, value, help| {
        Arg::new(name).long(name).value_name(value).help(help).action(ArgAction::Set)
    };
    [
        option("format", "FORMAT", "How to show the answer")
            .short('f')
            .value_parser(clap::builder::EnumValueParser::<Format>::new()),
        option("color", "WHEN", "When to use color")
            .value_parser(clap::builder::EnumValueParser::<Color>::new()),
        option("width", "COLUMNS", "Lay out for this many columns [default: the terminal's, at most 90]")
            .short('w')
            .value_parser(|text: &str| match text.parse::<usize>() {
                Ok(width) if width > 0 => Ok(width),
                _ => Err("a number of columns from 1"),
            }),
        option("data", "DIR", "Read the glossary in this folder instead of the bundled one [env: MI_DATA]")
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath),
        option("hyperlinks", "WHEN", "When names and citations can be clicked")
            .value_parser(clap::builder::EnumValueParser::<When>::new()),
        option("skin", "SKIN", "The colors to use")
            .value_parser(clap::builder::EnumValueParser::<SkinChoice>::new()),
        Arg::new("ascii").long("ascii").help("No letters but ASCII's").action(ArgAction::SetTrue),
        Arg::new("no-pager")
            .long("no-pager")
            .help("Show a long text without pager")
            .action(ArgAction::SetTrue),
    ]
}

/// clap's word on the arguments: help and version go to stdout like any answer.
fn arguments(error: clap::Error) -> Failure {
    if error.use_stderr() {
        return Failure::Arguments(Box::new(error));
    }
    match output::write_out(&error.render().to_string()) {
        Ok(()) => Failure::Gone,
        Err(failure) => failure,
    }
}

/// `mi` alone.
fn welcome() -> Result<Status, Failure> {
    let glossary = mi_glossary::glossary::Glossary::bundled();
    let text = format!(
        "mi: the glossary and explainer of mechanistic interpretability\n\n\
         {} terms in {} sections, with what each is, why it matters, how to think about\n\
         it, its traps, what it is mistaken for, and the papers that say so; {} tours.\n\n\
         Three things to try:\n\n\
         \x20 mi superposition                      look a term up, however it is spelt\n\
         \x20 mi \"SAE features that never fire\"     describe what you lack the name of\n\
         \x20 mi tour first-hour                    be led through the field\n\n\
         mi --help lists the commands; mi map shows the field at a glance.\n",
        glossary.terms().len(),
        glossary.sections().len(),
        glossary.tours().len(),
    );
    output::write_out(&text).map(|()| Status::Answered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_with_a_value_are_known() {
        for option in options() {
            if !option.get_action().takes_values() {
                continue;
            }
            let long = format!("--{}", option.get_id());
            assert!(WITH_VALUE.contains(&long.as_str()), "{long}");
            if let Some(short) = option.get_short() {
                assert!(WITH_VALUE.contains(&format!("-{short}").as_str()), "-{short}");
            }
        }
        program().debug_assert();
    }

    #[test]
    fn a_term_needs_no_command() {
        let named = |words: &[&str]| {
            let mut argv: Vec<OsString> = words.iter().map(OsString::from).collect();
            command_first(&mut argv);
            argv.into_iter().map(|word| word.into_string().unwrap_or_default()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(&["mi", "superposition"]), "mi lookup superposition");
        assert_eq!(named(&["mi", "-w", "60", "sae"]), "mi lookup -w 60 sae");
        assert_eq!(named(&["mi", "--brief", "sae"]), "mi lookup --brief sae");
        assert_eq!(named(&["mi", "--format", "json", "list"]), "mi list --format json");
        assert_eq!(named(&["mi", "list"]), "mi list");
        assert_eq!(named(&["mi", "--", "list"]), "mi lookup -- list");
        assert_eq!(named(&["mi", "-"]), "mi lookup -");
        assert_eq!(named(&["mi", "--help"]), "mi --help");
    }
}
