//! Model → image: terms in reading order, keys to find them by, relations closed both ways.
//! The image has no pointers, so the program maps it and reads it where it lies.

use std::collections::{BTreeMap, BTreeSet};

use rkyv::{Archive, Deserialize, Serialize};

use crate::fold::{fold, fold_symbol, letters, squash};
use crate::load::{Authored, Loaded};
use crate::model::{Prose, Reference, Section, Term, Tour};
use crate::postings::{self, Postings};

/// What of a term a key was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Archive, Serialize, Deserialize)]
#[rkyv(derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord))]
#[allow(missing_docs, reason = "rkyv copies the type without the docs of its variants")]
pub enum Origin {
    /// Its id or its name.
    Name,
    /// An alias.
    Alias,
    /// A symbol.
    Symbol,
    /// A name in code.
    Code,
}

impl From<ArchivedOrigin> for Origin {
    fn from(archived: ArchivedOrigin) -> Self {
        [Self::Name, Self::Alias, Self::Symbol, Self::Code][archived as usize]
    }
}

/// A way to find a term.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Key {
    /// What is sought, folded; words parted by blanks.
    pub text: String,
    /// The term, by its place in the image.
    pub term: u32,
    /// What the key was made of.
    pub origin: Origin,
    /// The letters that occur in `text`: a cheap bound on the distance to a word.
    pub letters: u32,
}

/// How one term is related to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Archive, Serialize, Deserialize)]
#[rkyv(derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord))]
#[allow(missing_docs, reason = "rkyv copies the type without the docs of its variants")]
pub enum Relation {
    /// The other must be read first.
    Needs,
    /// The other is what this is a kind or a part of.
    Broader,
    /// The other is a kind or a part of this.
    Narrower,
    /// The two are mistaken for each other.
    Contrasts,
    /// A reader of one wants the other.
    Related,
    /// The other needs this.
    NeededBy,
}

impl Relation {
    /// Every relation, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Needs, Self::Broader, Self::Narrower, Self::Contrasts, Self::Related, Self::NeededBy];

    /// Its name in JSON and in arguments.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Contrasts => "contrasts",
            Self::Related => "related",
            Self::NeededBy => "needed-by",
        }
    }

    /// Its heading for readers.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Needs => "read first",
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Contrasts => "mistaken for",
            Self::Related => "related",
            Self::NeededBy => "builds on it",
        }
    }
}

impl From<ArchivedRelation> for Relation {
    fn from(archived: ArchivedRelation) -> Self {
        Self::ALL[archived as usize]
    }
}

/// One term's relation to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Archive, Serialize, Deserialize)]
pub struct Edge {
    /// How they are related.
    pub relation: Relation,
    /// The other term, by its place in the image.
    pub term: u32,
}

/// The whole glossary, ready to be asked.
#[derive(Debug, Clone, PartialEq, Archive, Serialize, Deserialize)]
pub struct Image {
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// The references, by key.
    pub references: Vec<Reference>,
    /// The tours in the order in which they are taken.
    pub tours: Vec<Tour>,
    /// The terms in reading order: by section, then prerequisites first. Their prose stands apart,
    /// so that names and sentences lie close together: a list touches a fifth of the pages.
    pub terms: Vec<Term>,
    /// The prose of each term.
    pub prose: Vec<[Prose; 6]>,
    /// How someone asks for each term; apart from them like the prose.
    pub asks: Vec<Vec<String>>,
    /// The numbers of the terms, prose, sorted by their ids.
    pub ids: Vec<u32>,
    /// For each term its relations, closed both ways, in the order in which they are shown.
    pub edges: Vec<Vec<Edge>>,
    /// Ids, names and aliases, sorted by their text without blanks.
    pub names: Vec<Key>,
    /// Symbols, sorted.
    pub symbols: Vec<Key>,
    /// Names in code, whole and by their last parts, sorted.
    pub codes: Vec<Key>,
    /// What full-text search reads.
    pub postings: Postings,
}

/// Builds the image of what was loaded. Relations to unknown terms are left out.
#[must_use]
pub fn build(loaded: Loaded) -> Image {
    fn values<T>(authored: Vec<Authored<T>>) -> Vec<T> {
        authored.into_iter().map(|authored| authored.value).collect()
    }
    let (sections, terms) = (values(loaded.sections), values(loaded.terms));
    let (mut references, tours) = (values(loaded.references), in_order(values(loaded.tours)));
    references.sort_by(|a, b| a.key.cmp(&b.key));
    let terms = in_reading_order(&sections, terms);
    let by_id: BTreeMap<&str, u32> = (0u32..).zip(&terms).map(|(at, term)| (term.id.as_str(), at)).collect();
    let edges = edges(&terms, &by_id);
    let ids = by_id.into_values().collect();
    let (names, symbols, codes) = keys(&terms);
    let postings = postings::build(&terms);
    let mut terms = terms;
    let prose = terms.iter_mut().map(|term| std::mem::take(&mut term.prose)).collect();
    let asks = terms.iter_mut().map(|term| std::mem::take(&mut term.asks)).collect();
    Image { sections, references, tours, terms, prose, asks, ids, edges, names, symbols, codes, postings }
}

