//! Rung 9: a question that names its terms: `what does the OV circuit do?`, `what is the difference
//! between a transcoder and an SAE`. It answers if little else is said.

use super::{Answer, Match, Sought, exact, fuzzy, unique};
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
    "coined",
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
    "five",
    "general",
    "good",
    "happen",
    "hard",
    "help",
    "here",
    "im",
    "important",
    "implement",
    "introduced",
    "intuition",
    "invented",
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
    "shape",
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

/// Words that hold two terms against each other: their order stays that of the question.
const COMPARING: &[&str] = &[
    "and",
    "between",
    "compare",
    "comparison",
    "differ",
    "differense",
    "different",
    "instead",
    "or",
    "relate",
    "relation",
    "relationship",
    "same",
    "than",
    "v",
    "versus",
    "vs",
];

/// Words that, with those that ask, name the setting of nearly every question.
const SETTING: &[&str] =
    &["deep", "interp", "interpretability", "language", "large", "mech", "mechanistic", "net", "neural"];

/// Most words that a clause without a name may say beside: `… and can I trust it`.
const ASIDE: usize = 2;

pub(super) fn question(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let mut named: Vec<Named> = Vec::new();
    let mut compares = false;
    // A name in code is never said by chance: `what does hook_pattern contain`.
    let codes = sought.query.split_whitespace().flat_map(|word| code(glossary, word)).collect();
    if let [term] = unique(codes)[..] {
        return Some(Answer { matched: Match::Question, terms: vec![term], suggestions: Vec::new() });
    }
    for (number, clause) in clauses(sought.query).enumerate() {
        let read = Clause::of(glossary, &clause);
        // Where a name has something else said of it, the description may know better.
        let aside = number > 0 && read.named.is_empty() && read.other <= ASIDE;
        if read.other > 0 && !aside {
            return None;
        }
        compares |= number > 0 && !read.named.is_empty() || read.compares;
        named.extend(read.named);
    }
    // `superposition in neural networks` asks for the one, not for the other.
    if named.iter().any(|named| !named.setting) {
        named.retain(|named| !named.setting);
    }
    if !compares {
        // `features in superposition` is about the rarer of the two.
        named.sort_by_key(|named| named.held);
    }
    let mut terms: Vec<u32> = Vec::new();
    for term in named.into_iter().flat_map(|named| named.terms) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    (1..=4).contains(&terms.len()).then(|| Answer {
        matched: Match::Question,
        terms,
        suggestions: Vec::new(),
    })
}

/// The clauses of a question, parted by stops and by `and`.
fn clauses(query: &str) -> impl Iterator<Item = String> {
    let mut clauses = vec![String::new()];
    for word in query.split_whitespace() {
        let clause = clauses.last_mut();
        if let Some(clause) = clause.filter(|_| word != "and") {
            clause.push_str(word);
            clause.push(' ');
        }
        if word == "and" || word.ends_with([',', ';', ':', '?', '!', '.']) {
            clauses.push(String::new());
        }
    }
    clauses.into_iter().filter(|clause| !clause.trim().is_empty())
}

/// A name that stands in a question.
struct Named {
    /// The terms that bear it.
    terms: Vec<u32>,
    /// In how many entries its rarest word occurs.
    held: usize,
    /// Whether it only says where: `in a language model`.
    setting: bool,
}

/// What a clause is made of.
struct Clause {
    named: Vec<Named>,
    compares: bool,
    /// How many words neither ask nor name.
    other: usize,
}

impl Clause {
    fn of(glossary: &Glossary, clause: &str) -> Self {
        let mut read = Self { named: Vec::new(), compares: false, other: 0 };
        let mut rest = String::new();
        // Names in code before they are folded apart: `hook_resid_pre vs hook_resid_post`.
        for word in clause.split_whitespace() {
            let code = code(glossary, word);
            if code.is_empty() {
                rest.push_str(word);
                rest.push(' ');
            } else {
                read.named.push(Named { terms: code, held: 0, setting: false });
            }
        }
        let folded = fold(&rest);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            let exact = name_ahead(glossary, &words[at..]);
            if exact.is_none() && is_asking(words[at]) {
                read.compares |= COMPARING.contains(&words[at]);
                at += 1;
                continue;
            }
            let misspelt = misspelt_name(glossary, &words[at..]);
            // `feature absorbtion` is a longer name than `feature`.
            let longer =
                misspelt.filter(|(length, _)| exact.as_ref().is_none_or(|(known, _)| length > known));
            let Some((length, terms)) = longer.or(exact) else {
                read.other += 1;
                at += 1;
                continue;
            };
            let name = &words[at..at + length];
            let setting = name.iter().all(|word| is_asking(word) || SETTING.contains(word));
            read.named.push(Named { terms, held: held(glossary, name), setting });
            at += length;
        }
        read
    }
}

/// The terms whose name in code, or symbol, a word of a question is.
fn code(glossary: &Glossary, word: &str) -> Vec<u32> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if !word.contains(['_', '.']) {
        return Vec::new();
    }
    let code = exact::code(glossary, word);
    if !code.is_empty() {
        return code;
    }
    let symbol = exact::symbol(glossary, word);
    if !symbol.is_empty() {
        return symbol;
    }
    // `HookedTransformer.from_pretrained` asks for what stands before the dot.
    let before = word.split('.').next().filter(|before| before.contains(char::is_uppercase)).map(fold);
    before.and_then(|name| glossary.longest_name(&[&name])).map_or_else(Vec::new, |(_, terms)| terms)
}

/// In how many entries the rarest of `words` occurs.
fn held(glossary: &Glossary, words: &[&str]) -> usize {
    let stems = Stems::default();
    let postings = &glossary.image().postings;
    let held =
        |word: &&str| postings.place(&stems.of(word)).map_or(0, |at| postings.words[at].postings.len());
    words.iter().map(held).min().unwrap_or(0)
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
    let known = |word: &str| is_empty_word(word) || postings.place(&stems.of(word)).is_some();
    (1..=words.len().min(3)).rev().find_map(|length| {
        let run = &words[..length];
        // A short word that no entry has is another thing: `probe the moon`.
        if run.concat().len() < 6 {
            return None;
        }
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
        for word in ASKING.iter().chain(COMPARING).chain(SETTING) {
            assert_eq!(fold(word), *word);
        }
    }
}
