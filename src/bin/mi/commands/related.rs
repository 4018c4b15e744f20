//! `mi related`: what a term hangs together with.

use mi_glossary::index::Relation;
use mi_glossary::record::RelatedRecord;
use mi_glossary::related::walk;
use mi_glossary::view::relations;

use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::output::{Format, write_json, write_out};

/// Show what a term is related to
///
/// Its neighbours by how they are related: read first, broader, narrower, mistaken for, related,
/// builds on it. --depth walks on from them, breadth first, each term once. --format dot and
/// mermaid draw a picture.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The term
    #[arg(required = true, value_name = "TERM")]
    term: Vec<String>,
    /// How many steps to walk
    #[arg(short, long, value_name = "N", default_value = "1", value_parser = depth)]
    depth: usize,
    /// Only these relations: needs, broader, narrower, contrasts, related, needed-by
    #[arg(short = 'k', long = "kind", value_name = "RELATION", value_delimiter = ',', value_parser = relation)]
    relation: Vec<Relation>,
    /// As a tree
    #[arg(short, long)]
    tree: bool,
}

fn depth(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|depth| *depth > 0).ok_or("a number of steps from 1")
}

pub(super) fn relation(word: &str) -> Result<Relation, String> {
    Relation::ALL.into_iter().find(|relation| relation.word() == word).ok_or_else(|| {
        let words: Vec<&str> = Relation::ALL.iter().map(|relation| relation.word()).collect();
        format!("the relations are {}", words.join(", "))
    })
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    let glossary = context.glossary()?;
    let root = match super::path::one_term(&glossary, &arguments.term.join(" "), context)? {
        Ok(root) => root,
        Err(status) => return Ok(status),
    };
    let kinds = if arguments.relation.is_empty() { &Relation::ALL[..] } else { &arguments.relation };
    let steps = walk(&glossary, root, arguments.depth, kinds);
    match context.output.format {
        Format::Json => write_json(&RelatedRecord::new(&glossary, root, &steps))?,
        Format::Dot => write_out(&relations::dot(&glossary, root, &steps))?,
        Format::Mermaid => write_out(&relations::mermaid(&glossary, root, &steps))?,
        _ if arguments.tree => context.show(&glossary, relations::tree(&glossary, root, &steps))?,
        _ => context.show(&glossary, relations::list(&glossary, root, &steps))?,
    }
    Ok(Status::Answered)
}
