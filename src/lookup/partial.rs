//! Rungs 2, 4, 6 and 8: the words of a name in any order, each begun, in another form, or abbreviated.

use std::collections::BTreeMap;

use super::{Answer, Match, Sought, Suggestion, share};
use crate::fold::{letters, squash};
use crate::glossary::Glossary;
use crate::index::Origin;
use crate::words::{Stems, is_empty_word};

/// Rung 2: all words of the name, each whole or begun, in any order: `head attention`,
/// `sparse autoenc`, `latents of an SAE`.
pub(super) fn words(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    if sought.squashed.chars().count() < 3 {
        return None;
    }
    let begun =
        |words: &[&str]| found(glossary, words, Match::Prefix, |word, name| name.starts_with(word), 0);
    let words = sought.words();
    begun(&words).or_else(|| begun(&telling(&words)?))
}

/// The words that say something, if others stand between them.
fn telling<'w>(words: &[&'w str]) -> Option<Vec<&'w str>> {
    let telling: Vec<&str> = words.iter().copied().filter(|word| !is_empty_word(word)).collect();
    (telling.len() > 1 && telling.len() < words.len()).then_some(telling)
}

/// Rung 6: every word begins a word of the name: `induction`, `scrub`. The names with the fewest
/// words besides answer; if they are of several terms, all do.
pub(super) fn prefixes(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let words = sought.words();
    // One letter says nothing, and up to three begin too much: they may be a word of the name.
    if sought.squashed.chars().count() < 2 {
        return None;
    }
    if sought.squashed.chars().count() < 4 {
        return found(glossary, &words, Match::Prefix, |word, name| word == name, usize::MAX);
    }
    found(glossary, &words, Match::Prefix, |word, name| name.starts_with(word), usize::MAX)
        .or_else(|| run_together(glossary, sought))
}

/// The shortest name that begins with what was sought when its blanks are taken out: `Kcomp`.
fn run_together(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    // Names are sorted so.
    let names = glossary.names();
    let start = names.partition_point(|key| squash(&key.text) < sought.squashed);
    let begins = names[start..].iter().take_while(|key| squash(&key.text).starts_with(&sought.squashed));
    let shortest = begins.min_by_key(|key| (key.text.len(), key.term.to_native()))?;
    let terms = vec![shortest.term.to_native()];
    Some(Answer { matched: Match::Prefix, terms, suggestions: Vec::new() })
}

/// Rung 4: the name's words in other forms: `erasing concepts`, `decomposed parameters`. The name
/// has no other word.
pub(super) fn forms(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let words = sought.words();
    if words.iter().all(|word| word.len() < 5) {
        return None;
    }
    // A short stem says too little: such a word is kept as it is.
    let stems = Stems::default();
    // One that takes off more than an ending would be another word: `distilllation`, `distill`.
    let stem = |word: &&str| {
        let fits = |stem: &String| stem.len() > 3 && word.len() <= stem.len() + 5 && word.starts_with(stem);
        Some(stems.of(word)).filter(fits)
    };
    let telling = telling(&words).unwrap_or(words);
    let stemmed: Vec<String> =
        telling.iter().map(|word| stem(word).unwrap_or_else(|| (*word).to_owned())).collect();
    let stemmed: Vec<&str> = stemmed.iter().map(String::as_str).collect();
    // `traced` is another form of `tracing`, which does not begin with its stem `trace`.
    let same = |stem: &str, name: &str| {
        name == stem || name.bytes().next() == stem.bytes().next() && stems.of(name) == stem
    };
    let begins =
        |stem: &str, name: &str| stem.len() > 4 && name.starts_with(stem) && name.len() <= stem.len() + 5;
    found(glossary, &stemmed, Match::Forms, same, 0)
        .or_else(|| found(glossary, &stemmed, Match::Forms, begins, 0))
}

/// Rung 8: every word stands for a word of the name, of which it has the first letter and some
/// others in their order: `attn head`, `resid strm`. The name has no other word.
pub(super) fn abbreviations(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let words = sought.words();
    if sought.squashed.chars().count() < 3 || words.iter().any(|word| word.len() < 2) {
        return None;
    }
    found(glossary, &words, Match::Abbreviation, abbreviates, 0)
}

/// Whether `word` has the first letter of `name` and others of it, in order. An abbreviation
/// leaves out a quarter of the letters or more: less is a slip.
fn abbreviates(word: &str, name: &str) -> bool {
    if name.starts_with(word) {
        return true;
    }
    let mut letters = name.chars();
    let in_order = word.chars().all(|c| letters.any(|other| other == c));
    // What is left out first are the vowels: `attn`, `strm`. `file` is no `faithfulness`.
    if word.chars().skip(1).any(|c| "aeiou".contains(c)) {
        return false;
    }
    name.chars().next() == word.chars().next() && in_order && word.len() * 4 <= name.len() * 3
}

/// How far a name is from what was sought: the words it has besides, whether it is an alias, the
/// letters it has besides.
type Rank = (usize, Origin, usize);

fn found(
    glossary: &Glossary,
    words: &[&str],
    matched: Match,
    stands_for: impl Fn(&str, &str) -> bool,
    most_left: usize,
) -> Option<Answer> {
    let asked = words.iter().map(|word| word.len() + 1).sum::<usize>().checked_sub(1)?;
    let sought = words.iter().fold(0, |mask, word| mask | letters(word));
    let mut best: BTreeMap<u32, Rank> = BTreeMap::new();
    for key in glossary.names() {
        // Every letter sought must occur, and no word stands for two.
        if sought & !key.letters.to_native() != 0 || key.text.len() < words.len() {
            continue;
        }
        if let Some(left) = words_left(words, &key.text, &stands_for).filter(|left| *left <= most_left) {
            let spare = key.text.len().saturating_sub(asked);
            let rank = (left, Origin::from(key.origin), spare);
            let known = best.entry(key.term.to_native()).or_insert(rank);
            *known = rank.min(*known);
        }
    }
    let mut ranked: Vec<(Rank, u32)> = best.into_iter().map(|(term, rank)| (rank, term)).collect();
    ranked.sort_unstable();
    let fewest = ranked.first()?.0.0;
    let (equals, rest) = ranked.split_at(ranked.partition_point(|((left, ..), _)| *left == fewest));
    let suggestion =
        |((.., spare), term): &(Rank, u32)| Suggestion { term: *term, score: share(asked, asked + spare) };
    let terms = equals.iter().map(|(_, term)| *term).collect();
    Some(Answer { matched, terms, suggestions: rest.iter().map(suggestion).collect() })
}

/// If each of `words` stands for another word of `name`: how many words of `name` are left.
fn words_left(words: &[&str], name: &str, stands_for: impl Fn(&str, &str) -> bool) -> Option<usize> {
    let mut left: Vec<&str> = name.split(' ').collect();
    for word in words {
        // The shortest word that it stands for, so that `a` leaves `attention` to `att`.
        let fitting = left.iter().enumerate().filter(|(_, candidate)| stands_for(word, candidate));
        let taken = fitting.min_by_key(|(_, candidate)| candidate.len())?.0;
        left.remove(taken);
    }
    Some(left.len())
}
