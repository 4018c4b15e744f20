//! Words → the terms they name, by a ladder of rungs from certain to guessed. The first rung that
//! answers ends the climb. Each rung is a file of its own that can be read alone.

mod description;
mod exact;
mod fuzzy;
mod initials;
mod partial;
mod question;

use crate::fold::{fold, letters, squash};
use crate::glossary::{Glossary, LONGEST_NAME};
use crate::words::is_empty_word;

/// The rung that answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Its id or its name.
    Exact,
    /// An alias.
    Alias,
    /// A symbol.
    Symbol,
    /// A name in code.
    Code,
    /// The beginnings of its words, in any order.
    Prefix,
    /// Its words in other forms.
    Forms,
    /// Its words, abbreviated.
    Abbreviation,
    /// The first letters of its words.
    Initials,
    /// A name spelt nearly so.
    Fuzzy,
    /// A question that names it.
    Question,
    /// A description without its name.
    Description,
    /// Nothing.
    None,
}

impl Match {
    /// Its name in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Symbol => "symbol",
            Self::Code => "code",
            Self::Prefix => "prefix",
            Self::Forms => "forms",
            Self::Abbreviation => "abbreviation",
            Self::Initials => "initials",
            Self::Fuzzy => "fuzzy",
            Self::Question => "question",
            Self::Description => "description",
            Self::None => "none",
        }
    }

    /// Whether what was found is not quite what was asked.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        !matches!(self, Self::Exact | Self::Alias | Self::Symbol | Self::Code | Self::None)
    }
}

/// Whether the lower rungs may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guessing {
    /// Take what comes closest.
    Allowed,
    /// Only what was asked for.
    Forbidden,
}

/// A term that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// The term's number.
    pub term: u32,
    /// How near it is, from 0 to 1.
    pub score: f64,
}

/// What a look-up found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The words that were sought.
    pub query: String,
    /// The rung that answered.
    pub matched: Match,
    /// The terms: none, the one, or several that answer equally.
    pub terms: Vec<u32>,
    /// What may have been meant instead, nearest first.
    pub suggestions: Vec<Suggestion>,
}

/// Most suggestions that are worth reading.
const SUGGESTIONS: usize = 5;

/// What a rung answers: how, with which terms, and what else may have been meant.
struct Answer {
    matched: Match,
    terms: Vec<u32>,
    suggestions: Vec<Suggestion>,
}

/// A rung of the ladder.
type Rung = fn(&Glossary, &Sought<'_>) -> Option<Answer>;

/// The rungs below the exact one, from the likeliest guess to the boldest.
const GUESSES: [Rung; 9] = [
    partial::words,
    initials::initials,
    partial::forms,
    fuzzy::slip,
    partial::prefixes,
    fuzzy::fuzzy,
    partial::abbreviations,
    question::question,
    description::description,
];

/// Finds the terms that `query` names.
#[must_use]
pub fn lookup(glossary: &Glossary, query: &str, guessing: Guessing) -> Found {
    let sought = Sought::new(query);
    // `of` and `the` stand for nothing.
    let says = sought.words().iter().any(|word| !is_empty_word(word));
    let guesses = if guessing == Guessing::Allowed && says { &GUESSES[..] } else { &[] };
    let answer = exact::exact(glossary, &sought)
        .or_else(|| guesses.iter().find_map(|rung| rung(glossary, &sought)))
        .unwrap_or_else(|| Answer {
            matched: Match::None,
            terms: Vec::new(),
            suggestions: fuzzy::suggestions(glossary, &sought),
        });
    let Answer { matched, terms, mut suggestions } = answer;
    let mut seen = terms.clone();
    suggestions.retain(|suggestion| {
        let new = !seen.contains(&suggestion.term);
        seen.push(suggestion.term);
        new
    });
    suggestions.truncate(SUGGESTIONS);
    Found { query: query.to_owned(), matched, terms, suggestions }
}

/// Splits `words` into the fewest runs that each name a term exactly: `sae transcoder` are two.
/// `None` if they can't be split so.
#[must_use]
pub fn split<'w>(glossary: &Glossary, words: &'w [String]) -> Option<Vec<&'w [String]>> {
    // ways[n]: the fewest runs that cover the first n words, and the start of the last run.
    let mut ways: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in 1..=words.len() {
        let best = (end.saturating_sub(LONGEST_NAME)..end)
            .filter_map(|start| ways[start].map(|(runs, _)| (runs + 1, start)))
            .filter(|(_, start)| {
                let query = words[*start..end].join(" ");
                exact::exact(glossary, &Sought::new(&query)).is_some()
            })
            .min();
        ways.push(best);
    }
    let mut runs = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let (_, start) = ways[end]?;
        runs.push(&words[start..end]);
        end = start;
    }
    runs.reverse();
    Some(runs)
}

/// A query, folded once for all rungs.
struct Sought<'q> {
    query: &'q str,
    folded: String,
    squashed: String,
    letters: u32,
}

impl<'q> Sought<'q> {
    fn new(query: &'q str) -> Self {
        let folded = fold(query);
        let squashed = squash(&folded);
        let letters = letters(&folded);
        Self { query, folded, squashed, letters }
    }

    /// The folded words.
    fn words(&self) -> Vec<&str> {
        self.folded.split(' ').filter(|word| !word.is_empty()).collect()
    }
}

/// `part` of `whole`, from 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "lengths of names")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn unique(mut terms: Vec<u32>) -> Vec<u32> {
    terms.sort_unstable();
    terms.dedup();
    terms
}
