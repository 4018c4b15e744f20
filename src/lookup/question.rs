//! Rung 9: a question that names its terms: `what does the OV circuit do?`, `what is the difference
//! between a transcoder and an SAE`. It answers if little else is said.

use super::{Answer, Match, Sought, exact, fuzzy};
use crate::fold::fold;
use crate::glossary::Glossary;
use crate::words::{Stems, is_empty_word};

/// Words that ask what a thing is or how two differ, beside those that say nothing at all.
const ASKING: &[&str] = &[
    "actually",
    "alway",
    "answer",
    "anyway",
    "apply",
    "baseline",
    "best",
    "better",
    "between",
    "care",
    "cause",
    "caused",
    "come",
    "common",
    "compare",
    "comparison",
    "compute",
    "correct",
    "count",
    "counted",
    "define",
    "definition",
    "differ",
    "differense",
    "different",
    "difficult",
    "easy",
    "even",
    "ever",
    "exactly",
    "example",
    "exist",
    "explanation",
    "find",
    "first",
    "general",
    "good",
    "happen",
    "hard",
    "help",
    "here",
    "important",
    "implement",
    "intuition",
    "kind",
    "llm",
    "learn",
    "look",
    "make",
    "matter",
    "measure",
    "meant",
    "model",
    "name",
    "network",
    "now",
    "often",
    "paper",
    "people",
    "point",
    "popular",
    "possible",
    "practize",
    "question",
    "read",
    "reason",
    "relate",
    "related",
    "relation",
    "relationship",
    "responsible",
    "right",
    "same",
    "say",
    "seem",
    "show",
    "simple",
    "simply",
    "start",
    "still",
    "stand",
    "sure",
    "theory",
    "transformer",
    "true",
    "type",
    "understand",
    "understanding",
    "v",
    "versus",
    "vs",
    "want",
    "worth",
    "wrong",
];

pub(super) fn question(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let mut terms: Vec<u32> = Vec::new();
    let mut rest = String::new();
    // Names in code before they are folded apart: `what does hook_resid_pre mean`.
    for word in sought.query.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let code = if word.contains(['_', '.']) { exact::code(glossary, word) } else { Vec::new() };
        if code.is_empty() {
            rest.push_str(word);
            rest.push(' ');
        }
        terms.extend(code);
    }
    let folded = fold(&rest);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut at = 0;
    while at < words.len() {
        if is_asking(words[at]) && name_ahead(glossary, &words[at..]).is_none() {
            at += 1;
            continue;
        }
        let exact = name_ahead(glossary, &words[at..]);
        let misspelt = misspelt_name(glossary, &words[at..]);
        // `feature absorbtion` is a longer name than `feature`. Where there is neither, something
        // else is said: that is for the description.
        let longer = misspelt.filter(|(length, _)| exact.as_ref().is_none_or(|(known, _)| length > known));
        let (length, meant) = longer.or(exact)?;
        terms.extend(meant);
        at += length;
    }
    let mut seen = Vec::new();
    terms.retain(|term| {
        !seen.contains(term) && {
            seen.push(*term);
            true
        }
    });
    (1..=4).contains(&terms.len()).then(|| Answer {
        matched: Match::Question,
        terms,
        suggestions: Vec::new(),
    })
}

/// The longest name that `words` begin with, if it is more than a word that only asks.
fn name_ahead(glossary: &Glossary, words: &[&str]) -> Option<(usize, Vec<u32>)> {
    glossary.longest_name(words).filter(|(length, _)| *length > 1 || !is_asking(words[0]))
}

/// Whether a word only asks.
fn is_asking(word: &str) -> bool {
    is_empty_word(word) || ASKING.contains(&word)
}

/// The name that `words` begin with if one of its words is misspelt: only looked for where a word
/// stands that no entry has, so that a sentence in good spelling is not bent into names.
fn misspelt_name(glossary: &Glossary, words: &[&str]) -> Option<(usize, Vec<u32>)> {
    let stems = Stems::default();
    let postings = &glossary.image().postings;
    let known = |word: &str| {
        let stem = stems.of(word);
        postings.words.binary_search_by(|known| known.stem.as_str().cmp(stem.as_str())).is_ok()
    };
    (1..=words.len().min(3)).rev().find_map(|length| {
        let run = &words[..length];
        if run.iter().all(|word| known(word)) {
            return None;
        }
        let answer = fuzzy::fuzzy(glossary, &Sought::new(&run.join(" ")))?;
        (answer.terms.len() == 1).then_some((length, answer.terms))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_ask_are_folded() {
        for word in ASKING {
            assert_eq!(fold(word), *word);
        }
    }
}
