//! For terminals without Unicode: formulas as LaTeX, trees and bullets as plain signs, the rest as
//! near as its letters come.

use std::borrow::Cow;

use mi_glossary::document::{Block, Document, Role, Span};

/// A document in ASCII.
pub(crate) fn ascii<'a>(document: &Document<'a>) -> Document<'a> {
    let spans = |spans: &[Span<'a>]| spans.iter().map(span).collect::<Vec<_>>();
    let block = |block: &Block<'a>| match block {
        Block::Heading(level, text) => Block::Heading(*level, spans(text)),
        Block::Paragraph(text) => Block::Paragraph(spans(text)),
        Block::Line(text) => Block::Line(spans(text)),
        Block::Quote(text) => Block::Quote(spans(text)),
        Block::Item { depth, number, spans: text } => {
            Block::Item { depth: *depth, number: *number, spans: spans(text) }
        }
        Block::Code { language, text } => Block::Code { language, text: letters(text).into_owned().into() },
        // LaTeX is written in ASCII, and is what such a reader can paste elsewhere.
        Block::Display { latex, .. } => {
            Block::Code { language: "", text: letters(latex).into_owned().into() }
        }
    };
    Document { blocks: document.blocks.iter().map(block).collect() }
}

fn span<'a>(span: &Span<'a>) -> Span<'a> {
    let text = match span.role {
        Role::Maths(latex) if !span.text.is_ascii() => letters(latex).into_owned(),
        _ => letters(&span.text).into_owned(),
    };
    Span { text: text.into(), ..span.clone() }
}

/// Text in ASCII letters.
pub(crate) fn letters(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '├' | '│' | '▏' => plain.push('|'),
            '└' => plain.push('`'),
            '█' => plain.push('#'),
            '░' => plain.push('.'),
            '─' | '•' | '·' | '−' => plain.push('-'),
            '✓' | '×' => plain.push('x'),
            '…' => plain.push_str("..."),
            '→' => plain.push_str("->"),
            '←' => plain.push_str("<-"),
            '↓' => plain.push('v'),
            c if c.is_ascii() => plain.push(c),
            c => plain.push_str(deunicode::deunicode_char(c).unwrap_or("?").trim()),
        }
    }
    Cow::Owned(plain)
}
