//! A term, whole or in parts, and what to say when there is none.

use crate::document::{Block, Document, Role, Span, Spans};
use crate::glossary::Glossary;
use crate::index::Relation;
use crate::lookup::Found;
use crate::model::{ArchivedTerm, Field, Kind, Level, Standing};
use crate::view;

/// A part of an entry that can be asked for by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its id.
    Id,
    /// Its name.
    Name,
    /// Other names.
    Aliases,
    /// Symbols.
    Symbols,
    /// Names in code.
    Code,
    /// Its section.
    Section,
    /// Level, kind, year and standing.
    Facts,
    /// The tensor's shape.
    Shape,
    /// The one sentence.
    Short,
    /// A field of the prose.
    Prose(Field),
    /// How someone asks for it.
    Asks,
    /// The relations of one sort.
    Relation(Relation),
    /// The sources.
    References,
}

impl Part {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Self; 23] = [
        Self::Id,
        Self::Name,
        Self::Aliases,
        Self::Symbols,
        Self::Code,
        Self::Section,
        Self::Facts,
        Self::Shape,
        Self::Short,
        Self::Prose(Field::Definition),
        Self::Prose(Field::Matters),
        Self::Prose(Field::Intuition),
        Self::Prose(Field::Pitfalls),
        Self::Prose(Field::Example),
        Self::Prose(Field::Tangent),
        Self::Asks,
        Self::Relation(Relation::Needs),
        Self::Relation(Relation::Broader),
        Self::Relation(Relation::Narrower),
        Self::Relation(Relation::Contrasts),
        Self::Relation(Relation::Related),
        Self::Relation(Relation::NeededBy),
        Self::References,
    ];

    /// The part that a word names.
    ///
    /// # Errors
    /// What the parts are, if the word names none.
    pub fn named(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|part| part.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|part| part.word()).collect();
            format!("the parts are {}", words.join(", "))
        })
    }

    /// Its name in arguments and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Aliases => "aliases",
            Self::Symbols => "symbols",
            Self::Code => "code",
            Self::Section => "section",
            Self::Facts => "facts",
            Self::Shape => "shape",
            Self::Short => "short",
            Self::Prose(field) => field.word(),
            Self::Asks => "asks",
            Self::Relation(relation) => relation.word(),
            Self::References => "references",
        }
    }
}

/// Whether what may be skipped is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tangents {
    /// Only a word that there is one.
    Mentioned,
    /// In full.
    Shown,
}

/// A whole entry.
#[must_use]
pub fn whole(glossary: &Glossary, number: u32, tangents: Tangents) -> Document<'_> {
    let term = glossary.term(number);
    let mut document = Document { blocks: Vec::with_capacity(64) };
    document.push(Block::Heading(1, vec![Span::text(term.name.as_str())]));
    document.push(Block::Line(facts(glossary, term)));
    for line in other_names(term) {
        document.push(Block::Line(line));
    }
    document.push(Block::Paragraph(vec![Span::text(term.short.as_str()).strong()]));
    for field in Field::ALL {
        let shown = *field != Field::Tangent || tangents == Tangents::Shown;
        let blocks = glossary.prose(number, *field);
        if blocks.is_empty() || !shown {
            continue;
        }
        document.push(Block::Heading(2, vec![Span::text(heading(*field))]));
        document.blocks.extend(view::prose(glossary, blocks));
    }
    if tangents == Tangents::Mentioned && !glossary.prose(number, Field::Tangent).is_empty() {
        document.push(Block::Paragraph(vec![Span::aside("There is a tangent: --full shows it.")]));
    }
    footer(glossary, number, &mut document);
    let references = references(glossary, term);
    if !references.is_empty() {
        document.push(Block::Heading(2, vec![Span::text("References")]));
        document.blocks.extend(references);
    }
    document
}

/// The chosen parts of an entry; with headings only if there are several.
#[must_use]
pub fn parts<'a>(glossary: &'a Glossary, number: u32, chosen: &[Part]) -> Document<'a> {
    let mut document = Document::default();
    for part in chosen {
        let blocks = part_blocks(glossary, number, *part);
        if chosen.len() > 1 && !blocks.is_empty() {
            let heading = match part {
                Part::Prose(field) => heading(*field).to_owned(),
                Part::Relation(relation) => capital(relation.heading()),
                part => capital(part.word()),
            };
            document.push(Block::Heading(2, vec![Span::text(heading)]));
        }
        document.blocks.extend(blocks);
    }
    document
}

/// Name and sentence on one line.
#[must_use]
pub fn brief(glossary: &Glossary, number: u32) -> Document<'_> {
    Document { blocks: vec![Block::Line(view::named_short(glossary.term(number), 0))] }
}

