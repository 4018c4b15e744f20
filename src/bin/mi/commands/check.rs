//! `mi check`: what is wrong with the entries in a folder.

use std::path::PathBuf;

use mi_glossary::check::{Bar, check, notes};
use mi_glossary::document::{Block, Document, Span};
use mi_glossary::load;
use mi_glossary::problem::{Problem, Severity};
use serde::Serialize;

use crate::context::{Context, overlays};
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Check the entries in a folder
///
/// Prints each fault as file:line:column: what is wrong (and what may have been meant). A folder
/// with a sections.toml is a whole glossary and held to the house's bar; another holds terms that
/// join the bundled ones. Notes, for an editor's eye, are no faults. Status 4 if there is a fault.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder, laid out like data/ [default: your own terms]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Only faults: not what an editor wants to see, such as few relations or no example
    #[arg(short, long)]
    quiet: bool,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("check")?;
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => own_terms()?,
    };
    if !folder.is_dir() {
        return Err(Failure::Broken(format!("{}: no such folder", folder.display())));
    }
    let loaded = load::folder(&folder);
    let whole = !loaded.sections.is_empty();
    let loaded = if whole { loaded } else { mi_glossary::glossary::over_bundle(loaded) };
    let bar = if whole { Bar::House } else { Bar::Sound };
    let mut problems = check(&loaded, bar);
    let faults = problems.len();
    if !arguments.quiet {
        problems.extend(notes(&loaded));
    }
    let terms = loaded.terms.iter().filter(|term| !term.path.is_empty()).count();
    report(&problems, context)?;
    say(&format!("{terms} terms, {faults} faults, {} notes", problems.len() - faults));
    Ok(if faults > 0 { Status::Broken } else { Status::Answered })
}

/// The nearest folder of terms that is not the bundle's.
fn own_terms() -> Result<PathBuf, Failure> {
    overlays()
        .into_iter()
        .rev()
        .map(|source| source.path)
        .find(|path| path.is_dir())
        .ok_or_else(|| Failure::usage("no folder to check", "name one, or put terms where `mi paths` says"))
}

/// A problem in JSON.
#[derive(Serialize)]
struct ProblemRecord<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    rule: &'static str,
    message: &'a str,
    help: Option<&'a str>,
}

fn report(problems: &[Problem], context: &Context) -> Result<(), Failure> {
    if context.output.is_json() {
        let records: Vec<ProblemRecord<'_>> = problems
            .iter()
            .map(|problem| ProblemRecord {
                path: &problem.path,
                line: problem.line,
                column: problem.column,
                severity: if problem.severity == Severity::Note { "note" } else { "error" },
                rule: problem.rule,
                message: &problem.message,
                help: problem.help.as_deref(),
            })
            .collect();
        return write_json(&records);
    }
    if problems.is_empty() {
        return Ok(());
    }
    let line = |problem: &Problem| Block::Line(vec![Span::text(problem.to_string())]);
    context.output.show_bare(Document { blocks: problems.iter().map(line).collect() })
}
