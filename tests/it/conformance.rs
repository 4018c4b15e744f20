//! What a good command-line lookup does, a test for each line: twelve things that broke in others
//! (`broke_…`), eight conventions (`keeps_…`). `tests/README.md` has the table.

use std::path::PathBuf;
use std::process::Stdio;

use crate::terminal::{Setup, Terminal};
use crate::{mi, repo, run, shell, stderr, stdout};

/// A call of each command.
const COMMANDS: &[&[&str]] = &[
    &["lookup", "superposition"],
    &["superposition", "--brief"],
    &["list"],
    &["search", "features", "that", "never", "fire"],
    &["sections"],
    &["related", "attention-head", "--depth", "2", "--tree"],
    &["path", "superposition", "sparse-autoencoder"],
    &["map"],
    &["map", "superposition"],
    &["map", "--report"],
    &["map", "--format", "dot"],
    &["read", "--no-state"],
    &["read", "--no-state", "--list"],
    &["read", "--no-state", "--status"],
    &["tour", "--no-state"],
    &["tour", "first-hour", "--no-state", "--print"],
    &["random"],
    &["paths"],
    &["config"],
    &["completions", "bash"],
    &["man"],
    &["check", "data"],
    &["help", "querying"],
    &["--help"],
    &["lookup", "--help"],
    &["--version"],
    &[],
];

/// A folder of one test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mi-conformance-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Text without escapes: of styles, and of links.
fn stripped(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("\u{1b}]") { "\u{1b}\\" } else { "m" };
        rest = &rest[at + 1..];
        rest = &rest[rest.find(end).expect("an escape ends") + end.len()..];
    }
    plain + rest
}

#[test]
fn broke_01_a_reader_that_leaves_is_no_fault() {
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
fn broke_02_a_full_disk_is_said() {
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
fn broke_03_an_empty_term_is_wrong_use() {
    for words in [
        &["lookup", ""][..],
        &["lookup", "  "],
        &[""],
        &["search", " "],
        &["related", ""],
        &["path", "", "sae"],
    ] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stdout(&output).is_empty() && !stderr(&output).is_empty(), "{words:?}");
    }
}

