//! Each folder of `tests/bad/` holds data that breaks the rule it is named for; `expected` is what
//! is said of it. `UPDATE=1 cargo test` writes what is said now; read the diff.

use std::collections::BTreeSet;
use std::path::Path;

use mi_glossary::check::{Bar, check, notes};
use mi_glossary::load;

use crate::{mi, repo, shell, stderr, stdout};

#[test]
fn each_rule_has_its_fault() {
    let mut broken = BTreeSet::new();
    let mut folders: Vec<_> = std::fs::read_dir(repo("tests/bad"))
        .expect("tests/bad")
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    for folder in folders {
        let rule = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Paths are said as they were given.
        std::env::set_current_dir(repo("")).expect("the repository");
        let given = Path::new("tests/bad").join(&rule);
        let loaded = load::folder(&given);
        let problems = check(&loaded, Bar::House);
        assert!(problems.iter().any(|problem| problem.rule == rule), "{rule}: {problems:?}");
        broken.extend(problems.iter().map(|problem| problem.rule));
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let said = said.join("\n") + "\n";
        let expected = folder.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &said).expect("expected can be written");
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(said, expected, "tests/bad/{rule}");
    }
    // A rule without a fixture is a rule that nobody has seen at work.
    let mut rules = BTreeSet::new();
    for file in ["src/load.rs", "src/load/fields.rs", "src/load/tour.rs", "src/check.rs", "src/markup.rs"] {
        let source = std::fs::read_to_string(repo(file)).expect("a source");
        for rule in RULES {
            if source.contains(&format!("\"{rule}\"")) {
                rules.insert(*rule);
            }
        }
    }
    assert_eq!(rules, RULES.iter().copied().collect());
    let unseen: Vec<_> = RULES.iter().filter(|rule| !broken.contains(**rule)).collect();
    assert!(unseen.is_empty(), "no fixture breaks {unseen:?}");
}

const RULES: &[&str] = &[
    "asks",
    "claimed",
    "control",
    "cycle",
    "detail",
    "id",
    "key",
    "link",
    "markup",
    "maths",
    "missing",
    "place",
    "reference",
    "relation",
    "section",
    "short",
    "syntax",
    "tour",
    "type",
    "unreadable",
    "value",
];

#[test]
fn check_says_it_and_fails() {
    let output = mi().args(["check", "tests/bad/relation"]).output().expect("mi runs");
    assert_eq!(output.status.code(), Some(4));
    let expected = std::fs::read_to_string(repo("tests/bad/relation/expected")).expect("expected");
    assert!(stdout(&output).starts_with(&expected), "{}", stdout(&output));
    let json = stdout(&mi().args(["check", "tests/bad/cycle", "-f", "json"]).output().expect("mi runs"));
    assert!(json.contains("\"rule\": \"cycle\""), "{json}");
}

#[test]
fn the_bundled_data_is_sound() {
    let loaded = load::folder(&repo("data"));
    let said: Vec<String> = check(&loaded, Bar::House).iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn notes_are_no_faults() {
    let loaded = load::folder(&repo("tests/fixture"));
    let notes = notes(&loaded);
    assert!(notes.iter().any(|note| note.rule == "no-reference"), "{notes:?}");
    assert!(notes.iter().any(|note| note.rule == "few-relations"), "{notes:?}");
}

/// The build stops on bad data, with its place: a copy of the sources with a broken entry.
#[test]
#[cfg(target_os = "linux")]
fn a_broken_entry_stops_the_build() {
    let copy = repo("target/broken-build");
    let _ = std::fs::remove_dir_all(&copy);
    let line = format!(
        "mkdir -p {copy} && cp -r Cargo.toml Cargo.lock src tests {copy}/ && cp -r tests/bad/key {copy}/data",
        copy = copy.display()
    );
    assert!(shell(&line).status.success());
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = std::process::Command::new(cargo)
        .args(["build", "--offline", "--lib", "--no-default-features", "--target-dir"])
        .arg(repo("target/broken-build-target"))
        .current_dir(&copy)
        .output()
        .expect("cargo runs");
    assert!(!output.status.success());
    let said = stderr(&output);
    assert!(
        said.contains("data/terms/basics/head.toml:2:1: unknown key `levle` (did you mean `level`?)"),
        "{said}"
    );
}
