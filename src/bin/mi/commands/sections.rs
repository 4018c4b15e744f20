//! `mi sections`: the parts of the field.

use mi_glossary::record::SectionRecord;
use mi_glossary::view::listing;

use crate::context::Context;
use crate::failure::{Failure, Status};

/// List the sections in reading order
///
/// Each with its id, its number of terms, and what it is about.
#[derive(clap::Args)]
pub struct Arguments {}

/// Answers.
pub fn run(_: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("sections")?;
    let glossary = context.glossary()?;
    if context.output.is_json() {
        let sections = glossary.sections().iter();
        let records: Vec<SectionRecord<'_>> =
            sections.map(|section| SectionRecord::new(&glossary, section)).collect();
        context.output.json(&records)?;
    } else {
        context.output.show(&listing::sections(&glossary))?;
    }
    Ok(Status::Answered)
}
