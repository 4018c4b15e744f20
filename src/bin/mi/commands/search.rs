//! `mi search`: entries that speak of something.

use mi_glossary::glossary::Glossary;
use mi_glossary::model::{Kind, Level};
use mi_glossary::record::SearchRecord;
use mi_glossary::search::{Hit, WORTH_SHOWING, search};
use mi_glossary::view::hits::hits;

use super::list::{kind, known_section, level};
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Find the entries that speak of something
///
/// Ranked full text over names, aliases, the ways to ask, sentences and prose. Each hit shows its
/// name and sentence and the passage that matched. Who knows the name looks it up instead.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What is sought, in your own words
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// At most so many hits
    #[arg(short = 'n', long, value_name = "N", default_value = "10", value_parser = limit)]
    limit: usize,
    /// Only terms of this section
    #[arg(short, long, value_name = "SECTION", value_delimiter = ',')]
    section: Vec<String>,
    /// Only terms of this level: core, intermediate, advanced
    #[arg(short, long, value_name = "LEVEL", value_delimiter = ',', value_parser = level)]
    level: Vec<Level>,
    /// Only terms of this kind: concept, component, circuit, technique, model, …
    #[arg(short, long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<Kind>,
}

fn limit(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|limit| *limit > 0).ok_or("a number of hits from 1")
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("search")?;
    let query = arguments.words.join(" ");
    if query.trim().is_empty() {
        return Err(Failure::usage("nothing to search for", "say it in your own words"));
    }
    let glossary = context.glossary()?;
    for section in &arguments.section {
        known_section(&glossary, section)?;
    }
    let mut found = search(&glossary, &query, WORTH_SHOWING);
    found.retain(|hit| passes(&glossary, hit, arguments));
    found.truncate(arguments.limit);
    if context.output.is_json() {
        write_json(&SearchRecord::new(&glossary, &query, &found))?;
    } else if !found.is_empty() {
        context.output.show(hits(&glossary, &query, &found))?;
    }
    if found.is_empty() {
        say(&format!("no entry speaks of `{query}`"));
        say("other words may: `mi sections` shows what there is");
        return Ok(Status::Nothing);
    }
    Ok(Status::Answered)
}

/// Whether a hit passes the filters.
fn passes(glossary: &Glossary, hit: &Hit, arguments: &Arguments) -> bool {
    let Arguments { section, level, kind, .. } = arguments;
    let term = glossary.term(hit.term);
    (section.is_empty() || section.iter().any(|id| term.section == id.as_str()))
        && (level.is_empty() || level.contains(&(&term.level).into()))
        && (kind.is_empty() || kind.contains(&(&term.kind).into()))
}
