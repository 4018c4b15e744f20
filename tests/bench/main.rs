//! What a call of `mi` costs, as multiples of an empty Rust binary, and in instructions.
//!
//! `cargo run --release --example bench` builds the empty binary, runs all commands in shuffled
//! turns and prints the ratio of medians. Times themselves mean nothing: only ratios within one
//! run do. Instructions are counted by valgrind's callgrind where it is installed. With `-- --static`
//! the binary of `cargo static` takes its turns too.

#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A call to measure, and the most that it may cost: times an empty binary.
struct Call {
    what: &'static str,
    arguments: &'static [&'static str],
    must: f64,
}

const CALLS: &[Call] = &[
    Call { what: "lookup, in a pipe", arguments: &["lookup", "superposition"], must: 1.25 },
    Call {
        what: "lookup, styled, 4 KB",
        arguments: &["lookup", "dot-product", "--format=terminal", "--color=always", "-w80"],
        must: 1.40,
    },
    Call { what: "lookup, misspelt", arguments: &["lookup", "superpositon"], must: 1.40 },
    Call { what: "lookup, nothing found", arguments: &["lookup", "zzyzx road"], must: 1.40 },
    Call {
        what: "search",
        arguments: &["search", "neuron", "that", "fires", "for", "unrelated", "things"],
        must: 1.50,
    },
    Call { what: "list", arguments: &["list"], must: 1.40 },
    Call { what: "related, depth 3", arguments: &["related", "superposition", "--depth=3"], must: 1.40 },
];

/// The most that the first call may cost with the static binary.
const STATIC_MUST: f64 = 1.00;

/// How often each call is made.
const TURNS: usize = 300;

fn main() {
    let mut runs = vec![("empty Rust binary".to_owned(), String::new(), Command::new(empty_binary()))];
    let mi = program(Path::new("release"), "cargo build --release");
    for call in CALLS {
        let mut command = Command::new(&mi);
        command.args(call.arguments);
        runs.push((call.what.to_owned(), format!("{:.2}", call.must), command));
    }
    if std::env::args().any(|argument| argument == "--static") {
        let mi = program(&Path::new(&host()).join("release"), "cargo static");
        for (at, call) in CALLS.iter().enumerate() {
            let mut command = Command::new(&mi);
            command.args(call.arguments);
            let must = if at == 0 { format!("{STATIC_MUST:.2}") } else { String::new() };
            runs.push((format!("static: {}", call.what), must, command));
        }
    }
    for (.., command) in &mut runs {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env_remove("MI_DATA").env("MI_DATA_DIR", "/nonexistent");
    }
    let medians = medians(&mut runs);
    println!("{:<30} {:>8} {:>6} {:>14}", "", "× empty", "must", "instructions");
    for ((what, must, command), median) in runs.iter().zip(&medians) {
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        let counted = instructions(command).map_or_else(|| "-".to_owned(), |count| count.to_string());
        println!("{what:<30} {ratio:>8.2} {must:>6} {counted:>14}");
    }
    println!("\nMedians of {TURNS} runs in shuffled turns; the empty binary took {:?}.", medians[0]);
}

/// A copy of the binary in this folder of `target`, which must have been built. What is installed is
/// a copy too: the file as the linker writes it lies in smaller pieces in the page cache, and starts slower.
fn program(folder: &Path, build: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let path = target.join(folder).join("mi");
    assert!(path.exists(), "build it first: {build}");
    let copy = target.join("bench").join(folder);
    std::fs::create_dir_all(&copy).expect("target can be written");
    let copy = copy.join("mi");
    std::fs::copy(path, &copy).expect("target can be written");
    copy
}

/// The host's target, as rustc names it.
fn host() -> String {
    let told = Command::new("rustc").args(["--print", "host-tuple"]).output().expect("rustc runs");
    String::from_utf8_lossy(&told.stdout).trim().to_owned()
}

/// `fn main() {}`, built as `mi` is.
fn empty_binary() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&folder).expect("target can be written");
    let (source, binary) = (folder.join("empty.rs"), folder.join("empty"));
    std::fs::write(&source, "fn main() {}\n").expect("target can be written");
    let built = Command::new("rustc")
        .args(["-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1", "-Cpanic=abort", "-Cstrip=symbols"])
        .args([source.as_os_str(), "-o".as_ref(), binary.as_os_str()])
        .status();
    assert!(built.is_ok_and(|status| status.success()), "rustc builds an empty program");
    binary
}

/// The median time of each command, measured in turns whose order changes.
fn medians(runs: &mut [(String, String, Command)]) -> Vec<Duration> {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); runs.len()];
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let mut seed = 1u64;
    for turn in 0..TURNS + 10 {
        for at in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(at, usize::try_from(seed >> 33).unwrap_or(0) % (at + 1));
        }
        for &at in &order {
            let begun = Instant::now();
            runs[at].2.status().expect("the program runs");
            // The first turns warm the caches.
            if turn >= 10 {
                times[at].push(begun.elapsed());
            }
        }
    }
    times
        .into_iter()
        .map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        })
        .collect()
}

/// The instructions that a command takes, if valgrind is there to count them.
fn instructions(command: &Command) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(command.get_program())
        .args(command.get_args())
        .env("MI_DATA_DIR", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("refs:"))?;
    line.rsplit(' ').next()?.replace(',', "").parse().ok()
}
