//! `mi list`: terms, filtered and sorted.

use clap::ValueEnum;
use mi_glossary::glossary::Glossary;
use mi_glossary::model::Level;
use mi_glossary::record::ListRecord;
use mi_glossary::view::listing::{self, Detail, Grouping};

use super::filter::Filter;
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// List terms
///
/// By section in reading order, unless sorted otherwise. Filters narrow the list; one that is
/// given several times, or with commas, takes any of its values.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    filter: Filter,
    /// Only terms whose name came into use in this year or later
    #[arg(long, value_name = "YEAR")]
    since: Option<u16>,
    /// The order [default: reading]
    #[arg(long, value_enum, value_name = "ORDER")]
    sort: Option<Order>,
    /// Only ids, one a line
    #[arg(long, conflicts_with = "long")]
    ids: bool,
    /// With id, level, kind, year and standing
    #[arg(long)]
    long: bool,
}

/// An order of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// By section, prerequisites first
    Reading,
    /// By name
    Name,
    /// By level, then name
    Level,
    /// By the year the name came into use, newest first
    Year,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("list")?;
    let glossary = context.glossary()?;
    arguments.filter.known(&glossary)?;
    let numbers = chosen(&glossary, arguments);
    if context.output.is_json() {
        let records: Vec<ListRecord<'_>> =
            numbers.iter().map(|number| ListRecord::new(glossary.term(*number))).collect();
        write_json(&records)?;
    } else if !numbers.is_empty() {
        let detail = match (arguments.ids, arguments.long) {
            (true, _) => Detail::Ids,
            (_, true) => Detail::Long,
            _ => Detail::Short,
        };
        let flat = !matches!(arguments.sort, None | Some(Order::Reading));
        let grouping = if flat { Grouping::Flat } else { Grouping::BySection };
        context.show(&glossary, listing::terms(&glossary, &numbers, detail, grouping))?;
    }
    if numbers.is_empty() {
        say("no term passes all these filters; drop one");
        return Ok(Status::Nothing);
    }
    Ok(Status::Answered)
}

/// The numbers of the terms that pass all filters, in the order asked for.
fn chosen(glossary: &Glossary, arguments: &Arguments) -> Vec<u32> {
    let Arguments { filter, since, sort, .. } = arguments;
    let mut chosen: Vec<u32> = (0u32..)
        .zip(glossary.terms())
        .filter(|(_, term)| {
            let year = term.since.as_ref().map(|year| year.to_native());
            filter.passes(term) && since.is_none_or(|since| year.is_some_and(|year| year >= since))
        })
        .map(|(number, _)| number)
        .collect();
    let name = |number: &u32| glossary.term(*number).name.to_lowercase();
    match sort {
        None | Some(Order::Reading) => {}
        Some(Order::Name) => chosen.sort_by_cached_key(name),
        Some(Order::Level) => {
            chosen.sort_by_cached_key(|number| (Level::from(&glossary.term(*number).level), name(number)));
        }
        Some(Order::Year) => chosen.sort_by_cached_key(|number| {
            let year = glossary.term(*number).since.as_ref().map(|year| year.to_native());
            (std::cmp::Reverse(year), name(number))
        }),
    }
    chosen
}
