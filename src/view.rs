//! Answers → documents: one function for each sort of answer. Never searches.

pub mod entry;
pub mod hits;
pub mod listing;
pub mod map;
pub mod reading;
pub mod relations;

use crate::document::{Block, Role, Span, Spans};
use crate::glossary::Glossary;
use crate::model::{ArchivedBlock, ArchivedRole, ArchivedSpan, ArchivedTerm};

/// A term's name, as a link to it.
#[must_use]
pub fn term_link(term: &ArchivedTerm) -> Span<'_> {
    Span::new(term.name.as_str(), Role::Term(term.id.as_str()))
}

/// A term's name and its one sentence, with room for `more` spans behind.
#[must_use]
pub fn named_short(term: &ArchivedTerm, more: usize) -> Spans<'_> {
    let mut spans = Vec::with_capacity(3 + more);
    spans.extend([term_link(term).strong(), Span::text(": "), Span::text(term.short.as_str())]);
    spans
}

/// Prose with its links resolved: terms by their names, papers by their authors and year.
#[must_use]
pub fn prose<'a>(glossary: &'a Glossary, blocks: &'a [ArchivedBlock]) -> Vec<Block<'a>> {
    let resolved = |spans: &'a [ArchivedSpan]| spans.iter().map(|span| resolve(glossary, span)).collect();
    blocks
        .iter()
        .map(|block| match block {
            ArchivedBlock::Paragraph(spans) => Block::Paragraph(resolved(spans)),
            ArchivedBlock::Quote(spans) => Block::Quote(resolved(spans)),
            ArchivedBlock::Item { depth, number, spans } => Block::Item {
                depth: *depth,
                number: number.as_ref().map(|number| number.to_native()),
                spans: resolved(spans),
            },
            ArchivedBlock::Code { language, text } => Block::Code { language, text: text.as_str().into() },
            ArchivedBlock::Display { latex, text, drawn } => Block::Display { latex, text, drawn },
        })
        .collect()
}

/// One span with its link resolved.
fn resolve<'a>(glossary: &'a Glossary, span: &'a ArchivedSpan) -> Span<'a> {
    let text = span.text.as_str();
    let mut resolved = match &span.role {
        ArchivedRole::Text => Span::text(text),
        ArchivedRole::Code => Span::new(text, Role::Code),
        ArchivedRole::Maths(latex) => Span::new(text, Role::Maths(latex)),
        ArchivedRole::Link(url) => Span::new(text, Role::Link(url)),
        ArchivedRole::Term(id) => match glossary.number(id) {
            Some(number) if text.is_empty() => {
                Span::new(running(&glossary.term(number).name), Role::Term(id))
            }
            Some(_) => Span::new(text, Role::Term(id)),
            None => Span::text(if text.is_empty() { id.as_str() } else { text }),
        },
        ArchivedRole::Paper(key) => match glossary.reference(key) {
            Some(paper) => Span::new(paper.label.as_str(), Role::Paper(&paper.url)),
            None => Span::text(format!("[{key}]")),
        },
    };
    resolved.strong = span.strong;
    resolved.emphasis = span.emphasis;
    resolved
}

/// A name within a sentence: without its capital, unless more of its first word is capitals.
fn running(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    let word = name.split([' ', '-']).next().unwrap_or(name);
    let plain = word.chars().skip(1).all(char::is_lowercase);
    match first {
        Some(first) if plain && word.chars().count() > 1 => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::running;

    #[test]
    fn names_in_running_text_lose_a_mere_capital() {
        assert_eq!(running("Attention head"), "attention head");
        assert_eq!(running("OV circuit"), "OV circuit");
        assert_eq!(running("SoLU"), "SoLU");
        assert_eq!(running("K-composition"), "K-composition");
        assert_eq!(running("TransformerLens"), "TransformerLens");
    }
}
