//! Ways through the glossary: what to read, in which order, and why each comes next. Keeps no
//! account of what was read.

use crate::glossary::Glossary;
use crate::index::Relation;
use crate::model::{ArchivedBlock, ArchivedSpan, Field, Level};

/// Words that a reader is taken to read in a minute. Silent readers of English non-fiction read 238 on
/// average (M. Brysbaert, "How many words do we read per minute?", 2019); an entry has formulas
/// and is thought over.
pub const WORDS_A_MINUTE: usize = 150;

/// Where a way leads through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// The whole glossary, from the top.
    Whole,
    /// The section of this place among the sections.
    Section(usize),
    /// What must be read for this term, and then it.
    Term(u32),
    /// The tour of this place among the tours.
    Tour(usize),
}

/// A way through the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Where it leads through.
    pub course: Course,
    /// The furthest level that it enters, but for what a term needs.
    pub level: Level,
    /// The terms in the order in which they are read.
    pub terms: Vec<u32>,
    /// For each of them the term for whose sake it is read there: itself, unless it was brought
    /// forward because that one needs it.
    goals: Vec<u32>,
}

/// Why a term comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason<'g> {
    /// A section begins with it.
    Begins,
    /// It is next in its section.
    Follows,
    /// This term, which is read later, needs it.
    NeededBy(u32),
    /// All that it needs has been read.
    Ready,
    /// The tour says so.
    Bridge(&'g str),
}

impl Way {
    /// The way of this course through terms up to `level`.
    #[must_use]
    pub fn new(glossary: &Glossary, course: Course, level: Level) -> Self {
        let passes = |number: &u32| Level::from(&glossary.term(*number).level) <= level;
        let all = 0..u32::try_from(glossary.terms().len()).unwrap_or(u32::MAX);
        let (terms, goals) = match course {
            Course::Whole => in_order(glossary, all.filter(passes)).unzip(),
            Course::Section(at) => {
                let id = glossary.sections()[at].id.as_str();
                let inside = |number: &u32| glossary.term(*number).section == id;
                in_order(glossary, all.filter(inside).filter(passes)).filter(|(term, _)| inside(term)).unzip()
            }
            Course::Term(number) => in_order(glossary, std::iter::once(number)).unzip(),
            Course::Tour(at) => {
                let stops = glossary.tours()[at].stops.iter();
                let terms: Vec<u32> = stops.filter_map(|stop| glossary.number(&stop.term)).collect();
                (terms.clone(), terms)
            }
        };
        Self { course, level, terms, goals }
    }

    /// The place of a term on the way.
    #[must_use]
    pub fn place(&self, number: u32) -> Option<usize> {
        self.terms.iter().position(|term| *term == number)
    }

    /// Why the term at place `at` is read there.
    #[must_use]
    pub fn reason<'g>(&self, glossary: &'g Glossary, at: usize) -> Reason<'g> {
        let number = self.terms[at];
        let section = |number: u32| glossary.term(number).section.as_str();
        if let Course::Tour(tour) = self.course {
            let mut stops = glossary.tours()[tour].stops.iter();
            return stops
                .find(|stop| stop.term == glossary.term(number).id)
                .map_or(Reason::Follows, |stop| Reason::Bridge(&stop.bridge));
        }
        if let Course::Term(goal) = self.course {
            if number == goal {
                return Reason::Ready;
            }
            return self.needed_by(glossary, at).map_or(Reason::Follows, Reason::NeededBy);
        }
        if self.goals[at] != number {
            return self.needed_by(glossary, at).map_or(Reason::Follows, Reason::NeededBy);
        }
        let own = |at: &usize| self.goals[*at] == self.terms[*at];
        let before = (0..at).rev().find(own).map(|before| section(self.terms[before]));
        if before == Some(section(number)) { Reason::Follows } else { Reason::Begins }
    }

    /// The first term behind `at` that needs the term there.
    fn needed_by(&self, glossary: &Glossary, at: usize) -> Option<u32> {
        let number = self.terms[at];
        let needs = |term: u32| needs(glossary, term).any(|needed| needed == number);
        self.terms[at + 1..].iter().copied().find(|term| needs(*term))
    }
}

/// What a term needs, in the order of the glossary.
pub fn needs(glossary: &Glossary, number: u32) -> impl Iterator<Item = u32> {
    glossary.relations(number).filter(|(relation, _)| *relation == Relation::Needs).map(|(_, term)| term)
}

