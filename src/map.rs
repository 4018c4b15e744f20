//! The glossary as a graph of prerequisites: what depends on what, how far, and what is odd in it.

use crate::glossary::Glossary;
use crate::index::Relation;
use crate::model::Level;
use crate::reading::{Course, Way, needs};

/// The prerequisites of a glossary, closed.
pub struct Map {
    /// The terms in the order of the whole way.
    order: Vec<u32>,
    /// For each term the terms that need it, however far: a bit for each.
    dependents: Vec<Vec<u64>>,
}

/// What is to be known of the graph as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The longest chain in which each term needs the one before.
    pub longest: Vec<u32>,
    /// Terms that need nothing and that nothing needs.
    pub alone: Vec<u32>,
    /// Terms that need nothing: where one can begin.
    pub beginnings: usize,
    /// Core terms that need a term of a higher level, and that term.
    pub above: Vec<(u32, u32)>,
    /// Needs that lead into a later section, as places of both sections.
    pub forward: usize,
    /// Core terms that no way of relations joins to the first term of the whole way.
    pub unreached: Vec<u32>,
}

impl Map {
    /// The map of a glossary.
    #[must_use]
    pub fn new(glossary: &Glossary) -> Self {
        let order = Way::new(glossary, Course::Whole, Level::Advanced).terms;
        let cells = order.len().div_ceil(64);
        let mut dependents = vec![vec![0u64; cells]; order.len()];
        // From the end, all that needs a term is complete when it is looked at.
        for number in order.iter().rev() {
            let mut own = dependents[*number as usize].clone();
            own[*number as usize / 64] |= 1 << (number % 64);
            for needed in needs(glossary, *number) {
                for (cell, more) in dependents[needed as usize].iter_mut().zip(&own) {
                    *cell |= more;
                }
            }
        }
        Self { order, dependents }
    }

    /// How many terms need this one, however far.
    #[must_use]
    pub fn dependents(&self, number: u32) -> usize {
        self.dependents[number as usize].iter().map(|cell| cell.count_ones() as usize).sum()
    }

    /// Whether `number` needs `needed`, however far.
    #[must_use]
    pub fn depends(&self, number: u32, needed: u32) -> bool {
        self.dependents[needed as usize][number as usize / 64] & (1 << (number % 64)) != 0
    }

    /// The terms of a section, those that most depends on first.
    #[must_use]
    pub fn hubs(&self, glossary: &Glossary, section: &str) -> Vec<u32> {
        let mut inside: Vec<u32> =
            self.order.iter().copied().filter(|number| glossary.term(*number).section == section).collect();
        inside.sort_by_key(|number| std::cmp::Reverse(self.dependents(*number)));
        inside
    }

    /// What a term needs, without what one of those needs anyway.
    pub fn direct_needs(&self, glossary: &Glossary, number: u32) -> impl Iterator<Item = u32> {
        let all: Vec<u32> = needs(glossary, number).collect();
        let others = all.clone();
        all.into_iter().filter(move |needed| !others.iter().any(|other| self.depends(*other, *needed)))
    }

    /// What is to be known of the graph as a whole.
    #[must_use]
    pub fn report(&self, glossary: &Glossary) -> Report {
        let level = |number: u32| Level::from(&glossary.term(number).level);
        let place = |number: u32| {
            let section = &glossary.term(number).section;
            glossary.sections().iter().position(|known| known.id == *section)
        };
        let pairs =
            || self.order.iter().flat_map(|number| needs(glossary, *number).map(|needed| (*number, needed)));
        let needless = |number: &u32| needs(glossary, *number).next().is_none();
        let core = self.order.iter().copied().filter(|number| level(*number) == Level::Core);
        let top = self.order.first().copied();
        let mut reached = vec![false; self.order.len()];
        if let Some(top) = top {
            reached[top as usize] = true;
            for step in crate::related::walk(glossary, top, usize::MAX, &Relation::ALL) {
                reached[step.term as usize] = true;
            }
        }
        Report {
            longest: self.longest(glossary),
            alone: self
                .order
                .iter()
                .copied()
                .filter(|number| needless(number) && self.dependents(*number) == 0)
                .collect(),
            beginnings: self.order.iter().filter(|number| needless(number)).count(),
            above: pairs().filter(|(a, b)| level(*a) == Level::Core && level(*b) > Level::Core).collect(),
            forward: pairs().filter(|(a, b)| place(*b) > place(*a)).count(),
            unreached: core.filter(|number| !reached[*number as usize]).collect(),
        }
    }

    /// The longest chain of prerequisites, from its beginning.
    fn longest(&self, glossary: &Glossary) -> Vec<u32> {
        // For each term the length of the longest chain to it, and the term before it there.
        let mut chains: Vec<(usize, Option<u32>)> = vec![(1, None); self.order.len()];
        for number in &self.order {
            let before = needs(glossary, *number).max_by_key(|needed| chains[*needed as usize].0);
            if let Some(before) = before {
                chains[*number as usize] = (chains[before as usize].0 + 1, Some(before));
            }
        }
        let mut at = self.order.iter().copied().max_by_key(|number| chains[*number as usize].0);
        let mut chain = Vec::new();
        while let Some(number) = at {
            chain.push(number);
            at = chains[number as usize].1;
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_graph_is_sound() {
        let glossary = Glossary::bundled();
        let map = Map::new(&glossary);
        let report = map.report(&glossary);
        let names = |numbers: &[u32]| -> Vec<String> {
            numbers.iter().map(|number| glossary.term(*number).id.to_string()).collect()
        };
        assert!(report.unreached.is_empty(), "core terms out of reach: {:?}", names(&report.unreached));
        for pair in report.longest.windows(2) {
            assert!(needs(&glossary, pair[1]).any(|needed| needed == pair[0]));
            assert!(map.depends(pair[1], pair[0]) && !map.depends(pair[0], pair[1]));
        }
    }

    #[test]
    fn dependents_are_those_of_a_walk() {
        let glossary = Glossary::bundled();
        let map = Map::new(&glossary);
        for id in ["residual-stream", "superposition", "sparse-autoencoder", "attribution-graph"] {
            let number = glossary.number(id).expect("a term");
            let walked = crate::related::walk(&glossary, number, usize::MAX, &[Relation::NeededBy]);
            assert_eq!(map.dependents(number), walked.len(), "{id}");
        }
    }
}
