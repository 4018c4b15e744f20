//! Rung 10: a description without the name: `SAE features that never fire`. Answers only if an
//! entry speaks of what was said; else what comes near is suggested.

use super::{Answer, Match, SUGGESTIONS, Sought, Suggestion, fuzzy};
use crate::glossary::Glossary;
use crate::search::{Hit, search};

/// An answer has at least this score, and at least two of the words in its short passages: with
/// one word in common, an entry on probes answers to `space probe launch date`. Both were chosen on
/// the tuning part of `tests/golden/`, where they keep back all but one of 41 queries about other things
/// and few that an entry answers.
const ANSWERS: f32 = 0.3;
const WORDS: usize = 2;

/// Below this score nothing is worth a suggestion.
const SUGGESTS: f32 = 0.12;

pub(super) fn description(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let hits = search(glossary, sought.query, SUGGESTS);
    let best = hits.first()?;
    let suggestion = |hit: &Hit| Suggestion { term: hit.term, score: f64::from(hit.score) };
    if best.score < ANSWERS || best.words < WORDS {
        let mut suggestions = fuzzy::suggestions(glossary, sought);
        suggestions.truncate(if sought.words().len() > 2 { 0 } else { SUGGESTIONS });
        suggestions.extend(hits.iter().take(SUGGESTIONS).map(suggestion));
        return Some(Answer { matched: Match::None, terms: Vec::new(), suggestions });
    }
    Some(Answer {
        matched: Match::Description,
        terms: vec![best.term],
        suggestions: hits[1..].iter().take(SUGGESTIONS).map(suggestion).collect(),
    })
}
