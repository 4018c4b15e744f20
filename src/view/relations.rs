//! How terms hang together: as a list, as a tree, as a way, and as pictures for other programs.

use crate::document::{Block, Document, Span, Spans};
use crate::glossary::Glossary;
use crate::index::Relation;
use crate::related::Step;
use crate::view;

/// The neighbours of `root` by relation, each with its sentence, and what lies further out by
/// distance, each with the term that leads to it: there are hundreds.
#[must_use]
pub fn list<'a>(glossary: &'a Glossary, root: u32, steps: &[Step]) -> Document<'a> {
    let mut document = Document { blocks: Vec::with_capacity(steps.len() + 16) };
    document.push(Block::Heading(1, vec![view::term_link(glossary.term(root))]));
    if steps.is_empty() {
        document.push(Block::Paragraph(vec![Span::text("Nothing of this kind is related to it.")]));
    }
    for relation in Relation::ALL {
        let near = steps.iter().filter(|step| step.depth == 1 && step.relation == relation);
        let items: Vec<Block<'a>> = near
            .map(|step| {
                let mut spans = view::named_short(glossary.term(step.term), 3);
                if relation == Relation::Contrasts
                    && let Some(how) = view::entry::how(glossary, root, step.term)
                {
                    spans.push(Span::aside(format!(" ({how})")));
                }
                Block::Item { depth: 0, number: None, spans }
            })
            .collect();
        if !items.is_empty() {
            document.push(Block::Heading(2, vec![Span::text(relation.heading())]));
            document.blocks.extend(items);
        }
    }
    let furthest = steps.iter().map(|step| step.depth).max().unwrap_or(0);
    for depth in 2..=furthest {
        document.push(Block::Heading(2, vec![Span::text(format!("{depth} steps away"))]));
        for step in steps.iter().filter(|step| step.depth == depth) {
            let via = glossary.term(step.via).name.as_str();
            let term = view::term_link(glossary.term(step.term));
            let spans = vec![term, Span::aside(of(step.relation)), Span::aside(via)];
            document.push(Block::Item { depth: 0, number: None, spans });
        }
    }
    document
}

/// What stands between X and Y for a step from Y to X.
const fn of(relation: Relation) -> &'static str {
    match relation {
        Relation::Needs => ": prerequisite of ",
        Relation::Broader => ": broader term of ",
        Relation::Narrower => ": narrower term of ",
        Relation::Contrasts => ": contrast of ",
        Relation::Related => ": relative of ",
        Relation::NeededBy => ": sequel of ",
    }
}

/// The same as a tree, each term where it was reached first.
#[must_use]
pub fn tree<'a>(glossary: &'a Glossary, root: u32, steps: &[Step]) -> Document<'a> {
    let mut document = Document::default();
    document.push(Block::Line(vec![view::term_link(glossary.term(root)).strong()]));
    branch(glossary, root, 1, steps, "", &mut document);
    document
}

fn branch<'a>(
    glossary: &'a Glossary,
    parent: u32,
    depth: usize,
    steps: &[Step],
    indent: &str,
    document: &mut Document<'a>,
) {
    let children: Vec<&Step> =
        steps.iter().filter(|step| step.via == parent && step.depth == depth).collect();
    for (at, step) in children.iter().enumerate() {
        let (tip, trunk) = boughs(at + 1 == children.len());
        document.push(Block::Line(vec![
            Span::aside(format!("{indent}{tip}")),
            view::term_link(glossary.term(step.term)),
            Span::aside(format!("  {}", step.relation.heading())),
        ]));
        branch(glossary, step.term, depth + 1, steps, &format!("{indent}{trunk}"), document);
    }
}

/// What leads to a branch of a tree, and what to its own: of the last of its branches nothing more.
pub(super) const fn boughs(last: bool) -> (&'static str, &'static str) {
    if last { ("└── ", "    ") } else { ("├── ", "│   ") }
}

