//! Words → the terms they name, by a ladder of rungs from certain to guessed. The first rung that
//! answers ends the climb. Each rung is one function that can be read alone.

use std::collections::BTreeMap;

use crate::fold::{code_means, fold, fold_symbol, letters, squash};
use crate::glossary::{Glossary, named};
use crate::index::ArchivedOrigin;
use crate::spelling::Spelling;

/// The rung that answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Its id or its name.
    Exact,
    /// An alias.
    Alias,
    /// A symbol.
    Symbol,
    /// A name in code.
    Code,
    /// The beginnings of its words.
    Prefix,
    /// A name spelt nearly so.
    Fuzzy,
    /// Nothing.
    None,
}

impl Match {
    /// Its name in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Symbol => "symbol",
            Self::Code => "code",
            Self::Prefix => "prefix",
            Self::Fuzzy => "fuzzy",
            Self::None => "none",
        }
    }

    /// Whether what was found is not quite what was asked.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Prefix | Self::Fuzzy)
    }
}

/// Whether the lower rungs may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guessing {
    /// Take what comes closest.
    Allowed,
    /// Only what was asked for.
    Forbidden,
}

/// A term that may have been meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// The term's number.
    pub term: u32,
    /// How near it is, from 0 to 1.
    pub score: f64,
}

/// What a look-up found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The words that were sought.
    pub query: String,
    /// The rung that answered.
    pub matched: Match,
    /// The terms: none, the one, or several that answer equally.
    pub terms: Vec<u32>,
    /// What may have been meant instead, nearest first.
    pub suggestions: Vec<Suggestion>,
}

/// Most suggestions that are worth reading.
const SUGGESTIONS: usize = 5;

/// Finds the terms that `query` names.
#[must_use]
pub fn lookup(glossary: &Glossary, query: &str, guessing: Guessing) -> Found {
    let sought = Sought::new(query);
    let found = |matched, terms: Vec<u32>, suggestions| Found {
        query: query.to_owned(),
        matched,
        terms,
        suggestions,
    };
    if let Some((matched, terms)) = exact(glossary, query, &sought) {
        return found(matched, terms, Vec::new());
    }
    if guessing == Guessing::Allowed {
        if let Some((terms, suggestions)) = prefix(glossary, &sought) {
            return found(Match::Prefix, terms, suggestions);
        }
        if let Some((terms, suggestions)) = fuzzy(glossary, &sought) {
            return found(Match::Fuzzy, terms, suggestions);
        }
    }
    found(Match::None, Vec::new(), suggestions(glossary, &sought))
}

/// Splits `words` into the fewest runs that each name a term exactly: `sae transcoder` are two.
/// `None` if they can't be split so.
#[must_use]
pub fn split<'w>(glossary: &Glossary, words: &'w [String]) -> Option<Vec<&'w [String]>> {
    // ways[n]: the fewest runs that cover the first n words, by the start of the last run.
    let mut ways: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in 1..=words.len() {
        let best = (0..end)
            .filter_map(|start| ways[start].map(|(runs, _)| (runs + 1, start)))
            .filter(|(_, start)| {
                let query = words[*start..end].join(" ");
                exact(glossary, &query, &Sought::new(&query)).is_some()
            })
            .min();
        ways.push(best);
    }
    let mut runs = Vec::new();
    let mut end = words.len();
    while end > 0 {
        let (_, start) = ways[end]?;
        runs.push(&words[start..end]);
        end = start;
    }
    runs.reverse();
    Some(runs)
}

/// A query, folded once for all rungs.
struct Sought {
    folded: String,
    squashed: String,
    letters: u32,
}

impl Sought {
    fn new(query: &str) -> Self {
        let folded = fold(query);
        let squashed = squash(&folded);
        let letters = letters(&folded);
        Self {
            folded,
            squashed,
            letters,
        }
    }
}

