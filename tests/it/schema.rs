//! JSON answers validate against the schemas in `data/schema/`.

use serde_json::Value;

use crate::{repo, run, shell, stdout};

/// Fails unless `value` is as the schema says.
pub(crate) fn check(schema: &str, value: &Value) {
    let path = repo(&format!("data/schema/{schema}.schema.json"));
    let rules: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a schema")).expect("JSON");
    let faults: Vec<String> = jsonschema::validator_for(&rules)
        .expect("a sound schema")
        .iter_errors(value)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{schema}\n{}", faults.join("\n"));
}

/// What `mi` says to `words`, checked against the schema.
fn valid(schema: &str, words: &[&str]) -> Value {
    let text = stdout(&run(words));
    let value: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{words:?}: {error}\n{text}"));
    check(schema, &value);
    value
}

#[test]
fn look_ups() {
    let one = valid("lookup", &["lookup", "superposition", "--format", "json"]);
    assert_eq!(one["match"], "exact");
    assert_eq!(one["term"]["id"], "superposition");
    assert!(
        one["term"]["definition"].as_str().is_some_and(|text| text.contains("](mi:")),
        "links are Markdown"
    );
    let guess = valid("lookup", &["superpositon", "-f", "json"]);
    assert_eq!((&guess["match"], &guess["term"]["id"]), (&"fuzzy".into(), &"superposition".into()));
    let none = valid("lookup", &["zzyzx", "-f", "json"]);
    assert_eq!((&none["match"], &none["term"]), (&"none".into(), &Value::Null));
    let several = valid("lookup", &["--data", "tests/fixture", "MI", "-f", "json"]);
    assert_eq!(several["also"].as_array().map(Vec::len), Some(2));
    let two = valid("lookup", &["lookup", "sae", "superposition", "-f", "json"]);
    assert_eq!(two.as_array().map(Vec::len), Some(2));
    let short = valid("lookup", &["lookup", "sae", "--only", "short", "-f", "json"]);
    assert_eq!(short["term"].as_object().map(serde_json::Map::len), Some(3));
    valid("lookup", &["random", "-f", "json"]);
}

#[test]
fn every_term() {
    let ids = stdout(&run(&["list", "--ids"]));
    // From stdin: side by side, two of them may be the name of a third.
    let text = stdout(&shell("mi list --ids | mi lookup - --exact -f json"));
    let all: Value = serde_json::from_str(&text).expect("JSON");
    check("lookup", &all);
    let found = all.as_array().into_iter().flatten().filter(|answer| answer["term"].is_object());
    assert_eq!(found.count(), ids.lines().count());
    assert_eq!(all.as_array().map(Vec::len), Some(ids.lines().count()));
}

#[test]
fn lists_and_the_rest() {
    let all = valid("list", &["list", "--format", "json"]);
    assert_eq!(all.as_array().map(Vec::len), Some(stdout(&run(&["list", "--ids"])).lines().count()));
    assert_eq!(valid("list", &["list", "--since", "2095", "-f", "json"]), Value::Array(Vec::new()));
    let sections = valid("sections", &["sections", "--format", "json"]);
    assert_eq!(sections.as_array().map(Vec::len), Some(24));
    let related = valid("related", &["related", "attention-head", "--depth", "2", "--format", "json"]);
    assert_eq!(related["root"], "attention-head");
    valid("related", &["path", "superposition", "sparse-autoencoder", "-f", "json"]);
    let hits = valid("search", &["search", "SAE", "features", "that", "never", "fire", "-f", "json"]);
    assert_eq!(hits["hits"][0]["id"], "dead-features");
    assert!(hits["hits"][0]["snippet"].as_str().is_some_and(|text| text.contains("**")), "words are marked");
    let none = valid("search", &["search", "zzyzx", "-f", "json"]);
    assert_eq!(none["hits"].as_array().map(Vec::len), Some(0));
    valid("page", &["read", "--no-state", "-f", "json"]);
    valid("page", &["tour", "first-hour", "--no-state", "--print", "-f", "json"]);
    valid("way", &["read", "attribution-graph", "--no-state", "--list", "-f", "json"]);
    valid("reading-status", &["read", "--no-state", "--status", "-f", "json"]);
    let tours = valid("tours", &["tour", "--no-state", "-f", "json"]);
    assert!(tours.as_array().is_some_and(|tours| tours.len() >= 6));
    let map = valid("map", &["map", "-f", "json"]);
    assert_eq!(map["nodes"].as_array().map(Vec::len), all.as_array().map(Vec::len));
    valid("paths", &["paths", "-f", "json"]);
    valid("check", &["check", "tests/bad/cycle", "-f", "json"]);
}