#[test]
#[cfg(unix)]
fn broke_04_input_that_is_no_text_is_refused() {
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
fn broke_05_every_width_is_kept_whatever_the_letters() {
    // An overlay brings letters of every sort; src/bin/mi/render.rs tries any text.
    let home = Folder::new("letters");
    home.file(
        "glossary/terms/superposition/hostile.toml",
        "name = \"漢字 e\u{301} 👩\u{200d}👩\u{200d}👧 term\"\nlevel = \"core\"\ndetail = \"card\"\nkind = \"concept\"\n\
         short = \"한국어 and 👩\u{200d}👩\u{200d}👧\u{200d}👦 and e\u{301}\u{301}.\"\n\
         definition = \"漢字カタカナaVeryLongWordThatHasNoPlaceToBreakAtAll 漢字漢字漢字 https://example.org/a/b/c/d\"\nmatters = \"M.\"\n",
    );
    for width in (1..=200).step_by(7).chain(1..=12) {
        for words in [&["hostile"][..], &["superposition"]] {
            let mut command = mi();
            command.args(words).env("MI_DATA_DIR", &home.0).args([
                "--format",
                "terminal",
                "-w",
                &width.to_string(),
            ]);
            let output = command.output().expect("mi runs");
            assert!(output.status.success(), "{words:?} at {width}: {}", stderr(&output));
        }
    }
}

#[test]
fn broke_06_no_line_is_wider_than_the_width() {
    let ids = stdout(&run(&["list", "--ids"]));
    let mut words = vec!["lookup", "--exact", "--format", "terminal", "-w", "40"];
    words.extend(ids.lines().step_by(5));
    for line in stdout(&run(&words)).lines() {
        let width = unicode_width::UnicodeWidthStr::width(line);
        assert!(width <= 40, "{width} columns: {line}");
    }
}

#[test]
fn broke_07_a_link_ends_with_its_line() {
    let look = |more: &[&str]| {
        let words = [&["superposition", "--format", "terminal", "-w", "50"][..], more].concat();
        stdout(&run(&words))
    };
    let linked = look(&["--color", "always", "--hyperlinks", "always"]);
    assert!(linked.contains("\u{1b}]8;id=mi0;https://"), "there are links");
    for line in linked.lines() {
        let begun = line.matches("\u{1b}]8;id=").count();
        assert_eq!(begun, line.matches("\u{1b}]8;;\u{1b}\\").count(), "{line:?}");
    }
    assert_eq!(stripped(&linked), look(&["--color", "never"]), "stripping yields the plain text");
    // On a terminal that can, they are there by themselves; in a pipe they are plain addresses.
    let environment = [("VTE_VERSION", "6800"), ("COLORTERM", "truecolor")];
    let mut terminal = Terminal::run(
        &["superposition", "--no-pager"],
        &Setup { environment: &environment, rows: 200, ..Setup::default() },
    );
    assert_eq!(terminal.wait(), 0);
    assert!(String::from_utf8_lossy(&terminal.raw).contains("\u{1b}]8;id="), "{}", terminal.shown());
    let piped = stdout(&run(&["superposition"]));
    assert!(!piped.contains('\u{1b}') && piped.contains("https://arxiv.org/abs/2209.10652"));
}

#[test]
fn broke_08_a_name_is_no_path() {
    for name in ["../features/superposition", "/etc/passwd", "..", "data/terms"] {
        let output = run(&["lookup", "--exact", name]);
        assert_eq!(output.status.code(), Some(1), "{name}");
    }
}

#[test]
fn broke_09_damage_stops_nothing() {
    let home = Folder::new("damage");
    home.file("config.toml", "widht = 70\nskin = \"drak\"\n[colors]\ntitle = \"bluish\"\n= nothing\n");
    home.file("reading.json", "{\"version\": 1, \"read\"");
    home.file("glossary/terms/superposition/broken.toml", "name = ");
    home.file("glossary/sections.toml", "[[section]\n");
    let run = |words: &[&str]| {
        mi().args(words).env("MI_DATA_DIR", &home.0).env("MI_CONFIG_DIR", &home.0).output().expect("mi runs")
    };
    let output = run(&["superposition", "--brief"]);
    assert!(output.status.success() && stdout(&output).starts_with("Superposition: "));
    let said = stderr(&output);
    for part in [
        "config.toml:1:1: unknown key `widht` (did you mean `width`?)",
        "config.toml:2:8: `drak` is no skin (did you mean `dark`?)",
        "config.toml:4:9: `bluish` is no colors.title",
        "config.toml:5:1: ",
        "broken.toml:1:",
        "sections.toml:1:",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("reading.json"), "a look-up does not read it");
    let output = run(&["read"]);
    assert!(
        output.status.success() && stderr(&output).contains("reading.json: damaged"),
        "{}",
        stderr(&output)
    );
    assert_eq!(run(&["config"]).status.code(), Some(4), "what is asked about it says so");
}

#[test]
#[cfg(unix)]
fn broke_10_nothing_is_needed_of_the_environment() {
    use std::os::unix::fs::PermissionsExt;
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mi"));
    let output = command.env_clear().current_dir("/").args(["superposition"]).output().expect("mi runs");
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
    // A home that can't be written to, and nothing written to one that can.
    let home = Folder::new("home");
    for mode in [0o500, 0o700] {
        std::fs::set_permissions(&home.0, std::fs::Permissions::from_mode(mode)).expect("a mode");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mi"));
        command.env_clear().env("HOME", &home.0).current_dir(&home.0);
        let output = command.args(["superposition", "superpositon"]).output().expect("mi runs");
        assert_eq!(stderr(&output).lines().filter(|line| line.contains("error")).count(), 0);
        let left = std::fs::read_dir(&home.0).expect("a folder").count();
        assert_eq!(left, 0, "a look-up writes no file");
    }
    // No connection is opened (where there is something to see it by; `.ci/run` brings it).
    let trace = "HOME=/ strace -f -e trace=network mi superposition --brief 2>&1 >/dev/null";
    if shell("command -v strace").status.success() {
        let traced = stdout(&shell(trace));
        assert!(!traced.contains("socket(") && !traced.contains("connect("), "{traced}");
    }
}

#[test]
fn broke_11_the_environment_of_colors_is_read_right() {
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
    // On a terminal: colors, unless it is dumb or asks for none.
    for (environment, colors) in [
        (&[][..], true),
        (&[("TERM", "dumb")], false),
        (&[("CLICOLOR", "0")], false),
        (&[("NO_COLOR", "1")], false),
        (&[("NO_COLOR", "")], true),
    ] {
        let mut terminal =
            Terminal::run(&["superposition", "--brief"], &Setup { environment, ..Setup::default() });
        assert_eq!(terminal.wait(), 0);
        assert_eq!(String::from_utf8_lossy(&terminal.raw).contains("\u{1b}[0;"), colors, "{environment:?}");
    }
    // `-` is stdin.
    assert_eq!(stdout(&shell("echo sae | mi - --brief")).lines().count(), 1);
}

#[test]
fn broke_12_something_else_shown_is_said() {
    let output = run(&["superpositon", "--brief"]);
    assert!(stdout(&output).starts_with("Superposition: "));
    assert!(stderr(&output).contains("no term `superpositon`"), "{}", stderr(&output));
    assert_eq!(stderr(&run(&["superposition", "--brief"])), "");
    let json = stdout(&run(&["superpositon", "--format", "json"]));
    assert!(json.contains("\"match\": \"fuzzy\""), "{json}");
    let exact = run(&["superpositon", "--exact"]);
    assert_eq!((exact.status.code(), stdout(&exact).as_str()), (Some(1), ""));
}

#[test]
fn keeps_statuses() {
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
fn a_slip_of_a_command_is_said() {
    let said = stderr(&run(&["sectoins"]));
    assert!(said.contains("command `sections`"), "{said}");
}

#[test]
fn keeps_streams() {
    // The answer on stdout with one newline at its end, all else on stderr; no prompt.
    for words in COMMANDS {
        let text = stdout(&run(words));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{words:?}");
        assert!(!text.contains('\u{1b}'), "{words:?}");
    }
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
    // stdin is read when it is asked for, and only then.
    let output = shell("printf 'sae\\n\\nsuperposition\\n' | mi lookup - --brief");
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stdout(&output));
    let output = shell("printf 'sae\\n' | mi lookup - --only short --format json");
    assert!(stdout(&output).starts_with('['), "an array for a list, even of one");
    let output = shell("echo superposition | mi sae --brief");
    assert!(stdout(&output).starts_with("Sparse autoencoder"), "stdin is not read");
}

#[test]
fn keeps_color() {
    // Each stream for itself: stdout is a file here, stderr a terminal.
    let home = Folder::new("streams");
    let file = home.0.join("out");
    let line = format!("{} superpositon --brief > {}", env!("CARGO_BIN_EXE_mi"), file.display());
    let output = shell(&format!("script -qec '{line}' /dev/null </dev/null || true"));
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if output.status.success() && !kept.is_empty() {
        assert!(!kept.contains('\u{1b}'), "{kept}");
    }
    // A skin by the terminal's answer, by a setting, by an option.
    let title = |setup: &Setup<'_>, words: &[&str]| {
        let words = [&["superposition", "--no-pager"][..], words].concat();
        let mut terminal = Terminal::run(&words, setup);
        assert_eq!(terminal.wait(), 0, "{}", terminal.shown());
        let raw = String::from_utf8_lossy(&terminal.raw).into_owned();
        let at = raw.find("Superposition\u{1b}[0m").unwrap_or_else(|| panic!("a title: {raw:?}"));
        raw[..at].rsplit("\u{1b}[").next().unwrap_or_default().to_owned()
    };
    let (dark, light, ansi) = ("0;1;4;38;5;231m", "0;1;4;38;5;16m", "0;1;4m");
    let tall = |background, environment| Setup { rows: 200, background, environment, ..Setup::default() };
    assert_eq!(title(&tall(Some("rgb:0000/0000/0000"), &[]), &[]), dark);
    assert_eq!(title(&tall(Some("rgb:ffff/ffff/ffff"), &[]), &[]), light);
    assert_eq!(title(&tall(None, &[]), &[]), ansi, "one that is not asked");
    assert_eq!(title(&tall(None, &[("MI_SKIN", "light")]), &[]), light);
    assert_eq!(title(&tall(None, &[("MI_SKIN", "light")]), &["--skin", "dark"]), dark);
}

