//! `mi config`: what is in force, and where it comes from.

use mi_glossary::document::{Block, Document, Span};
use serde::Serialize;

use crate::config::{KEYS, Origin, template, user_file};
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::write_json;

/// Print the configuration in force, and where each value comes from
///
/// An option beats a variable of the environment, that beats the project's file, that the user's,
/// that what is built in. `mi paths` names the files. The output is TOML.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write a file with every key, commented out, to begin with
    #[arg(long)]
    init: bool,
}

/// A value in JSON.
#[derive(Serialize)]
struct ValueRecord {
    key: &'static str,
    value: String,
    from: String,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("config")?;
    if arguments.init {
        return init();
    }
    let config = &context.config;
    let records: Vec<ValueRecord> = KEYS
        .iter()
        .enumerate()
        .map(|(at, key)| {
            let from = match config.origin(at) {
                Origin::BuiltIn => "built in".to_owned(),
                Origin::Given => "an option".to_owned(),
                Origin::File(path) => path.display().to_string(),
                Origin::Variable(name) => format!("${name}"),
            };
            ValueRecord { key: key.name, value: (key.get)(config), from }
        })
        .collect();
    if context.output.is_json() {
        write_json(&records)?;
    } else {
        let mut blocks = Vec::new();
        let mut table = "";
        for record in &records {
            let (above, name) = record.key.split_once('.').unwrap_or(("", record.key));
            if above != table {
                blocks.push(Block::Line(vec![Span::text(format!("[{above}]"))]));
                table = above;
            }
            let value = format!("{name} = {}", record.value);
            let blanks = " ".repeat(32usize.saturating_sub(value.chars().count()));
            let from = Span::aside(format!("{blanks} # {}", record.from));
            blocks.push(Block::Line(vec![Span::text(value), from]));
        }
        context.output.show_bare(Document { blocks })?;
    }
    Ok(if config.problems.is_empty() { Status::Answered } else { Status::Broken })
}

/// Writes the file to begin with, unless there is one.
fn init() -> Result<Status, Failure> {
    let Some(path) = user_file() else {
        return Err(Failure::Broken("there is no folder for a configuration: set MI_CONFIG_DIR".to_owned()));
    };
    let broken = |error: std::io::Error| Failure::Broken(format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(broken)?;
    }
    // Never over a file that is there, not even one that appears now.
    let file = std::fs::File::options().write(true).create_new(true).open(&path);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::Broken(format!("{}: is there already; edit it, or move it away", path.display()))
        }
        _ => broken(error),
    })?;
    std::io::Write::write_all(&mut file, template().as_bytes()).map_err(broken)?;
    say(&format!("wrote {}", path.display()));
    Ok(Status::Answered)
}
