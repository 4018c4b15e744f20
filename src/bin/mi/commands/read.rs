//! `mi read`: the glossary as a map, read from the top. `mi tour` goes the same ways.

use std::io::{self, IsTerminal};

use mi_glossary::document::{Block, Document, Span};
use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, Match, lookup};
use mi_glossary::model::Level;
use mi_glossary::reading::{Course, Way};
use mi_glossary::record::{PageRecord, StatusRecord, WayRecord};
use mi_glossary::view::entry::Tangents;
use mi_glossary::view::reading;

use super::filter::{find_section, level};
use crate::context::Context;
use crate::failure::{Failure, Status, say};
use crate::output::{Format, write_json};
use crate::progress::{Keeping, Progress, ago};
use crate::reader;

/// Read the glossary from the top, and go on where you were
///
/// The order is computed: sections in their order, and no term before what it needs. WHERE may be
/// a section, or a term: then what must be read first for it comes first, a curriculum made for
/// one word. On a terminal the entry is shown with keys to go on, back, and along its links
/// (? names them); elsewhere it is printed, and --next goes on. What was read is kept in the file
/// that `mi paths` names; `mi lookup` never touches it.
#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option that is given or not")]
pub(crate) struct Arguments {
    /// A section, or a term [default: the way that was read last]
    #[arg(value_name = "WHERE", conflicts_with = "whole")]
    place: Vec<String>,
    /// WHERE is a term, even if a section has the same name
    #[arg(short, long, requires = "place")]
    term: bool,
    /// The whole glossary, whatever was read last
    #[arg(long)]
    whole: bool,
    /// Only terms up to this level, and what they need: core is the short way
    #[arg(short, long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,
    #[command(flatten)]
    steps: Steps,
    /// How far you are: a bar for each section, what was read lately, the time left
    #[arg(long, group = "step")]
    status: bool,
    /// Mark a term as read
    #[arg(long, value_name = "TERM", group = "step", num_args = 1..)]
    mark: Vec<String>,
    /// Mark a term as not read
    #[arg(long, value_name = "TERM", group = "step", num_args = 1..)]
    unmark: Vec<String>,
    /// Forget everything that was read; asks on a terminal
    #[arg(long, group = "step")]
    reset: bool,
    /// Do not ask
    #[arg(short, long, requires = "reset")]
    yes: bool,
}

/// What `mi read` and `mi tour` do on a way.
#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option that is given or not")]
pub(crate) struct Steps {
    /// Mark the entry as read and show the next
    #[arg(short, long, group = "step")]
    next: bool,
    /// Show the entry before
    #[arg(short, long, group = "step")]
    back: bool,
    /// The way ahead, with what is done
    #[arg(long, group = "step")]
    list: bool,
    /// With keys, as on a terminal by default
    #[arg(short, long, group = "step", conflicts_with = "print")]
    interactive: bool,
    /// Print the entry, even on a terminal
    #[arg(short, long)]
    print: bool,
    /// Keep nothing and look at nothing that was kept
    #[arg(long)]
    no_state: bool,
}

impl Steps {
    /// What was read, as far as it is to be known.
    pub(super) fn progress(&self) -> Progress {
        Progress::open(if self.no_state { Keeping::Forgotten } else { Keeping::Kept })
    }

    /// Whether a step on a way is asked for.
    pub(super) fn is_step(&self) -> bool {
        self.next || self.back || self.list || self.interactive || self.print
    }

    /// Whether keys are wanted.
    fn with_keys(&self, context: &Context) -> Result<bool, Failure> {
        let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        if self.interactive && !terminal {
            return Err(Failure::usage(
                "keys need a terminal",
                "leave out --interactive, and go on with --next",
            ));
        }
        let stepping = self.next || self.back || self.print;
        Ok(self.interactive || terminal && !stepping && context.output.format == Format::Terminal)
    }
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("read")?;
    let glossary = context.glossary()?;
    let mut progress = arguments.steps.progress();
    if arguments.reset {
        return reset(arguments.yes, &mut progress);
    }
    if !arguments.mark.is_empty() || !arguments.unmark.is_empty() {
        return mark(&glossary, arguments, &mut progress, context);
    }
    let way = match way(&glossary, arguments, &progress, context)? {
        Ok(way) => way,
        Err(status) => return Ok(status),
    };
    if arguments.status {
        return status(&glossary, &way, &progress, context);
    }
    walk(&glossary, &way, &arguments.steps, &mut progress, context)
}