/// Sorts tours so that each comes after those it needs, otherwise by id. A cycle, which `check`
/// reports, is left as it stands.
fn in_order(mut tours: Vec<Tour>) -> Vec<Tour> {
    tours.sort_by(|a, b| a.id.cmp(&b.id));
    let mut ordered: Vec<Tour> = Vec::with_capacity(tours.len());
    while !tours.is_empty() {
        let ready = |tour: &Tour| !tours.iter().any(|other| tour.needs.contains(&other.id));
        let next = tours.iter().position(ready).unwrap_or(0);
        ordered.push(tours.remove(next));
    }
    ordered
}

/// Sorts terms by section, and within a section so that a term comes after those it needs there;
/// otherwise those that the section names first, then by level, by how many terms need it, by name.
fn in_reading_order(sections: &[Section], mut terms: Vec<Term>) -> Vec<Term> {
    let place = |term: &Term| {
        sections.iter().position(|section| section.id == term.section).unwrap_or(sections.len())
    };
    let mut builds_on: BTreeMap<String, usize> = BTreeMap::new();
    for id in terms.iter().flat_map(|term| &term.needs) {
        *builds_on.entry(id.clone()).or_default() += 1;
    }
    terms.sort_by_cached_key(|term| {
        let hub = std::cmp::Reverse(builds_on.get(&term.id).copied().unwrap_or_default());
        let place = place(term);
        let first = sections.get(place).map_or(&[][..], |section| &section.first);
        let first = first.iter().position(|id| *id == term.id).unwrap_or(first.len());
        (place, first, term.level, hub, fold(&term.name), term.id.clone())
    });
    let mut ordered: Vec<Term> = Vec::with_capacity(terms.len());
    while !terms.is_empty() {
        let section = terms[0].section.clone();
        let end = terms.iter().position(|term| term.section != section).unwrap_or(terms.len());
        let mut waiting: Vec<Term> = terms.drain(..end).collect();
        while !waiting.is_empty() {
            let ids: BTreeSet<&str> = waiting.iter().map(|term| term.id.as_str()).collect();
            let ready = |term: &Term| !term.needs.iter().any(|id| ids.contains(id.as_str()));
            // A cycle has no ready term; `check` reports it, here it must only end.
            let next = waiting.iter().position(ready).unwrap_or(0);
            ordered.push(waiting.remove(next));
        }
    }
    ordered
}

/// The relations of each term, those stated by others included.
fn edges(terms: &[Term], by_id: &BTreeMap<&str, u32>) -> Vec<Vec<Edge>> {
    let mut edges: Vec<BTreeSet<Edge>> = vec![BTreeSet::new(); terms.len()];
    let mut join = |from: u32, relation, id: &str, inverse| {
        if let Some(&to) = by_id.get(id).filter(|to| **to != from) {
            edges[from as usize].insert(Edge { relation, term: to });
            edges[to as usize].insert(Edge { relation: inverse, term: from });
        }
    };
    for (from, term) in (0u32..).zip(terms) {
        for id in &term.needs {
            join(from, Relation::Needs, id, Relation::NeededBy);
        }
        for id in &term.broader {
            join(from, Relation::Broader, id, Relation::Narrower);
        }
        for contrast in &term.contrasts {
            join(from, Relation::Contrasts, &contrast.id, Relation::Contrasts);
        }
        for id in &term.related {
            join(from, Relation::Related, id, Relation::Related);
        }
    }
    edges.into_iter().map(strongest).collect()
}

/// The relations of one term without the `related` ones to terms that are related otherwise.
fn strongest(edges: BTreeSet<Edge>) -> Vec<Edge> {
    let otherwise: BTreeSet<u32> =
        edges.iter().filter(|edge| edge.relation != Relation::Related).map(|edge| edge.term).collect();
    let keep = |edge: &Edge| edge.relation != Relation::Related || !otherwise.contains(&edge.term);
    edges.into_iter().filter(keep).collect()
}

/// The keys of all terms: names, symbols, names in code.
fn keys(terms: &[Term]) -> (Vec<Key>, Vec<Key>, Vec<Key>) {
    let (mut names, mut symbols, mut codes) = (Vec::new(), Vec::new(), Vec::new());
    for (at, term) in (0u32..).zip(terms) {
        let key = |text: String, origin| {
            let letters = letters(&text);
            Key { text, term: at, origin, letters }
        };
        names.push(key(fold(&term.id), Origin::Name));
        names.push(key(fold(&term.name), Origin::Name));
        names.extend(term.aliases.iter().map(|alias| key(fold(alias), Origin::Alias)));
        for symbol in &term.symbols {
            symbols.push(key(fold_symbol(symbol), Origin::Symbol));
        }
        for code in &term.code {
            codes.extend(tails(code).map(|tail| key(tail.to_owned(), Origin::Code)));
        }
    }
    names.retain(|key| !key.text.is_empty());
    names.sort_by_cached_key(|key| (squash(&key.text), key.term, key.origin, key.text.clone()));
    names.dedup_by(|b, a| a.term == b.term && squash(&a.text) == squash(&b.text));
    for keys in [&mut symbols, &mut codes] {
        keys.sort_by(|a, b| (&a.text, a.term).cmp(&(&b.text, b.term)));
        keys.dedup_by(|b, a| a.term == b.term && a.text == b.text);
    }
    (names, symbols, codes)
}

/// `blocks.{}.attn.hook_q`, `attn.hook_q`, `hook_q`: a name in code and its ends.
fn tails(code: &str) -> impl Iterator<Item = &str> {
    let dots = code.match_indices('.').map(|(at, _)| &code[at + 1..]);
    std::iter::once(code).chain(dots.filter(|tail| tail.len() > 3 && !tail.starts_with("{}")))
}
