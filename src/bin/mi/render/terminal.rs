//! Text laid out for a width, and styled. termimad lays out; styles travel through it as marks of
//! no width and become escapes afterwards, so that a style is one pair of escapes and never
//! reaches beyond its line. (termimad's own styles give each word its own pair and know four.)

use std::fmt::Write;

use mi_glossary::document::{Block, Document, Role, Span};
use termimad::minimad::{Composite, CompositeStyle, Compound, Line, Text};
use termimad::{CompositeKind, FmtLine, FmtText, MadSkin};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::ascii::ascii;
use super::skin::{Meaning, Skin};
use crate::render::push_clean;

/// What a link leads to: the address of the term of an id.
pub(crate) type Addresses<'l> = &'l dyn Fn(&str) -> Option<String>;

/// What text looks like.
#[derive(Clone, Copy)]
pub(crate) struct Look<'l> {
    /// The colors; `None` for no escape at all.
    pub(crate) skin: Option<&'l Skin>,
    /// Where links lead, if they are to be clicked.
    pub(crate) links: Option<Addresses<'l>>,
    /// Whether all of it is to be ASCII.
    pub(crate) ascii: bool,
}

impl Look<'_> {
    /// Words alone.
    pub(crate) const BARE: Look<'static> = Look { skin: None, links: None, ascii: false };
}

/// Narrowest width that termimad can lay a nested list out for; lines are cut beyond it.
const NARROWEST: usize = 16;

/// How far code and display maths are set in.
const INDENT: usize = 4;

/// Unicode's tag characters: no width, no use, and taken out of all text that comes in. They
/// stand for styles, from here on; for the beginning of a link, whose number follows in four
/// hexadecimal digits; and for the ends of both.
const MARKS: u32 = 0xE0020;
const LINK: char = '\u{E0040}';
const DIGITS: u32 = 0xE0050;
const LINK_END: char = '\u{E007E}';
const END: char = '\u{E007F}';

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    role: u8,
    strong: bool,
    emphasis: bool,
}

impl Style {
    fn of(span: &Span<'_>) -> Self {
        let meaning = match span.role {
            Role::Text => Meaning::Text,
            Role::Aside => Meaning::Aside,
            Role::Code => Meaning::Code,
            Role::Maths(_) => Meaning::Maths,
            Role::Term(_) => Meaning::Term,
            Role::Paper(_) | Role::Link(_) => Meaning::Link,
        };
        Self { role: meaning as u8, strong: span.strong, emphasis: span.emphasis }
    }

    /// Whether no skin gives it a look.
    fn is_plain(self) -> bool {
        self.role == Meaning::Text as u8 && !self.strong && !self.emphasis
    }

    /// Whether it looks other than plain words in this skin.
    fn shows(self, skin: &Skin) -> bool {
        self.strong || self.emphasis || !skin.code(self.role).is_empty()
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

    fn push_escape(self, skin: &Skin, text: &mut String) {
        text.push_str("\x1b[0");
        for code in
            [skin.code(self.role), if self.strong { "1" } else { "" }, if self.emphasis { "3" } else { "" }]
        {
            if !code.is_empty() {
                let _ = write!(text, ";{code}");
            }
        }
        text.push('m');
    }
}

/// The document laid out in lines of at most `width` columns.
pub(crate) fn terminal(document: &Document<'_>, width: usize, look: Look<'_>) -> String {
    let plain;
    let document = if look.ascii {
        plain = ascii(document);
        &plain
    } else {
        document
    };
    let mut links = Links { addresses: look.links, targets: Vec::new() };
    let sources: Vec<(Layout, String)> = lines(document, width, &mut links);
    let text = Text { lines: sources.iter().map(|(layout, source)| line(*layout, source)).collect() };
    let skin = skin();
    let laid_out = FmtText::from_text(&skin, text, Some(width.max(NARROWEST)));
    let bullets = if look.ascii { ["* ", "| "] } else { ["• ", "│ "] };
    finish(&written(&laid_out, bullets), width.max(1), look.skin, &links.targets)
}

/// The links of a document, by number.
struct Links<'l> {
    addresses: Option<Addresses<'l>>,
    targets: Vec<String>,
}

