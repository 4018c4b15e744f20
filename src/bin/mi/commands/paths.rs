//! `mi paths`: which files and folders are read.

use mi_glossary::document::{Block, Document, Span};
use serde::Serialize;

use crate::config;
use crate::context::{Context, overlays};
use crate::failure::{Failure, Status};
use crate::output::write_json;
use crate::progress;

/// Show which files and folders are read
///
/// The bundled glossary needs none. Terms in the folders shown join it; one with a bundled id
/// takes the bundled one's place.
#[derive(clap::Args)]
pub(crate) struct Arguments {}

/// A place in JSON.
#[derive(Serialize)]
struct PathRecord {
    what: &'static str,
    path: String,
    exists: bool,
}

/// Answers.
pub(crate) fn run(_: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("paths")?;
    let mut records: Vec<PathRecord> = Vec::new();
    if let Some(folder) = &context.data {
        let path = folder.display().to_string();
        records.push(PathRecord { what: "the glossary", path, exists: folder.is_dir() });
    } else {
        records.extend(overlays().into_iter().map(|source| PathRecord {
            what: source.what,
            path: source.path.display().to_string(),
            exists: source.path.is_dir(),
        }));
    }
    for (what, path) in
        [("your configuration", config::user_file()), ("the project's configuration", config::project_file())]
    {
        if let Some(path) = path {
            records.push(PathRecord { what, exists: path.is_file(), path: path.display().to_string() });
        }
    }
    if let Some(path) = progress::file() {
        let (what, exists) = ("what you have read", path.is_file());
        records.push(PathRecord { what, path: path.display().to_string(), exists });
    }
    if context.output.is_json() {
        write_json(&records)?;
        return Ok(Status::Answered);
    }
    let mut lines = Vec::new();
    if context.data.is_none() {
        lines.push(Block::Line(vec![Span::text("the bundled glossary: in the program itself")]));
    }
    for PathRecord { what, path, exists } in &records {
        let there = if *exists { "" } else { " (not there)" };
        lines.push(Block::Line(vec![Span::text(format!("{what}: {path}")), Span::aside(there)]));
    }
    context.output.show_bare(Document { blocks: lines })?;
    Ok(Status::Answered)
}