#[test]
fn keeps_width() {
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
    // The terminal's own.
    for (columns, most) in [(60, 60), (140, 90)] {
        let mut terminal = Terminal::run(
            &["superposition", "--no-pager", "--color", "never"],
            &Setup { columns, rows: 200, ..Setup::default() },
        );
        assert_eq!(terminal.wait(), 0);
        let widest = terminal.shown().lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(most) && widest > Some(most - 12), "{widest:?} of {columns}");
    }
}

#[test]
fn keeps_the_pager() {
    let home = Folder::new("pager");
    let seen = home.0.join("seen");
    let pager = format!("cat > {}", seen.display());
    let through = |words: &[&str], environment: &[(&str, &str)], rows| {
        let _ = std::fs::remove_file(&seen);
        let mut terminal = Terminal::run(words, &Setup { rows, environment, ..Setup::default() });
        assert_eq!(terminal.wait(), 0, "{}", terminal.shown());
        (seen.exists(), String::from_utf8_lossy(&terminal.raw).into_owned())
    };
    assert!(through(&["superposition"], &[("MI_PAGER", &pager)], 24).0, "longer than the screen");
    assert!(!through(&["superposition"], &[("MI_PAGER", &pager)], 300).0, "shorter");
    assert!(!through(&["superposition", "--no-pager"], &[("MI_PAGER", &pager)], 24).0);
    assert!(!through(&["superposition"], &[("MI_PAGER", ""), ("PAGER", &pager)], 24).0, "none is wanted");
    assert!(through(&["superposition"], &[("PAGER", &pager)], 24).0);
    assert!(
        !through(&["superposition"], &[("MI_PAGER", "true"), ("PAGER", &pager)], 24).0,
        "ours goes first"
    );
    let (_, shown) = through(&["superposition"], &[("MI_PAGER", "nosuchpager")], 24);
    assert!(
        shown.contains("nosuchpager") && shown.contains("References"),
        "without it the text is shown all the same: {shown}"
    );
    // Never in a pipe, whatever is set.
    let mut command = mi();
    let output = command.arg("superposition").env("MI_PAGER", &pager).output().expect("mi runs");
    assert!(stdout(&output).len() > 1000 && !seen.exists());
}