impl Links<'_> {
    /// The marks that begin the link of a span, if it has one that is to be clicked.
    fn begin(&mut self, span: &Span<'_>) -> Option<String> {
        let addresses = self.addresses?;
        let target = match span.role {
            Role::Term(id) => addresses(id)?,
            Role::Paper(url) | Role::Link(url) => url.to_owned(),
            _ => return None,
        };
        let known = self.targets.iter().position(|known| *known == target);
        let number = known.unwrap_or_else(|| {
            self.targets.push(target);
            self.targets.len() - 1
        });
        // No document has 65,536 links; those beyond would lead nowhere.
        let number = u32::from(u16::try_from(number).unwrap_or(u16::MAX));
        let digits = [12, 8, 4, 0].map(|shift| char::from_u32(DIGITS + (number >> shift & 0xF)));
        let mut marks = String::from(LINK);
        marks.extend(digits.into_iter().flatten());
        Some(marks)
    }
}

/// The lines of a text laid out, marks and all. termimad's own writing would style each word
/// anew, at twice the cost of the layout.
fn written(laid_out: &FmtText<'_, '_>, bullets: [&str; 2]) -> String {
    let mut text = String::with_capacity(16 * 1024);
    for line in &laid_out.lines {
        if let FmtLine::Normal(line) = line {
            push_lead(line.kind, bullets, &mut text);
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
fn push_lead(kind: CompositeKind, [bullet, quote]: [&str; 2], text: &mut String) {
    let blanks = |count: usize, text: &mut String| text.extend(std::iter::repeat_n(' ', count));
    match kind {
        CompositeKind::ListItem(depth) => {
            blanks(usize::from(depth), text);
            text.push_str(bullet);
        }
        CompositeKind::ListItemFollowUp(depth) => blanks(usize::from(depth) + 2, text),
        CompositeKind::OrderedListItem { level, index } => {
            blanks(usize::from(level), text);
            let _ = write!(text, "{index}. ");
        }
        CompositeKind::OrderedListItemFollowUp { level, index } => {
            blanks(usize::from(level) + index.to_string().len() + 2, text);
        }
        CompositeKind::Quote => text.push_str(quote),
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
fn lines(document: &Document<'_>, width: usize, links: &mut Links<'_>) -> Vec<(Layout, String)> {
    let mut laid = Vec::with_capacity(2 * document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        if at > 0 && document.blocks[at - 1].parted_from(block) {
            laid.push((Layout::Wrapped, String::new()));
        }
        match block {
            Block::Heading(level, spans) => {
                let meaning = if *level == 1 { Meaning::Title } else { Meaning::Heading };
                laid.push((Layout::Wrapped, heading(spans, meaning as u8)));
            }
            Block::Paragraph(spans) | Block::Line(spans) => {
                laid.push((Layout::Wrapped, marked(spans, links)));
            }
            Block::Item { depth, number, spans } => {
                laid.push((Layout::Item { depth: *depth, number: *number }, marked(spans, links)));
            }
            Block::Quote(spans) => laid.push((Layout::Quote, marked(spans, links))),
            Block::Code { text, .. } => {
                let code = text.lines().map(|line| (Layout::Code, indented(line, &Role::Code)));
                laid.extend(code);
            }
            Block::Display { text, latex, drawn } => {
                // A drawing that is cut says nothing: it fits or the one line takes its place.
                let fits = drawn.lines().all(|line| INDENT + columns(line) <= width);
                let shown = if drawn.is_empty() || !fits { text } else { drawn };
                let maths = shown.lines().map(|line| (Layout::Code, indented(line, &Role::Maths(latex))));
                laid.extend(maths);
            }
        }
    }
    laid
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
    // A block of its own: nothing is put around it to show where it ends.
    text.push(Style::of(&Span::new("", role.clone())).mark());
    push_clean(&line[blanks..], &mut text);
    text.push(END);
    text
}

/// Spans with their styles as marks.
fn marked(spans: &[Span<'_>], links: &mut Links<'_>) -> String {
    let bytes: usize = spans.iter().map(|span| span.text.len() + 16).sum();
    let mut text = String::with_capacity(bytes);
    for span in spans {
        let style = Style::of(span);
        if style.is_plain() {
            push_clean(&span.text, &mut text);
            continue;
        }
        let link = links.begin(span);
        text.push_str(link.as_deref().unwrap_or_default());
        text.push(style.mark());
        let (before, after) = span.bounds();
        text.push_str(before);
        push_clean(&span.text, &mut text);
        for part in after {
            push_clean(part, &mut text);
        }
        text.push(END);
        if link.is_some() {
            text.push(LINK_END);
        }
    }
    text
}

/// Turns marks into escapes, takes blanks off the ends of lines, cuts what is still too wide.
fn finish(laid_out: &str, width: usize, skin: Option<&Skin>, targets: &[String]) -> String {
    let mut text = String::with_capacity(2 * laid_out.len());
    let mut pen = Pen { skin, targets, style: None, link: None, digits: None };
    for line in laid_out.lines() {
        if width < NARROWEST || has_rare_letters(line) {
            for piece in cut(line.trim_end(), width) {
                pen.line(piece, &mut text);
            }
        } else {
            pen.line(line, &mut text);
        }
    }
    text
}

/// Whether a line has letters of whose width termimad, with its older tables, may have another
/// opinion: any but those up to U+07FF, the signs from U+2000 to U+2FFF, and our marks.
fn has_rare_letters(line: &str) -> bool {
    line.bytes().fold(false, |rare, byte| rare | !matches!(byte, 0..0xE0 | 0xE2 | 0xF3))
}

/// What is in force while text is written; a mark changes it.
struct Pen<'l> {
    skin: Option<&'l Skin>,
    targets: &'l [String],
    style: Option<Style>,
    link: Option<usize>,
    /// The number of a link, as far as its digits were read, and how many those are.
    digits: Option<(usize, u8)>,
}

impl Pen<'_> {
    /// One line, its styles and links begun behind its indent and ended with it; no blanks at its
    /// end.
    fn line(&mut self, line: &str, text: &mut String) {
        let is_mark = |c| matches!(c, '\u{E0000}'..='\u{E0FFF}');
        let end = line.trim_end_matches(|c| c == ' ' || is_mark(c)).len();
        let mut rest = &line[..end];
        while !rest.is_empty() {
            // Marks, and nothing else that is left in, begin with this byte in UTF-8.
            let (run, after) =
                rest.split_at(rest.bytes().position(|byte| byte == 0xF3).unwrap_or(rest.len()));
            self.run(run, text);
            rest = after;
            if let Some(mark) = rest.chars().next() {
                self.take(mark);
                rest = &rest[mark.len_utf8()..];
            }
        }
        // Marks behind the last word count for the next line.
        line[end..].chars().filter(|c| is_mark(*c)).for_each(|mark| self.take(mark));
        text.push('\n');
    }

    /// A run of text with one look.
    fn run(&self, run: &str, text: &mut String) {
        let words = run.trim_start_matches(' ');
        let style = self.style.zip(self.skin).filter(|(style, skin)| style.shows(skin));
        let link = self.link.and_then(|number| Some((number, self.targets.get(number)?)));
        if words.is_empty() || style.is_none() && link.is_none() {
            text.push_str(run);
            return;
        }
        text.push_str(&run[..run.len() - words.len()]);
        if let Some((number, target)) = link {
            // The number joins the pieces of a link that was wrapped.
            let _ = write!(text, "\x1b]8;id=mi{number};{target}\x1b\\");
        }
        if let Some((style, skin)) = style {
            style.push_escape(skin, text);
        }
        text.push_str(words);
        if style.is_some() {
            text.push_str("\x1b[0m");
        }
        if link.is_some() {
            text.push_str("\x1b]8;;\x1b\\");
        }
    }

    /// Does what a mark says.
    fn take(&mut self, mark: char) {
        let digit = u32::from(mark).checked_sub(DIGITS).filter(|digit| *digit < 16);
        match (mark, digit, self.digits) {
            (LINK, ..) => self.digits = Some((0, 0)),
            (LINK_END, ..) => self.link = None,
            (_, Some(digit), Some((number, read))) => {
                let number = number << 4 | digit as usize;
                self.digits = (read < 3).then_some((number, read + 1));
                if read == 3 {
                    self.link = Some(number);
                }
            }
            _ => self.style = Style::from_mark(mark),
        }
    }
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
            // Marks that take a place of their own can make one letter of a whole line.
            if wide > width.max(2) {
                end = fitting(grapheme, width);
                break;
            }
        }
        let (piece, left) = line.split_at(end);
        rest = (!left.is_empty()).then_some(left);
        Some(piece)
    })
}

/// How many bytes of a grapheme fit so many columns: at least its first character.
fn fitting(grapheme: &str, width: usize) -> usize {
    let ends = grapheme.char_indices().map(|(at, c)| at + c.len_utf8());
    let first = grapheme.chars().next().map_or(0, char::len_utf8);
    ends.take_while(|end| columns(&grapheme[..*end]) <= width).last().unwrap_or(first)
}

/// The columns that a line takes, marks not counted.
fn columns(line: &str) -> usize {
    if line.is_ascii() { line.len() } else { line.width() }
}
