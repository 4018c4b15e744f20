//! Text laid out for a width, and styled. termimad lays out; styles travel through it as marks of
//! no width and become escapes afterwards, so that a style is one pair of escapes and never
//! reaches beyond its line. (termimad's own styles give each word its own pair and know four.)

use std::fmt::Write;

use mi_glossary::document::{Block, Document, Role, Span};
use termimad::minimad::{Composite, CompositeStyle, Compound, Line, Text};
use termimad::{CompositeKind, FmtLine, FmtText, MadSkin};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::render::push_clean;

/// The colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Palette {
    /// No escape at all.
    None,
    /// Colours that the terminal's own palette makes legible on dark and on light.
    Ansi,
}

impl Palette {
    /// Colours if `colored`.
    pub(crate) fn when(colored: bool) -> Self {
        if colored { Self::Ansi } else { Self::None }
    }
}

/// Narrowest width that termimad can lay a nested list out for; lines are cut beyond it.
const NARROWEST: usize = 16;

/// How far code and display maths are set in.
const INDENT: usize = 4;

/// Unicode's tag characters: no width, no use, and taken out of all text that comes in.
const MARKS: u32 = 0xE0020;
const END: char = '\u{E007F}';

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    role: u8,
    strong: bool,
    emphasis: bool,
}

/// The escapes of each role, by its number: text, aside, code, maths, term, link, title, heading.
const ESCAPES: [&str; 8] = ["", "2", "32", "", "4;36", "36", "1;4", "1;35"];
const TITLE: u8 = 6;
const HEADING: u8 = 7;

impl Style {
    fn of(span: &Span<'_>) -> Self {
        let role = match span.role {
            Role::Text => 0,
            Role::Aside => 1,
            Role::Code => 2,
            Role::Maths(_) => 3,
            Role::Term(_) => 4,
            Role::Paper(_) | Role::Link(_) => 5,
        };
        Self { role, strong: span.strong, emphasis: span.emphasis }
    }

    fn is_plain(self) -> bool {
        ESCAPES[usize::from(self.role)].is_empty() && !self.strong && !self.emphasis
    }

    /// The mark that begins this style.
    fn mark(self) -> char {
        let number = u32::from(self.role) << 2 | u32::from(self.strong) << 1 | u32::from(self.emphasis);
        char::from_u32(MARKS + number).unwrap_or(END)
    }

    fn from_mark(mark: char) -> Option<Self> {
        let number = u32::from(mark).checked_sub(MARKS).filter(|number| *number < 32)?;
        let role = u8::try_from(number >> 2).ok()?;
        Some(Self { role, strong: number & 2 != 0, emphasis: number & 1 != 0 })
    }

    fn push_escape(self, text: &mut String) {
        text.push_str("\x1b[0");
        for code in [
            ESCAPES[usize::from(self.role)],
            if self.strong { "1" } else { "" },
            if self.emphasis { "3" } else { "" },
        ] {
            if !code.is_empty() {
                let _ = write!(text, ";{code}");
            }
        }
        text.push('m');
    }
}

/// The document laid out in lines of at most `width` columns.
pub(crate) fn terminal(document: &Document<'_>, width: usize, palette: Palette) -> String {
    let sources: Vec<(Layout, String)> = lines(document, width);
    let text = Text { lines: sources.iter().map(|(layout, source)| line(*layout, source)).collect() };
    let skin = skin();
    let laid_out = FmtText::from_text(&skin, text, Some(width.max(NARROWEST)));
    finish(&written(&laid_out), width.max(1), palette)
}

/// The lines of a text laid out, marks and all. termimad's own writing would style each word
/// anew, at twice the cost of the layout.
fn written(laid_out: &FmtText<'_, '_>) -> String {
    let mut text = String::with_capacity(16 * 1024);
    for line in &laid_out.lines {
        if let FmtLine::Normal(line) = line {
            push_lead(line.kind, &mut text);
            for compound in &line.compounds {
                text.push_str(compound.src);
            }
        }
        text.push('\n');
    }
    text
}

