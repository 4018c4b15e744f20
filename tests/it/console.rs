//! Console sessions in `tests/cases/*.md` and in the README, run as written.
//! `TRYCMD=overwrite cargo test` writes what is printed now; read the diff.

use crate::{repo, shell, stderr, stdout};

#[test]
fn cases() {
    let cases = trycmd::TestCases::new();
    // Whoever runs the tests may have terms of their own.
    cases.env("MI_DATA_DIR", "/nonexistent").env("MI_CONFIG_DIR", "/nonexistent");
    cases.env("COLUMNS", "80").env("NO_COLOR", "1");
    cases.case("tests/cases/*.md").case("README.md");
    cases.run();
}

/// The recipes of the README, its `sh` blocks: each line runs and prints something.
#[test]
fn recipes_of_the_readme() {
    let readme = std::fs::read_to_string(repo("README.md")).expect("a README");
    let mut count = 0;
    for block in readme.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            // Those that need a person or a network are marked.
            let elsewhere = ["# interactive", "# shell", "# needs", "dpkg", ".ci/"];
            if line.contains("cargo ") || elsewhere.iter().any(|mark| line.contains(mark)) {
                continue;
            }
            let output = shell(line);
            assert!(output.status.success(), "{line}\n{}", stderr(&output));
            assert!(!stdout(&output).is_empty(), "{line} prints nothing");
            count += 1;
        }
    }
    assert!(count >= 5, "the README has recipes");
}
