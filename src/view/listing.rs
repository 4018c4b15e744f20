//! Lists of terms and of sections.

use crate::document::{Block, Document, Span};
use crate::glossary::Glossary;
use crate::model::{ArchivedTerm, Kind, Level, Standing};
use crate::view;

/// How much of each term a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Ids, one a line.
    Ids,
    /// Names and sentences.
    Short,
    /// These and id, level, kind, year and standing.
    Long,
}

/// Whether a list is parted by section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// A heading for each section; the terms stand in reading order.
    BySection,
    /// One list.
    Flat,
}

/// The terms of these numbers.
#[must_use]
pub fn terms<'a>(
    glossary: &'a Glossary,
    numbers: &[u32],
    detail: Detail,
    grouping: Grouping,
) -> Document<'a> {
    let mut document = Document { blocks: Vec::with_capacity(numbers.len() + 32) };
    let mut section = None;
    for number in numbers {
        let term = glossary.term(*number);
        if detail == Detail::Ids {
            document.push(Block::Line(vec![Span::text(term.id.as_str())]));
            continue;
        }
        if grouping == Grouping::BySection && section != Some(&term.section) {
            section = Some(&term.section);
            let title = glossary.section(&term.section).map_or(term.section.as_str(), |s| s.title.as_str());
            document.push(Block::Heading(2, vec![Span::text(title)]));
        }
        let mut spans = view::named_short(term, usize::from(detail == Detail::Long));
        if detail == Detail::Long {
            spans.push(Span::aside(format!(" [{}]", marks(term))));
        }
        document.push(Block::Item { depth: 0, number: None, spans });
    }
    document
}

/// Id, level, kind, year and standing.
fn marks(term: &ArchivedTerm) -> String {
    let mut marks = vec![
        term.id.to_string(),
        Level::from(&term.level).word().to_owned(),
        Kind::from(&term.kind).word().to_owned(),
    ];
    marks.extend(term.since.as_ref().map(ToString::to_string));
    let standing = Standing::from(&term.standing);
    if standing != Standing::Established {
        marks.push(standing.word().to_owned());
    }
    marks.join(" · ")
}

/// The sections in reading order, each with its number of terms.
#[must_use]
pub fn sections(glossary: &Glossary) -> Document<'_> {
    let mut document = Document::default();
    for section in glossary.sections() {
        let count = glossary.terms().iter().filter(|term| term.section == section.id).count();
        let terms = if count == 1 { "term" } else { "terms" };
        let heading = vec![
            Span::text(section.title.as_str()),
            Span::aside(format!("  {} · {count} {terms}", section.id)),
        ];
        document.push(Block::Heading(2, heading));
        document.push(Block::Paragraph(vec![Span::text(section.about.as_str())]));
    }
    document
}
