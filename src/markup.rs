//! The dialect of the prose: text → blocks of spans. `data/README.md` describes it.
//! Knows no terms and no output: whether a link leads anywhere is for `check`.

use crate::maths;
use crate::model::{Block, Prose, Role, Span};
use crate::problem::Place;

/// What in the text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the text.
    pub place: Place,
    /// The broken rule, `markup` or `maths`.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What may have been meant.
    pub help: Option<String>,
}

/// A link found in the text: a term's id or a reference's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The id or key.
    pub target: String,
    /// Where in the text.
    pub place: Place,
    /// What sort of thing it leads to.
    pub to: LinkTo,
}

/// What a [`Link`] leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTo {
    /// A term.
    Term,
    /// A reference.
    Reference,
}

/// What parsing yields: as much as could be read, and all that could not.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The blocks.
    pub blocks: Prose,
    /// The links among them, in order.
    pub links: Vec<Link>,
    /// Everything that could not be read.
    pub faults: Vec<Fault>,
}

/// Reads a field of prose.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut parser = Blocks { parsed: Parsed::default(), open: None };
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        at = parser.line(&lines, at);
    }
    parser.close();
    parser.parsed
}

/// Reads one line: spans only, for `short`.
#[must_use]
pub fn parse_line(text: &str) -> (Vec<Span>, Vec<Link>, Vec<Fault>) {
    let mut spans = Spans::default();
    spans.read(&[(Place::START, text)]);
    (spans.done, spans.links, spans.faults)
}

/// The words of `spans`, with nothing but themselves.
#[must_use]
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Number of words of prose in `blocks`; code and display maths are none.
#[must_use]
pub fn count_words(blocks: &[Block]) -> usize {
    let words = |text: &str| text.split_whitespace().count();
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(spans) | Block::Item { spans, .. } | Block::Quote(spans) => {
                // A citation's text is filled in when shown: it counts for nothing. A link
                // without words of its own shows a name: count it as one.
                let named =
                    spans.iter().filter(|span| span.text.is_empty() && matches!(span.role, Role::Term(_)));
                words(&plain(spans)) + named.count()
            }
            Block::Code { .. } | Block::Display { .. } => 0,
        })
        .sum()
}

/// What sort of block the lines being gathered will become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gathering {
    Paragraph,
    Item { depth: u8, number: Option<u16> },
    Quote,
}

