//! The field at a glance: sections with their hubs, the skeleton of one, and pictures of the whole.

use std::fmt::Write;

use crate::document::{Block, Document, Span};
use crate::glossary::Glossary;
use crate::index::Relation;
use crate::map::{Map, Report};
use crate::model::Level;
use crate::view::{self, relations};

/// Columns that a line of the map takes at most, so that a terminal shows it whole.
const COLUMNS: usize = 79;

/// The sections in their order, each with its number of terms and those that most depends on.
#[must_use]
pub fn sections<'g>(glossary: &'g Glossary, map: &Map) -> Document<'g> {
    let widest = glossary.sections().iter().map(|section| section.title.chars().count()).max().unwrap_or(0);
    let mut document = Document::default();
    for section in glossary.sections() {
        let hubs = map.hubs(glossary, &section.id);
        let title = section.title.as_str();
        let mut used = widest + 6;
        let mut line = vec![
            Span::text(title).strong(),
            Span::text(" ".repeat(widest - title.chars().count())),
            Span::aside(format!("{:>4}  ", hubs.len())),
        ];
        for (at, hub) in hubs.iter().enumerate() {
            let term = glossary.term(*hub);
            let between = if at > 0 { " · " } else { "" };
            used += between.chars().count() + term.name.chars().count();
            if used > COLUMNS && at > 0 {
                break;
            }
            line.extend([Span::aside(between), view::term_link(term)]);
        }
        document.push(Block::Line(line));
    }
    document
}

/// The terms of a section as a tree: each under what it needs there and is read last.
#[must_use]
pub fn skeleton<'g>(glossary: &'g Glossary, map: &Map, section: usize) -> Document<'g> {
    let section = &glossary.sections()[section];
    let inside: Vec<u32> = (0u32..)
        .zip(glossary.terms())
        .filter(|(_, term)| term.section == section.id)
        .map(|(number, _)| number)
        .collect();
    let parent = |number: u32| {
        let needed = map.direct_needs(glossary, number).filter(|needed| inside.contains(needed));
        needed.max()
    };
    let parents: Vec<(u32, Option<u32>)> = inside.iter().map(|number| (*number, parent(*number))).collect();
    let mut document = Document::default();
    document.push(Block::Line(vec![Span::text(section.title.as_str()).strong()]));
    branch(glossary, &parents, None, "", &mut document);
    document
}

fn branch<'g>(
    glossary: &'g Glossary,
    parents: &[(u32, Option<u32>)],
    parent: Option<u32>,
    indent: &str,
    document: &mut Document<'g>,
) {
    let children: Vec<u32> =
        parents.iter().filter(|(_, above)| *above == parent).map(|(number, _)| *number).collect();
    for (at, number) in children.iter().enumerate() {
        let term = glossary.term(*number);
        let level = Level::from(&term.level);
        let aside = if level == Level::Core { String::new() } else { format!("  {}", level.word()) };
        let (tip, trunk) = relations::boughs(at + 1 == children.len());
        document.push(Block::Line(vec![
            Span::aside(format!("{indent}{tip}")),
            view::term_link(term),
            Span::aside(aside),
        ]));
        branch(glossary, parents, Some(*number), &format!("{indent}{trunk}"), document);
    }
}

/// What is to be known of the graph as a whole.
#[must_use]
pub fn report<'g>(glossary: &'g Glossary, report: &Report) -> Document<'g> {
    let names = |numbers: &[u32]| {
        let names: Vec<&str> = numbers.iter().map(|number| glossary.term(*number).name.as_str()).collect();
        names.join(", ")
    };
    let mut document = Document::default();
    let mut line = |label: &'static str, text: String| {
        document.push(Block::Item {
            depth: 0,
            number: None,
            spans: vec![Span::text(label).strong(), Span::text(text)],
        });
    };
    let chain: Vec<&str> = report.longest.iter().map(|number| glossary.term(*number).name.as_str()).collect();
    line("Longest chain: ", format!("{} terms: {}", chain.len(), chain.join(" → ")));
    line("Where one can begin: ", format!("{} terms need nothing", report.beginnings));
    line(
        "Needing nothing and needed by nothing: ",
        format!("{} {}", report.alone.len(), names(&report.alone)),
    );
    let above: Vec<String> = report
        .above
        .iter()
        .map(|(term, needed)| format!("{} needs {}", glossary.term(*term).name, glossary.term(*needed).name))
        .collect();
    line("Core terms that need a higher level: ", format!("{} {}", above.len(), above.join("; ")));
    line("Needs that lead into a later section: ", report.forward.to_string());
    let reached = if report.unreached.is_empty() { "none".to_owned() } else { names(&report.unreached) };
    line("Core terms that nothing joins to the top: ", reached);
    document
}

/// The relations of a picture: from, to, how; each once, in the direction it was stated. Needs
/// are drawn without what follows from the others.
fn arrows(glossary: &Glossary, map: &Map, inside: &[u32], kinds: &[Relation]) -> Vec<(u32, u32, Relation)> {
    let mut arrows = Vec::new();
    for number in inside {
        if kinds.contains(&Relation::Needs) {
            let needed = map.direct_needs(glossary, *number).filter(|needed| inside.contains(needed));
            arrows.extend(needed.map(|needed| (*number, needed, Relation::Needs)));
        }
        let others = glossary.relations(*number).filter(|(relation, other)| {
            let once = matches!(relation, Relation::Broader) || number < other;
            let stated = matches!(relation, Relation::Broader | Relation::Contrasts | Relation::Related);
            stated && once && kinds.contains(relation) && inside.contains(other)
        });
        arrows.extend(others.map(|(relation, other)| (*number, other, relation)));
    }
    arrows
}

