//! `mi search`: entries that speak of something.

use mi_glossary::record::SearchRecord;
use mi_glossary::search::{WORTH_SHOWING, search};
use mi_glossary::view::hits::hits;

use super::filter::Filter;
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
    #[command(flatten)]
    filter: Filter,
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
    arguments.filter.known(&glossary)?;
    let mut found = search(&glossary, &query, WORTH_SHOWING);
    found.retain(|hit| arguments.filter.passes(glossary.term(hit.term)));
    found.truncate(arguments.limit);
    if context.output.is_json() {
        write_json(&SearchRecord::new(&glossary, &query, &found))?;
    } else if !found.is_empty() {
        context.show(&glossary, hits(&glossary, &query, &found))?;
    }
    if found.is_empty() {
        say(&format!("no entry speaks of `{query}`"));
        say("other words may: `mi sections` shows what there is");
        return Ok(Status::Nothing);
    }
    Ok(Status::Answered)
}
