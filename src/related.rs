//! How terms hang together: neighbours, a walk outward, the way from one to another.

use std::collections::VecDeque;

use crate::glossary::Glossary;
use crate::index::Relation;

/// One step of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The term that was reached.
    pub term: u32,
    /// Steps from the root, from 1.
    pub depth: usize,
    /// How the term before is related to this one.
    pub relation: Relation,
    /// The term before.
    pub via: u32,
}

/// The terms around `root` within `depth` steps over `relations`: breadth first, each once, in
/// the order in which relations are shown.
#[must_use]
pub fn walk(glossary: &Glossary, root: u32, depth: usize, relations: &[Relation]) -> Vec<Step> {
    let mut seen = vec![false; glossary.terms().len()];
    seen[root as usize] = true;
    let mut steps: Vec<Step> = Vec::new();
    let mut ahead = VecDeque::from([(root, 0)]);
    while let Some((via, far)) = ahead.pop_front() {
        if far == depth {
            break;
        }
        for (relation, term) in glossary.relations(via) {
            if relations.contains(&relation) && !std::mem::replace(&mut seen[term as usize], true) {
                steps.push(Step { term, depth: far + 1, relation, via });
                ahead.push_back((term, far + 1));
            }
        }
    }
    steps
}

/// The shortest way from one term to another; empty if they are the same, `None` if there is
/// none.
#[must_use]
pub fn path(glossary: &Glossary, from: u32, to: u32) -> Option<Vec<Step>> {
    if from == to {
        return Some(Vec::new());
    }
    let steps = walk(glossary, from, usize::MAX, &Relation::ALL);
    let reached = |term: u32| steps.iter().find(|step| step.term == term);
    let mut way = vec![*reached(to)?];
    while let Some(step) = way.last().filter(|step| step.via != from) {
        way.push(*reached(step.via)?);
    }
    way.reverse();
    Some(way)
}
