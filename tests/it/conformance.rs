//! What scripts and terminals rely on: statuses, streams, colours, widths, pipes.

use std::process::Stdio;

use crate::{mi, repo, run, shell, stderr, stdout};

const COMMANDS: &[&[&str]] = &[
    &["lookup", "superposition"],
    &["superposition", "--brief"],
    &["list"],
    &["search", "features", "that", "never", "fire"],
    &["sections"],
    &["related", "attention-head", "--depth", "2", "--tree"],
    &["path", "superposition", "sparse-autoencoder"],
    &["random"],
    &["paths"],
    &["check", "data"],
    &["--help"],
    &["lookup", "--help"],
    &["--version"],
    &[],
];

#[test]
fn statuses_say_what_happened() {
    for (words, status) in [
        (&["lookup", "superposition"][..], 0),
        (&["superpositon"], 0),
        (&["lookup", "--exact", "superpositon"], 1),
        (&["lookup", "zzyzx"], 1),
        (&["lookup"], 2),
        (&["search", "features", "that", "never", "fire"], 0),
        (&["search", "zzyzx"], 1),
        (&["search", " "], 2),
        (&["search", "sae", "--limit", "0"], 2),
        (&["search", "sae", "--section", "nosuch"], 2),
        (&["random", "--section", "nosuch"], 2),
        (&["lookup", ""], 2),
        (&["lookup", "  "], 2),
        (&["--color", "perhaps", "sae"], 2),
        (&["list", "--section", "nosuch"], 2),
        (&["list", "--since", "2095"], 1),
        (&["lookup", "--only", "nosuch", "sae"], 2),
        (&["--width", "0", "sae"], 2),
        (&["lookup", "sae", "--format", "dot"], 2),
        (&["check", "/nonexistent"], 4),
        (&["--data", "/nonexistent", "sae"], 4),
        (&["--data", "tests/fixture", "MI"], 3),
        (&["related", "zzyzx"], 1),
        (&["path", "superposition", "zzyzx"], 1),
    ] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(status), "{words:?}\n{}", stderr(&output));
    }
}

#[test]
fn nothing_found_leaves_stdout_empty() {
    let output = run(&["lookup", "zzyzx"]);
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    for place in [
        "alignmentforum.org/search?query=zzyzx",
        "arxiv.org/search/?query=zzyzx",
        "scholar.google.com/scholar?q=zzyzx",
    ] {
        assert!(said.contains(place), "{said}");
    }
    assert_eq!(stdout(&run(&["lookup", "--exact", "superpositon"])), "");
}

#[test]
fn a_guess_is_said() {
    let output = run(&["superpositon", "--brief"]);
    assert!(stdout(&output).starts_with("Superposition: "));
    assert!(stderr(&output).contains("no term `superpositon`"), "{}", stderr(&output));
    assert_eq!(stderr(&run(&["superposition", "--brief"])), "");
}

#[test]
fn a_slip_of_a_command_is_said() {
    let said = stderr(&run(&["lits"]));
    assert!(said.contains("command `list`"), "{said}");
}

#[test]
fn one_newline_at_the_end_and_no_escape_in_a_pipe() {
    for words in COMMANDS {
        let text = stdout(&run(words));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{words:?}");
        assert!(!text.contains('\u{1b}'), "{words:?}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    for words in COMMANDS {
        let line = format!("mi {} | head -1 >/dev/null; mi {} | true", words.join(" "), words.join(" "));
        let output = shell(&line);
        let said = stderr(&output);
        let said: Vec<&str> = said.lines().filter(|line| !line.contains(" terms, ")).collect();
        assert!(said.is_empty(), "{words:?} {said:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    for words in COMMANDS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
        let output = mi().args(*words).stdout(full).stderr(Stdio::piped()).output().expect("mi runs");
        assert_eq!(output.status.code(), Some(4), "{words:?}");
        let said = stderr(&output);
        assert_eq!(
            said.lines().filter(|line| line.contains("can't be written")).count(),
            1,
            "{words:?} {said}"
        );
    }
}

#[test]
#[cfg(unix)]
fn input_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let word = std::ffi::OsStr::from_bytes(b"sa\xffe");
    let output = mi().arg(word).output().expect("mi runs");
    assert_eq!(output.status.code(), Some(2));
    let output = shell("printf 'sae\\nsa\\377e\\n' | mi lookup -");
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("stdin:2: not UTF-8"), "{}", stderr(&output));
    assert_eq!(shell("printf '\\n' | mi lookup -").status.code(), Some(2));
}

