//! What a search found.

use crate::document::{Block, Document, Span};
use crate::glossary::Glossary;
use crate::postings::Source;
use crate::search::Hit;
use crate::search::snippet::{Marks, snippet};
use crate::view;

/// The hits, each with its sentence and the passage that matched, the words sought in it strong.
#[must_use]
pub fn hits<'a>(glossary: &'a Glossary, query: &str, hits: &[Hit]) -> Document<'a> {
    let marks = Marks::new(query);
    let mut document = Document::default();
    for hit in hits {
        let found = snippet(glossary, hit, &marks);
        let spans = view::named_short(glossary.term(hit.term), 0);
        document.push(Block::Item { depth: 0, number: None, spans });
        if found.source == Source::Short || !found.pieces.iter().any(|piece| piece.marked) {
            continue;
        }
        let mut spans = Vec::with_capacity(found.pieces.len());
        for piece in found.pieces {
            let span = Span::text(piece.text);
            spans.push(if piece.marked { span.strong() } else { span });
        }
        document.push(Block::Item { depth: 1, number: None, spans });
    }
    document
}
