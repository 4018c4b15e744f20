//! The tree is as its README says: every file begins with what it is for, none is forgotten.

use std::path::{Path, PathBuf};

use crate::repo;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_source_says_what_it_is_for() {
    let mut found = Vec::new();
    sources(&repo("src"), &mut found);
    sources(&repo("tests"), &mut found);
    for path in found {
        let text = std::fs::read_to_string(&path).expect("a source");
        let header = text.lines().take_while(|line| line.starts_with("//!")).count();
        let included = text.starts_with("#![doc = include_str!");
        assert!(included || header > 0, "{} does not say what it is for", path.display());
        assert_ne!(path.file_name().and_then(|name| name.to_str()), Some("mod.rs"), "{}", path.display());
    }
}

#[test]
fn every_test_module_is_run() {
    let main = std::fs::read_to_string(repo("tests/it/main.rs")).expect("main.rs");
    for entry in std::fs::read_dir(repo("tests/it")).expect("tests/it").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().replace(".rs", "");
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name} is not run");
    }
}

#[test]
fn the_library_does_not_print() {
    let mut found = Vec::new();
    sources(&repo("src"), &mut found);
    for path in found.iter().filter(|path| !path.starts_with(repo("src/bin")) && !path.ends_with("build.rs"))
    {
        let text = std::fs::read_to_string(path).expect("a source");
        for word in ["println!", "eprintln!", "std::env::", "SystemTime", "stdout()"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}
