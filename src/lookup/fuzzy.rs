//! Rungs 5 and 7: a name with letters swapped, doubled, missing or wrong; and what to suggest when
//! nothing answers.

use std::collections::BTreeMap;

use super::{Answer, Match, SUGGESTIONS, Sought, Suggestion, share};
use crate::fold::{letters, squash};
use crate::glossary::Glossary;
use crate::index::ArchivedKey;
use crate::spelling::Spelling;
use crate::words::Stems;

/// The slips that a name of this many letters may have.
const fn slips(length: usize) -> usize {
    match length {
        // Three letters are an acronym: another one is another thing.
        0..=3 => 0,
        4..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// Rung 5: a name with one slip in it. It goes before names that only begin so: `activatin` is
/// no activating example.
pub(super) fn slip(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let long = sought.squashed.len() > 4;
    long.then(|| near(glossary, sought, 1)).flatten()
}

/// Rung 7: a name with as many slips as its length allows.
pub(super) fn fuzzy(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    near(glossary, sought, slips(sought.squashed.chars().count()))
}

/// The nearest name within `limit` slips answers; if several are equally near, all do.
fn near(glossary: &Glossary, sought: &Sought<'_>, limit: usize) -> Option<Answer> {
    let length = sought.squashed.chars().count();
    if limit == 0 {
        return None;
    }
    let spelling = Spelling::new(&sought.squashed);
    let words = words(glossary, sought);
    let mut near: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for key in glossary.names() {
        if !may_be_near(sought, key, limit) {
            continue;
        }
        let distance = spelling.distance(&key.text);
        if distance <= limit
            && distance < key.text.len()
            && !swaps_an_acronym(&sought.folded, &key.text)
            && !replaces_a_word(&words, &key.text)
        {
            // Of names equally far, the one that begins alike is likelier: 0 to 1000.
            let unlike = unlike(&sought.squashed, &squash(&key.text));
            let rank = near.entry(key.term.to_native()).or_insert((distance, unlike));
            *rank = (*rank).min((distance, unlike));
        }
    }
    let mut ranked: Vec<((usize, u32), u32)> = near.into_iter().map(|(term, rank)| (rank, term)).collect();
    ranked.sort_unstable();
    let (distance, unlike) = ranked.first()?.0;
    let equal = |((d, u), _): &((usize, u32), u32)| *d == distance && *u < unlike + 15;
    let (equals, rest): (Vec<_>, Vec<_>) = ranked.iter().partition(|rank| equal(rank));
    let suggestion = |((distance, _), term): &((usize, u32), u32)| Suggestion {
        term: *term,
        score: 1.0 - share(*distance, length),
    };
    Some(Answer {
        matched: Match::Fuzzy,
        terms: equals.iter().map(|(_, term)| *term).collect(),
        suggestions: rest.iter().map(suggestion).collect(),
    })
}

/// A word of a query.
struct Word {
    folded: String,
    /// As it was written, in small letters.
    written: String,
    /// Whether entries use it: such a word is hardly a slip of another.
    real: bool,
}

fn words(glossary: &Glossary, sought: &Sought<'_>) -> Vec<Word> {
    let stems = Stems::default();
    let postings = &glossary.image().postings;
    let written = sought.query.to_lowercase();
    let written: Vec<&str> =
        written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let folded = sought.words();
    let same = written.len() == folded.len();
    let word = |(at, folded): (usize, &&str)| Word {
        folded: (*folded).to_owned(),
        written: (if same { written[at] } else { folded }).to_owned(),
        real: postings.place(&stems.of(folded)).is_some(),
    };
    folded.iter().enumerate().map(word).collect()
}

/// Whether a name of as many words has another word in place of a real one: `food` is no slip of
/// `OOD`, nor `attention span` of `attention SAE`; but `logic lens` is one of `logit lens`.
fn replaces_a_word(words: &[Word], name: &str) -> bool {
    if name.split(' ').count() != words.len() {
        return false;
    }
    let most = |word: &Word| usize::from(words.len() > 1 || word.folded.len() > 4);
    // Names are folded to the singular: `bases` may be a slip of `biases`.
    let far = |word: &Word, name: &str| {
        let plurals = [name.to_owned(), format!("{name}s"), format!("{name}es")];
        let written = plurals.iter().map(|plural| strsim::osa_distance(&word.written, plural)).min();
        written.is_none_or(|distance| distance.min(strsim::osa_distance(&word.folded, name)) > most(word))
    };
    words.iter().zip(name.split(' ')).any(|(word, name)| word.real && word.folded != name && far(word, name))
}

/// Whether two names of as many words differ in one of at most three letters: `OWT dataset` is no
/// slip of `IOI dataset`.
fn swaps_an_acronym(sought: &str, name: &str) -> bool {
    let words = || sought.split(' ').zip(name.split(' '));
    sought.contains(' ')
        && sought.split(' ').count() == name.split(' ').count()
        && words().any(|(a, b)| a != b && a.len() <= 3 && b.len() <= 3 && strsim::osa_distance(a, b) > 2)
}

/// Whether a name can be within `limit` slips at all: one slip changes the length by one and
/// the set of letters by two. Rejects all but a few of the names in a few instructions each.
fn may_be_near(sought: &Sought<'_>, key: &ArchivedKey, limit: usize) -> bool {
    let differ = (sought.letters ^ key.letters.to_native()).count_ones() as usize;
    let blanks = 6;
    differ <= 2 * limit
        && key.text.len() + limit >= sought.squashed.len()
        && key.text.len() <= sought.squashed.len() + limit + blanks
}

/// How unlike two names are by Jaro and Winkler, from 0 to 1000.
fn unlike(a: &str, b: &str) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1000")]
    let unlike = ((1.0 - strsim::jaro_winkler(a, b)) * 1000.0) as u32;
    unlike
}

/// Names alike as a whole, and names that share a word.
pub(super) fn suggestions(glossary: &Glossary, sought: &Sought<'_>) -> Vec<Suggestion> {
    let long = sought.folded.split(' ').filter(|word| word.len() > 3);
    let words: Vec<(&str, u32)> = long.map(|word| (word, letters(word))).collect();
    let mut best: BTreeMap<u32, f64> = BTreeMap::new();
    for key in glossary.names() {
        let differ = (sought.letters ^ key.letters.to_native()).count_ones();
        let alike =
            if differ <= 6 { strsim::jaro_winkler(&sought.squashed, &squash(&key.text)) } else { 0.0 };
        // Any two names have some letters in common; below this they are strangers.
        let alike = if alike < 0.75 { 0.0 } else { alike };
        let missing = !key.letters.to_native();
        let likely = words.iter().filter(|(_, letters)| letters & missing == 0);
        let shared = likely.filter(|(word, _)| key.text.split(' ').any(|name| name == *word)).count();
        if alike == 0.0 && shared == 0 {
            continue;
        }
        let score = alike.max(0.9 * share(2 * shared, words.len() + key.text.split(' ').count()));
        if score >= 0.6 {
            let known = best.entry(key.term.to_native()).or_insert(score);
            *known = known.max(score);
        }
    }
    let mut ranked: Vec<Suggestion> =
        best.into_iter().map(|(term, score)| Suggestion { term, score }).collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.term.cmp(&b.term)));
    ranked.truncate(SUGGESTIONS);
    ranked
}
