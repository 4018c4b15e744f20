//! How well queries are answered, by kind: `cargo run --example quality [-- --misses] [-- --data DIR]`.

#![allow(clippy::print_stdout, reason = "it prints its table")]

use std::collections::BTreeMap;
use std::path::Path;

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, lookup};

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

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let misses = words.iter().any(|word| word == "--misses");
    let data = words.iter().position(|word| word == "--data").map(|at| words[at + 1].clone());
    let glossary = data.map_or_else(Glossary::bundled, |data| Glossary::in_folder(Path::new(&data)).0);
    for file in words.iter().filter(|word| word.contains(".toml")) {
        let text = std::fs::read_to_string(file).expect("a file of queries");
        let asks: Asks = toml::from_str(&text).expect("queries are TOML");
        let mut table: BTreeMap<String, [usize; 4]> = BTreeMap::new();
        for ask in &asks.ask {
            let found = lookup(&glossary, &ask.query, Guessing::Allowed);
            let mut ids: Vec<&str> = found.terms.iter().map(|n| glossary.term(*n).id.as_str()).collect();
            let answered = !ids.is_empty();
            let row = table.entry(ask.kind.clone()).or_default();
            row[0] += 1;
            if ask.kind == "nonsense" {
                row[1] += usize::from(answered);
                if misses && answered {
                    println!("{:12} {:?} → {ids:?} by {}", ask.kind, ask.query, found.matched.word());
                }
                continue;
            }
            ids.extend(found.suggestions.iter().map(|s| glossary.term(s.term).id.as_str()));
            let rank = ids.iter().position(|id| ask.ids.iter().any(|known| known == id));
            let known = ask.ids.iter().any(|id| glossary.number(id).is_some());
            for (column, limit) in [(1, 1), (2, 3), (3, 5)] {
                row[column] += usize::from(rank.is_some_and(|rank| rank < limit) && (column > 1 || answered));
            }
            if misses && rank != Some(0) {
                let there = if known { "" } else { " (NO SUCH TERM)" };
                println!(
                    "{:12} {:?} wants {:?}{there}: {ids:?} by {}",
                    ask.kind,
                    ask.query,
                    ask.ids,
                    found.matched.word()
                );
            }
        }
        println!("\n{file}\n{:14} {:>5} {:>6} {:>6} {:>6}", "kind", "all", "first", "in 3", "in 5");
        for (kind, [all, first, three, five]) in table {
            println!("{kind:14} {all:>5} {first:>6} {three:>6} {five:>6}");
        }
    }
}
