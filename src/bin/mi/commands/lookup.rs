//! `mi lookup`: the entries of terms.

use std::io::Read;

use mi_glossary::document::{Block, Document};
use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Found, Guessing, Match, lookup, split};
use mi_glossary::record::LookupRecord;
use mi_glossary::view::entry::{self, Part, Tangents};

use crate::commands::nearest_command;
use crate::config::Config;
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Show the entry of a term
///
/// A term is found by its id, name, alias, symbol (W_OV) or name in code
/// (blocks.5.hook_resid_post); case, blanks, hyphens, plural and British spelling don't matter.
/// What is not found so is guessed, and the guess is said on stderr. Several terms may be given
/// at once: mi lookup sae transcoder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The term, or several; `-` reads them from stdin, one a line
    #[arg(required = true, value_name = "TERM")]
    terms: Vec<String>,
    /// Only what was asked for: no guessing
    #[arg(short, long)]
    exact: bool,
    /// Only name and sentence, on one line
    #[arg(short, long, conflicts_with_all = ["only", "full"])]
    brief: bool,
    /// Only these parts: short, definition, matters, intuition, pitfalls, example, tangent, needs, …
    #[arg(short, long, value_name = "PART", value_delimiter = ',', value_parser = Part::named)]
    only: Vec<Part>,
    /// With the tangent, if there is one
    #[arg(long)]
    full: bool,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("lookup")?;
    let glossary = context.glossary()?;
    let guessing = if arguments.exact { Guessing::Forbidden } else { Guessing::Allowed };
    let queries = queries(&glossary, arguments)?;
    let found: Vec<Found> = queries.iter().map(|query| lookup(&glossary, query, guessing)).collect();
    let status = status(&found);
    for found in &found {
        remark(&glossary, found, context);
    }
    if context.output.is_json() {
        let only = (!arguments.only.is_empty()).then_some(arguments.only.as_slice());
        let records: Vec<LookupRecord<'_>> =
            found.iter().map(|found| LookupRecord::new(&glossary, found, only)).collect();
        match records.as_slice() {
            [record] if !from_stdin(arguments) => write_json(record)?,
            records => write_json(&records)?,
        }
        return Ok(status);
    }
    let mut document = Document::default();
    for found in &found {
        document.blocks.extend(shown(&glossary, found, arguments, &context.config));
    }
    if !document.blocks.is_empty() {
        context.show(&glossary, document)?;
    }
    Ok(status)
}

fn from_stdin(arguments: &Arguments) -> bool {
    arguments.terms == ["-"]
}

/// What was asked: the words as one term, or as several if they are quoted so, or if each is exact
/// and they are none.
fn queries(glossary: &Glossary, arguments: &Arguments) -> Result<Vec<String>, Failure> {
    if from_stdin(arguments) {
        let queries: Vec<String> =
            stdin()?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        if queries.is_empty() {
            return Err(Failure::usage("no term on stdin", "give one on each line"));
        }
        return Ok(queries);
    }
    let joined = arguments.terms.join(" ");
    if joined.trim().is_empty() {
        return Err(Failure::usage("an empty term", "`mi list` shows what there is"));
    }
    // Words that were quoted together are a term of their own, and so are the others then.
    if arguments.terms.len() > 1 && arguments.terms.iter().any(|term| term.trim().contains(' ')) {
        return Ok(arguments.terms.clone());
    }
    if arguments.terms.len() > 1
        && lookup(glossary, &joined, Guessing::Forbidden).matched == Match::None
        && let Some(runs) = split(glossary, &arguments.terms)
    {
        return Ok(runs.into_iter().map(|run| run.join(" ")).collect());
    }
    Ok(vec![joined])
}

/// All of stdin as text.
fn stdin() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Broken(format!("stdin can't be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..good]).matches('\n').count() + 1;
        Failure::Broken(format!("stdin:{line}: not UTF-8"))
    })
}

/// The worst that happened.
fn status(found: &[Found]) -> Status {
    if found.iter().any(|found| found.terms.is_empty()) {
        Status::Nothing
    } else if found.iter().any(|found| found.terms.len() > 1 && found.matched != Match::Question) {
        Status::Several
    } else {
        Status::Answered
    }
}

/// Says on stderr what is not quite what was asked.
fn remark(glossary: &Glossary, found: &Found, context: &Context) {
    let query = &found.query;
    match found.terms.as_slice() {
        [] => {
            say(&format!("no term `{query}`"));
            if let Some(command) = nearest_command(query) {
                say(&format!("there is a command `{command}`: mi {command} --help"));
            }
            context.output.say(&entry::nothing(glossary, found));
        }
        [term] if found.matched.is_guess() => {
            say(&guessed(query, found.matched, &glossary.term(*term).name));
            if let Some(command) = nearest_command(query) {
                say(&format!("there is a command `{command}`: mi {command} --help"));
            }
        }
        [_] => {}
        several if found.matched == Match::Question => {
            let names: Vec<&str> = several.iter().map(|term| glossary.term(*term).name.as_str()).collect();
            say(&format!("`{query}` asks for {}", names.join(" and ")));
        }
        _ => say(&format!("several terms answer to `{query}`; name one")),
    }
}

/// What to say of a guess.
pub(super) fn guessed(query: &str, matched: Match, name: &str) -> String {
    match matched {
        Match::Question => format!("`{query}` asks for {name}"),
        Match::Description => format!("no term `{query}`; found by its description: {name}"),
        _ => format!("no term `{query}`; this is the closest: {name}"),
    }
}

/// The blocks that show what was found.
fn shown<'a>(
    glossary: &'a Glossary,
    found: &Found,
    arguments: &Arguments,
    config: &Config,
) -> Vec<Block<'a>> {
    // What is set holds where the call says nothing.
    let set = if arguments.full { &[][..] } else { &config.show };
    let only = if arguments.only.is_empty() { set } else { &arguments.only };
    let document = match found.terms.as_slice() {
        [] => Document::default(),
        [number] if arguments.brief => entry::brief(glossary, *number),
        [number] if !only.is_empty() => entry::parts(glossary, *number, only),
        [number] => {
            let tangents = if arguments.full { Tangents::Shown } else { Tangents::Mentioned };
            entry::whole(glossary, *number, tangents)
        }
        several => entry::choice(glossary, several),
    };
    document.blocks
}
