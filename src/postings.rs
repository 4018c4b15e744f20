//! What full-text search reads: for each word the terms that hold it, and the short passages that
//! say in few words what a term is. Made when the image is built.

use std::collections::{BTreeMap, BTreeSet};

use rkyv::{Archive, Deserialize, Serialize};

use crate::fold::letters;
use crate::model::{Block, Field, Term};
use crate::words::{Stems, words};

/// Where in an entry a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Archive, Serialize, Deserialize)]
#[rkyv(derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord))]
#[allow(missing_docs, reason = "rkyv copies the type without the docs of its variants")]
pub enum Source {
    /// Its name, or its id.
    Name,
    /// An alias.
    Alias,
    /// How someone asks for it.
    Asks,
    /// Its one sentence.
    Short,
    /// Its definition.
    Definition,
    /// The rest of its prose.
    Prose,
    /// How it is told from what it is mistaken for.
    Contrasts,
}

/// How many sources there are.
const SOURCES: usize = 7;

impl Source {
    /// Every source, in order.
    pub const ALL: [Self; SOURCES] =
        [Self::Name, Self::Alias, Self::Asks, Self::Short, Self::Definition, Self::Prose, Self::Contrasts];

    /// Its name in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Asks => "asks",
            Self::Short => "short",
            Self::Definition => "definition",
            Self::Prose => "prose",
            Self::Contrasts => "contrasts",
        }
    }

    /// How much an occurrence there weighs, and how much a long text there is held against it.
    /// Both were chosen on the tuning part of `tests/golden/`.
    const fn weight(self) -> (f32, f32) {
        match self {
            Self::Name => (6.0, 0.3),
            Self::Alias => (3.0, 0.3),
            Self::Asks => (1.5, 0.3),
            Self::Short => (5.0, 0.3),
            Self::Definition => (0.7, 0.6),
            Self::Prose => (0.2, 0.9),
            Self::Contrasts => (1.0, 0.5),
        }
    }
}

/// A stem, and where it stands.
#[derive(Debug, Clone, PartialEq, Archive, Serialize, Deserialize)]
pub struct Word {
    /// The stem.
    pub stem: String,
    /// Its letters, as [`letters`] counts them.
    pub letters: u32,
    /// How much it says: the rarer, the more (BM25's idf).
    pub rarity: f32,
    /// The terms that hold it, by number.
    pub postings: Vec<Posting>,
}

/// One term's share in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Posting {
    /// The term's number.
    pub term: u16,
    /// BM25's weight of the word in this term, before rarity; 255 stands for 1.
    pub impact: u8,
}

/// A short text that says what a term is: a name, an alias, a question, the sentence.
#[derive(Debug, Clone, PartialEq, Archive, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    pub source: Source,
    /// How much its words say together.
    pub says: f32,
    /// The places of its stems among the words, sorted.
    pub words: Vec<u16>,
}

/// What full-text search reads.
#[derive(Debug, Clone, Default, PartialEq, Archive, Serialize, Deserialize)]
pub struct Postings {
    /// All words, sorted by stem.
    pub words: Vec<Word>,
    /// How much a word says that occurs nowhere.
    pub unknown: f32,
    /// For each term its passages.
    pub passages: Vec<Vec<Passage>>,
    /// For each term how likely it is to be meant at all, in multiples of 1 / [`RENOWN`].
    pub renown: Vec<u8>,
}

/// The renown of a term that no other names.
pub const RENOWN: f32 = 200.0;

/// How much more a term is asked for that others name than one that none names (by the logarithm
/// of their number). Chosen on the tuning part of `tests/golden/`. Tried and dropped: a share for
/// core terms, which are asked for in more ways already.
const NAMED_BY_OTHERS: f32 = 0.03;

impl ArchivedPostings {
    /// The place of a stem among the words.
    #[must_use]
    pub fn place(&self, stem: &str) -> Option<usize> {
        self.words.binary_search_by(|word| word.stem.as_str().cmp(stem)).ok()
    }
}

/// How soon a word's repetition stops to count (BM25's k1).
const SATURATION: f32 = 1.2;

