//! Words → the entries that speak of them, ranked, with the passage that matched.

pub mod snippet;

use crate::fold::letters;
use crate::glossary::Glossary;
use crate::postings::{ArchivedPassage, ArchivedPostings, ArchivedWord, RENOWN, Source};
use crate::spelling::Spelling;
use crate::words::{Stems, words};

/// An entry that speaks of what was sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The term's number.
    pub term: u32,
    /// How well it answers, from 0 to 1.
    pub score: f32,
    /// Where the passage that matched best stands.
    pub source: Source,
    /// Which of the passages of that source it is.
    pub passage: usize,
    /// How many of the words sought stand in the entry's short passages.
    pub words: usize,
    /// How many words the longest of its names has that stands whole in the query.
    pub named: usize,
}

/// A word that is sought.
#[derive(Debug, Clone, Copy)]
struct Sought {
    /// Its place among the glossary's words, if it occurs there.
    word: Option<usize>,
    /// How much it says: its rarity, less if it had to be guessed.
    weight: f32,
}

/// Below this score a hit is not worth showing. Chosen on the tuning part of `tests/golden/`.
pub const WORTH_SHOWING: f32 = 0.2;

/// How many of the best by words alone are held against their passages.
const CANDIDATES: usize = 60;

/// How much the passages count beside the words of the whole entry, and the second best of them
/// beside the best. Chosen, as the weights in `postings.rs`, on the tuning part of
/// `tests/golden/` by trying some four hundred neighbouring choices.
const PASSAGES: f32 = 0.4;
const SECOND: f32 = 0.4;

/// How much it counts that a whole name or alias stands in the query: who asks `how do I check
/// that my probe is not just learning the labels` means a probe.
const NAMED: f32 = 0.15;

/// The entries that speak of `query`, best first; none below `least` (0 to 1).
#[must_use]
pub fn search(glossary: &Glossary, query: &str, least: f32) -> Vec<Hit> {
    let postings = &glossary.image().postings;
    let count = glossary.terms().len();
    let sought = sought(postings, query);
    let whole: f32 = sought.iter().map(|sought| sought.weight).sum();
    if whole <= 0.0 {
        return Vec::new();
    }
    // For each word of the glossary which one sought it is, from 1.
    let mut numbers = vec![0u8; postings.words.len()];
    for (number, word) in (1..).zip(sought.iter().map(|sought| sought.word)) {
        if let Some(at) = word {
            numbers[at] = number;
        }
    }
    let mut scores = vec![0.0f32; count];
    for Sought { word, weight } in &sought {
        let Some(word) = word.map(|at| &postings.words[at]) else { continue };
        for posting in word.postings.iter() {
            scores[usize::from(posting.term.to_native())] += weight * f32::from(posting.impact) / 255.0;
        }
    }
    let mut ranked: Vec<(f32, u32)> =
        scores.into_iter().zip(0u32..).filter(|(score, _)| *score > 0.0).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(CANDIDATES);
    let mut hits: Vec<Hit> = ranked
        .into_iter()
        .map(|(score, term)| {
            let passages = postings.passages[term as usize].as_slice();
            let read = Reading::of(passages, &sought, &numbers, whole);
            let found = passages.get(read.at).map_or(Source::Prose, source);
            let passage = passages[..read.at].iter().filter(|other| source(other) == found).count();
            let score = (1.0 - PASSAGES) * score / whole + PASSAGES * read.alike + NAMED * read.named;
            let score = (score * f32::from(postings.renown[term as usize]) / RENOWN).min(1.0);
            Hit { term, score, source: found, passage, words: read.words, named: read.name }
        })
        .filter(|hit| hit.score >= least)
        .collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.term.cmp(&b.term)));
    hits
}

/// The words of the query with their weights; one that occurs nowhere is taken for the nearest.
fn sought(postings: &ArchivedPostings, query: &str) -> Vec<Sought> {
    let stems = Stems::default();
    let mut seen: Vec<String> = Vec::new();
    let mut sought = Vec::new();
    for word in words(query) {
        let stem = stems.of(&word);
        if seen.contains(&stem) {
            continue;
        }
        let known = postings.place(&stem);
        let (word, share) = match known {
            Some(at) => (Some(at), 1.0),
            None => (nearest(postings, &stem), 0.8),
        };
        let weight = word
            .map_or_else(|| postings.unknown.to_native(), |at| share * postings.words[at].rarity.to_native());
        sought.push(Sought { word, weight });
        seen.push(stem);
        // Nobody asks in more; the numbers of the words are to fit a set of bits.
        if seen.len() == 64 {
            break;
        }
    }
    sought
}

/// The word that `stem` is probably a slip of.
fn nearest(postings: &ArchivedPostings, stem: &str) -> Option<usize> {
    let limit = match stem.len() {
        0..=4 => return None,
        5..=7 => 1,
        _ => 2,
    };
    let (spelling, mask) = (Spelling::new(stem), letters(stem));
    let near = |word: &ArchivedWord| {
        let differ = (word.letters.to_native() ^ mask).count_ones() as usize;
        let close = differ <= 2 * limit && word.stem.len().abs_diff(stem.len()) <= limit;
        close.then(|| spelling.distance(&word.stem)).filter(|distance| *distance <= limit)
    };
    let found = postings.words.iter().enumerate().filter_map(|(at, word)| Some((near(word)?, at)));
    found
        .min_by_key(|(distance, at)| (*distance, usize::MAX - postings.words[*at].postings.len()))
        .map(|(_, at)| at)
}

/// What the short passages of an entry have to do with a query.
struct Reading {
    /// How alike they are, from 0 to 1.
    alike: f32,
    /// Which of them is most alike; their number if none is.
    at: usize,
    /// How many of the words sought stand in any of them.
    words: usize,
    /// The share of the query that a whole name in it makes up, from 0 to 1.
    named: f32,
    /// How many words that name has.
    name: usize,
}

impl Reading {
    fn of(passages: &[ArchivedPassage], sought: &[Sought], numbers: &[u8], whole: f32) -> Self {
        let (mut best, mut second, mut at) = (0.0f32, 0.0f32, passages.len());
        let (mut seen, mut named, mut name) = (0u64, 0.0f32, 0);
        for (place, passage) in passages.iter().enumerate() {
            let (mut shared, mut count_shared) = (0.0, 0);
            for word in passage.words.iter() {
                let Some(number) = numbers[usize::from(word.to_native())].checked_sub(1) else { continue };
                shared += sought[usize::from(number)].weight;
                count_shared += 1;
                seen |= 1 << number;
            }
            if count_shared == 0 {
                continue;
            }
            let says = passage.says.to_native();
            if count_shared == passage.words.len() && source(passage) <= Source::Alias {
                named = named.max(shared / whole);
                name = name.max(count_shared);
            }
            // Between Dice and cosine: a passage that says much else is about something else.
            let alike = shared / (whole + says) + 0.5 * shared / (whole * says).sqrt().max(f32::EPSILON);
            if alike > best {
                (second, best, at) = (best, alike, place);
            } else {
                second = second.max(alike);
            }
        }
        let alike = (best + SECOND * second) / (1.0 + SECOND);
        Self { alike, at, words: seen.count_ones() as usize, named, name }
    }
}

fn source(passage: &ArchivedPassage) -> Source {
    Source::ALL[passage.source as usize]
}
