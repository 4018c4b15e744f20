//! Answers as they are written in JSON. These shapes are public: `data/schema/*.json` describes
//! them, and a change of a key is a change for every script.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::document::{Block, Span};
use crate::glossary::Glossary;
use crate::index::Relation;
use crate::lookup::Found;
use crate::map::Map;
use crate::markdown;
use crate::model::{ArchivedSection, ArchivedTerm, ArchivedTour, Detail, Field, Kind, Level, Standing};
use crate::reading::{Reason, WORDS_A_MINUTE, Way, minutes};
use crate::related::Step;
use crate::search::Hit;
use crate::search::snippet::{Marks, snippet};
use crate::view;
use crate::view::entry::Part;

/// An answer of `mi lookup`.
#[derive(Serialize)]
pub struct LookupRecord<'a> {
    query: &'a str,
    #[serde(rename = "match")]
    matched: &'static str,
    term: Option<TermRecord<'a>>,
    also: Vec<NamedRecord<'a>>,
    suggestions: Vec<SuggestionRecord<'a>>,
}

impl<'a> LookupRecord<'a> {
    /// The record of what was found; of the term only the parts in `only`, beside id and name.
    #[must_use]
    pub fn new(glossary: &'a Glossary, found: &'a Found, only: Option<&'a [Part]>) -> Self {
        let term = match found.terms.as_slice() {
            [number] => Some(TermRecord { glossary, number: *number, only }),
            _ => None,
        };
        let also = if term.is_some() { &[] } else { found.terms.as_slice() };
        let suggestions = found.suggestions.iter().map(|suggestion| SuggestionRecord {
            named: NamedRecord::new(glossary.term(suggestion.term)),
            score: (suggestion.score * 1000.0).round() / 1000.0,
        });
        Self {
            query: &found.query,
            matched: found.matched.word(),
            term,
            also: also.iter().map(|number| NamedRecord::new(glossary.term(*number))).collect(),
            suggestions: suggestions.collect(),
        }
    }
}

/// A term by name.
#[derive(Serialize)]
pub struct NamedRecord<'a> {
    id: &'a str,
    name: &'a str,
    short: &'a str,
}

impl<'a> NamedRecord<'a> {
    /// The record of a term.
    #[must_use]
    pub fn new(term: &'a ArchivedTerm) -> Self {
        Self { id: &term.id, name: &term.name, short: &term.short }
    }
}

/// A term that may have been meant, and how near it is, from 0 to 1.
#[derive(Serialize)]
pub struct SuggestionRecord<'a> {
    #[serde(flatten)]
    named: NamedRecord<'a>,
    score: f64,
}

/// A whole entry, or parts of it. Prose is Markdown.
pub struct TermRecord<'a> {
    /// The glossary it stands in.
    pub glossary: &'a Glossary,
    /// Its number there.
    pub number: u32,
    /// The parts to write beside id and name; all if there are none.
    pub only: Option<&'a [Part]>,
}

impl Serialize for TermRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for part in Part::ALL {
            let always = matches!(part, Part::Id | Part::Name);
            if always || self.only.is_none_or(|only| only.contains(&part)) {
                self.part(part, &mut map)?;
            }
        }
        map.end()
    }
}

/// A contrast and how to tell the two apart.
#[derive(Serialize)]
struct ContrastRecord<'a> {
    id: &'a str,
    how: &'a str,
}

/// A source, and what is found there.
#[derive(Serialize)]
struct ReferenceRecord<'a> {
    key: &'a str,
    title: &'a str,
    authors: &'a str,
    year: u16,
    site: &'a str,
    url: &'a str,
    at: &'a str,
}

