//! Rung 10: a description without the name: `SAE features that never fire`. Answers only if an
//! entry speaks of what was said; else what comes near is suggested.

use super::{Answer, Match, SUGGESTIONS, Sought, Suggestion, fuzzy};
use crate::glossary::Glossary;
use crate::search::{Hit, search};
use crate::words::words;

/// How much surer an answer is for each of the words sought that stand in its short passages (up to
/// [`MOST`]), beside its score; and how sure it has to be. With one word in common, an entry on
/// probes would answer to `space probe launch date`. Both come from a logistic fit to right answers
/// and to queries about other things in the tuning part of `tests/golden/`: some 97 % of the former answer,
/// some 4 % of the latter. Neither the rarity of the words, nor their share, nor the lead over the second
/// told the two better apart.
const SURER: f32 = 0.225;
const MOST: usize = 5;
const SURE: f32 = 1.05;

/// A query of so few words needs this score: two words that meet in an entry may mean another thing
/// together, as in `head of state`.
const FEW: usize = 2;
const SURE_OF_FEW: f32 = 0.73;

/// Below this score nothing is worth a suggestion.
const SUGGESTS: f32 = 0.12;

pub(super) fn description(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let hits = search(glossary, sought.query, SUGGESTS);
    let best = hits.first()?;
    let suggestion = |hit: &Hit| Suggestion { term: hit.term, score: f64::from(hit.score) };
    #[allow(clippy::cast_precision_loss, reason = "up to five")]
    let sure = best.score + SURER * best.words.min(MOST) as f32;
    let few = words(sought.query).len() <= FEW && best.score < SURE_OF_FEW;
    // A name of several words does not stand there by chance.
    if few || sure < SURE && !(best.named > 1 && best.named * 3 >= sought.words().len()) {
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
