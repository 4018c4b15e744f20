//! A way through the glossary: the entry that is read now, the way ahead, how far one is.

use crate::document::{Block, Document, Role, Span, Spans};
use crate::glossary::Glossary;
use crate::reading::{Course, Reason, WORDS_A_MINUTE, Way, minutes};
use crate::view::{self, entry};

/// What a way is called.
#[must_use]
pub fn title(glossary: &Glossary, way: &Way) -> String {
    match way.course {
        Course::Whole => "The whole glossary".to_owned(),
        Course::Section(at) => glossary.sections()[at].title.to_string(),
        Course::Term(number) => format!("What leads to {}", glossary.term(number).name),
        Course::Tour(at) => glossary.tours()[at].title.to_string(),
    }
}

/// The entry at place `at` of a way, with what leads there above it.
#[must_use]
pub fn page<'g>(glossary: &'g Glossary, way: &Way, at: usize, tangents: entry::Tangents) -> Document<'g> {
    let number = way.terms[at];
    let mut document = Document::default();
    let aside = |text: String| Block::Paragraph(vec![Span::aside(text)]);
    match (way.course, way.reason(glossary, at)) {
        (Course::Tour(tour), reason) => {
            if at == 0 {
                let tour = &glossary.tours()[tour];
                document.push(Block::Heading(2, vec![Span::text(tour.title.as_str())]));
                document.blocks.extend(view::prose(glossary, tour.introduction.as_slice()));
            }
            if let Reason::Bridge(bridge) = reason {
                document.push(Block::Quote(vec![Span::text(bridge)]));
            }
        }
        (_, Reason::Begins) => {
            if let Some(section) = glossary.section(&glossary.term(number).section) {
                document.push(Block::Heading(2, vec![Span::text(format!("Section: {}", section.title))]));
                document.push(Block::Paragraph(vec![Span::text(section.about.as_str())]));
            }
        }
        (_, Reason::NeededBy(later)) => {
            document.push(aside(format!("Read here because {} needs it.", glossary.term(later).name)));
        }
        _ => {}
    }
    document.blocks.extend(entry::whole(glossary, number, tangents).blocks);
    if let Course::Tour(tour) = way.course
        && at + 1 == way.terms.len()
    {
        document.push(Block::Heading(2, vec![Span::text("After the tour")]));
        document.blocks.extend(view::prose(glossary, glossary.tours()[tour].after.as_slice()));
    }
    document
}

/// What comes next and why, behind how far one is: one line.
#[must_use]
pub fn footer<'g>(glossary: &'g Glossary, way: &Way, at: usize, next: Option<usize>) -> Spans<'g> {
    let mut line = vec![Span::aside(format!("{} of {}", at + 1, way.terms.len()))];
    match next {
        None => line.push(Span::aside(" · the last one left")),
        Some(next) => {
            let term = glossary.term(way.terms[next]);
            line.push(Span::aside(" · next: "));
            line.push(view::term_link(term));
            line.extend(why(glossary, way, next).map(Span::aside));
        }
    }
    line
}

/// Why the term at `at` comes there, as words behind its name.
fn why(glossary: &Glossary, way: &Way, at: usize) -> Option<String> {
    match way.reason(glossary, at) {
        Reason::NeededBy(later) => Some(format!(", which {} needs", glossary.term(later).name)),
        Reason::Begins => {
            let section = glossary.section(&glossary.term(way.terms[at]).section)?;
            Some(format!(", where {} begins", section.title))
        }
        Reason::Ready => Some(", now that its ground is laid".to_owned()),
        Reason::Follows | Reason::Bridge(_) => None,
    }
}

/// The way ahead, with what is done.
#[must_use]
pub fn list<'g>(glossary: &'g Glossary, way: &Way, has_read: impl Fn(&str) -> bool) -> Document<'g> {
    let read = |number: &u32| has_read(&glossary.term(*number).id);
    let done = way.terms.iter().filter(|number| read(number)).count();
    let left = minutes(glossary, way.terms.iter().copied().filter(|number| !read(number)));
    let mut document = Document { blocks: Vec::with_capacity(way.terms.len() + 32) };
    document.push(Block::Heading(1, vec![Span::text(title(glossary, way))]));
    let length = format!("{} terms, {done} read; {}", way.terms.len(), left_in_words(left));
    document.push(Block::Paragraph(vec![Span::aside(length)]));
    for (at, number) in way.terms.iter().enumerate() {
        let term = glossary.term(*number);
        if way.course == Course::Whole && way.reason(glossary, at) == Reason::Begins {
            let title = glossary.section(&term.section).map_or("", |section| section.title.as_str());
            document.push(Block::Heading(2, vec![Span::text(title)]));
        }
        let mark = if read(number) { "✓ " } else { "" };
        let mut spans = vec![Span::aside(mark)];
        spans.extend(view::named_short(term, 1));
        match way.reason(glossary, at) {
            Reason::Bridge(bridge) => {
                spans = vec![
                    Span::aside(mark),
                    view::term_link(term).strong(),
                    Span::text(": "),
                    Span::text(bridge),
                ];
            }
            Reason::NeededBy(later) => {
                spans.push(Span::aside(format!(" ({} needs it)", glossary.term(later).name)));
            }
            _ => {}
        }
        document.push(Block::Item { depth: 0, number: u16::try_from(at + 1).ok(), spans });
    }
    document
}

