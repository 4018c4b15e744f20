//! Documents → text. Knows no term; drops what could steer a terminal.

mod ascii;
mod plain;
mod skin;
mod terminal;

pub(crate) use ascii::{ascii, letters};
pub(crate) use plain::plain;
pub(crate) use skin::{Meaning, Skin};
pub(crate) use terminal::{Addresses, Look, terminal};

use mi_glossary::load::is_control;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Appends `text` without control and bidirectional characters; newlines and tabs stay.
pub(crate) fn push_clean(text: &str, to: &mut String) {
    // Nearly all text is clean.
    if is_clean(text.as_bytes()) {
        to.push_str(text);
    } else {
        to.extend(text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_control(*c)));
    }
}

/// The first `columns` columns of a line with escapes; a style that is cut off is ended.
pub(crate) fn first_columns(line: &str, columns: usize) -> String {
    let mut cut = String::with_capacity(line.len());
    let (mut used, mut rest) = (0, line);
    while let Some(first) = rest.chars().next() {
        let escape = if first == '\x1b' { escape(rest) } else { None };
        let piece = &rest[..escape.unwrap_or_else(|| rest.graphemes(true).next().map_or(1, str::len))];
        let wide = if escape.is_some() { 0 } else { piece.width() };
        if used + wide > columns {
            if line.contains('\x1b') {
                cut.push_str("\x1b[0m\x1b]8;;\x1b\\");
            }
            break;
        }
        used += wide;
        cut.push_str(piece);
        rest = &rest[piece.len()..];
    }
    cut
}

/// The length of the escape that `text` begins with: a style's or a link's.
fn escape(text: &str) -> Option<usize> {
    let end = if text.starts_with("\x1b]") { "\x1b\\" } else { "m" };
    text.get(1..)?.find(end).map(|at| at + 1 + end.len())
}

/// Whether UTF-8 has no character that [`is_control`]. The least and the greatest byte settle it
/// for printable ASCII, which is nearly all, many bytes in one instruction.
fn is_clean(text: &[u8]) -> bool {
    let least = text.iter().fold(u8::MAX, |least, byte| least.min(*byte));
    let greatest = text.iter().fold(0, |greatest, byte| greatest.max(*byte));
    let printable = |byte: u8| (b' '..=b'~').contains(&byte);
    printable(least) && printable(greatest)
        || (0..text.len()).all(|at| printable(text[at]) || !begins_control(&text[at..]))
}

