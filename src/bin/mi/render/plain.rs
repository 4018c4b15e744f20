//! Text alone, for pipes: a paragraph is a line, links are their addresses.

use mi_glossary::document::{Block, Document, Span};

use crate::render::push_clean;

/// The document as text, with exactly one newline at the end unless it is empty.
pub(crate) fn plain(document: &Document<'_>) -> String {
    // Roughly what a list takes: growing means copying.
    let mut text = String::with_capacity(16 * 1024 + 160 * document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        if at > 0 && document.blocks[at - 1].parted_from(block) {
            text.push('\n');
        }
        push_block(block, &mut text);
        text.push('\n');
    }
    text
}

fn push_block(block: &Block<'_>, text: &mut String) {
    match block {
        Block::Heading(_, spans) | Block::Paragraph(spans) | Block::Line(spans) => {
            push_spans(spans, text);
        }
        Block::Item { depth, number, spans } => {
            for _ in 0..*depth {
                text.push_str("  ");
            }
            match number {
                Some(number) => {
                    text.push_str(&number.to_string());
                    text.push_str(". ");
                }
                None => text.push_str("- "),
            }
            push_spans(spans, text);
        }
        Block::Quote(spans) => {
            text.push_str("> ");
            push_spans(spans, text);
        }
        Block::Code { text: code, .. } => {
            for (at, line) in code.lines().enumerate() {
                if at > 0 {
                    text.push('\n');
                }
                if !line.is_empty() {
                    text.push_str("    ");
                    push_clean(line, text);
                }
            }
        }
        Block::Display { text: maths, .. } => {
            text.push_str("    ");
            push_clean(maths, text);
        }
    }
}

fn push_spans(spans: &[Span<'_>], text: &mut String) {
    for span in spans {
        let (before, after) = span.bounds();
        text.push_str(before);
        push_clean(&span.text, text);
        // Nearly all spans have nothing around them.
        for part in after.into_iter().take_while(|part| !part.is_empty()) {
            push_clean(part, text);
        }
    }
}
