//! Completion in real shells, by pressing Tab in them, and the manual in `man` and `mandoc`. What is
//! not installed can't be asked; `.ci/run` installs it all.

use crate::terminal::{Setup, Terminal};
use crate::{repo, shell, stderr, stdout};

/// Whether a program is there.
fn is_there(program: &str) -> bool {
    shell(&format!("command -v {program}")).status.success()
}

/// Types lines into a shell, then what is to be completed, and waits for what it becomes.
fn completes(program: &str, options: &[&str], load: &str, cases: &[(&str, &str)]) {
    if !is_there(program) {
        return;
    }
    let home = std::env::temp_dir().join(format!("mi-{program}-{}", std::process::id()));
    std::fs::create_dir_all(&home).expect("a home");
    let environment = [("HOME", home.to_str().expect("a path")), ("PS1", "$ "), ("LC_ALL", "C.UTF-8")];
    let setup = Setup { columns: 100, rows: 40, environment: &environment, background: None };
    let mut terminal = Terminal::of(program, options, &setup);
    terminal.keys(&format!("{load}\n"));
    terminal.keys("echo loa''ded\n");
    terminal.wait_for("loaded");
    for (typed, becomes) in cases {
        terminal.keys(typed);
        terminal.keys("\t");
        terminal.wait_for(becomes);
        // The line is given up, the screen cleared.
        terminal.keys("\x15");
        terminal.keys("clear; echo nex''t\n");
        terminal.wait_for("next");
    }
    terminal.keys("exit\n");
    terminal.wait();
    let _ = std::fs::remove_dir_all(&home);
}

/// A term without a command, a term, a section, an option, a value, a tour, a topic.
const CASES: &[(&str, &str)] = &[
    ("mi superposition-ph", "superposition-phase-diagram"),
    ("mi lookup attention-head-d", "attention-head-detector"),
    ("mi list --section training-d", "--section training-dynamics"),
    ("mi read mathematical-f", "mathematical-framework"),
    ("mi lookup --hyperl", "--hyperlinks"),
    ("mi related sae --kind narr", "--kind narrower"),
    ("mi lookup sae --only pitf", "--only pitfalls"),
    ("mi tour first-h", "first-hour"),
    ("mi help query", "querying"),
    ("mi completio", "mi completions"),
];

#[test]
fn bash_completes() {
    completes("bash", &["--norc", "--noprofile", "-i"], "source <(mi completions bash)", CASES);
}

#[test]
fn zsh_completes() {
    let load = "autoload -U compinit; compinit -u -D; source <(mi completions zsh)";
    completes("zsh", &["-f", "-i"], load, CASES);
}

#[test]
fn fish_completes() {
    completes("fish", &["--no-config", "-i"], "mi completions fish | source", CASES);
}

#[test]
fn the_manual_is_clean() {
    let folder = repo("target/man");
    let pages = folder.display();
    assert!(shell(&format!("rm -rf {pages}; mi man --dir {pages}")).status.success());
    if is_there("mandoc") {
        let output = shell(&format!("for page in {pages}/*.1; do mandoc -T lint $page; done"));
        assert_eq!(stdout(&output) + &stderr(&output), "");
    }
    if is_there("groff") {
        let output =
            shell(&format!("for page in {pages}/*.1; do groff -man -ww -Kutf8 -Tutf8 -z $page; done"));
        assert_eq!(stderr(&output), "");
    }
}