/// The way from one term to another, saying each step's relation.
#[must_use]
pub fn way<'a>(glossary: &'a Glossary, from: u32, steps: &[Step]) -> Document<'a> {
    let mut document = Document::default();
    document.push(Block::Line(view::named_short(glossary.term(from), 0)));
    for step in steps {
        let mut line: Spans<'a> = vec![Span::aside(format!("  ↓ {}", along(step.relation)))];
        if step.relation == Relation::Contrasts
            && let Some(how) = view::entry::how(glossary, step.via, step.term)
        {
            line.push(Span::aside(format!(": {how}")));
        }
        document.push(Block::Line(line));
        document.push(Block::Line(view::named_short(glossary.term(step.term), 0)));
    }
    document
}

/// What leads from a term to the next.
const fn along(relation: Relation) -> &'static str {
    match relation {
        Relation::Needs => "needs",
        Relation::Broader => "is a kind or a part of",
        Relation::Narrower => "includes",
        Relation::Contrasts => "is mistaken for",
        Relation::Related => "is related to",
        Relation::NeededBy => "is needed by",
    }
}

/// The edges of a picture: from, to, relation. Each step once, in the direction it was stated.
fn arrows<'a>(
    glossary: &'a Glossary,
    steps: &'a [Step],
) -> impl Iterator<Item = (&'a str, &'a str, Relation)> {
    steps.iter().map(|step| {
        let (via, term) = (glossary.term(step.via).id.as_str(), glossary.term(step.term).id.as_str());
        match step.relation {
            Relation::NeededBy => (term, via, Relation::Needs),
            Relation::Narrower => (term, via, Relation::Broader),
            relation => (via, term, relation),
        }
    })
}

/// The terms of a picture: the root, then those of the steps.
fn nodes(root: u32, steps: &[Step]) -> impl Iterator<Item = u32> {
    std::iter::once(root).chain(steps.iter().map(|step| step.term))
}

/// A picture for Graphviz.
#[must_use]
pub fn dot(glossary: &Glossary, root: u32, steps: &[Step]) -> String {
    let mut text = String::from("digraph mi {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for number in nodes(root, steps) {
        let term = glossary.term(number);
        let name = term.name.replace('\\', "\\\\").replace('"', "\\\"");
        let emphasis = if number == root { ", penwidth=2" } else { "" };
        text.push_str(&format!("  \"{}\" [label=\"{name}\"{emphasis}];\n", term.id));
    }
    for (from, to, relation) in arrows(glossary, steps) {
        let style = match relation {
            Relation::Contrasts => "label=\"mistaken for\", dir=none, style=dashed",
            Relation::Related => "dir=none, style=dotted",
            Relation::Broader | Relation::Narrower => "label=\"part of\", arrowhead=empty",
            Relation::Needs | Relation::NeededBy => "label=\"needs\"",
        };
        text.push_str(&format!("  \"{from}\" -> \"{to}\" [{style}];\n"));
    }
    text.push_str("}\n");
    text
}

/// A picture for Mermaid.
#[must_use]
pub fn mermaid(glossary: &Glossary, root: u32, steps: &[Step]) -> String {
    let mut text = String::from("graph LR\n");
    for number in nodes(root, steps) {
        let term = glossary.term(number);
        let name = term.name.replace('"', "#quot;");
        text.push_str(&format!("  {}[\"{name}\"]\n", node(&term.id)));
    }
    for (from, to, relation) in arrows(glossary, steps) {
        let arrow = match relation {
            Relation::Contrasts => "-. mistaken for .-",
            Relation::Related => "---",
            Relation::Broader | Relation::Narrower => "-- part of -->",
            Relation::Needs | Relation::NeededBy => "-- needs -->",
        };
        text.push_str(&format!("  {} {arrow} {}\n", node(from), node(to)));
    }
    text
}

/// An id as Mermaid takes it: `end` and the like are words of its own.
pub(super) fn node(id: &str) -> String {
    format!("t_{}", id.replace('-', "_"))
}