/// A time to read, in words.
fn left_in_words(minutes: usize) -> String {
    let time = match minutes {
        0 => return "nothing left to read".to_owned(),
        1..=90 => format!("{minutes} minutes"),
        _ => format!("{} hours", (minutes + 30) / 60),
    };
    format!("about {time} left, at {WORDS_A_MINUTE} words a minute")
}

/// How far one is: a bar for each section, what was read lately, what is left of `way`.
#[must_use]
pub fn status<'g>(
    glossary: &'g Glossary,
    way: &Way,
    has_read: impl Fn(&str) -> bool,
    lately: &[(u32, String)],
) -> Document<'g> {
    const CELLS: usize = 20;
    let mut document = Document::default();
    let widest = glossary.sections().iter().map(|section| section.title.chars().count()).max().unwrap_or(0);
    let read = |number: &u32| has_read(&glossary.term(*number).id);
    for section in glossary.sections() {
        let all: Vec<&u32> =
            way.terms.iter().filter(|number| glossary.term(**number).section == section.id).collect();
        if all.is_empty() {
            continue;
        }
        let done = all.iter().filter(|number| read(number)).count();
        let full = done * CELLS / all.len();
        let title = section.title.as_str();
        document.push(Block::Line(vec![
            Span::text(format!("{title}{}", " ".repeat(widest - title.chars().count()))),
            Span::aside(format!("  {}{}  ", "█".repeat(full), "░".repeat(CELLS - full))),
            Span::text(format!("{done} of {}", all.len())),
        ]));
    }
    if !lately.is_empty() {
        document.push(Block::Heading(2, vec![Span::text("Read lately")]));
        for (number, when) in lately {
            document.push(Block::Line(vec![
                view::term_link(glossary.term(*number)),
                Span::aside(format!("  {when}")),
            ]));
        }
    }
    let done = way.terms.iter().filter(|number| read(number)).count();
    let left = minutes(glossary, way.terms.iter().copied().filter(|number| !read(number)));
    let whole = format!("{done} of {} terms read; {}.", way.terms.len(), left_in_words(left));
    document.push(Block::Paragraph(vec![Span::text(whole)]));
    document
}

/// A document with its links to terms numbered in the order in which they first occur, and their
/// ids in that order, to follow them by number.
#[must_use]
pub fn numbered(mut document: Document<'_>) -> (Document<'_>, Vec<String>) {
    let mut ids: Vec<String> = Vec::new();
    for block in &mut document.blocks {
        let (Block::Heading(_, spans)
        | Block::Paragraph(spans)
        | Block::Line(spans)
        | Block::Item { spans, .. }
        | Block::Quote(spans)) = block
        else {
            continue;
        };
        let mut with_numbers = Vec::with_capacity(spans.len());
        for span in std::mem::take(spans) {
            let id = if let Role::Term(id) = span.role { Some(id.to_owned()) } else { None };
            with_numbers.push(span);
            let Some(id) = id else { continue };
            let place = ids.iter().position(|known| *known == id).unwrap_or_else(|| {
                ids.push(id);
                ids.len() - 1
            });
            with_numbers.push(Span::aside(format!("[{}]", place + 1)));
        }
        *spans = with_numbers;
    }
    (document, ids)
}

/// The tours, in the order in which they are taken.
#[must_use]
pub fn tours(glossary: &Glossary, has_read: impl Fn(&str) -> bool) -> Document<'_> {
    let mut document = Document::default();
    for tour in glossary.tours() {
        let stops: Vec<u32> = tour.stops.iter().filter_map(|stop| glossary.number(&stop.term)).collect();
        let done = stops.iter().filter(|number| has_read(&glossary.term(**number).id)).count();
        let time = minutes(glossary, stops.iter().copied());
        document.push(Block::Heading(
            2,
            vec![
                Span::text(tour.title.as_str()),
                Span::aside(format!("  {} · {} stops, {done} read · {time} min", tour.id, stops.len())),
            ],
        ));
        document.push(Block::Paragraph(vec![Span::text(tour.about.as_str())]));
    }
    document.push(Block::Paragraph(vec![Span::aside("mi tour NAME begins one, and goes on with it.")]));
    document
}
