//! Rung 1: an id, name, alias, symbol or name in code, spelling folded. Nothing is guessed.

use super::{Answer, Match, Sought, unique};
use crate::fold::{code_means, fold, fold_symbol, squash};
use crate::glossary::{Glossary, named};
use crate::index::ArchivedOrigin;

pub(super) fn exact(glossary: &Glossary, sought: &Sought<'_>) -> Option<Answer> {
    let answer = |matched, terms: Vec<u32>| {
        (!terms.is_empty()).then(|| Answer { matched, terms: unique(terms), suggestions: Vec::new() })
    };
    // Case counts in symbols: `W_O` before a name that is written the same without regard to it.
    if let Some(found) = answer(Match::Symbol, symbol(glossary, sought.query)) {
        return Some(found);
    }
    let (by_name, mut terms) = name(glossary, &sought.squashed);
    // `dead_neurons` is a name in code as it stands, and with its underscore folded a name.
    let looks_like_code = sought.query.contains(['_', '.', '(']);
    if terms.is_empty() || looks_like_code {
        let code = code(glossary, sought.query);
        if !code.is_empty() {
            terms.extend(code);
            return answer(Match::Code, terms);
        }
    }
    // Three letters are too few to fold a plural away, but not where the rest is capitals: `AOs`.
    if terms.is_empty()
        && let Some(one) = sought.query.trim().strip_suffix('s')
        && one.len() > 1
        && one.chars().all(char::is_uppercase)
    {
        return answer(Match::Alias, name(glossary, &squash(&fold(one))).1);
    }
    let matched = if by_name { Match::Exact } else { Match::Alias };
    answer(matched, terms).or_else(|| answer(Match::Symbol, loose_symbol(glossary, sought)))
}

/// The terms whose symbol is written so.
pub(super) fn symbol(glossary: &Glossary, query: &str) -> Vec<u32> {
    let symbols = glossary.image().symbols.as_slice();
    let symbol = fold_symbol(query);
    let start = symbols.partition_point(|key| key.text.as_str() < symbol.as_str());
    let same = symbols[start..].iter().take_while(|key| key.text == symbol.as_str());
    same.map(|key| key.term.to_native()).collect()
}

/// The terms whose id, name or alias is this, and whether it is an id or a name.
fn name(glossary: &Glossary, squashed: &str) -> (bool, Vec<u32>) {
    let keys: Vec<_> = named(glossary.names(), squashed).filter(|key| !key.text.is_empty()).collect();
    let by_name = keys.iter().any(|key| key.origin == ArchivedOrigin::Name);
    (by_name, keys.iter().map(|key| key.term.to_native()).collect())
}

/// The terms whose name in code this is.
pub(super) fn code(glossary: &Glossary, query: &str) -> Vec<u32> {
    let codes = glossary.image().codes.as_slice();
    // They are sorted: only those with the same first letter can be meant.
    let first = query.trim().bytes().next();
    let start = codes.partition_point(|key| key.text.bytes().next() < first);
    let alike = codes[start..].iter().take_while(|key| key.text.bytes().next() == first);
    alike.filter(|key| code_means(&key.text, query)).map(|key| key.term.to_native()).collect()
}

/// The terms whose symbol this may be when nothing else bears the name: `wov` and `w_ov` for `W_OV`.
fn loose_symbol(glossary: &Glossary, sought: &Sought<'_>) -> Vec<u32> {
    if sought.squashed.len() < 2 {
        return Vec::new();
    }
    let symbols = glossary.image().symbols.iter();
    let meant = symbols.filter(|key| squash(&fold(&key.text)) == sought.squashed);
    meant.map(|key| key.term.to_native()).collect()
}
