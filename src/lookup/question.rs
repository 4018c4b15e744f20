//! Rung 7: a question that names its terms: `what does the OV circuit do?`, `what is the difference
//! between a transcoder and an SAE`. It answers if little else is said.

use super::{Answer, LONGEST, Match, Sought};
use crate::fold::squash;
use crate::glossary::{Glossary, named};
use crate::index::ArchivedOrigin;
use crate::words::is_empty_word;

/// Words that ask what a thing is or how two differ, beside those that say nothing at all.
const ASKING: &[&str] = &[
    "between",
    "best",
    "compare",
    "comparison",
    "compute",
    "definition",
    "define",
    "difference",
    "different",
    "differ",
    "example",
    "exactly",
    "happen",
    "interpretability",
    "intuition",
    "llm",
    "model",
    "network",
    "paper",
    "same",
    "transformer",
    "understand",
    "v",
    "versus",
    "vs",
];

pub(super) fn question(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let words = sought.words();
    let mut terms: Vec<u32> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_name(glossary, &words[at..]) {
            Some((length, mut meant)) => {
                meant.retain(|term| !terms.contains(term));
                terms.extend(meant);
                at += length;
            }
            None if is_empty_word(words[at]) || ASKING.contains(&words[at]) => at += 1,
            // Something else is said: that is for the description.
            None => return None,
        }
    }
    (!terms.is_empty() && terms.len() <= 4).then(|| Answer {
        matched: Match::Question,
        terms,
        suggestions: Vec::new(),
    })
}

/// The longest name that `words` begin with: its length in words, and the terms that bear it.
fn longest_name(glossary: &Glossary, words: &[&str]) -> Option<(usize, Vec<u32>)> {
    (1..=words.len().min(LONGEST)).rev().find_map(|length| {
        if length == 1 && (is_empty_word(words[0]) || ASKING.contains(&words[0])) {
            return None;
        }
        let squashed = squash(&words[..length].join(" "));
        let keys: Vec<_> = named(glossary.names(), &squashed).collect();
        let by_name = keys.iter().any(|key| key.origin == ArchivedOrigin::Name);
        let bearers = keys.iter().filter(|key| !by_name || key.origin == ArchivedOrigin::Name);
        let terms: Vec<u32> = bearers.map(|key| key.term.to_native()).collect();
        (!terms.is_empty()).then_some((length, terms))
    })
}