impl TermRecord<'_> {
    /// Writes one part under its key.
    fn part<M: SerializeMap>(&self, part: Part, map: &mut M) -> Result<(), M::Error> {
        let term = self.glossary.term(self.number);
        let strings = |list: &'_ [rkyv::string::ArchivedString]| -> Vec<String> {
            list.iter().map(ToString::to_string).collect()
        };
        let key = part.word();
        match part {
            Part::Id => map.serialize_entry(key, term.id.as_str()),
            Part::Name => map.serialize_entry(key, term.name.as_str()),
            Part::Aliases => map.serialize_entry(key, &strings(term.aliases.as_slice())),
            Part::Symbols => map.serialize_entry(key, &strings(term.symbols.as_slice())),
            Part::Code => map.serialize_entry(key, &strings(term.code.as_slice())),
            Part::Section => map.serialize_entry(key, term.section.as_str()),
            Part::Facts => {
                map.serialize_entry("level", Level::from(&term.level).word())?;
                map.serialize_entry("detail", Detail::from(&term.detail).word())?;
                map.serialize_entry("kind", Kind::from(&term.kind).word())?;
                map.serialize_entry("since", &since(term))?;
                map.serialize_entry("standing", Standing::from(&term.standing).word())
            }
            Part::Shape => {
                let shape = term.shape.as_str();
                map.serialize_entry(key, &(!shape.is_empty()).then_some(shape))
            }
            Part::Short => map.serialize_entry(key, term.short.as_str()),
            Part::Prose(field) => map.serialize_entry(key, &self.prose(field)),
            Part::Asks => map.serialize_entry(key, &strings(self.glossary.asks(self.number))),
            Part::Relation(Relation::Contrasts) => {
                let contrasts: Vec<ContrastRecord<'_>> = self
                    .related(Relation::Contrasts)
                    .map(|other| ContrastRecord {
                        id: &self.glossary.term(other).id,
                        how: view::entry::how(self.glossary, self.number, other).unwrap_or_default(),
                    })
                    .collect();
                map.serialize_entry(key, &contrasts)
            }
            Part::Relation(relation) => {
                let ids: Vec<&str> =
                    self.related(relation).map(|other| self.glossary.term(other).id.as_str()).collect();
                map.serialize_entry(key, &ids)
            }
            Part::References => map.serialize_entry(key, &self.references()),
        }
    }

    fn related(&self, relation: Relation) -> impl Iterator<Item = u32> {
        let all = self.glossary.relations(self.number);
        all.filter(move |(sort, _)| *sort == relation).map(|(_, other)| other)
    }

    /// A field of prose as Markdown, if the entry has it.
    fn prose(&self, field: Field) -> Option<String> {
        let blocks = self.glossary.prose(self.number, field);
        (!blocks.is_empty()).then(|| markdown::write(&view::prose(self.glossary, blocks)))
    }

    fn references(&self) -> Vec<ReferenceRecord<'_>> {
        let term = self.glossary.term(self.number);
        let known = term.references.iter().filter_map(|citation| {
            let reference = self.glossary.reference(&citation.key)?;
            Some(ReferenceRecord {
                key: &reference.key,
                title: &reference.title,
                authors: &reference.authors,
                year: reference.year.to_native(),
                site: &reference.site,
                url: &reference.url,
                at: &citation.at,
            })
        });
        known.collect()
    }
}

fn since(term: &ArchivedTerm) -> Option<u16> {
    term.since.as_ref().map(|year| year.to_native())
}

/// A term in a list.
#[derive(Serialize)]
pub struct ListRecord<'a> {
    id: &'a str,
    name: &'a str,
    section: &'a str,
    level: &'static str,
    kind: &'static str,
    since: Option<u16>,
    standing: &'static str,
    short: &'a str,
}

impl<'a> ListRecord<'a> {
    /// The record of a term.
    #[must_use]
    pub fn new(term: &'a ArchivedTerm) -> Self {
        Self {
            id: &term.id,
            name: &term.name,
            section: &term.section,
            level: Level::from(&term.level).word(),
            kind: Kind::from(&term.kind).word(),
            since: since(term),
            standing: Standing::from(&term.standing).word(),
            short: &term.short,
        }
    }
}

/// A section.
#[derive(Serialize)]
pub struct SectionRecord<'a> {
    id: &'a str,
    title: &'a str,
    about: &'a str,
    terms: usize,
}

impl<'a> SectionRecord<'a> {
    /// The record of a section.
    #[must_use]
    pub fn new(glossary: &'a Glossary, section: &'a ArchivedSection) -> Self {
        let terms = glossary.terms().iter().filter(|term| term.section == section.id).count();
        Self { id: &section.id, title: &section.title, about: &section.about, terms }
    }
}

/// A term on a way.
#[derive(Serialize)]
pub struct WayRecord<'a> {
    id: &'a str,
    section: &'a str,
    read: bool,
}