#[test]
fn keeps_arguments() {
    let brief = |words: &[&str]| {
        let output = run(&[words, &["--brief"]].concat());
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{words:?}");
        stdout(&output)
    };
    let attention = brief(&["attention-head"]);
    for words in [
        &["lookup", "attention", "head"][..],
        &["Attention_Heads"],
        &["ATTENTION HEAD"],
        &["--width", "300", "attention-head"],
        &["attention-head", "--color", "never"],
        &["--color=never", "lookup", "attention-head"],
    ] {
        assert_eq!(brief(words), attention, "{words:?}");
    }
    assert_eq!(stdout(&run(&["--brief", "--", "attention-head"])), attention);
    // Quoted words are terms of their own: one that is not found does not take the other with it.
    let two = run(&["attention head", "zzyzx road", "--brief"]);
    assert_eq!((two.status.code(), stdout(&two)), (Some(1), attention.clone()));
    // NFC and NFD, British and US.
    assert_eq!(brief(&["mean ablation"]), brief(&["m\u{65}an ablation"]));
    assert_eq!(brief(&["layer normalisation"]), brief(&["layer normalization"]));
    for width in ["-w80", "-w=80"] {
        assert_eq!(brief(&["attention-head", width]).replace('\n', " ").trim(), attention.trim());
    }
    // -h is short, --help long, with examples.
    let (short, long) = (stdout(&run(&["lookup", "-h"])), stdout(&run(&["lookup", "--help"])));
    assert!(short.lines().count() < long.lines().count() && long.contains("mi lookup sae transcoder"));
    let help = stdout(&run(&["--help"]));
    assert!(help.lines().count() <= 24 && help.lines().all(|line| line.chars().count() <= 80), "{help}");
    assert_eq!(help, stdout(&run(&["help"])));
    assert_eq!(stdout(&run(&["help", "list"])), stdout(&run(&["list", "--help"])));
    assert_eq!(run(&["help", "nosuch"]).status.code(), Some(2));
}

#[test]
fn keeps_files_your_own_terms_join() {
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
    let mut command = mi();
    let completed = command.args(["--", "mi", "my-i"]).env("MI_DATA_DIR", &home).env("MI_COMPLETE", "fish");
    assert!(stdout(&completed.output().expect("mi runs")).starts_with("my-idea\t"), "shells complete them");
    let checked = run(&["check"]);
    assert_eq!(checked.status.code(), Some(4));
    std::fs::remove_dir_all(&home).expect("it goes");
}

