//! All integration tests, in one binary.

mod bad_data;
mod conformance;
mod console;
mod golden;
mod loader;
mod names;
mod quality;
mod reading;
mod schema;
mod shells;
mod terminal;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A path of the repository.
fn repo(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// `mi`, in an environment that says nothing, in the repository's folder.
fn mi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mi"));
    command.env_clear().current_dir(repo("")).stdin(Stdio::null());
    // A home that is not there: no terms but the bundled ones.
    command.env("MI_DATA_DIR", "/nonexistent").env("MI_CONFIG_DIR", "/nonexistent");
    command
}

/// Runs `mi` with words.
fn run(words: &[&str]) -> Output {
    mi().args(words).output().expect("mi runs")
}

/// Runs a line of shell with `mi` on the path.
fn shell(line: &str) -> Output {
    let folder = Path::new(env!("CARGO_BIN_EXE_mi")).parent().expect("a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .env_clear()
        .env("PATH", path)
        .env("MI_DATA_DIR", "/nonexistent")
        .env("MI_CONFIG_DIR", "/nonexistent");
    command.current_dir(repo("")).stdin(Stdio::null()).output().expect("sh runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8 on stdout")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8 on stderr")
}
