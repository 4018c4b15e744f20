//! Documents as Markdown: links to terms lead to `mi:<id>`, maths is LaTeX between dollar signs.

use std::fmt::Write;

use crate::document::{Block, Role, Span};

/// The blocks as Markdown, without a newline at the end.
#[must_use]
pub fn write(blocks: &[Block<'_>]) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            let before = &blocks[at - 1];
            let together = matches!((before, block), (Block::Item { .. }, Block::Item { .. }));
            // Two blanks at the end of a line keep the next from being joined to it.
            let line = matches!((before, block), (Block::Line(_), Block::Line(_)));
            text.push_str(if line {
                "  \n"
            } else if together {
                "\n"
            } else {
                "\n\n"
            });
        }
        push_block(block, &mut text);
    }
    text
}

fn push_block(block: &Block<'_>, text: &mut String) {
    match block {
        Block::Heading(level, spans) => {
            for _ in 0..*level {
                text.push('#');
            }
            text.push(' ');
            push_spans(spans, text);
        }
        Block::Paragraph(spans) | Block::Line(spans) => push_spans(spans, text),
        Block::Item { depth, number, spans } => {
            for _ in 0..*depth {
                text.push_str("   ");
            }
            match number {
                Some(number) => {
                    let _ = write!(text, "{number}. ");
                }
                None => text.push_str("- "),
            }
            push_spans(spans, text);
        }
        Block::Quote(spans) => {
            text.push_str("> ");
            push_spans(spans, text);
        }
        Block::Code { language, text: code } => {
            // A fence longer than any run of backticks in the code.
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            let _ = write!(text, "{fence}{language}\n{code}\n{fence}");
        }
        Block::Display { latex, .. } => {
            let _ = write!(text, "$$\n{latex}\n$$");
        }
    }
}

/// The spans as one line of Markdown.
fn push_spans(spans: &[Span<'_>], text: &mut String) {
    for span in spans {
        let (strong, emphasis) = (span.strong, span.emphasis);
        let marks = match (strong, emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        // Blanks stay outside the marks, where Markdown wants them.
        let inner = span.text.trim();
        let begin = span.text.len() - span.text.trim_start().len();
        let end = span.text.trim_end().len().max(begin);
        text.push_str(&span.text[..begin]);
        if !inner.is_empty() {
            text.push_str(marks);
            push_role(inner, &span.role, text);
            text.push_str(marks);
        }
        text.push_str(&span.text[end..]);
    }
}

fn push_role(inner: &str, role: &Role<'_>, text: &mut String) {
    let _ = match role {
        Role::Text | Role::Aside => {
            push_escaped(inner, text);
            Ok(())
        }
        Role::Code if inner.contains('`') => write!(text, "`` {inner} ``"),
        Role::Code => write!(text, "`{inner}`"),
        Role::Maths(latex) => write!(text, "${latex}$"),
        Role::Term(id) => {
            text.push('[');
            push_escaped(inner, text);
            write!(text, "](mi:{id})")
        }
        Role::Link(url) if *url == inner => write!(text, "<{url}>"),
        Role::Link(url) | Role::Paper(url) => {
            text.push('[');
            push_escaped(inner, text);
            write!(text, "]({})", url.replace('(', "%28").replace(')', "%29"))
        }
    };
}

/// `inner` with what Markdown would take for markup escaped.
fn push_escaped(inner: &str, text: &mut String) {
    for c in inner.chars() {
        if matches!(c, '*' | '_' | '`' | '[' | ']' | '\\' | '<' | '$') {
            text.push('\\');
        }
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_become_markdown() {
        let spans = vec![
            Span::text("a * b "),
            Span::new("heads", Role::Term("attention-head")).strong(),
            Span::new("Wₒ", Role::Maths("W_o")),
            Span::new("X 2020", Role::Paper("https://a.b/(c)")),
        ];
        let expected = r"a \* b **[heads](mi:attention-head)**$W_o$[X 2020](https://a.b/%28c%29)";
        assert_eq!(write(&[Block::Paragraph(spans)]), expected);
    }

    #[test]
    fn items_stand_together_and_paragraphs_apart() {
        let item = |depth| Block::Item { depth, number: None, spans: vec![Span::text("x")] };
        let blocks = [item(0), item(1), Block::Paragraph(vec![Span::text("y")])];
        assert_eq!(write(&blocks), "- x\n   - x\n\ny");
    }
}
