//! `mi random`: a term picked by chance.

use std::hash::{BuildHasher, RandomState};

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Found, Match};
use mi_glossary::model::Level;
use mi_glossary::record::LookupRecord;
use mi_glossary::view::entry::{self, Tangents};

use super::filter::known_section;
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Show a term picked by chance
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only terms of this section
    #[arg(short, long, value_name = "SECTION")]
    section: Option<String>,
    /// Only name and sentence, on one line
    #[arg(short, long)]
    brief: bool,
    /// Only terms of the core level
    #[arg(long)]
    core: bool,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("random")?;
    let glossary = context.glossary()?;
    if let Some(section) = &arguments.section {
        known_section(&glossary, section)?;
    }
    let terms: Vec<u32> = (0u32..)
        .zip(glossary.terms())
        .filter(|(_, term)| arguments.section.as_ref().is_none_or(|id| term.section == id.as_str()))
        .filter(|(_, term)| !arguments.core || Level::from(&term.level) == Level::Core)
        .map(|(number, _)| number)
        .collect();
    let Some(number) = pick(&terms) else {
        say("no core term in that section");
        return Ok(Status::Nothing);
    };
    show(&glossary, number, arguments, context)?;
    Ok(Status::Answered)
}

/// One of `terms`, by the seed that the standard library takes from the system.
fn pick(terms: &[u32]) -> Option<u32> {
    let chance = RandomState::new().hash_one(0);
    let at = chance.checked_rem(terms.len() as u64)?;
    terms.get(usize::try_from(at).ok()?).copied()
}

fn show(glossary: &Glossary, number: u32, arguments: &Arguments, context: &Context) -> Result<(), Failure> {
    if context.output.is_json() {
        let term = glossary.term(number);
        let found = Found {
            query: term.id.to_string(),
            matched: Match::Exact,
            terms: vec![number],
            suggestions: Vec::new(),
        };
        return write_json(&LookupRecord::new(glossary, &found, None));
    }
    let document = if arguments.brief {
        entry::brief(glossary, number)
    } else {
        entry::whole(glossary, number, Tangents::Mentioned)
    };
    context.show(glossary, document)
}
