//! `mi man`: the manual as man pages, made from the arguments themselves.

use std::path::PathBuf;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::commands::{self, whole_program};
use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::manual::{FILES, STATUSES, VARIABLES};
use crate::output::write_out;

/// The day on which the manual was last looked over: the same page for the same program.
const WRITTEN: &str = "2026-11-29";

/// Print the manual as a man page
///
/// Of mi, or of a command: mi man lookup | man -l - . --dir writes all pages into a folder:
/// mi.1, mi-lookup.1 and so on.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The command
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Option<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("man")?;
    let mut program = whole_program();
    program.build();
    if let Some(folder) = &arguments.dir {
        let broken = |error: std::io::Error| Failure::Broken(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(broken)?;
        std::fs::write(folder.join("mi.1"), page(&program, None)?).map_err(broken)?;
        for command in program.get_subcommands() {
            let name = format!("mi-{}.1", command.get_name());
            std::fs::write(folder.join(name), page(&program, Some(command))?).map_err(broken)?;
        }
        return Ok(Status::Answered);
    }
    let command = match &arguments.command {
        None => None,
        Some(name) => Some(program.find_subcommand(name).ok_or_else(|| {
            let help = commands::nearest_command(name).map_or_else(
                || "`mi --help` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            Failure::usage(format!("no command `{name}`"), &help)
        })?),
    };
    write_out(&page(&program, command)?)?;
    Ok(Status::Answered)
}

/// The page of the program, or of one of its commands.
fn page(program: &clap::Command, command: Option<&clap::Command>) -> Result<String, Failure> {
    let name = command.map_or_else(|| "mi".to_owned(), |command| format!("mi-{}", command.get_name()));
    // A page is made once in the life of the process.
    let leaked: &'static str = Box::leak(name.clone().into_boxed_str());
    let shown = command.unwrap_or(program).clone().name(leaked).display_name(leaked);
    let shown = shown
        .bin_name(command.map_or_else(|| "mi".to_owned(), |command| format!("mi {}", command.get_name())));
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(shown)
        .title(name.to_uppercase())
        .date(WRITTEN)
        .source(format!("mi {version}"))
        .manual("mi manual");
    let mut text = Vec::new();
    let mut write = || -> std::io::Result<()> {
        man.render_title(&mut text)?;
        man.render_name_section(&mut text)?;
        man.render_synopsis_section(&mut text)?;
        man.render_description_section(&mut text)?;
        if command.is_none() {
            commands_section().to_writer(&mut text)?;
        }
        man.render_options_section(&mut text)?;
        for (heading, rows) in [("EXIT STATUS", STATUSES), ("FILES", FILES), ("ENVIRONMENT", VARIABLES)] {
            rows_section(heading, rows).to_writer(&mut text)?;
        }
        see_also(command.is_some()).to_writer(&mut text)
    };
    write().map_err(|error| Failure::Broken(format!("the page can't be written: {error}")))?;
    Ok(tidied(&String::from_utf8_lossy(&text)))
}

/// The page as linters want it: no empty lines nor blanks at the ends, each definition and each
/// break once, no line of text longer than 80 bytes.
fn tidied(page: &str) -> String {
    const LONGEST: usize = 80;
    let mut tidy = String::with_capacity(page.len());
    let mut before = "";
    for line in page.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        // Each part brings its own definition of the apostrophe.
        let is_definition = line.starts_with(".ie \\n(.g") || line.starts_with(".el .ds Aq");
        if is_definition && tidy.contains(line) || line == ".br" && before == ".br" {
            continue;
        }
        before = line;
        let mut used = 0;
        for word in line.split(' ') {
            // A line that begins with one of these is a request.
            let may_begin = !word.starts_with(['.', '\'']);
            if used > 0 && used + 1 + word.len() > LONGEST && may_begin && !line.starts_with('.') {
                tidy.push('\n');
                used = 0;
            } else if used > 0 {
                tidy.push(' ');
                used += 1;
            }
            tidy.push_str(word);
            used += word.len();
        }
        tidy.push('\n');
    }
    tidy
}

fn commands_section() -> Roff {
    let mut section = Roff::new();
    section.control("SH", ["COMMANDS"]);
    for (name, about) in commands::names() {
        section.control("TP", []);
        section.text([bold(format!("mi {name}"))]);
        section.text([roman(format!("{about}. See mi-{name}(1)."))]);
    }
    section
}

fn rows_section(heading: &str, rows: &[(&str, &str)]) -> Roff {
    let mut section = Roff::new();
    section.control("SH", [heading]);
    for (name, what) in rows {
        section.control("TP", []);
        section.text([bold(*name)]);
        section.text([roman(*what)]);
    }
    section
}

fn see_also(of_command: bool) -> Roff {
    let mut section = Roff::new();
    section.control("SH", ["SEE ALSO"]);
    let others: Vec<String> = if of_command {
        vec!["mi(1)".to_owned()]
    } else {
        commands::names().map(|(name, _)| format!("mi-{name}(1)")).collect()
    };
    section.text([roman(others.join(", "))]);
    section
}