/// What stands before the words of a line: a bullet, a number, a quote's mark, an indent. Its
/// width is what termimad left for it.
fn push_lead(kind: CompositeKind, text: &mut String) {
    let blanks = |count: usize, text: &mut String| text.extend(std::iter::repeat_n(' ', count));
    match kind {
        CompositeKind::ListItem(depth) => {
            blanks(usize::from(depth), text);
            text.push_str("• ");
        }
        CompositeKind::ListItemFollowUp(depth) => blanks(usize::from(depth) + 2, text),
        CompositeKind::OrderedListItem { level, index } => {
            blanks(usize::from(level), text);
            let _ = write!(text, "{index}. ");
        }
        CompositeKind::OrderedListItemFollowUp { level, index } => {
            blanks(usize::from(level) + index.to_string().len() + 2, text);
        }
        CompositeKind::Quote => text.push_str("│ "),
        CompositeKind::Paragraph | CompositeKind::Header(_) | CompositeKind::Code => {}
    }
}

/// How termimad is to treat a line.
#[derive(Clone, Copy)]
enum Layout {
    Wrapped,
    Item { depth: u8, number: Option<u16> },
    Quote,
    Code,
}

/// A skin without styles.
fn skin() -> MadSkin {
    let mut skin = MadSkin::no_style();
    skin.list_items_indentation_mode = termimad::ListItemsIndentationMode::Block;
    skin
}

fn line(layout: Layout, source: &str) -> Line<'_> {
    let style = match layout {
        Layout::Wrapped => CompositeStyle::Paragraph,
        Layout::Item { depth, number: None } => CompositeStyle::ListItem(depth * 2),
        Layout::Item { depth, number: Some(number) } => {
            CompositeStyle::OrderedListItem { level: depth * 2, index: u32::from(number) }
        }
        Layout::Quote => CompositeStyle::Quote,
        Layout::Code => CompositeStyle::Code,
    };
    // One compound a line: termimad may break between compounds, in the midst of a word.
    Line::Normal(Composite { style, compounds: vec![Compound::raw_str(source)] })
}

/// The document as lines with marks, an empty one where blocks are parted.
fn lines(document: &Document<'_>, width: usize) -> Vec<(Layout, String)> {
    let mut lines = Vec::with_capacity(2 * document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        if at > 0 && document.blocks[at - 1].parted_from(block) {
            lines.push((Layout::Wrapped, String::new()));
        }
        match block {
            Block::Heading(level, spans) => {
                let role = if *level == 1 { TITLE } else { HEADING };
                lines.push((Layout::Wrapped, heading(spans, role)));
            }
            Block::Paragraph(spans) | Block::Line(spans) => {
                lines.push((Layout::Wrapped, marked(spans)));
            }
            Block::Item { depth, number, spans } => {
                lines.push((Layout::Item { depth: *depth, number: *number }, marked(spans)));
            }
            Block::Quote(spans) => lines.push((Layout::Quote, marked(spans))),
            Block::Code { text, .. } => {
                let code = text.lines().map(|line| (Layout::Code, indented(line, &Role::Code)));
                lines.extend(code);
            }
            Block::Display { text, latex, drawn } => {
                // A drawing that is cut says nothing: it fits or the one line takes its place.
                let fits = drawn.lines().all(|line| INDENT + columns(line) <= width);
                let shown = if drawn.is_empty() || !fits { text } else { drawn };
                let maths = shown.lines().map(|line| (Layout::Code, indented(line, &Role::Maths(latex))));
                lines.extend(maths);
            }
        }
    }
    lines
}