/// `goals` in their order, each behind everything that it needs, however far; beside each term the
/// goal that brought it there.
fn in_order(glossary: &Glossary, goals: impl Iterator<Item = u32>) -> impl Iterator<Item = (u32, u32)> {
    let mut seen = vec![false; glossary.terms().len()];
    let mut ordered = Vec::new();
    for goal in goals {
        // Terms that wait for what they need, with what is left to look at of that.
        let mut waiting: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut reach = |number: u32, waiting: &mut Vec<(u32, Vec<u32>)>| {
            if !std::mem::replace(&mut seen[number as usize], true) {
                let mut needed: Vec<u32> = needs(glossary, number).collect();
                needed.sort_unstable_by(|a, b| b.cmp(a));
                waiting.push((number, needed));
            }
        };
        reach(goal, &mut waiting);
        while let Some((number, needed)) = waiting.last_mut() {
            if let Some(next) = needed.pop() {
                reach(next, &mut waiting);
            } else {
                ordered.push((*number, goal));
                waiting.pop();
            }
        }
    }
    ordered.into_iter()
}

/// The words of an entry, names of sources and relations not counted.
#[must_use]
pub fn words(glossary: &Glossary, number: u32) -> usize {
    let count = |text: &str| text.split_whitespace().count();
    let spans = |spans: &[ArchivedSpan]| spans.iter().map(|span| count(&span.text).max(1)).sum::<usize>();
    let block = |block: &ArchivedBlock| match block {
        ArchivedBlock::Paragraph(text)
        | ArchivedBlock::Item { spans: text, .. }
        | ArchivedBlock::Quote(text) => spans(text),
        ArchivedBlock::Code { text, .. } | ArchivedBlock::Display { text, .. } => count(text),
    };
    let fields = Field::ALL.iter().filter(|field| **field != Field::Tangent);
    let prose = fields.flat_map(|field| glossary.prose(number, *field).iter().map(block));
    count(&glossary.term(number).short) + prose.sum::<usize>()
}

/// The minutes that reading `terms` takes, at [`WORDS_A_MINUTE`], rounded up.
pub fn minutes(glossary: &Glossary, terms: impl Iterator<Item = u32>) -> usize {
    terms.map(|number| words(glossary, number)).sum::<usize>().div_ceil(WORDS_A_MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way keeps the promise: nothing before what it needs, as far as that is on the way.
    #[test]
    fn nothing_comes_before_what_it_needs() {
        let glossary = Glossary::bundled();
        let sections = (0..glossary.sections().len()).map(Course::Section);
        let tours = (0..glossary.tours().len()).map(Course::Tour);
        let terms = (0u32..).zip(glossary.terms()).map(|(number, _)| number).map(Course::Term);
        for course in std::iter::once(Course::Whole).chain(sections).chain(tours).chain(terms) {
            for level in Level::ALL {
                let way = Way::new(&glossary, course, *level);
                for (at, number) in way.terms.iter().enumerate() {
                    let late = needs(&glossary, *number)
                        .filter_map(|needed| way.place(needed))
                        .find(|place| *place > at);
                    assert_eq!(late, None, "{course:?}: {}", glossary.term(*number).id);
                    // Whoever asks for a reason gets one.
                    let _ = way.reason(&glossary, at);
                }
            }
        }
    }

    #[test]
    fn the_whole_way_is_whole() {
        let glossary = Glossary::bundled();
        let whole = Way::new(&glossary, Course::Whole, Level::Advanced);
        assert_eq!(whole.terms.len(), glossary.terms().len());
        let core = Way::new(&glossary, Course::Whole, Level::Core);
        assert!(core.terms.len() < whole.terms.len());
        let all_core = glossary.terms().iter().filter(|term| Level::from(&term.level) == Level::Core).count();
        assert!(core.terms.len() >= all_core, "every core term is on the short way");
    }

    #[test]
    fn a_curriculum_ends_with_its_term() {
        let glossary = Glossary::bundled();
        let goal = glossary.number("attribution-graph").expect("a term");
        let way = Way::new(&glossary, Course::Term(goal), Level::Advanced);
        assert_eq!(way.terms.last(), Some(&goal));
        assert_eq!(way.reason(&glossary, way.terms.len() - 1), Reason::Ready);
        assert!(matches!(way.reason(&glossary, 0), Reason::NeededBy(_)));
    }
}