#[test]
fn stdin_is_read_when_asked_for() {
    let output = shell("printf 'sae\\n\\nsuperposition\\n' | mi lookup - --brief");
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stdout(&output));
    let output = shell("printf 'sae\\n' | mi lookup - --only short --format json");
    assert!(stdout(&output).starts_with('['), "an array for a list, even of one");
}

#[test]
fn a_name_is_no_path() {
    for name in ["../features/superposition", "/etc/passwd", "..", "data/terms"] {
        let output = run(&["lookup", "--exact", name]);
        assert_eq!(output.status.code(), Some(1), "{name}");
    }
}

#[test]
fn flags_beat_the_environment() {
    let colored = |environment: &[(&str, &str)], words: &[&str]| {
        let output = mi()
            .args(["lookup", "superposition", "--format", "terminal"])
            .args(words)
            .envs(environment.iter().copied())
            .output()
            .expect("mi runs");
        stdout(&output).contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "a pipe is no terminal");
    assert!(colored(&[], &["--color", "always"]));
    assert!(colored(&[("NO_COLOR", "1")], &["--color=always"]), "the flag beats NO_COLOR");
    assert!(!colored(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[]));
    assert!(colored(&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], &[]), "an empty NO_COLOR is none");
    assert!(colored(&[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

#[test]
fn widths_are_kept() {
    let widest = |words: &[&str], environment: &[(&str, &str)]| {
        let output = mi().args(words).envs(environment.iter().copied()).output().expect("mi runs");
        stdout(&output).lines().map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let entry = ["superposition", "--format", "terminal"];
    assert!(widest(&entry, &[]) <= 80);
    assert!(widest(&entry, &[("COLUMNS", "50")]) <= 50);
    assert!(widest(&entry, &[("COLUMNS", "200")]) <= 90, "prose is at most 90 wide");
    assert!(widest(&entry, &[("COLUMNS", "wide")]) <= 80);
    for width in ["-w33", "-w=33", "--width=33"] {
        let words = [&entry[..], &[width]].concat();
        assert!((25..=33).contains(&widest(&words, &[("COLUMNS", "60")])), "{width}");
    }
    assert!(widest(&["superposition"], &[]) > 120, "in a pipe a paragraph is a line");
}

#[test]
fn nothing_in_the_environment_is_needed() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mi"));
    let output = command.env_clear().current_dir("/").args(["superposition"]).output().expect("mi runs");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}

#[test]
fn terms_of_your_own_join_the_bundle() {
    let home = std::env::temp_dir().join(format!("mi-own-terms-{}", std::process::id()));
    let folder = home.join("glossary/terms/superposition");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mine = "name = \"My idea\"\nlevel = \"core\"\ndetail = \"card\"\nkind = \"concept\"\n\
        short = \"Mine.\"\nneeds = [\"superposition\"]\ndefinition = \"D.\"\nmatters = \"M.\"\n";
    std::fs::write(folder.join("my-idea.toml"), mine).expect("a file");
    std::fs::write(folder.join("broken.toml"), "name = \"Broken\"\nlevle = \"core\"\n").expect("a file");
    let run = |words: &[&str]| mi().args(words).env("MI_DATA_DIR", &home).output().expect("mi runs");
    let output = run(&["my idea", "--brief"]);
    assert_eq!(stdout(&output), "My idea: Mine.\n");
    let said = stderr(&output);
    assert!(said.contains("broken.toml:2:1: unknown key `levle` (did you mean `level`?)"), "{said}");
    assert!(stdout(&run(&["superposition"])).contains("builds on it: "), "the bundle still answers");
    assert!(stdout(&run(&["related", "superposition", "--kind", "needed-by"])).contains("My idea"));
    let checked = run(&["check"]);
    assert_eq!(checked.status.code(), Some(4));
    std::fs::remove_dir_all(&home).expect("it goes");
}

#[test]
fn the_whole_graph_draws() {
    let dot = stdout(&run(&["related", "superposition", "--depth", "9", "--format", "dot"]));
    assert!(dot.starts_with("digraph mi {") && dot.ends_with("}\n"));
    let mermaid = stdout(&run(&["related", "superposition", "--format", "mermaid"]));
    assert!(mermaid.starts_with("graph LR\n"));
    assert!(repo("data").is_dir());
}
