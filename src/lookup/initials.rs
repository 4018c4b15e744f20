//! Rung 3: the first letters of a name's words: `RLHF` where nobody listed it as an alias.

use super::{Answer, Match, Sought, unique};
use crate::glossary::Glossary;

pub(super) fn initials(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let word = sought.folded.as_str();
    if !(2..=6).contains(&word.len()) || word.contains(' ') {
        return None;
    }
    let singular = word.strip_suffix('s').filter(|word| word.len() > 1);
    let terms: Vec<u32> = glossary
        .names()
        .iter()
        // Most names are out by their first letter.
        .filter(|key| key.text.as_bytes().first() == word.as_bytes().first())
        .filter(|key| {
            are_initials(word, &key.text) || singular.is_some_and(|word| are_initials(word, &key.text))
        })
        .map(|key| key.term.to_native())
        .collect();
    (!terms.is_empty()).then(|| Answer {
        matched: Match::Initials,
        terms: unique(terms),
        suggestions: Vec::new(),
    })
}

/// Whether `letters` are the first ones of all words of `name`, or of all but the small ones.
fn are_initials(letters: &str, name: &str) -> bool {
    let all = name.split(' ').filter_map(|word| word.chars().next());
    let large = name
        .split(' ')
        .filter(|word| !matches!(*word, "a" | "and" | "by" | "for" | "in" | "of" | "on" | "the" | "to"));
    let large = large.filter_map(|word| word.chars().next());
    letters.chars().eq(all) || letters.chars().eq(large)
}