/// A heading: its words in one style, asides in their own.
fn heading(spans: &[Span<'_>], role: u8) -> String {
    let mut text = String::new();
    for span in spans {
        let style = Style::of(span);
        let style = if style.role == 1 { style } else { Style { role, strong: false, emphasis: false } };
        text.push(style.mark());
        push_clean(&span.text, &mut text);
        text.push(END);
    }
    text
}

/// A line of code or display maths, set in by blanks.
fn indented(line: &str, role: &Role<'_>) -> String {
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let mut text = " ".repeat(INDENT + blanks);
    text.push_str(&marked(&[Span::new(&line[blanks..], role.clone())]));
    text
}

/// Spans with their styles as marks.
fn marked(spans: &[Span<'_>]) -> String {
    let bytes: usize = spans.iter().map(|span| span.text.len() + 16).sum();
    let mut text = String::with_capacity(bytes);
    for span in spans {
        let style = Style::of(span);
        if style.is_plain() {
            push_clean(&span.text, &mut text);
            continue;
        }
        text.push(style.mark());
        let (before, after) = span.bounds();
        text.push_str(before);
        push_clean(&span.text, &mut text);
        for part in after {
            push_clean(part, &mut text);
        }
        text.push(END);
    }
    text
}

/// Turns marks into escapes, takes blanks off the ends of lines, cuts what is still too wide.
fn finish(laid_out: &str, width: usize, palette: Palette) -> String {
    let mut text = String::with_capacity(2 * laid_out.len());
    let mut style: Option<Style> = None;
    for line in laid_out.lines() {
        if width < NARROWEST || has_rare_letters(line) {
            for piece in cut(line.trim_end(), width) {
                push_line(piece, &mut style, palette, &mut text);
            }
        } else {
            push_line(line, &mut style, palette, &mut text);
        }
    }
    text
}

/// Whether a line has letters of whose width termimad, with its older tables, may have another
/// opinion: any but those up to U+07FF, the signs from U+2000 to U+2FFF, and our marks.
fn has_rare_letters(line: &str) -> bool {
    line.bytes().fold(false, |rare, byte| rare | !matches!(byte, 0..0xE0 | 0xE2 | 0xF3))
}

/// One line, its styles begun behind its indent and ended with it; no blanks at its end.
fn push_line(line: &str, style: &mut Option<Style>, palette: Palette, text: &mut String) {
    let is_mark = |c| matches!(c, '\u{E0000}'..='\u{E0FFF}');
    let end = line.trim_end_matches(|c| c == ' ' || is_mark(c)).len();
    let mut rest = &line[..end];
    while !rest.is_empty() {
        // Marks, and nothing else that is left in, begin with this byte in UTF-8.
        let (run, after) = rest.split_at(rest.bytes().position(|byte| byte == 0xF3).unwrap_or(rest.len()));
        let words = run.trim_start_matches(' ');
        match style.filter(|_| palette == Palette::Ansi && !words.is_empty()) {
            Some(style) => {
                text.push_str(&run[..run.len() - words.len()]);
                style.push_escape(text);
                text.push_str(words);
                text.push_str("\x1b[0m");
            }
            None => text.push_str(run),
        }
        rest = after;
        if let Some(mark) = rest.chars().next() {
            *style = Style::from_mark(mark);
            rest = &rest[mark.len_utf8()..];
        }
    }
    // Marks behind the last word count for the next line.
    if let Some(mark) = line[end..].chars().rfind(|c| is_mark(*c)) {
        *style = Style::from_mark(mark);
    }
    text.push('\n');
}

/// `line` in pieces of at most `width` columns, cut between graphemes. Nearly always one piece.
fn cut(line: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        if columns(line) <= width {
            return Some(line);
        }
        let mut end = 0;
        let mut used = 0;
        for (at, grapheme) in line.grapheme_indices(true) {
            let wide = columns(grapheme);
            if used + wide > width && at > 0 {
                break;
            }
            used += wide;
            end = at + grapheme.len();
        }
        let (piece, left) = line.split_at(end);
        rest = (!left.is_empty()).then_some(left);
        Some(piece)
    })
}

/// The columns that a line takes, marks not counted.
fn columns(line: &str) -> usize {
    if line.is_ascii() { line.len() } else { line.width() }
}