impl<'a> WayRecord<'a> {
    /// The records of a way, in order.
    #[must_use]
    pub fn all(glossary: &'a Glossary, way: &Way, has_read: impl Fn(&str) -> bool) -> Vec<Self> {
        let record = |number: &u32| {
            let term = glossary.term(*number);
            Self { id: &term.id, section: &term.section, read: has_read(&term.id) }
        };
        way.terms.iter().map(record).collect()
    }
}

/// An entry on a way, and what comes next.
#[derive(Serialize)]
pub struct PageRecord<'a> {
    way: &'a str,
    place: usize,
    of: usize,
    read: bool,
    bridge: Option<&'a str>,
    needed_by: Option<&'a str>,
    next: Option<&'a str>,
    term: TermRecord<'a>,
}

impl<'a> PageRecord<'a> {
    /// The record of the entry at place `at` of the way called `name`, `next` being read after it.
    #[must_use]
    pub fn new(
        glossary: &'a Glossary,
        way: &Way,
        name: &'a str,
        (at, next): (usize, Option<usize>),
        read: bool,
    ) -> Self {
        let id = |number: u32| glossary.term(number).id.as_str();
        let (bridge, needed_by) = match way.reason(glossary, at) {
            Reason::Bridge(bridge) => (Some(bridge), None),
            Reason::NeededBy(later) => (None, Some(id(later))),
            _ => (None, None),
        };
        Self {
            way: name,
            place: at + 1,
            of: way.terms.len(),
            read,
            bridge,
            needed_by,
            next: next.map(|next| id(way.terms[next])),
            term: TermRecord { glossary, number: way.terms[at], only: None },
        }
    }
}

/// How far a reader is.
#[derive(Serialize)]
pub struct StatusRecord<'a> {
    sections: Vec<SectionStatus<'a>>,
    lately: Vec<ReadRecord<'a>>,
    minutes_left: usize,
    words_a_minute: usize,
}

/// How far a reader is in a section.
#[derive(Serialize)]
struct SectionStatus<'a> {
    id: &'a str,
    terms: usize,
    read: usize,
}

/// When a term was read, in seconds since 1970.
#[derive(Serialize)]
struct ReadRecord<'a> {
    id: &'a str,
    when: u64,
}

impl<'a> StatusRecord<'a> {
    /// The record of how far a reader is on a way.
    #[must_use]
    pub fn new(
        glossary: &'a Glossary,
        way: &Way,
        has_read: impl Fn(&str) -> bool,
        lately: &[(u32, u64)],
    ) -> Self {
        let of = |section: &'a ArchivedSection| {
            let inside = way.terms.iter().map(|number| glossary.term(*number));
            let inside: Vec<_> = inside.filter(|term| term.section == section.id).collect();
            let read = inside.iter().filter(|term| has_read(&term.id)).count();
            SectionStatus { id: &section.id, terms: inside.len(), read }
        };
        let left = way.terms.iter().copied().filter(|number| !has_read(&glossary.term(*number).id));
        Self {
            sections: glossary.sections().iter().map(of).collect(),
            lately: lately
                .iter()
                .map(|(number, when)| ReadRecord { id: &glossary.term(*number).id, when: *when })
                .collect(),
            minutes_left: minutes(glossary, left),
            words_a_minute: WORDS_A_MINUTE,
        }
    }
}

/// A tour.
#[derive(Serialize)]
pub struct TourRecord<'a> {
    id: &'a str,
    title: &'a str,
    about: &'a str,
    needs: Vec<&'a str>,
    stops: Vec<StopRecord<'a>>,
}

/// A stop of a tour.
#[derive(Serialize)]
struct StopRecord<'a> {
    id: &'a str,
    bridge: &'a str,
    read: bool,
}

impl<'a> TourRecord<'a> {
    /// The record of a tour.
    #[must_use]
    pub fn new(tour: &'a ArchivedTour, has_read: impl Fn(&str) -> bool) -> Self {
        let stops = tour.stops.iter().map(|stop| StopRecord {
            id: &stop.term,
            bridge: &stop.bridge,
            read: has_read(&stop.term),
        });
        Self {
            id: &tour.id,
            title: &tour.title,
            about: &tour.about,
            needs: tour.needs.iter().map(rkyv::string::ArchivedString::as_str).collect(),
            stops: stops.collect(),
        }
    }
}

