//! `mi read` and `mi tour`: what is shown, and that nothing that was read is lost.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;

use crate::terminal::{Setup, Terminal};
use crate::{mi, stderr, stdout};

/// A data folder of one test's own.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mi-reading-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = mi();
        command.args(words).env("MI_DATA_DIR", &self.0);
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("mi runs")
    }

    fn file(&self) -> PathBuf {
        self.0.join("reading.json")
    }

    fn state(&self) -> Value {
        let text = std::fs::read_to_string(self.file()).expect("what was read");
        serde_json::from_str(&text).expect("JSON")
    }

    fn read(&self) -> BTreeSet<String> {
        self.state()["read"].as_object().expect("an object").keys().cloned().collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

/// Ids of the bundle to mark.
fn ids(count: usize) -> Vec<String> {
    let list = stdout(&crate::run(&["list", "--ids"]));
    list.lines().take(count).map(str::to_owned).collect()
}

#[test]
fn one_goes_on_where_one_was() {
    let home = Home::new("goes-on");
    let id = |output: &Output| json(output)["term"]["id"].as_str().expect("an id").to_owned();
    let first = id(&home.run(&["read", "-f", "json"]));
    assert_eq!(first, "mechanistic-interpretability");
    assert_eq!(id(&home.run(&["read", "-f", "json"])), first, "showing is not reading");
    let second = id(&home.run(&["read", "--next", "-f", "json"]));
    assert_ne!(second, first);
    assert_eq!(home.read(), BTreeSet::from([first.clone()]));
    assert_eq!(id(&home.run(&["read", "-f", "json"])), second);
    assert_eq!(id(&home.run(&["read", "--back", "-f", "json"])), first);
    // Another way has its own place, and is gone on with when none is named.
    let tour = id(&home.run(&["tour", "first-hour", "--print", "-f", "json"]));
    let further = id(&home.run(&["tour", "--next", "-f", "json"]));
    assert_ne!(tour, further);
    assert_eq!(id(&home.run(&["read", "-f", "json"])), further);
    assert_eq!(id(&home.run(&["read", "--whole", "-f", "json"])), first);
    // Looking up leaves no trace.
    let before = home.state();
    crate::schema::check("reading-state", &before);
    assert!(home.run(&["superposition"]).status.success());
    assert_eq!(home.state(), before);
}

#[test]
fn a_way_ends() {
    let home = Home::new("ends");
    let tour = ["--data", "tests/fixture", "tour", "round-trip"];
    let run = |more: &[&str]| stdout(&home.run(&[&tour[..], more].concat()));
    let text = run(&["--print"]);
    assert!(text.contains("Two stops, no more.") && text.contains("> Everything is made of this."), "{text}");
    assert!(text.contains("1 of 2 · next: Attention head"), "{text}");
    let text = run(&["--next"]);
    assert!(
        text.contains("> And this is made of that.") && text.contains("Then mutual information."),
        "{text}"
    );
    assert!(text.contains("2 of 2 · the last one left"), "{text}");
    assert!(run(&["--next"]).starts_with("A round trip: all 2 terms read."));
    assert!(run(&["--list"]).contains("✓ Matrix product"), "{}", run(&["--list"]));
    assert!(stdout(&home.run(&["--data", "tests/fixture", "tour"])).contains("2 stops, 2 read"));
}

#[test]
fn without_state_nothing_is_kept() {
    let home = Home::new("no-state");
    for words in [
        &["read"][..],
        &["read", "--next"],
        &["read", "--mark", "superposition"],
        &["tour", "first-hour", "--next"],
    ] {
        let output = home.run(&[words, &["--no-state"]].concat());
        assert!(output.status.success(), "{words:?} {}", stderr(&output));
        assert!(!home.0.exists(), "{words:?}");
    }
    assert!(home.run(&["superposition"]).status.success());
    assert!(!home.0.exists(), "a look-up writes nothing");
}

#[test]
fn marks_are_set_and_taken() {
    let home = Home::new("marks");
    assert!(home.run(&["read", "--mark", "SAE", "W_OV"]).status.success());
    assert_eq!(home.read(), BTreeSet::from(["ov-circuit".to_owned(), "sparse-autoencoder".to_owned()]));
    assert!(home.run(&["read", "--unmark", "SAE"]).status.success());
    assert_eq!(home.read(), BTreeSet::from(["ov-circuit".to_owned()]));
    let guess = home.run(&["read", "--mark", "superpositon"]);
    assert_eq!(guess.status.code(), Some(1), "a mark is not guessed");
    assert!(stderr(&guess).contains("Superposition"), "{}", stderr(&guess));
    let asked = home.run(&["read", "--reset"]);
    assert_eq!(asked.status.code(), Some(2), "without a terminal nobody can be asked");
    assert_eq!(home.read().len(), 1);
    assert!(home.run(&["read", "--reset", "--yes"]).status.success());
    assert!(home.read().is_empty());
}

#[test]
fn two_terminals_lose_nothing() {
    let home = Home::new("two");
    let ids = ids(120);
    std::thread::scope(|scope| {
        for half in ids.chunks(30) {
            let home = &home;
            scope.spawn(move || {
                for id in half {
                    assert!(home.run(&["read", "--mark", id]).status.success());
                }
            });
        }
    });
    assert_eq!(home.read(), ids.into_iter().collect());
}

/// `MARKS=1000 cargo test` makes it a thousand.
#[test]
#[cfg(unix)]
fn a_kill_in_the_midst_loses_nothing() {
    let home = Home::new("kill");
    let count = std::env::var("MARKS").ok().and_then(|count| count.parse().ok()).unwrap_or(150);
    let mut acknowledged = BTreeSet::new();
    let mut killed = 0;
    for (turn, id) in ids(count).into_iter().enumerate() {
        let mut child = home.command(&["read", "--mark", &id]).spawn().expect("mi runs");
        if turn % 2 == 0 {
            // At every moment of its life, over the turns.
            std::thread::sleep(Duration::from_micros((turn as u64 * 97) % 6000));
            let _ = child.kill();
        }
        let status = child.wait().expect("it ends");
        if status.success() {
            acknowledged.insert(id);
        } else {
            killed += 1;
        }
    }
    let read = home.read();
    assert!(killed > 0, "none was killed in time");
    assert!(acknowledged.is_subset(&read), "lost: {:?}", acknowledged.difference(&read));
}

#[test]
fn a_damaged_file_is_put_aside() {
    let home = Home::new("damaged");
    std::fs::create_dir_all(&home.0).expect("a folder");
    for damage in ["", "{\"version\": 1, \"read\"", "[1]", "{\"version\":1,\"read\":{\"a\":\"b\"}}"] {
        std::fs::write(home.file(), damage).expect("a file");
        let output = home.run(&["read"]);
        assert!(output.status.success(), "{damage:?}");
        assert!(stderr(&output).contains("put aside as"), "{damage:?}: {}", stderr(&output));
        assert!(home.read().is_empty());
    }
    let kept = std::fs::read_dir(&home.0).expect("a folder").filter_map(Result::ok);
    let aside = kept.filter(|entry| entry.file_name().to_string_lossy().contains("damaged")).count();
    assert_eq!(aside, 4, "each is kept");
}

#[test]
fn a_later_version_is_left_alone() {
    let home = Home::new("later");
    std::fs::create_dir_all(&home.0).expect("a folder");
    let later = "{\"version\": 9, \"something\": \"else\"}";
    std::fs::write(home.file(), later).expect("a file");
    let output = home.run(&["read", "--next"]);
    assert!(output.status.success());
    assert!(stderr(&output).contains("newer mi (version 9)"), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(home.file()).expect("a file"), later);
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_cannot_be_written_does_not_block_reading() {
    // Root may write anywhere but here.
    let run =
        |words: &[&str]| mi().args(words).env("MI_DATA_DIR", "/proc/nowhere").output().expect("mi runs");
    let output = run(&["read"]);
    assert!(output.status.success() && stdout(&output).contains("Mechanistic interpretability"));
    assert!(stderr(&output).contains("can't be kept"), "{}", stderr(&output));
    assert_eq!(run(&["read", "--mark", "superposition"]).status.code(), Some(4), "what was asked for failed");
}

#[test]
fn sections_and_terms_are_ways() {
    let home = Home::new("ways");
    let list =
        |words: &[&str]| json(&home.run(&[&["read"], words, &["--list", "--format", "json"]].concat()));
    let section = list(&["transformers"]);
    assert!(section.as_array().expect("an array").iter().all(|term| term["section"] == "transformers"));
    let way = list(&["attribution-graph"]);
    let way = way.as_array().expect("an array");
    assert_eq!(way.last().expect("an end")["id"], "attribution-graph");
    let both = home.run(&["read", "superposition", "--print"]);
    assert!(stderr(&both).contains("--term"), "{}", stderr(&both));
    let term = list(&["--term", "superposition"]);
    assert_eq!(term.as_array().and_then(|way| way.last()).expect("an end")["id"], "superposition");
    let core = list(&["--level", "core"]).as_array().map_or(0, Vec::len);
    let all = list(&["--whole"]).as_array().map_or(0, Vec::len);
    assert!(core > 100 && core < all, "{core} of {all}");
    for words in [
        &["read", "--interactive"][..],
        &["tour", "nosuch"],
        &["read", "--next", "--back"],
        &["map", "nosuch"],
    ] {
        assert_eq!(home.run(words).status.code(), Some(2), "{words:?}");
    }
    assert_eq!(home.run(&["read", "zzyzx"]).status.code(), Some(1));
}

/// A terminal in which something is read.
fn reading(home: &Home, words: &[&str]) -> Terminal {
    let folder = home.0.to_str().expect("a path").to_owned();
    let environment = [("MI_DATA_DIR", folder.as_str()), ("NO_COLOR", "1")];
    Terminal::run(words, &Setup { environment: &environment, ..Setup::default() })
}

#[test]
fn keys_lead_through_the_glossary() {
    let home = Home::new("keys");
    let mut terminal = reading(&home, &["read", "--whole"]);
    terminal.wait_for("1 of 983 · next: ");
    assert!(!terminal.is_whole() && terminal.line().contains("-icanon"), "the screen is ours");
    // On, and back.
    terminal.keys("n");
    terminal.wait_for("2 of 983");
    assert_eq!(home.read().len(), 1);
    terminal.keys("p");
    terminal.wait_for("✓ 1 of 983");
    // Along a link and back; its number stands beside it.
    terminal.wait_for("features[1]");
    terminal.keys("1\r");
    terminal.wait_for("off the way · u comes back to Mechanistic interpretability");
    terminal.keys("u");
    terminal.wait_for("✓ 1 of 983");
    // A term is looked up, misspelt.
    terminal.keys("/superpositon\r");
    terminal.wait_for("taken for Superposition");
    // What it needs and was not read, and back.
    terminal.keys("r");
    terminal.wait_for("u comes back to Superposition");
    terminal.keys("m");
    terminal.wait_for("✓ off the way");
    terminal.keys("uu");
    terminal.wait_for("1 of 983");
    terminal.keys("99\r");
    terminal.wait_for("no link 99 here");
    terminal.keys("?");
    terminal.wait_for("these keys, and back");
    terminal.keys("?");
    // Another size.
    terminal.resize(50, 12);
    terminal.wait_for("1 of 983");
    let widest = terminal.shown().lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(50), "{widest:?}");
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
    assert!(terminal.is_whole(), "the screen is given back");
    assert_eq!(home.read().len(), 2);
}

#[test]
fn leaving_in_any_way_gives_the_terminal_back() {
    let home = Home::new("leaving");
    for key in ["\x03", "\x1b", "q"] {
        let mut terminal = reading(&home, &["tour", "first-hour"]);
        terminal.wait_for("1 of ");
        terminal.keys(key);
        assert_eq!(terminal.wait(), 0, "{key:?}");
        assert!(terminal.is_whole(), "{key:?}");
    }
    // A question is asked, and anything but yes means no.
    assert!(home.run(&["read", "--mark", "superposition"]).status.success());
    for (answer, left) in [("n\n", 1), ("\n", 1), ("y\n", 0)] {
        let mut terminal = reading(&home, &["read", "--reset"]);
        terminal.wait_for("[y/N]");
        terminal.keys(answer);
        assert_eq!(terminal.wait(), 0);
        assert_eq!(home.read().len(), left, "{answer:?}");
    }
}