/// The places of the terms of a section, or of all.
#[must_use]
pub fn inside(glossary: &Glossary, section: Option<usize>) -> Vec<u32> {
    let section = section.map(|at| glossary.sections()[at].id.as_str());
    let all = (0u32..).zip(glossary.terms());
    all.filter(|(_, term)| section.is_none_or(|id| term.section == id)).map(|(number, _)| number).collect()
}

/// A picture for Graphviz: a box for each section, terms the larger the more depends on them,
/// arrows from what is read first to what builds on it.
#[must_use]
pub fn dot(glossary: &Glossary, map: &Map, section: Option<usize>, kinds: &[Relation]) -> String {
    let inside = inside(glossary, section);
    let mut text = String::from(
        "digraph mi {\n  rankdir=LR; ranksep=1.2; nodesep=0.08; fontname=\"sans-serif\"; compound=true;\n  \
         node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", height=0.1, margin=\"0.06,0.02\"];\n  \
         edge [color=\"#000000aa\", arrowsize=0.5];\n",
    );
    for (at, section) in glossary.sections().iter().enumerate() {
        let terms: Vec<u32> =
            inside.iter().copied().filter(|number| glossary.term(*number).section == section.id).collect();
        if terms.is_empty() {
            continue;
        }
        let hue = format!("{:.3} 0.10 1.0", hue(at, glossary.sections().len()));
        let title = quoted(&section.title);
        let _ = writeln!(
            text,
            "  subgraph \"cluster_{}\" {{\n    label=\"{title}\"; fontsize=28; style=filled; color=\"{hue}\";",
            section.id
        );
        for number in terms {
            let term = glossary.term(number);
            let size = 10 + map.dependents(number).checked_ilog2().unwrap_or(0) * 3;
            let fill = match Level::from(&term.level) {
                Level::Core => "white",
                Level::Intermediate => "#ffffffaa",
                Level::Advanced => "#ffffff55",
            };
            let name = quoted(&term.name);
            let _ = writeln!(
                text,
                "    \"{}\" [label=\"{name}\", fontsize={size}, fillcolor=\"{fill}\"];",
                term.id
            );
        }
        text.push_str("  }\n");
    }
    for (from, to, relation) in arrows(glossary, map, &inside, kinds) {
        let (from, to) = (glossary.term(from), glossary.term(to));
        let same_section = from.section == to.section;
        let (from, to) = (&from.id, &to.id);
        let _ = match relation {
            Relation::Contrasts => {
                writeln!(text, "  \"{from}\" -> \"{to}\" [dir=none, style=dashed, constraint=false];")
            }
            Relation::Related => {
                writeln!(text, "  \"{from}\" -> \"{to}\" [dir=none, style=dotted, constraint=false];")
            }
            Relation::Broader => {
                writeln!(text, "  \"{to}\" -> \"{from}\" [arrowhead=empty, constraint=false];")
            }
            // What stays within a section is what a reader follows; the rest is a tint.
            _ if same_section => writeln!(text, "  \"{to}\" -> \"{from}\";"),
            _ => writeln!(text, "  \"{to}\" -> \"{from}\" [color=\"#0000ff18\", arrowhead=none];"),
        };
    }
    text.push_str("}\n");
    text
}

/// The same for Mermaid.
#[must_use]
pub fn mermaid(glossary: &Glossary, map: &Map, section: Option<usize>, kinds: &[Relation]) -> String {
    let inside = inside(glossary, section);
    let mut text = String::from("graph LR\n");
    for section in glossary.sections() {
        let mut terms =
            inside.iter().filter(|number| glossary.term(**number).section == section.id).peekable();
        if terms.peek().is_none() {
            continue;
        }
        let title = section.title.replace('"', "#quot;");
        let _ = writeln!(text, "  subgraph {}[\"{title}\"]", relations::node(&format!("s-{}", section.id)));
        for number in terms {
            let term = glossary.term(*number);
            let _ =
                writeln!(text, "    {}[\"{}\"]", relations::node(&term.id), term.name.replace('"', "#quot;"));
        }
        text.push_str("  end\n");
    }
    for (from, to, relation) in arrows(glossary, map, &inside, kinds) {
        let (from, to) = (relations::node(&glossary.term(from).id), relations::node(&glossary.term(to).id));
        let _ = match relation {
            Relation::Contrasts => writeln!(text, "  {from} -. mistaken for .- {to}"),
            Relation::Related => writeln!(text, "  {from} --- {to}"),
            Relation::Broader => writeln!(text, "  {to} -- includes --> {from}"),
            _ => writeln!(text, "  {to} --> {from}"),
        };
    }
    text
}

/// The hue of a section: neighbours in the order are far apart in color.
#[allow(clippy::cast_precision_loss, reason = "a few sections")]
fn hue(at: usize, all: usize) -> f64 {
    ((at * 7) % all.max(1)) as f64 / all.max(1) as f64
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