/// Whether a text that goes on with these bytes has a control character here.
fn begins_control(bytes: &[u8]) -> bool {
    let next = |ahead: usize| bytes.get(ahead).copied().unwrap_or_default();
    match next(0) {
        b'\n' | b'\t' => false,
        0..0x20 | 0x7F => true,
        0xC2 => next(1) < 0xA0,
        0xD8 => next(1) == 0x9C,
        0xE2 => matches!((next(1), next(2)), (0x80, 0x8E..=0x8F | 0xAA..=0xAE) | (0x81, 0xA6..=0xA9)),
        0xF3 => next(1) == 0xA0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use mi_glossary::document::{Block, Document, Role, Span};
    use mi_glossary::glossary::Glossary;
    use mi_glossary::view::entry::{Tangents, whole};
    use proptest::prelude::*;

    use super::*;

    /// Text without the escapes that styles are.
    fn stripped(text: &str) -> String {
        let mut rest = text;
        let mut plain = String::new();
        while let Some(at) = rest.find('\u{1b}') {
            plain.push_str(&rest[..at]);
            rest = &rest[at + escape(&rest[at..]).expect("an escape ends")..];
        }
        plain + rest
    }

    /// The words alone, to compare what is laid out with what is not.
    fn words(text: &str) -> Vec<String> {
        let lead = |word: &&str| !matches!(*word, "•" | "-" | "│" | ">");
        text.split_whitespace().filter(lead).map(str::to_owned).collect()
    }

    fn check(document: &Document<'_>, width: usize) {
        let addresses = |id: &str| Some(format!("https://example.org/{id}"));
        let skin = Skin::ansi();
        let look = Look { skin: Some(&skin), links: Some(&addresses), ascii: false };
        let colored = terminal(document, width, look);
        let bare = terminal(document, width, Look::BARE);
        let plain = terminal(document, width, Look { ascii: true, ..Look::BARE });
        assert!(plain.is_ascii(), "{:?}", plain.lines().find(|line| !line.is_ascii()));
        assert!(plain.lines().all(|line| line.len() <= width), "ASCII at {width}");
        assert_eq!(stripped(&colored), bare, "stripping escapes yields the plain text at {width}");
        for (line, colored) in bare.lines().zip(colored.lines()) {
            // A letter two columns wide can't be kept to one.
            assert!(line.width() <= width.max(2), "{} columns of {width}: {line:?}", line.width());
            assert!(!line.ends_with(' '), "{line:?}");
            let escapes = colored.matches("\u{1b}[0;").count();
            assert_eq!(escapes, colored.matches("\u{1b}[0m").count(), "a style ends with its line");
            let links = colored.matches("\u{1b}]8;id=").count();
            assert_eq!(links, colored.matches("\u{1b}]8;;\u{1b}\\").count(), "a link ends with its line");
        }
        assert!(!bare.chars().any(|c| c != '\n' && is_control(c)), "a control character got out");
    }

    #[test]
    fn every_entry_fits_its_width() {
        let glossary = Glossary::bundled();
        for (number, _) in (0u32..).zip(glossary.terms()) {
            let document = whole(&glossary, number, Tangents::Shown);
            for width in [24, 60, 80, 90, 120] {
                check(&document, width);
            }
            // What is laid out has the words of what is not, but where maths is drawn.
            let undrawn = Document { blocks: document.blocks.into_iter().map(undrawn).collect() };
            let wide = terminal(&undrawn, 100_000, Look::BARE);
            assert_eq!(words(&wide), words(&plain(&undrawn)), "{}", glossary.term(number).id);
        }
    }

    /// The block without its drawing.
    fn undrawn(block: Block<'_>) -> Block<'_> {
        match block {
            Block::Display { latex, text, .. } => Block::Display { latex, text, drawn: "" },
            block => block,
        }
    }

    /// All formulas of the glossary that are drawn.
    fn drawn(glossary: &Glossary) -> Vec<Block<'_>> {
        let entries =
            (0u32..).zip(glossary.terms()).map(|(number, _)| whole(glossary, number, Tangents::Shown));
        let is_drawn = |block: &Block<'_>| matches!(block, Block::Display { drawn, .. } if !drawn.is_empty());
        entries.flat_map(|entry| entry.blocks).filter(is_drawn).collect()
    }

    #[test]
    fn drawn_maths_fits_or_is_one_line() {
        let glossary = Glossary::bundled();
        let blocks = drawn(&glossary);
        assert!(blocks.len() > 40, "{} formulas are drawn", blocks.len());
        for block in blocks {
            let Block::Display { text, drawn, .. } = block else { unreachable!("only drawings are here") };
            assert!(!drawn.chars().any(|c| c != '\n' && is_control(c)), "{drawn}");
            assert!(drawn.lines().count() > 1, "{drawn}");
            let widest = drawn.lines().map(UnicodeWidthStr::width).max().unwrap_or_default();
            assert!(widest <= 75, "no drawing at 80 columns of: {text}");
            let document = Document { blocks: vec![block] };
            let indented: String =
                drawn.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
            assert_eq!(terminal(&document, 4 + widest, Look::BARE), indented);
            // One column less, and it is the line, broken as any.
            let narrow = terminal(&document, 3 + widest, Look::BARE);
            assert_eq!(words(&narrow).concat(), words(text).concat());
        }
    }

    #[test]
    fn every_width_is_kept() {
        let glossary = Glossary::bundled();
        let entry = whole(&glossary, glossary.number("superposition").expect("a term"), Tangents::Shown);
        let hostile = Document { blocks: hostile(HOSTILE) };
        let maths = Document { blocks: drawn(&glossary) };
        for width in 1..=200 {
            check(&entry, width);
            check(&maths, width);
            check(&hostile, width);
        }
    }

    const HOSTILE: &str = "漢字カタカナ한국어 and 👩‍👩‍👧‍👦 e\u{301}\u{301} \u{1b}[31mred\u{7} \u{202e}drow \
        aVeryLongWordThatHasNoPlaceToBreakAtAllAndGoesOn https://example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p \u{E0041}\u{E007F}x \u{200b}z \u{11300}ெ\u{11300}ெ\u{11300}ெ\u{11300}ெ";

    /// A block of each sort, made of `text`.
    fn hostile(text: &str) -> Vec<Block<'_>> {
        let spans = || {
            vec![
                Span::text(text),
                Span::new(text, Role::Term("id")).strong(),
                Span::new(text, Role::Paper("https://a.b")),
                Span { emphasis: true, ..Span::new(text, Role::Code) },
            ]
        };
        vec![
            Block::Heading(1, spans()),
            Block::Heading(2, spans()),
            Block::Paragraph(spans()),
            Block::Item { depth: 0, number: None, spans: spans() },
            Block::Item { depth: 1, number: Some(12_345), spans: spans() },
            Block::Quote(spans()),
            Block::Code { language: "", text: text.into() },
            Block::Display { latex: "", text, drawn: "" },
            Block::Display { latex: "", text: "x", drawn: text },
            Block::Line(spans()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_fits(text in "\\PC{0,120}", width in 1usize..100) {
            // Blanks of other widths are a matter of their own.
            let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
            check(&Document { blocks: hostile(&text) }, width);
            let _ = plain(&Document { blocks: hostile(&text) });
        }
    }

    #[test]
    fn bytes_tell_what_characters_do() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let expected = is_control(c) && !matches!(c, '\n' | '\t');
            for text in [text.clone(), format!("{text}seven77"), format!("and eight{text}")] {
                assert_eq!(is_clean(text.as_bytes()), !expected, "{text:?}");
            }
        }
    }

    #[test]
    fn control_characters_do_not_get_out() {
        let text = plain(&Document { blocks: hostile(HOSTILE) });
        assert!(!text.chars().any(|c| c != '\n' && is_control(c)), "{text:?}");
        assert!(text.contains("[31mred drow"), "{text:?}");
    }
}
