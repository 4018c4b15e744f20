//! Rung 8: a description without the name: `SAE features that never fire`. Answers only if an
//! entry speaks of most of what was said.

use super::{Answer, Match, Sought, Suggestion};
use crate::glossary::Glossary;
use crate::search::search;

/// Below this score nothing is shown as the answer; chosen on the tuning part of `tests/golden/`.
const ANSWERS: f32 = 0.33;

/// Below this score nothing is worth a suggestion.
const SUGGESTS: f32 = 0.2;

pub(super) fn description(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let hits = search(glossary, sought.query, SUGGESTS);
    let best = hits.first()?;
    if best.score < ANSWERS || sought.words().len() < 2 {
        return None;
    }
    let suggestion = |hit: &crate::search::Hit| Suggestion { term: hit.term, score: f64::from(hit.score) };
    Some(Answer {
        matched: Match::Description,
        terms: vec![best.term],
        suggestions: hits[1..].iter().take(super::SUGGESTIONS).map(suggestion).collect(),
    })
}