/// The way that is asked for: the one that was read last if none is.
fn way(
    glossary: &Glossary,
    arguments: &Arguments,
    progress: &Progress,
    context: &Context,
) -> Result<Result<Way, Status>, Failure> {
    let level = arguments.level.unwrap_or(Level::Advanced);
    let query = arguments.place.join(" ");
    if query.is_empty() {
        let fresh = arguments.whole || arguments.level.is_some() || arguments.status;
        let last = progress.state.last.as_deref().filter(|_| !fresh);
        // A way that is finished is not gone on with.
        let unfinished = |way: &Way| next_unread(glossary, way, progress, 0).is_some();
        let known = last.and_then(|name| named(glossary, name)).filter(unfinished);
        return Ok(Ok(known.unwrap_or_else(|| Way::new(glossary, Course::Whole, level))));
    }
    let section = find_section(glossary, &query);
    if let Some(at) = section.filter(|_| !arguments.term) {
        let term = lookup(glossary, &query, Guessing::Forbidden);
        if term.matched != Match::None {
            say(&format!("the section {}; for the term of this name: --term", glossary.sections()[at].title));
        }
        return Ok(Ok(Way::new(glossary, Course::Section(at), level)));
    }
    let term = super::path::one_term(glossary, &query, context)?;
    Ok(term.map(|number| Way::new(glossary, Course::Term(number), level)))
}

/// Shows the entry where the way was left, or the one before or behind it, or the whole way.
pub(super) fn walk(
    glossary: &Glossary,
    way: &Way,
    steps: &Steps,
    progress: &mut Progress,
    context: &Context,
) -> Result<Status, Failure> {
    if way.terms.is_empty() {
        say("no term on this way; --level advanced takes all");
        return Ok(Status::Nothing);
    }
    if steps.list {
        let has_read = |id: &str| progress.has_read(id);
        if context.output.is_json() {
            write_json(&WayRecord::all(glossary, way, has_read))?;
        } else {
            context.show(glossary, reading::list(glossary, way, has_read))?;
        }
        return Ok(Status::Answered);
    }
    let name = name(glossary, way);
    let left = progress.state.places.get(&name).and_then(|id| way.place(glossary.number(id)?));
    let at = match left {
        Some(at) if steps.next => {
            let id = glossary.term(way.terms[at]).id.as_str();
            progress.change(|state| state.mark(id))?;
            next_unread(glossary, way, progress, at)
        }
        Some(at) if steps.back => Some(at.saturating_sub(1)),
        // One that is finished begins again when it is asked for by name.
        Some(at) if at + 1 == way.terms.len() && next_unread(glossary, way, progress, at).is_none() => {
            Some(0)
        }
        Some(at) => Some(at),
        None => next_unread(glossary, way, progress, way.terms.len() - 1),
    };
    let Some(at) = at else {
        return finished(glossary, way, context);
    };
    keep_place(glossary, way, at, progress);
    if steps.with_keys(context)? {
        return reader::run(glossary, way, at, progress, context);
    }
    let next = next_unread(glossary, way, progress, at).filter(|next| *next != at);
    if context.output.is_json() {
        let read = progress.has_read(&glossary.term(way.terms[at]).id);
        write_json(&PageRecord::new(glossary, way, &name, (at, next), read))?;
        return Ok(Status::Answered);
    }
    let mut document = reading::page(glossary, way, at, Tangents::Mentioned);
    let mut footer = reading::footer(glossary, way, at, next);
    let command = if matches!(way.course, Course::Tour(_)) { "mi tour" } else { "mi read" };
    footer.push(Span::aside(format!(" · {command} --next")));
    document.push(Block::Paragraph(footer));
    context.show(glossary, document)?;
    Ok(Status::Answered)
}

/// Notes that the way is at place `at`.
pub(crate) fn keep_place(glossary: &Glossary, way: &Way, at: usize, progress: &mut Progress) {
    let id = glossary.term(way.terms[at]).id.as_str();
    let name = name(glossary, way);
    let there = progress.state.places.get(&name).is_some_and(|known| known == id);
    if there && progress.state.last.as_ref() == Some(&name) {
        return;
    }
    progress.note(|state| {
        state.places.insert(name.clone(), id.to_owned());
        state.last = Some(name.clone());
    });
}

/// The first place behind `at` that was not read, from the top if there is none behind.
pub(crate) fn next_unread(glossary: &Glossary, way: &Way, progress: &Progress, at: usize) -> Option<usize> {
    let unread = |at: &usize| !progress.has_read(&glossary.term(way.terms[*at]).id);
    (at + 1..way.terms.len()).find(unread).or_else(|| (0..=at).find(unread))
}