/// The graph of the glossary, or of a section.
#[derive(Serialize)]
pub struct MapRecord<'a> {
    nodes: Vec<NodeRecord<'a>>,
    edges: Vec<EdgeRecord<'a>>,
}

/// A term in the graph; `dependents` counts those that need it, however far.
#[derive(Serialize)]
struct NodeRecord<'a> {
    id: &'a str,
    name: &'a str,
    section: &'a str,
    level: &'static str,
    dependents: usize,
}

/// A relation as it was stated: `from` needs `to`, is narrower than it, mistaken for it, related to it.
#[derive(Serialize)]
struct EdgeRecord<'a> {
    from: &'a str,
    to: &'a str,
    relation: &'static str,
}

impl<'a> MapRecord<'a> {
    /// The record of the graph of `inside`.
    #[must_use]
    pub fn new(glossary: &'a Glossary, map: &Map, inside: &[u32]) -> Self {
        let node = |number: &u32| {
            let term = glossary.term(*number);
            let level = Level::from(&term.level).word();
            let dependents = map.dependents(*number);
            NodeRecord { id: &term.id, name: &term.name, section: &term.section, level, dependents }
        };
        let mut edges = Vec::new();
        for number in inside {
            for (relation, other) in glossary.relations(*number).filter(|(_, other)| inside.contains(other)) {
                // What holds in both directions is written once.
                let once = match relation {
                    Relation::Needs | Relation::Broader => true,
                    Relation::Contrasts | Relation::Related => *number < other,
                    Relation::Narrower | Relation::NeededBy => false,
                };
                if once {
                    let (from, to) = (&glossary.term(*number).id, &glossary.term(other).id);
                    edges.push(EdgeRecord { from, to, relation: relation.word() });
                }
            }
        }
        Self { nodes: inside.iter().map(node).collect(), edges }
    }
}

/// What is related to a term, or the way from it to another.
#[derive(Serialize)]
pub struct RelatedRecord<'a> {
    root: &'a str,
    steps: Vec<StepRecord<'a>>,
}

/// One step of it: `id` is `relation` of `via`.
#[derive(Serialize)]
struct StepRecord<'a> {
    id: &'a str,
    depth: usize,
    relation: &'static str,
    via: &'a str,
}

impl<'a> RelatedRecord<'a> {
    /// The record of a walk from `root`.
    #[must_use]
    pub fn new(glossary: &'a Glossary, root: u32, steps: &[Step]) -> Self {
        let step = |step: &Step| StepRecord {
            id: &glossary.term(step.term).id,
            depth: step.depth,
            relation: step.relation.word(),
            via: &glossary.term(step.via).id,
        };
        Self { root: &glossary.term(root).id, steps: steps.iter().map(step).collect() }
    }
}

/// An answer of `mi search`.
#[derive(Serialize)]
pub struct SearchRecord<'a> {
    query: &'a str,
    hits: Vec<HitRecord<'a>>,
}

/// An entry that speaks of what was sought. The snippet is Markdown, the words sought strong.
#[derive(Serialize)]
struct HitRecord<'a> {
    #[serde(flatten)]
    named: NamedRecord<'a>,
    score: f64,
    field: &'static str,
    snippet: String,
}

impl<'a> SearchRecord<'a> {
    /// The record of what was found.
    #[must_use]
    pub fn new(glossary: &'a Glossary, query: &'a str, hits: &[Hit]) -> Self {
        let marks = Marks::new(query);
        let record = |hit: &Hit| {
            let found = snippet(glossary, hit, &marks);
            let spans = found.pieces.into_iter().map(|piece| {
                let span = Span::text(piece.text);
                if piece.marked { span.strong() } else { span }
            });
            HitRecord {
                named: NamedRecord::new(glossary.term(hit.term)),
                score: (f64::from(hit.score) * 1000.0).round() / 1000.0,
                field: found.source.word(),
                snippet: markdown::write(&[Block::Paragraph(spans.collect())]),
            }
        };
        Self { query, hits: hits.iter().map(record).collect() }
    }
}
