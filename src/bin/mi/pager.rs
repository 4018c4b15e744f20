//! What is longer than the screen goes through a pager. Knows no document.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Shows `text` through the program that `pager` calls; `Err` gives the reason why it can't be had,
/// nothing having been shown.
pub(crate) fn page(pager: &str, text: &str) -> io::Result<()> {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", pager]);
        command
    } else {
        let mut command = Command::new("sh");
        // A pager that is not there is told from one that failed.
        let program = pager.split_whitespace().next().unwrap_or_default();
        if !is_program(program) {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("no program `{program}`")));
        }
        command.args(["-c", pager]);
        command
    };
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    // Ctrl-C is for the pager: we wait for it to end.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false)));
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    child.wait().map(|_| ())
}

/// Whether the shell finds a program of this name.
fn is_program(name: &str) -> bool {
    let found = |path: &std::path::Path| path.is_file();
    if name.contains('/') {
        return found(std::path::Path::new(name));
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| found(&folder.join(name)))
}
