//! `mi sections`: the parts of the field.

use mi_glossary::record::SectionRecord;
use mi_glossary::view::listing;

use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::output::write_json;

/// List the sections in reading order
///
/// Each with its id, its number of terms, and what it is about.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

/// Answers.
pub(crate) fn run(_: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("sections")?;
    let glossary = context.glossary()?;
    if context.output.is_json() {
        let sections = glossary.sections().iter();
        let records: Vec<SectionRecord<'_>> =
            sections.map(|section| SectionRecord::new(&glossary, section)).collect();
        write_json(&records)?;
    } else {
        context.show(&glossary, listing::sections(&glossary))?;
    }
    Ok(Status::Answered)
}
