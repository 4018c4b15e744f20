//! How well queries are answered, by kind, held against `tests/golden/quality.md`, so that a change
//! for the worse is seen in the diff. `UPDATE=1` writes it; `MISSES=1 … -- --nocapture` names the
//! misses of the tuning part.

#![allow(clippy::print_stdout, reason = "misses are printed for whoever tunes")]

use std::collections::BTreeMap;

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, lookup};

use crate::repo;

#[derive(serde::Deserialize)]
struct Ask {
    kind: String,
    query: String,
    ids: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Asks {
    ask: Vec<Ask>,
}

/// All, first, in the first three, in the first five; of nonsense: all and answered.
type Row = [usize; 4];

/// The table of one file of queries.
fn table(glossary: &Glossary, file: &str, misses: bool) -> String {
    let text = std::fs::read_to_string(repo("tests/golden").join(file)).expect("queries");
    let asks: Asks = toml::from_str(&text).expect("queries are TOML");
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut unknown = 0;
    for ask in &asks.ask {
        let nonsense = ask.kind == "nonsense";
        if !nonsense && ask.ids.iter().all(|id| glossary.number(id).is_none()) {
            unknown += 1;
            continue;
        }
        let found = lookup(glossary, &ask.query, Guessing::Allowed);
        let suggested = found.suggestions.iter().map(|suggestion| suggestion.term);
        let terms = found.terms.iter().copied().chain(suggested);
        let ids: Vec<&str> = terms.map(|number| glossary.term(number).id.as_str()).collect();
        let row = rows.entry(&ask.kind).or_default();
        row[0] += 1;
        if nonsense {
            row[1] += usize::from(!found.terms.is_empty());
        } else {
            let rank = ids.iter().position(|id| ask.ids.iter().any(|known| known == id));
            row[1] += usize::from(rank == Some(0) && !found.terms.is_empty());
            row[2] += usize::from(rank.is_some_and(|rank| rank < 3));
            row[3] += usize::from(rank.is_some_and(|rank| rank < 5));
            if misses && rank != Some(0) {
                println!(
                    "{:12} {:?} {:?} → {ids:?} by {}",
                    ask.kind,
                    ask.query,
                    ask.ids,
                    found.matched.word()
                );
            }
        }
    }
    let mut table =
        format!("## {file}\n\n| kind | queries | first | in three | in five |\n|---|---|---|---|---|\n");
    for (kind, [all, first, three, five]) in rows {
        if kind == "nonsense" {
            table.push_str(&format!("| {kind} (answered) | {all} | {first} | | |\n"));
        } else {
            table.push_str(&format!("| {kind} | {all} | {first} | {three} | {five} |\n"));
        }
    }
    table.push_str(&format!("\nLeft out, since no entry has them: {unknown}.\n"));
    table
}

#[test]
fn answers_are_as_good_as_they_were() {
    let glossary = Glossary::bundled();
    let misses = std::env::var_os("MISSES").is_some();
    let measured = format!(
        "# How well queries are answered\n\nBy `mi lookup`, guessing allowed; written by `UPDATE=1 cargo test quality`.\n\n{}\n{}",
        table(&glossary, "tuning.toml", misses),
        table(&glossary, "held-back.toml", false),
    );
    let path = repo("tests/golden/quality.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &measured).expect("the table can be written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(measured, known, "the table has changed: look whether for the worse, then UPDATE=1");
}