/// What a way is called in the file of what was read: `whole`, `section:training@core`.
fn name(glossary: &Glossary, way: &Way) -> String {
    let course = match way.course {
        Course::Whole => "whole".to_owned(),
        Course::Section(at) => format!("section:{}", glossary.sections()[at].id),
        Course::Term(number) => format!("term:{}", glossary.term(number).id),
        Course::Tour(at) => format!("tour:{}", glossary.tours()[at].id),
    };
    if way.level == Level::Advanced { course } else { format!("{course}@{}", way.level.word()) }
}

/// The way of this name, if the glossary still has what it is about.
fn named(glossary: &Glossary, name: &str) -> Option<Way> {
    let (course, level) = name.split_once('@').unwrap_or((name, Level::Advanced.word()));
    let (sort, id) = course.split_once(':').unwrap_or((course, ""));
    let course = match sort {
        "whole" => Course::Whole,
        "section" => Course::Section(glossary.sections().iter().position(|section| section.id == id)?),
        "term" => Course::Term(glossary.number(id)?),
        "tour" => Course::Tour(glossary.tours().iter().position(|tour| tour.id == id)?),
        _ => return None,
    };
    Some(Way::new(glossary, course, Level::from_word(level)?))
}

/// What to say at the end of a way.
fn finished(glossary: &Glossary, way: &Way, context: &Context) -> Result<Status, Failure> {
    if context.output.is_json() {
        write_json(&None::<PageRecord<'_>>)?;
        return Ok(Status::Answered);
    }
    let done = format!("{}: all {} terms read.", reading::title(glossary, way), way.terms.len());
    let further = match way.course {
        Course::Whole => "`mi random` shows one again; `mi read --reset` begins anew.",
        _ => "`mi read --whole` goes on through the whole glossary; `mi tour` lists the tours.",
    };
    let blocks = vec![Block::Line(vec![Span::text(done)]), Block::Line(vec![Span::text(further)])];
    context.show(glossary, Document { blocks })?;
    Ok(Status::Answered)
}

fn status(glossary: &Glossary, way: &Way, progress: &Progress, context: &Context) -> Result<Status, Failure> {
    let has_read = |id: &str| progress.has_read(id);
    let mut lately: Vec<(&String, &u64)> = progress.state.read.iter().collect();
    lately.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let lately: Vec<(u32, u64)> =
        lately.into_iter().filter_map(|(id, when)| Some((glossary.number(id)?, *when))).take(5).collect();
    if context.output.is_json() {
        write_json(&StatusRecord::new(glossary, way, has_read, &lately))?;
    } else {
        let lately: Vec<(u32, String)> =
            lately.into_iter().map(|(number, when)| (number, ago(when))).collect();
        context.show(glossary, reading::status(glossary, way, has_read, &lately))?;
    }
    Ok(Status::Answered)
}

/// Marks terms as read, or not.
fn mark(
    glossary: &Glossary,
    arguments: &Arguments,
    progress: &mut Progress,
    context: &Context,
) -> Result<Status, Failure> {
    let mut ids = Vec::new();
    let queries = arguments.mark.iter().chain(&arguments.unmark);
    for query in queries {
        // A mark that is guessed would be a mark that nobody set.
        let found = lookup(glossary, query, Guessing::Forbidden);
        let [number] = found.terms.as_slice() else {
            let status = if found.terms.is_empty() { Status::Nothing } else { Status::Several };
            say(&format!("no single term `{query}`; nothing was changed"));
            let close = lookup(glossary, query, Guessing::Allowed);
            let near: Vec<u32> = close
                .terms
                .into_iter()
                .chain(close.suggestions.iter().map(|close| close.term))
                .take(5)
                .collect();
            context.output.say(&mi_glossary::view::entry::choice(glossary, &near));
            return Ok(status);
        };
        ids.push(glossary.term(*number).id.as_str());
    }
    let read = !arguments.mark.is_empty();
    progress.change(|state| {
        for id in &ids {
            if read {
                state.mark(id);
            } else {
                state.read.remove(*id);
            }
        }
    })?;
    Ok(Status::Answered)
}

/// Forgets everything, once that is sure.
fn reset(sure: bool, progress: &mut Progress) -> Result<Status, Failure> {
    let count = progress.state.read.len();
    if !sure {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(Failure::usage(
                format!("--reset forgets {count} terms that were read"),
                "say --yes if that is meant",
            ));
        }
        crate::failure::ask(&format!("Forget {count} terms that were read? [y/N] "));
        let mut answer = String::new();
        io::stdin()
            .read_line(&mut answer)
            .map_err(|error| Failure::Broken(format!("stdin can't be read: {error}")))?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            say("nothing was changed");
            return Ok(Status::Answered);
        }
    }
    progress.change(|state| {
        state.last = None;
        state.places.clear();
        state.read.clear();
    })?;
    say(&format!("{count} terms are unread again"));
    Ok(Status::Answered)
}
