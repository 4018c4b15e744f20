//! `mi path`: the shortest way from one term to another.

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, lookup};
use mi_glossary::record::RelatedRecord;
use mi_glossary::related::path;
use mi_glossary::view::{entry, relations};

use super::lookup::guessed;
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Show the shortest way from one term to another
///
/// Each step says how the terms are related. A term of several words is quoted, or written as its
/// id: mi path superposition sparse-autoencoder.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The term to begin with
    #[arg(value_name = "FROM")]
    from: String,
    /// The term to arrive at
    #[arg(value_name = "TO")]
    to: String,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("path")?;
    let glossary = context.glossary()?;
    let from = match one_term(&glossary, &arguments.from, context)? {
        Ok(from) => from,
        Err(status) => return Ok(status),
    };
    let to = match one_term(&glossary, &arguments.to, context)? {
        Ok(to) => to,
        Err(status) => return Ok(status),
    };
    let Some(steps) = path(&glossary, from, to) else {
        let (from, to) = (&glossary.term(from).name, &glossary.term(to).name);
        say(&format!("no way from {from} to {to}"));
        return Ok(Status::Nothing);
    };
    if context.output.is_json() {
        write_json(&RelatedRecord::new(&glossary, from, &steps))?;
    } else {
        context.show(&glossary, relations::way(&glossary, from, &steps))?;
    }
    Ok(Status::Answered)
}

/// The one term that `query` names; else the status to end with, all having been said.
pub(crate) fn one_term(
    glossary: &Glossary,
    query: &str,
    context: &Context,
) -> Result<Result<u32, Status>, Failure> {
    if query.trim().is_empty() {
        return Err(Failure::usage("an empty term", "`mi list` shows what there is"));
    }
    let found = lookup(glossary, query, Guessing::Allowed);
    match found.terms.as_slice() {
        [] => {
            say(&format!("no term `{query}`"));
            context.output.say(&entry::nothing(glossary, &found));
            Ok(Err(Status::Nothing))
        }
        [number] => {
            if found.matched.is_guess() {
                say(&guessed(query, found.matched, &glossary.term(*number).name));
            }
            Ok(Ok(*number))
        }
        several => {
            say(&format!("several terms answer to `{query}`; name one"));
            context.show(glossary, entry::choice(glossary, several))?;
            Ok(Err(Status::Several))
        }
    }
}