/// Gathers lines into blocks.
struct Blocks<'t> {
    parsed: Parsed,
    open: Option<(Gathering, Vec<(Place, &'t str)>)>,
}

impl<'t> Blocks<'t> {
    /// Reads the block or the line at `at`; returns the line to go on with.
    fn line(&mut self, lines: &[&'t str], at: usize) -> usize {
        let line = lines[at];
        let trimmed = line.trim_start();
        let indent = line.chars().take_while(|c| *c == ' ').count();
        if line.contains('\t') && !trimmed.starts_with("```") {
            self.fault(at, indent, "a tab in the prose", Some("use blanks"));
        }
        if trimmed.is_empty() {
            self.close();
        } else if trimmed.starts_with("```") {
            return self.code(lines, at, indent);
        } else if trimmed.starts_with("$$") {
            return self.display(lines, at, indent);
        } else if let Some((number, rest)) = item(trimmed) {
            self.item(at, indent, number, line, rest);
        } else if let Some(rest) = trimmed.strip_prefix('>') {
            let rest = rest.trim_start();
            self.gather(Gathering::Quote, at, line, rest);
        } else if trimmed.starts_with('#') && trimmed.trim_start_matches('#').starts_with(' ') {
            self.fault(at, indent, "a heading in the prose", Some("fields are the headings"));
        } else if trimmed.starts_with('|') {
            self.fault(at, indent, "a table in the prose", Some("use a list"));
        } else {
            match &mut self.open {
                Some((Gathering::Item { .. }, _)) if indent < 2 => {
                    self.fault(
                        at,
                        indent,
                        "a line after a list that belongs to no item",
                        Some("indent it by two blanks, or put an empty line before it"),
                    );
                }
                Some((Gathering::Item { .. } | Gathering::Paragraph, gathered)) => {
                    gathered.push((Place { line: at + 1, column: indent + 1 }, trimmed));
                }
                _ => self.gather(Gathering::Paragraph, at, line, trimmed),
            }
        }
        at + 1
    }

    /// Begins an item of a list.
    fn item(&mut self, at: usize, indent: usize, number: Option<u16>, line: &'t str, rest: &'t str) {
        let depth = match indent {
            0 | 1 => 0,
            2 | 3 => 1,
            _ => {
                self.fault(
                    at,
                    indent,
                    "a list nested too deep",
                    Some("one nested level, two or three blanks in"),
                );
                1
            }
        };
        self.close();
        self.gather(Gathering::Item { depth, number }, at, line, rest);
    }

    /// Adds `rest`, the end of line `at`, to a block of sort `wanted`.
    fn gather(&mut self, wanted: Gathering, at: usize, line: &'t str, rest: &'t str) {
        if self.open.as_ref().is_none_or(|(open, _)| *open != wanted) {
            self.close();
            self.open = Some((wanted, Vec::new()));
        }
        let column = line[..line.len() - rest.len()].chars().count() + 1;
        if let Some((_, gathered)) = &mut self.open {
            gathered.push((Place { line: at + 1, column }, rest));
        }
    }

    /// Ends the block being gathered.
    fn close(&mut self) {
        let Some((gathering, lines)) = self.open.take() else {
            return;
        };
        let mut spans = Spans::default();
        spans.read(&lines);
        self.parsed.links.append(&mut spans.links);
        self.parsed.faults.append(&mut spans.faults);
        let spans = spans.done;
        self.parsed.blocks.push(match gathering {
            Gathering::Paragraph => Block::Paragraph(spans),
            Gathering::Item { depth, number } => Block::Item { depth, number, spans },
            Gathering::Quote => Block::Quote(spans),
        });
    }

    /// Reads fenced code from line `at`.
    fn code(&mut self, lines: &[&str], at: usize, indent: usize) -> usize {
        self.close();
        let language = lines[at].trim().trim_start_matches('`').trim().to_owned();
        let mut text = Vec::new();
        for (number, line) in lines.iter().enumerate().skip(at + 1) {
            if line.trim() == "```" {
                self.parsed.blocks.push(Block::Code { language, text: text.join("\n") });
                return number + 1;
            }
            let cut = line.chars().take(indent).take_while(|c| *c == ' ').count();
            // Tabs have no width of their own in a terminal's layout.
            text.push(line[cut..].replace('\t', "    "));
        }
        self.fault(at, indent, "a code fence that is never closed", Some("close it with ```"));
        lines.len()
    }

    /// Reads display maths from line `at`.
    fn display(&mut self, lines: &[&str], at: usize, indent: usize) -> usize {
        self.close();
        let mut latex = String::new();
        for (number, line) in lines.iter().enumerate().skip(at) {
            let line = line.trim();
            let line = if number == at { &line[2..] } else { line };
            if let Some(end) = line.find("$$") {
                latex.push_str(&line[..end]);
                if !line[end + 2..].trim().is_empty() {
                    self.fault(number, 0, "words after `$$` on the same line", Some("start a new line"));
                }
                let latex = latex.trim().to_owned();
                match maths::to_formula(&latex) {
                    Ok(maths::Formula { text, drawn }) => {
                        self.parsed.blocks.push(Block::Display { latex, text, drawn });
                    }
                    Err(error) => self.parsed.faults.push(Fault {
                        place: Place { line: at + 1, column: indent + 1 },
                        rule: "maths",
                        message: error.message,
                        help: error.help,
                    }),
                }
                return number + 1;
            }
            latex.push_str(line);
            latex.push('\n');
        }
        self.fault(at, indent, "`$$` that is never closed", None);
        lines.len()
    }

    fn fault(&mut self, line: usize, indent: usize, message: &str, help: Option<&str>) {
        self.parsed.faults.push(Fault {
            place: Place { line: line + 1, column: indent + 1 },
            rule: "markup",
            message: message.to_owned(),
            help: help.map(str::to_owned),
        });
    }
}

/// `- words` or `1. words`: the number and the words.
fn item(line: &str) -> Option<(Option<u16>, &str)> {
    if let Some(rest) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((None, rest.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(". ")?;
    Some((Some(line[..digits].parse().ok()?), rest.trim_start()))
}

/// Reads the inline part of the dialect.
#[derive(Default)]
struct Spans {
    done: Vec<Span>,
    links: Vec<Link>,
    faults: Vec<Fault>,
    words: String,
    strong: Option<Place>,
    emphasis: Option<Place>,
}

/// The characters of a block with their places, lines joined by a blank.
struct Chars {
    all: Vec<(char, Place)>,
    at: usize,
}

impl Chars {
    fn new(lines: &[(Place, &str)]) -> Self {
        let mut all: Vec<(char, Place)> = Vec::new();
        for (number, (start, line)) in lines.iter().enumerate() {
            if number > 0 {
                all.push((' ', *start));
            }
            let placed = line
                .trim_end()
                .chars()
                .enumerate()
                .map(|(offset, c)| (c, Place { line: start.line, column: start.column + offset }));
            all.extend(placed);
        }
        Self { all, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.all.get(self.at + ahead).map(|(c, _)| *c)
    }

    /// What stands before the next unescaped `end`, which is passed; `None` if it never comes.
    fn until(&mut self, end: &str) -> Option<String> {
        let end: Vec<char> = end.chars().collect();
        let mut text = String::new();
        let mut at = self.at;
        while at < self.all.len() {
            let here = self.all[at..].iter().map(|(c, _)| *c);
            if here.clone().take(end.len()).eq(end.iter().copied()) {
                self.at = at + end.len();
                return Some(text);
            }
            let c = self.all[at].0;
            text.push(c);
            // In maths `\$` does not end it.
            if c == '\\' && end == ['$'] && at + 1 < self.all.len() {
                at += 1;
                text.push(self.all[at].0);
            }
            at += 1;
        }
        None
    }
}

impl Spans {
    fn read(&mut self, lines: &[(Place, &str)]) {
        let mut chars = Chars::new(lines);
        while let Some(&(c, place)) = chars.all.get(chars.at) {
            chars.at += 1;
            match c {
                '\\' => self.escape(&mut chars, place),
                '`' => self.delimited(&mut chars, place, "`", "code", |text| Ok((text, Role::Code))),
                '$' => self.delimited(&mut chars, place, "$", "maths", |latex| {
                    maths::to_unicode(&latex).map(|text| (text, Role::Maths(latex)))
                }),
                '*' if chars.peek(0) == Some('*') => {
                    chars.at += 1;
                    self.end_words();
                    self.strong = toggle(self.strong, place);
                }
                '*' => {
                    self.end_words();
                    self.emphasis = toggle(self.emphasis, place);
                }
                '[' => self.link(&mut chars, place),
                '!' if chars.peek(0) == Some('[') => {
                    self.fault(place, "an image in the prose", None);
                }
                c => self.words.push(c),
            }
        }
        self.end_words();
        for (open, mark) in [(self.strong, "**"), (self.emphasis, "*")] {
            if let Some(place) = open {
                self.fault(
                    place,
                    &format!("`{mark}` that is never closed"),
                    Some(&format!("write \\{mark} for a literal one")),
                );
            }
        }
    }

    fn escape(&mut self, chars: &mut Chars, place: Place) {
        match chars.peek(0) {
            Some(c) if c.is_ascii_punctuation() => {
                chars.at += 1;
                self.words.push(c);
            }
            _ => self.fault(
                place,
                "a backslash before something that needs none",
                Some("LaTeX goes between dollar signs; a literal backslash is \\\\"),
            ),
        }
    }

    /// Reads up to `mark` and adds what `make` makes of it.
    fn delimited(
        &mut self,
        chars: &mut Chars,
        place: Place,
        mark: &str,
        what: &str,
        make: impl Fn(String) -> Result<(String, Role), maths::MathsError>,
    ) {
        let Some(inner) = chars.until(mark) else {
            self.fault(
                place,
                &format!("{what} that is never closed: `{mark}`"),
                Some(&format!("write \\{mark} for a literal one")),
            );
            return;
        };
        if inner.trim().is_empty() {
            self.fault(place, &format!("empty {what}"), None);
            return;
        }
        match make(inner.clone()) {
            Ok((text, role)) => self.push(text, role),
            Err(error) => {
                let before = inner.get(..error.at).unwrap_or_default().chars().count();
                self.faults.push(Fault {
                    place: Place { line: place.line, column: place.column + 1 + before },
                    rule: "maths",
                    message: error.message,
                    help: error.help,
                });
            }
        }
    }

    /// Reads `[[id]]`, `[[id|words]]`, `[@key]` or `[words](address)` after its first bracket.
    fn link(&mut self, chars: &mut Chars, place: Place) {
        let (end, to) = match chars.peek(0) {
            Some('[') => ("]]", Some(LinkTo::Term)),
            Some('@') => ("]", Some(LinkTo::Reference)),
            _ => ("](", None),
        };
        let begin = chars.at;
        chars.at += usize::from(to.is_some());
        let Some(inner) = chars.until(end) else {
            chars.at = begin;
            self.fault(place, "`[` that opens no link", Some("write \\[ for a literal bracket"));
            return;
        };
        match to {
            Some(to) => self.known(to, &inner, place),
            None => match chars.until(")") {
                Some(url) if url.starts_with("https://") && !url.contains(char::is_whitespace) => {
                    self.push(inner, Role::Link(url));
                }
                Some(url) => self.fault(
                    place,
                    &format!("`{url}` is not an https address"),
                    Some("a term is [[id]], a paper [@key]"),
                ),
                None => self.fault(place, "a link whose address is never closed", None),
            },
        }
    }

    /// Adds links to what the glossary knows: a term, or one or more references parted by `;`.
    fn known(&mut self, to: LinkTo, inner: &str, place: Place) {
        if to == LinkTo::Term {
            let (id, text) = inner.split_once('|').unwrap_or((inner, ""));
            self.links.push(Link { target: id.to_owned(), place, to });
            self.push(text.to_owned(), Role::Term(id.to_owned()));
            return;
        }
        for (number, key) in inner.split(';').enumerate() {
            let key = key.trim().trim_start_matches('@').to_owned();
            if number > 0 {
                self.words.push_str(", ");
            }
            self.links.push(Link { target: key.clone(), place, to });
            self.push(String::new(), Role::Paper(key));
        }
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            let text = std::mem::take(&mut self.words);
            self.push_span(text, Role::Text);
        }
    }

    fn push(&mut self, text: String, role: Role) {
        self.end_words();
        self.push_span(text, role);
    }

    fn push_span(&mut self, text: String, role: Role) {
        let (strong, emphasis) = (self.strong.is_some(), self.emphasis.is_some());
        self.done.push(Span { text, role, strong, emphasis });
    }

    fn fault(&mut self, place: Place, message: &str, help: Option<&str>) {
        self.faults.push(Fault {
            place,
            rule: "markup",
            message: message.to_owned(),
            help: help.map(str::to_owned),
        });
    }
}

/// Opens or closes an emphasis.
fn toggle(open: Option<Place>, place: Place) -> Option<Place> {
    if open.is_some() { None } else { Some(place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Vec<Span> {
        let parsed = parse(text);
        assert_eq!(parsed.faults, [], "{text}");
        match parsed.blocks.as_slice() {
            [Block::Paragraph(spans)] => spans.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn faults(text: &str) -> Vec<String> {
        parse(text).faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        assert_eq!(plain(&one("a\nb")), "a b");
        assert_eq!(parse("a\n\nb").blocks.len(), 2);
    }

    #[test]
    fn spans_know_their_role() {
        let spans = one(
            "See [[ov-circuit|OV]] **and** `W_O` in $W_O$ [@elhage2021framework] or [this](https://a.b).",
        );
        let roles: Vec<&Role> = spans.iter().map(|span| &span.role).collect();
        assert!(matches!(roles[1], Role::Term(id) if id == "ov-circuit"));
        assert!(spans[3].strong && spans[3].text == "and");
        assert!(matches!(roles[5], Role::Code));
        assert!(matches!(roles[7], Role::Maths(latex) if latex == "W_O"));
        assert!(matches!(roles[9], Role::Paper(key) if key == "elhage2021framework"));
        assert!(matches!(roles[11], Role::Link(url) if url == "https://a.b"));
    }

    #[test]
    fn escapes_are_literal() {
        assert_eq!(plain(&one(r"2\*3\*4 costs \$5 \[x\] \\")), r"2*3*4 costs $5 [x] \");
    }

    #[test]
    fn lists_nest_once_and_go_on() {
        let parsed = parse("- a\n  more\n  - b\n1. c\n\nafter");
        assert_eq!(parsed.faults, []);
        let depths: Vec<Option<(u8, Option<u16>)>> = parsed
            .blocks
            .iter()
            .map(|block| match block {
                Block::Item { depth, number, .. } => Some((*depth, *number)),
                _ => None,
            })
            .collect();
        assert_eq!(depths, [Some((0, None)), Some((1, None)), Some((0, Some(1))), None]);
    }

    #[test]
    fn code_keeps_its_lines() {
        let parsed = parse("```python\nx = 1\n  y\n```\nend");
        let expected = Block::Code { language: "python".into(), text: "x = 1\n  y".into() };
        assert_eq!(parsed.blocks[0], expected);
        assert_eq!(parsed.blocks.len(), 2);
    }

    #[test]
    fn faults_name_their_place() {
        let parsed = parse("fine\nbut **bold");
        assert_eq!(parsed.faults[0].place, Place { line: 2, column: 5 });
        assert_eq!(faults("a `code"), ["code that is never closed: ```"]);
        assert_eq!(faults("# Title"), ["a heading in the prose"]);
        assert_eq!(faults("[x](http://a)"), ["`http://a` is not an https address"]);
        assert_eq!(faults("```\nx"), ["a code fence that is never closed"]);
        assert_eq!(faults("- a\nb"), ["a line after a list that belongs to no item"]);
        assert_eq!(parse("ok $\\nosuch x$").faults[0].rule, "maths");
    }

    #[test]
    fn nothing_panics() {
        let alphabet = [
            '*', '`', '$', '[', ']', '(', ')', '@', '|', '\\', '\n', ' ', 'a', '-', '>', '1', '.', '}', '{',
            '_', 'é',
        ];
        let mut seed = 1u64;
        for _ in 0..20_000 {
            let text: String = (0..12)
                .map(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    alphabet[usize::try_from(seed >> 33).unwrap_or(0) % alphabet.len()]
                })
                .collect();
            let _ = parse(&text);
        }
    }
}