/// Several terms that answer equally, or that may have been meant; of two that are mistaken for
/// each other, also how to tell them apart.
#[must_use]
pub fn choice<'a>(glossary: &'a Glossary, terms: &[u32]) -> Document<'a> {
    let item = |number: &u32| Block::Item {
        depth: 0,
        number: None,
        spans: view::named_short(glossary.term(*number), 0),
    };
    let mut blocks: Vec<Block<'a>> = terms.iter().map(item).collect();
    if let [one, other] = terms
        && let Some(how) = how(glossary, *one, *other)
    {
        blocks.push(Block::Paragraph(vec![Span::text(capital(how))]));
    }
    Document { blocks }
}

/// What to say when nothing was found: near names, where else to look, how to have it added.
#[must_use]
pub fn nothing<'a>(glossary: &'a Glossary, found: &Found) -> Document<'a> {
    let mut document = Document::default();
    if !found.suggestions.is_empty() {
        document.push(Block::Paragraph(vec![Span::text("Perhaps you meant:")]));
        let terms: Vec<u32> = found.suggestions.iter().map(|suggestion| suggestion.term).collect();
        let near = choice(glossary, &terms);
        document.blocks.extend(near.blocks);
    }
    document.push(Block::Paragraph(vec![Span::text("Elsewhere:")]));
    for (place, address) in elsewhere(&found.query) {
        document.push(Block::Item {
            depth: 0,
            number: None,
            spans: vec![Span::text(format!("{place}: {address}"))],
        });
    }
    let propose = "Missing here? An entry is one small file: `mi paths` names the folder for your own, \
        and data/README.md in the source says how to propose it to everybody.";
    document.push(Block::Paragraph(vec![Span::aside(propose)]));
    document
}

/// Searches for `query` on the sites where the field writes: place and address.
#[must_use]
pub fn elsewhere(query: &str) -> [(&'static str, String); 3] {
    let mut words = String::new();
    for byte in query.split_whitespace().collect::<Vec<_>>().join(" ").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            words.push(char::from(byte));
        } else {
            words.push_str(&format!("%{byte:02X}"));
        }
    }
    [
        ("Alignment Forum", format!("https://www.alignmentforum.org/search?query={words}")),
        ("arXiv", format!("https://arxiv.org/search/?query={words}&searchtype=all")),
        ("Google Scholar", format!("https://scholar.google.com/scholar?q={words}")),
    ]
}

/// The question that a field of the prose answers.
const fn heading(field: Field) -> &'static str {
    match field {
        Field::Definition => "What it is",
        Field::Matters => "Why it matters",
        Field::Intuition => "How to think about it",
        Field::Pitfalls => "Pitfalls",
        Field::Example => "Example",
        Field::Tangent => "Tangent",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Section, level, kind, year, standing and shape on one line.
fn facts<'a>(glossary: &'a Glossary, term: &'a ArchivedTerm) -> Spans<'a> {
    let section = glossary.section(&term.section).map_or(term.section.as_str(), |s| s.title.as_str());
    let level = Level::from(&term.level).word();
    let kind = Kind::from(&term.kind).word();
    let mut facts = vec![section.to_owned(), level.to_owned(), kind.to_owned()];
    if let Some(year) = term.since.as_ref() {
        facts.push(format!("since {year}"));
    }
    let standing = Standing::from(&term.standing);
    if standing != Standing::Established {
        facts.push(standing.word().to_owned());
    }
    if !term.shape.is_empty() {
        facts.push(format!("shape {}", term.shape));
    }
    vec![Span::aside(facts.join(" · "))]
}

/// Lines for aliases, symbols and names in code, where there are any.
fn other_names<'a>(term: &'a ArchivedTerm) -> Vec<Spans<'a>> {
    let mut lines = Vec::new();
    let mut line = |label: &'static str, names: &'a [rkyv::string::ArchivedString], code| {
        if names.is_empty() {
            return;
        }
        let mut spans = vec![Span::aside(label)];
        for (at, name) in names.iter().enumerate() {
            spans.push(Span::aside(if at > 0 { ", " } else { "" }));
            spans.push(Span::new(name.as_str(), if code { Role::Code } else { Role::Aside }));
        }
        lines.push(spans);
    };
    line("also: ", term.aliases.as_slice(), false);
    line("symbol: ", term.symbols.as_slice(), true);
    line("in code: ", term.code.as_slice(), true);
    lines
}

