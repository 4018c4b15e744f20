//! Look-ups whose answers are known: `tests/golden/*.toml`.

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, lookup};

use crate::repo;

/// One query and the ids that may answer it first.
#[derive(serde::Deserialize)]
struct Ask {
    query: String,
    ids: Vec<String>,
    #[serde(rename = "match")]
    matched: Option<String>,
}

#[derive(serde::Deserialize)]
struct Asks {
    ask: Vec<Ask>,
}

#[test]
fn look_ups_find_what_they_should() {
    let text = std::fs::read_to_string(repo("tests/golden/lookup.toml")).expect("golden look-ups");
    let asks: Asks = toml::from_str(&text).expect("golden look-ups are TOML");
    let glossary = Glossary::bundled();
    let mut wrong = Vec::new();
    for ask in &asks.ask {
        let found = lookup(&glossary, &ask.query, Guessing::Allowed);
        let ids: Vec<&str> = found.terms.iter().map(|number| glossary.term(*number).id.as_str()).collect();
        let right = ids == ask.ids.iter().map(String::as_str).collect::<Vec<_>>()
            && ask.matched.as_ref().is_none_or(|matched| matched == found.matched.word());
        if !right {
            wrong.push(format!("{:?} → {ids:?} by {}", ask.query, found.matched.word()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