/// Rung 1: an id, name, alias, symbol or name in code, spelling folded.
fn exact(glossary: &Glossary, query: &str, sought: &Sought) -> Option<(Match, Vec<u32>)> {
    let image = glossary.image();
    let symbol = fold_symbol(query);
    let equal = |keys: &[crate::index::ArchivedKey], text: &str| -> Vec<u32> {
        let start = keys.partition_point(|key| key.text.as_str() < text);
        let same = keys[start..].iter().take_while(|key| key.text == text);
        same.map(|key| key.term.to_native()).collect()
    };
    let symbols = equal(image.symbols.as_slice(), &symbol);
    if !symbols.is_empty() {
        return Some((Match::Symbol, symbols));
    }
    if !sought.squashed.is_empty() {
        let keys: Vec<_> = named(glossary.names(), &sought.squashed).collect();
        if !keys.is_empty() {
            // A name goes before another term's alias, unless they are told apart by `contrasts`;
            // then `check` let both claim it and both answer.
            let by_name = keys.iter().any(|key| key.origin == ArchivedOrigin::Name);
            let matched = if by_name { Match::Exact } else { Match::Alias };
            return Some((
                matched,
                keys.iter().map(|key| key.term.to_native()).collect(),
            ));
        }
    }
    let meant = image
        .codes
        .iter()
        .filter(|key| code_means(&key.text, query));
    let codes = unique(meant.map(|key| key.term.to_native()).collect());
    if !codes.is_empty() {
        return Some((Match::Code, codes));
    }
    // `wov` and `w_ov` for `W_OV`: only when nothing else bears the name.
    let loose: Vec<u32> =
        image
            .symbols
            .iter()
            .filter(|key| symbol.len() > 1 && key.text.eq_ignore_ascii_case(&symbol))
            .chain(image.symbols.iter().filter(|key| {
                sought.squashed.len() > 1 && squash(&fold(&key.text)) == sought.squashed
            }))
            .map(|key| key.term.to_native())
            .collect();
    (!loose.is_empty()).then(|| (Match::Symbol, unique(loose)))
}

/// Rung 2: every word begins a word of the name, in any order: `induction he`, `head attention`.
/// The names with the fewest words besides answer; if they are of several terms, all do.
fn prefix(glossary: &Glossary, sought: &Sought) -> Option<(Vec<u32>, Vec<Suggestion>)> {
    if sought.squashed.chars().count() < 3 {
        return None;
    }
    let words: Vec<&str> = sought.folded.split(' ').collect();
    let mut best: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for key in glossary.names() {
        // Every letter sought must occur.
        if sought.letters & !key.letters.to_native() != 0 {
            continue;
        }
        if let Some(left) = words_begin(&words, &key.text) {
            let spare = key.text.len().saturating_sub(sought.folded.len());
            let rank = best.entry(key.term.to_native()).or_insert((left, spare));
            *rank = (*rank).min((left, spare));
        }
    }
    let fewest = best.values().map(|(left, _)| *left).min()?;
    let mut ranked: Vec<((usize, usize), u32)> =
        best.into_iter().map(|(term, rank)| (rank, term)).collect();
    ranked.sort_unstable();
    let (equals, rest) = ranked.split_at(ranked.partition_point(|((left, _), _)| *left == fewest));
    let asked = sought.folded.len();
    let suggestion = |((_, spare), term): &((usize, usize), u32)| Suggestion {
        term: *term,
        score: share(asked, asked + spare),
    };
    let terms = equals.iter().map(|(_, term)| *term).collect();
    Some((
        terms,
        rest.iter().take(SUGGESTIONS).map(suggestion).collect(),
    ))
}

/// If each of `words` begins another word of `name`: how many words of `name` are left.
fn words_begin(words: &[&str], name: &str) -> Option<usize> {
    let mut left: Vec<&str> = name.split(' ').collect();
    for word in words {
        // The shortest word that it begins, so that `a` leaves `attention` to `att`.
        let taken = left
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.starts_with(word))
            .min_by_key(|(_, candidate)| candidate.len())?
            .0;
        left.remove(taken);
    }
    Some(left.len())
}