/// The relations as a compact footer.
fn footer<'a>(glossary: &'a Glossary, number: u32, document: &mut Document<'a>) {
    let item = |spans| Block::Item { depth: 0, number: None, spans };
    let mut lines: Vec<Block<'a>> = Vec::new();
    for relation in Relation::ALL {
        let related = glossary.relations(number).filter(|(sort, _)| *sort == relation);
        let terms: Vec<u32> = related.map(|(_, term)| term).collect();
        if terms.is_empty() {
            continue;
        }
        if relation == Relation::Contrasts {
            for other in terms {
                let mut line = vec![Span::aside("mistaken for "), view::term_link(glossary.term(other))];
                if let Some(how) = how(glossary, number, other) {
                    line.push(Span::text(": "));
                    line.push(Span::text(how));
                }
                lines.push(item(line));
            }
            continue;
        }
        lines.push(item(links(glossary, relation.heading(), &terms)));
    }
    if !lines.is_empty() {
        document.push(Block::Heading(2, vec![Span::text("How it fits in")]));
        document.blocks.extend(lines);
    }
}

/// How two contrasted terms are told apart: in the words of this one, or of the other.
#[must_use]
pub fn how(glossary: &Glossary, number: u32, other: u32) -> Option<&str> {
    let said = |from: u32, to: u32| {
        let to = &glossary.term(to).id;
        let contrasts = glossary.term(from).contrasts.as_slice();
        contrasts.iter().find(|contrast| contrast.id == *to).map(|contrast| contrast.how.as_str())
    };
    said(number, other).or_else(|| said(other, number))
}

/// Names of terms behind a label, parted by commas.
fn links<'a>(glossary: &'a Glossary, label: &'static str, terms: &[u32]) -> Spans<'a> {
    let mut spans = Vec::with_capacity(2 * terms.len() + 1);
    spans.extend([Span::aside(label), Span::aside(": ")]);
    for (at, number) in terms.iter().enumerate() {
        if at > 0 {
            spans.push(Span::text(", "));
        }
        spans.push(view::term_link(glossary.term(*number)));
    }
    spans
}

/// The sources: authors and year, title, site, address, and what is found there.
fn references<'a>(glossary: &'a Glossary, term: &'a ArchivedTerm) -> Vec<Block<'a>> {
    let cited = term
        .references
        .iter()
        .filter_map(|citation| glossary.reference(&citation.key).map(|reference| (citation, reference)));
    cited
        .map(|(citation, reference)| {
            let mut spans = Vec::with_capacity(9);
            spans.extend([
                Span::text(reference.label.as_str()),
                Span::text(". "),
                Span { emphasis: true, ..Span::text(reference.title.as_str()) },
                Span::text(". "),
                Span::text(reference.site.as_str()),
                Span::text(". "),
                Span::new(reference.url.as_str(), Role::Link(&reference.url)),
            ]);
            if !citation.at.is_empty() {
                spans.extend([Span::aside(" ("), Span::aside(citation.at.as_str()), Span::aside(")")]);
            }
            Block::Item { depth: 0, number: None, spans }
        })
        .collect()
}

/// The blocks of one part.
fn part_blocks(glossary: &Glossary, number: u32, part: Part) -> Vec<Block<'_>> {
    let term = glossary.term(number);
    let lines = |texts: &'_ [rkyv::string::ArchivedString]| -> Vec<Block<'_>> {
        texts.iter().map(|text| Block::Line(vec![Span::text(text.as_str().to_owned())])).collect()
    };
    let line = |text: &str| -> Vec<Block<'_>> {
        if text.is_empty() { Vec::new() } else { vec![Block::Line(vec![Span::text(text.to_owned())])] }
    };
    match part {
        Part::Id => line(&term.id),
        Part::Name => line(&term.name),
        Part::Aliases => lines(term.aliases.as_slice()),
        Part::Symbols => lines(term.symbols.as_slice()),
        Part::Code => lines(term.code.as_slice()),
        Part::Section => line(&term.section),
        Part::Facts => vec![Block::Line(facts(glossary, term))],
        Part::Shape => line(&term.shape),
        Part::Short => line(&term.short),
        Part::Prose(field) => view::prose(glossary, glossary.prose(number, field)),
        Part::Asks => lines(glossary.asks(number)),
        Part::References => references(glossary, term),
        Part::Relation(relation) => glossary
            .relations(number)
            .filter(|(sort, _)| *sort == relation)
            .map(|(_, other)| {
                let mut spans = vec![view::term_link(glossary.term(other))];
                if let Some(how) = how(glossary, number, other).filter(|_| relation == Relation::Contrasts) {
                    spans.push(Span::text(": "));
                    spans.push(Span::text(how));
                }
                Block::Line(spans)
            })
            .collect(),
    }
}
