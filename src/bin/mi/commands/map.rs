//! `mi map`: the field at a glance.

use mi_glossary::index::Relation;
use mi_glossary::map::Map;
use mi_glossary::record::MapRecord;
use mi_glossary::view::map;

use super::filter::section_place;
use super::related::relation;
use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::output::{Format, write_json, write_out};

/// Show the field at a glance
///
/// The sections in reading order, each with its number of terms and with those that most depends
/// on; of one section its skeleton, each term under what it needs. --format dot, mermaid and json
/// give the whole graph, or that of the section: mi map --format dot | dot -Tsvg > map.svg
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A section
    #[arg(value_name = "SECTION")]
    section: Vec<String>,
    /// Which relations a picture shows [default: needs]
    #[arg(short = 'k', long = "kind", value_name = "RELATION", value_delimiter = ',', value_parser = relation)]
    relation: Vec<Relation>,
    /// What is to be known of the graph: the longest chain, where one can begin, what is odd
    #[arg(long, conflicts_with = "section")]
    report: bool,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    let glossary = context.glossary()?;
    let name = arguments.section.join(" ");
    let section = if name.is_empty() { None } else { Some(section_place(&glossary, &name)?) };
    let kinds = if arguments.relation.is_empty() { &[Relation::Needs][..] } else { &arguments.relation };
    let graph = Map::new(&glossary);
    match (context.output.format, section) {
        (Format::Json, _) => {
            write_json(&MapRecord::new(&glossary, &graph, &map::inside(&glossary, section)))?;
        }
        (Format::Dot, _) => write_out(&map::dot(&glossary, &graph, section, kinds))?,
        (Format::Mermaid, _) => write_out(&map::mermaid(&glossary, &graph, section, kinds))?,
        _ if arguments.report => context.show(&glossary, map::report(&glossary, &graph.report(&glossary)))?,
        (_, Some(section)) => context.show(&glossary, map::skeleton(&glossary, &graph, section))?,
        (_, None) => context.show(&glossary, map::sections(&glossary, &graph))?,
    }
    Ok(Status::Answered)
}