/// The slips that a name of this many letters may have.
const fn slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// Rung 3: a name with letters swapped, doubled, missing or wrong. The nearest answers; if
/// several are equally near, all do.
fn fuzzy(glossary: &Glossary, sought: &Sought) -> Option<(Vec<u32>, Vec<Suggestion>)> {
    let length = sought.squashed.chars().count();
    let limit = slips(length);
    if limit == 0 {
        return None;
    }
    let spelling = Spelling::new(&sought.squashed);
    let mut near: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for key in glossary.names() {
        if !may_be_near(sought, key, limit) {
            continue;
        }
        let distance = spelling.distance(&key.text);
        if distance <= limit && distance < key.text.len() {
            let name = squash(&key.text);
            // Of names equally far, the one that begins alike is likelier: 0 to 1000.
            let unlike = unlike(&sought.squashed, &name);
            let rank = near
                .entry(key.term.to_native())
                .or_insert((distance, unlike));
            *rank = (*rank).min((distance, unlike));
        }
    }
    let mut ranked: Vec<((usize, u32), u32)> =
        near.into_iter().map(|(term, rank)| (rank, term)).collect();
    ranked.sort_unstable();
    let (distance, unlike) = ranked.first()?.0;
    let equal = |((d, u), _): &((usize, u32), u32)| *d == distance && *u < unlike + 15;
    let (equals, rest): (Vec<_>, Vec<_>) = ranked.iter().partition(|rank| equal(rank));
    let suggestions = rest
        .iter()
        .take(SUGGESTIONS)
        .map(|((distance, _), term)| Suggestion {
            term: *term,
            score: 1.0 - share(*distance, length),
        })
        .collect();
    Some((equals.iter().map(|(_, term)| *term).collect(), suggestions))
}

/// Whether a name can be within `limit` slips at all: one slip changes the length by one and
/// the set of letters by two. Rejects all but a few of the names in a few instructions each.
fn may_be_near(sought: &Sought, key: &crate::index::ArchivedKey, limit: usize) -> bool {
    let differ = (sought.letters ^ key.letters.to_native()).count_ones() as usize;
    let blanks = 6;
    differ <= 2 * limit
        && key.text.len() + limit >= sought.squashed.len()
        && key.text.len() <= sought.squashed.len() + limit + blanks
}

/// How unlike two names are by Jaro and Winkler, from 0 to 1000.
fn unlike(a: &str, b: &str) -> u32 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 1000"
    )]
    let unlike = ((1.0 - strsim::jaro_winkler(a, b)) * 1000.0) as u32;
    unlike
}

/// `part` of `whole`, from 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "lengths of names")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// When no rung answers: names alike as a whole, and names that share a word.
fn suggestions(glossary: &Glossary, sought: &Sought) -> Vec<Suggestion> {
    let words: Vec<&str> = sought
        .folded
        .split(' ')
        .filter(|word| word.len() > 3)
        .collect();
    let mut best: BTreeMap<u32, f64> = BTreeMap::new();
    for key in glossary.names() {
        let differ = (sought.letters ^ key.letters.to_native()).count_ones();
        let alike = if differ <= 6 {
            strsim::jaro_winkler(&sought.squashed, &squash(&key.text))
        } else {
            0.0
        };
        let shared = words
            .iter()
            .filter(|word| key.text.split(' ').any(|name| name == **word))
            .count();
        // Any two names have some letters in common; below this they are strangers.
        let alike = if alike < 0.75 { 0.0 } else { alike };
        let score = alike.max(0.9 * share(2 * shared, words.len() + key.text.split(' ').count()));
        if score >= 0.6 {
            let known = best.entry(key.term.to_native()).or_insert(score);
            *known = known.max(score);
        }
    }
    let mut ranked: Vec<Suggestion> = best
        .into_iter()
        .map(|(term, score)| Suggestion { term, score })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.term.cmp(&b.term)));
    ranked.truncate(SUGGESTIONS);
    ranked
}

fn unique(mut terms: Vec<u32>) -> Vec<u32> {
    terms.sort_unstable();
    terms.dedup();
    terms
}