/// Makes the postings of `terms`, which stand in their order.
#[must_use]
pub fn build(terms: &[Term]) -> Postings {
    let stems = Stems::default();
    let texts: Vec<Vec<(Source, Vec<String>)>> = terms
        .iter()
        .map(|term| {
            let stemmed = |text: &str| words(text).iter().map(|word| stems.of(word)).collect();
            texts(term).into_iter().map(|(source, text)| (source, stemmed(&text))).collect()
        })
        .collect();
    let vocabulary: BTreeSet<&str> =
        texts.iter().flatten().flat_map(|(_, words)| words.iter().map(String::as_str)).collect();
    let place: BTreeMap<&str, u16> = (0u16..).zip(&vocabulary).map(|(at, stem)| (*stem, at)).collect();
    let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); place.len()];
    let average = average_lengths(&texts);
    for (term, texts) in (0u16..).zip(&texts) {
        for (stem, weight) in weights(texts, &average) {
            if let Some(at) = place.get(stem) {
                let impact = quantised(weight / (SATURATION + weight));
                postings[usize::from(*at)].push(Posting { term, impact });
            }
        }
    }
    let rarities: Vec<f32> = postings.iter().map(|held| rarity(held.len(), terms.len())).collect();
    let passages = texts.iter().map(|texts| passages(texts, &place, &rarities)).collect();
    let words = vocabulary
        .iter()
        .zip(postings)
        .zip(rarities)
        .map(|((stem, postings), rarity)| Word {
            stem: (*stem).to_owned(),
            letters: letters(stem),
            rarity,
            postings,
        })
        .collect();
    Postings { words, unknown: rarity(0, terms.len()), passages, renown: renown(terms) }
}

/// How likely each term is to be meant: by how many entries name it as a relation.
fn renown(terms: &[Term]) -> Vec<u8> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for term in terms {
        let contrasts = term.contrasts.iter().map(|contrast| &contrast.id);
        for id in term.needs.iter().chain(&term.broader).chain(&term.related).chain(contrasts) {
            *named.entry(id).or_default() += 1;
        }
    }
    let of = |term: &Term| {
        let named = ratio(named.get(term.id.as_str()).copied().unwrap_or_default(), 1);
        let share = 1.0 + NAMED_BY_OTHERS * libm::logf(1.0 + named);
        quantised(share * RENOWN / 255.0)
    };
    terms.iter().map(of).collect()
}

/// The texts of a term by source: one each for name, alias, question and sentence.
fn texts(term: &Term) -> Vec<(Source, String)> {
    let mut texts = vec![(Source::Name, term.name.clone())];
    texts.extend(term.aliases.iter().map(|alias| (Source::Alias, alias.clone())));
    texts.extend(term.asks.iter().map(|ask| (Source::Asks, ask.clone())));
    texts.push((Source::Short, term.short.clone()));
    for field in Field::ALL {
        let source = if *field == Field::Definition { Source::Definition } else { Source::Prose };
        texts.push((source, prose(term.field(*field))));
    }
    texts.extend(term.contrasts.iter().map(|contrast| (Source::Contrasts, contrast.how.clone())));
    texts
}

/// The words of a field of prose; code and maths say little to a reader's question.
fn prose(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Paragraph(spans) | Block::Item { spans, .. } | Block::Quote(spans) = block {
            for span in spans {
                text.push_str(&span.text);
            }
            text.push('\n');
        }
    }
    text
}

/// The average number of words that a term has in each source.
fn average_lengths(texts: &[Vec<(Source, Vec<String>)>]) -> [f32; SOURCES] {
    let mut lengths = [0usize; SOURCES];
    for (source, words) in texts.iter().flatten() {
        lengths[*source as usize] += words.len();
    }
    lengths.map(|length| ratio(length.max(1), texts.len().max(1)))
}

/// The weight of each word in a term: its occurrences by source, each held against the length of
/// the text it stands in (BM25F, Robertson, Zaragoza and Taylor 2004).
fn weights<'t>(texts: &'t [(Source, Vec<String>)], average: &[f32; SOURCES]) -> BTreeMap<&'t str, f32> {
    let mut lengths = [0usize; SOURCES];
    for (source, words) in texts {
        lengths[*source as usize] += words.len();
    }
    let mut weights: BTreeMap<&str, f32> = BTreeMap::new();
    for (source, words) in texts {
        let at = *source as usize;
        let (weight, against) = source.weight();
        let length = ratio(lengths[at], 1) / average[at];
        for word in words {
            *weights.entry(word).or_default() += weight / (1.0 - against + against * length);
        }
    }
    weights
}

fn passages(texts: &[(Source, Vec<String>)], place: &BTreeMap<&str, u16>, rarities: &[f32]) -> Vec<Passage> {
    texts
        .iter()
        .filter(|(source, words)| *source <= Source::Short && !words.is_empty())
        .map(|(source, words)| {
            let places: BTreeSet<u16> =
                words.iter().filter_map(|word| place.get(word.as_str()).copied()).collect();
            let says = places.iter().map(|word| rarities[usize::from(*word)]).sum();
            Passage { source: *source, says, words: places.into_iter().collect() }
        })
        .collect()
}

/// How much a word says that stands in `held` of `count` entries (BM25's idf).
fn rarity(held: usize, count: usize) -> f32 {
    let (held, count) = (ratio(held, 1), ratio(count, 1));
    libm::logf(1.0 + (count - held + 0.5) / (held + 0.5))
}

#[allow(clippy::cast_precision_loss, reason = "numbers of words")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole as f32
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn quantised(share: f32) -> u8 {
    (share.min(1.0) * 255.0).round() as u8
}