#[test]
fn keeps_files_and_what_beats_what() {
    let home = Folder::new("config");
    let project = Folder::new("project");
    let set = |environment: &[(&str, &str)], words: &[&str], key: &str| {
        let mut command = mi();
        command.args(["config"]).args(words).current_dir(&project.0).env("MI_CONFIG_DIR", &home.0);
        let output = command.envs(environment.iter().copied()).output().expect("mi runs");
        let text = stdout(&output);
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_else(|| panic!("{key}: {text}"));
        let (value, from) = line.split_once(" # ").expect("where it comes from");
        (value.trim().rsplit(" = ").next().unwrap_or_default().to_owned(), from.to_owned())
    };
    assert_eq!(set(&[], &[], "width"), ("90".to_owned(), "built in".to_owned()));
    let user = home
        .file("config.toml", "width = 70\nskin = \"dark\"\npager = \"more\"\n[lookup]\nshow = [\"short\"]\n");
    assert_eq!(set(&[], &[], "width"), ("70".to_owned(), user.display().to_string()));
    let own = project.file(".mi/config.toml", "width = 60\npager = \"rm -r\"\n");
    let (width, from) = set(&[], &[], "width");
    assert!(width == "60" && from.ends_with(".mi/config.toml"), "{width} {from} {}", own.display());
    assert_eq!(set(&[], &[], "pager").0, "\"more\"", "a project's pager is not run");
    assert_eq!(set(&[("MI_WIDTH", "50")], &[], "width"), ("50".to_owned(), "$MI_WIDTH".to_owned()));
    assert_eq!(
        set(&[("MI_SKIN", "light")], &["--skin", "ansi"], "skin"),
        ("\"ansi\"".to_owned(), "an option".to_owned())
    );
    // What is set is in force.
    let mut command = mi();
    let output = command.args(["superposition"]).env("MI_CONFIG_DIR", &home.0).output().expect("mi runs");
    assert_eq!(stdout(&output).lines().count(), 1, "lookup.show");
    let mut command = mi();
    let output =
        command.args(["superposition", "--full"]).env("MI_CONFIG_DIR", &home.0).output().expect("mi runs");
    assert!(stdout(&output).lines().count() > 10);
    // A file to begin with; never over one that is there.
    let fresh = Folder::new("init");
    let init = || mi().args(["config", "--init"]).env("MI_CONFIG_DIR", &fresh.0).output().expect("mi runs");
    assert!(init().status.success());
    let text = std::fs::read_to_string(fresh.0.join("config.toml")).expect("a file");
    assert!(text.contains("# width = 90") && text.contains("# pager = "));
    assert_eq!(init().status.code(), Some(4));
    let paths = stdout(&run(&["paths"]));
    for what in ["configuration", "your own terms", "what you have read"] {
        assert!(paths.contains(what), "{paths}");
    }
}

#[test]
fn keeps_documentation() {
    let folder = Folder::new("man");
    let output = run(&["man", "--dir", &folder.0.display().to_string()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let pages = std::fs::read_dir(&folder.0).expect("a folder").count();
    let commands = stdout(&run(&["man"]))
        .matches("See mi\\-")
        .count()
        .max(stdout(&run(&["man"])).matches("See mi-").count());
    assert_eq!(pages, commands + 1, "a page for each command, and one for the whole");
    for page in std::fs::read_dir(&folder.0).expect("a folder").filter_map(Result::ok) {
        let text = std::fs::read_to_string(page.path()).expect("a page");
        for part in [".SH NAME", ".SH SYNOPSIS", ".SH \"EXIT STATUS\"", ".SH FILES", ".SH ENVIRONMENT"] {
            assert!(text.contains(part), "{}: {part}", page.path().display());
        }
        assert!(
            text.lines().all(|line| line.len() <= 80 || line.starts_with('.')),
            "{}",
            page.path().display()
        );
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(stdout(&run(&["completions", shell])).contains("MI_COMPLETE"), "{shell}");
    }
    assert_eq!(run(&["completions", "nosuch"]).status.code(), Some(2));
}

/// The table in `tests/README.md` names tests that there are, and all of these.
#[test]
fn the_table_is_true() {
    let table = std::fs::read_to_string(repo("tests/README.md")).expect("a README");
    let source = std::fs::read_to_string(repo("tests/it/conformance.rs")).expect("this file");
    for line in table.lines().filter(|line| line.contains("| `broke_") || line.contains("| `keeps_")) {
        let test = line.rsplit('`').nth(1).expect("a name");
        assert!(source.contains(&format!("fn {test}()")), "{test} is no test");
    }
    let tests = source.lines().filter_map(|line| line.strip_prefix("fn ")?.strip_suffix("() {"));
    for test in tests.filter(|test| test.starts_with("broke_") || test.starts_with("keeps_")) {
        assert!(table.contains(&format!("`{test}`")), "{test} is not in the table");
    }
}

#[test]
fn the_whole_graph_draws() {
    let dot = stdout(&run(&["related", "superposition", "--depth", "9", "--format", "dot"]));
    assert!(dot.starts_with("digraph mi {") && dot.ends_with("}\n"));
    let mermaid = stdout(&run(&["related", "superposition", "--format", "mermaid"]));
    assert!(mermaid.starts_with("graph LR\n"));
    assert!(repo("data").is_dir());
}
