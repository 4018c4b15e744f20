//! Completion in shells: their scripts, and the answers that the scripts ask of this program.

use std::ffi::{OsStr, OsString};

use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;
use mi_glossary::glossary::Glossary;
use mi_glossary::index::Relation;
use mi_glossary::model::{Kind, Level};
use mi_glossary::view::entry::Part;

use crate::commands;
use crate::context::{data_variable, open};
use crate::failure::Failure;

/// The variable by which a script asks.
const VARIABLE: &str = "MI_COMPLETE";

/// Answers a shell's script, if it is one that calls; `true` if it was.
pub(crate) fn answered(argv: &[OsString]) -> bool {
    // The scripts set it to the shell's name; nobody else does.
    if std::env::var_os(VARIABLE).is_none_or(|value| value.is_empty()) {
        return false;
    }
    let here = std::env::current_dir().ok();
    let program = || {
        let help =
            clap::Command::new("help").about("Help on a command or a topic").arg(clap::Arg::new("topic"));
        with_completers(commands::whole_program().subcommand(help))
    };
    let complete = CompleteEnv::with_factory(program).var(VARIABLE).bin("mi").completer("mi");
    matches!(complete.try_complete(argv.iter().cloned(), here.as_deref()), Ok(true))
}

/// The names of the shells there are scripts for.
pub(crate) fn shells() -> Vec<&'static str> {
    Shells::builtins().names().collect()
}

/// The script of a shell.
pub(crate) fn script(shell: &str) -> Result<String, Failure> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell) else {
        let known: Vec<&str> = shells.names().collect();
        return Err(Failure::usage(
            format!("no script for `{shell}`"),
            &format!("one of {}", known.join(", ")),
        ));
    };
    let written = shell.write_registration(VARIABLE, "mi", "mi", "mi", &mut script);
    written.map_err(|error| Failure::Broken(format!("the script can't be written: {error}")))?;
    Ok(String::from_utf8_lossy(&script).trim().to_owned() + "\n")
}

/// What can stand for each argument, by the name it has in its command.
type Completer = fn(&str) -> Vec<CompletionCandidate>;

const COMPLETERS: &[(&str, Completer)] = &[
    ("terms", terms),
    ("term", terms),
    ("from", terms),
    ("to", terms),
    ("mark", terms),
    ("unmark", terms),
    ("place", sections_and_terms),
    ("section", sections),
    ("tour", tours),
    ("topic", topics),
    ("level", |begun| words(begun, Level::ALL.iter().map(|level| level.word()))),
    ("kind", |begun| words(begun, Kind::ALL.iter().map(|kind| kind.word()))),
    ("relation", |begun| words(begun, Relation::ALL.iter().map(|relation| relation.word()))),
    ("only", |begun| words(begun, Part::ALL.iter().map(|part| part.word()))),
    ("shell", |begun| words(begun, shells().into_iter())),
];

/// The program with what can stand for its arguments.
fn with_completers(program: clap::Command) -> clap::Command {
    let completed = program.mut_args(|arg| {
        let known = COMPLETERS.iter().find(|(name, _)| arg.get_id() == *name);
        match known {
            // `-k` of `mi related` takes relations; its argument has their name.
            Some((_, completer)) => {
                let completer = *completer;
                arg.add(ArgValueCompleter::new(move |begun: &OsStr| completer(&begun.to_string_lossy())))
            }
            None => arg,
        }
    });
    completed.mut_subcommands(with_completers)
}

/// The last of a list parted by commas is what is being written.
fn words<'w>(begun: &str, words: impl Iterator<Item = &'w str>) -> Vec<CompletionCandidate> {
    let (done, begun) = begun.rsplit_once(',').map_or(("", begun), |(done, begun)| (done, begun));
    let comma = if done.is_empty() { "" } else { "," };
    words
        .filter(|word| word.starts_with(begun))
        .map(|word| CompletionCandidate::new(format!("{done}{comma}{word}")))
        .collect()
}

/// The glossary that a look-up would ask; a folder that can't be read leaves the bundle.
fn glossary() -> Glossary {
    let opened = open(data_variable().as_deref());
    opened.map_or_else(|_| Glossary::bundled(), |(glossary, _)| glossary)
}

/// Ids: they need no quotes.
fn terms(begun: &str) -> Vec<CompletionCandidate> {
    let glossary = glossary();
    let begun = begun.to_lowercase();
    let begins = glossary.terms().iter().filter(|term| term.id.starts_with(&begun));
    begins.map(|term| candidate(&term.id, &term.short)).collect()
}

fn sections(begun: &str) -> Vec<CompletionCandidate> {
    let glossary = glossary();
    let begins = glossary.sections().iter().filter(|section| section.id.starts_with(begun));
    begins.map(|section| candidate(&section.id, &section.title)).collect()
}

fn sections_and_terms(begun: &str) -> Vec<CompletionCandidate> {
    let mut all = sections(begun);
    all.extend(terms(begun));
    all
}

fn tours(begun: &str) -> Vec<CompletionCandidate> {
    let glossary = glossary();
    let begins = glossary.tours().iter().filter(|tour| tour.id.starts_with(begun));
    begins.map(|tour| candidate(&tour.id, &tour.title)).collect()
}

fn topics(begun: &str) -> Vec<CompletionCandidate> {
    let all = crate::manual::TOPICS.iter().map(|topic| (topic.name, topic.about));
    let all = all.chain(commands::names());
    all.filter(|(name, _)| name.starts_with(begun)).map(|(name, about)| candidate(name, about)).collect()
}

fn candidate(value: &str, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(help.to_owned().into()))
}
