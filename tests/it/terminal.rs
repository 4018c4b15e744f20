//! A terminal to run `mi` in: a real pseudo-terminal, and what it shows.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::repo;

/// How long a program may take to show what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal with `mi` running in it.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was written to it.
    pub(crate) raw: Vec<u8>,
    answers: Option<&'static str>,
}

/// How a terminal is set up.
pub(crate) struct Setup<'s> {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    pub(crate) environment: &'s [(&'s str, &'s str)],
    /// What it answers when it is asked for its background: `rgb:ffff/ffff/ffff`, say.
    pub(crate) background: Option<&'static str>,
}

impl Default for Setup<'_> {
    fn default() -> Self {
        Self { columns: 80, rows: 24, environment: &[], background: None }
    }
}

impl Terminal {
    /// Runs `mi` with words.
    pub(crate) fn run(words: &[&str], setup: &Setup<'_>) -> Self {
        Self::of(env!("CARGO_BIN_EXE_mi"), words, setup)
    }

    /// Runs a program, with `mi` on its path.
    pub(crate) fn of(program: &str, words: &[&str], setup: &Setup<'_>) -> Self {
        let size = PtySize { rows: setup.rows, cols: setup.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        command.args(words);
        command.cwd(repo(""));
        command.env_clear();
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_mi")).parent().expect("a folder");
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
        // Over a network the terminal is not asked for its colors.
        let asked = if setup.background.is_none() { "here" } else { "" };
        for (name, value) in [
            ("PATH", path.as_str()),
            ("TERM", "xterm-256color"),
            ("MI_DATA_DIR", "/nonexistent"),
            ("MI_CONFIG_DIR", "/nonexistent"),
            ("SSH_CONNECTION", asked),
        ]
        .iter()
        .chain(setup.environment)
        {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("mi runs");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer().expect("a writer");
        let screen = vt100::Parser::new(cells(setup.rows), cells(setup.columns), 0);
        let answers = setup.background;
        Self { master: pair.master, writer, child, bytes, screen, raw: Vec::new(), answers }
    }

    /// Types.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("it takes keys");
        self.writer.flush().expect("it takes keys");
    }

    /// Gives it another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("it can be resized");
        self.screen.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// Takes in what was written, for a moment.
    fn take(&mut self) {
        if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(20)) {
            self.screen.process(&bytes);
            let asks = |question: &[u8]| bytes.windows(question.len()).any(|window| window == question);
            if let Some(color) = self.answers {
                // What xterm answers: its background, and that it is a terminal.
                if asks(b"\x1b]10;?") {
                    self.keys("\x1b]10;rgb:8080/8080/8080\x1b\\");
                }
                if asks(b"\x1b]11;?") {
                    self.keys(&format!("\x1b]11;{color}\x1b\\"));
                }
                if asks(b"\x1b[c") {
                    self.keys("\x1b[?62c");
                }
            }
            self.raw.extend(bytes);
        }
    }

    /// What the screen shows.
    pub(crate) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen shows something.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let begun = Instant::now();
        while !self.shown().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "no {text:?} on the screen:\n{}", self.shown());
            self.take();
        }
    }

    /// Waits for the end; gives the exit status.
    pub(crate) fn wait(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            self.take();
            if let Ok(Some(status)) = self.child.try_wait() {
                // What is still under way.
                for _ in 0..5 {
                    self.take();
                }
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.shown());
        }
    }

    /// Whether the terminal was given back: the first screen, with its cursor.
    pub(crate) fn is_whole(&self) -> bool {
        let screen = self.screen.screen();
        !screen.alternate_screen() && !screen.hide_cursor()
    }

    /// How the line is set, in the words of stty.
    pub(crate) fn line(&self) -> String {
        let name = self.master.tty_name().expect("a name");
        let output = std::process::Command::new("stty").arg("-F").arg(name).arg("-a").output().expect("stty");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// A number of rows or columns.
fn cells(count: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(count).expect("some")
}
